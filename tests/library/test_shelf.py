"""The library as a whole: its order, its terms, the files it refuses, and a user's folder laid over it."""

from __future__ import annotations

import pytest

from generator.errors import UnusableInput
from generator.library import load_library, named_path, named_paths
from generator.library.lost import lost_references
from generator.sources import shipped
from tests.small_library import DOORS, WINDOWS, clause, write_library


@pytest.fixture
def folder(tmp_path):
    return write_library(tmp_path / "clauses")


def faults(folder, overlay=None) -> str:
    with pytest.raises(UnusableInput) as caught:
        load_library(folder, overlay)
    return str(caught.value)


def test_the_shipped_library_is_sound_and_every_clause_stands_in_one_part():
    library = load_library(shipped("clauses"))
    listed = [c for part in library.contents.parts for c in part.clauses]
    assert sorted(listed) == sorted(library.clauses) and len(listed) == len(set(listed))
    assert library.order() == tuple(listed)


def test_each_shipped_clause_points_at_its_schema_and_lies_in_the_folder_of_its_first_topic():
    library = load_library(shipped("clauses"))
    for one in library.clauses.values():
        path = shipped("clauses", one.topics[0], f"{one.id}.yml")
        if one.kind == "operative":
            assert path.is_file(), f"{one.id} does not lie in {one.topics[0]}"
        found = next(shipped("clauses").glob(f"*/{one.id}.yml"))
        assert found.read_text("utf-8").startswith(
            "# yaml-language-server: $schema=../../profiles/schemas/clause.schema.json\n"), found.name


def test_order_topics_and_texts(folder):
    library = load_library(folder)
    assert library.order() == ("welcome", "doors", "windows", "closing")
    assert list(library.topics()) == ["doors", "windows"]
    assert {(c, v, f) for c, v, f, _ in library.texts()} == {
        ("welcome", "model", "binds"), ("doors", "model", "binds"), ("doors", "model", "urges"),
        ("doors", "narrow", "binds"), ("doors", "narrow", "urges"), ("windows", "model", "binds"), ("closing", "model", "binds")}


@pytest.mark.parametrize(("words", "id"), [
    ("door", "door"), ("Doors", "door"), ("hinge", "hinge"), ("gate", ""), ("doo", ""),
])
def test_a_term_is_known_in_singular_and_plural(folder, words, id):
    assert load_library(folder).term(words) == id


def test_a_reference_may_use_names_only(folder):
    library = load_library(folder)
    assert named_paths(library, "doors") == {"open", "night"}
    assert named_path("p1.date") == "date" and named_path("p1.p2") == "p2" and named_path("a.b") == "a.b"


@pytest.mark.parametrize(("wished", "got"), [("strong", "model"), ("model", "model"), ("narrow", "narrow")])
def test_a_wished_strength_falls_to_the_nearest_weaker_variant(folder, wished, got):
    assert load_library(folder).clauses["doors"].variant(wished) == got


def test_narrow_falls_back_to_model_where_there_is_no_narrower_text(folder):
    assert load_library(folder).clauses["windows"].variant("narrow") == "model"


def test_a_form_that_the_file_does_not_name_is_none(folder):
    assert load_library(folder).clauses["doors"].form("police-order") == "none"


# An overlay -------------------------------------------------------------------------------------------------------


def test_an_overlay_replaces_and_keeps_what_it_was_made_from(folder, tmp_path):
    own = tmp_path / "own"
    (own / "doors").mkdir(parents=True)
    (own / "doors" / "doors.yml").write_text(DOORS.replace("keep each", "open each"), "utf-8")
    library = load_library(folder, own)
    assert "open each" in library.clauses["doors"].variants["model"].text
    assert "keep each" in library.made_from["doors"].variants["model"].text
    assert library.clauses["windows"] == load_library(folder).clauses["windows"]
    assert list(library.made_from) == ["doors"]


def test_an_overlay_adds_clauses_and_definitions_from_a_flat_folder_too(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "roofs.yml").write_text(clause("roofs", "Each [[gable]] must be dry.", topic="windows"), "utf-8")
    (own / "gable.yml").write_text("id: gable\nkind: definition\nterm: gable\nplural: gables\n"
                                   "text: \"[[gable]] means the end of a roof.\"\n", "utf-8")
    library = load_library(folder, own)
    assert library.order()[-1] == "roofs" and "roofs" not in library.made_from
    assert library.term("gables") == "gable"


def test_an_overlay_may_bring_its_own_title(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "title.yml").write_text("id: title\nkind: title\nshort: Ours\nlong: {ordinance: An ordinance of ours}\n", "utf-8")
    assert load_library(folder, own).title.short == "Ours"


def test_an_overlay_that_is_not_there_or_is_unsound_is_refused_with_its_own_place(folder, tmp_path):
    assert "no such folder" in faults(folder, tmp_path / "nowhere")
    own = tmp_path / "own"
    own.mkdir()
    (own / "doors.yml").write_text(DOORS.replace("[[door]]", "[[dor]]"), "utf-8")
    told = faults(folder, own)
    assert "'dor' is no defined term" in told and "Did you mean 'door'?" in told and str(own / "doors.yml") in told


def test_an_overlay_that_is_called_otherwise_than_its_clause_is_refused(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yml").write_text(DOORS, "utf-8")
    assert "the file 'mine.yml' holds the id 'doors'" in faults(folder, own)


def test_an_overlay_with_the_same_id_twice_is_refused(folder, tmp_path):
    own = tmp_path / "own"
    (own / "a").mkdir(parents=True)
    (own / "doors.yml").write_text(DOORS, "utf-8")
    (own / "a" / "doors.yml").write_text(DOORS, "utf-8")
    assert "the id 'doors' is used twice" in faults(folder, own)


def own_file(tmp_path, name: str, text: str):
    (tmp_path / "own").mkdir(exist_ok=True)
    (tmp_path / "own" / f"{name}.yml").write_text(text, "utf-8")
    return tmp_path / "own"


def test_a_new_clause_follows_the_one_that_it_names(folder, tmp_path):
    for id, other in (("attic", "roofs"), ("gates", "doors"), ("roofs", "doors"), ("yards", "")):
        own = own_file(tmp_path, id, clause(id, "It stands.", topic="doors", head=f"after: {other}\n" if other else ""))
    assert load_library(folder, own).order() == ("welcome", "doors", "gates", "roofs", "attic", "windows", "closing", "yards")
    own_file(tmp_path, "yards", clause("yards", "It stands.", topic="doors", head="after: dors\n"))
    assert "after an unknown clause 'dors'" in faults(folder, own) and "Did you mean 'doors'?" in faults(folder, own)


REFERRING = {"windows/windows.yml": clause("windows", "An agency must not shut a window.\n[[ref:doors.night]] is apart.",
                                           narrow="An agency must not shut a window.", urges="The council asks for windows.")}
NO_NIGHT = clause("doors", "(open) An agency must keep each [[door]] open.\n\n(day) An agency must sweep.",
                  narrow="An agency must keep one [[door]] open.", urges="The council urges each agency to open its [[doors]].")


def test_a_reference_to_what_an_overlay_took_out_is_found_with_its_file_and_line(tmp_path):
    folder = write_library(tmp_path / "clauses", REFERRING)
    assert load_library(folder)
    own = own_file(tmp_path, "doors", NO_NIGHT)
    told = " ".join(map(str, lost_references(load_library(folder, own))))
    assert "windows.yml:10:7: the reference [[ref:doors.night]] leads to a subdivision that" in told and "doors.yml has no longer (variant model)" in told
    assert "Put '(night)' back there, or copy" in told
    own_file(tmp_path, "windows", REFERRING["windows/windows.yml"])
    assert "or take this reference out" in str(next(lost_references(load_library(folder, own))))


def test_a_reference_that_no_instrument_prints_beside_what_was_taken_out_is_none(tmp_path):
    apart = REFERRING["windows/windows.yml"].replace("[[ref:doors.night]] is apart.", "It ends.").replace(
        "council asks for windows.", "council asks for windows, as [[ref:doors.night]] says.")
    folder = write_library(tmp_path / "clauses", {"windows/windows.yml": apart})
    assert not list(lost_references(load_library(folder, own_file(tmp_path, "doors", NO_NIGHT))))


# Files -----------------------------------------------------------------------------------------------------------


def test_the_same_id_in_two_files_is_refused(tmp_path):
    folder = write_library(tmp_path / "c", {"windows/doors.yml": DOORS})
    told = faults(folder)
    assert "the id 'doors' is used twice" in told and "windows/doors.yml:1:5" in told


def test_a_file_that_is_called_otherwise_than_its_clause_is_refused(tmp_path):
    folder = write_library(tmp_path / "c", {"windows/windows.yml": "", "windows/panes.yml": WINDOWS})
    assert "the file 'panes.yml' holds the id 'windows'" in faults(folder)


def test_a_library_without_a_title_is_refused(tmp_path):
    assert "no title" in faults(write_library(tmp_path / "c", {"front/title.yml": ""}))


def test_a_folder_that_is_no_library_is_refused(tmp_path):
    assert "library.yml" in faults(tmp_path)
