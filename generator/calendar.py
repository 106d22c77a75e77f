"""The calendar of a procedure: dates for its steps from the day of introduction. A pure function; knows no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.errors import DraftingError
from generator.law import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedStep:
    """A step with the first day on which it can happen, and the last where each deadline is used in full.

    They are days that the law allows, not days on which a body meets.
    """

    step: Step
    earliest: date
    latest: date


def calendar(steps: Iterable[Step], introduced: date) -> tuple[DatedStep, ...]:
    """The steps with their dates; the first stands on the day `introduced`.

    A step is never earlier than the step before it (optional steps aside), and never earlier than `days` after the step
    that it counts from. A step "within" so many days can come at once, or on the last of those days.
    """
    dated: dict[str, DatedStep] = {}
    before: DatedStep | None = None
    for step in steps:
        start = _start(step, dated, before)
        found = _dated(step, start, before, introduced)
        dated[step.id] = found
        if not step.optional:
            before = found
    return tuple(dated.values())


def _start(step: Step, dated: dict[str, DatedStep], before: DatedStep | None) -> DatedStep | None:
    if not step.after:
        return before
    if step.after not in dated:
        raise DraftingError(f"the step '{step.id}' counts from '{step.after}', which does not come before it",
                            "Put the steps in their order.")
    return dated[step.after]


def _dated(step: Step, start: DatedStep | None, before: DatedStep | None, introduced: date) -> DatedStep:
    if start is None:
        return DatedStep(step=step, earliest=introduced, latest=introduced)
    wait = timedelta(days=step.days)
    earliest = start.earliest + (timedelta(0) if step.limit == "within" else wait)
    latest = start.latest + wait
    if before is not None:
        earliest, latest = max(earliest, before.earliest), max(latest, before.latest)
    return DatedStep(step=step, earliest=earliest, latest=latest)
