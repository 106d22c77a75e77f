"""Alignment of two sequences: who belongs to whom, what moved. It knows members by key, words and lasting id, no text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import accumulate

from rapidfuzz.distance import Indel


class Line:
    """One member of a sequence: `key` says when two are equal, `words` how alike they are; only one `kind` is paired.

    `id` is a lasting name, if it has one: members with the same id belong together whatever their words. Key and words may
    be given as functions, which are asked when they are first needed: what has an id is paired without. Where
    two members changed places, one that is `pinned` (others point to it) stays, and the other one counts as moved.
    """

    __slots__ = ("_key", "_pinned", "_words", "id", "kind")

    def __init__(self, key: Hashable | Callable[[], Hashable], words: tuple[Hashable, ...] | Callable[[], tuple[Hashable, ...]], kind: str = "p",
                 id: str = "", pinned: Callable[[], bool] | None = None):
        self._key, self._words, self.kind, self.id, self._pinned = key, words, kind, id, pinned

    @property
    def key(self) -> Hashable:
        """What it is equal by."""
        if callable(self._key):
            self._key = self._key()
        return self._key

    @property
    def words(self) -> tuple[Hashable, ...]:
        """What it says, word by word."""
        if callable(self._words):
            self._words = self._words()
        return self._words

    @property
    def weight(self) -> int:
        """How much it speaks for leaving it where it is: its words, and more than any words that it is pinned."""
        return len(self.words) + 1 + (10_000 if self._pinned is not None and self._pinned() else 0)


Pair = tuple[int | None, int | None]


def align(old: Sequence[Line], new: Sequence[Line], alike: float = 0.5) -> list[Pair]:
    """Pairs (old index, new index) in reading order: by id, then equal, then similar; a None is a deletion or insertion.

    No pairs cross: what moved appears as a deletion and an insertion (`moved` finds it again).
    """
    anchors = _heaviest(_pairs_by_id(old, new), old)
    anchors = _filled(anchors, old, new, _equal_pairs)
    anchors = _filled(anchors, old, new, lambda o, n, *gap: _similar_pairs(o, n, *gap, alike))
    pairs: list[Pair] = []
    i = j = 0
    for m, n in [*anchors, (len(old), len(new))]:
        pairs.extend((k, None) for k in range(i, m))
        pairs.extend((None, k) for k in range(j, n))
        if m < len(old):
            pairs.append((m, n))
        i, j = m + 1, n + 1
    return pairs


def moved(old: Sequence[Line], new: Sequence[Line], pairs: Sequence[Pair], least_words: int = 4) -> list[tuple[int, int]]:
    """Of what `align` left alone: (old index, new index) of members that are equal and stand elsewhere."""
    gone: dict[Hashable, list[int]] = {}
    for i, j in pairs:
        if j is None and len(old[i].words) >= least_words:
            gone.setdefault((old[i].kind, old[i].key), []).append(i)
    found = []
    for i, j in pairs:
        if i is None:
            at = gone.get((new[j].kind, new[j].key))
            if at:
                found.append((at.pop(0), j))
    return found


def _pairs_by_id(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    where = {line.id: j for j, line in enumerate(new) if line.id}
    count = Counter(line.id for line in old if line.id)
    return [(i, where[line.id]) for i, line in enumerate(old)
            if line.id in where and count[line.id] == 1 and new[where[line.id]].kind == line.kind]


def _heaviest(pairs: list[tuple[int, int]], old: Sequence[Line]) -> list[tuple[int, int]]:
    """The heaviest set of pairs that do not cross; `pairs` ascend on the old side.

    What crosses nothing is in it anyway; only the knots between are weighed.
    """
    highest = list(accumulate((j for _, j in pairs), max, initial=-1))  # before each pair
    lowest = list(accumulate((j for _, j in reversed(pairs)), min, initial=len(pairs) and max(j for _, j in pairs) + 1))[::-1]
    chosen: list[tuple[int, int]] = []
    knot: list[tuple[int, int]] = []
    for n, pair in enumerate(pairs):
        if highest[n] < pair[1] < lowest[n + 1]:
            chosen += _disentangled(knot, old)
            chosen.append(pair)
            knot = []
        else:
            knot.append(pair)
    return chosen + _disentangled(knot, old)


def _disentangled(pairs: list[tuple[int, int]], old: Sequence[Line]) -> list[tuple[int, int]]:
    if len(pairs) < 2:
        return pairs
    order = sorted(p[1] for p in pairs)
    best: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)  # a Fenwick tree of (weight, index of the last pair)
    came_from: list[int] = []
    top = (0, -1)
    for index, (i, j) in enumerate(pairs):
        rank = bisect_left(order, j) + 1
        before, at = (0, -1), rank - 1
        while at:
            before = max(before, best[at])
            at -= at & -at
        here = (before[0] + old[i].weight, index)
        came_from.append(before[1])
        top = max(top, here)
        at = rank
        while at <= len(order):
            best[at] = max(best[at], here)
            at += at & -at
    chosen = []
    at = top[1]
    while at >= 0:
        chosen.append(pairs[at])
        at = came_from[at]
    return chosen[::-1]


def _filled(anchors, old, new, find) -> list[tuple[int, int]]:
    """The anchors with what `find` pairs in each gap between them."""
    filled: list[tuple[int, int]] = []
    i = j = 0
    for m, n in [*anchors, (len(old), len(new))]:
        if m > i and n > j:
            filled.extend(find(old, new, i, m, j, n))
        if m < len(old):
            filled.append((m, n))
        i, j = m + 1, n + 1
    return filled


def _equal_pairs(old, new, i: int, i_end: int, j: int, j_end: int) -> list[tuple[int, int]]:
    """Equal members in a gap: those that occur once on each side anchor first, then the rest in order."""
    head = []
    while i < i_end and j < j_end and _same(old[i], new[j]):
        head.append((i, j))
        i, j = i + 1, j + 1
    tail = []
    while i < i_end and j < j_end and _same(old[i_end - 1], new[j_end - 1]):
        i_end, j_end = i_end - 1, j_end - 1
        tail.append((i_end, j_end))
    if i < i_end and j < j_end:
        head += _equal_inside(old, new, i, i_end, j, j_end)
    return head + tail[::-1]


def _equal_inside(old, new, i: int, i_end: int, j: int, j_end: int) -> list[tuple[int, int]]:
    once_old = Counter((x.kind, x.key) for x in old[i:i_end])
    once_new = Counter((x.kind, x.key) for x in new[j:j_end])
    where = {(new[n].kind, new[n].key): n for n in range(j, j_end)}
    unique = [(m, where[k]) for m in range(i, i_end)
              if once_old[k := (old[m].kind, old[m].key)] == 1 and once_new.get(k) == 1 and old[m].words
              and _same(old[m], new[where[k]])]
    if not unique:
        return [(i + op.src_start + n, j + op.dest_start + n)
                for op in Indel.opcodes([(x.kind, x.key) for x in old[i:i_end]], [(x.kind, x.key) for x in new[j:j_end]])
                if op.tag == "equal" for n in range(op.src_end - op.src_start)
                if _same(old[i + op.src_start + n], new[j + op.dest_start + n])]
    found: list[tuple[int, int]] = []
    for m, n in [*_heaviest(unique, old), (i_end, j_end)]:
        if m > i and n > j:
            found.extend(_equal_pairs(old, new, i, m, j, n))
        if m < i_end:
            found.append((m, n))
        i, j = m + 1, n + 1
    return found


def _same(a: Line, b: Line) -> bool:
    return a.key == b.key and a.kind == b.kind and (not a.id or not b.id or a.id == b.id)


_BAND = 60  # in a very large gap, how far from the diagonal similar members are looked for


def _similar_pairs(old, new, i: int, i_end: int, j: int, j_end: int, alike: float) -> list[tuple[int, int]]:
    """The set of similar members in a gap with the highest sum of similarity, none crossing."""
    rows, columns = i_end - i, j_end - j
    wide = rows * columns > 40_000
    score = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    like: dict[tuple[int, int], float] = {}
    for r in range(rows - 1, -1, -1):
        a, row, below = old[i + r], score[r], score[r + 1]
        middle = r * columns // rows
        for c in range(columns - 1, -1, -1):
            best = max(below[c], row[c + 1])
            if not wide or abs(c - middle) <= _BAND:
                value = _likeness(a, new[j + c], alike)
                if value:
                    like[r, c] = value
                    best = max(best, below[c + 1] + value)
            row[c] = best
    found, r, c = [], 0, 0
    while r < rows and c < columns:
        if (r, c) in like and score[r][c] == score[r + 1][c + 1] + like[r, c]:
            found.append((i + r, j + c))
            r, c = r + 1, c + 1
        elif score[r][c] == score[r + 1][c]:
            r += 1
        else:
            c += 1
    return found


def _likeness(a: Line, b: Line, alike: float) -> float:
    if a.kind != b.kind or (a.id and b.id and a.id != b.id):
        return 0.0
    if not a.words or not b.words:
        return 0.6 if not a.words and not b.words else 0.0
    if 2 * min(len(a.words), len(b.words)) < alike * (len(a.words) + len(b.words)):
        return 0.0
    return Indel.normalized_similarity(a.words, b.words, score_cutoff=alike)

