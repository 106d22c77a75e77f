"""Tracked changes and comments of a Word file, by the number of the paragraph that holds them. It knows no provision."""

from __future__ import annotations

from lxml import etree

from generator.ooxml.names import qn
from generator.ooxml.reading import Package
from generator.ooxml.returned import Mark, Remark
from generator.ooxml.wml import AUTHOR, DATE, DEL, DEL_TEXT, ID, INS, MOVE_FROM, MOVE_TO, P, REVISION_MARKS, RPR, T

NUMBER = "passage"  # an attribute of our own, set on each paragraph of the parsed file so that its two views can be matched
_KINDS = {INS: "inserted", DEL: "deleted", MOVE_FROM: "moved", MOVE_TO: "moved"}
_RANGE_START, _RANGE_END = qn("w:commentRangeStart"), qn("w:commentRangeEnd")


def marks_of(body: etree._Element) -> dict[str, tuple[Mark, ...]]:
    """The tracked changes by paragraph number; those of a paragraph mark too."""
    found: dict[str, list[Mark]] = {}
    for element in body.iter(*REVISION_MARKS):
        paragraph = next(element.iterancestors(P), None)
        rows = element.getparent().tag == qn("w:trPr")
        inside = [paragraph] if paragraph is not None else list(element.getparent().getparent().iter(P)) if rows else []
        said = "".join(t.text or "" for t in element.iter(T, DEL_TEXT))
        in_mark = element.getparent().tag == RPR
        for one in inside:
            words = "¶" if in_mark else said
            if words or rows:
                found.setdefault(one.get(NUMBER, ""), []).append(
                    Mark(_KINDS[element.tag], words, element.get(AUTHOR, ""), _day(element.get(DATE, "")))
                )
    return {number: tuple(marks) for number, marks in found.items()}


def _day(date: str) -> str:
    """A date as the file gives it; LibreOffice writes year 0 where there is none."""
    return "" if date.startswith("0") else date


def comments_of(package: Package) -> dict[str, tuple[str, str, str]]:
    """The comments of the file by number: author, date, words."""
    part = package.related(package.document(), "comments")
    if part is None:
        return {}
    return {
        comment.get(ID, ""): (
            comment.get(AUTHOR, ""),
            _day(comment.get(DATE, "")),
            "\n".join("".join(t.text or "" for t in p.iter(T)) for p in comment.iter(P)).strip(),
        )
        for comment in package.root(part).iter(qn("w:comment"))
    }


def remarks_of(body: etree._Element, comments: dict[str, tuple[str, str, str]]) -> dict[str, tuple[Remark, ...]]:
    """The comments by the number of the paragraph in which they begin, with the words of their range."""
    words: dict[str, list[str]] = {}
    begins: dict[str, str] = {}
    open_: list[str] = []
    for element in body.iter(_RANGE_START, _RANGE_END, T, qn("w:commentReference")):
        if element.tag == T:
            for number in open_:
                words.setdefault(number, []).append(element.text or "")
            continue
        number = element.get(ID, "")
        paragraph = next(element.iterancestors(P), None)
        if element.tag == _RANGE_START:
            open_.append(number)
            at = paragraph if paragraph is not None else next(element.itersiblings(P), None)
        else:
            if element.tag == _RANGE_END and number in open_:
                open_.remove(number)
            at = paragraph
        if at is not None:
            begins.setdefault(number, at.get(NUMBER, ""))
    found: dict[str, list[Remark]] = {}
    for number, at in begins.items():
        if number in comments:
            author, date, said = comments[number]
            found.setdefault(at, []).append(Remark(author, date, said, "".join(words.get(number, ())).strip()))
    return {at: tuple(remarks) for at, remarks in found.items()}
