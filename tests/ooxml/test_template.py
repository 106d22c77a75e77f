"""Letterheads: what a file takes from one, what it leaves, and which are refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.shared import Inches, Pt

from generator.errors import UnusableInput
from generator.ooxml.names import PPR_ORDER, RPR_ORDER, qn
from generator.writers.word import WordOptions, write
from tests.builders import sample
from tests.languages import arabic_sample
from tests.writers.word_files import WordParts, shown


def png() -> bytes:
    """A picture of one blue dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x1e\x50\xa0")) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def town() -> bytes:
    """A letterhead with a seal, wide margins, a street in the footer and a style of its own."""
    document = docx.Document()
    section = document.sections[0]
    section.left_margin = Inches(1.5)
    header = section.header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(png()), width=Inches(0.5))
    header.add_run(" CITY OF TESTVILLE")
    section.footer.paragraphs[0].text = "155 Main Street"
    document.styles["Normal"].font.name = "Garamond"
    document.styles["Normal"].font.size = Pt(11)
    document.add_paragraph("Dear resident,")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written(town: bytes, document=None) -> WordParts:
    return WordParts(write(document or sample(), WordOptions(template=town)).data)


def test_header_footer_and_picture_are_taken_and_the_body_is_not(town):
    parts = written(town)
    header, footer = shown(parts.root("word/header1.xml")), shown(parts.root("word/footer1.xml"))
    assert "CITY OF TESTVILLE" in header and "DRAFT: not for adoption" in header
    assert "155 Main Street" in footer and "Page 1 of 1" in footer
    assert parts.parts["word/media/letterhead1.png"] == png()
    assert b"letterhead1.png" in parts.parts["word/_rels/header1.xml.rels"]
    assert "Dear resident" not in shown(parts.root())


def test_a_final_on_letterhead_bears_no_draft_mark(town):
    assert "DRAFT" not in shown(written(town, sample(True)).root("word/header1.xml"))


def test_page_setup_and_styles_are_the_towns(town):
    parts = written(town)
    assert parts.root().find(f".//{qn('w:pgMar')}").get(qn("w:left")) == "2160"
    styles = {s.get(qn("w:styleId")): s for s in parts.root("word/styles.xml").iter(qn("w:style"))}
    assert styles["Normal"].find(f".//{qn('w:rFonts')}").get(qn("w:ascii")) == "Garamond"
    assert "Subdivision1" in styles and styles["Heading1"].find(f".//{qn('w:numId')}").get(qn("w:val")) == "1"
    assert max(int(g.get(qn("w:w"))) for g in parts.root().iter(qn("w:gridCol"))) <= 12240 - 2160 - 1800


def test_it_is_sound_and_the_same_each_time(town, tmp_path):
    from openxml_audit import OpenXmlValidator

    for document in (sample(), arabic_sample()):
        data = write(document, WordOptions(template=town)).data
        assert data == write(document, WordOptions(template=town)).data
        (tmp_path / "a.docx").write_bytes(data)
        assert [str(e) for e in OpenXmlValidator().validate(tmp_path / "a.docx").errors] == []
        for tag, order in (("w:pPr", PPR_ORDER), ("w:rPr", RPR_ORDER)):
            for node in WordParts(data).root("word/styles.xml").iter(qn(tag)):
                ranks = [order.index(c.tag.rpartition("}")[2]) for c in node]
                assert ranks == sorted(ranks)


def test_our_language_rules_over_the_towns(town):
    defaults = written(town, arabic_sample()).root("word/styles.xml").find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:bidi")) == "ar-SA"
    fonts = defaults.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:cs")) == "Noto Naskh Arabic" and fonts.get(qn("w:cstheme")) is None


def test_a_style_of_another_id_and_our_name_is_used(town):
    """As in a letterhead made with a German Word: the id is Ueberschrift1, the name is heading 1."""
    parts = WordParts(town).parts
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"Heading1"', b'"berschrift1"')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    ids = [s.get(qn("w:styleId")) for s in written(out.getvalue()).root("word/styles.xml").iter(qn("w:style"))]
    assert ids.count("Heading1") == 1 and "berschrift1" not in ids and len(ids) == len(set(ids))


@pytest.mark.parametrize("data", [b"", b"no zip", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(data):
    with pytest.raises(UnusableInput):
        write(sample(), WordOptions(template=data))
