"""Lint rules: each is a function, a code, a text that fails and one that passes."""
