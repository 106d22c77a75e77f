"""What `generator.profile` promises: shipped profiles load, faults have their place, and a newcomer's file is valid."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import UnusableInput
from generator.profile import (
    BODY_ROLES,
    FACT_NAMES,
    FIELD_LABELS,
    NEW_QUESTIONS,
    OFFICER_ROLES,
    STATES,
    Choices,
    LocalFact,
    ProfileFile,
    field_label,
    load_profile,
    new_profile_id,
    new_profile_text,
    profile_ids,
)
from generator.sources import convert, json_schema, parse_yaml, schema_text, shipped

TOWN = "place: {name: Passaic, kind: city, state: NJ}\n"


def profile(tmp_path: Path, text: str, name: str = "town.yml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_profile(path)


def fault(tmp_path: Path, text: str) -> tuple[int, int, str, str]:
    with pytest.raises(UnusableInput) as caught:
        profile(tmp_path, text)
    (only,) = caught.value.faults
    return only.place.line, only.place.column, only.problem, only.remedy


@pytest.mark.parametrize("id", profile_ids())
def test_each_shipped_profile_loads_points_at_its_schema_and_guesses_no_office_holder(id):
    path = shipped("profiles", "places", f"{id}.yml")
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=../schemas/profile.schema.json\n")
    town = load_profile(id)
    assert town.id == id
    assert id.endswith(town.place.state.lower())
    if id != "example-nj":
        assert not [role for role, officer in town.officers.items() if officer.name]


def test_the_invented_town_fills_every_field_and_says_that_it_is_invented():
    text = shipped("profiles", "places", "example-nj.yml").read_text(encoding="utf-8")
    town = load_profile("example-nj")
    assert "is INVENTED" in text
    assert set(town.officers) == set(OFFICER_ROLES)
    assert all(officer.title and officer.name for officer in town.officers.values())
    assert set(town.bodies) == set(BODY_ROLES)
    assert all(body.name and body.presiding for body in town.bodies.values())
    assert set(town.facts) == set(FACT_NAMES)
    assert all(isinstance(f, LocalFact) and f.source.startswith("Invented") for f in town.facts.values())
    governing = town.bodies["governing"]
    assert governing.presiding_name and len(governing.names) == governing.members
    given_choices = {f.name for f in fields(Choices) if f"  {f.name}:" in text}
    assert given_choices == {f.name for f in fields(Choices)} - {"code_chapter"}
    assert all(getattr(town.people, f.name) for f in fields(town.people))


def test_each_shipped_form_of_government_is_known_to_its_state_or_said_to_be_unknown():
    from generator.law import form_of_government, load_law

    for id in profile_ids():
        place = load_profile(id).place
        found = form_of_government(load_law(place.state), place.form_of_government, place.kind)
        unknown = found.id.startswith("unknown") or found.id == "school-district"
        assert unknown == (place.form_of_government == "unknown"), id


def test_passaic_holds_what_is_known_with_its_source_and_no_more():
    town = load_profile("passaic-nj")
    assert (town.place.name, town.place.county, town.place.form_of_government) == (
        "Passaic", "Passaic", "faulkner-mayor-council")
    assert town.facts["population"] == LocalFact(
        value="70,537", year="2020", source="U.S. Census Bureau, 2020 Decennial Census")
    assert {f for f in town.facts.values() if f != "unconfirmed"} == {town.facts["population"]}


def test_text_is_never_taken_for_a_number_or_a_truth_value(tmp_path):
    town = profile(tmp_path, TOWN + "choices: {number: 07-040, emergency: no, code_chapter: 010}\n"
                                    "languages: [no, es]\n")
    assert (town.number, town.choices.emergency, town.code.chapter) == ("07-040", False, "010")
    assert town.languages == ("no", "es")


def test_what_a_profile_does_not_say_is_absent(tmp_path):
    town = profile(tmp_path, TOWN + "officers: {clerk: {title: }}\nfacts:\n")
    assert town.officers["clerk"].title is None
    assert (town.facts, town.bodies, town.number, town.place.county) == ({}, {}, None, None)


def test_the_chapter_is_known_in_both_places_and_two_chapters_are_a_fault(tmp_path):
    one = profile(tmp_path, "place: {name: A, kind: city, state: NJ, code: {chapter: 91}}\n")
    other = profile(tmp_path, TOWN + "choices: {code_chapter: 91}\n")
    assert one.choices.code_chapter == other.place.code.chapter == "91"
    assert fault(tmp_path, "place: {name: A, kind: city, state: NJ, code: {chapter: 91}}\nchoices: {code_chapter: 4}\n"
                 )[:3] == (2, 25, "the chapter is 91 in place.code and 4 in choices")


def test_a_county_is_named_without_the_word(tmp_path):
    assert profile(tmp_path, "place: {name: A, kind: city, state: nj, county: Essex County}\n").place.county == "Essex"


@pytest.mark.parametrize(("text", "expected"), [
    ("place: {name: A, kind: city, state: New Jersey}\n",
     (1, 37, "'New Jersey' is no state's postal code", "Write NJ.")),
    ("place: {name: A, kind: city, state: NX}\n", (1, 37, "'NX' is no state's postal code", None)),
    ("place: {name: City of A, kind: city, state: NJ}\n",
     (1, 15, "the name holds the kind of place: 'City of A'",
      "Write 'A' alone; the kind is put before it where it belongs.")),
    ("place: {name: A, kind: citty, state: NJ}\n", (1, 24, "'place.kind' cannot be 'citty'", "Did you mean 'city'?")),
    (TOWN + "officers:\n  clark: {title: Clerk}\n",
     (3, 3, "unknown key 'clark' in 'officers'", "Did you mean 'clerk'?")),
    (TOWN + "facts:\n  popluation: unconfirmed\n",
     (3, 3, "unknown key 'popluation' in 'facts'", "Did you mean 'population'?")),
    (TOWN + "facts:\n  population: 70,537\n",
     (3, 15, "'facts.population' cannot be '70,537'",
      "The choices are: unconfirmed. Or give the keys source, value, year.")),
    (TOWN + "facts:\n  population: {value: 70, year: 2020}\n",
     (3, 3, "'facts.population.source' is missing",
      "Add 'source: …' (Where you read it, so that another can find it).")),
    (TOWN + "facts:\n  population: {value: 70, year: soon, source: x}\n",
     (3, 33, "'soon' is no year", "Write a year or two, as 2020 or 2018–2022.")),
    (TOWN + "facts:\n  population: {value: 70, year: 2020, source: ' '}\n",
     (3, 47, "the fact has no source", "Write the source, or write unconfirmed for the fact.")),
    (TOWN + "choices: {strength: strongg}\n",
     (2, 21, "'choices.strength' cannot be 'strongg'", "Did you mean 'strong'?")),
    (TOWN + "choices: {color: blue}\n", (2, 18, "'blue' is no color", None)),
    (TOWN + "languages: [es, Spanish]\n", (2, 17, "'Spanish' is no language tag",
                                           "Write tags as es, ar, zh-Hans or pt-BR.")),
    (TOWN + "bodies: {governing: {members: 700}}\n", (2, 31, "a body of 700 members is not plausible",
                                                      "Write a number from 1 to 99.")),
])
def test_a_fault_has_its_place_and_its_remedy(tmp_path, text, expected):
    found = fault(tmp_path, text)
    assert found[:3] == expected[:3]
    assert found[3] == expected[3] if expected[3] else found[3]


def test_eight_faults_come_at_once(tmp_path):
    with pytest.raises(UnusableInput) as caught:
        profile(tmp_path, "place:\n  nmae: A\n  kind: hamlet\n  state: NJ\nofficers:\n  mayor: {title: Mayor}\n"
                          "facts:\n  population: {value: 1}\nchoices:\n  emergency: perhaps\n  topics: detainers\n"
                          "people: {sponsors: [{name: x}]}\n")
    assert [f.place.line for f in caught.value.faults] == [1, 2, 3, 6, 8, 8, 10, 11, 12]


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(UnusableInput, match="there is no profile 'pasaic-nj'") as caught:
        load_profile("pasaic-nj")
    assert "Did you mean 'passaic-nj'?" in str(caught.value)


def test_a_users_folder_is_looked_in_first(tmp_path):
    (tmp_path / "passaic-nj.yml").write_text(TOWN.replace("Passaic", "Another"), encoding="utf-8")
    assert load_profile("passaic-nj", tmp_path).place.name == "Another"
    assert load_profile("maplewood-nj", tmp_path).place.name == "Maplewood"


def test_a_choice_can_be_pointed_at(tmp_path):
    town = profile(tmp_path, TOWN + "choices:\n  topics: [detainers, privcy]\n")
    assert (town.where("choices", "topics", 1).line, town.where("choices", "topics", 1).column) == (3, 23)


BODY_PARTS = ("name", "presiding", "presiding_name", "names", "members")


def leaf_fields() -> list[str]:
    found = [f"officers.{role}.{part}" for role in OFFICER_ROLES for part in ("title", "name")]
    found += [f"bodies.{role}.{part}" for role in BODY_ROLES for part in BODY_PARTS]
    return found + [f"facts.{name}" for name in FACT_NAMES]


@pytest.mark.parametrize("field", leaf_fields())
def test_every_field_that_can_be_blank_has_a_label(field):
    assert FIELD_LABELS[field] == field_label(field)


def test_a_label_uses_the_title_where_it_is_known():
    assert field_label("officers.clerk.name") == "name of the clerk"
    assert field_label("officers.clerk.name", "City Clerk") == "name of the City Clerk"


def test_the_schema_file_is_made_from_the_same_dataclasses():
    path = shipped("profiles", "schemas", "profile.schema.json")
    assert path.read_text(encoding="utf-8") == schema_text(ProfileFile)
    assert "clerk" in str(json_schema(ProfileFile)["properties"]["officers"])


ANSWERS = {"place.name": "Montclair", "place.kind": "township", "place.state": "NJ", "place.county": "Essex",
           "officers.clerk.title": "Township Clerk: acting", "choices.topics": "detainers, privacy",
           "languages": "es,ht",
           "facts.population.value": "40,921", "facts.population.year": "2020", "facts.population.source": "Census"}


def test_a_newcomers_answers_become_a_commented_profile(tmp_path):
    text = new_profile_text(ANSWERS)
    town = profile(tmp_path, text, f"{new_profile_id(ANSWERS)}.yml")
    assert town.id == "montclair-nj"
    assert town.officers["clerk"].title == "Township Clerk: acting"
    assert town.choices.topics == ("detainers", "privacy")
    assert (town.choices.strength, town.place.form_of_government, town.languages) == ("model", "unknown", ("es", "ht"))
    assert town.facts["population"].value == "40,921" and town.facts["languages"] == "unconfirmed"
    assert text.count("\n# ") >= 7


def test_only_what_is_required_is_enough(tmp_path):
    needed = {q.key: q.default for q in NEW_QUESTIONS if q.required and not q.after}
    town = profile(tmp_path, new_profile_text(needed | {"place.name": "A", "place.state": "MI"}))
    assert (town.place.kind, town.officers["clerk"].title) == ("city", None)


def test_answers_that_make_no_profile_are_refused():
    with pytest.raises(UnusableInput, match="facts.population.source"):
        new_profile_text(ANSWERS | {"facts.population.source": ""})


def test_a_question_tells_what_is_wrong_with_an_answer():
    by_key = {q.key: q for q in NEW_QUESTIONS}
    assert "Did you mean 'city'?" in by_key["place.kind"].trouble("citty")
    assert by_key["place.state"].trouble("nj") == ""
    assert by_key["place.state"].trouble("XX")
    assert by_key["place.name"].trouble(" ")
    assert by_key["bodies.governing.members"].trouble("seven")
    assert not by_key["facts.population.year"].asked({})
    assert by_key["facts.population.year"].asked(ANSWERS)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(
    st.sampled_from(["place.name", "place.county", "officers.clerk.title", "people.coalition"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(str.strip)))
def test_whatever_is_answered_is_read_back_as_written(answers):
    said = {"place.name": "A", "place.kind": "county", "place.state": "NJ", **answers}
    made = convert(parse_yaml(new_profile_text(said), "new.yml"), ProfileFile)
    assert made.place.name == " ".join(said["place.name"].split())
    assert made.people.coalition == (" ".join(said["people.coalition"].split()) if "people.coalition" in said else None)


def test_there_are_fifty_states_the_district_and_puerto_rico():
    assert len(STATES) == 52
