"""Every string has a key of its own; the catalogue's notation turns back into clause text; Babel finds the same strings."""

from __future__ import annotations

from collections import Counter

import pytest

from generator import grammar, sources
from generator.language import DOMAINS, FORM_GLOSSES, fields, forms, marks, to_message, to_source
from generator.translation.extractor import extract_clauses
from generator.translation.messages import Master, Message, _all, messages
from generator.translation.segments import pieces, whole


@pytest.fixture(scope="module")
def master(desk) -> Master:
    return desk.master()


@pytest.fixture(scope="module")
def found(master) -> dict[str, Message]:
    return messages(master)


def test_every_string_has_a_key_of_its_own(master):
    english: dict[str, set[str]] = {}
    for message in _all(master, ()):
        english.setdefault(message.key, set()).add(message.english)
    assert not {key: said for key, said in english.items() if len(said) > 1}


def test_every_text_of_every_clause_is_a_string(desk, found):
    for clause_id, variant, form, text in desk.library.texts():
        word = "text" if form == "binds" else form
        for key, message in text.messages():
            assert found[f"{clause_id}/{variant}/{word}/{key}"].english == to_message(message.source)


def test_names_that_stand_twice_under_conditions_have_keys_of_their_own():
    text = grammar.parse("{% if a %}\n(end) One {{ x }}.\n{% else %}\n(end) Two.\n{% endif %}\n\n(next) Three.")
    assert [key for key, _ in text.messages()] == ["end", "end=2", "next"]


def test_no_string_is_empty_and_each_has_a_domain(found):
    assert all(m.english.strip() for m in found.values())
    assert {m.domain for m in found.values()} == set(DOMAINS)


def test_notes_of_the_drafter_are_no_strings(desk, found):
    said = {m.english for m in found.values()}
    notes = [" ".join(v.note.split()) for c in desk.library.clauses.values() for v in c.variants.values() if v.note]
    assert notes and not said & set(notes)


def test_messages_turn_back_into_clause_text(desk):
    for _, _, _, text in desk.library.texts():
        for _, message in text.messages():
            back = tuple(grammar.parts(to_source(to_message(message.source))))
            assert [p for p in back] == [p for p in grammar.parts(" ".join(message.source.split()))]


def test_a_translation_may_ask_for_a_form():
    source = to_source("El secretario {place.full:of} firma.")
    value = next(p for p in grammar.parts(source) if isinstance(p, grammar.Value))
    assert (value.expression, value.form) == ("place.full", "of")
    assert fields("x {place.full:of}") == ["place.full"] and forms("x {place.full:of} {n}") == ["of"]


def test_marks_are_told_without_the_words_shown():
    assert marks("[[agency|agencia]] [[ref:privacy.records]] [[cite:usc-1373]]") == ["agency", "ref:privacy.records", "cite:usc-1373"]


def test_cutting_a_message_and_joining_it_loses_nothing(found):
    for message in found.values():
        assert whole(pieces(message.english)) == message.english


def test_what_must_not_be_inverted_is_guarded(desk, found):
    assert found["release-notification/model/text/notice"].guarded
    assert found["release-notification/model/text/notice.date"].guarded
    assert not found["release-notification/model/text/public"].guarded
    promises = [m for m in found.values() if "/will_not/" in m.key]
    assert promises and all(m.guarded for m in promises)
    assert "second person" in found["release-notification/model/text/notice"].comment()


def test_names_take_the_forms_that_a_language_asks_for(master):
    plain, formed = messages(master), messages(master, ("the", "of"))
    assert formed["place:city/full:of"].english == FORM_GLOSSES["of"].format("City of {name}")
    assert formed["title:Mayor:the"].english == "the Mayor"
    assert len(formed) > len(plain) and set(plain) <= set(formed)


def test_babel_extracts_the_same_strings_of_a_clause(found):
    path = sources.shipped("clauses", "detainers", "detainers.yml")
    with path.open("rb") as file:
        rows = list(extract_clauses(file, (), (), {}))
    assert {key: english for _, _, (key, english), _ in rows} == {
        k: m.english for k, m in found.items() if k.startswith("detainers/")}
    assert all(function == "pgettext" for _, function, _, _ in rows)
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(line for line, _, (key, _), _ in rows if key == "detainers/strong/text/handover")
    assert "(handover" in lines[line - 1]


def test_babel_finds_our_extractor_by_its_configuration(tmp_path):
    from babel.messages.frontend import CommandLineInterface

    out = tmp_path / "clauses.pot"
    CommandLineInterface().run(["pybabel", "-q", "extract", "-F", str(sources.shipped("babel.cfg")), "-o", str(out),
                                str(sources.shipped("clauses", "detainers"))])
    # the mapping names clauses/**.yml: from inside that folder nothing matches, from the root everything does
    CommandLineInterface().run(["pybabel", "-q", "extract", "-F", str(sources.shipped("babel.cfg")), "-o", str(out),
                                str(sources.shipped())])
    text = out.read_text(encoding="utf-8")
    assert 'msgctxt "detainers/heading"' in text and "python-brace-format" in text


def test_domains_are_kept_apart(found):
    counted = Counter(m.domain for m in found.values())
    assert counted["instruments"] > 1000 and counted["outreach"] > 300
    assert all(m.domain == "outreach" for m in found.values() if "/plain/" in m.key)
