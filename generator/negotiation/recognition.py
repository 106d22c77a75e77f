"""Which clause of the library a section of a foreign text is, by the signs in profiles/lists/. Knows no command and no output."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from pathlib import Path

from generator import sources
from generator.document import Document, Section, walk
from generator.errors import DraftingError, did_you_mean
from generator.review.compare import Yardstick
from generator.review.signs import NARROWED, SOUND, WEAK, Signs, SignsFile, section_passages, signs_in

_OF_SIGNS = "elements"


@lru_cache(maxsize=1)
def all_signs() -> dict[str, Signs]:
    """The signs of every clause."""
    return dict(sources.load(sources.shipped("profiles", "lists", f"{_OF_SIGNS}.yml"), SignsFile).clauses)


def yardstick_ids() -> tuple[str, ...]:
    """The yardsticks that are shipped."""
    return tuple(sorted(p.stem for p in sources.shipped("profiles", "lists").glob("*.yml") if p.stem != _OF_SIGNS))


def yardsticks(asked: tuple[str, ...], state: str) -> tuple[Yardstick, ...]:
    """The yardsticks that are asked for by id or file; where none is, those of the state."""
    known = yardstick_ids()
    if asked:
        return tuple(_yardstick(name, known) for name in asked)
    found = (_yardstick(name, known) for name in known)
    return tuple(y for y in found if state and state in y.states)


def _yardstick(name: str, known: tuple[str, ...]) -> Yardstick:
    path = sources.shipped("profiles", "lists", f"{name}.yml") if name in known else Path(name)
    if name not in known and not path.is_file():
        raise DraftingError(f"no yardstick is called '{name}'", did_you_mean(name, known, "yardsticks"))
    yardstick = sources.load(path, Yardstick)
    signs = all_signs()
    for row in yardstick.rows:
        if row.clause not in signs:
            raise DraftingError(f"the yardstick '{yardstick.id}' names an unknown clause '{row.clause}'", did_you_mean(row.clause, signs, "clauses"))
        elements = [e.id for e in signs[row.clause].elements]
        for one in row.elements:
            if one not in elements:
                raise DraftingError(f"the clause '{row.clause}' has no element '{one}'", did_you_mean(one, elements, "elements"))
    return yardstick


def clauses_of(document: Document, clauses: Container[str]) -> dict[str, str]:
    """The clause of each section whose matter is plain: its first element stands there, and more of it than of any other clause."""
    found = {}
    for section in (n for n in walk(document.blocks) if isinstance(n, Section)):
        clause = clause_of(section, clauses)
        if clause:
            found[section.id] = clause
    return found


def clause_of(section: Section, clauses: Container[str], weak: bool = False) -> str:
    """The clause that a section is, or an empty string; with `weak`, the clause that it is a weaker form of, too."""
    said, best = section_passages(section), ("", 0.0)
    for clause, signs in all_signs().items():
        if clause not in clauses:
            continue
        seen = [s for s in signs_in(said, signs) if s.how == SOUND or weak and s.how in (NARROWED, WEAK)]
        if not any(s.element.id == signs.elements[0].id for s in seen):
            continue
        share = len({s.element.id for s in seen}) / len(signs.elements) * len({s.passage.words for s in seen}) / max(1, len(said))
        if share > best[1]:
            best = (clause, share)
    return best[0]
