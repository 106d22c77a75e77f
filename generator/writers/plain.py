"""A Document as plain text for e-mail and agenda systems: wrapped lines, hanging indents, typed numbers."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator

from generator.document import (
    Block,
    Box,
    Change,
    Columns,
    Deleted,
    Document,
    DrafterNote,
    Enacting,
    EndNote,
    Figure,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    Items,
    LanguageRecord,
    NoteAnchor,
    Notice,
    Paragraph,
    Provision,
    Recital,
    Reformatted,
    Section,
    SignatureBlock,
    Table,
    Text,
    Title,
    inline_text,
    label,
    walk,
)
from generator.ooxml.runs import look_of
from generator.writers import WriterOptions, Written

WIDTH = 78
STEP = 4


def write(document: Document, options: WriterOptions) -> Written:
    """The text as UTF-8, one blank line between blocks."""
    pen = _Pen(document)
    head = [] if document.final else [label(document.language, "draft_header"), ""]
    lines = [*head, *pen.blocks(document.blocks)]
    told = (*pen.unshown, *left_out(document, options))
    return Written(("\n".join(lines).rstrip() + "\n").encode(), tuple(dict.fromkeys(told)))


def left_out(document: Document, options: WriterOptions) -> Iterator[str]:
    """What neither text nor Markdown can show of a document."""
    nodes = list(walk(document))
    if options.comments and not document.final and any(isinstance(n, DrafterNote) for n in nodes):
        yield "the drafter's notes"
    if any(isinstance(n, Reformatted) for n in nodes):
        yield "that some words changed only their look"
    if any(isinstance(n, Change) and (n.author or n.date) for n in nodes):
        yield "who made each change, and when"


PIECE = re.compile(r"[^\s\u1100-\uffff]+|.", re.DOTALL)  # a Latin word with its marks, or one sign


def directed(language: LanguageRecord) -> Callable[[str], str]:
    """Keeps telephone numbers and citations in their own direction, by marks, where the script runs right to left."""
    look = look_of(language.tag, language.fonts, language.direction, language.script)
    if not look.rtl:
        return lambda words: words
    return lambda words: "".join(piece for piece, _ in look.stretches(words))


def wide_wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    """Lines of a script without spaces: a line may end anywhere but in a Latin word, and none begins with a closing mark."""
    lines, line, used = [], first, _columns(first)
    for piece in PIECE.findall(text):
        wide = _columns(piece)
        if used + wide > width and line.strip() and unicodedata.category(piece[0]) not in ("Po", "Pe", "Pf"):
            lines.append(line.rstrip())
            line, piece = rest, piece.lstrip()
            used, wide = _columns(rest), _columns(piece)
        line += piece
        used += wide
    return [*lines, line.rstrip()] if line.strip() else lines


def _columns(text: str) -> int:
    """How many columns a text takes where Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class _Pen:
    """Writes the blocks of one document."""

    def __init__(self, document: Document):
        self.language: LanguageRecord = document.language
        self.directed = directed(document.language)
        self.numbers = {n.id: n.number for n in walk(document) if isinstance(n, EndNote)}
        self.change: Change | None = None
        self.heading = ""
        self.unshown: list[str] = []
        self.noted = False

    def words(self, content: Inlines) -> str:
        """The words of inlines; note marks as [1], insertions and deletions marked, also those of the block they stand in."""
        said = "".join(self.inline(i) for i in content)
        return self.marked(said, self.change) if said and self.change else said

    def marked(self, said: str, change: Change) -> str:
        """Words in the marks of a change."""
        match change.kind:
            case "inserted":
                return f"{{+{said}+}}"
            case "deleted":
                return f"[-{said}-]"
            case _:
                return f"({label(self.language, 'moved')}) {said}"

    def plain(self, content: Inlines) -> str:
        """The words of inlines inside others, without the mark of their block."""
        return "".join(self.inline(i) for i in content)

    def inline(self, inline: Inline) -> str:
        """One inline."""
        match inline:
            case NoteAnchor(note=note):
                return f" [{self.numbers.get(note, '*')}]"
            case Text(text=text, emphasis="strike"):
                return f"[-{text}-]"
            case Text(text=text, emphasis="underline"):
                return f"{{+{text}+}}"
            case Inserted(content=content, change=change) | Deleted(content=content, change=change):
                return self.marked(self.plain(content), change)
            case Text(text=text, emphasis="strike"):
                return f"[-{self.directed(text)}-]"
            case Reformatted(content=content) | Foreign(content=content):
                return self.plain(content)
            case _:
                return self.directed(inline_text(inline, self.language))

    def blocks(self, blocks: tuple[Block, ...], indent: int = 0) -> Iterator[str]:
        """The lines of blocks."""
        for block in blocks:
            before, self.change = self.change, block.change or self.change
            yield from self.block(block, indent)
            self.change = before

    def block(self, block: Block, indent: int) -> Iterator[str]:
        """The lines of one block and a blank line."""
        match block:
            case Title():
                yield from self.title(block)
            case Notice():
                yield from self.framed(block.heading, block.blocks)
            case Box():
                yield from self.framed(block.heading, block.blocks)
            case Recital() | Enacting():
                yield from self.fill(self.words(block.content), indent)
            case Section():
                heading = f"{block.designator} {self.words(block.heading)}".strip()
                stop = "" if heading.endswith((".", "?", "!")) or self.language.script == "east_asian" else "."
                yield from self.fill(f"{heading}{stop}" if heading else "", indent)
                yield from self.blocks(block.children, indent)
            case Provision():
                yield from self.provision(block)
            case Paragraph(role="heading"):
                self.heading = self.words(block.content).upper()
                yield from self.fill(self.heading, indent)
            case Paragraph(role="definition"):
                yield from self.fill(self.words(block.content), indent + STEP)
            case Paragraph():
                yield from self.fill(self.words(block.content), indent)
            case Items():
                yield from self.items(block, indent + STEP)
            case Table():
                yield from self.table(block)
            case Columns():
                for row in block.rows:
                    yield from self.blocks(row, indent)
            case Figure():
                self.unshown.append(f"a picture ({block.alternative})")
                yield from self.fill(f"({block.alternative})", indent)
            case SignatureBlock():
                yield from self.signatures(block)
            case EndNote():
                yield from self.end_note(block)

    def fill(self, text: str, indent: int, hang: str = "") -> Iterator[str]:
        """A wrapped paragraph with an optional hanging mark, and a blank line."""
        pad = " " * indent
        first = pad + (hang.ljust(STEP) if hang else "")
        rest = " " * len(first) if hang else pad
        yield from self.wrap(text, first, rest) or [first.rstrip()]
        yield ""

    def wrap(self, text: str, first: str, rest: str, width: int = WIDTH) -> list[str]:
        """Lines of at most `width`, wide signs counted as two."""
        if self.language.script == "east_asian":
            return wide_wrap(text, width, first, rest)
        return textwrap.wrap(
            text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )

    def title(self, block: Title) -> Iterator[str]:
        """The title block, centred."""
        for content in (block.government, block.number, block.short, block.long, block.date):
            if content:
                for line in self.wrap(self.words(content), "", "", WIDTH - 8):
                    yield line.center(WIDTH).rstrip()
                yield ""

    def framed(self, heading: Inlines, blocks: tuple[Block, ...]) -> Iterator[str]:
        """A notice or a box between two rules."""
        yield "=" * WIDTH
        yield from self.fill(self.words(heading).upper(), 0)
        yield from self.blocks(blocks)
        yield "=" * WIDTH
        yield ""

    def provision(self, block: Provision) -> Iterator[str]:
        """A subdivision with its hanging designator; run-in heading, children, flush text."""
        indent = STEP * (block.level - 1)
        heading = f"{self.words(block.heading)}. " if block.heading else ""
        mark = block.designator if len(block.designator) < STEP else f"{block.designator} "
        yield from self.fill(heading + self.words(block.chapeau), indent, mark)
        yield from self.blocks(block.children, indent)
        if block.flush:
            yield from self.fill(self.words(block.flush), indent + STEP)

    def items(self, block: Items, indent: int) -> Iterator[str]:
        """A list."""
        for n, item in enumerate(block.items, 1):
            yield from self.fill(self.words(item), indent, f"{n}." if block.ordered else "*")

    def table(self, block: Table) -> Iterator[str]:
        """A table: a heading line, then a row a line, cells apart by a bar."""
        if block.caption and block.caption.upper() != self.heading:
            yield from self.fill(block.caption.upper(), 0)
        for row in block.rows:
            before, self.change = self.change, row.change or self.change
            cells = [" ".join(self.cell_text(c.blocks)) for c in row.cells]
            self.change = before
            yield from self.wrap(" | ".join(c or "____" for c in cells), "", "    ")
            if row.header:
                yield "-" * WIDTH
        yield ""

    def cell_text(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """The lines of a cell without blank ones."""
        for line in self.blocks(blocks):
            if line.strip():
                yield line.strip()

    def signatures(self, block: SignatureBlock) -> Iterator[str]:
        """Signature lines."""
        yield from self.fill(f"{self.words(block.heading)}:", 0)
        for signature in block.signatures:
            if signature.lead:
                yield from self.fill(self.words(signature.lead), 0)
            date = f"     {label(self.language, 'date_line')}: ______________" if signature.dated else ""
            yield f"______________________________{date}"
            yield from (self.words(c) for c in (signature.name, signature.title) if c)
            yield ""

    def end_note(self, block: EndNote) -> Iterator[str]:
        """A source note; the first has the heading before it."""
        if not self.noted:
            self.noted = True
            yield from self.fill(label(self.language, "end_notes").upper(), 0)
        yield from self.fill(self.words(block.content), 0, f"{block.number}.")
