"""The library as a whole: clauses and definitions by id, their parsed texts, and a user's folder laid over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator import grammar, sources
from generator.library.clause import FORM_WORDS, Clause, Contents, Definition, Title, Topic

CONTENTS = "library.yml"


@dataclass(frozen=True, slots=True)
class Library:
    """All clauses and definitions, checked.

    `sources` finds the place of a fault; a user's folder gave the `added` clauses, and took the place of `made_from`.
    """

    contents: Contents
    clauses: Mapping[str, Clause]
    definitions: Mapping[str, Definition]
    title: Title
    sources: Mapping[str, sources.Source] = field(default_factory=dict, repr=False, compare=False)
    made_from: Mapping[str, Clause] = field(default_factory=dict)
    added: frozenset[str] = frozenset()
    _texts: dict = field(default_factory=dict, repr=False, compare=False)
    _terms: dict = field(default_factory=dict, repr=False, compare=False)

    def order(self) -> tuple[str, ...]:
        """Clause ids in drafting order; a clause that no part lists follows the one that it names, else it comes last."""
        order = [c for part in self.contents.parts for c in part.clauses if c in self.clauses]
        rest = [c for c in self.clauses if c not in set(order)]
        while placed := [c for c in rest if self.clauses[c].after in order]:
            for clause_id in reversed(placed):
                order.insert(order.index(self.clauses[clause_id].after) + 1, clause_id)
            rest = [c for c in rest if c not in placed]
        return (*order, *rest)

    def topics(self) -> dict[str, Topic]:
        """The topics by id."""
        return {t.id: t for t in self.contents.topics}

    def text(self, clause_id: str, variant: str, form: str = "binds") -> grammar.ClauseText:
        """The parsed text of a clause's form in a variant (parsed once)."""
        key = (clause_id, variant, form)
        if key not in self._texts:
            self._texts[key] = grammar.parse(self.clauses[clause_id].variants[variant].form_text(form))
        return self._texts[key]

    def definition_text(self, term_id: str) -> grammar.ClauseText:
        """The parsed text of a definition."""
        key = ("definition", term_id)
        if key not in self._texts:
            self._texts[key] = grammar.parse(self.definitions[term_id].text)
        return self._texts[key]

    def term(self, words: str) -> str:
        """The id of the defined term that `words` name, or an empty string."""
        if not self._terms:
            for definition in self.definitions.values():
                for name in definition.names():
                    self._terms[name.casefold()] = definition.id
        return self._terms.get(words.casefold(), "")

    def term_id(self, name: str) -> str:
        """The id of the defined term of that id or of those words, or an empty string."""
        return name if name in self.definitions else self.term(name)

    def texts(self) -> Iterator[tuple[str, str, str, grammar.ClauseText]]:
        """Clause id, variant, form and parsed text of everything written in the clauses."""
        for clause in self.clauses.values():
            for name, variant in clause.variants.items():
                for form in FORM_WORDS[:-1]:
                    if variant.form_text(form):
                        yield clause.id, name, form, self.text(clause.id, name, form)


def named_paths(library: Library, clause_id: str) -> set[str]:
    """The paths, by names alone, that a reference may use for a clause, in any variant and form."""
    found = set()
    for variant_id, variant in library.clauses[clause_id].variants.items():
        for form in FORM_WORDS[:-1]:
            if variant.form_text(form):
                found |= {named_path(p) for p in library.text(clause_id, variant_id, form).paths()}
    return found


def lost_paths(library: Library, clause_id: str, variant: str, form: str) -> set[str]:
    """The paths that the library's own text of a clause has, and the text of a user's folder that took its place has not."""
    replaced = library.made_from.get(clause_id)
    own = library.clauses[clause_id].variants.get(variant)
    if replaced is None or own is None or variant not in replaced.variants:
        return set()
    was = replaced.variants[variant].form_text(form)
    if not was or was == own.form_text(form):
        return set()
    kept = {named_path(p) for p in library.text(clause_id, variant, form).paths()}
    return {named_path(p) for p in grammar.parse(was).paths()} - kept


def named_path(path: str) -> str:
    """A dotted path without its unnamed ancestors (p1.date becomes date); an unnamed end keeps its position."""
    *ancestors, last = path.split(".")
    return ".".join([a for a in ancestors if not re.fullmatch(r"p\d+", a)] + [last])
