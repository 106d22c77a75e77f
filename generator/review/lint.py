"""The drafting lint: every rule over one Document, findings with their place. Knows no library, profile, law or format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.document import Document
from generator.errors import DraftingError, did_you_mean
from generator.review.rules import (
    deadlines,
    definitions,
    law,
    lists,
    names,
    numbers,
    power,
    recitals,
    references,
    structure,
    words,
)
from generator.review.rules.reading import Reading, Unit
from generator.review.rules.rule import SEVERITIES, Allowance, Context, GateAnswer, Hit, Rule, told

__all__ = ["RULES", "SUBJECTS", "Allowance", "Context", "Finding", "GateAnswer", "Report", "Rule", "check_document", "lint",
           "rule_by_code"]

SUBJECTS: dict[str, tuple[Rule, ...]] = {
    "Definitions": tuple(definitions.RULES),
    "References": tuple(references.RULES),
    "Words": tuple(words.RULES),
    "Signs and blanks": tuple(numbers.RULES),
    "Time": tuple(deadlines.RULES),
    "Law": tuple(law.RULES),
    "Recitals": tuple(recitals.RULES),
    "Names": tuple(names.RULES),
    "Parts": tuple(structure.RULES),
    "Lists": tuple(lists.RULES),
    "Power": tuple(power.RULES),
}

RULES: tuple[Rule, ...] = tuple(rule for rules in SUBJECTS.values() for rule in rules)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found: `block` is the id of the block ("" for the whole instrument), `where` its place in words."""

    code: str
    severity: str
    block: str
    message: str
    excerpt: str
    manual: str
    where: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check gives: the findings, and those that somebody allowed with a reason."""

    findings: tuple[Finding, ...]
    allowed: tuple[tuple[Finding, str], ...] = ()

    def count(self, severity: str) -> int:
        """How many findings are of a severity."""
        return sum(f.severity == severity for f in self.findings)

    def fails(self, on: str) -> bool:
        """True when a finding is as severe as `on` (error, warning or advice) or worse."""
        return any(SEVERITIES.index(f.severity) <= SEVERITIES.index(on) for f in self.findings)


def lint(document: Document, context: Context | None = None) -> tuple[Finding, ...]:
    """The findings in document order, those allowed left out."""
    return check_document(document, context).findings


def check_document(document: Document, context: Context | None = None) -> Report:
    """All findings in document order; those with an allowance apart, with its reason.

    Rules that need English words are silent on other languages. DraftingError for an allowance of an unknown code.
    """
    known = told(context or Context(), document)
    _check_allowances(known.allow)
    reading = Reading(document)
    place = {u.block: i for i, u in reversed(list(enumerate(reading.units)))}
    found = sorted(_findings(reading, known), key=lambda f: (place.get(f.block, -1), f.code))
    kept, allowed = [], []
    for finding in found:
        reason = _reason(finding, known.allow)
        if reason:
            allowed.append((finding, reason))
        else:
            kept.append(finding)
    return Report(tuple(kept), tuple(allowed))


def _findings(reading: Reading, context: Context) -> Iterator[Finding]:
    for rule in RULES:
        if rule.english and not reading.english:
            continue
        for hit in _distinct(rule.check(reading, context)):
            yield _finding(rule, hit, context)


def _distinct(hits: Iterable[Hit]) -> Iterator[Hit]:
    seen = set()
    for hit in hits:
        key = (hit.unit.block if hit.unit else "", hit.message, hit.excerpt)
        if key not in seen:
            seen.add(key)
            yield hit


def _finding(rule: Rule, hit: Hit, context: Context) -> Finding:
    unit: Unit | None = hit.unit
    block = unit.block if unit else ""
    where = context.places.get(block) or (unit.place if unit else "the whole instrument")
    return Finding(rule.code, hit.severity or rule.severity, block, hit.message, hit.excerpt, rule.manual, where, rule.title)


def _reason(finding: Finding, allow: tuple[Allowance, ...]) -> str:
    return next((a.reason for a in allow if a.code == finding.code and a.block in ("", finding.block)), "")


def _check_allowances(allow: tuple[Allowance, ...]) -> None:
    codes = {r.code for r in RULES}
    for one in allow:
        if one.code not in codes:
            raise DraftingError(f"no rule is called '{one.code}'", did_you_mean(one.code, codes, "codes"))
        if not one.reason.strip():
            raise DraftingError(f"'{one.code}' is allowed without a reason", "Say why the finding may stay.")


def rule_by_code(code: str) -> Rule:
    """The rule of that code; a DraftingError names the nearest one."""
    found = next((r for r in RULES if r.code == code), None)
    if found is None:
        raise DraftingError(f"no rule is called '{code}'", did_you_mean(code, [r.code for r in RULES], "codes"))
    return found
