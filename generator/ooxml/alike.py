"""A paragraph that is read only where its bytes do not tell that it equals another. It knows bytes, not files.

What `normal` makes equal, `canonical` reads as equal. The reverse does not hold: where the bytes differ, the paragraphs are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .wml import COMPUTED_FIELDS

_MARKER = re.compile(
    rb"<(w:(?:bookmarkStart|bookmarkEnd|commentRangeStart|commentRangeEnd|permStart|permEnd|proofErr))(?: [^<>]*)?(?:/>|></\1>)")
_BOOKMARK = re.compile(rb"<w:bookmark(?:Start|End) [^<>]*/>")  # quicker, and nearly all marks are of this form
_WORDS = re.compile(rb"<w:t(?: [^<>]*)?>[^<]*[^<&\s]")
_NO_PROPERTIES = re.compile(rb"<w:rPr(?:/>|></w:rPr>)(?=</w:pPr>)")
_NO_LAYOUT = re.compile(rb"<w:pPr(?:/>|></w:pPr>)")
_PRESERVED, _BARE = b'<w:t xml:space="preserve">', b"<w:t>"
_PROPERTIES = rb"(?:<w:rPr>(?:<[^<>]*/>)*</w:rPr>)?"
_COMMENT = re.compile(rb'<w:r>%s<w:commentReference w:id="[^"]*"/></w:r>' % _PROPERTIES)
_COMPUTED = re.compile(  # a field whose result Word computes, in runs of one thing each, and the runs of its result
    rb'(<w:fldChar w:fldCharType="begin"/></w:r><w:r>%(p)s<w:instrText(?: [^<>]*)?>\s*(?:%(f)s)\b[^<]*</w:instrText></w:r>'
    rb'<w:r>%(p)s<w:fldChar w:fldCharType="separate"/></w:r>)((?:<w:r>%(p)s<w:t(?: [^<>]*)?>[^<]*</w:t></w:r>)*)'
    rb'(?=<w:r>%(p)s<w:fldChar w:fldCharType="end"/>)' % {b"p": _PROPERTIES, b"f": "|".join(sorted(COMPUTED_FIELDS)).encode()})
_RESULT = re.compile(rb">[^<]*[^<\s][^<]*</w:t>")
_CHILD = re.compile(  # of a run, when it holds no element of its own
    rb"<w:(?:[A-Za-z]+(?: [^<>]*)?/>|([A-Za-z]+)(?: [^<>]*[^<>/])?>[^<]*</w:\1>)")
_AS_TEXT = _PRESERVED + b"\t</w:t>"


class Paragraph:
    """A paragraph as the tuple ("p", layout and mark, numbering, atoms, whether a section ends here).

    It is read when it is first looked into: two of the same bytes are equal unread, where bytes say all (`raw` is not None).
    """

    __slots__ = ("_known", "_normal", "_numbering", "_raw", "_read")

    def __init__(self, raw: bytes | None, numbering: tuple, known: tuple | None, read: Callable[[], tuple] | None = None):
        self._raw, self._numbering, self._known, self._read = raw, numbering, known, read
        self._normal: bytes | None = None

    def _all(self) -> tuple:
        if self._known is None:
            self._known, self._read = self._read(), None
        return ("p", self._known[0], self._numbering, *self._known[1:])

    def __getitem__(self, at: int):
        return "p" if at == 0 else self._all()[at]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Paragraph):
            return NotImplemented
        if self._numbering != other._numbering:
            return False
        if self._raw is not None and other._raw is not None and (
                self._raw == other._raw or self._normalized() == other._normalized()):
            return True
        return self._all() == other._all()

    def _normalized(self) -> bytes:
        if self._normal is None:
            self._normal = normal(self._raw)
        return self._normal

    def is_empty(self) -> bool:
        """Whether nothing stands in it and no section ends with it."""
        if self._raw is not None and has_words(self._raw):
            return False
        return not self[3] and not self[4]

    __hash__ = None

    def __repr__(self) -> str:
        return repr(self._all())


class Table:
    """A table as the tuple ("tbl", properties, columns, rows), read when it is first looked into; equal bytes are equal unread."""

    __slots__ = ("_known", "_raw", "_read")

    def __init__(self, raw: bytes, read: Callable[[], tuple]):
        self._raw, self._read, self._known = raw, read, None

    def _all(self) -> tuple:
        if self._known is None:
            self._known = self._read()
        return self._known

    def __getitem__(self, at: int):
        return "tbl" if at == 0 else self._all()[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Table):
            return self._raw == other._raw or self._all() == other._all()
        return self._all() == other if isinstance(other, tuple) else NotImplemented

    __hash__ = None

    def __repr__(self) -> str:
        return repr(self._all())


def unmarked(raw: bytes) -> bytes:
    """The XML of a paragraph without marks that have no width."""
    if b"<w:bookmark" in raw:
        raw = _BOOKMARK.sub(b"", raw)
        if b"<w:bookmark" in raw:
            return _MARKER.sub(b"", raw)
    return _MARKER.sub(b"", raw) if b"<w:comment" in raw or b"<w:proofErr" in raw else raw


def unremarked(raw: bytes) -> bytes:
    """The XML of a block without the runs that point to a comment."""
    return _COMMENT.sub(b"", raw) if b"<w:commentReference" in raw else raw


def uncomputed(raw: bytes) -> bytes:
    """The XML of a block with 0 for each text in the result of a field that Word computes."""
    if b"<w:instrText" not in raw:
        return raw
    return _COMPUTED.sub(lambda match: match[1] + _RESULT.sub(b">0</w:t>", match[2]), raw)


def numbering_in(raw: bytes) -> bytes:
    """The bytes of the paragraph's w:numPr: equal ones are the same list and level; empty where it has none."""
    start = raw.find(b"<w:numPr>")
    if start < 0:
        return raw if b"numPr" in raw else b""
    return raw[start:raw.find(b"</w:numPr>", start)]


def leads_out(raw: bytes, link_prefixes: Sequence[bytes]) -> bool:
    """Whether the meaning of a block may lie outside its bytes: it links, has a note or boxed paragraphs.

    `link_prefixes` are " r:" and what else the part declares for the namespace of relationships; the block, but for its own
    tag, may declare others.
    """
    return b"txbxContent" in raw or raw.find(b"/relationships", raw.find(b">")) >= 0 or points_out(raw, link_prefixes)


def points_out(raw: bytes, link_prefixes: Sequence[bytes]) -> bool:
    """The same of a block of a part that has no boxed paragraphs and declares all its namespaces at its root (see `pieces.cut`)."""
    if b"noteReference" in raw:
        return True
    for prefix in link_prefixes:  # asked of every block: no generator
        if prefix in raw:
            return True
    return False


def has_words(raw: bytes) -> bool:
    """Whether there is surely a word in the paragraph (if not, it may still hold something)."""
    return _WORDS.search(raw) is not None


def normal(raw: bytes) -> bytes:
    """The XML of a paragraph (`unmarked`) without empty runs and properties, neighbouring texts of one format as one.

    A run that holds several things is as many runs; the texts of a computed result stand aside.
    """
    raw = uncomputed(raw)
    head, *runs = raw.split(b"<w:r>")
    made = [_NO_LAYOUT.sub(b"", _NO_PROPERTIES.sub(b"", head))]
    last: bytes | None = None  # the properties of the run that stands directly before
    for piece in runs:
        run, end, behind = piece.partition(b"</w:r>")
        if not end:
            return raw  # a run inside a run
        properties, content = _cut(run)
        for child in _children(content):
            text = _text(child)
            if text is None:
                made += (b"<w:r>", properties, child, end)
                last = None
            elif text:
                if properties != last:
                    made += (b"<w:r>", properties)
                made.append(text)
                last = properties
        if behind:
            made.append(behind)
            last = None
    return b"".join(made)


def _cut(run: bytes) -> tuple[bytes, bytes]:
    """The properties of a run and what it holds."""
    if not run.startswith(b"<w:rPr>"):
        return b"", run.removeprefix(b"<w:rPr/>")
    properties, end, content = run.partition(b"</w:rPr>")
    return (properties + end, content) if properties != b"<w:rPr>" else (b"", content)


def _children(content: bytes) -> list[bytes]:
    """What a run holds, thing by thing; all of it as one where that cannot be cut."""
    if content.count(b"<") <= 2:
        return [content]
    found = [match[0] for match in _CHILD.finditer(content)]
    return found if sum(map(len, found)) == len(content) else [content]


def _text(content: bytes) -> bytes | None:
    """The characters of a run that holds nothing else, as Word reads them; None for any other run."""
    if not content or (content.startswith(b"<w:commentReference ") and content.count(b"<") <= 2 and content.count(b"/") == 1):
        return b""
    found = []
    for child in content.replace(b"<w:tab/>", _AS_TEXT).replace(b"<w:tab></w:tab>", _AS_TEXT).split(b"</w:t>"):
        if child.startswith(_PRESERVED):
            child = child[len(_PRESERVED):]
        elif child.startswith(_BARE):
            child = child[len(_BARE):].strip(b" \t\r\n")
        elif child:
            return None
        if b"<" in child:
            return None
        found.append(child)
    return b"".join(found)
