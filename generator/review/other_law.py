"""What changed in law without a change of words that bind: how they look, where a section begins, reasons, enacting words, terms.

It compares two passages and reads no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.ooxml.returned import Passage, evened
from generator.review.finding import GRAVE, MINOR, SERIOUS, Finding
from generator.review.links import uses

_MOST = 120
_KEPT_IN_RECITALS = frozenset(("citation", "number", "deadline", "threshold"))
_LEVELS = re.compile(r"^(?:Subdivision|Heading|UnnumberedHeading|Flush|ListNumber|ListBullet|SectionLead|Definition)\d*$")


def by_look(old: Passage, new: Passage) -> Iterator[Finding]:
    """What the look of a paragraph takes away: hidden words, words struck through by hand, another level, a lost number."""
    for kind, what, was, now in (
        ("hidden", "words were hidden", old.hidden, new.hidden),
        ("struck", "words were struck through by hand, which is no tracked change", old.struck, new.struck),
    ):
        if now and evened(now) != evened(was):
            yield Finding(kind, GRAVE, f"{what}: “{evened(now).lstrip(' .')[:_MOST]}”", evened(old.whole), "")
    if old.id and old.style != new.style and _LEVELS.match(old.style) and _LEVELS.match(new.style):
        yield Finding("level", SERIOUS, f"it stands on another level: {old.style} became {new.style}", evened(old.whole), evened(new.whole))
    elif old.id and old.level and not new.level and old.style == new.style:
        yield Finding("level", SERIOUS, "it lost its number", evened(old.whole), evened(new.whole))


def of_recital(before: str, after: str, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings on a recital, which binds no one and is read as evidence of what the instrument is for."""
    if not after:
        return (Finding("recital deleted", SERIOUS, "a reason was deleted: recitals are read as evidence of purpose", before, ""),)
    if not before:
        return (Finding("recital added", MINOR, "a new reason", "", after),)
    kept = tuple(f for f in found if f.kind in _KEPT_IN_RECITALS)
    return kept or ((Finding("recital changed", MINOR, "a reason was changed", before, after),) if found else ())


def of_enacting(before: str, after: str) -> tuple[Finding, ...]:
    """The finding on the words that enact: without those that the law asks for there may be no law."""
    return () if before == after else (Finding("enacting words", GRAVE, "the words that enact were changed", before, after),)


def of_headings(old: Passage | None, new: Passage | None, follower: Passage | None) -> Iterator[Finding]:
    """What a heading that came or went does to what follows it, which stood or still stands with other words."""
    if follower is None:
        return
    if old is None and new is not None:
        yield Finding("section cut", SERIOUS, "a new heading cuts the section in two: in what follows “this section” and references to "
                      "it now mean less", "", evened(new.whole))
    elif new is None and old is not None:
        yield Finding("sections joined", SERIOUS, "a heading was deleted: what followed it now stands in the section before, and “this "
                      "section” there means more", evened(old.whole), "")


def replaced_terms(before: str, after: str, parts: Sequence[tuple[str, str]], terms: Mapping[str, str]) -> Iterator[Finding]:
    """The defined term of which a word gave way to others, so that the definition no longer reaches them.

    `terms` maps every name of a term to its id: another name of the same term is no loss.
    """
    gone = [w.casefold() for kind, said in parts if kind == "deleted" for w in re.findall(r"\w+", said)]

    def times(id: str, text: str) -> int:
        return sum(uses(name, text) for name, known in terms.items() if known == id)

    for name, id in sorted(terms.items(), key=lambda term: -len(term[0])):
        own = name.casefold().split()
        if set(own).isdisjoint(gone) or len(gone) > 2 * len(own) or not uses(name, before) or times(id, after) >= times(id, before):
            continue
        yield Finding("term", SERIOUS, f"the defined term “{name}” no longer stands here: what is said of it is now said of other words",
                      before, after)
        return
