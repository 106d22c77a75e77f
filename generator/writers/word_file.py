"""One Word file in the making: what its parts share (looks, numbers, anchors, comments, notes). It writes no block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from ..document import (
    BLOCKS,
    Change,
    Columns,
    Document,
    DrafterNote,
    EndNote,
    Level,
    Origin,
    Provision,
    Section,
    Series,
    label,
)
from ..ooxml import styles
from ..ooxml.anchors import bookmark
from ..ooxml.manifest import Entry
from ..ooxml.numbering import Numbering, bare
from ..ooxml.package import attribute
from ..ooxml.runs import Look, look_of
from . import WriterOptions
from .colour import inks

if TYPE_CHECKING:
    from ..ooxml.template import Letterhead

#: the series that counts the source notes; a period after its number, as after every other
SOURCES = Series("source-notes", (Level("decimal", "{n}."),))

TEXT_WIDTH = 9360  # twips: Letter with margins of one inch
SHEET_WIDTH = 10080  # of a sheet: margins of three quarters of an inch


@dataclass(frozen=True, slots=True)
class WordOptions(WriterOptions):
    """What a user may ask of the Word writer besides: `tracked` switches Track Changes on for whoever opens the file.

    Without an answer (None) it is on in a redline.
    """

    tracked: bool | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a block stands: language, text width in twips, section depth, surroundings, the change it is part of."""

    look: Look
    width: int = TEXT_WIDTH
    depth: int = 0
    inside: str = ""  # "", notice, box, cell, columns or signature
    change: Change | None = None
    keep: bool = False
    step: int = 0  # how far lists are moved in, in twips

    def with_change(self, change: Change | None) -> Frame:
        """The frame of a block that has a change of its own."""
        return self if change is None else replace(self, change=change)


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference can point at: the numbered blocks from the section down, their numbers without a period."""

    ids: tuple[str, ...]
    numbers: tuple[str, ...]
    automatic: bool  # every number is automatic
    one_series: bool  # so that Word can print the whole of it in one field


@dataclass(slots=True)
class WordFile:
    """The state of one file while its blocks are written."""

    document: Document
    options: WriterOptions
    look: Look = field(init=False)
    numbering: Numbering = field(init=False)
    targets: dict[str, Target] = field(init=False)
    notes: dict[str, EndNote] = field(init=False)
    letterhead: Letterhead | None = field(init=False)
    sheet: styles.SheetLook | None = field(init=False)  # of a sheet around an instrument
    heading_lists: dict[int, int] = field(init=False)  # depth of a heading -> the list its style is tied to
    redline: bool = field(init=False)
    entries: list[Entry] = field(default_factory=list)
    comments: list[DrafterNote] = field(default_factory=list)
    unshown: list[str] = field(default_factory=list)
    pictures: list = field(default_factory=list)
    break_pending: bool = False
    _marks: set[str] = field(default_factory=set)
    _live: frozenset[str] = field(init=False)
    _last_id: int = 0

    def __post_init__(self) -> None:
        document, record = self.document, self.document.language
        self.look = look_of(record.tag, record.fonts, record.direction, record.script, self.options.printed)
        self.letterhead = _letterhead(self.options.template)
        found = inks(document)
        self.sheet = styles.SheetLook(*(one.removeprefix("#") for one in found)) if found else None
        self.redline, self.notes = _changed_and_noted(document)
        self._live = frozenset(_live(document.blocks)) if self.redline else frozenset()
        main, nested = _series_of_headings(document)
        links = _links(document, main, nested)
        self.numbering = Numbering((*document.series, SOURCES), literal=self.options.literal_numbers, links=links)
        self.heading_lists = {
            depth: self.numbering.list_of(series)
            for depth, series in ((1, main), (2, nested))
            if self.numbering.list_of(series)
        }
        self.targets = dict(_targets(document, self.numbering))

    @property
    def draft(self) -> bool:
        """Whether the file bears draft marks, comments and highlights."""
        return not self.document.final

    @property
    def width(self) -> int:
        """The width of the text in twips."""
        if self.letterhead:
            return self.letterhead.width
        return SHEET_WIDTH if self.sheet else TEXT_WIDTH

    @property
    def shade(self) -> str:
        """The ground of boxes and of the heads of tables."""
        return self.sheet.ground if self.sheet else "F2F2F2"

    @property
    def tracking(self) -> bool:
        """Whether Track Changes is on when the file is opened."""
        asked = getattr(self.options, "tracked", None)
        return self.redline if asked is None else asked

    def word(self, key: str) -> str:
        """A word that the file prints by itself, in its language."""
        return label(self.document.language, key)

    @property
    def author(self) -> str:
        """Who signs comments, and tracked changes that name nobody."""
        return self.options.author or self.word("comment_author")

    def date(self, date: str = "") -> str:
        """A `w:date` attribute; empty where no date was given."""
        date = date or self.options.date
        return f' w:date="{attribute(date if "T" in date else f"{date}T00:00:00Z")}"' if date else ""

    def next_id(self) -> int:
        """A number that no other bookmark or revision of the file bears."""
        self._last_id += 1
        return self._last_id

    def look_for(self, tag: str) -> Look:
        """The look of a language that stands beside the document's own."""
        return self.look if tag in ("", self.look.tag) else look_of(tag, self.document.language.fonts, printed=self.options.printed)

    def mark(self, id: str, kind: str, origin: Origin | None, change: Change | None) -> tuple[str, str]:
        """Start and end of the bookmark of a block, once for each id; a deleted block yields to a living one."""
        if not id or id in self._marks or (_deletes(change) and id in self._live):
            return "", ""
        self._marks.add(id)
        name = bookmark(id)
        origin = origin or Origin("")
        self.entries.append(Entry(name, id, kind, origin.clause, origin.variant, origin.form))
        return self.named_mark(name)

    def named_mark(self, name: str) -> tuple[str, str]:
        """Start and end of a bookmark of a given name."""
        number = self.next_id()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'

    def comment(self, note: DrafterNote) -> int | None:
        """The number of the comment that shows a drafter's note; None where the file shows none."""
        if not self.options.comments or not self.draft:
            return None
        self.comments.append(note)
        return len(self.comments) - 1

    def revision(self, change: Change) -> str:
        """The attributes of a tracked change."""
        return f' w:id="{self.next_id()}" w:author="{attribute(change.author or self.author)}"{self.date(change.date)}'

    def tracked(self, xml: str, change: Change | None) -> str:
        """Runs as part of a change."""
        if change is None or not xml:
            return xml
        tag = "w:del" if _deletes(change) else "w:ins"
        return f"<{tag}{self.revision(change)}>{xml}</{tag}>"

    def paragraph_mark(self, change: Change | None) -> str:
        """The run properties of a paragraph mark that was inserted or deleted."""
        if change is None:
            return ""
        return f"<w:rPr><{'w:del' if _deletes(change) else 'w:ins'}{self.revision(change)}/></w:rPr>"

    def row_change(self, change: Change | None) -> str:
        """The mark of an inserted or deleted table row."""
        if change is None:
            return ""
        return f"<{'w:del' if _deletes(change) else 'w:ins'}{self.revision(change)}/>"


def _changed_and_noted(document: Document) -> tuple[bool, dict[str, EndNote]]:
    """Whether the document holds a change, and its source notes by id, in one quick pass."""
    changed, notes = False, {}
    names: dict[type, tuple[str, ...]] = {}
    waiting: list = [document.blocks]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind is tuple:
            waiting += node
            continue
        if kind not in names:
            names[kind] = tuple(f.name for f in fields(node)) if is_dataclass(node) else ()
        if kind is Change:
            changed = True
        elif kind is EndNote:
            notes[node.id] = node
        for name in names[kind]:
            value = getattr(node, name)
            if value and not isinstance(value, str):
                waiting.append(value)
    return changed, notes


def _letterhead(template: bytes | None) -> Letterhead | None:
    """The town's letterhead; its reader is loaded only where there is one."""
    if template is None:
        return None
    from ..ooxml.template import letterhead

    return letterhead(template)


def _deletes(change: Change | None) -> bool:
    return change is not None and change.kind == "deleted"


def _live(node: object) -> Iterator[str]:
    """The ids of blocks that stay."""
    if isinstance(node, tuple):
        for child in node:
            yield from _live(child)
    elif isinstance(node, BLOCKS) and not _deletes(node.change):
        yield node.id
        for name in ("children", "blocks"):
            yield from _live(getattr(node, name, ()))


def _sections(blocks: tuple, depth: int = 1) -> Iterator[tuple[int, Section]]:
    for block in blocks:
        if isinstance(block, Section):
            yield depth, block
            yield from _sections(block.children, depth + 1)
        else:
            yield from _sections(getattr(block, "blocks", ()), depth)


def _series_of_headings(document: Document) -> tuple[str, str]:
    """The series that count the sections of depth 1 and 2."""
    known = {series.id for series in document.series}
    found: dict[int, str] = {}
    for depth, section in _sections(document.blocks):
        if section.series in known and section.designator:
            found.setdefault(depth, section.series)
    main = found.get(1, "")
    nested = found.get(2, "")
    return main, nested if nested != main else ""


def _links(document: Document, main: str, nested: str) -> dict[tuple[str, int], str]:
    """Which level of which series bears the number of which style."""
    links = {}
    for series in document.series:
        if series.id == main:
            links[(main, 0)] = styles.heading(1)
            links.update({(main, level): styles.subdivision(level) for level in range(1, len(series.levels))})
        elif series.id == nested:
            links[(nested, 0)] = styles.heading(2)
    return links


def _targets(document: Document, numbering: Numbering) -> Iterator[tuple[str, Target]]:
    """Every block that a reference can name in words, with its numbers."""

    def below(block, above: Target, level: int, series: str) -> Iterator[tuple[str, Target]]:
        target = above
        if isinstance(block, Section | Provision) and block.designator:
            at = 0 if isinstance(block, Section) else block.level
            begins = isinstance(block, Section) or not above.ids
            automatic = numbering.counts(block.series, at, block.designator)
            target = Target(
                (block.id,) if begins else (*above.ids, block.id),
                (bare(block.designator),) if begins else (*above.numbers, bare(block.designator)),
                automatic and (begins or above.automatic),
                begins or (above.one_series and block.series == series),
            )
            series = block.series
        if target.ids:
            yield block.id, target
        for child in (*getattr(block, "children", ()), *getattr(block, "blocks", ())):
            yield from below(child, target, level + 1, series)
        if isinstance(block, Columns):
            for row in block.rows:
                for child in row:
                    yield from below(child, target, level + 1, series)

    for block in document.blocks:
        yield from below(block, Target((), (), True, True), 0, "")
