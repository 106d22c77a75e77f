"""A filled subdivision, and the mending of its list where a condition took an item out. Knows no values and no clause.

No lone child, and the right ending of each item, in the document's language.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator import grammar
from generator.document import Inline, Inlines, Text
from generator.language import UNTRANSLATED, ListWords

ENGLISH = ListWords()


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled subdivision, before numbering: named path, heading, inlines, children."""

    path: str
    heading: Inlines
    chapeau: Inlines
    children: tuple[Filled, ...] = ()
    flush: Inlines = ()
    name: str = field(default="")


def join(inlines: list[Inline]) -> Inlines:
    """Neighbouring plain texts joined."""
    out: list[Inline] = []
    for inline in inlines:
        if out and isinstance(inline, Text) and isinstance(out[-1], Text) and inline.emphasis == out[-1].emphasis:
            out[-1] = Text(out[-1].text + inline.text, inline.emphasis)
        elif not (isinstance(inline, Text) and not inline.text):
            out.append(inline)
    return tuple(out)


def mend(filled: Filled, sub: grammar.Subdivision, words: ListWords = ENGLISH) -> Filled:
    """The subdivision with its list in order: what the English of `sub` says of its items is said in `words`."""
    if len(filled.children) == len(sub.children):
        return filled
    if not filled.children:
        return filled
    if len(filled.children) == 1:
        return _fold(filled, words)
    last_source = sub.children[-1].chapeau[-1].source if sub.children[-1].chapeau else "."
    either = any(c.chapeau and c.chapeau[-1].source.endswith("; or") for c in sub.children)
    if not any(c.chapeau and c.chapeau[-1].source.rstrip().endswith((";", "; or", "; and")) for c in sub.children):
        return filled
    ends = {".": "stop", ",": "comma", ";": "item"}
    end = ends.get(last_source[-1], "comma" if filled.flush else "stop")
    return replace(filled, children=punctuate(filled.children, "item_or" if either else "item_and", end, words))


def punctuate(children: tuple[Filled, ...], last_but_one: str, end: str, words: ListWords = ENGLISH) -> tuple[Filled, ...]:
    """Items that end with the mark of an item, the last but one with its conjunction, the last with `end`."""
    out = []
    for i, child in enumerate(children):
        mark = "item" if i < len(children) - 2 else last_but_one if i == len(children) - 2 else end
        out.append(_ended(child, mark, words))
    return tuple(out)


def _ended(filled: Filled, mark: str, words: ListWords) -> Filled:
    """A subdivision whose last words, its own or those of its last child, close with `mark`."""
    if filled.flush:
        return replace(filled, flush=_end(filled.flush, mark, words))
    if filled.children:
        return replace(filled, children=(*filled.children[:-1], _ended(filled.children[-1], mark, words)))
    return replace(filled, chapeau=_end(filled.chapeau, mark, words))


def _end(content: Inlines, mark: str, words: ListWords) -> Inlines:
    """The inlines with another closing mark; English that stands for a missing translation gets an English one."""
    if not content:
        return content
    last = content[-1]
    if isinstance(last, Text) and last.text.endswith(UNTRANSLATED[1]):
        closed = _end((*content[:-1], Text(last.text.removesuffix(UNTRANSLATED[1]))), mark, ENGLISH)
        return join([*closed, Text(UNTRANSLATED[1])])
    if not isinstance(last, Text):
        return (*content, Text(getattr(words, mark)))
    bare = last.text.rstrip()
    for tail in sorted((words.item_or, words.item_and, words.item, words.stop, words.comma), key=len, reverse=True):
        if tail and bare.endswith(tail):
            bare = bare[: -len(tail)]
            break
    return join([*content[:-1], Text(bare + getattr(words, mark))])


def _fold(filled: Filled, words: ListWords) -> Filled:
    """A lone child joined to its chapeau: no (a) without (b). Its own children move up, flush text follows them."""
    child = _ended(filled.children[0], "comma" if filled.flush else "stop", words)
    chapeau = list(filled.chapeau)
    if chapeau and isinstance(chapeau[-1], Text):
        chapeau[-1] = Text(chapeau[-1].text.rstrip().removesuffix(":"))
    joined = [*chapeau, Text(words.space), *child.chapeau]
    if child.children:
        return replace(filled, chapeau=join(joined), children=child.children,
                       flush=row(words.space, child.flush, filled.flush))
    return replace(filled, chapeau=row(words.space, join(joined), child.flush, filled.flush), children=(), flush=())


def row(space: str, *contents: Inlines) -> Inlines:
    """Inlines in a row, a space between those that are not empty."""
    out: list[Inline] = []
    for content in filter(None, contents):
        out += [Text(space), *content] if out else content
    return join(out)
