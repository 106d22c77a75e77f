"""A QR code as a picture of the document tree: one path of strokes. Knows no document but the Figure."""

from __future__ import annotations

from itertools import groupby

from generator.document import Figure

QUIET = 4  # modules of white that a reader needs around the code


def qr_figure(block_id: str, link: str, alternative: str, width_mm: float = 28.0) -> Figure:
    """The QR code of a web address."""
    import segno

    rows = tuple(tuple(row) for row in segno.make(link, error="m", micro=False).matrix)
    side = len(rows) + 2 * QUIET
    strokes = "".join(_strokes(row, y) for y, row in enumerate(rows))
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">'
           f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path stroke="#000" d="{strokes}"/></svg>')
    return Figure(block_id, svg, alternative, width_mm)


def _strokes(row: tuple[int, ...], y: int) -> str:
    """A row of modules: a stroke for each run of dark ones."""
    out, x = [], QUIET
    for dark, run in groupby(row):
        length = len(tuple(run))
        if dark:
            out.append(f"M{x} {y + QUIET}.5h{length}")
        x += length
    return "".join(out)
