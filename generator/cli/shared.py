"""What several commands share: options, tables, and the JSON of a command that prints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

library_option = click.option(
    "--library", "overlay", type=click.Path(path_type=Path), metavar="DIR",
    help="A folder of clause files laid over the library.")
format_option = click.option("--format", "fmt", type=click.Choice(["text", "json"]), default="text", show_default=True,
                             help="How to print.")
topic_option = click.option("--topic", "topics", multiple=True, metavar="TOPIC",
                            help="Draft these topics in place of the profile's (repeat for more).")
strength_option = click.option("--strength", type=click.Choice(["strong", "model", "narrow"]),
                               help="The strength of all clauses that the profile does not name.")
without_option = click.option("--without", multiple=True, metavar="CLAUSE",
                              help="Leave out this clause or topic (repeat for more).")
WIDTH_OF_A_FILE = 160  # columns of a table that goes into a file or a pipe


def refuse_to_overwrite(output: Path | None, *inputs: str | Path | None) -> None:
    """A usage error where a file that is to be written is one of those that are read: its text would be lost."""
    for given in inputs:
        if output is not None and given and output.exists() and Path(given).exists() and output.samefile(given):
            raise click.UsageError(f"'{output}' is also read, and would be lost. Give the result another name.")


def revision_date(given: str) -> str:
    """The date for tracked changes as Word writes it, 2026-05-01T00:00:00Z; a usage error for what is no date."""
    from datetime import UTC, datetime

    if not given:
        return ""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise click.UsageError(f"'{given}' is no date; write it as 2026-05-01 or 2026-05-01T09:30:00Z.") from None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def print_rows(rows: Iterable[dict[str, object]], columns: dict[str, str], fmt: str) -> None:
    """Rows as a table with the given columns (key: heading), or as JSON with every key."""
    rows = list(rows)
    if fmt == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(str(row.get(key, "")) for key in columns))
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_OF_A_FILE)
    console.print(table)


def print_json(value: object) -> None:
    """One value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
