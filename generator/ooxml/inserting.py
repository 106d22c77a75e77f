"""Paragraphs put into any Word file in the look of paragraphs that stand there. It knows no provision and no number's meaning."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from .names import qn
from .reading import Package
from .wml import BODY, PPR, R_, RPR, SECTPR, SPACE, P, T

_LOST = tuple(qn(f"w:{n}") for n in ("sectPr", "pPrChange", "pageBreakBefore"))
_MARKS = tuple(qn(f"w:{n}") for n in ("b", "bCs", "u", "i", "iCs", "caps", "smallCaps"))


@dataclass(frozen=True, slots=True)
class NewParagraph:
    """Words in the look of the paragraph `like` (its number from 1); with its automatic number or without.

    `plain` leaves out what makes its first words stand out (bold, underlined, capitals).
    """

    words: str
    like: int
    numbered: bool = False
    plain: bool = False


def body_paragraphs(package: Package) -> list[etree._Element]:
    """The paragraphs of the body in order, those in tables too; the first has the number 1."""
    return list(package.root(package.document()).find(BODY).iter(P))


def has_number(paragraph: etree._Element) -> bool:
    """Whether the paragraph itself asks for an automatic number."""
    properties = paragraph.find(PPR)
    return properties is not None and properties.find(qn("w:numPr")) is not None


def changed(package: Package, inserts: Iterable[tuple[int, tuple[NewParagraph, ...]]], deleted: Iterable[int] = ()) -> Package:
    """A copy of the file: after the paragraph of each number (0: before the first) the new ones, the deleted ones taken out.

    A number that stands in a table or frame means the place after that table.
    """
    copied = package.copy()
    paragraphs = body_paragraphs(copied)
    body = copied.root(copied.document()).find(BODY)
    for number, new in sorted(inserts, key=lambda i: i[0], reverse=True):
        at = 0 if number == 0 else body.index(_top(paragraphs[number - 1], body)) + 1
        made = [_made(one, paragraphs[one.like - 1]) for one in new]
        body[at:at] = made
    for number in deleted:
        paragraph = paragraphs[number - 1]
        if paragraph.getparent() is body and not _ends_section(paragraph):
            body.remove(paragraph)
    return copied


def _top(element: etree._Element, body: etree._Element) -> etree._Element:
    """The child of the body that holds an element."""
    while element.getparent() is not body:
        element = element.getparent()
    return element


def _ends_section(paragraph: etree._Element) -> bool:
    properties = paragraph.find(PPR)
    return properties is not None and properties.find(SECTPR) is not None


def _made(new: NewParagraph, like: etree._Element) -> etree._Element:
    paragraph = etree.Element(P, nsmap=like.nsmap)
    properties = like.find(PPR)
    if properties is not None:
        own = copy.deepcopy(properties)
        for child in list(own):
            if child.tag in _LOST or child.tag == RPR or (child.tag == qn("w:numPr") and not new.numbered):
                own.remove(child)
        if not new.numbered:
            _without_number(own)
        paragraph.append(own)
    run = etree.SubElement(paragraph, R_)
    look = next((r.find(RPR) for r in like.iter(R_) if any((t.text or "").strip() for t in r.iter(T))), None)
    if look is not None:
        look = copy.deepcopy(look)
        for child in list(look):
            if child.tag == qn("w:rPrChange") or new.plain and child.tag in _MARKS or child.tag == qn("w:rStyle") and new.plain:
                look.remove(child)
        run.append(look)
    text = etree.SubElement(run, T)
    text.text = new.words
    text.set(SPACE, "preserve")
    return paragraph


def _without_number(properties: etree._Element) -> None:
    """No automatic number, even where the style has one."""
    if properties.find(qn("w:pStyle")) is None:
        return
    number = etree.Element(qn("w:numPr"))
    etree.SubElement(number, qn("w:numId")).set(qn("w:val"), "0")
    before = [c for c in properties if c.tag in tuple(qn(f"w:{n}") for n in ("pStyle", "keepNext", "keepLines", "framePr", "widowControl"))]
    properties.insert(properties.index(before[-1]) + 1 if before else 0, number)
