"""A Document as plain text for e-mail and agenda systems: wrapped lines, hanging indents, typed numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from generator.document import (
    Block, Box, Columns, Deleted, Document, Enacting, EndNote, Figure, Inline, Inlines, Inserted, Items, LanguageRecord,
    NoteAnchor, Notice, Paragraph, Provision, Recital, Section, SignatureBlock, Table, Title, inline_text, label,
)
from generator.writers import WriterOptions, Written

WIDTH = 78
STEP = 4


def write(document: Document, options: WriterOptions) -> Written:
    """The text as UTF-8, one blank line between blocks."""
    pen = _Pen(document)
    head = [] if document.final else [label(document.language, "draft_header"), ""]
    lines = [*head, *pen.blocks(document.blocks)]
    return Written(("\n".join(lines).rstrip() + "\n").encode(), tuple(dict.fromkeys(pen.unshown)))


class _Pen:
    """Writes the blocks of one document."""

    def __init__(self, document: Document):
        self.language: LanguageRecord = document.language
        self.numbers = {b.id: b.number for b in document.blocks if isinstance(b, EndNote)}
        self.unshown: list[str] = []
        self.noted = False

    def words(self, content: Inlines) -> str:
        """The words of inlines; note marks as [1], insertions and deletions marked."""
        return "".join(self.inline(i) for i in content)

    def inline(self, inline: Inline) -> str:
        """One inline."""
        match inline:
            case NoteAnchor(note=note):
                return f" [{self.numbers.get(note, '*')}]"
            case Inserted(content=content):
                return f"{{+{self.words(content)}+}}"
            case Deleted(content=content):
                return f"[-{self.words(content)}-]"
            case _:
                return inline_text(inline, self.language)

    def blocks(self, blocks: tuple[Block, ...], indent: int = 0) -> Iterator[str]:
        """The lines of blocks."""
        for block in blocks:
            yield from self.block(block, indent)

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
                yield from self.fill(f"{block.designator} {self.words(block.heading)}.".replace("..", "."), indent)
                yield from self.blocks(block.children, indent)
            case Provision():
                yield from self.provision(block)
            case Paragraph(role="heading"):
                yield from self.fill(self.words(block.content).upper(), indent)
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
        yield from textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest,
                                 break_long_words=False, break_on_hyphens=False) or [first.rstrip()]
        yield ""

    def title(self, block: Title) -> Iterator[str]:
        """The title block, centred."""
        for content in (block.government, block.number, block.short, block.long, block.date):
            if content:
                for line in textwrap.wrap(self.words(content), WIDTH - 8):
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
        for child in block.children:
            yield from self.provision(child)
        if block.flush:
            yield from self.fill(self.words(block.flush), indent + STEP)

    def items(self, block: Items, indent: int) -> Iterator[str]:
        """A list."""
        for n, item in enumerate(block.items, 1):
            yield from self.fill(self.words(item), indent, f"{n}." if block.ordered else "*")

    def table(self, block: Table) -> Iterator[str]:
        """A table: a heading line, then a row a line, cells apart by a bar."""
        if block.caption:
            yield from self.fill(block.caption.upper(), 0)
        for row in block.rows:
            cells = [" ".join(self.cell_text(c.blocks)) for c in row.cells]
            yield from textwrap.wrap(" | ".join(c or "____" for c in cells), WIDTH, subsequent_indent="    ",
                                     break_on_hyphens=False)
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
