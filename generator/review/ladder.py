"""The ask ladder: the strengths of a clause beside each other, with what each step down gives up, word by word."""

from __future__ import annotations

from dataclasses import dataclass

from generator.difference import differences, tokens
from generator.document import (
    Block, Cell, Change, Deleted, Document, Inlines, Inserted, LanguageRecord, Paragraph, Properties, Provision, Row,
    Section, Table, Text, plain,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a clause: the id of its subdivision, its designator, its words, its depth."""

    id: str
    mark: str
    words: str
    depth: int = 0

    def shown(self) -> str:
        """The line as it is read, indented and with its designator."""
        return f"{'  ' * self.depth}{self.mark} {self.words}".rstrip() if self.mark else f"{'  ' * self.depth}{self.words}"


@dataclass(frozen=True, slots=True)
class Rung:
    """One strength of a clause as it would be drafted here: its lines, what it gives, the drafter's note."""

    variant: str
    gives: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one clause, strongest first, and what state law says."""

    clause: str
    heading: str
    gate: str
    rungs: tuple[Rung, ...]

    def as_data(self) -> dict:
        """The ladder as plain data, with the changes of each step."""
        return {
            "clause": self.clause, "heading": self.heading, "state_law": self.gate,
            "rungs": [{"variant": r.variant, "gives": r.gives, "note": r.note, "text": [x.shown() for x in r.lines]} for r in self.rungs],
            "steps": [{"from": a.variant, "to": b.variant, "changes": step(a, b)} for a, b in self.pairs()],
        }

    def pairs(self) -> list[tuple[Rung, Rung]]:
        """Each rung with the next one down."""
        return list(zip(self.rungs, self.rungs[1:], strict=False))

    def as_text(self) -> str:
        """The ladder to read on a terminal: deletions as [-…-], insertions as {+…+}."""
        out = [self.heading, "=" * len(self.heading)]
        if self.gate:
            out.append(f"State law: {self.gate}")
        for rung in self.rungs[:1]:
            out += ["", f"== {rung.variant} ==  {rung.gives}", "", *(x.shown() for x in rung.lines)]
        for a, b in self.pairs():
            out += ["", f"== {a.variant} to {b.variant} ==  {b.gives}", f"On {a.variant}: {a.note}", f"On {b.variant}: {b.note}", ""]
            out += [_marked(parts) for parts in step(a, b)]
        return "\n".join(out) + "\n"


Parts = list[tuple[str, str]]


def step(a: Rung, b: Rung) -> list[Parts]:
    """The change from one rung to the next, a list a paragraph: pairs of same, deleted or inserted with the words.

    Subdivisions of the same name are compared word by word; the shifted designators are no change.
    """
    old, new, out = {x.id: x for x in a.lines}, {x.id: x for x in b.lines}, []
    for span in differences([x.id for x in a.lines], [x.id for x in b.lines]):
        if span.same:
            out += [_words(old[x.id], new[x.id]) for x in a.lines[span.old_start:span.old_end]]
        else:
            gone, come = a.lines[span.old_start:span.old_end], b.lines[span.new_start:span.new_end]
            out += [[("deleted", "  " * x.depth + x.words)] for x in gone if x.id not in new]
            out += [_words(old[x.id], x) if x.id in old else [("inserted", "  " * x.depth + x.words)] for x in come]
    return out


def _words(a: Line, b: Line) -> Parts:
    """The word-level difference of one paragraph."""
    old, new = tokens(a.words), tokens(b.words)
    out: Parts = [("same", "  " * b.depth)] if b.depth else []
    for span in differences(old, new):
        gone, come = "".join(old[span.old_start:span.old_end]), "".join(new[span.new_start:span.new_end])
        if span.same:
            out.append(("same", gone))
        else:
            out += [(kind, words) for kind, words in (("deleted", gone), ("inserted", come)) if words]
    return out


def _marked(parts: list[tuple[str, str]]) -> str:
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[kind].format(words) for kind, words in parts)


def ladder_document(ladders: tuple[Ladder, ...], title: str, labels: dict[str, str], record: LanguageRecord,
                    author: str = "ordinance") -> Document:
    """The ladders as a document: for each clause a table with a column a strength and the changes marked."""
    blocks: list[Block] = [Paragraph("ladder.title", (Text(title),), "heading", 1)]
    for ladder in ladders:
        blocks.append(Paragraph(f"{ladder.clause}.h", (Text(ladder.heading),), "heading", 2))
        if ladder.gate:
            blocks.append(Paragraph(f"{ladder.clause}.gate", (Text(ladder.gate),), "small"))
        blocks.append(_table(ladder, labels, author))
    return Document("ladder", "", title, tuple(blocks), language=record, properties=Properties(title, record.tag), final=True)


def _table(ladder: Ladder, labels: dict[str, str], author: str) -> Table:
    width = round(1 / len(ladder.rungs), 4)
    head = Row(tuple(_cell(f"{ladder.clause}.{r.variant}.head", [(Text(labels.get(r.variant, r.variant)),)], True)
                     for r in ladder.rungs), True)
    gives = Row(tuple(_cell(f"{ladder.clause}.{r.variant}.gives", [(Text(r.gives, "italic"),)]) for r in ladder.rungs))
    rows = [Row(tuple(_cell(f"{ladder.clause}.{r.variant}.{i}", _paragraph(ladder.rungs, n, i, author))
                      for n, r in enumerate(ladder.rungs))) for i in _ids(ladder.rungs)]
    notes = Row(tuple(_cell(f"{ladder.clause}.{r.variant}.note", [(Text(r.note),)]) for r in ladder.rungs))
    return Table(f"{ladder.clause}.table", (head, gives, *rows, notes), (width,) * len(ladder.rungs), ladder.heading)


def _ids(rungs: tuple[Rung, ...]) -> list[str]:
    """The ids of all paragraphs of all rungs, each after the one that it follows in its rung."""
    out = [line.id for line in rungs[0].lines]
    for rung in rungs[1:]:
        before = -1
        for line in rung.lines:
            if line.id not in out:
                out.insert(before + 1, line.id)
            before = out.index(line.id)
    return out


def _paragraph(rungs: tuple[Rung, ...], n: int, line_id: str, author: str) -> list[Inlines]:
    """One paragraph of a rung, with what changed from the rung above it."""
    own = next((x for x in rungs[n].lines if x.id == line_id), None)
    above = next((x for x in rungs[n - 1].lines if x.id == line_id), None) if n else None
    if own is None:
        return [_inlines([("deleted", above.words)], author)] if above else [()]
    if not n:
        return [(Text(own.shown()),)]
    return [_inlines(_words(above, own) if above else [("inserted", own.words)], author)]


def _inlines(parts: list[tuple[str, str]], author: str) -> Inlines:
    out: list = []
    for kind, words in parts:
        change = Change(kind, author)
        out.append(Text(words) if kind == "same" else Deleted((Text(words),), change) if kind == "deleted"
                   else Inserted((Text(words),), change))
    return tuple(out)


def _cell(cell_id: str, paragraphs: list[Inlines], header: bool = False) -> Cell:
    return Cell(tuple(Paragraph(f"{cell_id}.{i}", p) for i, p in enumerate(paragraphs)), header)


def section_lines(section: Section) -> tuple[Line, ...]:
    """The paragraphs of a section."""
    out: list[Line] = []

    def go(block: Block) -> None:
        if not isinstance(block, Provision):
            out.append(Line(block.id, "", plain(block.content)))
            return
        heading = f"{plain(block.heading)}. " if block.heading else ""
        out.append(Line(block.id, block.designator, heading + plain(block.chapeau), block.level - 1))
        for child in block.children:
            go(child)
        if block.flush:
            out.append(Line(f"{block.id}~flush", "", plain(block.flush), block.level))

    for child in section.children:
        go(child)
    return tuple(out)
