"""A clause's text becomes blocks and inlines. The only room with Jinja, and that one sandboxed.

parse → conditions → translation → fill. Knows no numbering and no format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
from generator.drafting.values import LocalValue, View
from generator.errors import Fault, Place, UnusableInput
from generator.law import LawPack
from generator.library import Library, named_path
from generator.profile import field_label

OPENING = re.compile(r'(?:(?<=[\s(—])|^)"(?=\S)')

ABBREVIATION = re.compile(r"(?:^|[\s(])(?:v|vs|No|Nos|e\.g|i\.e|U\.S|St|Dr|Mr|Mrs|Ms|Rev|cf)\. $")

Translate = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Filler:
    """What filling needs: the values by name, the library's terms, the law's citations, and the translation."""

    library: Library
    law: LawPack
    values: Mapping[str, object]
    kind_of_place: str = "city"
    translate: Translate = lambda key, source: source
    series: str = "instrument"
    place_of: Callable[[grammar.Spot], Place] | None = None
    clause: str = ""
    sentences: bool = True  # False for recitals, which begin in lower case


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled subdivision, before numbering: named path, heading, inlines, children."""

    path: str
    heading: Inlines
    chapeau: Inlines
    children: tuple[Filled, ...] = ()
    flush: Inlines = ()
    name: str = field(default="")


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
        heading = (Text(filler.translate(f"{key}/{own}~heading", sub.heading)),) if sub.heading else ()
        filled = Filled(named_path(path), heading, chapeau, children, flush, sub.name)
        kept.append(_mend(filled, sub))
    return tuple(kept)


def paragraph(messages: tuple[grammar.Message, ...], key: str, filler: Filler, top: bool = False) -> Inlines:
    """The inlines of the messages whose conditions hold, one space between them; `top` begins a sentence."""
    out: list[Inline] = []
    for message_key, message in grammar.message_keys(key, messages):
        try:
            if not holds(message.conditions, filler.values):
                continue
        except ValueError as error:
            raise _fault(filler, message.conditions[0].spot, str(error)) from None
        source = filler.translate(message_key, message.source)
        parts = message.parts if source == message.source else tuple(grammar.parts(source))
        inlines = list(_inlines(parts, filler))
        if out and inlines:
            out.append(Text(" "))
        out.extend(inlines)
    return join(sentence_starts(out, top))


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


def value_inlines(expression: str, spot: grammar.Spot, filler: Filler) -> Inlines:
    """The inlines of one value."""
    try:
        value = evaluate(expression, filler.values)
    except ValueError as error:
        raise _fault(filler, spot, str(error)) from None
    match value:
        case Blank():
            return (Blank(value.label, value.field),)
        case LocalValue():
            return value.inlines()
        case View():
            raise _fault(filler, spot, f"'{expression}' is not a value but a group of values")
        case _:
            return (Text(str(value)),)


def term_inline(use: grammar.TermUse, filler: Filler) -> Term:
    """A defined term in the words that the text shows, or in those of the kind of place."""
    term_id = filler.library.term(use.term)
    if not term_id:
        raise _fault(filler, use.spot, f"'{use.term}' is no defined term")
    return Term(term_id, typographic(use.shown) or _own_words(use.term, term_id, filler))


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
        return Blank(field_label(f"law.{role}"), f"law.{role}")
    text = f"{law.name} ({law.cite})" if law.cite else law.name
    return Citation(text, tuple(law.facts), f"law:{role}")


def _fault(filler: Filler, spot: grammar.Spot, problem: str) -> UnusableInput:
    place = filler.place_of(spot) if filler.place_of else None
    return UnusableInput(Fault(problem, "See the values, terms and marks in docs/clauses.md.", place))


def join(inlines: list[Inline]) -> Inlines:
    """Neighbouring plain texts joined."""
    out: list[Inline] = []
    for inline in inlines:
        if out and isinstance(inline, Text) and isinstance(out[-1], Text) and inline.emphasis == out[-1].emphasis:
            out[-1] = Text(out[-1].text + inline.text, inline.emphasis)
        elif not (isinstance(inline, Text) and not inline.text):
            out.append(inline)
    return tuple(out)


def sentence_starts(content: list[Inline], first: bool) -> list[Inline]:
    """The inlines with a capital where a value or a term begins a sentence ("this Order takes …": "This Order …")."""
    out: list[Inline] = []
    tail = ". " if first else ""
    for inline in content:
        begins = tail.endswith((". ", "? ")) and not ABBREVIATION.search(tail)
        if isinstance(inline, Text | Term) and inline.text[:1].islower() and begins:
            inline = replace(inline, text=inline.text[0].upper() + inline.text[1:])
        tail = (tail + inline.text)[-8:] if isinstance(inline, Text) else "x"
        out.append(inline)
    return out


def typographic(text: str) -> str:
    """Straight quotation marks and apostrophes made curly (English)."""
    if '"' not in text and "'" not in text:
        return text
    text = OPENING.sub("“", text)
    return text.replace('"', "”").replace("'", "’")


# --------------------------------------------------------------------------------------------------------------
# Lists: no lone child, and the right conjunction after a condition took an item out


def _mend(filled: Filled, sub: grammar.Subdivision) -> Filled:
    if len(filled.children) == len(sub.children):
        return filled
    if not filled.children:
        return filled
    if len(filled.children) == 1:
        return _fold(filled)
    last_source = sub.children[-1].chapeau[-1].source if sub.children[-1].chapeau else "."
    conjunction = " or" if any(c.chapeau and c.chapeau[-1].source.endswith("; or") for c in sub.children) else " and"
    if not any(c.chapeau and c.chapeau[-1].source.rstrip().endswith((";", "; or", "; and")) for c in sub.children):
        return filled
    end = last_source[-1] if last_source[-1] in ".,;" else "," if filled.flush else "."
    return replace(filled, children=punctuate(filled.children, conjunction, end))


def punctuate(children: tuple[Filled, ...], conjunction: str, end: str) -> tuple[Filled, ...]:
    """Items that end with `;`, the last but one with the conjunction, the last with `end`."""
    out = []
    for i, child in enumerate(children):
        mark = ";" if i < len(children) - 2 else f";{conjunction}" if i == len(children) - 2 else end
        out.append(_ended(child, mark))
    return tuple(out)


def _ended(filled: Filled, mark: str) -> Filled:
    """A subdivision whose last words, its own or those of its last child, close with `mark`."""
    if filled.flush:
        return replace(filled, flush=_end(filled.flush, mark))
    if filled.children:
        return replace(filled, children=(*filled.children[:-1], _ended(filled.children[-1], mark)))
    return replace(filled, chapeau=_end(filled.chapeau, mark))


def _end(content: Inlines, mark: str) -> Inlines:
    """The inlines with another closing mark."""
    if not content:
        return content
    last = content[-1]
    if not isinstance(last, Text):
        return (*content, Text(mark))
    bare = last.text.rstrip()
    for tail in ("; or", "; and", ";", ".", ","):
        if bare.endswith(tail):
            bare = bare[: -len(tail)]
            break
    return join([*content[:-1], Text(bare + mark)])


def _fold(filled: Filled) -> Filled:
    """A lone child joined to its chapeau: no (a) without (b). Its own children move up, flush text follows them."""
    child = _ended(filled.children[0], "," if filled.flush else ".")
    chapeau = list(filled.chapeau)
    if chapeau and isinstance(chapeau[-1], Text):
        chapeau[-1] = Text(chapeau[-1].text.rstrip().removesuffix(":"))
    words = [*chapeau, Text(" "), *child.chapeau]
    if child.children:
        return replace(filled, chapeau=join(words), children=child.children, flush=_row(child.flush, filled.flush))
    return replace(filled, chapeau=_row(join(words), child.flush, filled.flush), children=(), flush=())


def _row(*contents: Inlines) -> Inlines:
    """Inlines in a row, a space between those that are not empty."""
    out: list[Inline] = []
    for content in filter(None, contents):
        out += [Text(" "), *content] if out else content
    return join(out)


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
