"""Faults between the files of the library: unknown topics, clauses, terms and references, forms without text, grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import grammar
from generator.errors import Fault, Place, did_you_mean
from generator.library.clause import FORM_WORDS, Clause
from generator.library.shelf import CONTENTS, Library, lost_paths, named_paths


def check(library: Library) -> list[Fault]:
    """Every fault between the files: unknown topics, clauses, terms, references, forms without text, grammar."""
    faults = list(_check_contents(library))
    for clause in library.clauses.values():
        faults.extend(_check_clause(library, clause))
    for clause_id, variant, form, text in library.texts():
        word = "text" if form == "binds" else form
        faults.extend(_check_text(library, clause_id, text, clause_id, ("variants", variant, word)))
    for term_id in library.definitions:
        text = library.definition_text(term_id)
        faults.extend(_check_text(library, "", text, f"definition:{term_id}", ("text",)))
    return faults


def _check_contents(library: Library) -> Iterator[Fault]:
    """Faults of library.yml: topics and clauses that it names wrongly, twice or not at all; two terms of one name."""
    known, source = library.clauses, library.sources[CONTENTS]
    for i, topic in enumerate(library.contents.default_topics):
        if topic not in library.topics():
            yield Fault(f"library.yml has the default topic '{topic}', which it does not list",
                        did_you_mean(topic, library.topics(), "topics"), source.place(("default_topics", i)))
    listed: set[str] = set()
    for i, part in enumerate(library.contents.parts):
        for j, clause_id in enumerate(part.clauses):
            place = source.place(("parts", i, "clauses", j))
            if clause_id not in known:
                yield Fault(f"library.yml lists the clause '{clause_id}', which no file holds",
                            did_you_mean(clause_id, known, "clauses"), place)
            elif clause_id in listed:
                yield Fault(f"library.yml lists the clause '{clause_id}' twice", "Leave one of the two.", place)
            listed.add(clause_id)
    for clause_id in sorted(known.keys() - listed - library.added):
        yield Fault(f"the clause '{clause_id}' stands in no part of library.yml", "Add it where it belongs.",
                    library.sources[clause_id].place(("id",)))
    terms: dict[str, str] = {}
    for definition in library.definitions.values():
        for name in sorted({n.casefold() for n in definition.names()}):
            if terms.setdefault(name, definition.id) != definition.id:
                yield Fault(f"two definitions are named '{name}'", "A term has one definition.",
                            library.sources[f"definition:{definition.id}"].place(("term",)))


def _check_clause(library: Library, clause: Clause) -> Iterator[Fault]:
    source = library.sources[clause.id]
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", clause.id):
        yield Fault(f"'{clause.id}' is no clause id", "Use lower-case letters, digits and single hyphens.",
                    source.place(("id",)))
    if "model" not in clause.variants:
        yield Fault("no variant 'model'", "Every clause has a model variant; it is the default.",
                    source.place(("variants",)))
    topics = library.topics()
    for i, topic in enumerate(clause.topics):
        if topic not in topics and clause.kind == "operative":
            yield Fault(f"unknown topic '{topic}'", did_you_mean(topic, topics, "topics"), source.place(("topics", i)))
    for name in ("requires", "conflicts"):
        for i, other in enumerate(getattr(clause, name)):
            if other not in library.clauses:
                yield Fault(f"{name} an unknown clause '{other}'", did_you_mean(other, library.clauses, "clauses"),
                            source.place((name, i)))
    if clause.after and clause.after not in library.clauses:
        yield Fault(f"after an unknown clause '{clause.after}'", did_you_mean(clause.after, library.clauses, "clauses"),
                    source.place(("after",)))
    for instrument, form in clause.forms.items():
        for name, variant in clause.variants.items():
            if form != "none" and not variant.form_text(form):
                yield Fault(f"the form '{form}' ({instrument}) has no text in the variant '{name}'",
                            f"Write `{'text' if form == 'binds' else form}:` in that variant.",
                            source.place(("variants", name)))
        if form != "binds" and instrument not in clause.reasons:
            yield Fault(f"no reason why the {instrument} form is '{form}'", f"Add it under `reasons: {instrument}:`.",
                        source.place(("forms", instrument)))


def _check_text(library: Library, clause_id: str, text: grammar.ClauseText, key: str, keys: tuple) -> Iterator[Fault]:
    source = library.sources[key]

    def place(spot: grammar.Spot) -> Place:
        return source.text_place(keys, spot.line, spot.column)

    for wrong in text.wrong:
        yield Fault(wrong.problem, wrong.remedy, place(wrong.spot))
    for part in text.parts():
        match part:
            case grammar.TermUse(term=term, spot=spot) if not library.term(term):
                names = [n for d in library.definitions.values() for n in d.names()]
                yield Fault(f"'{term}' is no defined term", did_you_mean(term, names, "terms"), place(spot))
            case grammar.RefUse(target=target, spot=spot):
                problem = _reference_problem(library, clause_id, target)
                if problem:
                    yield Fault(problem[0], problem[1], place(spot))
    for _, path, sub in grammar.walk(text.subdivisions):
        if len(sub.children) == 1:
            yield Fault(f"the subdivision '{path}' has a single child", "No (a) without (b): add one or join it.",
                        place(sub.children[0].spot))


def _was_there(library: Library, clause_id: str, path: str) -> bool:
    """Whether a user's folder took the subdivision out of a clause of the library: a draft that refers to it tells."""
    return any(path in lost_paths(library, clause_id, variant, form)
               for variant, row in library.clauses[clause_id].variants.items() for form in FORM_WORDS[:-1] if row.form_text(form))


def _reference_problem(library: Library, clause_id: str, target: str) -> tuple[str, str] | None:
    """What is wrong with a reference, and the remedy; None when it leads somewhere."""
    other, _, path = target.partition(".")
    other = other or clause_id
    if other == "definitions":
        return None
    if other not in library.clauses:
        return f"the reference '{target}' names no clause", did_you_mean(other, library.clauses, "clauses")
    if path and path not in named_paths(library, other) and not _was_there(library, other, path):
        return (f"the clause '{other}' has no subdivision '{path}'",
                did_you_mean(path, named_paths(library, other), "subdivisions"))
    return None
