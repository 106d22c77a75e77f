"""The library out of its folders: the shipped files, and a user's folder laid over them. Knows no text's grammar."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import sources
from generator.errors import Fault, UnusableInput
from generator.library.check import check
from generator.library.clause import Clause, Contents, Definition, Title
from generator.library.shelf import CONTENTS, Library


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
            first = self.found[_key(item)].name
            self.faults.append(Fault(f"the id '{item.id}' is used twice, first in {first}",
                                     "Keep one of the two files, or give its clause another id.", source.place(("id",))))
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
