"""The glossary sheet for interpreters: the terms of the instruments in two languages, from locales/glossary.csv.

In English the other language is the profile's first one, else Spanish. A term that nobody is sure of says so.
"""

from __future__ import annotations

from generator.document import Block, Document, Foreign, Inlines, Text
from generator.drafting.frame import Frame
from generator.drafting.outreach.sheet import Occasion, Sheet
from generator.language import load_language
from generator.language.glossary import DUTIES, Term, load_glossary

USUAL = "es"


def compose(frame: Frame, occasion: Occasion) -> Document:
    """Two columns of terms, and what to mind with each."""
    sheet = Sheet(frame, "glossary", occasion)
    other = _other(frame)
    rows = [_row(sheet, term, other) for term in sorted(load_glossary(), key=lambda t: t.english.casefold())
            if term.key not in DUTIES]
    blocks: list[Block] = [
        sheet.heading("glossary_title", 1, language=_name(frame, other)), sheet.text("glossary_about"),
        sheet.table(("glossary_english", "glossary_other", "glossary_note"), rows, (0.28, 0.32, 0.4),
                    sheet.says("glossary_title", language=_name(frame, other))),
    ]
    return sheet.document("glossary_title", blocks, language=_name(frame, other))


def _other(frame: Frame) -> str:
    """The language beside English."""
    if not frame.language.english:
        return frame.language.id
    return next(iter(frame.profile.languages), USUAL)


def _name(frame: Frame, tag: str) -> str:
    """The language's name: in English and in its own script, or in its own alone."""
    if not frame.language.english:
        return frame.language.name
    language = load_language(tag)
    return f"{language.english_name} ({language.name})"


def _row(sheet: Sheet, term: Term, tag: str) -> tuple[Inlines, ...]:
    english = sheet.frame.language.english
    mind = term.note_for(tag)
    own, note = (Text(term.english),), (Text(mind),) if mind else ()
    way = term.first(tag)
    said: Inlines = (Text(way),) if way else sheet.says("glossary_unsure")
    if english:
        return own, (Foreign(load_language(tag).tag, said),) if way else said, note
    return (Foreign("en-US", own),), said, (Foreign("en-US", note),) if note else ()
