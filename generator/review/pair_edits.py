"""A pair of passages, or one that has no partner -> the edit: what happened, by whom, what changed in law. It knows no clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.difference import differences, tokens, words
from generator.ooxml.returned import Passage, Remark, Returned, evened
from generator.review.edit import Edit, Parts
from generator.review.finding import GRAVE, Finding
from generator.review.moved_sentences import Moved
from generator.review.other_law import by_look, of_enacting, of_headings, of_recital, replaced_terms
from generator.review.pairing import Said, crossed
from generator.review.substance import substance
from generator.review.substance_abroad import Watch


def marked(before: str, after: str) -> Parts:
    """The word-level difference of two texts."""
    a, b = tokens(before), tokens(after)
    out: list[tuple[str, str]] = []
    for span in differences(a, b):
        gone, come = "".join(a[span.old_start : span.old_end]), "".join(b[span.new_start : span.new_end])
        out += [("same", gone)] if span.same else [p for p in (("deleted", gone), ("inserted", come)) if p[1]]
    return tuple(out)


class PairEdits:
    """Turns the pairs of one review into edits."""

    def __init__(self, baseline: Returned, edited: Returned, said: Said, pairs: Sequence[tuple[int | None, int | None]],
                 watch: Watch | None, terms: Mapping[str, str]):
        self.watch, self.terms = watch, terms
        self.old, self.new, self.said, self.edited = baseline.passages, edited.passages, said, edited
        crossing = {i: j for i, j in pairs if i is not None and j is not None}
        self.crossed = crossed(crossing, self.old)
        self.known_remarks = {(r.author, evened(r.text)) for p in baseline.passages for r in p.remarks}
        self.by_id = {p.id: p for p in edited.rejected if p.id}
        self.rejected = {said(p): p for p in reversed(edited.rejected)}
        self.joined = {id: j for j, p in enumerate(self.new) for id in p.joined}
        self.index = {p.id: i for i, p in enumerate(self.old) if p.id}
        self.owner = {j: i for i, j in crossing.items()}
        self.moved = Moved(self._texts(i, j) for i, j in pairs) if watch is None else None

    def _texts(self, i: int | None, j: int | None) -> tuple[str, str, str]:
        """The clause of a pair and what its law is read from: the words before and after, with what was joined to it or cut from it."""
        before = "" if i is None else self._whole(self.old[i], self.new[j].joined if j is not None else (), i)
        after = "" if j is None else " ".join([self.said.body(self.new[j]), *(self.said.body(p) for p in self._cut_from(j))])
        return (self.old[i] if i is not None else self.new[j]).clause, before, after

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
        findings = () if kind == "joined" else (
            *_warning(old), *self._law(old, self.said.body(old), "", self._lead(i)), *self._of_heading(old, None, self._next_of(old, i)))
        view = self.by_id.get(old.id) or self.rejected.get(before)
        marks = view.marks if view is not None else ()
        if into is not None:  # the mark that was deleted is that of the paragraph before
            beside = (self.by_id.get(id) for id in (self.new[into].id, *self.new[into].joined))
            marks = tuple(dict.fromkeys(m for p in beside if p is not None for m in p.marks))
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
            () if split else (*self._law(new, "", self.said.body(new), self._lead_of_new(j)), *self._of_heading(None, new, self._owned_behind(j))),
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
        look = tuple(by_look(old, new))
        parts = marked(before, after)
        kind = "moved" if i in self.crossed else "changed" if before != after else "reformatted" if look else "untouched"
        findings = (*look, *self._law(old, *self._texts(i, j)[1:], self._lead(i)),
                    *(replaced_terms(before, after, parts, self.terms) if self.watch is None and before != after else ()))
        marks = tuple(dict.fromkeys(m for p in (new, *(self.by_id[x] for x in new.joined if x in self.by_id)) for m in p.marks))
        return Edit(
            kind,
            old.id or new.id,
            old.clause,
            before,
            after,
            parts,
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
        return " ".join([self.said.body(old), *(self.said(p) for p in others)])

    def _law(self, passage: Passage, before: str, after: str, lead: str = "") -> tuple[Finding, ...]:
        """What changed in law; a heading binds no one."""
        if passage.block in ("section", "title") or passage.style.startswith("Heading"):
            return ()
        if passage.block == "enacting":
            return of_enacting(before, after)
        if self.watch is not None:
            return self.watch(before, after)
        if passage.block == "recital":
            return of_recital(before, after, substance(before, after))
        before, after, moved = self.moved.settled(passage.clause, before, after)
        return (*substance(before, after, _is_definition(passage), lead), *moved)

    def _of_heading(self, old: Passage | None, new: Passage | None, follower: Passage | None) -> Iterator[Finding]:
        one = old or new
        return of_headings(old, new, follower) if one.block == "section" or one.style.startswith("Heading") else iter(())

    def _next_of(self, old: Passage, i: int) -> Passage | None:
        """What stood directly behind a heading of the baseline, if it is still there."""
        behind = self.old[i + 1] if i + 1 < len(self.old) else None
        return behind if behind is not None and behind.clause == old.clause and (i + 1) in self.owner.values() else None

    def _owned_behind(self, j: int) -> Passage | None:
        """What stands directly behind a new heading, if it stood there before without it."""
        i = self.owner.get(j + 1)
        return None if i is None or self.old[i].block == "section" or self.old[i].style.startswith("Heading") else self.new[j + 1]

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

    def _lead_of_new(self, j: int) -> str:
        """The chapeau above a new paragraph: that of the paragraph before it, where both are of one list, or that paragraph itself."""
        before = self.new[j - 1] if j else None
        if before is None or before.clause != self.new[j].clause:
            return ""
        if before.text.rstrip().endswith(":"):
            return self.said(before)
        i = self.owner.get(j - 1)
        return self._lead(i) if i is not None and before.style == self.new[j].style else ""

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
