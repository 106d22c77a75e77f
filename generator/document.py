"""What an instrument is: one frozen tree between drafting and writing. It knows no format, no law and no profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from operator import is_

# --------------------------------------------------------------------------------------------------------------
# Changes (only in a redline)


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: `kind` is inserted, deleted or moved; `date` is ISO 8601 or empty."""

    kind: str
    author: str
    date: str = ""
    partner: str = ""  # for a move: the id of the other end


# --------------------------------------------------------------------------------------------------------------
# Inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. `emphasis` is "", "bold", "italic", "underline" or "strike"."""

    text: str
    emphasis: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term in use: `key` is its entry in the definitions, `text` the words shown.

    `defining` marks the one place where the term is defined (writers print it in quotation marks and bold).
    """

    key: str
    text: str
    defining: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference inside the document: `target` is a block id, `text` the designator in words, as cached text.

    `text` is empty until the document is numbered.
    """

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of law, kept unbroken and in Latin script: `facts` are the ids of the facts that support it."""

    text: str
    facts: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """An official name, a form title or a place name: never translated word by word, may break at spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A labelled blank: `label` is what belongs there, `field` the dotted profile field that fills it."""

    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A word of authority: `word` is must, must not, may or may not; `text` what the style pack says instead."""

    word: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class NoteAnchor:
    """The mark of an end note; `note` is the id of an EndNote of the document."""

    note: str


@dataclass(frozen=True, slots=True)
class Inserted:
    """Inlines that a redline inserts."""

    content: tuple[Inline, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Deleted:
    """Inlines that a redline deletes."""

    content: tuple[Inline, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Reformatted:
    """Inlines whose look changed and whose words did not; `before` is the emphasis they had."""

    content: tuple[Inline, ...]
    before: str
    change: Change


@dataclass(frozen=True, slots=True)
class Foreign:
    """Inlines in another language than the document's: `language` is their tag. They are read from left to right.

    English in a translated document: a paragraph that has no translation, or the English name beside a translated one.
    """

    language: str
    content: Inlines


Inline = (
    Text | Term | Reference | Citation | Name | Blank | Duty | NoteAnchor | Inserted | Deleted | Reformatted | Foreign
)
Inlines = tuple[Inline, ...]

INLINES: tuple[type, ...] = (
    Text, Term, Reference, Citation, Name, Blank, Duty, NoteAnchor, Inserted, Deleted, Reformatted, Foreign,
)

# --------------------------------------------------------------------------------------------------------------
# Blocks


@dataclass(frozen=True, slots=True)
class DrafterNote:
    """A drafter's note on a block: a Word comment in a draft, absent from a final."""

    id: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a provision comes from: clause id, variant, form and the library's version."""

    clause: str
    variant: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed notice about the document that is not part of the instrument.

    `kind` is draft (the first-page summary), preemption (stays in a final), translation or information.
    """

    id: str
    kind: str
    heading: Inlines
    blocks: tuple[Block, ...] = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """The title block: the government's name, the instrument with its number, the short title and the long title."""

    id: str
    government: Inlines
    number: Inlines
    short: Inlines
    long: Inlines = ()
    date: Inlines = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Recital:
    """One recital, whole with its opening word and closing punctuation."""

    id: str
    content: Inlines
    notes: tuple[DrafterNote, ...] = ()
    origin: Origin | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Enacting:
    """The enacting words (ordaining, resolving or order clause)."""

    id: str
    content: Inlines
    notes: tuple[DrafterNote, ...] = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section. `series` names the numbering series of the document that counts it.

    A section of an ordinance may hold further sections (a chapter of the code set out in full).
    `designator` is the literal number ("Section 4.", "§ 12-4."); writers that number by themselves agree with it.
    """

    id: str
    heading: Inlines
    children: tuple[Block, ...]
    series: str = "instrument"
    designator: str = ""
    notes: tuple[DrafterNote, ...] = ()
    origin: Origin | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered subdivision of a section: chapeau, children one level down, flush text.

    `level` counts from 1 (subsection). `designator` is the literal mark ("(a)").
    """

    id: str
    level: int
    chapeau: Inlines
    children: tuple[Provision, ...] = ()
    flush: Inlines = ()
    heading: Inlines = ()
    series: str = "instrument"
    designator: str = ""
    notes: tuple[DrafterNote, ...] = ()
    origin: Origin | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """An unnumbered paragraph. `role` is body, lead (opens a section), flush, definition, heading or small.

    A `heading` paragraph is an unnumbered heading (of a notice, a handout, a memo) with `level` 1 to 4. One with
    `new_page` begins a page where there are pages (in a leaflet, a panel).
    """

    id: str
    content: Inlines
    role: str = "body"
    level: int = 0
    notes: tuple[DrafterNote, ...] = ()
    origin: Origin | None = None
    change: Change | None = None
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list whose items are not provisions and bear no reference: bullets or plain numbers.

    `origins`, where there are any, say for each item from which clause it comes.
    """

    id: str
    items: tuple[Inlines, ...]
    ordered: bool = False
    change: Change | None = None
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell."""

    blocks: tuple[Block, ...]
    header: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; a header row repeats on each page. `height_mm` is its least height, for what a pen writes."""

    cells: tuple[Cell, ...]
    header: bool = False
    change: Change | None = None
    height_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are shares of the text width and sum to 1; `caption` is its accessible name."""

    id: str
    rows: tuple[Row, ...]
    widths: tuple[float, ...] = ()
    caption: str = ""
    borders: bool = True
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Facing columns of pairs of blocks (bilingual sheets): each row is kept together across pages."""

    id: str
    rows: tuple[tuple[Block, ...], ...]
    languages: tuple[str, ...] = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A box that stands apart (know your rights, whom to call)."""

    id: str
    heading: Inlines
    blocks: tuple[Block, ...]
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture given as SVG text, with its text alternative and its width in millimetres."""

    id: str
    svg: str
    alternative: str
    width_mm: float = 30.0
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: what stands above the line, the signer's name (or a blank) and title, and a date line or not."""

    name: Inlines
    title: Inlines
    lead: Inlines = ()
    dated: bool = True


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Signatures kept together on a page: the executive's, an attestation, approval as to form.

    `kind` is execution, attestation, approval or certification.
    """

    id: str
    kind: str
    heading: Inlines
    signatures: tuple[Signature, ...]
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class EndNote:
    """A source note, printed at the end under its own heading."""

    id: str
    number: int
    content: Inlines
    change: Change | None = None


Block = (
    Notice | Title | Recital | Enacting | Section | Provision | Paragraph | Items | Table | Columns | Box | Figure
    | SignatureBlock | EndNote
)

BLOCKS: tuple[type, ...] = (
    Notice, Title, Recital, Enacting, Section, Provision, Paragraph, Items, Table, Columns, Box, Figure,
    SignatureBlock, EndNote,
)

# --------------------------------------------------------------------------------------------------------------
# Numbering and language, as writers need them


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering series.

    `style` is decimal, lower-letter, upper-letter, lower-roman or upper-roman; `pattern` holds `{n}` ("Section {n}.").
    """

    style: str
    pattern: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A numbering series: level 0 numbers its sections, levels 1 and deeper the provisions below a section."""

    id: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class LanguageRecord:
    """What a writer must know of the language: tag, direction, fonts, and every word that it prints by itself.

    `fonts` has the slots latin, complex and east_asian. `labels` has the keys of LABELS.
    """

    tag: str = "en-US"
    direction: str = "ltr"
    script: str = "latin"  # latin, complex or east_asian
    fonts: Mapping[str, str] = field(default_factory=lambda: {
        "latin": "Times New Roman", "complex": "Times New Roman", "east_asian": "Times New Roman",
    })
    labels: Mapping[str, str] = field(default_factory=dict)


LABELS = {
    "page_of": "Page {page} of {pages}",
    "draft": "DRAFT",
    "draft_header": "DRAFT: not for adoption",
    "end_notes": "Sources",
    "date_line": "Date",
    "name_line": "Name",
    "drafter": "Drafter's note",
    "comment_author": "ordinance",
    "comment_initials": "MO",
    "contents": "Contents",
    "moved": "Moved",
    "blank": "[{label}]",
    "open_quote": "“",
    "close_quote": "”",
}


@dataclass(frozen=True, slots=True)
class Properties:
    """File properties that may leave the house: no person, no time, no path."""

    title: str = ""
    language: str = "en-US"
    licence: str = ""
    library_version: str = ""
    law_date: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, in the order of its parts.

    `kind` is the row of the instruments table that made it (executive-order, ordinance, handout, …);
    `place` is the place id; `final` is False for a draft, whose pages all bear the draft mark. `layout` is instrument,
    sheet (around an instrument: large type, in tables too) or leaflet (a sheet to fold); `accent` is a sheet's colour, as
    #1f4e79, or empty; `pages` is how many it should take at most, 0 for any number.
    """

    kind: str
    place: str
    title: str
    blocks: tuple[Block, ...]
    series: tuple[Series, ...] = ()
    language: LanguageRecord = field(default_factory=LanguageRecord)
    properties: Properties = field(default_factory=Properties)
    final: bool = False
    header: str = ""
    footer: str = ""
    layout: str = "instrument"
    accent: str = ""
    pages: int = 0


Node = Document | Block | Row | Cell | Signature | Inline

# --------------------------------------------------------------------------------------------------------------
# Walking


def label(record: LanguageRecord, key: str) -> str:
    """The word that a writer prints for `key`, in the document's language (English where the record has none)."""
    return record.labels.get(key, LABELS[key])


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The field names of a dataclass; none for any other type."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


def walk(node: object) -> Iterator[object]:
    """Every dataclass node below and including `node`, in document order."""
    stack = [node]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif names := _names(type(node)):
            yield node
            stack.extend([v for name in reversed(names) if not isinstance(v := getattr(node, name), str)])


def transform(node, change: Callable[[object], object]):
    """A copy of the tree in which `change` has been applied to every node, children first.

    `change` returns the node itself where nothing is to change. Untouched nodes are shared, not copied.
    """
    if isinstance(node, tuple):
        new = tuple([transform(child, change) for child in node])
        return node if all(map(is_, node, new)) else new
    names = _names(type(node))
    if not names:
        return node
    updates = {}
    for name in names:
        value = getattr(node, name)
        if isinstance(value, tuple) or _names(type(value)):
            new = transform(value, change)
            if new is not value:
                updates[name] = new
    return change(replace(node, **updates) if updates else node)


def plain(content: Inlines, record: LanguageRecord | None = None) -> str:
    """The words of inlines as one string, blanks shown as `[label]`, note marks left out."""
    record = record or LanguageRecord()
    return "".join(inline_text(i, record) for i in content)


def inline_text(inline: Inline, record: LanguageRecord) -> str:
    """The words that one inline shows."""
    match inline:
        case Term(text=text, defining=True):
            return f"{label(record, 'open_quote')}{text}{label(record, 'close_quote')}"
        case Blank(label=what):
            return label(record, "blank").format(label=what)
        case Duty(word=word, text=text):
            return text or word
        case NoteAnchor():
            return ""
        case Inserted(content=content) | Deleted(content=content) | Reformatted(content=content) | Foreign(content=content):
            return plain(content, record)
        case _:
            return inline.text


def blocks_by_id(document: Document) -> dict[str, Block]:
    """Every block of the document that has an id, by its id."""
    return {n.id: n for n in walk(document) if isinstance(n, BLOCKS)}
