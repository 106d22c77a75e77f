"""What an editor did to a file of ours: clause by clause against its baseline, with who, when, comments and what changed in law.

It reads passages and knows no Word file, no library and no profile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.difference import differences, tokens, words
from generator.ooxml.returned import Mark, Passage, Remark, Returned, evened
from generator.review.finding import GRAVE, GRAVITIES, MINOR, Finding, gravest
from generator.review.links import Loose, broken_references, undefined_terms
from generator.review.pairing import Said, crossed, in_order, line_of, paired
from generator.review.substance import substance
from generator.review.substance_abroad import Watch

KINDS = ("untouched", "changed", "deleted", "new", "moved", "joined", "split")
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


def review(baseline: Returned, edited: Returned, terms: Mapping[str, str] | None = None, watch: Watch | None = None) -> Review:
    """The edits of a file against its baseline. `terms` maps the words of every defined term of the library to its id;
    `watch` tells what changed in law where the texts are not in English."""
    said = Said(baseline)
    old, new = baseline.passages, edited.passages
    pairs = paired([line_of(p, said) for p in old], [line_of(p, said) for p in new])
    job = _Job(baseline, edited, said, dict(pairs), watch)
    edits = [edit for i, j in in_order(pairs) for edit in job.edits(i, j)]
    clauses = tuple(_clauses(edits, old, new))
    loose = (
        *broken_references(new, baseline.targets, edited.targets, {e.new for e in edits if e.kind != "untouched"}),
        *undefined_terms(old, new, terms or {}, [(e.clause, _inserted(e)) for e in edits]),
    )
    return Review(edited.name, baseline.name, clauses, loose, (*edited.notes, *_own_notes(edited, edits)))


def body_words(baseline: Returned) -> Callable[[Passage], str]:
    """A function that gives the words of a passage, without run-in heading, as a review against this baseline compares them."""
    return Said(baseline).body


def marked(before: str, after: str) -> Parts:
    """The word-level difference of two texts."""
    a, b = tokens(before), tokens(after)
    out: list[tuple[str, str]] = []
    for span in differences(a, b):
        gone, come = "".join(a[span.old_start : span.old_end]), "".join(b[span.new_start : span.new_end])
        out += [("same", gone)] if span.same else [p for p in (("deleted", gone), ("inserted", come)) if p[1]]
    return tuple(out)


# --------------------------------------------------------------------------------------------------------------
# Edits


class _Job:
    """What one review needs to turn pairs into edits."""

    def __init__(self, baseline: Returned, edited: Returned, said: Said, pairs: dict[int | None, int | None],
                 watch: Watch | None):
        self.watch = watch
        self.old, self.new, self.said, self.edited = baseline.passages, edited.passages, said, edited
        crossing = {i: j for i, j in pairs.items() if i is not None and j is not None}
        self.crossed = crossed(crossing, self.old)
        self.known_remarks = {(r.author, evened(r.text)) for p in baseline.passages for r in p.remarks}
        self.by_id = {p.id: p for p in edited.rejected if p.id}
        self.rejected = {said(p): p for p in reversed(edited.rejected)}
        self.joined = {id: j for j, p in enumerate(self.new) for id in p.joined}
        self.index = {p.id: i for i, p in enumerate(self.old) if p.id}
        self.owner = {j: i for i, j in crossing.items()}

    def edits(self, i: int | None, j: int | None) -> Iterator[Edit]:
        """The edit of one pair."""
        if j is None:
            yield self._gone(i)
        elif i is None:
            yield self._come(j)
        else:
            yield self._both(i, j)

    def _gone(self, i: int) -> Edit:
        old = self.old[i]
        before = self.said(old)
        into = self.joined.get(old.id) if old.id else None
        kind = "joined" if into is not None else "deleted"
        findings = () if kind == "joined" else (*_warning(old), *self._law(old, self.said.body(old), "", self._lead(i)))
        view = self.by_id.get(old.id) or self.rejected.get(before)
        marks = view.marks if view is not None else ()
        silent = view is None or self.said(view) != before or not marks
        return Edit(
            kind,
            old.id,
            old.clause,
            before,
            "",
            (("deleted", before),),
            marks,
            silent,
            view.remarks if view is not None and self._new_remarks(view) else (),
            findings,
            i,
            None,
        )

    def _come(self, j: int) -> Edit:
        new = self.new[j]
        after = self.said(new)
        split = new.split and self._was_inside(new, after)
        silent = after in self.rejected or not new.marks
        return Edit(
            "split" if split else "new",
            new.id,
            new.clause,
            "",
            after,
            (("inserted", after),),
            new.marks,
            silent,
            self._new_remarks(new),
            () if split else self._law(new, "", self.said.body(new)),
            None,
            j,
        )

    def _was_inside(self, new: Passage, after: str) -> bool:
        """Whether the words of a paragraph cut from another were there before."""
        i = self.index.get(new.after)
        if i is None:
            return False
        mine = words(after)
        kept = sum(s.old_end - s.old_start for s in differences(words(self.said(self.old[i])), mine) if s.same)
        return kept * 2 >= len(mine)

    def _both(self, i: int, j: int) -> Edit:
        old, new = self.old[i], self.new[j]
        before, after = self.said(old), self.said(new)
        kind = "moved" if i in self.crossed else "untouched" if before == after else "changed"
        findings = self._law(
            old,
            self._whole(old, new.joined, i),
            " ".join([self.said.body(new), *(self.said.body(p) for p in self._cut_from(j))]),
            self._lead(i),
        )
        marks = tuple(dict.fromkeys(m for p in (new, *(self.by_id[x] for x in new.joined if x in self.by_id)) for m in p.marks))
        return Edit(
            kind,
            old.id or new.id,
            old.clause,
            before,
            after,
            marked(before, after),
            marks,
            before != after and self._silent(old, new, before),
            self._new_remarks(new),
            findings,
            i,
            j,
        )

    def _whole(self, old: Passage, joined: tuple[str, ...], i: int) -> str:
        """The words of a paragraph of the baseline with those of the paragraphs that were joined to it."""
        others = (self.old[self.index[id]] for id in joined if id in self.index and self.index[id] != i)
        return " ".join([self.said.body(old), *(self.said.body(p) for p in others)])

    def _law(self, passage: Passage, before: str, after: str, lead: str = "") -> tuple[Finding, ...]:
        """What changed in law; a heading binds no one."""
        if passage.block in ("section", "title") or passage.style.startswith("Heading"):
            return ()
        if self.watch is not None:
            return self.watch(before, after)
        return substance(before, after, _is_definition(passage), lead)

    def _lead(self, i: int) -> str:
        """The chapeau above a paragraph of the baseline, or an empty string."""
        parent = self.old[i].id.rpartition(".")[0]
        if parent in self.index and self.old[self.index[parent]].block == "provision":
            return self.said(self.old[self.index[parent]])
        clause = self.old[i].clause
        for k in range(i - 1, -1, -1):
            if self.old[k].clause != clause or self.old[k].block == "section":
                break
            if self.old[k].block == "paragraph.lead":
                return self.said(self.old[k])
        return ""

    def _cut_from(self, j: int) -> Iterator[Passage]:
        """The paragraphs that were cut from this one and were part of it."""
        id = self.new[j].id
        for k in range(j + 1, len(self.new)):
            follower = self.new[k]
            if not (id and follower.split and follower.after == id) or k in self.owner:
                return
            yield follower

    def _silent(self, old: Passage, new: Passage, before: str) -> bool:
        """Whether the file with every change rejected does not give back what the baseline said here."""
        if not self.edited.tracked:
            return True
        view = self.by_id.get(old.id) if old.id else None
        return before not in self.rejected if view is None else self.said(view) != before

    def _new_remarks(self, passage: Passage) -> tuple[Remark, ...]:
        """The comments that are not the baseline's own notes."""
        return tuple(r for r in passage.remarks if (r.author, evened(r.text)) not in self.known_remarks)


def _is_definition(passage: Passage) -> bool:
    return passage.block == "paragraph.definition" or passage.clause.startswith("definition:")


def _warning(old: Passage) -> tuple[Finding, ...]:
    """The warning that state law bars a provision must not get lost in silence."""
    if old.id != "preemption" and not old.block.startswith("notice.preemption"):
        return ()
    return (Finding("warning deleted", GRAVE, "the warning that state law bars a provision was deleted", old.whole, ""),)


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
