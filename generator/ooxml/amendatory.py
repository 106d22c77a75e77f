"""Tracked changes turned into print: deletions struck or in brackets, additions underlined, with a key on the first page.

It works on a redlined file and knows no provision.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from .names import PPR_ORDER, RPR_ORDER, SECTPR_ORDER, qn
from .reading import Package
from .resolve import accept_all
from .styles import DESIGNATOR_MARK
from .wml import (
    BODY,
    CELL_MARKS,
    CHANGES_OF_PROPERTIES,
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    FLD_CHAR,
    INS,
    INSTR,
    MOVE_FROM,
    P,
    PPR,
    R_,
    REVISION_MARKS,
    REVISION_RANGES,
    RPR,
    SECTPR,
    SPACE,
    T,
    TBL,
    TR,
    TRPR,
    VAL,
    descend,
)

_DELETES = (DEL, MOVE_FROM)
_COMMENTS = tuple(qn(f"w:{n}") for n in ("commentRangeStart", "commentRangeEnd"))


@dataclass(frozen=True, slots=True)
class Marking:
    """How a printed copy marks: run properties for deleted and added words, brackets around the deleted, and the key."""

    deleted: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]
    brackets: bool = False
    key: tuple[tuple[str, str], ...] = ()  # pairs of "", deleted or added with words


MARKINGS = {
    "strike-underline": Marking(
        (("strike", ""),),
        (("u", "single"),),
        False,
        (
            ("", "Matter that is "),
            ("deleted", "struck through"),
            ("", " is deleted; matter that is "),
            ("added", "underlined"),
            ("", " is added."),
        ),
    ),
    "brackets-underscore": Marking(
        (),
        (("u", "single"),),
        True,
        (
            ("", "Matter in "),
            ("deleted", "brackets"),
            ("", " is deleted; matter that is "),
            ("added", "underscored"),
            ("", " is added."),
        ),
    ),
    "brackets-strike-bold": Marking(
        (("strike", ""),),
        (("b", ""), ("u", "single")),
        True,
        (
            ("", "Matter "),
            ("deleted", "in brackets and struck through"),
            ("", " is deleted; matter that is "),
            ("added", "bold and underlined"),
            ("", " is added."),
        ),
    ),
}


def amendatory_copy(redlined: Package, marking: Marking, lines: bool = True) -> Package:
    """The redlined file as a printed copy: no tracked changes and no comments are left in it; `lines` numbers its lines."""
    copy = redlined.copy()
    for part in copy.stories():
        root = copy.root(part)
        _rows(root)
        _unnumber_deleted(root)
        _flatten_deleted_fields(root)
        for wrapper in descend(root, *REVISION_MARKS):
            parent = wrapper.getparent()
            if parent is not None and parent.tag not in (RPR, TRPR, qn("w:numPr")):
                _print(wrapper, marking)
        _clear(root)
    body = copy.root(copy.document()).find(BODY)
    _key(body, marking)
    if lines:
        _number_lines(body)
    _stop_tracking(copy)
    return without_comments(copy)


def clean_copy(redlined: Package) -> Package:
    """The file with every change made, without comments."""
    return without_comments(accept_all(redlined))


def without_comments(package: Package) -> Package:
    """A copy of the file in which no comment is anchored and the comments part is empty."""
    copy = package.copy()
    for part in copy.stories():
        root = copy.root(part)
        for mark in descend(root, *_COMMENTS):
            mark.getparent().remove(mark)
        for mark in descend(root, qn("w:commentReference")):
            run = mark.getparent()
            run.remove(mark)
            if not any(c.tag != RPR for c in run):
                run.getparent().remove(run)
    comments = copy.related(copy.document(), "comments")
    if comments is not None:
        root = copy.root(comments)
        for comment in list(root):
            root.remove(comment)
    return copy


# --------------------------------------------------------------------------------------------------------------
# Runs


def _print(wrapper: etree._Element, marking: Marking) -> None:
    """The runs of one change, marked, in the place of the change."""
    deletes = wrapper.tag in _DELETES
    for element in wrapper.iter(DEL_TEXT):
        element.tag = T
    runs = [r for r in wrapper.iter(R_) if r.find(T) is not None]
    for run in runs:
        _mark(run, marking.deleted if deletes else marking.added)
    if deletes and marking.brackets and runs:
        runs[0].addprevious(_said(runs[0], "["))
        runs[-1].addnext(_said(runs[-1], "]"))
    for child in list(wrapper):
        wrapper.addprevious(child)
    wrapper.getparent().remove(wrapper)


def _mark(run: etree._Element, properties: tuple[tuple[str, str], ...]) -> None:
    own = run.find(RPR)
    if own is None:
        own = etree.Element(RPR)
        run.insert(0, own)
    for name, value in properties:
        _set(own, name, value, RPR_ORDER)


def _set(properties: etree._Element, name: str, value: str, order: tuple[str, ...]) -> etree._Element:
    """A property in its place among the others."""
    old = properties.find(qn(f"w:{name}"))
    if old is not None:
        properties.remove(old)
    new = etree.Element(qn(f"w:{name}"))
    if value:
        new.set(VAL, value)
    rank = {qn(f"w:{n}"): k for k, n in enumerate(order)}
    at = next((k for k, child in enumerate(properties) if rank.get(child.tag, len(order)) > rank[new.tag]), len(properties))
    properties.insert(at, new)
    return new


def _said(like: etree._Element, words: str, properties: tuple[tuple[str, str], ...] = ()) -> etree._Element:
    """A run of words that looks like another."""
    run = etree.Element(R_)
    own = like.find(RPR) if like is not None else None
    if own is not None:
        run.append(deepcopy(own))
    if properties:
        _mark(run, properties)
    text = etree.SubElement(run, T)
    text.text = words
    text.set(SPACE, "preserve")
    return run


def _flatten_deleted_fields(root: etree._Element) -> None:
    """Deleted fields keep the words that they printed: alive again, they would print today's number."""
    for wrapper in descend(root, *_DELETES):
        for mark in [e for e in wrapper.iter(FLD_CHAR, DEL_INSTR, INSTR)]:
            run = mark.getparent()
            run.remove(mark)
            if not any(c.tag != RPR for c in run) and run.getparent() is not None:
                run.getparent().remove(run)


# --------------------------------------------------------------------------------------------------------------
# Paragraphs and rows


def _rows(root: etree._Element) -> None:
    """Inserted and deleted rows: their words are marked, where they bear no mark of their own."""
    for row in descend(root, TR):
        properties = row.find(TRPR)
        mark = next((c for c in properties if c.tag in (INS, DEL)), None) if properties is not None else None
        if mark is None:
            continue
        for run in list(row.iter(R_)):
            if run.getparent().tag not in REVISION_MARKS and run.find(T) is not None:
                wrapper = etree.Element(mark.tag)
                run.addprevious(wrapper)
                wrapper.append(run)
        properties.remove(mark)


def _unnumber_deleted(root: etree._Element) -> None:
    """A deleted paragraph counts no more: its automatic number would shift the numbers of what stays."""
    for paragraph in descend(root, P):
        properties = paragraph.find(PPR)
        mark = properties.find(RPR) if properties is not None else None
        if mark is None or not any(c.tag in _DELETES for c in mark):
            continue
        for run in _typed_marks(paragraph):
            run.getparent().remove(run)
        number = _set(properties, "numPr", "", PPR_ORDER)
        for name in ("ilvl", "numId"):
            etree.SubElement(number, qn(f"w:{name}")).set(VAL, "0")


def _typed_marks(paragraph: etree._Element) -> list[etree._Element]:
    """The typed end of an automatic number ("." and its gap), which would stand alone without it."""
    found = []
    for run in paragraph.iter(R_):
        style = run.find(f"{RPR}/{qn('w:rStyle')}")
        if style is None or style.get(VAL) != DESIGNATOR_MARK:
            if any(t.text for t in run.iter(T, DEL_TEXT)):
                break
        else:
            found.append(run)
    return found


def _clear(root: etree._Element) -> None:
    """No record of a change is left."""
    for element in descend(root, *REVISION_MARKS, *REVISION_RANGES, *CELL_MARKS, *CHANGES_OF_PROPERTIES):
        if element.getparent() is not None:
            element.getparent().remove(element)


# --------------------------------------------------------------------------------------------------------------
# The first page, the lines, the settings


def _key(body: etree._Element, marking: Marking) -> None:
    """The key to the marks, first of all."""
    paragraph = etree.Element(P)
    for kind, words in marking.key:
        said = f"[{words}]" if kind == "deleted" and marking.brackets else words
        properties = marking.deleted if kind == "deleted" else marking.added if kind == "added" else ()
        paragraph.append(_said(None, said, properties))
    first = next((child for child in body if child.tag in (P, TBL)), None)
    if first is None:
        body.insert(0, paragraph)
    else:
        first.addprevious(paragraph)


def _number_lines(body: etree._Element) -> None:
    for section in body.iter(SECTPR):
        lines = _set(section, "lnNumType", "", SECTPR_ORDER)
        lines.set(qn("w:countBy"), "1")
        lines.set(qn("w:distance"), "360")
        lines.set(qn("w:restart"), "newPage")


def _stop_tracking(package: Package) -> None:
    settings = package.related(package.document(), "settings")
    if settings is not None:
        for mark in descend(package.root(settings), qn("w:trackRevisions")):
            mark.getparent().remove(mark)
