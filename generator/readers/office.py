"""Any Word file -> lines: automatic numbers as printed, tracked changes taken as made. Knows no part of an instrument."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.ooxml.manifest import Manifest
from generator.ooxml.names import qn
from generator.ooxml.reading import Package, open_package
from generator.ooxml.resolve import accept_all, has_tracked_changes
from generator.ooxml.styles import SOURCE_MARK
from generator.ooxml.wml import (
    ALTERNATE, BODY, DEL, FLD_CHAR, INSTR, MOVE_FROM, PPR, RPR, SDT, SDT_CONTENT, TBL, TC, TR, TXBX, VAL, P, R_, T,
)
from generator.readers.broken import opens
from generator.readers.counting import WordLists
from generator.readers.lines import NOTE, Line, NotUnderstood, Transcript
from generator.readers.marks import mark_of
from generator.readers.word import find_manifest

_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "‑", qn("w:softHyphen"): ""}
_OFF = ("0", "false", "off", "none")


def read_docx(data: bytes, name: str) -> tuple[Transcript, Manifest | None]:
    """The paragraphs of a Word file in the order of the text, and what a file of ours says of itself.

    Paragraphs are counted as `w:p` elements of the body, so that a comment can be put at the place of a finding.
    """
    package = open_package(data, name)
    notes: list[NotUnderstood] = []
    if has_tracked_changes(package):
        numbered(package)
        package = accept_all(package)
        notes.append(NotUnderstood("the whole file", "", "carries tracked changes; it was read as if all were made"))
    else:
        numbered(package)
    manifest = find_manifest(package)
    lines = list(_Walk(package, manifest, notes).lines())
    for kind, said in (("footnotes", "footnotes"), ("endnotes", "endnotes")):
        part = package.related(package.document(), kind)
        if part and sum(1 for n in package.root(part) if n.get(qn("w:type")) in (None, "normal")):
            notes.append(NotUnderstood("the whole file", "", f"has {said}, which were not read"))
    return Transcript(tuple(lines), "paragraph", tuple(notes)), manifest


_NUMBER = "paragraph-number"  # an attribute of our own on the parsed file, never written


def numbered(package: Package) -> list[etree._Element]:
    """All paragraphs of the body in order; each bears its number in an attribute while the file is open."""
    found = list(package.root(package.document()).find(BODY).iter(P))
    for number, paragraph in enumerate(found, 1):
        paragraph.set(_NUMBER, str(number))
    return found


class _Walk:
    """One reading of a body from the first paragraph to the last."""

    def __init__(self, package: Package, manifest: Manifest | None, notes: list[NotUnderstood]):
        self.package, self.notes = package, notes
        self.lists = WordLists(package)
        self.styles = _Styles(package)
        self.body = package.root(package.document()).find(BODY)
        self.summary = {e.bookmark for e in manifest.entries if e.block.startswith("notice.")} if manifest else set()

    def lines(self) -> Iterator[Line]:
        """Every paragraph and table."""
        yield from self._container(self.body)

    def _container(self, parent: etree._Element) -> Iterator[Line]:
        for child in parent:
            if child.tag == P:
                yield from self._paragraph(child)
            elif child.tag == TBL:
                yield from self._table(child)
            elif child.tag == SDT and (content := child.find(SDT_CONTENT)) is not None:
                yield from self._container(content)
            elif child.tag in (qn("w:customXml"), qn("w:smartTag")):
                yield from self._container(child)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        first = next(table.iter(P), None)
        number = int(first.get(_NUMBER, "0")) if first is not None else 0
        mark = next(table.iter(qn("w:bookmarkStart")), None)
        if mark is not None and mark.get(qn("w:name")) in self.summary:
            self.notes.append(NotUnderstood(f"paragraph {number}", "", "the summary page of a draft was left out"))
            return
        rows = tuple(tuple(" ".join(filter(None, (_flat(_text(p)) for p in cell.iter(P)))) for cell in row.iterfind(TC))
                     for row in table.iterfind(TR))
        if len(rows) == 1 and len(rows[0]) == 1:  # a frame around paragraphs
            for cell in table.iter(TC):
                yield from self._container(cell)
            return
        yield Line("", number, rows=rows)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        number = int(paragraph.get(_NUMBER, "0"))
        style, own = self.styles.of(paragraph)
        printed, level = self._number(paragraph, own)
        words, bold = _text(paragraph), _bold_start(paragraph, own.get("bold", False))
        if next(paragraph.iter(TXBX), None) is not None:
            self.notes.append(NotUnderstood(f"paragraph {number}", "", "a text box was not read"))
        pieces = _split(words)
        if not pieces:
            return
        text = pieces[0]
        indent = self._indent(paragraph, own, level)
        yield Line(_flat(text), number, printed, level.style if level else "", own.get("heading", 0), _flat(bold).strip(" .:"),
                   own.get("centered", False), indent, bool(level and level.bullet))
        for more in pieces[1:]:
            yield Line(_flat(more), number, indent=indent, centered=own.get("centered", False))

    def _number(self, paragraph: etree._Element, own: dict):
        properties = paragraph.find(PPR)
        numbering = None if properties is None else properties.find(qn("w:numPr"))
        list_id, depth = own.get("list", ("", 0))
        if numbering is not None:
            given, at = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
            list_id = given.get(VAL, "") if given is not None else list_id
            depth = int(at.get(VAL, "0")) if at is not None else depth if given is None else 0
        return self.lists.next(list_id, depth) if list_id not in ("", "0") else ("", None)

    def _indent(self, paragraph: etree._Element, own: dict, level) -> float:
        properties = paragraph.find(PPR)
        side = None if properties is None else properties.find(qn("w:ind"))
        given = None if side is None else side.get(qn("w:left"), side.get(qn("w:start")))
        if given is not None and given.lstrip("-").isdigit():
            return float(given)
        return own.get("indent", 0.0) or (level.indent if level else 0.0)


# --------------------------------------------------------------------------------------------------------------
# Words


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph; instructions of fields, deleted words and text boxes left out."""
    out: list[str] = []
    hidden = 0
    for element in _inner(paragraph):
        if element.tag == FLD_CHAR:
            kind = element.get(qn("w:fldCharType"))
            hidden = hidden + 1 if kind == "begin" else hidden - 1 if kind == "separate" else hidden
        elif element.tag == T and hidden <= 0:
            out.append(NOTE if _raised(element) else element.text or "")
        elif element.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            out.append(NOTE)
        elif element.tag in _SIGNS and hidden <= 0:
            out.append(_SIGNS[element.tag])
        elif element.tag == qn("w:sym") and hidden <= 0:
            out.append("§" if element.get(qn("w:char"), "").upper() in ("F0A7", "00A7") else "•")
    return "".join(out)


def _raised(text: etree._Element) -> bool:
    """Whether words are a raised figure: the mark of a note."""
    properties = text.getparent().find(RPR)
    if properties is None or not (text.text or "").strip("[] ,").isdigit():
        return False
    raised, style = properties.find(qn("w:vertAlign")), properties.find(qn("w:rStyle"))
    return raised is not None and raised.get(VAL) == "superscript" or style is not None and style.get(VAL) == SOURCE_MARK


def _inner(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in (DEL, MOVE_FROM, PPR, RPR, TXBX, INSTR, qn("w:pict"), qn("w:drawing"), qn("w:object")):
            continue
        if child.tag == ALTERNATE:
            continue
        yield child
        if child.tag != P:
            yield from _inner(child)


def _flat(text: str) -> str:
    """The words with tabs and breaks as spaces; doubled spaces that were typed stay."""
    return text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ").replace("\u00ad", "").strip()


def _split(words: str) -> list[str]:
    """A paragraph cut at typed line breaks where what follows begins a part of its own."""
    out: list[str] = []
    for piece in words.split("\n"):
        bare = piece.strip()
        if not bare:
            continue
        if out and not (opens(bare) or mark_of(bare)) and not (out[-1].isupper() or bare.isupper()):
            out[-1] = f"{out[-1]} {bare}"
        else:
            out.append(bare)
    return out


def _bold_start(paragraph: etree._Element, bold: bool) -> str:
    """What is bold, underlined or set as a run-in heading at the start of a paragraph whose rest is not."""
    said, more = "", False
    for run in paragraph.iter(R_):
        words = "".join(t.text or "" for t in run.iter(T))
        if not words.strip():
            said += words
            continue
        if more or not _stands_out(run, bold):
            more = True
            break
        said += words
    return said.strip() if more else (said.strip() if said.strip() and _text(paragraph).strip() == said.strip() else "")


def _stands_out(run: etree._Element, bold: bool) -> bool:
    properties = run.find(RPR)
    if properties is None:
        return bold
    for tag in ("w:b", "w:u"):
        element = properties.find(qn(tag))
        if element is not None:
            return element.get(VAL, "1") not in _OFF
    style = properties.find(qn("w:rStyle"))
    return bold or (style is not None and style.get(VAL, "") in ("RunInHeading", "Strong", "DesignatorMark"))


# --------------------------------------------------------------------------------------------------------------
# Styles


class _Styles:
    """What paragraph styles say: heading level, centred, bold, indent, list."""

    def __init__(self, package: Package):
        part = package.related(package.document(), "styles")
        root = package.root(part) if part else None
        self.rows = {s.get(qn("w:styleId"), ""): s for s in root.iterfind(qn("w:style"))} if root is not None else {}
        self.known: dict[str, dict] = {}

    def of(self, paragraph: etree._Element) -> tuple[str, dict]:
        """The style's id and what holds for the paragraph, its own settings over the style's."""
        properties = paragraph.find(PPR)
        named = None if properties is None else properties.find(qn("w:pStyle"))
        style = "" if named is None else named.get(VAL, "")
        found = dict(self._style(style))
        if properties is not None:
            found.update(_settings(properties))
        return style, found

    def _style(self, id: str, depth: int = 0) -> dict:
        if id in self.known:
            return self.known[id]
        row = self.rows.get(id)
        if row is None or depth > 20:
            return {}
        based = row.find(qn("w:basedOn"))
        found = dict(self._style(based.get(VAL, ""), depth + 1)) if based is not None else {}
        name = row.find(qn("w:name"))
        words = (name.get(VAL, "") if name is not None else "").casefold()
        if words.startswith("heading ") and words[8:].isdigit():
            found["heading"] = int(words[8:])
        if words in ("title", "subtitle"):
            found["centered"] = True
        if (properties := row.find(PPR)) is not None:
            found.update(_settings(properties))
            if (numbering := properties.find(qn("w:numPr"))) is not None:
                given, at = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
                found["list"] = (given.get(VAL, "") if given is not None else found.get("list", ("", 0))[0],
                                 int(at.get(VAL, "0")) if at is not None else found.get("list", ("", 0))[1])
        runs = row.find(RPR)
        if runs is not None and (bold := runs.find(qn("w:b"))) is not None:
            found["bold"] = bold.get(VAL, "1") not in _OFF
        self.known[id] = found
        return found


def _settings(properties: etree._Element) -> dict:
    found: dict = {}
    side = properties.find(qn("w:ind"))
    given = None if side is None else side.get(qn("w:left"), side.get(qn("w:start")))
    if given is not None and given.lstrip("-").isdigit():
        found["indent"] = float(given)
    justified = properties.find(qn("w:jc"))
    if justified is not None:
        found["centered"] = justified.get(VAL) == "center"
    outline = properties.find(qn("w:outlineLvl"))
    if outline is not None and outline.get(VAL, "9").isdigit() and int(outline.get(VAL)) < 9:
        found["heading"] = int(outline.get(VAL)) + 1
    return found
