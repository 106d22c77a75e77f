"""From the choice of clauses to the finished Document: the order of an instrument's parts. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.document import (
    Block, Document, Duty, EndNote, NoteAnchor, Properties, Section, Term, Text, plain, transform, walk,
)
from generator.drafting.amend import amendatory_sections, key_to_marks
from generator.drafting.choose import Choice, Wish, choose
from generator.drafting.define import definitions_section
from generator.drafting.first_page import blanks, draft_notice, preemption_notice
from generator.drafting.formalize import (
    chapter, effective_section, enacting, recitals, section, signature_blocks, title_block,
)
from generator.drafting.frame import Frame
from generator.drafting.instruments import instrument as instrument_by_id
from generator.drafting.number import number
from generator.drafting.references import check_references
from generator.drafting.report import Told, tell
from generator.drafting.settle import capital, clean
from generator.drafting.translation_notice import finished
from generator.errors import Fault, Refusal
from generator.language import Language
from generator.law import LawPack, form_of_government
from generator.library import Library
from generator.profile import Profile
from generator.style import Style, in_words_of


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted instrument, the report on it, and the job that made it."""

    document: Document
    report: Told
    frame: Frame


def draft(profile: Profile, library: Library, law: LawPack, style: Style, language: Language, instrument: str,
          wish: Wish | None = None, final: bool = False, copy: str = "marked", partial: bool = False) -> Drafted:
    """One instrument for one place; `copy` says which copy of an amendatory ordinance.

    Raises Refusal where the form of government cannot make it, where state law bars a clause that nobody acknowledged,
    for a final, where blanks remain, and where strings have no translation (unless `partial` prints their English);
    DraftingError for unknown names and broken requirements.
    """
    kind = instrument_by_id(instrument)
    government = form_of_government(law, profile.place.form_of_government, profile.place.kind)
    _check_power(kind.id, government, profile, law)
    choice = choose(profile, library, law, style, kind, wish)
    language = language.following()
    frame = Frame(profile, library, law, _spoken(style, language), language, kind, government, choice, not final, copy)
    check_references(frame)
    document = _document(frame)
    if final:
        _check_final(document)
    told = tell(document, frame)
    notices = [n for n in (preemption_notice(frame), None if final or copy == "as-adopted" else draft_notice(document.blocks, frame)) if n]
    whole = finished(replace(document, blocks=(*notices, *document.blocks)), language, partial)
    return Drafted(whole, told, frame)


def _spoken(style: Style, language: Language) -> Style:
    """The style with its phrases in the document's language."""
    if language.english:
        return style
    marks = {";": language.list.item, ",": language.list.comma, ".": language.list.stop}
    return in_words_of(style, language.say, lambda text: marks.get(text, text))


def _check_power(instrument: str, government, profile: Profile, law: LawPack) -> None:
    """Refuses an executive order where no one may issue it, with the reason and the instrument that fits."""
    executive = government.executive
    if instrument == "executive-order" and executive and executive.may_order == "no":
        cite = f" ({executive.cite})" if executive.cite else ""
        raise Refusal(Fault(
            f"under the form of government '{government.name}' no one issues an executive order: {executive.reason}{cite}",
            f"The instrument that fits is: {executive.instead}. Ask for it with --as {executive.instead}."))
    district = profile.place.kind == "school-district"
    if district != (instrument == "school-resolution"):
        fits = "school-resolution" if district else "resolution"
        whose = "a school district" if district else f"a {profile.place.kind.replace('-', ' ')}"
        name = instrument_by_id(instrument).name
        article = "an" if name[0] in "aeiou" else "a"
        raise Refusal(Fault(f"{whose} does not adopt {article} {name}",
                            f"Ask for it with --as {fits}."))


def _check_final(document: Document) -> None:
    found = blanks(document.blocks)
    if found:
        raise Refusal(Fault(f"a blank remains: {label}", f"Fill the profile field {field}.")
                      for field, label in found.items())


def _document(frame: Frame) -> Document:
    """The numbered instrument, without the pages that stand before it."""
    title = title_block(frame)
    sections = (*key_to_marks(frame), *_amending(frame)) if frame.instrument.like else _sections(frame)
    body = (title, *recitals(frame), *_some(enacting(frame)), *sections, *signature_blocks(frame))
    spoken = _speak(_undefined_as_words(body), frame.style)
    name = clean(f"{capital(frame.word('instrument'))}: {plain(title.short)}")
    document = Document(
        _kind(frame), frame.profile.id, name, spoken, frame.series(), frame.language.record(),
        Properties(name, frame.language.tag, frame.library.contents.licence, frame.library.contents.version, frame.law.as_of),
        not frame.draft, header=_header(frame),
    )
    return _with_end_notes(number(document, frame.style, frame.chapter_number()), frame)


def _kind(frame: Frame) -> str:
    """What the document is: the instrument, and which copy of an amendatory ordinance where it is not the marked one."""
    return frame.instrument.id if frame.copy == "marked" else f"{frame.instrument.id}-{frame.copy}"


def _amending(frame: Frame) -> tuple[Section, ...]:
    """The sections of an amendatory ordinance: the amended ones, the definitions that they need, the closing ones."""
    if not frame.profile.choices.amends:
        raise Refusal("an amendatory ordinance needs sections to amend",
                      "Name them in the profile under choices.amends: section, heading, present, and proposed or clause.",
                      frame.profile.where("choices"))
    inner = tuple(section(i, frame, True) for i in frame.choice.of_kind("operative"))
    own = frame.series()[0]
    counted = Document("part", "", "", _speak(inner, frame.style), (own, replace(own, id="code")))
    drafted = {s.id: s for s in number(counted, frame.style).blocks}
    closing = tuple(section(i, frame, False) for i in frame.choice.of_kind("closing"))
    closing = (*closing, *_some(effective_section(frame)))
    lead = frame.language.words("definitions_lead_amended", this=frame.instrument.this)
    definitions = _definitions((*inner, *closing), frame, lead)
    return (*amendatory_sections(frame, drafted), *_some(definitions), *closing)


def _header(frame: Frame) -> str:
    label = frame.word("number_label").removesuffix(" No.") if frame.language.english else capital(frame.word("instrument"))
    return f"{frame.word('full')} · {label}"


def _some(block: Block | None) -> tuple[Block, ...]:
    return (block,) if block is not None else ()


def _sections(frame: Frame) -> tuple[Section, ...]:
    """Definitions, the operative sections, the closing ones. An ordinance sets the codified ones out as a chapter."""
    chaptered = frame.instrument.chapter
    inner = tuple(section(i, frame, chaptered and i.clause.codified) for i in frame.choice.of_kind("operative"))
    closing = tuple(section(i, frame, False) for i in frame.choice.of_kind("closing"))
    closing = (*closing, *_some(effective_section(frame)))
    definitions = _definitions((*inner, *closing), frame)
    operative = (*_some(definitions), *inner)
    if not chaptered:
        return (*operative, *closing)
    codified = tuple(replace(s, series="code") for s in operative if s.series == "code" or s.id == "definitions")
    outside = tuple(s for s in operative if s.series != "code" and s.id != "definitions")
    return (chapter(codified, frame), *outside, *closing)


def _definitions(sections: tuple[Section, ...], frame: Frame, lead: str = "") -> Section | None:
    this = frame.word("codified" if frame.instrument.chapter else "this")
    elsewhere = frame.profile.choices.terms_already_defined
    return definitions_section(
        sections, frame.library, frame.filler(frame.instrument.chapter),
        plain(frame.heading(frame.language.words("definitions"))),
        lead or frame.language.words("definitions_lead_section", this=this),
        {frame.library.term_id(t): cite for t, cite in elsewhere.items()}, frame.language.sort_key, frame.draft,
    )


def _undefined_as_words(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Terms that no definition of this draft defines (a recital alone uses them) as plain words."""
    defined = {n.key for n in walk(blocks) if isinstance(n, Term) and n.defining}
    return transform(blocks, lambda n: Text(n.text) if isinstance(n, Term) and n.key not in defined else n)


def _speak(blocks: tuple[Block, ...], style: Style) -> tuple[Block, ...]:
    """The words of authority in the style's voice."""

    def change(node):
        return replace(node, text=style.duty(node.word)) if isinstance(node, Duty) else node

    return transform(blocks, change)


def _with_end_notes(document: Document, frame: Frame) -> Document:
    """The document with a source note for each local fact that it uses."""
    used = list(dict.fromkeys(n.note for n in walk(document.blocks) if isinstance(n, NoteAnchor)))
    notes = []
    for i, note in enumerate(used, 1):
        fact = frame.profile.facts[note.removeprefix("note-")]
        words = frame.language.words("source_note", value=frame.english(fact.value), source=frame.english(fact.source),
                                     year=fact.year)
        notes.append(EndNote(note, i, (Text(words),)))
    return replace(document, blocks=(*document.blocks, *notes))


def explain(profile: Profile, library: Library, law: LawPack, style: Style, instrument: str,
            wish: Wish | None = None) -> Choice:
    """The choice alone: every clause in or out, with why, also where a draft is refused."""
    return choose(profile, library, law, style, instrument_by_id(instrument), wish, refuse=False)
