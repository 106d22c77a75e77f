"""Findings as text, JSON, SARIF 2.1.0 and as comments in the document. Knows no rule's subject and writes no file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import quote

from generator.document import Document, DrafterNote, transform, walk
from generator.review.lint import RULES, Finding, Report
from generator.review.rules.rule import SEVERITIES

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked: its name for people, its path for tools, the program's version, the lines of blocks where known."""

    name: str
    path: str = ""
    version: str = ""
    lines: Mapping[str, int] | None = None

    def line(self, block: str) -> int:
        """The line of a block, from 1; 0 when not known."""
        return (self.lines or {}).get(block, 0)


def as_text(report: Report, checked: Checked) -> str:
    """The findings for a terminal: place, severity, code, message, the words, the manual; a count at the end."""
    out = []
    for finding in report.findings:
        out.append(f"{_place(finding, checked)}: {finding.severity} {finding.code} {finding.title}: {finding.message}")
        if finding.excerpt:
            out.append(f"    {finding.excerpt}")
        out.append(f"    ({finding.manual})")
    for finding, reason in report.allowed:
        out.append(f"{_place(finding, checked)}: allowed {finding.code} {finding.title}: {reason}")
    return "\n".join([*out, f"{checked.name}: {_counted(report)}"]) + "\n"


def _place(finding: Finding, checked: Checked) -> str:
    line = checked.line(finding.block)
    head = f"{checked.path}:{line}" if line and checked.path else ""
    return f"{head}: {finding.where}" if head else finding.where


def _counted(report: Report) -> str:
    names = {"error": "error", "warning": "warning", "advice": "piece of advice"}
    parts = []
    for severity in SEVERITIES:
        count = report.count(severity)
        many = "pieces of advice" if severity == "advice" else f"{names[severity]}s"
        parts.append(f"{count} {names[severity] if count == 1 else many}")
    return ", ".join(parts) + (f", {len(report.allowed)} allowed" if report.allowed else "")


def as_json(report: Report, checked: Checked) -> str:
    """The findings as JSON: counts by severity, findings in document order, those allowed with their reasons."""
    tree = {
        "checked": checked.name,
        "path": checked.path,
        "counts": {severity: report.count(severity) for severity in SEVERITIES},
        "findings": [_row(f, checked) for f in report.findings],
        "allowed": [{**_row(f, checked), "reason": reason} for f, reason in report.allowed],
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _row(finding: Finding, checked: Checked) -> dict:
    line = checked.line(finding.block)
    return {**asdict(finding), **({"line": line} if line else {})}


def as_sarif(report: Report, checked: Checked) -> str:
    """The findings as a SARIF 2.1.0 log for code-review tools.

    A file without lines (Word, PDF) has its findings at line 1, as such tools need one; the logical location says the
    place. A finding that was allowed is a suppressed result with its reason.
    """
    order = {rule.code: i for i, rule in enumerate(RULES)}
    driver = {
        "name": "ordinance",
        **({"semanticVersion": checked.version} if checked.version else {}),
        "rules": [_rule(r) for r in RULES],
    }
    results = [_result(f, checked, order) for f in report.findings]
    results += [{**_result(f, checked, order), "suppressions": [{"kind": "external", "justification": reason}]}
                for f, reason in report.allowed]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule) -> dict:
    return {
        "id": rule.code,
        "name": "".join(w.capitalize() for w in rule.title.replace("“", "").replace("”", "").replace("§ ", "Section").split()),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.docs},
        "help": {"text": f"{rule.docs} Follows: {rule.manual}."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, checked: Checked, order: Mapping[str, int]) -> dict:
    region = {"startLine": checked.line(finding.block) or 1,
              **({"snippet": {"text": finding.excerpt}} if finding.excerpt else {})}
    return {
        "ruleId": finding.code,
        "ruleIndex": order[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.where}: {finding.message}"},
        "locations": [{
            "physicalLocation": {"artifactLocation": {"uri": quote(checked.path or checked.name)}, "region": region},
            "logicalLocations": [{"name": finding.where, "fullyQualifiedName": finding.block or checked.name, "kind": "element"}],
        }],
        "partialFingerprints": {"block/v1": f"{finding.code}:{finding.block}:{finding.message}"},
    }


FORMATS: dict[str, Callable[[Report, Checked], str]] = {"text": as_text, "json": as_json, "sarif": as_sarif}


def with_comments(document: Document, report: Report) -> Document:
    """A draft copy of the document with each finding as a drafter's note on its block, for Word's comments.

    A finding on a block that can bear no note (a title, a list, a signature), and one on the whole instrument, goes to
    the first block that can.
    """
    by_block: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_block.setdefault(finding.block, []).append(finding)
    bearers = _bearers(document)
    homeless = [f for block, found in by_block.items() if block not in bearers for f in found]
    first = bearers[0] if bearers else ""

    def change(node):
        if not hasattr(node, "notes") or not hasattr(node, "id"):
            return node
        found = [*by_block.get(node.id, ()), *(homeless if node.id == first else ())]
        notes = tuple(DrafterNote(f"{node.id}.finding.{i}", note_of(f)) for i, f in enumerate(found, 1))
        return replace(node, notes=(*node.notes, *notes)) if notes else node

    return replace(transform(document, change), final=False)


def _bearers(document: Document) -> list[str]:
    return [n.id for n in walk(document.blocks) if hasattr(n, "notes") and hasattr(n, "id")]


def note_of(finding: Finding) -> tuple[str, ...]:
    """A finding as the paragraphs of a comment."""
    place = f"{finding.where}: " if finding.block == "" else ""
    said = f"{finding.severity.capitalize()} {finding.code}, {finding.title}: {place}{finding.message}."
    return said, f"Follows: {finding.manual}."
