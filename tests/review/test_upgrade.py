"""Three-way merging, and one's own clauses brought up to the library's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import sources
from generator.desk import open_desk
from generator.drafting.rewrite import rewrapped, unwrapped
from generator.errors import UnusableInput
from generator.negotiation.upgrade_report import as_data, as_text
from generator.negotiation.upgrading import upgrade
from generator.review.merge import merge

BASE = "An [[agency]] must not hold a person for more than two days."


def test_both_sides_are_kept():
    found = merge(BASE, BASE.replace("two", "four"), BASE.replace("a person", "any person"))
    assert found.text == "An [[agency]] must not hold any person for more than four days." and found.conflicts == ()
    assert ("inserted", "any") in found.parts and ("kept", "four") in found.parts


def test_the_same_change_on_both_sides_is_one():
    new = BASE.replace("two", "four")
    assert merge(BASE, new, new).text == new and merge(BASE, new, new).conflicts == ()


def test_a_conflict_is_named_and_theirs_stands():
    found = merge(BASE, BASE.replace("two", "four"), BASE.replace("two", "nine"))
    conflict, = found.conflicts
    assert (conflict.base, conflict.theirs, conflict.ours) == ("two", "four", "nine") and "four days" in found.text


def test_a_deletion_against_a_change_is_a_conflict():
    found = merge(BASE, "", BASE.replace("two", "nine"))
    assert found.text == "" and len(found.conflicts) == 1


def test_two_insertions_at_one_place_are_a_conflict():
    found = merge("It ends.", "It ends. Unless not.", "It ends. But first it begins.")
    assert len(found.conflicts) == 1 and found.text == "It ends. Unless not."


def test_symbols_are_never_cut():
    found = merge("See [[ref:privacy.records]] now.", "See [[ref:privacy.access]] now.", "See [[ref:privacy.vendors]] now.")
    assert found.text == "See [[ref:privacy.access]] now." and found.conflicts[0].base == "[[ref:privacy.records]]"


TEXTS = st.lists(st.sampled_from("a b c must not [[agency]] person . , ( ) \n".split(" ")), max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_merging_with_an_unchanged_side_gives_the_other(base, new):
    assert merge(base, new, base).text == new and merge(base, base, new).text == new
    assert merge(base, new, base).conflicts == merge(base, base, new).conflicts == ()


@given(TEXTS, TEXTS, TEXTS)
def test_the_parts_are_the_merged_text(base, theirs, ours):
    found = merge(base, theirs, ours)
    assert "".join(words for kind, words in found.parts if kind != "deleted") == found.text


def test_wrapping_changes_no_paragraph():
    library = open_desk().library
    for clause_id, variant, form, parsed in library.texts():
        text = library.clauses[clause_id].variants[variant].form_text(form)
        again = sources_parsed(rewrapped(unwrapped(text)))
        assert [(k, m.source) for k, m in again.messages()] == [(k, m.source) for k, m in parsed.messages()], (clause_id, variant, form)


def sources_parsed(text):
    from generator import grammar

    return grammar.parse(text)


@pytest.fixture
def own(tmp_path):
    """Makes a folder with one edited clause: its text, and the text that it was made from."""
    library = open_desk().library
    clause = "detainers"
    text = library.clauses[clause].variants["model"].text

    def make(edited, made_from=text, **more):
        tree = dict(library.sources[clause].tree)
        tree = {**tree, "variants": {k: dict(v) for k, v in tree["variants"].items()}}
        tree["variants"]["model"]["text"] = edited
        if made_from is not None:
            tree["made_from"] = [{"version": "0.0", "variant": "model", "form": "binds", "text": made_from}]
        path = sources.write_text(tmp_path / "detainers" / f"{clause}.yml", sources.dump_yaml({**tree, **more}))
        return tmp_path, path, text

    make.text = text
    return make


def test_an_edit_of_the_present_text_stays_as_it_is(own):
    folder, path, text = own(own.text.replace("must not", "may not", 1))
    before = path.read_text()
    found, = upgrade(folder)
    assert found.state == "current" and path.read_text() == before


def test_the_librarys_changes_come_in_and_the_edit_stays(own):
    old = own.text.replace("probable cause", "reasonable cause", 1)
    folder, path, text = own(old.replace("must not", "may not", 1), old)
    assert upgrade(folder, write=False)[0].state == "merged"
    assert "reasonable cause" in path.read_text()
    found, = upgrade(folder)
    merged = open_desk_with(folder).clauses["detainers"]
    assert unwrapped(merged.variants["model"].text) == unwrapped(text.replace("must not", "may not", 1))
    assert merged.made_from[0].text == text and "{+probable+}" in as_text((found,))
    assert upgrade(folder)[0].state == "current"


def test_a_conflict_is_named_until_it_is_settled(own):
    old = own.text.replace("must not", "must never", 1)
    folder, path, _ = own(old.replace("must never", "may not", 1), old)
    for _ in range(2):
        found, = upgrade(folder)
        assert found.state == "conflict" and "may not" in path.read_text()
        conflict, = found.texts[0].conflicts
        assert "never" in conflict.base and as_data((found,))[0]["texts"][0]["conflicts"]
        assert "CONFLICT" in as_text((found,))
    upgrade(folder, mine=True)
    assert upgrade(folder)[0].state == "current" and "may not" in path.read_text()


def test_what_cannot_be_merged_is_said(own):
    folder, _, _ = own(own.text, None)
    found, = upgrade(folder)
    assert found.state == "own" and "does not say which text" in found.note
    with pytest.raises(UnusableInput):
        upgrade(folder / "nowhere")


def open_desk_with(folder):
    from generator.library import load_library

    return load_library(sources.shipped("clauses"), folder)
