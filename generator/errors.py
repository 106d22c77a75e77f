"""Errors in the drafter's words: a place, a problem and a remedy. Knows nothing of files, commands or formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault is: a file as the user named it, with line and column counted from 1 (0 = not known)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `problem` says what, `remedy` what the user can do about it."""

    problem: str
    remedy: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        head = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{head}\n    {self.remedy}" if self.remedy else head


class DraftingError(Exception):
    """What stops the work. Carries one or more faults; faces print them and end with status 2."""

    def __init__(self, faults: Fault | Iterable[Fault] | str, remedy: str = "", place: Place | None = None):
        if isinstance(faults, str):
            faults = Fault(faults, remedy, place)
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class UnusableInput(DraftingError):
    """A file cannot be read as what it should be (YAML, a profile, a clause, a Word file)."""


class Refusal(DraftingError):
    """The input is sound but the program must not do what is asked (state law, blanks in a final)."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that is nearest to `word`, or an empty string when nothing is near."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.55)
    return close[0] if close else ""


STANDARD_INPUT = "-"


def refuse_standard_input(reference: object) -> None:
    """Raise UnusableInput for "-", by which other programs read what is typed or piped; this one reads files."""
    if str(reference) == STANDARD_INPUT:
        raise UnusableInput("'-' would be standard input, and nothing is read from there", "Name the file or the profile.")


def did_you_mean(word: str, known: Iterable[str], plural: str = "known names") -> str:
    """A remedy for an unknown name: the nearest one, else the list of all of them."""
    known = sorted(known)
    close = nearest(word, known)
    if close:
        return f"Did you mean '{close}'?"
    return f"The {plural} are: {', '.join(known)}." if known else ""
