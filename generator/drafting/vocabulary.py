"""The check of a library's expressions: every value that a text names is known, every expression can be read."""

from __future__ import annotations

from collections.abc import Iterator

from generator import grammar
from generator.drafting.fill import evaluate
from generator.drafting.values import vocabulary
from generator.errors import Fault, did_you_mean
from generator.library import Library

REMEDY = "See the values in docs/clauses.md."


def check_expressions(library: Library) -> list[Fault]:
    """A fault for each value or condition that cannot be evaluated, with its place in the clause file."""
    values = vocabulary()
    faults: list[Fault] = []
    for clause_id, variant, form, text in library.texts():
        keys = ("variants", variant, "text" if form == "binds" else form)
        faults.extend(_faults(text, library.sources[clause_id], keys, values))
    for term_id in library.definitions:
        faults.extend(_faults(library.definition_text(term_id), library.sources[f"definition:{term_id}"], ("text",), values))
    return faults


def _faults(text: grammar.ClauseText, source, keys: tuple, values: dict[str, object]) -> Iterator[Fault]:
    for expression, spot in _expressions(text):
        try:
            evaluate(expression, values)
        except ValueError as error:
            name = expression.split(".")[0].split("(")[0].split("[")[0].strip()
            remedy = did_you_mean(name, values, "values") if name.isidentifier() and name not in values else REMEDY
            yield Fault(str(error), remedy, source.text_place(keys, spot.line, spot.column))


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
