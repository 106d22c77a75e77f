"""What the bytes of a paragraph make of it is what its elements make of it."""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from generator.desk import open_desk
from generator.drafting.choose import Wish
from generator.ooxml.marks import Marking
from generator.ooxml.names import W
from generator.ooxml.reading import open_package
from generator.ooxml.weave import Loom
from generator.ooxml.whole import whole
from generator.ooxml.wml import DEL, INS
from generator.writers import WriterOptions, writer

DESK = open_desk()


class Everything:
    """Styles, all of them."""

    def __contains__(self, _: object) -> bool:
        return True


def drafted(place: str, language: str) -> bytes:
    wish = Wish(topics=("detainers", "privacy", "dont-ask", "language-access", "u-visa"))
    made = DESK.draft(DESK.profile(place), "ordinance", wish, language=language)
    return writer("docx").write(made.document, WriterOptions()).data


def marking() -> Marking:
    return Marking('A & "B" <C>', "2024-01-01T00:00:00Z", 100)


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(b'<w:body xmlns:w="%s">%s</w:body>' % (W.encode(), xml)), method="c14n")


def element(block: bytes) -> etree._Element:
    return etree.fromstring(b'<w:body xmlns:w="%s">%s</w:body>' % (W.encode(), block))[0]


def marked_as_element(block: bytes, tag: str) -> tuple[bytes, str]:
    hand = marking()
    loom = Loom(hand, lambda id: id, lambda *_: None)
    p = element(block)
    made = loom.delete(p) if tag == DEL else loom.insert(copy.deepcopy(p))
    edit = hand.edits[-1]
    return canonical(etree.tostring(made, with_tail=False)), edit.before or edit.after


def blocks_of(data: bytes) -> list[bytes]:
    package = open_package(data)
    return [b for b in package.cut(package.document()).blocks if b.startswith((b"<w:p>", b"<w:p "))]


@pytest.mark.parametrize("tag", (DEL, INS), ids=("deleted", "inserted"))
@pytest.mark.parametrize(("place", "language"), (("passaic-nj", "en"), ("passaic-nj", "es"), ("passaic-nj", "ar")))
def test_every_plain_paragraph_of_a_draft(place, language, tag):
    read = 0
    for block in blocks_of(drafted(place, language)):
        one = whole(block, Everything())
        if one is None:
            continue
        read += 1
        xml, words = marked_as_element(block, tag)
        assert canonical(one.marked(marking(), tag)) == xml
        assert one.words == words
    assert read > 100


RUN = "<w:r><w:rPr><w:b/></w:rPr>%s</w:r>"
FIELD = ('<w:fldChar w:fldCharType="begin"/>', "<w:instrText> REF a \\h </w:instrText>", '<w:fldChar w:fldCharType="separate"/>',
         "<w:t>7</w:t><w:tab/>", '<w:fldChar w:fldCharType="end"/>')


@pytest.mark.parametrize("inside", (
    "", RUN % "", RUN % "<w:t> a &amp; b &lt; c </w:t>", RUN % '<w:t xml:space="preserve"> a\ufffcb </w:t>',
    RUN % "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/>",
    "".join(RUN % f for f in FIELD), RUN % "".join(FIELD), "".join(RUN % f for n, f in enumerate(FIELD) if n != 3),
    RUN % "".join((*FIELD[:3], *FIELD, FIELD[4])), "<w:r><w:t>a</w:t></w:r>" + "<w:proofErr w:type=\"spellStart\"/>" + RUN % "<w:t>b</w:t>",
    RUN % "<w:t>a</w:t>" + '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>' + RUN % "<w:t>b</w:t>",
    '<w:bookmarkStart w:id="1" w:name="p_a"/>' + RUN % "<w:t>a</w:t>" + '<w:bookmarkStart w:id="11" w:name="b"/><w:bookmarkEnd w:id="1"/>'
    + RUN % "<w:t>b</w:t>" + '<w:bookmarkEnd w:id="11"/>'))
@pytest.mark.parametrize("layout", ("", '<w:pPr><w:pStyle w:val="X"/></w:pPr>', '<w:pPr><w:jc w:val="left"/><w:rPr><w:b/></w:rPr></w:pPr>'))
@pytest.mark.parametrize("tag", (DEL, INS), ids=("deleted", "inserted"))
def test_what_a_paragraph_may_hold(inside, layout, tag):
    block = f'<w:p w:rsidR="00A1">{layout}{inside}</w:p>'.encode()
    one = whole(block, ("X",))
    xml, words = marked_as_element(block, tag)
    assert canonical(one.marked(marking(), tag)) == xml and one.words == words


@pytest.mark.parametrize("block", (
    "<w:p/>", '<w:p><w:pPr><w:pStyle w:val="Unknown"/></w:pPr></w:p>', "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
    "<w:p><w:pPr><w:rPr/></w:pPr></w:p>", "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>",
    "<w:p><w:r><w:drawing/></w:r></w:p>", "<w:p><w:r><w:t>&#169;</w:t></w:r></w:p>", "<w:p><w:r><w:t>a</w:t><w:sym/></w:r></w:p>",
    "<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>", '<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>',
    f"<w:p>{RUN % FIELD[0]}{RUN % FIELD[1]}</w:p>", f"<w:p>{RUN % FIELD[4]}</w:p>", f"<w:p>{RUN % FIELD[1]}</w:p>",
    '<w:p><w:bookmarkStart w:id="1" w:name="a" w:colFirst="0"/><w:bookmarkEnd w:id="1"/></w:p>'))
def test_what_takes_more_than_bytes(block):
    assert whole(block.encode(), ("X",)) is None
