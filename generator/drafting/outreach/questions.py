"""Hostile questions with their answers, from the clauses of the draft. Adds no answer of its own."""

from __future__ import annotations

from generator.document import Block, Document
from generator.drafting.frame import Frame
from generator.drafting.outreach.promises import ranked, told_of_old
from generator.drafting.outreach.sheet import Occasion, Sheet


def compose(frame: Frame, occasion: Occasion) -> Document:
    """The questions of every drafted clause; one that two clauses share stands once."""
    sheet = Sheet(frame, "questions", occasion)
    blocks: list[Block] = [sheet.heading("questions_title", 1), sheet.text("questions_about")]
    asked: set[str] = set()
    old = told_of_old(sheet, "questions")
    for included in ranked(sheet):
        clause = included.clause
        if clause.id in old:
            continue
        fresh = [(n, q) for n, q in enumerate(clause.questions, 1) if q.ask not in asked]
        if not fresh:
            continue
        blocks.append(sheet.paragraph(sheet.named(clause), "heading", 2))
        for n, question in fresh:
            asked.add(question.ask)
            key = f"{clause.id}/question/{n}"
            blocks += [sheet.paragraph(sheet.clause_words(question.ask, f"{key}/ask"), "heading", 3),
                       sheet.paragraph(sheet.clause_words(question.answer, f"{key}/answer"))]
    return sheet.document("questions_title", blocks)
