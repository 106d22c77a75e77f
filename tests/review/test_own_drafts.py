"""Our own drafts raise no error and no warning: a fixed sample here, every combination under the marker `sweep`."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from generator import sources
from generator.desk import Desk, open_desk
from generator.document import Provision, Text, transform
from generator.drafting.choose import Wish
from generator.errors import DraftingError, Refusal
from generator.library import STRENGTHS
from generator.review.lint import Context, Finding, GateAnswer, lint

SAMPLE = (
    ("passaic-nj", "ordinance", "strong"),
    ("passaic-nj", "executive-order", "model"),
    ("passaic-nj", "police-order", "narrow"),
    ("maplewood-nj", "resolution", "strong"),
    ("hudson-county-nj", "ordinance", "model"),
    ("ridgefield-park-nj", "ordinance", "narrow"),
    ("passaic-schools-nj", "school-resolution", "strong"),
    ("meridian-mi", "ordinance", "model"),
    ("east-lansing-mi", "executive-order", "strong"),
    ("kennett-square-pa", "resolution", "model"),
    ("oak-park-il", "police-order", "strong"),
    ("san-marcos-tx", "resolution", "model"),
    ("knox-county-tn", "executive-order", "narrow"),
)
INSTRUMENTS = ("executive-order", "resolution", "ordinance", "school-resolution", "police-order")


@lru_cache(maxsize=1)
def desk() -> Desk:
    return open_desk()


def findings(place: str, instrument: str, strength: str) -> tuple[Finding, ...]:
    """What the lint says of one draft; barred clauses are acknowledged where state law bars some."""
    profile = desk().profile(place)
    try:
        drafted = desk().draft(profile, instrument, Wish(strength=strength))
    except Refusal:
        drafted = desk().draft(profile, instrument, Wish(strength=strength, acknowledge_preemption=True))
    gates = {i.clause.id: GateAnswer(i.gate.state, i.gate.reason, i.gate.citation, i.gate.variant)
             for i in drafted.frame.choice.included if i.gate}
    return lint(drafted.document, Context(place_kind=profile.place.kind, state=profile.place.state, gates=gates))


def grave(found: tuple[Finding, ...]) -> list[str]:
    return [f"{f.code} {f.where} ({f.block}): {f.message} | {f.excerpt}" for f in found if f.severity != "advice"]


@pytest.mark.parametrize(("place", "instrument", "strength"), SAMPLE)
def test_a_draft_has_no_error_and_no_warning(place, instrument, strength):
    assert grave(findings(place, instrument, strength)) == []


def test_the_lint_sees_a_fault_planted_in_a_draft():
    """The sample is not silent because nothing is read: one word changed in a draft is found."""
    document = desk().draft(desk().profile("passaic-nj"), "ordinance").document
    done = []

    def plant(node):
        if isinstance(node, Provision) and not done:
            done.append(node.id)
            return replace(node, flush=(Text("An agency must ask and/or wait."),))
        return node

    found = lint(transform(document, plant), Context(place_kind="city"))
    assert ("MO301", done[0]) in {(f.code, f.block) for f in found}


def places() -> list[str]:
    return sorted(p.stem for p in sources.shipped("profiles", "places").glob("*.yml"))


@pytest.mark.sweep
@pytest.mark.parametrize("place", places())
def test_every_draft_of_a_place_has_no_error_and_no_warning(place):
    checked = 0
    for instrument in INSTRUMENTS:
        for strength in STRENGTHS:
            try:
                found = findings(place, instrument, strength)
            except DraftingError:
                continue  # this place does not make that instrument
            checked += 1
            assert grave(found) == [], f"{place} {instrument} {strength}"
    assert checked >= len(STRENGTHS)
