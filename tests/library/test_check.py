"""The faults of a library: each with file, line, column and remedy, and all of them at once."""

from __future__ import annotations

import re

import pytest

from generator.desk import open_desk
from generator.drafting.vocabulary import check_expressions
from generator.errors import UnusableInput
from generator.library import load_library
from tests.small_library import CLOSING, DOOR, DOORS, LIBRARY, TITLE, WINDOWS, clause, write_library


def faults(tmp_path, files):
    """Every fault of the small library with some files changed."""
    folder = write_library(tmp_path / "c", files)
    try:
        return tuple(check_expressions(load_library(folder)))
    except UnusableInput as error:
        return error.faults


def line_of(text: str, words: str) -> tuple[int, int]:
    """Line and column of words in a file's text."""
    line = next(n for n, t in enumerate(text.split("\n"), 1) if words in t)
    return line, text.split("\n")[line - 1].index(words) + 1


WRONG = [  # file, its text, words at the place of the fault, problem, remedy
    ("doors/doors.yml", DOORS.replace("heading:", "headng:"), "headng", "headng", "heading"),
    ("doors/doors.yml", DOORS.replace("topics: [doors]", "topics: [dors]"), "dors", "unknown topic 'dors'", "'doors'"),
    ("doors/doors.yml", DOORS.replace("forms: {", "forms: {ordinanse: binds, "), "ordinanse", "ordinanse", "ordinance"),
    ("doors/doors.yml", DOORS.replace("resolution: urges", "resolution: urge"), "urge,", "urge", "urges"),
    ("doors/doors.yml", DOORS.replace("  narrow:", "  narow:"), "narow", "narow", "narrow"),
    ("doors/doors.yml", DOORS.replace("[[door]]", "[[dor]]", 1), "[[dor]]", "'dor' is no defined term", "'door'"),
    ("doors/doors.yml", DOORS.replace("[[ref:.night]]", "[[ref:.nigt]]"), "[[ref:.nigt]]", "no subdivision 'nigt'", "'night'"),
    ("doors/doors.yml", DOORS.replace("[[ref:.night]]", "[[ref:window]]"), "[[ref:window]]", "names no clause", "'windows'"),
    ("doors/doors.yml", clause("doors", "One", head="requires: [window]\n"), "window", "requires an unknown clause", "'windows'"),
    ("doors/doors.yml", clause("doors", "One", head="conflicts: [window]\n"), "window", "conflicts an unknown clause", "'windows'"),
    ("doors/doors.yml", clause("doors", "One\n  (a) two."), "(a)", "single child", "No (a) without (b)"),
    ("doors/doors.yml", clause("doors", "One {{ place.nam }} two."), "{{ place.nam }}", "place.nam", "docs/clauses.md"),
    ("doors/doors.yml", clause("doors", "One {{ plac.name }} two."), "{{ plac.name }}", "plac.name", "'place'"),
    ("doors/doors.yml", clause("doors", "One {{ place.name + }} two."), "{{ place.name + }}", "cannot be read", ""),
    ("doors/doors.yml", clause("doors", "{% if lw.trust %}\nOne.\n{% endif %}"), "{% if lw", "lw.trust", "'law'"),
    ("doors/doors.yml", clause("doors", "One.\n{% if has('windows' %}\nTwo.\n{% endif %}"), "{% if has", "cannot be read", ""),
    ("doors/doors.yml", clause("doors", "One.\n{% if has(\"windws\") %}\nTwo.\n{% endif %}"), "{% if has", "no clause is called 'windws'",
     "'windows'"),
    ("doors/doors.yml", clause("doors", "One.\n\n(Two) three\n   (b) four; or\n   (c) five."), "(b)", "indented by 3 spaces", "2 spaces"),
    ("doors/Doors.yml", DOORS.replace("id: doors", "id: Doors"), "Doors", "'Doors' is no clause id", "lower-case"),
    ("definitions/door.yml", DOOR.replace("[[hinge]]", "[[hing]]"), "[[hing]]", "'hing' is no defined term", "'hinge'"),
    ("definitions/door.yml", DOOR.replace("plural: doors", "plural: hinges"), "", "two definitions are named 'hinges'", "one definition"),
    ("front/title.yml", TITLE.replace("place.kind", "place.knd"), "{{ place.knd }}", "place.knd", "docs/clauses.md"),
    ("doors/doors.yml", DOORS.replace("heading: Doors", "heading: \"Doors of {{ plac.name }}\""), "{{ plac", "plac.name", "'place'"),
    ("doors/doors.yml", clause("doors", "One.", head='why: "For {{ place.nam }}."\n'), "{{ place.nam", "place.nam", "docs/clauses.md"),
    ("doors/doors.yml", clause("doors", "One.", head='plain: {will: ["You see {{ plac.name }}."]}\n'), "{{ plac", "plac.name", "'place'"),
    ("doors/doors.yml", clause("doors", "One.", head='plain: {at: {library: "Ask {{ officer.clerk.title }}."}}\n'), "{{ officer",
     "officer.clerk", "'officers'"),
    ("doors/doors.yml", clause("doors", "One.", head='questions: [{ask: "Why?", answer: "So says {{ lw.cite }}."}]\n'), "{{ lw", "lw.cite",
     "'law'"),
    ("doors/doors.yml", clause("doors", "One.", head='duties: [{who: "{{ officer.clerk.title }}", what: opens}]\n'), "{{ officer",
     "officer.clerk", "'officers'"),
    ("doors/doors.yml", clause("doors", "One.", narrow="Two.") + '    duties: [{who: "{{ officer.clerk.title }}", what: opens}]\n',
     "{{ officer", "officer.clerk", "'officers'"),
]


@pytest.mark.parametrize(("file", "text", "words", "problem", "remedy"), WRONG, ids=[w[3] for w in WRONG])
def test_each_fault_has_its_place_and_its_remedy(tmp_path, file, text, words, problem, remedy):
    found = [f for f in faults(tmp_path, {file: text}) if problem in f.problem]
    assert found, [str(f) for f in faults(tmp_path, {file: text})]
    fault = found[0]
    assert remedy in fault.remedy
    if words:
        assert fault.place.file.endswith(file)
        assert (fault.place.line, fault.place.column) == line_of(text, words.rstrip(","))


def test_a_form_without_text_names_the_word_to_write(tmp_path):
    text = WINDOWS.replace("resolution: binds", "resolution: urges").replace("variants:", "reasons: {resolution: So.}\nvariants:")
    found = faults(tmp_path, {"windows/windows.yml": text})
    assert [(f.problem, f.remedy) for f in found] == [
        ("the form 'urges' (resolution) has no text in the variant 'model'", "Write `urges:` in that variant.")]
    assert found[0].place.line == line_of(text, "model:")[0] + 1


def test_a_form_that_does_not_bind_needs_a_reason(tmp_path):
    text = DOORS.replace("reasons: {resolution: A resolution binds no one.}\n", "")
    assert [f.problem for f in faults(tmp_path, {"doors/doors.yml": text})] == ["no reason why the resolution form is 'urges'"]


def test_a_clause_needs_a_model_variant(tmp_path):
    text = WINDOWS.replace("  model:", "  strong:")
    assert "no variant 'model'" in [f.problem for f in faults(tmp_path, {"windows/windows.yml": text})]


def test_a_clause_of_no_part_and_a_part_of_no_clause_are_told(tmp_path):
    found = faults(tmp_path, {"library.yml": LIBRARY.replace("windows, closing", "window, closing")})
    assert sorted(f.problem for f in found) == [
        "library.yml lists the clause 'window', which no file holds", "the clause 'windows' stands in no part of library.yml"]


def test_a_default_topic_is_one_of_the_list(tmp_path):
    found = faults(tmp_path, {"library.yml": LIBRARY.replace("parts:", "default_topics: [dors]\nparts:")})
    assert "default topic 'dors'" in found[0].problem and "'doors'" in found[0].remedy


@pytest.mark.parametrize(("text", "problem"), [
    ("id: doors\n  heading: x\n", "doors.yml:2"), ("id: [doors\n", "doors.yml"), ("id: doors\nid: doors\n", "doors.yml:2:1"),
    ("- a\n- b\n", "doors.yml"), ("", "doors.yml"), ("id: doors\n\theading: x\n", "doors.yml:2"),
])
def test_broken_yaml_has_its_place(tmp_path, text, problem):
    folder = write_library(tmp_path / "c")
    (folder / "doors" / "doors.yml").write_text(text, "utf-8")
    with pytest.raises(UnusableInput) as caught:
        load_library(folder)
    assert problem in str(caught.value)
    assert all(f.remedy for f in caught.value.faults if f.place and f.place.line)


def test_all_faults_of_all_files_come_at_once(tmp_path):
    found = faults(tmp_path, {
        "doors/doors.yml": DOORS.replace("[[door]]", "[[dor]]").replace("[[doors]]", "[[dors]]").replace("night]]", "nigt]]"),
        "windows/windows.yml": clause("windows", "One [[pane]]\n  (a) two."),
        "closing/closing.yml": CLOSING.replace("{{ instrument.this }}", "[[ref:nothing]]"),
    })
    assert len(found) >= 6
    assert {re.sub(r".*/", "", f.place.file) for f in found} == {"doors.yml", "windows.yml", "closing.yml"}


def test_faults_of_the_schema_come_for_all_files_at_once(tmp_path):
    found = faults(tmp_path, {"doors/doors.yml": DOORS.replace("heading", "headng"),
                              "windows/windows.yml": WINDOWS.replace("topics", "topcs")})
    assert {re.sub(r".*/", "", f.place.file) for f in found} == {"doors.yml", "windows.yml"}


def test_the_shipped_library_names_no_unknown_value():
    assert check_expressions(open_desk().library) == []
