"""What need not be woven, left out of two files while the rest is, and put back after: weaving then takes the time of the rest.

A stretch of blocks that both files have to the byte (but for computed results of fields), or of provisions that surely only
came or only went, becomes one paragraph, a stand-in, that keeps what the weaving of other blocks must know of it: its
bookmarks, the instructions of its fields, how many blocks it was. It knows blocks as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from .alike import points_out, uncomputed, unremarked
from .anchors import HASHED, PREFIX
from .marks import Marking
from .pieces import Cut
from .whole import Whole, whole
from .wml import DEL, INS

_TOKEN = b"\xee\x80\x82stand-in "  # begins with a character that no file uses
_START = b"<w:p><w:r><w:t>" + _TOKEN
_STAND_IN = re.compile(_START + rb"(\d+)</w:t></w:r>.*?</w:p>", re.DOTALL)
_KEPT = re.compile(rb"<w:(?:bookmark(?:Start|End)|commentRange(?:Start|End)|perm(?:Start|End)) [^<>]*/>")
_INSTRUCTION = re.compile(rb"<w:instrText[ >][^<]*</w:instrText>")
_NAME = re.compile(rb'<w:bookmarkStart [^<>]*w:name="((?:%s|%s)[^"]*)"' % (PREFIX.encode(), HASHED.encode()))
_LIST = re.compile(rb'<w:numId w:val="([^"]*)"')
_PARAGRAPH = (b"<w:p>", b"<w:p ")
_BLOCKS = (*_PARAGRAPH, b"<w:tbl>", b"<w:sdt>")
_LAST = 3  # blocks at the end of both files that stay
_LEAST = 2  # a shorter stretch stays


@dataclass(slots=True)
class StandIn:
    """What a stand-in stands for: so many blocks, the last of our ids among them, and the XML that is put back for it.

    Where the blocks only came or only went, `tag` says which, and `mark` makes the XML.
    """

    blocks: int
    last_id: str
    xml: bytes = b""
    tag: str = ""
    wholes: tuple[tuple[Whole, str], ...] = ()  # with the id of each

    def mark(self, marking: Marking) -> None:
        """Mark its blocks, each at its own place, as inserted or deleted."""
        came = self.tag == INS
        made = []
        for paragraph, id in self.wholes:
            marking.paragraph += 1
            marking.provision = id
            marking.note("inserted" if came else "deleted", "" if came else paragraph.words, paragraph.words if came else "")
            made.append(paragraph.marked(marking, self.tag))
        self.xml = b"".join(made)


@dataclass(frozen=True, slots=True)
class Elided:
    """The main parts of both files with stand-ins."""

    old: bytes
    new: bytes
    stand_ins: tuple[StandIn, ...]

    def put_back(self, woven: bytes) -> bytes | None:
        """The woven main part with what the stand-ins stand for; None where one is missing, twice or out of its order."""
        found = [int(n) for n in _STAND_IN.findall(woven)]
        if found != list(range(len(self.stand_ins))) or woven.count(_TOKEN) != len(found):
            return None
        return _STAND_IN.sub(lambda match: self.stand_ins[int(match[1])].xml, woven)


class Shared:
    """What both files have of that which blocks refer to: ids of lists that mean the same, and ids of styles.

    `link_prefixes` are those of relationship ids (see `alike.points_out`).
    """

    def __init__(self, lists: frozenset[bytes], styles: Callable[[], frozenset[str]], link_prefixes: Sequence[bytes]):
        self._lists, self._read_styles, self._prefixes = lists, styles, link_prefixes

    @cached_property
    def styles(self) -> frozenset[str]:
        """The ids of styles, read when something came or went."""
        return self._read_styles()

    def is_enough_for(self, block: bytes) -> bool:
        """Whether the bytes of a block say all that there is to say of it, in either file."""
        return (block.startswith(_BLOCKS) and (b"<w:numId" not in block or self._lists.issuperset(_LIST.findall(block)))
                and not (b"<w:sectPr" in block or b"<w:drawing" in block or b"<w:pict" in block or b"<w:object" in block
                         or b"<w:fldSimple" in block or b"mc:AlternateContent" in block or points_out(block, self._prefixes)))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where a stretch begins in both files, and how many blocks it has there; none in one of them, if they came or went."""

    old: int
    new: int
    olds: int
    news: int
    wholes: tuple[tuple[Whole, str], ...] = ()


class _Side:
    """The blocks of one file, what they are compared by, and the names of our bookmarks in each."""

    def __init__(self, cut: Cut):
        self.blocks, self.keys = cut.blocks, cut.settled
        self.names = [_NAME.findall(b) if b"<w:bookmarkStart" in b else () for b in cut.blocks]

    def __len__(self) -> int:
        return len(self.blocks)

    def id(self, at: int) -> str:
        """The lasting id of a block, or an empty string."""
        return b" ".join(sorted(self.names[at])).decode()

    def last_id(self, start: int, end: int) -> str:
        """The last id among these blocks."""
        return next((self.id(at) for at in range(end - 1, start - 1, -1) if self.names[at]), "")


def number_of(block: bytes) -> int | None:
    """Which stand-in a block is, if it is one."""
    if not block.startswith(_START):
        return None
    return int(_STAND_IN.match(block)[1])


def elided(old: Cut, new: Cut, shared: Shared, *, with_lone: bool = True) -> Elided | None:
    """Both main parts without what need not be woven; None where that is little.

    Left out is only what any alignment would pair (the beginning, the end, and what stands between two paragraphs of ours
    whose ids both files have in the same order), and, `with_lone`, provisions that stand alone between two such pairs.
    """
    if any(_TOKEN in block for cut in (old, new) for block in cut.blocks):
        return None
    sides = _Side(old), _Side(new)
    shorts: tuple[list[bytes], list[bytes]] = ([], [])
    stand_ins: list[StandIn] = []
    i = j = 0
    for one in _stretches(*sides, shared, with_lone):
        shorts[0].extend(old.blocks[i:one.old])
        shorts[1].extend(new.blocks[j:one.new])
        i, j = one.old + one.olds, one.new + one.news
        for short, blocks in zip(shorts, (old.blocks[one.old:i], new.blocks[one.new:j]), strict=True):
            if blocks:
                short.append(_stand_in(len(stand_ins), blocks))
        if one.wholes:
            stand_ins.append(StandIn(0, "", tag=INS if one.news else DEL, wholes=one.wholes))
        else:
            stand_ins.append(StandIn(one.news, sides[1].last_id(one.new, j), b"".join(new.blocks[one.new:j])))
    if not stand_ins:
        return None
    files = [b"".join((cut.head, *short, *cut.blocks[at:], cut.tail)) for cut, short, at in zip((old, new), shorts, (i, j), strict=True)]
    return Elided(*files, tuple(stand_ins))


def _stand_in(number: int, blocks: Sequence[bytes]) -> bytes:
    xml = b"".join(blocks)
    fields = b"".join(b"<w:r>%s</w:r>" % f for f in _INSTRUCTION.findall(xml)) if b"<w:instrText" in xml else b""
    return b"%s%d</w:t></w:r>%s%s</w:p>" % (_START, number, b"".join(_KEPT.findall(xml)), fields)


def _stretches(old: _Side, new: _Side, shared: Shared, with_lone: bool) -> Iterator[_Stretch]:
    """What can be left out, in order."""
    pairs = sorted(_sure_pairs(old, new).items())
    ends = len(old) - _LAST, len(new) - _LAST
    lone = _Lone(old, new, shared) if with_lone else None
    at = 0
    while at < len(pairs):
        i, j = pairs[at]
        length = 0
        while at + length < len(pairs) and pairs[at + length] == (i + length, j + length) and i + length < ends[0] and (
                j + length < ends[1]) and _is_same_pair(old, new, *pairs[at + length]) and shared.is_enough_for(old.keys[i + length]):
            length += 1
        if length >= _LEAST:
            yield _Stretch(i, j, length, length)
        at += max(1, length)
        if lone and at < len(pairs):
            yield from lone.between(pairs[at - 1], pairs[at])


class _Lone:
    """Provisions between two sure pairs where the other file has nothing between the two: they surely came or went."""

    def __init__(self, old: _Side, new: _Side, shared: Shared):
        self._sides, self._shared = (old, new), shared
        self._names = [{name for names in side.names for name in names} for side in self._sides]

    def between(self, before: tuple[int, int], behind: tuple[int, int]) -> Iterator[_Stretch]:
        """The stretches between two pairs."""
        (i, j), (olds, news) = before, (behind[0] - before[0] - 1, behind[1] - before[1] - 1)
        if bool(olds) == bool(news) or not (self._is_sure(*before) and self._is_sure(*behind)):
            return
        if olds:
            for start, wholes in self._runs(0, i + 1, behind[0]):
                yield _Stretch(start, j + 1, len(wholes), 0, wholes)
        elif _is_same_pair(*self._sides, i, j):  # else the words at its end may have come together with what follows
            for start, wholes in self._runs(1, j + 1, behind[1]):
                if start == j + 1:
                    yield _Stretch(i + 1, start, 0, len(wholes), wholes)

    def _is_sure(self, i: int, j: int) -> bool:
        one, other = self._sides[0].blocks[i], self._sides[1].blocks[j]
        return (one.startswith(_PARAGRAPH) and other.startswith(_PARAGRAPH)) or (
            one.startswith(_BLOCKS) and _is_same_pair(*self._sides, i, j))

    def _runs(self, side: int, start: int, end: int) -> Iterator[tuple[int, tuple[tuple[Whole, str], ...]]]:
        """Where neighbours begin of which each can be marked by its bytes, and they."""
        found: list[tuple[Whole, str]] = []
        for at in range(start, end + 1):
            one = self._whole(side, at) if at < end else None
            if one is not None:
                found.append((one, self._sides[side].id(at)))
            elif found:
                yield at - len(found), tuple(found)
                found = []

    def _whole(self, side: int, at: int) -> Whole | None:
        names, block = self._sides[side].names[at], self._sides[side].blocks[at]
        if not names or not self._names[1 - side].isdisjoint(names) or not self._shared.is_enough_for(block):
            return None
        return whole(block, self._shared.styles)


def _is_same_pair(old: _Side, new: _Side, i: int, j: int) -> bool:
    return _same(old.keys[i], new.keys[j])


def _same(old: bytes, new: bytes) -> bool:
    return old == new or (((b"<w:instrText" in old and b"<w:instrText" in new) or b"<w:commentReference" in old or b"<w:commentReference" in new)
                          and uncomputed(unremarked(old)) == uncomputed(unremarked(new)))


def _sure_pairs(old: _Side, new: _Side) -> dict[int, int]:
    """Blocks that any alignment pairs: those with the same id that no other such pair crosses, and what is equal directly
    behind and directly before them, the beginning and the end."""
    anchors = [(-1, -1), *_uncrossed(old.names, new.names), (len(old), len(new))]
    pairs = dict(anchors[1:-1])
    taken = set(pairs.values())
    for step in (1, -1):
        for i, j in anchors:
            i, j = i + step, j + step
            while 0 <= i < len(old) and 0 <= j < len(new) and _is_same_pair(old, new, i, j) and not (
                    i in pairs or j in taken or old.names[i] or new.names[j]):
                pairs[i] = j
                taken.add(j)
                i, j = i + step, j + step
    return pairs


def _uncrossed(old: list[Sequence[bytes]], new: list[Sequence[bytes]]) -> list[tuple[int, int]]:
    """The pairs of blocks with the same ids of ours, once on each side, that no other such pair crosses."""
    where, count = ({}, {}), ({}, {})
    for at, times, side in zip(where, count, (old, new), strict=True):
        for n, names in enumerate(side):
            if names:
                key = tuple(sorted(names))
                at[key], times[key] = n, times.get(key, 0) + 1
    pairs = [(i, where[1][key]) for key, i in where[0].items() if count[0][key] == 1 == count[1].get(key)]
    pairs.sort()
    highest = list(accumulate((j for _, j in pairs), max, initial=-1))
    lowest = list(accumulate((j for _, j in reversed(pairs)), min, initial=len(new)))[::-1]
    return [(i, j) for n, (i, j) in enumerate(pairs) if highest[n] < j < lowest[n + 1]]
