"""Writes woven paragraphs piece by piece: frames, revision wrappers, runs. It decides nothing about what changed."""

from __future__ import annotations

import copy
from collections.abc import Hashable

from lxml import etree

from .inline import Atom, Frame, Line
from .marks import Marking, Untrackable
from .wml import DEL, DEL_INSTR, DEL_TEXT, HYPERLINK, ID, INSTR, NAME, R_, RPR, SDT, SDT_CONTENT, SPACE, P, T


class Shuttle:
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

    def runs(self, runs: list[etree._Element], frames: tuple[Frame, ...]) -> None:
        """Whole runs of the new file, unmarked, as they are."""
        self._open_frames(frames, "")
        parent = self._parent_for("")
        self._run = None
        for run in runs:
            run.tail = None
            parent.append(run)

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

    def bookmark(self, tag: str, id: str, name: str = "") -> None:
        """The start or the end of a bookmark of the old file, outside all frames."""
        self._close_frames(0)
        self._wrapper = self._run = None
        element = etree.SubElement(self._p, tag)
        element.set(ID, id)
        if name:
            element.set(NAME, name)

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
        if not frames and not self._frames:
            return
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
