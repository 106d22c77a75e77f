"""Hidden text goes wherever it is hidden, and no number, mark or row comes to light by it."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn as q

from generator.ooxml.reading import Package
from generator.ooxml.scrub import scrub
from generator.ooxml.wml import P, T
from tests.word_files import docx, package

HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Quiet"><w:name w:val="Quiet"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="QuietHeir"><w:name w:val="Heir"/><w:basedOn w:val="Quiet"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:basedOn w:val="Quiet"/>'
    '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Whisper"><w:name w:val="Whisper"/><w:rPr><w:vanish/></w:rPr></w:style>')


def opened(xml: str, *blocks) -> Package:
    """A file whose body begins with this XML."""
    file = package(docx(*(blocks or ("The end.",))))
    file.parts["word/document.xml"] = file.parts["word/document.xml"].replace(b"<w:body>", f"<w:body>{xml}".encode(), 1)
    file.parts["word/styles.xml"] = file.parts["word/styles.xml"].replace(b"</w:styles>", f"{STYLES}</w:styles>".encode(), 1)
    return package(file.to_bytes())


def seen(file: Package) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(T)) for p in file.root(file.document()).iter(P)]


def hidden(found) -> set[str]:
    return {v for r in found.removed if r.what == "hidden text" for v in r.values}


@pytest.mark.parametrize("style", ["Quiet", "QuietHeir"])
def test_text_hidden_by_the_style_of_its_paragraph_goes(style):
    found = scrub(opened(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>secret</w:t></w:r></w:p>'))
    assert seen(found.package) == ["The end."] and hidden(found) == {"secret"}


def test_what_a_style_or_the_run_shows_again_stays():
    shown = ('<w:p><w:pPr><w:pStyle w:val="Loud"/></w:pPr><w:r><w:t>one</w:t></w:r></w:p>'
             '<w:p><w:pPr><w:pStyle w:val="Quiet"/></w:pPr><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>two</w:t></w:r></w:p>')
    found = scrub(opened(shown))
    assert seen(found.package) == ["one", "two", "The end."] and hidden(found) == set()


def test_hidden_rows_go_and_a_table_of_hidden_rows_goes_whole():
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    out = "<w:trPr><w:hidden/></w:trPr>"
    found = scrub(opened(f"<w:tbl>{row.format(out, 'secret')}{row.format('', 'open')}</w:tbl><w:p/>"
                         f"<w:tbl>{row.format(out, 'all secret')}</w:tbl><w:p/>"))
    assert hidden(found) == {"secret", "all secret"}
    assert [w for w in seen(found.package) if w] == ["open", "The end."]
    assert len(list(found.package.root("word/document.xml").iter(q("w:tbl")))) == 1


NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr>'


def test_a_hidden_numbered_paragraph_leaves_no_number_behind():
    found = scrub(opened(f"<w:p>{NUMBERED}<w:r>{HIDDEN}<w:t>secret</w:t></w:r></w:p>"))
    assert seen(found.package) == ["The end."]
    assert "hidden paragraph with a number, which counts no more" in {r.what for r in found.removed}


def test_a_paragraph_whose_mark_alone_is_hidden_stays_joined_to_the_next():
    found = scrub(opened(f"<w:p>{NUMBERED}<w:r><w:t>seen</w:t></w:r></w:p>"))
    assert seen(found.package) == ["seen", "The end."]
    assert next(found.package.root("word/document.xml").iter(q("w:vanish")), None) is not None


def test_a_bookmark_that_a_field_points_to_outlives_its_hidden_paragraph():
    mark = '<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>'
    field = '<w:p><w:fldSimple w:instr=" REF wanted \\h "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'
    hidden_one = f"<w:p>{NUMBERED}{mark.format(71, 'wanted')}{mark.format(72, 'p_gone')}<w:r>{HIDDEN}<w:t>secret</w:t></w:r></w:p>"
    found = scrub(opened(hidden_one + field))
    names = [b.get(q("w:name")) for b in found.package.root("word/document.xml").iter(q("w:bookmarkStart"))]
    assert names == ["wanted"] and seen(found.package) == ["2", "The end."]


def test_two_tables_are_not_joined_and_a_cell_keeps_its_paragraph():
    table = "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
    secret = f"{NUMBERED}<w:r>{HIDDEN}<w:t>secret</w:t></w:r>"
    found = scrub(opened(f"{table.format('<w:r><w:t>one</w:t></w:r>')}<w:p>{secret}</w:p>{table.format(secret)}<w:p/>"))
    assert "secret" not in "".join(seen(found.package))
    body = found.package.root("word/document.xml")[0]
    assert [child.tag for child in body][:3] == [q("w:tbl"), q("w:p"), q("w:tbl")]
    assert all(cell.find(q("w:p")) is not None for cell in body.iter(q("w:tc")))


def test_a_control_that_held_hidden_words_alone_goes_with_them():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent><w:r>{HIDDEN}<w:t>secret</w:t></w:r></w:sdtContent></w:sdt>"
    found = scrub(opened(f"<w:p><w:r><w:t>seen</w:t></w:r>{control}</w:p>"))
    assert seen(found.package)[0] == "seen" and next(found.package.root("word/document.xml").iter(q("w:sdt")), None) is None


def test_a_hidden_field_goes_whole_and_a_hidden_insertion_leaves_no_empty_change():
    piece = f"<w:r>{HIDDEN}{{}}</w:r>"
    field = "".join(piece.format(x) for x in (
        '<w:fldChar w:fldCharType="begin"/>', '<w:instrText> TC "secret" </w:instrText>', '<w:fldChar w:fldCharType="end"/>'))
    found = scrub(opened(f'<w:p><w:r><w:t>seen</w:t></w:r>{field}<w:ins w:id="9" w:author="A">{piece.format("<w:t>also</w:t>")}</w:ins></w:p>'))
    assert b"secret" not in found.package.to_bytes() and seen(found.package)[0] == "seen" and found.changes == 0
    assert next(found.package.root("word/document.xml").iter(q("w:fldChar")), None) is None


def test_the_note_that_a_hidden_reference_calls_for_goes_too():
    file = opened(f'<w:p><w:r><w:t>seen</w:t></w:r><w:r>{HIDDEN}<w:footnoteReference w:id="5"/></w:r></w:p>')
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f'<w:footnotes {space}><w:footnote w:id="5"><w:p><w:r><w:t>secret note</w:t></w:r></w:p></w:footnote></w:footnotes>'
    part = file.add_part("word/footnotes.xml", notes.encode(), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml")
    file.add_link("word/document.xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes", part)
    found = scrub(file)
    assert hidden(found) == {"secret note"} and b"secret note" not in found.package.written(part)
