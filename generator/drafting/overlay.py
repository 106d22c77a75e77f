"""Edits of a drafted instrument as clause files of one's own: each edited clause a copy with its text rewritten.

What was typed in Word becomes the clause's own writing where it can be recognised. It knows no Word and writes no file.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator import grammar
from generator.document import Citation, Reference, walk
from generator.drafting.compose import Drafted
from generator.drafting.fill import Filler
from generator.drafting.made_from import keep_file
from generator.drafting.own_section import section_id, section_notes, section_text, section_tree
from generator.drafting.restore import known_words, words_of_references
from generator.drafting.turned import Setting, Turn, Writing, notes_on_words, short
from generator.ooxml.returned import evened


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A clause file to write: its id, its folder, its tree for YAML, and the tree that it was made from ({} for a new clause)."""

    id: str
    folder: str
    tree: Mapping[str, object]
    base: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> tuple[bool, str]:
        """What no two files of a folder may share: whether it is a definition, and the id."""
        return self.tree.get("kind") == "definition", self.id


def own_files(drafted: Drafted, turns: Mapping[str, Sequence[Turn]], version: str) -> tuple[list[OwnFile], list[str]]:
    """A file for each clause or definition that was edited, and notes on what was not stored or must be looked at.

    `turns` holds the paragraphs of each clause in the order of the edited file, the untouched ones too.
    """
    job = _Job(drafted, version)
    before = ""
    for clause_id, members in turns.items():
        job.notes += _moves(clause_id, members)
        if clause_id.startswith("new: "):
            before = job.new_clause(clause_id[5:], members, before, turns) or before
        elif any(t.kind != "untouched" for t in members):
            (job.definition if clause_id.startswith("definition:") else job.clause)(clause_id, members)
        if clause_id in job.frame.library.clauses:
            before = clause_id
    return job.files, job.notes


def _moves(clause_id: str, turns: Sequence[Turn]) -> list[str]:
    """A change of order, which no clause file can hold."""
    heading = next((t for t in turns if t.moved and t.block == "section"), None)
    if heading is not None:
        return [f"{clause_id}: the section “{heading.before}” changed its place, which was not stored: sections stand in the order of "
                "the library's table of contents. To set another, put a library.yml of your own into the folder"]
    moved = [f"“{short(t.before)}”" for t in turns if t.moved]
    if not moved:
        return []
    what = "a paragraph" if len(moved) == 1 else f"{len(moved)} paragraphs"
    more = ", …" if len(moved) > 3 else ""
    return [f"{clause_id}: {what} changed place, which was not stored; move by hand in the clause's file: {', '.join(moved[:3])}{more}"]


class _Job:
    """One saving: the draft that was the baseline, what new words may be recognised as, and what came of it so far."""

    def __init__(self, drafted: Drafted, version: str):
        self.frame, self.document, self.version = drafted.frame, drafted.document, version
        self.files: list[OwnFile] = []
        self.notes: list[str] = []
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
        """The filler with which the draft printed a text."""
        return replace(self.frame.filler(codified, variant), clause=clause_id, sentences=sentences)

    def setting(self, filler: Filler) -> Setting:
        """How the draft printed a text, and what words may become in it."""
        known = known_words(filler, self.frame.style, self.citations, self.references, self.expressions)
        return Setting(self.frame.style, self.document.language, self.words_of, known)

    # Clauses

    def clause(self, clause_id: str, turns: Sequence[Turn]) -> None:
        """The file of an edited clause; a note where there is nothing to store."""
        included = self.frame.choice.by_id.get(clause_id)
        source = self.frame.library.sources.get(clause_id)
        if included is None or source is None:
            changed = next(t for t in turns if t.kind != "untouched")
            self.notes.append(f"{clause_id}: no clause file holds this text; change the profile, the law pack or the style "
                              f"(“{short(changed.after or changed.before)}”)")
            return
        if all(t.kind == "deleted" for t in turns):
            self.notes.append(
                f"{clause_id}: the whole clause was deleted; to leave it out of the next draft write it under `choices: without:` "
                f"of your profile, or draft with --without {clause_id}"
            )
            return
        codified = self.frame.instrument.chapter and included.clause.codified and included.clause.kind == "operative"
        filler = self.filler(clause_id, included.variant, codified, included.clause.kind != "recital")
        key = "text" if included.form == "binds" else included.form
        text = included.clause.variants[included.variant].form_text(included.form)
        work = Writing(self.setting(filler), clause_id, text, filler, recital=included.clause.kind == "recital")
        work.run([t for t in turns if t.block != "section"])
        tree = copy.deepcopy(dict(source.tree))
        row = tree["variants"][included.variant]
        made = list(tree.get("made_from", ()))
        new = work.result()
        self.notes += work.notes
        if new != text:
            row[key] = new
            made = _made_from(made, self.version, included.variant, included.form, text)
        for turn in (t for t in turns if t.block == "section"):
            if turn.kind == "changed":
                own = included.clause.variants[included.variant].heading
                (row if own else tree)["heading"] = turn.after
                made = _made_from(made, self.version, included.variant, "heading", own or included.clause.heading)
                self.notes += notes_on_words(clause_id, turn.after)
            elif turn.gone:
                self.notes.append(f"{clause_id}: the heading “{turn.before}” was deleted and its text kept, which was not stored: each "
                                  "clause is a section of its own. To join two, write their text into one clause file and leave the "
                                  "other out under `choices: without:`")
        tree["made_from"] = made
        keep_file(tree, source)
        self._keep(OwnFile(clause_id, _folder(source.name, included.clause.topics), tree, source.tree))

    def _keep(self, file: OwnFile) -> None:
        """The file, where it says something else than the one that it was made from."""
        kept = {"made_from": (), "made_from_file": ""}
        if {**file.tree, **kept} != {**file.base, **kept}:
            self.files.append(file)

    def definition(self, key: str, turns: Sequence[Turn]) -> None:
        """The file of an edited definition; a note where there is nothing to store."""
        term = key.partition(":")[2]
        source = self.frame.library.sources.get(key)
        if source is None:
            self.notes.append(f"definition {term}: the library has no such definition")
            return
        if all(t.kind == "deleted" for t in turns):
            self.notes.append(
                f"definition {term}: the whole definition was deleted; a term that a clause uses is always defined, so it stays"
            )
            return
        definition = self.frame.library.definitions[term]
        filler = self.filler("", "", self.frame.instrument.chapter, True)
        work = Writing(self.setting(filler), "definitions", definition.text, filler, defines=term)
        work.run(turns)
        tree = copy.deepcopy(dict(source.tree))
        new = work.result()
        self.notes += work.notes
        if new != definition.text:
            tree["text"] = new
            tree["made_from"] = _made_from(list(tree.get("made_from", ())), self.version, "", "text", definition.text)
        keep_file(tree, source)
        self._keep(OwnFile(term, "definitions", tree, source.tree))

    # New sections

    def new_clause(self, title: str, turns: Sequence[Turn], before: str, everything: Mapping[str, Sequence[Turn]]) -> str:
        """The file of a section that the editor wrote after the clause `before`; its id, or an empty string where it has no text."""
        heading, *rest = turns
        title = title.lstrip(". ")
        written = [t for t in rest if t.after]
        torn = _torn(heading.at, {c: t for c, t in everything.items() if c in self.frame.library.clauses})
        if not written:
            below = f"what stands below it stays in the clause '{torn[0]}', from “{torn[1]}” on" if torn else "nothing new stands below it"
            self.notes.append(f"new: the heading “{title}” was not stored, as {below}. To divide a section, move its paragraphs by hand into "
                              "a clause file of their own")
            return ""
        clauses = self.frame.library.clauses
        id = section_id(title, {*clauses, *(f.id for f in self.files)})
        neighbour = clauses.get(before)
        topics = list(neighbour.topics) if neighbour else list(self.frame.choice.topics[:1])
        text = section_text(written, self.setting(self.filler(id, "", False, True)).known)
        tree = section_tree(id, title, topics, self.frame.instrument.id, text, self.version, before)
        self.notes += section_notes(id, written, before)
        if torn:
            self.notes.append(f"{id}: not stored: what follows it in the file stays in the clause '{torn[0]}', from “{torn[1]}” on")
        self.files.append(OwnFile(id, topics[0] if topics else "own", tree))
        return id


def _torn(at: int, turns: Mapping[str, Sequence[Turn]]) -> tuple[str, str] | None:
    """Of the clauses, the one in whose midst a new heading was put, and its first words that follow; None between two sections."""
    follower = min(((t.at, clause, t) for clause, members in turns.items() for t in members if t.at > at and not t.come),
                   key=lambda row: row[0], default=None)
    if follower is None or follower[2].block == "section":
        return None
    _, clause, turn = follower
    return (clause, short(turn.after)) if any(0 <= t.at < at for t in turns[clause]) else None


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
