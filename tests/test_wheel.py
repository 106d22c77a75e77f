"""The wheel: it holds every package, and the clauses, profiles and locales; a draft is made from it alone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from generator.sources import shipped

FOLDERS = ("generator", "clauses", "profiles", "locales")
FILES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy of the checkout without a network."""
    source = tmp_path_factory.mktemp("source")
    for folder in FOLDERS:
        copytree(shipped(folder), source / folder, ignore=ignore_patterns("__pycache__", "*.pyc", "shipped"))
    for name in FILES:
        (source / name).write_bytes(shipped(name).read_bytes())
    out = tmp_path_factory.mktemp("wheel")
    made = subprocess.run([sys.executable, "-m", "pip", "wheel", str(source), "--no-deps", "--no-build-isolation",
                           "--disable-pip-version-check", "-q", "-w", str(out)], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return next(out.glob("*.whl"))


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_all_packages_and_the_whole_library(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    code = {p.relative_to(shipped()).as_posix() for p in shipped("generator").rglob("*")
            if p.is_file() and "__pycache__" not in p.parts}
    assert code - held == set()
    for folder in FOLDERS[1:]:
        here = {p.relative_to(shipped()).as_posix() for p in shipped(folder).rglob("*") if p.is_file()}
        assert here and {f"generator/shipped/{name}" for name in here} - held == set()
    assert not [name for name in held if name.startswith("tests/")]


@pytest.mark.xdist_group("wheel")
def test_the_library_is_found_inside_an_installed_package(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    said = subprocess.run(
        [sys.executable, "-I", "-c",
         "import sys; sys.path.insert(0, sys.argv[1])\n"
         "from generator.sources import shipped\n"
         "from generator.cli import main\n"
         "print(shipped('clauses')); main(['draft', 'passaic-nj', '--as', 'resolution', '--format', 'text'])",
         str(tmp_path / "site")], capture_output=True, text=True, cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines()[0] == str(tmp_path / "site" / "generator" / "shipped" / "clauses")
    assert "BE IT RESOLVED" in (tmp_path / "output" / "passaic-nj" / "resolution.en.txt").read_text(encoding="utf-8").upper()
