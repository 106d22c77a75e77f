"""Blocks that Word holds in tables: notices, tables, boxes, facing columns, signatures. It knows no package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import (
    Box,
    Cell,
    Change,
    Columns,
    Inlines,
    Items,
    Notice,
    Row,
    Signature,
    SignatureBlock,
    Table,
    plain,
)
from ..ooxml import styles
from ..ooxml.package import attribute
from .word_blocks import WRITERS, before_table, block, blocks, paragraph, spacer
from .word_file import Frame, WordFile
from .word_inlines import inlines, words

TWIPS_PER_MM = 1440 / 25.4
_CELL_SIDES = 216  # twips that the cell's own margins take


def _opening(
    frame: Frame,
    style: str,
    widths: Sequence[int],
    *,
    name: str = "",
    look: str = "",
    both: bool = True,
    centred: bool = False,
) -> str:
    """The properties and the grid of a table; `name` is what a screen reader calls it."""
    return "".join(
        (
            f'<w:tblPr><w:tblStyle w:val="{style}"/>',
            "<w:bidiVisual/>" if frame.look.rtl and both else "",
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
            '<w:jc w:val="center"/>' if centred else "",
            '<w:tblLayout w:type="fixed"/>',
            look or '<w:tblLook w:val="0000"/>',
            f'<w:tblCaption w:val="{attribute(name)}"/>' if name else "",
            "</w:tblPr><w:tblGrid>",
            "".join(f'<w:gridCol w:w="{width}"/>' for width in widths),
            "</w:tblGrid>",
        )
    )


def _row(
    file: WordFile, cells: str, change: Change | None, *, whole: bool = True, header: bool = False, height: int = 0
) -> str:
    """A row; `whole` keeps it on one page."""
    properties = "".join(
        (
            "<w:cantSplit/>" if whole else "",
            f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "",
            "<w:tblHeader/>" if header else "",
            file.row_change(change),
        )
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _cell(width: int, body: str, *, span: int = 1, borders: str = "", shade: str = "", bottom: bool = False) -> str:
    """A cell."""
    return "".join(
        (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>',
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
            f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "",
            '<w:vAlign w:val="bottom"/>' if bottom else "",
            f"</w:tcPr>{body}</w:tc>",
        )
    )


def _closed(file: WordFile, frame: Frame, body: str) -> str:
    """What a cell holds: never nothing."""
    return body or paragraph(file, frame, styles.TABLE_TEXT, "")


# --------------------------------------------------------------------------------------------------------------
# Frames with one cell


def notice(file: WordFile, frame: Frame, item: Notice) -> str:
    """A framed notice; the summary of a draft is a page of its own.

    The thin paragraph after its frame begins the next page: at the foot of a full page it would make an empty one.
    """
    return _framed(
        file,
        frame,
        item,
        styles.NOTICE_TABLE,
        styles.NOTICE_HEADING,
        "notice",
        f"notice.{item.kind}",
        shade="FDF3D8" if item.kind in ("preemption", "translation") else "",
        ends_page=item.kind == "draft" and not frame.inside,
    )


def box(file: WordFile, frame: Frame, item: Box) -> str:
    """A box that stands apart."""
    return _framed(file, frame, item, styles.BOX_TABLE, styles.BOX_HEADING, "box", "box", shade=file.shade)


def _framed(
    file: WordFile, frame: Frame, item: Notice | Box, style: str, heading: str, inside: str, kind: str, shade: str,
    ends_page: bool = False,
) -> str:
    """A frame around blocks: a row for each, so that a long one can go on over pages.

    A row that begins with a paragraph kept with the next is not split, so a heading has a row of its own.
    """
    opening = _opening(frame, style, [frame.width], name=plain(item.heading, file.document.language))
    before = before_table(file, frame)
    inner = replace(frame, width=frame.width - 360, inside=inside, step=0)
    head = inlines(file, inner, item.heading)
    bodies = [paragraph(file, inner, heading, head, marked=item, kind=kind)] if item.heading else []
    bodies += [blocks(file, inner, (one,)) for one in item.blocks]
    whole = inside == "box"
    rows = "".join(
        _row(file, _cell(frame.width, body, shade=shade), frame.change, whole=whole)
        for body in bodies or [_closed(file, inner, "")]
        if body
    )
    file.break_pending = file.break_pending or ends_page
    return f"{before}<w:tbl>{opening}{rows}</w:tbl>{spacer(file, frame)}"


# --------------------------------------------------------------------------------------------------------------
# Tables


def table(file: WordFile, frame: Frame, item: Table) -> str:
    """A table with repeated header rows; its caption is the name that a screen reader says."""
    widths = _widths(frame.width, item)
    look = (
        f'<w:tblLook w:val="{"0020" if _headed(item) else "0000"}" w:firstRow="{int(_headed(item))}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    style = styles.TABLE_GRID if item.borders else styles.TABLE_PLAIN
    opening = _opening(frame, style, widths, name=item.caption, look=look, centred=True)
    before = before_table(file, frame)
    file_mark = file.mark(item.id, "table", None, frame.change)
    rows = "".join(
        _table_row(file, frame.with_change(row.change), row, widths, file_mark if at == 0 else ("", ""))
        for at, row in enumerate(item.rows)
    )
    return f"{before}<w:tbl>{opening}{rows}</w:tbl>{spacer(file, frame)}"


def _headed(item: Table) -> bool:
    return bool(item.rows) and item.rows[0].header


def _widths(width: int, item: Table) -> list[int]:
    count = max((sum(cell.span for cell in row.cells) for row in item.rows), default=1)
    shares = item.widths if len(item.widths) == count else (1 / count,) * count
    widths = [round(width * share) for share in shares]
    widths[-1] += width - sum(widths)
    return widths


def _table_row(file: WordFile, frame: Frame, row: Row, widths: list[int], mark: tuple[str, str]) -> str:
    cells, at = [], 0
    for number, cell in enumerate(row.cells):
        width = sum(widths[at : at + cell.span])
        at += cell.span
        xml = _table_cell(file, frame, cell, width, row.header)
        if number == 0 and mark[0]:
            xml = (
                xml.replace("<w:p>", f"<w:p>{mark[0]}{mark[1]}", 1)
                if "<w:p><w:pPr>" not in xml
                else (xml.replace("</w:pPr>", f"</w:pPr>{mark[0]}{mark[1]}", 1))
            )
        cells.append(xml)
    return _row(file, "".join(cells), frame.change, header=row.header, height=round(row.height_mm * TWIPS_PER_MM))


def _table_cell(file: WordFile, frame: Frame, cell: Cell, width: int, header: bool) -> str:
    inner = replace(frame, width=width - _CELL_SIDES, inside="cell")
    body = _closed(file, inner, blocks(file, inner, cell.blocks))
    if cell.header or header:
        body = body.replace(f'<w:pStyle w:val="{styles.TABLE_TEXT}"/>', f'<w:pStyle w:val="{styles.TABLE_HEADING}"/>')
    return _cell(width, body, span=cell.span, shade=file.shade if header else "")


def columns(file: WordFile, frame: Frame, item: Columns) -> str:
    """Facing columns in two or more languages; the first language stays at the left, whatever the others' direction."""
    count = max((len(row) for row in item.rows), default=1)
    widths = [frame.width // count] * count
    opening = _opening(frame, styles.COLUMNS_TABLE, widths, both=not item.languages, name=" / ".join(item.languages))
    before = before_table(file, frame)
    behind = (*item.rows[1:], ())
    rows = "".join(
        _facing(file, replace(frame, keep=frame.keep or bool(after) and isinstance(after[0], Items)), item, row, widths)
        for row, after in zip(item.rows, behind, strict=True)
    )
    return f"{before}<w:tbl>{opening}{rows}</w:tbl>{spacer(file, frame)}"


def _facing(file: WordFile, frame: Frame, item: Columns, row: tuple, widths: list[int]) -> str:
    cells = []
    for at, width in enumerate(widths):
        look = file.look_for(item.languages[at]) if at < len(item.languages) else frame.look
        inner = replace(frame, width=width - _CELL_SIDES, inside="columns", look=look)
        body = block(file, inner, row[at]) if at < len(row) else ""
        cells.append(_cell(width, _closed(file, inner, body)))
    return _row(file, "".join(cells), frame.change)


# --------------------------------------------------------------------------------------------------------------
# Signatures

_LINE = '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/>'


def signature_block(file: WordFile, frame: Frame, item: SignatureBlock) -> str:
    """Signatures kept together on one page: a line to sign on, name and title below, a line for the date beside."""
    held = replace(frame, keep=True)
    head = (
        paragraph(
            file,
            held,
            styles.SIGNATURE_HEADING,
            inlines(file, held, item.heading),
            marked=item,
            kind=f"signatures.{item.kind}",
        )
        if item.heading
        else ""
    )
    before = before_table(file, frame)
    if not item.signatures:
        return head
    widths = [round(frame.width * 0.56), round(frame.width * 0.06)]
    widths.append(frame.width - sum(widths))
    opening = _opening(frame, styles.SIGNATURE_TABLE, widths, name=plain(item.heading, file.document.language))
    last = len(item.signatures) - 1
    rows = "".join(
        _signature(file, held, signature, widths, kept=at != last) for at, signature in enumerate(item.signatures)
    )
    return f"{head}{before}<w:tbl>{opening}{rows}</w:tbl>{spacer(file, frame)}"


def _signature(file: WordFile, frame: Frame, item: Signature, widths: list[int], kept: bool) -> str:
    """Two rows: the line with what stands above it, and what stands below."""
    inner = replace(frame, inside="signature", width=widths[0] - 120)
    lead = paragraph(file, inner, styles.SIGNATURE_LEAD, inlines(file, inner, item.lead)) if item.lead else ""
    line = lead + paragraph(file, inner, styles.SIGNATURE_LINE, "")
    above = _row(
        file,
        (
            _cell(widths[0], line, borders=_LINE, bottom=True)
            + _cell(widths[1], _empty(file, inner))
            + _cell(widths[2], _empty(file, inner), borders=_LINE if item.dated else "", bottom=True)
        ),
        frame.change,
    )
    under = replace(inner, keep=kept)
    said = "".join(
        paragraph(file, under, styles.SIGNATURE, inlines(file, under, content)) for content in _lines(item) if content
    )
    date = paragraph(file, under, styles.SIGNATURE, words(file, under, file.word("date_line"))) if item.dated else ""
    below = _row(
        file,
        (
            _cell(widths[0], _closed(file, under, said))
            + _cell(widths[1], _empty(file, under))
            + _cell(widths[2], date or _empty(file, under))
        ),
        frame.change,
    )
    return above + below


def _empty(file: WordFile, frame: Frame) -> str:
    return paragraph(file, frame, styles.SIGNATURE, "")


def _lines(item: Signature) -> tuple[Inlines, Inlines]:
    return item.name, item.title


WRITERS.update({Notice: notice, Table: table, Columns: columns, Box: box, SignatureBlock: signature_block})
