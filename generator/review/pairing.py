"""Which passage of an edited file is which of its baseline: by id, by words, and what moved. It judges no edit."""

from __future__ import annotations

from collections.abc import Sequence

from generator.alignment import Line, align, moved
from generator.difference import similarity, words
from generator.ooxml.returned import Passage, Returned, evened, with_heading


class Said:
    """The words of a passage as they are compared: numbers that reference fields print stand as they stood in the baseline."""

    def __init__(self, baseline: Returned):
        self.numbers: dict[tuple[str, str], str] = {}
        self.by_target: dict[str, set[str]] = {}
        for passage in baseline.passages:
            for piece in passage.pieces:
                if piece.target:
                    self.numbers.setdefault((piece.target, piece.code), piece.text)
                    self.by_target.setdefault(piece.target, set()).add(piece.text)

    def __call__(self, passage: Passage) -> str:
        return evened(with_heading(passage.heading, self.body(passage)))

    def body(self, passage: Passage) -> str:
        """The words without the run-in heading."""
        return evened("".join(self._piece(p) for p in passage.pieces))

    def _piece(self, piece) -> str:
        if not piece.target:
            return piece.text
        known = self.by_target.get(piece.target, set())
        if piece.text in known:
            return piece.text
        return self.numbers.get((piece.target, piece.code)) or (next(iter(known)) if len(known) == 1 else piece.text)


def line_of(passage: Passage, said: Said) -> Line:
    """A passage as a member of the sequences that are aligned."""
    text = said(passage)
    return Line(text, words(text), "c" if passage.cell else "p", passage.id)


Pair = tuple[int | None, int | None]


def paired(old: list[Line], new: list[Line]) -> list[Pair]:
    """Who belongs to whom: by id, by equal and by similar words; then what moved, by id, by equal words, by similar words."""
    pairs = align(old, new)
    gone = {i for i, j in pairs if j is None}
    come = {j for i, j in pairs if i is None}
    found: list[tuple[int, int]] = []
    where = {new[j].id: j for j in come if new[j].id}
    found += [(i, where[old[i].id]) for i in sorted(gone) if old[i].id in where]
    found += [(i, j) for i, j in moved(old, new, pairs) if not _taken(found, i, j) and _may_pair(old[i], new[j])]
    found += _similar_elsewhere(
        old, new, [i for i in sorted(gone) if not _taken(found, i, -1)], [j for j in sorted(come) if not _taken(found, -1, j)]
    )
    lost, won = {i for i, _ in found}, {j for _, j in found}
    return [p for p in pairs if not (p[1] is None and p[0] in lost or p[0] is None and p[1] in won)] + found


def _taken(found: list[tuple[int, int]], i: int, j: int) -> bool:
    return any(a == i or b == j for a, b in found)


def _may_pair(a: Line, b: Line) -> bool:
    return not (a.id and b.id and a.id != b.id)


def _similar_elsewhere(old: list[Line], new: list[Line], gone: Sequence[int], come: Sequence[int]) -> list[tuple[int, int]]:
    """Paragraphs of at least six words that stand elsewhere with nearly the same words."""
    scored = sorted(
        (
            (similarity(old[i].words, new[j].words, 0.75), i, j)
            for i in gone
            for j in come
            if len(old[i].words) > 5 and _may_pair(old[i], new[j]) and old[i].kind == new[j].kind
        ),
        reverse=True,
    )
    found: list[tuple[int, int]] = []
    for score, i, j in scored:
        if score and not _taken(found, i, j):
            found.append((i, j))
    return found


def in_order(pairs: list[Pair]) -> list[Pair]:
    """The pairs in the order of the edited file; what was deleted stands where it stood."""
    place: dict[int, float] = {i: j for i, j in pairs if i is not None and j is not None}

    def key(pair: Pair) -> tuple[float, int, int]:
        i, j = pair
        if j is not None:
            return j, 1, 0
        before = [place[k] for k in range(i - 1, -1, -1) if k in place][:1]
        return (before[0] if before else -1), 2, i

    return sorted(pairs, key=key)


def crossed(pairs: dict[int, int], old: Sequence[Passage]) -> set[int]:
    """The old places of what no longer stands in its order: the fewest that must have moved, by their words."""
    order = sorted(pairs)
    best: list[tuple[int, int]] = []  # (weight, index of the one before) for a chain that ends here
    for n, i in enumerate(order):
        weight = len(old[i].text) + 1
        before = max(((best[m][0], m) for m in range(n) if pairs[order[m]] < pairs[i]), default=(0, -1)) if n else (0, -1)
        best.append((before[0] + weight, before[1]))
    if all(pairs[a] < pairs[b] for a, b in zip(order, order[1:], strict=False)):
        return set()
    at = max(range(len(order)), key=lambda n: best[n][0])
    kept = set()
    while at >= 0:
        kept.add(order[at])
        at = best[at][1]
    return set(order) - kept
