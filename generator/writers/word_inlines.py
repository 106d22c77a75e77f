"""Inlines as Word runs, every class of them. It knows no block and no part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..document import (
    Blank,
    Change,
    Citation,
    Deleted,
    Duty,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    Name,
    NoteAnchor,
    Reference,
    Reformatted,
    Term,
    Text,
    inline_text,
)
from ..ooxml import styles
from ..ooxml.anchors import bookmark
from ..ooxml.package import text
from ..ooxml.runs import EMPHASIS, LRM, RLM, content, glued, look_of
from .word_file import SOURCES, Frame, Target, WordFile

_PLAIN_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u00ff‘’“”–—]*")


def inlines(file: WordFile, frame: Frame, items: Inlines, style: str = "") -> str:
    """The runs of inlines, wrapped in the change that the frame is part of; `style` is what plain text bears."""
    return "".join(file.tracked(_one(file, frame, item, style, ""), _owner(frame, item)) for item in items)


def words(file: WordFile, frame: Frame, said: str, style: str = "", emphasis: str = "") -> str:
    """A run of words that the file says by itself."""
    return file.tracked(_said(frame, said, emphasis, style), frame.change)


def _owner(frame: Frame, item: Inline) -> Change | None:
    """Whose change wraps the item: a Deleted or Inserted wraps itself."""
    return None if isinstance(item, Inserted | Deleted) else frame.change


def _one(file: WordFile, frame: Frame, item: Inline, style: str, change: str) -> str:
    return _WRITERS[type(item)](file, frame, item, style, change)


def _said(
    frame: Frame, said: str, emphasis: str = "", style: str = "", change: str = "", highlight: bool = False
) -> str:
    """Runs of words, cut where the script changes."""
    look, deleted = frame.look, _is_deleted(frame)
    if look.script != "complex":
        properties = look.properties(emphasis, style, highlight=highlight, change=change)
        return f"<w:r>{properties}{content(said, deleted)}</w:r>" if said else ""
    return "".join(
        f"<w:r>{look.properties(emphasis, style, highlight=highlight, latin=latin, change=change)}"
        f"{content(look.bound(piece) if latin else piece, deleted)}</w:r>"
        for piece, latin in look.stretches(said)
        if piece
    )


def _is_deleted(frame: Frame) -> bool:
    return frame.change is not None and frame.change.kind == "deleted"


def _text(file: WordFile, frame: Frame, item: Text, style: str, change: str) -> str:
    return _said(frame, item.text, item.emphasis, style, change)


def _term(file: WordFile, frame: Frame, item: Term, style: str, change: str) -> str:
    said = inline_text(item, file.document.language)
    return _said(frame, said, "", styles.TERM if item.defining else style, change)


def _duty(file: WordFile, frame: Frame, item: Duty, style: str, change: str) -> str:
    return _said(frame, item.text or item.word, "", style, change)


def _latin_run(frame: Frame, said: str, style: str, change: str) -> str:
    look = frame.look
    properties = look.properties("", style, latin=True, change=change)
    return f"<w:r>{properties}{content(look.bound(look.held(said)), _is_deleted(frame))}</w:r>" if said else ""


def _citation(file: WordFile, frame: Frame, item: Citation, style: str, change: str) -> str:
    return _latin_run(frame, glued(item.text), styles.CITATION, change)


def _name(file: WordFile, frame: Frame, item: Name, style: str, change: str) -> str:
    if frame.look.script != "latin" and _PLAIN_LATIN.fullmatch(item.text):
        return _latin_run(frame, item.text, style or styles.NAME, change)
    return _said(frame, item.text, "", style or styles.NAME, change)


def _blank(file: WordFile, frame: Frame, item: Blank, style: str, change: str) -> str:
    said = file.word("blank").format(label=item.label)
    return _said(frame, said, "", styles.BLANK, change, highlight=file.draft)


def _reference(file: WordFile, frame: Frame, item: Reference, style: str, change: str) -> str:
    """A field that prints the number of its target: REF where Word can compute these words, a plain link where not."""
    said = item.text
    target = file.targets.get(item.target)
    if target and target.automatic and said:
        rtl = frame.look.rtl
        for parts in (None if rtl and len(target.ids) > 1 else _whole(target, said), _chained(target, said, rtl)):
            if parts:
                return "".join(
                    _field(frame, f" REF {bookmark(id)} {switch} \\h ", piece, style, change)
                    if id
                    else _said(frame, piece, "", style, change)
                    for piece, id, switch in parts
                )
    return _field(frame, f' HYPERLINK \\l "{bookmark(item.target)}" ', said, style, change)


def _whole(target: Target, said: str) -> list[tuple[str, str, str]] | None:
    """The words as one field in full context, with the words around it; None where that would print something else."""
    full = "".join(target.numbers)
    at = _stands_alone(said, full)
    if at is None or not target.one_series:
        return None
    switch = "\\n" if len(target.ids) == 1 else "\\w"
    return _around(said, at, full, [(full, target.ids[-1], switch)])


def _chained(target: Target, said: str, rtl: bool) -> list[tuple[str, str, str]] | None:
    """The words as one field for each level, from the first level that the words name.

    In a right-to-left paragraph marks of direction stand between and after the fields: inside one they would not
    outlive its next update.
    """
    for begin in range(len(target.ids)):
        numbers = target.numbers[begin:]
        match = re.search(r"(\.?)".join(map(re.escape, numbers)), said)
        if match and _stands_alone(said, match.group()) == match.start():
            parts = []
            for number, id, separator in zip(numbers, target.ids[begin:], ("", *match.groups()), strict=True):
                if separator or (rtl and parts):
                    parts.append((separator + (LRM if rtl else ""), "", ""))
                parts.append((number, id, "\\n"))
            if rtl and len(parts) > 1:
                parts.append((LRM + RLM, "", ""))
            return _around(said, match.start(), match.group(), parts)
    return None


def _around(said: str, at: int, found: str, parts: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    before, after = said[:at], said[at + len(found) :]
    return [*([(before, "", "")] if before else []), *parts, *([(after, "", "")] if after else [])]


def _stands_alone(said: str, number: str) -> int | None:
    """Where the number stands in the words, not as part of a longer one."""
    at = said.rfind(number)
    if at < 0:
        return None
    after = said[at + len(number) : at + len(number) + 1]
    before = said[at - 1 : at] if at else ""
    return None if (after.isalnum() or after == "(" or (before.isalnum() and number[0].isalnum())) else at


def _field(frame: Frame, code: str, result: str, style: str, change: str) -> str:
    """A complex field with its cached result. A deleted one keeps its code as deleted code."""
    properties = frame.look.properties("", style, latin=frame.look.script == "complex", change=change)
    tag = "w:delInstrText" if _is_deleted(frame) else "w:instrText"
    return "".join(
        (
            f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>',
            f'<w:r>{properties}<{tag} xml:space="preserve">{text(code)}</{tag}></w:r>',
            f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>',
            _said(frame, result, "", style, change),
            f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>',
        )
    )


def page_field(frame: Frame, code: str) -> str:
    """A field of a header or footer, such as PAGE."""
    return _field(frame, f" {code} ", "1", "", "")


def _anchor(file: WordFile, frame: Frame, item: NoteAnchor, style: str, change: str) -> str:
    """The raised number of a source note, a field that follows its number in the list at the end."""
    note = file.notes.get(item.note)
    if note is None:
        file.unshown.append(f"the note '{item.note}' has no text")
        return ""
    name = bookmark(item.note)
    automatic = file.numbering.counts(SOURCES.id, 0, f"{note.number}.")
    code = f" REF {name} \\n \\h " if automatic else f' HYPERLINK \\l "{name}" '
    return _field(frame, code, str(note.number), styles.SOURCE_MARK, change)


def _inserted(file: WordFile, frame: Frame, item: Inserted | Deleted, style: str, change: str) -> str:
    """Runs of a change inside a paragraph; in a paragraph that is itself inserted or deleted, its mark rules."""
    if frame.change is not None and not (frame.change.kind != "deleted" and isinstance(item, Deleted)):
        return inlines(file, frame, item.content, style)
    kind = "deleted" if isinstance(item, Deleted) else "inserted"
    own = Change(kind, item.change.author, item.change.date, item.change.partner)
    inner = Frame(frame.look, frame.width, frame.depth, frame.inside, own, frame.keep)
    runs = "".join(_one(file, inner, one, style, change) for one in item.content)
    xml = file.tracked(runs, own)
    return file.tracked(xml, frame.change) if frame.change else xml


def _reformatted(file: WordFile, frame: Frame, item: Reformatted, style: str, change: str) -> str:
    """Runs that remember the look they had. Every run needs a revision id of its own, so the ids are set last."""
    before = "".join(EMPHASIS[item.before])
    mark = f"<w:rPrChange{_ID_TO_COME}><w:rPr>{before}{frame.look.lang()}</w:rPr></w:rPrChange>"
    runs = "".join(_one(file, frame, one, style, mark) for one in item.content)
    head, *rest = runs.split(_ID_TO_COME)
    return head + "".join(file.revision(item.change) + piece for piece in rest)


def _foreign(file: WordFile, frame: Frame, item: Foreign, style: str, change: str) -> str:
    """Runs in another language; among words that run right to left, between marks that keep their own direction."""
    own = replace(frame, look=look_of(item.language, frame.look.fonts))
    runs = "".join(_one(file, own, one, style, change) for one in item.content)
    if not frame.look.rtl:
        return runs
    return _said(own, RLM + LRM, "", style, change) + runs + _said(own, LRM + RLM, "", style, change)


_ID_TO_COME = "\0"  # a character that no text of the file can hold


_WRITERS: dict[type, Callable[..., str]] = {
    Text: _text,
    Term: _term,
    Reference: _reference,
    Citation: _citation,
    Name: _name,
    Blank: _blank,
    Duty: _duty,
    NoteAnchor: _anchor,
    Inserted: _inserted,
    Deleted: _inserted,
    Reformatted: _reformatted,
    Foreign: _foreign,
}
