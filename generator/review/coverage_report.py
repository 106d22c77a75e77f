"""A comparison to read: a table for the terminal and Word, the two texts facing, plain data. Knows no file and no format."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.document import (
    Block, Cell, Columns, Document, Inlines, LanguageRecord, Paragraph, Properties, Row, Section, Table, Text,
)
from generator.review.compare import Coverage, Evidence, Measured, Yardstick
from generator.review.ladder import section_lines

SAYS = {"present": "present", "stronger": "stronger than asked", "weaker": "weaker", "different": "different", "missing": "missing"}
MEETS = {"met": "met", "partly": "partly met", "reversed": "says the contrary", "missing": "missing"}
CAUTION = ("This was made by rules over words. A sentence that is put in words of its own may be missed, and one that is found "
           "may mean something "
           "else in its context: read each sentence before you rely on a line of this table.")


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells: the file, the instrument that the library was drafted as, for which place, and what was found."""

    name: str
    instrument: str
    against: str
    coverage: tuple[Coverage, ...]
    measured: tuple[tuple[Yardstick, tuple[Measured, ...]], ...]
    places: Mapping[str, str]
    not_understood: tuple[str, ...] = ()
    sections: Mapping[str, Section | None] = field(default_factory=dict)
    gates: Mapping[str, str] = field(default_factory=dict)

    def place(self, one: Evidence) -> str:
        """Where a sentence stands."""
        return self.places.get(one.block, "")


def as_data(told: Told) -> dict:
    """The comparison as plain data."""
    return {
        "file": told.name, "instrument": told.instrument, "against": told.against,
        "counts": {s: sum(c.status == s for c in told.coverage) for s in SAYS},
        "coverage": [{
            "clause": c.clause, "heading": c.heading, "topic": c.topic, "status": c.status, "nearest": c.nearest, "wanted": c.wanted,
            "sure": c.sure, "sentences": [_evidence(told, e) for e in c.evidence], "lacks": list(c.lacks), "why": list(c.why),
            "elements": dict(c.elements), "state_law": told.gates.get(c.clause, ""),
        } for c in told.coverage],
        "yardsticks": [{
            "id": y.id, "name": y.name, "as_of": y.as_of, "sources": list(y.sources), "gaps": list(y.gaps),
            "rows": [{"id": m.row.id, "requires": m.row.says, "clause": m.row.clause, "facts": list(m.row.facts), "status": m.status,
                      "sentences": [_evidence(told, e) for e in m.evidence]} for m in rows],
        } for y, rows in told.measured],
        "not_understood": list(told.not_understood), "caution": CAUTION,
    }


def _evidence(told: Told, one: Evidence) -> dict:
    return {"place": told.place(one), "words": one.words, "how": one.how, "why": one.why}


# --------------------------------------------------------------------------------------------------------------
# Terminal


def as_text(told: Told, width: int = 100) -> str:
    """A line a clause, below it the sentences that carry it, what it lacks, and why."""
    out = [f"{told.name}, compared with the library as drafted as {told.instrument} for {told.against}", ""]
    head = max((len(c.heading) for c in told.coverage), default=0)
    for one in told.coverage:
        near = f" ({one.nearest})" if one.nearest else ""
        out.append(f"{one.heading:<{head}}  {SAYS[one.status]}{near}, sure {one.sure:.2f}")
        if told.gates.get(one.clause):
            out.append(f"    state law: {told.gates[one.clause]}")
        out += [line for e in one.evidence[:3] for line in _wrapped(f"{told.place(e)}: {e.words}", width)]
        out += [line for w in one.why for line in _wrapped(f"why: {w}", width)]
        out += [line for w in one.lacks for line in _wrapped(f"lacks: {w}", width)]
    counts = ", ".join(f"{sum(c.status == s for c in told.coverage)} {s}" for s in SAYS)
    out += ["", f"Clauses: {counts}"]
    for yardstick, rows in told.measured:
        out += ["", f"{yardstick.name} (as of {yardstick.as_of})"]
        for row in rows:
            out.append(f"  {MEETS[row.status]:<16}  {row.row.says} [{', '.join(row.row.facts)}]")
        out += [f"  gap: {g}" for g in yardstick.gaps]
    out += ["", *(f"not understood: {n}" for n in told.not_understood), *textwrap.wrap(CAUTION, width)]
    return "\n".join(out) + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="        ")


# --------------------------------------------------------------------------------------------------------------
# Word and HTML


def report_document(told: Told, record: LanguageRecord, facing: bool = False) -> Document:
    """The comparison as a Document: a table, the yardsticks, and with `facing` the two texts side by side."""
    title = f"Comparison of {told.name} with the library"
    blocks: list[Block] = [
        Paragraph("compare.title", (Text(title),), "heading", 1),
        Paragraph("compare.against", (Text(f"The library was drafted as {told.instrument} for {told.against}."),)),
        Paragraph("compare.caution", (Text(CAUTION),), "small"),
        _coverage_table(told),
    ]
    for yardstick, rows in told.measured:
        blocks += [Paragraph(f"y.{yardstick.id}", (Text(yardstick.name),), "heading", 2),
                   Paragraph(f"y.{yardstick.id}.of", (Text(f"As of {yardstick.as_of}. Sources: {'; '.join(yardstick.sources)}."),), "small"),
                   _yardstick_table(told, yardstick, rows)]
        blocks += [Paragraph(f"y.{yardstick.id}.gap{n}", (Text(g),), "small") for n, g in enumerate(yardstick.gaps)]
    if facing:
        blocks += _facing(told)
    if told.not_understood:
        blocks.append(Paragraph("compare.notes", (Text("What was not understood"),), "heading", 2))
        blocks += [Paragraph(f"compare.note{n}", (Text(words),)) for n, words in enumerate(told.not_understood)]
    return Document("compare", "", title, tuple(blocks), language=record, properties=Properties(title, record.tag), final=True)


def _coverage_table(told: Told) -> Table:
    head = _row("c.head", ("Clause", "What the text has", "Nearest", "Sure", "Sentences, what it lacks, and why"), True)
    rows = [head]
    for one in told.coverage:
        said = [f"{told.place(e)}: {e.words}" for e in one.evidence[:4]]
        said += [f"Why: {w}." for w in one.why] + [f"Lacks: {w}" for w in one.lacks]
        if told.gates.get(one.clause):
            said.append(f"State law: {told.gates[one.clause]}")
        cells = [(one.heading,), (SAYS[one.status],), (one.nearest,), (f"{one.sure:.2f}",), said or ("",)]
        rows.append(Row(tuple(_cell(f"c.{one.clause}.{n}", paragraphs) for n, paragraphs in enumerate(cells))))
    return Table("compare.coverage", tuple(rows), (0.2, 0.13, 0.1, 0.07, 0.5), "What the text has of each clause")


def _yardstick_table(told: Told, yardstick: Yardstick, rows: tuple[Measured, ...]) -> Table:
    out = [_row(f"y.{yardstick.id}.head", ("Required", "The text", "Facts", "Sentences"), True)]
    for one in rows:
        said = [f"{told.place(e)}: {e.words}" for e in one.evidence] or [""]
        cells = [(one.row.says,), (MEETS[one.status],), (", ".join(one.row.facts),), said]
        out.append(Row(tuple(_cell(f"y.{yardstick.id}.{one.row.id}.{n}", p) for n, p in enumerate(cells))))
    return Table(f"y.{yardstick.id}.table", tuple(out), (0.35, 0.14, 0.11, 0.4), yardstick.name)


def _facing(told: Told) -> list[Block]:
    """For each clause the text's sentences on the left and the library's section on the right."""
    blocks: list[Block] = [Paragraph("facing.title", (Text("The two texts"),), "heading", 2)]
    for one in told.coverage:
        section = told.sections.get(one.clause)
        left = [f"{told.place(e)}: {e.words}" for e in one.evidence] or ["(nothing was found)"]
        right = [line.shown().strip() for line in section_lines(section)] if section else [""]
        rows = []
        for n in range(max(len(left), len(right))):
            rows.append((_side(f"f.{one.clause}.l{n}", left, n), _side(f"f.{one.clause}.r{n}", right, n)))
        blocks += [Paragraph(f"f.{one.clause}", (Text(f"{one.heading}: {SAYS[one.status]}"),), "heading", 3),
                   Columns(f"f.{one.clause}.columns", tuple(rows), ("en-US", "en-US"))]
    return blocks


def _side(id: str, lines: list[str], n: int) -> Paragraph:
    return Paragraph(id, (Text(lines[n]),) if n < len(lines) else ())


def _row(id: str, texts: tuple[str, ...], header: bool = False) -> Row:
    return Row(tuple(_cell(f"{id}.{n}", (t,), header) for n, t in enumerate(texts)), header)


def _cell(id: str, paragraphs, header: bool = False) -> Cell:
    return Cell(tuple(Paragraph(f"{id}.{n}", _words(p)) for n, p in enumerate(paragraphs)), header)


def _words(text: str) -> Inlines:
    return (Text(text),) if text else ()
