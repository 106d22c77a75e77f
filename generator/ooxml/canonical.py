"""A Word file as plain tuples: what a reader sees and what direct formatting it has, free of ids, runs and rsids.

It knows WordprocessingML and nothing of how a redline is written, so that it can judge one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from lxml import etree

from .alike import Paragraph, Table, leads_out, numbering_in, unmarked
from .names import WP, R, qn
from .pieces import pieces
from .reading import Package
from .untrusted import parse
from .wml import (
    BDO,
    BODY,
    COMPUTED_FIELDS,
    CUSTOM_XML,
    DIR,
    FLD_CHAR,
    FLD_SIMPLE,
    HYPERLINK,
    ID,
    INSTR,
    MARKERS,
    PPR,
    R_,
    RPR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SECTPR,
    SMART_TAG,
    TBL,
    TBLPR,
    TBLPREX,
    TC,
    TCPR,
    TR,
    TRPR,
    TXBX,
    VAL,
    VML_IDS,
    VML_TYPE,
    P,
    T,
    V,
    cell_format,
    layout,
    row_format,
    run_format,
    section_format,
    signature,
    table_format,
    text_of,
)

SLOTS = tuple((kind, use) for kind in ("header", "footer") for use in ("default", "first", "even"))

_NUMPR, _NUM_ID, _ILVL = qn("w:numPr"), qn("w:numId"), qn("w:ilvl")
_TAB, _TYPE = qn("w:tab"), qn("w:type")
_UNSEEN = frozenset((RPR, qn("w:lastRenderedPageBreak"), qn("w:commentReference"), qn("w:annotationRef")))
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_CHAR_TYPE, _INSTR_ATTR = qn("w:fldCharType"), qn("w:instr")
_NAMED = frozenset((f"{{{WP}}}docPr", "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr",
                    "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}cNvPr"))
_NO_MEANING = frozenset(
    [qn(f"w:{n}") for n in "rsidR rsidRPr rsidP rsidRDefault rsidTr rsidDel rsidSect".split()]
    + [f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{n}" for n in ("paraId", "textId")]
    + [f"{{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}}{n}" for n in ("anchorId", "editId")])
_R_PREFIX, _V_PREFIX = f"{{{R}}}", f"{{{V}}}"


@dataclass(slots=True)
class Known:
    """What is known of paragraphs by their bytes: the bytes that count (None where they lead out) and those of the w:numPr,
    and the paragraph as read."""

    written: dict[bytes, tuple[bytes | None, bytes]] = field(default_factory=dict)
    read: dict[bytes, tuple] = field(default_factory=dict)
    names: dict[str | None, str] | None = None  # the namespaces that the first file declares


class Canonical:
    """The canonical form of one file. Share `known` between the files of one comparison: equal paragraphs are read once."""

    def __init__(self, package: Package, known: Known | None = None):
        self._package = package
        self._known = known or Known()
        self._main = package.document()
        self._part = self._main
        self._digests: dict[str, str] = {}
        self._definitions = numbering_definitions(package, self._main)
        self._lists: dict[str, list[str]] = {}
        self._numbers: dict[bytes, tuple] = {}  # what the bytes of a w:numPr mean
        self._open_notes: set[str] = set()
        self._prefixes: dict[str, list[bytes]] = {}  # of the attributes that link, by part

    def body(self) -> list[tuple]:
        """The blocks of the document."""
        return self._blocks(self._body())

    def sections(self) -> list[tuple]:
        """For each section its properties and the blocks of its headers and footers, inherited ones included."""
        effective: dict[tuple[str, str], str | None] = {}
        found = []
        links = self._package.links(self._main)
        for sectpr in self._body().iter(SECTPR):
            for reference in sectpr:
                kind = etree.QName(reference).localname.removesuffix("Reference")
                if kind in ("header", "footer") and reference.tag != kind:
                    link = links.get(reference.get(f"{_R_PREFIX}id", ""))
                    effective[kind, reference.get(_TYPE, "default")] = link.target if link else None
            found.append((section_format(sectpr), {slot: self._story(effective.get(slot)) for slot in SLOTS}))
        if self._body().find(SECTPR) is None:
            found.append(((), {slot: self._story(effective.get(slot)) for slot in SLOTS}))
        return found

    def _body(self) -> etree._Element:
        return self._package.read(self._main).find(BODY)

    def _story(self, part: str | None) -> list[tuple]:
        if part is None or not self._package.has(part):
            return []
        outer, self._part = self._part, part
        try:
            return self._blocks(self._package.read(part))
        finally:
            self._part = outer

    # Blocks

    def _blocks(self, container: etree._Element) -> list[tuple]:
        blocks = list(self._each_block(container))
        while blocks and blocks[-1][0] == "p" and blocks[-1].is_empty():
            blocks.pop()
        return blocks

    def _each_block(self, container: etree._Element) -> Iterator[tuple]:
        for child, written in self._cut(container):
            if child.tag == P:
                yield self._paragraph(child, written)
            elif child.tag == TBL:
                yield self._table(child, written)
            elif child.tag == SDT:
                yield ("sdt", self._control(child), tuple(self._blocks_in(child)))
            elif child.tag == CUSTOM_XML:
                yield from self._each_block(child)
            elif child.tag not in MARKERS and child.tag not in (SECTPR, TCPR):
                yield ("other", self._object(child))

    def _cut(self, container: etree._Element) -> Iterable[tuple[etree._Element, bytes | None]]:
        """The children with their XML, where that comes cheaply and is comparable within this comparison."""
        names = container.nsmap
        if self._known.names is None:
            self._known.names = names
        cut = pieces(container) if names == self._known.names else None
        return cut if cut is not None else ((child, None) for child in container)

    def _blocks_in(self, sdt: etree._Element) -> Iterator[tuple]:
        content = sdt.find(SDT_CONTENT)
        return self._each_block(content) if content is not None else iter(())

    def _control(self, sdt: etree._Element) -> tuple:
        return signature(sdt.find(SDT_PR), frozenset((ID,)))

    def _paragraph(self, p: etree._Element, written: bytes | None = None) -> Paragraph:
        written = written or etree.tostring(p, with_tail=False)
        known = self._known.written.get(written)
        if known is None:
            raw = unmarked(written)
            known = self._known.written[written] = (None if self._leads_out(raw) else raw, numbering_in(raw))
        raw, numbered = known
        numbering = self._numbering(p, numbered) if numbered else ()
        if raw is None:
            return Paragraph(None, numbering, self._read_paragraph(p))
        return Paragraph(raw, numbering, None, lambda: self._read_once(raw, p))

    def _leads_out(self, raw: bytes) -> bool:
        """Whether a paragraph's meaning may lie outside its bytes: it links, has a note or boxed paragraphs."""
        prefixes = self._prefixes.get(self._part)
        if prefixes is None:
            declared = self._package.read(self._part).nsmap.items()
            prefixes = self._prefixes[self._part] = [f" {prefix}:".encode() for prefix, uri in declared if uri == R]
        return leads_out(raw, prefixes)

    def _read_once(self, raw: bytes, p: etree._Element) -> tuple:
        known = self._known.read.get(raw)
        if known is None:
            known = self._known.read[raw] = self._read_paragraph(p)
        return known

    def _read_paragraph(self, p: etree._Element) -> tuple:
        ppr = p.find(PPR)
        properties = tuple(c for c in layout(ppr) if c[0] != _NUMPR)
        ends_section = ppr is not None and ppr.find(SECTPR) is not None
        mark = None if ppr is None else ppr.find(RPR)
        return ((properties, run_format(mark)), tuple(_merged(self._inlines(p))), ends_section)

    def _numbering(self, p: etree._Element, said: bytes) -> tuple:
        known = self._numbers.get(said)
        if known is None:
            known = self._numbers[said] = self._read_numbering(p.find(f"{PPR}/{_NUMPR}"))
        return known

    def _read_numbering(self, numpr: etree._Element | None) -> tuple:
        if numpr is None:
            return ()
        values = {c.tag: c.get(VAL) for c in numpr}
        id = values.get(_NUM_ID) or ""
        definition = self._definitions.get(id, "none")
        lists = self._lists.setdefault(definition, [])
        if id not in lists:
            lists.append(id)
        return (values.get(_ILVL) or "0", definition, lists.index(id))

    def _table(self, tbl: etree._Element, written: bytes | None = None) -> tuple | Table:
        """The table; read when it is first looked into, where its bytes say all."""
        raw = unmarked(written) if written else None
        if raw is None or b"numPr" in raw or self._leads_out(raw):
            return self._read_table(tbl)
        return Table(raw, lambda: self._read_table(tbl))

    def _read_table(self, tbl: etree._Element) -> tuple:
        grid = tbl.find(qn("w:tblGrid"))
        columns = () if grid is None else tuple(
            tuple(sorted(c.attrib.items())) for c in grid if c.tag == qn("w:gridCol"))
        rows = tuple(self._row(r) for r in _through_controls(tbl, TR))
        return ("tbl", table_format(tbl.find(TBLPR)), columns, rows)

    def _row(self, tr: etree._Element) -> tuple:
        cells = tuple((cell_format(c.find(TCPR)), tuple(self._blocks(c))) for c in _through_controls(tr, TC))
        return (row_format(tr.find(TRPR)), signature(tr.find(TBLPREX), frozenset((qn("w:tblPrExChange"),))), cells)

    # Inlines: (text or tuple, format, context)

    def _inlines(self, p: etree._Element) -> Iterator[tuple]:
        return _fields(self._atoms(p, ()))

    def _atoms(self, parent: etree._Element, context: tuple) -> Iterator[tuple]:
        for child in parent:
            tag = child.tag
            if tag == R_:
                yield from self._run(child, context)
            elif tag == HYPERLINK:
                yield from self._atoms(child, (*context, ("link", self._address(child))))
            elif tag in (SMART_TAG, CUSTOM_XML):
                yield from self._atoms(child, context)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    yield from self._atoms(content, (*context, ("control", self._control(child))))
            elif tag in (BDO, DIR):
                yield from self._atoms(child, (*context, (tag, child.get(VAL))))
            elif tag == FLD_SIMPLE:
                yield ("begin", None, context)
                yield (("instr", child.get(_INSTR_ATTR, "")), None, context)
                yield ("separate", None, context)
                yield from self._atoms(child, context)
                yield ("end", None, context)
            elif tag != PPR and tag not in MARKERS and tag != qn("w:fldData"):
                yield (("object", self._object(child)), (), context)

    def _run(self, run: etree._Element, context: tuple) -> Iterator[tuple]:
        format = run_format(run.find(RPR))
        for child in run:
            tag = child.tag
            if tag == T:
                text = text_of(child)
                if text:
                    yield (("text", text), format, context)
            elif tag == _TAB:
                yield (("text", "\t"), format, context)
            elif tag == FLD_CHAR:
                yield (child.get(_CHAR_TYPE), format, context)
            elif tag == INSTR:
                yield (("instr", child.text or ""), format, context)
            elif tag in _NOTES:
                yield (("note", self._note(child, _NOTES[tag])), format, context)
            elif tag not in _UNSEEN:
                yield (("object", self._object(child)), format, context)

    def _note(self, reference: etree._Element, kind: str) -> tuple:
        id = reference.get(ID, "")
        part = self._package.related(self._main, kind)
        marks = tuple((k, v) for k, v in reference.attrib.items() if k != ID)
        if part is None or f"{kind}{id}" in self._open_notes:
            return (kind, marks, ())
        for note in self._package.read(part):
            if note.get(ID) == id:
                self._open_notes.add(f"{kind}{id}")
                outer, self._part = self._part, part
                blocks = tuple(self._blocks(note))
                self._part = outer
                self._open_notes.discard(f"{kind}{id}")
                return (kind, marks, blocks)
        return (kind, marks, ())

    def _address(self, link: etree._Element) -> tuple:
        pairs = [(k, self._target(v) if k.startswith(_R_PREFIX) else v)
                 for k, v in link.attrib.items() if k != qn("w:history")]
        return tuple(sorted(pairs))

    # Objects: pictures, shapes, formulas and what else is only compared whole

    def _object(self, element: etree._Element) -> tuple:
        if element.tag == TXBX:
            return ("box", tuple(self._blocks(element)))
        attributes = []
        for name, value in element.attrib.items():
            if name in _NO_MEANING or (element.tag in _NAMED and name in ("id", "name")) or (
                    name in VML_IDS and element.tag.startswith(_V_PREFIX) and element.tag != VML_TYPE):
                continue
            attributes.append((name, self._target(value) if name.startswith(_R_PREFIX) else value))
        attributes.sort()
        text = (element.text or "").strip() if element.tag != T else text_of(element)
        children = tuple(self._object(c) for c in element if c.tag not in MARKERS)
        return (element.tag, tuple(attributes), text, children)

    def _target(self, id: str) -> str:
        link = self._package.links(self._part).get(id)
        if link is None:
            return "none"
        return link.target if link.external else digest(self._package, link.target, self._digests)


def digest(package: Package, part: str, known: dict[str, str]) -> str:
    """A hash of a part and of all that it links to; `known` keeps the hashes of this package."""
    if part not in known:
        known[part] = "open"
        sum = hashlib.sha256(package.parts.get(part, b""))
        for link in sorted(package.links(part).values(), key=lambda link: link.id):
            target = link.target if link.external else digest(package, link.target, known)
            sum.update(f"{link.kind} {target}".encode())
        known[part] = sum.hexdigest()
    return known[part]


def numbering_definitions(package: Package, main: str) -> Mapping[str, str]:
    """For each w:numId a hash of what its list means."""
    part = package.related(main, "numbering")
    if part is None:
        return {}
    return _defined(package.read(part)) if package.is_lent(part) else _defined_in(package.parts[part], part, package.name)


@lru_cache(maxsize=8)  # old, new and redline mostly have the same lists, and are asked several times
def _defined_in(data: bytes, part: str, file: str) -> Mapping[str, str]:
    return _defined(parse(data, part, file))


def _defined(root: etree._Element) -> dict[str, str]:
    unseen = frozenset(qn(f"w:{n}") for n in ("nsid", "tmpl", "name"))
    abstract = {a.get(qn("w:abstractNumId")): signature(a, unseen) for a in root.iter(qn("w:abstractNum"))}
    found: dict[str, str] = {}
    for num in root.iter(qn("w:num")):
        base = num.find(qn("w:abstractNumId"))
        overrides = signature(num, frozenset((qn("w:abstractNumId"),)))
        meaning = (abstract.get(base.get(VAL) if base is not None else ""), overrides)
        found[num.get(qn("w:numId"), "")] = hashlib.sha256(repr(meaning).encode()).hexdigest()
    return found


def _through_controls(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _through_controls(content, tag)
        elif child.tag == CUSTOM_XML:
            yield from _through_controls(child, tag)


def _fields(atoms: Iterator[tuple]) -> list[tuple]:
    """Fields that begin and end in the paragraph: one atom where Word computes the result, else their result as text."""
    found: list[tuple] = []
    open_at: list[int] = []
    for atom in atoms:
        found.append(atom)
        if atom[0] == "begin":
            open_at.append(len(found) - 1)
        elif atom[0] == "end" and open_at:
            start = open_at.pop()
            found[start:] = [_field(found[start:])]
    return [inner for atom in found for inner in _opened(atom)]


def _field(atoms: list[tuple]) -> tuple:
    split = next((k for k, a in enumerate(atoms) if a[0] == "separate"), len(atoms) - 1)
    words = "".join(a[0][1] for a in atoms[:split] if isinstance(a[0], tuple) and a[0][0] == "instr").split()
    formats = tuple(sorted({a[1] for a in atoms if a[1] is not None}))
    if words and words[0].upper() in COMPUTED_FIELDS:
        return (("field", tuple(words), formats), (), atoms[0][2])
    inner = [a for a in atoms[:split] if isinstance(a[0], tuple) and a[0][0] == "whole"]
    return (("whole", tuple(words), tuple(_merged(inner + atoms[split + 1:-1]))), (), atoms[0][2])


def _opened(atom: tuple) -> list[tuple]:
    return [(("char", atom[0]), (), atom[2])] if isinstance(atom[0], str) else [atom]


def _merged(atoms: list[tuple]) -> list[tuple]:
    """Neighbouring texts of the same format and context as one."""
    merged: list[tuple] = []
    for what, format, context in atoms:
        if merged and what[0] == "text" and merged[-1][0][0] == "text" and merged[-1][1:] == (format, context):
            merged[-1] = (("text", merged[-1][0][1] + what[1]), format, context)
        else:
            merged.append((what, format, context))
    return merged


