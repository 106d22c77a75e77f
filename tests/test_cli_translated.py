"""Translated drafts as counsel and organizers get them: redlines and reviews of them, in each language of whole instruments."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from docx import Document as open_docx

from generator.language import load_language
from generator.language.glossary import load_glossary
from generator.ooxml.reading import open_package
from generator.ooxml.resolve import accept_all, reject_all
from generator.readers.word import read_word
from generator.review.substance_abroad import _pattern

PLACE = "passaic-nj"
WHOLE = ("es", "pt-BR", "ht", "ar", "zh-Hans")
TOPICS = ("--topic", "detainers", "--topic", "privacy")


@pytest.fixture(scope="session")
def drafts(tmp_path_factory) -> dict[str, Path]:
    """An executive order of one place in each language."""
    from click.testing import CliRunner

    from generator.cli import main

    folder = tmp_path_factory.mktemp("translated")
    tags = [part for tag in WHOLE for part in ("--language", tag)]
    done = CliRunner().invoke(main, ["draft", PLACE, "--as", "executive-order", *TOPICS, *tags, "--out", str(folder)])
    assert done.exit_code == 0, done.output
    return {tag: folder / PLACE / f"executive-order.{tag}.docx" for tag in WHOLE}


def edited(path: Path, to: Path, old: re.Pattern[str] | str, new: str) -> str:
    """A copy of a file in which the first run that has `old` says `new` in its place; the words that went."""
    document = open_docx(str(path))
    pattern = re.compile(old)
    numbered = (p for p in document.paragraphs if p.style.name.startswith("Subdivision"))
    run, found = next((r, m) for p in numbered for r in p.runs if (m := pattern.search(r.text)))
    run.text = run.text[:found.start()] + new + run.text[found.end():]
    document.save(str(to))
    return found[0]


def bans(tag: str) -> re.Pattern[str]:
    """The words that forbid in a language."""
    terms = [term for term in load_glossary() if term.key == "must_not"]
    return _pattern([way for term in terms for way in term.ways(tag)], load_language(tag).letters)


@pytest.mark.parametrize("tag", WHOLE)
def test_an_untouched_translation_reviews_as_untouched(ordinance, drafts, tag):
    done = ordinance("review", drafts[tag], "--against", PLACE)
    assert done.exit_code == 0 and "Changes of law: none" in done.output
    assert "changed" not in done.output.partition("Changes of law")[0]
    assert f"The file is in {load_language(tag).english_name}." in done.output


@pytest.mark.parametrize("tag", WHOLE)
def test_a_ban_that_was_edited_away_is_grave(ordinance, drafts, tmp_path, tag):
    gone = edited(drafts[tag], tmp_path / "e.docx", bans(tag), "…")
    done = ordinance("review", "e.docx", "--against", PLACE, "-o", "report.json")
    assert done.exit_code == 1
    (clause,) = (c for c in json.loads((tmp_path / "report.json").read_text())["clauses"] if c["status"] == "changed")
    (edit,) = clause["edits"]
    assert any(gone in part.get("deleted", "") for part in edit["changes"])
    assert [(f["kind"], f["gravity"]) for f in edit["findings"]] == [("ban", "grave")]


@pytest.mark.parametrize("tag", WHOLE)
def test_a_redline_against_the_profile_speaks_the_language_of_the_file(ordinance, drafts, tmp_path, tag):
    edited(drafts[tag], tmp_path / "e.docx", bans(tag), "XYZ")
    done = ordinance("redline", drafts[tag], "e.docx", "-o", "r.docx")
    assert done.exit_code == 0, done.output
    package = open_package((tmp_path / "r.docx").read_bytes())
    for side, file in ((accept_all(package), tmp_path / "e.docx"), (reject_all(package), drafts[tag])):
        assert [p.whole for p in read_word(side.to_bytes()).passages] == [p.whole for p in read_word(file.read_bytes()).passages]
    done = ordinance("redline", "passaic-nj", "--since", "e.docx", "--format", "html", "-o", "r.html")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "r.html").read_text("utf-8")
    language = load_language(tag)
    assert f'lang="{language.tag}"' in page[:400] and ('dir="rtl"' in page[:400]) == (language.direction == "rtl")
    assert "XYZ" in page and "</del>" in page


def test_edits_of_a_translation_are_no_clauses(ordinance, drafts, tmp_path):
    edited(drafts["es"], tmp_path / "e.docx", "agencia", "oficina")
    done = ordinance("review", "e.docx", "--against", PLACE, "--save", "own")
    assert done.exit_code == 2 and "a clause's own text is English" in done.output
    assert not (tmp_path / "own").exists()


def test_the_report_quotes_in_the_language_of_the_text(ordinance, drafts, tmp_path):
    edited(drafts["ar"], tmp_path / "e.docx", bans("ar"), "…")
    ordinance("review", "e.docx", "--against", PLACE, "-o", "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert 'lang="en-US"' in page[:400] and re.search(r'<bdi[^>]*(lang="ar-SA"[^>]*dir="rtl"|dir="rtl"[^>]*lang="ar-SA")', page)


def test_a_bilingual_file_is_reviewed_against_the_file_that_went_out_and_not_against_a_profile(ordinance, tmp_path):
    made = ordinance("draft", "example-nj", "--as", "ordinance", "--bilingual", "es", "--topic", "commission")
    file = next(line for line in made.stdout.splitlines() if line.endswith("ordinance.en+es.docx"))
    said = ordinance("review", file, "--against", "example-nj")
    assert said.exit_code == 2 and "two languages in facing columns" in said.stderr and said.stdout == ""
    for asked in (("review", file, "--against", "example-nj", "--as", "ordinance"), ("redline", "example-nj", file, "-o", "r.docx")):
        refused = ordinance(*asked)
        assert refused.exit_code == 2 and "two languages in facing columns" in refused.stderr
    assert not (tmp_path / "r.docx").exists()
    same = ordinance("review", file, "--against", file)
    assert same.exit_code == 0 and "untouched" in same.stdout


def test_a_review_against_another_town_says_so(ordinance, tmp_path):
    ordinance("draft", "example-nj", "--as", "ordinance", "--topic", "commission")
    file = next(tmp_path.rglob("ordinance.en.docx"))
    said = ordinance("review", str(file), "--against", "passaic-nj", "--fail-on", "never")
    assert "what is the towns' own reads as an edit" in said.stdout
    assert "towns' own" not in ordinance("review", str(file), "--against", "example-nj", "--fail-on", "never").stdout
