"""The styles of our files: one table of names and looks, and the styles part for a language. It knows no block."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .names import DECLARATION, W
from .numbering import INDENT, LEVELS, indent
from .package import attribute
from .runs import Look

HEADINGS = 4  # depths of section headings
SUBDIVISIONS = LEVELS - 1

# Style ids that writers set and readers look for.
NORMAL, BODY, LEAD, DEFINITION, SMALL = "Normal", "BodyText", "SectionLead", "Definition", "SmallPrint"
GOVERNMENT, NUMBER, TITLE, LONG_TITLE, DATE = "Government", "InstrumentNumber", "Title", "LongTitle", "InstrumentDate"
RECITAL, ENACTING = "Recital", "EnactingClause"
LIST_BULLET, LIST_NUMBER, FRAME_LIST = "ListBullet", "ListNumber", "FrameList"
TABLE_TEXT, TABLE_HEADING = "TableText", "TableHeading"
NOTICE_HEADING, NOTICE_TEXT, BOX_HEADING = "NoticeHeading", "NoticeText", "BoxHeading"
SIGNATURE_HEADING, SIGNATURE, SIGNATURE_LINE = "SignatureHeading", "Signature", "SignatureLine"
SIGNATURE_LEAD = "SignatureLead"
SOURCES_HEADING, SOURCE, SOURCE_MARK = "SourcesHeading", "SourceNote", "SourceMark"
FIGURE, SPACER = "Figure", "Spacer"
HEADER, FOOTER, DRAFT_MARK = "Header", "Footer", "DraftMark"
COMMENT_TEXT, COMMENT_MARK = "CommentText", "CommentReference"

UNNUMBERED = "UnnumberedHeading"  # with its depth

# Character styles: what a reader needs to know the words again.
DESIGNATOR, DESIGNATOR_MARK = "Designator", "DesignatorMark"
TERM, CITATION, NAME, BLANK, RUN_IN = "DefinedTerm", "Citation", "OfficialName", "BlankField", "RunInHeading"

# Table styles.
TABLE_PLAIN, TABLE_GRID = "TableNormal", "TableGrid"
NOTICE_TABLE, BOX_TABLE, COLUMNS_TABLE, SIGNATURE_TABLE = "NoticeTable", "BoxTable", "ColumnsTable", "SignatureTable"


def heading(depth: int, numbered: bool = True) -> str:
    """The style of a section heading; one that bears no number has a style of its own, tied to no list."""
    depth = min(max(depth, 1), HEADINGS)
    return f"Heading{depth}" if numbered else f"{UNNUMBERED}{depth}"


def subdivision(level: int) -> str:
    """The style of a subdivision, counted from 1."""
    return f"Subdivision{min(max(level, 1), SUBDIVISIONS)}"


def flush(level: int) -> str:
    """The style of flush text, aligned with the chapeau of a subdivision; level 0 is a section's own."""
    return f"Flush{min(level, SUBDIVISIONS)}" if level > 0 else BODY


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its id, the name that Word shows, kind, parent, paragraph and run properties as XML."""

    id: str
    name: str
    based_on: str = NORMAL
    paragraph: str = ""
    run: str = ""
    next: str = ""
    kind: str = "paragraph"
    table: str = ""
    built_in: bool = False
    default: bool = False


@dataclass(frozen=True, slots=True)
class SheetLook:
    """The look of a sheet around an instrument: large type in frames too, headings in the town's ink on its pale ground."""

    ink: str
    ground: str


BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"
TIGHT = "<w:contextualSpacing/>"
CENTRE = '<w:jc w:val="center"/>'


def size(points: float) -> str:
    """Font size in both slots."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def space(before: float = 0, after: float = 0, line: int = 0) -> str:
    """Space before and after in points; `line` in 240ths of a line."""
    rule = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{rule}/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def _number(num: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""


def _border(side: str, weight: int = 4, gap: int = 4, colour: str = "auto") -> str:
    return f'<w:{side} w:val="single" w:sz="{weight}" w:space="{gap}" w:color="{colour}"/>'


def _paragraphs(look: Look, main: int, nested: int) -> list[Style]:
    """Paragraph styles. `main` and `nested` are the lists whose numbers headings 1 and 2 bear (0: none)."""
    caps = "<w:caps/>" if look.script == "latin" else ""
    slant = ITALIC if look.script == "latin" else ""
    korean = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if look.tag.startswith("ko") else ""
    rows = [
        Style(NORMAL, "Normal", "", f"<w:widowControl/>{korean}{look.bidi}", built_in=True, default=True),
        Style(BODY, "Body Text", NORMAL, space(0, 8), built_in=True),
        Style(LEAD, "Section Lead", BODY),
        Style(DEFINITION, "Definition", BODY, f'<w:ind w:left="{INDENT}" w:firstLine="0"/>'),
        Style(SMALL, "Small Print", NORMAL, space(0, 4), size(9.5)),
        Style(GOVERNMENT, "Government", NORMAL, KEEP + space(10, 6) + CENTRE, BOLD + caps + size(14)),
        Style(NUMBER, "Instrument Number", NORMAL, KEEP + space(0, 10) + CENTRE, BOLD + caps),
        Style(TITLE, "Title", NORMAL, KEEP + space(0, 10) + CENTRE, BOLD + caps + size(13), built_in=True),
        Style(
            LONG_TITLE,
            "Long Title",
            NORMAL,
            f'{KEEP}{space(0, 10)}<w:ind w:left="{INDENT}" w:right="{INDENT}"/>{CENTRE}',
            slant,
        ),
        Style(DATE, "Instrument Date", NORMAL, space(0, 10) + CENTRE),
        Style(RECITAL, "Recital", NORMAL, f'{space(0, 8)}<w:ind w:firstLine="{INDENT}"/>'),
        Style(ENACTING, "Enacting Clause", NORMAL, f'{space(4, 8)}<w:ind w:firstLine="{INDENT}"/>', BOLD),
    ]
    for depth in range(1, HEADINGS + 1):
        tied = _number(main if depth == 1 else nested if depth == 2 else 0, 0)
        rows.append(
            Style(
                f"Heading{depth}",
                f"heading {depth}",
                NORMAL,
                f'{KEEP}{tied}{space(12, 6)}<w:ind w:left="0" w:firstLine="0"/>{_outline(depth - 1)}',
                BOLD + size(12),
                next=LEAD,
                built_in=True,
            )
        )
        rows.append(
            Style(
                f"{UNNUMBERED}{depth}",
                f"Unnumbered Heading {depth}",
                NORMAL,
                f"{KEEP}{space((14, 12, 10, 8)[depth - 1], 4)}{_outline(depth - 1)}",
                BOLD + size((16, 13, 12, 11)[depth - 1]),
                next=BODY,
            )
        )
    for level in range(1, SUBDIVISIONS + 1):
        tabs, _, ind = indent(level).partition("<w:ind")
        rows.append(
            Style(
                f"Subdivision{level}",
                f"Subdivision {level}",
                NORMAL,
                f"{_number(main, level)}{tabs}{space(0, 6)}<w:ind{ind}",
            )
        )
        rows.append(
            Style(
                f"Flush{level}",
                f"Flush {level}",
                NORMAL,
                f'{space(0, 6)}<w:ind w:left="{INDENT * level}" w:firstLine="0"/>',
            )
        )
    listed = '<w:ind w:left="540" w:hanging="270"/>'
    rows += [
        Style(LIST_BULLET, "List Bullet", NORMAL, f"{space(0, 4)}{listed}", built_in=True),
        Style(LIST_NUMBER, "List Number", NORMAL, f"{space(0, 4)}{listed}", built_in=True),
        Style(FRAME_LIST, "Frame List", NORMAL, f"{space(0, 4)}{listed}{TIGHT}", size(10.5)),
        Style(TABLE_TEXT, "Table Text", NORMAL, space(1, 1), size(10.5)),
        Style(TABLE_HEADING, "Table Heading", TABLE_TEXT, KEEP, BOLD),
        Style(NOTICE_HEADING, "Notice Heading", NORMAL, KEEP + space(4, 4), BOLD + size(12)),
        Style(NOTICE_TEXT, "Notice Text", NORMAL, space(0, 4), size(10.5)),
        Style(BOX_HEADING, "Box Heading", NORMAL, KEEP + space(3, 3), BOLD + size(12)),
        Style(SIGNATURE_HEADING, "Signature Heading", NORMAL, KEEP + space(14, 4), BOLD),
        Style(SIGNATURE, "Signature", NORMAL, space(0, 0), built_in=True),
        Style(SIGNATURE_LEAD, "Signature Lead", SIGNATURE, space(12, 0)),
        Style(SIGNATURE_LINE, "Signature Line", SIGNATURE, space(22, 0)),
        Style(SOURCES_HEADING, "Sources Heading", NORMAL, f"{KEEP}{space(16, 6)}{_outline(0)}", BOLD + size(12)),
        Style(SOURCE, "Source Note", NORMAL, f'{space(0, 3)}<w:ind w:left="360" w:hanging="360"/>', size(10)),
        Style(FIGURE, "Figure", NORMAL, space(6, 6) + CENTRE),
        Style(
            SPACER,
            "Spacer",
            NORMAL,
            '<w:suppressLineNumbers/><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>',
            size(4),
        ),
        Style(HEADER, "header", NORMAL, space(0, 6) + CENTRE, size(9.5), built_in=True),
        Style(FOOTER, "footer", NORMAL, CENTRE, size(9.5), built_in=True),
        Style(DRAFT_MARK, "Draft Mark", HEADER, space(0, 2), f'{BOLD}<w:color w:val="9C1C1C"/>{size(11)}'),
        Style(COMMENT_TEXT, "annotation text", NORMAL, space(0, 3), size(10), built_in=True),
    ]
    return rows


def _characters(look: Look) -> list[Style]:
    run_in = ITALIC if look.script == "latin" else BOLD
    raised = '<w:vertAlign w:val="superscript"/>'
    return [
        Style("DefaultParagraphFont", "Default Paragraph Font", "", kind="character", built_in=True, default=True),
        Style(DESIGNATOR, "Designator", "DefaultParagraphFont", kind="character"),
        Style(DESIGNATOR_MARK, "Designator Mark", "DefaultParagraphFont", kind="character"),
        Style(TERM, "Defined Term", "DefaultParagraphFont", run=BOLD, kind="character"),
        Style(CITATION, "Citation", "DefaultParagraphFont", kind="character"),
        Style(NAME, "Official Name", "DefaultParagraphFont", kind="character"),
        Style(BLANK, "Blank Field", "DefaultParagraphFont", kind="character"),
        Style(RUN_IN, "Run-in Heading", "DefaultParagraphFont", run=run_in, kind="character"),
        Style(COMMENT_MARK, "annotation reference", "DefaultParagraphFont", run=size(8), kind="character", built_in=True),
        Style(SOURCE_MARK, "Source Mark", "DefaultParagraphFont", run=raised, kind="character"),
    ]


def _tables() -> list[Style]:
    margins = (
        '<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        '<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )

    def framed(weight: int, inside: bool, colour: str = "auto") -> str:
        sides = "top left bottom right insideH insideV" if inside else "top left bottom right"
        return "<w:tblBorders>" + "".join(_border(s, weight, 0, colour) for s in sides.split()) + "</w:tblBorders>"

    return [
        Style(
            "TableNormal",
            "Normal Table",
            "",
            kind="table",
            built_in=True,
            default=True,
            table='<w:tblInd w:w="0" w:type="dxa"/>' + margins.format(top=0, side=108),
        ),
        Style(
            TABLE_GRID,
            "Table Grid",
            "TableNormal",
            kind="table",
            built_in=True,
            table=framed(4, True) + margins.format(top=50, side=108),
        ),
        Style(
            NOTICE_TABLE,
            "Notice Table",
            "TableNormal",
            kind="table",
            table=framed(12, False) + margins.format(top=40, side=180),
        ),
        Style(
            BOX_TABLE,
            "Box Table",
            "TableNormal",
            kind="table",
            table=framed(8, False) + margins.format(top=40, side=160),
        ),
        Style(
            COLUMNS_TABLE,
            "Columns Table",
            "TableNormal",
            kind="table",
            table=framed(4, True, "A6A6A6") + margins.format(top=50, side=108),
        ),
        Style(SIGNATURE_TABLE, "Signature Table", "TableNormal", kind="table", table=margins.format(top=0, side=60)),
    ]


#: what a sheet says otherwise: style -> (points, whether it is in the sheet's ink)
_ON_SHEET = {
    f"{UNNUMBERED}1": (22, True),
    f"{UNNUMBERED}2": (15, True),
    f"{UNNUMBERED}3": (13, True),
    f"{UNNUMBERED}4": (12, True),
    BOX_HEADING: (14, True),
    NOTICE_HEADING: (14, True),
    SIGNATURE_HEADING: (14, True),
    SOURCES_HEADING: (14, True),
    FRAME_LIST: (12, False),
    TABLE_TEXT: (12, False),
    NOTICE_TEXT: (12, False),
    SMALL: (11, False),
    SOURCE: (11, False),
    HEADER: (10, False),
    FOOTER: (10, False),
}


def _on_sheet(style: Style, sheet: SheetLook) -> Style:
    """The style as a sheet has it: larger, its headings and frames in the sheet's ink."""
    if style.kind == "table":
        return replace(style, table=style.table.replace('w:color="auto"', f'w:color="{sheet.ink}"'))
    if style.id not in _ON_SHEET:
        return style
    points, inked = _ON_SHEET[style.id]
    run = style.run.partition("<w:sz ")[0] + (f'<w:color w:val="{sheet.ink}"/>' if inked else "") + size(points)
    return replace(style, run=run)


def table(look: Look, main: int = 0, nested: int = 0, sheet: SheetLook | None = None) -> list[Style]:
    """Every style of a file in a language; `sheet` where it is a sheet around an instrument."""
    none = Style("NoList", "No List", "", kind="numbering", built_in=True, default=True)
    rows = [*_paragraphs(look, main, nested), *_characters(look), *_tables(), none]
    return rows if sheet is None else [_on_sheet(row, sheet) for row in rows]


def style_xml(style: Style) -> str:
    """One `w:style` element."""
    return "".join(
        (
            f'<w:style w:type="{style.kind}"',
            ' w:default="1"' if style.default else "",
            "" if style.built_in else ' w:customStyle="1"',
            f' w:styleId="{style.id}"><w:name w:val="{attribute(style.name)}"/>',
            f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else "",
            f'<w:next w:val="{style.next}"/>' if style.next else "",
            "<w:qFormat/>" if style.kind == "paragraph" else "",
            f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else "",
            f"<w:rPr>{style.run}</w:rPr>" if style.run else "",
            f"<w:tblPr>{style.table}</w:tblPr>" if style.table else "",
            "</w:style>",
        )
    )


def styles_part(look: Look, main: int = 0, nested: int = 0, sheet: SheetLook | None = None) -> bytes:
    """The styles part for a language; `main` and `nested` are the lists whose numbers headings 1 and 2 bear."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{look.font_slots()}{size(12)}{look.lang()}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    body = "".join(style_xml(style) for style in table(look, main, nested, sheet))
    return f'{DECLARATION}<w:styles xmlns:w="{W}">{defaults}{body}</w:styles>'.encode()
