"""Each check of a sound draft finds the fault that it is there for, and none in a sound document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document import Blank, Duty, EndNote, Items, Paragraph, Recital, Reference, Row, Section, Table, Term, Text
from tests.builders import cell, doc, para, provision, said, section
from tests.soundness import CHECKS, faults

PAIR = (provision("two.a", "(a)", "An agency stays."), provision("two.b", "(b)", "It goes."))
DEFINITIONS = section("definitions", "Definitions", para("definitions.door", Term("door", "Door", True), " means a way.", role="definition"))


def chapter(*blocks) -> tuple:
    return (section("chapter", "Chapter", para("chapter.lead", "The code is amended:", role="lead"), *blocks, number=1),)


SOUND = chapter(
    replace(DEFINITIONS, series="code", designator="§ 17-1."),
    section("two", "Two", provision("two.a", "A.", "Each ", Term("door", "door"), " stays under ", Reference("two.b", "§ 17-2.B"), ".", series="code"),
            provision("two.b", "B.", "The Township ", Duty("must not", "shall not"), " go.", series="code"), number=2, series="code"))


def with_text(*content) -> tuple:
    return chapter(section("two", "Two", para("two.text", *content, role="lead"), series="code"))


BROKEN = {
    "blanks_are_labelled": with_text("A ", Blank("", "officers.clerk.title"), "."),
    "nothing_is_left_unfilled": with_text("A {{ place.name }} stays."),
    "words_run_cleanly": with_text("The the door stays ."),
    "sentences_begin_and_end": with_text("this Ordinance stays."),
    "terms_are_defined_used_once_and_in_order": with_text("A ", Term("door", "door"), " stays."),
    "references_lead_somewhere": with_text("See ", Reference("nowhere", "Section 9"), "."),
    "nothing_stands_alone": chapter(section("two", "Two", provision("two.a", "A.", "Alone.", series="code"), series="code")),
    "numbers_run_on": chapter(section("two", "Two", para("p", "Text.", role="lead"), number=4, series="code")),
    "ids_are_unique": chapter(section("two", "Two", para("p", "A."), para("p", "B."), series="code")),
    "it_calls_itself_by_its_name": with_text("Nothing in this Order stays."),
    "the_place_is_called_by_its_kind": with_text("Nothing binds the City."),
    "no_duty_loses_its_not": with_text("It ", Duty("must not", "shall"), " stay."),
    "notes_have_their_marks": (*with_text("Text."), EndNote("note.1", 1, said("A source."))),
    "tables_are_whole": (*with_text("Text."), Table("t", (Row((cell("a", "A"), cell("b", "B"))), Row((cell("c", "C"),))))),
}
MORE = {
    "a blank for no field": with_text("A ", Blank("door", "nothing"), "."),
    "a definition that nobody uses": chapter(replace(DEFINITIONS, series="code", designator="§ 17-1.")),
    "a wrong number in a reference": with_text("See ", Reference("two", "§ 17-9"), "."),
    "an empty reference": with_text("See ", Reference("two"), "."),
    "a list of one": with_text("Text.") + (Items("list", (said("one"),), True),),
    "an empty section": chapter(Section("two", said("Two"), (), "code", "§ 17-1.")),
    "a provision without an end": chapter(section("two", "Two", *(replace(p, series="code", designator=d, chapeau=said("It goes"))
                                                                    for p, d in zip(PAIR, ("A.", "B."), strict=True)), series="code")),
    "a recital with a full stop": with_text("Text.") + (Recital("r", said("WHEREAS, it is so.;")),),
    "definitions out of order": with_text(Text("A "), Term("b", "B", True), Term("a", "A", True), Term("a", "a"), Term("b", "b"), "."),
    "space at the end": with_text("Text. ") + (Paragraph("q", said("Text.")),),
}


def test_a_sound_document_has_no_fault():
    assert faults(doc(*SOUND), "township") == []


@pytest.mark.parametrize("check", BROKEN)
def test_each_check_finds_its_fault(check):
    assert check in {f.partition(":")[0] for f in faults(doc(*BROKEN[check]), "township")}


@pytest.mark.parametrize("what", MORE)
def test_other_faults_are_found_too(what):
    assert faults(doc(*MORE[what]), "township")


def test_every_check_has_its_fault():
    assert {c.__name__ for c in CHECKS} == set(BROKEN)
