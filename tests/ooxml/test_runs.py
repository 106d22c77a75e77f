"""Runs in any script: what is cut, what is held together, what is glued."""

from __future__ import annotations

import pytest

from generator.ooxml.runs import LRM, RLM, content, glued, look_of, word_tag

FONTS = {"latin": "L", "complex": "C", "east_asian": "E"}
ARABIC = look_of("ar", FONTS)


def test_direction_and_script_follow_from_the_tag():
    assert (ARABIC.rtl, ARABIC.script) == (True, "complex")
    assert (look_of("gu", FONTS).rtl, look_of("gu", FONTS).script) == (False, "complex")
    assert look_of("zh-Hans", FONTS).script == "east_asian" and look_of("ht", FONTS).script == "latin"


@pytest.mark.parametrize(("tag", "word"), [("zh-Hans", "zh-CN"), ("pt-BR", "pt-BR"), ("fil", "fil-PH"), ("xx-YY", "xx-YY")])
def test_word_gets_a_tag_that_it_knows(tag, word):
    assert word_tag(tag) == word


GLUE = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u2060": None, RLM: None, LRM: None})


@pytest.mark.parametrize("atom", ["(732) 555-0100", "8 U.S.C. § 1357(g)", "I-247A", "O-042601", "12-2025", "2(A)", "§ 17-2"])
def test_an_atom_in_arabic_is_one_piece_between_marks(atom):
    pieces = ARABIC.stretches(f"اتصل على {atom}، أو")
    assert (f"{RLM}{LRM}{atom}{LRM}{RLM}", True) in pieces
    assert "".join(words for words, _ in pieces).replace(RLM, "").replace(LRM, "") == f"اتصل على {atom}، أو"


@pytest.mark.parametrize("atom", ["(732) 555-0100", "732-555-0100", "8 U.S.C. § 1357(g)", "Form I-247A", "8 C.F.R. § 214.14"])
def test_no_line_of_arabic_ends_inside_a_telephone_number_a_citation_or_a_form(atom):
    printed = look_of("ar", FONTS, printed=True)
    for look, breaking in ((ARABIC, " -"), (printed, " \u00a0\u2011")):
        (held,) = (look.bound(words) for words, latin in look.stretches(f"انظر {atom} في") if latin)
        assert not set(held) & set(breaking) and held.translate(GLUE) == atom


def test_a_plain_number_stays_in_the_arabic_run():
    assert ARABIC.stretches("خلال 48 ساعة") == [("خلال 48 ساعة", False)]


def test_brackets_stay_with_their_partners():
    assert [w for w, latin in ARABIC.stretches("(انظر Form I-9)") if latin] == [f"{RLM}{LRM}Form I-9{LRM}{RLM}"]


def test_latin_text_is_never_cut():
    assert look_of("es", FONTS).stretches("Formulario I-9 (A)") == [("Formulario I-9 (A)", False)]


def test_both_slots_are_always_set():
    bold = ARABIC.properties("bold")
    assert "<w:b/><w:bCs/>" in bold and "<w:rtl/>" in bold and 'w:bidi="ar-SA"' in bold
    assert "<w:rtl/>" not in ARABIC.properties(latin=True) and 'w:val="en-US"' in ARABIC.properties(latin=True)


def test_a_short_citation_never_breaks():
    assert " " not in glued("8 U.S.C. § 1373") and "-" not in glued("N.J.S.A. 40:48-2")


def test_a_long_citation_breaks_between_words_only():
    parts = glued("Printz v. United States, 521 U.S. 898 (1997)").split(" ")
    assert "521\u00a0U.S.\u00a0898\u00a0(1997)" in parts[-1]


def test_special_characters_are_elements():
    assert content("a\tb\u2011c") == (
        '<w:t xml:space="preserve">a</w:t><w:tab/><w:t xml:space="preserve">b</w:t><w:noBreakHyphen/>'
        '<w:t xml:space="preserve">c</w:t>'
    )
    assert "w:delText" in content("a", deleted=True)
