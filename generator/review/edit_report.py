"""A review of edits to read: as text, as data, as a Document. It knows no file and no format."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document import (
    Block,
    Change,
    Deleted,
    Document,
    Foreign,
    Inlines,
    Inserted,
    Items,
    LanguageRecord,
    Paragraph,
    Properties,
    Text,
)
from generator.review.edits import ClauseReview, Edit, Review, grave_first
from generator.review.finding import GRAVITIES, Finding, gravest
from generator.review.links import Loose

MARKS = {"same": "{}", "kept": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
_SAYS = {
    "changed": "Changed",
    "deleted": "Deleted",
    "new": "New",
    "moved": "Moved",
    "joined": "Joined to another paragraph",
    "split": "Cut from the paragraph above",
    "reformatted": "Another look, the same words",
    "untouched": "Untouched",
}
ADVICE = "This list is made by rules. It helps counsel to read; it does not replace reading."


def shown(parts: tuple[tuple[str, str], ...]) -> str:
    """Parts of a difference as text: [-deleted-] and {+inserted+}."""
    return "".join(MARKS[kind].format(words) for kind, words in parts)


def counts(review: Review) -> dict[str, int]:
    """How many clauses have which status, and how many findings which gravity."""
    found = {
        status: sum(c.status == status for c in review.clauses) for status in ("untouched", "changed", "deleted", "new", "moved")
    }
    return {**found, **{g: sum(f.gravity == g for f in review.findings) for g in GRAVITIES}}


def as_data(review: Review) -> dict:
    """The review as plain data."""
    return {
        "edited": review.edited,
        "against": review.baseline,
        "counts": counts(review),
        "gravest": review.gravity,
        "clauses": [
            {
                "clause": c.clause,
                "heading": c.heading,
                "status": c.status,
                "gravest": gravest(c.findings),
                "edits": [_edit_data(e) for e in c.edits if e.kind != "untouched" or e.remarks],
            }
            for c in review.clauses
        ],
        "loose": [{"kind": x.kind, "clause": x.clause, "words": x.words, "problem": x.problem} for x in review.loose],
        "notes": list(review.notes),
        "advice": ADVICE,
    }


def _edit_data(edit: Edit) -> dict:
    return {
        "kind": edit.kind,
        "provision": edit.id,
        "before": edit.before,
        "after": edit.after,
        "changes": [{kind: words} for kind, words in edit.parts],
        "tracked": not edit.silent,
        "marks": [{"kind": m.kind, "text": m.text, "author": m.author, "date": m.date} for m in edit.marks],
        "comments": [{"author": r.author, "date": r.date, "text": r.text, "on": r.anchor} for r in edit.remarks],
        "findings": [_finding_data(f) for f in edit.findings],
    }


def _finding_data(finding: Finding) -> dict:
    return {
        "kind": finding.kind,
        "gravity": finding.gravity,
        "what": finding.what,
        "before": finding.before,
        "after": finding.after,
    }


# --------------------------------------------------------------------------------------------------------------
# Text


def as_text(review: Review) -> str:
    """The review to read on a terminal, the gravest clauses first."""
    out = [f"{review.edited} against {review.baseline}", summary(review), ""]
    for clause in grave_first(review.clauses):
        out += list(_clause_lines(clause))
    if review.loose:
        out += [
            "References and terms",
            "-" * 20,
            *(f"  {_where(x)}: “{x.words}”: {x.problem}" for x in review.loose),
            "",
        ]
    out += [f"Note: {n}" for n in review.notes]
    return "\n".join([*out, ADVICE, ""])


def _where(loose: Loose) -> str:
    return f"{loose.kind} in {loose.clause}" if loose.clause else loose.kind


def summary(review: Review) -> str:
    """One line: how much was changed, and how grave."""
    found = counts(review)
    clauses = ", ".join(f"{found[s]} {s}" for s in ("changed", "deleted", "new", "moved", "untouched") if found[s])
    law = ", ".join(f"{found[g]} {g}" for g in GRAVITIES if found[g]) or "none that the rules recognise"
    return f"Clauses: {clauses}. Changes of law: {law}."


def _clause_lines(clause: ClauseReview) -> Iterator[str]:
    title = f"{clause.heading} ({clause.clause}): {clause.status}"
    yield from (title, "-" * min(len(title), 100))
    for edit in clause.edits:
        if edit.kind == "untouched" and not edit.remarks:
            continue
        yield f"  {_SAYS[edit.kind]}{'' if edit.kind == 'untouched' else who(edit)}: {edit.id or 'no id of ours'}"
        yield f"    {edit.before if edit.kind == 'untouched' else shown(edit.parts)}"
        for finding in edit.findings:
            yield f"    {finding.gravity.upper()}  {finding.kind}: {finding.what}"
            yield f"        before: {finding.before or '(nothing)'}"
            yield f"        after:  {finding.after or '(nothing)'}"
        for remark in edit.remarks:
            day = f" on {remark.date[:10]}" if remark.date else ""
            yield f"    comment by {remark.author}{day} on “{remark.anchor}”: {remark.text}"
    yield ""


def who(edit: Edit) -> str:
    """Who made the change, and when, where it was tracked."""
    by = list(dict.fromkeys(f"{m.author or 'no name'}{f', {m.date[:10]}' if m.date else ''}" for m in edit.marks))
    tracked = f" by {'; '.join(by)}" if by else ""
    return f"{tracked} (not tracked)" if edit.silent and not by else f"{tracked} (partly not tracked)" if edit.silent else tracked


# --------------------------------------------------------------------------------------------------------------
# Document


def report_document(
    review: Review, record: LanguageRecord, title: str = "Review of the edited draft", author: str = "ordinance", tag: str = ""
) -> Document:
    """The review as a Document for print or screen; deletions and insertions are marked. `tag` is the language of the
    reviewed text where that is not the report's."""
    blocks: list[Block] = [
        Paragraph("review.title", (Text(title),), "heading", 1),
        Paragraph("review.files", (Text(f"{review.edited} against {review.baseline}"),)),
        Paragraph("review.summary", (Text(summary(review), "bold"),)),
        Paragraph("review.advice", (Text(ADVICE),), "small"),
    ]
    for n, clause in enumerate(grave_first(review.clauses), 1):
        blocks += list(_clause_blocks(f"review.{n}", clause, author, tag))
    if review.loose:
        blocks.append(Paragraph("review.loose.h", (Text("References and terms"),), "heading", 2))
        blocks.append(
            Items("review.loose", tuple((Text(f"{_where(x)}: “{x.words}”: {x.problem}"),) for x in review.loose))
        )
    if review.notes:
        blocks.append(Paragraph("review.notes.h", (Text("What the reader must know"),), "heading", 2))
        blocks.append(Items("review.notes", tuple((Text(n),) for n in review.notes)))
    return Document("review", "", title, tuple(blocks), language=record, properties=Properties(title, record.tag), final=True)


def _clause_blocks(prefix: str, clause: ClauseReview, author: str, tag: str) -> Iterator[Block]:
    yield Paragraph(f"{prefix}.h", (*_quoted((Text(clause.heading),), tag), Text(f": {clause.status}")), "heading", 2)
    at = 0
    for edit in clause.edits:
        if edit.kind == "untouched" and not edit.remarks:
            continue
        at += 1
        own = f"{prefix}.{at}"
        yield Paragraph(
            f"{own}.what", (Text(f"{_SAYS[edit.kind]}{'' if edit.kind == 'untouched' else who(edit)}", "italic"),), "small"
        )
        content = (Text(edit.before),) if edit.kind == "untouched" else inlines_of(edit.parts, author)
        yield Paragraph(f"{own}.text", _quoted(content, tag))
        if edit.findings:
            yield Items(f"{own}.law", tuple(_finding(f, tag) for f in edit.findings))
        if edit.remarks:
            yield Items(
                f"{own}.comments",
                tuple(
                    (Text(f"{r.author}{f', {r.date[:10]}' if r.date else ''}", "bold"), Text(f" on “{r.anchor}”: {r.text}"))
                    for r in edit.remarks
                ),
            )


def _finding(finding: Finding, tag: str) -> Inlines:
    out: list = [Text(f"{finding.gravity.capitalize()}: ", "bold"), Text(f"{finding.what}.")]
    for side, words in (("Before", finding.before), ("After", finding.after)):
        if words:
            out += [Text(f" {side}: “"), *_quoted((Text(words),), tag), Text("”")]
    return tuple(out)


def _quoted(content: Inlines, tag: str) -> Inlines:
    """Words of the reviewed text, in its language."""
    return (Foreign(tag, content),) if tag else content


def inlines_of(parts: tuple[tuple[str, str], ...], author: str, date: str = "") -> Inlines:
    """Parts of a difference as inlines with changes."""
    out: list = []
    for kind, words in parts:
        if kind in ("same", "kept"):
            out.append(Text(words))
        else:
            out.append((Deleted if kind == "deleted" else Inserted)((Text(words),), Change(kind, author, date)))
    return tuple(out)
