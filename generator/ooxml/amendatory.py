"""Tracked changes turned into print: deletions struck or in brackets, additions underlined, with a key on the first page.

It works on a redlined file and knows no provision and no language.
"""

from __future__ import annotations

from lxml import etree

from .amendatory_key import Key, Marking, plain_brackets, put_key
from .looks import put_look, said, set_property
from .names import PPR_ORDER, SECTPR_ORDER, qn
from .reading import Package
from .resolve import accept_all
from .styles import DESIGNATOR_MARK
from .stylesheet import StyleSheet
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
    MARKERS,
    MOVE_FROM,
    P,
    PPR,
    R_,
    REVISION_MARKS,
    REVISION_RANGES,
    RPR,
    SECTPR,
    T,
    TR,
    TRPR,
    VAL,
    descend,
)

_DELETES = (DEL, MOVE_FROM)
_OPENING, _CLOSING = "([{“‘«-–/", ".,;:!?)]}”’»-–/%،؛؟"
_COMMENTS = tuple(qn(f"w:{n}") for n in ("commentRangeStart", "commentRangeEnd"))


_BOLD = (("b", ""), ("bCs", ""))
MARKINGS = {
    "strike-underline": Marking((("strike", ""),), (("u", "single"),)),
    "brackets-underscore": Marking((), (("u", "single"),), _BOLD),
    "brackets-strike-bold": Marking((("strike", ""),), (*_BOLD, ("u", "single")), ()),
}


def amendatory_copy(redlined: Package, marking: Marking, key: Key, lines: bool = True) -> Package:
    """The redlined file as a printed copy: no tracked changes and no comments are left in it; `lines` numbers its lines."""
    copy = redlined.copy()
    own_brackets = False
    styles = StyleSheet(copy)
    for part in copy.stories():
        root = copy.root(part)
        if marking.plain_brackets:
            own_brackets = plain_brackets(root) or own_brackets
        _rows(root)
        _space(root)
        _unnumber_deleted(root, styles)
        _flatten_deleted_fields(root)
        for wrapper in descend(root, *REVISION_MARKS):
            parent = wrapper.getparent()
            if parent is not None and parent.tag not in (RPR, TRPR, qn("w:numPr")):
                _print(wrapper, marking)
        _clear(root)
    body = copy.root(copy.document()).find(BODY)
    put_key(body, marking, key, own_brackets)
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
        put_look(run, marking.deleted if deletes else marking.added)
    if deletes and marking.brackets is not None and runs:
        runs[0].addprevious(said(runs[0], "[", marking.brackets))
        runs[-1].addnext(said(runs[-1], "]", marking.brackets))
    for child in list(wrapper):
        wrapper.addprevious(child)
    wrapper.getparent().remove(wrapper)


def _space(root: etree._Element) -> None:
    """A space between deleted and added words that touch: "[24] 48", not "[24]48"."""
    for wrapper in descend(root, *REVISION_MARKS):
        if wrapper.getparent().tag in (RPR, TRPR, qn("w:numPr")):
            continue
        after = wrapper.getnext()
        while after is not None and after.tag in MARKERS:
            after = after.getnext()
        if after is None or after.tag not in REVISION_MARKS or (after.tag in _DELETES) == (wrapper.tag in _DELETES):
            continue
        first, second = _words(wrapper), _words(after)
        if first and second and _would_touch(first[-1], second[0]):
            run = next(r for r in wrapper.iter(R_))
            wrapper.addnext(said(run, " "))


def _words(wrapper: etree._Element) -> str:
    return "".join(t.text or "" for t in wrapper.iter(T, DEL_TEXT))


def _would_touch(before: str, after: str) -> bool:
    """Whether two characters belong to words that want a space between; Chinese and Japanese letters want none."""
    spaceless = any("\u2e80" <= c <= "\u9fff" or "\uf900" <= c <= "\uffef" for c in (before, after))
    return not (spaceless or before.isspace() or after.isspace() or before in _OPENING or after in _CLOSING)


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


def _unnumber_deleted(root: etree._Element, styles: StyleSheet) -> None:
    """A deleted paragraph counts no more: its automatic number would shift the numbers of what stays.

    Its words keep to the line that they kept to; LibreOffice takes the indent away with the number.
    """
    for paragraph in descend(root, P):
        properties = paragraph.find(PPR)
        mark = properties.find(RPR) if properties is not None else None
        if mark is None or not any(c.tag in _DELETES for c in mark):
            continue
        for run in _typed_marks(paragraph):
            run.getparent().remove(run)
        if not styles.is_numbered(paragraph):
            continue
        number = set_property(properties, "numPr", "", PPR_ORDER)
        for name in ("ilvl", "numId"):
            etree.SubElement(number, qn(f"w:{name}")).set(VAL, "0")
        left = styles.indent(paragraph)
        if properties.find(qn("w:ind")) is None and left:
            indent = set_property(properties, "ind", "", PPR_ORDER)
            indent.set(qn("w:left"), str(left))
            indent.set(qn("w:firstLine"), "0")


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


def _number_lines(body: etree._Element) -> None:
    for section in body.iter(SECTPR):
        lines = set_property(section, "lnNumType", "", SECTPR_ORDER)
        lines.set(qn("w:countBy"), "1")
        lines.set(qn("w:distance"), "360")
        lines.set(qn("w:restart"), "newPage")


def _stop_tracking(package: Package) -> None:
    settings = package.related(package.document(), "settings")
    if settings is not None:
        for mark in descend(package.root(settings), qn("w:trackRevisions")):
            mark.getparent().remove(mark)
