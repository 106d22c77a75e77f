"""Drafter's notes as the comments part of a Word file. It knows no block."""

from __future__ import annotations

from ..ooxml import styles
from ..ooxml.names import DECLARATION, W_AND_R
from ..ooxml.package import attribute
from .word_blocks import paragraph
from .word_file import Frame, WordFile
from .word_inlines import words


def comments_part(file: WordFile) -> bytes:
    """The drafter's notes, in the order of the text, by the author that the labels name and without a date."""
    signed = f'w:author="{attribute(file.author)}" w:initials="{attribute(_initials(file))}"{file.date()}'
    frame = Frame(file.look)
    rows = []
    for number, note in enumerate(file.comments):
        body = "".join(
            paragraph(file, frame, styles.COMMENT_TEXT, words(file, frame, one)) for one in note.paragraphs
        ) or paragraph(file, frame, styles.COMMENT_TEXT, "")
        rows.append(f'<w:comment w:id="{number}" {signed}>{body}</w:comment>')
    return f"{DECLARATION}<w:comments {W_AND_R}>{''.join(rows)}</w:comments>".encode()


def _initials(file: WordFile) -> str:
    """The initials of whoever signs the comments."""
    name = file.options.author
    return "".join(word[0] for word in name.split()).upper()[:4] if name else file.word("comment_initials")
