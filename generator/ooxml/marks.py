"""Revision marks: who and when, their ids, and the elements that carry them. It compares nothing."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from lxml import etree

from .names import TRPR_ORDER, WP, W, qn
from .package import attribute
from .wml import (
    AUTHOR,
    DATE,
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    ID,
    INS,
    INSTR,
    MARKERS,
    NAME,
    PPR,
    R_,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TR,
    TRPR,
    VML_IDS,
    VML_TYPE,
    P,
    T,
    V,
    descend,
)

_DOC_PR = f"{{{WP}}}docPr"
_W = f"{{{W}}}"


class Untrackable(Exception):
    """A difference that native tracked changes cannot show at this place; says which."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change as data: `kind` is inserted, deleted, replaced, moved, formatted or structure.

    `story` is the part of the document (document, footnote, header …), `provision` the id of the bookmark it stands
    under (if the file carries ours), `paragraph` counts paragraphs of the redline's story from 1.
    """

    kind: str
    before: str
    after: str
    story: str = "document"
    provision: str = ""
    paragraph: int = 0
    context: str = ""


@dataclass(slots=True)
class Marking:
    """The hand that marks: author, date, the next free id, and the list of edits made so far."""

    author: str
    date: str
    next_id: int
    edits: list[Edit] = field(default_factory=list)
    story: str = "document"
    provision: str = ""
    paragraph: int = 0
    moves: int = 0

    def new(self, tag: str) -> etree._Element:
        """A revision element with its own id."""
        said = {ID: str(self.next_id), AUTHOR: self.author}
        if self.date:
            said[DATE] = self.date
        self.next_id += 1
        return etree.Element(tag, said)

    def written(self, tag: str) -> bytes:
        """The opening of a revision element (w:ins, w:del) with its own id as bytes, up to its bracket."""
        who = f'w:author="{attribute(self.author)}"' + (f' w:date="{attribute(self.date)}"' if self.date else "")
        self.next_id += 1
        return f'<w:{tag[len(_W):]} w:id="{self.next_id - 1}" {who}'.encode()

    def note(self, kind: str, before: str, after: str, context: str = "", provision: str = "") -> None:
        """Put an edit on the list, at the place the work has reached (or in another provision)."""
        self.edits.append(Edit(kind, before, after, self.story, provision or self.provision, self.paragraph, context))

    # Properties

    def properties_changed(self, properties: etree._Element, old: etree._Element | None, leaving: frozenset[str]) -> None:
        """Record in `properties` what they were (`old`), without the children whose tags are in `leaving`."""
        change = self.new(f"{properties.tag}Change")
        before = etree.SubElement(change, properties.tag)
        if old is not None:
            before.extend(copy.deepcopy(c) for c in old if c.tag not in leaving and not c.tag.endswith("Change"))
        properties.append(change)

    # Paragraph marks and rows

    def mark_paragraph(self, p: etree._Element, tag: str) -> None:
        """The paragraph mark of `p` is inserted or deleted."""
        mark_properties(p).insert(0, self.new(tag))

    def mark_row(self, tr: etree._Element, tag: str) -> None:
        """The whole row is inserted or deleted, with what it holds."""
        properties = tr.find(TRPR)
        if properties is None:
            properties = etree.Element(TRPR)
            at = 1 if len(tr) and tr[0].tag == qn("w:tblPrEx") else 0
            tr.insert(at, properties)
        later = {qn(f"w:{n}") for n in TRPR_ORDER[TRPR_ORDER.index(tag.rsplit("}", 1)[-1]) + 1:]}
        at = next((k for k, c in enumerate(properties) if c.tag in later), len(properties))
        properties.insert(at, self.new(tag))
        for inner in descend(tr, TR):
            if inner is not tr:
                self.mark_row(inner, tag)
        for p in descend(tr, P):
            if _own_row(p) is tr:
                self.mark_whole(p, tag)
                self.mark_paragraph(p, tag)

    def mark_whole(self, p: etree._Element, tag: str) -> None:
        """All content of a paragraph is inserted or deleted."""
        wrapper: etree._Element | None = None
        for child in list(p):
            kind = child.tag
            if kind == PPR:
                continue
            if kind in MARKERS:
                wrapper = None
            elif kind == R_ or kind.endswith(("}oMath", "}oMathPara")):
                if wrapper is None:
                    wrapper = self.new(tag)
                    child.addprevious(wrapper)
                wrapper.append(child)
            else:
                wrapper = None
                self._mark_inside(child, tag)
                if kind == SDT:
                    self.mark_control(child, tag)
        if tag == DEL:
            as_deleted(p)

    def new_move(self) -> str:
        """A name that the two ends of a move share."""
        self.moves += 1
        return f"move{self.moves}"

    def mark_moved(self, p: etree._Element, tag: str, name: str) -> None:
        """The whole paragraph moved away from here (w:moveFrom) or to here (w:moveTo)."""
        self.mark_whole(p, tag)
        self.mark_paragraph(p, tag)
        start = self.new(f"{tag}RangeStart")
        start.set(NAME, name)
        p.insert(1, start)
        p.append(_end_of(start))

    def mark_control(self, sdt: etree._Element, tag: str) -> None:
        """The frame of a content control is inserted or deleted; its content has its own marks."""
        kind = "Ins" if tag == INS else "Del"
        content = sdt.find(SDT_CONTENT)
        first, last = self.new(qn(f"w:customXml{kind}RangeStart")), self.new(qn(f"w:customXml{kind}RangeStart"))
        sdt.addprevious(first)
        content.insert(0, _end_of(first))
        content.append(last)
        sdt.addnext(_end_of(last))

    def _mark_inside(self, frame: etree._Element, tag: str) -> None:
        """The runs inside a link, field or content control of a paragraph."""
        for run in descend(frame, R_):
            if any(a.tag == R_ for a in run.iterancestors() if a is not frame and frame in a.iterancestors()):
                continue
            wrapper = self.new(tag)
            run.addprevious(wrapper)
            wrapper.append(run)


def _end_of(start: etree._Element) -> etree._Element:
    end = etree.Element(start.tag.replace("Start", "End"))
    end.set(ID, start.get(ID))
    return end


def _own_row(p: etree._Element) -> etree._Element | None:
    for ancestor in p.iterancestors():
        if ancestor.tag == TR:
            return ancestor
        if ancestor.tag == R_:
            return None
    return None


def as_deleted(element: etree._Element) -> None:
    """Turn the text of runs that are deleted, outside text boxes, into deleted text."""
    for wrapper in element.iter(DEL):
        for child in list(wrapper.iter(T, INSTR)):
            child.tag = DEL_TEXT if child.tag == T else DEL_INSTR


def mark_properties(p: etree._Element) -> etree._Element:
    """The w:rPr of the paragraph mark, made where there is none."""
    properties = p.find(PPR)
    if properties is None:
        properties = etree.Element(PPR)
        p.insert(0, properties)
    mark = properties.find(RPR)
    if mark is None:
        mark = etree.Element(RPR)
        later = next((k for k, c in enumerate(properties) if c.tag in (SECTPR, qn("w:pPrChange"))), len(properties))
        properties.insert(later, mark)
    return mark


def mark_table(marking: Marking, tbl: etree._Element, tag: str) -> None:
    """Every row of the table is inserted or deleted."""
    for row in descend(tbl, TR):
        if next(a for a in row.iterancestors() if a.tag == TBL) is tbl:
            marking.mark_row(row, tag)


def renumber_drawings(root: etree._Element) -> None:
    """Give drawings whose number occurs twice a number of their own."""
    seen: set[str] = set()
    drawings = list(root.iter(_DOC_PR))
    highest = max((int(d.get("id", "0")) for d in drawings if d.get("id", "").isdigit()), default=0)
    for drawing in drawings:
        if drawing.get("id") in seen:
            highest += 1
            drawing.set("id", str(highest))
        seen.add(drawing.get("id", ""))
    names: set[tuple[str, str]] = set()
    for shape in root.iter(f"{{{V}}}*"):
        for id in VML_IDS:
            name = shape.get(id)
            if name and shape.tag != VML_TYPE:
                if (id, name) in names:
                    highest += 1
                    shape.set(id, f"{name}_{highest}")
                names.add((id, name))


