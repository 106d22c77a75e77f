"""The pieces of a container are what the serializer gives of each child, or there are none."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.ooxml.names import W
from generator.ooxml.pieces import pieces

CUT = {
    "paragraphs": "<w:p><w:r><w:t>One &gt; two &amp; three</w:t></w:r></w:p><w:p/><w:p><w:pPr/></w:p>",
    "markers between": '<w:p/><w:bookmarkStart w:id="1" w:name="a"/><w:p><w:r/></w:p><w:bookmarkEnd w:id="1"/><w:proofErr w:type="x"/>',
    "a section": "<w:p><w:r><w:t>x</w:t></w:r></w:p><w:sectPr><w:pgSz w:w=\"1\"/></w:sectPr>",
    "a table in a table": "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r/></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl><w:p/>",
    "two tables": "<w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
    "a control in a control": "<w:sdt><w:sdtContent><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:sdtContent></w:sdt><w:p/>",
    "space between": "\n  <w:p/>\n  <w:p><w:r/></w:p>\n",
    "a sign of more in an attribute": '<w:p w:x="a > b"><w:r/></w:p><w:p/>',
    "letters of another script": "<w:p><w:r><w:t>مدينة</w:t></w:r></w:p>",
}
WHOLE = {
    "a text box": "<w:p><w:r><w:txbxContent><w:p/></w:txbxContent></w:r></w:p>",
    "another block": "<w:p/><w:customXml><w:p/></w:customXml>",
}


def body(inside: str, prefix: str = "w") -> etree._Element:
    text = f'<{prefix}:document xmlns:{prefix}="{W}"><{prefix}:body>{inside}</{prefix}:body></{prefix}:document>'
    return etree.fromstring(text)[0]


@pytest.mark.parametrize("inside", CUT.values(), ids=CUT.keys())
def test_each_piece_is_its_child(inside):
    container = body(inside)
    found = pieces(container)
    assert found is not None and [child for child, _ in found] == list(container)
    declared = f' xmlns:w="{W}"'
    for child, raw in found:
        assert raw.decode() == etree.tostring(child, with_tail=False, encoding="unicode").replace(declared, "", 1)


@pytest.mark.parametrize("inside", WHOLE.values(), ids=WHOLE.keys())
def test_what_cannot_be_cut_safely_is_not_cut(inside):
    assert pieces(body(inside)) is None


def test_another_prefix_is_not_cut():
    assert pieces(body("<x:p/>", "x")) is None
