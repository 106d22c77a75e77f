"""`ordinance translations` and `draft --language`: what they print, write and end with."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.language import load_language
from generator.sources import shipped


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    """A folder with the data of Spanish and Arabic and without words."""
    folder = tmp_path_factory.mktemp("locales")
    for tag in ("es", "ar"):
        (folder / tag).mkdir()
        shutil.copy(shipped("locales", tag, "language.yml"), folder / tag)
    shutil.copy(shipped("locales", "glossary.csv"), folder)
    return folder


def run(*arguments):
    """The command's result."""
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_the_whole_road_from_status_to_check(locales, tmp_path):
    before = json.loads(run("translations", "status", "--locales", locales, "--format", "json").output)
    assert {(r["language"], r["group"]) for r in before} == {(t, d) for t in ("ar", "es") for d in ("instruments", "outreach", "advice")}
    assert all(r["missing"] == r["total"] and not r["complete"] for r in before)

    told = run("translations", "update", "--language", "es", "--locales", locales)
    assert told.exit_code == 0 and " new, 0 stale" in told.output
    again = run("translations", "update", "--language", "es", "--locales", locales)
    assert " 0 new, 0 stale, 0 obsolete" in again.output

    out = tmp_path / "es.xlf"
    assert run("translations", "export", "--language", "es", "--clause", "severability", "--locales", locales, "-o", out).exit_code == 0
    text = out.read_text(encoding="utf-8").replace('<target state="new"/>', '<target state="signed-off">Texto</target>')
    out.write_text(text, encoding="utf-8")
    came = run("translations", "import", out, "--language", "es", "--by", "Ana", "--qualification", "interpreter", "--date",
               "2026-03-09", "--locales", locales)
    assert came.exit_code == 0 and "strings taken" in came.output
    assert load_language("es", locales).catalogue.entries["severability/heading"].text == "Texto"

    after = json.loads(run("translations", "status", "--language", "es", "--locales", locales, "--format", "json").output)
    assert after[0]["reviewed"] > 0 and after[0]["missing"] < after[0]["total"]
    rows = json.loads(run("translations", "status", "--language", "es", "--clauses", "--domain", "instruments", "--locales", locales,
                          "--format", "json").output)
    assert next(r for r in rows if r["group"] == "severability")["complete"]

    found = run("translations", "check", "--language", "es", "--locales", locales, "--format", "json")
    assert found.exit_code == 1 and {r["check"] for r in json.loads(found.output)} >= {"values"}


def test_a_stale_file_is_refused_with_status_1(locales, tmp_path):
    out = tmp_path / "es.docx"
    assert run("translations", "export", "--language", "es", "--clause", "detainers", "--as", "word", "--locales", locales, "-o",
               out).exit_code == 0
    xliff = tmp_path / "es.xlf"
    run("translations", "export", "--language", "es", "--clause", "detainers", "--locales", locales, "-o", xliff)
    xliff.write_text(xliff.read_text(encoding="utf-8").replace(">Custody after release is due<", ">Custody<"), encoding="utf-8")
    told = run("translations", "import", xliff, "--language", "es", "--locales", locales)
    assert told.exit_code == 1 and "refused, the English has changed since: detainers/" in told.output
    assert run("translations", "import", out, "--language", "es", "--locales", locales).exit_code == 0


def test_a_review_needs_a_qualification_and_a_date(locales, tmp_path):
    out = tmp_path / "es.xlf"
    run("translations", "export", "--language", "es", "--clause", "severability", "--all", "--locales", locales, "-o", out)
    told = run("translations", "import", out, "--language", "es", "--by", "Ana", "--locales", locales)
    assert told.exit_code == 2 and "qualification" in told.output


def test_a_file_for_another_language_is_refused(locales, tmp_path):
    out = tmp_path / "ar.xlf"
    run("translations", "export", "--language", "ar", "--clause", "severability", "--all", "--locales", locales, "-o", out)
    told = run("translations", "import", out, "--language", "es", "--locales", locales)
    assert told.exit_code == 2 and "ar-SA" in told.output


def test_a_draft_in_a_language_that_lacks_strings_ends_with_2(tmp_path):
    refused = run("draft", "example-nj", "--as", "resolution", "--language", "ur", "--out", tmp_path, "--format", "text")
    assert refused.exit_code == 2 and "have no translation into Urdu (ur)" in refused.output
    assert not list(tmp_path.rglob("*.txt"))


def test_a_draft_may_be_asked_for_all_the_same(tmp_path):
    made = run("draft", "example-nj", "--as", "resolution", "--language", "en", "--language", "ur", "--bilingual", "ur",
               "--allow-incomplete", "--out", tmp_path, "--format", "text")
    assert made.exit_code == 0
    names = {p.name for p in tmp_path.rglob("*.txt")}
    assert names == {"resolution.en.txt", "resolution.ur.txt", "resolution.en+ur.txt"}


def test_an_unknown_language_is_told(tmp_path):
    told = run("draft", "example-nj", "--language", "sp", "--out", tmp_path)
    assert told.exit_code == 2 and "there is no language 'sp'" in told.output


def test_status_counts_what_the_documents_of_a_place_use(locales):
    told = run("translations", "status", "--language", "ar", "--place", "example-nj", "--as", "resolution", "--as", "handout", "--locales",
               locales, "--format", "json")
    rows = {r["group"]: r for r in json.loads(told.output)}
    assert set(rows) == {"resolution", "handout"} and all(r["missing"] == r["total"] > 50 for r in rows.values())
