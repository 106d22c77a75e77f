"""Old and new paragraphs woven into paragraphs with tracked changes. It knows one stretch of paragraphs, not the file."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from ..difference import Span, changed_length, differences
from .inline import Alias, Atom, Line, boxes
from .marks import Marking, mark_properties
from .names import qn
from .shuttle import Shuttle
from .stretch import Stretch, cut_at_markers, whole_runs
from .wml import (
    BOOKMARK_END,
    BOOKMARK_START,
    DEL,
    ID,
    INS,
    MARKERS,
    MOVE_FROM,
    MOVE_TO,
    NAME,
    PPR,
    R_,
    REVISION_MARKS,
    RPR,
    SECTPR,
    layout,
    run_format,
    section_format,
    section_of,
)

_NOT_BASE = frozenset((RPR, SECTPR))
_COMMENT_REFERENCE = qn("w:commentReference")
_HEADERS = frozenset((qn("w:headerReference"), qn("w:footerReference"), qn("w:printerSettings")))


class Loom:
    """Weaves paragraphs of one story. `weave_box` is called for text boxes that both sides have; `taken` are the names of
    bookmarks of the new file, which nothing deleted may bear; `fields` gives the instructions of the fields of both."""

    def __init__(self, marking: Marking, alias: Alias, weave_box: Callable[[etree._Element, etree._Element], None],
                 taken: frozenset[str] = frozenset(), fields: Callable[[], Iterable[str]] = tuple):
        self.marking = marking
        self._fields = fields
        self._pointed_at: frozenset[str] | None = None
        self._taken = taken
        self._alias = alias
        self._weave_box = weave_box
        self._lines: dict[int, tuple[etree._Element, Line]] = {}
        self.moves: dict[etree._Element, str] = {}  # paragraphs of both sides that only changed their place
        self.sections: list[tuple[etree._Element, etree._Element]] = []  # (old, new) of section breaks that are paired
        self._left: dict[str, str] = {}  # bookmarks of deleted paragraphs that the new file bears, and what the paragraphs say
        self._came: set[str] = set()  # bookmarks of inserted paragraphs

    def line(self, p: etree._Element) -> Line:
        """The paragraph read; read once."""
        known = self._lines.get(id(p))
        if known is None:
            known = self._lines[id(p)] = (p, Line(p, self._alias))
        return known[1]

    def release(self) -> None:
        """Let go of what was read, and of whom this loom knows: it would live on in a circle until the next search for such."""
        self._lines.clear()
        del self._weave_box, self._fields

    def pointed_at(self) -> frozenset[str]:
        """The bookmarks that a field of either side points to: when both sides have one, it should not move, for the
        bookmark of a moved paragraph goes with its new place, and after a rejection nothing would be pointed at."""
        if self._pointed_at is None:
            self._pointed_at = frozenset(word for text in self._fields() for word in text.split())
        return self._pointed_at

    def moved_marks(self) -> dict[str, str]:
        """The bookmarks that went from a deleted paragraph to an inserted one, and what the deleted one says."""
        return {name: words for name, words in self._left.items() if name in self._came}

    # Whole paragraphs

    def insert(self, p: etree._Element) -> etree._Element:
        """A paragraph of the new file marked as inserted, in place."""
        name = self.moves.get(p)
        self.marking.note("moved" if name else "inserted", "", self.line(p).plain)
        self._came.update(start.get(NAME, "") for start in p.iter(BOOKMARK_START))
        self._mark(p, INS, name)
        return p

    def delete(self, p: etree._Element) -> etree._Element:
        """A copy of a paragraph of the old file marked as deleted; bookmarks whose names are taken stay behind."""
        name = self.moves.get(p)
        if not name:
            self.marking.note("deleted", self.line(p).plain, "")
        gone = copy.deepcopy(p)
        self._drop_marks(gone, self.line(p).plain)
        self._mark(gone, DEL, name)
        return gone

    def _mark(self, p: etree._Element, tag: str, move: str | None) -> None:
        if move:
            self.marking.mark_moved(p, MOVE_TO if tag == INS else MOVE_FROM, move)
        else:
            self.marking.mark_whole(p, tag)
            self.marking.mark_paragraph(p, tag)

    def is_same(self, old: etree._Element, new: etree._Element) -> bool:
        """Whether two paragraphs agree in every word, thing, format and property."""
        a, b = self.line(old), self.line(new)
        if section_of(old) is not None or section_of(new) is not None or a.key() != b.key():
            return False
        marks = [None if line.properties is None else run_format(line.properties.find(RPR)) or None for line in (a, b)]
        return marks[0] == marks[1] and layout(a.properties) == layout(b.properties) and self._untouched(
            a, b, differences(a.tokens(), b.tokens()))

    def _own_marks(self, p: etree._Element) -> dict[str, tuple[str, str]]:
        """The bookmarks that a deleted paragraph brings along, those that nothing of the new file bears: by their old id
        the id they get and their name."""
        ends = {m.get(ID) for m in p.iter(BOOKMARK_END)}
        own = {}
        for start in p.iter(BOOKMARK_START):
            if start.get(ID) in ends and start.get(NAME) not in self._taken:
                own[start.get(ID)] = (str(self.marking.next_id), start.get(NAME))
                self.marking.next_id += 1
        return own

    def _drop_marks(self, p: etree._Element, words: str) -> None:
        """Leave out of a deleted paragraph all marks without width but its own bookmarks."""
        markers = list(p.iter(_COMMENT_REFERENCE, *MARKERS))
        own = self._own_marks(p) if markers else {}
        for marker in markers:
            if marker.tag not in (BOOKMARK_START, BOOKMARK_END) or marker.get(ID) not in own:
                if marker.tag == BOOKMARK_START:
                    self._left[marker.get(NAME, "")] = words
                _remove(marker)
            else:
                marker.set(ID, own[marker.get(ID)][0])

    # A stretch of paragraphs whose last marks are the same mark

    def cost(self, olds: Sequence[etree._Element], news: Sequence[etree._Element]) -> int:
        """How many characters `weave` would mark."""
        old, new = Stretch([self.line(p) for p in olds]), Stretch([self.line(p) for p in news])
        return changed_length(differences(old.tokens, new.tokens), old.tokens, new.tokens)

    def ends_inserted(self, olds: Sequence[etree._Element], news: Sequence[etree._Element]) -> bool:
        """Whether the last words of the new paragraphs would be marked as inserted."""
        old, new = Stretch([self.line(p) for p in olds]), Stretch([self.line(p) for p in news])
        spans = differences(old.tokens, new.tokens)
        return bool(spans) and not spans[-1].same and spans[-1].new_end > spans[-1].new_start

    def weave(self, olds: Sequence[etree._Element], news: Sequence[etree._Element],
              aligned: tuple[int, int] | None = None) -> list[etree._Element]:
        """The paragraphs that show how the old ones became the new ones.

        `aligned` says how many of each belong to each other; the rest only came or only went.
        """
        old, new = Stretch([self.line(p) for p in olds]), Stretch([self.line(p) for p in news])
        spans = _spans(old, new, *(aligned or (len(olds), len(news))))
        single = len(olds) == len(news) == 1
        if single and self._untouched(old.lines[0], new.lines[0], spans):
            self._finish(news[0], old.lines[0], new.lines[0])
            return [news[0]]
        self._note_spans(old, new, spans)
        shuttle = Shuttle(self.marking, old.frames() & new.frames())
        for span in spans:
            self._throw(shuttle, span, old, new)
        self._same_mark(shuttle, old.lines[-1], new.lines[-1])
        return shuttle.paragraphs

    def _untouched(self, old: Line, new: Line, spans: list[Span]) -> bool:
        if not all(s.same for s in spans) or _has_section(old) != _has_section(new):
            return False
        at = 0
        while at < len(new.text):
            a, b = next(old.slices(at, at + 1))[0], next(new.slices(at, at + 1))[0]
            if a.format != b.format or boxes(b):
                return False
            at = min(a.start + len(a.text), b.start + len(b.text))
        return True

    def _throw(self, shuttle: Shuttle, span: Span, old: Stretch, new: Stretch) -> None:
        if span.same:
            self._throw_same(shuttle, old, new, old.offsets[span.old_start], new.offsets[span.new_start],
                             new.offsets[span.new_end])
            return
        for start, end, line in old.lines_between(old.offsets[span.old_start], old.offsets[span.old_end]):
            marks = self._own_marks(line.element) if start == 0 and end >= len(line.text) > 0 else {}
            for id, name in marks.values():
                shuttle.bookmark(BOOKMARK_START, id, name)
            for atom, a, b in line.slices(start, min(end, len(line.text))):
                shuttle.put(DEL, atom, a, b)
            for id, _ in marks.values():
                shuttle.bookmark(BOOKMARK_END, id)
            if end > len(line.text):
                shuttle.end_paragraph(_copied_properties(line), DEL)
        for start, end, line in new.lines_between(new.offsets[span.new_start], new.offsets[span.new_end]):
            self._put_new(shuttle, line, start, end)
            if end > len(line.text):
                shuttle.end_paragraph(line.properties, INS, line)

    def _put_new(self, shuttle: Shuttle, line: Line, start: int, end: int) -> None:
        for atom, a, b in cut_at_markers(line, start, min(end, len(line.text))):
            if isinstance(atom, Atom):
                shuttle.put(INS, atom, a, b)
            else:
                shuttle.marker(atom)

    def _throw_same(self, shuttle: Shuttle, old: Stretch, new: Stretch, at_old: int, start: int, end: int) -> None:
        shift = at_old - start
        for begin, stop, line in new.lines_between(start, end):
            offset = new.start_of(line) + shift
            items = list(cut_at_markers(line, begin, min(stop, len(line.text))))
            done = 0
            while done < len(items):
                atom, a, b = items[done]
                done += 1
                if not isinstance(atom, Atom):
                    shuttle.marker(atom)
                    continue
                runs, count = whole_runs(items, done - 1, old, offset)
                if runs:
                    shuttle.runs(runs, atom.frames)
                    done += count - 1
                elif atom.key is not None:
                    self._same_thing(shuttle, old.atom_at(offset + atom.start), atom)
                else:
                    self._same_text(shuttle, old.slices(offset + atom.start + a, offset + atom.start + b), atom, a)
            if stop > len(line.text):
                self._same_mark(shuttle, old.line_ending_at(offset + len(line.text)), line)

    def _same_text(self, shuttle: Shuttle, olds: Iterator[tuple[Atom, int, int]], new: Atom, at: int) -> None:
        for old, first, last in olds:
            end = at + last - first
            changed = old.format != new.format
            shuttle.put("", new, at, end, old if changed else None)
            if changed:
                self.marking.note("formatted", new.text[at:end], new.text[at:end])
            at = end

    def _same_thing(self, shuttle: Shuttle, old: Atom, new: Atom) -> None:
        for one, other in zip(boxes(old), boxes(new), strict=True):
            self._weave_box(one, other)
        shuttle.put("", new, 0, 1, old if old.format != new.format and len(new.pieces) == 1 else None)

    # Paragraph marks

    def _same_mark(self, shuttle: Shuttle, old: Line, new: Line) -> None:
        if _has_section(old) != _has_section(new):
            shuttle.end_paragraph(new.properties, INS, new)
            shuttle.end_paragraph(_copied_properties(old), DEL)
        else:
            self._finish(shuttle.end_paragraph(new.properties, "", new), old, new)

    def _finish(self, p: etree._Element, old: Line, new: Line) -> None:
        """Record on the paragraph `p` what its properties were in the old file."""
        before, after = old.properties, p.find(PPR)
        mark_before = None if before is None else before.find(RPR)
        mark_after = None if after is None else after.find(RPR)
        if run_format(mark_before) != run_format(mark_after):
            self.marking.properties_changed(mark_properties(p), mark_before, REVISION_MARKS)
        if _has_section(new):
            self.sections.append((before.find(SECTPR), after.find(SECTPR)))
        if layout(before) != layout(after):
            after = p.find(PPR)
            if after is None:
                after = etree.Element(PPR)
                p.insert(0, after)
            self.marking.properties_changed(after, before, _NOT_BASE)
            self.marking.note("formatted", "", "", new.plain[:80])

    def section_changed(self, old: etree._Element, new: etree._Element) -> None:
        """Record on the section `new` what its properties were."""
        if section_format(old) != section_format(new):
            self.marking.properties_changed(new, old, _HEADERS)
            self.marking.note("structure", "", "", "section")

    def _note_spans(self, old: Stretch, new: Stretch, spans: list[Span]) -> None:
        for span in spans:
            if span.same:
                continue
            before = old.shown(old.offsets[span.old_start], old.offsets[span.old_end])
            after = new.shown(new.offsets[span.new_start], new.offsets[span.new_end])
            if len(before) == len(after) == 1:
                self.marking.note("replaced", before[0][0], after[0][0], after[0][1].plain[:80], after[0][1].id)
                continue
            for text, line in before:
                self.marking.note("deleted", text, "", line.plain[:80], line.id)
            for text, line in after:
                self.marking.note("inserted", "", text, line.plain[:80], line.id)


def _spans(old: Stretch, new: Stretch, olds: int, news: int) -> list[Span]:
    """The differences of the first lines of both, and all the rest as one change."""
    i, j = old.tokens_of(olds), new.tokens_of(news)
    spans = differences(old.tokens[:i], new.tokens[:j])
    if i == len(old.tokens) and j == len(new.tokens):
        return spans
    return [*spans, Span(False, i, len(old.tokens), j, len(new.tokens))]


def _remove(marker: etree._Element) -> None:
    """Take a mark without width out, and the run that held nothing else."""
    parent = marker.getparent()
    parent.remove(marker)
    if parent.tag == R_ and all(c.tag == RPR for c in parent):
        parent.getparent().remove(parent)


def _has_section(line: Line) -> bool:
    return section_of(line.element) is not None


def _copied_properties(line: Line) -> etree._Element | None:
    return None if line.properties is None else copy.deepcopy(line.properties)
