"""Instruments that others wrote, read from typed text and Markdown: parts, levels, places, what was not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import (
    Blank, Citation, Document, Enacting, Items, Paragraph, Provision, Recital, Reference, Section, SignatureBlock, Term, Title, plain, walk,
)
from generator.errors import DraftingError, UnusableInput
from generator.readers.foreign import Read, read

FOLDER = Path(__file__).parent / "foreign"


def opened(name: str, **asked) -> Read:
    return read((FOLDER / name).read_bytes(), name, **asked)


def typed(text: str, name: str = "x.txt", **asked) -> Read:
    return read(text.encode(), name, **asked)


def outline(document: Document) -> list[str]:
    """The designators of all sections and subdivisions, two spaces a level."""
    out: list[str] = []

    def go(block, depth: int) -> None:
        if isinstance(block, Section | Provision):
            out.append("  " * depth + (block.designator or plain(block.heading)))
            for child in block.children:
                go(child, depth + 1)

    for block in document.blocks:
        go(block, 0)
    return out


def of(document: Document, kind: type) -> list:
    return [n for n in walk(document.blocks) if isinstance(n, kind)]


# --------------------------------------------------------------------------------------------------------------
# Parts


def test_an_order_of_2017_is_read_with_all_its_parts():
    found = opened("riverton-order.txt")
    title = of(found.document, Title)[0]
    assert (plain(title.government), plain(title.number)) == ("CITY OF RIVERTON, OFFICE OF THE MAYOR", "EXECUTIVE ORDER NO. 17-03")
    assert [plain(r.content)[:30] for r in of(found.document, Recital)] == [
        "WHEREAS, the City of Riverton ", "WHEREAS, residents must be abl"]
    assert len(of(found.document, Enacting)) == 1
    assert [plain(s.heading) for s in of(found.document, Section)] == ["DEFINITIONS", "USE OF RESOURCES", "SEVERABILITY", "EFFECTIVE DATE"]
    assert [s.kind for s in of(found.document, SignatureBlock)] == ["execution", "attestation"]
    assert (found.guess.instrument, found.guess.place_kind, found.guess.place) == ("executive-order", "city", "Riverton")


def test_levels_typed_by_hand_are_understood():
    assert outline(opened("riverton-order.txt").document) == [
        "1.", "  A.", "  B.", "  C.", "2.", "  A.", "  B.", "    i.", "    ii.", "    iii.", "  C.", "3.", "4."]


def test_an_unnumbered_paragraph_after_items_is_no_part_of_the_last_item():
    order = opened("riverton-order.txt").document
    last = next(p for p in of(order, Provision) if p.designator == "iii.")
    assert plain(last.chapeau) == "arrests."
    assert any(plain(p.content).startswith("This subsection does not") for p in of(order, Paragraph))


def test_articles_sections_run_in_subdivisions_and_brackets_of_two_kinds():
    bill = opened("bexley-bill.txt").document
    assert outline(bill) == ["Section 101.", "Section 102.", "  (1)", "  (2)", "Section 201.", "  (a)", "  (b)", "Section 202.", "  (a)", "    (1)",
                             "    (2)", "  (b)", "Section 203.", "  a)", "    1)", "    2)", "  b)"]
    person = next(p for p in of(bill, Provision) if plain(p.chapeau).startswith("An employee shall not hold"))
    assert plain(person.chapeau) == "An employee shall not hold a person on a civil warrant."
    assert [plain(p.content) for p in of(bill, Paragraph) if p.role == "heading"] == ["ARTICLE I", "GENERAL", "ARTICLE II", "DUTIES"]


def test_sections_of_a_code_stand_inside_the_section_that_adds_them():
    ordinance = opened("elmtree-ordinance.md").document
    top = [b for b in ordinance.blocks if isinstance(b, Section)]
    assert [s.designator for s in top] == ["SECTION 1.", "SECTION 2.", "SECTION 3."]
    inner = [b for b in top[0].children if isinstance(b, Section)]
    assert [(s.designator, plain(s.heading), s.series) for s in inner] == [
        ("§ 2-80.", "Definitions", "code"), ("§ 2-81.", "Detainers", "code"), ("§ 2-82.", "Privacy", "code")]


def test_definitions_without_quotation_marks_are_definitions_in_their_section():
    ordinance = opened("elmtree-ordinance.md").document
    assert [plain(p.content)[:8] for p in of(ordinance, Paragraph) if p.role == "definition"] == ["Agency s", "Detainer"]


def test_a_resolution_has_its_resolved_clauses_and_two_columns_of_signatures():
    found = opened("fairview-resolution.txt")
    assert plain(of(found.document, Enacting)[0].content).endswith("of the Township of Fairview that")
    said = [plain(p.content) for p in of(found.document, Paragraph)]
    assert said[0].startswith("the Township shall remain") and sum(s.startswith("BE IT FURTHER RESOLVED") for s in said) == 2
    assert (found.guess.instrument, found.guess.state, found.guess.county) == ("resolution", "NJ", "Morris")


def test_lines_broken_by_a_pdf_are_joined_and_designators_inside_sentences_are_none():
    order = opened("broken-order.txt").document
    assert outline(order)[:5] == ["Section 1.", "  (a)", "  (b)", "Section 2.", "Section 3."]
    first = next(p for p in of(order, Provision) if p.designator == "(a)")
    assert plain(first.chapeau).endswith("in subsection (b) of this section or in 8 U.S.C. 1373.")
    assert any("keeps victims of crime" in plain(r.content) for r in of(order, Recital))
    assert any("on an immigration detainer" in plain(p.content) for p in of(order, Paragraph))


# --------------------------------------------------------------------------------------------------------------
# Words


def test_references_that_lead_somewhere_citations_and_blanks_are_known():
    found = typed("Section 1. Definitions\n\n“Agency” means a department.\n\nSection 2. Rule\n\n(a) An agency must follow 8 U.S.C. § 1373 and "
                  "Section 1.\n\n(b) An agency must ask the [NAME OF OFFICER] under subsection (a) and Section 9.\n")
    references = [(r.text, r.target) for r in of(found.document, Reference)]
    assert [t for t, _ in references] == ["Section 1", "subsection (a)"]
    assert all(any(getattr(b, "id", "") == target for b in walk(found.document.blocks)) for _, target in references)
    assert [c.text for c in of(found.document, Citation)] == ["8 U.S.C. § 1373"]
    assert [b.label for b in of(found.document, Blank)] == ["NAME OF OFFICER"]
    assert [(t.text, t.defining) for t in of(found.document, Term)] == [("Agency", True), ("agency", False), ("agency", False)]


def test_a_section_of_another_law_is_no_reference_of_this_one():
    found = typed("Section 1. A\n\nAn agency follows Section 2 of the Voting Rights Act.\n\nSection 2. B\n\nAn agency waits.\n")
    assert of(found.document, Reference) == []


def test_the_items_of_a_definition_are_no_subdivisions_of_the_section():
    found = typed("Section 1. Definitions\n\n(a) “Paper” means\n\n(1) a form; or\n\n(2) a letter.\n\n(b) “Town” means the Town.\n")
    assert outline(found.document) == ["Section 1.", "  (a)", "    (1)", "    (2)", "  (b)"]
    unmarked = typed("Section 1. Definitions\n\n“Paper” means\n\n(1) a form; or\n\n(2) a letter.\n\n“Town” means\n\n(1) land; or\n\n(2) people.\n")
    assert outline(unmarked.document) == ["Section 1."] and [len(i.items) for i in of(unmarked.document, Items)] == [2, 2]


# --------------------------------------------------------------------------------------------------------------
# Places and what was not understood


def test_every_block_has_its_line_and_an_id_that_no_draft_of_ours_has():
    found = opened("riverton-order.txt")
    section = of(found.document, Section)[1]
    assert section.id.startswith("foreign.s2.") and found.numbers[section.id] == 24 and found.places[section.id] == "line 24"
    ids = [b.id for b in walk(found.document.blocks) if hasattr(b, "designator")]
    assert len(ids) == len(set(ids)) and set(ids) <= set(found.places)


def test_an_id_follows_the_words_and_not_the_file():
    text = (FOLDER / "riverton-order.txt").read_text()
    one = {b.id for b in of(typed(text).document, Provision)}
    other = {b.id for b in of(typed("\n\n" + text.replace("any department, board", "any unit, board")).document, Provision)}
    assert len(one - other) == 1 and len(other - one) == 1


def test_a_list_whose_first_mark_was_lost_is_said():
    found = typed("Section 1. Rule\n\nAn agency must ask.\n\n(b) An agency must wait.\n\n(c) An agency must write.\n")
    assert any("begins a list at (b)" in n.why and n.place == "line 5" for n in found.not_understood)


def test_what_one_says_of_a_file_holds_against_the_guess():
    found = typed("BE IT ORDAINED by the Council:\n\nSection 1. Rule\n\nAn agency waits.\n", kind="resolution", language="es")
    assert found.document.kind == "resolution" and found.document.language.tag == "es"


def test_the_language_is_guessed_from_common_words():
    found = typed("CONSIDERANDO que la ciudad de los residentes es de todos y que el miedo de las familias daña a la comunidad del lugar;\n")
    assert found.guess.language == "es"


@pytest.mark.parametrize(("data", "name", "said"), [
    (b"", "x.txt", "holds no words"), (b"   \n\n", "x.txt", "holds no words"), (bytes(range(32)) * 20, "x.txt", "no text"),
    (b"%PDF-1.4 broken", "x.pdf", "cannot be read"), (b"PK\x03\x04broken", "x.docx", "no Word document"),
    (b"PK\x03\x04broken", "x.odt", "no OpenDocument"), (b"{\\rtf1}", "x.rtf", "rich text"),
])
def test_a_file_that_cannot_be_read_is_refused_in_words(data, name, said):
    with pytest.raises(UnusableInput, match=said):
        read(data, name)


def test_an_unknown_kind_of_file_is_named():
    with pytest.raises(DraftingError, match="no kind of file"):
        read(b"words", "x.pages")


def test_the_lines_above_the_recitals_are_sorted_into_a_title():
    found = typed("EXECUTIVE ORDER\n\nNo. 2017-2\n\nMayor Alex Q. Public\n\nCity of Marlow, New Jersey\n\nRE:  Fair and Welcoming City\n\n"
                  "WHEREAS, trust is needed;\n\nNOW, THEREFORE, I, Alex Q. Public, Mayor, do hereby order:\n\n1. RULE\n\nAn agency waits.\n")
    title = of(found.document, Title)[0]
    assert [plain(x) for x in (title.government, title.number, title.short)] == [
        "City of Marlow, New Jersey", "EXECUTIVE ORDER No. 2017-2", "Fair and Welcoming City"]


def test_a_text_copied_out_of_a_pdf_loses_its_page_numbers():
    says = ("A Department shall ask a person first and\nthen wait for the answer.", "The Clerk shall keep a list of answers and\npublish it each year.",
            "The Mayor shall read the list and\nanswer each question that it raises.")
    pages = [f"North Alder Bill No. 17-211\n     ({'abc'[i]}) {words}\n                    {i + 1}\n" for i, words in enumerate(says)]
    found = typed("BE IT ORDAINED by the Council:\nSection 1. Rule.\n" + "".join(pages))
    assert [plain(p.chapeau) for p in of(found.document, Provision)] == [words.replace("\n", " ") for words in says]
    assert any("page number" in n.why for n in found.not_understood)


@pytest.mark.parametrize("text", ["A City agency must ask a person. An agent may wait.", "The clerk of the council sends a copy to a town."])
def test_english_is_not_taken_for_another_language(text):
    assert typed(text).guess.language == "en-US"
