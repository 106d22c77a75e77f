"""Elements as bytes to compare: one by one, or a container cut into its children by one call of the serializer.

The pieces lack the namespaces that the container's root declares: compare them only where both roots declare the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from .alike import unmarked
from .names import W
from .wml import PPR, SDT, SECTPR, TBL, TCPR, P

_CLOSING = {P: b"</w:p>", TBL: b"</w:tbl>", SDT: b"</w:sdt>", SECTPR: b"</w:sectPr>", TCPR: b"</w:tcPr>", PPR: b"</w:pPr>"}
_OPENING = {  # what can hold its like, properties in the record of their change
    tag: tuple(b"<" + closing[2:-1] + end for end in (b">", b" ", b"\n", b"\r", b"\t")) for tag, closing in _CLOSING.items() if tag != P}
_RUN_TIME = re.compile(rb' w:rsid\w*="[^"]*"| w14:(?:paraId|textId)="[^"]*"')
_START_ID = re.compile(rb' w:id="[^"]*"(?= w:name=")')
_END_ID = re.compile(rb'<w:bookmarkEnd w:id="[^"]*"')
_COMMENT_ID = re.compile(rb'<w:comment(RangeStart|RangeEnd|Reference) w:id="[^"]*"')
_TAGS = {closing[2:-1]: tag for tag, closing in _CLOSING.items()}
_NAME = re.compile(rb"<([^\s/>]+)")
_DECLARED = re.compile(rb' (xmlns(?::[\w.-]+)?="[^"]*")')
_INSERTED, _CHANGE = re.compile(rb"<w:ins[\s/>]"), re.compile(rb"Change(?:>|/>|\s+[\w.:-]+=)")
_SPACE = b" \t\r\n"
_SLASH = ord("/")


def pieces(container: etree._Element) -> list[tuple[etree._Element, bytes]] | None:
    """Each child with its XML in UTF-8; None where the text cannot be cut safely (text boxes, another prefix, other blocks)."""
    if container.nsmap.get("w") != W:
        return None
    whole = etree.tostring(container, with_tail=False, encoding="utf-8")
    if b"txbxContent" in whole:
        return None
    found = []
    at = whole.find(b">") + 1
    for child in container:
        while whole[at] in _SPACE:
            at += 1
        end = whole.find(b">", at) + 1
        if whole[end - 2] != _SLASH:
            end = _end(whole, at, end, child.tag)
            if not end:
                return None
        found.append((child, whole[at:end]))
        at = end
    return found


def _end(whole: bytes, start: int, at: int, tag: str) -> int:
    """Where the element that begins at `start` ends; 0 where that cannot be told."""
    closing = _CLOSING.get(tag)
    if closing is None:
        return 0
    end = whole.find(closing, at) + len(closing)
    for opening in _OPENING.get(tag, ()):
        if whole.find(opening, at, end) >= 0:
            return _end_of_nested(whole, start, tag)
    return end


def _end_of_nested(whole: bytes, start: int, tag: str) -> int:
    """Where an element ends that holds others of its kind."""
    closing = _CLOSING[tag]
    depth, at = 0, start
    while True:
        end = whole.find(closing, at) + len(closing)
        depth += sum(whole.count(opening, at, end) for opening in _OPENING[tag]) - 1
        if depth == 0:
            return end
        at = end


@dataclass(frozen=True)
class Cut:
    """The bytes of a main part: what stands before its first block, its blocks (with the last section), what stands behind."""

    head: bytes
    blocks: list[bytes]
    tail: bytes

    @cached_property
    def settled(self) -> list[bytes]:
        """The blocks without such marks and without what changes at every save."""
        plain = self.unmarked
        whole = self.head + b"".join(plain)
        return [settled(b) for b in plain] if b" w:rsid" in whole or b" w14:" in whole else plain

    @cached_property
    def unmarked(self) -> list[bytes]:
        """The blocks without marks that have no width."""
        return [unmarked(b) for b in self.blocks]

    def declared(self) -> set[bytes]:
        """The namespaces that the root declares, as they are written."""
        return set(_DECLARED.findall(self.head))

    def prefixes(self, namespace: str) -> list[bytes]:
        """How attributes begin that are of the namespace: " r:" and the like."""
        wanted = b'="%s"' % namespace.encode()
        return [b" %s:" % d[6:-len(wanted)] for d in self.declared() if d.startswith(b"xmlns:") and d.endswith(wanted)]


def cut(part: bytes) -> Cut | None:
    """A main part (well-formed) cut into its blocks without a parser; None where that is not safe.

    It is not where a bracket may be anything but a tag's (comments, CDATA), where another prefix stands for the namespace of
    WordprocessingML or relationships are declared in the text, and where paragraphs may stand inside paragraphs (text boxes) or
    other blocks in the body.
    """
    start, end = part.find(b"<w:body>") + 8, part.rfind(b"</w:body>")
    if (start < 8 or end < 0 or b"txbxContent" in part or (b"!" in part and b"<!" in part)
            or (part.count(b"?") > 2 and part.count(b"?>") > 1) or part.count(b"<") != part.count(b">")
            or part.find(b"/relationships", start) >= 0 or part.count(W.encode()) != 1 or b'xmlns:w="' not in part[:start]):
        return None
    blocks: list[bytes] = []
    at = start
    while True:
        while part[at] in _SPACE:
            at += 1
        if at >= end:
            return Cut(part[:start], blocks, part[end:])
        if part.startswith(b"<w:p>", at):
            behind = part.find(b"</w:p>", at) + 6
        else:
            behind = part.find(b">", at) + 1
            if part[behind - 2] != _SLASH:
                name = _NAME.match(part, at)
                behind = _end(part, at, behind, _TAGS.get(name[1], "")) if name else 0
                if not behind:
                    return None
        blocks.append(part[at:behind])
        at = behind


def surely_unmarked(part: bytes) -> bool:
    """Whether a part, as written, surely carries no tracked change (it may carry none when this is False)."""
    return part.count(W.encode()) == 1 and b'xmlns:w="' in part and not may_be_marked(part)


def may_be_marked(raw: bytes) -> bool:
    """Whether XML in which w: stands for WordprocessingML may carry a tracked change."""
    return (b"<w:del" in raw or b"<w:move" in raw or b"<w:cell" in raw or b"<w:customXml" in raw
            or (b"<w:ins" in raw and _INSERTED.search(raw) is not None) or (b"Change" in raw and _CHANGE.search(raw) is not None))


def exact(element: etree._Element, plain: bool = False) -> bytes:
    """The bytes of an element without what changes at every save; equal bytes are equal content.

    `plain` is quicker; it finds fewer equals where two files declare their namespaces otherwise.
    """
    raw = etree.tostring(element, with_tail=False) if plain else etree.tostring(
        element, method="c14n", exclusive=True, with_tail=False)
    return settled(raw)


def settled(raw: bytes) -> bytes:
    """Bytes without what changes at every save."""
    if b" w:rsid" in raw or b" w14:" in raw:
        raw = _RUN_TIME.sub(b"", raw)
    if b"<w:comment" in raw:
        raw = _COMMENT_ID.sub(rb"<w:comment\1", raw)
    return _END_ID.sub(b"<w:bookmarkEnd", _START_ID.sub(b"", raw)) if b"<w:bookmark" in raw else raw
