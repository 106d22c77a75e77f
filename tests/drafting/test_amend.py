"""The amendatory ordinance: lead-in, whole-word marks in the town's style, clean and as-adopted copies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import sources
from generator.desk import open_desk
from generator.document import Paragraph, Section, Term, Text, plain, walk
from generator.drafting.amend import COPIES, copies, marked, set_out
from generator.errors import Refusal
from generator.profile import Amendment, load_profile
from generator.style import load_style

PRESENT = "A. The Chief may assist any federal agency upon request.\nB. The Chief shall keep a log."
PROPOSED = "A. The Chief may assist a federal agency upon request.\nB. The Chief shall keep a log.\nC. The log is public."


@pytest.fixture(scope="module")
def desk():
    return open_desk()


def town(*amends: Amendment, style: str = "plain"):
    profile = load_profile("passaic-nj", sources.shipped("profiles", "places"))
    return replace(profile, choices=replace(profile.choices, amends=amends, style=style))


def amended(desk, profile, copy="marked"):
    document = desk.draft(profile, "amendatory-ordinance", copy=copy).document
    section = next(b for b in walk(document) if isinstance(b, Section) and b.id == "amendment-1")
    return document, [p.content for p in section.children if isinstance(p, Paragraph)]


def looks(content):
    return [(t.text, t.emphasis) for t in content if t.text.strip()]


def test_a_marked_copy_strikes_and_underlines_whole_words_deletion_first(desk):
    change = Amendment(section="§ 39-7", heading="Requests", present=PRESENT, proposed=PROPOSED)
    document, texts = amended(desk, town(change))
    assert plain(texts[0]) == "Section 39-7 of the Code of the City of Passaic, “Requests”, is amended to read as follows:"
    assert looks(texts[2]) == [("A. The Chief may assist ", ""), ("any", "strike"), ("a", "underline"),
                               (" federal agency upon request.", "")]
    assert looks(texts[3]) == [("B. The Chief shall keep a log.", "")]
    assert looks(texts[4]) == [("C. The log is public.", "underline")]
    assert any("struck through" in plain(b.content) for b in walk(document) if isinstance(b, Paragraph))


def test_brackets_stand_where_the_style_wants_them():
    texts = [t.text for t in marked("keep any log", "keep a log", "brackets-underscore")]
    assert "".join(texts) == "keep [any] a log"


def test_a_restating_style_sets_out_the_new_text_alone():
    assert set_out(["old"], ["new"], "restated", "marked") == [(Text("new"),)]


@pytest.mark.parametrize("copy", ["clean", "as-adopted"])
def test_clean_and_as_adopted_copies_bear_no_marks(desk, copy):
    change = Amendment(section="§ 39-7", heading="Requests", present=PRESENT, proposed=PROPOSED)
    document, texts = amended(desk, town(change), copy)
    assert [plain(t) for t in texts[2:]] == PROPOSED.splitlines()
    assert not any(getattr(n, "emphasis", "") in ("strike", "underline") for n in walk(document))
    assert document.kind == f"amendatory-ordinance-{copy}"


def test_a_clause_of_the_library_can_be_the_new_text_with_its_definitions(desk):
    change = Amendment(section="§ 39-9", present="Officers shall honor all detainers.", clause="detainers")
    document, texts = amended(desk, town(change))
    said = " ".join(plain(t) for t in texts)
    assert "Officers shall honor all detainers." in said and "judicial warrant" in said
    assert "this Ordinance" not in said, "codified text speaks of its section"
    defined = {n.key for n in walk(document) if isinstance(n, Term) and n.defining}
    assert "judicial-warrant" in defined


def test_nothing_to_amend_is_told_with_the_field_that_is_missing(desk):
    with pytest.raises(Refusal, match="choices.amends"):
        desk.draft(town(), "amendatory-ordinance")


def test_three_copies_of_an_amendatory_ordinance_and_one_of_any_other():
    assert copies("amendatory-ordinance") == COPIES and copies("ordinance") == ("marked",)


def test_every_shipped_style_has_a_key_to_its_marks(desk):
    from generator.language import load_language
    from generator.style import style_ids

    language = load_language("en", sources.shipped("locales"))
    for style in style_ids():
        assert language.words(f"marks_{load_style(style).amendments.replace('-', '_')}")
