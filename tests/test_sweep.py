"""The sweep: every instrument, strength, state, form of government, style and choice of topics gives a sound draft.

`make test` runs a sample in which every pair of choices occurs; `make sweep` the product of what decides most.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import pytest

from generator.desk import open_desk
from generator.document import Document
from generator.drafting.choose import Wish
from generator.drafting.compose import draft
from generator.drafting.report import report_document
from generator.errors import DraftingError, Refusal
from generator.language import load_language
from generator.law import FormOfGovernment, LawPack, form_of_government, load_law, states
from generator.library import STRENGTHS
from generator.profile import Choices, PlaceOf, Profile
from generator.sources import shipped
from generator.style import load_style, style_ids
from generator.writers import writer
from tests.pairwise import pairs, pairwise
from tests.soundness import KINDS, faults

INSTRUMENTS = ("executive-order", "resolution", "ordinance", "police-order", "school-resolution")
FORMS = 7  # the forms of government of a state are taken in turn; states with more have them all in a test of their own
BLOCKS = 8  # parts of the sample, so that several processes share it
TOPICS = tuple(open_desk().library.topics())
FACTORS = {
    "state": states(), "form": range(FORMS), "instrument": INSTRUMENTS, "strength": STRENGTHS, "style": style_ids(),
    "acknowledged": (True, False), **{f"topic {t}": ("chosen", "silent", "excluded") for t in TOPICS},
}
SAMPLE = pairwise(FACTORS)


@cache
def law_of(state: str) -> LawPack:
    return load_law(state)


@cache
def english():
    return load_language("en", shipped("locales"))


@cache
def governments(state: str) -> tuple[tuple[str, str], ...]:
    """The forms of government of a state with the kinds of place that have them."""
    law = law_of(state)
    own = [(f, kind) for f in law.own_forms for kind in law.forms[f].kinds or ("city",)]
    common = [("unknown", k) for k in KINDS if k not in ("county", "school-district")]
    return (*own, *common, ("unknown-county", "county"), ("school-district", "school-district"))


def town(state: str, form: str, kind: str, **choices) -> Profile:
    """A place of which nothing is known but what it is."""
    place = PlaceOf(name="Testville", kind=kind, state=state, county="Sample", form_of_government=form)
    return Profile(id="testville", place=place, choices=Choices(**choices))


def excluded_whole(without: set[str]) -> tuple[str, ...]:
    """What is excluded, with every clause that requires something excluded, so that the choice can stand."""
    library = open_desk().library
    out = {c.id for c in library.clauses.values() if c.kind == "operative" and set(c.topics) & without}
    while more := {c.id for c in library.clauses.values() if set(c.requires) & out and c.id not in out}:
        out |= more
    return tuple(sorted({*without, *out}))


def drafted(profile: Profile, instrument: str, strength: str, style: str, wish: Wish):
    """The draft, or the refusal of it."""
    try:
        return draft(profile, open_desk().library, law_of(profile.place.state), load_style_once(style), english(), instrument, wish)
    except Refusal as error:
        return error


@cache
def load_style_once(style: str):
    return load_style(style)


def refused_rightly(error: Refusal, profile: Profile, instrument: str, wish: Wish) -> bool:
    """True when each fault of a refusal has its reason: no power, the wrong body, a clause that is barred, or nothing left
    where the command leaves clauses out."""
    acknowledged = wish.acknowledge_preemption
    law = law_of(profile.place.state)
    government: FormOfGovernment = form_of_government(law, profile.place.form_of_government, profile.place.kind)
    no_power = instrument == "executive-order" and government.executive and government.executive.may_order == "no"
    wrong_body = (profile.place.kind == "school-district") != (instrument == "school-resolution")
    barred = law.immigration.status in ("prohibited", "mandates_cooperation") and not acknowledged
    return all(f.remedy and ((no_power and "no one issues" in f.problem) or (wrong_body and "does not adopt" in f.problem)
                             or (wish.without and "no provision is left" in f.problem)
                             or (barred and "state law bars" in f.problem)) for f in error.faults)


def trouble(profile: Profile, instrument: str, strength: str, style: str, wish: Wish) -> list[str]:
    """What is wrong with one combination."""
    made = drafted(profile, instrument, strength, style, wish)
    if isinstance(made, Refusal):
        return [] if refused_rightly(made, profile, instrument, wish) else [f"refused: {made}"]
    return faults(made.document, profile.place.kind)


def of_row(row) -> tuple[Profile, str, str, str, Wish]:
    """What a row of the sample asks for."""
    forms = governments(row["state"])
    form, kind = forms[row["form"] * len(forms) // FORMS]
    chosen = tuple(t for t in TOPICS if row[f"topic {t}"] == "chosen") or (TOPICS[0],)
    without = {t for t in TOPICS if row[f"topic {t}"] == "excluded"} - set(chosen)
    return (town(row["state"], form, kind), row["instrument"], row["strength"], row["style"],
            Wish(chosen, row["strength"], excluded_whole(without), row["acknowledged"]))


def told(found: dict[str, str]) -> str:
    """Each fault once, with the first combination that shows it."""
    return "\n".join(f"{fault}\n      in {where}" for fault, where in found.items())


def test_every_pair_of_choices_is_in_the_sample():
    held = {p for row in SAMPLE for p in pairs(row)}
    for a, b in combinations(sorted(FACTORS), 2):
        assert {(a, x, b, y) for x, y in product(FACTORS[a], FACTORS[b])} <= held
    assert len(SAMPLE) < 450 and SAMPLE == pairwise(FACTORS)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_pairwise_sample_of_all_choices_is_sound(block):
    found: dict[str, str] = {}
    made = 0
    for row in SAMPLE[block::BLOCKS]:
        asked = of_row(row)
        for fault in trouble(*asked):
            found.setdefault(fault, f"{asked[0].place.state} {asked[0].place.kind} {asked[0].place.form_of_government} {asked[1:4]}")
        made += 1
    assert made > 20 and not found, told(found)


@pytest.mark.parametrize("state", ["NJ", "MI"])
def test_every_form_of_government_of_a_full_pack_is_sound(state):
    found: dict[str, str] = {}
    one_kind_each = dict(reversed(governments(state)))
    for (form, kind), instrument in product(one_kind_each.items(), ("executive-order", "resolution", "ordinance")):
        for fault in trouble(town(state, form, kind), instrument, "model", "plain", Wish(acknowledge_preemption=True)):
            found.setdefault(fault, f"{state} {kind} {form} {instrument}")
    assert not found, told(found)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_alone_and_each_topic_left_out_is_sound(topic):
    found: dict[str, str] = {}
    for instrument in ("executive-order", "ordinance", "resolution"):
        for wish in (Wish((topic,)), Wish(("all",), without=excluded_whole({topic}))):
            place = town("NJ", "faulkner-mayor-council", "city")
            for fault in trouble(place, instrument, "model", "new-jersey", wish):
                found.setdefault(fault, f"{instrument} {'with only' if wish.topics == (topic,) else 'without'} {topic}")
    assert not found, told(found)


def words(document: Document) -> bytes:
    return writer("text").write(document).data


def test_the_same_choice_gives_the_same_bytes_and_a_report():
    for row in SAMPLE[::40]:
        profile, instrument, strength, style, wish = of_row(row)
        one, other = (drafted(profile, instrument, strength, style, wish) for _ in range(2))
        if isinstance(one, DraftingError):
            assert str(one) == str(other)
            continue
        assert one.document == other.document and words(one.document) == words(other.document)
        report = report_document(one.report, one.frame)
        assert report == report_document(other.report, other.frame) and words(report)


@pytest.mark.sweep
@pytest.mark.parametrize("state", states())
def test_the_product_of_a_state_is_sound(state):
    """Every form of government × instrument × strength × style, with all topics and with each topic out in its turn."""
    found: dict[str, str] = {}
    for n, ((form, kind), instrument, strength) in enumerate(product(governments(state), INSTRUMENTS, STRENGTHS)):
        for without in ((), (TOPICS[n % len(TOPICS)],)):
            for style, acknowledged in (("plain", True), ("classic", False)):
                wish = Wish(("all",), strength, excluded_whole(set(without)), acknowledged)
                for fault in trouble(town(state, form, kind), instrument, strength, style, wish):
                    found.setdefault(fault, f"{state} {kind} {form} {instrument} {strength} {style} without {without}")
    assert not found, told(found)


@pytest.mark.sweep
@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_alone_and_left_out_is_sound_in_every_state(topic):
    """Each topic × state × instrument × strength, for the first form of government of the state."""
    found: dict[str, str] = {}
    for state, instrument, strength in product(states(), INSTRUMENTS, STRENGTHS):
        form, kind = governments(state)[0]
        for wish in (Wish((topic,), strength, (), True), Wish(("all",), strength, excluded_whole({topic}), True)):
            for fault in trouble(town(state, form, kind), instrument, strength, "plain", wish):
                found.setdefault(fault, f"{state} {kind} {form} {instrument} {strength} {wish}")
    assert not found, told(found)
