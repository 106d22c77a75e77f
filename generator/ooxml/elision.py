"""What two files have alike, left out while they are woven, and put back after: weaving then takes the time of what changed.

A stretch of blocks that both files have to the byte (but for computed results of fields) becomes one paragraph, a stand-in,
that keeps what the weaving of other blocks must know of it: its bookmarks, the instructions of its fields, how many blocks it
was. It knows blocks as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .alike import leads_out, uncomputed
from .anchors import HASHED, PREFIX
from .pieces import Cut

_TOKEN = b"\xee\x80\x82stand-in "  # begins with a character that no file uses
_START = b"<w:p><w:r><w:t>" + _TOKEN
_STAND_IN = re.compile(_START + rb"(\d+)</w:t></w:r>.*?</w:p>", re.DOTALL)
_KEPT = re.compile(rb"<w:(?:bookmark(?:Start|End)|commentRange(?:Start|End)|perm(?:Start|End)) [^<>]*/>")
_INSTRUCTION = re.compile(rb"<w:instrText[ >][^<]*</w:instrText>")
_NAME = re.compile(rb'<w:bookmarkStart [^<>]*w:name="((?:%s|%s)[^"]*)"' % (PREFIX.encode(), HASHED.encode()))
_LIST = re.compile(rb'<w:numId w:val="([^"]*)"')
_BLOCKS = (b"<w:p>", b"<w:p ", b"<w:tbl>", b"<w:sdt>")
_CONTEXT = 1  # blocks at both ends of a stretch that stay
_LAST = 3  # blocks at the end of both files that stay
_LEAST = 3  # a stretch with fewer blocks between its ends stays

Names = Sequence[Sequence[Sequence[bytes]]]  # of our bookmarks, by side and block


@dataclass(frozen=True, slots=True)
class StandIn:
    """What a stand-in stands for: so many blocks, the last of our ids among them, and their XML in the new file."""

    blocks: int
    last_id: str
    xml: bytes


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


def number_of(block: bytes) -> int | None:
    """Which stand-in a block is, if it is one."""
    if not block.startswith(_START):
        return None
    return int(_STAND_IN.match(block)[1])


def elided(old: Cut, new: Cut, link_prefixes: Sequence[bytes], same_lists: frozenset[bytes]) -> Elided | None:
    """Both main parts without what they have alike; None where that is little.

    Left out is only what any alignment would pair: the beginning, the end, and what stands between two paragraphs of ours
    whose ids both files have in the same order. `same_lists` are ids of lists that mean the same in both files.
    """
    keys = old.settled, new.settled
    names = [[_NAME.findall(b) if b"<w:bookmarkStart" in b else () for b in cut.blocks] for cut in (old, new)]
    if any(_TOKEN in block for cut in (old, new) for block in cut.blocks):
        return None
    shorts: tuple[list[bytes], list[bytes]] = ([], [])
    stand_ins: list[StandIn] = []
    i = j = 0
    for start, other, length in _stretches(keys, names, link_prefixes, same_lists):
        shorts[0].extend(old.blocks[i:start])
        shorts[1].extend(new.blocks[j:other])
        i, j = start + length, other + length
        last = next((named for named in reversed(names[1][other:j]) if named), ())
        for short, blocks in ((shorts[0], old.blocks[start:i]), (shorts[1], new.blocks[other:j])):
            short.append(_stand_in(len(stand_ins), blocks))
        stand_ins.append(StandIn(length, b" ".join(sorted(last)).decode(), b"".join(new.blocks[other:j])))
    if not stand_ins:
        return None
    files = [b"".join((cut.head, *short, *cut.blocks[at:], cut.tail)) for cut, short, at in zip((old, new), shorts, (i, j), strict=True)]
    return Elided(*files, tuple(stand_ins))


def _stand_in(number: int, blocks: Sequence[bytes]) -> bytes:
    xml = b"".join(blocks)
    fields = b"".join(b"<w:r>%s</w:r>" % f for f in _INSTRUCTION.findall(xml)) if b"<w:instrText" in xml else b""
    return b"%s%d</w:t></w:r>%s%s</w:p>" % (_START, number, b"".join(_KEPT.findall(xml)), fields)


def _stretches(keys: tuple[list[bytes], list[bytes]], names: Names, link_prefixes: Sequence[bytes],
               same_lists: frozenset[bytes]) -> Iterator[tuple[int, int, int]]:
    """(start in old, start in new, length) of what can be left out, in order."""
    old, new = keys
    pairs = _sure_pairs(old, new, names)
    ends = len(old) - _LAST, len(new) - _LAST
    start = 0
    while start < ends[0]:
        end = start
        while end < ends[0] and pairs.get(end, ends[1]) < ends[1] and pairs[end] - end == pairs[start] - start and _may_go(
                old[end], new[pairs[end]], link_prefixes, same_lists):
            end += 1
        if end - start >= _LEAST + 2 * _CONTEXT:
            yield start + _CONTEXT, pairs[start] + _CONTEXT, end - start - 2 * _CONTEXT
        start = max(end, start + 1)


def _may_go(old: bytes, new: bytes, link_prefixes: Sequence[bytes], same_lists: frozenset[bytes]) -> bool:
    """Whether an equal pair of blocks says all that there is to say of it."""
    return (_same(old, new) and old.startswith(_BLOCKS) and (b"<w:numId" not in old or same_lists.issuperset(_LIST.findall(old)))
            and not (b"<w:sectPr" in old or b"<w:drawing" in old or b"<w:pict" in old or b"<w:object" in old
                     or b"<w:fldSimple" in old or b"mc:AlternateContent" in old or leads_out(old, link_prefixes)))


def _same(old: bytes, new: bytes) -> bool:
    return old == new or (b"<w:instrText" in old and b"<w:instrText" in new and uncomputed(old) == uncomputed(new))


def _sure_pairs(old: list[bytes], new: list[bytes], names: Names) -> dict[int, int]:
    """Blocks that any alignment pairs: those with the same id that no other such pair crosses, and what is equal directly
    behind and directly before them, the beginning and the end."""
    anchors = [(-1, -1), *_uncrossed(*names), (len(old), len(new))]
    pairs = dict(anchors[1:-1])
    taken = set(pairs.values())
    for step in (1, -1):
        for i, j in anchors:
            i, j = i + step, j + step
            while 0 <= i < len(old) and 0 <= j < len(new) and _same(old[i], new[j]) and not (
                    i in pairs or j in taken or names[0][i] or names[1][j]):
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
