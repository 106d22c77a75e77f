"""The rooms of the house (docs/developers/rooms.md): who may import what, how long a file may be, what it says of itself."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator.sources import shipped

PACKAGE = shipped("generator")
FILES = sorted(PACKAGE.rglob("*.py"))

THIRD_PARTY = {  # package: the rooms or files that may import it
    "click": ("cli", "demo"),
    "rich": ("cli",),
    "yaml": ("sources",),
    "pydantic": ("sources",),
    "jinja2": ("drafting/fill.py", "writers/html", "web"),
    "markupsafe": ("writers/html", "web"),
    "lxml": ("ooxml", "writers/akoma", "readers", "translation"),
    "babel": ("language", "translation"),
    "polib": ("language", "translation"),
    "docx": ("ooxml",),
    "docx_scalpel": ("ooxml", "review"),
    "rapidfuzz": ("difference", "alignment"),
    "segno": ("drafting/outreach/qr.py",),
    "typst": ("writers",),
    "pypdf": ("readers", "writers"),
    "flask": ("web",),
    "waitress": ("web",),
    "joblib": ("batch",),
}
FACES = ("cli", "web", "demo.py", "schemas.py", "coverage.py", "__main__.py")  # the only ones that know terminal and clock
FACE_CALLS = {"print", "input", "datetime.now", "datetime.today", "date.today", "time.time", "datetime.utcnow"}
MOST_LINES = 430
LONGER = {  # file: its most lines, and why it is one subject all the same
    "document.py": (560, "the one list of what a Document is made of"),
    "ooxml/weave.py": (450, "the walk over a package's body that tracks each change"),
    "law.py": (450, "the schema of a law pack and its loading"),
}


def room(path: Path) -> str:
    """The path below generator/, as `drafting/fill.py`."""
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """The top names that a file imports from outside the package, with their lines."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0], node.lineno


def within(path: Path, rooms: tuple[str, ...]) -> bool:
    """True when a file lies in one of the rooms."""
    own = room(path)
    return any(own == r or own == f"{r}.py" or own.startswith((f"{r}/", f"{r}_")) for r in rooms)


def test_imports_go_down_only_and_rooms_on_a_row_never_see_each_other(capsys):
    from importlinter.cli import lint_imports

    status = lint_imports(config_filename=str(shipped("pyproject.toml")), no_cache=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", FILES, ids=room)
def test_each_third_party_package_has_its_rooms(path):
    for name, line in imported(path):
        if name in sys.stdlib_module_names or name == "generator":
            continue
        assert name in THIRD_PARTY, f"{room(path)}:{line} imports {name}, which no room is given"
        assert within(path, THIRD_PARTY[name]), f"{room(path)}:{line} imports {name}, which belongs to {THIRD_PARTY[name]}"


@pytest.mark.parametrize("path", FILES, ids=room)
def test_clock_and_terminal_are_known_at_the_faces_only(path):
    if within(path, FACES):
        return
    called = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert not called & FACE_CALLS, f"{room(path)} calls {sorted(called & FACE_CALLS)}"


@pytest.mark.parametrize("path", FILES, ids=room)
def test_a_file_says_in_its_first_line_what_it_is_and_is_not_too_long(path):
    said = ast.get_docstring(tree(path)) or ""
    first = said.split("\n")[0].strip()
    assert len(first.split()) >= 4, f"{room(path)}: the first line of the file must say what it is"
    most, _ = LONGER.get(room(path), (MOST_LINES, ""))
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= most, f"{room(path)} has {lines} lines, {most} at most: split it by subject"


def public(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Public functions, classes and methods, by name; not what stands inside a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not child.name.startswith("_"):
                yield prefix + child.name, child
                if isinstance(child, ast.ClassDef):
                    yield from public(child, f"{child.name}.")


@pytest.mark.parametrize("path", FILES, ids=room)
def test_every_public_function_says_what_the_caller_gets(path):
    bare = [name for name, node in public(tree(path)) if not ast.get_docstring(node)]
    assert not bare, f"{room(path)}: without a docstring: {', '.join(bare)}"


def test_no_room_is_called_by_a_name_that_says_nothing():
    empty = {"utils", "util", "helpers", "helper", "manager", "handler", "processor", "data", "common", "misc"}
    assert not [room(p) for p in FILES if empty & {*p.with_suffix("").parts[-2:]}]


def test_what_is_committed_names_no_folder_of_the_workplace():
    words = ("/" + "work/", "/." + "library", "farm" + "-studio", "../" + "shared")
    found = []
    for folder in ("generator", "clauses", "profiles", "locales", "docs", "benchmarks"):
        for path in sorted(shipped(folder).rglob("*")):
            if path.suffix in (".py", ".yml", ".md", ".tsv", ".csv", ".po", ".txt", ".json"):
                text = path.read_text(encoding="utf-8", errors="replace")
                found += [f"{path.name}: {word}" for word in words if word in text]
    assert not found
