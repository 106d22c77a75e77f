"""The HTML page, judged by html5lib, by its outline, and by axe-core in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest

from generator.desk import outputs
from generator.document import (
    Citation,
    Document,
    Items,
    LanguageRecord,
    Notice,
    Paragraph,
    Properties,
    Reference,
    Row,
    Section,
    Table,
    inline_text,
    walk,
)
from generator.writers import WRITERS, WriterOptions
from tests import builders, languages
from tests.builders import cell, doc, para, said, section
from tests.specimens import specimen

HTML = WRITERS["html"]
NS = "{http://www.w3.org/1999/xhtml}"


def report():
    """A report as the drafting room makes it: a heading of the first level, tables, lists; no title block."""
    rows = (Row((cell("r.h1", "Clause", header=True), cell("r.h2", "Why", header=True)), True),
            Row((cell("r.1", "Detainers"), cell("r.2", "State law requires it."))))
    return Document("report", "testville-nj", "Report on the ordinance", (
        Paragraph("r.title", said("Report on the ordinance"), "heading", 1), para("r.counsel", "Have counsel review it."),
        Paragraph("r.in", said("What is in it"), "heading", 2), Table("r.table", rows, (0.4, 0.6), "What is in it"),
        Paragraph("r.out", said("Left out"), "heading", 3), Items("r.items", (said("nothing"),)),
    ), final=True, properties=Properties("Report on the ordinance"))


PAGES = {
    "draft with every node": specimen(), "final": specimen(final=True, redline=False), "sample": builders.sample(),
    "arabic": languages.arabic_sample(), "chinese": languages.chinese_sample(), "gujarati": languages.gujarati_sample(),
    "report": report(),
    "sections only": doc(section("a", "One", para("a.1", "Words.")), final=True),
}


def page(document, **options) -> str:
    return HTML.write(document, WriterOptions(**options)).data.decode()


def tree(document, **options):
    """The page as html5lib reads it; any parse error is raised."""
    return html5lib.HTMLParser(strict=True).parse(page(document, **options))


def shown(node) -> str:
    """The words of a parsed page's body."""
    return " ".join("".join(node.find(f"{NS}body").itertext()).split())


@pytest.mark.parametrize("name", PAGES)
def test_html5_parses_without_an_error(name):
    tree(PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_headings_start_at_one_and_skip_no_level(name):
    levels = [int(e.tag[-1]) for e in tree(PAGES[name]).iter() if re.fullmatch(re.escape(NS) + "h[1-6]", str(e.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_every_link_inside_the_page_lands(name):
    elements = list(tree(PAGES[name]).iter())
    ids = [e.get("id") for e in elements if e.get("id")]
    assert len(ids) == len(set(ids))
    links = [e.get("href") for e in elements if e.get("href")]
    assert {x.removeprefix("#") for x in links} <= set(ids)
    labels = [e.get("aria-labelledby") for e in elements if e.get("aria-labelledby")]
    assert set(labels) <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_from_elsewhere(name, browser, tmp_path):
    asked: list[str] = []
    file = tmp_path / "page.html"
    file.write_text(page(PAGES[name]), encoding="utf-8")
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    tab.close()
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]


@pytest.mark.parametrize("width", [1100, 340])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name, width, judged):
    judged(page(PAGES[name]), width)


@pytest.mark.parametrize("place, instrument, language", [
    ("example-nj", "ordinance", "en"), ("san-marcos-tx", "resolution", "en"), ("passaic-nj", "executive-order", "en"),
    ("passaic-nj", "executive-order", "ar"), ("passaic-nj", "executive-order", "zh-Hans")])
def test_a_real_instrument_and_its_report_stand_before_the_judges(place, instrument, language, desk, profiles, judged):
    drafted = desk.draft(profiles[place], instrument, language=language)
    for file in outputs(drafted, ("html",), WriterOptions()):
        parsed = html5lib.HTMLParser(strict=True).parse(file.data.decode())
        ids = [e.get("id") for e in parsed.iter() if e.get("id")]
        assert len(ids) == len(set(ids)) and file.unshown == ()
        judged(file.data.decode())


@pytest.mark.parametrize("kind", ["handout", "menu", "petition", "letter", "memo", "testimony", "questions", "glossary"])
@pytest.mark.parametrize("language", ["es", "ar", "gu"])
def test_a_translated_sheet_stands_before_the_judges(kind, language, desk, profiles, judged):
    document = desk.outreach(profiles["passaic-nj"], kind, language=language).document
    said = page(document)
    html5lib.HTMLParser(strict=True).parse(said)
    judged(said)


def test_axe_would_find_a_fault(browser, axe):
    tab = browser.new_page()
    tab.set_content(page(PAGES["report"]).replace("</main>", '<img src="data:,"><p style="color:#999">pale</p></main>'))
    tab.evaluate(axe)
    found = {v["id"] for v in tab.evaluate("axe.run()")["violations"]}
    tab.close()
    assert {"image-alt", "color-contrast"} <= found


def test_every_word_of_every_inline_is_on_the_page():
    document = specimen()
    words = shown(tree(document))
    for node in walk(document):
        if hasattr(node, "text") and getattr(node, "text", ""):
            said_words = " ".join(inline_text(node, document.language).replace("\u00a0", " ").split())
            assert said_words in words.replace("\u00a0", " "), node


def test_text_that_looks_like_markup_stays_text():
    document = doc(para("p", "<script>alert(1)</script> & \"quotes\""), final=True,
                   title="</title><script>", header="</style><b>\"")
    html = page(document)
    assert "<script>" not in html and "</style><b>" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_draft_says_so_on_screen_and_on_each_printed_page_and_a_final_does_not():
    assert 'class="draft-mark">DRAFT: not for adoption' in page(specimen())
    assert '@top-center { content: "DRAFT: not for adoption"' in page(specimen())
    assert "DRAFT" not in page(specimen(final=True, redline=False))


def test_drafters_notes_are_in_a_draft_and_never_in_a_final():
    assert "Confirm the figure." in page(specimen())
    assert "Confirm the figure." not in page(specimen(), comments=False)
    assert "Confirm the figure." not in page(specimen(final=True))


def test_changes_name_their_author_and_date():
    html = page(specimen())
    assert '<del class="inline" title="A. Reviewer, 2026-02-01" datetime="2026-02-01">may</del>' in html
    assert '<ins class="block" title="A. Reviewer, 2026-02-01"' in html
    assert re.search(r'<a href="#duties\.a" class="move">⇄ Moved</a>', html)


def test_end_notes_are_linked_both_ways():
    html = page(specimen())
    assert html.count('href="#note.1"') == 2
    assert '<a href="#ref-note.1" role="doc-backlink">1.</a>' in html and 'href="#ref-note.1-2"' in html
    assert "A source that no words point to." in html


def test_telephone_numbers_and_citations_keep_their_direction_in_arabic():
    html = page(languages.arabic_sample())
    assert '<html lang="ar" dir="rtl">' in html
    assert '<bdi dir="ltr">(732) 555-0100</bdi>' in html
    assert '<bdi lang="en" dir="ltr" class="citation">8 U.S.C. § 1357(g)</bdi>' in html.replace("\u00a0", " ")


def test_a_long_citation_may_break_but_not_after_its_section_sign():
    html = page(doc(para("p", Citation("Tex. Code Crim. Proc. art. 2A.060 and § 752.053 of it")), final=True))
    assert "art.\u00a02A.060 and §\u00a0752.053" in html


def test_table_heads_have_scopes_and_a_head_without_words_is_a_cell():
    elements = list(tree(specimen(final=True, redline=False)).iter())
    heads = [e for e in elements if e.tag == f"{NS}th"]
    assert {e.get("scope") for e in heads} == {"col", "row"}
    assert all("".join(e.itertext()).strip() for e in heads)
    assert ["".join(e.itertext()) for e in elements if e.tag == f"{NS}caption"] == ["Roll call"]


def test_a_reference_to_nothing_keeps_its_words_and_is_told():
    written = HTML.write(doc(para("p", "See ", Reference("gone", "Section 9"), "."), final=True))
    assert "See Section 9." in written.data.decode()
    assert written.unshown == ("a link to gone, which is not in the document",)


def test_labels_come_in_the_language_of_the_document():
    record = LanguageRecord("es-US", labels={"draft_header": "BORRADOR", "page_of": "Página {page} de {pages}", "end_notes": "Fuentes"})
    html = page(replace(specimen(), language=record))
    assert "BORRADOR" in html and '"Página " counter(page) " de " counter(pages)' in html and ">Fuentes</h" in html
    assert "Sources" not in html


def test_a_notice_before_the_title_is_a_landmark_under_the_heading_of_the_page():
    parsed = tree(specimen())
    asides = [e for e in parsed.iter() if e.tag == f"{NS}aside"]
    kinds = [n.kind for n in walk(specimen()) if isinstance(n, Notice)]
    assert [e.get("class") for e in asides] == [f"notice {k}" for k in kinds]
    assert [e.tag for a in asides for e in a][0] == f"{NS}h2"


def test_many_sections_get_a_list_of_contents_and_few_do_not():
    many = doc(*(section(f"s{n}", f"Matter {n}", para(f"s{n}.1", "x"), number=n) for n in range(1, 7)), final=True)
    assert '<li><a href="#s6">Section 6. Matter 6</a></li>' in page(many)
    assert "<nav" not in page(PAGES["sections only"])
    assert sum(isinstance(n, Section) for n in walk(many)) == 6


def test_the_same_document_gives_the_same_bytes():
    assert HTML.write(specimen()).data == HTML.write(specimen()).data
