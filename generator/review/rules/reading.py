"""A Document as the rules read it: units of text with their part and place, definitions, sections. Knows no rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.document import (
    Block,
    Box,
    Citation,
    Columns,
    Document,
    Enacting,
    EndNote,
    Figure,
    Inlines,
    Items,
    LanguageRecord,
    Notice,
    Paragraph,
    Provision,
    Recital,
    Section,
    SignatureBlock,
    Table,
    Term,
    Title,
)
from generator.review.rules.prose import flat, masked, shown

LAW = ("text", "chapeau", "flush", "item", "definition")
"""The parts that lay down rules: what is enacted, ordered or resolved."""

WRITTEN = (*LAW, "title", "recital", "enacting", "heading")
"""All parts of the instrument itself: not its tables, signatures, notes and notices."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One run of words: a recital, a heading, a chapeau, an item of a list.

    `text` is what is shown, `prose` the same with citations, names, blanks and references masked at equal length.
    `place` says in words where it stands; `defines` the definition it belongs to (its position, from 0; -1 for none).
    """

    block: str
    part: str
    text: str
    prose: str
    content: Inlines
    record: LanguageRecord
    place: str
    section: str = ""
    level: int = 0
    codified: bool = False
    clause: str = ""
    defines: int = -1

    @property
    def cited(self) -> str:
        """The words with only citations masked: names and references can be read."""
        return masked(self.content, self.record, (Citation,))


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and where it is defined. `verb` is the defining verb, `body` what follows it in the same paragraph."""

    words: str
    key: str
    unit: Unit
    verb: str
    body: str
    aside: bool = False  # defined in passing: (the “Commission”)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its number as cited ("4", "17-3") and the marks of its subdivisions as paths."""

    section: Section
    number: str
    heading: str
    marks: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Reading:
    """Everything that a rule may look at."""

    document: Document

    @cached_property
    def english(self) -> bool:
        """True for a document in English, whose words the rules know."""
        return self.document.language.tag.lower().startswith("en")

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units in order; those of a definition know it."""
        return _owned(tuple(_units(self.document)))

    @cached_property
    def law(self) -> tuple[Unit, ...]:
        """The units that lay down rules."""
        return self.of(*LAW)

    @cached_property
    def written(self) -> tuple[Unit, ...]:
        """The units of the instrument itself."""
        return self.of(*WRITTEN)

    def of(self, *parts: str) -> tuple[Unit, ...]:
        """The units of the parts, in order."""
        return tuple(u for u in self.units if u.part in parts)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """All definitions, those in passing too."""
        return tuple(d for u in self.units if u.part in LAW or u.part == "recital" for d in defined_in(u, self.defining))

    @cached_property
    def defining(self) -> frozenset[str]:
        """The ids of the sections that are headed as definitions."""
        return frozenset(v.section.id for v in self.sections if re.search(r"defin", v.heading, re.I))

    @cached_property
    def sections(self) -> tuple[SectionView, ...]:
        """All sections, those of a chapter set out in full too."""
        return tuple(_section_view(s, self.document.language) for s in _sections(self.document.blocks))

    @cached_property
    def whole(self) -> str:
        """All words that lay down rules, as one text."""
        return "\n".join(u.text for u in self.law)

    @cached_property
    def warned(self) -> bool:
        """True when the first page warns that state law pre-empts."""
        return any(isinstance(b, Notice) and b.kind == "preemption" for b in self.document.blocks)


# --------------------------------------------------------------------------------------------------------------
# Units


@dataclass(frozen=True, slots=True)
class _At:
    section: str = ""
    place: str = ""
    codified: bool = False
    clause: str = ""


def _kept(block: object) -> bool:
    change = getattr(block, "change", None)
    return change is None or change.kind != "deleted"


def _units(document: Document) -> Iterator[Unit]:
    recitals = 0
    for block in document.blocks:
        if isinstance(block, Recital):
            recitals += 1
            at = _At(place=f"recital {recitals}", clause=block.origin.clause if block.origin else "")
            yield from _block(block, at, document.language)
        else:
            yield from _block(block, _At(), document.language)


def _block(block: Block, at: _At, record: LanguageRecord) -> Iterator[Unit]:
    if not _kept(block):
        return
    make = _Maker(block, at, record)
    match block:
        case Notice() | Figure():
            return
        case Title():
            for content in (block.government, block.number, block.short, block.long, block.date):
                yield from make("title", content, "title")
        case Recital():
            yield from make("recital", block.content)
        case Enacting():
            yield from make("enacting", block.content, "enacting words")
        case Section():
            yield from _section(block, at, record)
        case Provision():
            yield from _provision(block, at, record)
        case Paragraph():
            yield from make({"heading": "heading", "definition": "definition", "flush": "flush",
                             "small": "note"}.get(block.role, "text"), block.content)
        case Items():
            for item in block.items:
                yield from make("item", item)
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    for child in cell.blocks:
                        yield from (replace(u, part="cell") for u in _block(child, at, record))
        case Columns():
            for row in block.rows:
                for child in row[:1]:
                    yield from _block(child, at, record)
        case Box():
            yield from make("heading", block.heading)
            for child in block.blocks:
                yield from _block(child, at, record)
        case SignatureBlock():
            for content in (block.heading, *(c for s in block.signatures for c in (s.lead, s.name, s.title))):
                yield from make("signature", content, "signatures")
        case EndNote():
            yield from make("note", block.content, f"note {block.number}")


@dataclass(frozen=True, slots=True)
class _Maker:
    block: Block
    at: _At
    record: LanguageRecord

    def __call__(self, part: str, content: Inlines, place: str = "", level: int = 0) -> Iterator[Unit]:
        text = shown(content, self.record)
        if text.strip():
            yield Unit(self.block.id, part, text, masked(content, self.record), content, self.record,
                       place or self.at.place or "the text", self.at.section, level, self.at.codified, self.at.clause)


def _section(section: Section, at: _At, record: LanguageRecord) -> Iterator[Unit]:
    name = section.designator.rstrip(". ") or shown(section.heading, record) or "unnumbered section"
    inner = _At(section.id, name, at.codified or section.series == "code",
                section.origin.clause if section.origin else "")
    yield from _Maker(section, inner, record)("heading", section.heading)
    for child in section.children:
        yield from _block(child, inner, record)


def _provision(provision: Provision, at: _At, record: LanguageRecord) -> Iterator[Unit]:
    if not _kept(provision):
        return
    inner = replace(at, place=f"{at.place}{provision.designator.rstrip('.')}")
    make = _Maker(provision, inner, record)
    yield from make("heading", provision.heading, level=provision.level)
    yield from make("chapeau", provision.chapeau, level=provision.level)
    for child in provision.children:
        yield from _provision(child, inner, record)
    yield from make("flush", provision.flush, level=provision.level)


# --------------------------------------------------------------------------------------------------------------
# Definitions

VERB = (r"(?P<verb>shall mean and include|means and includes|means or includes|shall be defined as|is defined as|are defined as|"
        r"shall mean|shall include|shall refer to|shall have the meaning|has the meaning|have the meaning|refers to|refer to|"
        r"means|mean|includes|include|denotes|is understood to mean|is any|is a|is an|is the)\b")
_QUOTE = r"[“\"](?P<term>[^”\"]{2,80}?),?[”\"]"
_QUOTED = re.compile(rf"^(?:In this [^,]{{3,40}}, |As used in this [^,]{{3,40}}, |The (?:term|word)s? )?{_QUOTE}"
                     rf"(?:,? (?:or|and) [“\"][^”\"]{{2,80}}[”\"])?\s*(?:\([^)]*\)\s*)?[:,–—-]?\s*{VERB}")
_INSIDE = re.compile(rf"(?<=[.:,] ){_QUOTE}\s*{VERB}")
_BARE = re.compile(rf"^(?P<term>[A-Z][\w’'/() -]{{1,60}}?)[:,]?\s+{VERB}")
_GLOSS = re.compile(r"^(?:[“\"](?P<quoted>[^”\"]{2,60}?)[.:,]?[”\"]\s*[.:–—-]|(?P<term>[A-Z][\w’'/ -]{1,50})\s*[.:–—])\s+(?=[A-Z])")
_PASSING = re.compile(r"\((?:the |hereinafter |hereafter |collectively,? |referred to as |or |each,? |an? "
                      r")*[“\"](?P<term>[^”\"]{2,60})[”\"]\)")


def defined_in(unit: Unit, sections: frozenset[str]) -> Iterator[Definition]:
    """The definitions that a unit makes: marked terms, quoted terms, unquoted ones in a definitions section, in passing."""
    marked = [i for i in flat(unit.content) if isinstance(i, Term) and i.defining]
    for term in marked:
        at = unit.text.find(term.text) + len(term.text)
        rest = unit.text[at:].lstrip("”\"’ ")
        verb = re.match(VERB, rest)
        yield Definition(term.text, term.key, unit, verb["verb"] if verb else "",
                         rest[verb.end():].strip() if verb else rest)
    if marked:
        return
    match = _QUOTED.match(unit.text) or _INSIDE.search(unit.text)
    if not match and unit.section in sections and unit.part != "item":
        match = _BARE.match(unit.text)
    if match:
        yield Definition(match["term"].strip(), "", unit, match["verb"], unit.text[match.end():].strip())
    elif unit.section in sections and unit.part != "item" and (gloss := _GLOSS.match(unit.text)):
        yield Definition((gloss["quoted"] or gloss["term"]).strip(), "", unit, "", unit.text[gloss.end():].strip())
    for passing in _PASSING.finditer(unit.text):
        yield Definition(passing["term"].strip(" ,."), "", unit, "", "", True)


def _owned(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units, each with the position of the definition to which it belongs."""
    out, current, count = [], -1, -1
    level, section, headed = 0, "", False
    for unit in units:
        if unit.part == "heading" and unit.level == 0:
            headed = bool(re.search(r"defin", unit.text, re.I))
        found = unit.part in LAW and any(
            not d.aside for d in defined_in(unit, frozenset({unit.section}) if headed else frozenset()))
        if found:
            count += 1
            current, level, section = count, unit.level, unit.section
        elif unit.section != section or unit.part not in LAW or unit.part == "text" or (
                unit.part == "chapeau" and unit.level <= level):
            current = -1
        out.append(replace(unit, defines=current))
    return tuple(out)


# --------------------------------------------------------------------------------------------------------------
# Sections


def _sections(blocks) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section) and _kept(block):
            yield block
            yield from _sections(block.children)


def bare(designator: str) -> str:
    """A mark without its brackets and full stop: (b) is b, § 17-3. is 17-3, Section 4. is 4."""
    return re.sub(r"^(?:section|sec\.|§§?|article|art\.)\s*", "", designator.strip(), flags=re.I).strip("()[]. :–—-")


def _section_view(section: Section, record: LanguageRecord) -> SectionView:
    marks: set[tuple[str, ...]] = set()

    def go(provision: Provision, path: tuple[str, ...]) -> None:
        here = (*path, bare(provision.designator).lower())
        marks.add(here)
        for child in provision.children:
            go(child, here)

    for child in section.children:
        if isinstance(child, Provision):
            go(child, ())
    return SectionView(section, bare(section.designator), shown(section.heading, record), frozenset(marks))
