"""What every draft must be, whatever was chosen: each check gives the faults that it finds in a Document, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.document import (
    BLOCKS, Blank, Citation, Document, Duty, EndNote, Items, Notice, Paragraph, Provision, Recital, Reference, Section, Table, Term,
    Title, inline_text, plain, walk,
)
from generator.drafting.number import mark
from generator.language import load_language
from generator.sources import shipped

SELF_NAMES = {
    "executive-order": ("this order",), "resolution": ("this resolution",), "school-resolution": ("this resolution",),
    "ordinance": ("this ordinance", "this chapter"), "amendatory-ordinance": ("this ordinance", "this chapter"),
    "police-order": ("this general order",),
}
KINDS = {"city": "City", "township": "Township", "charter-township": "Township", "borough": "Borough", "town": "Town",
         "village": "Village", "county": "County", "school-district": "District"}
FIELDS = re.compile(r"(place|officers|bodies|facts|choices|people)\.[a-z_.-]+")
UNFILLED = re.compile(r"\{\{|\}\}|\{%|%\}|\[\[|\]\]|\bNone\b|\bnull\b|\bBlank\(|<generator|[\ue000-\uf8ff]")
CLUMSY = re.compile(r"\b(the the|an? an?|of of|to to|in in|and and|or or|The the)\b|  | [,.;:)](?!\d)|\( |\.\.(?!\.)|,,|;;|,\.|;\.|(?<!seq)\.;")
NO_PLAIN_END = re.compile(r"[.,;:?”)]$|[;,] (and|or)$|—$")


def faults(document: Document, kind_of_place: str) -> list[str]:
    """Everything that is unsound in an instrument; an empty list for a sound one."""
    it = Reading(document, kind_of_place)
    return [f"{check.__name__}: {found}" for check in CHECKS for found in check(it)]


def prose(nodes) -> Iterator[tuple[str, tuple]]:
    """Id and inlines of everything that is read as sentences."""
    for node in nodes:
        match node:
            case Provision():
                yield node.id, node.chapeau
                if node.flush:
                    yield f"{node.id} flush", node.flush
            case Paragraph() | Recital():
                yield node.id, node.content
            case Items():
                yield from ((f"{node.id}.{i}", item) for i, item in enumerate(node.items))
            case Title():
                yield from ((f"title {n}", getattr(node, n)) for n in ("government", "number", "short", "long"))
            case Section():
                yield f"{node.id} heading", node.heading


@dataclass(frozen=True)
class Reading:
    """A document as it is checked: its own blocks are those below the notices."""

    document: Document
    kind: str

    @cached_property
    def own(self) -> tuple:
        return tuple(b for b in self.document.blocks if not isinstance(b, Notice))

    @cached_property
    def nodes(self) -> tuple:
        return tuple(walk(self.own))

    @cached_property
    def all(self) -> tuple:
        return tuple(walk(self.document.blocks))

    @cached_property
    def prose(self) -> tuple[tuple[str, tuple], ...]:
        return tuple(prose(self.nodes))


def blanks_are_labelled(it: Reading) -> Iterator[str]:
    for node in it.nodes:
        if isinstance(node, Blank) and not (node.label.strip() and FIELDS.fullmatch(node.field)):
            yield f"{node.label!r} ({node.field!r})"


def nothing_is_left_unfilled(it: Reading) -> Iterator[str]:
    for where, content in it.prose:
        if found := UNFILLED.search(plain(content)):
            yield f"{where}: {found[0]!r} in {plain(content)[:90]}"


def words_run_cleanly(it: Reading) -> Iterator[str]:
    for where, content in it.prose:
        text = plain(content)
        if found := CLUMSY.search(text):
            yield f"{where}: {found[0]!r} in …{text[max(0, found.start() - 40):found.end() + 40]}…"
        if text != text.strip():
            yield f"{where}: white space around {text[:60]!r}"


def sentences_begin_and_end(it: Reading) -> Iterator[str]:
    whole = {c.id for n in it.nodes if isinstance(n, Section) and isinstance(next(iter(n.children), None), Provision)
             for c in n.children}
    for node in it.nodes:
        if isinstance(node, Provision):
            if node.id in whole and plain(node.chapeau)[:1].islower():
                yield f"{node.id} begins in lower case: {plain(node.chapeau)[:60]}"
            last = plain(node.flush or node.chapeau)
            if not node.children and not NO_PLAIN_END.search(last):
                yield f"{node.id} ends so: …{last[-50:]}"
        elif isinstance(node, Paragraph) and node.role in ("lead", "definition", "flush") and plain(node.content):
            text = plain(node.content)
            if node.role != "flush" and text[:1].islower():
                yield f"{node.id} begins in lower case: {text[:60]}"
        elif isinstance(node, Recital) and re.search(r"(?<!seq)\.[;,]? ?(and)?$", plain(node.content)):
            yield f"{node.id} holds a full stop: …{plain(node.content)[-50:]}"


def terms_are_defined_used_once_and_in_order(it: Reading) -> Iterator[str]:
    terms = [n for n in it.nodes if isinstance(n, Term)]
    defined = [n for n in terms if n.defining]
    used = {n.key for n in terms if not n.defining}
    keys = [n.key for n in defined]
    yield from (f"'{k}' is used and not defined" for k in sorted(used - set(keys)))
    yield from (f"'{k}' is defined and not used" for k in sorted(set(keys) - used))
    yield from (f"'{k}' is defined twice" for k in sorted({k for k in keys if keys.count(k) > 1}))
    order = load_language("en", shipped("locales")).sort_key
    yield from (f"'{a.text}' stands before '{b.text}'" for a, b in pairwise(defined) if order(a.text) > order(b.text))


def references_lead_somewhere(it: Reading) -> Iterator[str]:
    places = {n.id: n for n in it.nodes if isinstance(n, BLOCKS)}
    holder = {child.id: node for node in it.nodes if isinstance(node, Section) for child in walk(node.children)
              if isinstance(child, BLOCKS) and not isinstance(child, Section)}
    for node in it.nodes:
        if not isinstance(node, Reference):
            continue
        if node.target not in places:
            yield f"'{node.target}' is nowhere"
            continue
        target = places[node.target]
        section = target if isinstance(target, Section) else holder.get(node.target)
        number = re.sub(r"^(Section|Sec\.|§)\s*|\.$", "", section.designator, flags=re.IGNORECASE) if section else ""
        if not node.text or number not in node.text:
            yield f"'{node.target}' is spoken '{node.text}', its section is '{section and section.designator}'"
        elif isinstance(target, Provision) and target.designator.rstrip(".") not in node.text:
            yield f"'{node.target}' is spoken '{node.text}', its mark is '{target.designator}'"


def nothing_stands_alone(it: Reading) -> Iterator[str]:
    for node in it.nodes:
        children = tuple(c for c in getattr(node, "children", ()) if isinstance(c, Provision))
        if isinstance(node, Section | Provision) and len(children) == 1:
            yield f"'{node.id}' has one child only"
        if isinstance(node, Section) and not node.children:
            yield f"the section '{node.id}' is empty"
        if isinstance(node, Items) and node.ordered and len(node.items) == 1:
            yield f"the list '{node.id}' has one item only"


def numbers_run_on(it: Reading) -> Iterator[str]:
    series = {s.id: s for s in it.document.series}
    counts: dict[str, int] = {}

    def provisions(nodes) -> Iterator[str]:
        n = 0
        for node in nodes:
            if isinstance(node, Provision):
                n += 1
                if node.designator != mark(series[node.series].levels[node.level], n):
                    yield f"'{node.id}' is {node.designator!r}, the {n}th of its level"
                yield from provisions(node.children)

    for node in it.nodes:
        if isinstance(node, Section):
            counts[node.series] = counts.get(node.series, 0) + 1
            if node.designator != mark(series[node.series].levels[0], counts[node.series]):
                yield f"section '{node.id}' is {node.designator!r}"
            yield from provisions(node.children)


def ids_are_unique(it: Reading) -> Iterator[str]:
    seen: set[str] = set()
    for node in it.all:
        if isinstance(node, BLOCKS):
            if node.id in seen:
                yield node.id
            seen.add(node.id)


def it_calls_itself_by_its_name(it: Reading) -> Iterator[str]:
    wrong = {n for names in SELF_NAMES.values() for n in names} - set(SELF_NAMES[it.document.kind])
    chapter = {id(n) for s in it.own if isinstance(s, Section) and s.id == "chapter" for n in walk(s)}
    for where, content in it.prose:
        text = " ".join(inline_text(i, it.document.language) for i in content if not isinstance(i, Citation))
        for name in sorted(wrong):
            if re.search(rf"\b{name}\b", text, re.IGNORECASE):
                yield f"{where}: '{name}' in a {it.document.kind}"
    if not chapter and it.document.kind == "ordinance":
        yield "an ordinance without a chapter"


def the_place_is_called_by_its_kind(it: Reading) -> Iterator[str]:
    wrong = {w for w in KINDS.values() if w not in ("County", "District")} - {KINDS[it.kind]}
    pattern = re.compile(rf"\b([Tt]he|[Tt]his|[Aa]ny|each) ({'|'.join(sorted(wrong))})\b(?! (of|Council|Committee|Clerk|Manager))")
    for where, content in it.prose:
        text = "".join(inline_text(i, it.document.language) if not isinstance(i, Citation) else "#" for i in content)
        if found := pattern.search(text):
            yield f"{where}: '{found[0]}' in a {it.kind}: …{text[max(0, found.start() - 40):found.end() + 40]}…"


def no_duty_loses_its_not(it: Reading) -> Iterator[str]:
    for node in it.nodes:
        if isinstance(node, Duty) and node.word.endswith("not") != (node.text or node.word).endswith("not"):
            yield f"{node.word!r} is spoken {node.text!r}"


def notes_have_their_marks(it: Reading) -> Iterator[str]:
    notes = [n.id for n in it.own if isinstance(n, EndNote)]
    used = list(dict.fromkeys(n.note for n in it.nodes if type(n).__name__ == "NoteAnchor"))
    if notes != used:
        yield f"notes {notes}, marks {used}"


def tables_are_whole(it: Reading) -> Iterator[str]:
    for node in it.all:
        if isinstance(node, Table) and len({sum(c.span for c in row.cells) for row in node.rows}) != 1:
            yield f"'{node.id}' has rows of unlike lengths"


CHECKS = (
    blanks_are_labelled, nothing_is_left_unfilled, words_run_cleanly, sentences_begin_and_end,
    terms_are_defined_used_once_and_in_order, references_lead_somewhere, nothing_stands_alone, numbers_run_on, ids_are_unique,
    it_calls_itself_by_its_name, the_place_is_called_by_its_kind, no_duty_loses_its_not, notes_have_their_marks, tables_are_whole,
)
