"""A whole instrument: its parts and their order, its own name for itself, what is refused and why, what warns and stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.desk import instruments_for
from generator.document import (
    Blank,
    Enacting,
    EndNote,
    Notice,
    Provision,
    Recital,
    Section,
    SignatureBlock,
    Table,
    Title,
    plain,
    walk,
)
from generator.drafting.choose import Wish
from generator.drafting.instruments import INSTRUMENTS
from generator.errors import Refusal
from generator.profile import Body, Officer, profile_ids
from generator.style import load_style
from tests.small_library import LIBRARY, body, clause, small_desk, text_of, town

OWN_NAME = {"executive-order": "this Order", "resolution": "this Resolution", "ordinance": "this Ordinance"}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return small_desk(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def example(desk, profiles):
    """The invented town whose fields are all filled, as each of its instruments."""
    return {i: desk.draft(profiles["example-nj"], i, final=True).document for i in OWN_NAME}


def refusal(call, *arguments, **options) -> list[str]:
    with pytest.raises(Refusal) as caught:
        call(*arguments, **options)
    return [str(f) for f in caught.value.faults]


# Parts -------------------------------------------------------------------------------------------------------------


def kinds(document) -> list[str]:
    """The classes of the top blocks in their order, each once in a row."""
    names = [type(b).__name__ for b in document.blocks]
    return [n for i, n in enumerate(names) if i == 0 or names[i - 1] != n]


def test_a_final_is_the_bare_instrument_in_its_order(example):
    for document in example.values():
        assert kinds(document)[:4] == ["Title", "Recital", "Enacting", "Section"]
        assert not [n for n in walk(document) if isinstance(n, Notice | Blank)] and document.final
        assert not [n for n in walk(document) if getattr(n, "notes", ())]


def test_a_draft_has_its_first_page_its_blanks_and_its_notes(desk, profiles):
    document = desk.draft(profiles["passaic-nj"], "ordinance").document
    assert kinds(document)[0] == "Notice" and not document.final
    assert document.blocks[0].kind == "draft"
    text = text_of(document.blocks[:1], document)
    for blank in {n.field for b in document.blocks[1:] for n in walk(b) if isinstance(n, Blank)}:
        assert blank in text
    noted = [n for n in walk(document) if isinstance(n, Section) and n.notes]
    assert len(noted) > 10


@pytest.mark.parametrize("instrument", OWN_NAME)
def test_an_instrument_calls_itself_by_its_own_name_only(example, instrument):
    text = text_of(example[instrument].blocks, example[instrument])
    assert [name for name in (*OWN_NAME.values(), "this General Order") if name in text] == [OWN_NAME[instrument]]


def test_the_codified_part_of_an_ordinance_is_a_chapter_that_calls_itself_so(example):
    chapter = next(b for b in example["ordinance"].blocks if isinstance(b, Section) and b.id == "chapter")
    inside = text_of((chapter,), example["ordinance"])
    assert "this chapter" in inside and "this Ordinance" not in inside
    after = [b for b in example["ordinance"].blocks if isinstance(b, Section) and b.id != "chapter"]
    assert "this chapter" not in text_of(after, example["ordinance"])
    assert [s.series for s in chapter.children if isinstance(s, Section)].count("instrument") == 0


def test_only_a_governing_body_votes_by_roll_call(example):
    rolls = {i: [n for n in walk(d) if isinstance(n, Table) and n.id == "roll-call"] for i, d in example.items()}
    assert {i: len(r) for i, r in rolls.items()} == {"executive-order": 0, "resolution": 1, "ordinance": 1}
    assert len(rolls["ordinance"][0].rows) == 1 + 7


def test_signatures_name_those_who_sign(example):
    names = {i: [plain(s.name) for n in walk(d) if isinstance(n, SignatureBlock) for s in n.signatures] for i, d in example.items()}
    assert "Marisol Q. Invented" in names["executive-order"]
    assert "Ruth A. Imaginary" in names["ordinance"] and "Ines Imagined" in names["resolution"]


def test_enacting_words_and_recitals_fit_the_instrument(example):
    words = {i: " ".join(plain(n.content) for n in walk(d) if isinstance(n, Enacting)) for i, d in example.items()}
    assert "ORDER" in words["executive-order"].upper() and "RESOLVED" in words["resolution"].upper()
    assert "ORDAINED" in words["ordinance"].upper()
    for document in example.values():
        recitals = [plain(n.content) for n in document.blocks if isinstance(n, Recital)]
        around = load_style("new-jersey").recitals
        assert len(recitals) > 5 and all(r.startswith(around.opening) for r in recitals)
        assert not [r for i, r in enumerate(recitals) if not r.endswith(around.end(i, len(recitals)))]


def test_the_title_block_has_government_number_and_titles(example):
    title = next(b for b in example["ordinance"].blocks if isinstance(b, Title))
    assert "City of Example" in plain(title.government) and "New Jersey" in plain(title.government)
    assert plain(title.number) == "Ordinance No. 2026-14 (7-B)" and plain(title.long)


def test_each_fact_used_has_one_source_note_in_order(example):
    for document in example.values():
        notes = [n for n in document.blocks if isinstance(n, EndNote)]
        used = list(dict.fromkeys(n.note for n in walk(document) if type(n).__name__ == "NoteAnchor"))
        assert [n.id for n in notes] == used and [n.number for n in notes] == list(range(1, len(used) + 1))


def test_every_provision_of_a_chapter_counts_in_the_codes_series(example):
    chapter = next(b for b in example["ordinance"].blocks if isinstance(b, Section) and b.id == "chapter")
    assert {n.series for n in walk(chapter.children) if isinstance(n, Provision)} <= {"code"}


# Style -------------------------------------------------------------------------------------------------------------


def test_duty_is_spoken_in_the_style_and_keeps_its_not(small):
    plain_text = body(small.draft(town(style="plain", strength="narrow"), "ordinance").document)
    classic = body(small.draft(town(style="classic", strength="narrow"), "ordinance").document)
    assert "An agency must not shut a window." in plain_text and "An agency shall not shut a window." in classic


def test_the_same_input_makes_the_same_document(small):
    assert small.draft(town(), "ordinance").document == small.draft(town(), "ordinance").document


# Forms -------------------------------------------------------------------------------------------------------------


def test_a_transformed_form_is_drafted_and_told_with_its_reason(small):
    drafted = small.draft(town(), "resolution")
    assert "The council urges each agency to open its doors." in body(drafted.document)
    assert any("urges" in line and "A resolution binds no one." in line for line in drafted.report.changed)
    assert ("doors", "model", "urges", "the topic 'doors' is chosen") in drafted.report.included


def test_what_an_instrument_cannot_do_is_left_out_and_told(tmp_path):
    text = clause("windows", "Shut.").replace("executive-order: binds", "executive-order: none").replace(
        "variants:", "reasons: {executive-order: An order cannot reach windows.}\nvariants:")
    drafted = small_desk(tmp_path, {"windows/windows.yml": text}).draft(town(), "executive-order")
    assert "Shut" not in body(drafted.document)
    assert ("windows", "no-form", "An order cannot reach windows.") in drafted.report.left_out
    assert any("An order cannot reach windows." in line for line in drafted.report.changed)
    assert "An order cannot reach windows." in text_of(drafted.document.blocks[:1], drafted.document)


def test_another_strength_than_wished_is_told(small):
    drafted = small.draft(town(strength="narrow"), "ordinance")
    assert "Windows: Model instead of Narrow." in drafted.report.changed


# Refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "says"), [
    ("highland-park-nj", "Borough"), ("maplewood-nj", "Township Committee"), ("meridian-mi", "Charter township"),
    ("ridgefield-park-nj", "Walsh Act"), ("passaic-schools-nj", "School district"),
])
def test_where_no_one_may_order_the_reason_and_the_fitting_instrument_are_told(desk, profiles, place, says):
    told = refusal(desk.draft, profiles[place], "executive-order")
    assert len(told) == 1 and says in told[0] and "no one issues an executive order:" in told[0]
    fits = told[0].rsplit("--as ", 1)[1].rstrip(".")
    assert fits in INSTRUMENTS and desk.draft(profiles[place], fits).document.kind == fits


def test_a_school_district_adopts_its_own_resolution_and_a_city_none_of_a_school_board(desk, profiles):
    told = refusal(desk.draft, profiles["passaic-schools-nj"], "ordinance")
    assert told == ["a school district does not adopt an ordinance\n    Ask for it with --as school-resolution."]
    assert "a city does not adopt a school board resolution" in refusal(desk.draft, profiles["passaic-nj"], "school-resolution")[0]


def test_a_final_with_blanks_is_refused_with_each_blank_and_its_field(desk, profiles):
    drafted = desk.draft(profiles["passaic-nj"], "ordinance")
    blanks = {n.field for b in drafted.document.blocks if not isinstance(b, Notice) for n in walk(b) if isinstance(n, Blank)}
    told = refusal(desk.draft, profiles["passaic-nj"], "ordinance", final=True)
    assert blanks and {t.rsplit("profile field ", 1)[1].rstrip(".") for t in told} == blanks
    assert all(t.startswith("a blank remains: ") for t in told)


def test_barred_clauses_are_refused_unless_acknowledged(desk, profiles):
    told = refusal(desk.draft, profiles["san-marcos-tx"], "ordinance", Wish(("detainers",)))
    assert any("state law bars 'detainers'" in t for t in told)


@pytest.mark.parametrize("instrument", ["resolution", "ordinance"])
def test_the_warning_of_an_acknowledged_clause_stays_in_draft_and_final(desk, profiles, instrument):
    wish = Wish(("detainers",), acknowledge_preemption=True)
    draft = desk.draft(profiles["san-marcos-tx"], instrument, wish).document
    assert [b.kind for b in draft.blocks[:2]] == ["preemption", "draft"]
    warning = text_of(draft.blocks[:1], draft)
    assert "Texas" in warning and "detainers" in warning.lower()
    assert draft.blocks[0].heading and "WARNING" in plain(draft.blocks[0].heading).upper()


def test_the_warning_stands_first_in_a_final(tmp_path):
    barring = clause("detainers", "An agency must not hold anyone.", topic="doors")
    desk = small_desk(tmp_path, {
        "library.yml": LIBRARY.replace("doors, windows, closing", "doors, detainers, windows, closing"), "doors/detainers.yml": barring})
    texas = town(state="TX", form="unknown", number="1", code_chapter="2", topics=("windows", "doors"))
    council = Body(name="City Council", presiding="Mayor", presiding_name="A", members=3)
    texas = replace(texas, bodies={"governing": council},
                    officers={r: Officer(title=r.title(), name="A B") for r in ("executive", "clerk", "attorney")})
    wish = Wish(acknowledge_preemption=True)
    final = desk.draft(texas, "ordinance", wish, final=True).document
    assert final.final and isinstance(final.blocks[0], Notice) and final.blocks[0].kind == "preemption"
    assert [b.kind for b in final.blocks if isinstance(b, Notice)] == ["preemption"]
    assert "Detainers" in text_of(final.blocks[:1], final)


# Places ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "word"), [
    ("city", "City"), ("township", "Township"), ("charter-township", "Township"), ("borough", "Borough"), ("town", "Town"),
    ("village", "Village"), ("county", "County"),
])
def test_a_place_is_called_by_its_own_kind(small, kind, word):
    form = "unknown-county" if kind == "county" else "unknown"
    text = body(small.draft(town(kind, "MI", form), "ordinance").document)
    assert f"Open {word}" in text
    others = {"City", "Township", "Borough", "Village", "County"} - {word} - ({"County"} if kind != "county" else set())
    assert not [o for o in others if f"the {o} " in text]


@pytest.mark.parametrize("place", profile_ids())
def test_every_shipped_place_drafts_what_it_asks_for(desk, profiles, place):
    made = 0
    for instrument in instruments_for(profiles[place]):
        try:
            made += desk.draft(profiles[place], instrument).document.kind == instrument
        except Refusal as error:
            assert "no one issues an executive order" in str(error)
    assert made
