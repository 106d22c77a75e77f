"""XLIFF for agencies and Word tables for volunteers: out and in without loss, stale rows refused, marks protected."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from generator.desk import incoming, review_table_file
from generator.errors import UnusableInput
from generator.language import Catalogue, Entry, load_catalogue, load_language
from generator.translation.incoming import clean, edged, english_hash
from generator.translation.ledger import Reviewer
from generator.translation.messages import Message
from generator.translation.segments import Piece, pieces
from generator.translation.taking import take
from generator.translation.xliff import NS, from_xliff, to_xliff

HOLD = Message("detainers/model/text/hold", "An [[agency]] must not hold a person for {place.the_full} under [[cite:usc-1357]] "
               "on an [[immigration detainer]].", notes=("Variant model.",), place="clauses/x.yml:3", guarded=True)
OPENING = Message("style:plain/recitals.opening", "WHEREAS, ")
PLAIN = Message("detainers/plain/will/1", "Police & staff will help you <today>.", "outreach")
ALL = {m.key: m for m in (HOLD, OPENING, PLAIN)}
SPANISH = ("Una [[agency|dependencia]] no debe detener a una persona en nombre {place.the_full:of} según [[cite:usc-1357]] por una "
           "[[immigration detainer|solicitud de retención migratoria]].")


def language(tag: str = "es", **entries: Entry):
    """A language with some translations."""
    return replace(load_language(tag), catalogue=Catalogue({e.key: e for e in entries.values()}))


def filled(xml: bytes, targets: dict[str, str], state: str = "translated") -> bytes:
    """The XLIFF file as a translator sends it back: sources copied, words replaced piece by piece."""
    root = etree.fromstring(xml)
    for unit in root.iter(f"{{{NS}}}trans-unit"):
        text = targets.get(unit.get("id"))
        if text is None:
            continue
        target = unit.find(f"{{{NS}}}target")
        target.set("state", state)
        for child in list(target):
            target.remove(child)
        last, target.text = None, ""
        for n, piece in enumerate(pieces(text), 1):
            if piece.kind == "words":
                if last is None:
                    target.text += piece.text
                else:
                    last.tail = (last.tail or "") + piece.text
                continue
            tag = "ph" if piece.kind == "placeholder" else "g"
            last = etree.SubElement(target, f"{{{NS}}}{tag}", {"id": str(n), "equiv-text": piece.code})
            last.text = piece.text
            if tag == "g":
                last.set("ctype", "x-term")
    return etree.tostring(root)


def test_xliff_protects_values_and_marks_and_tells_terms():
    xml = to_xliff(language(), ALL.values(), "instruments")
    root = etree.fromstring(xml)
    unit = next(u for u in root.iter(f"{{{NS}}}trans-unit") if u.get("id") == HOLD.key)
    source = unit.find(f"{{{NS}}}source")
    assert [(etree.QName(c).localname, c.get("equiv-text")) for c in source] == [
        ("g", "agency"), ("ph", "{place.the_full}"), ("ph", "[[cite:usc-1357]]"), ("g", "immigration detainer")]
    assert unit.get("approved") == "no" and unit.find(f"{{{NS}}}target").get("state") == "new"
    notes = [n.text for n in unit.iter(f"{{{NS}}}note")]
    assert notes[0].startswith("Never invert") and "Variant model." in notes
    assert root.find(f"{{{NS}}}file").get("target-language") == "es-US"


def test_xliff_comes_back_as_it_went_out():
    xml = filled(to_xliff(language(), ALL.values(), "all"), {HOLD.key: SPANISH, OPENING.key: "CONSIDERANDO, ", PLAIN.key: "La policía & tú <hoy>."})
    came = from_xliff(xml, "x.xlf", ALL)
    assert came.taken == {HOLD.key: SPANISH, OPENING.key: "CONSIDERANDO, ", PLAIN.key: "La policía & tú <hoy>."}
    assert came.language == "es-US" and not came.stale and not came.unknown and not came.reviewed


def test_a_unit_whose_english_has_changed_is_refused_and_told():
    xml = filled(to_xliff(language(), ALL.values(), "all"), {HOLD.key: SPANISH})
    changed = {**ALL, HOLD.key: replace(HOLD, english=HOLD.english + " Now.")}
    came = from_xliff(xml, "x.xlf", changed)
    assert came.stale == (HOLD.key,) and HOLD.key not in came.taken
    gone = {k: m for k, m in ALL.items() if k != HOLD.key}
    assert from_xliff(xml, "x.xlf", gone).unknown == (HOLD.key,)


def test_states_are_those_of_the_ledger_and_a_draft_is_never_approved():
    own = language(a=Entry(HOLD.key, HOLD.english, SPANISH), b=Entry(PLAIN.key, "Another English.", "Otro"))
    units = {u.get("id"): u for u in etree.fromstring(to_xliff(own, ALL.values(), "all")).iter(f"{{{NS}}}trans-unit")}
    assert units[HOLD.key].find(f"{{{NS}}}target").get("state") == "needs-review-translation"
    assert units[PLAIN.key].find(f"{{{NS}}}target").get("state") == "needs-adaptation"
    assert units[PLAIN.key].find(f"{{{NS}}}alt-trans/{{{NS}}}source").text == "Another English."
    assert {u.get("approved") for u in units.values()} == {"no"}


@pytest.mark.parametrize("tag", ["es", "ar", "zh-Hans", "ur"])
def test_a_word_table_comes_back_as_it_went_out(tag):
    own = language(tag, a=Entry(HOLD.key, HOLD.english, SPANISH))
    came = incoming(review_table_file(own, ALL.values()), "table.docx", ALL)
    assert came.taken == {HOLD.key: SPANISH}
    assert set(came.empty) == {OPENING.key, PLAIN.key} and not came.stale and not came.unknown


def test_a_row_of_a_word_table_whose_english_has_changed_is_refused():
    own = language("es", a=Entry(HOLD.key, HOLD.english, SPANISH))
    changed = {**ALL, HOLD.key: replace(HOLD, english="Another.")}
    came = incoming(review_table_file(own, ALL.values()), "table.docx", changed)
    assert HOLD.key in came.stale and not came.taken


def test_what_is_no_exchange_file_is_refused_with_a_reason():
    with pytest.raises(UnusableInput, match="no XLIFF"):
        from_xliff(b"hello", "x.xlf", ALL)
    with pytest.raises(UnusableInput, match="no XLIFF 1.2 units"):
        from_xliff(f'<xliff xmlns="{NS}" version="1.2"/>'.encode(), "x.xlf", ALL)


def test_an_entity_bomb_is_not_opened():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">&b;</xliff>'
    with pytest.raises(UnusableInput):
        from_xliff(bomb, "x.xlf", ALL)


def test_taking_writes_the_catalogue_and_records_who_reviewed(tmp_path):
    xml = filled(to_xliff(language(), ALL.values(), "all"), {HOLD.key: SPANISH, PLAIN.key: "La policía te ayudará."}, "signed-off")
    told = take(tmp_path / "es", language(), ALL, from_xliff(xml, "x.xlf", ALL), Reviewer("Ana", "ATA certified", "2026-03-09"))
    assert told.written == 2 and told.recorded == {"first reading": 1, "reviewed": 1}
    catalogue = load_catalogue(tmp_path / "es")
    assert catalogue.look_up(PLAIN.key, PLAIN.english) == ("La policía te ayudará.", "reviewed")
    assert catalogue.look_up(HOLD.key, HOLD.english) == (SPANISH, "draft")  # guarded: a second reader is needed
    assert catalogue.ledger[PLAIN.key]["qualification"] == "ATA certified"


def test_an_edit_after_the_review_takes_it_back_to_a_draft(tmp_path):
    folder = tmp_path / "es"
    xml = filled(to_xliff(language(), ALL.values(), "all"), {PLAIN.key: "Uno."}, "signed-off")
    take(folder, language(), ALL, from_xliff(xml, "x.xlf", ALL), Reviewer("Ana", "ATA certified", "2026-03-09"))
    po_file = folder / "LC_MESSAGES" / "outreach.po"
    po_file.write_text(po_file.read_text(encoding="utf-8").replace('msgstr "Uno."', 'msgstr "Unas."'), encoding="utf-8")
    assert load_catalogue(folder).look_up(PLAIN.key, PLAIN.english) == ("Unas.", "draft")


def test_marks_of_direction_that_a_translator_typed_are_taken_out():
    assert clean("\u200f\u2067مرحبا\u2069 \u200e8 U.S.C.") == "مرحبا 8 U.S.C."
    assert clean("e\u0301") == "é" and clean("  a \n b ") == "a b"
    assert edged("CONSIDERANDO,", "WHEREAS, ") == "CONSIDERANDO, " and edged("鉴于，", "WHEREAS, ") == "鉴于，"


def test_pieces_tell_a_term_from_a_reference():
    assert list(pieces("[[agency|X]] [[ref:a.b]]")) == [
        Piece("term", "X", "agency"), Piece("words", " "), Piece("placeholder", "[[ref:a.b]]", "[[ref:a.b]]")]
    assert english_hash("a") != english_hash("b")
