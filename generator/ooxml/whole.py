"""A whole paragraph that came or went, read and marked by its bytes: quick, for those that hold nothing but plain runs.

What it makes of such a paragraph is what `marks.Marking.mark_whole` and `mark_paragraph` make of the same one as elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .alike import unremarked
from .marks import Marking
from .wml import DEL, INS

_PARAGRAPH = re.compile(rb"(<w:p(?: [^<>]*[^<>/])?>)(?:<w:pPr>(.+?)</w:pPr>)?(.*)</w:p>", re.DOTALL)
_MARK = re.compile(rb"<w:(?:bookmarkStart|bookmarkEnd|commentRangeStart|commentRangeEnd|permStart|permEnd|proofErr)(?: [^<>]*)?/>")
_BOOKMARK = re.compile(rb'<w:bookmark(Start|End) w:id="([^"]*)"(?: w:name="[^"]*")?/>')
_FORMAT = re.compile(rb"<w:rPr>(?:<[^<>]*/>)*</w:rPr>")
_RUN = re.compile(rb"<w:r(?: [^<>]*[^<>/])?>")
_THING = re.compile(  # of a run: words, a sign, the beginning or end of a field, its instruction
    rb'<w:t(?: xml:space="(preserve)")?>([^<]*)</w:t>|<w:(tab|br|cr|noBreakHyphen|softHyphen)/>'
    rb'|<w:fldChar w:fldCharType="(begin|separate|end)"/>|<w:instrText(?: xml:space="preserve")?>[^<]*</w:instrText>')
_SIGNS = {b"tab": "\t", b"br": "\n", b"cr": "\n", b"noBreakHyphen": "\u2011", b"softHyphen": "\u00ad"}
_STYLE = re.compile(rb'<w:[pr]Style w:val="([^"]*)"/>')
_AS_DELETED = ((b"<w:t>", b"<w:delText>"), (b"<w:t ", b"<w:delText "), (b"</w:t>", b"</w:delText>"),
               (b"<w:instrText", b"<w:delInstrText"), (b"</w:instrText>", b"</w:delInstrText>"))
_SPACE = " \t\r\n"
_TAGS = {DEL: b"del", INS: b"ins"}
_NO_TEXT = "[fldChar]"  # how a field without a result is shown


class Whole:
    """A paragraph of plain runs: its words as a person reads them, and its bytes as one that came or went."""

    __slots__ = ("_head", "_layout", "_runs", "words")

    def __init__(self, head: bytes, layout: bytes, runs: bytes, words: str):
        self._head, self._layout, self._runs, self.words = head, layout, runs, words

    def marked(self, marking: Marking, tag: str) -> bytes:
        """Its XML with all runs and its mark inserted or deleted; what is deleted keeps of its marks only bookmarks."""
        runs = self._runs
        if tag == DEL:
            runs = self._renumbered(_MARK.sub(_bookmarks_only, unremarked(runs)), marking)
            for plain, deleted in _AS_DELETED:
                runs = runs.replace(plain, deleted)
        body: list[bytes] = []
        at = 0
        for mark in _MARK.finditer(runs):
            body += _wrapped(runs[at:mark.start()], marking, tag)
            body.append(mark[0])
            at = mark.end()
        body += _wrapped(runs[at:], marking, tag)
        mark_of_paragraph = marking.written(tag) + b"/>"
        if b"<w:rPr>" in self._layout:
            layout = self._layout.replace(b"<w:rPr>", b"<w:rPr>" + mark_of_paragraph, 1)
        else:
            layout = b"%s<w:rPr>%s</w:rPr>" % (self._layout, mark_of_paragraph)
        return b"".join((self._head, b"<w:pPr>", layout, b"</w:pPr>", *body, b"</w:p>"))

    @staticmethod
    def _renumbered(runs: bytes, marking: Marking) -> bytes:
        """The runs whose bookmarks have ids that nothing else has."""
        fresh: dict[bytes, bytes] = {}
        for start in _BOOKMARK.finditer(runs):
            if start[1] == b"Start":
                fresh[start[2]] = b"%d" % marking.next_id
                marking.next_id += 1
        return _BOOKMARK.sub(lambda m: m[0].replace(b'w:id="%s"' % m[2], b'w:id="%s"' % fresh[m[2]], 1), runs) if fresh else runs


def whole(block: bytes, styles: Iterable[str]) -> Whole | None:
    """The block as such a paragraph; None for any other, and where it uses a style that is not among `styles`."""
    found = _PARAGRAPH.fullmatch(block)
    if found is None:
        return None
    head, layout, runs = found[1], found[2] or b"", found[3]
    if b"<w:rPr/>" in layout or b"<w:sectPr" in layout or b"&#" in runs or b"\r" in runs or not all(
            style.decode() in styles for style in _STYLE.findall(block)):
        return None
    words = _words(runs)
    return None if words is None or not _bookmarks_close(runs) else Whole(head, layout, runs, words)


def _words(runs: bytes) -> str | None:
    """What the runs say as a person reads it; None where they hold more than plain runs hold."""
    shown: list[str] = []
    result: list[str] = []
    depth = 0
    for piece in _FORMAT.sub(b"", _MARK.sub(b"", unremarked(runs))).split(b"</w:r>"):
        opening = _RUN.match(piece)
        if opening is None:
            if piece:
                return None
            continue
        at = opening.end()
        while at < len(piece):
            thing = _THING.match(piece, at)
            if thing is None:
                return None
            at = thing.end()
            if thing[2] is not None:
                said = _text(thing[2])
                (result if depth else shown).append(said if depth or thing[1] else said.strip(_SPACE))
            elif thing[3] is not None:
                if not depth:
                    shown.append(_SIGNS[thing[3]])
            elif thing[4] == b"begin":
                depth += 1
            elif thing[4] == b"end":
                depth -= 1
                if depth < 0:
                    return None
                if not depth:
                    shown.append("".join(result) or _NO_TEXT)
                    result = []
            elif thing[4] is None and not depth:
                return None  # an instruction outside a field
    return None if depth else "".join(shown)


def _text(raw: bytes) -> str:
    said = raw.decode("utf-8")
    if "&" in said:
        for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
            said = said.replace(entity, sign)
    return said.replace("\ufffc", "\ufffd")


def _bookmarks_close(runs: bytes) -> bool:
    """Whether each bookmark begins and ends once, and all are written as they can be read here."""
    found = _BOOKMARK.findall(runs)
    starts = [id for kind, id in found if kind == b"Start"]
    ends = [id for kind, id in found if kind == b"End"]
    return len(found) == runs.count(b"<w:bookmark") and sorted(starts) == sorted(ends) and len(set(starts)) == len(starts)


def _bookmarks_only(mark: re.Match[bytes]) -> bytes:
    return mark[0] if mark[0].startswith(b"<w:bookmark") else b""


def _wrapped(runs: bytes, marking: Marking, tag: str) -> tuple[bytes, ...]:
    return (marking.written(tag), b">", runs, b"</w:%s>" % _TAGS[tag]) if runs else ()

