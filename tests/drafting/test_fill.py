"""A clause's text filled: conditions, lists mended, lone children folded, blanks, citations, capitals, quotation marks."""

from __future__ import annotations

import pytest

from generator import grammar
from generator.document import Blank, Duty, NoteAnchor, Reference, Term, Text, plain
from generator.drafting.fill import Filler, evaluate, fill, names, typographic
from generator.drafting.instruments import INSTRUMENTS
from generator.drafting.values import Setting, context
from generator.errors import Place, UnusableInput
from generator.law import form_of_government, load_law
from generator.library import load_library
from generator.profile import LocalFact, Officer, PlaceOf, Profile, field_label
from tests.small_library import write_library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return load_library(write_library(tmp_path_factory.mktemp("clauses")))


@pytest.fixture(scope="module")
def law():
    return load_law("NJ")


@pytest.fixture(scope="module")
def values(law):
    profile = Profile(
        id="testville", place=PlaceOf(name="Testville", kind="city", state="NJ"),
        officers={"clerk": Officer(title="Town Clerk")},
        facts={"population": LocalFact(value="41,870", year="2020", source="a census"), "lep_share": "unconfirmed"})
    government = form_of_government(law, "faulkner-mayor-council", "city")
    return context(Setting(profile, law, government, INSTRUMENTS["ordinance"], has=lambda c: c == "privacy"))


@pytest.fixture
def filler(library, law, values):
    return Filler(library, law, values, clause="doors")


def outline(text: str, filler: Filler) -> list[str]:
    """Each filled paragraph in words, two spaces deeper below its parent; flush text begins with a bar."""
    lines = []

    def walk(all_filled, depth):
        for one in all_filled:
            head = f"{plain(one.heading)}. " if one.heading else ""
            lines.append("  " * depth + head + plain(one.chapeau))
            walk(one.children, depth + 1)
            if one.flush:
                lines.append("  " * depth + "| " + plain(one.flush))

    parsed = grammar.parse(text)
    assert parsed.wrong == ()
    walk(fill(parsed, "doors/model/text", filler), 0)
    return lines


def inlines(text: str, filler: Filler):
    return fill(grammar.parse(text), "doors/model/text", filler)[0].chapeau


# Conditions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("test", "holds"), [
    ('has("privacy")', True), ('has("doors")', False), ('not has("doors")', True),
    ('state("NJ")', True), ('state("TX")', False),
    ("law.records", True), ("law.civil_rights", True), ('law["civil-rights"]', True),
    ("facts.population.known", True), ("facts.lep_share.known", False), ("facts.neighbors.known", False),
    ("facts.population", True), ("facts.lep_share", False), ("not facts.population", False), ("not facts.lep_share", True),
    ("facts.lep_share or facts.population", True),
    ("choices.website", False), ("not choices.website", True), ("choices.emergency", False),
    ('strength == "model"', True), ('instrument.id == "ordinance"', True), ("officers.clerk.known", True),
    ("officers.liaison.known", False), ('place.kind_id == "city"', True),
])
def test_a_condition_is_what_its_words_say(filler, test, holds):
    text = f"Always.\n{{% if {test} %}}\nThen.\n{{% else %}}\nElse.\n{{% endif %}}"
    assert outline(text, filler) == ["Always. Then." if holds else "Always. Else."]


def test_elif_takes_the_first_that_holds(filler):
    text = 'One.\n{% if has("x") %}\nA.\n{% elif has("privacy") %}\nB.\n{% elif law.records %}\nC.\n{% else %}\nD.\n{% endif %}\nTwo.'
    assert outline(text, filler) == ["One. B. Two."]


def test_a_whole_subdivision_goes_with_its_children(filler):
    text = '(a) One.\n\n{% if has("x") %}\n(b) Two\n  (c) three; or\n  (d) four.\n{% endif %}\n\n(e) Five.'
    assert outline(text, filler) == ["One.", "Five."]


def test_children_without_a_chapeau_that_holds_keep_their_place(filler):
    text = '{% if has("x") %}\n(a) One\n{% endif %}\n  (b) two; or\n  (c) three.'
    assert outline(text, filler) == ["", "  two; or", "  three."]


# Lists mended ------------------------------------------------------------------------------------------------------

LIST = "An agency must not\n  (a) ask{a};\n{{% if {x} %}}\n  (b) tell;\n{{% endif %}}\n{{% if {y} %}}\n  (c) hold; or\n{{% endif %}}\n" \
       "{{% if {z} %}}\n  (d) go{end}\n{{% endif %}}\n{flush}"


@pytest.mark.parametrize(("x", "y", "z", "lines"), [
    ("true", "true", "true", ["  ask;", "  tell;", "  hold; or", "  go."]),
    ("false", "true", "true", ["  ask;", "  hold; or", "  go."]),
    ("true", "false", "true", ["  ask;", "  tell; or", "  go."]),
    ("true", "true", "false", ["  ask;", "  tell; or", "  hold."]),
    ("false", "false", "true", ["  ask; or", "  go."]),
    ("true", "false", "false", ["  ask; or", "  tell."]),
])
def test_a_list_keeps_its_conjunction_and_its_end(filler, x, y, z, lines):
    text = LIST.format(a="", x=x.replace("true", 'has("privacy")').replace("false", 'has("x")'),
                       y=y.replace("true", 'has("privacy")').replace("false", 'has("x")'),
                       z=z.replace("true", 'has("privacy")').replace("false", 'has("x")'), end=".", flush="")
    assert outline(text, filler) == ["An agency must not", *lines]


def test_a_list_before_flush_text_ends_with_its_comma(filler):
    text = LIST.format(a="", x='has("privacy")', y='has("x")', z='has("x")', end=",", flush="without a warrant.")
    assert outline(text, filler) == ["An agency must not", "  ask; or", "  tell,", "| without a warrant."]


def test_a_lone_child_is_folded_into_its_parent(filler):
    text = LIST.format(a="", x='has("x")', y='has("x")', z='has("x")', end=".", flush="")
    assert outline(text, filler) == ["An agency must not ask."]


def test_a_lone_child_is_folded_between_chapeau_and_flush_text(filler):
    text = LIST.format(a="", x='has("x")', y='has("x")', z='has("x")', end=",", flush="without a warrant.")
    assert outline(text, filler) == ["An agency must not ask, without a warrant."]


def test_a_lone_child_with_children_hands_them_on(filler):
    text = ('An agency must not:\n  (a) ask about\n    (x) status; or\n    (y) birth;\n{% if has("x") %}\n  (b) tell; or\n{% endif %}\n'
            '{% if has("x") %}\n  (c) go.\n{% endif %}')
    assert outline(text, filler) == ["An agency must not ask about", "  status; or", "  birth."]


def test_a_list_of_sentences_keeps_its_periods(filler):
    text = 'Each agency does this:\n  (a) It asks.\n{% if has("x") %}\n  (b) It tells.\n{% endif %}\n  (c) It goes.'
    assert outline(text, filler) == ["Each agency does this:", "  It asks.", "  It goes."]


def test_a_list_that_ends_in_a_value_a_term_or_a_nested_list_is_ended_too(filler):
    text = ('An agency must tell\n  (a) the {{ officers.clerk.title }}; and\n{% if has("x") %}\n  (b) all.\n{% endif %}\n'
            '{% if has("privacy") %}\n  (c) the owner of a [[door]]; and\n{% endif %}\n{% if has("x") %}\n  (d) none.\n{% endif %}')
    assert outline(text, filler) == ["An agency must tell", "  the Town Clerk; and", "  the owner of a door."]


def test_a_folded_child_leaves_its_references_to_its_parent(filler):
    only = fill(grammar.parse('(a) One\n  (b) two; or\n{% if has("x") %}\n  (c) three.\n{% endif %}'), "k", filler)
    assert [o.path for o in only] == ["a"] and only[0].children == ()


# Inlines -----------------------------------------------------------------------------------------------------------


def test_values_are_words_blanks_or_facts_with_their_note(filler):
    assert inlines("The {{ officers.clerk.title }} counts.", filler) == (Text("The Town Clerk counts."),)
    assert inlines("The {{ officers.liaison.title }}.", filler)[1] == Blank(
        field_label("officers.liaison.title"), "officers.liaison.title")
    assert inlines("Of {{ facts.population }} people", filler)[1] == NoteAnchor("note-population")
    unknown = inlines("Of {{ facts.lep_share }} people", filler)[1]
    assert (unknown.label, unknown.field) == ("share of residents with limited English", "facts.lep_share")


def test_a_blank_of_the_drafting_is_the_documents_own_class(filler):
    assert type(inlines("See {{ choices.website }}.", filler)[1]) is Blank
    lacking = next(r for r in ("hate-crime", "bidding", "municipal-id", "retention") if r not in filler.law.laws)
    assert inlines(f"See [[law:{lacking}]].", filler)[1] == Blank(field_label(f"law.{lacking}"), f"law.{lacking}")


def test_terms_references_citations_and_words_of_authority(filler):
    found = inlines("An agency must keep a [[door]] by [[ref:.night]], [[ref:windows]] and [[cite:usc-1373]].", filler)
    assert found[1] == Duty("must") and found[3] == Term("door", "door")
    assert [i.target for i in found if isinstance(i, Reference)] == ["doors.night", "windows"]
    assert found[-2].text == "8 U.S.C. § 1373" and found[-2].facts


def test_a_term_may_show_other_words(filler):
    assert inlines("Each [[door|way in]] counts.", filler)[1] == Term("door", "way in")


def test_the_states_law_for_a_role_has_its_citation(filler, law):
    found = inlines("Under [[law:records]] it is open.", filler)[1]
    assert found.text == f"{law.laws['records'].name} ({law.laws['records'].cite})" and found.facts == law.laws["records"].facts


@pytest.mark.parametrize(("text", "begins"), [
    ("{{ instrument.this }} stands.", "This"), ("[[doors]] stand.", "Doors"), ("{{ place.local }} funds go.", "Municipal"),
    ("[[ref:windows]] applies.", ""),
])
def test_a_value_or_a_term_that_begins_a_sentence_has_a_capital(filler, text, begins):
    assert plain(inlines(text, filler)).startswith(begins)


def test_a_later_sentence_has_its_capital_too_and_the_inside_of_one_has_none(filler):
    assert plain(inlines("It stands. {{ instrument.this }} falls if {{ instrument.this }} falls.", filler)) == (
        "It stands. This Ordinance falls if this Ordinance falls.")


def test_an_abbreviation_begins_no_sentence(filler):
    assert plain(inlines("A suit, Doe v. [[door]] owner, e.g. {{ instrument.this }}, counts.", filler)) == (
        "A suit, Doe v. door owner, e.g. this Ordinance, counts.")


def test_a_child_and_a_recital_begin_in_lower_case(library, law, values):
    small = Filler(library, law, values, clause="welcome", sentences=False)
    assert plain(inlines("{{ place.local }} doors open", small)).startswith("municipal")
    own = Filler(library, law, values, clause="doors")
    assert outline("It is\n  (a) [[doors]]; or\n  (b) {{ place.local }} gates.", own)[1:] == ["  doors; or", "  municipal gates."]


@pytest.mark.parametrize(("straight", "curly"), [
    ('"Door" means', "“Door” means"), ('the word "door".', "the word “door”."), ('("door")', "(“door”)"),
    ("the City's door", "the City’s door"), ("residents' doors", "residents’ doors"), ("no marks", "no marks"),
    ("the 'other' door", "the ‘other’ door"), ("say 'don't ask' and go", "say ‘don’t ask’ and go"), ("the '90s", "the ’90s"),
    ("the residents' and the City's", "the residents’ and the City’s"), ("\"the 'inner' one\"", "“the ‘inner’ one”"),
])
def test_quotation_marks_are_made_curly(straight, curly):
    assert typographic(straight) == curly


def test_a_translation_is_looked_up_by_its_key_and_parsed(library, law, values):
    asked = []

    def translate(key, source):
        asked.append(key)
        return "Cada {{ place.kind }} [[door|puerta]]." if key == "doors/model/text/a" else source

    filler = Filler(library, law, values, translate=translate, clause="doors")
    filled = fill(grammar.parse("(a: Heading) Each {{ place.kind }}.\n  (b) one; or\n  (c) two,\nflush."), "doors/model/text", filler)
    assert plain(filled[0].chapeau) == "Cada City puerta."
    assert sorted(asked) == [f"doors/model/text/{k}" for k in ("a", "a.b", "a.c", "a~flush", "a~heading")]


# Expressions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "A {{ place.nam }} b.", "A {{ plase.name }} b.", "A {{ officers.clerk }} b.", "A {{ 1 / 0 }} b.", "A [[cite:nothing]] b.",
    "{% if has(1, 2) %}\nA.\n{% endif %}", "A {{ ''.__class__ }} b.", "A {{ place.__class__ }} b.",
])
def test_what_cannot_be_filled_is_told_with_its_place(library, law, values, text):
    filler = Filler(library, law, values, place_of=lambda spot: Place("doors.yml", spot.line + 10, spot.column))
    with pytest.raises(UnusableInput) as caught:
        fill(grammar.parse(text), "k", filler)
    fault = caught.value.faults[0]
    assert fault.place.file == "doors.yml" and fault.place.line == 11 and fault.remedy


def test_an_expression_reaches_nothing_of_the_machine(values):
    for attack in ("cycler.__init__.__globals__", "place.name.__class__.__mro__", "has.__globals__", "''.join.__self__"):
        with pytest.raises(ValueError):
            evaluate(attack, values)


def test_the_names_of_an_expression():
    assert names('law.trust and (facts.population.known or not has("privacy"))') == (
        "law.trust", "facts.population.known", "has")
    with pytest.raises(ValueError):
        names("place.name +")
