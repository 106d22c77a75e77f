"""The package: same parts, same bytes, a zip that anybody can read."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from generator.ooxml.manifest import Entry, Manifest, manifest_part, read_manifest
from generator.ooxml.package import Part, Relationship, attribute, content_types, pack, relationships, text


def test_parts_come_back_in_their_order():
    parts = [Part("[Content_Types].xml", b"<a/>"), Part("word/é.xml", b"x" * 5000, True), Part("empty.xml", b"")]
    with zipfile.ZipFile(io.BytesIO(pack(parts))) as archive:
        assert archive.testzip() is None
        assert [(n, archive.read(n)) for n in archive.namelist()] == [(p.name, p.data) for p in parts]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_same_parts_same_bytes():
    parts = [Part("a", b"1" * 100), Part("b", b"2", True)]
    assert pack(parts) == pack(parts)


def test_escaping_survives_a_parser():
    words = "a & b < c > \"d\" 'e'\t\n"
    root = etree.fromstring(f'<x y="{attribute(words)}">{text(words)}</x>')
    assert (root.text, root.get("y")) == (words, words)


def test_characters_that_xml_cannot_hold_are_left_out():
    assert etree.fromstring(f"<x>{text(chr(0) + 'a' + chr(11) + chr(0xFFFE))}</x>").text == "a"


def test_relationships_and_types_are_xml():
    row = etree.fromstring(
        relationships([Relationship("rId1", "styles", "styles.xml"), Relationship("rId2", "hyperlink", "https://a/?b&c", True)])
    )
    assert [node.get("TargetMode") for node in row] == [None, "External"] and row[1].get("Target") == "https://a/?b&c"
    assert etree.fromstring(content_types([("word/styles.xml", "styles")])) is not None


def test_the_manifest_comes_back():
    manifest = Manifest(
        "ordinance",
        "passaic-nj",
        "en-US",
        "0.1",
        "2026-01-01",
        True,
        (Entry("p_a", "a", "section", "a", "narrow", "binds"), Entry("h_1", "B & <c>")),
    )
    assert read_manifest(manifest_part(manifest)) == manifest
    assert manifest.id_of("h_1") == "B & <c>" and manifest.id_of("p_x") is None


def test_another_custom_part_is_no_manifest():
    assert read_manifest(b"<other/>") is None
    assert read_manifest(b"<broken") is None
