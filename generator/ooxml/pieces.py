"""Elements as bytes to compare: one by one, or a container cut into its children by one call of the serializer.

The pieces lack the namespaces that the container's root declares: compare them only where both roots declare the same.
"""

from __future__ import annotations

import re

from lxml import etree

from .names import W
from .wml import PPR, SDT, SECTPR, TBL, TCPR, P

_CLOSING = {P: b"</w:p>", TBL: b"</w:tbl>", SDT: b"</w:sdt>", SECTPR: b"</w:sectPr>", TCPR: b"</w:tcPr>", PPR: b"</w:pPr>"}
_OPENING = {TBL: (b"<w:tbl>", b"<w:tbl "), SDT: (b"<w:sdt>", b"<w:sdt ")}  # what can hold its like
_RUN_TIME = re.compile(rb' w:rsid\w*="[^"]*"| w14:(?:paraId|textId)="[^"]*"')
_START_ID = re.compile(rb' w:id="[^"]*"(?= w:name=")')
_END_ID = re.compile(rb'<w:bookmarkEnd w:id="[^"]*"')
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
    return _END_ID.sub(b"<w:bookmarkEnd", _START_ID.sub(b"", raw)) if b"<w:bookmark" in raw else raw
