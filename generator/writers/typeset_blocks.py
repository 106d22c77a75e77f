"""Blocks as code of Typst: headings that skip no level, lists with their own marks. It knows no page and no font file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, pairwise

from generator.document import (
    Block,
    Box,
    Cell,
    Change,
    Columns,
    Document,
    DrafterNote,
    Enacting,
    EndNote,
    Figure,
    Inlines,
    Items,
    Notice,
    Paragraph,
    Provision,
    Recital,
    Row,
    Section,
    Signature,
    SignatureBlock,
    Table,
    Title,
    label,
    plain,
    walk,
)
from generator.ooxml.runs import look_of
from generator.writers.typeset_inlines import InlinePen, call, joined, string, tag_of, tuple_of

PARAGRAPHS = {"lead": "lead", "small": "small", "definition": "definition"}


class BlockPen:
    """Writes the blocks of one document. `fonts` gives the font families of a language tag, as code."""

    def __init__(self, document: Document, fonts: Callable[[str], str]):
        self.document, self.language, self.fonts = document, document.language, fonts
        self.inlines = InlinePen.of(document)
        self.last_level, self.last_heading = 0, ""
        self.before_title = any(_titles(b) for b in document.blocks)
        self.folds = document.layout == "leaflet"
        if not document.final and any(isinstance(n, DrafterNote) for n in walk(document)):
            self.inlines.unshown.append("the drafter's notes (they are comments of the Word file)")

    @property
    def words(self) -> Callable[[Inlines], str]:
        """Inlines as code."""
        return self.inlines.words

    def blocks(self, blocks: tuple[Block, ...], depth: int) -> str:
        """Blocks in their order; `depth` is the level of the next heading. Provisions and notes gather in lists."""
        out: list[str] = []
        defines = False  # whether a list that follows belongs to a definition
        for kind, run in groupby(blocks, key=lambda b: type(b) if isinstance(b, Provision | EndNote) else None):
            if kind is Provision:
                out.append(self.provisions(tuple(run)))
            elif kind is EndNote:
                out.append(self.end_notes(tuple(run), depth))
            else:
                for block, after in pairwise((*run, None)):
                    code = self.whole(block, depth)
                    if isinstance(after, Items | Table) and isinstance(block, Paragraph) and block.role != "heading":
                        code = call("kept", code)
                    out.append(call("indented", code) if defines and isinstance(block, Items) else code)
                    defines = isinstance(block, Items) and defines or isinstance(block, Paragraph) and block.role == "definition"
        return "{\n" + "\n".join(out) + "\n}"

    def whole(self, block: Block, depth: int) -> str:
        """A block inside the mark of its change."""
        return self.changed(block.change, self.block(block, depth))

    def changed(self, change: Change | None, code: str) -> str:
        """Code in the mark of a change."""
        if change is None:
            return code
        if change.kind == "moved":
            return call("moved", string(label(self.language, "moved")), code)
        return call(change.kind, code)

    def block(self, block: Block, depth: int) -> str:
        """One block."""
        match block:
            case Title():
                return self.title(block)
            case Notice():
                return call("notice", string(block.kind), self.framed(block, depth))
            case Box():
                return call("boxed", self.framed(block, depth))
            case Recital():
                return call("recital", self.paragraph_words(block))
            case Enacting():
                return call("enacting", self.paragraph_words(block))
            case Section():
                head = self.heading(depth, self.designated(block.designator, block.heading), block.designator, block.id)
                return joined((head, self.blocks(block.children, depth + 1)))
            case Paragraph():
                return self.paragraph(block, depth)
            case Items():
                return call("numbers" if block.ordered else "bullets", *(self.words(i) for i in block.items))
            case Table():
                return self.table(block)
            case Columns():
                return self.columns(block, depth)
            case Figure():
                return call("picture", string(block.svg), f"{block.width_mm:g}mm", string(block.alternative))
            case SignatureBlock():
                return self.signatures(block, depth)
            case _:
                raise TypeError(f"no way to set {type(block).__name__}")

    # ------------------------------------------------------------------------------------------------ words

    def heading(self, wanted: int, content: str, words: str, id: str = "") -> str:
        """A heading at the wanted level, or at the next level that skips none; before the title, bold words only."""
        if self.before_title:
            return call("caption", content)
        level = max(1, min(wanted, self.last_level + 1, 6))
        self.last_level, self.last_heading = level, words.strip().rstrip(".")
        return joined((call("heading", f"level: {level}", content), self.inlines.anchor(id)))

    def paragraph_words(self, block) -> str:
        """The words of a paragraph with its anchor."""
        return joined((self.inlines.anchor(block.id), *(self.inlines.inline(i) for i in block.content)))

    def paragraph(self, block: Paragraph, depth: int) -> str:
        """An unnumbered paragraph or heading."""
        fresh = "pagebreak(weak: true)" if block.new_page and not self.folds else ""
        self.before_title = self.before_title and not _titles(block)
        if block.role == "heading":
            wanted = block.level if depth <= 2 else max(depth, block.level)
            head = self.heading(wanted, self.words(block.content), plain(block.content, self.language), block.id)
            return joined((fresh, head))
        if not block.content:
            return fresh or "[]"
        return joined((fresh, call(PARAGRAPHS.get(block.role, "said"), self.paragraph_words(block))))

    def designated(self, designator: str, heading: Inlines) -> str:
        """A number and the heading after it."""
        return joined((self.inlines.said(designator) if designator else "", string(" ") if designator and heading else "",
                       *(self.inlines.inline(i) for i in heading)))

    def title(self, block: Title) -> str:
        """The title block; the short title is the heading."""
        self.before_title = False
        head = self.heading(1, self.words(block.short), plain(block.short), block.id)
        lines = [self.words(c) if c else "none" for c in (block.government, block.number, block.long, block.date)]
        return call("title-block", lines[0], lines[1], head, lines[2], lines[3])

    def framed(self, block: Notice | Box, depth: int) -> str:
        """What stands in a frame."""
        head = self.heading(max(depth, 2), self.words(block.heading), plain(block.heading), block.id)
        return joined((head if block.heading else "", self.blocks(block.blocks, depth + 1)))

    # ------------------------------------------------------------------------------------------- provisions

    def provisions(self, blocks: tuple[Provision, ...]) -> str:
        """Subdivisions of one level as a list with their own marks."""
        marks = tuple_of(self.changed(b.change, self.inlines.said(b.designator)) for b in blocks)
        return call("subdivisions", marks, *(self.provision(b) for b in blocks))

    def provision(self, block: Provision) -> str:
        """What stands after a mark."""
        run_in = ""
        if block.heading:
            stop = "" if plain(block.heading).rstrip().endswith((".", "?", "!", ":", "。", "؟")) else "."
            slanted = "emph" if self.language.script == "latin" else "strong"
            run_in = joined((call(slanted, joined((self.words(block.heading), string(stop)))), string(" ")))
        parts = [self.inlines.anchor(block.id), run_in, *(self.inlines.inline(i) for i in block.chapeau)]
        if block.children:
            parts.append(self.provisions(block.children))
        if block.flush:
            parts.append(call("said", self.words(block.flush)))
        return self.changed(block.change if block.change and block.change.kind != "moved" else None, joined(parts))

    def end_notes(self, notes: tuple[EndNote, ...], depth: int) -> str:
        """The source notes under their heading."""
        words = label(self.language, "end_notes")
        marks = tuple_of(string(f"{n.number}.") for n in notes)
        bodies = [self.changed(n.change, joined((self.inlines.anchor(n.id), self.words(n.content)))) for n in notes]
        return joined((self.heading(2, string(words), words), call("subdivisions", marks, *bodies)))

    # ------------------------------------------------------------------------------------- tables and columns

    def table(self, block: Table) -> str:
        """A table; one without rules only sets out its cells."""
        count = max((sum(c.span for c in r.cells) for r in block.rows), default=1)
        widths = block.widths if len(block.widths) == count else (1.0,) * count
        columns = tuple_of(f"{100 * w:g}fr" for w in widths)
        head = [r for r in block.rows if r.header]
        cells = [cell for r in block.rows if not r.header for cell in self.row(r, block)]
        if head and block.borders:
            cells.insert(0, call("table.header", *(cell for r in head for cell in self.row(r, block))))
        elif head:
            cells = [*(cell for r in head for cell in self.row(r, block)), *cells]
        set_out = call("ruled" if block.borders else "unruled", columns, *cells)
        said_before = self.last_heading.endswith(block.caption.strip().rstrip("."))
        shown = "" if said_before or not block.borders else call("caption", self.inlines.said(block.caption))
        return joined((shown, self.inlines.anchor(block.id), set_out))

    def row(self, row: Row, table: Table) -> list[str]:
        """The cells of a row; one of them holds the row's least height."""
        kind = "table.cell" if table.borders else "grid.cell"
        bodies = [self.changed(row.change, self.cell(c)) for c in row.cells]
        if row.height_mm:
            at = next((n for n, c in enumerate(row.cells) if not plain(_content(c))), 0)
            bodies[at] = call("tall", f"{row.height_mm:g}mm - 10pt", bodies[at])
        out = []
        for cell, body in zip(row.cells, bodies, strict=True):
            head = cell.header or row.header
            body = call("strong", body) if head else body
            options = [f"colspan: {cell.span}"] if cell.span > 1 else []
            options += ["fill: look.ground"] if row.header and table.borders else []
            out.append(call(kind, *options, body))
        return out

    def cell(self, cell: Cell) -> str:
        """What stands in a cell: one paragraph as bare words, else its blocks."""
        if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph) and not cell.blocks[0].change:
            return self.paragraph_words(cell.blocks[0])
        return self.blocks(cell.blocks, 6)

    def columns(self, block: Columns, depth: int) -> str:
        """Facing columns, each in its own language, direction and fonts; the first stays at the left."""
        count = max((len(r) for r in block.rows), default=1)
        cells = []
        for row in block.rows:
            level, deepest = self.last_level, 0
            for n, own in enumerate(row):
                self.last_level = level
                tongue = block.languages[n] if n < len(block.languages) else self.language.tag
                cells.append(self.side(own, tongue, depth))
                deepest = max(deepest, self.last_level)
            cells += ["[]"] * (count - len(row))
            self.last_level = deepest or level
        return call("facing", tuple_of(["1fr"] * count), *cells)

    def side(self, block: Block, tongue: str, depth: int) -> str:
        """A block in the language of its column."""
        before = self.inlines.look
        self.inlines.look = look_of(tongue, self.language.fonts)
        body = self.blocks((block,), depth)
        direction = "rtl" if self.inlines.look.rtl else "ltr"
        self.inlines.look = before
        return call("side", tag_of(tongue), direction, self.fonts(tongue), body)

    # ----------------------------------------------------------------------------------------------- signatures

    def signatures(self, block: SignatureBlock, depth: int) -> str:
        """Signatures under their heading."""
        head = self.heading(depth, self.words(block.heading), plain(block.heading), block.id) if block.heading else "none"
        return call("signatures", head, *(self.signature(s) for s in block.signatures))

    def signature(self, signature: Signature) -> str:
        """One signature: lead, line, name, title, date."""
        said = [self.words(c) if c else "none" for c in (signature.lead, signature.name, signature.title)]
        return call("signer", *said, self.inlines.said(label(self.language, "date_line")) if signature.dated else "none")


def _titles(block: Block) -> bool:
    """Whether a block bears the title of the document."""
    return isinstance(block, Title) or isinstance(block, Paragraph) and block.role == "heading" and block.level == 1


def _content(cell: Cell) -> Inlines:
    """The inlines of a cell's paragraphs."""
    return tuple(i for n in walk(cell.blocks) if isinstance(n, Paragraph) for i in n.content)
