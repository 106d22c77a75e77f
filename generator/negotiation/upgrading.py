"""One's own clauses brought up to the library's: their edits kept, the library's changes merged in, conflicts named."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from generator import sources
from generator.errors import Fault, UnusableInput
from generator.library import Clause, Definition, Library, Title, load_library
from generator.library.shelf import CONTENTS
from generator.negotiation.clause_merge import ClauseMerge, TextUpgrade, unlike
from generator.negotiation.merge_base import KEPT, Base, base_of, rows

_ORDER = ("broken", "unmatched", "conflict", "unknown", "settled", "merged")


@dataclass(frozen=True, slots=True)
class ClauseUpgrade:
    """One file of one's own folder: what became of each part that the library changed; `note` where it was not compared."""

    id: str
    path: Path
    texts: tuple[TextUpgrade, ...]
    note: str = ""

    @property
    def state(self) -> str:
        """The worst of its parts, or current; `own` for a clause that was not compared with the library's."""
        return min((t.state for t in self.texts), key=_ORDER.index, default="own" if self.note else "current")

    @property
    def waits(self) -> bool:
        """Whether something waits for the user."""
        return self.state in ("broken", "unmatched", "conflict", "unknown")


def upgrade(folder: Path, write: bool = True, mine: bool = False) -> tuple[ClauseUpgrade, ...]:
    """What the library's present text means for each clause of a folder; `write` stores the merged clauses.

    In a conflict the folder's words stand. It is named again at each upgrade until `mine` settles it for them.
    Raises UnusableInput with the faults of all files; nothing is written then.
    """
    if not folder.is_dir():
        raise UnusableInput(f"{folder}: no such folder", "Name the folder of your own clauses.")
    library = load_library(sources.shipped("clauses"))
    done: list[tuple[ClauseUpgrade, dict | None]] = []
    faults: list[Fault] = []
    first: dict[tuple[bool, str], Path] = {}
    for path in sorted((*folder.glob("*.yml"), *folder.glob("*/*.yml"))):
        if path == folder / CONTENTS:
            continue
        try:
            source, own = _read(path)
            before = first.setdefault((isinstance(own, Definition), own.id), path)
            if before != path:
                raise UnusableInput(
                    f"the clause '{own.id}' has two files: {before} and {path}", "Keep one of the two.", source.place(("id",))
                )
            done.append(_file(source, own, path, library, mine))
        except UnusableInput as error:
            faults.extend(error.faults)
    if faults:
        raise UnusableInput(faults)
    for one, tree in done:
        if write and tree is not None:
            sources.write_text(one.path, sources.dump_yaml(tree))
    return tuple(one for one, _ in done)


def _read(path: Path) -> tuple[sources.Source, Clause | Definition | Title]:
    source = sources.read_yaml(path)
    kind = source.tree.get("kind", "operative") if isinstance(source.tree, dict) else "operative"
    kind = kind if isinstance(kind, str) else ""
    return source, sources.convert(source, {"definition": Definition, "title": Title}.get(kind, Clause))


def _file(source, own, path: Path, library: Library, mine: bool) -> tuple[ClauseUpgrade, dict | None]:
    """What becomes of one file, and the tree to write where something changed."""
    if isinstance(own, Title):
        return ClauseUpgrade(own.id, path, (), "A title of your own is not merged."), None
    key = f"definition:{own.id}" if isinstance(own, Definition) else own.id
    shelf = library.definitions if isinstance(own, Definition) else library.clauses
    if own.id not in shelf:
        return ClauseUpgrade(own.id, path, (), "The library has no clause of this id; it is your own."), None
    if not own.made_from and not own.made_from_file:
        said = "The file does not say which text it was made from, so it cannot be merged; compare it with "
        return ClauseUpgrade(own.id, path, (), f"{said}`ordinance show {own.id}`."), None
    now = library.sources[key].tree
    base = base_of(source, own, now)
    mine_now = {k: v for k, v in source.tree.items() if k not in KEPT}
    work = ClauseMerge(mine)
    tree, made = work.merged((), deepcopy(base.tree), deepcopy(mine_now), deepcopy(now))
    found = list(work.found)
    whole = base.whole
    if not whole:
        told = (*base.paths, *(t.path for t in found))
        unknown = tuple(unlike(mine_now, now, told))
        found += [TextUpgrade(u.path, "settled") for u in unknown] if mine else unknown
        whole = bool(mine or (found and not unknown))
    if not found and whole == base.whole:
        return ClauseUpgrade(own.id, path, ()), None
    new = _with_base(source, own, tree, Base(made, base.paths, whole), now, library.contents.version)
    one = ClauseUpgrade(own.id, path, tuple(found))
    return one, _checked(one, new, source, own)


def _with_base(source, own, tree: dict, base: Base, now: dict, version: str) -> dict:
    """The file's new tree with what it was made from."""
    made = rows(source, own, base, now, version)
    kept = {"made_from": made} if made else {}
    if base.whole:
        kept["made_from_file"] = sources.dump_yaml(base.tree)
    return {**tree, **kept}


def _checked(one: ClauseUpgrade, tree: dict, source, own) -> dict | None:
    """The tree, if it is new and a clause still."""
    if tree == source.tree:
        return None
    try:
        sources.convert(sources.parse_yaml(sources.dump_yaml(tree), str(one.path)), type(own))
    except UnusableInput as error:
        raise UnusableInput(
            f"{one.path}: the library's changes and yours do not make a clause together: {error.faults[0].problem}",
            f"Take over the library's change by hand (`ordinance show {one.id}`).",
        ) from None
    return tree
