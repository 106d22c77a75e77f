"""Which clauses, variants and forms are drafted, and why; every unknown name with its place in the profile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.drafting.choose import Wish, choose
from generator.drafting.instruments import instrument
from generator.errors import DraftingError, Refusal
from generator.law import load_law
from generator.profile import load_profile
from generator.style import load_style
from tests.small_library import CLOSING, LIBRARY, clause, small_desk, town

MORE = {
    "library.yml": LIBRARY.replace("windows, closing", "windows, shutters, curtains, closing"),
    "windows/shutters.yml": clause("shutters", "Shutters must be open.", topic="windows", head="requires: [doors]\n"),
    "doors/curtains.yml": clause("curtains", "Curtains must be red.", topic="doors", head="conflicts: [doors]\n"),
}


@pytest.fixture
def small(tmp_path):
    return small_desk(tmp_path)


@pytest.fixture
def knotted(tmp_path):
    return small_desk(tmp_path, MORE)


def why(choice) -> dict[str, str]:
    return {i.clause.id: i.why for i in choice.included}


def out(choice) -> dict[str, tuple[str, str]]:
    return {o.clause.id: (o.kind, o.why) for o in choice.left_out}


def faults(call, *arguments) -> list[str]:
    with pytest.raises(DraftingError) as caught:
        call(*arguments)
    return [str(f) for f in caught.value.faults]


def test_a_topic_brings_its_clauses_recitals_and_closings_come_by_themselves(small):
    choice = small.explain(town(topics=("doors",)), "ordinance")
    assert why(choice) == {"welcome": "a recital of every instrument", "doors": "the topic 'doors' is chosen",
                           "closing": "a closing provision of every instrument"}
    assert out(choice) == {"windows": ("not-chosen", "none of its topics is chosen")}


def test_recitals_and_closings_alone_are_no_draft(small):
    with pytest.raises(Refusal) as caught:
        small.draft(town(topics=("doors",)), "ordinance", Wish(without=("doors",)))
    assert "no provision is left for the ordinance" in str(caught.value.faults[0])


@pytest.mark.parametrize("topics", [(), ("all",), ("doors", "windows")])
def test_no_topics_and_all_mean_all(small, topics):
    assert {"doors", "windows"} <= set(why(small.explain(town(topics=topics), "ordinance")))


def test_the_librarys_default_topics_stand_where_nothing_is_chosen(tmp_path):
    desk = small_desk(tmp_path, {"library.yml": LIBRARY.replace("parts:", "default_topics: [windows]\nparts:")})
    assert "doors" in out(desk.explain(town(), "ordinance"))
    assert "doors" in why(desk.explain(town(topics=("all",)), "ordinance"))


def test_the_command_goes_before_the_profile(small):
    choice = small.explain(town(topics=("doors",), strength="narrow"), "ordinance", Wish(("windows",), "model"))
    assert "windows" in why(choice) and "doors" in out(choice) and choice.strength == "model"


def test_strength_for_all_and_a_variant_for_one(small):
    narrow = small.explain(town(strength="narrow"), "ordinance")
    assert {i.clause.id: i.variant for i in narrow.included}["doors"] == "narrow"
    assert {i.clause.id: i.variant for i in narrow.included}["windows"] == "model"
    assert {i.clause.id: i.wished for i in narrow.included}["windows"] == "narrow"
    one = small.explain(town(clauses={"doors": "narrow"}), "ordinance")
    assert {i.clause.id: i.variant for i in one.included}["doors"] == "narrow"


def test_a_clause_named_with_its_variant_is_in_without_its_topic(small):
    choice = small.explain(town(topics=("windows",), clauses={"doors": "narrow"}), "ordinance")
    assert why(choice)["doors"] == "chosen by name in the profile"


def test_a_clause_may_be_included_and_excluded_by_name_and_by_topic(small):
    assert why(small.explain(town(topics=("windows",), include=("doors",)), "ordinance"))["doors"] == "included by name"
    for profile, wish in ((town(without=("doors",)), None), (town(), Wish(without=("doors",)))):
        assert out(small.explain(profile, "ordinance", wish))["doors"] == ("excluded", "excluded by the profile or the command")
    assert "closing" in out(small.explain(town(without=("closing",)), "ordinance"))


def test_a_required_clause_comes_in_and_says_by_whom(knotted):
    choice = knotted.explain(town(topics=("windows",)), "ordinance")
    assert why(choice)["doors"] == "required by 'shutters'"


@pytest.mark.parametrize("without", ["doors", "doors-topic"])
def test_a_clause_whose_requirement_is_excluded_is_refused(tmp_path, without):
    files = {**MORE, "doors/doors.yml": clause("doors", "Open.", topic="doors")}
    desk = small_desk(tmp_path, files)
    told = faults(desk.explain, town(topics=("windows",), without=(without.removesuffix("-topic"),)), "ordinance")
    assert "the clause 'shutters' requires 'doors', which is excluded" in told[0]
    assert "Keep 'doors', or exclude 'shutters' too." in told[0]


def test_a_requirement_excluded_by_its_topic_is_refused_too(tmp_path):
    files = {**MORE, "library.yml": MORE["library.yml"].replace("parts:", "  - {id: floors, name: Floors}\nparts:"),
             "doors/doors.yml": clause("doors", "Open.", topic="floors")}
    desk = small_desk(tmp_path, files)
    assert "requires 'doors'" in faults(desk.explain, town(topics=("windows",), without=("floors",)), "ordinance")[0]


def test_clauses_that_cannot_stand_together_are_refused_whichever_names_the_other(knotted):
    told = faults(knotted.explain, town(topics=("doors",)), "ordinance")
    assert told == ["the clauses 'curtains' and 'doors' cannot stand together\n    Exclude one of them."]


def test_a_form_that_is_not_there_leaves_the_clause_out_and_says_why(tmp_path):
    text = clause("windows", "Shut.").replace("executive-order: binds", "executive-order: none")
    desk = small_desk(tmp_path, {"windows/windows.yml": text.replace(
        "variants:", "reasons: {executive-order: An order cannot reach windows.}\nvariants:")})
    choice = desk.explain(town(), "executive-order")
    assert out(choice)["windows"] == ("no-form", "An order cannot reach windows.")


def test_forms_follow_the_instrument(small):
    forms = {i: {x.clause.id: x.form for x in small.explain(town(), i).included} for i in ("resolution", "ordinance")}
    assert (forms["resolution"]["doors"], forms["ordinance"]["doors"]) == ("urges", "binds")


def test_a_style_that_uses_severability_only_when_needed_leaves_it_out(tmp_path):
    desk = small_desk(tmp_path, {
        "library.yml": LIBRARY.replace("windows, closing", "windows, severability"), "closing/closing.yml": "",
        "closing/severability.yml": CLOSING.replace("id: closing", "id: severability")})
    spare = replace(load_style("plain"), severability="when-needed")
    choice = choose(town(), desk.library, load_law("NJ"), spare, instrument("ordinance"))
    assert out(choice)["severability"] == ("style", "the style 'plain' uses it only when needed")
    assert "severability" in why(desk.explain(town(style="plain"), "ordinance"))


# State law ---------------------------------------------------------------------------------------------------------


def test_a_barred_clause_is_refused_with_citation_consequence_and_what_remains(desk, profiles):
    texas = profiles["san-marcos-tx"]
    with pytest.raises(Refusal) as caught:
        desk.draft(texas, "ordinance", Wish(("detainers",)))
    told = [str(f) for f in caught.value.faults]
    assert len(told) == 1 and "'detainers', 'release-notification'" in told[0], "one fault for what the same law bars"
    for line in told:
        assert "Tex. Gov't Code" in line or "Tex." in line
        assert "Consequence:" in line and "What remains lawful here:" in line and "--acknowledge-preemption" in line


def test_an_acknowledged_clause_is_in_and_is_known_as_barred(desk, profiles):
    choice = desk.explain(profiles["san-marcos-tx"], "ordinance", Wish(("detainers",), acknowledge_preemption=True))
    assert "detainers" in {i.clause.id for i in choice.acknowledged}
    assert all(i.gate.state == "barred" for i in choice.acknowledged)


def test_a_recital_of_purpose_is_left_out_where_the_state_bars_what_it_recites(desk, profiles):
    choice = desk.explain(profiles["san-marcos-tx"], "ordinance", Wish(("language-access",)))
    barred = [o for o in choice.left_out if o.kind == "barred"]
    assert all(o.clause.kind == "recital" and "quoted against" in o.why for o in barred) and barred


# Unknown names -----------------------------------------------------------------------------------------------------

PROFILE = """\
place: {name: Testville, kind: city, state: NJ, county: Sample, form_of_government: faulkner-mayor-council}
choices:
  topics: [doors, windos]
  clauses:
    doors: strong
    windws: model
  include: [dors]
  without:
    - closng
  terms_already_defined: {hing: "§ 1"}
"""


def test_every_unknown_name_of_a_profile_has_its_place_and_the_nearest_name(small, tmp_path):
    path = tmp_path / "testville-nj.yml"
    path.write_text(PROFILE, "utf-8")
    told = faults(small.explain, load_profile(path), "ordinance")
    assert [t.removeprefix(f"{path}:").replace("\n    ", " | ") for t in told] == [
        "3:19: no topic is called 'windos' | Did you mean 'windows'?",
        "6:5: no clause is called 'windws' | Did you mean 'windows'?",
        "7:13: no clause is called 'dors' | Did you mean 'doors'?",
        "9:7: no clause is called 'closng' | Did you mean 'closing'?",
        "5:12: the clause 'doors' has no variant 'strong' | The variants are: model, narrow.",
        "10:27: no term is called 'hing' | Did you mean 'hinge'?",
    ]


def test_an_unknown_name_of_the_command_is_told_without_a_place(small):
    told = faults(small.explain, town(), "ordinance", Wish(("windos",), "", ("dors",)))
    assert told == ["no topic is called 'windos'\n    Did you mean 'windows'?", "no clause is called 'dors'\n    Did you mean 'doors'?"]


def test_an_unknown_instrument_is_told_with_the_nearest(small):
    assert faults(small.explain, town(), "ordinanse") == ["no instrument is called 'ordinanse'\n    Did you mean 'ordinance'?"]
