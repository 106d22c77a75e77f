"""From a profile, the library, the law, a style and a language to a Document."""
