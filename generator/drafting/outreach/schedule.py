"""The steps to adoption with their days, for a memo and for a calendar program. Knows no clock: the first day is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.calendar import calendar
from generator.document import Inlines, plain
from generator.drafting.formalize import template
from generator.drafting.frame import Frame
from generator.drafting.settle import clean
from generator.law import Step


@dataclass(frozen=True, slots=True)
class ScheduledStep:
    """A step with its words, the first and last day that the law allows, and what supports it.

    `ruled` is False for a step that no fact of the law pack supports: custom, or a charter not seen here. `waits` is
    True where a rule counts days; the day of any other step is not known, only that it follows the step before it.
    """

    id: str
    words: Inlines
    earliest: date
    latest: date
    citations: tuple[str, ...]
    ruled: bool
    optional: bool = False
    deadline: bool = False
    first: bool = False
    waits: bool = False

    @property
    def dated(self) -> bool:
        """True when its day can be told: the first step, and each for which a rule counts days."""
        return self.first or self.waits


def schedule(frame: Frame, introduced: date) -> tuple[ScheduledStep, ...]:
    """The steps of the instrument for this form of government, from the day of introduction to the day of effect."""
    steps = list(frame.government.procedure.get(frame.instrument.id, ()))
    effect = _effect(frame, steps)
    filler = frame.filler(False)
    return tuple(
        ScheduledStep(
            d.step.id, template(d.step.text, frame.law_key("procedure", d.step.text), filler), d.earliest, d.latest,
            _citations(frame, d.step), bool(d.step.facts), d.step.optional, d.step.limit == "within",
            n == 0, d.step.days > 0,
        ) for n, d in enumerate(calendar([*steps, *effect], introduced)))


def _effect(frame: Frame, steps: list[Step]) -> list[Step]:
    """The day of effect as a step, where the rule counts days and the procedure does not name that day itself."""
    rule = frame.government.effective.get(frame.instrument.id)
    known = {s.id for s in steps}
    if rule is None or rule.days is None or "effect" in known or rule.after not in known:
        return []
    return [Step(id="effect", text=rule.text, days=rule.days, after=rule.after, facts=rule.facts)]


def _citations(frame: Frame, step: Step) -> tuple[str, ...]:
    found = (frame.law.facts[f].citation for f in step.facts)
    return tuple(dict.fromkeys(c for c in found if c))


# --------------------------------------------------------------------------------------------------------------
# iCalendar (RFC 5545)


def calendar_ics(steps: Iterable[ScheduledStep], name: str, place: str, note: str) -> str:
    """The steps whose day can be told, as all-day entries of a calendar file: the same bytes for the same steps.

    `note` stands in every entry. The stamp of an entry is its own day, for the program knows no clock.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//model-ordinance//calendar//EN", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{_escaped(name)}"]
    for step in (s for s in steps if s.dated):
        lines += _entry(step, place, note)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entry(step: ScheduledStep, place: str, note: str) -> list[str]:
    words = plain(step.words)
    said = [words, *step.citations, note]
    return [
        "BEGIN:VEVENT", f"UID:{place}.{step.id}.{step.earliest:%Y%m%d}@model-ordinance",
        f"DTSTAMP:{step.earliest:%Y%m%d}T000000Z", f"DTSTART;VALUE=DATE:{step.earliest:%Y%m%d}",
        f"DTEND;VALUE=DATE:{step.earliest + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_escaped(words)}",
        f"DESCRIPTION:{_escaped(' — '.join(said))}", "TRANSP:TRANSPARENT", "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    return clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, those after the first begun by a space; no letter is cut."""
    out, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > 75:
            out.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*out, piece])
