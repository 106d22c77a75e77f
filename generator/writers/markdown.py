"""A Document as Markdown (CommonMark with tables): headings, bold numbers, lists by nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document import (
    Block, Blank, Box, Columns, Deleted, Document, Enacting, EndNote, Figure, Foreign, Inline, Inlines, Inserted,
    Items,
    LanguageRecord, NoteAnchor, Notice, Paragraph, Provision, Recital, Reformatted, Section, SignatureBlock, Table, Term,
    Text, Title, inline_text, label,
)
from generator.writers import WriterOptions, Written

SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
EMPHASIS = {"bold": "**", "italic": "*", "underline": "*"}


def write(document: Document, options: WriterOptions) -> Written:
    """The document as UTF-8 Markdown."""
    pen = _Pen(document)
    head = [] if document.final else [f"**{label(document.language, 'draft_header')}**", ""]
    text = "\n".join([*head, *pen.blocks(document.blocks)])
    return Written((re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode(), tuple(dict.fromkeys(pen.unshown)))


def escape(text: str) -> str:
    """Text with the marks of Markdown made literal."""
    return SPECIAL.sub(r"\\\1", text)


class _Pen:
    """Writes the blocks of one document."""

    def __init__(self, document: Document):
        self.language: LanguageRecord = document.language
        self.numbers = {b.id: b.number for b in document.blocks if isinstance(b, EndNote)}
        self.unshown: list[str] = []
        self.noted = False

    def words(self, content: Inlines) -> str:
        """Inlines as Markdown."""
        return "".join(self.inline(i) for i in content)

    def inline(self, inline: Inline) -> str:
        """One inline."""
        match inline:
            case Text(text=text, emphasis=emphasis) if emphasis and text.strip():
                mark = EMPHASIS[emphasis]
                return f"{mark}{escape(text)}{mark}"
            case Term(defining=True):
                return f"**{escape(inline_text(inline, self.language))}**"
            case Blank():
                return f"**{escape(inline_text(inline, self.language))}**"
            case NoteAnchor(note=note):
                return f"[^{self.numbers.get(note, note)}]"
            case Inserted(content=content):
                return f"<ins>{self.words(content)}</ins>"
            case Deleted(content=content):
                return f"<del>{self.words(content)}</del>"
            case Reformatted(content=content) | Foreign(content=content):
                return self.words(content)
            case _:
                return escape(inline_text(inline, self.language))

    def blocks(self, blocks: tuple[Block, ...], depth: int = 2) -> Iterator[str]:
        """The lines of blocks; `depth` is the level of a section's heading."""
        for block in blocks:
            yield from self.block(block, depth)

    def block(self, block: Block, depth: int) -> Iterator[str]:
        """The lines of one block and a blank line."""
        match block:
            case Title():
                yield from self.title(block)
            case Notice() | Box():
                yield from self.framed(block.heading, block.blocks)
            case Recital() | Enacting():
                yield from (self.words(block.content), "")
            case Section():
                yield from (f"{'#' * depth} {escape(block.designator)} {self.words(block.heading)}", "")
                yield from self.blocks(block.children, depth + 1)
            case Provision():
                yield from self.provision(block)
            case Paragraph(role="heading"):
                yield from (f"{'#' * max(block.level, 1)} {self.words(block.content)}", "")
            case Paragraph():
                yield from (self.words(block.content), "")
            case Items():
                yield from (f"{f'{n}.' if block.ordered else '*'} {self.words(i)}" for n, i in enumerate(block.items, 1))
                yield ""
            case Table():
                yield from self.table(block)
            case Columns():
                yield from self.columns(block)
            case Figure():
                self.unshown.append(f"a picture ({block.alternative})")
                yield from (f"*{escape(block.alternative)}*", "")
            case SignatureBlock():
                yield from self.signatures(block)
            case EndNote():
                yield from self.end_note(block)

    def title(self, block: Title) -> Iterator[str]:
        """Government and number, then the short title as the document's heading, then the long title."""
        yield from (f"**{self.words(block.government)}**", "", f"**{self.words(block.number)}**", "",
                    f"# {self.words(block.short)}", "")
        for content in (block.long, block.date):
            if content:
                yield from (self.words(content), "")

    def framed(self, heading: Inlines, blocks: tuple[Block, ...]) -> Iterator[str]:
        """A notice or box as a quotation."""
        yield f"> **{self.words(heading)}**"
        yield ">"
        for line in self.blocks(blocks, 3):
            yield f"> {line}".rstrip()
        yield ""

    def provision(self, block: Provision) -> Iterator[str]:
        """A subdivision; nesting by no-break spaces, since Markdown has no lettered lists."""
        pad = "&nbsp;" * (4 * (block.level - 1))
        heading = f"*{self.words(block.heading)}.* " if block.heading else ""
        yield from (f"{pad}{escape(block.designator)} {heading}{self.words(block.chapeau)}", "")
        for child in block.children:
            yield from self.provision(child)
        if block.flush:
            yield from (f"{pad}{self.words(block.flush)}", "")

    def table(self, block: Table) -> Iterator[str]:
        """A table; the first row is its head, as Markdown demands."""
        if block.caption:
            yield from (f"**{escape(block.caption)}**", "")
        for n, row in enumerate(block.rows):
            cells = [" ".join(x for x in self.blocks(c.blocks) if x) for c in row.cells]
            yield f"| {' | '.join(cells)} |"
            if n == 0:
                yield f"|{'---|' * len(cells)}"
        yield ""

    def columns(self, block: Columns) -> Iterator[str]:
        """Facing columns as a table without a head of its own."""
        yield f"| {' | '.join(block.languages or [''] * len(block.rows[0]))} |"
        yield f"|{'---|' * len(block.rows[0])}"
        for row in block.rows:
            yield f"| {' | '.join(' '.join(x for x in self.block(b, 3) if x) for b in row)} |"
        yield ""

    def signatures(self, block: SignatureBlock) -> Iterator[str]:
        """Signature lines."""
        yield from (f"**{self.words(block.heading)}**", "")
        for signature in block.signatures:
            date = f"  {label(self.language, 'date_line')}: \\_\\_\\_\\_\\_\\_\\_\\_" if signature.dated else ""
            lead = f"{self.words(signature.lead)}  \n" if signature.lead else ""
            yield from (f"{lead}\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_{date}  \n{self.words(signature.name)}  \n"
                        f"{self.words(signature.title)}", "")

    def end_note(self, block: EndNote) -> Iterator[str]:
        """A source note as a footnote; the first has the heading before it."""
        if not self.noted:
            self.noted = True
            yield from (f"## {label(self.language, 'end_notes')}", "")
        yield from (f"[^{block.number}]: {self.words(block.content)}", "")
