"""What a clause of one's own was made from: the library's file of that day, with the texts that were edited since."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from generator import sources
from generator.errors import Fault, UnusableInput
from generator.library.clause import Clause, Definition, MadeFrom

Path = tuple[str, ...]
KEPT = ("made_from", "made_from_file")


@dataclass(frozen=True, slots=True)
class Base:
    """The tree that a clause was made from; `whole` is False where only the texts at `paths` are known.

    All else then stands in the tree as the library has it now.
    """

    tree: dict
    paths: tuple[Path, ...]
    whole: bool


def base_of(source: sources.Source, own: Clause | Definition, now: dict) -> Base:
    """What the file says that it was made from. Raises UnusableInput with the place of each wrong value."""
    tree = _file(source, own) if own.made_from_file else deepcopy(now)
    faults: list[Fault] = []
    paths: list[Path] = []
    for n, row in enumerate(own.made_from):
        path = text_path(source.tree, own, row)
        problem = _problem(own, row, path, paths)
        if problem:
            faults.append(Fault(*problem, source.place(("made_from", n, "variant" if "variant" in problem[0] else "form"))))
            continue
        paths.append(path)
        _put(tree, path, row.text)
    if faults:
        raise UnusableInput(faults)
    return Base({k: v for k, v in tree.items() if k not in KEPT}, tuple(paths), bool(own.made_from_file))


def _problem(own: Clause | Definition, row: MadeFrom, path: Path, before: list[Path]) -> tuple[str, str] | None:
    if isinstance(own, Definition):
        if row.form != "text" or row.variant:
            return "a definition has no variants and no forms", "Write `form: text`, and no `variant`."
    elif row.form == "text":
        return "a clause has no form 'text'", "Write `form: binds` for the text that binds, or the word of another form."
    elif row.variant not in own.variants:
        return (f"the clause has no variant '{row.variant}'" if row.variant else "the variant is not named"), (
            f"The variants of this clause are: {', '.join(own.variants)}.")
    elif row.form != "heading" and not own.variants[row.variant].form_text(row.form):
        return f"'{row.variant}' holds no text for the form '{row.form}'", "Name the form whose text was edited, or delete this row."
    if path in before:
        return "this form is named twice", "Keep one of the two rows."
    return None


def text_path(tree: dict, own: Clause | Definition, row: MadeFrom) -> Path:
    """Where in a clause's tree the text stands that a row speaks of."""
    if isinstance(own, Definition):
        return ("text",)
    variant = tree["variants"].get(row.variant) or {}
    if row.form == "heading":
        return ("variants", row.variant, "heading") if "heading" in variant else ("heading",)
    return ("variants", row.variant, "text" if row.form == "binds" else row.form)


def _file(source: sources.Source, own: Clause | Definition) -> dict:
    """The tree of the library's file of that day."""
    place = source.place(("made_from_file",))
    remedy = "Delete `made_from_file`; an upgrade then compares what it can."
    try:
        tree = sources.parse_yaml(own.made_from_file, source.name).tree
    except UnusableInput as error:
        raise UnusableInput(f"made_from_file holds no clause file: {error.faults[0].problem}", remedy, place) from None
    variants = tree.get("variants", {}) if isinstance(tree, dict) else None
    if not isinstance(variants, dict) or not all(isinstance(v, dict) for v in variants.values()) or tree.get("id") != own.id:
        raise UnusableInput(f"made_from_file does not hold the clause '{own.id}'", remedy, place)
    return tree


def _put(tree: dict, path: Path, text: str) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = text


def get(tree: dict, path: Path) -> object:
    """The value at a path of a tree, or None."""
    node: object = tree
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def rows(source: sources.Source, own: Clause | Definition, base: Base, now: dict, version: str) -> list[dict]:
    """The rows of `made_from` for a new base; a text that the library has no more has none."""
    found = []
    for row in own.made_from:
        path = text_path(source.tree, own, row)
        text = get(base.tree, path)
        if text is None:
            continue
        settled = text == get(now, path)
        made = {"version": version if settled else row.version, "variant": row.variant, "form": row.form, "text": text}
        found.append({k: v for k, v in made.items() if v})
    return found
