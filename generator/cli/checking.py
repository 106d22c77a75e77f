"""The commands for texts that exist: check, compare, adopt. Knows arguments, the clock and exit status, not how a text is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli.shared import library_option, refuse_to_overwrite, revision_date

_OUT = click.Path(path_type=Path, dir_okay=False)
_as = click.option("--as", "instrument", default="", metavar="INSTRUMENT", help="What it is, where the file does not tell "
                                                                                "(ordinance, resolution, executive-order, …).")
_language = click.option("--language", default="", metavar="TAG", help="Its language, where the file does not tell (en-US, es).")


@click.command()
@click.argument("references", nargs=-1, required=True, metavar="FILE_OR_PROFILE...")
@_as
@_language
@click.option("--format", "fmt", type=click.Choice(["text", "json", "sarif", "docx"]), help="How to report; docx puts the "
                                                                                            "findings into the file as comments.")
@click.option("-o", "output", type=_OUT, metavar="FILE", help="Write the report here (its extension may name the format).")
@click.option("--fail-on", type=click.Choice(["error", "warning", "advice", "never"]), default="error", show_default=True,
              help="End with status 1 where a finding is at least as severe.")
@click.option("--allow", multiple=True, metavar="CODE=REASON", help="Accept a finding, with the reason (repeat for more).")
@click.option("--today", default="", metavar="DATE", help="The day by which a date is past (default: today).")
@click.option("--author", default="", metavar="NAME", help="Who signs the comments.")
@click.option("--date", "day", default="", metavar="DATE", help="The date on the comments; none is written without it.")
@library_option
def check(references, instrument, language, fmt, output, fail_on, allow, today, author, day, overlay) -> None:
    """Read instruments as a legislative counsel would: drafts of ours, or any Word, OpenDocument, HTML, PDF or text file."""
    from generator.desk import open_desk
    from generator.negotiation import checking

    refuse_to_overwrite(output, *references)
    day = revision_date(day)
    fmt = fmt or _format_of(output, {".json": "json", ".sarif": "sarif", ".docx": "docx"})
    if fmt == "docx" and output is None:
        raise click.UsageError("Give the file to write: -o OUT.docx.")
    asked = checking.Asked(instrument, language, today or date.today().isoformat(), _allowances(allow))
    desk = open_desk(overlay)
    found = tuple(one for reference in references for one in checking.check(desk, reference, asked))
    _write(output, checking.written(found, fmt, author, day))
    if checking.fails(found, fail_on):
        raise click.exceptions.Exit(1)


def _allowances(allow: tuple[str, ...]):
    from generator.review.lint import Allowance

    out = []
    for one in allow:
        code, _, reason = one.partition("=")
        if not reason.strip():
            raise click.UsageError(f"--allow {one}: write CODE=REASON, as MO301=quoted from the statute.")
        out.append(Allowance(code.strip().upper(), reason.strip()))
    return tuple(out)


@click.command()
@click.argument("file")
@click.option("--against", default="", metavar="PROFILE", help="Compare with what this profile chooses (default: the whole "
                                                               "library, for the nearest place we know).")
@_as
@_language
@click.option("--yardstick", "lists", multiple=True, metavar="NAME_OR_FILE", help="A list of required matters (default: those of "
                                                                                  "the state that the text names).")
@click.option("--strength", type=click.Choice(["strong", "model", "narrow"]), help="Which strength to compare with (default: the "
                                                                                   "profile's, else model).")
@click.option("--format", "fmt", type=click.Choice(["text", "json", "html", "docx"]), help="A table, data, the two texts facing, "
                                                                                           "or a Word table.")
@click.option("-o", "output", type=_OUT, metavar="FILE", help="Write the report here (its extension may name the format).")
@click.option("--propose", type=_OUT, metavar="OUT.docx", help="Write the file again with the amendments that would close the "
                                                               "gap, as tracked changes.")
@click.option("--author", default="", metavar="NAME", help="Who signs the tracked changes.")
@click.option("--date", "day", default="", metavar="DATE", help="The date on the tracked changes; none is written without it.")
@library_option
def compare(file, against, instrument, language, lists, strength, fmt, output, propose, author, day, overlay) -> None:
    """Say clause by clause what FILE covers: present, stronger, weaker, different or missing, and by which sentences."""
    from generator import sources
    from generator.desk import open_desk
    from generator.negotiation import comparing, proposing

    refuse_to_overwrite(output, file, against)
    refuse_to_overwrite(propose, file, against)
    day = revision_date(day)
    fmt = fmt or _format_of(output, {".json": "json", ".html": "html", ".docx": "docx"})
    if fmt == "docx" and output is None:
        raise click.UsageError("Give the file to write: -o OUT.docx.")
    desk = open_desk(overlay)
    found = comparing.compare_file(desk, file, comparing.Asked(against, instrument, language, lists, strength or ""))
    if output is not None or not propose:
        _write(output, comparing.report(found, fmt))
    if propose:
        made = proposing.propose(desk, found, author, day)
        sources.write_bytes(propose, made.data)
        click.echo(str(propose))
        for note in made.notes:
            click.echo(f"note: {note}", err=True)


@click.command()
@click.argument("file")
@click.option("-o", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="Where to write profile.yml and the clauses.")
@_as
@_language
@click.option("--profile", default="", metavar="PROFILE", help="A profile of the place, where there is one; without it one is "
                                                               "made from the text.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
def adopt(file, folder, instrument, language, profile, force) -> None:
    """Make a profile and clauses of one's own from an instrument that exists, so that the town can go on from its own text."""
    from generator.desk import open_desk
    from generator.negotiation import adopting

    made = adopting.adopt(open_desk(), file, folder, adopting.Asked(instrument, language, profile), force)
    for path in made.paths:
        click.echo(str(path))
    for note in made.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(f"Next: ordinance draft {folder / 'profile.yml'} --library {folder / 'clauses'}")


def _format_of(output: Path | None, known: dict[str, str]) -> str:
    return known.get(output.suffix.lower(), "text") if output is not None else "text"


def _write(output: Path | None, data: bytes) -> None:
    from generator import sources

    if output is None:
        click.echo(data.decode(), nl=False)
    else:
        sources.write_bytes(output, data)
        click.echo(str(output))
