"""One language: its own data, its words out of the catalogues, its order of words. Knows no clause and no format.

English is the master: its words stand in locales/en/language.yml. Every other language has its data there and its words
in catalogues; a word that it lacks is told, never silently English.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from functools import lru_cache
from pathlib import Path

from generator import sources
from generator.document import LanguageRecord
from generator.errors import DraftingError, did_you_mean
from generator.language.catalogue import (
    DOMAINS, GUARD, STATES, Catalogue, Entry, fingerprint, load_catalogue, po_path, read_po,
)
from generator.language.notation import bare, fields, formless, forms, marks, to_message, to_source
from generator.language.schema import FORM_GLOSSES, Brackets, Fonts, LanguageFile, ListWords, Quotes, Sorting

ENGLISH = "en"
UNTRANSLATED = ("\ue010", "\ue011")  # around English words that stand for a missing translation, until they are marked
FIXED_LABELS = frozenset({"comment_author", "comment_initials", "blank", "open_quote", "close_quote"})

__all__ = [
    "DOMAINS", "ENGLISH", "FIXED_LABELS", "FORM_GLOSSES", "GUARD", "STATES", "UNTRANSLATED", "Brackets", "Catalogue", "Entry", "Fonts",
    "Language", "LanguageFile", "ListWords", "Quotes", "Sorting", "Use", "bare", "fields", "fingerprint", "formless",
    "forms", "language_tags",
    "load_catalogue", "load_language", "marks", "po_path", "read_po", "to_message", "to_source",
]


class _Phrases(string.Formatter):
    """Formats phrases; a form that a plain string does not know ({code:of}) leaves it as it is."""

    def format_field(self, value, form: str) -> str:
        """The value in the form."""
        return value if type(value) is str else format(value, form)


PHRASES = _Phrases()


@dataclass(slots=True)
class Use:
    """The strings that one document has asked for: their states by key, and the English of those that it lacks."""

    states: dict[str, str] = field(default_factory=dict)
    lacking: dict[str, str] = field(default_factory=dict)

    def reviewed(self) -> bool:
        """True when every string used has been reviewed."""
        return all(state == "reviewed" for state in self.states.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language as drafting uses it. `id` is its folder's name; `labels` and `frame` are English, whatever the language."""

    id: str
    tag: str
    name: str
    english_name: str
    direction: str = "ltr"
    script: str = "latin"
    letters: str = "latin"
    fonts: Fonts = field(default_factory=Fonts)
    months: tuple[str, ...] = ()
    date_pattern: str = "{month} {day}, {year}"
    quotes: Quotes = field(default_factory=Quotes)
    brackets: Brackets = field(default_factory=Brackets)
    list: ListWords = field(default_factory=ListWords)
    pace: float = 1.0
    forms: tuple[str, ...] = ()
    sorting: Sorting = field(default_factory=Sorting)
    denials: tuple[str, ...] = ()
    labels: Mapping[str, str]
    frame: Mapping[str, str]
    outreach: Mapping[str, str] = field(default_factory=dict)
    catalogue: Catalogue = field(default_factory=Catalogue, compare=False, repr=False)
    use: Use | None = field(default=None, compare=False, repr=False)

    @property
    def english(self) -> bool:
        """True for the master language."""
        return self.id == ENGLISH

    def following(self) -> Language:
        """The same language, keeping a tally of its own of every string that is asked for: one for each document."""
        return replace(self, use=Use())

    def in_english(self) -> Language:
        """English with the same frame, for words that stand in both."""
        return replace(self, id=ENGLISH, use=None)

    def find(self, key: str, english: str) -> str | None:
        """The translation of the message `key`, whose English is `english`; None where there is none to use."""
        if self.english:
            return english
        text, state = self.catalogue.look_up(key, english)
        if self.use is not None:
            self.use.states[key] = state
            if not text:
                self.use.lacking[key] = english
        return text or None

    def has(self, key: str) -> bool:
        """True when the catalogue knows the key, translated or not."""
        return key in self.catalogue.entries

    def say(self, key: str, english: str) -> str:
        """The translation, else the English between the marks of what is not translated."""
        found = self.find(key, english)
        return found if found is not None else f"{UNTRANSLATED[0]}{english}{UNTRANSLATED[1]}"

    def advice(self, key: str, english: str) -> str:
        """The translation of what counsel reads of the law; empty where there is none: then its English may stand."""
        if self.english:
            return english
        text, state = self.catalogue.look_up(key, english)
        if text and self.use is not None:
            self.use.states[key] = state
        return text

    def words(self, key: str, **values: object) -> str:
        """A frame phrase with its values filled in."""
        return PHRASES.vformat(self.say(f"frame:{key}", self.frame[key]), (), values)

    def outreach_words(self, key: str, **values: object) -> str:
        """A phrase of handouts and letters with its values filled in."""
        return PHRASES.vformat(self.say(f"outreach:{key}", self.outreach[key]), (), values)

    def record(self) -> LanguageRecord:
        """What writers need to know of the language."""
        fonts = {"latin": self.fonts.latin, "complex": self.fonts.complex, "east_asian": self.fonts.east_asian}
        labels = dict(self.labels)
        if not self.english:
            labels |= {k: self.find(f"label:{k}", v) or v for k, v in labels.items() if k not in FIXED_LABELS}
            labels |= {"open_quote": self.quotes.open, "close_quote": self.quotes.close}
        return LanguageRecord(self.tag, self.direction, self.script, fonts, labels)

    def series(self, words: Iterable[str]) -> str:
        """Words in a row, as the language joins them."""
        words = list(words)
        if len(words) < 3:
            return self.list.pair.join(words)
        return self.list.separator.join(words[:-1]) + self.list.last + words[-1]

    def parted(self, words: Iterable[str]) -> str:
        """Words or phrases parted by the language's semicolon."""
        return f"{self.list.item}{self.list.space}".join(words)

    def sentences(self, *sentences: str) -> str:
        """Whole sentences one after the other; empty ones are left out."""
        return self.list.space.join(filter(None, sentences))

    def date(self, day: Date) -> str:
        """A date with the month's name from our own table; digits are 0 to 9."""
        return self.date_pattern.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def typographic(self, text: str) -> str:
        """Straight quotation marks as the language sets them, opening and closing in turn."""
        if '"' not in text:
            return text
        pieces = text.split('"')
        marks_in_turn = (self.quotes.open, self.quotes.close)
        return pieces[0] + "".join(marks_in_turn[i % 2] + piece for i, piece in enumerate(pieces[1:]))

    def sort_key(self, word: str) -> object:
        """The place of a word in an alphabetical list."""
        for head in self.sorting.ignore:
            word = word.removeprefix(head)
        if self.sorting.encoding:
            return word.encode(self.sorting.encoding, errors="replace")
        if self.sorting.letters:
            return _by_letters(word, self.sorting.letters)
        return unicodedata.normalize("NFKD", word).casefold()


def _by_letters(word: str, letters: str) -> tuple:
    """By an alphabet of the language's own; letters with marks that it does not list stand with their plain letter."""
    places = {letter: i for i, letter in enumerate(letters)}
    out = []
    for letter in unicodedata.normalize("NFC", word).casefold():
        plain = unicodedata.normalize("NFKD", letter)[0]
        out.append(places.get(letter, places.get(plain, -1)))
    return (tuple(out), word)


def language_tags(folder: Path | None = None) -> tuple[str, ...]:
    """The languages that the folder has, English first."""
    folder = folder or sources.shipped("locales")
    return (ENGLISH, *sorted({p.parent.name for p in folder.glob("*/language.yml")} - {ENGLISH}))


def load_language(tag: str, folder: Path | None = None) -> Language:
    """The language of a short tag (`en`, `es`); a DraftingError lists those that the folder has.

    A folder without English lays its languages over the shipped English.
    """
    folder = folder or sources.shipped("locales")
    path = folder / tag / "language.yml"
    if tag == ENGLISH and not path.is_file():
        path = sources.shipped("locales", ENGLISH, "language.yml")
    if not path.is_file():
        raise DraftingError(f"there is no language '{tag}'", did_you_mean(tag, language_tags(folder), "languages"))
    english_path = folder / ENGLISH / "language.yml"
    if not english_path.is_file():
        english_path = sources.shipped("locales", ENGLISH, "language.yml")
    return _language(tag, _file(path), _file(english_path), load_catalogue(path.parent))


def _file(path: Path) -> LanguageFile:
    stat = path.stat()
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _load(path: Path, changed: int, size: int) -> LanguageFile:
    return sources.load(path, LanguageFile)


def _language(tag: str, own: LanguageFile, english: LanguageFile, catalogue: Catalogue) -> Language:
    return Language(
        id=tag, tag=own.tag, name=own.name, english_name=own.english_name, direction=own.direction, script=own.script,
        letters=own.letters, fonts=own.fonts, months=own.months, date_pattern=own.date, quotes=own.quotes, brackets=own.brackets, list=own.list,
        pace=own.pace, forms=own.forms, sorting=own.sorting, denials=own.denials, labels=english.labels, frame=english.frame, outreach=english.outreach,
        catalogue=catalogue,
    )
