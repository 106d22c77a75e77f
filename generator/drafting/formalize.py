"""The formal frame of each instrument: title, recitals, enacting words, sections, signatures. Knows no Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generator import grammar
from generator.document import (
    Blank, Block, Cell, Enacting, Inlines, Origin, Paragraph, Provision, Recital, Row, Section, Signature,
    SignatureBlock, Table, Text, Title,
)
from generator.drafting import values
from generator.drafting.choose import Included
from generator.drafting.fill import Filled, Filler, join, paragraph, provisions, sentence_starts, value_inlines
from generator.drafting.frame import Frame
from generator.drafting.notes import clause_notes
from generator.drafting.speech import Formed


def template(text: str, key: str, filler: Filler) -> Inlines:
    """A one-paragraph template of a law pack, a title or a style, filled."""
    parsed = grammar.parse(text)
    return join([i for sub in parsed.subdivisions for i in paragraph(sub.chapeau, key, filler)])


def value(expression: str, filler: Filler, form: str = "") -> Inlines:
    """The inlines of one value by its expression, in a form that the document's language has."""
    return value_inlines(expression, grammar.Spot(1, 1), filler, form)


# --------------------------------------------------------------------------------------------------------------
# Title, recitals, enacting words


def title_block(frame: Frame) -> Title:
    """The title block: government, instrument and number, short title, long title."""
    filler = frame.filler(False)
    number = frame.profile.choices.number
    label = Text(f"{frame.word('number_label')} ")
    what = frame.language.words("number_blank", instrument=frame.word("instrument"))
    shown: Inlines = (label, Text(number)) if number else (label, Blank(what, "choices.number"))
    agenda = frame.profile.choices.agenda_number
    if agenda:
        shown = (*shown, Text(f" ({agenda})"))
    return Title(
        "title", government=government_lines(frame), number=shown,
        short=template(frame.library.title.short, "title/short", filler), long=long_title(frame, filler),
        date=(Text(frame.language.words("as_adopted")),) if frame.copy == "as-adopted" else (),
    )


def government_lines(frame: Frame) -> Inlines:
    """The government's name: its full name, with county and state."""
    place = frame.profile.place
    county = () if place.kind == "county" or not place.county else (frame.county_words(),)
    return (Text(frame.language.list.separator.join((frame.word("full"), *county, frame.word("state")))),)


def long_title(frame: Frame, filler: Filler) -> Inlines:
    """The long title: what the instrument does."""
    if frame.instrument.like:
        return amendatory_title(frame)
    text = frame.library.title.long.get(frame.instrument.id, "")
    return template(text, f"title/{frame.instrument.id}", filler) if text else ()


def amendatory_title(frame: Frame) -> Inlines:
    """The long title of an amendatory ordinance: which sections of the code it amends."""
    sections = values.series(a.section for a in frame.profile.choices.amends)
    words = frame.language.words("amendatory_title", sections=sections, code="\ue000")
    return weave(words, {"\ue000": value("place.code", frame.filler(False))})


def recitals(frame: Frame) -> tuple[Recital, ...]:
    """The recitals in order, the authority last, with the style's opening and closing words."""
    raw: list[Recital] = []
    for included in frame.choice.of_kind("recital"):
        raw.extend(_clause_recitals(included, frame))
    for i, text in enumerate(frame.government.authority.get(frame.instrument.form, ()), 1):
        content = template(text, frame.law_key("authority", text), frame.filler(False))
        raw.append(Recital(f"authority.{i}", content, origin=Origin("authority")))
    words = frame.style.recitals
    return tuple(
        replace(r, content=join([Text(words.opening), *r.content, Text(words.end(i, len(raw)))]))
        for i, r in enumerate(raw)
    )


def _clause_recitals(included: Included, frame: Frame) -> Iterable[Recital]:
    clause = included.clause
    notes = clause_notes(included, frame.instrument.name) if frame.draft else ()
    for i, filled in enumerate(frame.fill_clause(included)):
        yield Recital(f"{clause.id}.{filled.path}", filled.chapeau, notes if i == 0 else (),
                      Origin(clause.id, included.variant, included.form))


def enacting(frame: Frame) -> Enacting | None:
    """The enacting words of the form of government; None where the instrument has none."""
    text = frame.government.enacting.get(frame.instrument.form, "")
    key = frame.law_key("enacting", text) if text else ""
    return Enacting("enacting", template(text, key, frame.filler(False, formal=True))) if text else None


# --------------------------------------------------------------------------------------------------------------
# Sections


def section(included: Included, frame: Frame, codified: bool) -> Section:
    """One clause as a section, with its subdivisions, in the series that numbers it."""
    clause, series = included.clause, "code" if codified else "instrument"
    origin = Origin(clause.id, included.variant, included.form)
    filled = frame.fill_clause(included, codified)
    own = clause.variants[included.variant].heading
    heading, key = own or clause.heading, f"{clause.id}/{included.variant}/heading" if own else f"{clause.id}/heading"
    notes = clause_notes(included, frame.instrument.name) if frame.draft else ()
    return Section(clause.id, frame.heading(heading, key), body(filled, clause.id, origin, series), series,
                   notes=notes, origin=origin)


def body(filled: tuple[Filled, ...], clause_id: str, origin: Origin, series: str) -> tuple[Block, ...]:
    """What stands in a section: its subsections, or, where there is only one, its text without a designator."""
    if len(filled) != 1:
        return provisions(filled, clause_id, origin, 1, series)
    only = filled[0]
    path = f"{clause_id}.{only.path}"
    blocks: list[Block] = [Paragraph(path, only.chapeau, "lead", origin=origin)]
    blocks += provisions(only.children, clause_id, origin, 1, series)
    if only.flush:
        blocks.append(Paragraph(f"{path}.flush", only.flush, "flush", origin=origin))
    return tuple(blocks)


def effective_section(frame: Frame) -> Section | None:
    """The effective date by the state's rule for this form of government and instrument."""
    rule = frame.government.effective.get(frame.instrument.form)
    if rule is None:
        return None
    emergency = frame.profile.choices.emergency and rule.emergency
    text = rule.emergency if emergency else rule.text
    content = template(text, frame.law_key("effective", text), frame.filler(False))
    origin = Origin("effective-date", "model", "binds")
    return Section("effective-date", frame.heading(frame.language.words("effective")),
                   (Paragraph("effective-date.text", content, "lead", origin=origin),), origin=origin)


def chapter(sections: tuple[Section, ...], frame: Frame) -> Section:
    """The first section of an ordinance: the new chapter of the code, set out in full."""
    code = value("place.code", frame.filler(False))
    short = template(frame.library.title.short, "title/short", frame.filler(False))
    number = frame.chapter_number()
    words = frame.language.words(
        "chapter_added_text" if number else "chapter_added_unnumbered", code="\ue000", chapter=number, title="\ue001")
    heading = frame.language.words(
        "chapter_heading" if number else "chapter_heading_unnumbered", chapter=number, title="\ue001")
    return Section(
        "chapter", frame.heading(frame.language.words("chapter_added")),
        (Paragraph("chapter.lead", weave(words, {"\ue000": code, "\ue001": short}), "lead"),
         Paragraph("chapter.heading", weave(heading, {"\ue001": short}), "heading", 2), *sections),
        origin=Origin("chapter"),
    )


def weave(words: str, values: dict[str, Inlines]) -> Inlines:
    """Words with inlines in the places of their marks."""
    from generator.drafting.fill import typographic

    out: list = []
    rest = typographic(words)
    while rest:
        at = min((rest.index(m) for m in values if m in rest), default=len(rest))
        out.append(Text(rest[:at]))
        if at < len(rest):
            out.extend(values[rest[at]])
        rest = rest[at + 1:]
    return join(out)


# --------------------------------------------------------------------------------------------------------------
# Signatures


@dataclass(frozen=True, slots=True)
class _Signer:
    name: Inlines
    title: Inlines


def signature_blocks(frame: Frame) -> tuple[Block, ...]:
    """Roll call (for a governing body), execution, attestation, approval, and the line of custody."""
    blocks: list[Block] = []
    if frame.instrument.roll_call:
        blocks.append(roll_call(frame))
    record = record_of_proceedings(frame)
    if record:
        blocks.append(record)
    by_kind: dict[str, list] = {}
    for signing in frame.government.signatures.get(frame.instrument.form, ()):
        by_kind.setdefault(signing.kind, []).append(signing)
    headings = {"execution": "signed", "attestation": "attest", "approval": "approved_form",
                "certification": "certification"}
    for kind, signings in by_kind.items():
        signatures = tuple(Signature(s.name, s.title) for s in map(lambda g: _signer(g.role, frame), signings))
        blocks.append(SignatureBlock(f"signatures.{kind}", kind, (Text(frame.language.words(headings[kind])),), signatures))
    blocks.append(custody(frame))
    return tuple(blocks)


def custody(frame: Frame) -> Paragraph:
    """Who keeps the signed original: the clerk, or the police department of its chief's order, who cannot bind a clerk."""
    keeper = "bodies.police.name" if frame.instrument.form == "police-order" else "officers.clerk.title"
    marks: dict[str, Inlines] = {}
    clerk = _formed(marks, lambda form: value(keeper, frame.filler(False), form))
    words = frame.language.words("custody", clerk=clerk, this=frame.word("this"), place=frame.word("kind"))
    return Paragraph("custody", tuple(sentence_starts(list(weave(words, marks)), True)), "small")


def _formed(marks: dict[str, Inlines], ask: Callable[[str], Inlines]) -> Formed:
    """A value for a phrase that asks for one of its forms, to be woven in: `marks` takes the inlines of each form by its mark."""
    def mark(form: str) -> str:
        sign = chr(0xe020 + len(marks))
        marks[sign] = ask(form)
        return sign

    return Formed(mark)


def _signer(role: str, frame: Frame) -> _Signer:
    """Name and title of a signer; `presiding` is the governing body's presiding officer."""
    filler = frame.filler(False)
    if role == "presiding":
        return _Signer(value("bodies.governing.presiding_name", filler), value("bodies.governing.presiding", filler))
    return _Signer(value(f"officers.{role}.name", filler), value(f"officers.{role}.title", filler))


def roll_call(frame: Frame) -> Table:
    """The table of the roll-call vote: a row a member."""
    w = frame.language.words
    columns = ("roll_call_member", "roll_call_moved", "roll_call_yes", "roll_call_no", "roll_call_abstain",
               "roll_call_absent")
    head = Row(tuple(_cell((Text(w(c)),), f"roll-call.h{i}", True) for i, c in enumerate(columns)), True)
    body = frame.profile.bodies.get("governing")
    names = tuple(body.names) if body else ()
    count = (body.members if body else 0) or len(names)
    if not count:
        rows = (Row((_cell((frame.blank("bodies.governing.members"),), "roll-call.1.0"),
                     *(_cell((), f"roll-call.1.{i}") for i in range(1, 6)))),)
    else:
        rows = tuple(
            Row((_cell((Text(names[n]),) if n < len(names) else (), f"roll-call.{n + 1}.0"),
                 *(_cell((), f"roll-call.{n + 1}.{i}") for i in range(1, 6))))
            for n in range(count))
    return Table("roll-call", (head, *rows), (0.36, 0.2, 0.1, 0.1, 0.12, 0.12), w("roll_call"))


def record_of_proceedings(frame: Frame) -> Table | None:
    """The steps of the procedure that bear a date, with a line each for the clerk."""
    steps = [s for s in frame.government.procedure.get(frame.instrument.form, ()) if not s.optional]
    if frame.instrument.form != "ordinance" or not steps:
        return None
    rows = tuple(
        Row((_cell(template(s.text, frame.law_key("procedure", s.text), frame.filler(False)), f"record.{s.id}.0"),
             _cell((), f"record.{s.id}.1"))) for s in steps)
    head = Row((_cell((Text(frame.language.words("procedure")),), "record.h0", True),
                _cell((Text(frame.language.record().labels["date_line"]),), "record.h1", True)), True)
    return Table("record", (head, *rows), (0.7, 0.3), frame.language.words("procedure"))


def _cell(content: Inlines, cell_id: str, header: bool = False) -> Cell:
    return Cell((Paragraph(cell_id, content),), header)


def all_provisions(blocks: Iterable[Block]) -> tuple[Provision, ...]:
    """Top provisions of the blocks."""
    return tuple(b for b in blocks if isinstance(b, Provision))
