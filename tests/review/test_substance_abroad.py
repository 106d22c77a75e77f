"""What an edit of a translation may have changed: numbers and bans, in any script."""

from __future__ import annotations

import pytest

from generator.language import language_tags
from generator.language.glossary import load_glossary
from generator.review.substance_abroad import watch

SPANISH = watch(("no debe", "no puede", "prohíb"), "latin", ("no", "sin", "ningún"))
ARABIC = watch(("لا يجوز", "لا", "يحظر"), "arabic")
CHINESE = watch(("不得", "禁止"), "han", ("不", "未"))


def kinds(rule, before: str, after: str) -> list[tuple[str, str]]:
    return [(f.kind, f.gravity) for f in rule(before, after)]


@pytest.mark.parametrize(("rule", "before", "after"), [
    (SPANISH, "Una agencia no debe retener a nadie.", "Una agencia debe retener a alguien."),
    (ARABIC, "لا يجوز لأي جهة احتجاز شخص.", "يجوز لأي جهة احتجاز شخص."),
    (ARABIC, "ولا يجوز لأي جهة احتجاز شخص.", "ويجوز لأي جهة احتجاز شخص."),
    (CHINESE, "机构不得羁押任何人。", "机构可以羁押任何人。"),
])
def test_a_ban_that_is_gone_is_grave_and_so_is_one_that_came(rule, before, after):
    assert kinds(rule, before, after) == [("ban", "grave")]
    assert "is gone" in rule(before, after)[0].what and "has come" in rule(after, before)[0].what


@pytest.mark.parametrize(("rule", "before", "after"), [
    (SPANISH, "Una orden de detención no es motivo de custodia.", "Una orden de detención es motivo de custodia."),
    (SPANISH, "Nadie entra sin orden judicial.", "Nadie entra con orden judicial."),
    (CHINESE, "拘留请求不是羁押的理由。", "拘留请求是羁押的理由。"),
])
def test_a_denial_that_is_gone_is_grave(rule, before, after):
    assert kinds(rule, before, after) == [("denial", "grave")] and rule(before, after)[0].before == before


def test_the_denial_inside_a_ban_is_told_once():
    assert kinds(SPANISH, "La agencia no puede retener.", "La agencia puede retener.") == [("ban", "grave")]
    assert kinds(SPANISH, "La nota es clara.", "La noticia es clara.") == []


def test_every_language_that_drafts_instruments_has_words_that_deny():
    from generator.language import load_language

    for tag in ("es", "pt-BR", "ht", "ar", "zh-Hans"):
        assert load_language(tag).denials, tag


def test_a_word_that_only_holds_the_letters_of_a_ban_is_none():
    assert kinds(ARABIC, "طلب الاحتجاز", "طلب الإفراج") == []


def test_a_changed_number_is_serious_and_told():
    (found,) = SPANISH("en 30 días, según 8 U.S.C. § 1373", "en 45 días, según 8 U.S.C. § 1373")
    assert (found.kind, found.gravity, found.what) == ("number", "serious", "numbers: 30 became 45")


def test_other_words_and_the_same_text_are_no_finding():
    assert kinds(SPANISH, "La agencia publica un informe.", "La agencia imprime un informe.") == []
    assert kinds(CHINESE, "机构不得羁押任何人。", "机构不得羁押任何人。") == []


def test_every_language_has_words_that_forbid():
    terms = {term.key: term for term in load_glossary()}
    for tag in language_tags()[1:]:
        assert terms["must_not"].ways(tag), tag
