"""The commands that draft, and that explain a draft: draft, explain, ladder."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.shared import (
    format_option, library_option, print_json, print_rows, strength_option, topic_option, without_option,
)

INSTRUMENT_HELP = ("What to draft: executive-order, resolution, ordinance, school-resolution, police-order, amendatory-ordinance; or, around "
                   "an instrument: handout, menu, petition, letter, memo, testimony, questions, glossary; or packet, everything as a folder "
                   "(repeat for more; default: what the profile says, else the first three).")
OF_HELP = "The instrument that a handout, memo or the like speaks of (default: the ordinance)."
FORMAT_HELP = ("docx, pdf, html, markdown, text, akn (Akoma Ntoso), json (repeat for more; default: docx; of a packet "
               "docx, pdf, html; of a leaflet pdf).")


@click.command()
@click.argument("profile")
@click.option("--as", "instruments", multiple=True, metavar="INSTRUMENT", help=INSTRUMENT_HELP)
@click.option("--format", "formats", multiple=True, metavar="FMT", help=FORMAT_HELP)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), show_default=True,
              metavar="DIR", help="The folder for the documents.")
@click.option("--final", is_flag=True, help="Write the bare instrument; refuses while a blank remains.")
@click.option("--template", type=click.Path(path_type=Path, dir_okay=False), metavar="LETTERHEAD.docx",
              help="A Word file whose letterhead, styles and page are used.")
@click.option("--literal-numbers", is_flag=True, help="Type the numbers as text, for those who paste.")
@click.option("--line-numbers", is_flag=True, help="Number the lines.")
@topic_option
@strength_option
@without_option
@click.option("--acknowledge-preemption", is_flag=True,
              help="Draft clauses that state law bars, with a warning on the first page.")
@click.option("--of", "base", default="", metavar="INSTRUMENT", help=OF_HELP)
@click.option("--on-date", type=click.DateTime(("%Y-%m-%d",)), metavar="YYYY-MM-DD",
              help="The day of introduction, from which a memo counts its calendar.")
@click.option("--adopted", type=click.DateTime(("%Y-%m-%d",)), metavar="YYYY-MM-DD",
              help="The day of adoption; a handout without it says that nothing is law yet.")
@click.option("--fold", is_flag=True, help="The handout as a leaflet to fold once.")
@click.option("--language", "languages", multiple=True, metavar="TAG",
              help="A language, as es or zh-Hans, or all (repeat for more; default: en).")
@click.option("--allow-incomplete", is_flag=True,
              help="Where a language lacks strings, print their English, marked, in place of refusing.")
@click.option("--bilingual", "beside", multiple=True, metavar="TAG",
              help="Also the instruments in English and this language, in facing columns (repeat for more).")
@library_option
def draft(profile, instruments, formats, out, final, template, literal_numbers, line_numbers, topics, strength, without,
          acknowledge_preemption, base, on_date, adopted, fold, languages, allow_incomplete, beside, overlay) -> None:
    """Draft the instruments of PROFILE (a file, or the id of a shipped one) into OUT/<place>/."""
    from generator import sources
    from generator.desk import (
        PACKET, bilingual_outputs, instruments_for, open_desk, outputs, outreach_outputs, told_apart, tongues,
    )
    from generator.drafting.choose import Wish
    from generator.drafting.instruments import instrument
    from generator.writers import WriterOptions, writer

    desk = open_desk(overlay)
    town = desk.profile(profile)
    wanted, around = told_apart(instruments or instruments_for(town))
    packed = PACKET in instruments
    if fold and "handout" not in around:
        raise click.UsageError("--fold is for a handout: write --as handout --fold.")
    if base:
        instrument(base)
    asked_formats, formats = formats, formats or (("pdf",) if fold and not wanted else ("docx",))
    for name in formats:
        writer(name)
    wish = Wish(topics, strength or "", without, acknowledge_preemption)
    options = WriterOptions(literal_numbers, line_numbers, template_bytes(template))
    asked = bool(instruments or town.choices.instruments)
    made, refused, piles, unsaid = [], [], [], {}
    for tag in tongues(languages, desk.locales()):
        for drafted in _drafts(desk, town, wanted, wish, final, asked, refused, tag, allow_incomplete):
            made.extend(outputs(drafted, formats, options, tag))
        for kind in progress(around, "Composing"):
            composed = desk.outreach(town, kind, base, wish, final, tag, day(on_date), day(adopted), allow_incomplete,
                                     fold and kind == "handout")
            made.extend(outreach_outputs(composed, formats, options, tag))
            note_untold(unsaid, composed)
        if packed:
            drafts = _drafts(desk, town, wanted or told_apart(instruments_for(town))[0], wish, final,
                             bool(wanted or town.choices.instruments), refused, tag, allow_incomplete)
            piles.append(_pile(tuple(drafts), lambda kind, folded, tag=tag: desk.outreach(
                town, kind, base, wish, final, tag, day(on_date), day(adopted), allow_incomplete, folded), tag))
    made.extend(_packet(piles, asked_formats, options))
    for composed in (composed for pile in piles for composed in pile.around):
        note_untold(unsaid, composed)
    for tag in tongues(beside, desk.locales()) if beside else ():
        for drafted in _drafts(desk, town, wanted, wish, final, asked, [], tag, allow_incomplete):
            document = desk.bilingual(town, drafted, wish, final)
            made.extend(bilingual_outputs(document, formats, options, tag))
    for output in made:
        path = sources.write_bytes(out / output.place / output.name, output.data)
        click.echo(str(path))
    tell_unshown(made)
    tell_untold(unsaid)
    for fault in refused:
        click.echo(f"note: {fault}", err=True)


def _pile(drafts, compose, tag):
    """A town's documents in one language: the drafts, every document around them, and the leaflet where it can be set."""
    from generator.drafting.outreach import OUTREACH
    from generator.packet import Pile, folds

    kinds = [(kind, folded) for kind in OUTREACH for folded in ((False, True) if kind == "handout" and folds() else (False,))]
    return Pile(tag, drafts, tuple(compose(*kind) for kind in progress(kinds, "Composing")))


def _packet(piles, formats, options):
    """The files of the packet, if one is asked for."""
    from generator.packet import packet, usual_formats

    return packet(piles, formats or usual_formats(), options) if piles else ()


def tell_unshown(made) -> None:
    """What files could not show, a line each: the format where all its files share it, else the documents (petition.pdf)."""
    where: dict[str, list[str]] = {}
    for output in made:
        for what in output.unshown:
            where.setdefault(what, []).append(output.name)
    for what, names in where.items():
        endings = dict.fromkeys(name.rpartition(".")[2] for name in names)
        alike = all(o.name in names for o in made if o.name.rpartition(".")[2] in endings)
        documents = dict.fromkeys(f"{name.partition('.')[0]}.{name.rpartition('.')[2]}" for name in names)
        click.echo(f"note: {', '.join(endings if alike else documents)} cannot show {what}", err=True)


TOLD = {"plain": "its plain sentences", "gives": "its gives", "questions": "its questions", "duties": "its duties"}


def note_untold(clauses, composed) -> None:
    """Add what a document leaves out to what others did."""
    for clause, old in composed.untold().items():
        clauses[clause] = tuple(dict.fromkeys((*clauses.get(clause, ()), *old)))


def tell_untold(clauses) -> None:
    """The clauses of a folder of one's own of which the sheets leave something out, and why."""
    for clause, old in clauses.items():
        *most, last = (TOLD[what] for what in old)
        what = f"{', '.join(most)} and {last}" if most else last
        click.echo(f"note: the words of '{clause}' are your own and {what} are those of the library's words: the sheets leave "
                   "them out. Write them anew in your folder.", err=True)


def day(given):
    """The date of an option, or None."""
    return given.date() if given else None


def _drafts(desk, town, wanted, wish, final, asked, refused, tag="en", partial=False):
    """The drafts, one after another, with a progress bar for a person who waits.

    Where nobody asked for the instruments by name, one that this form of government cannot make is told and passed over.
    """
    from generator.drafting.amend import copies
    from generator.errors import Refusal

    for name in progress(wanted, "Drafting"):
        try:
            for copy in copies(name):
                yield desk.draft(town, name, wish, final, tag, copy, partial)
        except Refusal as error:
            power = any("no one issues" in fault.problem for fault in error.faults)
            if asked or not power:
                raise
            refused.extend(error.faults)


def progress(items, label: str):
    """The items, with a bar on the terminal's error stream where there are several and someone watches."""
    import sys

    items = list(items)
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, console=Console(stderr=True), transient=True)


def template_bytes(path: Path | None) -> bytes | None:
    """The letterhead's bytes; a clear fault where the file is missing."""
    if path is None:
        return None
    from generator.errors import UnusableInput

    try:
        return path.read_bytes()
    except OSError as error:
        raise UnusableInput(f"the template '{path}' cannot be read: {error.strerror}", "Name a .docx file.") from None


@click.command()
@click.argument("profile")
@click.option("--as", "instrument", default="ordinance", show_default=True, metavar="INSTRUMENT",
              help="The instrument to explain.")
@topic_option
@strength_option
@without_option
@library_option
@format_option
def explain(profile, instrument, topics, strength, without, overlay, fmt) -> None:
    """Say for every clause why it is in or out of a draft of PROFILE, and whether the draft is refused."""
    from generator.desk import open_desk
    from generator.drafting.choose import Wish
    from generator.errors import Refusal

    desk = open_desk(overlay)
    town, wish = desk.profile(profile), Wish(topics, strength or "", without)
    choice = desk.explain(town, instrument, wish)
    rows = [{"clause": i.clause.id, "in": "barred" if i in choice.acknowledged else "in", "variant": i.variant, "form": i.form,
             "gate": i.gate.state if i.gate else "", "why": i.why} for i in choice.included]
    rows += [{"clause": o.clause.id, "in": "out", "variant": "", "form": "", "gate": o.gate.state if o.gate else "",
              "why": o.why} for o in choice.left_out]
    print_rows(rows, {"clause": "Clause", "in": "", "variant": "Variant", "form": "Form", "gate": "State law",
                      "why": "Why"}, fmt)
    try:
        desk.draft(town, instrument, wish)
    except Refusal as refused:
        click.echo(f"note: a draft of this is refused. {refused}", err=True)


@click.command()
@click.argument("profile")
@click.option("--topic", required=True, help="The topic whose clauses are compared.")
@click.option("--as", "instrument", default="ordinance", show_default=True, metavar="INSTRUMENT",
              help="The instrument whose forms are shown.")
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.docx",
              help="Write a Word table in place of printing.")
@library_option
@format_option
def ladder(profile, topic, instrument, output, overlay, fmt) -> None:
    """Show the strengths of a topic's clauses beside each other, and what each step down gives up."""
    from generator import sources
    from generator.desk import ladder_file, open_desk

    desk = open_desk(overlay)
    town = desk.profile(profile)
    steps = desk.ladder(town, topic, instrument)
    if output:
        sources.write_bytes(output, ladder_file(desk, town, steps))
        click.echo(str(output))
    elif fmt == "json":
        print_json([step.as_data() for step in steps])
    else:
        for step in steps:
            click.echo(step.as_text())
