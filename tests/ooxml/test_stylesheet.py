"""What styles say of runs and paragraphs: by inheritance, turned round by a character style, overruled by the run."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.ooxml.names import W, qn
from generator.ooxml.reading import Package
from generator.ooxml.stylesheet import StyleSheet

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Secret"/></w:style>'
    '<w:style w:type="character" w:styleId="Turn"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:ind w:left="720"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Item"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>')


@pytest.fixture
def sheet() -> StyleSheet:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    link = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="%s" Target="%s"/></Relationships>'
    return StyleSheet(Package({
        "_rels/.rels": (link % (kind + "officeDocument", "word/document.xml")).encode(),
        "word/_rels/document.xml.rels": (link % (kind + "styles", "styles.xml")).encode(),
        "word/document.xml": b"<x/>", "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>'.encode()}, "x.docx"))


def paragraph(layout: str = "", format: str = "") -> tuple[etree._Element, etree._Element | None]:
    p = etree.fromstring(f'<w:p xmlns:w="{W}"><w:pPr>{layout}</w:pPr><w:r>{format}<w:t>x</w:t></w:r></w:p>')
    return p, p.find(f"{qn('w:r')}/{qn('w:rPr')}")


@pytest.mark.parametrize(("style", "format", "hidden"), [
    ("", "", False), ("Secret", "", True), ("Child", "", True), ("Loop", "", False),
    ("", '<w:rPr><w:rStyle w:val="Turn"/></w:rPr>', True), ("Child", '<w:rPr><w:rStyle w:val="Turn"/></w:rPr>', False),
    ("Secret", '<w:rPr><w:vanish w:val="0"/></w:rPr>', False), ("", "<w:rPr><w:vanish/></w:rPr>", True)])
def test_what_is_hidden(sheet, style, format, hidden):
    p, properties = paragraph(f'<w:pStyle w:val="{style}"/>' if style else "", format)
    assert sheet.turns_on(qn("w:vanish"), properties, p) is hidden


@pytest.mark.parametrize(("layout", "numbered", "indent"), [
    ("", False, 0), ('<w:pStyle w:val="Item"/>', True, 720), ('<w:pStyle w:val="Sub"/>', True, 720),
    ('<w:pStyle w:val="Sub"/><w:numPr><w:numId w:val="0"/></w:numPr>', False, 720), ('<w:numPr><w:numId w:val="1"/></w:numPr>', True, 0)])
def test_what_is_numbered_and_where_it_begins(sheet, layout, numbered, indent):
    p, _ = paragraph(layout)
    assert (sheet.is_numbered(p), sheet.indent(p)) == (numbered, indent)
