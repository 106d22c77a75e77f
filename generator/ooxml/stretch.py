"""Paragraphs read as one sequence of words and things, with a mark between two of them. It knows what stands where, not what changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate

from lxml import etree

from .inline import Atom, Line, boxes
from .wml import R_, RPR

MARK = ("paragraph mark",)
_MARK_CHAR = "\u2029"

Item = tuple[Atom | etree._Element, int, int]  # an atom with the stretch of its own text, or a mark without width


class Stretch:
    """Several lines as one sequence of tokens; a MARK stands between two of them."""

    def __init__(self, lines: list[Line]):
        self.lines = lines
        self.tokens: list[Hashable] = []
        self.offsets = [0]
        self._starts: list[int] = []
        at = 0
        for number, line in enumerate(lines):
            if number:
                self.tokens.append(MARK)
                at += 1
                self.offsets.append(at)
            self._starts.append(at)
            read = line.tokens()
            self.tokens += read
            self.offsets += accumulate(line.lengths(), initial=at)
            del self.offsets[-len(read) - 1]  # the offset that the line before ended with
            at = self.offsets[-1]
        self.text = _MARK_CHAR.join(line.text for line in lines)

    def frames(self) -> set[Hashable]:
        """The keys of all frames."""
        return {f.key for line in self.lines for a in line.atoms for f in a.frames}

    def tokens_of(self, lines: int) -> int:
        """How many tokens the first lines have, without the mark behind them."""
        return sum(len(line.tokens()) for line in self.lines[:lines]) + lines - 1

    def start_of(self, line: Line) -> int:
        """The offset at which the line begins."""
        return self._starts[next(k for k, known in enumerate(self.lines) if known is line)]

    def lines_between(self, start: int, end: int) -> Iterator[tuple[int, int, Line]]:
        """The lines that a stretch touches, with offsets in each; an end beyond the text means: with its mark."""
        for begin, line in zip(self._starts, self.lines, strict=True):
            last = begin + len(line.text)
            if start <= last and end > begin and start < end:
                yield max(0, start - begin), min(end - begin, len(line.text) + 1), line

    def atom_at(self, offset: int) -> Atom:
        """The atom at an offset."""
        return next(self.slices(offset, offset + 1))[0]

    def line_ending_at(self, offset: int) -> Line:
        """The line whose mark stands at the offset."""
        return next(line for begin, line in zip(self._starts, self.lines, strict=True) if begin + len(line.text) == offset)

    def slices(self, start: int, end: int) -> Iterator[tuple[Atom, int, int]]:
        """The atoms between two offsets."""
        for begin, stop, line in self.lines_between(start, end):
            yield from line.slices(begin, min(stop, len(line.text)))

    def shown(self, start: int, end: int) -> list[tuple[str, Line]]:
        """The text between two offsets as a person reads it, line by line; a mark alone is shown as a pilcrow."""
        found = []
        for begin, stop, line in self.lines_between(start, end):
            text = "".join(atom.text[a:b] if atom.key is None else atom.shown
                           for atom, a, b in line.slices(begin, min(stop, len(line.text))))
            if text or stop > len(line.text):
                found.append((text or "\u00b6", line))
        if len(found) > 1 and found[0][0] == "\u00b6":
            del found[0]
        return found


def cut_at_markers(line: Line, start: int, end: int) -> Iterator[Item]:
    """The atoms between two offsets, cut where a marker stands, with the markers (not those at the very end)."""
    at = start
    for position, marker in line.markers:
        if position < start or position >= end:
            continue
        yield from line.slices(at, position)
        yield marker, 0, 0
        at = position
    yield from line.slices(at, end)


def whole_runs(items: Sequence[Item], first: int, old: Stretch, offset: int) -> tuple[list[etree._Element], int]:
    """The runs that the items from `first` on are, whole and in the format they had, and how many items; none where they are not.

    `offset` is where the line of the items begins in `old`.
    """
    atom = items[first][0]
    if len(atom.pieces) != 1:
        runs = [content.getparent() for _, content in atom.pieces]
        return (runs, 1) if runs and not boxes(atom) and all(run is not None and len(_contents(run)) == 1 for run in runs) else ([], 0)
    run = atom.pieces[0][1].getparent()
    if run is None or run.tag != R_:
        return [], 0
    contents = _contents(run)
    if len(contents) > len(items) - first:
        return [], 0
    for content, (one, a, b) in zip(contents, items[first:], strict=False):
        if not isinstance(one, Atom) or len(one.pieces) != 1 or one.pieces[0][1] is not content or b - a != len(one.text) or (
                one.key is not None and boxes(one)):
            return [], 0
        start = offset + one.start
        if any(was.format != one.format for was, _, _ in old.slices(start, start + len(one.text))):
            return [], 0
    return [run], len(contents)


def _contents(run: etree._Element) -> list[etree._Element]:
    """What a run holds beside its properties."""
    return [child for child in run if child.tag != RPR]
