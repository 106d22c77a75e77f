"""Broken and hostile files end in one clear error."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from generator.errors import UnusableInput
from generator.ooxml import untrusted
from generator.ooxml.reading import open_package
from tests.word_files import docx

GOOD = docx("hello")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
         'ContentType="application/xml"/></Types>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        '</Relationships>')


def zipped(**parts: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def replaced(part: str, data: bytes | None, **more: bytes) -> bytes:
    """The good file with one part changed or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n != part}
    if data is not None:
        parts[part] = data
    return zipped(**parts, **more)


def document(inner: str, before: str = "") -> bytes:
    return (f'<?xml version="1.0"?>{before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body><w:p><w:r><w:t>{inner}</w:t></w:r></w:p></w:body></w:document>").encode()


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;'>]>"

BROKEN = {
    "empty": (b"", "empty"),
    "no zip": (b"hello, this is text", "not a zip"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "rtf": (b"{\\rtf1 hello}", "RTF"),
    "old doc": (OLE + b"\0" * 600, "old Word format"),
    "password": (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "cut off": (GOOD[: len(GOOD) // 2], "zip"),
    "zip of something": (zipped(**{"a.txt": "x"}), "no Word document"),
    "no types": (replaced("[Content_Types].xml", None), "Content_Types"),
    "no rels": (replaced("_rels/.rels", None), "main part is missing"),
    "no main part": (replaced("word/document.xml", None), "word/document.xml is missing"),
    "not xml": (replaced("word/document.xml", b"<w:document"), "not well-formed"),
    "wrong root": (zipped(**{"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": "<a/>"}), "no Word document"),
    "no body": (replaced("word/document.xml", document("").replace(b"<w:body><w:p><w:r><w:t></w:t></w:r></w:p></w:body>", b"")),
                "no Word document"),
    "entities": (replaced("word/document.xml", document("&b;", LAUGHS)), "document type or entities"),
    "external entity": (replaced("word/document.xml", document("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
                        "document type or entities"),
    "macros": (replaced("x", None, **{"word/vbaProject.bin": b"x"}), "macros"),
    "strict": (replaced("word/document.xml", document("").replace(
        b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main")), "Strict"),
}


def test_links_without_their_part_are_a_fault_of_the_file():
    linked = document("").replace(b"<w:r>", b'<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                                            b'r:id="rId1"/><w:r>')
    with zipfile.ZipFile(io.BytesIO(replaced("word/document.xml", linked))) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n != "word/_rels/document.xml.rels"}
    with pytest.raises(UnusableInput, match="word/_rels/document.xml.rels is missing"):
        open_package(zipped(**parts), "theirs.docx")


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_has_one_clear_error(name):
    data, words = BROKEN[name]
    with pytest.raises(UnusableInput) as caught:
        open_package(data, "theirs.docx")
    assert len(caught.value.faults) == 1
    fault = caught.value.faults[0]
    assert words in fault.problem and str(fault.place) == "theirs.docx"


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(untrusted, "MOST_BYTES", 1_000_000)
    bomb = replaced("word/document.xml", document("a" * 2_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(UnusableInput, match="unpacks to more"):
        open_package(bomb)


def test_a_bomb_that_lies_about_its_size_is_stopped_too(monkeypatch):
    monkeypatch.setattr(untrusted, "MOST_BYTES", 1_000_000)
    bomb = bytearray(replaced("word/document.xml", document("a" * 2_000_000)))
    real = struct.pack("<L", len(document("a" * 2_000_000)))
    assert real in bomb
    with pytest.raises(UnusableInput):
        open_package(bytes(bomb).replace(real, struct.pack("<L", 500)))


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(untrusted, "MOST_PARTS", 5)
    with pytest.raises(UnusableInput, match="unpacks to more"):
        open_package(GOOD)


def test_a_part_twice_is_refused():
    stream = io.BytesIO(GOOD)
    with pytest.warns(UserWarning), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/document.xml", document("another"))
    with pytest.raises(UnusableInput, match="twice"):
        open_package(stream.getvalue())


def test_a_good_file_opens_and_is_written_the_same_twice():
    once, twice = open_package(GOOD).to_bytes(), open_package(open_package(GOOD).to_bytes()).to_bytes()
    assert once == twice


def test_parts_and_links_can_be_added():
    package = open_package(GOOD)
    name = package.add_part("word/header1.xml", b"<x/>", "application/x")
    again = package.add_part("word/header1.xml", b"<y/>", "application/x")
    id = package.add_link(package.document(), "http://a/b/header", again)
    reopened = open_package(package.to_bytes())
    assert name != again and reopened.links(reopened.document())[id].target == again
    assert reopened.content_type(again) == "application/x"
