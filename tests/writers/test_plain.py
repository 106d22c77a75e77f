"""Plain text: every line fits, every number is typed, every change is marked."""

from __future__ import annotations

import unicodedata

import pytest

from generator.document import Change, Reference, Row, Table, Text
from generator.writers import WRITERS, WriterOptions
from tests import builders, languages
from tests.builders import cell, doc, para, provision, said, section
from tests.specimens import specimen


def text(document, **options) -> str:
    return WRITERS["text"].write(document, WriterOptions(**options)).data.decode()


def width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@pytest.mark.parametrize("document", [
    specimen(), builders.sample(), languages.chinese_sample(),
    doc(para("p", "市政府不得询问任何人的移民身份，" * 20), language=languages.CHINESE, final=True),
], ids=["specimen", "sample", "chinese", "long chinese"])
def test_no_line_is_wider_than_an_e_mail(document):
    assert [line for line in text(document).splitlines() if width(line) > 80] == []


def test_no_line_of_chinese_begins_with_a_closing_mark():
    lines = text(doc(para("p", "询问移民身份，询问。" * 60), language=languages.CHINESE, final=True)).splitlines()
    assert len(lines) > 5 and not any(line.strip()[:1] in tuple("，。") for line in lines if line)


def test_a_subdivision_hangs_below_its_mark_and_flush_text_below_its_words():
    document = doc(section("s", "Asking", provision(
        "s.a", "(a)", "An agency must not ask " + "a person about the status of that person " * 2 + "unless",
        children=(provision("s.a.1", "(1)", "the law requires it.", level=2),), flush=said("The agent writes it down."))), final=True)
    assert text(document) == (
        "Section 1. Asking.\n\n"
        "(a) An agency must not ask a person about the status of that person a person\n"
        "    about the status of that person unless\n\n"
        "    (1) the law requires it.\n\n"
        "    The agent writes it down.\n")


@pytest.mark.parametrize("heading, line", [("Duties", "Section 1. Duties."), ("Why?", "Section 1. Why?"), ("End.", "Section 1. End.")])
def test_a_heading_ends_in_one_stop(heading, line):
    assert text(doc(section("s", heading, para("p", "x")), final=True)).splitlines()[0] == line


def test_changes_of_words_blocks_and_rows_are_marked():
    shown = text(specimen())
    for marked in ("The City [-may-]{+must always+} act", "Section 5. {+A new section+}", "(a) {+Wholly new.+}", "(a) [-Dropped.-]",
                   "[-A dropped paragraph.-]", "{+New row+} | ____", "(b) (Moved) Moved here."):
        assert marked in shown


def test_a_change_ends_with_its_block():
    document = doc(para("a", "Gone.", change=Change("deleted", "")), para("b", "Stays."), final=True)
    assert text(document) == "[-Gone.-]\n\nStays.\n"


def test_words_struck_through_are_never_read_as_law():
    assert text(doc(para("p", Text("may not", "strike"), " must"), final=True)) == "[-may not-] must\n"


def test_it_tells_what_it_cannot_show():
    told = WRITERS["text"].write(specimen()).unshown
    assert told == ("a picture (A code that leads to the website of the City)", "the drafter's notes",
                    "that some words changed only their look", "who made each change, and when")
    assert WRITERS["text"].write(doc(para("p", "Words."))).unshown == ()
    assert "the drafter's notes" not in WRITERS["text"].write(specimen(), WriterOptions(comments=False)).unshown


def test_a_caption_that_repeats_the_heading_before_it_is_said_once():
    table = Table("t", (Row((cell("t.1", "A", header=True), cell("t.2", "B", header=True)), True),), caption="Blanks to fill")
    assert text(doc(para("h", "Blanks to fill", role="heading", level=2), table, final=True)).count("BLANKS TO FILL") == 1


def test_a_telephone_number_in_arabic_stands_between_marks_of_direction():
    assert "\u200f\u200e(732) 555-0100\u200e\u200f" in text(languages.arabic_sample())


def test_source_notes_stand_at_the_end_with_their_numbers():
    shown = text(specimen())
    assert "born abroad; [1]" in shown and shown.rstrip().endswith("3.  A source that no words point to.")
    assert shown.count("SOURCES") == 1


def test_a_draft_opens_with_its_mark():
    assert text(specimen()).startswith("DRAFT: not for adoption\n")
    assert "DRAFT: not for adoption" not in text(specimen(final=True))


def test_a_reference_is_its_words():
    assert "See Section 1." in text(doc(para("p", "See ", Reference("x", "Section 1"), ".")))
