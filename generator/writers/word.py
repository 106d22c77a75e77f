"""A Document as a Word file: the parts of the package, put together. It knows no law, no profile and no clock."""

from __future__ import annotations

from functools import lru_cache

from ..document import Document, EndNote
from ..ooxml import manifest as manifests
from ..ooxml.manifest import Manifest
from ..ooxml.names import DECLARATION, W_AND_R
from ..ooxml.package import Part, Relationship, content_types, pack, relationships
from ..ooxml.runs import Look, look_of
from ..ooxml.styles import SheetLook, styles_part
from ..ooxml.theme import theme_part
from . import WriterOptions, Written, word_page, word_tables  # noqa: F401  (word_tables adds its rows to the table of block writers)
from .word_blocks import block, sources_heading
from .word_comments import comments_part
from .word_file import Frame, WordFile, WordOptions

__all__ = ["WordOptions", "write"]


def write(document: Document, options: WriterOptions | None = None) -> Written:
    """The Word file of a document, and what it cannot show; the same bytes for the same document and options."""
    file = WordFile(document, options or WordOptions())
    body = _body(file)
    return Written(_package(file, body), tuple(dict.fromkeys(file.unshown)))


def _body(file: WordFile) -> str:
    """The blocks in their order, the source notes under their heading at the end."""
    frame = Frame(file.look, file.width)
    out, headed = [], False
    for item in file.document.blocks:
        if isinstance(item, EndNote) and not headed:
            out.append(sources_heading(file, frame))
            headed = True
        out.append(block(file, frame, item))
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
    head = file.letterhead
    styled = head.styles_for(file.look, *heads, file.sheet) if head else _styles(*_language(file), *heads, file.sheet)
    parts.add("styles.xml", "styles", styled, constant=True)
    parts.add("numbering.xml", "numbering", file.numbering.part())
    parts.add("fontTable.xml", "fontTable", _fonts(*_language(file)), constant=True)
    theme = (head and head.theme) or _theme(file.look.fonts.get("latin", "Times New Roman"))
    parts.add("theme/theme1.xml", "theme", theme, constant=True)
    references, title_page, even = _headers(file, parts)
    parts.add("settings.xml", "settings", word_page.settings_part(file, even), constant=True)
    if file.comments:
        parts.add("comments.xml", "comments", comments_part(file))
    parts.link("customXml", f"../{manifests.ITEM}")
    section = word_page.section_properties(file, references, head.setup if head else "", title_page)
    main = f"{DECLARATION}<w:document {W_AND_R}><w:body>{body}{section}</w:body></w:document>".encode()
    return pack([*_around(file, parts), Part("word/document.xml", main), *parts.parts])


def _headers(file: WordFile, parts: _Parts) -> tuple[str, bool, bool]:
    """Header and footer parts: the references to them, and whether the first page and even pages have their own."""
    head = file.letterhead
    title_page = head.title_page if head and head.story("header", "default") else True
    even = bool(head and head.even_and_odd)
    pages = (*(("first",) if title_page else ()), "default", *(("even",) if even else ()))
    references = []
    for kind in ("header", "footer"):
        for at, page in enumerate(pages, 1):
            data, links = word_page.story(file, kind, page)
            name = f"{kind}{at}.xml"
            references.append(f'<w:{kind}Reference w:type="{page}" r:id="{parts.add(name, kind, data)}"/>')
            if links:
                parts.parts.append(Part(f"word/_rels/{name}.rels", relationships(links)))
    for name, data, kind in head.media if head else ():
        parts.parts.append(Part(f"word/{name}", data, True))
        parts.types.append((f"word/{name}", kind))
    return "".join(references), title_page, even


def _around(file: WordFile, parts: _Parts) -> list[Part]:
    """The parts of the package that stand outside the main part, the table of types first."""
    document, properties = file.document, file.document.properties
    links = [Relationship("rId1", "officeDocument", "word/document.xml")]
    beside = [
        ("docProps/core.xml", "core-properties", word_page.core_part(document.title, properties, file.look.tag)),
        ("docProps/app.xml", "extended-properties", word_page.application_part()),
    ]
    custom = word_page.custom_part(properties)
    if custom:
        beside.append(("docProps/custom.xml", "custom-properties", custom))
    for at, (name, kind, _) in enumerate(beside, 2):
        links.append(Relationship(f"rId{at}", kind, name))
    types = [
        *parts.types,
        *((name, kind) for name, kind, _ in beside),
        ("word/document.xml", "officeDocument"),
        (manifests.ITEM_PROPERTIES, "customXmlProps"),
    ]
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
        kind=document.kind,
        place=document.place,
        language=document.language.tag,
        library_version=document.properties.library_version,
        law_date=document.properties.law_date,
        final=document.final,
        entries=tuple(file.entries),
    )


def _language(file: WordFile) -> tuple:
    look = file.look
    return look.tag, look.rtl, look.script, tuple(sorted(look.fonts.items()))


def _look(tag: str, rtl: bool, script: str, fonts: tuple) -> Look:
    return look_of(tag, dict(fonts), "rtl" if rtl else "ltr", script)


@lru_cache(maxsize=64)
def _styles(tag: str, rtl: bool, script: str, fonts: tuple, main: int, nested: int, sheet: SheetLook | None) -> bytes:
    return styles_part(_look(tag, rtl, script, fonts), main, nested, sheet)


@lru_cache(maxsize=64)
def _fonts(tag: str, rtl: bool, script: str, fonts: tuple) -> bytes:
    return word_page.font_table_part(_look(tag, rtl, script, fonts))


_theme = lru_cache(maxsize=64)(theme_part)
