"""PO files by key, the ledger, states: what is stale, what is reviewed, and that nothing is ever guessed."""

from __future__ import annotations

import polib
import pytest

from generator.errors import DraftingError
from generator.language import Catalogue, Entry, fingerprint, load_catalogue, po_path, read_po
from generator.language.catalogue import is_reviewed, parse_po, read_ledger
from generator.translation import po
from generator.translation.ledger import Ledger, Reviewer
from generator.translation.messages import Message

DO = Message("a/model/text/p1", "Police do keep anyone in jail only because of a warrant.")
NOT = Message("b/model/text/p1", "Police do not keep anyone in jail only because of a request.", guarded=True)
ANA = Reviewer("Ana", "court interpreter", "2026-03-09")
BO = Reviewer("Bo", "translator", "2026-03-10")


def file_with(message: Message, text: str) -> polib.POFile:
    """A PO file with one translated message."""
    file, _ = po.updated(polib.POFile(), [message], "es")
    po.set_translations(file, {message.key: text})
    return file


def test_a_new_string_never_borrows_the_translation_of_a_similar_one():
    file, told = po.updated(file_with(NOT, "La policía no mantiene a nadie."), [NOT, DO], "es")
    entries = {e.msgctxt: e for e in file}
    assert entries[DO.key].msgstr == "" and told.new == [DO.key]
    assert entries[NOT.key].msgstr == "La policía no mantiene a nadie." and told.kept == [NOT.key]


def test_changed_english_makes_a_translation_stale_and_keeps_the_former_english():
    changed = Message(DO.key, "Police hold no one.")
    file, told = po.updated(file_with(DO, "Texto"), [changed], "es")
    entry = file[0]
    assert told.stale == [DO.key] and entry.fuzzy and entry.previous_msgid == DO.english and entry.msgstr == "Texto"
    again, _ = po.updated(polib.pofile(str(file)), [changed], "es")
    assert again[0].fuzzy and again[0].previous_msgid == DO.english
    back, told = po.updated(polib.pofile(str(again)), [DO], "es")
    assert not back[0].fuzzy and told.kept == [DO.key]


def test_a_key_that_is_gone_becomes_obsolete_and_comes_back():
    file, told = po.updated(file_with(DO, "Texto"), [NOT], "es")
    assert told.obsolete == [DO.key]
    assert not list(e for e in parse_po(str(file)) if e.key == DO.key)
    back, told = po.updated(polib.pofile(str(file)), [NOT, DO], "es")
    assert told.revived == [DO.key] and {e.msgctxt: e.msgstr for e in back}[DO.key] == "Texto"


def test_identical_english_under_two_keys_stays_apart():
    twin = Message("c/model/text/p1", DO.english)
    file, _ = po.updated(polib.POFile(), [DO, twin], "es")
    po.set_translations(file, {DO.key: "uno", twin.key: "dos"})
    assert {e.key: e.text for e in parse_po(str(file))} == {DO.key: "uno", twin.key: "dos"}


def test_our_quick_reader_reads_what_polib_writes(tmp_path):
    long = Message("x/y", 'A "quoted" line\twith {place.name} and \\ and ' + "words " * 60)
    file, _ = po.updated(polib.POFile(), [DO, NOT, long], "es")
    po.set_translations(file, {long.key: 'Una línea "entre comillas" \\ ' + "ñandú " * 60, NOT.key: "No."})
    path = po_path(tmp_path, "instruments")
    po.write(path, file)
    own, theirs = read_po(path), polib.pofile(str(path))
    assert {k: (e.english, e.text, e.fuzzy) for k, e in own.items()} == {
        e.msgctxt: (e.msgid, e.msgstr, e.fuzzy) for e in theirs if not e.obsolete}
    assert own[NOT.key].guarded and not own[DO.key].guarded


def test_files_are_the_same_bytes_each_time():
    first, _ = po.updated(polib.POFile(), [DO, NOT], "es")
    second, _ = po.updated(polib.pofile(str(first)), [DO, NOT], "es")
    assert str(first) == str(second)


@pytest.mark.parametrize(("entry", "english", "state"), [
    (Entry("k", "One."), "One.", "missing"),
    (Entry("k", "One.", "Uno."), "One.", "draft"),
    (Entry("k", "One.", "Uno."), "Two.", "stale"),
    (Entry("k", "One.", "Uno.", fuzzy=True), "One.", "stale"),
])
def test_the_state_of_a_string(entry, english, state):
    text, found = Catalogue({"k": entry}).look_up("k", english)
    assert found == state and bool(text) == (state == "draft")


def test_a_review_counts_until_either_side_changes(tmp_path):
    entry = Entry("k", "One.", "Uno.")
    ledger = Ledger(tmp_path)
    assert ledger.review(entry, ANA) == "reviewed"
    ledger.save()
    records = read_ledger(tmp_path / "review.yml")
    assert is_reviewed(records["k"], entry)
    assert not is_reviewed(records["k"], Entry("k", "One.", "Una."))
    assert not is_reviewed(records["k"], Entry("k", "One!", "Uno."))


def test_a_guarded_string_needs_two_readers_and_a_reading_back(tmp_path):
    entry = Entry("k", "must not", "no debe", guarded=True)
    ledger = Ledger(tmp_path)
    assert ledger.review(entry, ANA) == "first reading"
    assert ledger.review(entry, ANA) == "first reading"
    assert ledger.review(entry, BO) == "waits for reading back"
    assert not is_reviewed(ledger.records["k"], entry)
    ledger.back_read(entry, "a machine", "2026-03-08")
    assert is_reviewed(ledger.records["k"], entry)


def test_a_reading_back_by_a_machine_is_no_review(tmp_path):
    entry = Entry("k", "must not", "no debe", guarded=True)
    ledger = Ledger(tmp_path)
    ledger.back_read(entry, "a machine", "2026-03-08")
    ledger.save()
    assert Catalogue({"k": entry}, tmp_path / "review.yml").state(entry) == "draft"


def test_a_ledger_laid_out_by_hand_is_read_too(tmp_path):
    (tmp_path / "review.yml").write_text(
        f"k:\n  hash: {fingerprint('One.', 'Uno.')}\n  state: reviewed\n  by: Ana\n", encoding="utf-8")
    assert is_reviewed(read_ledger(tmp_path / "review.yml")["k"], Entry("k", "One.", "Uno."))


def test_a_review_without_a_qualification_is_refused():
    with pytest.raises(DraftingError, match="qualification"):
        Reviewer("Ana", "", "2026-03-09")


def test_a_folder_without_catalogues_is_empty(tmp_path):
    assert not load_catalogue(tmp_path).entries
