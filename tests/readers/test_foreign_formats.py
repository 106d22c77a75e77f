"""The same instrument out of Word, OpenDocument, HTML and PDF: automatic numbers as printed, furniture left out."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest
from docx import Document as Docx
from docx.oxml import parse_xml
from lxml import etree

from generator.desk import open_desk
from generator.document import Document, NoteAnchor, Paragraph, Provision, Section, Table, plain, walk
from generator.errors import UnusableInput
from generator.ooxml.names import W
from generator.readers import odt
from generator.readers.broken import raws, without_furniture
from generator.readers.foreign import read
from generator.writers import writer

LEVELS = (("decimal", "%1.", 1), ("upperLetter", "%2.", 1), ("lowerRoman", "(%3)", 1))
BODY = ((0, "Definitions"), (1, "“Agency” means a department."), (1, "“City” means the City."), (0, "Rule"), (1, "An agency must"), (2, "ask; and"),
        (2, "wait."), (1, "An agency must write."), (-1, "This rule has an end."), (0, "Effect"), (1, "This order takes effect at once."), (1, "It ends."))


def numbered_docx() -> bytes:
    """A Word file whose numbers Word makes; nothing of them is typed."""
    document = Docx()
    document.add_paragraph("CITY OF RIVERTON")
    document.add_paragraph("EXECUTIVE ORDER NO. 17-03")
    document.add_paragraph("NOW, THEREFORE, I, Dana Sample, Mayor, do hereby order:")
    part = document.part.numbering_part.element
    levels = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
                     for i, (form, text, start) in enumerate(LEVELS))
    part.insert(0, parse_xml(f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">{levels}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in BODY:
        paragraph = document.add_paragraph()
        paragraph.add_run(text).bold = level == 0
        if level >= 0:
            paragraph._p.get_or_add_pPr().append(parse_xml(
                f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def outline(document: Document) -> list[str]:
    return [f"{b.designator} {plain(b.heading) if isinstance(b, Section) else plain(b.chapeau)}"
            for b in walk(document.blocks) if isinstance(b, Section | Provision)]


def test_the_numbers_that_word_makes_are_read_as_printed():
    found = read(numbered_docx(), "order.docx")
    assert outline(found.document) == [
        "1. Definitions", "A. “Agency” means a department.", "B. “City” means the City.", "2. Rule", "A. An agency must", "(i) ask; and", "(ii) wait.",
        "B. An agency must write.", "3. Effect", "A. This order takes effect at once.", "B. It ends."]
    assert found.unit == "paragraph" and found.places[next(b.id for b in walk(found.document.blocks) if isinstance(b, Section))] == "paragraph 4"


def test_typed_line_breaks_superscripts_tables_and_deleted_words_in_word():
    document = Docx()
    document.add_paragraph("WHEREAS, many live here;\nBE IT ORDAINED by the Council:")
    document.add_paragraph("Section 1. Rule")
    paragraph = document.add_paragraph("The City is home to 70,537")
    paragraph.add_run("4").font.superscript = True
    paragraph.add_run(" people.")
    paragraph._p.append(parse_xml(f'<w:del xmlns:w="{W}" w:id="9" w:author="x"><w:r><w:delText>never</w:delText></w:r></w:del>'))
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Member"
    stream = io.BytesIO()
    document.save(stream)
    found = read(stream.getvalue(), "x.docx")
    kinds = [type(b).__name__ for b in found.document.blocks]
    assert kinds[:2] == ["Recital", "Enacting"]
    lead = next(b for b in walk(found.document.blocks) if isinstance(b, Paragraph) and b.role == "lead")
    assert plain(lead.content) == "The City is home to 70,537 people." and any(isinstance(i, NoteAnchor) for i in lead.content)
    assert any(isinstance(b, Table) for b in walk(found.document.blocks))
    assert any("tracked changes" in n.why for n in found.not_understood)


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
 <office:automatic-styles><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="a" style:num-prefix="("
 style:num-suffix=")"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="(" style:num-suffix=")"/></text:list-style>
 </office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>
 </text:changed-region></text:tracked-changes><text:p>BE IT ORDAINED by the Council:</text:p><text:h text:outline-level="1">Section 1. Rule</text:h>
 <text:list text:style-name="L1"><text:list-item><text:p>An agency<text:s text:c="2"/>must</text:p><text:list><text:list-item><text:p>ask; and</text:p>
 </text:list-item><text:list-item><text:p>wait.</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>It must write.</text:p>
 </text:list-item></text:list></office:text></office:body></office:document-content>"""


def odt_file(content: str = ODT) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def test_the_lists_of_an_opendocument_text_are_numbered_and_deleted_text_is_not_read():
    found = read(odt_file(), "x.odt")
    assert outline(found.document) == ["Section 1. Rule", "(a) An agency  must", "(1) ask; and", "(2) wait.", "(b) It must write."]
    assert "gone" not in " ".join(plain(b.content) for b in walk(found.document) if isinstance(b, Paragraph))


@pytest.mark.parametrize("content", ['<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "<x", "<x/>"])
def test_an_opendocument_file_that_cannot_be_trusted_or_read_is_refused(content):
    with pytest.raises(UnusableInput):
        read(odt_file(content), "x.odt")


def test_an_opendocument_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(odt, "MOST_BYTES", 100)
    with pytest.raises(UnusableInput, match="unpacks to more"):
        read(odt_file(), "x.odt")


def test_a_page_is_read_without_its_menus_and_with_the_numbers_a_browser_prints():
    page = """<html><head><title>x</title></head><body><nav>Home Contact</nav><header>City site</header>
      <h1>ORDINANCE NO. 5</h1><p>BE IT ORDAINED by the Council:</p>
      <h2>Section 1. Rule</h2><ol type="a"><li>An agency must<ol><li>ask; and</li><li>wait.</li></ol></li><li value="3">It must write.</li></ol>
      <p>Section 2. Effect<br>This ordinance takes effect at once.</p><script>var x = 1;</script></body></html>"""
    found = read(page.encode(), "x.html")
    assert outline(found.document) == ["Section 1. Rule", "a. An agency must", "1. ask; and", "2. wait.", "c. It must write.", "Section 2. Effect"]
    assert any("Home Contact" in n.text for n in found.not_understood)


def test_running_headers_and_page_numbers_are_dropped_and_said():
    words = ("ask the person first", "wait for an answer", "write it down at once", "keep the paper a year", "give the person a copy",
             "send it to the clerk", "tell nobody else of it", "hold no one for it", "train each new officer", "report to the council",
             "publish the numbers", "answer each complaint", "repeal the old order", "read it out aloud", "end the meeting")
    bodies = ["\n".join(words[n:n + 5]) for n in (0, 5, 10)]
    pages = [raws(f"Order 2017-06    City of Lakemont\n\n{body}\n\n{n}\n", n) for n, body in enumerate(bodies, 1)]
    kept, notes = without_furniture(pages)
    assert not any("Lakemont" in r.text or r.text.isdigit() for r in kept) and len(kept) == 15
    assert {n.why for n in notes} == {"running header or footer left out on every page", "page number left out"}


@pytest.fixture(scope="module")
def drafted() -> Document:
    """One of our own drafts."""
    desk = open_desk()
    return desk.draft(desk.profile("east-lansing-mi"), "ordinance").document


def operative(document: Document) -> list[str]:
    """All numbered headings and subdivisions of a document, in order."""
    out = []
    for block in walk(document.blocks):
        if isinstance(block, Section):
            out.append(f"{block.designator} {plain(block.heading)}".casefold())
        elif isinstance(block, Provision):
            out.append(f"{block.designator} {plain(block.heading)} {plain(block.chapeau)}".replace("\u2011", "-").casefold())
    return [" ".join(x.replace(".", " ").split()) for x in out]


@pytest.mark.parametrize("form", ["docx", "text", "html"])
def test_our_own_draft_comes_back_with_every_section_and_subdivision(drafted, form):
    row = writer(form)
    found = read(row.write(drafted).data, f"x.{row.extension}")
    wanted, got = operative(drafted), operative(found.document)
    missing = [w for w in wanted if w not in got]
    assert len(missing) <= len(wanted) // 50, missing[:5]
    assert found.guess.instrument == "ordinance" and found.guess.place_kind == "city"


def test_our_own_draft_comes_back_out_of_a_pdf(drafted):
    if not shutil.which("pdftotext"):
        pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    found = read(writer("pdf").write(drafted).data, "x.pdf")
    wanted, got = operative(drafted), operative(found.document)
    assert len([w for w in wanted if w not in got]) <= len(wanted) // 20
    assert any("page number" in n.why or "running" in n.why for n in found.not_understood)


def test_a_strange_part_of_a_word_file_does_not_stop_the_reading():
    data = numbered_docx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    root[0].insert(0, etree.fromstring(f'<w:strange xmlns:w="{W}"><w:p/></w:strange>'))
    parts["word/document.xml"] = etree.tostring(root)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert len(outline(read(stream.getvalue(), "x.docx").document)) == 11
