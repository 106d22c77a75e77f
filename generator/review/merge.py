"""Three texts, one merged: what both sides changed since a common base, word by word, with conflicts named. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.difference import differences, tokens

_MARKS = re.compile(r"(\[\[[^\[\]]*\]\]|\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where both sides changed the same words otherwise: what stood there, and what each says now."""

    base: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text. In a conflict theirs stands.

    `parts` show it against theirs: pairs of same, deleted, inserted (what ours brings) or kept (what is theirs alone).
    """

    text: str
    conflicts: tuple[Conflict, ...]
    parts: tuple[tuple[str, str], ...]

    @property
    def brings(self) -> bool:
        """Whether ours brought anything."""
        return any(kind in ("inserted", "deleted") for kind, _ in self.parts)


@dataclass(frozen=True, slots=True)
class _Hunk:
    start: int
    end: int
    new: tuple[str, ...]


def merge(base: str, theirs: str, ours: str) -> Merged:
    """The text that holds the changes of both sides."""
    root, left, right = (_words(t) for t in (base, theirs, ours))
    hunks_left, hunks_right = _hunks(root, left), _hunks(root, right)
    out: list[tuple[str, str]] = []
    conflicts: list[Conflict] = []
    at = 0
    while hunks_left or hunks_right:
        start, end, mine, yours = _next(hunks_left, hunks_right)
        _say(out, "same", root[at:start])
        was = root[start:end]
        said_left, said_right = _applied(root, start, end, mine), _applied(root, start, end, yours)
        if not yours or said_left == said_right:
            _say(out, "kept", said_left)
        elif not mine:
            for span in differences(was, said_right):
                if span.same:
                    _say(out, "same", was[span.old_start : span.old_end])
                else:
                    _say(out, "deleted", was[span.old_start : span.old_end])
                    _say(out, "inserted", said_right[span.new_start : span.new_end])
        else:
            conflicts.append(Conflict("".join(was).strip(), "".join(said_left).strip(), "".join(said_right).strip()))
            _say(out, "kept", said_left)
        at = end
    _say(out, "same", root[at:])
    text = "".join(words for kind, words in out if kind != "deleted")
    return Merged(text, tuple(conflicts), tuple(out))


def _words(text: str) -> list[str]:
    """The tokens of a source text; terms, references, values and conditions are never cut."""
    out: list[str] = []
    for piece in _MARKS.split(text):
        out += [piece] if _MARKS.fullmatch(piece) else tokens(piece)
    return out


def _hunks(base: list[str], other: list[str]) -> list[_Hunk]:
    return [_Hunk(s.old_start, s.old_end, tuple(other[s.new_start : s.new_end])) for s in differences(base, other) if not s.same]


def _next(left: list[_Hunk], right: list[_Hunk]) -> tuple[int, int, list[_Hunk], list[_Hunk]]:
    """The next stretch of the base that either side changed, with the changes of each in it; they are taken off the lists."""
    first = min((h for h in (left[:1] + right[:1])), key=lambda h: (h.start, h.end))
    start, end = first.start, first.end
    mine: list[_Hunk] = []
    yours: list[_Hunk] = []
    grown = True
    while grown:
        grown = False
        for hunks, taken in ((left, mine), (right, yours)):
            while hunks and _touches(hunks[0], start, end, bool(mine or yours)):
                hunk = hunks.pop(0)
                taken.append(hunk)
                end = max(end, hunk.end)
                grown = True
    return start, end, mine, yours


def _touches(hunk: _Hunk, start: int, end: int, begun: bool) -> bool:
    if not begun:
        return hunk.start == start and hunk.end == end
    if hunk.start == hunk.end or start == end:
        return hunk.start <= end
    return hunk.start < end


def _applied(base: list[str], start: int, end: int, hunks: Sequence[_Hunk]) -> list[str]:
    out: list[str] = []
    at = start
    for hunk in hunks:
        out += base[at : hunk.start]
        out += hunk.new
        at = hunk.end
    return [*out, *base[at:end]]


def _say(out: list[tuple[str, str]], kind: str, words: Sequence[str]) -> None:
    if words:
        out.append((kind, "".join(words)))
