"""Old and new rows of one table woven together. It knows rows and cells; what a cell holds it hands back."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from ..alignment import Line as Member
from ..alignment import align
from .marks import Untrackable
from .names import qn
from .pieces import exact
from .wml import (
    CELL_MARKS,
    DEL,
    INS,
    MARKERS,
    TBLPR,
    TBLPREX,
    TC,
    TCPR,
    TR,
    TRPR,
    T,
    cell_format,
    row_format,
    signature,
    table_format,
)

if TYPE_CHECKING:
    from .blocks import Container

_GRID, _GRID_COL = qn("w:tblGrid"), qn("w:gridCol")
_GRID_SPAN, _V_MERGE = qn("w:gridSpan"), qn("w:vMerge")
_ROW_MARKS = frozenset((INS, DEL))
_NONE: frozenset[str] = frozenset()


def weave_table(container: Container, old: etree._Element, new: etree._Element) -> None:
    """Make the table `new`, in place, show how `old` became it: rows, cells, widths and properties."""
    _weave_properties(container, old, new)
    olds, news = _rows(old), _rows(new)
    lines = [_member(r) for r in olds], [_member(r) for r in news]
    pairs = align(*lines, alike=0.4)
    cursor: etree._Element | None = None
    for i, j in _paired_in_gaps(pairs, *lines):
        if j is None:
            gone = _deleted_row(container, olds[i])
            if cursor is not None:
                cursor.addnext(gone)
            else:
                news[0].addprevious(gone) if news else new.append(gone)
            cursor = gone
            continue
        cursor = news[j]
        if i is None:
            container.marking.note("inserted", "", _words(news[j]), "row")
            container.marking.mark_row(news[j], INS)
        else:
            _weave_row(container, olds[i], news[j])


def _weave_properties(container: Container, old: etree._Element, new: etree._Element) -> None:
    before, after = old.find(TBLPR), new.find(TBLPR)
    if table_format(before) != table_format(after):
        if after is None:
            after = etree.Element(TBLPR)
            new.insert(0, after)
        container.marking.properties_changed(after, before, _NONE)
        container.marking.note("formatted", "", "", "table")
    before, after = old.find(_GRID), new.find(_GRID)
    if before is not None and after is not None and _widths(before) != _widths(after):
        change = etree.SubElement(after, qn("w:tblGridChange"))
        change.set(qn("w:id"), str(container.marking.next_id))
        container.marking.next_id += 1
        etree.SubElement(change, _GRID).extend(copy.deepcopy(c) for c in before if c.tag == _GRID_COL)


def _weave_row(container: Container, old: etree._Element, new: etree._Element) -> None:
    before, after = old.find(TRPR), new.find(TRPR)
    if row_format(before) != row_format(after):
        if after is None:
            after = etree.Element(TRPR)
            new.insert(1 if len(new) and new[0].tag == TBLPREX else 0, after)
        container.marking.properties_changed(after, before, _ROW_MARKS)
    for one, other in zip(old.findall(TC), new.findall(TC), strict=True):
        before, after = one.find(TCPR), other.find(TCPR)
        if cell_format(before) != cell_format(after):
            if after is None:
                after = etree.Element(TCPR)
                other.insert(0, after)
            container.marking.properties_changed(after, before, CELL_MARKS)
        container.weave(one, other)


def _deleted_row(container: Container, row: etree._Element) -> etree._Element:
    gone = copy.deepcopy(row)
    for marker in list(gone.iter(*MARKERS)):
        marker.getparent().remove(marker)
    container.marking.note("deleted", _words(row), "", "row")
    container.marking.mark_row(gone, DEL)
    return gone


def _rows(tbl: etree._Element) -> list[etree._Element]:
    rows = [c for c in tbl if c.tag == TR]
    others = [c for c in tbl if c.tag not in (TR, TBLPR, _GRID) and c.tag not in MARKERS]
    if others or any(c.tag not in (TRPR, TBLPREX, TC) and c.tag not in MARKERS for r in rows for c in r):
        raise Untrackable("a content control around rows or cells of a table")
    return rows


def _member(row: etree._Element) -> Member:
    shape = [(_value(c, _GRID_SPAN), _value(c, _V_MERGE)) for c in row.findall(TC)]
    exceptions = signature(row.find(TBLPREX))
    return Member(exact(row), tuple(_words(row).split()), f"row {shape} {exceptions}")


def _paired_in_gaps(pairs, olds: list[Member], news: list[Member]):
    """The pairs, and where as many rows of one shape went as came, those in their order."""
    gap: list = []
    for pair in [*pairs, (-1, -1)]:
        if None in pair:
            gap.append(pair)
            continue
        gone, come = [i for i, _ in gap if i is not None], [j for _, j in gap if j is not None]
        alike = len(gone) == len(come) and all(
            olds[i].kind == news[j].kind for i, j in zip(gone, come, strict=True))
        yield from zip(gone, come, strict=True) if alike else gap
        gap = []
        if pair[0] != -1:
            yield pair


def _value(cell: etree._Element, tag: str) -> str:
    element = cell.find(f"{TCPR}/{tag}")
    return "" if element is None else element.get(qn("w:val"), "continue")


def _widths(grid: etree._Element) -> list[tuple]:
    return [tuple(sorted(c.attrib.items())) for c in grid if c.tag == _GRID_COL]


def _words(element: etree._Element) -> str:
    return " ".join("".join(t.text or "" for t in c.iter(T)) for c in element.iter(TC))
