"""A clause that is to be kept laid into the one that a folder already holds: both edits stay, or the folder's, and it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from generator import grammar, sources
from generator.drafting.overlay import OwnFile
from generator.drafting.rewrite import paragraphs, rewrapped, unwrapped
from generator.errors import Fault, UnusableInput
from generator.library import Clause, Definition, Title
from generator.review.merge import Conflict
from generator.review.merge_paragraphs import merge_paragraphs

Key = tuple[bool, str]
_ADDED = re.compile(r"^([ ]*\()(added-\d+)(?=[:)])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Held:
    """A clause file of the folder: where it lies and its tree."""

    path: Path
    tree: Mapping[str, object]


def held_in(folder: Path) -> dict[Key, Held]:
    """The clause files of a folder by what they are. Raises UnusableInput, before anything is written, for one that cannot be read."""
    found: dict[Key, Held] = {}
    faults: list[Fault] = []
    for path in sorted((*folder.glob("*.yml"), *folder.glob("*/*.yml"))):
        if path.name == "library.yml":
            continue
        try:
            source = sources.read_yaml(path)
            kind = source.tree.get("kind") if isinstance(source.tree, dict) else ""
            item = sources.convert(source, {"definition": Definition, "title": Title}.get(kind, Clause))
        except UnusableInput as error:
            faults.extend(error.faults)
            continue
        key = kind == "definition", item.id
        if key in found:
            faults.append(Fault(f"the id '{item.id}' is used twice", "Give one of the two clauses another id.", source.place(("id",))))
        if path.stem != item.id and kind != "title":
            faults.append(Fault(f"the file '{path.name}' holds the id '{item.id}'", f"Name the file {item.id}.yml.", source.place(("id",))))
        found[key] = Held(path, source.tree)
    if faults:
        raise UnusableInput(faults)
    return found


def laid_in(held: Held, file: OwnFile) -> tuple[dict, list[str]]:
    """The tree of the folder's file with the edits of another in it, and what had to be left out or must be known.

    What the two were made from is the base. Where both changed the same words, the folder's stand and a note names all three.
    """
    job = _Laying(held, file)
    job.run()
    return job.tree, job.notes


class _Laying:
    """One file that is laid into another."""

    def __init__(self, held: Held, file: OwnFile):
        self.path, self.id = held.path, file.id
        self.tree = deepcopy(dict(held.tree))
        self.new, self.base = file.tree, file.base or _as_saved(held.tree)
        self.fresh = not file.base
        self.notes: list[str] = []
        self.clean = True

    def run(self) -> None:
        """Every text and heading that the new file changed."""
        if self.fresh:
            self.tree["forms"] = {**self.new.get("forms", {}), **self.tree.get("forms", {})}
        for name in ("text", *(() if self.fresh else ("heading",))):
            self._lay(self.base, self.tree, self.new, name)
        bases, rows = (self._rows(tree) for tree in (self.base, self.tree))
        for variant, new in self._rows(self.new).items():
            was = bases.get(variant, {})
            changed = [name for name in new if isinstance(new[name], str) and new[name] != was.get(name, "")]
            if variant not in rows and changed:
                rows[variant] = deepcopy(new)
            for name in changed:
                if not self.fresh or name == "text":
                    self._lay(was, rows[variant], new, name)
        if rows:
            self.tree["variants"] = rows
        self._made_from()

    @staticmethod
    def _rows(tree: Mapping) -> dict:
        return tree["variants"] if isinstance(tree.get("variants"), dict) else {}

    def _made_from(self) -> None:
        """What the folder's texts were made from, with the texts that are the new file's alone."""
        own = [] if self.fresh and self.clean else list(self.tree.get("made_from", ()))
        known = {(r.get("variant"), r.get("form")) for r in own}
        own += [r for r in self.new.get("made_from", ()) if (r.get("variant"), r.get("form")) not in known]
        if own:
            self.tree["made_from"] = own

    def _lay(self, base: Mapping, row: dict, new: Mapping, name: str) -> None:
        was, theirs, ours = base.get(name, ""), row.get(name), new.get(name, "")
        if ours in (was, theirs):
            return
        if theirs is None or theirs == was:
            row[name] = ours
            return
        if name not in ("text", *grammar_forms(new)):
            self._conflict(Conflict(was, theirs, ours), "")
            return
        root, left = unwrapped(was), unwrapped(theirs)
        right = _named_as(unwrapped(ours), root, left)
        merged, clashes = merge_paragraphs(root, left, right)
        text = rewrapped(merged)
        for clash in clashes:
            self._conflict(clash.conflict, clash.line)
        wrong = grammar.parse(text).wrong
        if wrong:
            self.clean = False
            self.notes.append(f"{self.id}: not stored, as it does not go together with what {self.path} holds ({wrong[0].problem}): "
                              f"“{_changed(root, right)}”. Write it there by hand")
        elif text != rewrapped(left):
            row[name] = text

    def _conflict(self, conflict: Conflict, line: str) -> None:
        self.clean = False
        where = f" in “{line if len(line) < 160 else line[:157] + '…'}”" if line and line != conflict.ours else ""
        base, theirs, ours = (" ".join(t.split()) for t in (conflict.base, conflict.theirs, conflict.ours))
        self.notes.append(
            f"{self.id}: not stored{where}: {self.path} has already changed the same words, and its own stand. There was "
            f"“{base or '(nothing)'}”; the folder says “{theirs or '(nothing)'}”, the edited file “{ours or '(nothing)'}”. To have those "
            "of the edited file, write them there"
        )


def grammar_forms(row: Mapping) -> Iterator[str]:
    """The names of a variant's texts that are clause text (not its note or heading)."""
    return (name for name in row if name not in ("gives", "note", "heading", "plain", "duties", "limits"))


def _as_saved(tree: Mapping) -> dict:
    """A clause that the library never had, as it was when it was saved last: the base of the next saving."""
    rows = tree.get("made_from") or ()
    return {"variants": {r.get("variant", ""): {"text": r.get("text", "")} for r in rows if r.get("form") == "binds"}}


def _named_as(text: str, base: str, other: str) -> str:
    """A text whose new paragraphs bear the names that the same paragraphs have in the other, and no name that it uses otherwise."""
    known = {s.sub.name for s in paragraphs(base)}
    theirs = [s for s in paragraphs(other) if s.part == "chapeau" and s.sub.name not in known]
    used = {s.sub.name for t in (base, other, text) for s in paragraphs(t)}
    heads: dict[str, str] = {}
    for spot in paragraphs(text):
        name, words = spot.sub.name, [m.source for m in spot.messages]
        if spot.part != "chapeau" or name in known or not name.startswith("added-"):
            continue
        same = next((s.sub for s in theirs if [m.source for m in s.messages] == words), None)
        if same is not None:
            heads[name] = f"{same.name}: {same.heading}" if same.heading and not spot.sub.heading else same.name
        elif any(s.sub.name == name for s in theirs):
            heads[name] = next(n for n in (f"added-{i}" for i in range(1, 1000)) if n not in used)
            used.add(heads[name])
    return _ADDED.sub(lambda m: m[1] + heads.get(m[2], m[2]), text)


def _changed(base: str, text: str) -> str:
    old = set(base.split("\n"))
    return " / ".join(line.strip() for line in text.split("\n") if line.strip() and line not in old)
