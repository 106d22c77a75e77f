"""The reading level of English: the Flesch-Kincaid grade, with syllables by Pyphen. Knows no document."""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen

SENTENCE_END = re.compile(r"[.!?]+[\"”’)]*(?=\s|$)|\n+")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|\d[\d,.]*\d|\d")


@lru_cache(maxsize=1)
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


def syllables(word: str) -> int:
    """The syllables of a word: the more of its hyphenation points and its groups of vowels (a silent e apart)."""
    if not word[0].isalpha():
        return 1
    if word.isupper() and len(word) <= 4:
        return 1 if word in ("ICE", "ID") else len(word)
    bare = word.lower().replace("’", "'").removesuffix("'s")
    groups = len(re.findall(r"[aeiouy]+", bare))
    if bare.endswith("e") and not bare.endswith(("le", "ee", "ye")) and groups > 1:
        groups -= 1
    if bare.endswith("ed") and not bare.endswith(("ted", "ded")) and groups > 1:
        groups -= 1
    hyphenated = len(_dictionary().positions(bare)) + 1
    return max(1, groups, hyphenated)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line end ends one."""
    return [s for s in (part.strip() for part in SENTENCE_END.split(text)) if WORD.search(s)]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of an English text."""
    words = WORD.findall(text)
    count = len(sentences(text))
    spoken = sum(syllables(w) for w in words)
    return 0.39 * len(words) / count + 11.8 * spoken / len(words) - 15.59
