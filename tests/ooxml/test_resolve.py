"""Accept all and reject all, mark by mark, on WordprocessingML as Word writes it."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from generator.ooxml.canonical import Canonical
from generator.ooxml.reading import open_package
from generator.ooxml.resolve import accept_all, has_tracked_changes, reject_all
from tests.word_files import with_body

WHO = 'w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z"'
SECTION = "<w:sectPr/>"


def r(text: str, tag: str = "t", properties: str = "") -> str:
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def p(inner: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def mark(tag: str) -> str:
    return f"<w:rPr><w:{tag} {WHO}/></w:rPr>"


def both(inner: str) -> tuple[list, list]:
    package = open_package(with_body(inner + SECTION))
    found = []
    for resolved in (accept_all(package), reject_all(package)):
        assert not has_tracked_changes(resolved)
        found.append([said(b) for b in Canonical(resolved).body()])
    return found[0], found[1]


def said(block) -> object:
    if block[0] == "p":
        return "".join(a[0][1] if a[0][0] == "text" else f"<{a[0][0]}>" for a in block[3])
    return [[[said(b) for b in cell[1]] for cell in row[2]] for row in block[3]]


def test_insertions_and_deletions():
    text = p(r("a ") + f'<w:del {WHO}>{r("old", "delText")}</w:del><w:ins {WHO}>{r("new")}</w:ins>')
    assert both(text) == (["a new"], ["a old"])


def test_a_deletion_inside_an_insertion():
    text = p(r("a ") + f'<w:ins {WHO}>{r("new ")}<w:del {WHO}>{r("never", "delText")}</w:del></w:ins>')
    assert both(text) == (["a new "], ["a "])


@pytest.mark.parametrize("tag, accepted, rejected", [("ins", ["one", "two"], ["onetwo"]), ("del", ["onetwo"], ["one", "two"])])
def test_paragraph_marks_split_and_join(tag, accepted, rejected):
    assert both(p(r("one"), mark(tag)) + p(r("two"))) == (accepted, rejected)


def test_the_surviving_mark_has_the_say_on_layout():
    text = p(r("one"), f'<w:jc w:val="center"/>{mark("del")}') + p(r("two"), '<w:jc w:val="right"/>')
    accepted = Canonical(accept_all(open_package(with_body(text + SECTION)))).body()
    assert "right" in str(accepted[0][1]) and "center" not in str(accepted[0][1])


def test_a_whole_paragraph_before_a_table_goes():
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{p(r('cell'))}</w:tc></w:tr></w:tbl>"
    gone = p(f'<w:del {WHO}>{r("gone", "delText")}</w:del>', mark("del"))
    assert both(gone + table + p(r("end"))) == ([[[["cell"]]], "end"], ["gone", [[["cell"]]], "end"])


def test_the_last_mark_of_a_cell_stays():
    gone = p(f'<w:del {WHO}>{r("gone", "delText")}</w:del>', mark("del"))
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{gone}</w:tc></w:tr></w:tbl>"
    package = accept_all(open_package(with_body(table + p(r("end")) + SECTION)))
    cell = next(package.root(package.document()).iter(qn("w:tc")))
    assert [c.tag for c in cell] == [qn("w:p")]


def test_moves():
    text = (p(f'<w:moveFromRangeStart {WHO} w:name="m"/><w:moveFrom {WHO}>{r("here")}</w:moveFrom><w:moveFromRangeEnd w:id="1"/>',
              mark("moveFrom")) + p(r("middle")) +
            p(f'<w:moveToRangeStart {WHO} w:name="m"/><w:moveTo {WHO}>{r("here")}</w:moveTo><w:moveToRangeEnd w:id="1"/>',
              mark("moveTo")) + p(r("end")))
    assert both(text) == (["middle", "here", "end"], ["here", "middle", "end"])


def row(text: str, tag: str = "") -> str:
    properties = f"<w:trPr><w:{tag} {WHO}/></w:trPr>" if tag else ""
    return f"<w:tr>{properties}<w:tc><w:tcPr/>{p(r(text))}</w:tc></w:tr>"


def test_rows_and_whole_tables():
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{row('a')}{row('b', 'ins')}{row('c', 'del')}</w:tbl>"
    new = f"<w:tbl><w:tblPr/><w:tblGrid/>{row('n', 'ins')}</w:tbl>"
    accepted, rejected = both(table + p(r("x")) + new + p(r("end")))
    assert accepted == [[[["a"]], [["b"]]], "x", [[["n"]]], "end"]
    assert rejected == [[[["a"]], [["c"]]], "x", "end"]


def test_cells():
    cells = "".join(f"<w:tc><w:tcPr>{m}</w:tcPr>{p(r(t))}</w:tc>" for t, m in (
        ("a", ""), ("b", f"<w:cellIns {WHO}/>"), ("c", f"<w:cellDel {WHO}/>")))
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>"
    accepted, rejected = both(table + p(r("end")))
    assert (accepted[0], rejected[0]) == ([[["a"], ["b"]]], [[["a"], ["c"]]])


def formats(inner: str) -> tuple[str, str]:
    package = open_package(with_body(inner + SECTION))
    return tuple(str(Canonical(x).body()) + str(Canonical(x).sections()) for x in (accept_all(package), reject_all(package)))


@pytest.mark.parametrize("inner, new, old", [
    (p(r("x", properties=f"<w:rPr><w:b/><w:rPrChange {WHO}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>")), "}b'", "}i'"),
    (p(r("x"), f'<w:jc w:val="center"/><w:pPrChange {WHO}><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange>'),
     "center", "right"),
    (p(r("x"), f'<w:rPr><w:b/><w:rPrChange {WHO}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>'), "}b'", "}i'"),
    (f'<w:tbl><w:tblPr><w:jc w:val="center"/><w:tblPrChange {WHO}><w:tblPr><w:jc w:val="right"/></w:tblPr></w:tblPrChange>'
     f"</w:tblPr><w:tblGrid/>{row('a')}</w:tbl>{p('')}", "center", "right"),
    (f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="77"/><w:tblGridChange w:id="3"><w:tblGrid><w:gridCol w:w="88"/></w:tblGrid>'
     f"</w:tblGridChange></w:tblGrid>{row('a')}</w:tbl>{p('')}", "'77'", "'88'"),
    (f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:cantSplit/><w:trPrChange {WHO}><w:trPr><w:tblHeader/></w:trPr></w:trPrChange>'
     f"</w:trPr><w:tc>{p('')}</w:tc></w:tr></w:tbl>{p('')}", "cantSplit", "tblHeader"),
    (f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:noWrap/><w:tcPrChange {WHO}><w:tcPr><w:hideMark/></w:tcPr>'
     f"</w:tcPrChange></w:tcPr>{p('')}</w:tc></w:tr></w:tbl>{p('')}", "noWrap", "hideMark"),
])
def test_properties_come_back(inner, new, old):
    accepted, rejected = formats(inner)
    assert new in accepted and old not in accepted
    assert old in rejected and new not in rejected


def test_section_properties_come_back_with_the_headers_kept():
    section = (f'<w:sectPr><w:titlePg/><w:sectPrChange {WHO}><w:sectPr><w:rtlGutter/></w:sectPr></w:sectPrChange></w:sectPr>')
    package = open_package(with_body(p(r("x")) + section))
    assert "titlePg" in str(Canonical(accept_all(package)).sections())
    assert "rtlGutter" in str(Canonical(reject_all(package)).sections())


def test_inserted_numbering_goes_with_reject():
    text = p(r("x"), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {WHO}/></w:numPr>')
    package = open_package(with_body(text + SECTION))
    assert Canonical(accept_all(package)).body()[0][2] and not Canonical(reject_all(package)).body()[0][2]


def test_fields_are_whole_after_reject():
    field = (f'<w:del {WHO}><w:r><w:fldChar w:fldCharType="begin"/></w:r>{r("REF a", "delInstrText")}'
             f'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>')
    accepted, rejected = both(p(r("x") + field))
    assert (accepted, rejected) == (["x"], ["x<field>"])


def test_text_boxes_are_reached():
    inside = p(r("a") + f"<w:ins {WHO}>{r('b')}</w:ins>")
    box = (f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
           f'{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>')
    accepted, rejected = formats(p(box))
    assert "'ab'" in accepted and "'ab'" not in rejected and "'a'" in rejected


def test_a_link_that_was_deleted_whole_goes_and_a_bookmark_that_spans_stays():
    link = f'<w:hyperlink w:anchor="x"><w:del {WHO}>{r("link", "delText")}</w:del></w:hyperlink>'
    package = accept_all(open_package(with_body(
        p(f'{r("a")}{link}<w:del {WHO}><w:bookmarkStart w:id="9" w:name="b"/>{r("z", "delText")}</w:del>{r("c")}'
          '<w:bookmarkEnd w:id="9"/>') + SECTION)))
    root = package.root(package.document())
    assert root.find(f".//{qn('w:hyperlink')}") is None
    assert root.find(f".//{qn('w:bookmarkStart')}") is not None


def test_content_controls_come_and_go_with_their_frame():
    control = (f'<w:customXmlDelRangeStart {WHO}/><w:sdt><w:sdtPr/><w:sdtContent><w:customXmlDelRangeEnd w:id="1"/>'
               f'<w:del {WHO}>{r("in", "delText")}</w:del><w:customXmlDelRangeStart {WHO}/></w:sdtContent></w:sdt>'
               '<w:customXmlDelRangeEnd w:id="1"/>')
    accepted, rejected = (str(x) for x in formats(p(r("a") + control)))
    assert "control" not in accepted and "control" in rejected
