"""A clause's text becomes blocks and inlines. The only room with Jinja, and that one sandboxed.

parse → conditions → translation → fill. Knows no numbering and no format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from generator import grammar
from generator.document import (
    Blank,
    Citation,
    Duty,
    Inline,
    Inlines,
    Origin,
    Provision,
    Reference,
    Term,
    Text,
)
from generator.drafting.filled import ENGLISH as ENGLISH_LISTS
from generator.drafting.filled import Filled, join, mend
from generator.drafting.speech import Speech
from generator.drafting.values import LocalValue, View
from generator.errors import Fault, Place, UnusableInput
from generator.language import UNTRANSLATED, ListWords, to_message, to_source
from generator.law import LawPack
from generator.library import Definition, Library, named_path
from generator.profile import field_label

OPENING = re.compile(r'(?:(?<=[\s(—])|^)"(?=\S)')
SINGLE = re.compile(r"(?<![\w’'])'(?=\S)((?:[^']|(?<=\w)'(?=\w))*[^\s'])'(?!\w)")  # a pair around words; what is left are apostrophes

ABBREVIATION = re.compile(r"(?:^|[\s(])(?:v|vs|No|Nos|e\.g|i\.e|U\.S|St|Dr|Mr|Mrs|Ms|Rev|cf)\. $")

SENTENCE = "^"  # the text of a reference that begins a sentence, until it is numbered

Translate = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Filler:
    """What filling needs: the values by name, the library's terms, the law's citations, and the translation."""

    library: Library
    law: LawPack
    values: Mapping[str, object]
    kind_of_place: str = "city"
    translate: Translate = lambda key, source: source
    speech: Speech | None = None  # what values and terms say in a language other than English
    series: str = "instrument"
    place_of: Callable[[grammar.Spot], Place] | None = None
    clause: str = ""
    sentences: bool = True  # False for recitals, which begin in lower case

    def list_words(self) -> ListWords:
        """How items of a list end, and what stands between sentences, in the document's language."""
        return self.speech.language.list if self.speech else ENGLISH_LISTS


# --------------------------------------------------------------------------------------------------------------
# Expressions


@lru_cache(maxsize=1)
def _environment():
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=False)


@lru_cache(maxsize=4096)
def _compiled(expression: str):
    return _environment().compile_expression(expression, undefined_to_none=False)


def evaluate(expression: str, values: Mapping[str, object]) -> object:
    """The value of an expression. Raises ValueError, in the drafter's words, when it cannot be had."""
    from jinja2 import TemplateError, Undefined

    try:
        result = _compiled(expression)(**values)
    except TemplateError as error:
        raise ValueError(f"'{expression}' cannot be read: {error}") from None
    except (TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"'{expression}' cannot be evaluated: {error}") from None
    if isinstance(result, Undefined):
        raise ValueError(f"'{expression}' is no known value")
    return result


def names(expression: str) -> tuple[str, ...]:
    """Every dotted name in an expression ("law.trust" and "has" of `law.trust or has("privacy")`), in order.

    Raises ValueError, in the drafter's words, where the expression cannot be read.
    """
    from jinja2 import TemplateError, nodes

    def dotted(node: nodes.Node) -> str:
        if isinstance(node, nodes.Name):
            return node.name
        inner = dotted(node.node) if isinstance(node, nodes.Getattr) else ""
        return f"{inner}.{node.attr}" if inner else ""

    try:
        tree = _environment().parse("{{ " + expression + " }}")
    except TemplateError as error:
        raise ValueError(f"'{expression}' cannot be read: {error}") from None
    found = [d for node in tree.find_all((nodes.Getattr, nodes.Name)) if (d := dotted(node))]
    return tuple(dict.fromkeys(n for n in found if not any(o.startswith(f"{n}.") for o in found)))


def holds(conditions: tuple[grammar.Condition, ...], values: Mapping[str, object]) -> bool:
    """True when every condition holds."""
    return all(bool(evaluate(c.expression, values)) != c.negated for c in conditions)


# --------------------------------------------------------------------------------------------------------------
# Text


def fill(text: grammar.ClauseText, key: str, filler: Filler) -> tuple[Filled, ...]:
    """The subdivisions whose conditions hold, filled; lists mended where a condition took an item out."""
    return _fill(text.subdivisions, "", "", key, filler)


def _fill(subdivisions, prefix: str, strings: str, key: str, filler: Filler) -> tuple[Filled, ...]:
    kept = []
    for own, sub in grammar.siblings(subdivisions, strings):
        path = f"{prefix}.{sub.key}" if prefix else sub.key
        chapeau = paragraph(sub.chapeau, f"{key}/{own}", filler, filler.sentences and not prefix)
        children = _fill(sub.children, path, own, key, filler)
        if not chapeau and not children:
            continue
        flush = paragraph(sub.flush, f"{key}/{own}~flush", filler)
        heading = _heading(f"{key}/{own}~heading", sub.heading, filler)
        filled = Filled(named_path(path), heading, chapeau, children, flush, sub.name)
        kept.append(mend(filled, sub, filler.list_words()))
    return tuple(kept)


def _heading(key: str, heading: str, filler: Filler) -> Inlines:
    """A run-in heading."""
    if not heading:
        return ()
    return (Text(filler.speech.language.say(key, heading) if filler.speech else filler.translate(key, heading)),)


def paragraph(messages: tuple[grammar.Message, ...], key: str, filler: Filler, top: bool = False) -> Inlines:
    """The inlines of the messages whose conditions hold, one space between them; `top` begins a sentence."""
    out: list[Inline] = []
    for message_key, message in grammar.message_keys(key, messages):
        try:
            if not holds(message.conditions, filler.values):
                continue
        except ValueError as error:
            raise _fault(filler, message.conditions[0].spot, str(error)) from None
        inlines = list(_message(message_key, message, filler))
        if out and inlines:
            out.append(Text(filler.list_words().space))
        out.extend(inlines)
    return join(sentence_starts(out, top))


def _message(key: str, message: grammar.Message, filler: Filler) -> Iterator[Inline]:
    """One message: its English, its translation, or its English between the marks of what is not translated."""
    speech = filler.speech
    if speech is None:
        source = filler.translate(key, message.source)
        yield from _inlines(message.parts if source == message.source else tuple(grammar.parts(source)), filler)
        return
    found = speech.language.find(key, to_message(message.source))
    if found is None:
        yield Text(UNTRANSLATED[0])
        yield from _inlines(message.parts, replace(filler, speech=None))
        yield Text(UNTRANSLATED[1])
    else:
        yield from _translated(tuple(grammar.parts(to_source(found))), filler)


def _translated(parts: tuple[grammar.Part, ...], filler: Filler) -> Iterator[Inline]:
    """The inlines of a translation. Its words are the translator's: none of them is an English word of authority."""
    speech = filler.speech
    for part in parts:
        match part:
            case grammar.Words(text=text):
                yield Text(speech.language.typographic(text))
            case grammar.DutyWord(word=word):
                yield Text(word)
            case grammar.Value(expression=expression, form=form, spot=spot):
                yield from speech.value(expression, form, evaluated(expression, spot, filler))
            case grammar.TermUse():
                yield term_inline(part, filler)
            case grammar.LawUse(role=role) if role in filler.law.laws:
                yield from speech.law(role)
            case _:
                yield from _inlines((part,), filler)


def _inlines(parts: tuple[grammar.Part, ...], filler: Filler) -> Iterator[Inline]:
    for part in parts:
        match part:
            case grammar.Words(text=text):
                yield Text(typographic(text))
            case grammar.DutyWord(word=word):
                yield Duty(word)
            case grammar.Value(expression=expression, spot=spot):
                yield from value_inlines(expression, spot, filler)
            case grammar.TermUse():
                yield term_inline(part, filler)
            case grammar.RefUse(target=target):
                yield Reference(filler.clause + target if target.startswith(".") else target)
            case grammar.CiteUse(key=cite, spot=spot):
                yield citation(cite, spot, filler)
            case grammar.LawUse(role=role):
                yield state_law(role, filler)


def evaluated(expression: str, spot: grammar.Spot, filler: Filler) -> object:
    """The value of an expression in a text, with the place of a fault."""
    try:
        value = evaluate(expression, filler.values)
    except ValueError as error:
        raise _fault(filler, spot, str(error)) from None
    if isinstance(value, View):
        raise _fault(filler, spot, f"'{expression}' is not a value but a group of values")
    return value


def value_inlines(expression: str, spot: grammar.Spot, filler: Filler, form: str = "") -> Inlines:
    """The inlines of one value, in a form where the document's language is not English."""
    value = evaluated(expression, spot, filler)
    if filler.speech is not None:
        return filler.speech.value(expression, form, value)
    match value:
        case Blank():
            return (Blank(value.label, value.field),)
        case LocalValue():
            return value.inlines()
        case _:
            return (Text(str(value)),)


def term_inline(use: grammar.TermUse, filler: Filler) -> Term:
    """A defined term in the words that the text shows, or in those of the kind of place."""
    term_id = filler.library.term(use.term)
    if not term_id:
        raise _fault(filler, use.spot, f"'{use.term}' is no defined term")
    if filler.speech is not None:
        shown = filler.speech.language.typographic(use.shown)
        return Term(term_id, shown or term_words(use.term, filler.library.definitions[term_id], filler))
    return Term(term_id, typographic(use.shown) or _own_words(use.term, term_id, filler))


def term_words(used: str, definition: Definition, filler: Filler) -> str:
    """A term in the document's language, in singular or plural as the text names it, for the kind of place."""
    plural = bool(definition.plural) and used.casefold() != definition.term.casefold() and (
        used.casefold() in {p.casefold() for p in (definition.plural, *definition.plurals_by_kind.values())})
    names = definition.plurals_by_kind if plural else definition.terms_by_kind
    which, english = ("plural", definition.plural) if plural else ("term", definition.term)
    kind = filler.kind_of_place
    if kind in names:
        which, english = f"{which}@{kind}", names[kind]
    return filler.speech.language.say(f"definition:{definition.id}/{which}", english)


def _own_words(used: str, term_id: str, filler: Filler) -> str:
    """The term as the text names it, in the name that the kind of place gives it; a capital stays a capital."""
    definition = filler.library.definitions[term_id]
    kind = filler.kind_of_place
    words = used
    if used.casefold() == definition.plural.casefold() and kind in definition.plurals_by_kind:
        words = definition.plurals_by_kind[kind]
    elif used.casefold() == definition.term.casefold() and kind in definition.terms_by_kind:
        words = definition.terms_by_kind[kind]
    return words[0].upper() + words[1:] if used[0].isupper() else words


def citation(key: str, spot: grammar.Spot, filler: Filler) -> Inline:
    """The citation of a key of the law files; forms and titles are names."""
    found = filler.law.citations.get(key)
    if found is None:
        raise _fault(filler, spot, f"no law file has the citation '{key}'")
    return Citation(found.text, tuple(found.facts), key)


def state_law(role: str, filler: Filler) -> Inline:
    """The state's law for a role, or a blank that asks for it."""
    law = filler.law.laws.get(role)
    if law is None:
        own = Blank(field_label(f"law.{role}"), f"law.{role}")
        return own if filler.speech is None else filler.speech.blank(own)
    text = f"{law.name} ({law.cite})" if law.cite else law.name
    return Citation(text, tuple(law.facts), f"law:{role}")


def _fault(filler: Filler, spot: grammar.Spot, problem: str) -> UnusableInput:
    place = filler.place_of(spot) if filler.place_of else None
    return UnusableInput(Fault(problem, "See the values, terms and marks in docs/clauses.md.", place))


def sentence_starts(content: list[Inline], first: bool) -> list[Inline]:
    """The inlines with a capital where a value or a term begins a sentence ("this Order takes …": "This Order …").

    A reference, whose words are not known yet, is marked there.
    """
    out: list[Inline] = []
    tail = ". " if first else ""
    for inline in content:
        begins = tail.endswith((". ", "? ")) and not ABBREVIATION.search(tail)
        if isinstance(inline, Text | Term) and inline.text[:1].islower() and begins:
            inline = replace(inline, text=inline.text[0].upper() + inline.text[1:])
        elif isinstance(inline, Reference) and not inline.text and begins:
            inline = replace(inline, text=SENTENCE)
        tail = (tail + inline.text)[-8:] if isinstance(inline, Text) else "x"
        out.append(inline)
    return out


def typographic(text: str) -> str:
    """Straight quotation marks and apostrophes made curly (English)."""
    if '"' not in text and "'" not in text:
        return text
    text = SINGLE.sub(r"‘\1’", OPENING.sub("“", text))
    return text.replace('"', "”").replace("'", "’")


# --------------------------------------------------------------------------------------------------------------
# Into the tree


def provisions(filled: tuple[Filled, ...], clause_id: str, origin: Origin, level: int, series: str) -> tuple[Provision, ...]:
    """Filled subdivisions as provisions, with ids below the clause's own; references still without words."""
    return tuple(
        Provision(
            id=f"{clause_id}.{f.path}", level=level, chapeau=f.chapeau, flush=f.flush, heading=f.heading,
            children=provisions(f.children, clause_id, origin, level + 1, series), series=series, origin=origin,
        )
        for f in filled
    )
