"""The runs of a Word paragraph as words: fields with targets, no typed designator, run-in heading apart. It knows no id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.ooxml import styles
from generator.ooxml.names import qn
from generator.ooxml.reading import Package
from generator.ooxml.returned import Piece
from generator.ooxml.wml import ALTERNATE, FLD_CHAR, FLD_SIMPLE, HYPERLINK, INSTR, P, PPR, R_, RPR, T, TXBX, VAL

_TYPED = {styles.DESIGNATOR, styles.DESIGNATOR_MARK}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_TARGET = re.compile(r'^\s*(?:(?:REF|PAGEREF)\s+(\S+)|HYPERLINK\s+\\l\s+"([^"]+)")')
_STYLES = (
    styles.DESIGNATOR,
    styles.DESIGNATOR_MARK,
    styles.RUN_IN,
    styles.SOURCE_MARK,
    styles.DEFINITION,
    styles.LEAD,
    styles.BODY,
    styles.TITLE,
    styles.RECITAL,
    styles.LIST_NUMBER,
    styles.LIST_BULLET,
    *(styles.heading(n) for n in range(1, 5)),
    *(styles.subdivision(n) for n in range(1, 9)),
    *(styles.flush(n) for n in range(1, 9)),
)


def own_styles(package: Package) -> dict[str, str]:
    """Our style ids by the file's: LibreOffice names them anew ("RuninHeading"), but keeps what they are called."""
    part = package.related(package.document(), "styles")
    ours = {_squeezed(id): id for id in _STYLES}
    found = {}
    for style in package.root(part).iter(qn("w:style")) if part is not None else ():
        name = style.find(qn("w:name"))
        id = style.get(qn("w:styleId"), "")
        found[id] = ours.get(_squeezed(name.get(VAL, "")), id) if name is not None else id
    return found


def _squeezed(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: str = ""
    in_result: bool = False


def words_of(paragraph: etree._Element, names: dict[str, str]) -> tuple[list[Piece], str]:
    """The pieces of a paragraph without its typed designator, and its run-in heading."""
    pieces: list[Piece] = []
    heading = ""
    fields: list[_Field] = []
    for run, anchor in _runs(paragraph):
        style = _run_style(run, names)
        for child in run:
            if child.tag == FLD_CHAR:
                _turn(child.get(qn("w:fldCharType")), fields, pieces)
            elif child.tag == INSTR and fields and not fields[-1].in_result:
                fields[-1].code += child.text or ""
            else:
                said = child.text or "" if child.tag == T else _SIGNS.get(child.tag, "")
                if not said or style == styles.SOURCE_MARK or (fields and not fields[-1].in_result):
                    continue
                if fields:
                    fields[-1].result += said
                elif style in _TYPED and not any(p.text.strip() for p in pieces):
                    continue
                elif style in _TYPED and (child.tag != T or _is_before_tab(child)):  # the designator of a paragraph joined to another
                    _add(pieces, Piece(" ", *anchor))
                elif style == styles.RUN_IN and not any(p.text.strip() for p in pieces):
                    heading += said
                else:
                    _add(pieces, Piece(said, *anchor))
    for left in fields:
        if left.result:
            _add(pieces, Piece(left.result))
    return _trimmed(pieces), heading.strip()


def _is_before_tab(element: etree._Element) -> bool:
    follower = element.getnext()
    return follower is not None and follower.tag == qn("w:tab")


def _turn(kind: str | None, fields: list[_Field], pieces: list[Piece]) -> None:
    """A field begins, comes to its result, or ends."""
    if kind == "begin":
        fields.append(_Field())
    elif kind == "separate" and fields:
        fields[-1].in_result = True
    elif kind == "end" and fields:
        done = fields.pop()
        if fields and fields[-1].in_result:
            fields[-1].result += done.result
        elif not fields and done.result:
            pieces.append(_field_piece(done.code, done.result))


def _field_piece(code: str, result: str) -> Piece:
    match = _TARGET.match(code)
    name = (match[1] or match[2]) if match else ""
    return Piece(result, name, " ".join(code.split())) if name else Piece(result)


def _runs(parent: etree._Element, anchor: tuple[str, str] = ("", "")) -> Iterator[tuple[etree._Element, tuple[str, str]]]:
    """The runs of a paragraph in order, through links, content controls and simple fields; each with its link's target."""
    for child in parent:
        if child.tag == R_:
            yield child, anchor
        elif child.tag == FLD_SIMPLE:
            piece = _field_piece(child.get(qn("w:instr"), ""), "x")
            yield from _runs(child, (piece.target, piece.code))
        elif child.tag == HYPERLINK:
            name = child.get(qn("w:anchor"), "")
            yield from _runs(child, (name, f'HYPERLINK \\l "{name}"') if name else anchor)
        elif child.tag not in (P, PPR, ALTERNATE) and child.tag != TXBX:
            yield from _runs(child, anchor)


def _run_style(run: etree._Element, names: dict[str, str]) -> str:
    properties = run.find(RPR)
    found = None if properties is None else properties.find(qn("w:rStyle"))
    id = "" if found is None else found.get(VAL, "")
    return names.get(id, id)


def _add(pieces: list[Piece], piece: Piece) -> None:
    last = pieces[-1] if pieces else None
    if last is not None and (last.target, last.code) == (piece.target, piece.code):
        pieces[-1] = Piece(last.text + piece.text, piece.target, piece.code)
    else:
        pieces.append(piece)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """The pieces without white space at the two ends of the paragraph."""
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces:
        first = pieces[0]
        pieces[0] = Piece(first.text.lstrip(), first.target, first.code)
        last = pieces[-1]
        pieces[-1] = Piece(last.text.rstrip(), last.target, last.code)
    return pieces
