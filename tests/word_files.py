"""Small Word files made with python-docx for the tests of ooxml, and how to look into a redline."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from generator.ooxml.anchors import HASHED, PREFIX
from generator.ooxml.names import W
from generator.ooxml.reading import Package, open_package
from generator.ooxml.wml import BOOKMARK_START, NAME, P, T

Run = tuple[str, str]  # words, emphasis: any of b, i, u


def docx(*blocks, header: str = "", footer: str = "") -> bytes:
    """A file of blocks: a text, (style, text), a list of runs, or {"rows": [[cell, …], …]}."""
    document = Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    for block in blocks:
        _add(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add(document, block) -> None:
    if isinstance(block, dict):
        rows: Sequence[Sequence[str]] = block["rows"]
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
    elif isinstance(block, tuple):
        document.add_paragraph(block[1], style=block[0])
    elif isinstance(block, list):
        paragraph = document.add_paragraph()
        for words, emphasis in block:
            run = paragraph.add_run(words)
            run.bold, run.italic, run.underline = ("b" in emphasis or None, "i" in emphasis or None, "u" in emphasis or None)
            if "r" in emphasis:
                run.font.rtl = True
    else:
        document.add_paragraph(block)


def package(data: bytes) -> Package:
    """The file opened."""
    return open_package(data, "test.docx")


def body(data: bytes) -> etree._Element:
    """The body of a file."""
    opened = package(data)
    return opened.root(opened.document()).find(qn("w:body"))


def paragraphs(data: bytes) -> list[str]:
    """The texts of the paragraphs, deleted words included."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"), qn("w:delText"))) for p in body(data).iter(qn("w:p"))]


def texts(package: Package) -> list[str]:
    """The paragraphs of the document, empty ones left out, as their w:t say (results of fields aside)."""
    found = []
    for p in package.root(package.document()).iter(P):
        inside, words = 0, []
        for element in p.iter(T, qn("w:fldChar")):
            if element.tag == T:
                words += [] if inside else [element.text or ""]
            else:
                inside += {"begin": 1, "end": -1}.get(element.get(qn("w:fldCharType")), 0)
        if "".join(words).strip():
            found.append("".join(words))
    return found


def our_bookmarks(package: Package) -> set[str]:
    """The names of our bookmarks."""
    found = {m.get(NAME, "") for m in package.root(package.document()).iter(BOOKMARK_START)}
    return {n for n in found if n.startswith((PREFIX, HASHED))}


def marked(data: bytes, tag: str) -> list[str]:
    """The words inside each revision of this tag (ins, del, moveFrom, moveTo), those without words left out."""
    found = ["".join(t.text or "" for t in e.iter(qn("w:t"), qn("w:delText"))) for e in body(data).iter(qn(f"w:{tag}"))]
    return [words for words in found if words]


def with_body(inner: str) -> bytes:
    """A file whose body is this WordprocessingML (prefixes w and r are declared)."""
    opened = package(docx("x"))
    ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document = f'<w:document xmlns:w="{W}" xmlns:r="{ns}"><w:body>{inner}</w:body></w:document>'.encode()
    return Package({**opened.parts, opened.document(): document}, "test.docx").to_bytes()


def edit(path: Path, to: Path, change) -> Path:
    """A copy of a file that python-docx changed; `change` gets the paragraphs by the id of their bookmark."""
    document = Document(str(path))
    named = {}
    for paragraph in document.paragraphs:
        for mark in paragraph._p.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bookmarkStart"):
            named[mark.values()[-1]] = paragraph
    change(named)
    document.save(str(to))
    return to


def put(paragraph, old: str, new: str) -> None:
    """Other words in a paragraph of python-docx."""
    run = next(r for r in paragraph.runs if old in r.text)
    run.text = run.text.replace(old, new, 1)
