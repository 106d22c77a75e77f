"""The command `ordinance translations`: status, update, export, import, check. Knows no PO file and no XLIFF."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.shared import format_option, library_option, print_rows

language_option = click.option("--language", "tags", multiple=True, metavar="TAG",
                               help="A language, as es or zh-Hans (repeat for more; default: all).")
one_language = click.option("--language", "tag", required=True, metavar="TAG", help="The language, as es or zh-Hans.")
domain_option = click.option("--domain", type=click.Choice(["instruments", "outreach", "advice"]),
                             help="Only the instruments, only handouts and letters, or only what counsel reads of the law.")
folder_option = click.option("--locales", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
                             help="The folder of languages (default: the shipped one).")


@click.group()
def translations() -> None:
    """See how far the translations are, and send them to translators and back."""


def _opened(overlay, locales):
    """The desk's master strings and the folder of languages."""
    from generator import sources
    from generator.desk import open_desk

    return open_desk(overlay).master(), locales or sources.shipped("locales")


def _languages(tags, folder):
    """The languages that are named, or all but English."""
    from generator.language import ENGLISH, language_tags, load_language

    wanted = tags or tuple(t for t in language_tags(folder) if t != ENGLISH)
    return [load_language(tag, folder) for tag in wanted]


@translations.command()
@language_option
@domain_option
@click.option("--clauses", "by_clause", is_flag=True, help="A row for each clause in place of the sums.")
@click.option("--place", metavar="PROFILE", help="Only the strings that the documents of this place use.")
@click.option("--as", "documents", multiple=True, metavar="DOCUMENT",
              help="With --place: the documents (default: the instruments of the profile).")
@folder_option
@library_option
@format_option
def status(tags, domain, by_clause, place, documents, locales, overlay, fmt) -> None:
    """Count the strings of each language: translated, stale, missing, reviewed."""
    from dataclasses import asdict

    master, folder = _opened(overlay, locales)
    counts = []
    for language in _languages(tags, folder):
        counts += _of_place(master, folder, overlay, language, place, documents) if place else _of_library(
            master, language, domain, by_clause)
    rows = [{**asdict(c), "complete": c.complete} for c in counts]
    if fmt == "text":
        rows = [{**r, "complete": "yes" if r["complete"] else "no", "back_read": f"{r['back_read']} of {r['guarded']}"}
                for r in rows]
    print_rows(rows, {"language": "Tag", "name": "Language", "group": "Strings", "total": "Total", "missing": "Missing",
                      "stale": "Stale", "draft": "Draft", "reviewed": "Reviewed", "back_read": "Read back",
                      "complete": "Complete"}, fmt)


def _of_library(master, language, domain, by_clause):
    """The counts of a language by domain, or by clause."""
    from generator.language import DOMAINS
    from generator.translation.messages import messages
    from generator.translation.status import by_domain, by_group

    found = messages(master, language.forms)
    if by_clause:
        return [c for name in DOMAINS for c in by_group(language, found, name) if domain in (None, name)]
    return [c for c in by_domain(language, found) if domain in (None, c.group)]


def _of_place(master, folder, overlay, language, place, documents):
    """The counts of the strings that the documents of a place use, a row for each document."""
    from dataclasses import replace

    from generator.desk import open_desk, strings_used
    from generator.translation.messages import messages
    from generator.translation.status import count

    desk, found = replace(open_desk(overlay), languages=folder), messages(master, language.forms)
    for name, keys in strings_used(desk, desk.profile(place), documents, language.id):
        yield count(language, (found[key] for key in keys if key in found), name)


@translations.command()
@language_option
@folder_option
@library_option
def update(tags, locales, overlay) -> None:
    """Bring the catalogues up to date with the English: by key, never by likeness."""
    from generator.translation.messages import messages
    from generator.translation.po import update_language

    master, folder = _opened(overlay, locales)
    for language in _languages(tags, folder):
        found = messages(master, language.forms)
        for domain, told in update_language(folder / language.id, found, language.id).items():
            click.echo(f"{language.id} {domain}: {len(told.kept)} kept, {len(told.new)} new, {len(told.stale)} stale, "
                       f"{len(told.obsolete)} obsolete")


@translations.command(name="export")
@one_language
@domain_option
@click.option("--as", "kind", type=click.Choice(["xliff", "word"]), default="xliff", show_default=True,
              help="xliff for an agency, word for a volunteer.")
@click.option("--all", "everything", is_flag=True, help="Every string, in place of those still to be done.")
@click.option("--unreviewed", is_flag=True, help="Drafts that nobody has reviewed too.")
@click.option("--clause", "clauses", multiple=True, metavar="CLAUSE", help="Only the strings of this clause.")
@click.option("-o", "output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="The file to write.")
@folder_option
@library_option
def send(tag, domain, kind, everything, unreviewed, clauses, output, locales, overlay) -> None:
    """Write the strings of a language to a FILE for translators."""
    from generator import sources
    from generator.language import STATES
    from generator.translation.messages import messages
    from generator.translation.status import group_of, open_messages

    master, folder = _opened(overlay, locales)
    (language,) = _languages((tag,), folder)
    states = STATES if everything else ("missing", "stale", "draft") if unreviewed else ("missing", "stale")
    wanted = [m for m in messages(master, language.forms).values() if domain in (None, m.domain)
              and (not clauses or group_of(m.key) in clauses)]
    wanted = open_messages(language, wanted, states)
    if not wanted:
        click.echo("Nothing to translate: every string asked for is done.", err=True)
        return
    sources.write_bytes(output, _exchange(kind, language, wanted, domain or "all"))
    click.echo(f"{output}: {len(wanted)} strings")


def _exchange(kind, language, wanted, domain) -> bytes:
    """The exchange file's bytes."""
    if kind == "word":
        from generator.desk import review_table_file

        return review_table_file(language, wanted)
    from generator.translation.xliff import to_xliff

    return to_xliff(language, wanted, domain)


@translations.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@one_language
@click.option("--by", help="Who reviewed: the strings that are signed off count as reviewed by this person.")
@click.option("--qualification", default="", help="The reviewer's qualification.")
@click.option("--date", "day", default="", metavar="DATE", help="The day of the review, as 2026-03-09.")
@click.option("--all-reviewed", is_flag=True, help="Every string in the file was reviewed, signed off or not.")
@folder_option
@library_option
def receive(file, tag, by, qualification, day, all_reviewed, locales, overlay) -> None:
    """Take the translations of FILE (.xlf or .docx); stale ones are refused and told."""
    from generator.desk import incoming
    from generator.translation.messages import messages
    from generator.translation.taking import take

    master, folder = _opened(overlay, locales)
    (language,) = _languages((tag,), folder)
    found = messages(master, language.forms)
    came = incoming(file.read_bytes(), file.name, found)
    told = take(folder / language.id, language, found, came, _reviewer(by, qualification, day), all_reviewed)
    for line in told.lines():
        click.echo(line)
    if told.refused():
        click.get_current_context().exit(1)


def _reviewer(by, qualification, day):
    from generator.translation.ledger import Reviewer

    return Reviewer(by, qualification, day) if by else None


@translations.command()
@language_option
@domain_option
@folder_option
@library_option
@format_option
def check(tags, domain, locales, overlay, fmt) -> None:
    """Run the parity checks: values, numbers, citations, terms, must and may, letters, marks. Ends with 1 on a fault."""
    from generator.language.glossary import load_glossary
    from generator.translation.messages import messages
    from generator.translation.parity import check_language

    master, folder = _opened(overlay, locales)
    glossary = load_glossary(folder)
    rows = []
    for language in _languages(tags, folder):
        wanted = [m for m in messages(master, language.forms).values() if domain in (None, m.domain)]
        rows += [{"language": language.id, "key": f.key, "check": f.check, "problem": f.problem}
                 for f in check_language(language, wanted, glossary)]
    print_rows(rows, {"language": "Tag", "key": "String", "check": "Check", "problem": "What is wrong"}, fmt)
    if rows:
        click.get_current_context().exit(1)


@translations.command(name="read-back")
@one_language
@click.option("--by", required=True, help="The machine or person that read back.")
@click.option("--date", "day", required=True, metavar="DATE", help="The day, as 2026-03-09.")
@click.argument("keys", type=click.File("r", encoding="utf-8"))
@folder_option
def read_back(tag, by, day, keys, locales) -> None:
    """Record that the strings whose KEYS a file lists were read back into English. This is no review."""
    from generator import sources
    from generator.translation.taking import record_back_read

    folder = locales or sources.shipped("locales")
    (language,) = _languages((tag,), folder)
    done, unknown = record_back_read(folder / language.id, language, keys.read().split(), by, day)
    click.echo(f"{tag}: {done} recorded")
    for key in unknown:
        click.echo(f"note: '{key}' has no translation", err=True)
