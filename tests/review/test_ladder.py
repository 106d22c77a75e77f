"""The ask ladder: rungs in order, steps word by word, a row a subdivision in Word."""

from __future__ import annotations

import pytest

from generator import sources
from generator.desk import ladder_file, open_desk
from generator.errors import DraftingError
from generator.profile import load_profile
from generator.review.ladder import Ladder, Line, Rung, step


@pytest.fixture(scope="module")
def desk():
    return open_desk()


@pytest.fixture(scope="module")
def town():
    return load_profile("passaic-nj", sources.shipped("profiles", "places"))


def rung(name: str, *lines: tuple[str, str]) -> Rung:
    return Rung(name, f"gives {name}", f"note {name}", tuple(Line(i, "", words) for i, words in lines))


def test_a_step_compares_subdivisions_of_the_same_name_word_by_word():
    a = rung("model", ("x.hold", "An agency must not hold a person."), ("x.log", "The log is public."))
    b = rung("narrow", ("x.hold", "An agency may hold a person."))
    assert step(a, b) == [
        [("same", "An agency "), ("deleted", "must not"), ("inserted", "may"), ("same", " hold a person.")],
        [("deleted", "The log is public.")],
    ]


def test_shifted_designators_are_no_change():
    a = Rung("model", "", "", (Line("x.a", "(a)", "One."), Line("x.b", "(b)", "Two.")))
    b = Rung("narrow", "", "", (Line("x.b", "(a)", "Two."),))
    assert step(a, b) == [[("deleted", "One.")], [("same", "Two.")]]


def test_the_ladder_of_a_topic_has_its_clauses_strongest_first(desk, town):
    ladders = desk.ladder(town, "detainers", "ordinance")
    assert [x.clause for x in ladders] == ["detainers", "release-notification"]
    assert [r.variant for r in ladders[0].rungs] == ["strong", "model", "narrow"]
    assert all(r.gives and r.note and r.lines for x in ladders for r in x.rungs)
    text = ladders[0].as_text()
    assert "[-" in text and "{+" in text and "On strong: " in text and "On narrow: " in text
    data = ladders[0].as_data()
    assert {s["from"] for s in data["steps"]} == {"strong", "model"}


def test_the_ladder_is_a_word_table_with_marked_steps(desk, town):
    import io

    from docx import Document

    data = ladder_file(desk, town, desk.ladder(town, "detainers", "ordinance"))
    tables = Document(io.BytesIO(data)).tables
    assert len(tables) == 2 and [c.text for c in tables[0].rows[0].cells] == ["Strong", "Model", "Narrow"]
    assert len(tables[0].rows) > 8, "a row a subdivision"
    assert "w:del " in tables[0]._tbl.xml and "w:ins " in tables[0]._tbl.xml


def test_an_unknown_topic_is_told_with_the_nearest_one(desk, town):
    with pytest.raises(DraftingError, match="detainers"):
        desk.ladder(town, "detainer", "ordinance")


def test_a_ladder_with_one_rung_has_no_step():
    assert Ladder("x", "X", "", (rung("model", ("x.a", "One.")),)).as_data()["steps"] == []
