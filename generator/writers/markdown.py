"""A Document as Markdown (CommonMark with tables): headings, bold numbers, lists by nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document import (
    Blank,
    Block,
    Box,
    Change,
    Columns,
    Deleted,
    Document,
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
    Row,
    Section,
    SignatureBlock,
    Table,
    Term,
    Text,
    Title,
    inline_text,
    label,
    walk,
)
from generator.writers import WriterOptions, Written
from generator.writers.plain import directed, left_out

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~]|&(?=#?\w+;))")
LIST_MARK = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")
EMPHASIS = {"bold": "**", "italic": "*", "underline": "*", "strike": "~~"}


def write(document: Document, options: WriterOptions) -> Written:
    """The document as UTF-8 Markdown."""
    pen = _Pen(document)
    head = [] if document.final else [f"**{label(document.language, 'draft_header')}**", ""]
    text = "\n".join([*head, *pen.blocks(document.blocks)])
    told = (*pen.unshown, *left_out(document, options))
    return Written((re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode(), tuple(dict.fromkeys(told)))


def escape(text: str) -> str:
    """Text with the marks of Markdown made literal."""
    return SPECIAL.sub(r"\\\1", text)


def opening(text: str) -> str:
    """The beginning of a paragraph, where a number or a dash would open a list."""
    return LIST_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def emphasized(text: str, mark: str) -> str:
    """Text between marks of emphasis, its outer spaces outside them."""
    core = text.strip()
    return text.replace(core, f"{mark}{core}{mark}", 1) if core else text


class _Pen:
    """Writes the blocks of one document."""

    def __init__(self, document: Document):
        self.language: LanguageRecord = document.language
        self.directed = directed(document.language)
        nodes = list(walk(document))
        self.numbers = {n.id: n.number for n in nodes if isinstance(n, EndNote)}
        self.marked_notes = {n.note for n in nodes if isinstance(n, NoteAnchor)}
        self.change: Change | None = None
        self.heading = ""
        self.unshown: list[str] = []
        self.noted = False

    def words(self, content: Inlines) -> str:
        """Inlines as Markdown, in the mark of the change of the block they stand in."""
        said = self.plain(content)
        return self.marked(said, self.change) if said and self.change else said

    def plain(self, content: Inlines) -> str:
        """Inlines inside others."""
        return "".join(self.inline(i) for i in content)

    def bold(self, content: Inlines) -> str:
        """Inlines in bold, those that are bold by themselves no bolder."""
        return emphasized(self.words(content).replace("**", ""), "**")

    def marked(self, said: str, change: Change) -> str:
        """Words in the marks of a change."""
        match change.kind:
            case "inserted":
                return f"<ins>{said}</ins>"
            case "deleted":
                return f"<del>{said}</del>"
            case _:
                return f"*({label(self.language, 'moved')})* {said}"

    def safe(self, text: str) -> str:
        """Words without any mark of Markdown, in their own direction."""
        return escape(self.directed(text))

    def inline(self, inline: Inline) -> str:
        """One inline."""
        match inline:
            case Text(text=text, emphasis=emphasis) if emphasis:
                return emphasized(self.safe(text), EMPHASIS[emphasis])
            case Term(defining=True) | Blank():
                return f"**{self.safe(inline_text(inline, self.language))}**"
            case NoteAnchor(note=note):
                return f"[^{self.numbers.get(note, note)}]"
            case Inserted(content=content, change=change) | Deleted(content=content, change=change):
                return self.marked(self.plain(content), change)
            case Reformatted(content=content) | Foreign(content=content):
                return self.plain(content)
            case _:
                return self.safe(inline_text(inline, self.language))

    def blocks(self, blocks: tuple[Block, ...], depth: int = 2) -> Iterator[str]:
        """The lines of blocks; `depth` is the level of a section's heading."""
        for block in blocks:
            before, self.change = self.change, block.change or self.change
            yield from self.block(block, depth)
            self.change = before

    def block(self, block: Block, depth: int) -> Iterator[str]:
        """The lines of one block and a blank line."""
        match block:
            case Title():
                yield from self.title(block)
            case Notice() | Box():
                yield from self.framed(block.heading, block.blocks)
            case Recital() | Enacting():
                yield from (opening(self.words(block.content)), "")
            case Section():
                mark = f"{self.safe(block.designator)} " if block.designator else ""
                yield from (f"{'#' * min(depth, 6)} {mark}{self.words(block.heading)}", "")
                yield from self.blocks(block.children, depth + 1)
            case Provision():
                yield from self.provision(block, depth)
            case Paragraph(role="heading"):
                self.heading = self.words(block.content)
                yield from (f"{'#' * max(block.level, 1)} {self.heading}", "")
            case Paragraph():
                yield from (opening(self.words(block.content)), "")
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
        yield from (x for c in (block.government, block.number) if c for x in (self.bold(c), ""))
        yield from (f"# {self.words(block.short)}", "")
        for content in (block.long, block.date):
            if content:
                yield from (self.words(content), "")

    def framed(self, heading: Inlines, blocks: tuple[Block, ...]) -> Iterator[str]:
        """A notice or box as a quotation."""
        yield f"> {self.bold(heading)}"
        yield ">"
        for line in self.blocks(blocks, 3):
            yield f"> {line}".rstrip()
        yield ""

    def provision(self, block: Provision, depth: int) -> Iterator[str]:
        """A subdivision; nesting by no-break spaces, since Markdown has no lettered lists."""
        pad = "&nbsp;" * (4 * (block.level - 1))
        heading = f"*{self.plain(block.heading)}.* " if block.heading else ""
        mark = self.safe(block.designator)
        yield from (f"{pad}{mark if pad else opening(mark)} {heading}{self.words(block.chapeau)}".rstrip(), "")
        yield from self.blocks(block.children, depth)
        if block.flush:
            yield from (f"{pad}{self.words(block.flush)}", "")

    def table(self, block: Table) -> Iterator[str]:
        """A table; Markdown demands a head, which is empty where the table has none."""
        if block.caption and self.safe(block.caption) != self.heading:
            yield from (f"**{self.safe(block.caption)}**", "")
        columns = max(sum(c.span for c in row.cells) for row in block.rows)
        if not (block.rows[0].header or all(c.header for c in block.rows[0].cells)):
            yield from (f"|{' |' * columns}", f"|{'---|' * columns}")
        for n, row in enumerate(block.rows):
            yield self.row(row, columns)
            if n == 0 and (row.header or all(c.header for c in row.cells)):
                yield f"|{'---|' * columns}"
        yield ""

    def row(self, row: Row, columns: int) -> str:
        """One row; a cell over many columns is followed by empty ones, blocks in a cell by line breaks."""
        before, self.change = self.change, row.change or self.change
        cells = [cell for c in row.cells for cell in (self.cell(c.blocks), *([""] * (c.span - 1)))]
        self.change = before
        return f"| {' | '.join(cells + [''] * (columns - len(cells)))} |"

    def cell(self, blocks: tuple[Block, ...]) -> str:
        """Blocks on one line."""
        return "<br>".join(line.replace("\n", "<br>") for line in self.blocks(blocks, 6) if line)

    def columns(self, block: Columns) -> Iterator[str]:
        """Facing columns as a table whose head names the languages."""
        yield f"| {' | '.join(block.languages or [''] * len(block.rows[0]))} |"
        yield f"|{'---|' * len(block.rows[0])}"
        for row in block.rows:
            yield f"| {' | '.join(self.cell((b,)) for b in row)} |"
        yield ""

    def signatures(self, block: SignatureBlock) -> Iterator[str]:
        """Signature lines."""
        yield from (self.bold(block.heading), "")
        for signature in block.signatures:
            date = f"  {label(self.language, 'date_line')}: \\_\\_\\_\\_\\_\\_\\_\\_" if signature.dated else ""
            lead = f"{self.words(signature.lead)}  \n" if signature.lead else ""
            yield from (
                f"{lead}\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_{date}  \n{self.words(signature.name)}  \n"
                f"{self.words(signature.title)}",
                "",
            )

    def end_note(self, block: EndNote) -> Iterator[str]:
        """A source note as a footnote (plainly, where no mark leads to it); the first has the heading before it."""
        if not self.noted:
            self.noted = True
            yield from (f"## {label(self.language, 'end_notes')}", "")
        mark = f"[^{block.number}]:" if block.id in self.marked_notes else f"{block.number}\\."
        yield from (f"{mark} {self.words(block.content)}", "")
