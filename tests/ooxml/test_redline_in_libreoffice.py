"""LibreOffice, through its API, agrees: accept all gives the new document, reject all the old one."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.review.redline import redline
from tests.word_files import docx

SCRIPT = Path(__file__).parent.parent / "libreoffice_resolve.py"
BASE = ("First provision on records and their keeping.", ("Heading 1", "Purpose"), "An agency must not ask about status.",
        {"rows": [["office", "duty"], ["clerk", "keeps records"], ["sheriff", "reports"]]},
        [("A person ", ""), ("must not", "b"), (" be held.", "")], "لا يجوز لأي وكالة أن تسأل", "Last provision stands here.")


def with_change(at: int, *blocks) -> tuple:
    """The base with one block replaced by others."""
    return (*BASE[:at], *blocks, *BASE[at + 1:])


CASES = {
    "a word": (BASE, with_change(2, "An agency may not ask about status.")),
    "a paragraph in": (BASE, with_change(2, BASE[2], "A new sentence of its own comes here.")),
    "a paragraph out": (BASE, with_change(0)),
    "a paragraph at the end": (BASE, with_change(6, BASE[6], "After the last.")),
    "the last out": (BASE, with_change(6)),
    "a split": (BASE, with_change(0, "First provision on records ", "and their keeping.")),
    "a join": (with_change(0, "First provision on records ", "and their keeping."), BASE),
    "a row in": (BASE, with_change(3, {"rows": [["office", "duty"], ["clerk", "keeps records"], ["mayor", "signs"],
                                               ["sheriff", "reports"]]})),
    "a row out": (BASE, with_change(3, {"rows": [["office", "duty"], ["sheriff", "reports"]]})),
    "words and a paragraph": (BASE, with_change(2, "An agency must not ask about status; or", "It must not hold anyone.")),
    "a sentence and two paragraphs": (BASE, with_change(2, BASE[2] + " Nor may it tell.", "One more comes.", "And another one.")),
    "the same taken out": (with_change(2, BASE[2] + " Nor may it tell.", "One more comes.", "And another one."), BASE),
    "a cell": (BASE, with_change(3, {"rows": [["office", "duty"], ["clerk", "keeps all records"], ["sheriff", "reports"]]})),
    "a format": (BASE, with_change(4, [("A person ", ""), ("must not", "i"), (" be held.", "")])),
    "right to left": (BASE, with_change(5, "لا يجوز لأي موظف أن يسأل")),
    "a move": (BASE, (*BASE[1:3], BASE[0], *BASE[3:])),
    "a style": (BASE, with_change(1, ("Heading 2", "Purpose"))),
}


def python_with_uno() -> str:
    """An interpreter that has LibreOffice's module."""
    for candidate in ("/usr/bin/python3", shutil.which("python3") or "python3"):
        if subprocess.run([candidate, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return candidate
    pytest.skip("needs the program python3 with uno")


def test_libreoffice_agrees_on_every_kind_of_change(needs, tmp_path):
    office, python = needs("soffice", "libreoffice"), python_with_uno()
    jobs = []
    for number, (old, new) in enumerate(CASES.values()):
        files = {"old": docx(*old, header=f"DRAFT {number}"), "new": docx(*new, header=f"DRAFT {number}.1")}
        files["red"] = redline(files["old"], files["new"], "Counsel", "2024-01-01T00:00:00Z").data
        for name, data in files.items():
            (tmp_path / f"{number}{name}.docx").write_bytes(data)
        jobs += [[str(tmp_path / f"{number}{name}.docx"), action]
                 for name, action in (("new", "none"), ("red", "accept"), ("old", "none"), ("red", "reject"))]
    ran = subprocess.run([python, str(SCRIPT), office], input=json.dumps(jobs), capture_output=True, text=True, timeout=300, check=True)
    told = json.loads(ran.stdout)
    for number, name in enumerate(CASES):
        new, accepted, old, rejected = told[4 * number:4 * number + 4]
        assert accepted == new, name
        assert rejected == old, name
        assert new != old or name in ("a format", "a style")
