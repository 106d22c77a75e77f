"""A redline of two of anything, as tracked changes or to read. Knows no arguments and no printed copy."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.desk import Desk
from generator.document import Document, LanguageRecord, Paragraph, Properties, Text
from generator.language import load_language
from generator.library import Clause
from generator.negotiation.sides import Side, draft_side, file_side, is_file, language_of, manifest_of, refuse_columns
from generator.ooxml.anchors import bookmark
from generator.ooxml.reading import open_package
from generator.ooxml.redline import OF_REJECTING
from generator.ooxml.remarks import with_remarks
from generator.ooxml.resolve import accept_all, has_tracked_changes, reject_all
from generator.ooxml.returned import Returned, evened
from generator.ooxml.shown import differing
from generator.ooxml.wml import BOOKMARK_START, NAME
from generator.readers.word import read_word
from generator.review.edit_report import inlines_of, shown
from generator.review.edits import SAME_WORDS, ClauseReview, Edit, Review, review
from generator.review.redline import Redlined, redline, with_other_bytes
from generator.writers import WriterOptions, writer

MOST_REFERENCES = 5
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What a redline is asked for."""

    author: str = ""
    date: str = ""
    moves: bool = False
    verify: bool = True
    existing: str | None = None
    engine: str = "auto"
    reasons: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """A redline between two sides: its bytes, what the reader must be told, and the two sides as they were compared."""

    redlined: Redlined
    old: Side
    new: Side
    notes: tuple[str, ...] = ()

    def told(self, tracked: bool) -> tuple[str, ...]:
        """What the reader must be told; what a rejection does only where the changes are `tracked` in Word."""
        return tuple(note for note in self.notes if tracked or not note.startswith(OF_REJECTING))


def two_sides(desk: Desk, old: str, new: str, instrument: str = "", literal: bool = False, language: str = "") -> tuple[Side, Side]:
    """The two sides; a profile beside a file of ours is drafted as the same instrument in the same language.

    `literal` types the numbers of drafts.
    """
    files = {ref: file_side(ref) for ref in (old, new) if is_file(ref)}
    manifest = next((m for s in files.values() if (m := manifest_of(s)) is not None), None)
    for ref, side in files.items():
        refuse_columns(desk, side, manifest_of(side), new if ref == old else old)
    instrument = instrument or (manifest.kind if manifest else "")
    language = language or language_of(desk, manifest.language if manifest else "")
    options = WriterOptions(literal_numbers=literal and not files)
    return tuple(files.get(ref) or draft_side(desk, ref, instrument, options=options, language=language) for ref in (old, new))


def between(desk: Desk, old: Side, new: Side, asked: Asked) -> Between:
    """The redline of two sides. Raises Refusal where none keeps the promise."""
    notes: list[str] = []
    extra = {"author": asked.author} if asked.author else {}
    gone: list[_Gone] = []
    if asked.reasons:
        new, told, gone = _with_reasons(desk, old, new, asked)
        notes += told
    made = redline(
        old.data,
        new.data,
        date=asked.date,
        moves=asked.moves,
        existing=asked.existing,
        verify_promise=asked.verify,
        engine=asked.engine,
        old_name=old.name,
        new_name=new.name,
        **extra,
    )
    if gone:
        made, told = _remarked(made, old, new, gone, asked)
        notes += told
    return Between(made, old, new, (*notes, *made.notes, *_references(old, new, asked.existing)))


def _references(old: Side, new: Side, existing: str | None) -> list[str]:
    """The notes on cross-references that show something else on both sides; none where nothing differs."""
    found = differing(*(open_package(_clean(side, existing), side.name) for side in (old, new)))
    if not found:
        return []
    told = "; ".join(f"“{was}” is now “{now}”" for was, now in found[:MOST_REFERENCES])
    return [f"What cross-references show is not marked, for Word computes it: {told}{'; …' if len(found) > MOST_REFERENCES else ''}",
            f"{OF_REJECTING}, these cross-references show what they now show until their fields are updated: in Word Ctrl+A, then F9."]


# --------------------------------------------------------------------------------------------------------------
# To read


def beside(found: Between, seen: Review) -> tuple[str, ...]:
    """What Word tracks and the redline to read does not show: headers, footers, notes, formatting, pictures."""
    changes = found.redlined.changes
    notes = [f"Changed in a {e.story}: “{e.before[:MOST_WORDS]}” is now “{e.after[:MOST_WORDS]}”"
             for e in changes if e.story != "document" and e.kind not in ("formatted", "structure")]
    unseen = sum(e.kind in ("formatted", "structure") for e in changes)
    if unseen:
        notes.append(f"Changes of formatting and structure, shown in Word only: {unseen}")
    if not notes and changes and all(e.kind in SAME_WORDS for c in seen.clauses for e in c.edits):
        notes.append(f"Changes shown in Word only: {len(changes)}")
    return tuple(dict.fromkeys(notes))


def to_read(desk: Desk, found: Between, fmt: str, existing: str | None = None) -> bytes:
    """The same redline as text, json or html: every paragraph with its deletions and insertions."""
    old, new = _clean(found.old, existing), _clean(found.new, existing)
    seen = review(read_word(old, found.old.name), read_word(new, found.new.name), {})
    if fmt == "json":
        return (json.dumps(_data(seen, found), ensure_ascii=False, indent=2) + "\n").encode()
    if fmt == "text":
        return _text(seen, found).encode()
    record = load_language(language_of_new(desk, found), desk.locales()).record()
    return writer(fmt).write(_document(seen, found, record)).data


def language_of_new(desk: Desk, found: Between) -> str:
    """The language of the new side, by what it was drafted in or what the file says of itself; else that of the old one."""
    for side in (found.new, found.old):
        if side.drafted is not None:
            return side.drafted.frame.language.id
        manifest = manifest_of(side)
        if manifest is not None:
            return language_of(desk, manifest.language)
    return language_of(desk, "")


def _clean(side: Side, existing: str | None) -> bytes:
    package = open_package(side.data, side.name)
    if not has_tracked_changes(package):
        return side.data
    return (reject_all(package) if existing == "reject" else accept_all(package)).to_bytes()


def _data(seen: Review, found: Between) -> dict:
    changed = [e for c in seen.clauses for e in c.edits if e.kind not in SAME_WORDS]
    return {
        "old": found.old.name,
        "new": found.new.name,
        "road": found.redlined.road,
        "verified": found.redlined.verified,
        "notes": [*found.told(tracked=False), *beside(found, seen)],
        "changes": [
            {"kind": e.kind, "clause": e.clause, "provision": e.id, "parts": [{k: w} for k, w in e.parts]} for e in changed
        ],
    }


def _text(seen: Review, found: Between) -> str:
    out = [f"{found.old.name} -> {found.new.name}", ""]
    for clause in seen.clauses:
        edits = [e for e in clause.edits if e.kind not in SAME_WORDS]
        if edits:
            out += [clause.heading, "-" * min(100, len(clause.heading))]
            out += [f"{'(moved) ' if e.kind == 'moved' else ''}{shown(e.parts)}" for e in edits] + [""]
    return "\n".join([*out, *(f"Note: {n}" for n in (*found.told(tracked=False), *beside(found, seen)))]).rstrip() + "\n"


def _document(seen: Review, found: Between, record: LanguageRecord) -> Document:
    """The whole new text, changes marked, as a Document."""
    title = f"{found.old.name} → {found.new.name}"
    blocks = []
    for c, clause in enumerate(seen.clauses):
        for e, edit in enumerate(clause.edits):
            blocks.append(_block(f"r{c}.{e}", clause, edit))
    for n, note in enumerate((*found.told(tracked=False), *beside(found, seen)), 1):
        blocks.append(Paragraph(f"note.{n}", (Text(f"Note: {note}"),), "small"))
    return Document("redline", "", title, tuple(blocks), language=record, properties=Properties(title, record.tag), final=True)


def _block(id: str, clause: ClauseReview, edit: Edit) -> Paragraph:
    parts = edit.parts or (("same", edit.after),)
    heading = clause.heading in (edit.after, edit.before) and clause.clause != "front"
    return Paragraph(id, inlines_of(parts, "ordinance"), "heading" if heading else "body", 2 if heading else 0)


# --------------------------------------------------------------------------------------------------------------
# Reasons


@dataclass(frozen=True, slots=True)
class _Gone:
    """A comment whose provision stands in the old text alone: the paragraph it belongs to, its heading, and its words."""

    id: str
    heading: str
    words: tuple[str, ...]


def _with_reasons(desk: Desk, old: Side, new: Side, asked: Asked) -> tuple[Side, list[str], list[_Gone]]:
    """The new side with a comment on each changed provision (what the change gives up or brings), and what is to be said of
    provisions that it no longer has."""
    before = read_word(_clean(old, asked.existing), old.name)
    after = read_word(_clean(new, asked.existing), new.name)
    seen = review(before, after, {})
    variants = (_variants(before), _variants(after))
    remarks, gone = [], []
    for clause in seen.clauses:
        words = reasons(clause, desk.library.clauses.get(clause.clause), variants)
        if clause.status == "untouched" or not words:
            continue
        standing = [e for e in clause.edits if e.new is not None and e.id]
        place = next((e.id for e in (*(e for e in standing if e.kind not in SAME_WORDS), *standing)), "")
        if place:
            remarks.append((place, words))
        else:
            gone.append(_Gone(next((e.id for e in clause.edits if e.old is not None and e.id), ""), clause.heading, words))
    package, put = with_remarks(
        open_package(_clean(new, asked.existing), new.name), remarks, asked.author or "ordinance", asked.date
    )
    told = [f"{put} changed provisions bear a comment that says what the change means."]
    return Side(new.name, package.to_bytes(), new.drafted), told, gone


def _remarked(made: Redlined, old: Side, new: Side, gone: list[_Gone], asked: Asked) -> tuple[Redlined, list[str]]:
    """The redline with a comment on what is deleted in it whole; for what finds no place, a note."""
    package = open_package(made.data, "the redline")
    standing = {start.get(NAME) for start in package.read(package.document()).iter(BOOKMARK_START)}
    placed = [one for one in gone if one.id and bookmark(one.id) in standing]
    remarked, put = with_remarks(package, [(one.id, one.words) for one in placed], asked.author or "ordinance", asked.date)
    with_them = with_other_bytes(made, remarked.to_bytes(), old.data, new.data, asked.existing)
    lost = [one for one in gone if one not in placed or with_them is None]
    told = [f"No place for a comment: {one.heading} (deleted). {one.words[0]}" for one in lost]
    if put and with_them is not None:
        told.insert(0, f"{put} deleted provisions bear one too; it goes with them when the deletion is accepted.")
    return with_them or made, told


def _variants(read: Returned) -> Mapping[str, str]:
    return {e.clause: e.variant for e in read.manifest.entries if e.clause} if read.manifest else {}


def reasons(clause: ClauseReview, known: Clause | None, variants: tuple[Mapping[str, str], Mapping[str, str]]) -> tuple[str, ...]:
    """What to say of a changed provision: the step between variants with the drafter's note, and what changed in law."""
    out: list[str] = []
    was, now = (v.get(clause.clause, "") for v in variants)
    if known is not None and now in known.variants:
        variant = known.variants[now]
        if was != now and was in known.variants:
            out.append(f"From {was} to {now}. Before: {known.variants[was].gives} Now: {variant.gives}")
        elif clause.status == "new":
            out.append(f"New ({now}): {variant.gives or known.why}")
        if out and variant.note:
            out.append(evened(variant.note))
    elif known is not None and clause.status == "deleted" and was in known.variants:
        out.append(f"Deleted ({was}). It gave: {known.variants[was].gives or known.why}")
    found = Counter((f.gravity, f.what) for f in clause.findings)  # gravest first
    out += [f"{gravity.capitalize()}: {what}{f' ({times} times)' if times > 1 else ''}." for (gravity, what), times in list(found.items())[:6]]
    if len(found) > 6:
        out.append(f"{sum(list(found.values())[6:])} more changes of law in this provision.")
    return tuple(out)
