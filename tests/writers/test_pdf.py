"""PDF, judged by Poppler: tagged, titled, in its language, fonts embedded, the words in it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest

from generator import sources
from generator.document import Citation
from generator.errors import DraftingError
from generator.language import load_language
from generator.writers import WRITERS, WriterOptions, pdf
from tests import builders, languages
from tests.builders import doc, para
from tests.specimens import specimen

FONTS = {  # language: words in it, the one font of its script
    "es": ("La ciudad no debe detener a nadie.", ("NotoSerif", "LiberationSerif", "TimesNewRoman")), "ar": ("لا يجوز للمدينة احتجاز أي شخص", "NotoSansArabic"),
    "ur": ("شہر کسی شخص کو حراست میں نہیں رکھ سکتا", "NotoNastaliqUrdu"), "gu": ("શહેર કોઈને અટકાયતમાં રાખી શકશે નહીં", "NotoSansGujarati"),
    "hi": ("नगर किसी व्यक्ति को हिरासत में नहीं रख सकता", "NotoSansDevanagari"), "ko": ("시는 누구도 구금할 수 없다", "NotoSansCJK"),
    "zh-Hans": ("本市不得拘留任何人。", "NotoSansCJK"),
}


def spoken(tag: str):
    """A sentence with brackets, a section sign and a citation, in the fonts that Word would use."""
    record = load_language(tag, sources.shipped("locales")).record()
    return doc(para("p", FONTS[tag][0] + " (§ 4) ", Citation("8 U.S.C. § 1357(g)")), language=record, final=True, title=f"Title {tag}")


@pytest.fixture
def poppler(needs, tmp_path):
    """Reads a PDF with one of Poppler's programs."""
    def read(program: str, data: bytes, *options: str) -> str:
        file = tmp_path / "it.pdf"
        file.write_bytes(data)
        return subprocess.run([needs(program), *options, str(file), *(["-"] if program == "pdftotext" else [])],
                              capture_output=True, text=True, check=True).stdout

    return read


def test_many_files_in_one_call_come_back_in_their_order(needs, poppler):
    needs("soffice", "libreoffice")
    documents = [replace(specimen(final=True, redline=False), title="First"), languages.arabic_sample(),
                 replace(builders.sample(), title="Third")]
    documents = [replace(d, properties=replace(d.properties, title=d.title or d.properties.title)) for d in documents]
    written = pdf.write_many(documents)
    for document, one in zip(documents, written, strict=True):
        told = poppler("pdfinfo", one.data)
        assert re.search(rf"^Title:\s+{re.escape(document.title)}$", told, re.M)
        assert re.search(r"^Tagged:\s+yes$", told, re.M)
        assert not re.search(r"^Author:", told, re.M)
        language = {"ar": "ar", "en-US": "en-US"}[document.language.tag]
        assert re.search(rb"/Lang\(" + language.encode() + rb"[^)]*\)", one.data)
        fonts = poppler("pdffonts", one.data).splitlines()[2:]
        assert fonts and all(re.search(r"\byes\s+(yes|no)\s+yes\s+\d+\s+\d+$", line) for line in fonts), fonts


def test_the_words_of_the_document_are_in_it(needs, poppler):
    needs("soffice", "libreoffice")
    words = " ".join(poppler("pdftotext", WRITERS["pdf"].write(specimen()).data, "-layout").split())
    for said in ("An agency must act promptly and in writing.", "subsection (a)", "Every resident may use the services of the City.",
                 "A source that no words point to."):
        assert said in words


def test_each_script_has_its_font_and_no_salad(needs, poppler):
    needs("soffice", "libreoffice")
    written = pdf.write_many([spoken(tag) for tag in FONTS])
    for (tag, (_, font)), one in zip(FONTS.items(), written, strict=True):
        found = {line.split()[0].partition("+")[2] for line in poppler("pdffonts", one.data).splitlines()[2:]}
        assert any(name.startswith(font) for name in found), (tag, found)
        assert not any("DejaVu" in name or "Kufi" in name for name in found), (tag, found)


@pytest.mark.parametrize("tag", ["ar", "ur"])
def test_no_line_of_a_right_to_left_pdf_ends_inside_a_citation(needs, poppler, tag):
    needs("soffice", "libreoffice")
    record, word = load_language(tag, sources.shipped("locales")).record(), {"ar": "لا", "ur": "شہر"}[tag]
    filled = range(12, 60)  # so that the citation comes to stand at every place near the end of a line
    blocks = [para(f"p{n}", f"{' '.join([word] * n)} ", Citation("8 U.S.C. § 1357(g)"), f" {word}") for n in filled]
    data = pdf.write(doc(*blocks, language=record, final=True, title="Citations"), WriterOptions()).data
    words = re.findall(r'<word [^>]*yMin="([\d.]+)"[^>]*>([^<]*)</word>', poppler("pdftotext", data, "-bbox"))
    told = {piece: [y for y, said in words if piece in said] for piece in ("U.S.C.", "1357")}
    assert len(told["U.S.C."]) == len(told["1357"]) == len(filled)
    assert told["U.S.C."] == told["1357"]  # both on one line, each time
    assert not [said for _, said in words if said.strip("\u200e\u200f") in ("13", "57(g)", "7(g)", "135", "(g)")]


def test_a_right_to_left_heading_stays_inside_its_margin(needs, poppler):
    needs("soffice", "libreoffice")
    data = pdf.write(languages.arabic_sample(), WriterOptions()).data
    width = float(re.search(r'<page width="([\d.]+)"', poppler("pdftotext", data, "-bbox"))[1])
    right = max(float(x) for x in re.findall(r'<word [^>]*xMax="([\d.]+)"', poppler("pdftotext", data, "-bbox")))
    assert right <= width - 72 + 1  # an inch of margin


def test_a_machine_without_libreoffice_and_typst_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf.typeset, "installed", lambda: False)
    with pytest.raises(DraftingError, match="a PDF needs LibreOffice or Typst") as told:
        WRITERS["pdf"].write(specimen())
    assert "apt-get install libreoffice-writer" in str(told.value) and "pip install 'model-ordinance[pdf]'" in str(told.value)


def test_instruments_are_libreoffice_s_and_sheets_typst_s_and_each_helps_the_other_out(monkeypatch):
    order, sheet = specimen(), replace(specimen(), layout="sheet")
    plain, letterhead = WriterOptions(), WriterOptions(template=b"a Word file")

    def made(office: bool, typst: bool, *jobs):
        monkeypatch.setattr(pdf.shutil, "which", lambda name: "/usr/bin/soffice" if office else None)
        monkeypatch.setattr(pdf.typeset, "installed", lambda: typst)
        return [pdf.by_typst(*job) for job in jobs]

    assert made(True, True, (order, plain), (sheet, plain), (sheet, letterhead)) == [False, True, False]
    assert made(False, True, (order, plain), (sheet, plain), (sheet, letterhead)) == [True, True, True]
    assert made(True, False, (order, plain), (sheet, plain), (sheet, letterhead)) == [False, False, False]
    assert made(True, False, (replace(order, layout="leaflet"), plain)) == [True]  # nothing else folds


def test_a_mixed_pile_comes_back_in_its_order(needs, poppler):
    needs("soffice", "libreoffice")
    titles = ["One", "Two", "Three"]
    pile = [replace(builders.sample(), layout=layout, properties=replace(builders.sample().properties, title=title))
            for title, layout in zip(titles, ("sheet", "instrument", "sheet"), strict=True)]
    written = pdf.write_many(pile)
    told = [poppler("pdfinfo", one.data) for one in written]
    assert [re.search(r"^Title:\s+(.*)$", t, re.M)[1] for t in told] == titles
    assert ["Typst" in t for t in told] == [True, False, True]


def test_a_program_that_makes_nothing_is_told_with_the_documents_title(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho 'source file could not be loaded' >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("SOFFICE", str(program))
    with pytest.raises(DraftingError, match="no PDF of Welcoming Ordinance: source file could not be loaded"):
        pdf.write_many([specimen()])


def test_no_documents_need_no_program(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    assert pdf.write_many([]) == ()


def test_drafters_notes_are_told_as_unshown(needs):
    needs("soffice", "libreoffice")
    assert any("drafter's notes" in u for u in WRITERS["pdf"].write(specimen(), WriterOptions(comments=True)).unshown)
    assert not any("drafter's notes" in u for u in WRITERS["pdf"].write(specimen(final=True)).unshown)
