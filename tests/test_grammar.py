"""What docs/clauses.md promises of clause text, and every fault of it with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.grammar import (
    CiteUse,
    Condition,
    DutyWord,
    LawUse,
    Message,
    RefUse,
    Spot,
    TermUse,
    Value,
    Words,
    parse,
    parts,
    walk,
)

DETAINERS = """\
An [[agency]] must not tell an [[immigration authority]]
  (date) when a person will be released; or
  (place) where a person will be released,
unless the authority presents a [[judicial warrant]] for that person.

(interview) An agency must not let an immigration authority interview a person in custody unless the person
consents in writing. [[ref:privacy.records]] applies to the form.
"""


def outline(text: str) -> list[tuple[int, str]]:
    """Level and path of every subdivision of a sound text."""
    parsed = parse(text)
    assert parsed.wrong == ()
    return [(level, path) for level, path, _ in walk(parsed.subdivisions)]


def faults(text: str) -> list[tuple[int, int, str]]:
    """Line, column and problem of everything that is wrong."""
    return [(w.spot.line, w.spot.column, w.problem) for w in parse(text).wrong]


def source(messages: tuple[Message, ...]) -> str:
    return " | ".join(m.source for m in messages)


# Structure ------------------------------------------------------------------------------------------------------


def test_indentation_is_the_level_and_names_make_the_paths():
    assert outline(DETAINERS) == [(1, "p1"), (2, "p1.date"), (2, "p1.place"), (1, "interview")]


def test_a_line_that_returns_to_the_margin_of_its_subdivision_is_flush_text():
    first, second = parse(DETAINERS).subdivisions
    assert source(first.flush) == "unless the authority presents a [[judicial warrant]] for that person."
    assert second.flush == ()


def test_lines_are_wrapped_freely_into_one_message():
    second = parse(DETAINERS).subdivisions[1]
    assert source(second.chapeau).startswith("An agency must not let an immigration authority interview a person in custody "
                                             "unless the person consents in writing.")
    assert len(second.chapeau) == 1


def test_a_blank_line_ends_a_subdivision():
    assert outline("One.\n\nTwo.\nstill two") == [(1, "p1"), (1, "p2")]


def test_four_levels_and_flush_text_at_each():
    text = ("(a) One\n  (b) two\n    (c) three\n      (d) four; or\n      (e) five,\n    flush three; or\n    (f) six,\n"
            "  flush two; or\n  (g) seven,\nflush one.")
    assert outline(text) == [(1, "a"), (2, "a.b"), (3, "a.b.c"), (4, "a.b.c.d"), (4, "a.b.c.e"), (3, "a.b.f"), (2, "a.g")]
    flush = {path: source(sub.flush) for _, path, sub in walk(parse(text).subdivisions) if sub.flush}
    assert flush == {"a": "flush one.", "a.b": "flush two; or", "a.b.c": "flush three; or"}


def test_a_run_in_heading_stands_after_the_name():
    sub = parse("(interview: Interviews in custody) An agency must not ask.").subdivisions[0]
    assert (sub.name, sub.heading, sub.chapeau[0].source) == ("interview", "Interviews in custody", "An agency must not ask.")


@pytest.mark.parametrize("heading", ["Custody: after release (A)", "(Old) custody (see 8 U.S.C. 1373)"])
def test_a_run_in_heading_may_hold_parentheses_in_pairs(heading):
    found = parse(f"(hold: {heading}) An agency must not ask.")
    sub, = found.subdivisions
    assert (sub.name, sub.heading, source(sub.chapeau), found.wrong) == ("hold", heading, "An agency must not ask.", ())


@pytest.mark.parametrize("text", ["(hold: Custody (A) An agency.", "(hold: A heading\nof two lines) An agency."])
def test_a_run_in_heading_without_an_end_is_a_fault(text):
    wrong, = parse(text).wrong
    assert "run-in heading" in wrong.problem and wrong.spot == Spot(1, 1)


@pytest.mark.parametrize("text", [
    "(Interview) Capitals are no name.", "(8 U.S.C. 1373) is cited so.", "An agency (the one) must.", "(a)",
])
def test_what_is_no_name_stays_text(text):
    sub = parse(text).subdivisions[0]
    assert sub.name == "" and source(sub.chapeau) == text


def test_the_keys_of_messages_name_each_paragraph_once():
    text = parse('(a) One.\n{% if has("b") %}\nMore.\n{% endif %}\n  (x) two; and\n  (y) three,\nflush.')
    assert [key for key, _ in text.messages()] == ["a", "a~2", "a~flush", "a.x", "a.y"]


# Parts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "part"), [
    ("[[judicial warrant]]", TermUse("judicial warrant")),
    ("[[judicial warrant|a warrant of a judge]]", TermUse("judicial warrant", "a warrant of a judge")),
    ("[[ref:privacy]]", RefUse("privacy")),
    ("[[ref:privacy.records]]", RefUse("privacy.records")),
    ("[[ref:.interview]]", RefUse(".interview")),
    ("[[cite:usc-1373]]", CiteUse("usc-1373")),
    ("[[law:records]]", LawUse("records")),
    ("{{ place.name }}", Value("place.name")),
    ("{{ officers.police_chief.title }}", Value("officers.police_chief.title")),
])
def test_each_mark_is_a_part(text, part):
    assert list(parts(text)) == [part]
    assert list(parts(f"x {text} y")) == [Words("x "), part, Words(" y")]


@pytest.mark.parametrize("word", ["must", "must not", "may", "may not"])
def test_words_of_authority_are_set_apart(word):
    assert list(parts(f"It {word} do so.")) == [Words("It "), DutyWord(word), Words(" do so.")]


@pytest.mark.parametrize("text", ["mustard and dismay", 'The form says "you must sign".', "He said “you may not”.", "In May 2020"])
def test_other_words_and_quotations_are_left_alone(text):
    assert list(parts(text)) == [Words(text)]


def test_a_quotation_is_left_alone_whatever_marks_stand_in_it():
    found = list(parts("It says “the [[agency]] must {{ place.name }}”, and must [[door|“open”]] may."))
    assert [p.word for p in found if isinstance(p, DutyWord)] == ["must", "may"]
    assert Words(" must ") in found


@given(st.lists(st.sampled_from(["An agency ", "must", " must not ", "may", " [[agency]] ", "{{ place.name }}", '"you must"',
                                 " [[ref:privacy]]", ". ", "; or"]), max_size=12))
def test_nothing_of_a_text_is_lost(pieces):
    def shown(part):
        match part:
            case Words(text=text):
                return text
            case DutyWord(word=word):
                return word
            case Value(expression=expression):
                return "{{ " + expression + " }}"
            case TermUse(term=term):
                return f"[[{term}]]"
            case RefUse(target=target):
                return f"[[ref:{target}]]"

    text = "".join(pieces)
    assert "".join(map(shown, parts(text))) == text


def test_parts_know_their_place_in_wrapped_lines():
    text = "(a) An [[agency]] must\n    not ask {{ place.kind }};\n  (b) tell [[ref:privacy]]"
    marks = [p for p in parse(text).parts() if hasattr(p, "spot")]
    assert [(type(p).__name__, p.spot.line, p.spot.column) for p in marks] == [
        ("TermUse", 1, 8), ("Value", 2, 13), ("RefUse", 3, 12)]


# Conditions -----------------------------------------------------------------------------------------------------


def conditions(text: str) -> list[tuple[str, list[tuple[str, bool]]]]:
    return [(m.source, [(c.expression, c.negated) for c in m.conditions]) for _, m in parse(text).messages()]


def test_a_condition_wraps_whole_sentences_of_one_paragraph():
    assert conditions('(a) One.\n{% if has("x") %}\nTwo.\n{% endif %}\nThree.') == [
        ("One.", []), ("Two.", [('has("x")', False)]), ("Three.", [])]


def test_else_and_elif_negate_what_came_before():
    text = "{% if law.trust %}\n(a) A.\n{% elif law.records %}\n(b) B.\n{% else %}\n(c) C.\n{% endif %}"
    assert conditions(text) == [
        ("A.", [("law.trust", False)]),
        ("B.", [("law.trust", True), ("law.records", False)]),
        ("C.", [("law.trust", True), ("law.records", True), ("true", False)])]


def test_conditions_nest_and_wrap_subdivisions():
    text = "(a) One\n{% if x %}\n  (b) two;\n{% if y %}\n  (c) three;\n{% endif %}\n{% endif %}\n  (d) four; or\n  (e) five."
    assert outline(text) == [(1, "a"), (2, "a.b"), (2, "a.c"), (2, "a.d"), (2, "a.e")]
    assert [len(c) for _, c in conditions(text)] == [0, 1, 2, 0, 0]


def test_the_same_name_may_stand_under_two_conditions():
    assert outline("{% if x %}\n(a) One.\n{% else %}\n(a) Two.\n{% endif %}\n\n(b) Three.") == [(1, "a"), (1, "a"), (1, "b")]


def test_a_condition_may_stand_indented():
    assert outline("(a) One\n  {% if x %}\n  (b) two;\n  {% endif %}\n  (c) three; or\n  (d) four.")[1:] == [
        (2, "a.b"), (2, "a.c"), (2, "a.d")]


# Faults ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "line", "column", "problem"), [
    ("One\n   (a) two; or\n   (b) three.", 2, 4, "indented by 3 spaces"),
    ("One\n      (a) two; or\n      (b) three.", 2, 7, "indented by more than one level"),
    ("One\n  two without a name", 2, 3, "an indented paragraph without a name"),
    ("{% if x %}\nOne.", 1, 1, "{% if %} without {% endif %}"),
    ("One.\n{% endif %}", 2, 1, "{% endif %} without {% if %}"),
    ("One.\n{% else %}", 2, 1, "{% else %} without {% if %}"),
    ("One {% if x %} two {% endif %}", 1, 5, "a stray '{%'"),
    ("One [[agency two.", 1, 5, "a stray '[['"),
    ("One agency]] two.", 1, 11, "a stray ']]'"),
    ("One {{ place.name two.", 1, 5, "a stray '{{'"),
    ("One\ntwo place.name }} three.", 2, 16, "a stray '}}'"),
    ("One [[ ]] two.", 1, 5, "an empty [[ ]]"),
    ("One [[|shown]] two.", 1, 5, "an empty [[ ]]"),
    ("One [[ref:]] two.", 1, 5, "[[ref:]] names nothing"),
    ("One [[cite: ]] two.", 1, 5, "[[cite:]] names nothing"),
    ("(a) One.\n\n(a) Two.", 3, 1, "the name 'a' is used twice here"),
    ("(a) One\n  (x) two; or\n  (x) three.", 3, 3, "the name 'x' is used twice here"),
])
def test_each_fault_has_line_column_and_remedy(text, line, column, problem):
    wrong = parse(text).wrong
    assert (line, column, problem) in [(w.spot.line, w.spot.column, w.problem) for w in wrong]
    assert all(w.remedy for w in wrong)


def test_all_faults_of_a_text_come_at_once():
    assert len(faults("One [[ ]]\n   (a) two }}\n\n{% else %}\n(b) [[ref:]]")) >= 5


def test_a_second_else_is_a_fault():
    assert (5, 1, "{% else %} after {% else %}") in faults("{% if x %}\nA.\n{% else %}\nB.\n{% else %}\nC.\n{% endif %}")


def test_a_condition_without_a_test_is_a_fault():
    assert (1, 1, "{% if %} tests nothing") in faults("{% if %}\nA.\n{% endif %}")


def test_a_tag_of_another_kind_is_a_fault():
    assert (1, 1) in [f[:2] for f in faults("{% for x in y %}\nA.\n{% endfor %}")]


@given(st.text(alphabet="ab ()[]{}%|:.;\n", max_size=60))
def test_no_text_breaks_the_reading(text):
    parsed = parse(text)
    lines = text.split("\n")
    for wrong in parsed.wrong:
        assert 1 <= wrong.spot.line <= len(lines) and wrong.spot.column >= 1


def test_spots_do_not_count_in_comparison():
    assert Condition("x", spot=Spot(1, 1)) == Condition("x", spot=Spot(9, 9))
