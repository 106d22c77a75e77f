"""The petition: addressee, numbered demands from the draft's clauses, why it matters, lines to sign, the circulator."""

from __future__ import annotations

from dataclasses import replace

from generator.document import Block, Document, Signature, SignatureBlock, Text
from generator.drafting.frame import Frame
from generator.drafting.outreach.demands import demand, demanded, origin, others
from generator.drafting.outreach.local_facts import fact_sentences
from generator.drafting.outreach.promises import told_of_old
from generator.drafting.outreach.sheet import Occasion, Sheet

MOST_DEMANDS = 9
MOST_REASONS = 3
FEW_NOTES = 2  # with more sources the demands take two pages, and the signatures a third
LINES, LINES_ABROAD, LINE_MM = 14, 11, 10.5  # what a page of signatures holds, beside longer words too; the room for a hand


def compose(frame: Frame, occasion: Occasion) -> Document:
    """The petition for the clauses of the frame's choice."""
    sheet = Sheet(frame, "petition", occasion)
    asked, old = demanded(sheet), told_of_old(sheet, "gives")
    told = [i for i in asked if i.clause.id not in old]
    first = tuple(told[:MOST_DEMANDS])
    rest = tuple(i for i in asked if i not in first)
    facts, notes = fact_sentences(sheet)
    blocks: list[Block] = [
        sheet.heading("petition_title", 1), sheet.text(f"petition_to_{frame.instrument.maker}"),
        sheet.text(f"petition_ask_{_asks(frame)}"), sheet.heading("petition_demands"),
        sheet.items(
            [*(demand(i, sheet) for i in first), *([others(rest, sheet)] if rest else [])], True,
            [*(origin(i) for i in first), *(origin(i) for i in rest[:1])]),
        sheet.heading("petition_why"),
    ]
    if facts:
        blocks.append(sheet.items(facts))
    blocks += [sheet.paragraph(sheet.clause_words(i.clause.why, f"{i.clause.id}/why"), origin=origin(i))
               for i in first[:MOST_REASONS]]
    blocks += [*notes, sheet.heading("petition_sign", new_page=True), sheet.text("petition_kind"), _lines(sheet),
               _circulator(sheet)]
    return replace(sheet.document("petition_title", blocks), pages=2 if len(notes) <= FEW_NOTES else 3)


def _asks(frame: Frame) -> str:
    """What the instrument needs: to be adopted, or to be signed."""
    return "adopt" if frame.instrument.maker == "governing" else "sign"


def _lines(sheet: Sheet):
    """The numbered lines to sign; the head repeats on each page."""
    head = ("sign_number", "sign_name", "sign_signature", "sign_address", "sign_date")
    rows = [((Text(str(n)),), (), (), (), ()) for n in range(1, (LINES if sheet.frame.language.english else LINES_ABROAD) + 1)]
    return sheet.table(head, rows, (0.07, 0.25, 0.25, 0.29, 0.14), "petition_sign", height_mm=LINE_MM)


def _circulator(sheet: Sheet) -> SignatureBlock:
    """The line of the person who collected the signatures."""
    signer = Signature(sheet.by_hand("circulator_name"), sheet.says("circulator"), sheet.says("circulator_text"))
    return SignatureBlock(sheet.id(), "certification", sheet.says("circulator_title"), (signer,))
