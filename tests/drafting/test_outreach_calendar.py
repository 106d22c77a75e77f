"""The memo's calendar beside days counted by hand, for four forms of government of New Jersey and two first days.

The days were counted on a calendar from the facts named in RULES, not by the program. Introduction is the first reading.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.document import Table, plain, walk
from generator.drafting.outreach.schedule import schedule

#: what the facts say, in the words of the law pack's sources
RULES = {
    "F082": "hearing at least one week after publication; final passage at least 10 days after first reading",  # N.J.S.A. 40:49-2
    "F084": "effect 20 days after final passage and approval by the mayor where required",  # N.J.S.A. 40:69A-181(b)
    "F085": "petition for a referendum within 20 days",  # N.J.S.A. 40:69A-185
    "F086": "the mayor has 10 days to sign or veto; override on or after the third day",  # N.J.S.A. 40:69A-41
    "F088": "effect 20 days after final passage",  # N.J.S.A. 40:74-4
    "F090": "effect after 10 days",  # N.J.S.A. 40:81-21
    "F091": "no statutory waiting period",
}
AUTUMN, LEAP = date(2026, 9, 1), date(2028, 2, 22)  # two Tuesdays; the second before the leap day

#: form, first day -> step -> (first day, last day where the deadlines are used in full, the fact)
BY_HAND = {
    ("faulkner-mayor-council", AUTUMN): {
        "hearing": ("2026-09-08", "2026-09-08", "F082"), "passage": ("2026-09-11", "2026-09-11", "F082"),
        "approval": ("2026-09-11", "2026-09-21", "F086"), "override": ("2026-09-14", "2026-09-24", "F086"),
        "referendum": ("2026-09-11", "2026-10-01", "F085"), "effect": ("2026-10-01", "2026-10-11", "F084")},
    ("faulkner-mayor-council", LEAP): {
        "hearing": ("2028-02-29", "2028-02-29", "F082"), "passage": ("2028-03-03", "2028-03-03", "F082"),
        "approval": ("2028-03-03", "2028-03-13", "F086"), "override": ("2028-03-06", "2028-03-16", "F086"),
        "referendum": ("2028-03-03", "2028-03-23", "F085"), "effect": ("2028-03-23", "2028-04-02", "F084")},
    ("commission", AUTUMN): {
        "hearing": ("2026-09-08", "2026-09-08", "F082"), "passage": ("2026-09-11", "2026-09-11", "F082"),
        "effect": ("2026-10-01", "2026-10-01", "F088")},
    ("commission", LEAP): {
        "hearing": ("2028-02-29", "2028-02-29", "F082"), "passage": ("2028-03-03", "2028-03-03", "F082"),
        "effect": ("2028-03-23", "2028-03-23", "F088")},
    ("municipal-manager-1923", AUTUMN): {
        "hearing": ("2026-09-08", "2026-09-08", "F082"), "passage": ("2026-09-11", "2026-09-11", "F082"),
        "effect": ("2026-09-21", "2026-09-21", "F090")},
    ("municipal-manager-1923", LEAP): {
        "hearing": ("2028-02-29", "2028-02-29", "F082"), "passage": ("2028-03-03", "2028-03-03", "F082"),
        "effect": ("2028-03-13", "2028-03-13", "F090")},
    ("borough", AUTUMN): {
        "hearing": ("2026-09-08", "2026-09-08", "F082"), "passage": ("2026-09-11", "2026-09-11", "F082")},
    ("borough", LEAP): {
        "hearing": ("2028-02-29", "2028-02-29", "F082"), "passage": ("2028-03-03", "2028-03-03", "F082")},
}


def town(profiles, form):
    """The invented city under another form of government."""
    example = profiles["example-nj"]
    kind = "borough" if form == "borough" else "city"
    return replace(example, place=replace(example.place, form_of_government=form, kind=kind), choices=replace(example.choices, emergency=False))


@pytest.mark.parametrize(("form", "first"), BY_HAND, ids=lambda v: str(v))
def test_the_days_are_those_counted_by_hand(desk, profiles, form, first):
    frame = desk.draft(town(profiles, form), "ordinance").frame
    steps = {s.id: s for s in schedule(frame, first) if s.dated}
    expected = BY_HAND[form, first]
    assert set(steps) == {"introduction", *expected}  # no day where no rule counts one
    assert steps["introduction"].earliest == steps["introduction"].latest == first
    for step, (earliest, latest, fact) in expected.items():
        found = steps[step]
        assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest), step
        assert fact in RULES and frame.law.facts[fact].citation in found.citations, step


@pytest.mark.parametrize("form", ["faulkner-mayor-council", "commission", "municipal-manager-1923", "borough"])
def test_the_memo_prints_those_days_and_no_others(desk, profiles, form):
    made = desk.outreach(town(profiles, form), "memo", introduced=AUTUMN)
    calendar = next(t for t in walk(made.document) if isinstance(t, Table) and t.caption == "Procedure and calendar")
    printed = {" ".join(plain(b.content) for b in cell.blocks) for row in calendar.rows if not row.header for cell in row.cells[1:2]}
    language = made.frame.language
    days = {language.date(AUTUMN), *(language.date(date.fromisoformat(e)) for e, _, _ in BY_HAND[form, AUTUMN].values())}
    assert {p for p in printed if any(c.isdigit() for c in p)} == days


def test_the_facts_say_what_was_counted(desk, profiles):
    facts = desk.law(profiles["example-nj"]).facts
    for fact, told in {"F082": ("one week", "10 days"), "F084": ("20 days",), "F085": ("20 days",), "F086": ("10 days", "third day"),
                       "F088": ("20 days",), "F090": ("10 days",), "F091": ("no statutory waiting period",)}.items():
        assert all(words in facts[fact].statement for words in told), fact
