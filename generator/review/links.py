"""What an edit left hanging: references whose target is gone, typed references, terms without a definition. Knows no file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from generator.ooxml.returned import Passage, evened
from generator.review.law_figures import references

_DEFINED = re.compile(r"^[“\"]([^”\"]+)[”\"]")


@dataclass(frozen=True, slots=True)
class Loose:
    """Something that hangs: kind is reference, link, typed reference or term; where, the words, and what is wrong."""

    kind: str
    clause: str
    words: str
    problem: str


def broken_references(passages: Sequence[Passage], known: Set[str], left: Set[str], touched: Set[int | None]) -> Iterator[Loose]:
    """References to provisions that are gone, and references typed by hand in what was changed."""
    for at, passage in enumerate(passages):
        for piece in passage.pieces:
            if piece.target and piece.target in known and piece.target not in left:
                yield Loose(
                    "reference",
                    passage.clause,
                    piece.text,
                    f"it refers to {piece.target}, which the edited file no longer marks; read whether it is still there",
                )
            elif "Reference source not found" in piece.text:
                yield Loose("reference", passage.clause, piece.text, "Word could not find what it refers to")
        if at in touched:
            typed = " ".join(p.text for p in passage.pieces if not p.target)
            for words in references(typed):
                yield Loose("typed reference", passage.clause, words, "it is typed, not linked: check that the number is right")


def undefined_terms(
    old: Sequence[Passage], new: Sequence[Passage], terms: Mapping[str, str], inserted: Iterable[tuple[str, str]]
) -> Iterator[Loose]:
    """Terms still used whose definition was deleted, and library terms in new words that this file does not define."""
    defined = {name.casefold() for p in new if (name := defined_name(p))}
    text = [(p.clause, evened(p.text)) for p in new]
    for passage in old:
        name = defined_name(passage)
        if name and name.casefold() not in defined:
            user = next((clause for clause, said in text if _uses(name, said)), None)
            if user is not None:
                yield Loose("term", user, name, "its definition was deleted, and it is still used")
    was = {t.casefold() for p in old if (t := defined_name(p))}
    told = set()
    for clause, said in inserted:
        for name, id in terms.items():
            if id in told or name.casefold() in defined or name.casefold() in was or not _uses(name, said):
                continue
            if any(terms.get(n) == id and n.casefold() in defined for n in terms):
                continue
            told.add(id)
            yield Loose("term", clause, name, "the library defines it, and this file does not")


def defined_name(passage: Passage) -> str:
    """The term that a definition defines, or an empty string."""
    if passage.block != "paragraph.definition" and passage.style != "Definition":
        return ""
    match = _DEFINED.match(passage.text)
    return match[1] if match else ""


def _uses(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?:s|es)?(?!\w)", text, re.IGNORECASE) is not None
