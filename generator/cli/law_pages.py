"""What `ordinance law` prints: a state's picture, the map of all states, and what is old."""

from __future__ import annotations

from datetime import date

import click

from generator.cli.shared import print_json, print_rows
from generator.errors import DraftingError, did_you_mean
from generator.gate import gate
from generator.law import LawPack, load_facts, load_law, stale, states


def _clauses(library, topic: str | None) -> list[str]:
    """Operative clause ids, of a topic if one is named."""
    if topic and topic not in library.topics():
        raise DraftingError(f"no topic is called '{topic}'", did_you_mean(topic, library.topics(), "topics"))
    return [c for c in library.order() if library.clauses[c].kind == "operative"
            and (not topic or topic in library.clauses[c].topics)]


def print_state(state: str, topic: str | None, fmt: str) -> None:
    """One state: its status, the answer for each clause, its laws by role, its forms of government, its gaps."""
    from generator.desk import open_desk

    law, library = load_law(state), open_desk().library
    rows = [{"clause": c, "state": g.state, "reason": g.reason, "citation": g.citation, "consequence": g.consequence,
             "stricter": g.stricter, "alternatives": list(g.alternatives)}
            for c in _clauses(library, topic) for g in (gate(c, law),)]
    if fmt == "json":
        print_json(_as_data(law, rows))
        return
    row = law.immigration
    click.echo(f"{law.name}: {row.status} ({row.confidence}, as of {row.as_of or 'no date'})\n  {row.one_line}\n  {row.citation}")
    if row.consequence:
        click.echo(f"  Consequence: {row.consequence}")
    if row.note:
        click.echo(f"  Note: {row.note}")
    click.echo(f"  Home rule: {law.home_rule or 'not confirmed'}\n")
    print_rows(rows, {"clause": "Clause", "state": "State law", "reason": "Why", "citation": "Citation"}, fmt)
    barred = next((r for r in rows if r["state"] == "barred"), None)
    if barred:
        click.echo(f"Lawful here: {', '.join(barred['alternatives'])}\n")
    print_rows([{"role": k, "law": v.name, "cite": v.cite} for k, v in law.laws.items()],
               {"role": "Law for", "law": "Name", "cite": "Citation"}, fmt)
    print_rows([{"form": f.id, "name": f.name} for f in law.forms.values()],
               {"form": "Form of government", "name": "Name"}, fmt)
    click.echo("Not confirmed:")
    for gap in (*law.gaps, *(f"no law for the role '{r}' is confirmed" for r in law.missing_roles())):
        click.echo(f"  - {gap}")


def _as_data(law: LawPack, rows: list[dict]) -> dict:
    row = law.immigration
    return {
        "state": law.state, "name": law.name, "as_of": law.as_of, "status": row.status, "confidence": row.confidence,
        "one_line": row.one_line, "citation": row.citation, "consequence": row.consequence, "note": row.note,
        "clauses": rows, "laws": {k: {"name": v.name, "cite": v.cite} for k, v in law.laws.items()},
        "forms": [f.id for f in law.forms.values()], "gaps": list(law.gaps),
        "missing_roles": list(law.missing_roles()),
    }


def print_map(topic: str | None, fmt: str) -> None:
    """The table of all clauses and all states, a state a row."""
    from generator.desk import open_desk

    clauses = _clauses(open_desk().library, topic)
    rows = []
    for state in states():
        law = load_law(state)
        rows.append({"state": state, "status": law.immigration.status, "confidence": law.immigration.confidence,
                     **{c: gate(c, law).state for c in clauses}})
    if fmt == "json":
        print_json(rows)
        return
    for row in rows:
        by_state: dict[str, list[str]] = {}
        for clause in clauses:
            by_state.setdefault(row[clause], []).append(clause)
        click.echo(f"{row['state']}  {row['status']} ({row['confidence']})")
        for name in ("barred", "unknown", "limited", "required"):
            if name in by_state:
                click.echo(click.wrap_text(", ".join(by_state[name]), 96, f"    {name}: ", " " * 8))


def print_stale(text: str, state: str | None, fmt: str) -> None:
    """Facts whose source speaks for a day before the date."""
    try:
        when = date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is no date; write it like 2026-06-30.", param_hint="--stale") from None
    facts = load_law(state).facts if state else load_facts()
    rows = [{"fact": k, "as_of": f.as_of or "no date", "confidence": f.confidence, "citation": f.citation}
            for k, f in stale(facts, when).items()]
    print_rows(rows, {"fact": "Fact", "as_of": "As of", "confidence": "Confidence", "citation": "Citation"}, fmt)
