"""Any instrument that others wrote -> Document, with the place of each block and what was not understood. Knows no rule of drafting.

Ids are the path of a block and a hash of its words; they begin with `foreign`, so that nobody takes them for ours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.document import (
    Block, Cell, Document, Enacting, Inlines, Items, LanguageRecord, Level, Paragraph, Properties, Provision, Recital, Row, Section, Series,
    Signature, SignatureBlock, Table, Text, Title, plain,
)
from generator.errors import DraftingError, Place, UnusableInput, did_you_mean
from generator.readers import odt, office, pdf, plain as typed, web
from generator.readers.clerk import Node, Parted, parted, walk
from generator.readers.front import Front, Guess, guess
from generator.readers.inlines import Here, Knowledge, inlines, key_of, marks_of
from generator.readers.lines import Line, NotUnderstood, Transcript
from generator.readers.parts import DEFINITION

EXTENSIONS = {".docx": "docx", ".odt": "odt", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".txt": "text",
              ".text": "text", ".md": "markdown", ".markdown": "markdown"}
_RTL = ("ar", "he", "fa", "ur")
_SERIES = (
    Series("instrument", (Level("decimal", "Section {n}.", "section"), Level("lower-letter", "({n})", "subsection"),
                          Level("decimal", "({n})", "paragraph"), Level("lower-roman", "({n})", "subparagraph"))),
    Series("code", (Level("decimal", "§ {n}.", "section"), Level("lower-letter", "({n})", "subsection"))),
)


@dataclass(frozen=True, slots=True)
class Read:
    """A foreign instrument: the Document, the place of each block in words, its line or paragraph number, what was not understood.

    `unit` says what numbers count: line or paragraph. `guess` is what the text says of itself; `format` how it was read.
    """

    document: Document
    places: Mapping[str, str]
    numbers: Mapping[str, int]
    not_understood: tuple[NotUnderstood, ...]
    unit: str
    guess: Guess
    format: str = "text"
    ours: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)


def read(data: bytes, name: str, kind: str = "", language: str = "") -> Read:
    """The instrument in a file: Word, OpenDocument, HTML, PDF with text, typed text or Markdown.

    `kind` and `language` say what it is where it does not tell. Raises UnusableInput for a file that is none of these or empty.
    """
    form = format_of(data, name)
    manifest = None
    if form == "docx":
        transcript, manifest = office.read_docx(data, name)
    else:
        readers = {"odt": odt.read_odt, "html": web.read_html, "pdf": pdf.read_pdf, "text": typed.read_text, "markdown": typed.read_markdown}
        transcript = readers[form](data, name)
    if not any(line.text for line in transcript.lines):
        raise UnusableInput("The file holds no words.", "Give the file that holds the instrument.", Place(name))
    parts = parted(transcript)
    told = guess(list(transcript.lines), parts.front, " ".join(n.text for n in parts.nodes if n.kind == "enacting"))
    if manifest is not None and manifest.kind:
        told = replace(told, instrument=manifest.kind)
    made = _Maker(transcript, parts, replace(told, instrument=kind or told.instrument, language=language or told.language))
    return replace(made.read(name), format=form, ours=manifest is not None)


def format_of(data: bytes, name: str) -> str:
    """How a file is to be read, by its first bytes and its extension."""
    extension = f".{name.rsplit('.', 1)[-1].lower()}" if "." in name else ""
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK"):
        return "odt" if b"application/vnd.oasis.opendocument.text" in data[:200] or extension == ".odt" else "docx"
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")) or extension == ".docx":
        return "docx"  # opening it says what is wrong
    if extension not in EXTENSIONS:
        if extension and extension not in (".yml", ".yaml"):
            raise DraftingError(f"'{name}' is no kind of file that can be read", did_you_mean(extension, EXTENSIONS, "kinds"))
        return "html" if re.match(rb"\s*<(?:!doctype|html)", data[:300], re.I) else "text"
    return EXTENSIONS[extension]


# --------------------------------------------------------------------------------------------------------------
# Blocks


class _Maker:
    """One Document out of parts: first the ids, then the words with what they refer to."""

    def __init__(self, transcript: Transcript, parts: Parted, told: Guess):
        self.transcript, self.parts, self.told = transcript, parts, told
        self.places: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.ids: dict[int, str] = {}
        self.taken: set[str] = set()
        self.known = Knowledge()
        self._name(parts.nodes, ())
        self._learn()
        self.terms = self.known.pattern()

    def read(self, name: str) -> Read:
        """The whole."""
        blocks: list[Block] = []
        if self.parts.front.lines:
            blocks.append(self._title(self.parts.front))
        blocks += [self._block(node, Here()) for node in self.parts.nodes]
        title = next((line.text for line in (self.parts.front.short or self.parts.front.long or self.parts.front.number)), name)
        tag = self.told.language
        record = LanguageRecord(tag, "rtl" if tag.split("-")[0] in _RTL else "ltr")
        document = Document(self.told.instrument or "instrument", "", title, tuple(blocks), _SERIES, record, Properties(title, tag), final=True)
        notes = (*self.transcript.notes, *self.parts.notes)
        return Read(document, self.places, self.numbers, notes, self.transcript.unit, self.told)

    # Ids

    def _name(self, nodes: list[Node], path: tuple[str, ...]) -> None:
        """An id for each node: where it stands and what it says."""
        counts: dict[str, int] = {}
        for node in nodes:
            step = marks_of(node.mark) if node.kind in ("section", "provision") and node.mark else ""
            step = re.sub(r"[^a-z0-9-]+", "-", step).strip("-") if step else ""
            kind = {"section": "s", "provision": ""}.get(node.kind, node.kind[:2])
            if not step:
                counts[kind] = counts.get(kind, 0) + 1
                step = f"{kind or 'p'}{counts[kind]}"
            elif kind:
                step = f"{kind}{step}"
            here = (*path, step)
            self.ids[id(node)] = self._id(here, node.text + node.heading, node.line)
            self._name(node.children, here)

    def _id(self, path: tuple[str, ...], words: str, line: Line) -> str:
        hashed = hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:8]
        base = f"foreign.{'.'.join(path)}.{hashed}"
        name, n = base, 1
        while name in self.taken:
            n += 1
            name = f"{base}-{n}"
        self.taken.add(name)
        self.places[name] = self.transcript.place(line)
        self.numbers[name] = line.number
        return name

    def _learn(self) -> None:
        """Where references lead and which terms are defined."""
        for node in walk(self.parts.nodes):
            if node.kind == "section":
                if node.mark:
                    self.known.sections.setdefault(marks_of(node.mark), self.ids[id(node)])
                paths: dict[tuple[str, ...], str] = {}
                self._paths(node.children, (), paths)
                self.known.paths[self.ids[id(node)]] = paths
            for text in (node.text,):
                match = DEFINITION.match(text)
                if match and match["open"] == "“":
                    self.known.terms.setdefault(key_of(match["term"]), match["term"])

    def _paths(self, nodes: list[Node], path: tuple[str, ...], out: dict[tuple[str, ...], str]) -> None:
        for node in nodes:
            if node.kind == "provision":
                here = (*path, marks_of(node.mark))
                out.setdefault(here, self.ids[id(node)])
                self._paths(node.children, here, out)

    # Words

    def _words(self, text: str, here: Here, defining: bool = False) -> Inlines:
        return inlines(text, self.known, here, self.terms, defining)

    def _title(self, front: Front) -> Title:
        name = self._id(("title",), " ".join(x.text for x in front.lines), front.lines[0])

        def words(lines: list[Line], space: str = " ") -> Inlines:
            return self._words(space.join(x.text for x in lines), Here())

        return Title(name, words(front.government, ", "), words(front.number), words(front.short), words(front.long), words(front.date))

    def _block(self, node: Node, here: Here) -> Block:
        name = self.ids[id(node)]
        match node.kind:
            case "recital":
                return Recital(name, self._words(node.text, here))
            case "enacting":
                return Enacting(name, self._words(node.text, here))
            case "section":
                inner = Here(name)
                return Section(name, self._words(node.heading, inner), tuple(self._block(c, inner) for c in node.children), node.series, node.mark)
            case "provision":
                return self._provision(node, here, 1)
            case "items":
                return Items(name, tuple(self._words(x.text, here) for x in node.items), node.role == "ordered")
            case "table":
                return self._table(name, node.line)
            case "signature":
                return self._signatures(name, node)
            case _:
                return Paragraph(name, self._words(node.text, here, True), node.role, 2 if node.role == "heading" else 0)

    def _provision(self, node: Node, here: Here, level: int) -> Provision:
        inner = Here(here.section, (*here.path, marks_of(node.mark)))
        flush = self._words(" ".join(x.text for x in node.flush), inner)
        children = tuple(self._provision(c, inner, level + 1) for c in node.children)
        return Provision(self.ids[id(node)], level, self._words(node.text, inner, True), children, flush, self._words(node.heading, inner), node.series,
                         node.mark)

    def _table(self, name: str, line: Line) -> Table:
        rows = tuple(Row(tuple(Cell((Paragraph(f"{name}.r{r}c{c}", (Text(cell),) if cell else ()),)) for c, cell in enumerate(row)))
                     for r, row in enumerate(line.rows))
        return Table(name, rows)

    def _signatures(self, name: str, node: Node) -> SignatureBlock:
        rows = [x.text for x in node.items if re.search(r"[A-Za-z]", x.text)]
        return SignatureBlock(name, node.role, self._words(node.text, Here()), tuple(Signature((), (Text(r),), dated=False) for r in rows))


def words_of(block: Block) -> str:
    """All words of a block as one text, its parts a line each."""
    out = []
    for name in ("heading", "chapeau", "content"):
        if getattr(block, name, ()):
            out.append(plain(getattr(block, name)))
    for child in getattr(block, "children", ()):
        out.append(words_of(child))
    out += [plain(i) for i in getattr(block, "items", ())]
    if getattr(block, "flush", ()):
        out.append(plain(block.flush))
    return "\n".join(filter(None, out))
