"""The local facts of a profile as sentences with their source notes. Knows only what the profile gives a source for."""

from __future__ import annotations

from generator.document import EndNote, Inlines, NoteAnchor, Text
from generator.drafting.outreach.sheet import Sheet
from generator.drafting.values import local_value

ORDER = ("population", "foreign_born_share", "other_language_share", "lep_share", "languages", "named_event", "neighbors")


def fact_sentences(sheet: Sheet) -> tuple[tuple[Inlines, ...], tuple[EndNote, ...]]:
    """A sentence for each local fact that is known, and the end notes that name the sources."""
    sentences, notes = [], []
    for name in ORDER:
        known = local_value(sheet.frame.profile, name)
        if not known.known:
            continue
        fact = sheet.frame.profile.facts[name]
        note = f"note-{name}"
        sentences.append((*sheet.says(f"fact_{name}", value=known.words), NoteAnchor(note)))
        words = sheet.frame.language.words("source_note", value=fact.value, source=fact.source, year=fact.year)
        notes.append(EndNote(note, len(notes) + 1, (Text(words),)))
    return tuple(sentences), tuple(notes)
