"""Old and new blocks of one container (body, cell, header, note, text box) woven together. It knows no package."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from ..alignment import Line as Member
from ..alignment import Pair, align, moved
from ..difference import similarity
from .anchors import HASHED, PREFIX
from .elision import StandIn, number_of
from .marks import Marking, Untrackable, mark_table
from .names import qn
from .pieces import exact, pieces, settled
from .tables import weave_table
from .weave import Loom
from .wml import (
    DEL,
    ID,
    INS,
    MARKERS,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SECTPR,
    TBL,
    TCPR,
    P,
    T,
    section_of,
    signature,
)

_OURS = re.compile(rb'bookmarkStart [^<>]*name="((?:%s|%s)[^"]*)' % (PREFIX.encode(), HASHED.encode()))
_PROPERTIES = frozenset((SECTPR, TCPR))
_MOST_JOINED = 4  # paragraphs that one split or join may span


@dataclass(slots=True)
class Group:
    """Numbers of old and new blocks that are woven together; `aligned` says how many of each belong to each other
    when the rest only came or only went."""

    old: list[int]
    new: list[int]
    aligned: tuple[int, int] | None = None


@dataclass(slots=True)
class Block:
    """A block of a container, with its exact bytes (free of what changes at every save) for quick comparison."""

    element: etree._Element
    raw: bytes
    id: str = ""  # our lasting id, if it is a paragraph that carries one


class Container:
    """Weaves containers of one story, and what they hold, by one loom. `stand_ins` says what was left out of the body."""

    def __init__(self, loom: Loom, coarse: bool = False, moves: bool = False, stand_ins: Sequence[StandIn] = ()):
        self.loom = loom
        self._stand_ins = stand_ins
        self.marking: Marking = loom.marking
        self._coarse = coarse
        self._moves = moves
        self._plain: bool | None = None  # whether both sides declare the same namespaces

    def weave(self, old: etree._Element, new: etree._Element) -> None:
        """Make `new`, in place, show how `old` became it."""
        if self._plain is None:
            self._plain = old.nsmap == new.nsmap
        olds, news = self._both_blocks(old, new)
        if [b.raw for b in olds] == [b.raw for b in news]:
            for one, other in zip(olds, news, strict=True):
                self._untouched(one, other)
            return
        both = {b.raw for b in olds} & {b.raw for b in news}
        lines = [self._member(b, both) for b in olds], [self._member(b, both) for b in news]
        pairs = align(*lines, alike=0.5)
        if self._coarse:
            pairs = _only_equal(pairs, *lines)
        groups = self._grouped(pairs, olds, news)
        if self._moves:
            self._find_moves(groups, lines, pairs, olds, news)
        cursor: etree._Element | None = None
        for group in groups:
            cursor = self._weave_group(group, olds, news, new, cursor)

    def _both_blocks(self, old: etree._Element, new: etree._Element) -> tuple[list[Block], list[Block]]:
        """The blocks of two containers, whose bytes can be compared."""
        cut = (pieces(old), pieces(new)) if self._plain else (None, None)
        if cut[0] is None or cut[1] is None:
            return self._blocks(old), self._blocks(new)
        first, second = ([_block(c, settled(raw)) for c, raw in side if _is_block(c)] for side in cut)
        return first, second

    def _blocks(self, container: etree._Element) -> list[Block]:
        return [_block(c, exact(c, bool(self._plain))) for c in container if _is_block(c)]

    def _find_moves(self, groups: list[Group], lines, pairs: Sequence[Pair], olds: list[Block], news: list[Block]) -> None:
        """Tell the loom which lone paragraphs only changed their place; neighbours that went together share a name."""
        gone, come = {g.old[0] for g in groups if not g.new}, {g.new[0] for g in groups if not g.old}
        last, name = (-2, -2), ""
        for i, j in sorted(moved(*lines, pairs)):
            one, other = olds[i].element, news[j].element
            if i in gone and j in come and one.tag == P and self.loom.is_same(one, other):
                if (i, j) != (last[0] + 1, last[1] + 1):
                    name = self.marking.new_move()
                last = (i, j)
                self.loom.moves[one] = self.loom.moves[other] = name

    # Alignment

    def _member(self, block: Block, both: set[bytes]) -> Member:
        """A block for alignment; what both sides have to the byte need not be read."""
        element = block.element
        pinned = (lambda: not self.loom.pointed_at().isdisjoint(block.id.split())) if block.id else None
        if element.tag == P and block.raw in both:
            return Member(block.raw, lambda: tuple(_plain(element).split()), "p", block.id, pinned)
        if element.tag == P:
            read = self.loom.line
            return Member(lambda: read(element).key(), lambda: tuple(read(element).text.split()), "p", block.id, pinned)
        kind = etree.QName(element).localname
        if element.tag == SDT:
            kind = f"sdt{signature(element.find(SDT_PR), frozenset((ID,)))}"
        return Member(block.raw, lambda: tuple(_plain(element).split()), kind)

    def _grouped(self, pairs: Sequence[Pair], olds: list[Block], news: list[Block]) -> list[Group]:
        """Pairs as groups; where a paragraph was split or joined, several paragraphs in one group."""
        groups: list[Group] = []
        gap: list[Pair] = []
        for pair in [*pairs, (-1, -1)]:
            if None in pair:
                gap.append(pair)
                continue
            groups += self._gap(gap, olds, news)
            gap = []
            if pair[0] >= 0:
                groups.append(Group([pair[0]], [pair[1]]))
        if not self._coarse:
            groups = self._with_shared_marks(self._joined(groups, olds, news), olds, news)
        return _with_last_pair(groups, olds, news)

    def _gap(self, gap: list[Pair], olds: list[Block], news: list[Block]) -> list[Group]:
        gone, come = [i for i, _ in gap if i is not None], [j for _, j in gap if j is not None]
        couples = list(zip(gone, come, strict=False))
        if not self._coarse and couples and len(gone) == len(come) and all(
                self._may_pair(olds[i], news[j], len(gone)) for i, j in couples):
            return [Group([i], [j]) for i, j in couples]
        return [Group([i], []) for i in gone] + [Group([], [j]) for j in come]

    def _may_pair(self, old: Block, new: Block, among: int) -> bool:
        if old.element.tag != P or new.element.tag != P or old.id or new.id:
            return False
        a, b = self.loom.line(old.element), self.loom.line(new.element)
        if not a.text or not b.text:
            return False
        if among == 1 and len(a.text) + len(b.text) < 300:
            return True
        return similarity(a.tokens(), b.tokens()) >= 0.3

    def _joined(self, groups: list[Group], olds: list[Block], news: list[Block]) -> list[Group]:
        """Groups in which a pair takes in the lone paragraphs beside it where that marks much less."""
        joined: list[Group] = []
        k = 0
        lone = [not (g.old and g.new) for g in groups]
        while k < len(groups):
            best = 1
            for size in range(2, min(_MOST_JOINED, len(groups) - k) + 1) if any(lone[k:k + _MOST_JOINED]) else ():
                if self._reads_shorter(groups[k:k + size], olds, news):
                    best = size
            merged = Group([i for g in groups[k:k + best] for i in g.old], [j for g in groups[k:k + best] for j in g.new])
            joined.append(merged)
            k += best
        return joined

    def _with_shared_marks(self, groups: list[Group], olds: list[Block], news: list[Block]) -> list[Group]:
        """Where words came at the end of a paragraph and new paragraphs behind it, all of it is one insertion.

        So Word writes it; LibreOffice joins the wrong paragraphs on reject when the mark between stands unmarked.
        """
        shared: list[Group] = []
        for group in groups:
            last = shared[-1] if shared else None
            if last and last.old and last.new and not group.old and self._goes_on(last, group, olds, news):
                shared[-1] = Group(last.old, last.new + group.new, last.aligned or (len(last.old), len(last.new)))
            else:
                shared.append(group)
        return shared

    def _goes_on(self, last: Group, group: Group, olds: list[Block], news: list[Block]) -> bool:
        blocks = [olds[i] for i in last.old] + [news[j] for j in last.new + group.new]
        if not all(map(_is_plain, blocks)):
            return False
        return last.aligned is not None or self.loom.ends_inserted([olds[i].element for i in last.old],
                                                                   [news[j].element for j in last.new])

    def _reads_shorter(self, groups: list[Group], olds: list[Block], news: list[Block]) -> bool:
        gone, come = [i for g in groups for i in g.old], [j for g in groups for j in g.new]
        if len(gone) == len(come) or not gone or not come:
            return False
        if any(g.old and g.new and olds[g.old[0]].raw == news[g.new[0]].raw for g in groups):
            return False
        lone = [olds[i] for g in groups if not g.new for i in g.old] + [news[j] for g in groups if not g.old for j in g.new]
        if any(b.id for b in lone):  # a provision of its own is no part of its neighbour
            return False
        parts = [olds[i].element for i in gone], [news[j].element for j in come]
        if any(e.tag != P for side in parts for e in side):
            return False
        if any(not self.loom.line(e).text for side in parts for e in side):
            return False
        apart = sum(self.loom.cost([olds[i].element for i in g.old], [news[j].element for j in g.new]) for g in groups)
        together = self.loom.cost(*parts)
        return apart > 20 and together < 0.6 * apart

    # Weaving

    def _weave_group(self, group: Group, olds, news, container, cursor: etree._Element | None) -> etree._Element:
        """Weave one group into the container behind `cursor`; the last block it leaves there."""
        gone, come = [olds[i].element for i in group.old], [news[j].element for j in group.new]
        first = news[group.new[0]] if come else olds[group.old[0]]
        lone = self._stand_in(first)
        if lone is not None and lone.tag:
            lone.mark(self.marking)
            return come[0] if come else _put_behind(container, cursor, gone[0])
        self._at(first)
        if not come:
            for element in gone:
                for part in self._deleted(element):
                    cursor = _put_behind(container, cursor, part)
            return cursor
        if not gone:
            for element in come:
                self._inserted(element)
        elif len(gone) != len(come) or any(olds[i].raw != news[j].raw for i, j in zip(group.old, group.new, strict=True)):
            return self._weave_pair(group, gone, come, container)
        else:
            for i, j in zip(group.old, group.new, strict=True):
                self._untouched(olds[i], news[j])
        return come[-1]

    def _untouched(self, old: Block, new: Block) -> None:
        """Take note of an equal pair: the sections that end with it belong together."""
        if b"sectPr" in new.raw and section_of(new.element) is not None:
            self.loom.sections.append((section_of(old.element), section_of(new.element)))

    def _weave_pair(self, group: Group, gone, come, container) -> etree._Element:
        tag = come[0].tag
        if tag == P:
            woven = self.loom.weave(gone, come, group.aligned)
            if woven != come:
                for element in woven:
                    come[0].addprevious(element)
                for element in come:
                    container.remove(element)
            return woven[-1]
        if tag == TBL:
            weave_table(self, gone[0], come[0])
        elif tag == SDT:
            self.weave(gone[0].find(SDT_CONTENT), come[0].find(SDT_CONTENT))
        else:
            raise Untrackable(f"a change of {etree.QName(come[0]).localname}")
        return come[-1]

    def _inserted(self, element: etree._Element) -> None:
        if element.tag == P:
            self.loom.insert(element)
        elif element.tag == TBL:
            self.marking.note("inserted", "", _plain(element), "table")
            mark_table(self.marking, element, INS)
        elif element.tag == SDT:
            for block in self._blocks(element.find(SDT_CONTENT)):
                self._inserted(block.element)
            self.marking.mark_control(element, INS)
        else:
            raise Untrackable(f"{etree.QName(element).localname} that came")

    def _deleted(self, element: etree._Element) -> list[etree._Element]:
        """What stands in the redline for a block that went."""
        if element.tag == P:
            return [self.loom.delete(element)]
        if element.tag == SDT:
            return self._deleted_control(element)
        if element.tag != TBL:
            raise Untrackable(f"{etree.QName(element).localname} that went")
        gone = copy.deepcopy(element)
        for marker in list(gone.iter(*MARKERS)):
            marker.getparent().remove(marker)
        self.marking.note("deleted", _plain(element), "", "table")
        mark_table(self.marking, gone, DEL)
        return [gone]

    def _deleted_control(self, element: etree._Element) -> list[etree._Element]:
        holder = etree.Element(element.getparent().tag)
        shell = etree.SubElement(holder, SDT)
        shell.extend(copy.deepcopy(c) for c in element if c.tag != SDT_CONTENT)
        content = etree.SubElement(shell, SDT_CONTENT)
        for block in self._blocks(element.find(SDT_CONTENT)):
            content.extend(self._deleted(block.element))
        self.marking.mark_control(shell, DEL)
        return list(holder)

    def _stand_in(self, block: Block) -> StandIn | None:
        number = number_of(block.raw) if self._stand_ins else None
        return None if number is None else self._stand_ins[number]

    def _at(self, block: Block) -> None:
        stand_in = self._stand_in(block)
        self.marking.paragraph += 1 if stand_in is None else stand_in.blocks
        self.marking.provision = (block.id if stand_in is None else stand_in.last_id) or self.marking.provision


def _is_block(element: etree._Element) -> bool:
    return element.tag not in MARKERS and element.tag not in _PROPERTIES


def _block(element: etree._Element, raw: bytes) -> Block:
    names = sorted(_OURS.findall(raw)) if element.tag == P and b"bookmarkStart" in raw else ()
    return Block(element, raw, b" ".join(names).decode() if names else "")


def _only_equal(pairs: Sequence[Pair], old: Sequence[Member], new: Sequence[Member]) -> list[Pair]:
    """The pairs with those of unlike paragraphs taken apart."""
    return [p for i, j in pairs for p in (
        [(i, j)] if i is None or j is None or old[i].key == new[j].key or old[i].kind != "p" else [(i, None), (None, j)])]


def _with_last_pair(groups: list[Group], olds: list[Block], news: list[Block]) -> list[Group]:
    """The groups so that the last paragraphs of both sides share one mark: no mark at the end comes or goes."""
    tail: list[Group] = []
    while groups and not (groups[-1].old and groups[-1].new):
        tail.insert(0, groups.pop())
    gone, come = [i for g in tail for i in g.old], [j for g in tail for j in g.new]
    if any(not _is_plain(b) for b in [olds[i] for i in gone] + [news[j] for j in come]):
        return groups + tail
    if gone and come:
        return [*groups, *(Group([i], []) for i in gone[:-1]), *(Group([], [j]) for j in come[:-1]),
                Group(gone[-1:], come[-1:])]
    if not tail or not groups or not all(map(_is_plain, [olds[groups[-1].old[-1]], news[groups[-1].new[-1]]])):
        return groups + tail
    last = groups.pop()
    return [*groups, Group(last.old + gone, last.new + come, last.aligned or (len(last.old), len(last.new)))]


def _is_plain(block: Block) -> bool:
    return block.element.tag == P and (b"sectPr" not in block.raw or section_of(block.element) is None)


def _put_behind(container: etree._Element, cursor: etree._Element | None, element: etree._Element) -> etree._Element:
    if cursor is not None:
        cursor.addnext(element)
    else:
        container.insert(1 if len(container) and container[0].tag in (TCPR, qn("w:footnoteRef")) else 0, element)
    return element


def _plain(element: etree._Element) -> str:
    return " ".join("".join(t.text or "" for t in p.iter(T)) for p in element.iter(P))
