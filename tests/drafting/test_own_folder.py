"""A user's folder in a draft: what it took out cannot be referred to; and what was typed in Word as a clause's own writing."""

from __future__ import annotations

import pytest

from generator.desk import Desk
from generator.drafting.own_section import section_id, section_text
from generator.drafting.restore import Known, marks_in, recognised
from generator.drafting.rewrite import Rewrite, is_heading, paragraphs, rewrapped
from generator.drafting.turned import Turn
from generator.errors import DraftingError
from generator.library import load_library
from tests.small_library import clause, town, write_library

KNOWN = Known({"immigration detainer": "[[immigration detainer]]"}, {"the City": "the {{ place.kind }}"}, {"shall": "must"})
NIGHT = "(open) An agency must keep each [[door]] open.\n\n(night) An agency may close a door at night."
WINDOWS = clause("windows", "An agency must not shut a window.\n{% if has(\"doors\") %}\n[[ref:doors.night]] is apart.\n{% endif %}",
                 narrow="No window is shut.")


def test_a_draft_that_mixes_strengths_refuses_a_reference_to_what_was_taken_out(tmp_path):
    folder = write_library(tmp_path / "clauses", {"doors/doors.yml": clause("doors", NIGHT, narrow=NIGHT), "windows/windows.yml": WINDOWS})
    own = tmp_path / "own"
    own.mkdir()
    (own / "doors.yml").write_text(clause("doors", NIGHT, narrow="(open) An agency must open.\n\n(day) An agency must sweep."), "utf-8")
    desk = Desk(load_library(folder, own), own)
    assert desk.draft(town(topics=("all",)), "ordinance").document
    mixed = town(topics=("all",), clauses={"doors": "narrow"})
    with pytest.raises(DraftingError, match=r"windows.yml:10:7: the reference \[\[ref:doors.night\]\].*own.doors.yml has no longer \(variant narrow\)"):
        desk.draft(mixed, "ordinance")
    assert desk.draft(town(topics=("all",), clauses={"doors": "narrow"}, without=("doors",)), "ordinance").document


# Words -----------------------------------------------------------------------------------------------------------


def test_quoted_words_stay_and_others_become_symbols():
    said = "shall say “shall” of an immigration detainer of “the City” in the City"
    assert recognised(said, KNOWN) == "must say “shall” of an [[immigration detainer]] of “the City” in the {{ place.kind }}"


def test_marks_of_the_grammar_are_made_harmless_and_named():
    assert recognised("{{x}} and [[y]]", KNOWN) == "{ {x} } and [ [y] ]" and marks_in("{{x}} {{ {%") == ["{{", "}}", "{%"]


@pytest.mark.parametrize(("words", "holds"), [("Custody", True), ("Custody: (A) and (B)", True), ("A) custody", False), ("((A))", False)])
def test_which_words_can_be_a_run_in_heading(words, holds):
    assert is_heading(words) == holds


def test_no_line_breaks_inside_a_name_or_a_value_or_begins_as_a_name_does():
    work = Rewrite("(hold: Old) An agency waits.\n")
    words = "word " * 20 + "(see) {{ officers.police_chief.title }} " * 12 + "end."
    work.change(work.spots[0], {0: words}, "A very long heading " * 8 + "ends")
    only, = paragraphs(work.result())
    assert only.messages[0].source == words and only.sub.heading.endswith("ends") and only.sub.name == "hold"
    assert all(line.count("{{") == line.count("}}") for line in work.result().split("\n"))
    assert [s.messages[0].source for s in paragraphs(rewrapped(work.result()))] == [words]


def test_words_that_begin_as_a_name_does_get_one_before_them():
    work = Rewrite("An agency waits.\n")
    work.change(work.spots[0], {0: "(see) An agency waits."})
    only, = paragraphs(work.result())
    assert only.messages[0].source == "(see) An agency waits."


# Sections --------------------------------------------------------------------------------------------------------


def written(*rows: tuple[int, str]) -> str:
    return section_text([Turn("new", "", after=text, level=level) for level, text in rows], KNOWN)


def test_paragraphs_of_a_new_section_keep_their_levels():
    assert written((1, "One."), (1, "These:"), (2, "a; or"), (2, "b.")) == "(part-1) One.\n\n(part-2) These:\n  (part-3) a; or\n  (part-4) b.\n"


def test_text_without_a_number_is_the_lead_of_a_new_section_and_at_its_end_flush():
    assert written((0, "Who has:"), (1, "a; or"), (1, "b,"), (0, "shall go.")) == "Who has:\n  (part-2) a; or\n  (part-3) b,\nmust go.\n"
    assert written((1, "Alone.")) == written((0, "Alone.")) == "Alone.\n"
    assert written((2, "One."), (4, "two.")) == "One. two.\n"  # no (a) without (b)


def test_a_new_section_keeps_its_run_in_headings():
    assert section_text([Turn("new", "", after="One.", heading_after="First"), Turn("new", "", after="Two.", heading_after="A) x")], KNOWN) == (
        "(part-1: First) One.\n\n(part-2) Two.\n")


def test_the_id_of_a_new_section_is_its_heading_and_nobody_elses():
    assert section_id("§ 9. Reports!", ()) == "section-9-reports" and section_id("Doors", ("doors", "doors-new")) == "doors-new-new"
