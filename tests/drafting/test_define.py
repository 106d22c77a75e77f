"""The definitions section: the terms used, closed over themselves, sorted, none unused; terms that the code defines."""

from __future__ import annotations

import pytest

from generator.document import Items, Section, Term, plain, walk
from generator.drafting.define import close_over, terms_used
from tests.small_library import body, clause, small_desk, town


def section(drafted) -> Section | None:
    return next((b for b in walk(drafted.document.blocks) if isinstance(b, Section) and b.id == "definitions"), None)


def defined(drafted) -> list[str]:
    """The terms that are defined, in their order."""
    found = section(drafted)
    return [n.text for n in walk(found) if isinstance(n, Term) and n.defining] if found else []


def test_only_terms_that_are_used_are_defined_and_those_that_they_use(tmp_path):
    assert defined(small_desk(tmp_path).draft(town(), "ordinance")) == ["Door", "Hinge"]


def test_without_a_term_there_is_no_definitions_section(tmp_path):
    desk = small_desk(tmp_path)
    drafted = desk.draft(town(topics=("windows",)), "ordinance")
    assert section(drafted) is None
    assert not [n for n in walk(drafted.document) if isinstance(n, Term)]


def test_definitions_are_sorted_by_the_language(tmp_path):
    desk = small_desk(tmp_path, {
        "windows/windows.yml": clause("windows", "A [[chimney]] and an [[éclair]] and a [[zinc roof]] stay."),
        "definitions/eclair.yml": "id: eclair\nkind: definition\nterm: éclair\nplural: éclairs\ntext: \"[[éclair]] means a cake.\"\n",
        "definitions/zinc.yml": "id: zinc\nkind: definition\nterm: zinc roof\nplural: zinc roofs\ntext: \"[[zinc roof]] means one of zinc.\"\n"})
    assert defined(desk.draft(town(), "ordinance")) == ["Chimney", "Door", "Éclair", "Hinge", "Zinc roof"]


def test_a_term_used_only_by_a_definition_that_a_condition_took_out_is_not_defined(tmp_path):
    door = ("id: door\nkind: definition\nterm: door\nplural: doors\ntext: |\n  [[door]] means an opening.\n"
            "  {% if has(\"windows\") %}\n  It has a [[hinge]].\n  {% endif %}\n")
    desk = small_desk(tmp_path, {"definitions/door.yml": door})
    assert defined(desk.draft(town(topics=("doors",)), "ordinance")) == ["Door"]
    assert defined(desk.draft(town(), "ordinance")) == ["Door", "Hinge"]


def test_definitions_that_use_each_other_end(tmp_path):
    hinge = "id: hinge\nkind: definition\nterm: hinge\nplural: hinges\ntext: \"[[hinge]] means what a [[door]] turns on.\"\n"
    desk = small_desk(tmp_path, {"definitions/hinge.yml": hinge})
    assert defined(desk.draft(town(), "ordinance")) == ["Door", "Hinge"]
    assert close_over({"door"}, desk.library) == {"door", "hinge"}


def test_a_term_is_marked_once_where_it_is_defined(tmp_path):
    text = body(small_desk(tmp_path).draft(town(style="plain"), "ordinance").document)
    assert "“Door” means an opening with a hinge. “Hinge” means what a leaf turns on." in text
    assert text.count("“Door”") == 1


@pytest.mark.parametrize("name", ["door", "doors", "Door"])
def test_a_term_that_the_code_defines_is_referred_to_and_not_defined_again(tmp_path, name):
    drafted = small_desk(tmp_path).draft(town(terms_already_defined={name: "§ 2-1 of the code"}), "ordinance")
    assert defined(drafted) == ["Door"]
    assert "“Door” has the meaning given in § 2-1 of the code." in body(drafted.document)
    assert "opening" not in body(drafted.document)


def test_the_lead_names_the_chapter_in_an_ordinance_and_the_order_in_an_order(tmp_path):
    desk = small_desk(tmp_path)
    assert "In this chapter:" in body(desk.draft(town(), "ordinance").document)
    assert "In this Order:" in body(desk.draft(town(), "executive-order").document)


def test_a_definition_with_a_list_has_its_items_below_it(tmp_path):
    door = ("id: door\nkind: definition\nterm: door\nplural: doors\ntext: |\n  [[door]] means\n    (a) a gate; or\n"
            "    (b) a leaf,\n  that opens.\n")
    drafted = small_desk(tmp_path, {"definitions/door.yml": door}).draft(town(topics=("doors",)), "ordinance")
    items = next(n for n in walk(section(drafted)) if isinstance(n, Items))
    assert [plain(i) for i in items.items] == ["a gate; or", "a leaf,"]
    assert plain(section(drafted).children[-1].content) == "that opens."


def test_a_kind_of_place_may_call_a_term_by_its_own_name(tmp_path):
    door = ("id: door\nkind: definition\nterm: door\nplural: doors\nterms_by_kind: {county: gate}\nplurals_by_kind: {county: gates}\n"
            "text: |\n  [[door]] means an opening.\n")
    desk = small_desk(tmp_path, {"definitions/door.yml": door})
    city = body(desk.draft(town(), "ordinance").document)
    county = body(desk.draft(town("county", form="unknown-county"), "ordinance").document)
    assert "keep each door open" in city and "“Door” means" in city
    assert "keep each gate open" in county and "opens its gates" in county and "“Gate” means" in county
    assert "“Door”" not in county and "each door" not in county


def test_terms_of_a_recital_are_plain_words_where_no_section_uses_them(tmp_path):
    drafted = small_desk(tmp_path).draft(town(topics=("windows",)), "ordinance")
    assert "opens its doors" in body(drafted.document)
    assert terms_used(drafted.document.blocks) == set()
