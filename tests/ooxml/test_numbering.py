"""Automatic numbers: Word counts to the document's own designators, or gets a list that makes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.document import Level
from generator.ooxml.names import qn
from generator.ooxml.numbering import Numbering, number_of, numeral
from tests.builders import CODE, INSTRUMENT

STYLES = ("decimal", "lower-letter", "upper-letter", "lower-roman", "upper-roman")


@given(st.integers(1, 300), st.sampled_from(STYLES), st.sampled_from(["({n})", "{n}.", "Section {n}.", "§ 17-{n}"]))
def test_a_designator_gives_back_its_number(n, style, pattern):
    assert number_of(Level(style, pattern), pattern.format(n=numeral(n, style))) == n


@pytest.mark.parametrize("designator", ["", "()", "(1)", "(a", "Section a.", "(ab)"])
def test_a_designator_that_word_cannot_count_to_has_no_number(designator):
    assert number_of(Level("lower-letter", "({n})"), designator) is None


def counted(numbering: Numbering, placed: list) -> list[str]:
    """What Word prints: counts of each list run by the rules of the format."""
    root = etree.fromstring(numbering.part())
    value = lambda node, path: node.find(path).get(qn("w:val"))  # noqa: E731
    nums = {num.get(qn("w:numId")): num for num in root.iter(qn("w:num"))}
    levels = {
        (a.get(qn("w:abstractNumId")), lvl.get(qn("w:ilvl"))): lvl
        for a in root.iter(qn("w:abstractNum"))
        for lvl in a.iter(qn("w:lvl"))
    }
    formats = {"decimal": "decimal", "lowerLetter": "lower-letter", "upperLetter": "upper-letter", "lowerRoman": "lower-roman"}
    state: dict[str, list[int]] = {}
    begun: set[tuple[str, int]] = set()
    out = []
    for one in placed:
        if not one.num:
            out.append(one.mark)
            continue
        num = nums[str(one.num)]
        abstract = value(num, qn("w:abstractNumId"))
        counts = state.setdefault(abstract, [0] * 9)
        for override in num.iter(qn("w:lvlOverride")):
            at = int(override.get(qn("w:ilvl")))
            if (str(one.num), at) not in begun and at <= one.level:
                begun.add((str(one.num), at))
                counts[at] = int(value(override, qn("w:startOverride"))) - (at == one.level)
        counts[one.level] += 1
        counts[one.level + 1 :] = [0] * (8 - one.level)
        lvl = levels[(abstract, str(one.level))]
        number = numeral(counts[one.level], formats[value(lvl, qn("w:numFmt"))])
        out.append(value(lvl, qn("w:lvlText")).replace(f"%{one.level + 1}", number) + one.mark)
    return out


def test_an_unbroken_run_uses_one_list():
    numbering = Numbering((INSTRUMENT,))
    wanted = [(0, "Section 1."), (1, "(a)"), (2, "(1)"), (2, "(2)"), (1, "(b)"), (0, "Section 2."), (1, "(a)")]
    placed = [numbering.place("instrument", level, designator) for level, designator in wanted]
    assert {one.num for one in placed} == {1}
    assert counted(numbering, placed) == [designator for _, designator in wanted]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=14))
def test_any_run_of_designators_is_what_word_prints(run):
    """Also an amendment that sets out section 5, then 9, or a subdivision alone."""
    numbering = Numbering((INSTRUMENT, CODE))
    levels = CODE.levels
    wanted = [(level, levels[level].pattern.format(n=numeral(n, levels[level].style))) for level, n in run]
    placed = [numbering.place("code", level, designator) for level, designator in wanted]
    assert counted(numbering, placed) == [designator for _, designator in wanted]


def test_what_is_deleted_is_not_counted():
    numbering = Numbering((INSTRUMENT,))
    numbering.place("instrument", 0, "Section 1.")
    numbering.place("instrument", 0, "Section 2.", counted=False)
    assert numbering.place("instrument", 0, "Section 2.").num == 1


def test_typed_numbers_have_no_list():
    placed = Numbering((INSTRUMENT,), literal=True).place("instrument", 0, "Section 1.")
    assert (placed.num, placed.mark, placed.properties) == (0, "Section 1.", "")


def test_the_last_period_stands_outside_the_number():
    """So that a REF field reads "Section 5(b)", not "Section 5.(b)"."""
    assert Numbering((INSTRUMENT,)).place("instrument", 0, "Section 1.").mark == "."
    assert Numbering((INSTRUMENT,)).place("instrument", 1, "(a)").mark == ""
