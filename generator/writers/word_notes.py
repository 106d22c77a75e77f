"""Comments and end notes as parts of their own. It knows no block but these."""

from __future__ import annotations

from ..ooxml import styles
from ..ooxml.names import DECLARATION, W_AND_R
from ..ooxml.package import attribute
from .word_blocks import paragraph
from .word_file import Frame, WordFile
from .word_inlines import inlines, words


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


def endnotes_part(file: WordFile) -> bytes:
    """The source notes in the order of their first marks, behind the two separators that Word asks for."""
    frame = Frame(file.look)
    rows = [
        f'<w:endnote w:type="{kind}" w:id="{number}">{paragraph(file, frame, styles.NORMAL, f"<w:r><w:{mark}/></w:r>")}'
        "</w:endnote>"
        for kind, number, mark in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
    ]
    for number, id in enumerate(file.cited, 1):
        note = file.notes[id]
        inner = frame.with_change(note.change)
        mark = f"<w:r>{frame.look.properties('', styles.ENDNOTE_MARK)}<w:endnoteRef/></w:r>"
        runs = file.tracked(mark, inner.change) + words(file, inner, " ") + inlines(file, inner, note.content)
        body = paragraph(file, inner, styles.ENDNOTE_TEXT, runs, marked=note, kind="note")
        rows.append(f'<w:endnote w:id="{number}">{body}</w:endnote>')
    return f"{DECLARATION}<w:endnotes {W_AND_R}>{''.join(rows)}</w:endnotes>".encode()


def _initials(file: WordFile) -> str:
    """The initials of whoever signs the comments."""
    name = file.options.author
    return "".join(word[0] for word in name.split()).upper()[:4] if name else file.word("comment_initials")
