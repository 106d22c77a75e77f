"""The look of a whole text before it is read: designators read off, where the body begins, what bears the sections. Reads no part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.readers.front import is_long_title
from generator.readers.lines import Line
from generator.readers.marks import Mark, mark_of
from generator.readers.parts import ENACTING, OFFICER, RECITAL, SIGNATURE, is_heading, split_heading


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with its designator read off: the mark (or None), the words after it, whether Word made the number."""

    line: Line
    mark: Mark | None
    text: str
    automatic: bool = False


def with_lone_marks(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The lines; a designator that stands alone on its line is joined to the words after it."""
    held: Line | None = None
    for line in lines:
        found = mark_of(f"{line.text} ") if line.text and not line.mark and not line.rows else None
        if held is not None:
            line = replace(line, text=f"{held.text} {line.text}", number=held.number) if line.text and not line.mark else line
            held = None
        elif found and not found[1].strip() and not found[0].top:
            held = line
            continue
        yield line
    if held is not None:
        yield held


def marked(line: Line) -> Marked:
    """The line with its designator read off."""
    if line.mark and line.text[:1] in (".", ":", ")") and not line.mark.endswith(line.text[:1]):
        line = replace(line, mark=line.mark + line.text[0], text=line.text[1:].lstrip())
    if line.mark:
        found = mark_of(f"{line.mark} x") or mark_of(f"{line.mark}. x")
        mark = replace(found[0], typed=line.mark) if found else Mark("auto", line.mark, line.mark)
        return Marked(line, mark, line.text, True)
    found = mark_of(line.text) if not line.bullet else None
    return Marked(line, found[0], found[1]) if found else Marked(line, None, line.text)


class Layout:
    """A text as marked lines: `start` is where its title block ends, `top` what bears its sections.

    `top` is section, sec, §, article, heading, or the form and style of a designator (".|decimal"); empty where nothing does.
    """

    def __init__(self, lines: tuple[Line, ...]):
        self.lines = [marked(x) for x in with_lone_marks(lines)]
        self.start = self._first()
        self.top = self._top()

    def _first(self) -> int:
        """Where the title block ends: the first recital, enacting words, numbered section, or long paragraph."""
        for at, one in enumerate(self.lines):
            text = one.line.text
            body = one.mark is not None and (one.mark.top and one.mark.form != "article" or one.automatic or is_first(one.mark) and at > 0)
            if RECITAL.match(text) or ENACTING.match(text) and not _is_number_line(text) or body and not _is_number_line(text):
                return at
            if one.line.heading and at and not one.line.centered and is_heading(text) and self._headed(at):
                return at
        return min(len(self.lines), 4)

    def _headed(self, at: int) -> bool:
        """Whether a heading leads words of law and is no part of the title block."""
        after = next((x for x in self.lines[at + 1:at + 2]), None)
        return after is not None and len(after.text.split()) > 12 and not RECITAL.match(after.text) and not is_long_title(after.text)

    def _top(self) -> str:
        """What bears the sections: section, §, article, a form and style of designators, or headings."""
        body = self.lines[self.start:]
        forms = {m.mark.form for m in body if m.mark and m.mark.top}
        for form in ("section", "sec", "§", "article"):
            if form in forms:
                return form
        headings = [i for i, m in enumerate(body) if m.mark is None and stands_out(m)]
        first = next((i for i, m in enumerate(body) if m.mark is not None and not RECITAL.match(m.line.text)), None)
        if len(headings) >= 2 and (first is None or headings[0] < first) and not self._all_headed(body, first):
            return "heading"
        if first is None:
            return "heading" if headings else ""
        mark = body[first].mark
        choices = mark.classes(body[first].line.style)
        style = next((c[0] for c in choices if c[1] == 1), choices[0][0])
        return f"{mark.form}|{style}"

    def _all_headed(self, body: list[Marked], first: int | None) -> bool:
        """Whether the first kind of designator stands on heading lines itself: 1. DEFINITIONS, 2. POLICY."""
        if first is None:
            return False
        form = body[first].mark.form
        alike = [m for m in body if m.mark and m.mark.form == form]
        return sum(is_heading(m.text) or bool(split_heading(m.text, m.line.bold)[0]) for m in alike) * 2 >= len(alike) and is_heading(body[first].text)


def stands_out(one: Marked) -> bool:
    """Whether a line is set as a heading: by its style, in capitals, or all bold."""
    text = one.line.text
    if not is_heading(text) or SIGNATURE.match(text) or OFFICER.match(text):
        return False
    return bool(one.line.heading) or text.isupper() and len(text) > 4 or one.line.bold.rstrip(" .:") == text.rstrip(" .:") and bool(one.line.bold)


def is_first(mark: Mark) -> bool:
    """Whether a designator can begin a list: 1, a, A, i."""
    return any(value == 1 for _, value in mark.classes())


def _is_number_line(text: str) -> bool:
    """ORDINANCE NO. 5 and the like begin no body, nor does “I. ”."""
    return bool(re.match(r"^(?:ORDINANCE|RESOLUTION|EXECUTIVE ORDER|ORDER)\b", text))
