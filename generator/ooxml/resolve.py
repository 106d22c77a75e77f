"""Accept all or reject all tracked changes of a Word file. It knows the revision marks of WordprocessingML, not what they say."""

from __future__ import annotations

from lxml import etree

from .names import qn
from .pieces import surely_unmarked
from .reading import Package
from .wml import (
    BOOKMARK_END,
    BOOKMARK_START,
    CELL_MARKS,
    CHANGES_OF_PROPERTIES,
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    HYPERLINK,
    ID,
    INS,
    INSTR,
    MARKERS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    R_,
    REVISION_MARKS,
    REVISION_RANGES,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TR,
    TRPR,
    P,
    T,
    descend,
)

_NUMPR = qn("w:numPr")
_REFERENCES = frozenset((qn("w:headerReference"), qn("w:footerReference")))
_CUSTOM_DELETED, _CUSTOM_INSERTED = qn("w:customXmlDelRangeStart"), qn("w:customXmlInsRangeStart")
_REVISION_TAGS = (*REVISION_MARKS, *REVISION_RANGES, *CELL_MARKS, *CHANGES_OF_PROPERTIES)

# What of a property element its change record does not hold, and what therefore stays when the old form comes back.
_STAYS = {
    "rPr": REVISION_MARKS, "pPr": frozenset((RPR, SECTPR)), "trPr": frozenset((INS, DEL)), "tcPr": CELL_MARKS,
    "sectPr": _REFERENCES, "tblPr": frozenset(), "tblPrEx": frozenset(), "tblGrid": frozenset(),
}


def accept_all(package: Package) -> Package:
    """A copy of the file with every tracked change accepted."""
    return _resolved(package, accept=True)


def reject_all(package: Package) -> Package:
    """A copy of the file with every tracked change rejected."""
    return _resolved(package, accept=False)


def has_tracked_changes(package: Package) -> bool:
    """Whether any running text of the file carries a tracked change."""
    main = package.document()
    return any(next(package.read(part).iter(*_REVISION_TAGS), None) is not None for part in package.stories()
               if part != main or _may_be_marked(package, main))


def tracked_changes(package: Package) -> tuple[int, int]:
    """How many tracked changes the running text of the file carries, and in how many of them deleted words can still be read."""
    changes = deletions = 0
    for part in package.stories():
        for mark in package.read(part).iter(*REVISION_MARKS, *CELL_MARKS, *CHANGES_OF_PROPERTIES):
            changes += 1
            deletions += mark.tag in (DEL, MOVE_FROM) and any(t.text for t in mark.iter(DEL_TEXT, T))
    return changes, deletions


def _resolved(package: Package, accept: bool) -> Package:
    copy = package.copy()
    for part in copy.stories():
        if _may_be_marked(copy, part):
            resolve(copy.root(part), accept)
    return copy


def _may_be_marked(package: Package, part: str) -> bool:
    """Whether a part may carry tracked changes: it may have been changed in memory, or its bytes do not tell that it does not."""
    return package.is_lent(part) or not surely_unmarked(package.parts[part])


def resolve(root: etree._Element, accept: bool) -> None:
    """Accept or reject, in place, every tracked change below `root`."""
    marks = list(root.iter(*_REVISION_TAGS))
    if not marks:
        return
    tags = {mark.tag for mark in marks}
    holders = {mark.getparent().tag for mark in marks}
    gone = (DEL, MOVE_FROM) if accept else (INS, MOVE_TO)
    if TRPR in holders:
        _resolve_rows(root, gone)
    if tags & CELL_MARKS:
        _resolve_cells(root, accept)
    if tags & REVISION_RANGES:
        _resolve_content_controls(root, accept)
    _resolve_runs(root, gone)
    if _NUMPR in holders:
        _resolve_numbering(root, accept)
    if tags & CHANGES_OF_PROPERTIES.keys():
        _resolve_properties(root, accept)
    _resolve_marks(root, gone)
    for element in descend(root, *REVISION_RANGES) if tags & REVISION_RANGES else ():
        _remove(element)


# Tables


def _resolve_rows(root: etree._Element, gone: tuple[str, str]) -> None:
    for row in descend(root, TR):
        properties = row.find(TRPR)
        marks = [] if properties is None else [c for c in properties if c.tag in (INS, DEL)]
        if any(mark.tag in gone for mark in marks):
            table = row.getparent()
            _remove(row)
            if table is not None and table.tag == TBL and next(table.iter(TR), None) is None:
                _remove(table)
            continue
        for mark in marks:
            properties.remove(mark)
        if marks and not len(properties):
            row.remove(properties)


def _resolve_cells(root: etree._Element, accept: bool) -> None:
    for mark in descend(root, *CELL_MARKS):
        cell = mark.getparent().getparent()
        if etree.QName(mark).localname == ("cellDel" if accept else "cellIns"):
            _remove(cell)
        else:
            mark.getparent().remove(mark)


# Content controls


def _resolve_content_controls(root: etree._Element, accept: bool) -> None:
    """An inserted or deleted content control: its frame goes, its content stays and has its own marks."""
    for start in descend(root, _CUSTOM_DELETED if accept else _CUSTOM_INSERTED):
        frame = start.getnext()
        if frame is not None and frame.tag == SDT:
            content = frame.find(SDT_CONTENT)
            for child in list(content) if content is not None else ():
                frame.addprevious(child)
            _remove(frame)


# Runs


def _resolve_runs(root: etree._Element, gone: tuple[str, str]) -> None:
    for wrapper in descend(root, *REVISION_MARKS):
        parent = wrapper.getparent()
        if parent is None or parent.tag in (RPR, TRPR, _NUMPR):
            continue
        if wrapper.tag in gone:
            for marker in [e for e in wrapper.iter(*MARKERS) if e is not wrapper]:
                if not _partner_inside(marker, wrapper):
                    wrapper.addprevious(marker)
            _remove_bookmark_around(wrapper)
            _remove(wrapper)
            _remove_if_empty(parent)
        else:
            for child in list(wrapper):
                wrapper.addprevious(child)
            parent.remove(wrapper)
    if DEL not in gone:
        for element in descend(root, DEL_TEXT):
            element.tag = T
        for element in descend(root, DEL_INSTR):
            element.tag = INSTR


def _remove_bookmark_around(wrapper: etree._Element) -> None:
    """A bookmark that holds nothing but what goes, goes with it."""
    before, after = wrapper.getprevious(), wrapper.getnext()
    if before is not None and after is not None and before.tag == BOOKMARK_START and after.tag == BOOKMARK_END and (
            before.get(ID) == after.get(ID)):
        _remove(before)
        _remove(after)


def _partner_inside(marker: etree._Element, wrapper: etree._Element) -> bool:
    id = marker.get(ID)
    return sum(1 for other in wrapper.iter(*MARKERS) if other.get(ID) == id) > 1


def _remove_if_empty(element: etree._Element) -> None:
    if element.tag == HYPERLINK and next(element.iter(R_), None) is None:
        for marker in [e for e in element if e.tag in MARKERS]:
            element.addprevious(marker)
        _remove(element)


# Properties


def _resolve_numbering(root: etree._Element, accept: bool) -> None:
    for numbering in descend(root, _NUMPR):
        mark = numbering.find(INS)
        if mark is None:
            continue
        if accept:
            numbering.remove(mark)
        else:
            _remove(numbering)


def _resolve_properties(root: etree._Element, accept: bool) -> None:
    for change in descend(root, *CHANGES_OF_PROPERTIES):
        properties = change.getparent()
        if properties is None:
            continue
        if not accept:
            _restore(properties, change, CHANGES_OF_PROPERTIES[change.tag])
        if change.getparent() is not None:
            change.getparent().remove(change)


def _restore(properties: etree._Element, change: etree._Element, kind: str) -> None:
    if kind == "numbering":
        return
    before = change.find(qn(f"w:{kind}"))
    stays = _STAYS[kind]
    first = [c for c in properties if c.tag in stays and kind != "pPr"]
    last = [c for c in properties if c.tag in stays and kind == "pPr"]
    for child in list(properties):
        properties.remove(child)
    properties.extend(first)
    if before is not None:
        properties.extend(list(before))
    properties.extend(last)


# Paragraph marks


def _resolve_marks(root: etree._Element, gone: tuple[str, str]) -> None:
    removed: dict[etree._Element, None] = {}
    for revision in descend(root, *REVISION_MARKS):
        mark = revision.getparent()
        properties = mark.getparent() if mark.tag == RPR else None
        if properties is None or properties.tag != PPR:
            continue
        if revision.tag in gone:
            removed[properties.getparent()] = None
        mark.remove(revision)
    for paragraph in reversed(removed):
        _merge_forward(paragraph)


def _merge_forward(paragraph: etree._Element) -> None:
    """A paragraph whose mark is gone: its content joins the next paragraph, whose properties rule."""
    parent = paragraph.getparent()
    follower = paragraph.getnext()
    while follower is not None and follower.tag in MARKERS:
        follower = follower.getnext()
    content = [c for c in paragraph if c.tag != PPR]
    if follower is not None and follower.tag == P:
        properties = follower.find(PPR)
        at = 0 if properties is None else follower.index(properties) + 1
        follower[at:at] = _worth_keeping(content)
        parent.remove(paragraph)
    elif _is_empty(content) and not _is_needed(paragraph, follower):
        for child in _worth_keeping(content):
            paragraph.addprevious(child)
        parent.remove(paragraph)


def _worth_keeping(content: list[etree._Element]) -> list[etree._Element]:
    """The content without bookmarks that begin and end here around nothing."""
    if not _is_empty(content):
        return content
    ends = {c.get(ID) for c in content if c.tag == BOOKMARK_END}
    both = {c.get(ID) for c in content if c.tag == BOOKMARK_START} & ends
    return [c for c in content if not (c.tag in (BOOKMARK_START, BOOKMARK_END) and c.get(ID) in both)]


def _is_empty(content: list[etree._Element]) -> bool:
    return all(c.tag in MARKERS or (c.tag == R_ and not any(g.tag != RPR for g in c)) for c in content)


def _is_needed(paragraph: etree._Element, follower: etree._Element | None) -> bool:
    """Whether its container must keep this empty paragraph: nothing follows it but the last section."""
    if follower is not None and follower.tag != SECTPR:
        return False
    return paragraph.getparent().tag != SDT_CONTENT or len(paragraph.getparent()) == 1


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
