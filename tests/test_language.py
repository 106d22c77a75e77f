"""Languages: their data, a new one made of data alone, what a translated draft says of itself, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.desk import tongues
from generator.document import (
    Blank, Citation, Columns, Document, DrafterNote, Duty, Foreign, LanguageRecord, Name, Notice, Origin, Paragraph, Properties,
    Reference, Section, Series, Term, Text, inline_text, plain, walk,
)
from generator.errors import DraftingError, Refusal
from generator.language import UNTRANSLATED, fields, language_tags, load_language
from tests import pseudo_language
from tests.pseudo_language import TAG, accented

FOREIGN = tuple(t for t in language_tags() if t != "en")
BOTH_MARKS = re.compile("[\ue010-\ue016]")


@pytest.fixture(scope="module")
def pseudo(desk, tmp_path_factory):
    """The desk with a pseudo-language whose every string is translated."""
    folder = tmp_path_factory.mktemp("locales")
    pseudo_language.make(folder, desk.master())
    return replace(desk, languages=folder)


@pytest.fixture(scope="module")
def lacking(desk, tmp_path_factory):
    """The same without the detainers clause and one definition."""
    folder = tmp_path_factory.mktemp("partial")
    pseudo_language.make(folder, desk.master(), ("detainers/model/text/hold", "definition:agency/", "instrument:ordinance/name"))
    return replace(desk, languages=folder)


# The data of the languages ---------------------------------------------------------------------------------------


def test_all_thirteen_languages_are_there():
    assert set(FOREIGN) == {"es", "ar", "zh-Hans", "zh-Hant", "ht", "pt-BR", "ko", "gu", "bn", "hi", "pl", "fil", "ur"}


@pytest.mark.parametrize("tag", FOREIGN)
def test_a_language_has_its_data_and_no_words(tag):
    language = load_language(tag)
    assert language.name != language.english_name or tag == "fil"
    assert len(language.months) == 12 and len(set(language.months)) == 12
    day = language.date(date(2026, 3, 9))
    assert "2026" in day and "9" in day and day.isascii() is False or tag in ("es", "pt-BR", "ht", "pl", "fil")
    assert language.series(["A", "B", "C"]).count("A") == 1
    assert language.direction == ("rtl" if tag in ("ar", "ur") else "ltr")


def test_dates_come_from_our_own_tables():
    day = date(2026, 3, 9)
    said = {tag: load_language(tag).date(day) for tag in language_tags()}
    assert said["ht"] == "9 mas 2026" and "mars" not in said["ht"]
    assert said["es"] == "9 de marzo de 2026" and said["pl"] == "9 marca 2026" and said["fil"] == "Marso 9, 2026"
    assert said["zh-Hans"] == said["zh-Hant"] == "2026年3月9日" and said["ko"] == "2026년 3월 9일"
    assert all(re.search(r"\b9\b|9", s) and not re.search("[٠-٩۰-۹०-९০-৯૦-૯]", s) for s in said.values())


@pytest.mark.parametrize("tag", ["ar", "ur", "gu", "bn", "hi"])
def test_complex_scripts_name_a_font_for_their_slot(tag):
    record = load_language(tag).record()
    assert record.script == "complex" and record.fonts["complex"] != record.fonts["latin"]


def test_han_variants_never_share_a_font():
    assert load_language("zh-Hans").fonts.east_asian != load_language("zh-Hant").fonts.east_asian


def test_words_are_sorted_as_the_language_sorts():
    es, ar, zh = load_language("es"), load_language("ar"), load_language("zh-Hans")
    assert sorted(["ñame", "nube", "ábaco", "oso", "abeja"], key=es.sort_key) == ["ábaco", "abeja", "nube", "ñame", "oso"]
    assert sorted(["الوكالة", "بيان"], key=ar.sort_key) == ["بيان", "الوكالة"]
    assert sorted(["移民", "机构", "代理人"], key=zh.sort_key) == ["代理人", "机构", "移民"]


def test_an_unknown_language_is_told_with_the_nearest(tmp_path):
    with pytest.raises(DraftingError, match="'spa'"):
        load_language("spa")
    with pytest.raises(DraftingError):
        tongues(("xx",), Path(tmp_path))


def test_all_means_every_language():
    folder = load_language.__globals__["sources"].shipped("locales")
    assert set(tongues(("all",), folder)) == set(language_tags()) and tongues((), folder) == ("en",)


# A language made of data alone -----------------------------------------------------------------------------------


def shown(node: object) -> Iterator[str]:
    """The words of a tree that should be in the document's language: not English by mark, not names, not citations."""
    if isinstance(node, tuple):
        for child in node:
            yield from shown(child)
    elif isinstance(node, Foreign | Citation | Name | DrafterNote | Properties | LanguageRecord | Origin | Series):
        return
    elif isinstance(node, Text | Term | Reference):
        yield node.text
    elif isinstance(node, Blank):
        yield node.label
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from shown(getattr(node, name))


def english_words(document: Document, allowed: set[str]) -> set[str]:
    """Words in the document without an accent where the pseudo-language would set one."""
    words = {w for text in shown(document) for w in re.findall(r"[A-Za-zÀ-ž]+", text)}
    return {w for w in words if len(w) > 1 and re.search("[aceinosuyzACEINOSUYZ]", w)} - allowed


INSTRUMENTS = [("example-nj", "executive-order"), ("example-nj", "ordinance"), ("example-nj", "resolution"),
               ("passaic-nj", "ordinance"), ("meridian-mi", "ordinance"), ("hudson-county-nj", "resolution"),
               ("passaic-schools-nj", "school-resolution"), ("passaic-nj", "police-order")]


@pytest.mark.parametrize(("place", "instrument"), INSTRUMENTS)
def test_a_language_made_of_data_drafts_whole_instruments(pseudo, place, instrument):
    profile = pseudo.profile(place)
    drafted = pseudo.draft(profile, instrument, language=TAG)
    body = replace(drafted.document, blocks=tuple(b for b in drafted.document.blocks if not isinstance(b, Notice)))
    own = {w for text in (profile.place.name, profile.place.county or "", str(profile.place.code.name), *officials(profile))
           for w in re.findall(r"[A-Za-z]+", text)} | {"City"}
    assert not english_words(body, own)
    assert not any(isinstance(n, Duty) for n in walk(body))
    assert not [w for w in shown(drafted.document) if BOTH_MARKS.search(w)]
    assert not fields(" ".join(shown(body)))


def officials(profile) -> Iterator[str]:
    """Names of persons, which stay as they are."""
    for officer in profile.officers.values():
        yield officer.name or ""
    for body in profile.bodies.values():
        yield from (body.presiding_name or "", *body.names)
    for fact in profile.facts.values():
        yield getattr(fact, "value", "")


def test_every_clause_and_form_drafts_in_the_language(pseudo):
    """All topics at each strength: whatever condition holds, a string is found for it."""
    from generator.drafting.choose import Wish

    topics = tuple(pseudo.library.topics())
    jobs = (("example-nj", "ordinance"), ("example-nj", "resolution"), ("example-nj", "executive-order"), ("meridian-mi", "ordinance"))
    for place, instrument in jobs:
        for strength in ("strong", "model", "narrow"):
            profile = pseudo.profile(place)
            drafted = pseudo.draft(profile, instrument, Wish(topics, strength, (), True), language=TAG)
            assert not drafted.frame.language.use.lacking


def test_the_same_sections_and_numbers_as_in_english(pseudo):
    profile = pseudo.profile("example-nj")
    english, other = (pseudo.draft(profile, "ordinance", language=tag).document for tag in ("en", TAG))

    def numbers(document):
        return {b.id: re.sub(r"\D", "", b.designator) for b in walk(document) if isinstance(b, Section)}

    assert numbers(english) == numbers(other)
    cited = [[n.text for n in walk(d.blocks) if isinstance(n, Citation) and not n.key.startswith("law:")] for d in (english, other)]
    assert sorted(cited[0]) == sorted(cited[1])


def test_definitions_are_sorted_for_the_language_with_the_english_beside(pseudo):
    document = pseudo.draft(pseudo.profile("example-nj"), "ordinance", language=TAG).document
    entries = [p for p in walk(document) if isinstance(p, Paragraph) and p.role == "definition"
               and any(isinstance(i, Term) and i.defining for i in p.content)]
    language = load_language(TAG, pseudo.locales())
    terms = [next(i.text for i in p.content if isinstance(i, Term)) for p in entries]
    assert len(terms) > 10 and terms == sorted(terms, key=language.sort_key)
    agency = next(p for p in entries if p.id == "definitions.agency")
    assert agency.content[2] == Foreign("en-US", (Text("agency"),))


def test_an_office_shows_its_english_once(pseudo):
    document = pseudo.draft(pseudo.profile("passaic-nj"), "ordinance", language=TAG).document
    beside = [plain(n.content) for n in walk(document) if isinstance(n, Foreign)]
    assert beside.count("City Council") == 1 and "(City Council)" in " ".join(
        plain(p.content) for p in walk(document) if hasattr(p, "content") and not isinstance(p, Foreign))


def test_places_take_the_form_that_a_translation_asks_for(desk, tmp_path):
    from generator.language import po_path
    from generator.translation import po

    pseudo_language.make(tmp_path, desk.master())
    path = po_path(tmp_path / TAG, "instruments")
    file = po.read(path)
    po.set_translations(file, {"place:city/full:of": "de la Ciudad de {name}", "title/short": "Título {place.full:of}"})
    po.write(path, file)
    document = replace(desk, languages=tmp_path).draft(desk.profile("passaic-nj"), "ordinance", language=TAG).document
    title = next(b for b in document.blocks if getattr(b, "id", "") == "title")
    assert plain(title.short) == "Título de la Ciudad de Passaic"


# What is not translated -------------------------------------------------------------------------------------------


def test_an_incomplete_language_is_refused_with_the_count_and_the_list(lacking):
    with pytest.raises(Refusal) as caught:
        lacking.draft(lacking.profile("example-nj"), "ordinance", language=TAG)
    told = str(caught.value)
    number = int(re.search(r"(\d+) of the \d+ strings", told)[1])
    assert number >= 3
    for key in ("detainers/model/text/hold", "definition:agency/p1", "instrument:ordinance/name"):
        assert key in told


def test_an_incomplete_language_may_print_marked_english(lacking):
    drafted = lacking.draft(lacking.profile("example-nj"), "ordinance", language=TAG, partial=True)
    provision = next(b for b in walk(drafted.document) if getattr(b, "id", "") == "detainers.hold")
    mark, english = provision.chapeau
    assert plain((mark,)).strip() == accented("[not yet translated]")
    assert isinstance(english, Foreign) and english.language == "en-US"
    assert "must not keep a person in custody" in plain(english.content)
    assert not any(BOTH_MARKS.search(inline_text(n, LanguageRecord())) for n in walk(drafted.document) if isinstance(n, Text | Term))
    notice = next(b for b in drafted.document.blocks if isinstance(b, Notice))
    assert re.search(r"\d+ passages have no translation yet", plain(notice.blocks[1].content))


def test_a_stale_translation_is_never_printed(pseudo, tmp_path):
    import shutil

    shutil.copytree(pseudo.locales(), tmp_path / "l")
    path = tmp_path / "l" / TAG / "LC_MESSAGES" / "instruments.po"
    text = path.read_text(encoding="utf-8")
    assert text.count('msgid "Fair and Welcoming {place.kind}"') == 1
    path.write_text(text.replace('msgid "Fair and Welcoming {place.kind}"', 'msgid "Welcoming {place.kind}"'), encoding="utf-8")
    stale = replace(pseudo, languages=tmp_path / "l")
    with pytest.raises(Refusal, match="1 of the .* of which 1 stand for another English"):
        stale.draft(stale.profile("example-nj"), "resolution", language=TAG)


def test_the_notice_stands_in_both_languages_until_everything_is_reviewed(desk, tmp_path):
    language = pseudo_language.make(tmp_path, desk.master())
    here = replace(desk, languages=tmp_path)
    profile = here.profile("passaic-schools-nj")
    notice = here.draft(profile, "school-resolution", language=TAG).document.blocks[0]
    assert isinstance(notice, Notice) and notice.kind == "translation"
    own, english = (plain(p.content) for p in notice.blocks)
    assert accented("No person has reviewed it yet") in own and "No person has reviewed it yet" in english
    assert "Áççéñtš · Accents" in own and "English text controls" in english and "0.1" in own
    assert any(isinstance(i, Foreign) for i in notice.heading)
    pseudo_language.review_all(tmp_path, language)
    reviewed = here.draft(profile, "school-resolution", language=TAG, final=False).document
    assert not [b for b in reviewed.blocks if isinstance(b, Notice) and b.kind == "translation"]


def test_one_string_that_is_not_reviewed_brings_the_notice_back_with_the_reviewers(desk, tmp_path):
    language = pseudo_language.make(tmp_path, desk.master())
    pseudo_language.review_all(tmp_path, language)
    ledger = tmp_path / TAG / "review.yml"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join(line for line in lines if not line.startswith('"title/short"')), encoding="utf-8")
    here = replace(desk, languages=tmp_path)
    notice = here.draft(here.profile("passaic-schools-nj"), "school-resolution", language=TAG).document.blocks[0]
    assert notice.kind == "translation" and "Ana (court interpreter); Bo (translator)" in plain(notice.blocks[1].content)


def test_a_handout_needs_its_own_strings_only(lacking):
    made = lacking.outreach(lacking.profile("example-nj"), "handout", "executive-order", language=TAG)
    assert made.document.language.tag == "xx-XX" and isinstance(made.document.blocks[0], Notice)


# Documents in a language -----------------------------------------------------------------------------------------


def test_a_right_to_left_draft_is_right_to_left(desk, tmp_path):
    from generator.writers import writer
    from tests.word_files import package

    data = pseudo_language.LANGUAGE.replace("tag: xx-XX", "tag: ar-SA") + "direction: rtl\nscript: complex\nfonts: {complex: Arial}\n"
    pseudo_language.make(tmp_path, desk.master(), data=data)
    here = replace(desk, languages=tmp_path)
    drafted = here.draft(here.profile("example-nj"), "resolution", language=TAG)
    assert drafted.document.language.direction == "rtl"
    xml = package(writer("docx").write(drafted.document).data).parts["word/document.xml"].decode()
    assert "<w:bidi/>" in xml and 'w:jc w:val="right"' not in xml and "asciiTheme" not in xml


def test_two_languages_stand_side_by_side_provision_by_provision(pseudo):
    profile = pseudo.profile("example-nj")
    document = pseudo.bilingual(profile, pseudo.draft(profile, "ordinance", language=TAG))
    (columns,) = (b for b in document.blocks if isinstance(b, Columns))
    assert columns.languages == ("en-US", "xx-XX")
    pairs = {row[0].id: row for row in columns.rows}
    left, right = pairs["detainers.hold"]
    assert "not a ground for custody" in plain(left.content) and accented("not a ground for custody") in plain(right.content)
    assert left.content[0] == right.content[0] == Text("A. ")
    assert all(len(row) == 2 for row in columns.rows)
    ids = [b.id for b in walk(document) if getattr(b, "id", "") and hasattr(b, "change")]
    assert len(ids) == len(set(ids))
    targets = {n.target for n in walk(columns) if isinstance(n, Reference)}
    assert targets <= set(ids)


@pytest.mark.parametrize("name", ["docx", "html", "markdown", "text", "json"])
def test_every_writer_meets_a_translated_and_a_bilingual_document(pseudo, lacking, name):
    from generator.writers import writer

    profile = pseudo.profile("example-nj")
    drafted = lacking.draft(profile, "ordinance", language=TAG, partial=True)
    assert writer(name).write(drafted.document).data
    assert writer(name).write(pseudo.bilingual(profile, drafted)).data


def test_english_is_as_it_was(desk):
    drafted = desk.draft(desk.profile("example-nj"), "ordinance")
    assert not any(isinstance(n, Foreign) for n in walk(drafted.document))
    assert not any(mark in text for text in shown(drafted.document) for mark in UNTRANSLATED)
    assert any(isinstance(n, Duty) for n in walk(drafted.document))
