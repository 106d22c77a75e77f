"""The report beside a draft: what is in, left out and changed, and why; gates, blanks, facts, gaps, procedure."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document import Block, Document, Items, Paragraph, Properties, Text
from generator.drafting.first_page import Own, blanks, changes, fact_lines, gaps, why_so
from generator.drafting.formalize import template
from generator.drafting.frame import Frame


@dataclass(frozen=True, slots=True)
class Told:
    """The report as data: rows of words, for the document and for JSON."""

    included: tuple[tuple[str, str, str, str], ...]
    left_out: tuple[tuple[str, str, str], ...]
    changed: tuple[str, ...]
    gates: tuple[tuple[str, str, str, str], ...]
    blanks: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    gaps: tuple[str, ...]


def tell(document: Document, frame: Frame) -> Told:
    """What there is to report on a drafted document."""
    gates = tuple((i.clause.id, i.gate.state, i.gate.reason, i.gate.citation) for i in frame.choice.included if i.gate)
    return Told(
        included=tuple((i.clause.id, i.variant, i.form, i.why) for i in frame.choice.included),
        left_out=tuple((o.clause.id, o.kind, o.why) for o in frame.choice.left_out),
        changed=tuple(changes(frame)), gates=gates, blanks=tuple(blanks(document.blocks).items()), facts=tuple(fact_lines(frame)),
        gaps=gaps(frame),
    )


def report_document(told: Told, frame: Frame) -> Document:
    """The report as a Document of its own."""
    w, full, english = frame.language.words, frame.word("the_full"), frame.english
    own = Own("report")
    title = w("report_title", instrument=frame.word("instrument"), the_full=full)
    headings = {c: frame.clause_heading(frame.library.clauses[c]) for c in (
        *(row[0] for row in told.included), *(row[0] for row in told.left_out))}
    law_line = w("report_law_date", as_of=frame.law.as_of, version=frame.library.contents.version,
                 licence=frame.library.contents.licence)
    out: list[Block] = [
        Paragraph(own.id(), (Text(title),), "heading", 1), own.text(w("report_counsel", the_full=full)), own.text(law_line),
        own.heading(w("report_in")),
        own.table((w("report_clause"), w("report_variant"), w("report_form"), w("report_why")),
                  ((headings[c], w(f"strength_{v}"), w(f"form_{f}"), english(why)) for c, v, f, why in told.included), (0.34, 0.12, 0.16, 0.38),
                  w("report_in")),
    ]
    out += _list(own, w("report_changed"), told.changed)
    if told.left_out:
        out += [own.heading(w("report_out")),
                own.table((w("report_clause"), w("report_why")),
                          ((headings[c], why_so(frame.library.clauses[c], why, frame)) for c, _, why in told.left_out),
                          (0.4, 0.6), w("report_out"))]
    out += [own.heading(w("report_gate")),
            own.table((w("report_clause"), w("draft_gate_state"), w("report_why")),
                      ((headings[c], w(f"gate_{s}"), _gate(frame, c, cite)) for c, s, _, cite in told.gates),
                      (0.3, 0.15, 0.55), w("report_gate"))]
    out += [own.heading(w("report_blanks")),
            own.table((w("draft_blank_words"), w("draft_blank_field")), ((label, f) for f, label in told.blanks),
                      (0.6, 0.4), w("report_blanks"))] if told.blanks else []
    out += _list(own, w("report_facts"), told.facts)
    out += _procedure(own, frame)
    out += _list(own, w("report_gaps"), tuple(frame.advice(gap) for gap in told.gaps))
    properties = Properties(title, frame.language.tag, frame.library.contents.licence, frame.library.contents.version,
                            frame.law.as_of)
    return Document("report", frame.profile.id, title, tuple(out), language=frame.language.record(),
                    properties=properties, final=True)


def _gate(frame: Frame, clause_id: str, citation: str) -> str:
    """What state law says of a clause, with the citation."""
    return f"{frame.told(frame.choice.by_id[clause_id].gate.said['reason'])} {frame.english(citation)}".strip()


def _list(own: Own, heading: str, lines: tuple[str, ...]) -> list[Block]:
    return [own.heading(heading), Items(own.id(), tuple((Text(x),) for x in lines))] if lines else []


def _procedure(own: Own, frame: Frame) -> list[Block]:
    """The steps to adoption for this form of government."""
    steps = frame.government.procedure.get(frame.instrument.form, ())
    if not steps:
        return []
    filler = frame.filler(False)
    items = tuple(template(s.text, frame.law_key("procedure", s.text), filler) for s in steps)
    return [own.heading(frame.language.words("report_procedure")), Items(own.id(), items, True)]
