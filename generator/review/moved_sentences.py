"""Sentences that only changed their place: gone from one paragraph, word for word in another. It knows texts and the clause of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.difference import words
from generator.review.finding import MINOR, SERIOUS, Finding
from generator.review.sentences import sentences

_LEAST_WORDS = 4  # shorter ones (a heading, "Reserved.") say nothing of a move


class Moved:
    """What moved among the paragraphs of two files; each comes as its clause, its words before and its words after."""

    def __init__(self, paragraphs: Iterable[tuple[str, str, str]]):
        lost: dict[str, Counter[str]] = {}
        come: dict[str, Counter[str]] = {}
        for clause, before, after in paragraphs:
            if before == after:
                continue
            a, b = (Counter(_key(s) for s in sentences(side) if len(words(s)) >= _LEAST_WORDS) for side in (before, after))
            lost.setdefault(clause, Counter()).update(a - b)
            come.setdefault(clause, Counter()).update(b - a)
        self._within = {clause: here & come.get(clause, Counter()) for clause, here in lost.items()}
        rest = [sum((c - self._within.get(clause, Counter()) for clause, c in side.items()), Counter()) for side in (lost, come)]
        self._across = rest[0] & rest[1]

    def settled(self, clause: str, before: str, after: str) -> tuple[str, str, tuple[Finding, ...]]:
        """The words of a paragraph without the sentences that went elsewhere or came from there, and what is to be said of those."""
        old, new = sentences(before), sentences(after)
        keys = Counter(map(_key, old)), Counter(map(_key, new))
        gone, come = keys[0] - keys[1], keys[1] - keys[0]
        found: list[Finding] = []
        stay: list[str] = []
        for sentence in old:
            key = _key(sentence)
            if gone[key] and (self._is_within(clause, key) or self._across[key]):
                gone[key] -= 1
                here = self._is_within(clause, key)
                found.append(Finding("sentence moved", MINOR if here else SERIOUS, "a sentence was moved within its provision" if here else
                                     "a sentence was moved to another provision", sentence, sentence))
            else:
                stay.append(sentence)
        if not found and not any(self._is_within(clause, k) or self._across[k] for k in come):
            return before, after, ()
        fresh = []
        for sentence in new:
            key = _key(sentence)
            if come[key] and (self._is_within(clause, key) or self._across[key]):
                come[key] -= 1
            else:
                fresh.append(sentence)
        return " ".join(stay), " ".join(fresh), tuple(found)

    def _is_within(self, clause: str, key: str) -> bool:
        return bool(self._within.get(clause, Counter())[key])


def _key(sentence: str) -> str:
    """A sentence as it is compared: its words, whatever the case of the first and the sign at the end."""
    return " ".join(sentence.split()).rstrip(" .;,").casefold()
