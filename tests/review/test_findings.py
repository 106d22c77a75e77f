"""Findings in every format: what a person reads, what a program reads, what a code-review tool opens."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.document import DrafterNote, walk
from generator.errors import DraftingError
from generator.review.findings import FORMATS, Checked, as_json, as_sarif, as_text, with_comments
from generator.review.lint import RULES, Allowance, Context, check_document, lint, rule_by_code
from generator.review.rules.specimen import specimen

FAULTY = specimen("""# City of Testville | Ordinance No. 1 | Fair City
WHEREAS, the City serves all residents;
BE IT ORDAINED by the Council:
Section 1. Rule
(a) An agency must ask and/or record.
(b) An agency must act under Section 9 within 30 days.
Section 2. Effective date
This ordinance takes effect on January 1, 2099.
SIGNED: Mayor""")
CHECKED = Checked("Fair City", "drafts/fair city.txt", "0.1.0", {"b4": 5})


@pytest.fixture
def report():
    return check_document(FAULTY, Context(allow=(Allowance("MO201", "Section 9 comes with the next ordinance", "b5"),)))


def codes(findings) -> list[str]:
    return [f.code for f in findings]


def test_findings_come_in_document_order_with_their_place(report):
    places = [f.where for f in report.findings]
    assert places.index("Section 1(a)") < places.index("Section 1(b)")
    assert places[0] == "the whole instrument"


def test_an_allowed_finding_is_kept_apart_with_its_reason(report):
    assert "MO201" not in codes(report.findings)
    assert [(f.code, reason) for f, reason in report.allowed] == [("MO201", "Section 9 comes with the next ordinance")]


def test_an_allowance_at_another_block_allows_nothing():
    assert "MO201" in codes(lint(FAULTY, Context(allow=(Allowance("MO201", "not here", "b4"),))))


@pytest.mark.parametrize("allowance", [Allowance("MO999", "why"), Allowance("MO201", " ")])
def test_an_allowance_needs_a_known_code_and_a_reason(allowance):
    with pytest.raises(DraftingError):
        lint(FAULTY, Context(allow=(allowance,)))


def test_a_foreign_file_gives_its_own_places():
    found = lint(FAULTY, Context(places={"b4": "line 12, page 2"}))
    assert "line 12, page 2" in {f.where for f in found if f.block == "b4"}


def test_a_report_fails_at_a_severity_or_worse(report):
    assert report.fails("warning") and report.fails("advice")
    clean = replace(report, findings=tuple(f for f in report.findings if f.severity == "advice"))
    assert not clean.fails("warning")


def test_text_says_place_code_words_and_manual(report):
    text = as_text(report, CHECKED)
    assert "drafts/fair city.txt:5: Section 1(a): warning MO301 “And/or” and slashes" in text
    assert "(GSA plain language; Palmer, Alaska, Code 2.07.080(6))" in text
    assert "allowed MO201" in text
    assert text.splitlines()[-1].startswith("Fair City: ") and text.splitlines()[-1].endswith("1 allowed")


def test_json_counts_and_rows_agree(report):
    tree = json.loads(as_json(report, CHECKED))
    assert sum(tree["counts"].values()) == len(tree["findings"]) == len(report.findings)
    assert next(f for f in tree["findings"] if f["code"] == "MO301")["line"] == 5
    assert tree["allowed"][0]["reason"].startswith("Section 9")


def test_sarif_has_the_shape_of_version_2_1_0(report):
    log = json.loads(as_sarif(report, CHECKED))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    assert [r["id"] for r in rules] == [r.code for r in RULES]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"} and result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "drafts/fair%20city.txt" and place["region"]["startLine"] >= 1
    assert [r["ruleId"] for r in run["results"] if "suppressions" in r] == ["MO201"]


def test_every_format_ends_with_a_newline_and_is_the_same_twice(report):
    for write in FORMATS.values():
        assert write(report, CHECKED).endswith("\n") and write(report, CHECKED) == write(report, CHECKED)


def test_comments_lose_no_finding(report):
    notes = [n for n in walk(with_comments(FAULTY, report)) if isinstance(n, DrafterNote)]
    assert len(notes) == len(report.findings)
    assert any("MO301" in n.paragraphs[0] for n in notes)


def test_an_unknown_code_names_the_nearest():
    with pytest.raises(DraftingError, match="Did you mean .MO3"):
        rule_by_code("MO3O1")
