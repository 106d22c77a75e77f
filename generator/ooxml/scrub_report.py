"""What a scrub tells: the kinds of thing that it found, how many of each, and what they said. It looks into no file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

_MOST_VALUES = 8
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of thing, how many of it there were, and (where it is short) what it said."""

    what: str
    count: int
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = f": {', '.join(self.values)}" if self.values else ""
        return f"{self.what} ({self.count}){said}"


class Tally:
    """Counts things by kind while they are found."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._values: dict[str, set[str]] = {}

    def note(self, what: str, value: str | None = "") -> None:
        """One more of this kind."""
        self._counts[what] += 1
        words = " ".join((value or "").split())
        if words:
            self._values.setdefault(what, set()).add(words[:_LONGEST])

    def report(self) -> list[Told]:
        """What was found, in the order of the names."""
        return [Told(what, n, tuple(sorted(self._values.get(what, ())))[:_MOST_VALUES]) for what, n in sorted(self._counts.items())]
