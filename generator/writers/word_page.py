"""What stands around the text: headers, footers, page setup, settings, document properties. It knows no block."""

from __future__ import annotations

import re

from ..document import Properties
from ..ooxml import styles
from ..ooxml.names import CP, CUSTOM, DC, DECLARATION, EP, VT, W_AND_R, W
from ..ooxml.package import Relationship, text
from ..ooxml.runs import Look, word_tag
from .word_blocks import paragraph
from .word_file import Frame, WordFile
from .word_inlines import page_field, words

LETTER = '<w:pgSz w:w="12240" w:h="15840"/>'
MARGINS = (
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="576" w:footer="720" w:gutter="0"/>'
)
SHEET_MARGINS = (
    '<w:pgMar w:top="1080" w:right="1080" w:bottom="1080" w:left="1080" w:header="500" w:footer="500" w:gutter="0"/>'
)


def story(file: WordFile, kind: str, page: str) -> tuple[bytes, tuple[Relationship, ...]]:
    """A header or footer with what it links to: the letterhead's where it has one for that page, else ours.

    The draft mark and the number of the page are added to a letterhead that lacks them.
    """
    town = file.letterhead.story(kind, page) if file.letterhead else None
    if town is None:
        first = page == "first"
        return (header_part(file, first) if kind == "header" else footer_part(file)), ()
    from ..ooxml.template import with_paragraph

    frame, data = Frame(file.look), town.xml
    if kind == "header" and file.draft:
        data = with_paragraph(data, draft_mark(file, frame), first=True)
    if kind == "footer" and not town.numbered:
        data = with_paragraph(data, pages(file, frame), first=False)
    return data, town.links


def header_part(file: WordFile, first: bool) -> bytes:
    """The header: the draft mark on every page of a draft, the document's title on every page but the first."""
    frame = Frame(file.look)
    lines = [draft_mark(file, frame)] if file.draft else []
    title = file.document.header or file.document.title
    if not first and title:
        lines.append(paragraph(file, frame, styles.HEADER, words(file, frame, title)))
    body = "".join(lines) or paragraph(file, frame, styles.HEADER, "")
    return f"{DECLARATION}<w:hdr {W_AND_R}>{body}</w:hdr>".encode()


def draft_mark(file: WordFile, frame: Frame) -> str:
    """The line that says on every page that this is a draft."""
    return paragraph(file, frame, styles.DRAFT_MARK, words(file, frame, file.word("draft_header")))


def footer_part(file: WordFile) -> bytes:
    """The footer: the document's own line, then page of pages."""
    frame = Frame(file.look)
    own = (
        paragraph(file, frame, styles.FOOTER, words(file, frame, file.document.footer)) if file.document.footer else ""
    )
    return f"{DECLARATION}<w:ftr {W_AND_R}>{own}{pages(file, frame)}</w:ftr>".encode()


def pages(file: WordFile, frame: Frame) -> str:
    """The line "Page x of y" in the document's language."""
    runs = []
    for piece in re.split(r"(\{page\}|\{pages\})", file.word("page_of")):
        if piece in ("{page}", "{pages}"):
            runs.append(page_field(frame, "PAGE" if piece == "{page}" else "NUMPAGES"))
        elif piece:
            runs.append(words(file, frame, piece))
    return paragraph(file, frame, styles.FOOTER, "".join(runs))


def section_properties(file: WordFile, references: str, setup: str = "", title_page: bool = True) -> str:
    """The `w:sectPr` at the end of the body; `setup` is a letterhead's paper and margins."""
    lines = '<w:lnNumType w:countBy="1" w:distance="360" w:restart="newPage"/>' if file.options.line_numbers else ""
    return "".join(
        (
            "<w:sectPr>",
            references,
            setup or LETTER + (SHEET_MARGINS if file.sheet else MARGINS),
            lines,
            '<w:cols w:space="720"/>',
            "<w:titlePg/>" if title_page else "",
            file.look.bidi,
            "</w:sectPr>",
        )
    )


def settings_part(file: WordFile, even_and_odd: bool = False) -> bytes:
    """The settings: no identifiers of the session, Word's present layout rules, Track Changes in a redline."""
    tag = word_tag(file.look.tag)
    theme = {"latin": "", "complex": f' w:bidi="{tag}"', "east_asian": f' w:eastAsia="{tag}"'}[file.look.script]
    return "".join(
        (
            f'{DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>',
            "<w:trackRevisions/>" if file.tracking else "",
            '<w:defaultTabStop w:val="720"/>',
            "<w:evenAndOddHeaders/>" if even_and_odd else "",
            '<w:characterSpacingControl w:val="doNotCompress"/>',
            '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
            'w:val="15"/></w:compat>',
            f'<w:themeFontLang w:val="{tag}"{theme}/><w:decimalSymbol w:val="."/>'
            '<w:listSeparator w:val=","/></w:settings>',
        )
    ).encode()


def font_table_part(look: Look) -> bytes:
    """The fonts that the file names."""
    fonts = sorted({look.fonts.get(slot, "Times New Roman") for slot in ("latin", "complex", "east_asian")})
    rows = "".join(f'<w:font w:name="{text(font)}"/>' for font in fonts)
    return f'{DECLARATION}<w:fonts xmlns:w="{W}">{rows}</w:fonts>'.encode()


def core_part(title: str, properties: Properties, language: str) -> bytes:
    """Title, subject and language; no person and no time."""
    rows = (("title", properties.title or title), ("subject", properties.subject), ("language", language))
    body = "".join(f"<dc:{name}>{text(value)}</dc:{name}>" for name, value in rows if value)
    return f'{DECLARATION}<cp:coreProperties xmlns:cp="{CP}" xmlns:dc="{DC}">{body}</cp:coreProperties>'.encode()


def application_part() -> bytes:
    """The least that a reader of extended properties expects."""
    return f'{DECLARATION}<Properties xmlns="{EP}"><DocSecurity>0</DocSecurity></Properties>'.encode()


_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the id that the standard gives to custom properties


def custom_part(properties: Properties) -> bytes:
    """Licence, library version and law date as custom properties; empty where there are none."""
    rows = [
        (name, value)
        for name, value in (
            ("Licence", properties.licence),
            ("Library version", properties.library_version),
            ("Law as of", properties.law_date),
        )
        if value
    ]
    body = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{at}" name="{name}"><vt:lpwstr>{text(value)}</vt:lpwstr></property>'
        for at, (name, value) in enumerate(rows, 2)
    )
    return f'{DECLARATION}<Properties xmlns="{CUSTOM}" xmlns:vt="{VT}">{body}</Properties>'.encode() if body else b""
