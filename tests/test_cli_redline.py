"""redline, review, upgrade and scrub as a user runs them; and the whole way round: draft, edit in Word, keep, draft again."""

from __future__ import annotations

import html
import io
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document as open_docx
from lxml import etree

from generator import sources
from generator.ooxml.reading import open_package
from generator.ooxml.resolve import accept_all, has_tracked_changes, reject_all
from generator.readers.word import read_word
from generator.review.edits import SAME_WORDS, review
from tests.word_files import docx, edit, put

PLACE = "passaic-nj"
TOPICS = ("--topic", "detainers", "--topic", "privacy")


@pytest.fixture(scope="session")
def drafts(tmp_path_factory) -> dict[str, Path]:
    """Drafts of one place: the model, the narrow version, and an ordinance."""
    from click.testing import CliRunner

    from generator.cli import main

    folder = tmp_path_factory.mktemp("drafts")
    made = {}
    for name, kind, more in (("model", "executive-order", ()), ("narrow", "executive-order", ("--strength", "narrow")),
                             ("ordinance", "ordinance", ())):
        done = CliRunner().invoke(main, ["draft", PLACE, "--as", kind, *TOPICS, *more, "--out", str(folder / name)])
        assert done.exit_code == 0, done.output
        made[name] = folder / name / PLACE / f"{kind}.en.docx"
    return made


def words(data: bytes) -> list[str]:
    return [p.whole for p in read_word(data).passages]


# --------------------------------------------------------------------------------------------------------------
# redline


def test_a_redline_of_two_files_keeps_the_promise(ordinance, drafts, tmp_path):
    done = ordinance("redline", drafts["model"], drafts["narrow"], "-o", "r.docx", "--author", "Ann Counsel", "--date", "2026-05-01")
    assert done.exit_code == 0
    data = (tmp_path / "r.docx").read_bytes()
    package = open_package(data)
    assert words(accept_all(package).to_bytes()) == words(drafts["narrow"].read_bytes())
    assert words(reject_all(package).to_bytes()) == words(drafts["model"].read_bytes())
    assert b"Ann Counsel" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_a_profile_is_drafted_as_the_file_beside_it(ordinance, drafts, tmp_path):
    assert ordinance("redline", PLACE, "--since", drafts["model"], "-o", "since.docx").exit_code == 0
    new = read_word(accept_all(open_package((tmp_path / "since.docx").read_bytes())).to_bytes())
    assert new.manifest.kind == "executive-order" and any(p.id.startswith("language-access") for p in new.passages)


@pytest.mark.parametrize(("fmt", "sign"), [("text", "[-"), ("json", '"deleted"'), ("html", "<del")])
def test_the_same_redline_to_read(ordinance, drafts, tmp_path, fmt, sign):
    done = ordinance("redline", drafts["model"], drafts["narrow"], "--format", fmt)
    assert done.exit_code == 0 and sign in done.output
    if fmt == "json":
        assert json.loads(done.stdout)["verified"] is True
    name = {"text": "r.txt"}.get(fmt, f"r.{fmt}")
    assert ordinance("redline", drafts["model"], drafts["narrow"], "-o", name).exit_code == 0
    assert sign in (tmp_path / name).read_text()


@pytest.mark.parametrize("command", [
    ("redline", "a.docx", "b.docx", "-o", "b.docx"), ("redline", "a.docx", "b.docx", "-o", "a.docx"),
    ("review", "b.docx", "--against", "a.docx", "-o", "b.docx"), ("scrub", "a.docx", "-o", "a.docx"),
    ("compare", "a.docx", "--against", PLACE, "--propose", "a.docx"), ("check", "a.docx", "-o", "a.docx"),
])
def test_what_is_read_is_never_written_over(ordinance, drafts, tmp_path, command):
    for name, kind in (("a.docx", "model"), ("b.docx", "narrow")):
        (tmp_path / name).write_bytes(drafts[kind].read_bytes())
    done = ordinance(*command)
    assert done.exit_code == 2 and "would be lost" in done.stderr
    assert [(tmp_path / n).read_bytes() == drafts[k].read_bytes() for n, k in (("a.docx", "model"), ("b.docx", "narrow"))] == [True, True]


@pytest.mark.parametrize(("asked", "told"), [
    (("-o", "r.pdf"), "name a .docx, .html, .txt or .json file"), (("-o", "r.docx", "--format", "html"), "is the name of a docx file"),
    (("-o", "m.txt", "--marking", "strike-underline"), "name a .docx file"),
    (("-o", "m.docx", "--marking", "strike-underline", "--format", "text"), "is a Word file"),
    (("-o", "r.docx", "--date", "last tuesday"), "is no date"), (("-o", "r.docx", "--date", "2026-13-99"), "is no date"),
])
def test_a_name_a_format_and_a_date_that_do_not_fit_are_refused(ordinance, drafts, tmp_path, asked, told):
    done = ordinance("redline", drafts["model"], drafts["narrow"], *asked)
    assert done.exit_code == 2 and told in done.stderr and list(tmp_path.iterdir()) == []


def test_a_date_is_written_as_word_writes_it(ordinance, drafts, tmp_path):
    for given, written in (("2026-05-01", "2026-05-01T00:00:00Z"), ("2026-05-01T09:30:00-04:00", "2026-05-01T13:30:00Z")):
        assert ordinance("redline", drafts["model"], drafts["narrow"], "-o", "r.docx", "--date", given).exit_code == 0
        assert f'w:date="{written}"'.encode() in zipfile.ZipFile(tmp_path / "r.docx").read("word/document.xml")


def test_a_word_file_under_another_name_is_compared_as_one(ordinance, drafts, tmp_path):
    (tmp_path / "notes.txt").write_bytes(drafts["narrow"].read_bytes())
    assert ordinance("redline", drafts["model"], "notes.txt", "-o", "r.docx").exit_code == 0


def changed_part(path: Path, to: Path, part: str, old: str, new: str) -> Path:
    """A copy of a Word file with other words in one of its parts."""
    package = open_package(path.read_bytes())
    assert old in package.parts[part].decode()
    package.parts[part] = package.parts[part].decode().replace(old, new, 1).encode()
    to.write_bytes(package.to_bytes())
    return to


def test_what_no_mark_shows_is_told(ordinance, drafts, tmp_path):
    model = drafts["model"]
    header = next(name for name, part in open_package(model.read_bytes()).parts.items() if b"DRAFT: not for adoption" in part and "header" in name)
    stamped = changed_part(model, tmp_path / "stamped.docx", header, "DRAFT: not for adoption", "FOR ADOPTION")
    for fmt in ("text", "json", "html"):
        assert "FOR ADOPTION" in ordinance("redline", model, stamped, "--format", fmt).stdout, fmt
    assert "“FOR ADOPTION”" in ordinance("review", stamped, "--against", model).stdout
    assert "headers and footers" not in ordinance("review", model, "--against", model).stdout

    body = open_package(model.read_bytes()).parts["word/document.xml"].decode()
    shown = re.search(r'<w:instrText[^>]*> REF p_\w+ [^<]*</w:instrText>.*?<w:t[^>]*>([^<]+)</w:t>', body)
    typed = tmp_path / "typed.docx"
    package = open_package(model.read_bytes())
    package.parts["word/document.xml"] = (body[:shown.start(1)] + "§ 99Z" + body[shown.end(1):]).encode()
    typed.write_bytes(package.to_bytes())
    told = ordinance("redline", model, typed, "-o", "r.docx").stderr
    assert "is now “§ 99Z”" in told and "until their fields are updated" in told
    assert "until their fields are updated" not in ordinance("redline", model, typed, "--format", "text").stdout
    assert "cross-references" not in ordinance("redline", model, model, "-o", "r.docx").stderr


@pytest.mark.parametrize("part", ["docProps/core.xml", "word/theme/theme1.xml", "word/comments.xml"])
def test_a_broken_part_does_not_go_into_a_redline(ordinance, drafts, tmp_path, part):
    whole = open_package(drafts["model"].read_bytes())
    for broken in (whole.parts[part][:-9], b"<!DOCTYPE x><x/>"):
        package = open_package(drafts["model"].read_bytes())
        package.parts[part] = broken
        (tmp_path / "bad.docx").write_bytes(package.to_bytes())
        done = ordinance("redline", drafts["model"], "bad.docx", "-o", "r.docx")
        assert done.exit_code == 2 and part in done.stderr and not (tmp_path / "r.docx").exists()


def test_reasons_stand_as_comments_on_what_changed(ordinance, drafts, tmp_path):
    done = ordinance("redline", drafts["model"], drafts["narrow"], "-o", "r.docx", "--reasons")
    assert done.exit_code == 0 and "bear a comment" in done.output
    read = read_word((tmp_path / "r.docx").read_bytes())
    remarks = [r.text for p in read.passages for r in p.remarks]
    assert any("From model to narrow. Before: " in r for r in remarks)


def test_reasons_of_a_deleted_provision_go_with_it(ordinance, drafts, tmp_path):
    less = ordinance("draft", PLACE, "--as", "executive-order", "--topic", "detainers", "--out", "less")
    assert less.exit_code == 0
    done = ordinance("redline", drafts["model"], f"less/{PLACE}/executive-order.en.docx", "-o", "r.docx", "--reasons")
    assert done.exit_code == 0 and "deleted provisions bear one too" in done.output and "No place for a comment" not in done.output
    package = open_package((tmp_path / "r.docx").read_bytes())
    comments = etree.tostring(package.read("word/comments.xml"), encoding="unicode", method="text")
    assert "Deleted (model). It gave: Less collection, limited use" in comments

    def pointed_at(side) -> int:
        return side.written(side.document()).count(b"<w:commentReference")

    here, accepted, rejected = pointed_at(package), pointed_at(accept_all(package)), pointed_at(reject_all(package))
    assert accepted < here == package.written("word/comments.xml").count(b"<w:comment ") and rejected <= here


def test_tracked_changes_of_an_input_are_refused_unless_their_meaning_is_said(ordinance, drafts, tmp_path):
    ordinance("redline", drafts["model"], drafts["narrow"], "-o", "r.docx")
    assert ordinance("redline", "r.docx", drafts["model"], "-o", "again.docx").exit_code == 2
    assert not (tmp_path / "again.docx").exists()
    assert ordinance("redline", "r.docx", drafts["model"], "-o", "again.docx", "--existing", "accept").exit_code == 0


@pytest.mark.parametrize("arguments", [("only-one.docx",), ("a.docx", "b.docx", "--since", "c.docx")])
def test_sides_must_be_named(ordinance, arguments):
    assert ordinance("redline", *arguments).exit_code == 2


@pytest.mark.parametrize("marking", ["strike-underline", "brackets-underscore", "brackets-strike-bold", "style"])
def test_an_amendatory_copy_has_marks_a_key_and_lines_and_no_tracked_change(ordinance, drafts, tmp_path, marking):
    done = ordinance("redline", drafts["model"], drafts["narrow"], "--marking", marking, "-o", "m.docx")
    assert done.exit_code == 0
    data = (tmp_path / "m.docx").read_bytes()
    package = open_package(data)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert not has_tracked_changes(package) and "w:lnNumType" in xml and 'w:u w:val="single"' in xml
    assert ("<w:strike/>" in xml) is (marking != "brackets-underscore")
    first = next(p.text for p in open_docx(io.BytesIO(data)).paragraphs)
    assert "is deleted" in first and "is added" in first
    assert not any("read this page first" in p for p in words(data))


def test_the_amendatory_copy_says_every_old_and_new_word(ordinance, tmp_path):
    (tmp_path / "a.docx").write_bytes(docx("An agency must not ask.", "It keeps a log.", "The end."))
    (tmp_path / "b.docx").write_bytes(docx("An agency may ask.", "The end.", "Beyond it."))
    ordinance("redline", "a.docx", "b.docx", "--marking", "brackets-underscore", "-o", "m.docx")
    said = [p.text for p in open_docx(str(tmp_path / "m.docx")).paragraphs]
    assert said[1:] == ["An agency [must not] may ask.", "[It keeps a log.]", "The end.", "Beyond it."]
    ordinance("redline", "a.docx", "b.docx", "--marking", "clean", "-o", "c.docx")
    assert [p.text for p in open_docx(str(tmp_path / "c.docx")).paragraphs] == ["An agency may ask.", "The end.", "Beyond it."]


def spoken(path: Path) -> list[tuple[str, bool | None, bool | None, bool | None]]:
    """The runs of the key of a printed copy: words, bold, underlined, struck."""
    return [(r.text, r.bold, r.underline, r.font.strike) for r in open_docx(str(path)).paragraphs[0].runs]


def test_a_deleted_paragraph_keeps_its_indent_and_loses_only_a_number(ordinance, drafts, tmp_path):
    less = ordinance("draft", PLACE, "--as", "executive-order", "--topic", "detainers", "--strength", "narrow", "--out", "less")
    assert less.exit_code == 0
    ordinance("redline", drafts["model"], f"less/{PLACE}/executive-order.en.docx", "--marking", "strike-underline", "-o", "m.docx")
    document = open_docx(tmp_path / "m.docx")
    gone = {p.style.style_id: p for p in document.paragraphs if p.runs and p.text.strip() and all(
        r.font.strike for r in p.runs if r.text.strip())}
    assert gone["Recital"]._p.pPr.numPr is None and gone["Recital"].paragraph_format.left_indent is None
    one, two = gone["Subdivision1"], gone["Subdivision2"]
    assert one._p.pPr.numPr.numId.val == 0 == two._p.pPr.numPr.numId.val
    assert 0 < one.paragraph_format.left_indent < two.paragraph_format.left_indent


def test_deleted_matter_stands_in_bold_brackets_and_no_other_bracket_is_bold(ordinance, tmp_path):
    (tmp_path / "a.docx").write_bytes(docx("Take the [name of the court] within 24 hours.", [("Heads\t[sic] up", "b")], "必须报告。"))
    (tmp_path / "b.docx").write_bytes(docx("Take the [name of the court] within 48 hours.", [("Heads\t[sic] down", "b")], "可以报告。"))
    ordinance("redline", "a.docx", "b.docx", "--marking", "brackets-underscore", "-o", "m.docx")
    document = open_docx(str(tmp_path / "m.docx"))
    assert "Brackets in ordinary type, as around a blank, belong to the text." in document.paragraphs[0].text
    assert ("[", True, None, None) in spoken(tmp_path / "m.docx")
    runs = [[(r.text, r.bold) for r in p.runs] for p in document.paragraphs[1:]]
    assert [p.text for p in document.paragraphs[1:3]] == ["Take the [name of the court] within [24] 48 hours.", "Heads\t[sic] [up] down"]
    assert [b for w, b in runs[0] if w in "[]"] == [False, False, True, True]
    assert [b for w, b in runs[1] if w in "[]"] == [False, False, True, True] and ("sic", True) in runs[1]
    assert "] " not in document.paragraphs[3].text  # Chinese words want no space between
    (tmp_path / "c.docx").write_bytes(docx("Within 24 hours."))
    (tmp_path / "d.docx").write_bytes(docx("Within 48 hours, at most."))
    ordinance("redline", "c.docx", "d.docx", "--marking", "brackets-underscore", "-o", "n.docx")
    assert "ordinary type" not in open_docx(str(tmp_path / "n.docx")).paragraphs[0].text


@pytest.mark.parametrize(("tag", "words", "rtl"), [("es", "El texto ", False), ("ar", "النص ", True)])
def test_the_key_is_in_the_language_of_the_document(ordinance, tmp_path, tag, words, rtl):
    assert ordinance("draft", PLACE, "--as", "executive-order", *TOPICS, "--language", tag, "--out", "d").exit_code == 0
    old = next((tmp_path / "d").rglob("*.docx"))
    document = open_docx(str(old))
    next(r for p in reversed(document.paragraphs) for r in p.runs if len(r.text) > 30).text += " 48"
    document.save(str(tmp_path / "new.docx"))
    assert ordinance("redline", old, "new.docx", "--marking", "strike-underline", "-o", "m.docx").exit_code == 0
    runs = spoken(tmp_path / "m.docx")
    assert runs[0][0] == words and [r[3] for r in runs[:2]] == [None, True] and runs[3][2]
    first = open_docx(str(tmp_path / "m.docx")).paragraphs[0]._p.xml
    assert ("<w:bidi/>" in first) is rtl and ("<w:rtl/>" in first) is rtl and ('<w:bidi w:val="0"/>' in first) is not rtl


def test_every_language_has_the_key_and_marks_both_kinds_in_it(desk):
    from generator.language import language_tags
    from generator.negotiation.printing import key_to
    from generator.ooxml.amendatory import MARKINGS

    english = {marking: key_to(desk, marking, "en") for marking in MARKINGS}
    for tag in language_tags(desk.locales())[1:]:
        for marking in MARKINGS:
            key = key_to(desk, marking, tag)
            assert sorted(kind for kind, _ in key.parts if kind) == ["added", "deleted"], (tag, marking)
            assert key.parts != english[marking].parts and key.own_brackets != english[marking].own_brackets, (tag, marking)


def test_a_clean_copy_is_the_new_text_as_it_is(ordinance, drafts, tmp_path):
    assert ordinance("redline", drafts["model"], drafts["narrow"], "--marking", "clean", "-o", "c.docx").exit_code == 0
    data = (tmp_path / "c.docx").read_bytes()
    assert words(data) == words(drafts["narrow"].read_bytes()) and b"lnNumType" not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


@pytest.mark.parametrize(("asked", "told"), [
    (("-o", "r.docx", "--no-line-numbers"), "name its --marking too"),
    (("-o", "r.docx", "--reasons", "--marking", "strike-underline"), "leave out --marking"),
    (("-o", "r.docx", "--reasons", "--marking", "clean"), "leave out --marking"),
    (("--reasons", "--format", "text"), "write to -o OUT.docx"), (("--reasons", "-o", "r.html"), "write to -o OUT.docx"),
])
def test_what_an_output_cannot_bear_is_refused_and_not_counted(ordinance, drafts, tmp_path, asked, told):
    done = ordinance("redline", drafts["model"], drafts["narrow"], *asked)
    assert done.exit_code == 2 and told in done.stderr and "bear a comment" not in done.output and list(tmp_path.iterdir()) == []


def test_an_as_adopted_copy_is_refused_while_a_blank_remains(ordinance, drafts, tmp_path):
    done = ordinance("redline", drafts["model"], drafts["narrow"], "--marking", "as-adopted", "-o", "f.docx")
    assert done.exit_code == 2 and "a blank remains" in done.output and not (tmp_path / "f.docx").exists()
    (tmp_path / "b.docx").write_bytes(docx("An agency may ask."))
    assert ordinance("redline", "b.docx", "b.docx", "--marking", "as-adopted", "-o", "f.docx").exit_code == 0


def test_an_unknown_marking_is_told(ordinance, drafts):
    done = ordinance("redline", drafts["model"], drafts["narrow"], "--marking", "strike-underlined", "-o", "f.docx")
    assert done.exit_code == 2 and "Did you mean 'strike-underline'?" in done.output
    done = ordinance("redline", drafts["model"], drafts["narrow"], "--marking", "qqq", "-o", "f.docx")
    assert done.exit_code == 2 and "style" in done.output and "as-adopted" in done.output


def test_a_broken_file_is_one_clear_error(ordinance, drafts, tmp_path):
    (tmp_path / "x.docx").write_bytes(b"no zip")
    for arguments in (("redline", "x.docx", drafts["model"], "-o", "o.docx"), ("review", "x.docx", "--against", PLACE), ("scrub", "x.docx")):
        done = ordinance(*arguments)
        assert done.exit_code == 2 and done.output.count("error:") == 1
    assert ordinance("review", "nowhere.docx", "--against", PLACE).exit_code == 2


# --------------------------------------------------------------------------------------------------------------
# review


def test_an_untouched_draft_reviews_as_untouched(ordinance, drafts):
    done = ordinance("review", drafts["model"], "--against", PLACE)
    assert done.exit_code == 0 and "untouched. Changes of law: none that the rules recognise." in done.output
    assert ordinance("review", drafts["narrow"], "--against", PLACE).exit_code == 0  # drafted again as the file says it was


def test_a_grave_edit_ends_with_status_1_and_is_reported(ordinance, drafts, tmp_path):
    edit(drafts["model"], tmp_path / "e.docx", lambda p: put(p["p_detainers__arrest"], "shall not", "may"))
    done = ordinance("review", "e.docx", "--against", PLACE)
    assert done.exit_code == 1 and "GRAVE" in done.output and "[-shall not-]{+may+}" in done.output
    assert ordinance("review", "e.docx", "--against", PLACE, "--fail-on", "never").exit_code == 0
    for name in ("report.html", "report.docx", "report.json", "report.txt"):
        ordinance("review", "e.docx", "--against", drafts["model"], "-o", name)
        assert (tmp_path / name).stat().st_size > 500
    assert json.loads((tmp_path / "report.json").read_text())["gravest"] == "grave"
    assert ordinance("review", "e.docx", "--against", PLACE, "-o", "report.xyz").exit_code == 2


def way_round(ordinance, edited: Path, folder: str = "own"):
    """Keep the edits of a file, draft again with them, and review the file against that draft."""
    folder = Path.cwd() / folder
    done = ordinance("review", edited, "--against", PLACE, "--save", folder, "--fail-on", "never")
    assert done.exit_code == 0, done.output
    again = ordinance("review", edited, "--against", PLACE, "--library", folder, "--fail-on", "never", "--format", "json")
    assert again.exit_code == 0, again.output
    left = [(e["kind"], e["provision"], e["before"], e["after"]) for c in json.loads(again.stdout)["clauses"] for e in c["edits"]
            if e["kind"] not in SAME_WORDS]
    return left, done.output


@pytest.mark.parametrize("kind", ["model", "ordinance"])
def test_the_next_draft_holds_what_was_edited(ordinance, drafts, tmp_path, kind):
    def change(p):
        put(p["p_detainers__arrest"], "shall not", "may never")
        put(p["p_detainers__hold"], "the time", "the very minute")
        put(p["p_definitions__agency"], "a department", "a bureau, a department")
        put(p["p_detainers"], "Immigration", "Civil Immigration")

    left, _ = way_round(ordinance, edit(drafts[kind], tmp_path / "e.docx", change))
    assert left == []
    tree = sources.read_yaml(tmp_path / "own" / "detainers" / "detainers.yml").tree
    text, row = tree["variants"]["model"]["text"], tree["made_from"][0]
    assert "may never" in text and "[[judicial warrant]]" in text and "(arrest" in text
    assert row["variant"] == "model" and row["form"] == "binds" and "may never" not in row["text"]
    assert tree["heading"].startswith("Civil ") and tree["made_from"][1]["form"] == "heading"


def test_a_clause_whose_words_were_edited_promises_nothing_until_its_plain_sentences_are_written_anew(ordinance, drafts, tmp_path):
    changed = edit(drafts["ordinance"], tmp_path / "e.docx", lambda p: put(p["p_detainers__hold"], "the time", "the very minute"))
    way_round(ordinance, changed)
    promise = "keep you locked up just because ICE asks"
    asked = ("draft", PLACE, "--as", "handout", *TOPICS, "--format", "text")
    assert promise in " ".join(Path(ordinance(*asked).stdout.strip()).read_text().split())
    own = ordinance(*asked, "--library", "own", "--out", "mine")
    assert own.exit_code == 0 and own.stderr.count("its plain sentences are those of the library's words") == 1 and "'detainers'" in own.stderr
    assert promise not in " ".join(Path(own.stdout.strip()).read_text().split())
    file = tmp_path / "own" / "detainers" / "detainers.yml"
    file.write_text(file.read_text().replace("just because ICE asks", "a minute longer just because ICE asks"))
    again = ordinance(*asked, "--library", "own", "--out", "mine")
    assert "note:" not in again.stderr and "a minute longer" in " ".join(Path(again.stdout.strip()).read_text().split())


def test_other_sheets_leave_out_what_the_library_says_of_words_that_were_edited(ordinance, drafts, tmp_path):
    way_round(ordinance, edit(drafts["ordinance"], tmp_path / "e.docx", lambda p: put(p["p_detainers__hold"], "the time", "the very minute")))
    tree = sources.read_yaml(tmp_path / "own" / "detainers" / "detainers.yml").tree
    gives, ask, duty = tree["variants"]["model"]["gives"], tree["questions"][0]["ask"], tree["duties"][0]["what"]
    for sheet, words, told in (("petition", gives, "its gives"), ("questions", ask, "its questions"), ("memo", duty, "its duties")):
        asked = ("draft", PLACE, "--as", sheet, *TOPICS, "--format", "html")
        before, after = ordinance(*asked), ordinance(*asked, "--library", "own", "--out", "mine")
        said = [" ".join(html.unescape(re.sub("<[^>]*>", " ", Path(one.stdout.strip()).read_text())).split()) for one in (before, after)]
        needle = " ".join(re.sub(r"\[\[(?:[^\]|]*\|)?|\]\]|\{\{.*", "", words).split())[:40].replace("'", "’")
        assert needle in said[0] and needle not in said[1], sheet
        assert "Immigration Detainers" in said[1] or sheet == "questions"
        assert told in after.stderr and not before.stderr.count("note: the words of")


def test_new_deleted_and_retyped_paragraphs_come_round(ordinance, drafts, tmp_path):
    def change(p):
        gone = p["p_detainers__check"] if "p_detainers__check" in p else p["p_detainers__open"]
        gone._p.getparent().remove(gone._p)
        here = p["p_detainers__hold"]
        new = here._p.makeelement(here._p.tag, {})
        here._p.addnext(new)
        paragraph = type(here)(new, here._parent)
        paragraph.style = here.style
        paragraph.add_run("The Chief of Police shall tell the City Council of each immigration detainer within 3 days.")

    left, told = way_round(ordinance, edit(drafts["model"], tmp_path / "e.docx", change))
    assert [x for x in left if x[0] not in ("changed",)] == [], (left, told)
    text = sources.read_yaml(tmp_path / "own" / "detainers" / "detainers.yml").tree["variants"]["model"]["text"]
    assert "(added-1) The {{ officers.police_chief.title }} must tell the {{ bodies.governing.name }} of each [[immigration detainer]]" in (
        " ".join(text.split()))


def test_tracked_edits_saved_by_libreoffice_come_round(ordinance, drafts, tmp_path, needs):
    office = needs("soffice")
    edit(drafts["model"], tmp_path / "e.docx", lambda p: put(p["p_detainers__arrest"], "shall not", "may never"))
    ordinance("redline", drafts["model"], "e.docx", "-o", "tracked.docx", "--author", "Ann Counsel", "--date", "2026-05-01")
    subprocess.run([office, "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--convert-to",
                    "docx:Office Open XML Text", "--outdir", str(tmp_path / "lo"), str(tmp_path / "tracked.docx")],
                   check=True, capture_output=True, timeout=180)
    left, told = way_round(ordinance, tmp_path / "lo" / "tracked.docx")
    assert left == [] and "by Ann Counsel, 2026-05-01" in told


def test_edits_against_a_word_file_need_the_profile_to_be_kept(ordinance, drafts, tmp_path):
    edit(drafts["model"], tmp_path / "e.docx", lambda p: put(p["p_detainers__arrest"], "shall not", "may never"))
    assert ordinance("review", "e.docx", "--against", drafts["model"], "--save", "own", "--fail-on", "never").exit_code == 2
    done = ordinance("review", "e.docx", "--against", drafts["model"], "--save", "own", "--profile", PLACE, "--fail-on", "never")
    assert done.exit_code == 0 and (tmp_path / "own" / "detainers" / "detainers.yml").exists()


def test_a_whole_clause_that_was_deleted_is_left_to_the_profile(ordinance, drafts, tmp_path):
    def change(p):
        for name, paragraph in p.items():
            if name == "p_detainers" or name.startswith("p_detainers__"):
                paragraph._p.getparent().remove(paragraph._p)

    edit(drafts["model"], tmp_path / "e.docx", change)
    done = ordinance("review", "e.docx", "--against", PLACE, "--save", "own", "--fail-on", "never")
    assert "--without detainers" in done.output and not (tmp_path / "own" / "detainers").exists()


# --------------------------------------------------------------------------------------------------------------
# upgrade and scrub


def test_upgrade_shows_and_writes(ordinance, drafts, tmp_path):
    edit(drafts["model"], tmp_path / "e.docx", lambda p: put(p["p_detainers__arrest"], "shall not", "may never"))
    way_round(ordinance, tmp_path / "e.docx")
    done = ordinance("upgrade", "own")
    assert done.exit_code == 0 and "detainers: current" in done.output
    path = tmp_path / "own" / "detainers" / "detainers.yml"
    tree = dict(sources.read_yaml(path).tree)
    assert sources.parse_yaml(tree["made_from_file"], "x").tree == sources.read_yaml(sources.shipped("clauses", "detainers", "detainers.yml")).tree
    row = dict(tree["made_from"][0])
    row["text"] = row["text"].replace("an entry", "some entry", 1)
    tree["made_from"] = [row]
    tree["variants"]["model"]["text"] = tree["variants"]["model"]["text"].replace("an entry", "some entry", 1)
    path.write_text(sources.dump_yaml(tree))
    assert "{+an+}" in ordinance("upgrade", "own", "--dry-run").output and "some entry" in path.read_text()
    assert json.loads(ordinance("upgrade", "own", "--format", "json").stdout)[0]["state"] == "merged"
    assert "some entry" not in path.read_text() and "may never" in path.read_text()
    assert ordinance("upgrade", "nowhere").exit_code == 2


def test_scrub_says_what_it_took_out(ordinance, tmp_path):
    document = open_docx()
    document.core_properties.author = "Jane Organizer"
    document.add_paragraph("Words that stay.")
    document.save(str(tmp_path / "a.docx"))
    done = ordinance("scrub", "a.docx", "-o", "b.docx")
    assert done.exit_code == 0 and "Jane Organizer" in done.output
    clean = open_docx(str(tmp_path / "b.docx"))
    assert clean.core_properties.author != "Jane Organizer" and [p.text for p in clean.paragraphs] == ["Words that stay."]
    ordinance("scrub", "a.docx")
    assert (tmp_path / "a.scrubbed.docx").exists()


def test_scrub_says_that_tracked_changes_stay_and_settles_them_where_asked(ordinance, tmp_path):
    for name, said in (("a.docx", "An agency shall not ask."), ("b.docx", "An agency may ask.")):
        (tmp_path / name).write_bytes(docx(said))
    ordinance("redline", "a.docx", "b.docx", "-o", "r.docx", "--author", "Ann Counsel")
    told = ordinance("scrub", "r.docx", "-o", "left.docx").stdout
    assert "left: tracked change (2); deleted words can still be read. To settle them: --existing accept" in told
    assert "left: tracked change" in ordinance("scrub", "left.docx", "-o", "again.docx").stdout
    for existing, words in (("accept", "An agency may ask."), ("reject", "An agency shall not ask.")):
        told = ordinance("scrub", "r.docx", "-o", f"{existing}.docx", "--existing", existing).stdout
        assert "tracked change (" not in told and [p.text for p in open_docx(str(tmp_path / f"{existing}.docx")).paragraphs] == [words]
        assert not has_tracked_changes(open_package((tmp_path / f"{existing}.docx").read_bytes()))


def test_a_scrubbed_draft_is_still_ours(ordinance, drafts, tmp_path):
    assert ordinance("scrub", drafts["ordinance"], "-o", "s.docx").exit_code == 0
    done = ordinance("review", "s.docx", "--against", PLACE)
    assert done.exit_code == 0 and "untouched. Changes of law: none that the rules recognise." in done.stdout
    def fields(path) -> int:
        return zipfile.ZipFile(path).read("word/document.xml").count(b"REF p_")
    assert fields(tmp_path / "s.docx") == fields(drafts["ordinance"]) > 0
    assert "nothing to remove" in ordinance("scrub", "s.docx", "-o", "t.docx").stdout


@pytest.mark.parametrize("name", ["x.pdf", "foo", "/dev/full"])
def test_scrub_writes_a_word_file_or_nothing(ordinance, tmp_path, name):
    (tmp_path / "a.docx").write_bytes(docx("Words."))
    done = ordinance("scrub", "a.docx", "-o", name)
    assert done.exit_code == 2 and "name a .docx file" in done.stderr and [p.name for p in tmp_path.iterdir()] == ["a.docx"]
    os.mkfifo(tmp_path / "pipe.docx")
    assert "no plain file" in ordinance("scrub", "a.docx", "-o", "pipe.docx").stderr


@pytest.mark.parametrize("part", ["word/styles.xml", "word/header1.xml", "word/comments.xml", "customXml/item1.xml"])
def test_a_part_that_is_missing_or_broken_is_told_by_every_command_and_on_either_side(ordinance, drafts, tmp_path, part):
    package = open_package(drafts["model"].read_bytes())
    if part.startswith("customXml"):
        package.parts[part] = package.parts[part][:-9]
    else:
        del package.parts[part]
    (tmp_path / "bad.docx").write_bytes(package.to_bytes())
    for command in (("redline", "bad.docx", drafts["model"], "-o", "o.docx"), ("redline", drafts["model"], "bad.docx", "-o", "o.docx"),
                    ("review", "bad.docx", "--against", PLACE), ("scrub", "bad.docx", "-o", "o.docx")):
        done = ordinance(*command)
        assert done.exit_code == 2 and done.stderr.count("error:") == 1 and part in done.stderr, command
    assert not (tmp_path / "o.docx").exists()


def test_a_dash_is_no_file_and_no_profile(ordinance, drafts):
    for command in (("redline", "-", drafts["model"], "-o", "o.docx"), ("review", "-", "--against", PLACE), ("scrub", "-"), ("draft", "-"),
                    ("compare", "-", "--against", PLACE), ("check", "-")):
        done = ordinance(*command)
        assert done.exit_code == 2 and "'-' would be standard input" in done.stderr, command


def test_passages_of_a_new_draft_are_those_that_were_edited(drafts, tmp_path):
    old, new = (read_word(drafts[n].read_bytes(), n) for n in ("model", "narrow"))
    found = review(old, new)
    assert found.findings and all(f.what for f in found.findings)
