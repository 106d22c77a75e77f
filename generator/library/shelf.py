"""The library as a whole: clauses and definitions by id, their parsed texts, and a user's folder laid over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import grammar, sources
from generator.errors import Fault, UnusableInput
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
        """Clause ids in drafting order; clauses that no part lists come last in their part's topic order."""
        listed = [c for part in self.contents.parts for c in part.clauses if c in self.clauses]
        return (*listed, *(c for c in self.clauses if c not in set(listed)))

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


def load_library(folder: Path, overlay: Path | None = None) -> Library:
    """The library of a folder, with a user's folder of the same shape laid over it.

    A clause of the same id replaces, a new one is added; a title or a library.yml of its own takes the place of the
    shipped one. Raises UnusableInput with every fault of every file.
    """
    faults: list[Fault] = []
    library = _read(folder, faults)
    if overlay is not None:
        library = _lay_over(library, overlay, faults)
    if not faults:
        from generator.library.check import check

        faults.extend(check(library))
    if faults:
        raise UnusableInput(faults)
    return library


@dataclass(slots=True)
class _Files:
    """What the files of one folder hold, by id, with the faults of reading them."""

    faults: list[Fault]
    clauses: dict[str, Clause] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    found: dict[str, sources.Source] = field(default_factory=dict)
    title: Title | None = None

    def contents(self, folder: Path) -> Contents:
        """The folder's table of contents."""
        source = self.found[CONTENTS] = sources.read_yaml(folder / CONTENTS)
        return sources.convert(source, Contents)

    def add(self, path: Path) -> None:
        """Put a file's clause, definition or title on its shelf; an id twice and a wrong file name are faults."""
        item, source = _read_file(path, self.faults)
        if item is None:
            return
        shelf = self.definitions if isinstance(item, Definition) else self.clauses
        if isinstance(item, Title):
            self.title = item
        elif item.id in shelf:
            self.faults.append(Fault(f"the id '{item.id}' is used twice", "Give one of the two clauses another id.",
                                     source.place(("id",))))
        else:
            shelf[item.id] = item
        self.found[_key(item)] = source
        if not isinstance(item, Title) and path.stem != item.id:
            self.faults.append(Fault(f"the file '{path.name}' holds the id '{item.id}'", f"Name the file {item.id}.yml.",
                                     source.place(("id",))))


def _read(folder: Path, faults: list[Fault]) -> Library:
    """The folder's own clauses, unchecked between each other."""
    files = _Files(faults)
    contents = files.contents(folder)
    for path in sorted(folder.glob("*/*.yml")):
        files.add(path)
    if files.title is None:
        faults.append(Fault(f"{folder}: no title", "Add front/title.yml."))
    title = files.title or Title(short="", long={})
    return Library(contents, files.clauses, files.definitions, title, files.found)


def _key(item: Clause | Definition | Title) -> str:
    return f"definition:{item.id}" if isinstance(item, Definition) else item.id


def _read_file(path: Path, faults: list[Fault]):
    """One file as what its `kind` says, with its source; (None, None) when it has faults."""
    try:
        source = sources.read_yaml(path)
        kind = source.tree.get("kind", "operative") if isinstance(source.tree, dict) else "operative"
        schema = {"definition": Definition, "title": Title}.get(kind, Clause)
        return sources.convert(source, schema), source
    except UnusableInput as error:
        faults.extend(error.faults)
        return None, None


def _lay_over(library: Library, folder: Path, faults: list[Fault]) -> Library:
    """The library with a user's folder over it."""
    if not folder.is_dir():
        raise UnusableInput(f"{folder}: no such folder", "Give --library a folder of clause files.")
    own = _Files(faults)
    for path in sorted((*folder.glob("*.yml"), *folder.glob("*/*.yml"))):
        if path != folder / CONTENTS:
            own.add(path)
    contents = own.contents(folder) if (folder / CONTENTS).is_file() else library.contents
    return replace(
        library, contents=contents, clauses={**library.clauses, **own.clauses},
        definitions={**library.definitions, **own.definitions}, title=own.title or library.title,
        sources={**library.sources, **own.found},
        made_from={c: library.clauses[c] for c in own.clauses if c in library.clauses},
        added=frozenset(own.clauses) - frozenset(library.clauses), _texts={}, _terms={})


def named_paths(library: Library, clause_id: str) -> set[str]:
    """The paths, by names alone, that a reference may use for a clause, in any variant and form."""
    found = set()
    for variant_id, variant in library.clauses[clause_id].variants.items():
        for form in FORM_WORDS[:-1]:
            if variant.form_text(form):
                found |= {named_path(p) for p in library.text(clause_id, variant_id, form).paths()}
    return found


def named_path(path: str) -> str:
    """A dotted path without its unnamed ancestors (p1.date becomes date); an unnamed end keeps its position."""
    *ancestors, last = path.split(".")
    return ".".join([a for a in ancestors if not re.fullmatch(r"p\d+", a)] + [last])
