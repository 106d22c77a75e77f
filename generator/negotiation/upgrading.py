"""One's own clauses brought up to the library's: their edits kept, the library's changes merged in, conflicts named."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from generator import grammar, sources
from generator.drafting.rewrite import rewrapped, unwrapped
from generator.errors import UnusableInput
from generator.library import Clause, Definition, Library, load_library
from generator.library.clause import MadeFrom
from generator.review.edit_report import shown
from generator.review.merge import Conflict, merge


@dataclass(frozen=True, slots=True)
class TextUpgrade:
    """One text of one's own clause: what became of it.

    `state` is current (the library did not change it), merged, conflict, unmatched (the library has no such text any more)
    or broken (the merged text does not hold together; nothing of it was written).
    """

    variant: str
    form: str
    state: str
    parts: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ClauseUpgrade:
    """One file of one's own folder."""

    id: str
    path: Path
    texts: tuple[TextUpgrade, ...]
    note: str = ""

    @property
    def state(self) -> str:
        """The worst of its texts: broken, unmatched, conflict, merged, current; `own` for a clause that the library never had."""
        order = ("broken", "unmatched", "conflict", "merged", "current")
        return min((t.state for t in self.texts), key=order.index, default="own")


def upgrade(folder: Path, write: bool = True, mine: bool = False) -> tuple[ClauseUpgrade, ...]:
    """What the library's present text means for each clause of a folder; `write` stores the merged texts.

    In a conflict the folder's words stand. It is named again at each upgrade until `mine` settles it for them.
    """
    if not folder.is_dir():
        raise UnusableInput(f"{folder}: no such folder", "Name the folder of your own clauses.")
    library = load_library(sources.shipped("clauses"))
    found = []
    for path in sorted((*folder.glob("*.yml"), *folder.glob("*/*.yml"))):
        found.append(_file(path, library, write, mine))
    return tuple(found)


def _file(path: Path, library: Library, write: bool, mine: bool) -> ClauseUpgrade:
    source = sources.read_yaml(path)
    kind = source.tree.get("kind", "operative") if isinstance(source.tree, dict) else "operative"
    own = sources.convert(source, Definition if kind == "definition" else Clause)
    ours = library.definitions.get(own.id) if kind == "definition" else library.clauses.get(own.id)
    if ours is None:
        return ClauseUpgrade(own.id, path, (), "The library has no clause of this id; it is your own.")
    if not own.made_from:
        return ClauseUpgrade(
            own.id,
            path,
            (),
            "The file does not say which text it was made from, so it cannot be merged; compare it "
            f"with `ordinance show {own.id}`.",
        )
    tree, texts, rows, touched = deepcopy(source.tree), [], [], False
    for row in own.made_from:
        result, theirs = _text(row, own, ours, mine)
        texts.append(result)
        settled = result.state in ("merged", "current") or (mine and result.state == "conflict")
        rows.append(_row(row, _get(ours, row), library.contents.version) if settled else _row(row, row.text, row.version))
        if result.state in ("merged", "conflict") and theirs is not None:
            _put(tree, row, theirs)
            touched = True
        touched = touched or (mine and result.state == "conflict")
    if write and touched:
        tree["made_from"] = rows
        sources.write_text(path, sources.dump_yaml(tree))
    return ClauseUpgrade(own.id, path, tuple(texts))


def _text(row: MadeFrom, own, ours, mine: bool) -> tuple[TextUpgrade, str | None]:
    """One text merged; the merged words come back where they are to be written."""
    theirs, now = _get(own, row), _get(ours, row)
    if not now or theirs is None:
        return TextUpgrade(row.variant, row.form, "unmatched", problem="the library has no such text any more"), None
    plain = row.form == "heading"
    base, left, right = ((t if plain else unwrapped(t)) for t in (row.text, theirs, now))
    if base == right:
        return TextUpgrade(row.variant, row.form, "current"), None
    done = merge(base, left, right)
    text = done.text if plain else rewrapped(done.text)
    wrong = () if plain else grammar.parse(text).wrong
    if wrong:
        problem = "; ".join(f"line {w.spot.line}: {w.problem}" for w in wrong)
        return TextUpgrade(row.variant, row.form, "broken", done.parts, done.conflicts, problem), None
    state = "conflict" if done.conflicts else "merged"
    return TextUpgrade(row.variant, row.form, state, done.parts, done.conflicts), text


def _get(clause, row: MadeFrom) -> str | None:
    """The text that a row speaks of, in a clause or definition."""
    if isinstance(clause, Definition):
        return clause.text
    variant = clause.variants.get(row.variant)
    if variant is None:
        return None
    return (variant.heading or clause.heading) if row.form == "heading" else variant.form_text(row.form)


def _put(tree: dict, row: MadeFrom, text: str) -> None:
    """The text in its place in a file's tree."""
    if "variants" not in tree:
        tree["text"] = text
        return
    variant = tree["variants"][row.variant]
    if row.form == "heading":
        (variant if "heading" in variant else tree)["heading"] = text
    else:
        variant["text" if row.form == "binds" else row.form] = text


def _row(row: MadeFrom, text: str | None, version: str) -> dict:
    made = {"version": version, "variant": row.variant, "form": row.form, "text": text or row.text}
    return {k: v for k, v in made.items() if v}


def as_text(found: tuple[ClauseUpgrade, ...]) -> str:
    """What an upgrade did, to read."""
    return "\n".join(line for one in found for line in _lines(one)) + "\n"


_SAYS = {
    "current": "the library's text is the one it was made from",
    "merged": "the library's changes were merged in",
    "conflict": "both changed the same words; yours stand",
    "unmatched": "the library has no such text any more",
    "broken": "the merged text does not hold together; nothing was written",
    "own": "your own",
}


def _lines(one: ClauseUpgrade) -> Iterator[str]:
    yield f"{one.id}: {one.state} ({_SAYS[one.state]})"
    if one.note:
        yield f"  {one.note}"
    for text in one.texts:
        if text.state == "current":
            continue
        yield f"  {' '.join(filter(None, (text.variant, text.form)))}: {text.problem or _SAYS[text.state]}"
        if any(kind in ("inserted", "deleted") for kind, _ in text.parts):
            yield from (f"    {line}" for line in shown(text.parts).rstrip().split("\n") if "[-" in line or "{+" in line)
        for conflict in text.conflicts:
            yield "  CONFLICT"
            yield f"    it was made from: {conflict.base or '(nothing)'}"
            yield f"    yours:            {conflict.theirs or '(deleted)'}"
            yield f"    the library now:  {conflict.ours or '(deleted)'}"


def as_data(found: tuple[ClauseUpgrade, ...]) -> list[dict]:
    """The same as plain data."""
    return [
        {
            "id": one.id,
            "file": str(one.path),
            "state": one.state,
            "note": one.note,
            "texts": [
                {
                    "variant": t.variant,
                    "form": t.form,
                    "state": t.state,
                    "problem": t.problem,
                    "changes": [{k: w} for k, w in t.parts],
                    "conflicts": [{"base": c.base, "yours": c.theirs, "library": c.ours} for c in t.conflicts],
                }
                for t in one.texts
            ],
        }
        for one in found
    ]
