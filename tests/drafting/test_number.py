"""Designators and cross-references: computed once, spoken as the style says, never dangling."""

from __future__ import annotations

import pytest

from generator.document import Level, Provision, Reference, Section, Text, walk
from generator.drafting.number import mark, number, numeral
from generator.errors import DraftingError
from generator.style import load_style
from tests.builders import doc, para, provision, said, section
from tests.small_library import body, clause, small_desk, text_of, town


@pytest.mark.parametrize(("style", "n", "shown"), [
    ("decimal", 14, "14"), ("lower-letter", 1, "a"), ("lower-letter", 26, "z"), ("lower-letter", 27, "aa"), ("lower-letter", 53, "aaa"),
    ("upper-letter", 2, "B"), ("lower-roman", 4, "iv"), ("lower-roman", 9, "ix"), ("upper-roman", 14, "XIV"), ("lower-roman", 49, "xlix"),
])
def test_numerals_are_those_of_word(style, n, shown):
    assert numeral(style, n) == shown


def test_a_mark_is_the_numeral_in_its_pattern():
    assert mark(Level("upper-letter", "{n}."), 3) == "C." and mark(Level("decimal", "§ 91-{n}."), 2) == "§ 91-2."


def ref(target: str) -> Reference:
    return Reference(target)


def numbered(*blocks, style="plain", chapter=""):
    return number(doc(*blocks), load_style(style), chapter)


def words(document) -> list[tuple[str, str]]:
    return [(n.target, n.text) for n in walk(document.blocks) if isinstance(n, Reference)]


TREE = (
    section("one", "One", para("one.text", "As ", ref("two.a"), ", ", ref("two.b.x"), " and ", ref("two"), " say.", role="lead")),
    section("two", "Two", provision("two.a", "", "A."),
            provision("two.b", "", "B", children=(provision("two.b.x", "", "x; or", level=2), provision("two.b.y", "", "y.", level=2)))),
)


def test_sections_and_provisions_are_numbered_in_order():
    done = numbered(*TREE)
    assert [(n.id, n.designator) for n in walk(done.blocks) if isinstance(n, Section | Provision)] == [
        ("one", "Section 1."), ("two", "Section 2."), ("two.a", "(a)"), ("two.b", "(b)"), ("two.b.x", "(1)"), ("two.b.y", "(2)")]


@pytest.mark.parametrize(("style", "shown"), [
    ("plain", ["Section 2(a)", "Section 2(b)(1)", "Section 2"]),
    ("classic", ["subsection (a) of Section 2", "paragraph (1) of subsection (b) of Section 2", "Section 2"]),
])
def test_a_reference_is_spoken_in_the_style(style, shown):
    assert [text for _, text in words(numbered(*TREE, style=style))] == shown


def test_a_reference_to_what_was_folded_into_its_parent_leads_to_the_parent():
    done = numbered(section("one", "One", para("one.text", "See ", ref("one.text.gone.deep"), ".", role="lead")))
    assert words(done) == [("one.text", "Section 1")]


def test_a_reference_to_nothing_is_refused_with_every_name():
    with pytest.raises(DraftingError) as caught:
        numbered(section("one", "One", para("p", ref("nothing"), ref("no.where"), role="lead")))
    assert "no.where, nothing" in str(caught.value) and "has(" in str(caught.value)


def test_what_is_nested_deeper_than_the_style_numbers_is_refused():
    deep = provision("d", "", "x", level=5)
    with pytest.raises(DraftingError, match="deeper than the style numbers"):
        numbered(section("one", "One", deep))


def test_a_section_sign_is_a_word_where_a_sentence_begins():
    own = section("c", "C", para("c.text", ref("c"), " rules. ", ref("c"), " rules as ", ref("c"), " does.", role="lead"), series="code")
    assert [text for _, text in words(numbered(own, chapter="91"))] == ["Section 91-1", "Section 91-1", "§ 91-1"]


def test_references_keep_the_rest_of_the_tree_as_it_was():
    before = doc(para("p", Text("plain words")))
    assert number(before, load_style("plain")).blocks == before.blocks


# In a draft --------------------------------------------------------------------------------------------------------

REFERRING = clause("windows", """
    (shut) An agency must not shut a window. [[ref:doors.night]] and [[ref:.shut]] apply.

    (light) [[ref:doors]] applies.
""")


@pytest.mark.parametrize(("style", "instrument", "shown"), [
    ("plain", "executive-order", "Section 2(b) and Section 3(a) apply. (b) Section 2 applies."),
    ("classic", "executive-order", "Subsection (b) of Section 2 and subsection (a) of Section 3 apply. (b) Section 2 applies."),
    ("plain", "ordinance", "Section 91-2(b) and § 91-3(a) apply. (b) Section 91-2 applies."),
])
def test_references_of_a_draft_follow_instrument_and_style(tmp_path, style, instrument, shown):
    desk = small_desk(tmp_path, {"windows/windows.yml": REFERRING})
    text = body(desk.draft(town(style=style, code_chapter="91"), instrument).document)
    assert shown in text


def test_the_numbers_of_a_chapter_and_of_the_ordinance_around_it_are_two_series(tmp_path):
    document = small_desk(tmp_path).draft(town(style="plain", code_chapter="91"), "ordinance").document
    marks = [(n.id, n.designator) for n in walk(document.blocks) if isinstance(n, Section)]
    assert marks == [("chapter", "Section 1."), ("definitions", "§ 91-1."), ("doors", "§ 91-2."), ("windows", "§ 91-3."),
                     ("closing", "Section 2."), ("effective-date", "Section 3.")]


def test_a_reference_to_a_folded_child_of_a_draft_leads_to_its_parent(tmp_path):
    desk = small_desk(tmp_path, {
        "doors/doors.yml": clause("doors", '(a) An agency must\n  (x) go; or\n{% if has("closing") and not has("doors") %}\n  (y) stay.\n'
                                           '{% endif %}\n\n(b) [[ref:.a.x]] rules.')})
    document = desk.draft(town(style="plain", topics=("doors",)), "resolution").document
    assert "(a) An agency must go. (b) Section 1(a) rules." in text_of(document.blocks[1:], document)


def test_one_paragraph_alone_has_no_designator(tmp_path):
    document = small_desk(tmp_path).draft(town(style="plain"), "resolution").document
    windows = next(n for n in walk(document.blocks) if isinstance(n, Section) and n.id == "windows")
    assert [type(c).__name__ for c in windows.children] == ["Paragraph"] and said("x")
