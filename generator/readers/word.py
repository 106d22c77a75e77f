"""A Word file of ours, edited by anyone -> its passages with their ids. It knows bookmarks and fields, not what a provision says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from generator.ooxml import styles
from generator.ooxml.anchors import is_hashed, provision_id
from generator.ooxml.manifest import Entry, Manifest, read_manifest
from generator.ooxml.names import qn
from generator.ooxml.reading import Package, open_package
from generator.ooxml.resolve import has_tracked_changes, resolve
from generator.ooxml.returned import Mark, Passage, Piece, Remark, Returned
from generator.ooxml.wml import (
    ALTERNATE, AUTHOR, BODY, BOOKMARK_END, BOOKMARK_START, DATE, DEL, DEL_TEXT, FLD_CHAR, FLD_SIMPLE, HYPERLINK, ID, INS, INSTR,
    MOVE_FROM, MOVE_TO, NAME, P, PPR, R_, REVISION_MARKS, RPR, T, TBL, TC, TXBX, VAL,
)

_NUMBER = "passage"  # an attribute of our own, set on each paragraph of the parsed file so that its two views can be matched
_STYLES = (
    styles.DESIGNATOR, styles.DESIGNATOR_MARK, styles.RUN_IN, styles.SOURCE_MARK, styles.DEFINITION, styles.LEAD, styles.BODY,
    styles.TITLE, styles.RECITAL, styles.LIST_NUMBER, styles.LIST_BULLET, *(styles.heading(n) for n in range(1, 5)),
    *(styles.subdivision(n) for n in range(1, 9)), *(styles.flush(n) for n in range(1, 9)),
)
_KINDS = {INS: "inserted", DEL: "deleted", MOVE_FROM: "moved", MOVE_TO: "moved"}
_RANGE_START, _RANGE_END = qn("w:commentRangeStart"), qn("w:commentRangeEnd")
_TYPED = {styles.DESIGNATOR, styles.DESIGNATOR_MARK}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_TARGET = re.compile(r'^\s*(?:(?:REF|PAGEREF)\s+(\S+)|HYPERLINK\s+\\l\s+"([^"]+)")')
_HEADING = re.compile(r"^(?:Unnumbered)?Heading\d$")


def read_word(data: bytes, name: str = "the Word file") -> Returned:
    """The passages of a Word file, by provision where it carries our bookmarks.

    Raises UnusableInput for what is no Word file.
    """
    package = open_package(data, name)
    body = package.root(package.document())
    manifest = find_manifest(package)
    for number, paragraph in enumerate(body.iter(P)):
        paragraph.set(_NUMBER, str(number))
    remarks = _comments(package)
    facts = _Facts(manifest, _marks(body), _anchored(body, remarks), _own_styles(package))
    views = []
    for accept in (True, False):
        view = package.copy().root(package.document())
        resolve(view, accept)
        views.append(_View(facts, view).passages())
    targets = frozenset(id for p in views[0] for id in (p.id, *p.joined) if id)
    return Returned(name, manifest, views[0], views[1], targets, has_tracked_changes(package),
                    tuple(_unread(package, body, manifest, facts)))


def find_manifest(package: Package) -> Manifest | None:
    """The manifest of a file of ours, or None."""
    for part in sorted(package.parts):
        if part.startswith("customXml/item") and part.endswith(".xml") and "Props" not in part:
            found = read_manifest(package.parts[part])
            if found is not None:
                return found
    return None


@dataclass(slots=True)
class _Facts:
    """What both views of a file share: the manifest by bookmark, tracked changes and comments by paragraph number."""

    manifest: Manifest | None
    marks: dict[str, tuple[Mark, ...]]
    remarks: dict[str, tuple[Remark, ...]]
    styles: dict[str, str]  # style id of the file -> our id of the style of that name
    entries: dict[str, Entry] = field(init=False)
    by_id: dict[str, Entry] = field(init=False)

    def __post_init__(self) -> None:
        rows = self.manifest.entries if self.manifest else ()
        self.entries = {e.bookmark: e for e in rows}
        self.by_id = {e.id: e for e in rows}

    def id_of(self, bookmark: str) -> str:
        """The block id of a bookmark, or an empty string where it is none of ours."""
        entry = self.entries.get(bookmark)
        return entry.id if entry else provision_id(bookmark) or ""


# --------------------------------------------------------------------------------------------------------------
# Passages


class _View:
    """One view of the file (all accepted, or all rejected), read from the first paragraph to the last."""

    def __init__(self, facts: _Facts, root: etree._Element):
        self.facts, self.root = facts, root
        self.names: dict[str, str] = {}  # bookmark number -> block id, while it is open
        self.last = ""
        self.clause = ""

    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph that says something or bears an id, but for the summary page of a draft and text boxes."""
        out: list[Passage] = []
        pending: list[str] = []
        skipped = self._summary()
        for element in self.root.iter(P, BOOKMARK_START, BOOKMARK_END):
            if element.tag == P:
                if not _inside(element, skipped) and not _in_box(element):
                    passage = self._passage(element, pending)
                    pending = []
                    if passage is not None:
                        out.append(passage)
            elif not _in_paragraph(element):
                self._mark(element, pending)
        return tuple(out)

    def _summary(self) -> set[etree._Element]:
        """The tables that hold the summary of a draft, which is no part of the instrument."""
        found = set()
        for table in self.root.iter(TBL):
            first = next(table.iter(BOOKMARK_START), None)
            entry = self.facts.entries.get(first.get(NAME, "")) if first is not None else None
            if entry is not None and entry.block == "notice.draft":
                found.add(table)
        return found

    def _mark(self, element: etree._Element, started: list[str]) -> None:
        number = element.get(ID, "")
        if element.tag == BOOKMARK_END:
            self.names.pop(number, None)
            return
        id = self.facts.id_of(element.get(NAME, ""))
        if id:
            self.names[number] = id
            started.append(id)

    def _passage(self, paragraph: etree._Element, pending: list[str]) -> Passage | None:
        open_before = list(self.names.values())
        started = list(pending)
        for element in paragraph.iter(BOOKMARK_START, BOOKMARK_END):
            self._mark(element, started)
        number = paragraph.get(_NUMBER, "")
        pieces, heading = _words(paragraph, self.facts.styles)
        pieces = [replace(p, target=self.facts.id_of(p.target)) if p.target else p for p in pieces]
        text = "".join(p.text for p in pieces)
        id, *joined = started or [""]
        split = not id and bool(open_before)
        after = (open_before[-1] if split else self.last) if not id else self.last
        entry = self.facts.by_id.get(id)
        if id:
            self.last = joined[-1] if joined else id
        style = _style(paragraph, self.facts.styles)
        self._follow(entry, id, style)
        if not text.strip() and not heading and not id:
            return None
        return Passage(
            id, tuple(pieces), heading, tuple(joined), after, split, entry.block if entry else "", self.clause, style,
            next(paragraph.iterancestors(TC), None) is not None, self.facts.marks.get(number, ()),
            self.facts.remarks.get(number, ()),
        )

    def _follow(self, entry: Entry | None, id: str, style: str) -> None:
        """Which clause the passage belongs to: its own, else the one before; a heading of nobody's begins none of ours."""
        if entry is not None and entry.clause:
            self.clause = entry.clause
        elif id:
            of_term = self.clause.startswith("definition:") and id.startswith(f"definitions.{self.clause[11:]}.")
            self.clause = self.clause if of_term else id.partition(".")[0]
        elif _HEADING.match(style):
            self.clause = ""


def _inside(element: etree._Element, tables: set) -> bool:
    return bool(tables) and any(a in tables for a in element.iterancestors(TBL))


def _in_box(element: etree._Element) -> bool:
    return next(element.iterancestors(TXBX), None) is not None


def _in_paragraph(element: etree._Element) -> bool:
    return next(element.iterancestors(P), None) is not None


def _own_styles(package: Package) -> dict[str, str]:
    """Our style ids by the file's: LibreOffice names them anew ("RuninHeading"), but keeps what they are called."""
    part = package.related(package.document(), "styles")
    ours = {_squeezed(id): id for id in _STYLES}
    found = {}
    for style in package.root(part).iter(qn("w:style")) if part is not None else ():
        name = style.find(qn("w:name"))
        id = style.get(qn("w:styleId"), "")
        found[id] = ours.get(_squeezed(name.get(VAL, "")), id) if name is not None else id
    return found


def _squeezed(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _style(paragraph: etree._Element, names: dict[str, str]) -> str:
    properties = paragraph.find(PPR)
    found = None if properties is None else properties.find(qn("w:pStyle"))
    id = "" if found is None else found.get(VAL, "")
    return names.get(id, id)


# --------------------------------------------------------------------------------------------------------------
# Words


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: str = ""
    in_result: bool = False


def _words(paragraph: etree._Element, names: dict[str, str]) -> tuple[list[Piece], str]:
    """The pieces of a paragraph without its typed designator, and its run-in heading."""
    pieces: list[Piece] = []
    heading = ""
    fields: list[_Field] = []
    for run, anchor in _runs(paragraph):
        style = _run_style(run, names)
        for child in run:
            if child.tag == FLD_CHAR:
                _turn(child.get(qn("w:fldCharType")), fields, pieces)
            elif child.tag == INSTR and fields and not fields[-1].in_result:
                fields[-1].code += child.text or ""
            else:
                said = child.text or "" if child.tag == T else _SIGNS.get(child.tag, "")
                if not said or style == styles.SOURCE_MARK or (fields and not fields[-1].in_result):
                    continue
                if fields:
                    fields[-1].result += said
                elif style in _TYPED and not any(p.text.strip() for p in pieces):
                    continue
                elif style == styles.RUN_IN and not any(p.text.strip() for p in pieces):
                    heading += said
                else:
                    _add(pieces, Piece(said, *anchor))
    for left in fields:
        if left.result:
            _add(pieces, Piece(left.result))
    return _trimmed(pieces), heading.strip()


def _turn(kind: str | None, fields: list[_Field], pieces: list[Piece]) -> None:
    """A field begins, comes to its result, or ends."""
    if kind == "begin":
        fields.append(_Field())
    elif kind == "separate" and fields:
        fields[-1].in_result = True
    elif kind == "end" and fields:
        done = fields.pop()
        if fields and fields[-1].in_result:
            fields[-1].result += done.result
        elif not fields and done.result:
            pieces.append(_field_piece(done.code, done.result))


def _field_piece(code: str, result: str) -> Piece:
    match = _TARGET.match(code)
    name = (match[1] or match[2]) if match else ""
    return Piece(result, name, " ".join(code.split())) if name else Piece(result)


def _runs(parent: etree._Element, anchor: tuple[str, str] = ("", "")) -> Iterator[tuple[etree._Element, tuple[str, str]]]:
    """The runs of a paragraph in order, through links, content controls and simple fields; each with its link's target."""
    for child in parent:
        if child.tag == R_:
            yield child, anchor
        elif child.tag == FLD_SIMPLE:
            piece = _field_piece(child.get(qn("w:instr"), ""), "x")
            yield from _runs(child, (piece.target, piece.code))
        elif child.tag == HYPERLINK:
            name = child.get(qn("w:anchor"), "")
            yield from _runs(child, (name, f'HYPERLINK \\l "{name}"') if name else anchor)
        elif child.tag not in (P, PPR, ALTERNATE) and child.tag != TXBX:
            yield from _runs(child, anchor)


def _run_style(run: etree._Element, names: dict[str, str]) -> str:
    properties = run.find(RPR)
    found = None if properties is None else properties.find(qn("w:rStyle"))
    id = "" if found is None else found.get(VAL, "")
    return names.get(id, id)


def _add(pieces: list[Piece], piece: Piece) -> None:
    last = pieces[-1] if pieces else None
    if last is not None and (last.target, last.code) == (piece.target, piece.code):
        pieces[-1] = Piece(last.text + piece.text, piece.target, piece.code)
    else:
        pieces.append(piece)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """The pieces without white space at the two ends of the paragraph."""
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces:
        first = pieces[0]
        pieces[0] = Piece(first.text.lstrip(), first.target, first.code)
        last = pieces[-1]
        pieces[-1] = Piece(last.text.rstrip(), last.target, last.code)
    return pieces


# --------------------------------------------------------------------------------------------------------------
# Tracked changes and comments


def _marks(body: etree._Element) -> dict[str, tuple[Mark, ...]]:
    """The tracked changes by paragraph number; those of a paragraph mark too."""
    found: dict[str, list[Mark]] = {}
    for element in body.iter(*REVISION_MARKS):
        paragraph = next(element.iterancestors(P), None)
        rows = element.getparent().tag == qn("w:trPr")
        inside = [paragraph] if paragraph is not None else list(element.getparent().getparent().iter(P)) if rows else []
        said = "".join(t.text or "" for t in element.iter(T, DEL_TEXT))
        in_mark = element.getparent().tag == RPR
        for one in inside:
            words = "¶" if in_mark else said
            if words or rows:
                found.setdefault(one.get(_NUMBER, ""), []).append(
                    Mark(_KINDS[element.tag], words, element.get(AUTHOR, ""), _day(element.get(DATE, ""))))
    return {number: tuple(marks) for number, marks in found.items()}


def _day(date: str) -> str:
    """A date as the file gives it; LibreOffice writes year 0 where there is none."""
    return "" if date.startswith("0") else date


def _comments(package: Package) -> dict[str, tuple[str, str, str]]:
    """The comments of the file by number: author, date, words."""
    part = package.related(package.document(), "comments")
    if part is None:
        return {}
    return {
        comment.get(ID, ""): (comment.get(AUTHOR, ""), _day(comment.get(DATE, "")), "\n".join(
            "".join(t.text or "" for t in p.iter(T)) for p in comment.iter(P)).strip())
        for comment in package.root(part).iter(qn("w:comment"))
    }


def _anchored(body: etree._Element, comments: dict[str, tuple[str, str, str]]) -> dict[str, tuple[Remark, ...]]:
    """The comments by the number of the paragraph in which their range begins (or their mark stands), with the words of the range."""
    words: dict[str, list[str]] = {}
    begins: dict[str, str] = {}
    open_: list[str] = []
    for element in body.iter(_RANGE_START, _RANGE_END, T, qn("w:commentReference")):
        if element.tag == T:
            for number in open_:
                words.setdefault(number, []).append(element.text or "")
            continue
        number = element.get(ID, "")
        paragraph = next(element.iterancestors(P), None)
        if element.tag == _RANGE_START:
            open_.append(number)
            at = paragraph if paragraph is not None else next(element.itersiblings(P), None)
        else:
            if element.tag == _RANGE_END and number in open_:
                open_.remove(number)
            at = paragraph
        if at is not None:
            begins.setdefault(number, at.get(_NUMBER, ""))
    found: dict[str, list[Remark]] = {}
    for number, at in begins.items():
        if number in comments:
            author, date, said = comments[number]
            found.setdefault(at, []).append(Remark(author, date, said, "".join(words.get(number, ())).strip()))
    return {at: tuple(remarks) for at, remarks in found.items()}


# --------------------------------------------------------------------------------------------------------------
# What was not understood


def _unread(package: Package, body: etree._Element, manifest: Manifest | None, facts: _Facts) -> Iterator[str]:
    if manifest is None:
        yield "The file has no table of provisions of ours; ids are read from bookmarks alone, the rest is matched by its words."
        lost = sum(is_hashed(b.get(NAME, "")) for b in body.iter(BOOKMARK_START))
        if lost:
            yield f"{lost} bookmarks need that table; their provisions are matched by their words."
    boxes = sum(1 for box in body.iter(TXBX) if "".join(t.text or "" for t in box.iter(T)).strip())
    if boxes:
        yield f"{boxes} text boxes were not read."
    for kind in ("footnotes", "endnotes"):
        part = package.related(package.document(), kind)
        if part is not None and any((t.text or "").strip() for t in package.root(part).iter(T)):
            yield f"The {kind} were not read."
    formats = sum(1 for _ in body.iter(qn("w:rPrChange"), qn("w:pPrChange")))
    if formats:
        yield f"{formats} tracked changes of formatting are not listed."
    if not len(body.findall(f"{BODY}")):
        yield "The file has no body."
