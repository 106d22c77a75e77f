"""Blocks as Akoma Ntoso, in the two manners the schema has: hierarchy (sections) and blocks. It knows no file."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

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
    NoteAnchor,
    Notice,
    Paragraph,
    Provision,
    Recital,
    Row,
    Section,
    SignatureBlock,
    Table,
    Text,
    Title,
    label,
    plain,
)
from generator.writers.akoma_ids import AKN, POINTER
from generator.writers.akoma_inlines import InlinePen, element, say, signed

LEVELS = ("subsection", "paragraph", "subparagraph", "clause", "subclause", "point")


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A heading inside a section and the sections that follow it: a chapter of the code set out in full."""

    heading: Paragraph
    children: tuple[Block, ...]


class BlockPen:
    """Writes the blocks of one document below elements it is given."""

    def __init__(self, document: Document, comments: bool):
        self.document = document
        self.inlines = InlinePen.of(document)
        self.notes_wanted = comments and not document.final
        self.notes: list[etree._Element] = []
        self.unshown: list[str] = []
        self.change: Change | None = None

    @staticmethod
    def text(words: str) -> Text:
        """Words as an inline."""
        return Text(words)

    def put(self, parent, content: Inlines) -> None:
        """Inlines, inside the change of the block they belong to."""
        self.inlines.put(parent, content, self.change)

    # ---------------------------------------------------------------------------------------------------------
    # Hierarchy

    def hierarchy(self, parent, children: Sequence[Block], within_body: bool = False) -> None:
        """What stands in a section: blocks before the first subdivision as intro, after the last as wrapUp, else content."""
        items = _chapters(children)
        deep = [i for i, b in enumerate(items) if isinstance(b, Section | Provision | _Chapter)]
        if not deep:
            if items:
                self.blocks(element(parent, "content"), items)
            return
        if items[: deep[0]]:
            self.blocks(element(parent, "intro"), items[: deep[0]])
        self.between(parent, items[deep[0] : deep[-1] + 1], within_body)
        if items[deep[-1] + 1 :]:
            self.blocks(element(parent, "wrapUp"), items[deep[-1] + 1 :])

    def between(self, parent, items: Sequence[Block | _Chapter], within_body: bool) -> None:
        """Subdivisions, and the blocks between them in containers of their own."""
        loose = None
        for item in items:
            if isinstance(item, Section | Provision | _Chapter):
                loose = None
                self.deep(parent, item)
            elif isinstance(item, Paragraph) and item.role == "heading" and not within_body:
                loose = None
                self.put(element(parent, "crossHeading", wId=item.id), item.content)
            else:
                if loose is None:
                    loose = element(element(parent, "hcontainer", name="hcontainer"), "content")
                self.block(loose, item)

    def deep(self, parent, item: Section | Provision | _Chapter) -> None:
        """One subdivision in its change."""
        before = self.change
        self.change = getattr(item, "change", None) or before
        if isinstance(item, _Chapter):
            own = element(parent, "chapter", wId=item.heading.id)
            self.put(element(own, "heading"), item.heading.content)
            self.hierarchy(own, item.children)
        else:
            own = element(
                parent,
                "section" if isinstance(item, Section) else LEVELS[min(item.level, len(LEVELS)) - 1],
                wId=item.id,
                **self.moving(),
            )
            if item.designator:
                self.put(element(own, "num"), (Text(item.designator),))
            if item.heading:
                self.put(element(own, "heading"), item.heading)
            self.hierarchy(own, item.children) if isinstance(item, Section) else self.provision(own, item)
            self.comments(item)
        self.change = before

    def provision(self, own, item: Provision) -> None:
        """Chapeau, children and flush text of a subdivision."""
        if not item.children:
            content = element(own, "content")
            self.paragraph(content, item.chapeau)
            if item.flush:
                self.paragraph(content, item.flush)
            return
        if item.chapeau:
            self.paragraph(element(own, "intro"), item.chapeau)
        for child in item.children:
            self.deep(own, child)
        if item.flush:
            self.paragraph(element(own, "wrapUp"), item.flush)

    def moving(self) -> dict[str, str]:
        """The attributes of a block that moved."""
        if self.change is None or self.change.kind != "moved":
            return {}
        return {"class_": "moved", "title": signed(self.change)}

    # ---------------------------------------------------------------------------------------------------------
    # Blocks

    def blocks(self, parent, blocks: Sequence[Block]) -> None:
        """Blocks in their order."""
        for block in blocks:
            self.block(parent, block)

    def block(self, parent, block: Block, own_id: bool = True) -> None:
        """One block in its change. `own_id` is off where the parent already bears the id."""
        before = self.change
        self.change = block.change or before
        self.write(parent, block if own_id else replace(block, id=""))
        self.comments(block)
        self.change = before

    def write(self, parent, block: Block) -> None:
        """One block."""
        match block:
            case Recital() | Enacting():
                self.paragraph(parent, block.content, block.id)
            case Paragraph(role=role):
                self.paragraph(parent, block.content, block.id, "" if role in ("body", "lead", "flush") else role)
            case Notice():
                self.framed(parent, block, f"notice {block.kind}")
            case Box():
                self.framed(parent, block, "box")
            case Items():
                self.items(parent, block)
            case Table():
                self.table(parent, block)
            case Columns():
                self.columns(parent, block)
            case Figure():
                self.figure(parent, block)
            case SignatureBlock():
                self.signatures(parent, block)
            case EndNote():
                if block.id not in self.inlines.placed:
                    self.paragraph(parent, (Text(f"{block.number}. "), *block.content), block.id, "endnote")
            case Title():
                self.title(parent, block, plain_blocks=True)
            case Section():
                self.flat_section(parent, block)
            case Provision():
                self.flat_provision(element(parent, "blockList"), block)
            case _:
                raise TypeError(f"no way to write {type(block).__name__}")

    def paragraph(self, parent, content: Inlines, id: str = "", kind: str = "") -> None:
        """A paragraph, with a class where it is of a special kind; one without words stays bare (bluebell would print its id)."""
        if not plain(content, self.document.language).strip() and not any(isinstance(i, NoteAnchor) for i in content):
            element(parent, "p")
            return
        moving = self.moving()
        kinds = " ".join(x for x in (kind, moving.get("class_", "")) if x)
        self.put(element(parent, "p", wId=id, class_=kinds, title=moving.get("title", "")), content)

    def comments(self, block) -> None:
        """Drafter's notes of a block: notes of the metadata that point to it."""
        for note in getattr(block, "notes", ()) if self.notes_wanted else ():
            self.notes.append(self.comment(note, block.id))

    def comment(self, note: DrafterNote, target: str) -> etree._Element:
        """One drafter's note."""
        own = etree.Element(
            f"{{{AKN}}}note",
            {"eId": f"note_{len(self.notes) + 1}", "wId": note.id, "class": "drafter", "placementBase": f"#{POINTER}{target}"},
            nsmap={None: AKN},
        )
        for n, words in enumerate(note.paragraphs, 1):
            say(element(own, "p", eId=f"note_{len(self.notes) + 1}__p_{n}"), words)
        return own

    def title(self, parent, block: Title, plain_blocks: bool = False) -> None:
        """The title block; the long title has an element of its own where the schema lets it stand."""
        self.change = block.change
        for kind, inner, content in (
            ("government", "docAuthority", block.government),
            ("number", "docNumber", block.number),
            ("title", "docTitle", block.short),
        ):
            if content:
                self.put(element(element(parent, "p", class_=kind, wId=block.id if kind == "title" else ""), inner), content)
        if block.long:
            self.paragraph(parent if plain_blocks else element(parent, "longTitle"), block.long)
        if block.date:
            self.paragraph(parent, block.date, kind="date")
        self.change = None

    def framed(self, parent, block: Notice | Box, kind: str) -> None:
        """A notice or a box: a container whose first paragraph is its heading."""
        own = element(parent, "blockContainer", class_=kind, wId=block.id)
        self.paragraph(own, block.heading, kind="heading")
        self.blocks(own, block.blocks)

    def items(self, parent, block: Items) -> None:
        """A list: bullets, or items with their numbers."""
        own = element(parent, "blockList" if block.ordered else "ul", wId=block.id)
        for n, content in enumerate(block.items, 1):
            item = element(own, "item" if block.ordered else "li")
            if block.ordered:
                say(element(item, "num"), f"{n}.")
            self.paragraph(item, content)

    def flat_section(self, parent, block: Section) -> None:
        """A section where only blocks may stand (a cell, a notice)."""
        own = element(parent, "blockContainer", class_="section", wId=block.id)
        self.paragraph(own, (Text(f"{block.designator} " if block.designator else ""), *block.heading), kind="heading")
        self.blocks(own, block.children)

    def flat_provision(self, parent, block: Provision) -> None:
        """A subdivision where only blocks may stand: an item of a list. Its id is on its paragraph: bluebell's items have none."""
        item = element(parent, "item")
        self.put(element(item, "num"), (Text(block.designator),))
        if block.heading:
            self.put(element(item, "heading"), block.heading)
        self.paragraph(item, block.chapeau, block.id)
        if block.children:
            inner = element(item, "blockList")
            for child in block.children:
                self.flat_provision(inner, child)
        if block.flush:
            self.paragraph(item, block.flush)

    # ---------------------------------------------------------------------------------------------------------
    # Tables, pictures, signatures

    def table(self, parent, block: Table) -> None:
        """A table. Its caption stands as a paragraph before it: bluebell's text form has no captions."""
        if block.caption:
            self.paragraph(parent, (Text(block.caption),), kind="caption")
        own = element(parent, "table", wId=block.id)
        for row in block.rows:
            before = self.change
            self.change = row.change or before
            line = element(own, "tr")
            for cell in row.cells:
                self.cell(line, cell, row)
            self.change = before

    def cell(self, line, cell: Cell, row: Row) -> None:
        """One cell; an empty one holds an empty paragraph."""
        span = {"colspan": str(cell.span)} if cell.span > 1 else {}
        own = element(line, "th" if cell.header or row.header else "td", **span)
        self.blocks(own, cell.blocks)
        if not len(own):
            element(own, "p")

    def columns(self, parent, block: Columns) -> None:
        """Facing columns as a table whose cells name their language."""
        own = element(parent, "table", wId=block.id, class_="columns")
        for row in block.rows:
            line = element(own, "tr")
            for n, part in enumerate(row):
                cell = element(line, "td")
                if n < len(block.languages):
                    cell.set("{http://www.w3.org/XML/1998/namespace}lang", block.languages[n])
                self.block(cell, part)

    def figure(self, parent, block: Figure) -> None:
        """A picture as data."""
        data = "data:image/svg+xml;base64," + base64.b64encode(block.svg.encode()).decode()
        element(element(parent, "p", wId=block.id), "img", src=data, alt=block.alternative)

    def signatures(self, parent, block: SignatureBlock) -> None:
        """Signatures: lead, name in a signature element, title, the word for the date."""
        own = element(parent, "blockContainer", class_=f"signatures {block.kind}", wId=block.id)
        self.paragraph(own, block.heading, kind="heading")
        for signature in block.signatures:
            if signature.lead:
                self.paragraph(own, signature.lead)
            self.put(element(element(own, "p", class_="signature"), "signature"), signature.name)
            if signature.title:
                self.paragraph(own, signature.title, kind="office")
            if signature.dated:
                self.paragraph(own, (Text(label(self.document.language, "date_line") + ":"),), kind="date")


def _chapters(children: Sequence[Block]) -> list[Block | _Chapter]:
    """Children in which a heading and the sections after it are gathered in a chapter."""
    out: list[Block | _Chapter] = []
    rest = list(children)
    while rest:
        block = rest.pop(0)
        if not (isinstance(block, Paragraph) and block.role == "heading"):
            out.append(block)
            continue
        end = next((i for i, b in enumerate(rest) if isinstance(b, Paragraph) and b.role == "heading"), len(rest))
        if any(isinstance(b, Section) for b in rest[:end]):
            out.append(_Chapter(block, tuple(rest[:end])))
            rest = rest[end:]
        else:
            out.append(block)
    return out
