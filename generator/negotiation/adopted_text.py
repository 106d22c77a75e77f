"""Blocks of a foreign Document as the text of a clause file: names, indentation, terms, references. Knows no file and no library.

The grammar is that of docs/clauses.md. What it cannot hold is joined to what stands before it, and said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.document import Block, Inlines, Items, LanguageRecord, Paragraph, Provision, Reference, Section, Term, inline_text, plain

_RECORD = LanguageRecord()
_OPEN, _CLOSE = "\ue001", "\ue002"  # stand for the signs of the grammar until the words are escaped


@dataclass(slots=True)
class Writing:
    """One conversion: which terms and blocks can be named, and what could not be held.

    `terms` maps the key of a term to the name under which the library defines it; `targets` the id of a block to what
    a reference writes (`privacy.sharing`).
    """

    terms: Mapping[str, str]
    targets: Mapping[str, str]
    notes: list[str] = field(default_factory=list)

    # Words

    def words(self, content: Inlines, defining: str = "") -> str:
        """Inlines as words of the grammar; the first use of each term is marked."""
        out, seen = [], set()
        for inline in content:
            if isinstance(inline, Reference) and inline.target in self.targets:
                out.append(f"{_OPEN}ref:{self.targets[inline.target]}{_CLOSE}")
            elif isinstance(inline, Term) and inline.key in self.terms and (inline.key not in seen or inline.defining):
                seen.add(inline.key)
                name = self.terms[inline.key]
                out.append(f"{_OPEN}{name}{_CLOSE}" if inline.text == name else f"{_OPEN}{name}|{inline.text}{_CLOSE}")
            else:
                out.append(inline_text(inline, _RECORD))
        return " ".join(escaped("".join(out)).replace(_OPEN, "[[").replace(_CLOSE, "]]").split())

    # Sections

    def section(self, section: Section) -> str:
        """The text of a section: one paragraph, a paragraph with items, or subsections."""
        children = [c for c in section.children if not isinstance(c, Section)]
        paragraphs = [c for c in children if isinstance(c, Paragraph)]
        provisions = [c for c in children if isinstance(c, Provision)]
        items = [i for c in children if isinstance(c, Items) for i in c.items]
        if not provisions and not items:
            return self._lines("text", "", " ".join(self.words(p.content) for p in paragraphs), [], "", 1)
        if not provisions:
            return self._listed(paragraphs, items)
        before, after = self._around(children, provisions)
        if before or len(provisions) == 1:
            return self._led(before, provisions, after)
        return self._subsections(children)

    def _listed(self, paragraphs: list[Paragraph], items: list[Inlines]) -> str:
        lead = " ".join(self.words(p.content) for p in paragraphs)
        if len(items) == 1 or not lead:
            return self._lines("text", "", " ".join([lead, *map(self.words, items)]).strip(), [], "", 1)
        children = [self._lines(f"item-{n}", "", self.words(item), [], "", 2) for n, item in enumerate(items, 1)]
        return self._lines("text", "", lead, children, "", 1)

    def _around(self, children, provisions) -> tuple[list[Paragraph], list[Paragraph]]:
        first, last = children.index(provisions[0]), children.index(provisions[-1])
        return ([c for c in children[:first] if isinstance(c, Paragraph)], [c for c in children[last + 1:] if isinstance(c, Paragraph)])

    def _led(self, before: list[Paragraph], provisions: list[Provision], after: list[Paragraph]) -> str:
        """A lead with its items as one paragraph: its items are then the section's first level."""
        lead = " ".join(self.words(p.content) for p in before)
        if len(provisions) == 1 or not lead:
            return self._lines("text", "", " ".join(filter(None, (lead, *map(self._run_on, provisions)))), [], "", 1)
        children = [self._provision(p, n, 2) for n, p in enumerate(provisions, 1)]
        return self._lines("text", "", lead, children, " ".join(self.words(p.content) for p in after), 1)

    def _subsections(self, children: list[Block]) -> str:
        out: list[tuple[Provision, list[str]]] = []
        for child in children:
            if isinstance(child, Provision):
                out.append((child, []))
            elif isinstance(child, Paragraph) and out:
                out[-1][1].append(self.words(child.content))
                self.notes.append(f"An unnumbered paragraph was joined to {out[-1][0].designator}: “{plain(child.content)[:50]}…”")
            elif isinstance(child, Items) and out:
                out[-1][1].extend(map(self.words, child.items))
        return "\n".join(self._provision(p, n, 1, " ".join(more)) for n, (p, more) in enumerate(out, 1))

    def _provision(self, provision: Provision, n: int, level: int, more: str = "") -> str:
        flush = " ".join(filter(None, (self.words(provision.flush), more)))
        words, heading = self.words(provision.chapeau), escaped(plain(provision.heading))
        children = list(provision.children)
        if not words and heading:
            words, heading = f"{heading}.", ""
        if len(children) == 1 or not words or level > 3:
            if children:
                self.notes.append(f"{provision.designator}: what stood below it runs on in it, as no list has a single item")
            words = " ".join(filter(None, (words, *map(self._run_on, children))))
            children = []
        below = [self._provision(c, k, level + 1) for k, c in enumerate(children, 1)]
        return self._lines(name_of(provision, n), heading, words, below, flush, level)

    def _run_on(self, provision: Provision) -> str:
        heading = f"{escaped(plain(provision.heading))}." if provision.heading else ""
        return " ".join(filter(None, (heading, self.words(provision.chapeau), *map(self._run_on, provision.children), self.words(provision.flush))))

    def _lines(self, name: str, heading: str, words: str, children: list[str], flush: str, level: int) -> str:
        """One paragraph of the grammar with its items and flush text."""
        indent = "  " * (level - 1)
        head = f"({name}: {heading})" if heading and not re.search(r"[()]", heading) else f"({name})"
        if heading and re.search(r"[()]", heading):
            words = f"{heading}. {words}"
        if flush and not children:
            words, flush = f"{words} {flush}", ""
        lines = [f"{indent}{head} {words}", *children]
        if flush:
            lines.append(f"{indent}{flush}")
        text = "\n".join(line.rstrip("\n") for line in lines)
        return f"{text}\n" if level > 1 else f"{text}\n\n" if not children and not flush else f"{text}\n"


def name_of(provision: Provision, n: int) -> str:
    """The name of a subdivision, from its own designator and place: a-1 is the first, (a)."""
    bare = re.sub(r"[^a-z0-9]", "", plain(provision.heading).casefold().replace(" ", ""))[:20] if provision.heading else ""
    return f"{bare}-{n}" if bare and bare[0].isalpha() else f"p-{n}"


def escaped(text: str) -> str:
    """Words that the grammar does not read as its own signs."""
    for sign, put in (("[[", "[ ["), ("]]", "] ]"), ("{{", "{ {"), ("}}", "} }"), ("{%", "{ %"), ("%}", "% }")):
        text = text.replace(sign, put)
    return text.replace("\n", " ")
