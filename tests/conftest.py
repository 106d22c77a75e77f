"""What the tests share: the desk and the shipped profiles, the option --accept, and the count of checks left out.

A check that needs a program which this machine lacks (LibreOffice, Chromium, Poppler) asks for it with `needs`.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.desk import Desk, open_desk
from generator.profile import Profile, profile_ids


def pytest_addoption(parser: pytest.Parser) -> None:
    """--accept: golden files are written anew instead of compared."""
    parser.addoption("--accept", action="store_true", help="write the golden files anew instead of comparing them")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return request.config.getoption("--accept")


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The desk with the shipped library, opened once."""
    return open_desk()


@pytest.fixture(scope="session")
def profiles(desk: Desk) -> dict[str, Profile]:
    """The shipped profiles by id."""
    return {name: desk.profile(name) for name in profile_ids()}


@pytest.fixture
def ordinance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command in an empty folder, as a user would; no run may end in a traceback."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, answers: str | None = None) -> Result:
        result = CliRunner().invoke(main, [str(a) for a in arguments], input=answers)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output and "the program failed" not in result.output, result.output
        return result

    return run


@pytest.fixture
def needs(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """`needs("soffice")` gives the program's path, or skips the check and counts it."""

    def find(*programs: str) -> str:
        found = next((path for name in programs if (path := shutil.which(name))), "")
        if not found:
            pytest.skip(f"needs the program {' or '.join(programs)}")
        return found

    return find


def pytest_terminal_summary(terminalreporter) -> None:
    """One line at the end: how many checks were left out for want of a program, and which."""
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ")
                      for report in terminalreporter.stats.get("skipped", ()) if isinstance(report.longrepr, tuple))
    told = "; ".join(f"{reason}: {count}" for reason, count in sorted(reasons.items()))
    terminalreporter.write_line(f"checks left out for want of a program: {reasons.total()}{f' ({told})' if told else ''}")
