"""The edits of a reviewed file kept as clause files of one's own, beside what the folder already holds. Knows no arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import sources
from generator.desk import Desk, open_desk
from generator.drafting.compose import Drafted
from generator.drafting.overlay import OwnFile, own_files
from generator.drafting.turned import Turn
from generator.errors import DraftingError, Fault, Refusal, UnusableInput
from generator.library.lost import lost_references
from generator.negotiation.laying_in import Held, held_in, laid_in
from generator.negotiation.reviewing import Reviewed
from generator.negotiation.sides import as_it_was_drafted
from generator.ooxml.returned import Passage, evened
from generator.review.edits import Edit, body_words

_LEVEL = re.compile(r"Subdivision(\d)$")


@dataclass(frozen=True, slots=True)
class Saved:
    """The files that were written and what the user must know of them."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]


def save(desk: Desk, reviewed: Reviewed, folder: Path, profile: str = "") -> Saved:
    """The edits as clause files in a folder; neither library nor profile is touched.

    A clause that the folder already holds keeps what an earlier saving or a hand put there: the edits are merged into it. Where
    the baseline is a Word file, `profile` says for which place it was drafted. Raises DraftingError without one, as the
    clauses' own writing cannot be known then; Refusal for the profile of another place, for the library's own folder and for a
    translation.
    """
    _refuse_library(folder)
    if not reviewed.language.english:
        raise Refusal(
            f"the file is in {reviewed.language.english_name}, and a clause's own text is English",
            "Make the edit in the English draft and save that; then translate it with `ordinance translations`.",
        )
    drafted = _drafted(desk, reviewed, profile)
    turns: dict[str, list[Turn]] = {}
    for clause, turn in _turns(reviewed):
        turns.setdefault(clause, []).append(turn)
    files, notes = own_files(drafted, turns, desk.library.contents.version)
    writing, told = _beside(files, folder, desk)
    paths = []
    for path, text in writing:
        heading, kept = _comments(path, text)
        told += kept
        paths.append(sources.write_text(path, heading + text))
    return Saved(tuple(paths), (*notes, *told, *_faults(folder, paths)))


def _beside(files: list[OwnFile], folder: Path, desk: Desk) -> tuple[list[tuple[Path, str]], list[str]]:
    """What is to be written where, with what the folder already holds in it, and what must be known of that."""
    held = held_in(folder)
    writing: list[tuple[Path, str]] = []
    notes: list[str] = []
    conflicts = False
    for file in files:
        other = _same(file, held, desk)
        if other is None:
            writing.append((folder / file.folder / f"{file.id}.yml", sources.dump_yaml(file.tree)))
            continue
        tree, told = laid_in(other, file)
        notes += told
        conflicts = conflicts or bool(told)
        if tree != other.tree:
            writing.append((other.path, sources.dump_yaml(tree)))
        elif not told:
            notes.append(f"{other.path} holds these edits already")
    if conflicts and (desk.overlay is None or desk.overlay.resolve() != folder.resolve()):
        notes.append(f"if the edited file was drafted with --library {folder}, review it with --library {folder} too")
    return writing, notes


def _same(file: OwnFile, held: dict, desk: Desk) -> Held | None:
    """The folder's file of the same clause; a section that was written in Word is known by its heading if its id was changed."""
    if file.key in held or file.base:
        return held.get(file.key)
    heading = str(file.tree.get("heading", "")).casefold()
    return next((h for (definition, id), h in held.items() if not definition and id not in desk.library.clauses
                 and str(h.tree.get("heading", "")).casefold() == heading), None)


def _comments(path: Path, text: str) -> tuple[str, list[str]]:
    """The comment lines that stand at the head of a file that is written anew; one with others is kept beside it, which is told."""
    if not path.is_file():
        return "", []
    lines = path.read_text("utf-8").split("\n")
    first = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    heading = "".join(f"{line}\n" for line in lines[:first])
    said = {line.strip() for line in text.split("\n")}
    if not any(re.search(r"(^|\s)#", line) and line.strip() not in said for line in lines[first:]):
        return heading, []
    beside = next(p for n in range(1, 1000) if not (p := path.with_name(f"{path.name}.before-{n}")).exists())
    sources.write_bytes(beside, path.read_bytes())
    return heading, [f"{path}: its comments could not be kept; the file as it was is {beside}"]


# --------------------------------------------------------------------------------------------------------------
# What is refused, and what the next draft would refuse


def _refuse_library(folder: Path) -> None:
    """A Refusal for the folder of the shipped library: what is saved there would change every draft of every town."""
    shipped, target = sources.shipped("clauses").resolve(), folder.resolve()
    if target == shipped or shipped in target.parents or (target.exists() and target.samefile(shipped)):
        raise Refusal(f"'{folder}' is the library itself, and edits are kept beside it",
                      "Name a folder of your own after --save, and draft with --library and that folder.")


def _drafted(desk: Desk, reviewed: Reviewed, profile: str) -> Drafted:
    """The draft of the place that the file was drafted for, in the clauses' own writing."""
    drafted, manifest = reviewed.baseline.drafted, reviewed.after.manifest or reviewed.before.manifest
    _refuse_other_place(reviewed, desk.profile(profile).id if profile else drafted.document.place if drafted else "")
    if drafted is None and profile and manifest is not None:
        drafted = as_it_was_drafted(desk, profile, manifest).drafted
    if drafted is None:
        raise DraftingError(
            "edits can be saved as clauses only where the profile is known",
            "Give the profile of the place after --against, or besides a Word file with --profile.",
        )
    return drafted


def _refuse_other_place(reviewed: Reviewed, place: str) -> None:
    """A Refusal where the profile is not the one that the file was drafted for: its names and law would be taken for edits."""
    for read in (reviewed.after, reviewed.before):
        was = read.manifest.place if read.manifest else ""
        if place and was and was != place:
            raise Refusal(f"'{read.name}' was drafted for '{was}', and the profile is that of '{place}'",
                          f"Give the profile that it was drafted for: {was}.")


def _faults(folder: Path, paths: list[Path]) -> Iterator[str]:
    """What the next draft would refuse."""
    if not paths:
        return
    try:
        faults = tuple(lost_references(open_desk(folder).library))
    except UnusableInput as error:
        faults = error.faults
    yield from (f"mend before the next draft: {_one_line(fault)}" for fault in faults)


def _one_line(fault: Fault) -> str:
    return " ".join(str(fault).split())


# --------------------------------------------------------------------------------------------------------------
# Turns


def _turns(reviewed: Reviewed) -> Iterator[tuple[str, Turn]]:
    """The edits as turns, with the words of each paragraph and its run-in heading apart."""
    body = body_words(reviewed.before)
    old, new = reviewed.before.passages, reviewed.after.passages
    for clause in reviewed.review.clauses:
        for edit in clause.edits:
            before = old[edit.old] if edit.old is not None else None
            after = new[edit.new] if edit.new is not None else None
            yield clause.clause, _turn(edit, before, after, body)


def _turn(edit: Edit, before: Passage | None, after: Passage | None, body) -> Turn:
    was_heading, heading = (evened(p.heading) if p else "" for p in (before, after))
    was, now = (body(p) if p else "" for p in (before, after))
    if was_heading and after is not None and not heading and now.startswith(was_heading):
        heading, now = was_heading, now[len(was_heading) :].lstrip(". ")
    kind = "changed" if edit.kind in ("moved", "reformatted") else edit.kind
    if kind == "changed" and (was, was_heading) == (now, heading):
        kind = "untouched"
    match = _LEVEL.search(after.style) if after else None
    return Turn(
        kind, edit.id, was, now, was_heading, heading, (before or after).block, int(match[1]) if match else 0, edit.kind == "moved",
        -1 if edit.new is None else edit.new,
    )
