"""Takes hidden text out of a Word file: hidden by itself, by its styles, or as a row of a table; no number comes to light."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from .fields import Field, fields
from .names import qn
from .reading import Package
from .stylesheet import StyleSheet, paragraph_of
from .wml import (
    BOOKMARK_END,
    BOOKMARK_START,
    DEL_TEXT,
    ID,
    MARKERS,
    NAME,
    P,
    PPR,
    R_,
    REVISION_MARKS,
    RPR,
    SDT_CONTENT,
    SECTPR,
    T,
    TBL,
    TR,
    TRPR,
    VAL,
    descend,
    mark_of,
)

_VANISH = qn("w:vanish")
_STRUCTURE = frozenset(qn(f"w:{n}") for n in ("fldChar", "instrText", "delInstrText"))
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_OFF = frozenset(("0", "false", "off"))


def take_out_hidden(package: Package, is_needed: Callable[[str], bool], note: Callable[[str, str], None]) -> None:
    """Take it out of every story and tell `note` what it was; a bookmark whose name `is_needed` moves to what follows."""
    styles = StyleSheet(package)
    notes: dict[str, set[str]] = {"footnotes": set(), "endnotes": set()}
    for part in package.stories():
        work = _Story(package.root(part), styles, is_needed, note, notes)
        work.rows()
        work.words()
    for kind, ids in notes.items():
        part = package.related(package.document(), kind)
        if part is not None and ids:
            _drop_notes(package.root(part), ids, note)


class _Story:
    """One part with running text."""

    def __init__(self, root, styles: StyleSheet, is_needed, note, notes: dict[str, set[str]]):
        self._root, self._styles, self._is_needed, self._note, self._notes = root, styles, is_needed, note, notes

    def rows(self) -> None:
        """Hidden rows, and the tables of which none is left."""
        for row in descend(self._root, TR):
            hidden = row.find(f"{TRPR}/{qn('w:hidden')}")
            if hidden is None or hidden.get(VAL) in _OFF:
                continue
            table = row.getparent()
            self._note("hidden text", _words(row))
            self._remove(row)
            if table is not None and table.tag == TBL and table.find(f".//{TR}") is None:
                self._remove(table)

    def words(self) -> None:
        """Hidden runs, and the paragraphs of which nothing can be seen."""
        hidden = {run for run in self._root.iter(R_) if self._styles.turns_on(_VANISH, run.find(RPR), paragraph_of(run))}
        whole = {run for field in fields(self._root) if _all_in(field, hidden) for run in field.runs()}
        emptied = []
        for run in [r for r in self._root.iter(R_) if r in hidden]:
            paragraph = paragraph_of(run)
            words = _words(run)
            if words.strip():
                self._note("hidden text", words)
                if paragraph is not None and paragraph not in emptied:
                    emptied.append(paragraph)
            if run not in whole and any(c.tag in _STRUCTURE for c in run):
                for t in list(run.iter(T, DEL_TEXT)):
                    t.getparent().remove(t)
            elif run.getparent() is not None:
                self._remove(run)
        for paragraph in emptied:
            if self._styles.turns_on(_VANISH, mark_of(paragraph), paragraph) and _can_go(paragraph):
                if self._styles.is_numbered(paragraph):
                    self._note("hidden paragraph with a number, which counts no more", "")
                self._remove(paragraph)

    def _remove(self, element: etree._Element) -> None:
        """Take an element out; marks that reach beyond it, and those that are needed, go to the next or the last paragraph."""
        for tag, kind in _NOTES.items():
            self._notes[kind].update(mark.get(ID, "") for mark in element.iter(tag))
        kept = self._kept(element)
        after, before = _beside(element) if kept else (None, None)
        if after is not None:
            at = 0 if after.find(PPR) is None else 1
            for mark in reversed(kept):
                after.insert(at, mark)
        elif before is not None:
            before.extend(kept)
        parent = element.getparent()
        parent.remove(element)
        if parent.tag in REVISION_MARKS and not len(parent):
            parent.getparent().remove(parent)
        elif parent.tag == SDT_CONTENT and not len(parent):
            parent.getparent().getparent().remove(parent.getparent())

    def _kept(self, element: etree._Element) -> list[etree._Element]:
        marks = list(element.iter(*MARKERS))
        starts = {m.get(ID): m for m in marks if m.tag == BOOKMARK_START}
        ends = {m.get(ID) for m in marks if m.tag == BOOKMARK_END}
        inside = {id for id, start in starts.items() if id in ends and not self._is_needed(start.get(NAME, ""))}
        return [m for m in marks if m.tag not in (BOOKMARK_START, BOOKMARK_END) or m.get(ID) not in inside]


def _all_in(field: Field, hidden: set[etree._Element]) -> bool:
    runs = field.runs()
    return field.simple is None and bool(runs) and all(run in hidden for run in runs)


def _words(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(T, DEL_TEXT))


def _beside(element: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """The paragraphs after and before an element, wherever they stand."""
    around = (element, *element.iterancestors())
    after = next((p for one in around for sibling in one.itersiblings() for p in sibling.iter(P)), None)
    before = next((list(sibling.iter(P))[-1] for one in around for sibling in one.itersiblings(preceding=True)
                   if next(sibling.iter(P), None) is not None), None)
    return after, before


def _can_go(paragraph: etree._Element) -> bool:
    """Whether nothing stands in the paragraph that can be seen or that the document needs, its own place among others included."""
    if any(c.tag != RPR for run in paragraph.iter(R_) for c in run) or next(paragraph.iter(SECTPR), None) is not None:
        return False
    before, after = paragraph.getprevious(), paragraph.getnext()
    beside = [one.tag for one in (before, after) if one is not None]
    if after is not None and after.tag in (P, TBL):
        return beside != [TBL, TBL]  # two tables with nothing between them would become one
    return before is not None and before.tag == P


def _drop_notes(root: etree._Element, ids: set[str], note: Callable[[str, str], None]) -> None:
    """The notes that hidden references called for."""
    for one in list(root):
        if one.get(ID) in ids and one.get(qn("w:type")) in (None, "normal"):
            note("hidden text", _words(one))
            root.remove(one)
