"""The commands of negotiation: redline, review, upgrade, scrub. Knows arguments and exit status, not how a redline is made."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.shared import format_option, library_option, print_json, refuse_to_overwrite, revision_date

_OUT = click.Path(path_type=Path, dir_okay=False)
language_option = click.option(
    "--language", default="", metavar="TAG", help="The language of the texts, where no file says it (default: en)."
)


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "-o", "output", type=_OUT, metavar="FILE", help="The file to write; its extension names the format (docx, html, txt, json)."
)
@click.option("--as", "instrument", default="", metavar="INSTRUMENT", help="What to draft where a side is a profile.")
@language_option
@click.option("--since", metavar="LAST.docx", help="With one profile: what changed since this draft.")
@click.option("--author", default="", metavar="NAME", help="Who signs the tracked changes.")
@click.option("--date", "day", default="", metavar="DATE", help="The date on the tracked changes; none is written without it.")
@click.option("--moves", is_flag=True, help="Write what moved as moved, not as deleted and inserted.")
@click.option("--no-verify", is_flag=True, help="Do not check that accept all gives the new and reject all the old text.")
@click.option(
    "--existing", type=click.Choice(["accept", "reject"]), help="What to do with tracked changes that a side already has."
)
@click.option("--engine", type=click.Choice(["auto", "own", "scalpel"]), default="auto", hidden=True)
@click.option(
    "--format", "fmt", type=click.Choice(["docx", "html", "text", "json"]), help="docx with tracked changes, or the same to read."
)
@click.option("--reasons", is_flag=True, help="A comment in Word on each changed provision: what is gained or lost.")
@click.option(
    "--marking",
    metavar="MARKING",
    help="A printed copy without tracked changes: strike-underline, brackets-underscore, "
    "brackets-strike-bold, clean, as-adopted, or style (what the place's style says).",
)
@click.option("--no-line-numbers", is_flag=True, help="No line numbers in a printed amendatory copy.")
@library_option
def redline(
    old,
    new,
    output,
    instrument,
    language,
    since,
    author,
    day,
    moves,
    no_verify,
    existing,
    engine,
    fmt,
    reasons,
    marking,
    no_line_numbers,
    overlay,
) -> None:
    """Compare OLD and NEW (each a profile, a draft of ours, or any Word file) as tracked changes in Word."""
    from generator import sources
    from generator.desk import open_desk
    from generator.negotiation import printing, redlining

    if since:
        if new:
            raise click.UsageError("Give one profile with --since, or OLD and NEW without it.")
        old, new = since, old
    if not new:
        raise click.UsageError("Name OLD and NEW, or a profile with --since LAST.docx.")
    refuse_to_overwrite(output, old, new)
    fmt = _format(fmt, output, bool(marking))
    if no_line_numbers and not marking:
        raise click.UsageError("--no-line-numbers is for a printed copy: name its --marking too.")
    if reasons and (marking or fmt != "docx"):
        raise click.UsageError("--reasons are comments on tracked changes in Word: leave out --marking, and write to -o OUT.docx.")
    day = revision_date(day)
    desk = open_desk(overlay)
    if marking == "as-adopted":
        _write(output, printing.as_adopted(desk, new, instrument, existing))
        return
    printed = marking not in (None, "clean")
    sides = redlining.two_sides(desk, old, new, instrument, literal=printed, language=language)
    asked = redlining.Asked(author, day, moves, not no_verify, existing, engine, reasons)
    found = redlining.between(desk, *sides, asked)
    if marking:
        _write(output, printing.printed(desk, found, _marking(desk, sides, marking), not no_line_numbers))
    elif fmt == "docx":
        sources.write_bytes(output, found.redlined.data)
        click.echo(str(output))
    else:
        _write(output, redlining.to_read(desk, found, fmt, existing))
    for note in found.told(tracked=fmt == "docx" and not marking):
        click.echo(f"note: {note}", err=True)


def _format(asked: str | None, output: Path | None, marked: bool) -> str:
    """The format that is asked for, or that the name of the file says; a usage error where the two do not agree."""
    named = None if output is None else _FORMATS.get(output.suffix.lower())
    if marked and asked not in (None, "docx"):
        raise click.UsageError(f"A printed copy (--marking) is a Word file: it cannot be written as {asked}.")
    if output is None:
        if asked == "docx":
            raise click.UsageError("Give the file to write: -o OUT.docx.")
        return asked or "text"
    if named is None or (marked and named != "docx"):
        kinds = ".docx file" if marked else ".docx, .html, .txt or .json file"
        raise click.UsageError(f"'{output}' cannot be written; name a {kinds}.")
    if asked and asked != named:
        raise click.UsageError(f"--format says {asked}, but '{output}' is the name of a {named} file.")
    return named


_FORMATS = {".docx": "docx", ".html": "html", ".json": "json", ".txt": "text", ".text": "text"}


def _marking(desk, sides, marking: str) -> str:
    """The marking that a style pack asks for, where the user asks for the style's."""
    if marking != "style":
        return marking
    drafted = next((s.drafted for s in reversed(sides) if s.drafted), None)
    chosen = drafted.frame.style.amendments if drafted else "strike-underline"
    return "strike-underline" if chosen == "restated" else chosen


def _write(output: Path | None, data: bytes) -> None:
    from generator import sources

    if output is None:
        if data.startswith(b"PK"):
            raise click.UsageError("Give the file to write: -o OUT.docx.")
        click.echo(data.decode(), nl=False)
    else:
        sources.write_bytes(output, data)
        click.echo(str(output))


@click.command()
@click.argument("edited")
@click.option(
    "--against",
    required=True,
    metavar="PROFILE_OR_DOCX",
    help="What the file was before: the profile it was drafted from, or a Word file.",
)
@click.option("--as", "instrument", default="", metavar="INSTRUMENT", help="The instrument, where the file does not say it.")
@language_option
@click.option("-o", "output", type=_OUT, metavar="REPORT", help="Write a report: .html, .docx, .json or .txt.")
@click.option(
    "--save",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep the edits as clauses of your own, for `draft --library FOLDER`.",
)
@click.option(
    "--profile", default="", metavar="PROFILE", help="With --save against a Word file: the profile that it was drafted from."
)
@click.option(
    "--fail-on",
    type=click.Choice(["grave", "serious", "minor", "never"]),
    default="grave",
    show_default=True,
    help="End with status 1 where a change of law is at least as grave.",
)
@library_option
@format_option
def review(edited, against, instrument, language, output, folder, profile, fail_on, overlay, fmt) -> None:
    """Say clause by clause what was edited in EDITED.docx, by whom, and what it changed in law."""
    from generator.desk import open_desk
    from generator.negotiation import keeping, reviewing
    from generator.review.finding import GRAVITIES

    refuse_to_overwrite(output, edited, against)
    desk = open_desk(overlay)
    found = reviewing.review_file(desk, edited, against, instrument, language)
    if output is not None:
        _write(output, reviewing.report(found, _report_format(output)))
    else:
        click.echo(reviewing.report(found, fmt).decode(), nl=False)
    if folder is not None:
        saved = keeping.save(desk, found, folder, profile)
        for path in saved.paths:
            click.echo(f"kept: {path}", err=True)
        for note in saved.notes:
            click.echo(f"note: {note}", err=True)
        if not saved.paths:
            nothing = f"nothing was written to {folder}" if saved.notes else "there was no edit to keep"
            click.echo(f"note: {nothing}", err=True)
    gravest = found.review.gravity
    if fail_on != "never" and gravest and GRAVITIES.index(gravest) <= GRAVITIES.index(fail_on):
        raise click.exceptions.Exit(1)


def _report_format(output: Path) -> str:
    found = {".html": "html", ".docx": "docx", ".json": "json", ".txt": "text"}.get(output.suffix.lower())
    if found is None:
        raise click.UsageError(f"'{output}' is no kind of report; name a .html, .docx, .json or .txt file.")
    return found


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--dry-run", is_flag=True, help="Show what would be merged; write nothing.")
@click.option("--mine", is_flag=True, help="Settle every conflict for the words of the folder.")
@format_option
def upgrade(folder, dry_run, mine, fmt) -> None:
    """Merge the library's new texts into the clauses of your own FOLDER; your edits are kept, conflicts are named."""
    from generator.negotiation import upgrade_report, upgrading

    found = upgrading.upgrade(folder, not dry_run, mine)
    if fmt == "json":
        print_json(upgrade_report.as_data(found))
    else:
        click.echo(upgrade_report.as_text(found) if found else f"{folder} holds no clauses.\n", nl=False)
    if any(one.waits for one in found):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "output", type=_OUT, metavar="OUT.docx", help="The file to write (default: FILE with .scrubbed before .docx).")
@click.option(
    "--existing", type=click.Choice(["accept", "reject"]), help="Settle the tracked changes of the file before it is scrubbed."
)
def scrub(file, output, existing) -> None:
    """Take out of a Word file what tells about people and machines, and say what was taken out and what had to stay.

    Authors, dates, paths, editing marks, hidden text, comments. Visible words stay.
    """
    from generator import sources
    from generator.negotiation.sides import file_side
    from generator.ooxml.reading import open_package
    from generator.ooxml.resolve import accept_all, reject_all
    from generator.ooxml.scrub import scrub as scrubbed

    refuse_to_overwrite(output, file)
    output = _word_file(output or file.with_name(f"{file.stem}.scrubbed.docx"))
    side = file_side(str(file))
    package = open_package(side.data, side.name)
    if existing:
        package = accept_all(package) if existing == "accept" else reject_all(package)
    found = scrubbed(package)
    sources.write_bytes(output, found.package.to_bytes())
    click.echo(str(output))
    for one in found.removed:
        click.echo(f"removed: {one}")
    if not found.removed:
        click.echo("nothing to remove")
    for one in found.left:
        click.echo(f"left: {one}")
    if found.changes:
        read = "; deleted words can still be read" if found.deletions else ""
        click.echo(f"left: tracked change ({found.changes}){read}. To settle them: --existing accept or --existing reject.")


def _word_file(output: Path) -> Path:
    """The file to write; a usage error where its name is no Word file's, or where it is a device."""
    if output.suffix.lower() != ".docx":
        raise click.UsageError(f"'{output}' is no name for a Word file; name a .docx file.")
    if output.exists() and not output.is_file():
        raise click.UsageError(f"'{output}' is no plain file and is not written over; name another .docx file.")
    return output
