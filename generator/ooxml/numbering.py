"""Automatic multi-level numbering: the numbering part, and list and level for a designator. It knows no block.

The period that ends a number ("Section 5.") is kept outside the automatic number, so that a REF field reads
"Section 5(b)" in Word and in LibreOffice; docs/developers/word.md tells why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..document import Level, Series
from .names import DECLARATION, W
from .package import attribute

LEVELS = 9  # what Word knows
INDENT = 720  # twips a level

_FORMATS = {
    "decimal": "decimal",
    "lower-letter": "lowerLetter",
    "upper-letter": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def numeral(n: int, style: str) -> str:
    """The number as Word writes it in a style (after z comes aa, bb)."""
    if style == "decimal":
        return str(n)
    if style.endswith("letter"):
        word = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
    else:
        word, rest = "", n
        for value, letters in _ROMAN:
            while rest >= value:
                word += letters
                rest -= value
    return word.upper() if style.startswith("upper") else word


def bare(designator: str) -> str:
    """A designator without the period that ends it."""
    return designator.removesuffix(".")


@lru_cache(maxsize=4096)
def number_of(level: Level, designator: str) -> int | None:
    """The number that Word must count to, to print this designator; None where it cannot."""
    before, mark, after = level.pattern.partition("{n}")
    if not mark or level.style not in _FORMATS:
        return None
    if not (designator.startswith(before) and designator.endswith(after)):
        return None
    word = designator[len(before) : len(designator) - len(after)]
    if level.style == "decimal":
        return int(word) if word.isascii() and word.isdigit() and word[0] != "0" and len(word) < 6 else None
    return next((n for n in range(1, 1000) if numeral(n, level.style) == word), None) if 0 < len(word) < 16 else None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a designator comes from: list and level of the automatic number, and the `mark` that is typed after it.

    Without a list (`num` is 0) `mark` is the whole designator, typed.
    """

    num: int
    level: int
    mark: str

    @property
    def properties(self) -> str:
        """The `w:numPr` of the paragraph."""
        return f'<w:numPr><w:ilvl w:val="{self.level}"/><w:numId w:val="{self.num}"/></w:numPr>' if self.num else ""


@dataclass(slots=True)
class _Count:
    """How far Word has counted in one series, in the list that is in use."""

    num: int
    counts: list[int] = field(default_factory=lambda: [0] * LEVELS)
    begun_at: int = 0  # the shallowest level that has been counted in this list
    used: bool = False


class Numbering:
    """Counts along with Word, and starts a new list where Word would print another designator than the document's."""

    def __init__(
        self, series: Sequence[Series], *, literal: bool = False, links: Mapping[tuple[str, int], str] | None = None
    ):
        """`links` ties levels of series to the styles of paragraphs that bear them; `literal` types all numbers."""
        self._literal = literal
        self._links = links or {}
        self._series = {one.id: (index, one) for index, one in enumerate(series)}
        self._nums: list[tuple[int, dict[int, int]]] = []
        self._counts: dict[str, _Count] = {}
        if not literal:
            for one in series:
                self._counts[one.id] = _Count(self._new_list(self._series[one.id][0], {}))
        self._bullets = len(self._series)
        self._bullet_list = 0

    def level(self, series: str, level: int) -> Level | None:
        """The level of a series, or None."""
        known = self._series.get(series)
        return known[1].levels[level] if known and 0 <= level < min(len(known[1].levels), LEVELS) else None

    def counts(self, series: str, level: int, designator: str) -> bool:
        """Whether this designator will be an automatic number."""
        spec = self.level(series, level)
        return not self._literal and spec is not None and number_of(spec, designator) is not None

    def list_of(self, series: str) -> int:
        """The first list of a series, to which the paragraph styles are tied; 0 where numbers are typed."""
        return self._series[series][0] + 1 if series in self._counts else 0

    def place(self, series: str, level: int, designator: str, counted: bool = True) -> Placed:
        """The list and level for a designator. What a redline deletes is not `counted`."""
        spec = self.level(series, level)
        number = None if self._literal or spec is None else number_of(spec, designator)
        if spec is None or number is None:
            return Placed(0, level, designator)
        count = self._counts[series]
        if counted:
            self._advance(series, count, level, number)
        return Placed(count.num, level, designator[len(bare(designator)) :])

    def _advance(self, series: str, count: _Count, level: int, number: int) -> None:
        if not count.used:
            count.used, count.begun_at = True, level
        unsure = level < count.begun_at
        if unsure or number != count.counts[level] + 1:
            starts = {upper: max(count.counts[upper], 1) for upper in range(level)} | {level: number}
            count.num = self._new_list(self._series[series][0], starts)
            count.begun_at = level
        count.counts[level] = number
        count.counts[level + 1 :] = [0] * (LEVELS - level - 1)

    def _new_list(self, abstract: int, starts: dict[int, int]) -> int:
        self._nums.append((abstract, starts))
        return len(self._nums)

    def bullets(self) -> int:
        """The list of bullets."""
        if not self._bullet_list:
            self._bullet_list = self._new_list(self._bullets, {})
        return self._bullet_list

    def numbers(self) -> int:
        """A new list of plain numbers, beginning at 1."""
        return self._new_list(self._bullets + 1, {0: 1})

    def part(self) -> bytes:
        """The numbering part."""
        abstracts = [self._abstract(index, one) for index, one in self._series.values()]
        abstracts.append(_simple(self._bullets, "bullet", "•", "ListBullet"))
        abstracts.append(_simple(self._bullets + 1, "decimal", "%1.", "ListNumber"))
        nums = "".join(_num(index + 1, *row) for index, row in enumerate(self._nums))
        return f'{DECLARATION}<w:numbering xmlns:w="{W}">{"".join(abstracts)}{nums}</w:numbering>'.encode()

    def _abstract(self, index: int, series: Series) -> str:
        levels = "".join(self._level(series.id, at, level) for at, level in enumerate(series.levels[:LEVELS]))
        return (
            f'<w:abstractNum w:abstractNumId="{index}"><w:nsid w:val="{_nsid(series.id)}"/>'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )

    def _level(self, series: str, at: int, level: Level) -> str:
        pattern = bare(level.pattern)
        marked = pattern != level.pattern
        link = self._links.get((series, at))
        suffix = "nothing" if marked else "space" if at == 0 else "tab"
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{_FORMATS.get(level.style, "decimal")}"/>'
            f'{f"<w:pStyle w:val={chr(34)}{link}{chr(34)}/>" if link else ""}<w:suff w:val="{suffix}"/>'
            f'<w:lvlText w:val="{attribute(pattern.replace("{n}", f"%{at + 1}"))}"/><w:lvlJc w:val="left"/>'
            f"<w:pPr>{indent(at)}</w:pPr></w:lvl>"
        )


def indent(level: int) -> str:
    """The indentation of a numbered level: a section stands at the margin, subdivisions hang one step further each."""
    if level == 0:
        return '<w:ind w:left="0" w:firstLine="0"/>'
    at = INDENT * level
    return f'<w:tabs><w:tab w:val="num" w:pos="{at}"/></w:tabs><w:ind w:left="{at}" w:hanging="{INDENT}"/>'


def _num(id: int, abstract: int, starts: dict[int, int]) -> str:
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in sorted(starts.items())
    )
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def _simple(index: int, form: str, mark: str, style: str) -> str:
    """A list of one level."""
    return (
        f'<w:abstractNum w:abstractNumId="{index}"><w:nsid w:val="{_nsid(style)}"/>'
        f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="540"/></w:tabs><w:ind w:left="540" w:hanging="270"/></w:pPr>'
        f"</w:lvl></w:abstractNum>"
    )


def _nsid(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:8].upper()
