"""A section that was written in Word as a clause file of one's own. It knows no Word and writes no file."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator import grammar
from generator.drafting.restore import Known, recognised
from generator.drafting.rewrite import head, is_heading, tidied, wrapped
from generator.drafting.turned import Turn, notes_on_words

NOTE = "Written in Word; not a clause of the library."


def section_id(heading: str, taken: Collection[str]) -> str:
    """An id for a section of this heading that no clause has."""
    id = re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-")[:50].strip("-") or "new-section"
    id = id if id[0].isalpha() else f"section-{id}"
    while id in taken:
        id += "-new"
    return id


def section_text(turns: Sequence[Turn], known: Known) -> str:
    """The clause text of a section's paragraphs: each at the level that it has in Word, text without a number at the margin.

    A paragraph without a number that begins the section is its lead: what is numbered below it is indented, and one more without
    a number at the end is flush text.
    """
    levels = _levels(turns)
    last = len(turns) if levels.count(1) == 2 and levels[-1] == 1 and levels[-2] > 1 and not (turns[0].level or turns[-1].level) else 0
    alone = levels.count(1) - bool(last) == 1
    out: list[str] = []
    for n, (turn, level) in enumerate(zip(turns, levels, strict=True), 1):
        flush = n == last
        words = recognised(turn.after, known)
        heading = turn.heading_after if is_heading(turn.heading_after) else ""
        needed = heading or not (alone and level == 1) or grammar.NAME.match(words)
        before = head(f"part-{n}", heading) if needed and not flush else ""
        if level == 1 and out and not flush:
            out.append("")
        out += wrapped(before + words, level)
    return tidied("\n".join(out))


def _levels(turns: Sequence[Turn]) -> list[int]:
    """The level of each paragraph in the clause, none deeper by more than one than the paragraph before."""
    given = [t.level for t in turns]
    least = min((g for g in given if g), default=1)
    led = not given[0] and any(given)
    out: list[int] = []
    for level in given:
        wanted = 1 if not level else level - least + (2 if led else 1)
        out.append(min(wanted, out[-1] + 1) if out else 1)
    return out


def section_tree(id: str, heading: str, topics: Sequence[str], instrument: str, text: str, version: str, after: str) -> dict:
    """The tree of the clause file; the text that came from Word is kept beside it, so that a later saving can be merged in."""
    made = {"version": version, "variant": "model", "form": "binds", "text": text}
    tree = {
        "id": id,
        "topics": list(topics),
        "heading": heading,
        "after": after,
        "forms": {instrument: "binds"},
        "variants": {"model": {"note": NOTE, "text": text}},
        "made_from": [{k: v for k, v in made.items() if v}],
    }
    return {k: v for k, v in tree.items() if v}


def section_notes(id: str, turns: Sequence[Turn], after: str) -> list[str]:
    """What must be looked at in a new clause."""
    place = f"it stands after '{after}'" if after else "it stands last"
    notes = [f"{id}: a new clause; {place}. Check its id, its topics and its levels"]
    for turn in turns:
        notes += notes_on_words(id, turn.after)
        if turn.heading_after and not is_heading(turn.heading_after):
            notes.append(f"{id}: the run-in heading “{turn.heading_after}” was not stored, as a clause cannot hold its parentheses")
    return notes
