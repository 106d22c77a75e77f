"""House style as data: words of duty, numbering, references in words, recitals, headings, marks of amendment.

Manuals disagree, so nothing of this is in code: a style pack is a file of profiles/styles/. Knows no clause, no place
and no law. Speaks English only: in other languages the language's own catalogue rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal, get_args

from generator.document import Level
from generator.errors import UnusableInput, did_you_mean
from generator.sources import load, shipped

DutyWord = Literal["must", "must not", "may", "may not"]
NumberStyle = Literal["decimal", "lower-letter", "upper-letter", "lower-roman", "upper-roman"]
SeriesName = Literal["instrument", "code"]

DUTY_WORDS: tuple[str, ...] = get_args(DutyWord)
_SMALL_WORDS = frozenset("a an and as at but by for from in into nor of on or per the to up via with".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelForm:
    """How one level below a section is numbered and called."""

    style: NumberStyle
    pattern: Annotated[str, "The mark, with {n} for the number: ({n}) or {n}."]
    name: Annotated[str, "What a reference calls it: subsection, paragraph, subparagraph, clause."]

    def __post_init__(self):
        _need_n(self.pattern, "pattern")

    def level(self) -> Level:
        """The same, as the Document numbers by it."""
        return Level(self.style, self.pattern, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecitalWords:
    """The words around a recital."""

    opening: Annotated[str, "Before each recital, with its space: “WHEREAS, ”."] = "WHEREAS, "
    closing: Annotated[str, "After each recital but the last two."] = ";"
    before_last: Annotated[str, "After the last but one."] = "; and"
    last: Annotated[str, "After the last; the enacting words that follow say “now, therefore”."] = ";"

    def end(self, position: int, count: int) -> str:
        """What closes the recital at `position` (from 0) of `count`."""
        return self.last if position == count - 1 else self.before_last if position == count - 2 else self.closing


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """How a section and its subdivisions are cited in words."""

    form: Annotated[Literal["joined", "nested"], "joined: Section 5(b)(1); nested: paragraph (1) of subsection (b) of "
                                                 "Section 5."] = "joined"
    section: Annotated[str, "A section of the instrument, with {n}."] = "Section {n}"
    code: Annotated[str, "A section of the code, with {chapter} and {n}."] = "§ {chapter}-{n}"
    code_unnumbered: Annotated[str, "The same, where the chapter has no number yet."] = "§ {n}"
    separator: Annotated[str, "Between a section of the instrument and a mark without brackets: 5.A."] = "."
    code_separator: Annotated[str, "The same for a section of the code: 91-3A."] = "."
    nesting: Annotated[str, "For nested references, with {level}, {mark} and {whole}."] = "{level} {mark} of {whole}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One house style. `id` is the name of its file."""

    id: str = ""
    name: Annotated[str, "What a person would call it."]
    follows: Annotated[str, "The manual or custom it follows, so that another can check it."]
    duty_words: Annotated[Mapping[DutyWord, str], "What is said for must, must not, may and may not."] = field(
        default_factory=dict)
    section_pattern: Annotated[str, "A section of the instrument, with {n}."] = "Section {n}."
    code_pattern: Annotated[str, "A section of the code, with {chapter} and {n}."] = "§ {chapter}-{n}."
    code_pattern_unnumbered: Annotated[str, "The same, where the chapter has no number yet."] = "§ {n}."
    levels: Annotated[tuple[LevelForm, ...], "The levels below a section, outermost first; four at least."]
    references: References = field(default_factory=References)
    severability: Annotated[Literal["always", "when-needed"], "Whether each instrument has the clause."] = "always"
    heading_case: Annotated[Literal["sentence", "title", "upper"], "The case of section headings."] = "sentence"
    offices: Annotated[Literal["capital", "lower"], "Whether City Council and Mayor keep their capitals."] = "capital"
    recitals: RecitalWords = field(default_factory=RecitalWords)
    amendments: Annotated[
        Literal["strike-underline", "brackets-underscore", "restated"], "How changes of existing law are shown."
    ] = "strike-underline"
    date: Annotated[str, "A date, with {month}, {day} and {year}."] = "{month} {day}, {year}"

    def __post_init__(self):
        for name in ("section_pattern", "code_pattern", "code_pattern_unnumbered"):
            _need_n(getattr(self, name), name)
        if "{chapter}" in self.code_pattern_unnumbered:
            raise ValueError("the pattern for a chapter without a number holds {chapter}", "Leave {chapter} out.",
                             "code_pattern_unnumbered")
        if len(self.levels) < 4:
            raise ValueError(f"{len(self.levels)} levels are too few: clauses have up to four below a section",
                             "Give at least four levels.", "levels")

    def duty(self, word: str) -> str:
        """What this style says for a word of duty; the word itself where the style says nothing else."""
        return self.duty_words.get(word, word)

    def heading(self, text: str) -> str:
        """A heading in this style's case. Words with capitals of their own (USCIS, Title VI) keep them."""
        if self.heading_case == "upper":
            return text.upper()
        return title_case(text) if self.heading_case == "title" else text

    def office(self, words: str) -> str:
        """The title of an office or the name of a body with or without capitals, as it stands inside a sentence."""
        return words.lower() if self.offices == "lower" else words

    def section(self, number: str, series: SeriesName = "instrument", chapter: str = "") -> str:
        """A section as a reference calls it: “Section 5”, “§ 91-3”."""
        if series == "instrument":
            return self.references.section.format(n=number)
        pattern = self.references.code if chapter else self.references.code_unnumbered
        return pattern.format(n=number, chapter=chapter)

    def cite(self, section: str, marks: Sequence[str] = (), series: SeriesName = "instrument") -> str:
        """A subdivision in words: the section as `section` gives it, the marks outermost first as they are printed."""
        bare = [mark.rstrip(".") for mark in marks]
        whole = section
        for depth, mark in enumerate(bare):
            if self.references.form == "nested":
                whole = self.references.nesting.format(level=self.levels[depth].name, mark=mark, whole=whole)
            else:
                whole += mark if mark[0] in "([" else self._separator(series, whole, depth) + mark
        return whole

    def _separator(self, series: SeriesName, whole: str, depth: int) -> str:
        if depth:
            return "" if whole[-1] in ")]" else "."
        return self.references.separator if series == "instrument" else self.references.code_separator

    def date_in_words(self, year: int, month: str, day: int) -> str:
        """A date with the month's name, as this style writes it."""
        return self.date.format(year=year, month=month, day=day)


WORDED = ("section_pattern", "code_pattern", "code_pattern_unnumbered")
WORDED_REFERENCES = ("section", "code", "code_unnumbered", "nesting")
WORDED_RECITALS = ("opening", "closing", "before_last", "last")


def strings(style: Style) -> dict[str, str]:
    """The phrases of a style that hold words, by the keys under which catalogues translate them."""
    found = {name: getattr(style, name) for name in WORDED}
    found |= {f"references.{name}": getattr(style.references, name) for name in WORDED_REFERENCES}
    found |= {f"recitals.{name}": getattr(style.recitals, name) for name in WORDED_RECITALS}
    if style.references.form == "nested":
        found |= {f"levels.{n}": level.name for n, level in enumerate(style.levels)}
    else:
        del found["references.nesting"]
    return {f"style:{style.id}/{name}": text for name, text in found.items() if _has_words(text)}


def in_words_of(style: Style, say: Callable[[str, str], str], plain: Callable[[str], str] = str) -> Style:
    """The style with its phrases said otherwise: `say` by key and English; `plain` where there are only marks (“;”).

    Words of duty are gone: they are English.
    """
    worded = strings(style)

    def said(name: str, text: str) -> str:
        key = f"style:{style.id}/{name}"
        return say(key, text) if key in worded else plain(text)

    references = {n: said(f"references.{n}", getattr(style.references, n)) for n in WORDED_REFERENCES}
    recitals = {n: said(f"recitals.{n}", getattr(style.recitals, n)) for n in WORDED_RECITALS}
    levels = tuple(replace(level, name=said(f"levels.{n}", level.name)) for n, level in enumerate(style.levels))
    return replace(
        style, duty_words={}, heading_case="sentence", levels=levels,
        references=replace(style.references, **references), recitals=replace(style.recitals, **recitals),
        **{n: said(n, getattr(style, n)) for n in WORDED})


def _has_words(text: str) -> bool:
    return any(c.isalpha() for c in re.sub(r"\{[a-z]+\}", "", text))


def title_case(text: str) -> str:
    """Words with a capital but for small ones inside; parts of hyphened words too; other capitals stay."""
    words = text.split(" ")
    return " ".join(_capital(word, 0 < place < len(words) - 1) for place, word in enumerate(words))


def _capital(word: str, inner: bool) -> str:
    if inner and word.lower() in _SMALL_WORDS:
        return word.lower() if word == word.capitalize() or word.islower() else word
    return re.sub(r"(^|-)(\W*)([a-z])", lambda m: m[1] + m[2] + m[3].upper(), word)


def _need_n(pattern: str, name: str) -> None:
    if pattern.count("{n}") != 1:
        raise ValueError(f"the pattern '{pattern}' holds no {{n}} for the number", "Write {n} once.", name)


def load_style(ref: str | Path = "plain", folder: str | Path | None = None) -> Style:
    """The style of a file, or of an id in `folder` or among the shipped ones.

    Raises UnusableInput with every fault of the file, or, for an unknown id, with the nearest known one.
    """
    path = Path(ref)
    if path.suffix not in (".yml", ".yaml") and len(path.parts) == 1:
        path = _shipped_style(str(ref), folder)
    return replace(load(path, Style), id=path.stem)


def style_ids(folder: str | Path | None = None) -> tuple[str, ...]:
    """The ids of the shipped styles and of those in `folder`, sorted."""
    return tuple(sorted({path.stem for place in _folders(folder) for path in place.glob("*.yml")}))


def _shipped_style(name: str, folder: str | Path | None) -> Path:
    for place in _folders(folder):
        if (place / f"{name}.yml").is_file():
            return place / f"{name}.yml"
    raise UnusableInput(f"there is no style '{name}'", did_you_mean(name, style_ids(folder), "styles"))


def _folders(folder: str | Path | None) -> list[Path]:
    own = [Path(folder)] if folder is not None else []
    return [*own, shipped("profiles", "styles")]
