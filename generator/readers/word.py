"""A Word file of ours, edited by anyone -> its passages with their ids. It knows bookmarks, not what a provision says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from generator.ooxml.anchors import is_hashed, provision_id
from generator.ooxml.manifest import Entry, Manifest, read_manifest
from generator.ooxml.names import qn
from generator.ooxml.reading import Package, open_package
from generator.ooxml.resolve import has_tracked_changes, resolve
from generator.ooxml.stylesheet import StyleSheet
from generator.ooxml.returned import Mark, Passage, Remark, Returned
from generator.readers.word_looks import look_of
from generator.readers.word_marks import NUMBER, comments_of, marks_of, remarks_of
from generator.readers.word_runs import own_styles, words_of
from generator.ooxml.wml import (
    BODY,
    BOOKMARK_END,
    BOOKMARK_START,
    ID,
    NAME,
    P,
    PPR,
    T,
    TBL,
    TC,
    TXBX,
    VAL,
)

SUMMARY = "notice"  # the id of the summary page of a draft, for a file that lost its manifest
_HEADING = re.compile(r"^(?:Unnumbered)?Heading\d$")


def read_word(data: bytes, name: str = "the Word file") -> Returned:
    """The passages of a Word file, by provision where it carries our bookmarks.

    Raises UnusableInput for what is no Word file.
    """
    package = open_package(data, name)
    body = package.root(package.document())
    manifest = find_manifest(package)
    for number, paragraph in enumerate(body.iter(P)):
        paragraph.set(NUMBER, str(number))
    remarks = comments_of(package)
    facts = _Facts(manifest, marks_of(body), remarks_of(body, remarks), own_styles(package), StyleSheet(package))
    views = []
    for accept in (True, False):
        view = package.copy().root(package.document())
        resolve(view, accept)
        views.append(_View(facts, view).passages())
    targets = frozenset(id for p in views[0] for id in (p.id, *p.joined) if id)
    return Returned(
        name, manifest, views[0], views[1], targets, has_tracked_changes(package), tuple(_unread(package, body, manifest, facts))
    )


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
    sheet: StyleSheet
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
            name = "" if first is None else first.get(NAME, "")
            entry = self.facts.entries.get(name)
            if entry.block == "notice.draft" if entry is not None else self.facts.manifest is None and (
                    provision_id(name) or "").partition(".")[0] == SUMMARY:
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
        number = paragraph.get(NUMBER, "")
        pieces, heading = words_of(paragraph, self.facts.styles)
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
        look = look_of(paragraph, self.facts.sheet)
        return Passage(
            id,
            tuple(pieces),
            heading,
            tuple(joined),
            after,
            split,
            entry.block if entry else "",
            self.clause,
            style,
            next(paragraph.iterancestors(TC), None) is not None,
            self.facts.marks.get(number, ()),
            self.facts.remarks.get(number, ()),
            look.hidden,
            look.struck,
            look.level,
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


def _style(paragraph: etree._Element, names: dict[str, str]) -> str:
    properties = paragraph.find(PPR)
    found = None if properties is None else properties.find(qn("w:pStyle"))
    id = "" if found is None else found.get(VAL, "")
    return names.get(id, id)


# --------------------------------------------------------------------------------------------------------------
# What was not understood


def _excerpt(texts: Iterable[str]) -> str:
    """The beginning of each of the first few texts."""
    said = [f"“{text if len(text) <= 90 else text[:87] + '…'}”" for text in texts]
    return "; ".join(said[:5]) + ("; …" if len(said) > 5 else "")


def _unread(package: Package, body: etree._Element, manifest: Manifest | None, facts: _Facts) -> Iterator[str]:
    if manifest is None:
        yield "The file has no table of provisions of ours; ids are read from bookmarks alone, the rest is matched by its words."
        lost = sum(is_hashed(b.get(NAME, "")) for b in body.iter(BOOKMARK_START))
        if lost:
            yield f"{lost} bookmarks need that table; their provisions are matched by their words."
    boxes = [said for box in body.iter(TXBX) if (said := " ".join("".join(t.text or "" for t in box.iter(T)).split()))]
    if boxes:
        yield f"{len(boxes)} text boxes were not read, and may bind: {_excerpt(dict.fromkeys(boxes))}"
    for kind in ("footnotes", "endnotes"):
        part = package.related(package.document(), kind)
        notes = [] if part is None else [" ".join("".join(t.text or "" for t in note.iter(T)).split()) for note in package.root(part)]
        if any(notes):
            yield f"The {kind} were not read, and may bind: {_excerpt(filter(None, notes))}"
    formats = sum(1 for _ in body.iter(qn("w:rPrChange"), qn("w:pPrChange")))
    if formats:
        yield f"{formats} tracked changes of formatting are not listed."
    if not len(body.findall(f"{BODY}")):
        yield "The file has no body."
