"""The parity checks: each finds a seeded error, and lets a sound translation pass."""

from __future__ import annotations

import pytest

from generator.language import language_tags, load_language
from generator.language.glossary import DUTIES, called_for, load_glossary, says
from generator.translation.messages import Message
from generator.translation.parity import CHECKS, Pair, check_language, check_pair

GLOSSARY = load_glossary()
ENGLISH = ("An [[agency]] must not keep a person on an [[immigration detainer]] past 48 hours under 8 U.S.C. § 1373, "
           "unless {officers.clerk.title} agrees.")
SPANISH = ("Una [[agency|dependencia]] no debe mantener a una persona por una [[immigration detainer|solicitud de retención "
           "migratoria]] por más de 48 horas según 8 U.S.C. § 1373, salvo que {officers.clerk.title:the} lo acepte.")


def findings(tag: str, english: str, text: str) -> set[str]:
    """The names of the checks that find something."""
    return {f.check for f in check_pair(Pair(Message("k", english), text, load_language(tag), GLOSSARY))}


def test_a_sound_translation_passes():
    assert not findings("es", ENGLISH, SPANISH)


@pytest.mark.parametrize(("old", "new", "check"), [
    ("{officers.clerk.title:the}", "el secretario", "values"),
    ("{officers.clerk.title:the}", "{officers.mayor.title}", "values"),
    ("title:the}", "title:zu}", "values"),
    ("[[agency|dependencia]]", "dependencia", "marks"),
    ("[[agency|", "[[agencia|", "marks"),
    ("48", "84", "numbers"), ("48", "٤٨", "numbers"),
    ("§ 1373", "§ 1374", "citations"),
    ("solicitud de retención migratoria", "orden de arresto", "terms"),
    ("no debe", "debe", "duties"),
    ("Una", "\u200fUna", "characters"),
    ("según", "segu\u0301n", "characters"),
    ("una persona", "“una persona", "characters"),
])
def test_each_check_finds_its_seeded_error(old, new, check):
    broken = SPANISH.replace(old, new)
    assert broken != SPANISH and check in findings("es", ENGLISH, broken)


def test_a_form_is_asked_only_of_a_value_that_has_forms():
    english, good, bad = "The {place.kind} of {place.name}.", "{place.kind:the} {place.name}.", "{place.kind:the} {place.name:of}."
    assert "values" not in findings("es", english, good) and "values" in findings("es", english, bad)
    sheet = Message("outreach:k", "Ask {maker} in {place}.")
    for text, sound in (("Pida a {maker:the} en {place}.", True), ("Pida a {maker:the} {place:of}.", False)):
        found = {f.check for f in check_pair(Pair(sheet, text, load_language("es"), GLOSSARY))}
        assert ("values" in found) is not sound


@pytest.mark.parametrize("tag", ["ar", "zh-Hans", "zh-Hant", "ko", "gu", "bn", "hi", "ur"])
def test_english_that_was_left_in_is_found_by_its_letters(tag):
    assert "letters" in findings(tag, "The town keeps your records private.", "The town keeps your records private for you.")
    assert "characters" in findings(tag, "The town keeps it.", "The town keeps it.")


def test_a_list_keeps_its_colon_and_an_opening_its_space():
    assert "edges" in findings("es", "An agency must not tell:", "Una dependencia no debe decir")
    assert "edges" in findings("es", "WHEREAS, ", "CONSIDERANDO,")
    assert "edges" not in findings("zh-Hans", "WHEREAS, ", "鉴于，")


@pytest.mark.parametrize("tag", [t for t in language_tags() if t != "en"])
def test_every_language_has_words_of_duty(tag):
    terms = {t.key: t for t in GLOSSARY}
    assert all(terms[key].ways(tag) for key in DUTIES)


@pytest.mark.parametrize(("tag", "text"), [
    ("pt-BR", "O órgão não deve prender."), ("ht", "Ajans lan pa dwe arete moun."), ("ar", "لا يجوز للجهة أن تعتقل أحداً."),
    ("zh-Hans", "机构不得逮捕任何人。"), ("ko", "기관은 사람을 체포해서는 안 된다."), ("hi", "एजेंसी किसी को गिरफ़्तार नहीं करेगी।"),
    ("pl", "Agencja nie może zatrzymać osoby."), ("fil", "Hindi dapat arestuhin ng ahensya."), ("ur", "ادارہ کسی کو گرفتار نہیں کرے گا۔"),
    ("gu", "એજન્સીએ કોઈની ધરપકડ કરવી નહીં."), ("bn", "সংস্থা কাউকে গ্রেপ্তার করবে না।"),
])
def test_a_ban_is_recognised_in_each_language(tag, text):
    assert "duties" not in findings(tag, "An agency must not arrest anyone.", text)


def test_a_longer_term_is_not_asked_for_twice():
    keys = [t.key for t in called_for(GLOSSARY, "An immigration detainer and a language access plan.")]
    assert sorted(keys) == ["detainer", "language_access_plan"]


def test_inflected_words_are_recognised():
    assert says("las solicitudes de retención migratorias", "solicitud de retención migratoria", "latin")
    assert not says("una orden de arresto", "solicitud de retención", "latin")
    assert says("第三条规定", "第…条", "han")


def test_a_blank_cell_asks_for_nothing():
    lep = next(t for t in GLOSSARY if t.key == "sanctuary")
    assert lep.ways("no-such-language") == ()


def test_shipped_translations_have_no_finding_of_values_and_marks(desk):
    """What would make a draft fail or say another thing: no shipped catalogue may have it."""
    from generator.translation.messages import messages

    master = desk.master()
    for tag in language_tags():
        language = load_language(tag)
        if language.catalogue.entries:
            found = [f for f in check_language(language, messages(master, language.forms).values(), GLOSSARY)
                     if f.check in ("values", "marks", "characters", "citations")]
            assert not found, found[:5]


def test_every_check_has_a_name():
    assert set(CHECKS) == {"values", "marks", "numbers", "citations", "terms", "duties", "letters", "characters", "edges"}
