"""Three texts, one merged: what both sides changed since a common base, word by word, with conflicts named. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.difference import differences, tokens

_MARKS = re.compile(r"(\[\[[^\[\]]*\]\]|\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_SENTENCE_END = re.compile(r"[.?!;]\s+|\n\s*")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where both sides changed the same words otherwise: what stood there, and what each says now.

    `before` and `after` are the rest of the sentence as it stands in the merged text, `line` its line there (from 1);
    `provision` names the subdivision, where the caller knows it.
    """

    base: str
    theirs: str
    ours: str
    before: str = ""
    after: str = ""
    line: int = 0
    provision: str = ""

    def sentence(self, words: str) -> str:
        """The sentence with these words in the place of the conflict, on one line."""
        return " ".join(f"{self.before}{words}{self.after}".split())


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
class Piece:
    """A stretch of a merged sequence: same, deleted, inserted, kept; in a conflict, what the base and ours say instead."""

    kind: str
    items: tuple[str, ...]
    conflict: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class _Hunk:
    start: int
    end: int
    new: tuple[str, ...]


def merge(base: str, theirs: str, ours: str) -> Merged:
    """The text that holds the changes of both sides."""
    pieces = merge_items(*(_words(t) for t in (base, theirs, ours)))
    text = "".join("".join(p.items) for p in pieces if p.kind != "deleted")
    conflicts, at = [], 0
    for piece in pieces:
        words = "".join(piece.items)
        if piece.conflict is not None:
            conflicts.append(_conflict(text, at, words, *("".join(c) for c in piece.conflict)))
        at += 0 if piece.kind == "deleted" else len(words)
    return Merged(text, tuple(conflicts), tuple((p.kind, "".join(p.items)) for p in pieces if p.items))


def _conflict(text: str, at: int, theirs: str, base: str, ours: str) -> Conflict:
    """A conflict with the rest of its sentence out of the merged text."""
    end = at + len(theirs)
    first = at + len(theirs) - len(theirs.lstrip()) if theirs.strip() else at
    last = at + len(theirs.rstrip()) if theirs.strip() else end
    begun = max((m.end() for m in _SENTENCE_END.finditer(text, 0, first)), default=0)
    ends_it = bool(theirs.strip()) and theirs.rstrip()[-1] in (".", "?", "!", ";")
    closed = _SENTENCE_END.search(text, last)
    ended = last if ends_it else closed.end() if closed else len(text)
    spaced = theirs or base or ours
    before = text[begun:first] + (" " if spaced[:1].isspace() else "")
    after = (" " if spaced[-1:].isspace() or not theirs and ours[-1:].isspace() else "") + text[last:ended]
    return Conflict(base.strip(), theirs.strip(), ours.strip(), before, after, text.count("\n", 0, first) + 1)


def merge_items(base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> list[Piece]:
    """The sequence that holds the changes of both sides, as pieces in order; in a conflict theirs stands."""
    hunks_left, hunks_right = _hunks(base, theirs), _hunks(base, ours)
    out: list[Piece] = []
    at = 0
    while hunks_left or hunks_right:
        start, end, mine, yours = _next(hunks_left, hunks_right)
        _say(out, "same", base[at:start])
        was = base[start:end]
        said_left, said_right = _applied(base, start, end, mine), _applied(base, start, end, yours)
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
            out.append(Piece("kept", tuple(said_left), (tuple(was), tuple(said_right))))
        at = end
    _say(out, "same", base[at:])
    return out


def _words(text: str) -> list[str]:
    """The tokens of a source text; terms, references, values and conditions are never cut."""
    out: list[str] = []
    for piece in _MARKS.split(text):
        out += [piece] if _MARKS.fullmatch(piece) else tokens(piece)
    return out


def _hunks(base: Sequence[str], other: Sequence[str]) -> list[_Hunk]:
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


def _applied(base: Sequence[str], start: int, end: int, hunks: Sequence[_Hunk]) -> list[str]:
    out: list[str] = []
    at = start
    for hunk in hunks:
        out += base[at : hunk.start]
        out += hunk.new
        at = hunk.end
    return [*out, *base[at:end]]


def _say(out: list[Piece], kind: str, items: Sequence[str]) -> None:
    if items:
        out.append(Piece(kind, tuple(items)))
