"""A greedy pairwise sample: few rows in which every pair of values of two factors occurs. Knows no factor's meaning."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

Pair = tuple[str, object, str, object]


def pairwise(factors: Mapping[str, Sequence[object]], seed: int = 1) -> list[dict[str, object]]:
    """Rows, the same for the same seed, that hold every pair of values of every two factors."""
    rng = random.Random(seed)
    names = sorted(factors, key=lambda n: (-len(factors[n]), n))
    left: dict[tuple[str, str], set[tuple[object, object]]] = {
        (a, b): {(x, y) for x in factors[a] for y in factors[b]} for a, b in combinations(names, 2)}
    rows = []
    while any(left.values()):
        row = _row(names, factors, left, rng)
        rows.append(row)
        for a, b in left:
            left[a, b].discard((row[a], row[b]))
    return rows


def _row(names, factors, left, rng) -> dict[str, object]:
    """A row that begins with a pair not yet held, of the two factors with the most such pairs, and adds the best values."""
    a, b = max(left, key=lambda pair: len(left[pair]))
    x, y = min(left[a, b], key=repr)
    row: dict[str, object] = {a: x, b: y}
    for name in names:
        if name not in row:
            values = list(factors[name])
            rng.shuffle(values)
            row[name] = max(values, key=lambda value: _gain(name, value, row, names, left))
    return row


def _gain(name: str, value: object, row: Mapping[str, object], names: Sequence[str], left) -> int:
    """How many pairs not yet held a value brings to a row."""
    rank = {n: i for i, n in enumerate(names)}
    return sum(((value, other) in left[name, known]) if rank[name] < rank[known] else ((other, value) in left[known, name])
               for known, other in row.items())


def pairs(row: Mapping[str, object]) -> Iterator[Pair]:
    """Every pair of a row."""
    for a, b in combinations(sorted(row), 2):
        yield a, row[a], b, row[b]
