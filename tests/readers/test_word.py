"""Files of ours read back: ids, headings, fields, tracked changes, comments; and what editing does to them."""

from __future__ import annotations

import io

import pytest
from docx import Document as open_docx

from generator.document import DrafterNote, Reference, Text
from generator.errors import UnusableInput
from generator.ooxml.reading import open_package
from generator.ooxml.returned import evened
from generator.readers.word import find_manifest, read_word
from generator.review.redline import redline
from generator.writers import WriterOptions, writer
from tests.builders import doc, draft_notice, para, provision, said, section
from tests.word_files import docx


def sample(*blocks, final: bool = False):
    return doc(*(blocks or (
        draft_notice(),
        section("purpose", "Purpose", para("purpose.p1", "This order states the rule.", role="lead"), number=1),
        section("custody", "Custody", provision(
            "custody.hold", "(a)", "An agency must not hold a person", heading="Holds", flush=said("without a judicial warrant."), children=(
                provision("custody.hold.jail", "(1)", "in a jail; or", level=2),
                provision("custody.hold.court", "(2)", "in a court,", level=2))),
            provision("custody.refer", "(b)", Text("See "), Reference("purpose", "Section 1"), Text(" for the rule."),
                      notes=(DrafterNote("n", ("A note of the drafter.",)),)), number=2),
    )), final=final)


def written(document=None, **options) -> bytes:
    return writer("docx").write(document or sample(), WriterOptions(**options)).data


def edited(data: bytes, change) -> bytes:
    """The file after python-docx changed it."""
    document = open_docx(io.BytesIO(data))
    change(document, {p.text.strip(): p for p in document.paragraphs})
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def by_id(data: bytes):
    return {p.id: p for p in read_word(data).passages if p.id}


def test_each_provision_comes_back_with_its_words_and_no_number():
    passages = by_id(written())
    assert passages["custody"].text == "Custody"
    assert passages["custody.hold"].heading == "Holds" and passages["custody.hold"].text == "An agency must not hold a person"
    assert passages["custody.hold"].whole == "Holds. An agency must not hold a person"
    assert passages["custody.hold.jail"].text == "in a jail; or"
    assert passages["purpose.p1"].block == "paragraph.lead" and passages["purpose.p1"].clause == "purpose"


def test_typed_numbers_are_no_words_either():
    assert [p.text for p in read_word(written(literal_numbers=True)).passages] == [p.text for p in read_word(written()).passages]


def test_flush_text_bears_no_id_and_follows_its_list():
    flush = next(p for p in read_word(written()).passages if p.text == "without a judicial warrant.")
    assert flush.id == "" and flush.after == "custody.hold.court" and flush.clause == "custody"


def test_a_reference_is_a_field_that_knows_its_target():
    piece = next(p for p in by_id(written())["custody.refer"].pieces if p.target)
    assert piece.target == "purpose" and piece.text.endswith("1")


def test_the_summary_of_a_draft_is_not_read():
    read = read_word(written())
    assert not [p for p in read.passages if p.id.startswith("notice")]
    assert read.manifest.kind == "ordinance" and not read.manifest.final
    assert find_manifest(open_package(written(), "x")) == read.manifest


def test_the_summary_is_not_read_either_where_the_manifest_is_lost():
    package = open_package(written())
    for part in [p for p in package.parts if p.startswith("customXml/")]:
        del package.parts[part]
    read = read_word(package.to_bytes())
    assert read.manifest is None and read.passages and not [p for p in read.passages if p.id.startswith("notice")]


def test_a_drafters_note_comes_back_as_a_comment_on_its_words():
    remark, = by_id(written())["custody.refer"].remarks
    assert remark.text == "A note of the drafter." and remark.author and "for the rule." in remark.anchor


def test_both_views_of_tracked_changes_and_who_made_them():
    old, new = written(final_sample()), written(final_sample("An agency may hold a person", "A wholly new sentence stands here."))
    marked = redline(old, new, "Ann Counsel", "2026-05-01").data
    read = read_word(marked)
    assert read.tracked
    accepted, rejected = ({p.id: p for p in view if p.id} for view in (read.passages, read.rejected))
    assert accepted["custody.hold"].text == "An agency may hold a person"
    assert rejected["custody.hold"].text == "An agency must not hold a person"
    marks = accepted["custody.hold"].marks
    assert {m.author for m in marks} == {"Ann Counsel"} and {m.date[:10] for m in marks} == {"2026-05-01"}
    assert {(m.kind, m.text.strip()) for m in marks} == {("deleted", "must not"), ("inserted", "may")}


def final_sample(text: str = "An agency must not hold a person", more: str = ""):
    children = (provision("custody.hold", "(a)", text), provision("custody.more", "(b)", "It keeps a log."),
                *((provision("custody.new", "(c)", more),) if more else ()))
    return sample(section("custody", "Custody", *children, number=1), final=True)


def test_a_new_paragraph_follows_what_stands_before_it():
    def change(_, paragraphs):
        here = next(p for text, p in paragraphs.items() if text.endswith("for the rule."))
        new = here._p.makeelement(here._p.tag, {})
        here._p.addnext(new)
        type(here)(new, here._parent).add_run("A new rule.")

    new = next(p for p in read_word(edited(written(), change)).passages if p.text == "A new rule.")
    assert (new.id, new.after, new.split, new.clause) == ("", "custody.refer", False, "custody")


def test_a_paragraph_typed_anew_has_lost_its_id_and_is_still_read():
    def change(_, paragraphs):
        next(p for text, p in paragraphs.items() if text.endswith("for the rule.")).text = "See Section 1 for the rules."

    read = read_word(edited(written(), change))
    lost = next(p for p in read.passages if p.text == "See Section 1 for the rules.")
    assert lost.id == "" and "custody.refer" not in read.targets


def test_a_file_without_our_manifest_says_so():
    read = read_word(docx("Words of somebody else."))
    assert not read.ours and read.manifest is None and any("no table of provisions" in n for n in read.notes)
    assert [p.text for p in read.passages] == ["Words of somebody else."]


def test_a_joined_paragraph_names_the_ids_it_swallowed():
    def change(_, paragraphs):
        first = next(p for text, p in paragraphs.items() if text.endswith("in a jail; or"))
        second = next(p for text, p in paragraphs.items() if text.endswith("in a court,"))
        for child in [c for c in second._p if not c.tag.endswith("}pPr")]:
            first._p.append(child)
        second._p.getparent().remove(second._p)

    passage = by_id(edited(written(), change))["custody.hold.jail"]
    assert passage.joined == ("custody.hold.court",) and "in a court," in passage.text


def test_a_cut_paragraph_belongs_to_the_one_it_was_cut_from():
    def change(_, paragraphs):
        here = next(p for text, p in paragraphs.items() if text.endswith("for the rule."))
        new = here._p.makeelement(here._p.tag, {})
        here._p.addnext(new)
        for child in list(here._p)[-4:]:
            new.append(child)

    read = read_word(edited(written(), change))
    at = next(k for k, p in enumerate(read.passages) if p.id == "custody.refer")
    assert read.passages[at + 1].split and read.passages[at + 1].after == "custody.refer"


@pytest.mark.parametrize("data", [b"", b"no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"])
def test_what_is_no_word_file_is_refused(data):
    with pytest.raises(UnusableInput):
        read_word(data, "x.docx")


def test_words_are_compared_with_plain_spaces_and_hyphens():
    assert evened("8\u00a0U.S.C.  §\u00a01373,\tForm I\u2011200 ") == "8 U.S.C. § 1373, Form I-200"


def test_libreoffice_keeps_ids_words_and_headings(tmp_path, needs):
    import subprocess

    office = needs("soffice")
    (tmp_path / "a.docx").write_bytes(written())
    subprocess.run([office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "docx:Office Open XML Text",
                    "--outdir", str(tmp_path / "out"), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=180)
    before, after = read_word(written()), read_word((tmp_path / "out" / "a.docx").read_bytes())
    assert [(p.id, evened(p.whole), p.clause) for p in after.passages] == [(p.id, evened(p.whole), p.clause) for p in before.passages]
    assert after.manifest == before.manifest


def test_what_stands_in_a_text_box_is_told_in_its_words():
    document = open_docx(io.BytesIO(docx("The text.")))
    from lxml import etree

    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    box = etree.fromstring(
        f'<w:pict xmlns:w="{w}"><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>Except that '
        "anyone may.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>")
    document.paragraphs[0].runs[0]._r.append(box)
    out = io.BytesIO()
    document.save(out)
    assert any("text boxes were not read, and may bind: “Except that anyone may.”" in n for n in read_word(out.getvalue()).notes)


def test_the_look_of_words_is_read_from_runs_and_styles():
    document = open_docx(io.BytesIO(docx("Plain words.", "Hidden words.", "Struck words.")))
    from docx.enum.style import WD_STYLE_TYPE

    unseen = document.styles.add_style("Unseen", WD_STYLE_TYPE.PARAGRAPH)
    unseen.font.hidden = True
    document.paragraphs[1].style = unseen
    document.paragraphs[2].runs[0].font.double_strike = True
    out = io.BytesIO()
    document.save(out)
    assert [(p.hidden, p.struck) for p in read_word(out.getvalue()).passages] == [("", ""), ("Hidden words.", ""), ("", "Struck words.")]
