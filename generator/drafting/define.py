"""The definitions section: the terms that the draft uses, closed over themselves, sorted. Knows no clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.document import Inlines, Items, Origin, Paragraph, Section, Term, Text, plain, walk
from generator.drafting.fill import Filled, Filler, fill, join, term_words
from generator.drafting.notes import drafter_notes
from generator.drafting.settle import beside, capital
from generator.library import Library

SECTION = "definitions"


def terms_used(nodes: Iterable[object]) -> set[str]:
    """The ids of all terms that are used (not defined) in the nodes."""
    return {n.key for node in nodes for n in walk(node) if isinstance(n, Term) and not n.defining}


def close_over(terms: set[str], library: Library) -> set[str]:
    """The terms and all terms that their definitions use."""
    found, queue = set(terms), sorted(terms)
    while queue:
        for part in library.definition_text(queue.pop()).parts():
            if getattr(part, "term", ""):
                other = library.term(part.term)
                if other and other not in found:
                    found.add(other)
                    queue.append(other)
    return found


def definitions_section(nodes, library: Library, filler: Filler, heading: str, lead: str,
                        elsewhere: Mapping[str, str], sort_key: Callable[[str], object], draft: bool) -> Section | None:
    """The section with every term used below `nodes`, in alphabetical order of the language; None when there is none.

    `elsewhere` maps a term to the citation of the town's own code that already defines it: it is referred to, not
    defined again. A term used only by a definition that a condition took out is not defined.
    """
    wanted = terms_used(nodes)
    entries: dict[str, tuple] = {}
    queue = sorted(wanted)
    while queue:
        term = queue.pop()
        if term in entries:
            continue
        blocks = (_referred(term, library, filler, elsewhere[term]),) if term in elsewhere else _entry(
            term, library, filler, draft)
        entries[term] = blocks
        queue.extend(t for t in terms_used(blocks) if t not in entries)
    if not entries:
        return None
    ordered = sorted(entries, key=lambda t: sort_key(_shown(entries[t][0])))
    lead_block = Paragraph(f"{SECTION}.lead", (Text(lead),), "lead")
    children = (lead_block, *(b for t in ordered for b in entries[t]))
    return Section(SECTION, (Text(heading),), children, origin=Origin(SECTION))


def _shown(paragraph: Paragraph) -> str:
    first = next((i for i in paragraph.content if isinstance(i, Term)), None)
    return first.text if first else plain(paragraph.content)


def _entry(term: str, library: Library, filler: Filler, draft: bool) -> tuple[Paragraph | Items, ...]:
    """One definition: a paragraph, and its items where it has some."""
    definition = library.definitions[term]
    blocks: list[Paragraph | Items] = []
    notes = drafter_notes(f"definitions.{term}", definition.note) if draft else ()
    for i, filled in enumerate(fill(library.definition_text(term), f"definition:{term}", filler)):
        content = join([*_mark(filled.chapeau, term, filler), *(() if filled.children else _space(filled.flush, filler))])
        blocks.append(Paragraph(f"{SECTION}.{term}" if i == 0 else f"{SECTION}.{term}.{i + 1}", content, "definition",
                                notes=notes if i == 0 else (), origin=Origin(f"definition:{term}")))
        if filled.children:
            blocks.append(Items(f"{SECTION}.{term}.items{i or ''}", _items(filled, filler), True))
            if filled.flush:
                blocks.append(Paragraph(f"{SECTION}.{term}.flush{i or ''}", filled.flush, "definition"))
    return tuple(blocks)


def _items(filled: Filled, filler: Filler):
    """The items of a definition; deeper items run on in their parent."""
    return tuple(join([*c.chapeau, *(x for d in c.children for x in _space(d.chapeau, filler)), *_space(c.flush, filler)])
                 for c in filled.children)


def _space(content: Inlines, filler: Filler) -> Inlines:
    return (*_between(filler), *content) if content else ()


def _between(filler: Filler) -> Inlines:
    """The space between two sentences, where the language sets one."""
    space = filler.speech.language.list.space if filler.speech else " "
    return (Text(space),) if space else ()


def _mark(content: Inlines, term: str, filler: Filler) -> Inlines:
    """The first use of the term as the place where it is defined, with a capital letter; beside it the English term."""
    at = next((i for i, node in enumerate(content) if isinstance(node, Term) and node.key == term), None)
    if at is None:
        return content
    return (*content[:at], *_defining(term, content[at].text, filler), *content[at + 1:])


def _defining(term: str, words: str, filler: Filler) -> Inlines:
    defined = Term(term, capital(words), True)
    if filler.speech is None:
        return (defined,)
    definition = filler.library.definitions[term]
    english = definition.terms_by_kind.get(filler.kind_of_place, definition.term)
    if words.casefold() in (english.casefold(), definition.term.casefold()):
        return (defined,)
    return (defined, *beside(filler.speech.language, english))


def _referred(term: str, library: Library, filler: Filler, citation: str) -> Paragraph:
    definition = library.definitions[term]
    words = definition.terms_by_kind.get(filler.kind_of_place, definition.term)
    tail = f"has the meaning given in {citation}."
    if filler.speech is not None:
        words = term_words(definition.term, definition, filler)
        tail = filler.speech.language.words("has_meaning", citation=citation)
    content = (*_defining(term, words, filler), *_between(filler), Text(tail))
    return Paragraph(f"{SECTION}.{term}", content, "definition", origin=Origin(f"definition:{term}"))
