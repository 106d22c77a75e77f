"""References to a subdivision that a user's folder took out of a clause of the library: the draft could not say its number."""

from __future__ import annotations

from collections.abc import Iterator

from generator import grammar
from generator.errors import Fault
from generator.library.clause import INSTRUMENT_IDS, STRENGTHS
from generator.library.shelf import Library, lost_paths

Text = tuple[str, str, str]  # clause id, variant, form


def lost_references(library: Library) -> Iterator[Fault]:
    """A fault for each reference to such a subdivision, where one instrument holds both texts at one strength."""
    lost = {}
    for clause_id, variant, form, _ in library.texts():
        if paths := lost_paths(library, clause_id, variant, form):
            lost[clause_id, variant, form] = paths
    if not lost:
        return
    for clause_id, variant, form, text in library.texts():
        found: dict[grammar.RefUse, Text] = {}
        for part in text.parts():
            if isinstance(part, grammar.RefUse):
                target, path = subdivision(part, clause_id)
                gone = next((t for t, paths in lost.items() if t[0] == target and path in paths
                             and _together(library, t, (clause_id, variant, form))), None)
                if gone and part not in found:
                    found[part] = gone
        for part, gone in found.items():
            yield fault(library, part, (clause_id, variant, form), gone)


def subdivision(reference: grammar.RefUse, clause_id: str) -> tuple[str, str]:
    """The clause that a reference in this clause leads to, and the path inside it (empty for the whole clause)."""
    target, _, path = reference.target.partition(".")
    return target or clause_id, path


def fault(library: Library, reference: grammar.RefUse, where: Text, gone: Text) -> Fault:
    """What is wrong with a reference of a text, and what to do."""
    clause_id, variant, form = where
    source, target = library.sources[clause_id], library.sources[gone[0]]
    place = source.text_place(("variants", variant, "text" if form == "binds" else form), reference.spot.line, reference.spot.column)
    path = reference.target.partition(".")[2]
    mend = "take this reference out" if clause_id in library.made_from else (
        f"copy {source.name} into your folder and take the reference out of the copy")
    return Fault(
        f"the reference [[ref:{reference.target}]] leads to a subdivision that {target.name} has no longer (variant {gone[1]})",
        f"Put '({path.rpartition('.')[2]})' back there, or {mend}.", place)


def _together(library: Library, one: Text, other: Text) -> bool:
    """Whether one instrument can hold two texts when all clauses have one strength."""
    a, b = library.clauses[one[0]], library.clauses[other[0]]
    return any(a.form(i) == one[2] and b.form(i) == other[2] for i in INSTRUMENT_IDS) and any(
        a.variant(s) == one[1] and b.variant(s) == other[1] for s in STRENGTHS)
