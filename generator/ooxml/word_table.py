"""The tables of a Word file as rows of plain words, changes accepted. Knows nothing of what they say."""

from __future__ import annotations

from .names import W
from .reading import open_package


def table_rows(data: bytes, name: str) -> list[tuple[str, ...]]:
    """The words of every cell, row by row, of every table of the file's body; paragraphs of a cell on lines."""
    package = open_package(data, name)
    body = package.root(package.document())
    return [tuple(_words(cell) for cell in row.iterchildren(f"{{{W}}}tc")) for row in body.iter(f"{{{W}}}tr")]


def _words(cell) -> str:
    """The words of a cell as they are with every tracked change accepted."""
    return "\n".join(_paragraph(p) for p in cell.iter(f"{{{W}}}p")).strip("\n")


def _paragraph(paragraph) -> str:
    out = []
    for node in paragraph.iter():
        if node.tag == f"{{{W}}}t" and not _deleted(node, paragraph):
            out.append(node.text or "")
        elif node.tag == f"{{{W}}}noBreakHyphen":
            out.append("-")
        elif node.tag in (f"{{{W}}}tab", f"{{{W}}}br") and node.getparent().tag == f"{{{W}}}r":
            out.append(" ")
    return "".join(out)


def _deleted(node, paragraph) -> bool:
    return any(a.tag in (f"{{{W}}}del", f"{{{W}}}moveFrom") for a in node.iterancestors() if a is not paragraph)
