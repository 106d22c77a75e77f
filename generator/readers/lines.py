"""What every reader of foreign files gives to the clerk: lines with their place. Knows no format and no part of an instrument."""

from __future__ import annotations

from dataclasses import dataclass

NOTE = "\ue000"  # stands in the words where the mark of a note stood


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a foreign file.

    `number` is its line or paragraph, from 1. `mark` is an automatic number as it is printed, `style` its kind (decimal,
    lower-letter, …) where the file tells it. `bold` is what is bold at its start. `indent` compares within one file;
    `heading` is the level of a heading style. A table has `rows` and no text.
    """

    text: str
    number: int
    mark: str = ""
    style: str = ""
    heading: int = 0
    bold: str = ""
    centered: bool = False
    indent: float = 0.0
    bullet: bool = False
    page: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What a reader left out or did not understand: its place in the file, the words, and why."""

    place: str
    text: str
    why: str

    def __str__(self) -> str:
        said = f" “{self.text}”" if self.text else ""
        return f"{self.place}:{said} {self.why}"


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file as lines. `unit` says what `number` counts: line or paragraph."""

    lines: tuple[Line, ...]
    unit: str
    notes: tuple[NotUnderstood, ...] = ()

    def place(self, line: Line) -> str:
        """Where a line stands, in words."""
        page = f"page {line.page}, " if line.page else ""
        return f"{page}{self.unit} {line.number}"


def brief(text: str, limit: int = 70) -> str:
    """The beginning of a text."""
    text = text.replace(NOTE, "")
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"
