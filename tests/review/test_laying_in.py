"""A clause file laid into the one that a folder holds."""

from __future__ import annotations

from pathlib import Path

from generator.drafting.overlay import OwnFile
from generator.negotiation.laying_in import Held, laid_in

BASE = {
    "id": "doors",
    "heading": "Doors",
    "why": "So.",
    "variants": {"model": {"text": "(open) Keep it open.\n\n(shut) Shut it.\n", "urges": "We ask."}, "narrow": {"text": "Keep one open.\n"}},
}


def tree(text: str = "", urges: str = "", heading: str = "Doors", **more) -> dict:
    row = {"text": text or BASE["variants"]["model"]["text"], "urges": urges or "We ask."}
    return {**BASE, "heading": heading, **more, "variants": {"model": row, "narrow": BASE["variants"]["narrow"]}}


def laid(theirs: dict, ours: dict, base: dict = BASE):
    found, notes = laid_in(Held(Path("own/doors.yml"), theirs), OwnFile("doors", "doors", ours, base))
    return found, notes


def test_each_side_keeps_what_it_changed():
    made = [{"variant": "model", "form": "binds", "text": "as it was"}]
    theirs = tree("(open) Keep it wide open.\n\n(shut) Shut it.\n", heading="Our doors", why="By hand.", made_from=made)
    ours = tree("(open) Keep it open.\n\n(shut) Shut it fast.\n", "We urge.",
                made_from=[{"variant": "model", "form": "binds", "text": "x"}, {"variant": "model", "form": "urges", "text": "We ask."}])
    found, notes = laid(theirs, ours)
    assert found["variants"]["model"] == {"text": "(open) Keep it wide open.\n\n(shut) Shut it fast.\n", "urges": "We urge."}
    assert (found["heading"], found["why"], notes) == ("Our doors", "By hand.", [])
    assert [(r["form"], r["text"]) for r in found["made_from"]] == [("binds", "as it was"), ("urges", "We ask.")]


def test_of_two_headings_the_folders_stands():
    found, (note,) = laid(tree(heading="Our doors"), tree(heading="Their doors"))
    assert found["heading"] == "Our doors" and "There was “Doors”; the folder says “Our doors”, the edited file “Their doors”" in note


def test_a_variant_that_a_hand_took_out_stays_out_and_comes_back_whole_where_it_was_edited():
    theirs = {**BASE, "variants": {"model": BASE["variants"]["model"]}}
    assert list(laid(theirs, tree("(open) Open.\n\n(shut) Shut it.\n"))[0]["variants"]) == ["model"]
    ours = {**BASE, "variants": {**BASE["variants"], "narrow": {"text": "Keep two open.\n", "gives": "Two."}}}
    assert laid(theirs, ours)[0]["variants"]["narrow"] == {"text": "Keep two open.\n", "gives": "Two."}


def test_the_same_new_paragraph_keeps_the_name_that_a_hand_gave_it():
    added = BASE["variants"]["model"]["text"] + "\n({name}) Count it.\n"
    found, notes = laid(tree(added.format(name="count: Count")), tree(added.format(name="added-1").replace("Shut it", "Shut it fast")))
    assert found["variants"]["model"]["text"] == added.format(name="count: Count").replace("Shut it", "Shut it fast") and notes == []


def test_two_new_paragraphs_never_share_a_name():
    first, second = (f"(open) Keep it open.\n{a}\n(shut) Shut it.\n{b}" for a, b in (("\n(added-1) One.\n", ""), ("", "\n(added-1) Two.\n")))
    found, notes = laid(tree(first), tree(second))
    assert found["variants"]["model"]["text"] == (
        "(open) Keep it open.\n\n(added-1) One.\n\n(shut) Shut it.\n\n(added-2) Two.\n") and notes == []


def test_what_does_not_go_together_is_told_and_the_folders_text_stands():
    theirs = tree("(open) Keep it open.\n\n(fast) Shut it.\n")
    found, (note,) = laid(theirs, tree("(open) Keep it open.\n\n(shut) Shut it.\n\n(fast) Go.\n"))
    assert found == theirs and "not stored, as it does not go together with what own/doors.yml holds" in note and "(fast) Go." in note


def test_a_clause_of_ones_own_is_merged_with_what_came_from_word_last():
    def own(text: str, last: str, form: str) -> dict:
        return {"id": "doors", "forms": {form: "binds"}, "variants": {"model": {"note": "n", "text": text}},
                "made_from": [{"variant": "model", "form": "binds", "text": last}]}

    found, notes = laid(own("Go at once now.\n", "Go now.\n", "ordinance"), own("Go now, all.\n", "Go now, all.\n", "resolution"), {})
    assert found["variants"]["model"]["text"] == "Go at once now, all.\n" and found["made_from"][0]["text"] == "Go now, all.\n"
    assert found["forms"] == {"resolution": "binds", "ordinance": "binds"} and notes == []
