"""Word files taken apart, for tests: parts, paragraphs, fields, and a redline resolved as a tree."""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, is_dataclass, replace

from lxml import etree

from generator.document import Change, Deleted, Document, Inserted, Reformatted
from generator.ooxml.names import qn
from generator.writers.word import write


class WordParts:
    """The parts of a Word file by name, parsed when asked for."""

    def __init__(self, data: bytes):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def root(self, name: str = "word/document.xml") -> etree._Element:
        """A part as XML."""
        return etree.fromstring(self.parts[name])

    def paragraphs(self, name: str = "word/document.xml") -> list[etree._Element]:
        """Every paragraph of a part."""
        return list(self.root(name).iter(qn("w:p")))

    def styled(self, style: str) -> list[str]:
        """What the paragraphs of a style show."""
        return [shown(p) for p in self.paragraphs() if style_of(p) == style]

    def fields(self) -> list[tuple[str, str]]:
        """Each field's code and its cached words."""
        return [pair for p in self.paragraphs() for pair in fields_of(p)]


def word_parts(document: Document, options=None) -> WordParts:
    """The parts of a document's Word file."""
    return WordParts(write(document, options).data)


def style_of(paragraph: etree._Element) -> str:
    """The style id of a paragraph."""
    node = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if node is None else node.get(qn("w:val"))


def shown(node: etree._Element) -> str:
    """The text of a node, tabs and hyphens too."""
    out = []
    for one in node.iter():
        if one.tag in (qn("w:t"), qn("w:delText")):
            out.append(one.text or "")
        elif one.tag == qn("w:tab") and one.getparent().tag == qn("w:r"):
            out.append("\t")
        elif one.tag == qn("w:noBreakHyphen"):
            out.append("-")
    return "".join(out)


def fields_of(paragraph: etree._Element) -> list[tuple[str, str]]:
    """Code and cached words of the fields of a paragraph."""
    found, code, result, state = [], "", "", ""
    for node in paragraph.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:delInstrText"), qn("w:t"), qn("w:delText")):
        if node.tag == qn("w:fldChar"):
            state = node.get(qn("w:fldCharType"))
            if state == "begin":
                code = result = ""
            if state == "end":
                found.append((code.strip(), result))
        elif node.tag in (qn("w:instrText"), qn("w:delInstrText")):
            code += node.text
        elif state == "separate":
            result += node.text or ""
    return found


def taken(node, accept: bool):
    """The tree after all changes are accepted, or rejected."""
    gone = "deleted" if accept else "inserted"
    if isinstance(node, tuple):
        out = []
        for child in node:
            if isinstance(child, Inserted | Deleted):
                if isinstance(child, Inserted) == accept:
                    out += taken(child.content, accept)
            elif isinstance(child, Reformatted):
                out += (replace(one, emphasis=one.emphasis if accept else child.before) for one in taken(child.content, accept))
            elif isinstance(getattr(child, "change", None), Change):
                if child.change.kind != gone:
                    out.append(taken(replace(child, change=None), accept))
            else:
                out.append(taken(child, accept))
        return tuple(out)
    if not is_dataclass(node):
        return node
    return replace(
        node, **{f.name: taken(value, accept) for f in fields(node) if isinstance(value := getattr(node, f.name), tuple)}
    )
