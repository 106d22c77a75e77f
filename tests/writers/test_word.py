"""Word files: whole, sound, the same each time, and what counsel and a town need of them."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import pytest

from generator.document import BLOCKS, INLINES, Reference, Text, label, plain, walk
from generator.ooxml.manifest import ITEM, read_manifest
from generator.ooxml.names import NAMESPACES, PPR_ORDER, RPR_ORDER, qn
from generator.writers.word import WordOptions, write
from generator.writers.word_blocks import WRITERS as BLOCK_WRITERS
from generator.writers.word_inlines import _WRITERS as INLINE_WRITERS
from tests.builders import doc, para, provision, sample, section
from tests.languages import arabic_sample, chinese_sample, gujarati_sample
from tests.specimens import specimen
from tests.writers.word_files import fields_of, shown, style_of, word_parts

DOCUMENTS = {
    "sample": (sample, None),
    "final": (lambda: sample(True), None),
    "literal": (sample, WordOptions(literal_numbers=True, line_numbers=True)),
    "redline": (specimen, None),
    "redline, literal": (specimen, WordOptions(literal_numbers=True)),
    "arabic": (arabic_sample, None),
    "gujarati": (gujarati_sample, None),
    "chinese": (chinese_sample, None),
    "empty": (doc, None),
}
EVERY = pytest.mark.parametrize("name", DOCUMENTS)


def made(name: str):
    build, options = DOCUMENTS[name]
    return word_parts(build(), options)


def test_every_class_has_its_writer():
    assert set(BLOCK_WRITERS) == set(BLOCKS) and set(INLINE_WRITERS) == set(INLINES)


@EVERY
def test_the_validator_finds_nothing(name, tmp_path):
    from openxml_audit import OpenXmlValidator

    build, options = DOCUMENTS[name]
    path = tmp_path / "a.docx"
    path.write_bytes(write(build(), options).data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@EVERY
def test_same_document_same_bytes(name):
    build, options = DOCUMENTS[name]
    assert write(build(), options).data == write(build(), options).data


@EVERY
def test_children_stand_in_the_order_of_the_schema(name):
    parts = made(name)
    for part in (n for n in parts.parts if n.startswith("word/") and n.endswith(".xml")):
        for tag, order in (("w:pPr", PPR_ORDER), ("w:rPr", RPR_ORDER)):
            for node in parts.root(part).iter(qn(tag)):
                ranks = [order.index(child.tag.rpartition("}")[2]) for child in node]
                assert ranks == sorted(set(ranks)), f"{part}: {[c.tag for c in node]}"


@EVERY
def test_every_run_has_a_language_and_both_slots(name):
    parts = made(name)
    for part in ("word/document.xml", "word/header2.xml", "word/footer2.xml"):
        assert all(r.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None for r in parts.root(part).iter(qn("w:r")))
    for properties in parts.root("word/styles.xml").iter(qn("w:rPr")):
        for one, twin in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
            first, second = properties.find(qn(f"w:{one}")), properties.find(qn(f"w:{twin}"))
            assert (first is None) == (second is None)
            assert first is None or first.get(qn("w:val")) == second.get(qn("w:val"))


@EVERY
def test_every_word_of_the_document_is_there(name):
    document = DOCUMENTS[name][0]()
    parts = made(name)
    everything = "".join(shown(parts.root(n)) for n in ("word/document.xml",))
    there = re.sub(r"[\u200e\u200f]", "", everything).replace("\u00a0", " ").replace("\u2011", "-")
    for node in walk(document.blocks):
        if isinstance(node, INLINES) and not isinstance(node, Reference):
            said = plain((node,), document.language).replace("\u00a0", " ").replace("\u2011", "-")
            assert said in there, said


@EVERY
def test_ids_are_unique(name):
    parts = made(name)
    marks = [n.get(qn("w:name")) for n in parts.root().iter(qn("w:bookmarkStart"))]
    ids = [n.get(qn("w:id")) for tag in ("w:bookmarkStart", "w:ins", "w:del", "w:rPrChange") for n in parts.root().iter(qn(tag))]
    assert len(set(marks)) == len(marks) and len(set(ids)) == len(ids)


def test_python_docx_opens_it():
    import docx

    opened = docx.Document(io.BytesIO(write(sample()).data))
    assert opened.core_properties.title == "Welcoming Ordinance" and opened.core_properties.author == ""
    assert opened.core_properties.created is None and len(opened.paragraphs) > 30


def test_nothing_heavy_is_loaded():
    code = (
        "import sys; from tests.builders import sample; from generator.writers.word import write; write(sample());"
        "print([m for m in ('lxml', 'docx', 'babel', 'pydantic', 'yaml', 'urllib.request') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --------------------------------------------------------------------------------------------------------------
# Numbers and references


def test_a_heading_has_its_outline_level_and_list():
    parts = word_parts(sample())
    styles = {s.get(qn("w:styleId")): s for s in parts.root("word/styles.xml").iter(qn("w:style"))}
    assert styles["Heading1"].find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}").get(qn("w:val")) == "0"
    assert styles["Heading1"].find(f".//{qn('w:numId')}").get(qn("w:val")) == "1"
    assert parts.styled("Heading1")[1] == ". Detainers and release"
    assert parts.styled("Heading2") == [". Policy", ". Privacy"]
    linked = {n.get(qn("w:val")) for n in parts.root("word/numbering.xml").iter(qn("w:pStyle"))}
    assert {"Heading1", "Heading2", "Subdivision1"} <= linked


def test_typed_numbers_are_text_and_nothing_else_counts():
    parts = word_parts(sample(), WordOptions(literal_numbers=True))
    assert parts.styled("Heading1")[1] == "Section 2. Detainers and release"
    assert parts.styled("Subdivision1")[0].startswith("(a)\tCivil detainers. On the basis")
    assert not list(parts.root().iter(qn("w:numPr"))) and not list(parts.root("word/styles.xml").iter(qn("w:numPr")))
    assert not any(code.startswith("REF") for code, _ in parts.fields())


def test_references_are_fields_with_the_words_of_the_document():
    fields = word_parts(sample()).fields()
    assert ("REF p_privacy \\n \\h", "Section 3") in fields
    assert ("REF p_detainers__hold__warrant \\w \\h", "Section 2(a)(2)") in fields
    assert ("REF p_detainers__hold \\n \\h", "(a)") in fields, "the word 'subsection' stands before the field"
    chain = [
        ("REF p_code__privacy \\n \\h", "§ 17-2"),
        ("REF p_code__privacy__ask \\n \\h", "A"),
        ("REF p_code__privacy__ask__law \\n \\h", "(1)"),
    ]
    assert [field for field in fields if field in chain] == chain, "with a period of its own between § 17-2 and A"


def test_a_reference_in_other_words_is_a_link_and_says_them():
    parts = word_parts(doc(section("a", "A", para("p", "See ", Reference("a", "the next section"), "."))))
    assert parts.fields() == [('HYPERLINK \\l "p_a"', "the next section")]


def test_a_reference_is_not_cut_out_of_a_longer_number():
    parts = word_parts(doc(section("a", "A", para("p", Reference("a", "Section 12"))), series=sample().series))
    assert parts.fields()[0][0].startswith("HYPERLINK")


def test_libreoffice_computes_the_same_words(needs, tmp_path):
    """Every field is spoilt in the file; LibreOffice, which counts for itself, prints what the document says."""
    soffice, pdftotext = needs("soffice"), needs("pdftotext")
    from generator.ooxml.package import Part, pack

    parts = word_parts(sample())
    body = parts.parts["word/document.xml"].decode()
    spoilt, times = re.subn(r'(Type="separate"/></w:r><w:r>.*?<w:t xml:space="preserve">)[^<]*', r"\1STALE", body)
    parts.parts["word/document.xml"] = spoilt.encode()
    (tmp_path / "a.docx").write_bytes(pack(Part(*row) for row in parts.parts.items()))
    subprocess.run(
        [
            soffice,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            tmp_path / "a.docx",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = subprocess.run([pdftotext, "-layout", tmp_path / "a.pdf", "-"], check=True, capture_output=True, text=True).stdout
    flat = " ".join(text.split())
    assert times > 8 and "STALE" not in flat
    for words in (
        "Section 3 applies to that copy, and Section 2(a)(2) to its use.",
        "each year on subsection (a).",
        "Records under § 17-2.A(1) and § 17-1 are confidential",
        "as Section 4 and Section 5 provide",
        "DRAFT: not for adoption",
        "Section 2. Detainers and release",
        "(ii) supported by probable cause",
    ):
        assert words in flat, words


# --------------------------------------------------------------------------------------------------------------
# Drafts and finals


def test_a_draft_says_so_on_every_page():
    parts = word_parts(sample())
    for name in ("word/header1.xml", "word/header2.xml"):
        assert "DRAFT: not for adoption" in shown(parts.root(name))
    assert parts.root().find(f".//{qn('w:sectPr')}/{qn('w:titlePg')}") is not None


def test_a_final_has_no_comment_mark_or_highlight():
    parts = word_parts(sample(True))
    assert "word/comments.xml" not in parts.parts
    everything = b"".join(parts.parts.values())
    for mark in (b"w:highlight", b"commentReference", b"not for adoption", b"w:ins ", b"trackRevisions"):
        assert mark not in everything


def test_notes_are_comments_by_the_asked_author_without_a_date():
    parts = word_parts(sample())
    comment = parts.root("word/comments.xml")[1]
    assert comment.get(qn("w:author")) == label(sample().language, "comment_author")
    assert comment.get(qn("w:date")) is None and "step down" in shown(comment)
    dated = word_parts(sample(), WordOptions(author="Ana Ruiz", date="2026-03-01")).root("word/comments.xml")[0]
    assert [dated.get(qn(f"w:{n}")) for n in ("author", "initials", "date")] == ["Ana Ruiz", "AR", "2026-03-01T00:00:00Z"]
    assert "word/comments.xml" not in word_parts(sample(), WordOptions(comments=False)).parts


def test_the_page_after_a_draft_notice_is_new():
    parts = word_parts(sample())
    broken = [p for p in parts.paragraphs() if p.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None]
    assert [style_of(p) for p in broken] == ["Spacer"], "a notice, which is a table, follows"


def test_the_footer_counts_pages():
    codes = [code for p in word_parts(sample()).paragraphs("word/footer2.xml") for code, _ in fields_of(p)]
    assert codes == ["PAGE", "NUMPAGES"]


def test_line_numbers_when_asked():
    assert word_parts(sample(), WordOptions(line_numbers=True)).root().find(f".//{qn('w:lnNumType')}") is not None
    assert word_parts(sample()).root().find(f".//{qn('w:lnNumType')}") is None


def test_signatures_stay_on_one_page():
    parts = word_parts(sample())
    tables = [t for t in parts.root().iter(qn("w:tbl")) if t.find(f".//{qn('w:tblStyle')}").get(qn("w:val")) == "SignatureTable"]
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        held = [p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for row in rows[:-1] for p in row.iter(qn("w:p"))]
        assert all(held)
    assert len(tables) == 2


def test_header_rows_repeat_and_are_named():
    table = next(
        t
        for t in word_parts(sample()).root().iter(qn("w:tbl"))
        if t.find(f".//{qn('w:tblHeader')}") is not None and "Member" in shown(t)
    )
    assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")) == "Roll call"


def test_the_manifest_knows_every_provision():
    parts = word_parts(sample())
    manifest = read_manifest(parts.parts[ITEM])
    assert (manifest.kind, manifest.place, manifest.library_version) == ("ordinance", "testville-nj", "0.1")
    entry = next(e for e in manifest.entries if e.id == "privacy")
    assert (entry.bookmark, entry.block, entry.clause, entry.variant) == ("p_privacy", "section", "privacy", "narrow")
    names = {n.get(qn("w:name")) for n in parts.root().iter(qn("w:bookmarkStart"))}
    assert {e.bookmark for e in manifest.entries} == names


def test_source_marks_follow_the_list():
    parts = word_parts(sample())
    assert parts.styled("SourcesHeading") == ["Sources"] and len(parts.styled("SourceNote")) == 2
    assert [words for code, words in parts.fields() if code == "REF p_note__1 \\n \\h"] == ["1", "1"]


def test_a_picture_that_word_cannot_draw_is_told():
    from generator.document import Figure

    written = write(doc(Figure("f", "<svg viewBox='0 0 1 1'><text>x</text></svg>", "the seal")))
    assert written.unshown == ("the picture 'f' (the seal): it holds a <text>",)
    assert write(sample()).unshown == ()


def test_control_characters_do_not_break_the_file():
    assert shown(word_parts(doc(para("p", "a\x00b\x0b < & >"))).root()) == "ab < & >"


# --------------------------------------------------------------------------------------------------------------
# Scripts


def test_arabic_runs_right_to_left_and_atoms_do_not():
    parts = word_parts(arabic_sample())
    for name in ("word/document.xml", "word/header2.xml", "word/footer2.xml"):
        assert all(p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for p in parts.paragraphs(name))
    for run in parts.root().iter(qn("w:r")):
        words = shown(run)
        latin = re.search(r"[A-Za-z]", words) is not None
        if words and run.find(f".//{qn('w:fldChar')}") is None:
            assert (run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is None) == (latin or "555" in words)
    assert "\u200f\u200e8\u00a0U.S.C.\u00a0§\u00a01357(g)\u200e\u200f" in shown(parts.root())
    assert not [n for n in parts.root().iter(qn("w:jc")) if n.get(qn("w:val")) == "right"]
    assert all(t.find(f"{qn('w:tblPr')}/{qn('w:bidiVisual')}") is not None for t in parts.root().iter(qn("w:tbl")))


def test_facing_columns_keep_their_places_and_have_their_own_direction():
    table = next(word_parts(chinese_sample()).root().iter(qn("w:tbl")))
    assert table.find(f"{qn('w:tblPr')}/{qn('w:bidiVisual')}") is None
    cells = table.findall(f".//{qn('w:tc')}")
    assert [c.find(f".//{qn('w:bidi')}") is not None for c in cells] == [False, False, True]
    assert [c.find(f".//{qn('w:lang')}").get(qn("w:val")) for c in cells] == ["en-US", "zh-CN", "ar-SA"]


def test_the_defaults_speak_the_language_and_name_all_fonts():
    defaults = word_parts(chinese_sample()).root("word/styles.xml").find(qn("w:docDefaults"))
    fonts = defaults.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) == "Noto Sans CJK SC" and not [a for a in fonts.attrib if a.endswith("Theme")]
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "zh-CN"


# --------------------------------------------------------------------------------------------------------------
# Numbers that do not begin at one


def test_an_amendment_may_set_out_section_nine_alone():
    parts = word_parts(doc(section("nine", "Nine", provision("nine.c", "(c)", "Only this."), number=9)))
    starts = [(o.get(qn("w:ilvl")), o[0].get(qn("w:val"))) for o in parts.root("word/numbering.xml").iter(qn("w:lvlOverride"))]
    assert ("0", "9") in starts and ("1", "3") in starts


def test_a_designator_of_another_kind_is_typed():
    parts = word_parts(
        doc(
            section("a", "A", provision("a.x", "(a-1)", "Words.")),
        )
    )
    assert parts.styled("Subdivision1") == ["(a-1)\tWords."]


def test_emphasis_and_names_are_kept():
    run = word_parts(doc(para("p", Text("x", "underline")))).root().find(f".//{qn('w:r')}/{qn('w:rPr')}", NAMESPACES)
    assert run.find(qn("w:u")).get(qn("w:val")) == "single"
