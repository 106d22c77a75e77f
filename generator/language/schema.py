"""What locales/<tag>/language.yml holds: names, direction, fonts, months, quotes, list words, sorting. Knows no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal


FORM_GLOSSES: Mapping[str, str] = {  # how a form of a name is told to translators, in English
    "the": "the {}", "of": "of the {}", "to": "to the {}", "in": "in the {}", "by": "by the {}", "with": "with the {}",
    "subject": "{} (as the subject of a sentence)", "object": "{} (as the object of a sentence)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The fonts of a language, one a script slot of Word."""

    latin: str = "Times New Roman"
    complex: str = "Times New Roman"
    east_asian: str = "Times New Roman"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """The quotation marks, with their spaces where the language sets some."""

    open: str = "“"
    close: str = "”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brackets:
    """The brackets around the English of a name or term, with the space before them where the language sets one."""

    open: str = " ("
    close: str = ")"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """How words stand in a row, and how the items of a list end. Spaces count: write them in quotation marks."""

    separator: Annotated[str, "Between words in a row."] = ", "
    pair: Annotated[str, "Between two words."] = " and "
    last: Annotated[str, "Before the last of three or more."] = ", and "
    item: Annotated[str, "At the end of an item of a list."] = ";"
    item_and: Annotated[str, "At the end of the last item but one, where all items count."] = "; and"
    item_or: Annotated[str, "At the end of the last item but one, where one item is enough."] = "; or"
    comma: str = ","
    colon: Annotated[str, "Between a label and what it says."] = ": "
    stop: Annotated[str, "At the end of a sentence."] = "."
    space: Annotated[str, "Between two sentences; empty in Chinese."] = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """The order of words in an alphabetical list."""

    letters: Annotated[str, "The alphabet in its order, where it is not that of plain Latin letters: abc…nñop…"] = ""
    ignore: Annotated[tuple[str, ...], "What is passed over at the beginning of a word, as ال."] = ()
    encoding: Annotated[Literal["", "gb2312", "big5"], "Chinese: by sound (gb2312) or by strokes (big5)."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageFile:
    """locales/<tag>/language.yml. `labels` and `frame` stand in English only: other languages have catalogues."""

    tag: Annotated[str, "What Word and PDF are told, as es-US or zh-CN."]
    name: Annotated[str, "The language's name in its own script."]
    english_name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    script: Annotated[Literal["latin", "complex", "east_asian"], "Which font slot of Word prints it."] = "latin"
    letters: Annotated[
        Literal["latin", "arabic", "han", "hangul", "gujarati", "bengali", "devanagari"],
        "The letters it is written in; the check asks whether a translation is written in them."] = "latin"
    fonts: Fonts = field(default_factory=Fonts)
    pdf_fonts: Annotated[Fonts | None, "The fonts where PDF is made on a machine without Word's."] = None
    months: Annotated[tuple[str, ...], "The twelve months, as they stand in a date."] = ()
    date: Annotated[str, "A date, with {day}, {month} and {year}; digits are 0 to 9 everywhere."] = "{month} {day}, {year}"
    quotes: Quotes = field(default_factory=Quotes)
    brackets: Brackets = field(default_factory=Brackets)
    list: ListWords = field(default_factory=ListWords)
    pace: Annotated[float, "How many words (in Chinese: characters) are spoken while English speaks one."] = 1.0
    forms: Annotated[
        tuple[Literal["the", "of", "to", "in", "by", "with", "subject", "object"], ...],
        "The forms, besides the plain one, that names of places and offices take in this language."] = ()
    sorting: Sorting = field(default_factory=Sorting)
    denials: Annotated[tuple[str, ...], "The words that deny (not, no, never, without); a review tells when one came or went."] = ()
    labels: Annotated[Mapping[str, str], "English only."] = field(default_factory=dict)
    frame: Annotated[Mapping[str, str], "English only."] = field(default_factory=dict)
    outreach: Annotated[Mapping[str, str], "English only: words of handouts and letters."] = field(default_factory=dict)

    def __post_init__(self):
        if self.months and len(self.months) != 12:
            raise ValueError(f"{len(self.months)} months", "Name all twelve.", "months")
