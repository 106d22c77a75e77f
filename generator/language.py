"""One language: its frame words, labels, fonts, direction and order of words. Knows no clause and no format."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator import sources
from generator.document import LanguageRecord
from generator.errors import DraftingError, did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The fonts of a language, one a script slot of Word."""

    latin: str = "Times New Roman"
    complex: str = "Times New Roman"
    east_asian: str = "Times New Roman"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """locales/<tag>/language.yml."""

    tag: str
    name: str
    english_name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    script: Literal["latin", "complex", "east_asian"] = "latin"
    fonts: Fonts = field(default_factory=Fonts)
    labels: Mapping[str, str]
    frame: Mapping[str, str]
    outreach: Mapping[str, str] = field(default_factory=dict)

    def words(self, key: str, **values: object) -> str:
        """A frame phrase with its values filled in."""
        return self.frame[key].format(**values)

    def says(self, key: str, **values: object) -> str:
        """A sentence of the outreach documents with its values filled in."""
        return self.outreach[key].format(**values)

    def record(self) -> LanguageRecord:
        """What writers need to know of the language."""
        fonts = {"latin": self.fonts.latin, "complex": self.fonts.complex, "east_asian": self.fonts.east_asian}
        return LanguageRecord(self.tag, self.direction, self.script, fonts, dict(self.labels))

    def sort_key(self, word: str) -> str:
        """The place of a word in an alphabetical list."""
        return unicodedata.normalize("NFKD", word).casefold()


def load_language(tag: str, folder: Path) -> Language:
    """The language of a short tag (`en`, `es`); a DraftingError lists those that the folder has."""
    path = folder / tag / "language.yml"
    if not path.is_file():
        known = [p.parent.name for p in folder.glob("*/language.yml")]
        raise DraftingError(f"there is no language '{tag}'", did_you_mean(tag, known, "languages"))
    return sources.load(path, Language)
