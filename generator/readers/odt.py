"""An OpenDocument text -> lines: list numbers as printed, deleted text left out. Knows no part of an instrument."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from generator.errors import Place, UnusableInput
from generator.ooxml.untrusted import parse
from generator.readers.counting import Counted, ListLevel
from generator.readers.lines import NOTE, Line, NotUnderstood, Transcript

_NS = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
       "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
       "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"}
_STYLES = {"1": "decimal", "a": "lower-letter", "A": "upper-letter", "i": "lower-roman", "I": "upper-roman"}
MOST_BYTES = 96 * 1024 * 1024
_RESAVE = "Open it in LibreOffice and save it again, or save it as a Word document (.docx)."


def q(name: str) -> str:
    """A name with its prefix as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


def read_odt(data: bytes, name: str) -> Transcript:
    """The paragraphs of an OpenDocument text in order. Raises UnusableInput for what is none, or is locked or too large."""
    parts = _parts(data, name)
    content = parse(parts["content.xml"], "content.xml", name)
    styles = parse(parts["styles.xml"], "styles.xml", name) if "styles.xml" in parts else None
    body = content.find(f"{q('office:body')}/{q('office:text')}")
    if body is None:
        raise UnusableInput("The file is an OpenDocument file but no text.", _RESAVE, Place(name))
    walk = _Walk(content, styles)
    lines = tuple(walk.lines(body))
    notes = []
    if body.find(q("text:tracked-changes")) is not None:
        notes.append(NotUnderstood("the whole file", "", "carries tracked changes; it was read as if all were made"))
    if next(body.iter(q("text:note")), None) is not None:
        notes.append(NotUnderstood("the whole file", "", "has notes, which were not read"))
    return Transcript(lines, "paragraph", tuple(notes))


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    place, found = Place(name), {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in ("content.xml", "styles.xml"):
                if part in archive.namelist():
                    with archive.open(part) as stream:
                        found[part] = stream.read(MOST_BYTES + 1)
                    if len(found[part]) > MOST_BYTES:
                        raise UnusableInput("The file unpacks to more than any document holds; it was not opened.",
                                            "Do not trust this file; ask for a new copy.", place)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise UnusableInput(f"The file is no OpenDocument text that can be opened ({fault}).", _RESAVE, place) from None
    if "content.xml" not in found:
        raise UnusableInput("The file is no OpenDocument text: content.xml is missing.", _RESAVE, place)
    return found


class _Walk:
    """One reading of a body."""

    def __init__(self, content: etree._Element, styles: etree._Element | None):
        roots = [r for r in (styles, content) if r is not None]
        self.lists = {s.get(q("style:name"), ""): _levels(s) for r in roots for s in r.iter(q("text:list-style"))}
        outline = next((s for r in roots for s in r.iter(q("text:outline-style"))), None)
        self.outline = Counted(_levels(outline)) if outline is not None else Counted({})
        self.paragraphs = {s.get(q("style:name"), ""): s for r in roots for s in r.iter(q("style:style"))}
        self.counts: dict[str, Counted] = {}
        self.last_list: Counted | None = None
        self.number = 0

    def lines(self, parent: etree._Element) -> Iterator[Line]:
        """Every paragraph and table below an element."""
        for child in parent:
            if child.tag in (q("text:p"), q("text:h")):
                yield from self._paragraph(child, None, 0)
            elif child.tag == q("text:list"):
                yield from self._list(child, None, "", 0)
            elif child.tag == q("table:table"):
                yield from self._table(child)
            elif child.tag in (q("text:section"), q("text:index-body")):
                yield from self.lines(child)

    def _list(self, element: etree._Element, count: Counted | None, style: str, depth: int) -> Iterator[Line]:
        style = element.get(q("text:style-name"), style)
        if count is None:
            count = self._count(element, style)
        for item in element:
            if item.tag not in (q("text:list-item"), q("text:list-header")):
                continue
            start = item.get(q("text:start-value"))
            if start and start.isdigit():
                count.values[depth] = int(start) - 1
            first = item.tag == q("text:list-item")
            for child in item:
                if child.tag in (q("text:p"), q("text:h")):
                    yield from self._paragraph(child, count if first else None, depth)
                    first = False
                elif child.tag == q("text:list"):
                    yield from self._list(child, count, style, depth + 1)

    def _count(self, element: etree._Element, style: str) -> Counted:
        """The numbers of a list: those of an earlier list that it continues, else new ones."""
        known = self.counts.get(element.get(q("text:continue-list"), "")) or (
            self.counts.get(f"style:{style}") if element.get(q("text:continue-numbering")) == "true" else None)
        count = known or Counted(self.lists.get(style, {}))
        self.counts[f"style:{style}"] = count
        for key in ("{http://www.w3.org/XML/1998/namespace}id", q("text:id")):
            if element.get(key):
                self.counts[element.get(key)] = count
        return count

    def _paragraph(self, element: etree._Element, count: Counted | None, depth: int) -> Iterator[Line]:
        self.number += 1
        text = " ".join(_text(element).replace("\n", " ").split("\u00a0")).strip()
        heading = int(element.get(q("text:outline-level"), "0")) if element.tag == q("text:h") else 0
        if not text:
            return
        level = count.levels.get(depth) if count else None
        mark = count.next(depth) if count else self.outline.next(heading - 1) if heading else ""
        bold = _bold(element, self.paragraphs)
        yield Line(text, self.number, mark, level.style if level else "", heading, bold, self._centred(element),
                   self._margin(element) or (level.indent if level else 0.0), bool(level and level.bullet))

    def _table(self, table: etree._Element) -> Iterator[Line]:
        first, rows = self.number + 1, []
        for row in table.iter(q("table:table-row")):
            cells = []
            for cell in row.iterfind(q("table:table-cell")):
                said = list(cell.iter(q("text:p"), q("text:h")))
                self.number += len(said)
                cells.append(" ".join(filter(None, (_text(p).strip() for p in said))))
            rows.append(tuple(cells))
        yield Line("", first, rows=tuple(rows))

    def _margin(self, element: etree._Element) -> float:
        """The left margin of a paragraph in hundredths of its unit; 0 where its styles name none."""
        style = self.paragraphs.get(element.get(q("text:style-name"), ""))
        for _ in range(12):
            if style is None:
                return 0.0
            own = style.find(q("style:paragraph-properties"))
            if own is not None and own.get(q("fo:margin-left")):
                return _length(own.get(q("fo:margin-left")))
            style = self.paragraphs.get(style.get(q("style:parent-style-name"), ""))
        return 0.0

    def _centred(self, element: etree._Element) -> bool:
        style = self.paragraphs.get(element.get(q("text:style-name"), ""))
        for _ in range(12):
            if style is None:
                return False
            own = style.find(q("style:paragraph-properties"))
            if own is not None and own.get(q("fo:text-align")):
                return own.get(q("fo:text-align")) == "center"
            style = self.paragraphs.get(style.get(q("style:parent-style-name"), ""))
        return False


def _levels(style: etree._Element) -> dict[int, ListLevel]:
    found = {}
    for level in style:
        depth = int(level.get(q("text:level"), "1")) - 1
        form = _STYLES.get(level.get(q("style:num-format"), ""), "")
        shown = int(level.get(q("text:display-levels"), "1") or "1")
        inner = ".".join(f"%{n}" for n in range(depth + 2 - shown, depth + 2))
        pattern = f"{level.get(q('style:num-prefix'), '')}{inner}{level.get(q('style:num-suffix'), '')}"
        found[depth] = ListLevel(form, pattern, int(level.get(q("text:start-value"), "1")),
                                 level.tag == q("text:list-level-style-bullet"), indent=_label_margin(level))
    return found


def _label_margin(level: etree._Element) -> float:
    label = next(level.iter(q("style:list-level-label-alignment")), None)
    return _length(label.get(q("fo:margin-left"), "0")) if label is not None else 0.0


def _length(words: str) -> float:
    """A length in points."""
    units = {"in": 72.0, "cm": 28.3465, "mm": 2.83465, "pt": 1.0, "pc": 12.0}
    match = re.match(r"(-?[\d.]+)([a-z]{2})", words)
    return round(float(match[1]) * units.get(match[2], 1.0)) if match else 0.0


def _text(element: etree._Element) -> str:
    """The words of a paragraph; notes, drawings and comments left out."""
    out = [element.text or ""]
    for child in element:
        if child.tag == q("text:s"):
            out.append(" " * int(child.get(q("text:c"), "1")))
        elif child.tag == q("text:tab"):
            out.append(" ")
        elif child.tag == q("text:line-break"):
            out.append("\n")
        elif child.tag == q("text:note"):
            out.append(NOTE)
        elif child.tag != q("office:annotation") and etree.QName(child).localname not in ("frame", "custom-shape"):
            out.append(_text(child))
        out.append(child.tail or "")
    return "".join(out)


def _bold(element: etree._Element, styles: dict[str, etree._Element]) -> str:
    """The words of the first span when it is bold and stands at the start."""
    span = next((c for c in element if not etree.QName(c).localname.startswith(("bookmark", "reference-mark", "soft-page-break"))), None)
    if span is None or span.tag != q("text:span") or (element.text or "").strip():
        return ""
    style = styles.get(span.get(q("text:style-name"), ""))
    own = style.find(q("style:text-properties")) if style is not None else None
    bold = own is not None and own.get(q("fo:font-weight")) == "bold"
    return _text(span).strip(" .:") if bold else ""
