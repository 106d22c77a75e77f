"""Footnotes and endnotes of both files under one numbering, then woven. It knows references and notes, not paragraphs."""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree

from ..alignment import Line as Member
from ..alignment import align
from .adoption import Adoption
from .marks import Marking
from .names import qn
from .reading import Package
from .wml import DEL, ID, INS, MARKERS, P, T

KINDS = {"footnotes": qn("w:footnoteReference"), "endnotes": qn("w:endnoteReference")}

WeaveStory = Callable[[etree._Element, str, etree._Element, str], None]


class Notes:
    """One kind of note. Make it before the text is woven (it renumbers the old references), `weave` it after."""

    def __init__(self, kind: str, old: Package, out: Package, adoption: Adoption):
        self._kind, self._tag, self._out, self._adoption = kind, KINDS[kind], out, adoption
        self._old_part = old.related(old.document(), kind)
        self._olds = _by_id(old, self._old_part)
        self._news = _by_id(out, out.related(out.document(), kind))
        self._pairs: dict[str, str] = {}  # new id -> old id
        self._gone: dict[str, str] = {}  # fresh id -> old id

    def adopt(self, old_body: etree._Element, new_body: etree._Element) -> None:
        """Give the references of the old text the ids of the new file."""
        before, after = self._used(old_body, self._olds), self._used(new_body, self._news)
        if not before:
            return
        names: dict[str, str] = {}
        pairs = align([_member(self._olds[i]) for i in before], [_member(self._news[i]) for i in after], alike=0.4)
        for i, j in _in_gaps(pairs):
            if i is not None and j is not None:
                names[before[i]] = after[j]
                self._pairs[after[j]] = before[i]
        fresh = max((int(i) for i in self._news if i.lstrip("-").isdigit()), default=0)
        for id in before:
            if id not in names:
                fresh += 1
                names[id] = str(fresh)
                self._gone[str(fresh)] = id
        for reference in old_body.iter(self._tag):
            reference.set(ID, names.get(reference.get(ID, ""), reference.get(ID, "")))

    def weave(self, marking: Marking, body: etree._Element, weave: WeaveStory) -> None:
        """Show in the notes what changed in them; notes of deleted text come over from the old file."""
        references: dict[str, list[etree._Element]] = {}
        for reference in body.iter(self._tag):
            references.setdefault(reference.get(ID, ""), []).append(reference)
        marking.story = self._kind.rstrip("s")
        part = self._out.related(self._out.document(), self._kind)
        for id, old_id in self._pairs.items():
            found = references.get(id, [])
            gone = [r for r in found if any(a.tag == DEL for a in r.iterancestors())]
            if len(found) == 1:
                if not gone:
                    weave(copy.deepcopy(self._olds[old_id]), self._old_part, self._news[id], part)
                continue
            fresh = str(self._highest() + 1)
            for reference in gone:
                reference.set(ID, fresh)
            self._bring(fresh, old_id, marking)
            _mark_note(marking, self._news[id], INS)
        for fresh, old_id in self._gone.items():
            if references.get(fresh):
                self._bring(fresh, old_id, marking)
        for id, note in self._news.items():
            if id not in self._pairs and id in references:
                _mark_note(marking, note, INS)

    def _bring(self, fresh: str, old_id: str, marking: Marking) -> None:
        note = copy.deepcopy(self._olds[old_id])
        note.set(ID, fresh)
        for marker in list(note.iter(*MARKERS)):
            marker.getparent().remove(marker)
        root = self._adoption.notes_root(self._kind)
        part = self._out.related(self._out.document(), self._kind)
        self._adoption.adopt(note, self._old_part, part)
        _mark_note(marking, note, DEL)
        root.append(note)

    def _highest(self) -> int:
        root = self._adoption.notes_root(self._kind)
        return max((int(n.get(ID)) for n in root if (n.get(ID) or "").isdigit()), default=0)

    def _used(self, body: etree._Element, notes: dict[str, etree._Element]) -> list[str]:
        return list(dict.fromkeys(r.get(ID, "") for r in body.iter(self._tag) if r.get(ID, "") in notes))


def _by_id(package: Package, part: str | None) -> dict[str, etree._Element]:
    if part is None:
        return {}
    return {n.get(ID, ""): n for n in package.root(part) if n.get(qn("w:type")) in (None, "normal")}


def _member(note: etree._Element) -> Member:
    text = "".join(t.text or "" for t in note.iter(T))
    return Member(text, tuple(text.split()), "note")


def _in_gaps(pairs):
    """The pairs, and where as many notes went as came between two of them, those in their order."""
    gap: list = []
    for pair in [*pairs, (-1, -1)]:
        if None in pair:
            gap.append(pair)
            continue
        gone, come = [i for i, _ in gap if i is not None], [j for _, j in gap if j is not None]
        yield from zip(gone, come, strict=True) if len(gone) == len(come) else gap
        gap = []
        if pair[0] != -1:
            yield pair


def _mark_note(marking: Marking, note: etree._Element, tag: str) -> None:
    """All words of a note are inserted or deleted (the note itself comes and goes with its reference)."""
    for p in list(note.iter(P)):
        marking.mark_whole(p, tag)
