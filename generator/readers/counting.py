"""Automatic numbers of Word and OpenDocument as they are printed. Knows lists and levels, no paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from generator.ooxml.numbering import numeral
from generator.ooxml.names import qn
from generator.ooxml.reading import Package
from generator.ooxml.wml import VAL

_STYLES = {"decimal": "decimal", "lowerLetter": "lower-letter", "upperLetter": "upper-letter", "lowerRoman": "lower-roman",
           "upperRoman": "upper-roman", "decimalZero": "decimal"}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: numbering style ("" for bullets and none), pattern with %1 … %9, first number, what restarts it."""

    style: str
    pattern: str
    start: int = 1
    bullet: bool = False
    plain: bool = False  # all numbers in it as figures
    indent: float = 0.0
    restart: int = -1  # the level (from 1) after which it restarts; 0 never; -1 after any higher one


@dataclass(slots=True)
class Counted:
    """The numbers of one list as they grow."""

    levels: Mapping[int, ListLevel]
    values: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """The number of the next paragraph at a level, as printed."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        for upper in range(depth):
            if upper in self.levels and upper not in self.values:
                self.values[upper] = self.levels[upper].start
        self.values[depth] = self.values.get(depth, level.start - 1) + 1
        for lower in [d for d in self.values if d > depth]:
            rule = self.levels[lower].restart if lower in self.levels else -1
            if rule == -1 or 0 < rule and depth < rule:
                del self.values[lower]
        return self.shown(level)

    def shown(self, level: ListLevel) -> str:
        """The pattern with the present numbers."""
        if not level.style:
            return ""

        def number(match: re.Match) -> str:
            at = int(match[1]) - 1
            style = "decimal" if level.plain else (self.levels[at].style if at in self.levels else "decimal")
            return numeral(self.values.get(at, 1), style or "decimal")

        return re.sub(r"%(\d)", number, level.pattern).strip()


class WordLists:
    """The lists of a Word file: the number of each paragraph, asked for in the order of the text."""

    def __init__(self, package: Package):
        part = package.related(package.document(), "numbering")
        root = package.root(part) if part else None
        self.lists: dict[str, tuple[str, dict[int, ListLevel], dict[int, int]]] = {}
        self.counts: dict[str, Counted] = {}
        self.begun: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstracts = {a.get(qn("w:abstractNumId"), ""): {int(x.get(qn("w:ilvl"), "0")): _level(x) for x in a.iterfind(qn("w:lvl"))}
                     for a in root.iterfind(qn("w:abstractNum"))}
        links = {s.get(VAL): a.get(qn("w:abstractNumId"), "") for a in root.iterfind(qn("w:abstractNum"))
                 if (s := a.find(qn("w:styleLink"))) is not None}
        for a in root.iterfind(qn("w:abstractNum")):
            style = a.find(qn("w:numStyleLink"))
            if style is not None and links.get(style.get(VAL)):
                abstracts[a.get(qn("w:abstractNumId"), "")] = abstracts[links[style.get(VAL)]]
        for num in root.iterfind(qn("w:num")):
            pointer = num.find(qn("w:abstractNumId"))
            abstract = pointer.get(VAL, "") if pointer is not None else ""
            levels, starts = dict(abstracts.get(abstract, {})), {}
            for change in num.iterfind(qn("w:lvlOverride")):
                depth = int(change.get(qn("w:ilvl"), "0"))
                if (own := change.find(qn("w:lvl"))) is not None:
                    levels[depth] = _level(own)
                if (start := change.find(qn("w:startOverride"))) is not None:
                    starts[depth] = int(start.get(VAL, "1"))
            self.lists[num.get(qn("w:numId"), "")] = (abstract, levels, starts)

    def next(self, list_id: str, depth: int) -> tuple[str, ListLevel | None]:
        """The printed number of the next paragraph of a list, and its level; ("", None) for no list."""
        if list_id not in self.lists:
            return "", None
        abstract, levels, starts = self.lists[list_id]
        count = self.counts.setdefault(abstract, Counted(levels))
        count.levels = levels
        if list_id not in self.begun:
            self.begun.add(list_id)
            for at, start in starts.items():
                count.values[at] = start - 1
                for lower in [d for d in count.values if d > at]:
                    del count.values[lower]
        return count.next(depth), levels.get(depth)


def _level(element: etree._Element) -> ListLevel:
    def value(name: str, default: str) -> str:
        found = element.find(qn(name))
        return default if found is None else found.get(VAL, default)

    form, pattern = value("w:numFmt", "decimal"), value("w:lvlText", "")
    side = element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    indent = side.get(qn("w:left"), side.get(qn("w:start"), "0")) if side is not None else "0"
    return ListLevel(_STYLES.get(form, "") if form not in ("bullet", "none") else "", pattern, int(value("w:start", "1")),
                     form == "bullet", element.find(qn("w:isLgl")) is not None, float(indent), int(value("w:lvlRestart", "-1")))
