"""Scrubbing takes out what tells about people and machines, says so, and leaves every visible word."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from generator.ooxml.canonical import Canonical
from generator.ooxml.reading import open_package
from generator.ooxml.scrub import scrub
from generator.review.redline import redline
from tests.word_files import docx


def private() -> bytes:
    document = Document()
    document.core_properties.author = "Jane Counsel"
    document.core_properties.last_modified_by = "Joe Clerk"
    p = document.add_paragraph("Seen by all. ")
    hidden = p.add_run("secret plan")
    hidden.font.hidden = True
    p._p.set(qn("w:rsidR"), "00AB12CD")
    document.add_comment(p.runs[0], text="Ask the mayor", author="Jane Counsel", initials="JC")
    template = OxmlElement("w:attachedTemplate")
    template.set(qn("r:id"), document.part._settings_part.relate_to(
        "file:///C:/Users/jane/Letter.dotx",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", is_external=True))
    document.settings.element.insert(0, template)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def told(package):
    found = scrub(package)
    return found.package, found.removed, found.left, found.changes, found.deletions


def everything(data: bytes) -> bytes:
    return b"".join(open_package(data).parts.values())


def test_names_paths_comments_sessions_and_hidden_text_are_gone_and_reported():
    cleaned, removed, *_ = told(open_package(private()))
    data = cleaned.to_bytes()
    for secret in (b"Jane", b"Joe Clerk", b"secret plan", b"00AB12CD", b"Ask the mayor", b"Users", b"commentRangeStart"):
        assert secret not in everything(data), secret
    said = {r.what: r.values for r in removed}
    assert said["author"] == ("Jane Counsel",) and said["last editor"] == ("Joe Clerk",)
    assert said["comment"] == ("Ask the mayor",) and said["hidden text"] == ("secret plan",)
    assert {"editing session id", "path", "path of the template"} <= set(said)
    assert Document(io.BytesIO(data)).paragraphs[0].text == "Seen by all. "


def test_text_hidden_by_its_style_is_hidden_text():
    document = Document()
    style = document.styles.add_style("Quiet", 2)
    style.font.hidden = True
    document.add_paragraph("seen ").add_run("unseen", style="Quiet")
    stream = io.BytesIO()
    document.save(stream)
    cleaned, removed, *_ = told(open_package(stream.getvalue()))
    assert b"unseen" not in everything(cleaned.to_bytes())
    assert [r.values for r in removed if r.what == "hidden text"] == [("unseen",)]


def test_visible_words_and_formatting_stay():
    data = docx(("Heading 1", "Purpose"), [("must ", ""), ("not", "b")], {"rows": [["a", "b"]]}, header="H")
    cleaned, *_ = told(open_package(data))
    one, other = Canonical(open_package(data)), Canonical(open_package(cleaned.to_bytes()))
    assert one.body() == other.body() and one.sections() == other.sections()


def test_tracked_changes_stay_without_name_and_date():
    tracked = redline(docx("one two"), docx("one three"), "Jane Counsel", "2024-01-01T00:00:00Z").data
    cleaned, removed, _, changes, deletions = told(open_package(tracked))
    assert (changes, deletions) == (2, 1)
    data = everything(cleaned.to_bytes())
    assert b"Jane" not in data and b"2024-01-01" not in data and b"<w:ins" in data and b"<w:del" in data
    assert "author of a tracked change" in {r.what for r in removed}


def test_a_clean_file_has_nothing_more_to_remove():
    once, *_ = told(open_package(private()))
    assert told(open_package(once.to_bytes()))[1] == []


def test_the_file_given_is_not_changed():
    package = open_package(private())
    before = {name: bytes(data) for name, data in package.parts.items()}
    scrub(package)
    assert package.parts == before
