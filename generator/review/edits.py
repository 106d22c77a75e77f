"""What an editor did to a file of ours: clause by clause against its baseline, with who, when, comments and what changed in law.

It reads passages and knows no Word file, no library and no profile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.ooxml.returned import Passage, Returned
from generator.review.edit import KINDS, SAME_WORDS, ClauseReview, Edit, Review
from generator.review.finding import GRAVITIES, MINOR, gravest
from generator.review.links import broken_references, overtyped, undefined_terms
from generator.review.pair_edits import PairEdits, marked
from generator.review.pairing import Said, in_order, line_of, paired
from generator.review.substance_abroad import Watch

__all__ = ["KINDS", "SAME_WORDS", "ClauseReview", "Edit", "Review", "body_words", "grave_first", "marked", "review"]


def review(baseline: Returned, edited: Returned, terms: Mapping[str, str] | None = None, watch: Watch | None = None) -> Review:
    """The edits of a file against its baseline. `terms` maps the words of every defined term of the library to its id;
    `watch` tells what changed in law where the texts are not in English."""
    said = Said(baseline)
    primary = {p.id for p in baseline.passages}
    edited = replace(edited, passages=tuple(_as_known(p, primary) for p in edited.passages),
                     rejected=tuple(_as_known(p, primary) for p in edited.rejected))
    old, new = baseline.passages, edited.passages
    pairs = paired([line_of(p, said) for p in old], [line_of(p, said) for p in new])
    job = PairEdits(baseline, edited, said, pairs, watch, terms or {})
    edits = [edit for i, j in in_order(pairs) for edit in job.edits(i, j)]
    clauses = tuple(_clauses(edits, old, new))
    loose = (
        *broken_references(new, baseline.targets, edited.targets,
                           {e.new: None if e.old is None else old[e.old] for e in edits if e.kind != "untouched" and e.new is not None}),
        *overtyped(old, new, pairs),
        *undefined_terms(old, new, terms or {}, [(e.clause, _inserted(e)) for e in edits]),
    )
    return Review(edited.name, baseline.name, clauses, loose, (*edited.notes, *_own_notes(edited, edits)))


def _as_known(passage: Passage, primary: set[str]) -> Passage:
    """The passage under the id that the baseline knows it by: LibreOffice changes the order of bookmarks that begin at one place."""
    ids = dict.fromkeys((passage.id, *passage.joined))
    known = next((id for id in ids if id in primary), passage.id)
    return replace(passage, id=known, joined=tuple(id for id in ids if id != known)) if passage.joined else passage


def body_words(baseline: Returned) -> Callable[[Passage], str]:
    """A function that gives the words of a passage, without run-in heading, as a review against this baseline compares them."""
    return Said(baseline).body


def _inserted(edit: Edit) -> str:
    return " ".join(text for kind, text in edit.parts if kind == "inserted")


# --------------------------------------------------------------------------------------------------------------
# Clauses


def _clauses(edits: list[Edit], old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[ClauseReview]:
    groups: dict[str, list[Edit]] = {}
    current = ""
    for edit in edits:
        name = edit.clause
        if edit.kind == "new" and not name:
            heading = edit.new is not None and new[edit.new].style.startswith("Heading")
            current = f"new: {edit.after}" if heading else current or "new text"
            name = current
            edit = replace(edit, clause=name)
        elif name:
            current = ""
        groups.setdefault(name or "front", []).append(edit)
    for name, members in groups.items():
        yield ClauseReview(name, _heading(name, members, old, new), _status(members), tuple(members))


def _heading(name: str, edits: list[Edit], old: Sequence[Passage], new: Sequence[Passage]) -> str:
    """The heading of the clause's section, else its first words."""
    for edit in edits:
        passage = new[edit.new] if edit.new is not None else old[edit.old]
        if passage.block == "section" or passage.style.startswith("Heading"):
            return edit.after or edit.before
    first = edits[0].after or edits[0].before
    return first if len(first) <= 70 else f"{first[: first.rfind(' ', 0, 68)]} …"


def _status(edits: list[Edit]) -> str:
    kinds = {e.kind for e in edits}
    if kinds == {"untouched"}:
        return "untouched"
    if len(kinds) == 1 and kinds <= {"deleted", "new", "moved"}:
        only = next(iter(kinds))
        return "changed" if only == "moved" and any(e.moved_too for e in edits) else only
    if kinds <= {"untouched", "moved"} and edits[0].kind == "moved":
        return "moved"
    return "changed"


def _own_notes(edited: Returned, edits: list[Edit]) -> Iterator[str]:
    if not edited.ours:
        yield "The file carries none of our bookmarks; everything was matched by its words."
    silent = sum(e.silent and e.kind not in ("untouched", "split") for e in edits)
    if edited.tracked and silent:
        yield f"{silent} changed paragraphs were not, or not wholly, tracked."
    moved_ = [e for e in edits if e.kind in ("changed", "new", "deleted", "moved") and not e.findings]
    if moved_:
        yield (
            f"In {len(moved_)} changed paragraphs the rules recognised no change of law. That is not a finding that there is none: "
            "read them."
        )


def grave_first(clauses: Sequence[ClauseReview]) -> list[ClauseReview]:
    """The clauses that are not untouched, those with the gravest findings first."""

    def key(c: ClauseReview) -> int:
        return GRAVITIES.index(gravest(c.findings) or MINOR) if c.findings else len(GRAVITIES)

    return sorted((c for c in clauses if c.status != "untouched" or any(e.remarks for e in c.edits)), key=key)
