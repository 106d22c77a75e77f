"""The commands that let a person look into the library and the law: places, topics, clauses, show, law."""

from __future__ import annotations

import click

from generator.cli.shared import format_option, library_option, print_json, print_rows


@click.command()
@format_option
def places(fmt) -> None:
    """List the places that have a shipped profile."""
    from generator import sources
    from generator.profile import load_profile, profile_ids

    folder = sources.shipped("profiles", "places")
    rows = []
    for name in profile_ids():
        place = load_profile(name, folder).place
        rows.append({"id": name, "name": place.name, "kind": place.kind, "state": place.state,
                     "form_of_government": place.form_of_government})
    print_rows(rows, {"id": "Id", "name": "Name", "kind": "Kind", "state": "State",
                      "form_of_government": "Form of government"}, fmt)


@click.command()
@library_option
@format_option
def topics(overlay, fmt) -> None:
    """List the topics of the library, each with its clauses."""
    from generator.desk import open_desk

    library = open_desk(overlay).library
    rows = [{"topic": t.id, "name": t.name, "summary": t.summary,
             "clauses": [c.id for c in library.clauses.values() if t.id in c.topics]} for t in library.contents.topics]
    if fmt == "text":
        rows = [{**r, "clauses": ", ".join(r["clauses"])} for r in rows]
    print_rows(rows, {"topic": "Topic", "name": "Name", "clauses": "Clauses", "summary": "In short"}, fmt)


@click.command()
@click.option("--topic", help="Only the clauses of this topic.")
@library_option
@format_option
def clauses(topic, overlay, fmt) -> None:
    """List the clauses of the library with their variants and forms."""
    from generator.desk import open_desk
    from generator.errors import DraftingError, did_you_mean

    library = open_desk(overlay).library
    if topic and topic not in library.topics():
        raise DraftingError(f"no topic is called '{topic}'", did_you_mean(topic, library.topics(), "topics"))
    rows = []
    for clause_id in library.order():
        clause = library.clauses[clause_id]
        if topic and topic not in clause.topics:
            continue
        rows.append({"clause": clause.id, "heading": clause.heading, "topics": list(clause.topics),
                     "variants": list(clause.variants), "forms": dict(clause.forms), "why": clause.why})
    if fmt == "text":
        rows = [{**r, "variants": ", ".join(r["variants"]),
                 "forms": ", ".join(f"{k}: {v}" for k, v in r["forms"].items() if v != "none")} for r in rows]
    print_rows(rows, {"clause": "Clause", "heading": "Heading", "variants": "Variants", "forms": "Forms"}, fmt)


@click.command()
@click.argument("clause")
@click.option("--variant", help="strong, model or narrow (default: all).")
@library_option
@format_option
def show(clause, variant, overlay, fmt) -> None:
    """Show a clause as it stands in the library: text, notes, authority, limits."""
    from generator.desk import open_desk
    from generator.errors import DraftingError, did_you_mean

    library = open_desk(overlay).library
    if clause not in library.clauses:
        raise DraftingError(f"no clause is called '{clause}'", did_you_mean(clause, library.clauses, "clauses"))
    found = library.clauses[clause]
    if variant and variant not in found.variants:
        raise DraftingError(f"the clause '{clause}' has no variant '{variant}'",
                            did_you_mean(variant, found.variants, "variants"))
    if fmt == "json":
        print_json(library.sources[clause].tree)
    else:
        click.echo(clause_text(found, (variant,) if variant else tuple(found.variants)))


def clause_text(clause, variants) -> str:
    """A clause as plain text to read on the terminal."""
    lines = [f"{clause.id}: {clause.heading}", "", clause.why, "", f"Topics: {', '.join(clause.topics)}",
             "Forms: " + ", ".join(f"{k} {v}" for k, v in clause.forms.items())]
    lines += [f"    {k}: {v}" for k, v in clause.reasons.items()]
    if clause.requires:
        lines.append(f"Requires: {', '.join(clause.requires)}")
    lines += [f"Authority: {', '.join(clause.authority) or 'none named'}",
              f"Limits: {', '.join(clause.limits) or 'none named'}", clause.limits_note]
    for name in variants:
        variant = clause.variants[name]
        lines += ["", f"== {name} ==  {variant.gives}", "", variant.text.rstrip(), "", f"Note: {variant.note}"]
        for form in dict.fromkeys(clause.forms.values()):
            if form not in ("binds", "none") and variant.form_text(form):
                lines += ["", f"-- {form} --", variant.form_text(form).rstrip()]
    return "\n".join(lines)


@click.command()
@click.argument("state", required=False)
@click.option("--topic", help="Only the clauses of this topic.")
@click.option("--map", "whole_map", is_flag=True, help="The table of all clauses and all states.")
@click.option("--stale", metavar="DATE", help="Facts that speak for a day before DATE (2026-06-30).")
@format_option
def law(state, topic, whole_map, stale, fmt) -> None:
    """Say what the law of STATE does to each clause."""
    from generator.cli import law_pages

    if not (state or whole_map or stale):
        raise click.UsageError("Name a state (NJ), or give --map or --stale DATE.")
    if whole_map:
        law_pages.print_map(topic, fmt)
    elif stale:
        law_pages.print_stale(stale, state, fmt)
    else:
        law_pages.print_state(state, topic, fmt)
