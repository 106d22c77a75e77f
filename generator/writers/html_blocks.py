"""Blocks as HTML: landmarks, headings that skip no level, lists with their own marks. It knows no page and no style."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from generator.document import (
    Block,
    Box,
    Cell,
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
from generator.writers.html_inlines import InlinePen, changed, joined, tag


class BlockPen:
    """Writes the blocks of one document. `base` is the title's heading level; `headed` says the page has a first heading."""

    def __init__(self, document: Document, notes: bool, base: int = 1, headed: bool = False):
        self.language = document.language
        self.inlines = InlinePen.of(document)
        self.notes_wanted = notes and not document.final
        self.base = base
        self.titled = base == 1
        self.last_level = int(headed)
        self.last_heading = ""
        self.contents: list[tuple[str, str]] = []

    @property
    def words(self):
        """Inlines as HTML."""
        return self.inlines.words

    def moved(self) -> str:
        """The word that marks a moved block."""
        return label(self.language, "moved")

    # ---------------------------------------------------------------------------------------------------------
    # Runs of blocks

    def blocks(self, blocks: tuple[Block, ...], depth: int) -> Markup:
        """Blocks in their order; `depth` is the level of the next heading. Provisions and notes gather in lists."""
        return joined(self.runs(blocks, depth))

    def runs(self, blocks: tuple[Block, ...], depth: int) -> Iterator[Markup]:
        """Runs of blocks of one kind."""
        for kind, run in groupby(blocks, key=_gathered):
            if kind is Provision:
                yield tag("ol", joined(self.provision(b) for b in run), class_="provisions", role="list")
            elif kind is EndNote:
                yield self.end_notes(tuple(run))
            elif kind is Recital:
                yield tag("div", joined(self.whole(b, depth) for b in run), class_="recitals")
            else:
                for block in run:
                    yield self.whole(block, depth)
                    if isinstance(block, Paragraph) and block.role == "heading" and depth > self.base + 1:
                        depth = max(depth, self.last_level + 1)

    def whole(self, block: Block, depth: int) -> Markup:
        """A block, its change and its drafter's notes."""
        shown = changed(block.change, self.block(block, depth), moved=self.moved())
        return shown + self.notes(getattr(block, "notes", ()))

    def block(self, block: Block, depth: int) -> Markup:
        """One block."""
        match block:
            case Title():
                return self.title(block)
            case Notice():
                return self.framed("aside", f"notice {block.kind}", block, depth)
            case Box():
                return self.framed("section", "box", block, depth)
            case Recital():
                return self.paragraph("recital", block)
            case Enacting():
                return self.paragraph("enacting", block)
            case Section():
                return self.section(block, depth)
            case Paragraph(role="heading"):
                wanted = block.level + self.base - 1 if depth == self.base + 1 else max(depth, block.level)
                fresh = "new-page" if block.new_page else ""
                return self.heading(max(wanted, 1), self.words(block.content), plain(block.content), block.id, fresh)
            case Paragraph():
                return self.paragraph(f"{block.role} new-page" if block.new_page else block.role, block)
            case Items():
                items = joined(tag("li", self.words(i)) for i in block.items)
                return tag("ol" if block.ordered else "ul", items, id=self.claim(block.id))
            case Table():
                return self.table(block)
            case Columns():
                return self.columns(block, depth)
            case Figure():
                return self.figure(block)
            case SignatureBlock():
                return self.signatures(block, depth)
            case _:
                raise TypeError(f"no way to write {type(block).__name__}")

    def claim(self, wanted: str) -> str:
        """An id that is free."""
        return self.inlines.claim(wanted)

    # ---------------------------------------------------------------------------------------------------------
    # Headings and words

    def heading(self, wanted: int, content: Markup, words: str, id: str = "", class_: str = "") -> Markup:
        """A heading at the wanted level, or at the next level that skips none."""
        level = min(wanted, self.last_level + 1, 6)
        self.last_level, self.last_heading = level, words.strip().rstrip(".")
        return tag(f"h{level}", content, id=self.claim(id) if id else "", class_=class_)

    def paragraph(self, kind: str, block) -> Markup:
        """A paragraph of a kind."""
        return tag("p", self.words(block.content), id=self.claim(block.id), class_=kind)

    def notes(self, notes: tuple[DrafterNote, ...]) -> Markup:
        """Drafter's notes, folded away, in a draft."""
        if not self.notes_wanted:
            return Markup("")
        return joined(
            tag(
                "details",
                tag("summary", label(self.language, "drafter")) + joined(tag("p", p) for p in note.paragraphs),
                class_="drafter",
                id=self.claim(note.id),
            )
            for note in notes
        )

    def title(self, block: Title) -> Markup:
        """The title block; the short title is the heading."""

        def line(kind: str, content: Inlines) -> Markup:
            return tag("p", self.words(content), class_=kind) if content else Markup("")

        self.titled = True
        head = self.heading(self.base, self.words(block.short), plain(block.short))
        return tag(
            "div",
            line("government", block.government)
            + line("number", block.number)
            + head
            + line("long", block.long)
            + line("date", block.date),
            class_="title",
            id=self.claim(block.id),
        )

    def framed(self, name: str, kind: str, block: Notice | Box, depth: int) -> Markup:
        """A notice or a box, named by its heading."""
        depth = depth if self.titled else self.base
        own = self.claim(block.id)
        named = f"{own}-heading"
        head = self.heading(depth, self.words(block.heading), plain(block.heading), id=named)
        return tag(name, head + self.blocks(block.blocks, depth + 1), class_=kind, id=own, aria_labelledby=named)

    # ---------------------------------------------------------------------------------------------------------
    # Provisions

    def section(self, block: Section, depth: int) -> Markup:
        """A section under its heading."""
        own, words = self.claim(block.id), f"{block.designator} {plain(block.heading)}".strip()
        self.contents.append((own, words))
        number = tag("span", self.inlines.said(block.designator), class_="num") + " " if block.designator else Markup("")
        head = self.heading(depth, number + self.words(block.heading), words)
        return tag("section", head + self.blocks(block.children, depth + 1), id=own)

    def provision(self, block: Provision) -> Markup:
        """A subdivision as a list item with its own mark."""
        heading = (
            tag("span", self.words(block.heading) + _stop(block.heading), class_="run-in") + " " if block.heading else Markup("")
        )
        chapeau = heading + self.words(block.chapeau)
        inner = tag("p", chapeau) if chapeau else Markup("")
        if block.children:
            inner += tag("ol", joined(self.provision(c) for c in block.children), class_="provisions", role="list")
        if block.flush:
            inner += tag("p", self.words(block.flush), class_="flush")
        number = changed(block.change, tag("span", self.inlines.said(block.designator)), "inline", self.moved())
        body = changed(block.change, inner, moved=self.moved()) if block.change and block.change.kind != "moved" else inner
        return tag("li", tag("div", number, class_="num") + tag("div", body + self.notes(block.notes)), id=self.claim(block.id))

    # ---------------------------------------------------------------------------------------------------------
    # Tables, columns, pictures

    def table(self, block: Table) -> Markup:
        """A table with caption, columns and scopes; one without heads, rules or caption only sets out its cells."""
        said_before = self.last_heading.endswith(block.caption.strip().rstrip("."))
        caption = (
            tag("caption", self.inlines.said(block.caption), class_="heard" if said_before else "") if block.caption else Markup("")
        )
        widths = joined(Markup('<col style="width:{:.4g}%">').format(100 * w) for w in block.widths)
        head = [r for r in block.rows if r.header]
        body = [r for r in block.rows if not r.header]
        bare = not block.borders and not block.caption and not any(c.header for r in block.rows for c in r.cells) and not head
        parts = caption + (tag("colgroup", widths) if widths else Markup(""))
        parts += tag("thead", joined(self.row(r) for r in head)) if head else Markup("")
        parts += tag("tbody", joined(self.row(r) for r in body)) if body else Markup("")
        return tag(
            "table", parts, id=self.claim(block.id), class_="" if block.borders else "plain", role="presentation" if bare else ""
        )

    def row(self, row: Row) -> Markup:
        """One row."""
        kind = {"inserted": "inserted", "deleted": "deleted", "moved": "moved"}.get(row.change.kind, "") if row.change else ""
        height = f"height:{row.height_mm:g}mm" if row.height_mm else ""
        return tag("tr", joined(self.cell(c, row) for c in row.cells), class_=kind, style=height)

    def cell(self, cell: Cell, row: Row) -> Markup:
        """One cell; a head without words is no head."""
        heads = (cell.header or row.header) and any(getattr(n, "text", "") or getattr(n, "label", "") for n in walk(cell.blocks))
        change = row.change if row.change and row.change.kind != "moved" else None
        content = changed(change, self.cell_content(cell.blocks), moved=self.moved())
        scope = ("col" if row.header else "row") if heads else ""
        return tag("th" if heads else "td", content, scope=scope, colspan=cell.span if cell.span > 1 else "")

    def cell_content(self, blocks: tuple[Block, ...]) -> Markup:
        """What stands in a cell: one paragraph as bare words, else its blocks."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and blocks[0].role == "body" and not blocks[0].change:
            return self.words(blocks[0].content)
        return self.blocks(blocks, 6)

    def columns(self, block: Columns, depth: int) -> Markup:
        """Facing columns: pairs of blocks, each in its own language and direction."""

        def side(n: int, b: Block) -> Markup:
            tongue = block.languages[n] if n < len(block.languages) else ""
            direction = ("rtl" if look_of(tongue, {}).rtl else "ltr") if tongue else ""
            return tag(
                "div",
                self.whole(b, depth) if not isinstance(b, Provision | EndNote) else self.blocks((b,), depth),
                lang=tongue,
                dir=direction,
            )

        pairs = joined(tag("div", joined(side(n, b) for n, b in enumerate(row)), class_="pair") for row in block.rows)
        return tag("div", pairs, class_="columns", id=self.claim(block.id))

    def figure(self, block: Figure) -> Markup:
        """A picture inside the page, as data, so that nothing is fetched and nothing in it runs."""
        source = "data:image/svg+xml;base64," + base64.b64encode(block.svg.encode()).decode()
        picture = Markup('<img src="{}" alt="{}" style="width:{:g}mm">').format(source, block.alternative, block.width_mm)
        return tag("figure", picture, id=self.claim(block.id))

    # ---------------------------------------------------------------------------------------------------------
    # Signatures and notes

    def signatures(self, block: SignatureBlock, depth: int) -> Markup:
        """Signatures under their heading."""
        head = self.heading(depth, self.words(block.heading), plain(block.heading))
        lines = tag("div", joined(self.signature(s) for s in block.signatures), class_="signers")
        return tag("section", head + lines, class_=f"signatures {block.kind}", id=self.claim(block.id))

    def signature(self, signature: Signature) -> Markup:
        """One signature: lead, line, name, title, date."""
        lead = tag("p", self.words(signature.lead), class_="lead") if signature.lead else Markup("")
        date = (
            tag("p", label(self.language, "date_line") + ": " + tag("span", "", class_="rule"), class_="date")
            if signature.dated
            else Markup("")
        )
        who = joined(tag("p", self.words(c), class_=k) for k, c in (("name", signature.name), ("office", signature.title)) if c)
        return tag("div", lead + tag("div", "", class_="rule") + who + date, class_="signature")

    def end_notes(self, notes: tuple[EndNote, ...]) -> Markup:
        """The source notes under their heading, each with a way back to its marks."""
        words = label(self.language, "end_notes")
        head = self.heading(self.base + 1, Markup.escape(words), words)
        items = joined(self.end_note(n) for n in notes)
        return tag("section", head + tag("ol", items, class_="notes", role="list"), role="doc-endnotes", class_="endnotes")

    def end_note(self, note: EndNote) -> Markup:
        """One source note; its number leads back to the mark, further marks have an arrow."""
        anchors = self.inlines.anchors.get(note.id, [])
        number = (
            tag("a", f"{note.number}.", href=f"#{anchors[0]}", role="doc-backlink") if anchors else Markup.escape(f"{note.number}.")
        )
        more = joined(
            " " + tag("a", f"↑{note.number}/{n}", href=f"#{a}", role="doc-backlink") for n, a in enumerate(anchors[1:], 2)
        )
        body = changed(note.change, self.words(note.content), "inline", self.moved()) + more
        return tag("li", tag("div", number, class_="num") + tag("div", body), id=self.claim(note.id))


def _gathered(block: Block) -> type | None:
    """The class of blocks that gather in a list; None for the others."""
    return type(block) if isinstance(block, Provision | EndNote | Recital) else None


def _stop(heading: Inlines) -> str:
    """The full stop after a run-in heading that has none."""
    return "" if plain(heading).rstrip().endswith((".", "?", "!", ":", "。", "؟")) else "."
