"""Lines -> the parts of an instrument, as a careful clerk would read them. Knows numbering and the parts, no file format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.readers.front import Front, front_of
from generator.readers.layout import Layout, Marked, is_first, stands_out
from generator.readers.lines import Line, NotUnderstood, Transcript, brief
from generator.readers.marks import Levels, Mark, mark_of
from generator.readers.parts import (
    ATTACHED, BARE_DEFINITION, DEFINITION, ENACTING, FURTHER, OFFICER, OPERATIVE, RECITAL, SIGNATURE, is_heading, split_heading,
)

CODE = ("§", "sec")  # forms of designators that sections of a code bear inside a numbered section


@dataclass(slots=True)
class Node:
    """A part while it is read: kind (recital, enacting, section, provision, paragraph, items, table, signature), words, children."""

    kind: str
    line: Line
    text: str = ""
    heading: str = ""
    mark: str = ""
    role: str = "body"
    series: str = "instrument"
    children: list[Node] = field(default_factory=list)
    flush: list[Line] = field(default_factory=list)
    items: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Parted:
    """An instrument in parts: the title block, the nodes in order, what was not understood."""

    front: Front
    nodes: list[Node]
    notes: list[NotUnderstood]


def parted(transcript: Transcript) -> Parted:
    """The parts of the lines."""
    return _Clerk(transcript).read()


class _Clerk:
    """One reading, line after line."""

    def __init__(self, transcript: Transcript):
        self.transcript = transcript
        layout = Layout(transcript.lines)
        self.lines, self.start, self.top = layout.lines, layout.start, layout.top
        self.coded = self.top == "section" and any(x.mark and x.mark.form in CODE for x in self.lines)
        self.nodes: list[Node] = []
        self.notes: list[NotUnderstood] = []
        self.section: Node | None = None
        self.outer: Node | None = None  # the section that sets out sections of a code
        self.levels = Levels()
        self.defining: Levels | None = None  # the numbers of a list inside a definition
        self.open: list[Node] = []
        self.ending = False

    # Reading

    def read(self) -> Parted:
        """All parts."""
        front = front_of(x.line for x in self.lines[:self.start])
        for line in front.rest:
            self._out_of_front(line)
        for at in range(self.start, len(self.lines)):
            self._take(at)
        for node in walk(self.nodes):
            _even_headings(node)
        return Parted(front, self.nodes, self.notes)

    def _out_of_front(self, line: Line) -> None:
        if line.rows:
            self.nodes.append(Node("table", line))
        else:
            self.nodes.append(Node("paragraph", line, line.text, role="small"))
            self._note(line, "stands above the body and is no part of a title that the reader knows")

    def _take(self, at: int) -> None:
        one = self.lines[at]
        text = one.line.text
        if one.line.rows:
            self._place().append(Node("table", one.line))
        elif self.ending and not self._resumes(one):
            self._end(one)
        elif RECITAL.match(text):
            self._close_section()
            self.nodes.append(Node("recital", one.line, text))
        elif FURTHER.match(text):
            self._close_section()
            self.nodes.append(Node("paragraph", one.line, text))
        elif ENACTING.match(text) and not self.section and not one.line.heading and (one.mark is None or not one.mark.top):
            self._enact(one)
        elif self._is_end(one, at):
            self._close_section()
            self.ending = True
            self._end(one)
        elif self._is_section(one):
            self._open_section(one, at)
        elif one.mark is not None and self.section is not None:
            self._provision(one.mark, one.text, one.line, at)
        else:
            self._unmarked(one, at)

    def _resumes(self, one: Marked) -> bool:
        return bool(ATTACHED.match(one.line.text)) or one.mark is not None and one.mark.top and one.mark.form == self.top or bool(
            RECITAL.match(one.line.text))

    def _enact(self, one: Marked) -> None:
        match = OPERATIVE.match(one.line.text)
        if match and len(match["rest"].split()) > 3:
            self.nodes.append(Node("enacting", one.line, match["words"]))
            self.nodes.append(Node("paragraph", one.line, match["rest"]))
        else:
            self.nodes.append(Node("enacting", one.line, one.line.text))

    # Sections

    def _is_section(self, one: Marked) -> bool:
        mark = one.mark
        if mark is None:
            return self.top == "heading" and stands_out(one) or bool(ATTACHED.match(one.line.text))
        if mark.top:
            return not (mark.form == "article" and self.top != "article" and not one.text and False)
        if "|" not in self.top:
            return False
        form, style = self.top.split("|")
        if mark.form != form or style not in [c[0] for c in mark.classes(one.line.style)]:
            return False
        return self.levels_top(mark, style)

    def levels_top(self, mark: Mark, style: str) -> bool:
        """Whether a designator of the kind that sections bear is the next of them and not one of a list inside a section."""
        value = dict(mark.classes()).get(style, 0)
        last = getattr(self, "last_top", 0)
        inner = [x for x in self.levels.open if x.form == mark.form and x.style == style]
        if inner and value == inner[-1].value + 1 and value != last + 1:
            return False
        return last == 0 or value == last + 1 or (value > last and not inner) or value == last

    def _open_section(self, one: Marked, at: int) -> None:
        mark = one.mark
        if mark is not None and mark.form == "article" and self.top != "article":
            heading = Node("paragraph", one.line, one.line.text, role="heading")
            if self.section is not None and self.coded:
                (self.outer or self.section).children.append(heading)
            else:
                self._close_section()
                self.nodes.append(heading)
            return
        inner = mark is not None and self._of_code(mark)
        if not inner:
            self._close_section()
        if mark is not None and "|" in self.top:
            self.last_top = dict(mark.classes()).get(self.top.split("|")[1], 0)
        words = one.text if mark is not None else one.line.text
        node = Node("section", one.line, mark=mark.typed if mark else "", series="code" if inner or mark and mark.form == "§" else "instrument")
        node.heading, rest = self._heading(words, one, at)
        if inner:
            self.outer = self.outer or self.section
            (self.outer.children if self.outer else self.nodes).append(node)
        else:
            self.nodes.append(node)
        self.section = node
        self.defining = None
        self.levels.clear()
        self.open = []
        if rest:
            self._section_text(rest, one.line, at)

    def _heading(self, words: str, one: Marked, at: int) -> tuple[str, str]:
        """The heading of a section and the words that follow it on the same line; a lone number takes its heading from the next line."""
        if not words:
            after = self.lines[at + 1] if at + 1 < len(self.lines) else None
            if after and after.mark is None and not after.line.rows and is_heading(after.line.text) and not RECITAL.match(after.line.text):
                self.lines[at + 1] = replace(after, line=replace(after.line, text=""), text="")
                return after.line.text.rstrip(" .:"), ""
            return "", ""
        if is_heading(words):
            return words.rstrip(" .:–—-"), ""
        return split_heading(words, one.line.bold)

    def _section_text(self, rest: str, line: Line, at: int) -> None:
        """The words on the line of a section's designator: its first subdivision or its lead."""
        found = mark_of(rest)
        run_in = re.split(r"(?<=[.;])\s+(?=\((?:[a-z]|\d)\)\s+[A-Z])", rest)
        if found and len(run_in) > 1 and is_first(found[0]):
            for piece in run_in:
                self._provision(*mark_of(piece), line, at)
        elif found and found[0].form in ("()", ")", ".") and is_first(found[0]) and self._second(found[0], at):
            self._provision(found[0], found[1], line, at)
        else:
            self._paragraph(replace(line, text=rest))

    def _of_code(self, mark: Mark) -> bool:
        """Whether a section stands inside another, which sets out sections of a code."""
        if mark.form in CODE and self.top == "section" and (self.section or self.outer):
            return True
        return mark.form == "section" and "-" in mark.number and bool(self.outer or self.section) and "-" not in (
            self.outer or self.section).mark

    def _close_section(self) -> None:
        self.defining = None
        self.section = self.outer = None
        self.levels.clear()
        self.open = []

    # Subdivisions

    def _in_definition(self, mark: Mark, text: str, line: Line) -> bool:
        """Puts a numbered line that belongs to the definition before it into that definition's list; False where it does not."""
        if self.defining is None or DEFINITION.match(text) or mark.form == "auto":
            return False
        style, place = line.style if line.mark else "", self.section.children
        ordered = place[-1].kind == "items" and self.defining.open
        if not (self.defining.continues(mark, style) if ordered else is_first(mark) and not self.levels.continues(mark, style)):
            if not (ordered and is_first(mark) and not self.levels.continues(mark, style)):
                self.defining = None
                return False
        self.defining.place(mark, style)
        if ordered:
            place[-1].items.append(replace(line, text=text))
        else:
            place.append(Node("items", line, role="ordered", items=[replace(line, text=text)]))
        return True

    def _provision(self, mark: Mark, text: str, line: Line, at: int) -> None:
        if self._in_definition(mark, text, line):
            return
        depth = self.levels.place(mark, line.style if line.mark else "")
        first = depth >= len(self.open)
        del self.open[depth:]
        if first and mark.classes() and not any(v <= 1 for _, v in mark.classes()) and mark.form in ("()", ".", ")"):
            self._note(line, f"begins a list at {mark.typed}; what stands before it was not found", mark.typed)
        node = Node("provision", line, mark=mark.typed, series=self.section.series)
        (self.open[-1].children if self.open else self.section.children).append(node)
        self.open.append(node)
        inner = mark_of(text)
        if inner and inner[0].form in ("()", ")", ".") and is_first(inner[0]) and inner[0].form + inner[0].number != mark.form + mark.number and (
                self._second(inner[0], at) and not text.startswith("(s)")):
            self._provision(inner[0], inner[1], line, at)
            return
        heading, node.text = split_heading(text, line.bold)
        if heading and not DEFINITION.match(text):
            node.heading = heading
        elif is_heading(text) and self._leads(at) and (line.bold or text.isupper()):
            node.heading, node.text = text.rstrip(" .:"), ""
        else:
            node.text = text

    def _leads(self, at: int) -> bool:
        """Whether something follows that a heading can lead."""
        return at + 1 < len(self.lines) and not self.lines[at + 1].line.rows

    def _second(self, mark: Mark, at: int) -> bool:
        """Whether a second designator of this kind follows before the list ends."""
        styles = {c[0] for c in mark.classes()}
        for one in self.lines[at + 1:at + 30]:
            if one.mark is None:
                continue
            if one.mark.top:
                return False
            if one.mark.form == mark.form and any(style in styles and value == 2 for style, value in one.mark.classes()):
                return True
        return False

    # Paragraphs without a designator

    def _unmarked(self, one: Marked, at: int) -> None:
        line = one.line
        if not line.text:
            return
        if one.mark is not None and self.section is None:  # a numbered line outside of any section
            line = replace(line, text=f"{line.mark} {line.text}".strip() if one.automatic else line.text)
        if line.bullet:
            self._bullet(line)
        elif self.section is None:
            role = "heading" if stands_out(one) else "body"
            self.nodes.append(Node("paragraph", line, line.text, role=role))
        else:
            self._paragraph(line, stands_out(one))

    def _paragraph(self, line: Line, heading: bool = False) -> None:
        """An unnumbered paragraph of a section: heading, definition, lead, flush text, or body."""
        place = self.section.children
        if DEFINITION.match(line.text) or self._defines() and BARE_DEFINITION.match(line.text):
            self.defining = Levels()
            place.append(Node("paragraph", line, line.text, role="definition"))
        elif heading:
            self.levels.clear()
            self.open = []
            place.append(Node("paragraph", line, line.text, role="heading"))
        elif self.defining is not None:
            place.append(Node("paragraph", line, line.text, role="definition"))
        elif self.open and (holder := self._holder(line)) is not None:
            holder.flush.append(line)
            del self.open[self.open.index(holder) + 1:]
            del self.levels.open[len(self.open):]
        elif self.open or place:
            place.append(Node("paragraph", line, line.text, role="body"))
        else:
            place.append(Node("paragraph", line, line.text, role="lead"))

    def _defines(self) -> bool:
        """Whether the section is headed as definitions."""
        return bool(re.search(r"\bdefin", self.section.heading, re.I))

    def _holder(self, line: Line) -> Node | None:
        """The open subdivision whose flush text a paragraph is: by its small letter, else by its indentation; None for the section's own."""
        last = self.open[-1]
        if line.text[:1].islower():
            return self.open[-2] if len(self.open) > 1 and not last.children else (last if last.children or not last.text.endswith(".") else None)
        if not line.indent:
            return None
        below = [n for n in self.open if n.line.indent and abs(n.line.indent - line.indent) < 1]
        return below[-1] if below and below[-1].line.indent > 0 and not line.centered else None

    def _bullet(self, line: Line) -> None:
        if self.open and self.defining is None:
            self._provision(Mark("•", "•", "•"), line.text, line, len(self.lines))
            return
        place = self._place()
        if place and place[-1].kind == "items":
            place[-1].items.append(line)
        else:
            place.append(Node("items", line, items=[line]))

    def _place(self) -> list[Node]:
        return self.section.children if self.section and not self.ending else self.nodes

    # The end

    def _is_end(self, one: Marked, at: int) -> bool:
        if one.mark is not None and (one.mark.top or one.automatic):
            return False
        text = one.line.text
        if not (self.section or self.nodes):
            return False
        if re.match(r"_{5,}", text):
            return len(text.split()) < 9
        if SIGNATURE.match(text):
            return len(text.split()) < 40 and not re.search(r"\b(?:shall|must)\b", text)
        return bool(OFFICER.match(text)) and at > len(self.lines) * 0.6

    def _end(self, one: Marked) -> None:
        text = one.line.text
        if not text:
            return
        fresh = bool(SIGNATURE.match(text)) and not re.match(r"^_{3,}|^By:|^/s/", text)
        last = self.nodes[-1] if self.nodes else None
        if fresh or last is None or last.kind != "signature":
            self.nodes.append(Node("signature", one.line, text if fresh else "", role=_role(text), items=[] if fresh else [one.line]))
        else:
            last.items.append(one.line)

    def _note(self, line: Line, why: str, text: str = "") -> None:
        self.notes.append(NotUnderstood(self.transcript.place(line), brief(text or line.text), why))


def _even_headings(node: Node) -> None:
    """Where most subdivisions of a level have run-in headings, those whose heading holds a verb have theirs too."""
    group = [n for n in node.children if n.kind == "provision"]
    bare = [n for n in group if not n.heading]
    if len(bare) == len(group):
        return
    for one in bare:
        if one.children and is_heading(one.text):
            one.heading, one.text = one.text.rstrip(" ."), ""
            continue
        if len(bare) * 2 >= len(group):
            continue
        match = re.match(r"(?P<head>[A-Z][^.:;,“”\"]{3,70})\.\s+(?=[A-Z“\"(])", one.text)
        if match and len(match["head"].split()) <= 8 and not re.search(r"\b(?:shall|must|may)\b", match["head"]):
            one.heading, one.text = match["head"], one.text[match.end():]


def _role(text: str) -> str:
    low = text.casefold()
    return ("attestation" if low.startswith("attest") else "approval" if low.startswith("approved as") else
            "certification" if "certif" in low else "execution")


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node below."""
    for node in nodes:
        yield node
        yield from walk(node.children)
