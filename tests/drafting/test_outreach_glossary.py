"""The glossary sheet for interpreters: every term with its translation, or the words that nobody is sure."""

from __future__ import annotations

from generator.desk import open_desk
from generator.document import Foreign, Table, plain, walk
from generator.language.glossary import DUTIES, load_glossary


def table(language: str = "en", partial: bool = False):
    desk = open_desk()
    made = desk.outreach(desk.profile("passaic-nj"), "glossary", language=language, partial=partial)
    return next(n for n in walk(made.document) if isinstance(n, Table))


def rows(found: Table) -> list[list[str]]:
    return [[" ".join(plain(p.content) for p in c.blocks) for c in row.cells] for row in found.rows]


def test_every_term_of_the_glossary_is_on_the_sheet_once():
    found = rows(table())
    terms = [t for t in load_glossary() if t.key not in DUTIES]
    assert len(found) == len(terms) + 1
    said = {r[0]: r[1] for r in found[1:]}
    detainer = next(t for t in terms if t.key == "detainer")
    assert said[detainer.english] == detainer.cells["es"]


def test_a_term_without_a_sure_translation_says_so():
    unsure = [t for t in load_glossary() if t.key not in DUTIES and not t.ways("es")]
    said = {r[0]: r[1] for r in rows(table())[1:]}
    assert all("ask a certified translator" in said[t.english] for t in unsure)


def test_the_other_language_is_marked_as_such():
    assert {n.language for n in walk(table()) if isinstance(n, Foreign)} == {"es-US"}


def test_only_the_first_way_is_printed_and_only_the_notes_of_its_own_language():
    terms = {t.english: t for t in load_glossary() if t.key not in DUTIES}
    for tag in ("ar", "es"):
        for english, said, note in rows(table(tag))[1:]:
            assert "|" not in said and terms[english].cells[tag].startswith(said) or not terms[english].ways(tag)
            assert "{" not in note and "câmara" not in note and ("مرسوم" in note) == (tag == "ar" and terms[english].key == "ordinance")
    legal = next(t for t in terms.values() if t.key == "not_legal_advice")
    assert {r[0]: r[1] for r in rows(table("es"))}[legal.english] == "Esto no es asesoría legal."
