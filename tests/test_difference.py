"""Words are never cut, changes are exact and readable, sequences are paired as a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.alignment import Line, align, moved
from generator.difference import changed_length, differences, similarity, tokens, words


def shown(old: str, new: str) -> str:
    """The difference as [-deleted-]{+inserted+}."""
    a, b = tokens(old), tokens(new)
    out = ""
    for span in differences(a, b):
        before, after = "".join(a[span.old_start:span.old_end]), "".join(b[span.new_start:span.new_end])
        out += before if span.same else (f"[-{before}-]" if before else "") + (f"{{+{after}+}}" if after else "")
    return out


@pytest.mark.parametrize("text, whole", [
    ("under 8 U.S.C. § 1373(a) and", "8 U.S.C. § 1373(a)"),
    ("see 8 C.F.R. § 287.7(d), which", "8 C.F.R. § 287.7(d)"),
    ("Gov. Code § 7284.6(a)(1)(C) says", "§ 7284.6(a)(1)(C)"),
    ("within 48:30 or 1,000.50 days", "1,000.50"),
    ("section 12-104(b) of", "12-104(b)"),
    ("a fine of $1,500 or", "$1,500"),
    ("the non-citizen’s attorney", "non-citizen’s"),
    ("in the U.S. only", "U.S."),
    ("لا يجوز لأي وكالة، أن", "وكالة"),
    ("किसी भी व्यक्ति को।", "व्यक्ति"),
    ("la niña comió", "niña"),
])
def test_words_numbers_and_citations_stay_whole(text, whole):
    assert whole in tokens(text)
    assert "".join(tokens(text)) == text


def test_ideographs_are_compared_one_by_one():
    assert tokens("任何机构") == ["任", "何", "机", "构"]


@pytest.mark.parametrize("old, new, expected", [
    ("An agency must not ask.", "An agency may not ask.", "An agency [-must-]{+may+} not ask."),
    ("An agency must not ask.", "An agency must ask.", "An agency must [-not -]ask."),
    ("Section 9. Insurance", "Section 10. Insurance", "Section [-9-]{+10+}. Insurance"),
    ("8 U.S.C. § 1373(a) applies", "8 U.S.C. § 1373(b) applies", "[-8 U.S.C. § 1373(a)-]{+8 U.S.C. § 1373(b)+} applies"),
    ("within 30 days", "within 31 days", "within [-30-]{+31+} days"),
    ("a red dog", "a big red dog", "a {+big +}red dog"),
    ("Trade secret", "trade secret", "[-Trade-]{+trade+} secret"),
    ("no break", "no\u00a0break", "no[- -]{+\u00a0+}break"),
])
def test_changes_read_as_a_person_would_mark_them(old, new, expected):
    assert shown(old, new) == expected


def test_small_words_do_not_chop_a_rewritten_sentence():
    old = "The sheriff shall release the person to the custody of the family."
    new = "Nobody detained under the provisions of another jurisdiction is handed over by the city."
    assert shown(old, new).count("[-") <= 2


def test_a_guard_word_is_not_swept_into_its_neighbours():
    assert "] not " in shown("Officers shall not stop people", "Deputies may not stop people").replace("}", "]")


@given(st.lists(st.sampled_from("the a of not 9 10. § , red Clerk must\u2029 ".split(" ")), max_size=14),
       st.lists(st.sampled_from("the a of not 9 10. § , red Clerk must\u2029 ".split(" ")), max_size=14))
def test_spans_cover_both_texts_exactly(old, new):
    a, b = tokens(" ".join(old)), tokens(" ".join(new))
    i = j = 0
    for span in differences(a, b):
        assert (span.old_start, span.new_start) == (i, j)
        assert not span.same or a[span.old_start:span.old_end] == b[span.new_start:span.new_end]
        i, j = span.old_end, span.new_end
    assert (i, j) == (len(a), len(b))


def test_things_that_are_no_text_are_never_swept_along():
    old = ["one", " ", ("picture", 1), " ", "two"]
    new = ["three", " ", ("picture", 1), " ", "four"]
    assert any(s.same and ("picture", 1) in old[s.old_start:s.old_end] for s in differences(old, new))


def test_changed_length_counts_both_sides():
    a, b = tokens("must ask"), tokens("may ask")
    assert changed_length(differences(a, b), a, b) == len("must") + len("may")


def lines(*texts: str) -> list[Line]:
    return [Line(t, words(t)) for t in texts]


def test_equal_then_similar_members_are_paired():
    old = lines("Purpose", "An agency must not ask about status.", "Old clause about fees.", "Effective date")
    new = lines("Purpose", "Title", "An agency may not ask about status.", "Effective date")
    assert align(old, new) == [(0, 0), (None, 1), (1, 2), (2, None), (3, 3)]


def test_an_id_outranks_the_text():
    old = [Line("a", ("keep", "this"), id="p_one"), Line("b", ("The", "clerk", "files"), id="p_two")]
    new = [Line("c", ("The", "clerk", "files"), id="p_three"), Line("d", ("Something", "else"), id="p_two")]
    assert align(old, new) == [(0, None), (None, 0), (1, 1)]


def test_nothing_crosses_and_what_moved_is_found_again():
    old = lines("one two three four", "five six seven eight nine ten", "end of it")
    new = lines("five six seven eight nine ten", "one two three four", "end of it")
    pairs = align(old, new)
    kept = [p for p in pairs if None not in p]
    assert kept == sorted(kept) and all(a[1] < b[1] for a, b in zip(kept, kept[1:], strict=False))
    assert moved(old, new, pairs) == [(0, 1)]


@given(st.lists(st.sampled_from("abcde"), max_size=12), st.lists(st.sampled_from("abcde"), max_size=12))
def test_every_member_appears_once_and_in_order(old, new):
    pairs = align(lines(*old), lines(*new))
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))


def test_only_one_kind_is_paired():
    assert align([Line("x", ("x",), "p")], [Line("x", ("x",), "tbl")]) == [(0, None), (None, 0)]


def test_similarity_of_nothing_and_of_opposites():
    assert similarity([], []) == 1.0
    assert similarity(["a"], ["b"]) == 0.0
