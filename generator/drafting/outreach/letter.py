"""The coalition letter: points from the draft's clauses, signatories in two columns, a box for the clerk's stamp."""

from __future__ import annotations

from generator.document import Block, Box, Document, Inlines, Paragraph, Text
from generator.drafting.frame import Frame
from generator.drafting.outreach.demands import demanded, origin
from generator.drafting.outreach.local_facts import fact_sentences
from generator.drafting.outreach.sheet import Occasion, Sheet, emphasized
from generator.profile import Signatory

MOST_POINTS = 7
SIGNED_MM = 20  # the line, the words below it, and room for a hand above the next
EMPTY_PLACES = 6  # lines to sign where the profile names no one


def compose(frame: Frame, occasion: Occasion) -> Document:
    """The letter for the clauses of the frame's choice."""
    sheet = Sheet(frame, "letter", occasion)
    points = demanded(sheet)[:MOST_POINTS]
    facts, notes = fact_sentences(sheet)
    blocks: list[Block] = [
        sheet.heading("letter_title", 1), _head(sheet), sheet.text("letter_greeting"),
        sheet.text(f"letter_ask_{'adopt' if frame.instrument.maker == 'governing' else 'sign'}", who=_coalition(sheet)),
    ]
    if facts:
        blocks += [sheet.text("letter_facts"), sheet.items(facts)]
    blocks += [
        sheet.text("letter_points"),
        sheet.items((_point(i, sheet) for i in points), True, (origin(i) for i in points)),
        sheet.text("letter_law"), sheet.text("letter_close"), sheet.text("letter_regards"), _signatories(sheet), *notes,
    ]
    return sheet.document("letter_title", blocks)


def _coalition(sheet: Sheet) -> Inlines:
    name = sheet.frame.profile.people.coalition
    return (Text(name),) if name else (sheet.frame.blank("people.coalition"),)


def _head(sheet: Sheet):
    """Date and addressees at the left, the box for the clerk's stamp at the right."""
    addressed: list[Block] = [
        sheet.paragraph(sheet.by_hand("letter_date")), sheet.text(f"letter_to_{sheet.frame.instrument.maker}"),
        sheet.text("letter_about"),
    ]
    stamp = Box(sheet.id(), sheet.says("letter_stamp"),
                (sheet.paragraph(sheet.by_hand("stamp_date")), sheet.paragraph(sheet.by_hand("stamp_by"))))
    return sheet.table((), [(addressed, [stamp])], (0.58, 0.42), "letter_head", borders=False)


def _point(included, sheet: Sheet) -> Inlines:
    clause = included.clause
    return sheet.says("letter_point", heading=emphasized(sheet.named(clause)),
                      why=sheet.clause_words(clause.why, f"{clause.id}/why"))


def _signatories(sheet: Sheet):
    """Two columns of signatories, each with a line above the name. Their names stand nowhere else."""
    named = [_named(s, sheet) for s in sheet.frame.profile.people.signatories]
    cells = named or [[_line(sheet), sheet.paragraph(sheet.by_hand("signatory"))] for _ in range(EMPTY_PLACES)]
    if len(cells) % 2:
        cells.append([sheet.paragraph(())])
    rows = [tuple(cells[i:i + 2]) for i in range(0, len(cells), 2)]
    return sheet.table((), rows, (0.5, 0.5), "letter_signatories", borders=False, height_mm=SIGNED_MM)


def _named(signatory: Signatory, sheet: Sheet) -> list[Block]:
    said = [signatory.name, signatory.title, signatory.organization]
    return [_line(sheet), *(sheet.paragraph((Text(words),)) for words in said if words)]


def _line(sheet: Sheet) -> Paragraph:
    return sheet.paragraph((Text("_" * 28),))
