"""What a review says: one edit of a paragraph, a clause, the whole. It compares nothing."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ooxml.returned import Mark, Remark
from generator.review.finding import GRAVITIES, Finding, gravest
from generator.review.links import Loose

KINDS = ("untouched", "changed", "deleted", "new", "moved", "joined", "split", "reformatted")
SAME_WORDS = ("untouched", "reformatted")
Parts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What happened to one paragraph. `old` and `new` are its places in the two lists of passages (None: not there).

    `parts` are pairs of same, deleted or inserted with the words; `silent` says that the change was not (all) tracked.
    """

    kind: str
    id: str
    clause: str
    before: str
    after: str
    parts: Parts = ()
    marks: tuple[Mark, ...] = ()
    silent: bool = False
    remarks: tuple[Remark, ...] = ()
    findings: tuple[Finding, ...] = ()
    old: int | None = None
    new: int | None = None

    @property
    def moved_too(self) -> bool:
        """Whether a paragraph that moved was changed as well."""
        return self.kind == "moved" and self.before != self.after


@dataclass(frozen=True, slots=True)
class ClauseReview:
    """One clause: what became of it (untouched, changed, deleted, new, moved), and its paragraphs."""

    clause: str
    heading: str
    status: str
    edits: tuple[Edit, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What changed in law, gravest first."""
        found = [f for e in self.edits for f in e.findings]
        return tuple(sorted(found, key=lambda f: GRAVITIES.index(f.gravity)))


@dataclass(frozen=True, slots=True)
class Review:
    """The whole review, in the order of the edited file."""

    edited: str
    baseline: str
    clauses: tuple[ClauseReview, ...]
    loose: tuple[Loose, ...]
    notes: tuple[str, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every paragraph that is not as it was, or that bears a comment."""
        return tuple(e for c in self.clauses for e in c.edits if e.kind != "untouched" or e.remarks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every change of law, gravest first."""
        found = [f for c in self.clauses for f in c.findings]
        return tuple(sorted(found, key=lambda f: GRAVITIES.index(f.gravity)))

    @property
    def gravity(self) -> str:
        """The gravest finding, or an empty string."""
        return gravest(self.findings)
