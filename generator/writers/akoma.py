"""A Document as Akoma Ntoso 3.0 (OASIS LegalDocML): preface, preamble, body, conclusions. It knows no law and no place.

A draft is a `bill`, a final an `act`; a document without numbered sections is a `doc`. Ids of blocks stand as wId, eIds come from
the numbers. Notices and boxes are block containers, drafter's notes are notes of the metadata.
"""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from generator.document import (
    Block,
    Document,
    Enacting,
    EndNote,
    Paragraph,
    Provision,
    Recital,
    Section,
    Title,
    label,
    walk,
)
from generator.writers import WriterOptions, Written
from generator.writers.akoma_blocks import BlockPen
from generator.writers.akoma_ids import AKN, name, resolve, set_ids
from generator.writers.akoma_inlines import element
from generator.writers.akoma_meta import meta

HIERARCHY = (Section, Provision)
LINE_BY_LINE = frozenset(
    "akomaNtoso act bill doc body mainBody meta identification FRBRWork FRBRExpression FRBRManifestation references notes note "
    "preface preamble conclusions recitals recital formula longTitle section chapter subsection paragraph subparagraph clause "
    "subclause point intro wrapUp content hcontainer blockContainer blockList item ul li table tr td th proprietary".split()
)


def write(document: Document, options: WriterOptions) -> Written:
    """The file as UTF-8; `comments` off leaves the drafter's notes out."""
    pen = BlockPen(document, options.comments)
    kind = ("act" if document.final else "bill") if any(isinstance(b, HIERARCHY) for b in document.blocks) else "doc"
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
    main = element(root, kind, name=document.kind)
    _parts(pen, main, kind, document.blocks)
    found = set_ids(main)
    main.insert(0, meta(document, kind, pen.inlines.terms, pen.inlines.laws, pen.notes))
    lost = resolve(root, found)
    _indent(root, 0)
    data = etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"
    told = (*pen.inlines.unshown, *pen.unshown, *(f"a link to {x}, which is not in the document" for x in lost))
    return Written(data, tuple(dict.fromkeys(told)))


def _parts(pen: BlockPen, main, kind: str, blocks: tuple[Block, ...]) -> None:
    """Preface up to the title, preamble up to the first section, body up to the last, conclusions."""
    hierarchy = [i for i, b in enumerate(blocks) if isinstance(b, HIERARCHY)]
    first, last = (hierarchy[0], hierarchy[-1] + 1) if hierarchy else (_opening(blocks), len(blocks))
    preamble = next((i for i, b in enumerate(blocks[:first]) if isinstance(b, Recital | Enacting)), first)
    if blocks[:preamble]:
        _preface(pen, element(main, "preface"), blocks[:preamble])
    if blocks[preamble:first]:
        _preamble(pen, element(main, "preamble"), blocks[preamble:first])
    ending = [b for b in blocks[last:] if not isinstance(b, EndNote)] if hierarchy else []
    if hierarchy:
        pen.hierarchy(element(main, "body"), blocks[first:last], within_body=True)
    else:
        pen.blocks(element(main, "mainBody"), [b for b in blocks[first:last] if not isinstance(b, EndNote)])
    notes = [n for n in walk(blocks) if isinstance(n, EndNote) and n.id not in pen.inlines.placed]
    if not ending and not notes:
        return
    conclusions = element(main, "conclusions")
    pen.blocks(conclusions, ending)
    unplaced = [n for n in notes if n.id not in pen.inlines.placed]  # a mark may stand in the conclusions
    if unplaced:
        pen.blocks(
            conclusions, [Paragraph("end-notes", (pen.text(label(pen.document.language, "end_notes")),), "heading", 2), *unplaced]
        )
    if not len(conclusions):
        main.remove(conclusions)


def _opening(blocks: tuple[Block, ...]) -> int:
    """How many blocks stand before the body of a document that has no sections: those up to the title block, or none."""
    return next((i + 1 for i, b in enumerate(blocks[:-1]) if isinstance(b, Title)), 0)


def _preface(pen: BlockPen, preface, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Title):
            pen.title(preface, block)
        else:
            pen.block(preface, block)


def _preamble(pen: BlockPen, preamble, blocks: tuple[Block, ...]) -> None:
    """Recitals together, the enacting words as a formula, anything else between them as it is."""
    for recitals, run in groupby(blocks, key=lambda b: isinstance(b, Recital)):
        parent = element(preamble, "recitals") if recitals else preamble
        for block in run:
            if recitals:
                pen.block(element(parent, "recital", wId=block.id), block, own_id=False)
            elif isinstance(block, Enacting):
                pen.block(element(parent, "formula", name="enacting", wId=block.id), block, own_id=False)
            else:
                pen.block(parent, block)


def _indent(node, depth: int) -> None:
    """Line feeds between the children of elements that hold no words of their own."""
    if name(node) not in LINE_BY_LINE or not len(node) or (node.text or "").strip() or any((c.tail or "").strip() for c in node):
        return
    node.text = "\n" + " " * (depth + 1)
    for child in node:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    node[-1].tail = "\n" + " " * depth
