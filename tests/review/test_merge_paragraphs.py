"""Three texts of a clause merged paragraph by paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.review.merge_paragraphs import merge_paragraphs

BASE = "(open) Keep the door open all day.\n\n(shut) Shut it at night:\n  (a) in winter; and\n  (b) in summer."


def merged(theirs: str, ours: str, base: str = BASE):
    text, clashes = merge_paragraphs(base, theirs, ours)
    return text, [(c.conflict.base, c.conflict.theirs, c.conflict.ours) for c in clashes]


def test_changes_in_one_paragraph_are_merged_word_by_word():
    assert merged(BASE.replace("door", "gate"), BASE.replace("all day", "by day")) == (
        BASE.replace("door", "gate").replace("all day", "by day"), [])
    assert merged(BASE.replace("door", "gate"), BASE.replace("door", "hatch")) == (BASE.replace("door", "gate"), [("door", "gate", "hatch")])


def test_new_paragraphs_of_both_sides_at_one_place_are_kept_and_the_same_one_once():
    one, two = BASE + "\n\n(one) One thing more.", BASE + "\n\n(two) Another thing, and quite other."
    assert merged(one, two) == (BASE + "\n\n(one) One thing more.\n\n(two) Another thing, and quite other.", [])
    assert merged(one, one.replace("winter", "autumn")) == (one.replace("winter", "autumn"), [])


def test_a_paragraph_that_one_side_took_out():
    without = BASE.replace("\n  (a) in winter; and", "")
    assert merged(without, BASE) == (without, []) and merged(BASE, without) == (without, [])
    assert merged(without, BASE.replace("winter", "May")) == (without, [("(a) in winter; and", "", "(a) in May; and")])
    assert merged(BASE.replace("winter", "May"), without) == (BASE.replace("winter", "May"), [("(a) in winter; and", "(a) in May; and", "")])


def test_a_paragraph_that_was_written_anew_on_one_side_or_both():
    base, mine, yours = "Keep every door open.", "No gate is shut.", "Windows may be closed at noon."
    assert merged(mine, base, base) == (mine, []) and merged(base, yours, base) == (yours, [])
    assert merged(mine, yours, base) == (mine, [(base, mine, yours)])
    assert merged(base.replace("every", "each"), yours, base) == ("Keep each door open.", [(base, "Keep each door open.", yours)])
    assert merged(mine, base.replace("every", "each"), base) == (mine, [(base, mine, "Keep each door open.")])


PARTS = st.lists(st.sampled_from(["(a) One.", "(b) Two words.", "  (c) three; or", "  (d) four.", "Five here now.", "{% if x %}", "{% endif %}"]),
                 max_size=6).map("\n".join)


@given(PARTS, PARTS)
def test_with_an_unchanged_side_the_other_comes_out(base, new):
    assert merged(new, base, base) == (new, []) and merged(base, new, base) == (new, [])


@given(PARTS, PARTS, PARTS)
def test_what_both_sides_have_is_not_doubled_and_what_is_new_is_not_lost(base, one, other):
    assert merged(one, one, base) == (one, [])
    both, clashes = merged(one, other, "")
    lines = [{line for line in text.split("\n") if line} for text in (both, one, other)]
    assert not clashes and lines[0] == lines[1] | lines[2]
