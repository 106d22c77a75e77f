"""The page of the docs that lists the rules is the one that the rules make."""

from __future__ import annotations

from pathlib import Path

from generator.review.rules.page import page

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_of_checks_is_up_to_date():
    command = "python -c \"from generator.review.rules.page import page; print(page(), end='')\" > docs/checks.md"
    assert PAGE.read_text(encoding="utf-8") == page(), f"Make it again: {command}"
