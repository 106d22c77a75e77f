"""What a Word file says when it comes back: its passages with ids, tracked changes and comments. It knows no file and no law."""

from __future__ import annotations

from dataclasses import dataclass

from .manifest import Manifest

_STOPS = (".", ":", "?", "!", "—")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words; `target` is the block id that a reference field points at, `code` the field's own words."""

    text: str
    target: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A tracked change inside a passage: inserted, deleted or moved; whose and when (as Word wrote it, or empty)."""

    kind: str
    text: str
    author: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: who, when, what it says, and the words that it is anchored to."""

    author: str
    date: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the file.

    `id` is its block id ("" for one that bears none of ours), `joined` the ids that were merged into it, `after` the id
    that it follows, `split` whether it was cut from that one. `block` is what the manifest calls it, `section` the id of
    the section that holds it; `heading` a run-in heading. `hidden` and `struck` are the words that its look takes away,
    `level` that of its automatic number (empty: none of its own).
    """

    id: str
    pieces: tuple[Piece, ...]
    heading: str = ""
    joined: tuple[str, ...] = ()
    after: str = ""
    split: bool = False
    block: str = ""
    clause: str = ""
    style: str = ""
    cell: bool = False
    marks: tuple[Mark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    hidden: str = ""
    struck: str = ""
    level: str = ""

    @property
    def text(self) -> str:
        """The words without designator and run-in heading."""
        return "".join(p.text for p in self.pieces)

    @property
    def whole(self) -> str:
        """The words with the run-in heading, as they are read."""
        return with_heading(self.heading, self.text)


@dataclass(frozen=True, slots=True)
class Returned:
    """A file read back: the passages with every tracked change accepted, and with every one rejected.

    `targets` is every block id that the accepted file still holds; `notes` what was not read or not understood.
    """

    name: str
    manifest: Manifest | None
    passages: tuple[Passage, ...]
    rejected: tuple[Passage, ...]
    targets: frozenset[str]
    tracked: bool
    notes: tuple[str, ...] = ()

    @property
    def ours(self) -> bool:
        """Whether any passage bears one of our ids."""
        return any(p.id for p in self.passages)


def with_heading(heading: str, text: str) -> str:
    """A run-in heading before its text, closed by a period where it has no mark of its own."""
    if not heading:
        return text
    stop = "" if heading.rstrip().endswith(_STOPS) else "."
    return f"{heading.rstrip()}{stop} {text}"


def evened(text: str) -> str:
    """Words as a review compares them: every white space as one plain space, no-break hyphens as hyphens."""
    return " ".join(text.replace("\u2011", "-").split())
