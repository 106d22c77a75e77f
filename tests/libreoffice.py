"""Asking LibreOffice through its API: a program of its own, run by the Python that has `uno`, with jobs as JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


def python_with_uno() -> str:
    """An interpreter that has LibreOffice's module; without one the check is skipped."""
    for candidate in ("/usr/bin/python3", shutil.which("python3") or "python3"):
        if subprocess.run([candidate, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return candidate
    pytest.skip("needs the program python3 with uno")


def ask(needs: Callable[..., str], program: str, jobs: list) -> list:
    """What the program of that name in this folder answers to the jobs; skips and counts where LibreOffice is missing."""
    office, python = needs("soffice", "libreoffice"), python_with_uno()
    script = Path(__file__).with_name(program)
    ran = subprocess.run([python, str(script), office], input=json.dumps(jobs), capture_output=True, text=True, timeout=300, check=True)
    return json.loads(ran.stdout)
