"""What a clause file, a definition, the title and the table of contents hold. Knows no files and no grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

STRENGTHS = ("strong", "model", "narrow")
INSTRUMENT_IDS = ("executive-order", "resolution", "ordinance", "school-resolution", "police-order")
FORM_WORDS = (
    "binds", "urges", "declares", "directs", "proposes", "supports", "requests", "repeals", "advises", "school", "none",
)
Strength = Literal["strong", "model", "narrow"]
InstrumentId = Literal["executive-order", "resolution", "ordinance", "school-resolution", "police-order"]
FormWord = Literal[
    "binds", "urges", "declares", "directs", "proposes", "supports", "requests", "repeals", "advises", "school", "none",
]
EditedText = Literal[
    "binds", "urges", "declares", "directs", "proposes", "supports", "requests", "repeals", "advises", "school", "heading", "text",
]
Kind = Literal["operative", "recital", "closing", "title"]
AtPlace = Literal["library", "clinic", "traffic-stop", "school", "work", "city-hall", "jail", "home", "court", "street"]

# --------------------------------------------------------------------------------------------------------------
# What a clause file holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """What a clause means for a resident, in plain words; it feeds the handout and the menu."""

    will: Annotated[tuple[str, ...], "What the place will do: short sentences."] = ()
    will_not: Annotated[tuple[str, ...], "What the place will not do: short sentences."] = ()
    at: Annotated[Mapping[AtPlace, str], "What it means at a place in town."] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A hostile question and its answer."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A duty that the clause creates, for the staff memo."""

    who: str
    what: str
    when: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A place that enacted the like; only with a source."""

    place: str
    instrument: str = ""
    year: str = ""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One strength of a clause: `text` binds; the other words hold the text of the form of that name."""

    gives: Annotated[str, "In one line, what this strength gives."] = ""
    note: Annotated[str, "The drafter's note: what it does, what a step down gives up, what counsel should check."] = ""
    heading: Annotated[str, "A heading of its own, where the clause's would mislead."] = ""
    text: str = ""
    urges: str = ""
    declares: str = ""
    directs: str = ""
    proposes: str = ""
    supports: str = ""
    requests: str = ""
    repeals: str = ""
    advises: str = ""
    school: str = ""
    plain: Plain | None = None
    duties: Annotated[tuple[DutyRow, ...] | None, "The duties of this strength, where they are not the clause's own; [] for none."] = None
    limits: tuple[str, ...] = ()

    def form_text(self, form: str) -> str:
        """The text of a form ("binds" is `text`), or an empty string."""
        return self.text if form == "binds" else "" if form == "none" else getattr(self, form)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """In a user's own folder: a text of the library from which an edited one was made, so that an upgrade can merge the two.

    In a clause that the library never had: its text as it came from Word.
    """

    version: Annotated[str, "The library's version that held the text."] = ""
    variant: Annotated[Literal["", "strong", "model", "narrow"], "The variant that holds the edited text (none in a definition)."] = ""
    form: Annotated[EditedText, "binds, urges, … or heading: which text it is; `text` in a definition."] = "binds"
    text: str


_FILE_HELP = "In a user's own folder: the library's whole file from which this one was made, so that an upgrade sees what else it changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Allow:
    """A lint rule that this clause may break, with the reason."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One provision of the library."""

    id: str
    kind: Kind = "operative"
    topics: tuple[str, ...]
    heading: str = ""
    since: str = ""
    why: Annotated[str, "Why the clause exists: one sentence that a council member would repeat."] = ""
    forms: Mapping[InstrumentId, FormWord] = field(default_factory=dict)
    reasons: Annotated[Mapping[InstrumentId, str], "Why a form is not `binds`: one sentence for the report."] = field(
        default_factory=dict)
    authority: Annotated[tuple[str, ...], "Fact ids of profiles/law/."] = ()
    limits: Annotated[tuple[str, ...], "Fact ids of profiles/law/."] = ()
    limits_note: str = ""
    after: Annotated[str, "In a user's own folder: the clause that a new one follows; without it, it comes last."] = ""
    requires: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    for_topics: Annotated[tuple[str, ...], "A recital stands when one of these topics is chosen; empty: always."] = ()
    codified: Annotated[bool, "False for matter of an ordinance that stays out of the code."] = True
    plain: Plain | None = None
    questions: tuple[Question, ...] = ()
    duties: tuple[DutyRow, ...] = ()
    never_invert: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    allow: tuple[Allow, ...] = ()
    made_from: tuple[MadeFrom, ...] = ()
    made_from_file: Annotated[str, _FILE_HELP] = ""
    variants: Mapping[Strength, Variant]

    def form(self, instrument: str) -> str:
        """What the instrument does with the clause: a form word; `none` where the file does not name the instrument."""
        return self.forms.get(instrument, "none")

    def duties_of(self, variant: str) -> tuple[tuple[DutyRow, ...], str]:
        """The duties that a variant creates, and where their strings stand: the clause's id, or the variant's below it."""
        own = self.variants[variant].duties
        return (self.duties, self.id) if own is None else (own, f"{self.id}/{variant}")

    def variant(self, strength: str) -> str:
        """The id of the variant that serves a wished strength: itself, else the nearest weaker, else model."""
        order = STRENGTHS[STRENGTHS.index(strength):]
        return next((s for s in order if s in self.variants), "model")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A defined term; its text is a full sentence that begins with the term in double square brackets."""

    id: str
    kind: Literal["definition"] = "definition"
    term: str
    plural: str = ""
    terms_by_kind: Annotated[Mapping[str, str], "The term's name in a county or a school district."] = field(
        default_factory=dict)
    plurals_by_kind: Mapping[str, str] = field(default_factory=dict)
    text: str
    note: str = ""
    authority: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    never_invert: bool = False
    since: str = ""
    allow: tuple[Allow, ...] = ()
    made_from: tuple[MadeFrom, ...] = ()
    made_from_file: Annotated[str, _FILE_HELP] = ""

    def names(self) -> tuple[str, ...]:
        """Every way in which a text may name the term."""
        return tuple(n for n in (self.term, self.plural, *self.terms_by_kind.values(), *self.plurals_by_kind.values()) if n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title of each instrument: `short` for all, a long title each."""

    id: Literal["title"] = "title"
    kind: Literal["title"] = "title"
    topics: tuple[str, ...] = ()
    heading: str = ""
    why: str = ""
    note: str = ""
    since: str = ""
    authority: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    short: str
    long: Mapping[InstrumentId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic that a profile may choose."""

    id: str
    name: str
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPart:
    """A part of an instrument: the clauses in their order."""

    id: str
    heading: str = ""
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """clauses/library.yml: version, licence, topics, and the order of all clauses."""

    version: str
    licence: str
    topics: tuple[Topic, ...]
    default_topics: Annotated[tuple[str, ...], "What is drafted when a profile chooses no topics; empty: all."] = ()
    parts: tuple[LibraryPart, ...]
