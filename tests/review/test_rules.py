"""Every rule finds its failing texts, is silent on its passing ones, and is documented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document import Document
from generator.review.lint import RULES, SUBJECTS
from generator.review.rules.reading import Reading
from generator.review.rules.rule import SEVERITIES, Rule, told
from generator.review.rules.specimen import specimen


def hits(rule: Rule, sample: str | Document) -> list:
    """What one rule finds in one of its samples."""
    document = sample if isinstance(sample, Document) else specimen(sample, rule.context.instrument or "ordinance")
    return list(rule.check(Reading(document), told(rule.context, document)))


def cases(which: str):
    return [pytest.param(rule, sample, id=f"{rule.code}-{i}") for rule in RULES for i, sample in enumerate(getattr(rule, which))]


@pytest.mark.parametrize(("rule", "sample"), cases("fails"))
def test_a_rule_finds_its_failing_text(rule, sample):
    assert hits(rule, sample)


@pytest.mark.parametrize(("rule", "sample"), cases("passes"))
def test_a_rule_is_silent_on_its_passing_text(rule, sample):
    assert hits(rule, sample) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_a_rule_is_documented_and_names_its_manual(rule):
    assert rule.docs.endswith(".") and rule.manual and rule.title and rule.severity in SEVERITIES
    assert rule.fails and rule.passes


def test_codes_are_unique_and_in_order_within_a_subject():
    codes = [r.code for r in RULES]
    assert len(codes) == len(set(codes))
    for rules in SUBJECTS.values():
        assert [r.code for r in rules] == sorted(r.code for r in rules)


def test_rules_that_need_english_are_silent_on_other_languages():
    from generator.document import LanguageRecord
    from generator.review.lint import lint

    spanish = replace(specimen("An agency must ask and/or wait."), language=LanguageRecord("es"))
    assert not [f for f in lint(spanish) if f.code == "MO301"]
