"""Two drafts of one instrument in two languages, side by side: provision by provision in facing columns. Knows no format.

The English text stands at the left and controls; blocks are paired by their ids. Roll call and signatures, which are filled
in once, follow in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.document import (
    Block, Columns, Document, Enacting, EndNote, Inlines, LanguageRecord, Notice, Paragraph, Provision, Recital,
    Reference, Section, SignatureBlock, Table, Text, Title, transform,
)


def facing(english: Document, other: Document) -> Document:
    """The two as one Document: notices of both, the columns, what is signed, the source notes."""
    tag = other.language.tag
    theirs = {block.id: block for block in units(other.blocks)}
    known = frozenset(theirs)
    rows = []
    for block in units(english.blocks):
        pair = theirs.pop(block.id, None)
        rows.append((block, _own(pair, tag, known)) if pair is not None else (block,))
    rows += [(Paragraph(f"{block.id}.empty", ()), _own(block, tag, known)) for block in theirs.values()]
    notices = (*_notices(other, "translation"), *_notices(english, "draft", "preemption"))
    columns = Columns("facing", tuple(rows), (english.language.tag, tag))
    once = tuple(b for b in english.blocks if isinstance(b, SignatureBlock | Table))
    notes = tuple(b for b in english.blocks if isinstance(b, EndNote))
    record = LanguageRecord(english.language.tag, "ltr", "latin", other.language.fonts, english.language.labels)
    title = f"{english.title} · {other.title}"
    return replace(
        english, title=title, blocks=(*notices, columns, *once, *notes), language=record,
        properties=replace(english.properties, title=title))


def _notices(document: Document, *kinds: str) -> tuple[Notice, ...]:
    return tuple(b for b in document.blocks if isinstance(b, Notice) and b.kind in kinds)


def units(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The rows that blocks make: a heading, a paragraph, a subdivision each, with their numbers as words."""
    for block in blocks:
        match block:
            case Title():
                yield from _title(block)
            case Recital() | Enacting():
                yield Paragraph(block.id, block.content)
            case Section():
                yield Paragraph(block.id, _numbered(block.designator, block.heading), "heading", 2, origin=block.origin)
                yield from units(block.children)
            case Provision():
                yield from _provision(block)
            case Notice() | Table() | SignatureBlock() | EndNote():
                continue
            case _:
                yield block


def _title(title: Title) -> Iterator[Paragraph]:
    for name, role, level in (("government", "body", 0), ("number", "body", 0), ("short", "heading", 1), ("long", "body", 0),
                              ("date", "body", 0)):
        content = getattr(title, name)
        if content:
            yield Paragraph(f"{title.id}.{name}", content, role, level)


def _provision(provision: Provision) -> Iterator[Paragraph]:
    heading = tuple(replace(i, emphasis="bold") if isinstance(i, Text) else i for i in provision.heading)
    lead: Inlines = (*heading, Text(". ")) if heading else ()
    yield Paragraph(provision.id, _numbered(provision.designator, (*lead, *provision.chapeau)), origin=provision.origin)
    for child in provision.children:
        yield from _provision(child)
    if provision.flush:
        yield Paragraph(f"{provision.id}.flush", provision.flush)


def _numbered(designator: str, content: Inlines) -> Inlines:
    return (Text(f"{designator} "), *content) if designator else content


def _own(block: Block, tag: str, known: frozenset[str]) -> Block:
    """A block of the right column: ids and targets of its own, so that no id stands twice."""

    def change(node):
        if isinstance(node, Reference):
            return replace(node, target=f"{node.target}.{tag}") if node.target in known else node
        return replace(node, id=f"{node.id}.{tag}") if getattr(node, "id", "") and hasattr(node, "change") else node

    return transform(block, change)
