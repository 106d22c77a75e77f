"""What the bytes say is equal is read as equal, and no difference that a reader sees gets lost in them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.ooxml.alike import has_words, normal, unmarked
from generator.ooxml.canonical import Canonical
from generator.ooxml.names import W
from generator.ooxml.reading import open_package
from generator.ooxml.wml import P
from tests.word_files import with_body

TEXT = st.sampled_from(["must", " not ", " ", "  be", "held.", "", "a &amp; b", "\t", "لا يجوز"])
PROPERTIES = st.sampled_from(["", "<w:rPr/>", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:b w:val="0"/></w:rPr>'])
SPACE = st.sampled_from(["", ' xml:space="preserve"'])
CONTENT = st.one_of(
    st.tuples(TEXT, SPACE).map(lambda t: f"<w:t{t[1]}>{t[0]}</w:t>"), st.sampled_from(["<w:tab/>", "<w:br/>", ""]),
    st.just('<w:commentReference w:id="3"/>'))
RUN = st.tuples(PROPERTIES, st.lists(CONTENT, max_size=2).map("".join)).map(lambda t: f"<w:r>{t[0]}{t[1]}</w:r>")
MARKS = st.sampled_from(['<w:bookmarkStart w:id="1" w:name="p_a"/>', '<w:bookmarkEnd w:id="1"/>', "<w:proofErr w:type=\"spellStart\"/>",
                         '<w:commentRangeStart w:id="3"/>'])
LAYOUT = st.sampled_from(["", "<w:pPr/>", "<w:pPr><w:rPr/></w:pPr>", '<w:pPr><w:jc w:val="center"/><w:rPr/></w:pPr>',
                          '<w:pPr><w:jc w:val="center"/></w:pPr>'])
PARAGRAPH = st.tuples(LAYOUT, st.lists(st.one_of(RUN, RUN, MARKS), max_size=4).map("".join)).map("".join)


def bytes_of(paragraph: str) -> bytes:
    root = etree.fromstring(f'<w:body xmlns:w="{W}"><w:p>{paragraph}</w:p></w:body>')
    return unmarked(etree.tostring(root.find(P), with_tail=False))


def read(paragraph: str) -> str:
    """The paragraph as the canonical form reads it; a last one keeps it from being an empty end."""
    return repr(Canonical(open_package(with_body(f"<w:p>{paragraph}</w:p><w:p><w:r><w:t>End</w:t></w:r></w:p><w:sectPr/>"))).body()[0])


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(PARAGRAPH, PARAGRAPH)
def test_equal_bytes_are_read_as_equal(one, other):
    if normal(bytes_of(one)) == normal(bytes_of(other)):
        assert read(one) == read(other)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(PARAGRAPH)
def test_a_paragraph_that_is_said_to_have_words_has_some(paragraph):
    if has_words(bytes_of(paragraph)):
        assert "'text'" in read(paragraph)


RUN_OF = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
WHOLE = RUN_OF.format("must not ask")


@pytest.mark.parametrize("cut", [
    RUN_OF.format("must ") + RUN_OF.format("not ask"),
    RUN_OF.format("must") + '<w:bookmarkStart w:id="9" w:name="p_x"/>' + RUN_OF.format(" not ask"),
    RUN_OF.format("must ") + '<w:r><w:rPr><w:i/></w:rPr><w:commentReference w:id="4"/></w:r>' + RUN_OF.format("not ask"),
    RUN_OF.format("must ") + "<w:r><w:rPr/></w:r>" + RUN_OF.format("not ask"),
    "<w:pPr><w:rPr/></w:pPr>" + WHOLE,
])
def test_what_resolving_a_redline_leaves_behind_makes_no_difference(cut):
    assert normal(bytes_of(cut)) == normal(bytes_of(WHOLE)) and read(cut) == read(WHOLE)


@pytest.mark.parametrize("other", [
    RUN_OF.format("must ask"), RUN_OF.format("must  not ask"), RUN_OF.format("Must not ask"), RUN_OF.format("must not ask "),
    RUN_OF.format("must\u00a0not ask"), WHOLE.replace("<w:b/>", "<w:i/>"), WHOLE.replace("<w:b/>", ""),
    RUN_OF.format("must ") + RUN_OF.format("not").replace("<w:b/>", "") + RUN_OF.format(" ask"),
    RUN_OF.format("must") + "<w:r><w:br/></w:r>" + RUN_OF.format(" not ask"),
    '<w:pPr><w:jc w:val="center"/></w:pPr>' + WHOLE, "<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>" + WHOLE,
])
def test_what_a_reader_sees_makes_a_difference(other):
    assert normal(bytes_of(other)) != normal(bytes_of(WHOLE)) and read(other) != read(WHOLE)
