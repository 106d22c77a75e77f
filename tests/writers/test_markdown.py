"""Markdown, judged by a CommonMark parser: what comes out of it are the words that went in."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from generator.document import Change, Items, Row, Table, Text
from generator.writers import WRITERS
from tests import builders, languages
from tests.builders import cell, doc, para, provision, said, section
from tests.specimens import specimen

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def markdown(document) -> str:
    return WRITERS["markdown"].write(document).data.decode()


def html(document) -> str:
    return PARSER.render(markdown(document))


def words(document) -> str:
    import html as entities

    return " ".join(entities.unescape(re.sub(r"<[^>]+>", "", html(document))).replace("\u00a0", " ").split())


@pytest.mark.parametrize("nasty", [
    "*stars* and _lines_", "a | b", "[brackets](not a link)", "<b>tags</b>", "# not a heading", "12. no list", "1) no list", "- no list",
    "+ no list", "`code`", "back\\slash", "~~struck~~", "R&amp;D", "&copy; 2026", "a > b", "> no quotation", "$5 and $6", "Q&A",
])
def test_a_parser_gives_the_same_words_back(nasty):
    assert words(doc(para("p", nasty), final=True)) == nasty
    assert html(doc(para("p", nasty), final=True)).startswith("<p>")


@pytest.mark.parametrize("nasty", ["a | b", "*x*", "12. no list"])
def test_cells_and_items_give_the_same_words_back(nasty):
    table = Table("t", (Row((cell("h", "Head", header=True),), True), Row((cell("c", nasty),))))
    assert f"<td>{nasty}</td>" in html(doc(table, final=True)).replace("&gt;", ">")
    assert nasty in words(doc(Items("i", (said("so: ", nasty),)), final=True))


@pytest.mark.parametrize("designator", ["1.", "(a)", "A.", "§ 17-2.", "1)", "(1)"])
def test_a_designator_never_becomes_a_list(designator):
    shown = html(doc(section("s", "One", provision("s.a", designator, "Words.")), final=True))
    assert "<ol" not in shown and "<ul" not in shown
    assert f"{designator} Words." in words(doc(section("s", "One", provision("s.a", designator, "Words.")), final=True))


def test_emphasis_keeps_its_spaces_outside():
    assert html(doc(para("p", Text("bold ", "bold"), "and", Text(" italic", "italic")), final=True)) == (
        "<p><strong>bold</strong> and <em>italic</em></p>\n")
    assert markdown(doc(para("p", "a", Text(" ", "bold"), "b"), final=True)) == "a b\n"


def test_a_blank_in_a_bold_line_is_no_bolder():
    assert "<p><strong>Ordinance No. [ordinance number]</strong></p>" in html(specimen())


def test_changes_of_words_and_blocks_are_marked():
    shown = markdown(specimen())
    for marked in ("<del>may</del><ins>must **always**</ins>", "## Section 5. <ins>A new section</ins>", "(a) <del>Dropped.</del>",
                   "<del>A dropped paragraph.</del>", "| <ins>New row</ins> |", "(b) *(Moved)* Moved here."):
        assert marked in shown


def test_a_change_ends_with_its_block():
    assert markdown(doc(para("a", "New.", change=Change("inserted", "")), para("b", "Old."), final=True)) == "<ins>New.</ins>\n\nOld.\n"


def test_tables_have_as_many_cells_in_each_row_and_a_head():
    shown = html(specimen())
    rows = [row.count("<th") + row.count("<td") for row in re.findall(r"<tr>(.*?)</tr>", shown, re.S)]
    assert set(rows) == {2, 3}
    bare = Table("t", (Row((cell("a", "x"), cell("b", "y"))),))
    assert "<thead>" in html(doc(bare, final=True)) and "<td>x</td>" in html(doc(bare, final=True))


def test_a_note_without_a_mark_is_not_lost_as_a_footnote():
    shown = markdown(specimen())
    assert "[^1]: American Community Survey" in shown and "3\\. A source that no words point to." in shown


def test_it_tells_what_it_cannot_show():
    assert "the drafter's notes" in WRITERS["markdown"].write(specimen()).unshown
    assert WRITERS["markdown"].write(doc(para("p", "Words."))).unshown == ()


def test_a_telephone_number_in_arabic_stands_between_marks_of_direction():
    assert "\u200f\u200e(732) 555-0100\u200e\u200f" in markdown(languages.arabic_sample())


def test_headings_follow_the_sections():
    levels = re.findall(r"^(#+) (.*)$", markdown(builders.sample(final=True)), re.M)
    assert ("#", "Fair and Welcoming City Ordinance") in levels
    assert ("##", "Section 1. Definitions") in levels and ("###", "§ 17-2. Privacy") in levels
