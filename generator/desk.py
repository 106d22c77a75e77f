"""The only room that combines verbs: load what a job needs, draft, write, report. Knows no arguments and no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from generator import sources
from generator.drafting.choose import Choice, Wish
from generator.drafting.compose import Drafted, draft, explain
from generator.drafting.instruments import INSTRUMENTS
from generator.drafting.outreach import BY_HAND, OUTREACH, Occasion, outreach_document
from generator.drafting.outreach.promises import untold
from generator.drafting.outreach.schedule import calendar_ics, schedule
from generator.drafting.outreach.sheet import Sheet
from generator.drafting.values import place_words
from generator.drafting.vocabulary import check_expressions
from generator.drafting.fill import typographic
from generator.drafting.notes import gate_words
from generator.drafting.report import report_document
from generator.drafting.settle import settle
from generator.drafting.speech import own_words
from generator.drafting.translation_notice import finished
from generator.document import Blank, Document, Section, walk
from generator.drafting.frame import Frame
from generator.errors import DraftingError, Fault, Refusal, UnusableInput, did_you_mean
from generator.language import ENGLISH, Language, language_tags, load_language
from generator.law import LawPack, load_law, states
from generator.library import STRENGTHS, Library, load_library
from generator.profile import Profile, load_profile, profile_ids
from generator.review.bilingual import facing
from generator.review.ladder import Ladder, Rung, ladder_document, section_lines
from generator.style import Style, load_style, style_ids
from generator.ooxml.word_table import table_rows
from generator.translation.incoming import Incoming
from generator.translation.messages import Master, Message, OwnWord
from generator.translation.review_table import from_table, table_document
from generator.translation.xliff import from_xliff
from generator.writers import WriterOptions, Written, writer

PACKET = "packet"  # the name that asks for all documents together
DEFAULT_INSTRUMENTS = ("executive-order", "resolution", "ordinance")


@dataclass(frozen=True, slots=True)
class Desk:
    """The library and the folders of one session; a user's own library folder lies over the shipped one."""

    library: Library
    overlay: Path | None = None
    languages: Path | None = None  # a folder of languages in place of the shipped one

    def profile(self, reference: str) -> Profile:
        """The profile of a file or of a shipped place's id."""
        return load_profile(reference, sources.shipped("profiles", "places"))

    def law(self, profile: Profile) -> LawPack:
        """The law pack of the profile's state."""
        return load_law(profile.place.state)

    def style(self, profile: Profile) -> Style:
        """The style that the profile chooses, else its state's, else plain."""
        wanted = profile.choices.style
        if wanted and wanted not in style_ids() and not wanted.endswith((".yml", ".yaml")):
            raise DraftingError(f"there is no style '{wanted}'", did_you_mean(wanted, style_ids(), "styles"),
                                profile.where("choices", "style"))
        return load_style(wanted or {"NJ": "new-jersey", "MI": "michigan"}.get(profile.place.state, "plain"))

    def draft(self, profile: Profile, instrument: str, wish: Wish | None = None, final: bool = False,
              language: str = ENGLISH, copy: str = "marked", partial: bool = False) -> Drafted:
        """One instrument for one place in one language; `copy` says which copy of an amendatory ordinance.

        A language that lacks strings of it is refused, unless `partial` prints their English, marked.
        """
        spoken = load_language(language, self.locales())
        return draft(profile, self.library, self.law(profile), self.style(profile), spoken, instrument, wish, final, copy,
                     partial)

    def locales(self) -> Path:
        """The folder of languages."""
        return self.languages or sources.shipped("locales")

    def outreach(self, profile: Profile, kind: str, instrument: str = "", wish: Wish | None = None, final: bool = False,
                 language: str = ENGLISH, introduced: date | None = None, adopted: date | None = None,
                 partial: bool = False, fold: bool = False) -> Outreach:
        """A document around an instrument (default: the ordinance), from the same clauses as the draft of it.

        With `fold` the handout is a leaflet.
        """
        row, wish = outreach_document(kind), wish or Wish()
        asked = wish if row.lawful_only else replace(wish, acknowledge_preemption=True)
        drafted = self.draft(profile, instrument or usual_instrument(profile), asked, False, language, partial=True)
        sections = {b.id: b.designator for b in walk(drafted.document) if isinstance(b, Section)}
        occasion = Occasion(introduced, adopted, wish.acknowledge_preemption, sections, fold)
        frame = replace(drafted.frame, language=drafted.frame.language.following())
        document = row.compose(frame, occasion)
        if final:
            _refuse_blanks(document)
        return Outreach(finished(document, frame.language, partial), frame, occasion, row.tells)

    def bilingual(self, profile: Profile, drafted: Drafted, wish: Wish | None = None, final: bool = False) -> Document:
        """A drafted instrument beside its English, provision by provision in facing columns."""
        english = self.draft(profile, drafted.frame.instrument.id, wish, final, copy=drafted.frame.copy)
        return facing(english.document, drafted.document)

    def master(self) -> Master:
        """Everything that has strings to translate: the library, all law packs, all styles, English, our own words."""
        laws = tuple(load_law(state) for state in states())
        folder = sources.shipped("profiles", "places")
        profiles = tuple(load_profile(name, folder) for name in profile_ids())
        words = tuple(OwnWord(*word) for word in own_words(laws, profiles))
        return Master(self.library, laws, tuple(load_style(s) for s in style_ids()), load_language(ENGLISH), words)

    def explain(self, profile: Profile, instrument: str, wish: Wish | None = None) -> Choice:
        """Why each clause is in or out."""
        return explain(profile, self.library, self.law(profile), self.style(profile), instrument, wish)

    def ladder(self, profile: Profile, topic: str, instrument: str) -> tuple[Ladder, ...]:
        """The strengths of a topic's clauses as they would be drafted for this place, strongest first."""
        if topic not in self.library.topics():
            raise DraftingError(f"no topic is called '{topic}'", did_you_mean(topic, self.library.topics(), "topics"))
        clauses = [c for c in self.library.order() if topic in self.library.clauses[c].topics
                   and self.library.clauses[c].kind == "operative"]
        drafts = {s: self.draft(profile, instrument, Wish((topic,), s, (), True)) for s in STRENGTHS}
        return tuple(found for c in clauses if (found := self._ladder(c, drafts)) and found.rungs)

    def rendered(self, profile: Profile, instrument: str) -> dict[str, dict[str, Section]]:
        """Every clause as it would be drafted for this place, by clause and variant, whatever state law says to it."""
        found: dict[str, dict[str, Section]] = {}
        for strength in STRENGTHS:
            drafted = self.draft(profile, instrument, Wish(("all",), strength, (), True), partial=True)
            for block in walk(drafted.document.blocks):
                if isinstance(block, Section) and block.origin and block.origin.clause in self.library.clauses:
                    found.setdefault(block.origin.clause, {}).setdefault(block.origin.variant, block)
        return found

    def _ladder(self, clause_id: str, drafts: dict[str, Drafted]) -> Ladder:
        clause, rungs = self.library.clauses[clause_id], []
        gate = ""
        for strength, drafted in drafts.items():
            sections = {b.id: b for b in walk(drafted.document) if isinstance(b, Section)}
            if strength in clause.variants and clause_id in sections:
                variant = clause.variants[strength]
                note = typographic(" ".join(variant.note.split()))
                rungs.append(Rung(strength, typographic(variant.gives), note, section_lines(sections[clause_id])))
                gate = gate_words(drafted.frame.choice.by_id[clause_id])
        return Ladder(clause_id, clause.heading, gate, tuple(rungs))


def open_desk(overlay: Path | None = None) -> Desk:
    """A desk with the shipped library, checked, and a user's folder over it."""
    return Desk(_shipped_library() if overlay is None else _library(overlay), overlay)


@lru_cache(maxsize=1)
def _shipped_library() -> Library:
    """The shipped library, read once in a process; a user's folder may change and is read anew."""
    return _library(None)


def _library(overlay: Path | None) -> Library:
    library = load_library(sources.shipped("clauses"), overlay)
    faults = check_expressions(library)
    if faults:
        raise UnusableInput(faults)
    return library


@dataclass(frozen=True, slots=True)
class Outreach:
    """A document around an instrument, and the job that made it."""

    document: Document
    frame: Frame
    occasion: Occasion
    tells: tuple[str, ...] = ()

    def untold(self) -> dict[str, tuple[str, ...]]:
        """The drafted clauses that a user's folder changed, and what the document leaves out because it is of the old words."""
        found = untold(self.frame.choice, self.frame.library)
        left = {clause: tuple(what for what in old if what in self.tells) for clause, old in found.items()}
        return {clause: old for clause, old in left.items() if old}


def told_apart(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names of instruments, and those of documents around one. A DraftingError names what is nearest to the unknown."""
    names = list(names)
    for name in names:
        if name not in INSTRUMENTS and name not in OUTREACH and name != PACKET:
            raise DraftingError(f"no document is called '{name}'",
                                did_you_mean(name, (*INSTRUMENTS, *OUTREACH, PACKET), "documents"))
    return [n for n in names if n in INSTRUMENTS], [n for n in names if n in OUTREACH]


def tongues(asked: Iterable[str], folder: Path) -> tuple[str, ...]:
    """The languages that are asked for, `all` meaning every one; English where none is. Unknown ones raise DraftingError."""
    known, found = language_tags(folder), []
    for tag in asked or (ENGLISH,):
        if tag != "all" and tag not in known:
            raise DraftingError(f"there is no language '{tag}'", did_you_mean(tag, (*known, "all"), "languages"))
        found += known if tag == "all" else (tag,)
    return tuple(dict.fromkeys(found))


def strings_used(desk: Desk, profile: Profile, documents: Iterable[str], language: str) -> Iterator[tuple[str, list[str]]]:
    """For each document of a place (default: its instruments) the keys of the strings that it uses in a language."""
    instruments, around = told_apart(documents or instruments_for(profile))
    wish = Wish((), "", (), True)
    for name in instruments:
        drafted = desk.draft(profile, name, wish, language=language, partial=True)
        yield name, list(drafted.frame.language.use.states)
    for name in around:
        made = desk.outreach(profile, name, wish=wish, language=language, partial=True)
        yield name, list(made.frame.language.use.states)


def usual_instrument(profile: Profile) -> str:
    """The instrument that outreach documents speak of when nobody names one."""
    chosen = instruments_for(profile)
    return "ordinance" if "ordinance" in chosen else chosen[0]


def _refuse_blanks(document: Document) -> None:
    found = {n.field: n.label for n in walk(document) if isinstance(n, Blank) and not n.field.startswith(f"{BY_HAND}.")}
    if found:
        raise Refusal(Fault(f"a blank remains: {label}", f"Fill the profile field {field}.")
                      for field, label in found.items())


def outreach_outputs(made: Outreach, formats: Iterable[str], options: WriterOptions, language: str = "en") -> Iterator[Output]:
    """The document in each format; beside a memo whose first day is known, its calendar."""
    document = made.document
    for name in formats:
        row = writer(name)
        written = row.write(document, options)
        yield Output(document.place, f"{document.kind}.{language}.{row.extension}", written.data, written.unshown)
    if document.kind == "memo" and made.occasion.introduced:
        sheet = Sheet(made.frame, "calendar", made.occasion)
        steps = schedule(made.frame, made.occasion.introduced)
        entries = calendar_ics(steps, sheet.word("calendar_name"), document.place, sheet.word("calendar_note"))
        yield Output(document.place, f"memo.{language}.ics", entries.encode())


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write: its name inside the place's folder, its bytes, what its format could not show."""

    place: str
    name: str
    data: bytes
    unshown: tuple[str, ...] = ()


def instruments_for(profile: Profile) -> tuple[str, ...]:
    """The instruments that are drafted when nobody names one."""
    wanted = profile.choices.instruments
    unknown = [(i, name) for i, name in enumerate(wanted) if name not in INSTRUMENTS and name not in OUTREACH]
    if unknown:
        raise DraftingError(Fault(f"no document is called '{name}'", did_you_mean(name, (*INSTRUMENTS, *OUTREACH), "documents"),
                                  profile.where("choices", "instruments", i)) for i, name in unknown)
    if wanted:
        return wanted
    return ("school-resolution",) if profile.place.kind == "school-district" else DEFAULT_INSTRUMENTS


def outputs(drafted: Drafted, formats: Iterable[str], options: WriterOptions, language: str = "en") -> Iterator[Output]:
    """The document in each format, and the report beside it."""
    document = drafted.document
    stem = f"{document.kind}.{language}{'.final' if document.final else ''}"
    for name in formats:
        row = writer(name)
        written = row.write(document, options)
        yield Output(document.place, f"{stem}.{row.extension}", written.data, written.unshown)
    report = _report(drafted)
    yield Output(document.place, f"{stem}.report.html", report.data, report.unshown)


def ladder_file(desk: Desk, profile: Profile, ladders: tuple[Ladder, ...]) -> bytes:
    """The ladders as a Word table."""
    language = load_language("en", sources.shipped("locales"))
    title = language.words("ladder_title", place=place_words(profile)[1])
    names = {s: language.words(f"strength_{s}") for s in STRENGTHS}
    return writer("docx").write(ladder_document(ladders, title, names, language.record())).data


def _report(drafted: Drafted) -> Written:
    return writer("html").write(settle(report_document(drafted.report, drafted.frame), drafted.frame.language))


def bilingual_outputs(document: Document, formats: Iterable[str], options: WriterOptions, language: str) -> Iterator[Output]:
    """The facing columns in each format."""
    for name in formats:
        row = writer(name)
        written = row.write(document, options)
        stem = f"{document.kind}.{ENGLISH}+{language}{'.final' if document.final else ''}"
        yield Output(document.place, f"{stem}.{row.extension}", written.data, written.unshown)


def review_table_file(language: Language, messages: Iterable[Message]) -> bytes:
    """The strings of a language as a Word table for a translator."""
    return writer("docx").write(table_document(language, messages)).data


def incoming(data: bytes, name: str, messages: Mapping[str, Message]) -> Incoming:
    """What a file from a translator holds: an XLIFF file, or a Word table that went out from here."""
    if name.lower().endswith(".docx"):
        return from_table(table_rows(data, name), name, messages)
    return from_xliff(data, name, messages)
