"""The check of a library's expressions: every value that a text names is known, every expression can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from generator import grammar
from generator.drafting.fill import evaluate, names
from generator.drafting.values import vocabulary
from generator.errors import Fault, did_you_mean
from generator.library import Clause, Library, Variant
from generator.profile import STATES
from generator.sources import Source

REMEDY = "See the values in docs/clauses.md."
HAS = re.compile(r"""\bhas\(\s*["']([^"']*)["']""")
STATE = re.compile(r"""\bstate\(\s*["']([^"']*)["']""")


def check_expressions(library: Library) -> list[Fault]:
    """A fault for each value or condition that cannot be evaluated, with its place in the file."""
    check = _Check(library, vocabulary())
    return [fault for text, source, keys in _texts(library) for fault in check.text(text, source, keys)]


def _texts(library: Library) -> Iterator[tuple[grammar.ClauseText, Source, tuple]]:
    """Every text that may hold an expression: clauses, headings, what outreach says of them, definitions, titles."""
    for clause_id, variant, form, text in library.texts():
        yield text, library.sources[clause_id], ("variants", variant, "text" if form == "binds" else form)
    for term_id in library.definitions:
        yield library.definition_text(term_id), library.sources[f"definition:{term_id}"], ("text",)
    for clause in library.clauses.values():
        held = [(("heading",), clause.heading)]
        held += [(("variants", name, "heading"), variant.heading) for name, variant in clause.variants.items()]
        held += _told(clause)
        yield from ((grammar.parse(text), library.sources[clause.id], keys) for keys, text in held if "{" in text)
    title = [(("short",), library.title.short), *((("long", i), text) for i, text in library.title.long.items())]
    yield from ((grammar.parse(text), library.sources[library.title.id], keys) for keys, text in title)


def _told(clause: Clause) -> Iterator[tuple[tuple, str]]:
    """What handouts, memos and the like say of a clause: place in the file, text."""
    yield ("why",), clause.why
    yield ("limits_note",), clause.limits_note
    for i, question in enumerate(clause.questions):
        yield from ((("questions", i, f.name), getattr(question, f.name)) for f in fields(question))
    yield from _plain_and_duties((), clause)
    for name, variant in clause.variants.items():
        yield ("variants", name, "gives"), variant.gives
        yield from _plain_and_duties(("variants", name), variant)


def _plain_and_duties(keys: tuple, owner: Clause | Variant) -> Iterator[tuple[tuple, str]]:
    for i, duty in enumerate(owner.duties or ()):
        yield from (((*keys, "duties", i, f.name), getattr(duty, f.name)) for f in fields(duty))
    if owner.plain:
        for side in ("will", "will_not"):
            yield from (((*keys, "plain", side, i), sentence) for i, sentence in enumerate(getattr(owner.plain, side)))
        yield from (((*keys, "plain", "at", place), sentence) for place, sentence in owner.plain.at.items())


@dataclass(frozen=True, slots=True)
class _Check:
    """The check of one library against the names that expressions may use."""

    library: Library
    values: dict[str, object]

    def text(self, text: grammar.ClauseText, source: Source, keys: tuple) -> Iterator[Fault]:
        """The faults of one text."""
        for expression, spot in _expressions(text):
            for problem, remedy in self.expression(expression):
                yield Fault(problem, remedy, source.text_place(keys, spot.line, spot.column))

    def expression(self, expression: str) -> Iterator[tuple[str, str]]:
        """Problem and remedy of each name in an expression that means nothing."""
        try:
            used = names(expression)
        except ValueError as error:
            yield str(error), REMEDY
            return
        for name in used:
            try:
                evaluate(name, self.values)
            except ValueError as error:
                first = name.split(".")[0]
                yield str(error), did_you_mean(first, self.values, "values") if first not in self.values else REMEDY
        for clause_id in HAS.findall(expression):
            if clause_id not in self.library.clauses:
                yield f"no clause is called '{clause_id}'", did_you_mean(clause_id, self.library.clauses, "clauses")
        for code in STATE.findall(expression):
            if code not in STATES:
                yield f"no state's postal code is '{code}'", did_you_mean(code, STATES, "postal codes")


def _expressions(text: grammar.ClauseText) -> Iterator[tuple[str, grammar.Spot]]:
    seen = set()
    for _, message in text.messages():
        for condition in message.conditions:
            if (condition.expression, condition.spot.line) not in seen:
                seen.add((condition.expression, condition.spot.line))
                yield condition.expression, condition.spot
        for part in message.parts:
            if isinstance(part, grammar.Value):
                yield part.expression, part.spot
