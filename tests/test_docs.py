"""The pages say what is so: their commands run, their tables are those of the library, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from generator.cli import main
from generator.coverage import ELSEWHERE, INSTRUMENTS, coverage, provisions
from generator.desk import OUTREACH
from generator.drafting.instruments import INSTRUMENTS as ALL_INSTRUMENTS
from generator.sources import shipped
from generator.writers import WRITERS

PAGES = [shipped("README.md"), *sorted(shipped("docs").rglob("*.md"))]


def name(page: Path) -> str:
    return page.relative_to(shipped()).as_posix()


def blocks(page: Path) -> list[str]:
    """The fenced code blocks of a page."""
    return re.findall(r"^```\w*\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def shown(page: Path) -> list[tuple[str, list[str]]]:
    """Commands after a dollar sign, each with the output that the page shows for it."""
    found: list[tuple[str, list[str]]] = []
    for block in blocks(page):
        said = None
        for line in block.splitlines():
            if line.startswith("$ "):
                said = []
                found.append((line[2:], said))
            elif said is not None and line.strip():
                said.append(line.strip())
    return [f for f in found if f[0].startswith("ordinance ")]


def listed(page: Path) -> list[str]:
    """Every line of a code block that is a command of ours, without its comment."""
    return [line.removeprefix("$ ").split("  #")[0].strip() for block in blocks(page) for line in block.splitlines()
            if line.removeprefix("$ ").startswith("ordinance ")]


def parse(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> None:
    """Let click read the arguments without running anything; it raises for what the command does not know."""
    context = command.make_context(command.name, list(arguments), parent=parent)
    if isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        _, inner, left = command.resolve_command(context, rest)
        parse(inner, left, context)


@pytest.mark.parametrize(("page", "command", "output"), [(p, c, o) for p in PAGES for c, o in shown(p)],
                         ids=lambda v: v if isinstance(v, str) else name(v) if isinstance(v, Path) else "")
def test_a_command_that_a_page_shows_prints_what_the_page_says(ordinance, page, command, output):
    said = ordinance(*shlex.split(command)[1:])
    assert said.exit_code == 0, said.output
    printed = [" ".join(line.split()) for line in said.output.splitlines()]
    for line in output:
        if line not in ("…", "..."):
            assert " ".join(line.split()) in printed, said.output


@pytest.mark.parametrize(("page", "command"), [(p, c) for p in PAGES for c in dict.fromkeys(listed(p))],
                         ids=lambda v: v if isinstance(v, str) else name(v))
def test_every_command_of_a_page_is_known_with_its_options(page, command, tmp_path, monkeypatch):
    if re.search(r"[A-Z]{4,}|[<>…|&]", command):
        command = re.split(r" [|>&]", command)[0]
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(command)[1:]
    for word in arguments:  # a file that the command reads must be there for click
        if re.fullmatch(r"[\w./-]+\.(docx|xlf|xliff|txt|csv|ya?ml)", word):
            Path(word).parent.mkdir(parents=True, exist_ok=True)
            Path(word).touch()
    try:
        parse(main, arguments)
    except click.exceptions.Exit:
        assert "--help" in command or "--version" in command


def test_the_readme_shows_by_its_25th_line_what_comes_out():
    head = "\n".join(shipped("README.md").read_text("utf-8").splitlines()[:25])
    assert "$ ordinance draft" in head and ".docx" in head and "What comes out" in head


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_and_paths_of_a_page_lead_somewhere(page):
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"\w+:", target):
            assert (page.parent / target).exists(), f"{name(page)} links to {target}"
    for path in re.findall(r"`((?:generator|tests|clauses|profiles|locales|docs|benchmarks)/[\w./-]+)`", text):
        if "xx" not in path.split("/"):  # any language
            assert shipped(*path.rstrip("/").split("/")).exists(), f"{name(page)} names {path}"


def test_the_table_of_coverage_is_up_to_date(desk):
    assert shipped("docs", "coverage.md").read_text("utf-8") == coverage(desk.library), "run `make coverage`"


def test_every_provision_that_was_asked_for_is_there(desk):
    library, missing = desk.library, []
    for row in provisions():
        asked = row["provision"]
        if row["section"] == "Definitions":
            missing += [] if library.term(asked) else [asked]
        elif asked not in ELSEWHERE and asked != library.title.id:
            clause = library.clauses.get(asked)
            if clause is None:
                missing.append(asked)
                continue
            if row["steps"] == "yes":
                missing += [f"{asked} {s}" for s in ("model", "narrow") if s not in clause.variants]
            missing += [f"{asked} in a {i}" for i in row["instruments"].split()
                        if clause.form(i) == "none" and i not in clause.reasons]
    assert not missing
    assert len(provisions()) == 80


def test_each_form_of_government_answers_what_no_clause_holds():
    from generator.law import load_law, states

    for state in states():
        for form in load_law(state).forms.values():
            for instrument in ("resolution", "ordinance"):
                if "school-district" not in form.kinds:
                    assert form.enacting.get(instrument) and form.effective.get(instrument), f"{state} {form.id} {instrument}"
                    assert form.authority.get(instrument), f"{state} {form.id} {instrument}: no authority"
                    assert form.signatures.get(instrument), f"{state} {form.id} {instrument}: no signatures"


def test_the_pages_name_every_instrument_document_and_format():
    text = " ".join(p.read_text("utf-8") for p in PAGES)
    help_of_draft = " ".join(str(o.help) for o in main.get_command(click.Context(main), "draft").params if getattr(o, "help", ""))
    for word in (*ALL_INSTRUMENTS, *OUTREACH):
        assert f"`{word}`" in text, f"no page names {word}"
        assert word in help_of_draft, f"--as does not name {word}"
    for word in WRITERS:
        assert f"`{word}`" in text, f"no page names the format {word}"
        assert word in help_of_draft, f"--format does not name {word}"
    assert set(INSTRUMENTS) <= set(ALL_INSTRUMENTS)
