"""The page of the docs that lists every rule, made from the rules themselves. Writes no file."""

from __future__ import annotations

import textwrap

from generator.review.lint import SUBJECTS
from generator.review.rules.rule import Rule

HEAD = """# Checks

`ordinance check` reads an instrument as a legislative counsel would: our own drafts, and texts that others wrote.
An **error** makes the text wrong or void, a **warning** makes it unclear or leaves a gap, **advice** is for the drafter
to judge. Form blocks, substance advises. Each rule names the manual or the law that it follows.

A finding that is meant can be allowed, with its code and a reason: the report then lists it with that reason.

This page is made from the rules: do not edit it.
"""


def page() -> str:
    """The page in Markdown: a table of all rules, then each rule with a text that it finds and one that it passes."""
    out = [HEAD]
    for subject, rules in SUBJECTS.items():
        out.append(f"## {subject}\n\n| Code | What is found | Severity | Follows |\n| --- | --- | --- | --- |")
        out += [f"| [{r.code}](#{r.code.lower()}) | {_cell(r.title)} | {r.severity} | {_cell(r.manual)} |" for r in rules]
        out.append("")
    out.append("## The rules one by one\n")
    out += [_entry(r) for rules in SUBJECTS.values() for r in rules]
    return "\n".join(out).rstrip() + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _entry(rule: Rule) -> str:
    return (f'<a id="{rule.code.lower()}"></a>\n\n### {rule.code} {rule.title}\n\n{rule.docs} ({rule.severity.capitalize()}.)\n\n'
            f"Found in:\n\n{_sample(rule.fails[0])}\n\nNot found in:\n\n{_sample(rule.passes[0])}\n")


def _sample(sample) -> str:
    text = sample if isinstance(sample, str) else sample.title
    lines = [line.strip() for line in text.strip().splitlines()]
    wrapped = [part for line in lines for part in textwrap.wrap(line, 110, subsequent_indent="  ")]
    return "```text\n" + "\n".join(wrapped) + "\n```"
