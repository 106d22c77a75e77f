"""A picture of a Figure as shapes that Word draws. It knows no block but the Figure."""

from __future__ import annotations

from ..document import Figure
from .word_file import WordFile


def drawing(file: WordFile, item: Figure, width: int) -> tuple[str, str]:
    """The drawing, and what is wrong with the picture where it cannot be drawn (then there is no drawing)."""
    return "", "Word shows no SVG picture without a bitmap beside it"
