"""Documents around the instrument, composed from the same choice of clauses: one row each. Knows no format's bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.document import Document
from generator.drafting.frame import Frame
from generator.drafting.outreach import glossary, handout, letter, memo, menu, petition, questions, testimony
from generator.drafting.outreach.sheet import BY_HAND, Occasion
from generator.errors import DraftingError, did_you_mean

__all__ = ["BY_HAND", "OUTREACH", "Occasion", "OutreachDocument", "outreach_document"]


@dataclass(frozen=True, slots=True)
class OutreachDocument:
    """One kind of document. `formats` make sense for it, the usual one first.

    `lawful_only` is False for the menu, which tells what state law bars in place of refusing. `tells` is what it tells of a
    clause that must fit its words (see `promises.TOLD`).
    """

    id: str
    name: str
    compose: Callable[[Frame, Occasion], Document]
    formats: tuple[str, ...] = ("docx", "pdf", "html", "markdown", "text", "json")
    lawful_only: bool = True
    tells: tuple[str, ...] = ()


OUTREACH: Mapping[str, OutreachDocument] = {
    row.id: row
    for row in (
        OutreachDocument("handout", "handout", handout.compose, tells=("plain",)),
        OutreachDocument("menu", "options guide", menu.compose, lawful_only=False, tells=("gives",)),
        OutreachDocument("petition", "petition", petition.compose, ("docx", "pdf", "html", "json"), tells=("gives",)),
        OutreachDocument("letter", "coalition letter", letter.compose),
        OutreachDocument("memo", "staff memo", memo.compose, tells=("gives", "duties")),
        OutreachDocument("testimony", "testimony", testimony.compose, tells=("plain",)),
        OutreachDocument("questions", "questions and answers", questions.compose, tells=("questions",)),
        OutreachDocument("glossary", "glossary for interpreters", glossary.compose),
    )
}


def outreach_document(name: str) -> OutreachDocument:
    """The row of that id; a DraftingError names the nearest one."""
    if name not in OUTREACH:
        raise DraftingError(f"no outreach document is called '{name}'", did_you_mean(name, OUTREACH, "outreach documents"))
    return OUTREACH[name]
