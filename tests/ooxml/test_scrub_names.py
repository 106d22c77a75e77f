"""Paths, foreign data, names of things and unseen parts go out of a file; what points somewhere, and what is ours, stays."""

from __future__ import annotations

from docx.oxml.ns import qn as q

from generator.ooxml.manifest import Entry, Manifest, manifest_part
from generator.ooxml.reading import Package
from generator.ooxml.scrub import scrub
from tests.ooxml.test_picture_metadata import PLAIN, chunk
from tests.ooxml.test_scrub_hidden import opened, seen

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (f'xmlns:r="{OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
              'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
              'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"')


def whole(file: Package) -> bytes:
    file.flush()
    return b"".join(file.parts.values())


def kinds(told) -> set[str]:
    return {one.what for one in told}


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(instruction: str, shown: str) -> str:
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def test_links_to_files_become_their_words_and_links_to_the_web_stay():
    links = "".join(f'<w:hyperlink r:id="{id}" {NAMESPACES}>{run(words)}</w:hyperlink>' for id, words in (("F", "file "), ("W", "web ")))
    file = opened(f"<w:p>{links}</w:p>")
    made = {name: file.add_link("word/document.xml", f"{OFFICE}/hyperlink", target, external=True) for name, target in (
        ("F", "file:///C:/Users/jane/x.docx"), ("W", "https://example.org/"))}
    for name, id in made.items():
        file.parts["word/document.xml"] = file.parts["word/document.xml"].replace(f'r:id="{name}"'.encode(), f'r:id="{id}"'.encode())
    found = scrub(file)
    assert b"jane" not in whole(found.package) and b"https://example.org/" in whole(found.package)
    assert seen(found.package)[0] == "file web "
    assert len(list(found.package.root("word/document.xml").iter(q("w:hyperlink")))) == 1
    assert "path" in kinds(found.removed)


def test_fields_that_fetch_from_a_path_become_their_words_and_what_they_show_is_told():
    file = opened("<w:p>" + field(' INCLUDETEXT "C:\\\\Users\\\\jane\\\\x.docx" ', "one ")
                  + field(' HYPERLINK "..\\\\jane\\\\x.docx" ', "two ") + field(' HYPERLINK "https://example.org" \\o "Jane says" ', "three ")
                  + f'<w:fldSimple w:instr=" INCLUDEPICTURE &quot;C:\\\\jane.png&quot; ">{run("four ")}</w:fldSimple></w:p>'
                  + "<w:p>" + field(" FILENAME \\p ", "C:\\Users\\ann\\x.docx") + "</w:p><w:p>" + field(" AUTHOR ", "Ann") + "</w:p>"
                  + "<w:p>" + field(' XE "an entry" ', "") + "</w:p>")
    found = scrub(file)
    data = whole(found.package)
    assert b"jane" not in data and b"Jane" not in data and b"https://example.org" in data
    assert seen(found.package)[:3] == ["one two three four ", "C:\\Users\\ann\\x.docx", "Ann"]
    left = {one.what: one.values for one in found.left}
    assert left["path in the visible words"] == ("C:\\Users\\ann\\x.docx",) and left["field AUTHOR, which shows"] == ("Ann",)
    assert left["field XE, of which nothing shows"] == ("an entry",)


def test_pictures_lose_their_files_names_and_what_they_say_and_keep_their_description():
    picture = ('<w:p><w:r><w:drawing><wp:inline {ns}><wp:docPr id="7" name="{name}" descr="{descr}"/><a:graphic><a:graphicData><pic:pic>'
               '<pic:nvPicPr><pic:cNvPr id="0" name="jane.png"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="IMG"/></pic:blipFill>'
               "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>")
    file = opened(picture.format(ns=NAMESPACES, name="Figure 1", descr="The seal of the town")
                  + picture.format(ns=NAMESPACES, name="C:\\jane\\x", descr="C:\\Users\\jane\\seal.png"))
    telling = PLAIN[:33] + chunk(b"tEXt", b"Author\0jane") + PLAIN[33:]
    id = file.add_link("word/document.xml", f"{OFFICE}/image", file.add_part("word/media/image1.png", telling, "image/png"))
    other = file.add_link("word/document.xml", f"{OFFICE}/image", file.add_part("word/media/image2.gif", b"GIF89a", "image/gif"))
    unused = file.add_part("word/media/image3.png", PLAIN + b"jane", "image/png")
    file.add_link("word/document.xml", f"{OFFICE}/image", unused)
    xml = file.parts["word/document.xml"].replace(b'"IMG"', f'"{id}"'.encode(), 1).replace(b'"IMG"', f'"{other}"'.encode())
    file.parts["word/document.xml"] = xml
    found = scrub(file)
    data = whole(found.package)
    assert b"jane" not in data and b"The seal of the town" in data and PLAIN in data and b'name="Figure 1"' in data
    assert not found.package.has(unused) and {one.values for one in found.left if "picture" in one.what} == {("image2.gif",)}


def test_names_that_people_gave_to_things_go_and_those_that_are_needed_stay():
    mark = '<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>'
    names = ("p_detainers__hold", "_Ref123", "Jane_here", "wanted", "_GoBack", "linked", "h_" + 38 * "a")
    file = opened("<w:p>" + "".join(mark.format(50 + n, name) for n, name in enumerate(names)) + field(" PAGEREF wanted ", "1")
                  + f'<w:hyperlink w:anchor="linked" w:tooltip="Jane says">{run("link")}</w:hyperlink>'
                  + '<w:permStart w:id="80" w:ed="jane@example.org"/><w:permEnd w:id="80"/>'
                  + '<w:permStart w:id="81" w:edGrp="everyone"/><w:permEnd w:id="81"/>'
                  + '<w:sdt><w:sdtPr><w:alias w:val="Jane"/><w:tag w:val="Jane"/><w:dataBinding w:xpath="/x/Jane"/></w:sdtPr>'
                  + f'<w:sdtContent>{run("words")}</w:sdtContent></w:sdt></w:p>')
    found = scrub(file)
    data = whole(found.package)
    assert b"Jane" not in data and b"jane" not in data and seen(found.package)[0] == "1linkwords"
    root = found.package.root("word/document.xml")
    kept = {"p_detainers__hold", "_Ref123", "wanted", "linked", "h_" + 38 * "a"}
    assert {b.get(q("w:name")) for b in root.iter(q("w:bookmarkStart"))} == kept
    assert len(list(root.iter(q("w:bookmarkEnd")))) == len(kept)
    assert [m.get(q("w:edGrp")) for m in root.iter(q("w:permStart"))] == ["everyone"]
    assert {"bookmark", "person who may edit", "name of a content control", "tip of a link"} <= kinds(found.removed)


def test_foreign_data_embedded_files_and_unseen_parts_go_and_our_manifest_stays():
    file = opened("<w:p/>")
    ours = manifest_part(Manifest(kind="ordinance", entries=(Entry("p_a", "a"),)))
    for data in (ours, b"<x>Jane</x>"):
        file.add_link("word/document.xml", f"{OFFICE}/customXml", file.add_part("customXml/item1.xml", data, ""))
    file.add_link("word/document.xml", f"{OFFICE}/package", file.add_part("word/embeddings/book.xlsx", b"PK Jane", "x/y"))
    file.add_link("word/document.xml", f"{OFFICE}/printerSettings", file.add_part("word/printer.bin", b"Jane", "x/y"))
    file.add_link("", "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes",
                  file.add_part("word/webextensions/taskpanes.xml", b"<x>Jane</x>", "x/y"))
    file.add_part("word/lost.xml", b"<x>Jane</x>", "application/xml")
    file.add_link("word/document.xml", "http://schemas.microsoft.com/office/2011/relationships/people", file.add_part(
        "word/people.xml", b'<p:people xmlns:p="p"><p:person p:author="Jane Doe"/></p:people>', "application/xml"))
    found = scrub(file)
    assert b"Jane" not in whole(found.package) and ours in found.package.parts.values()
    assert {"data of another program (custom XML)", "embedded file", "printer settings", "add-in", "name in the list of people"} <= kinds(found.removed)


def test_settings_and_properties_tell_nothing():
    file = opened("<w:p/>")
    settings = ('<w:documentProtection w:edit="readOnly" w:enforcement="1" w:hash="Jane" w:salt="Jane"/>'
                '<w:saveThroughXslt w:solutionID="Jane"/></w:settings>')
    file.parts["word/settings.xml"] = file.parts["word/settings.xml"].replace(b"</w:settings>", settings.encode())
    core = next(name for name in file.parts if name.endswith("core.xml"))
    ns = 'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    rows = "".join(f"<{n}>Jane</{n}>" for n in ("dc:description", "cp:keywords", "cp:category", "cp:contentStatus", "dc:subject"))
    file.parts[core] = f"<cp:coreProperties {ns}><dc:title>Curfew</dc:title>{rows}</cp:coreProperties>".encode()
    found = scrub(file)
    data = whole(found.package)
    assert b"Jane" not in data and b'w:enforcement="1"' in data and b"Curfew" in data
    assert {"comments among the properties", "keywords", "category", "status", "trace of the password of the protection",
            "path of a transformation"} <= kinds(found.removed)
    assert [one.values for one in found.left] == [("Curfew",)]
