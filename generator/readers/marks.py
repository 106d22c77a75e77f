"""Designators typed by hand or by Word: what begins a line, and one level below which other. Knows no words of law."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SECTION = re.compile(r"^(?P<word>Section|SECTION)\s+(?P<n>\d{1,3}[A-Za-z]?(?:[-–.:]\d+[A-Za-z]?)*|[IVXLC]+)\b"
                      r"(?P<end>\s*[.:)])?(?P<dash>\s*[–—-](?=\s))?(?![A-Z](?:\W|$))(?=\s|$|[“\"(A-Z])")
_SEC = re.compile(_SECTION.pattern.replace("Section|SECTION", r"Sec\.|SEC\."))
_SIGN = re.compile(r"^(?P<word>§+)\s*(?P<n>\d[\w]*(?:[-–.:]\w+)*)(?P<end>[.:])?(?=\s|$)(?P<dash>\s*[–—](?=\s))?")
_ARTICLE = re.compile(r"^(?P<word>ARTICLE|Article|PART|Part|CHAPTER|Chapter)\s+(?P<n>[IVXLC]+|\d{1,4}|[A-Z])(?P<end>[.:])?(?=\s|$)"
                      r"(?P<dash>\s*[–—-](?=\s))?")
_PAREN = re.compile(r"^\((?P<n>\d{1,2}|[a-z]{1,2}|[ivxl]{2,5}|[A-Z]{1,2}|[IVXL]{2,5})\)(?=[\s(“\"A-Za-z]|$)")
_HALF = re.compile(r"^(?P<n>\d{1,2}|[a-z]|[ivx]{2,5}|[A-Z]|[IVX]{2,5})\)(?=\s)")
_DECIMAL = re.compile(r"^(?P<n>\d{1,2}(?:\.\d{1,2})+)\.?(?=\s)")
_DOT = re.compile(r"^(?P<n>\d{1,2}|[a-z]|[ivx]{2,5}|[A-Z]|[IVX]{2,5})\.(?=\s|$)")
_SQUARE = re.compile(r"^\[(?P<n>\d{1,2}|[a-z])\](?=\s)")
_FORMS = (("section", _SECTION), ("sec", _SEC), ("§", _SIGN), ("article", _ARTICLE), ("()", _PAREN), (")", _HALF), ("1.1", _DECIMAL), (".", _DOT),
          ("[]", _SQUARE))
TOP = ("section", "sec", "§", "article")


@dataclass(frozen=True, slots=True)
class Mark:
    """A designator: its form (section, sec, §, article, (), ), ., 1.1, []), its number as typed, the whole as typed."""

    form: str
    number: str
    typed: str

    @property
    def top(self) -> bool:
        """True for a designator that only a section, article or section of a code bears."""
        return self.form in TOP

    def classes(self, style: str = "") -> tuple[tuple[str, int], ...]:
        """The numbering styles that the number can belong to, each with its value."""
        found = _classes(self.number)
        return tuple(c for c in found if not style or c[0] == style) or found


def mark_of(text: str) -> tuple[Mark, str] | None:
    """The designator that a text begins with and the rest of it; None where it begins with words."""
    for form, pattern in _FORMS:
        match = pattern.match(text)
        if match and not _goes_on(form, match, text):
            return Mark(form, match["n"].replace("–", "-"), match.group().strip()), text[match.end():].lstrip()
    return None


def _goes_on(form: str, match: re.Match, text: str) -> bool:
    """Whether a sentence begins here that speaks of a section: Section 23 governs …"""
    if form not in TOP or match["end"] or match["dash"]:
        return False
    return bool(re.match(r"\s*[a-z(]|[,;]", text[match.end():]))


def _classes(number: str) -> tuple[tuple[str, int], ...]:
    if number.isdigit():
        return (("decimal", int(number)),)
    case = "lower" if number.islower() else "upper"
    low, out = number.lower(), []
    if low.isalpha() and (len(low) == 1 or len(set(low)) == 1):
        out.append((f"{case}-letter", (len(low) - 1) * 26 + ord(low[0]) - 96))
    value = roman(low)
    if value and (len(low) > 1 or low in "ivx"):
        out.append((f"{case}-roman", value))
    if not out and re.fullmatch(r"\d+[A-Za-z]", number):
        out.append(("decimal", int(number[:-1])))
    tail = re.search(r"(\d+)\D*$", number)
    return tuple(out) or ((("decimal", int(tail[1])),) if tail else (("other", 0),))


def roman(low: str) -> int:
    """The value of a Roman number in small letters; 0 for what is none."""
    if not low or any(c not in _ROMAN for c in low):
        return 0
    total = 0
    for here, after in zip(low, [*low[1:], ""], strict=True):
        value = _ROMAN[here]
        total += -value if after and _ROMAN[after] > value else value
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    return total if total < 100 and tens[total // 10] + ones[total % 10] == low else 0


@dataclass(slots=True)
class Level:
    """One open level: the form and numbering style of its designators and the last value."""

    form: str
    style: str
    value: int


class Levels:
    """The levels that are open below a section, outermost first."""

    def __init__(self):
        self.open: list[Level] = []

    def clear(self) -> None:
        """Close all levels."""
        self.open = []

    def place(self, mark: Mark, style: str = "") -> int:
        """The depth (from 0) at which a designator belongs; deeper levels are closed.

        The one that it continues, else a new level below for a first one, else the level of its kind.
        """
        choices = mark.classes(style)
        at = self._continued(mark, choices)
        if at is None:
            at = self._known(mark, choices)
        if at is None:
            form, value = choices[-1] if len(choices) > 1 and choices[-1][1] == 1 and choices[0][1] > 1 else choices[0]
            self.open.append(Level(mark.form, form, value))
            return len(self.open) - 1
        depth, form, value = at
        del self.open[depth + 1:]
        self.open[depth] = Level(mark.form, form, value)
        return depth

    def continues(self, mark: Mark, style: str = "") -> bool:
        """Whether a designator is the next of a level that is open."""
        return self._continued(mark, mark.classes(style)) is not None

    def _continued(self, mark: Mark, choices) -> tuple[int, str, int] | None:
        """The deepest level whose last number this one follows."""
        for depth in range(len(self.open) - 1, -1, -1):
            level = self.open[depth]
            for form, value in choices:
                if level.form == mark.form and level.style == form and value == level.value + 1:
                    return depth, form, value
        return None

    def _known(self, mark: Mark, choices) -> tuple[int, str, int] | None:
        """The deepest level of this kind, whatever its last number; not for what can begin a list of another kind."""
        new = any(value == 1 for _, value in choices)
        for depth in range(len(self.open) - 1, -1, -1):
            level = self.open[depth]
            for form, value in choices:
                if level.form == mark.form and level.style == form and not (new and value != 1):
                    return depth, form, value
        return None
