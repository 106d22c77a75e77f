"""Old and new paragraphs woven into paragraphs with tracked changes. It knows one stretch of paragraphs, not the file."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterator, Sequence

from lxml import etree

from ..difference import Span, changed_length, differences
from .inline import Alias, Atom, Frame, Line, boxes
from .marks import Marking, Untrackable, as_deleted, mark_properties
from .wml import (
    BOOKMARK_END, BOOKMARK_START, DEL, DEL_INSTR, DEL_TEXT, HYPERLINK, ID, INS, INSTR, MARKERS, NAME, P, PPR, R_, REVISION_MARKS,
    RPR, SDT, SDT_CONTENT, SECTPR, SPACE, T, layout, run_format, section_format, section_of,
)
from .names import qn

MARK = ("paragraph mark",)
_MARK_CHAR = "\u2029"
_NOT_BASE = frozenset((RPR, SECTPR))
_HEADERS = frozenset((qn("w:headerReference"), qn("w:footerReference"), qn("w:printerSettings")))


class Loom:
    """Weaves paragraphs of one story. `weave_box` is called for text boxes that both sides have."""

    def __init__(self, marking: Marking, alias: Alias, weave_box: Callable[[etree._Element, etree._Element], None]):
        self.marking = marking
        self._alias = alias
        self._weave_box = weave_box
        self._lines: dict[int, tuple[etree._Element, Line]] = {}
        self.sections: list[tuple[etree._Element, etree._Element]] = []  # (old, new) of section breaks that are paired

    def line(self, p: etree._Element) -> Line:
        """The paragraph read; read once."""
        known = self._lines.get(id(p))
        if known is None:
            known = self._lines[id(p)] = (p, Line(p, self._alias))
        return known[1]

    # Whole paragraphs

    def insert(self, p: etree._Element) -> etree._Element:
        """A paragraph of the new file marked as inserted, in place."""
        self.marking.note("inserted", "", self.line(p).plain)
        self.marking.mark_whole(p, INS)
        self.marking.mark_paragraph(p, INS)
        return p

    def delete(self, p: etree._Element, taken: frozenset[str]) -> etree._Element:
        """A copy of a paragraph of the old file marked as deleted; bookmarks whose names are `taken` stay behind."""
        self.marking.note("deleted", self.line(p).plain, "")
        gone = copy.deepcopy(p)
        _drop_marks(gone, taken, self.marking)
        self.marking.mark_whole(gone, DEL)
        self.marking.mark_paragraph(gone, DEL)
        return gone

    # A stretch of paragraphs whose last marks are the same mark

    def cost(self, olds: Sequence[etree._Element], news: Sequence[etree._Element]) -> int:
        """How many characters `weave` would mark."""
        old, new = _Stretch([self.line(p) for p in olds]), _Stretch([self.line(p) for p in news])
        return changed_length(differences(old.tokens, new.tokens), old.tokens, new.tokens)

    def weave(self, olds: Sequence[etree._Element], news: Sequence[etree._Element],
              aligned: tuple[int, int] | None = None) -> list[etree._Element]:
        """The paragraphs that show how the old ones became the new ones.

        `aligned` says how many of each belong to each other; the rest only came or only went.
        """
        old, new = _Stretch([self.line(p) for p in olds]), _Stretch([self.line(p) for p in news])
        spans = _spans(old, new, *(aligned or (len(olds), len(news))))
        single = len(olds) == len(news) == 1
        if single and _has_section(old.lines[0]) == _has_section(new.lines[0]) and self._untouched(old.lines[0], new.lines[0], spans):
            self._finish(news[0], old.lines[0], new.lines[0])
            return [news[0]]
        self._note_spans(old, new, spans)
        shuttle = _Shuttle(self.marking, old.frames() & new.frames())
        for span in spans:
            self._throw(shuttle, span, old, new)
        self._same_mark(shuttle, old.lines[-1], new.lines[-1])
        return shuttle.paragraphs

    def _untouched(self, old: Line, new: Line, spans: list[Span]) -> bool:
        if not all(s.same for s in spans):
            return False
        at = 0
        while at < len(new.text):
            a, b = next(old.slices(at, at + 1))[0], next(new.slices(at, at + 1))[0]
            if a.format != b.format or boxes(b):
                return False
            at = min(a.start + len(a.text), b.start + len(b.text))
        return True

    def _throw(self, shuttle: _Shuttle, span: Span, old: _Stretch, new: _Stretch) -> None:
        if span.same:
            self._throw_same(shuttle, old, new, old.offsets[span.old_start], new.offsets[span.new_start],
                             new.offsets[span.new_end])
            return
        for start, end, line in old.lines_between(old.offsets[span.old_start], old.offsets[span.old_end]):
            for atom, a, b in line.slices(start, min(end, len(line.text))):
                shuttle.put(DEL, atom, a, b)
            if end > len(line.text):
                shuttle.end_paragraph(_copied_properties(line), DEL)
        for start, end, line in new.lines_between(new.offsets[span.new_start], new.offsets[span.new_end]):
            self._put_new(shuttle, line, start, end)
            if end > len(line.text):
                shuttle.end_paragraph(line.properties, INS, line)

    def _put_new(self, shuttle: _Shuttle, line: Line, start: int, end: int) -> None:
        for atom, a, b in _cut_at_markers(line, start, min(end, len(line.text))):
            if isinstance(atom, Atom):
                shuttle.put(INS, atom, a, b)
            else:
                shuttle.marker(atom)

    def _throw_same(self, shuttle: _Shuttle, old: _Stretch, new: _Stretch, at_old: int, start: int, end: int) -> None:
        shift = at_old - start
        for begin, stop, line in new.lines_between(start, end):
            offset = new.start_of(line) + shift
            for atom, a, b in _cut_at_markers(line, begin, min(stop, len(line.text))):
                if not isinstance(atom, Atom):
                    shuttle.marker(atom)
                elif atom.key is not None:
                    self._same_thing(shuttle, old.atom_at(offset + atom.start), atom)
                else:
                    self._same_text(shuttle, old.slices(offset + atom.start + a, offset + atom.start + b), atom, a)
            if stop > len(line.text):
                self._same_mark(shuttle, old.line_ending_at(offset + len(line.text)), line)

    def _same_text(self, shuttle: _Shuttle, olds: Iterator[tuple[Atom, int, int]], new: Atom, at: int) -> None:
        for old, first, last in olds:
            end = at + last - first
            changed = old.format != new.format
            shuttle.put("", new, at, end, old if changed else None)
            if changed:
                self.marking.note("formatted", new.text[at:end], new.text[at:end])
            at = end

    def _same_thing(self, shuttle: _Shuttle, old: Atom, new: Atom) -> None:
        for one, other in zip(boxes(old), boxes(new), strict=True):
            self._weave_box(one, other)
        shuttle.put("", new, 0, 1, old if old.format != new.format and len(new.pieces) == 1 else None)

    # Paragraph marks

    def _same_mark(self, shuttle: _Shuttle, old: Line, new: Line) -> None:
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

    def untouched(self, old: etree._Element, new: etree._Element) -> None:
        """Take note of an equal pair: the sections that end with it belong together."""
        if section_of(new) is not None:
            self.sections.append((section_of(old), section_of(new)))

    def section_changed(self, old: etree._Element, new: etree._Element) -> None:
        """Record on the section `new` what its properties were."""
        if section_format(old) != section_format(new):
            self.marking.properties_changed(new, old, _HEADERS)
            self.marking.note("structure", "", "", "section")

    def _note_spans(self, old: _Stretch, new: _Stretch, spans: list[Span]) -> None:
        for span in spans:
            if not span.same:
                before = old.shown(old.offsets[span.old_start], old.offsets[span.old_end])
                after = new.shown(new.offsets[span.new_start], new.offsets[span.new_end])
                kind = "replaced" if before and after else "deleted" if before else "inserted"
                self.marking.note(kind, before, after, new.lines[0].plain[:80])


class _Stretch:
    """Several lines as one sequence of tokens; a MARK stands between two of them."""

    def __init__(self, lines: list[Line]):
        self.lines = lines
        self.tokens: list[Hashable] = []
        self.offsets = [0]
        self._starts: list[int] = []
        at = 0
        for number, line in enumerate(lines):
            if number:
                self.tokens.append(MARK)
                at += 1
                self.offsets.append(at)
            self._starts.append(at)
            for token in line.tokens():
                at += len(token) if isinstance(token, str) else 1 if token[0] == "thing" else len(token[0])
                self.tokens.append(token)
                self.offsets.append(at)
        self.text = _MARK_CHAR.join(line.text for line in lines)

    def frames(self) -> set[Hashable]:
        """The keys of all frames."""
        return {f.key for line in self.lines for a in line.atoms for f in a.frames}

    def tokens_of(self, lines: int) -> int:
        """How many tokens the first lines have, without the mark behind them."""
        return sum(len(line.tokens()) for line in self.lines[:lines]) + lines - 1

    def start_of(self, line: Line) -> int:
        """The offset at which the line begins."""
        return self._starts[next(k for k, known in enumerate(self.lines) if known is line)]

    def lines_between(self, start: int, end: int) -> Iterator[tuple[int, int, Line]]:
        """The lines that a stretch touches, with offsets in each; an end beyond the text means: with its mark."""
        for begin, line in zip(self._starts, self.lines, strict=True):
            last = begin + len(line.text)
            if start <= last and end > begin and start < end:
                yield max(0, start - begin), min(end - begin, len(line.text) + 1), line

    def atom_at(self, offset: int) -> Atom:
        """The atom at an offset."""
        return next(self.slices(offset, offset + 1))[0]

    def line_ending_at(self, offset: int) -> Line:
        """The line whose mark stands at the offset."""
        return next(line for begin, line in zip(self._starts, self.lines, strict=True) if begin + len(line.text) == offset)

    def slices(self, start: int, end: int) -> Iterator[tuple[Atom, int, int]]:
        """The atoms between two offsets."""
        for begin, stop, line in self.lines_between(start, end):
            yield from line.slices(begin, min(stop, len(line.text)))

    def shown(self, start: int, end: int) -> str:
        """The text between two offsets as a person reads it."""
        parts = []
        for begin, stop, line in self.lines_between(start, end):
            for atom, a, b in line.slices(begin, min(stop, len(line.text))):
                parts.append(atom.text[a:b] if atom.key is None else f"[{_kind(atom)}]")
            if stop > len(line.text):
                parts.append("\u00b6")
        return "".join(parts)


class _Shuttle:
    """Writes paragraphs piece by piece: frames, revision wrappers and runs are opened and closed as needed."""

    def __init__(self, marking: Marking, lasting: set[Hashable]):
        self._marking = marking
        self._lasting = lasting  # frames that both sides have
        self.paragraphs: list[etree._Element] = []
        self._p = etree.Element(P)
        self._frames: list[tuple[Hashable, etree._Element]] = []
        self._wrapper: tuple[str, etree._Element] | None = None
        self._run: tuple[object, etree._Element] | None = None
        self._controls: set[Hashable] = set()
        self._marked: dict[int, tuple[etree._Element, str]] = {}  # content controls to be marked when they close

    def put(self, status: str, atom: Atom, start: int, end: int, old: Atom | None = None) -> None:
        """A stretch of an atom, unmarked (""), inserted or deleted; `old` is what it was when only its format changed."""
        self._open_frames(atom.frames, status)
        parent = self._parent_for(status)
        if atom.whole is not None:
            if status and not atom.whole.tag.endswith(("}oMath", "}oMathPara")):
                raise Untrackable(f"a change of {etree.QName(atom.whole).localname}")
            self._run = None
            parent.append(copy.deepcopy(atom.whole))
            return
        if atom.key is None:
            self._text(parent, status, atom, atom.text[start:end], old)
            return
        self._run = None
        for properties, content in atom.pieces:
            run = self._new_run(parent, properties, old)
            piece = copy.deepcopy(content)
            piece.tail = None
            if status == DEL and piece.tag in (T, INSTR):
                piece.tag = DEL_TEXT if piece.tag == T else DEL_INSTR
            run.append(piece)

    def _text(self, parent: etree._Element, status: str, atom: Atom, text: str, old: Atom | None) -> None:
        style = (atom.format, old.format if old else None)
        if self._run is None or self._run[0] != style or self._run[1].getparent() is not parent:
            run = self._new_run(parent, atom.pieces[0][0], old)
            element = etree.SubElement(run, DEL_TEXT if status == DEL else T)
            self._run = (style, run)
            element.text = ""
        element = self._run[1][-1]
        element.text += text
        if element.text[:1].isspace() or element.text[-1:].isspace() or "  " in element.text:
            element.set(SPACE, "preserve")

    def _new_run(self, parent: etree._Element, properties: etree._Element | None, old: Atom | None) -> etree._Element:
        run = etree.SubElement(parent, R_)
        if properties is not None and len(properties):
            run.append(copy.deepcopy(properties))
        if old is not None:
            if run.find(RPR) is None:
                run.insert(0, etree.Element(RPR))
            self._marking.properties_changed(run[0], old.pieces[0][0], frozenset())
        return run

    def marker(self, element: etree._Element) -> None:
        """A mark without width of the new file."""
        self._wrapper = self._run = None
        parent = self._frames[-1][1] if self._frames else self._p
        parent.append(copy.deepcopy(element) if element.tag == R_ else element)

    def end_paragraph(self, properties: etree._Element | None, status: str, line: Line | None = None) -> etree._Element:
        """Close the paragraph; its mark is unmarked (""), inserted or deleted. `line` is the new line that ends here."""
        p = self._p
        if line is not None:
            self._close_frames(0)
            for at, marker in line.markers:
                if at >= len(line.text):
                    self.marker(marker)
            for name, value in line.element.attrib.items():
                p.set(name, value)
        if properties is not None:
            p.insert(0, properties)
        if status:
            self._marking.mark_paragraph(p, status)
        self.paragraphs.append(p)
        self._close_frames(0)
        self._p = etree.Element(P)
        self._wrapper = self._run = None
        return p

    def _close_frames(self, to: int) -> None:
        for _, element in reversed(self._frames[to:]):
            control, status = self._marked.pop(id(element), (None, ""))
            if control is not None:
                self._marking.mark_control(control, status)
        del self._frames[to:]

    def _open_frames(self, frames: tuple[Frame, ...], status: str) -> None:
        keys = [f.key for f in frames]
        if [k for k, _ in self._frames] == keys:
            return
        self._wrapper = self._run = None
        common = 0
        while common < min(len(keys), len(self._frames)) and keys[common] == self._frames[common][0]:
            common += 1
        self._close_frames(common)
        for frame in frames[common:]:
            self._frames.append((frame.key, self._new_frame(frame, status)))

    def _new_frame(self, frame: Frame, status: str) -> etree._Element:
        parent = self._frames[-1][1] if self._frames else self._p
        if frame.element.tag == SDT:
            shell = etree.SubElement(parent, SDT)
            shell.extend(copy.deepcopy(c) for c in frame.element if c.tag != SDT_CONTENT)
            content = etree.SubElement(shell, SDT_CONTENT)
            if frame.key in self._controls:
                raise Untrackable("a content control that was cut")
            self._controls.add(frame.key)
            if frame.key not in self._lasting:
                self._marked[id(content)] = (shell, status)
            return content
        element = etree.SubElement(parent, frame.element.tag, dict(frame.element.attrib))
        if frame.element.tag == HYPERLINK:
            return element
        element.extend(copy.deepcopy(c) for c in frame.element if c.tag.endswith("Pr"))
        return element

    def _parent_for(self, status: str) -> etree._Element:
        parent = self._frames[-1][1] if self._frames else self._p
        if not status:
            if self._wrapper is not None:
                self._wrapper = self._run = None
            return parent
        if self._wrapper is None or self._wrapper[0] != status or self._wrapper[1].getparent() is not parent:
            wrapper = self._marking.new(status)
            parent.append(wrapper)
            self._wrapper, self._run = (status, wrapper), None
        return self._wrapper[1]


def _spans(old: _Stretch, new: _Stretch, olds: int, news: int) -> list[Span]:
    """The differences of the first lines of both, and all the rest as one change."""
    i, j = old.tokens_of(olds), new.tokens_of(news)
    spans = differences(old.tokens[:i], new.tokens[:j])
    if i == len(old.tokens) and j == len(new.tokens):
        return spans
    return [*spans, Span(False, i, len(old.tokens), j, len(new.tokens))]


def _cut_at_markers(line: Line, start: int, end: int) -> Iterator[tuple[Atom | etree._Element, int, int]]:
    """The atoms between two offsets, cut where a marker stands, with the markers (not those at the very end)."""
    at = start
    for position, marker in line.markers:
        if position < start or position >= end:
            continue
        yield from line.slices(at, position)
        yield marker, 0, 0
        at = position
    yield from line.slices(at, end)


def _kind(atom: Atom) -> str:
    return etree.QName(atom.pieces[0][1] if atom.pieces else atom.whole).localname


def _has_section(line: Line) -> bool:
    return section_of(line.element) is not None


def _copied_properties(line: Line) -> etree._Element | None:
    return None if line.properties is None else copy.deepcopy(line.properties)


def _drop_marks(p: etree._Element, taken: frozenset[str], marking: Marking) -> None:
    """Leave out of a deleted paragraph all marks without width but bookmarks of its own that nothing else has."""
    starts = {m.get(ID): m for m in p.iter(BOOKMARK_START)}
    ends = {m.get(ID) for m in p.iter(BOOKMARK_END)}
    own = {}
    for id, start in starts.items():
        if id in ends and start.get(NAME) not in taken:
            own[id] = str(marking.next_id)
            marking.next_id += 1
    for marker in list(p.iter(*MARKERS)):
        if marker.tag not in (BOOKMARK_START, BOOKMARK_END) or marker.get(ID) not in own:
            marker.getparent().remove(marker)
        else:
            marker.set(ID, own[marker.get(ID)])
    for reference in list(p.iter(qn("w:commentReference"))):
        reference.getparent().remove(reference)
    as_deleted(p)
