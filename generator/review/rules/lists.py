"""Rules on lists: items end alike, the last but one says and or or, and all begin alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.document import Items, Provision, walk
from generator.review.rules.prose import short, shown
from generator.review.rules.reading import Reading, Unit
from generator.review.rules.rule import INSTRUMENTS, Context, Hit, Rules

RULES = Rules()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of items that continue one sentence: the words that open and close each, and whether words follow the list."""

    unit: Unit
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    lead: str


def lists(reading: Reading) -> Iterator[Listed]:
    """The lists of the instrument whose items continue a sentence."""
    record = reading.document.language
    units = {u.block: u for u in reversed(reading.units)}

    def end(provision: Provision) -> str:
        if provision.flush:
            return shown(provision.flush, record)
        return end(provision.children[-1]) if provision.children else shown(provision.chapeau, record)

    for view in reading.sections:
        leads: dict[int, str] = {}
        for node in walk(view.section.children):
            if isinstance(node, Provision) and len(node.children) > 1 and node.children[0].id in units:
                yield Listed(units[node.children[0].id], tuple(shown(c.chapeau, record) for c in node.children),
                             tuple(end(c) for c in node.children), shown(node.chapeau, record))
        children = view.section.children
        for at, child in enumerate(children):
            if not isinstance(child, Provision) and hasattr(child, "content"):
                leads[at] = shown(child.content, record)
            if isinstance(child, Items) and len(child.items) > 1 and child.id in units:
                texts = tuple(shown(i, record) for i in child.items)
                yield Listed(units[child.id], texts, texts, leads.get(at - 1, ""))
        top = [c for c in children if isinstance(c, Provision)]
        if len(top) > 1 and leads and min(leads) < children.index(top[0]) and top[0].id in units:
            yield Listed(units[top[0].id], tuple(shown(c.chapeau, record) for c in top), tuple(end(c) for c in top),
                         leads[max(i for i in leads if i < children.index(top[0]))])


def _continues(one: Listed) -> bool:
    """True where the items are parts of a sentence: most begin in lower case, and none is a sentence of its own."""
    low = sum(s[:1].islower() for s in one.starts)
    return low * 2 > len(one.starts)


@RULES.rule(
    "MO951", "List without a conjunction", "warning",
    "House rule: a list says whether all or one is meant",
    fails=("""Section 1. Rule
              (a) An agency must
              (1) ask the person;
              (2) record the answer;
              (3) give a copy.
              (b) It must wait.""",
           """Section 1. Definitions
              “Location” means
              * a school;
              * a hospital;
              * a church."""),
    passes="""Section 1. Rule
              (a) An agency must
              (1) ask the person;
              (2) record the answer; and
              (3) give a copy.
              (b) It must wait.""")
def conjunction(reading: Reading, context: Context) -> Iterator[Hit]:
    """The last but one item of a list does not end with “and” or “or”, so that nobody knows whether all or one is meant."""
    if context.instrument not in INSTRUMENTS:
        return
    for one in lists(reading):
        if _continues(one) and not any(re.search(r"[;,]\s*(?:and|or|nor|but)\s*$", e) for e in one.ends[:-1]) and not re.search(
                r"\b(?:all|any|each|either|both|one or more|none) of (?:the following|these|them)|\bany of\b", one.lead, re.I):
            yield Hit(one.unit, "the list has neither “and” nor “or” before its last item", short(one.starts[-2]))


@RULES.rule(
    "MO952", "Punctuation of a list", "warning",
    "House rule: one manner in one list", english=False,
    fails=("""Section 1. Rule
              (a) An agency must
              (1) ask the person,
              (2) record the answer; and
              (3) give a copy.
              (b) It must wait.""",
           """Section 1. Rule
              (a) An agency must
              (1) ask the person.
              (2) record the answer; and
              (3) give a copy.
              (b) It must wait."""),
    passes="""Section 1. Rule
              (a) An agency must
              (1) ask the person;
              (2) record the answer; and
              (3) give a copy.
              (b) It must wait.""")
def punctuation(reading: Reading, context: Context) -> Iterator[Hit]:
    """Items of one list end in unlike ways, or the list ends without a full stop."""
    if context.instrument not in INSTRUMENTS:
        return
    for one in lists(reading):
        if not _continues(one):
            continue
        marks = {m for e in one.ends[:-1] if (m := _mark(e)) is not None}
        if len(marks) > 1 or marks & {".", ""}:
            yield Hit(one.unit, "the items end in unlike ways", short(" | ".join(e[-25:] for e in one.ends)))
        elif not re.search(r"[.;,:]\W*$|(?:and|or)$", one.ends[-1]):
            yield Hit(one.unit, "the last item ends without a mark", one.ends[-1][-60:])


def _mark(end: str) -> str | None:
    match = re.search(r"([;,.:]?)[”’)\]]*\s*(?:and|or|nor|but)?\s*$", end)
    return match[1] if match else ""


@RULES.rule(
    "MO953", "Capitals in a list", "warning",
    "House rule: one manner in one list",
    fails="""Section 1. Rule
             (a) An agency must
             (1) ask the person;
             (2) Record the answer;
             (3) give a copy; and
             (4) wait.
             (b) It must wait.""",
    passes="""Section 1. Rule
              (a) An agency must
              (1) ask the person; and
              (2) record the answer.
              (b) It must wait.""")
def capitals(reading: Reading, context: Context) -> Iterator[Hit]:
    """Items of one list begin with capitals and with small letters."""
    for one in lists(reading):
        low = [s for s in one.starts if s[:1].islower()]
        high = [s for s in one.starts if re.match(r"(?:A|[A-Z][a-z]+) [a-z]", s) and not re.match(r"(?:Form|Section|Chapter|Title|"
            r"Article|Exhibit|Spanish|English)\b", s)]
        if low and high and len(low) > len(high):
            yield Hit(one.unit, f"“{short(high[0], 30)}” begins with a capital and other items do not", short(high[0]))
