"""What a drafting rule is: a code, a severity, the manual it follows, texts that fail and pass. Knows no rule's subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.document import Document
from generator.review.rules.prose import around
from generator.review.rules.reading import Reading, Unit

SEVERITIES = ("error", "warning", "advice")

BINDING = ("ordinance", "amendatory-ordinance", "executive-order", "police-order")
INSTRUMENTS = (*BINDING, "resolution", "school-resolution")


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What state law does to a clause: state is open, required, limited, barred or unknown."""

    state: str
    reason: str
    citation: str = ""
    variant: str = ""  # the variant that is lawful where the state is limited


@dataclass(frozen=True, slots=True)
class Allowance:
    """A finding that was accepted: its code, the reason, and the block if only there."""

    code: str
    reason: str
    block: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules know besides the document; an empty field means that it is not known.

    `place_kind` is city, town, township, charter-township, borough, village, county or school-district.
    `gates` are the gate's answers by clause id, `clauses` the clause of a section where its origin does not say it.
    `today` is the ISO day by which years are stale. `places` maps a block id to its line or page in a foreign file.
    """

    instrument: str = ""
    place_kind: str = ""
    state: str = ""
    series: str = ""
    gates: Mapping[str, GateAnswer] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)
    draft: bool = True
    today: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[Allowance, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: the unit (None for the whole instrument), the message, the words, a severity of its own."""

    unit: Unit | None
    message: str
    excerpt: str = ""
    severity: str = ""


Check = Callable[[Reading, Context], Iterable[Hit]]
Sample = str | Document


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its docs line is the docstring of its check; `context` is what its samples are read with.

    `english` is False where the rule needs no words and holds in every language.
    """

    code: str
    title: str
    severity: str
    manual: str
    check: Check
    fails: tuple[Sample, ...]
    passes: tuple[Sample, ...]
    context: Context = Context()
    english: bool = True

    @property
    def docs(self) -> str:
        """One line that says what is found."""
        return " ".join((self.check.__doc__ or "").split())


class Rules(list[Rule]):
    """The rules of one subject, in the order of their codes."""

    def rule(self, code: str, title: str, severity: str, manual: str, *, fails: Sample | tuple[Sample, ...],
             passes: Sample | tuple[Sample, ...], context: Context = Context(), english: bool = True):
        """A decorator that puts a check into the table with its rule."""

        def take(check: Check) -> Check:
            self.append(Rule(code, title, severity, manual, check, _tuple(fails), _tuple(passes), context, english))
            return check

        return take


def _tuple(samples: Sample | tuple[Sample, ...]) -> tuple[Sample, ...]:
    return samples if isinstance(samples, tuple) else (samples,)


def matches(units: Iterable[Unit], pattern: re.Pattern, message: str | Callable[[re.Match], str],
            words: Callable[[Unit], str] = lambda u: u.prose) -> Iterator[Hit]:
    """A hit for each match of a pattern in the words of the units."""
    for unit in units:
        for match in pattern.finditer(words(unit)):
            said = message if isinstance(message, str) else message(match)
            yield Hit(unit, said, around(unit.text, *match.span()))


def named(instrument: str) -> str:
    """An instrument with its article: an executive order."""
    words = instrument.replace("-", " ")
    return f"{'an' if words[:1] in 'aeio' else 'a'} {words}"


def once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The first hit of each message."""
    seen: set[str] = set()
    for hit in hits:
        if hit.message not in seen:
            seen.add(hit.message)
            yield hit


def told(context: Context, document: Document) -> Context:
    """The context with the instrument that the document names, where nobody said another."""
    return context if context.instrument else replace(context, instrument=document.kind)
