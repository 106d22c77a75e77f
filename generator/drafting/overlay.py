"""Edits of a drafted instrument as clause files of one's own: each edited clause a copy with its text rewritten.

What was typed in Word becomes the clause's own writing where it can be recognised. It knows no Word and writes no file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator import grammar
from generator.document import Citation, Reference, walk
from generator.drafting.compose import Drafted
from generator.drafting.fill import Filler
from generator.drafting.made_from import keep_file
from generator.drafting.restore import (
    Bit,
    Known,
    bits,
    fits,
    known_words,
    recognised,
    restored,
    words_of_references,
)
from generator.drafting.rewrite import Rewrite, Spot
from generator.library import named_path
from generator.ooxml.returned import evened


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of one paragraph of a clause: kind as in a review; words and run-in heading before and after; its Word level."""

    kind: str
    id: str
    before: str = ""
    after: str = ""
    heading_before: str = ""
    heading_after: str = ""
    block: str = ""
    level: int = 0
    moved: bool = False


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A clause file to write: its id, its folder, its tree for YAML, and what could not be stored."""

    id: str
    folder: str
    tree: Mapping[str, object]
    notes: tuple[str, ...] = ()


def own_files(drafted: Drafted, turns: Mapping[str, Sequence[Turn]], version: str) -> tuple[list[OwnFile], list[str]]:
    """A file for each clause or definition that was edited, and notes on what was not stored.

    `turns` holds the paragraphs of each clause in the order of the edited file, the untouched ones too.
    """
    job = _Job(drafted, version)
    files, notes = [], []
    before = ""
    for clause_id, members in turns.items():
        if all(t.kind == "untouched" for t in members):
            before = clause_id if clause_id in job.frame.library.clauses else before
            continue
        if clause_id.startswith("new: "):
            files.append(job.new_clause(clause_id[5:], members, before))
            continue
        found = job.definition(clause_id[11:], members) if clause_id.startswith("definition:") else job.clause(clause_id, members)
        if isinstance(found, str):
            notes.append(found)
        else:
            files.append(found)
            before = clause_id
    return files, notes


class _Job:
    """One saving: the draft that was the baseline, and what new words may be recognised as."""

    def __init__(self, drafted: Drafted, version: str):
        self.frame, self.document, self.version = drafted.frame, drafted.document, version
        self.words_of = words_of_references([tuple(n for n in walk(self.document) if isinstance(n, Reference))])
        self.references = _only_one({words: f"[[ref:{target}]]" for target, words in self.words_of.items()})
        self.citations = {
            evened(n.text): f"[[{n.key}]]" if n.key.startswith("law:") else f"[[cite:{n.key}]]"
            for n in walk(self.document)
            if isinstance(n, Citation) and n.key
        }
        self.expressions = sorted(
            {p.expression for *_, text in self.frame.library.texts() for p in text.parts() if isinstance(p, grammar.Value)}
        )

    def filler(self, clause_id: str, variant: str, codified: bool, sentences: bool) -> Filler:
        return replace(self.frame.filler(codified, variant), clause=clause_id, sentences=sentences)

    def known(self, filler: Filler) -> Known:
        return known_words(filler, self.frame.style, self.citations, self.references, self.expressions)

    # Clauses

    def clause(self, clause_id: str, turns: Sequence[Turn]) -> OwnFile | str:
        """The file of an edited clause; a sentence where there is nothing to store."""
        included = self.frame.choice.by_id.get(clause_id)
        source = self.frame.library.sources.get(clause_id)
        if included is None or source is None:
            changed = next((t for t in turns if t.kind != "untouched"), None)
            said = (changed.after or changed.before)[:60] if changed else ""
            return f"{clause_id}: no clause file holds this text; change the profile, the law pack or the style (“{said}…”)"
        if all(t.kind == "deleted" for t in turns):
            return (
                f"{clause_id}: the whole clause was deleted; to leave it out of the next draft write it under `choices: without:` "
                f"of your profile, or draft with --without {clause_id}"
            )
        codified = self.frame.instrument.chapter and included.clause.codified and included.clause.kind == "operative"
        filler = self.filler(clause_id, included.variant, codified, included.clause.kind != "recital")
        key = "text" if included.form == "binds" else included.form
        text = included.clause.variants[included.variant].form_text(included.form)
        work = _Writing(self, clause_id, text, filler, recital=included.clause.kind == "recital")
        work.run([t for t in turns if t.block != "section"])
        tree = copy.deepcopy(dict(source.tree))
        row = tree["variants"][included.variant]
        made = list(tree.get("made_from", ()))
        new = work.result()
        if new != text:
            row[key] = new
            made = _made_from(made, self.version, included.variant, included.form, text)
        for turn in turns:
            if turn.block == "section" and turn.kind == "changed":
                old = included.clause.variants[included.variant].heading or included.clause.heading
                (row if included.clause.variants[included.variant].heading else tree)["heading"] = turn.after
                made = _made_from(made, self.version, included.variant, "heading", old)
        tree["made_from"] = made
        keep_file(tree, source)
        return OwnFile(clause_id, _folder(source.name, included.clause.topics), tree, tuple(work.notes))

    def definition(self, term: str, turns: Sequence[Turn]) -> OwnFile | str:
        """The file of an edited definition."""
        source = self.frame.library.sources.get(f"definition:{term}")
        if source is None:
            return f"definition {term}: the library has no such definition"
        if all(t.kind == "deleted" for t in turns):
            return f"definition {term}: the whole definition was deleted; a term that a clause uses is always defined, so it stays"
        definition = self.frame.library.definitions[term]
        work = _Writing(
            self, "definitions", definition.text, self.filler("", "", self.frame.instrument.chapter, True), defines=term
        )
        work.run(turns)
        tree = copy.deepcopy(dict(source.tree))
        new = work.result()
        if new != definition.text:
            tree["text"] = new
            tree["made_from"] = _made_from(list(tree.get("made_from", ())), self.version, "", "text", definition.text)
            keep_file(tree, source)
        return OwnFile(term, "definitions", tree, tuple(work.notes))

    def new_clause(self, heading: str, turns: Sequence[Turn], before: str) -> OwnFile:
        """The file of a section that the editor wrote."""
        clauses = self.frame.library.clauses
        id = re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-")[:50].strip("-") or "new-section"
        id = id if id[0].isalpha() else f"section-{id}"
        while id in clauses:
            id += "-new"
        neighbour = clauses.get(before)
        topics = list(neighbour.topics) if neighbour else list(self.frame.choice.topics[:1])
        known = self.known(self.filler(id, "", False, True))
        lines = [recognised(evened(t.after), known) for t in turns if t.after and t.after != heading]
        named = lines if len(lines) < 2 else [f"(part-{n}) {line}" for n, line in enumerate(lines, 1)]
        tree = {
            "id": id,
            "topics": topics,
            "heading": heading,
            "forms": {self.frame.instrument.id: "binds"},
            "variants": {"model": {"note": "Written in Word; not a clause of the library.", "text": "\n\n".join(named) + "\n"}},
        }
        return OwnFile(id, topics[0] if topics else "own", tree, (f"{id}: a new clause; check its id, its topics and its levels",))


def _folder(name: object, topics: Sequence[str]) -> str:
    parts = str(name).replace("\\", "/").split("/")
    return parts[-2] if len(parts) > 1 else (topics[0] if topics else "own")


def _made_from(rows: list, version: str, variant: str, form: str, text: str) -> list:
    """The rows with the text that this one was made from; a row that is there keeps the text of the library."""
    if any(r.get("variant", "") == variant and r.get("form") == form for r in rows):
        return rows
    row = {"version": version, "variant": variant, "form": form, "text": text}
    return [*rows, {k: v for k, v in row.items() if v}]


def _only_one(found: dict[str, str]) -> dict[str, str]:
    return {words: symbol for words, symbol in found.items() if len(words) > 3}


# --------------------------------------------------------------------------------------------------------------
# One text


@dataclass(slots=True)
class _Live:
    """A paragraph that this draft prints: where it stands in the source, and its pieces."""

    spot: Spot
    pieces: list[Bit]
    ids: tuple[str, ...] = ()
    used: bool = False


@dataclass(slots=True)
class _Writing:
    """The rewriting of one text by the turns of its paragraphs."""

    job: _Job
    clause: str
    text: str
    filler: Filler
    recital: bool = False
    defines: str = ""
    notes: list[str] = field(default_factory=list)
    rewrite: Rewrite = field(init=False)
    live: list[_Live] = field(init=False)
    known: Known = field(init=False)
    lone: bool = field(init=False)
    gone: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rewrite = Rewrite(self.text)
        self.live = []
        first = True
        for spot in self.rewrite.spots:
            record = self.job.document.language
            pieces = bits(spot.messages, self.filler, self.job.frame.style, record, self.defines if first else "", self._words())
            if pieces:
                self.live.append(_Live(spot, pieces, self._ids(spot, first)))
                first = False
        self.known = self.job.known(self.filler)
        self.lone = sum(x.spot.level == 1 and x.spot.part == "chapeau" for x in self.live) == 1

    def _words(self) -> Mapping[str, str]:
        own = {f".{t.partition('.')[2]}": w for t, w in self.job.words_of.items() if t.partition(".")[0] == self.clause}
        return {**self.job.words_of, **own}

    def _ids(self, spot: Spot, first: bool) -> tuple[str, ...]:
        if self.defines:
            return (f"definitions.{self.defines}",) if first else ()
        path = f"{self.clause}.{named_path(spot.path)}"
        return (path,) if spot.part == "chapeau" else (f"{path}.flush",)

    def run(self, turns: Sequence[Turn]) -> None:
        """Apply what became of each paragraph."""
        last: _Live | None = None
        self.gone = {t.id for t in turns if t.kind in ("deleted", "joined")}
        for turn in turns:
            found = self._find(turn) if turn.kind not in ("new", "split") else None
            if found is None and turn.kind not in ("new", "split", "untouched"):
                self.notes.append(f"{self.clause}: not stored, as it was not found in the clause: “{_short(turn.before)}”")
            if turn.kind in ("new", "split"):
                self._add(turn, last)
            elif found is not None:
                self._apply(turn, found)
                if turn.kind not in ("deleted", "joined"):
                    last = found
        if any(t.moved for t in turns):
            self.notes.append(
                f"{self.clause}: paragraphs changed their order; the order of the clause was kept. Move them in the file."
            )

    def _find(self, turn: Turn) -> _Live | None:
        """The paragraph of the source that printed the turn's words: by id, else by its words."""
        by_id = next((x for x in self.live if turn.id and turn.id in x.ids), None)
        if by_id is None:
            words = self._own_words(turn.before)
            by_id = next((x for x in self.live if not x.used and fits(x.pieces, words)), None)
        if by_id is not None:
            by_id.used = True
        return by_id

    def _own_words(self, said: str) -> str:
        """The words of a recital without what the style puts around it."""
        if not self.recital:
            return said
        words = self.job.frame.style.recitals
        said = said.removeprefix(evened(words.opening) + " ").removeprefix(words.opening)
        for end in sorted({words.closing, words.before_last, words.last, ";", "; and", "."}, key=len, reverse=True):
            if end and said.endswith(end):
                return said[: -len(end)].rstrip()
        return said

    def _apply(self, turn: Turn, found: _Live) -> None:
        if turn.kind in ("deleted", "joined"):
            below = [x for x in self.live if x.spot.path.startswith(f"{found.spot.path}.")]
            if found.spot.part == "chapeau" and not all(set(x.ids) & self.gone for x in below):
                self.notes.append(f"{self.clause}: not stored, as its items were kept: the deletion of “{_short(turn.before)}”")
                return
            self.rewrite.delete(found.spot)
        elif turn.before != turn.after or turn.heading_before != turn.heading_after:
            heading = turn.heading_after if turn.heading_before != turn.heading_after else None
            before, after = self._own_words(turn.before), self._own_words(turn.after)
            texts = restored(found.pieces, before, after, self.known)
            if texts is None:
                self.notes.append(
                    f"{self.clause}: stored as words, as its values and terms could not be told apart: “{_short(after)}”"
                )
                texts = {found.pieces[0].message: recognised(after, self.known)}
                texts.update({b.message: "" for b in found.pieces if b.message != found.pieces[0].message})
            for at in {b.message for b in found.pieces} - texts.keys():
                texts[at] = ""
            self._set(found.spot, texts, heading)

    def _set(self, spot: Spot, texts: dict[int, str], heading: str | None) -> None:
        """New text for the messages; one that says nothing any more is taken out."""
        kept = {at: text for at, text in texts.items() if text}
        for at in texts.keys() - kept.keys():
            first, last = spot.lines[at]
            self.rewrite.take_out(first, last)
        self.rewrite.change(spot, kept, heading)

    def _add(self, turn: Turn, last: _Live | None) -> None:
        after = recognised(self._own_words(turn.after), self.known)
        spot = last.spot if last else None
        level = turn.level + (1 if self.lone and turn.level else 0)
        if self.recital or self.defines:
            level = 1
        elif not level:
            level = spot.level if spot else 1
        if self.defines and spot is not None:
            level = spot.level
        self.rewrite.add(spot, level, after)

    def result(self) -> str:
        """The new text; faults of its grammar are told."""
        text = self.rewrite.result() if self.rewrite.touched else self.text
        for wrong in grammar.parse(text).wrong:
            self.notes.append(f"{self.clause}: line {wrong.spot.line} of the new text: {wrong.problem}. {wrong.remedy}")
        return text


def _short(text: str) -> str:
    return text if len(text) < 70 else f"{text[:67]}…"
