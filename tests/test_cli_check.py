"""`ordinance check`, its formats and exit status; the pre-commit hook and the GitHub Action that are shipped."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from docx import Document as Docx
from jsonschema import Draft202012Validator

from generator.cli import main
from generator.ooxml.names import qn
from generator.ooxml.reading import open_package

ROOT = Path(__file__).parent.parent
RUN = "from generator.cli import main; main()"  # the command, without an installed script
FAULTY = """CITY OF RIVERTON

ORDINANCE NO. 2017-4

AN ORDINANCE concerning services

BE IT ORDAINED by the City Council of the City of Riverton:

Section 1. Services.

(a) An agency must serve each resident and/or visitor.

(b) An agency must follow Section 9.
"""
CLEAN = FAULTY.replace(" and/or visitor", "").replace("Section 9", "Section 1") + """
Section 2. Severability.

If a court holds a part of this ordinance invalid, the rest stays in force.

Section 3. Repealer.

Ordinance No. 2015-2 is repealed.

Section 4. Codification.

Section 1 becomes chapter 12 of the Code of the City of Riverton.

Section 5. Effective date.

This ordinance takes effect 20 days after final passage.

ATTEST:

____________________
City Clerk
"""


def run(*args: str):
    return CliRunner().invoke(main, ["check", *args])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "ordinance.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "ordinance.docx"
    document = Docx()
    for line in filter(None, FAULTY.split("\n")):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())
    return path


def codes(result) -> set[str]:
    return {f["code"] for f in json.loads(result.stdout)["findings"]}


def test_a_finding_names_file_line_and_code(faulty):
    result = run(str(faulty))
    assert result.exit_code == 1
    assert f"{faulty}:11: Section 1(a): warning MO301" in result.stdout and "error MO201" in result.stdout


def test_a_clean_text_has_no_error_and_no_warning(tmp_path):
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN, encoding="utf-8")
    result = run(str(path), "--format", "json", "--fail-on", "warning")
    assert result.exit_code == 0, result.stdout


@pytest.mark.parametrize(("on", "status"), [("error", 1), ("warning", 1), ("never", 0)])
def test_the_exit_status_follows_the_asked_severity(faulty, on, status):
    assert run(str(faulty), "--fail-on", on).exit_code == status


def test_warnings_alone_fail_only_where_asked(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(CLEAN.replace("each resident", "each resident and/or visitor"), encoding="utf-8")
    assert (run(str(path)).exit_code, run(str(path), "--fail-on", "warning").exit_code) == (0, 1)


def test_json_tells_lines_and_what_was_not_understood(faulty):
    faulty.write_text(FAULTY + "\nSection 2. Rest.\n\n(c) An agency must wait.\n\n(d) It must ask.\n", encoding="utf-8")
    tree = json.loads(run(str(faulty), "--format", "json").stdout)
    assert next(f for f in tree["findings"] if f["code"] == "MO301")["line"] == 11
    assert any("begins a list" in n["why"] for n in tree["not_understood"])


def test_sarif_points_at_the_line_of_the_file(faulty, tmp_path):
    output = tmp_path / "x.sarif"
    assert run(str(faulty), "-o", str(output)).exit_code == 1
    log = json.loads(output.read_text())
    result = next(r for r in log["runs"][0]["results"] if r["ruleId"] == "MO301")
    place = result["locations"][0]["physicalLocation"]
    assert (log["version"], place["region"]["startLine"], result["level"]) == ("2.1.0", 11, "warning")
    assert place["artifactLocation"]["uri"].endswith("ordinance.txt")


def test_sarif_of_two_files_is_one_log(faulty, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(CLEAN, encoding="utf-8")
    log = json.loads(run(str(faulty), str(other), "--format", "sarif").stdout)
    assert len(log["runs"]) == 2


def test_in_word_the_findings_come_as_comments_at_their_place(word, tmp_path):
    output = tmp_path / "out.docx"
    assert run(str(word), "-o", str(output), "--author", "Counsel", "--fail-on", "never").exit_code == 0
    package = open_package(output.read_bytes(), "out.docx")
    comments = package.root(package.related(package.document(), "comments"))
    said = {c.get(qn("w:id")): "".join(t.text or "" for t in c.iter(qn("w:t"))) for c in comments}
    slash = next(n for n, words in said.items() if "MO301" in words)
    body = package.root(package.document())
    paragraph = next(p for p in body.iter(qn("w:p")) if any(e.get(qn("w:id")) == slash for e in p.iter(qn("w:commentRangeStart"))))
    assert "and/or" in "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
    assert {c.get(qn("w:author")) for c in comments} == {"Counsel"} and not any(c.get(qn("w:date")) for c in comments)
    assert "".join(t.text or "" for t in body.iter(qn("w:t"))) == "".join(p.text for p in Docx(io.BytesIO(word.read_bytes())).paragraphs)


def test_a_text_gets_its_comments_in_a_word_copy(faulty, tmp_path):
    output = tmp_path / "out.docx"
    assert run(str(faulty), "-o", str(output), "--fail-on", "never").exit_code == 0
    package = open_package(output.read_bytes(), "out.docx")
    assert b"MO301" in package.parts[package.related(package.document(), "comments")]


def test_a_profile_is_checked_in_each_of_its_instruments():
    result = run("maplewood-nj", "--fail-on", "warning")
    assert result.exit_code == 0 and "Ordinance: Fair and Welcoming" in result.stdout and "Resolution: " in result.stdout


def test_an_allowed_finding_is_listed_with_its_reason(faulty):
    result = run(str(faulty), "--allow", "MO301=quoted from the statute", "--allow", "MO201=the section follows", "--format", "json")
    assert not codes(result) & {"MO301", "MO201"}
    assert {a["reason"] for a in json.loads(result.stdout)["allowed"]} == {"quoted from the statute", "the section follows"}


def test_what_the_file_is_can_be_said(faulty):
    assert "MO904" in codes(run(str(faulty), "--format", "json"))  # an ordinance needs a clause on earlier measures
    assert "MO904" not in codes(run(str(faulty), "--as", "resolution", "--format", "json"))
    assert run(str(faulty), "--as", "executive-ordr").exit_code == 2


def test_rules_that_need_english_are_silent_on_another_language(faulty):
    assert "MO301" not in codes(run(str(faulty), "--language", "es", "--format", "json"))


def test_state_law_is_told_where_the_text_names_its_state(tmp_path):
    path = tmp_path / "texas.txt"
    path.write_text("CITY OF SAMPLE, TEXAS\n\nORDINANCE NO. 4\n\nBE IT ORDAINED by the City Council of the City of Sample, Texas:\n\nSection 1. Detainers.\n\n"
                    "No officer shall hold a person on the basis of an immigration detainer unless a judge has signed a warrant.\n", encoding="utf-8")
    found = json.loads(run(str(path), "--format", "json").stdout)["findings"]
    assert any(f["code"] == "MO610" and f["severity"] == "error" and f["line"] in (7, 9) for f in found)


@pytest.mark.parametrize("name", ["nothing.txt", "nothing.docx", "no-such-place"])
def test_what_is_not_there_is_told_with_status_2(name):
    result = run(name)
    assert result.exit_code == 2 and "error:" in result.output and "Traceback" not in result.output


# --------------------------------------------------------------------------------------------------------------
# In a pipeline


def test_the_pre_commit_hook_is_sound_and_its_command_runs(faulty):
    hook, = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {"id", "name", "entry", "language", "files"} <= hook.keys() and hook["language"] == "python"
    assert re.search(hook["files"], str(faulty)) and not re.search(hook["files"], "profile.yml")
    command = shlex.split(hook["entry"])
    assert command[0] == "ordinance"
    done = subprocess.run([sys.executable, "-c", RUN, *command[1:], str(faulty)], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 1 and "MO201" in done.stdout


def test_the_github_action_is_sound_and_its_command_runs(faulty, tmp_path):
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    schema = {"type": "object", "required": ["name", "description", "runs"], "properties": {
        "inputs": {"additionalProperties": {"type": "object", "required": ["description"]}},
        "runs": {"type": "object", "required": ["using", "steps"], "properties": {"using": {"const": "composite"}, "steps": {
            "type": "array", "items": {"anyOf": [{"required": ["uses"]}, {"required": ["run", "shell"]}]}}}}}}
    Draft202012Validator(schema).validate(action)
    step = next(s for s in action["runs"]["steps"] if s.get("name") == "Check")
    used = {v.removeprefix("${{ inputs.").removesuffix(" }}") for v in step["env"].values()}
    assert used == set(action["inputs"])
    output = tmp_path / "found.sarif"
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "ordinance").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{RUN}" "$@"\n')
    (folder / "ordinance").chmod(0o755)
    env = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "FILES": str(faulty), "INSTRUMENT": "",
           "SARIF": str(output), "FAIL_ON": "error"}
    done = subprocess.run(["bash", "-e", "-c", step["run"]], env=env, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert json.loads(output.read_text())["runs"][0]["results"]
