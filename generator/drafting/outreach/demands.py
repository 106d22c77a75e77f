"""The demands of a petition or a letter: what the draft's clauses give, the weightiest first. Knows no layout."""

from __future__ import annotations

from generator.document import Inlines, Origin, Text
from generator.drafting.choose import Included
from generator.drafting.outreach.promises import mode, ranked
from generator.drafting.outreach.sheet import Sheet

HOUSEKEEPING = ("administration", "compliance")  # topics that serve the others and are not asked for by themselves


def demanded(sheet: Sheet) -> tuple[Included, ...]:
    """The drafted operative clauses that one asks for, those that a resident meets first at the head."""
    return tuple(i for i in ranked(sheet) if not set(i.clause.topics) & set(HOUSEKEEPING))


def demand(included: Included, sheet: Sheet) -> Inlines:
    """One demand: the clause's heading and what the drafted strength gives, told as the form has it."""
    clause = included.clause
    heading = tuple(Text(i.text, "bold") if isinstance(i, Text) else i for i in sheet.named(clause))
    gives = sheet.clause_words(clause.variants[included.variant].gives, f"{clause.id}/{included.variant}/gives")
    return sheet.says(f"demand_{mode(included)}", heading=heading, gives=gives)


def others(rest: tuple[Included, ...], sheet: Sheet) -> Inlines:
    """The demand that the draft's other provisions be kept too."""
    return sheet.says("demand_others", headings=sheet.names_of(i.clause for i in rest))


def origin(included: Included) -> Origin:
    """Where a demand comes from."""
    return Origin(included.clause.id, included.variant, included.form)
