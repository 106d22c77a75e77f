"""A Document as a Word file: the parts of the package, put together. It knows no law, no profile and no clock."""

from __future__ import annotations

from functools import lru_cache

from ..document import Document, EndNote
from ..ooxml import manifest as manifests
from ..ooxml.manifest import Manifest
from ..ooxml.names import DECLARATION, W_AND_R
from ..ooxml.package import Part, Relationship, content_types, pack, relationships
from ..ooxml.runs import Look, look_of
from ..ooxml.styles import styles_part
from ..ooxml.theme import theme_part
from . import WriterOptions, Written, word_page, word_tables  # noqa: F401  (word_tables adds its rows to the table of block writers)
from .word_blocks import block, sources_heading
from .word_file import Frame, WordFile, WordOptions
from .word_notes import comments_part, endnotes_part

__all__ = ["WordOptions", "write"]


def write(document: Document, options: WriterOptions | None = None) -> Written:
    """The Word file of a document, and what it cannot show; the same bytes for the same document and options."""
    file = WordFile(document, options or WordOptions())
    body = _body(file)
    return Written(_package(file, body), tuple(dict.fromkeys(file.unshown)))


def _body(file: WordFile) -> str:
    """The blocks in their order, the source notes under their heading at the end."""
    frame = Frame(file.look)
    out, headed = [], file.real_notes
    for item in file.document.blocks:
        if isinstance(item, EndNote) and not headed:
            out.append(sources_heading(file, frame))
            headed = True
        out.append(block(file, frame, item))
    if file.real_notes:
        out.append(sources_heading(file, frame))
    return "".join(out)


# --------------------------------------------------------------------------------------------------------------
# The package


class _Parts:
    """The parts of a file with their types and the relationships of the main part."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.types: list[tuple[str, str]] = []
        self.links: list[Relationship] = []

    def add(self, name: str, kind: str, data: bytes, *, constant: bool = False) -> str:
        """A part that the main part refers to; its relationship id comes back."""
        self.parts.append(Part(f"word/{name}", data, constant))
        self.types.append((f"word/{name}", kind))
        return self.link(kind, name)

    def link(self, kind: str, target: str) -> str:
        """A relationship of the main part."""
        id = f"rId{len(self.links) + 1}"
        self.links.append(Relationship(id, kind, target))
        return id

    def beside(self, name: str, kind: str, data: bytes, *, constant: bool = False) -> None:
        """A part that the package refers to."""
        self.parts.append(Part(name, data, constant))
        self.types.append((name, kind))


def _package(file: WordFile, body: str) -> bytes:
    parts = _Parts()
    heads = file.heading_lists.get(1, 0), file.heading_lists.get(2, 0)
    parts.add("styles.xml", "styles", _styles(*_language(file), *heads), constant=True)
    parts.add("numbering.xml", "numbering", file.numbering.part())
    parts.add("settings.xml", "settings", word_page.settings_part(file), constant=True)
    parts.add("fontTable.xml", "fontTable", _fonts(*_language(file)), constant=True)
    parts.add("theme/theme1.xml", "theme", _theme(file.look.fonts.get("latin", "Times New Roman")), constant=True)
    references = _headers(file, parts)
    if file.real_notes:
        parts.add("endnotes.xml", "endnotes", endnotes_part(file))
    if file.comments:
        parts.add("comments.xml", "comments", comments_part(file))
    parts.link("customXml", f"../{manifests.ITEM}")
    section = word_page.section_properties(file, references)
    main = f"{DECLARATION}<w:document {W_AND_R}><w:body>{body}{section}</w:body></w:document>".encode()
    return pack([*_around(file, parts), Part("word/document.xml", main), *parts.parts])


def _headers(file: WordFile, parts: _Parts) -> str:
    """Header and footer parts; the references to them."""
    rows = (
        ("header", "first", "header1.xml", word_page.header_part(file, first=True)),
        ("header", "default", "header2.xml", word_page.header_part(file, first=False)),
        ("footer", "first", "footer1.xml", word_page.footer_part(file)),
        ("footer", "default", "footer2.xml", word_page.footer_part(file)),
    )
    return "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="{parts.add(name, kind, data)}"/>' for kind, page, name, data in rows
    )


def _around(file: WordFile, parts: _Parts) -> list[Part]:
    """The parts of the package that stand outside the main part, the table of types first."""
    document, properties = file.document, file.document.properties
    links = [Relationship("rId1", "officeDocument", "word/document.xml")]
    beside = [("docProps/core.xml", "core-properties", word_page.core_part(document.title, properties, file.look.tag)),
              ("docProps/app.xml", "extended-properties", word_page.application_part())]
    custom = word_page.custom_part(properties)
    if custom:
        beside.append(("docProps/custom.xml", "custom-properties", custom))
    for at, (name, kind, _) in enumerate(beside, 2):
        links.append(Relationship(f"rId{at}", kind, name))
    types = [*parts.types, *((name, kind) for name, kind, _ in beside),
             ("word/document.xml", "officeDocument"), (manifests.ITEM_PROPERTIES, "customXmlProps")]
    item_links = relationships([Relationship("rId1", "customXmlProps", "itemProps1.xml")])
    return [
        Part("[Content_Types].xml", content_types(types), True),
        Part("_rels/.rels", relationships(links), True),
        Part("word/_rels/document.xml.rels", relationships(parts.links), True),
        *(Part(name, data, name.endswith("app.xml")) for name, _, data in beside),
        Part(manifests.ITEM, manifests.manifest_part(_manifest(file))),
        Part("customXml/_rels/item1.xml.rels", item_links, True),
        Part(manifests.ITEM_PROPERTIES, manifests.properties_part(), True),
    ]


def _manifest(file: WordFile) -> Manifest:
    document = file.document
    return Manifest(
        kind=document.kind, place=document.place, language=document.language.tag,
        library_version=document.properties.library_version, law_date=document.properties.law_date,
        final=document.final, entries=tuple(file.entries),
    )


def _language(file: WordFile) -> tuple:
    look = file.look
    return look.tag, look.rtl, look.script, tuple(sorted(look.fonts.items()))


def _look(tag: str, rtl: bool, script: str, fonts: tuple) -> Look:
    return look_of(tag, dict(fonts), "rtl" if rtl else "ltr", script)


@lru_cache(maxsize=64)
def _styles(tag: str, rtl: bool, script: str, fonts: tuple, main: int, nested: int) -> bytes:
    return styles_part(_look(tag, rtl, script, fonts), main, nested)


@lru_cache(maxsize=64)
def _fonts(tag: str, rtl: bool, script: str, fonts: tuple) -> bytes:
    return word_page.font_table_part(_look(tag, rtl, script, fonts))


_theme = lru_cache(maxsize=64)(theme_part)
