"""Every planted fault is found where it stands, and nothing else is; the sound texts have no error and no warning."""

from __future__ import annotations

import pytest

from benchmarks.check import Plant, figures, found_in, plants, score, texts
from generator.desk import open_desk

PLANTS = tuple(plants())


def test_there_are_thirty_kinds_of_faults_in_three_texts_or_more():
    kinds: dict[str, set[str]] = {}
    for plant in PLANTS:
        kinds.setdefault(plant.kind, set()).add(plant.name)
    assert len(kinds) >= 30 and all(len(names) >= 3 for names in kinds.values())


@pytest.mark.parametrize("name", sorted(texts()))
@pytest.mark.parametrize("form", ["txt", "docx"])
def test_a_sound_text_has_no_error_and_no_warning(tmp_path, name, form):
    found = found_in(open_desk(), tmp_path, texts()[name], form)
    assert [(f.code, f.where, f.message) for f, _ in found if f.severity != "advice"] == []


@pytest.mark.parametrize("plant", PLANTS, ids=[f"{p.kind} in {p.name}".replace(" ", "-") for p in PLANTS])
def test_a_planted_fault_is_found_where_it_stands_and_nothing_else(tmp_path, plant: Plant):
    one = score(open_desk(), tmp_path, plant, "txt", {})
    assert one.found, plant.text
    assert [(f.code, f.where, f.message) for f in one.others] == []


@pytest.mark.parametrize("plant", PLANTS[::6], ids=[f"{p.kind} in {p.name}".replace(" ", "-") for p in PLANTS[::6]])
def test_a_planted_fault_is_found_in_word_too(tmp_path, plant: Plant):
    one = score(open_desk(), tmp_path, plant, "docx", {})
    assert one.found and not one.others


def test_a_miss_and_a_false_finding_lower_the_figures(tmp_path):
    plant = PLANTS[0]
    good = score(open_desk(), tmp_path, plant, "txt", {})
    missed = score(open_desk(), tmp_path, Plant(plant.kind, frozenset({"MO999"}), plant.name, plant.text, plant.lines), "txt", {})
    assert not missed.found and missed.others
    assert figures([good]) == (1.0, 1.0) and figures([good, missed]) == (0.5, 0.5)
