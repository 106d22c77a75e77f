"""The table of docs/coverage.md: every provision that was asked for, and the clauses that answer it, for `make coverage`.

Knows the library and the list of provisions (docs/provisions.tsv), not how anything is drafted.
"""

from __future__ import annotations

from generator import sources
from generator.desk import OUTREACH, open_desk
from generator.drafting.instruments import INSTRUMENTS as DRAFTED
from generator.library import STRENGTHS, Clause, Library
from generator.writers import WRITERS

ELSEWHERE = {  # provisions that no clause file holds, and where they come from
    "authority": "each form of government in `profiles/law/`",
    "enacting": "each form of government in `profiles/law/`",
    "effective-date": "each form of government in `profiles/law/`",
    "signatures": "each form of government in `profiles/law/`, and the roll call",
}
HEAD = """\
# What the library covers

Made by `make coverage` from `docs/provisions.tsv` (every provision that was asked for) and the clause files; a test
fails when it is out of date. A form word says what an instrument does with the clause: `binds`, another word for a text
of its own, or – where it has none; the reason stands in the clause file and in each report.
"""
INSTRUMENTS = ("executive-order", "resolution", "ordinance", "school-resolution", "police-order")


def provisions() -> list[sources.CsvRow]:
    """The provisions that were asked for: provision, section, instruments, steps."""
    path = sources.shipped("docs", "provisions.tsv")
    return sources.read_csv(path, ("provision", "section", "instruments", "steps"), "\t")


def coverage(library: Library) -> str:
    """The page in Markdown."""
    lines, section = [HEAD], ""
    for row in provisions():
        if row["section"] != section:
            section = row["section"]
            lines += ["", f"## {section}", "", *_table_head(section)]
        lines.append(_definition(library, row["provision"]) if section == "Definitions" else _line(library, row["provision"]))
    more = [c for c in library.order() if c not in {r["provision"] for r in provisions()}]
    if more:
        lines += ["", "## Clauses beyond the list", "", *_table_head(""), *(_line(library, c) for c in more)]
    others = [d.term for d in sorted(library.definitions.values(), key=lambda d: d.term.casefold())]
    lines += ["", "## All definitions", "", f"{', '.join(others)}."]
    lines += ["", "## Documents and formats", "", *_documents()]
    return "\n".join(lines) + "\n"


def _documents() -> list[str]:
    """What `--as` and `--format` may name."""
    made = [f"| `{i.id}` | {i.name} | an instrument |" for i in DRAFTED.values()]
    made += [f"| `{o.id}` | {o.name} | a document around an instrument |" for o in OUTREACH.values()]
    formats = ", ".join(f"`{w.name}` (.{w.extension})" for w in WRITERS.values())
    return ["| `--as` | name | what it is |", "|---|---|---|", *made, "", f"Formats: {formats}."]


def _table_head(section: str) -> tuple[str, str]:
    if section == "Definitions":
        return "| term | definition |", "|---|---|"
    names = (i.replace("-", " ") for i in INSTRUMENTS)
    return f"| provision | variants | {' | '.join(names)} |", "|---|---|" + "---|" * len(INSTRUMENTS)


def _definition(library: Library, term: str) -> str:
    found = library.term(term)
    return f"| {term} | {f'`{found}`' if found else '**missing**'} |"


def _line(library: Library, provision: str) -> str:
    if provision in ELSEWHERE:
        return f"| {provision} | {ELSEWHERE[provision]} |" + " |" * len(INSTRUMENTS)
    if provision == library.title.id:
        forms = ("titled" if i in library.title.long else "–" for i in INSTRUMENTS)
        return f"| {provision} | – | {' | '.join(forms)} |"
    clause = library.clauses.get(provision)
    if clause is None:
        return f"| {provision} | **missing** |" + " |" * len(INSTRUMENTS)
    return f"| {provision} | {_variants(clause)} | {' | '.join(_form(clause, i) for i in INSTRUMENTS)} |"


def _variants(clause: Clause) -> str:
    return ", ".join(s for s in STRENGTHS if s in clause.variants)


def _form(clause: Clause, instrument: str) -> str:
    form = clause.form(instrument)
    return "–" if form == "none" else form


if __name__ == "__main__":
    print(sources.write_text(sources.shipped("docs", "coverage.md"), coverage(open_desk().library)))
