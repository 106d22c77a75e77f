"""Three texts of a clause, one merged, paragraph by paragraph: new paragraphs of both sides are kept. Pure functions.

Each text has a paragraph a line. A paragraph is known by its name, else by its words; inside one, `merge` goes word by word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator import grammar
from generator.alignment import Line, align
from generator.difference import words
from generator.review.merge import Conflict, merge


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict, and the paragraph of ours in which it stands (empty where ours has none any more)."""

    conflict: Conflict
    line: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph, and whether a blank line stands before it."""

    text: str
    apart: bool


@dataclass(slots=True)
class _Side:
    """A changed text against the base: what became of each paragraph (None: gone), and what is new after which (-1: before all)."""

    kept: dict[int, _Row] = field(default_factory=dict)
    new: dict[int, list[_Row]] = field(default_factory=dict)


def merge_paragraphs(base: str, theirs: str, ours: str) -> tuple[str, tuple[Clash, ...]]:
    """The text that holds the changes of both sides, and what they changed otherwise; there theirs stands."""
    root = list(_rows(base))
    left, right = (_side(root, list(_rows(text))) for text in (theirs, ours))
    known = {row.text for rows in left.new.values() for row in rows}
    out: list[_Row] = list(left.new.get(-1, ())) + [r for r in right.new.get(-1, ()) if r.text not in known]
    clashes: list[Clash] = []
    for at, row in enumerate(root):
        mine, yours = left.kept.get(at), right.kept.get(at)
        come = [r for r in right.new.get(at, ()) if r.text not in known]
        if mine is not None and yours is not None:
            merged, found = _both(row, mine, yours)
            clashes += found
            out.append(merged)
        elif yours is None and mine is not None and mine.text != row.text:
            clashes.append(_clash(row, [mine], come))
            out, come = [*out, mine], []
        elif mine is None and (left.new.get(at) and come if yours is None else yours.text != row.text):
            clashes.append(_clash(row, left.new.get(at, ()), come if yours is None else [yours]))
            come = [] if yours is None else come
        out += [*left.new.get(at, ()), *come]
    return _text(out), tuple(clashes)


def _both(base: _Row, mine: _Row, yours: _Row) -> tuple[_Row, list[Clash]]:
    """A paragraph that both sides still have."""
    done = merge(base.text, mine.text, yours.text)
    apart = mine.apart if mine.apart != base.apart else yours.apart
    return _Row(done.text, apart), [Clash(c, yours.text.strip()) for c in done.conflicts]


def _clash(base: _Row, mine: Sequence[_Row], yours: Sequence[_Row]) -> Clash:
    """A paragraph that one side took out or wrote anew, and the other changed."""
    said = [" ".join(r.text.strip() for r in rows) for rows in (mine, yours)]
    return Clash(Conflict(base.text.strip(), *said), said[1])


def _rows(text: str) -> Iterator[_Row]:
    apart = False
    for line in text.split("\n"):
        if line.strip():
            yield _Row(line.rstrip(), apart)
        apart = not line.strip()


def _text(rows: Iterable[_Row]) -> str:
    out: list[str] = []
    for row in rows:
        out += ["", row.text] if row.apart and out else [row.text]
    return "\n".join(out)


def _side(base: Sequence[_Row], other: Sequence[_Row]) -> _Side:
    side, at = _Side(), -1
    for i, j in align(_lines(base), _lines(other)):
        at = at if i is None else i
        if i is not None and j is not None:
            side.kept[i] = other[j]
        elif j is not None:
            side.new.setdefault(at, []).append(other[j])
    return side


def _lines(rows: Sequence[_Row]) -> list[Line]:
    """The paragraphs as they are aligned: by a name that stands once in the text; a condition only with its like."""
    names = [_name(row.text) for row in rows]
    count = Counter(names)
    return [Line(row.text.strip(), words(row.text), "tag" if grammar.TAG.match(row.text.strip()) else "p", name if count[name] == 1 else "")
            for row, name in zip(rows, names, strict=True)]


def _name(line: str) -> str:
    found = grammar.NAME.match(line.strip())
    return found.group(1) if found else ""
