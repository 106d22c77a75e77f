"""What `generator.style` promises: shipped styles load and speak as their manuals do; faults have their place."""

from __future__ import annotations

import pytest

from generator.document import Level
from generator.errors import UnusableInput
from generator.sources import schema_text, shipped
from generator.style import DUTY_WORDS, Style, load_style, style_ids, title_case


@pytest.mark.parametrize("id", style_ids())
def test_each_shipped_style_loads_and_speaks_every_word_of_duty(id):
    path = shipped("profiles", "styles", f"{id}.yml")
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../schemas/style.schema.json\n")
    style = load_style(id)
    assert style.id == id
    assert set(style.duty_words) == set(DUTY_WORDS)
    assert all(isinstance(form.level(), Level) for form in style.levels)


@pytest.mark.parametrize("id", style_ids())
def test_no_style_loses_a_not(id):
    style = load_style(id)
    assert [("not" in style.duty(word).split()) for word in DUTY_WORDS] == [False, True, False, True]


def test_words_of_duty_differ_by_style():
    assert [load_style("plain").duty(w) for w in DUTY_WORDS] == ["must", "must not", "may", "may not"]
    assert [load_style("classic").duty(w) for w in DUTY_WORDS] == ["shall", "shall not", "may", "may not"]


@pytest.mark.parametrize(("id", "marks", "own", "code"), [
    ("plain", ["(b)", "(1)", "(A)", "(i)"], "Section 5(b)(1)(A)(i)", "§ 91-3(b)(1)(A)(i)"),
    ("classic", ["(b)", "(1)"], "paragraph (1) of subsection (b) of Section 5",
     "paragraph (1) of subsection (b) of Section 91-3"),
    ("new-jersey", ["A.", "(1)", "(a)", "[1]"], "Section 5.A(1)(a)[1]", "§ 91-3A(1)(a)[1]"),
    ("michigan", ["(b)", "(1)", "a.", "1."], "Section 5(b)(1)a.1", "Section 91-3(b)(1)a.1"),
    ("plain", [], "Section 5", "§ 91-3"),
])
def test_a_subdivision_is_cited_in_the_manner_of_the_style(id, marks, own, code):
    style = load_style(id)
    assert style.cite(style.section("5"), marks) == own
    assert style.cite(style.section("3", "code", "91"), marks, "code") == code


def test_a_chapter_without_a_number_leaves_no_hyphen():
    assert [load_style(id).section("3", "code") for id in ("plain", "classic")] == ["§ 3", "Section 3"]
    assert all("{chapter}" not in load_style(id).code_pattern_unnumbered for id in style_ids())


@pytest.mark.parametrize(("given", "title"), [
    ("Notice of release and interviews", "Notice of Release and Interviews"),
    ("U visa and T visa certification by the police", "U Visa and T Visa Certification by the Police"),
    ("Compliance with 8 U.S.C. 1373", "Compliance with 8 U.S.C. 1373"),
    ("Non-public areas", "Non-Public Areas"),
    ("“Sensitive” places", "“Sensitive” Places"),
    ("What the order is for", "What the Order Is For"),
])
def test_title_case_keeps_small_words_small_and_capitals_as_they_are(given, title):
    assert title_case(given) == title
    assert load_style("classic").heading(given) == title
    assert load_style("plain").heading(given) == given


def test_recitals_close_by_their_place():
    words = load_style("plain").recitals
    assert [words.end(i, 3) for i in range(3)] == [";", "; and", ";"]
    assert words.end(0, 1) == ";"


def test_offices_keep_or_lose_their_capitals(tmp_path):
    text = shipped("profiles", "styles", "plain.yml").read_text(encoding="utf-8")
    (tmp_path / "lower.yml").write_text(text.replace("offices: capital", "offices: lower"), encoding="utf-8")
    assert load_style("plain").office("City Council") == "City Council"
    assert load_style("lower", tmp_path).office("City Council") == "city council"


def test_a_date_is_written_as_the_style_says():
    assert load_style("plain").date_in_words(2026, "March", 4) == "March 4, 2026"


@pytest.mark.parametrize(("old", "new", "pointed", "problem"), [
    ("Section {n}.\ncode_pattern", "Section.\ncode_pattern", "Section.\n",
     "the pattern 'Section.' holds no {n} for the number"),
    ("severability: always", "severability: sometimes", "sometimes", "'severability' cannot be 'sometimes'"),
    ('  - {style: lower-roman, pattern: "({n})", name: clause}\n', "", "- {style: lower-letter",
     "3 levels are too few: clauses have up to four below a section"),
    ("{must: must,", "{shall: must,", "shall: must", "unknown key 'shall' in 'duty_words'"),
    ("code_pattern_unnumbered: § {n}.", "code_pattern_unnumbered: § {chapter}-{n}.", "§ {chapter}-{n}.\nlevels",
     "the pattern for a chapter without a number holds {chapter}"),
])
def test_a_fault_of_a_style_has_its_place(tmp_path, old, new, pointed, problem):
    text = shipped("profiles", "styles", "plain.yml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "own.yml"
    text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput) as caught:
        load_style(path)
    fault = caught.value.faults[0]
    rest = "\n".join(text.split("\n")[fault.place.line - 1:])[fault.place.column - 1:]
    assert (rest[:len(pointed)], fault.problem) == (pointed, problem)


def test_an_unknown_style_names_the_nearest():
    with pytest.raises(UnusableInput) as caught:
        load_style("clasic")
    assert "Did you mean 'classic'?" in str(caught.value)


def test_the_schema_file_is_made_from_the_same_dataclasses():
    assert shipped("profiles", "schemas", "style.schema.json").read_text(encoding="utf-8") == schema_text(Style)
