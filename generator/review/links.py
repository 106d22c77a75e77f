"""What an edit left hanging: references whose target is gone, typed references, terms without a definition. Knows no file."""

from __future__ import annotations

import re
from collections import Counter
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


def broken_references(
    passages: Sequence[Passage], known: Set[str], left: Set[str], touched: Mapping[int, Passage | None]
) -> Iterator[Loose]:
    """References to provisions that are gone, and references typed by hand in what was changed; `touched` gives what stood
    there before, by the number of the passage."""
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
            was = touched[at]
            for words in (Counter(_typed(passage)) - Counter(_typed(was) if was else ())).elements():
                yield Loose("typed reference", passage.clause, words, "it is typed, not linked: check that the number is right")


_LOCAL = re.compile(r"§+\s?\d[\w.–-]*(?:\([0-9A-Za-z]{1,5}\))*")
_OF_A_CODE = re.compile(r"(?:[A-Z]\.|\bStat\.|\bAnn\.|\bCode|\bLaws?|\bAct|\bRegs?\.|\bUSC|\bCFR)\s*$")


def _typed(passage: Passage) -> list[str]:
    """The references of a passage to its own instrument that are no fields."""
    text = " ".join(p.text for p in passage.pieces if not p.target)
    local = [m.group() for m in _LOCAL.finditer(text) if not _OF_A_CODE.search(text[: m.start()])]
    return [*references(text), *local]


def overtyped(old: Sequence[Passage], new: Sequence[Passage], pairs: Iterable[tuple[int | None, int | None]]) -> Iterator[Loose]:
    """Computed references that show what Word would not have computed: somebody typed over them.

    Where provisions came, went or moved, numbers shift by themselves; then only what disagrees with the other references to the
    same provision is told.
    """
    pairs = list(pairs)
    shifted = any(None in pair for pair in pairs) or any(b[1] < a[1] for a, b in zip(pairs, pairs[1:], strict=False) if None not in (*a, *b))
    shown: dict[tuple[str, str], Counter[str]] = {}
    for passage in new:
        for piece in passage.pieces:
            if piece.target:
                shown.setdefault((piece.target, piece.code), Counter())[evened(piece.text)] += 1
    for i, j in pairs:
        if i is None or j is None:
            continue
        for was, now in zip(*([p for p in side.pieces if p.target] for side in (old[i], new[j])), strict=False):
            text = evened(now.text)
            if was.target != now.target or was.code != now.code or evened(was.text) == text:
                continue
            others = shown[now.target, now.code]
            if not shifted or others[text] < others.total() - others[text]:
                yield Loose("reference", new[j].clause, text, f"it is a computed reference and showed “{evened(was.text)}”: somebody typed over "
                            "it, and Word will print the old number again")


def undefined_terms(
    old: Sequence[Passage], new: Sequence[Passage], terms: Mapping[str, str], inserted: Iterable[tuple[str, str]]
) -> Iterator[Loose]:
    """Terms still used whose definition was deleted, and library terms in new words that this file does not define."""
    defined = {name.casefold() for p in new if (name := defined_name(p))}
    text = [(p.clause, evened(p.text)) for p in new]
    for passage in old:
        name = defined_name(passage)
        if name and name.casefold() not in defined:
            user = next((clause for clause, said in text if uses(name, said)), None)
            if user is not None:
                yield Loose("term", user, name, "its definition was deleted, and it is still used")
    was = {t.casefold() for p in old if (t := defined_name(p))}
    told = set()
    for clause, said in inserted:
        for name, id in terms.items():
            if id in told or name.casefold() in defined or name.casefold() in was or not uses(name, said):
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


def uses(name: str, text: str) -> int:
    """How often a text uses a term by this name, in the singular or the plural."""
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?:s|es)?(?!\w)", text, re.IGNORECASE))
