"""Blocks as Word paragraphs, every class of them. It knows no package and no run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..document import (
    Block,
    DrafterNote,
    Enacting,
    EndNote,
    Figure,
    Foreign,
    Inlines,
    Items,
    Paragraph,
    Provision,
    Recital,
    Section,
    Title,
    plain,
)
from ..ooxml import styles
from ..ooxml.numbering import INDENT, Placed
from ..ooxml.runs import look_of
from .word_file import SOURCES, Frame, WordFile
from .word_inlines import inlines, words

_ENDS_A_SENTENCE = (".", ":", "?", "!", "。", "：", "？", "！", "।", "۔", "؟", "—")


def blocks(file: WordFile, frame: Frame, items: Iterable[Block]) -> str:
    """The XML of blocks in order: what opens a list stays with it, and the list of a definition hangs below it."""
    items = tuple(items)
    out = []
    step = frame.step
    for at, item in enumerate(items):
        inner = frame
        if isinstance(item, Items):
            inner = replace(frame, step=step)
        elif isinstance(item, Paragraph):
            step = INDENT if item.role == "definition" else frame.step
            if at + 1 < len(items) and isinstance(items[at + 1], Items):
                inner = replace(frame, keep=True)
        out.append(block(file, inner, item))
    return "".join(out)


def block(file: WordFile, frame: Frame, item: Block) -> str:
    """The XML of one block."""
    return WRITERS[type(item)](file, frame.with_change(item.change), item)


def paragraph(
    file: WordFile,
    frame: Frame,
    style: str,
    runs: str,
    *,
    marked: object = None,
    kind: str = "",
    keep: bool = False,
    number: str = "",
    properties: str = "",
    later: str = "",
) -> str:
    """One paragraph.

    `marked` is the block whose bookmark and drafter's notes it bears, `kind` what the manifest calls that block;
    `number` is a `w:numPr`, `properties` what follows it in a `w:pPr` up to direction, `later` what follows direction.
    """
    start = end = before = after = ""
    if marked is not None:
        start, end = file.mark(marked.id, kind, getattr(marked, "origin", None), frame.change)
        before, after = _noted(file, frame, getattr(marked, "notes", ()))
    fresh = ""
    if file.break_pending and not frame.inside:
        fresh, file.break_pending = "<w:pageBreakBefore/>", False
    head = "".join(
        (
            f'<w:pStyle w:val="{style}"/>' if style != styles.NORMAL else "",
            "<w:keepNext/>" if keep or frame.keep else "",
            fresh,
            number,
            properties,
            frame.look.bidi or ('<w:bidi w:val="0"/>' if file.look.rtl else ""),
            later,
            file.paragraph_mark(frame.change),
        )
    )
    return f"<w:p>{f'<w:pPr>{head}</w:pPr>' if head else ''}{before}{start}{runs}{end}{after}</w:p>"


def _noted(file: WordFile, frame: Frame, notes: tuple[DrafterNote, ...]) -> tuple[str, str]:
    """The ranges of the comments on a paragraph: what opens before its text and what closes after it."""
    numbers = [n for n in (file.comment(note) for note in notes) if n is not None]
    properties = frame.look.properties("", styles.COMMENT_MARK)
    return (
        "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in numbers),
        "".join(
            f'<w:commentRangeEnd w:id="{n}"/><w:r>{properties}<w:commentReference w:id="{n}"/></w:r>' for n in numbers
        ),
    )


def spacer(file: WordFile, frame: Frame) -> str:
    """The thin paragraph that must follow a table."""
    return paragraph(file, frame, styles.SPACER, "", keep=False)


def before_table(file: WordFile, frame: Frame) -> str:
    """A thin paragraph on a new page, where a page break waits and a table comes next."""
    return spacer(file, frame) if file.break_pending and not frame.inside else ""


# --------------------------------------------------------------------------------------------------------------
# The instrument


def _title(file: WordFile, frame: Frame, item: Title) -> str:
    parts = (
        (styles.GOVERNMENT, item.government),
        (styles.NUMBER, item.number),
        (styles.TITLE, item.short),
        (styles.LONG_TITLE, item.long),
        (styles.DATE, item.date),
    )
    shown = [(style, content) for style, content in parts if content]
    marked = next((style for style, _ in shown if style == styles.TITLE), shown[0][0] if shown else "")
    return "".join(
        paragraph(
            file,
            frame,
            style,
            inlines(file, frame, content),
            keep=True,
            marked=item if style == marked else None,
            kind="title",
        )
        for style, content in shown
    )


def _recital(file: WordFile, frame: Frame, item: Recital) -> str:
    return paragraph(file, frame, styles.RECITAL, inlines(file, frame, item.content), marked=item, kind="recital")


def _enacting(file: WordFile, frame: Frame, item: Enacting) -> str:
    return paragraph(file, frame, styles.ENACTING, inlines(file, frame, item.content), marked=item, kind="enacting")


def _placed(file: WordFile, frame: Frame, item: Section | Provision, level: int) -> Placed:
    if not item.designator:
        return Placed(0, level, "")
    living = frame.change is None or frame.change.kind != "deleted"
    return file.numbering.place(item.series, level, item.designator, counted=living)


def _designator(file: WordFile, frame: Frame, placed: Placed, gap: str) -> str:
    """The typed part of a number: all of it, or the period after an automatic one, with the gap that follows."""
    if not placed.mark:
        return ""
    style = styles.DESIGNATOR_MARK if placed.num else styles.DESIGNATOR
    return words(file, frame, placed.mark + gap, style)


def _section(file: WordFile, frame: Frame, item: Section) -> str:
    inner = replace(frame, depth=frame.depth + 1)
    placed = _placed(file, inner, item, 0)
    numbered = bool(placed.num) or inner.depth not in file.heading_lists
    gap = " " if item.heading else ""
    head = paragraph(
        file,
        inner,
        styles.heading(inner.depth, numbered),
        _designator(file, inner, placed, gap) + inlines(file, inner, item.heading),
        marked=item,
        kind="section",
        number=placed.properties,
    )
    return head + blocks(file, inner, item.children)


def _provision(file: WordFile, frame: Frame, item: Provision) -> str:
    placed = _placed(file, frame, item, item.level)
    runs = "".join(
        (
            _designator(file, frame, placed, "\t"),
            run_in(file, frame, item.heading) if item.heading else "",
            inlines(file, frame, item.chapeau),
        )
    )
    own = paragraph(
        file,
        frame,
        styles.subdivision(item.level),
        runs,
        marked=item,
        kind="provision",
        keep=bool(item.children),
        number=placed.properties,
    )
    flush = paragraph(file, frame, styles.flush(item.level), inlines(file, frame, item.flush)) if item.flush else ""
    return own + blocks(file, frame, item.children) + flush


def run_in(file: WordFile, frame: Frame, heading: Inlines) -> str:
    """A heading that runs into its text, closed by a period where it has no mark of its own."""
    said = plain(heading, file.document.language).rstrip()
    stop = "" if said.endswith(_ENDS_A_SENTENCE) else "."
    return inlines(file, frame, heading, styles.RUN_IN) + words(file, frame, f"{stop} ", styles.DESIGNATOR_MARK)


# --------------------------------------------------------------------------------------------------------------
# Paragraphs and lists

_ROLES = {
    "lead": styles.LEAD,
    "definition": styles.DEFINITION,
    "small": styles.SMALL,
}
_INSIDE = {
    "notice": styles.NOTICE_TEXT,
    "cell": styles.TABLE_TEXT,
    "box": styles.TABLE_TEXT,
    "columns": styles.TABLE_TEXT,
}


def _in_own_language(frame: Frame, content: Inlines) -> Frame:
    """The frame of a paragraph that is all in another language: it runs as that language does."""
    if len(content) != 1 or not isinstance(content[0], Foreign):
        return frame
    return replace(frame, look=look_of(content[0].language, frame.look.fonts))


def _paragraph(file: WordFile, frame: Frame, item: Paragraph) -> str:
    frame = _in_own_language(frame, item.content)
    if item.new_page and not frame.inside:
        file.break_pending = True
    keep = item.role == "heading" or (item.role == "lead" and plain(item.content).rstrip().endswith(":"))
    return paragraph(
        file,
        frame,
        _style(file, frame, item),
        inlines(file, frame, item.content),
        marked=item,
        kind=f"paragraph.{item.role}",
        keep=keep,
    )


def _style(file: WordFile, frame: Frame, item: Paragraph) -> str:
    if item.role == "heading":
        if frame.inside:
            return {"notice": styles.NOTICE_HEADING, "box": styles.BOX_HEADING}.get(frame.inside, styles.TABLE_HEADING)
        return styles.heading(item.level, numbered=False)
    if frame.inside == "columns":  # a column is narrow: nothing is indented
        return styles.TABLE_TEXT
    if item.role == "flush":
        return styles.flush(item.level)
    if item.role in _ROLES:
        return _ROLES[item.role]
    return _INSIDE.get(frame.inside, styles.BODY)


def _items(file: WordFile, frame: Frame, item: Items) -> str:
    """A list; in a file of typed numbers its marks are typed too."""
    style = styles.FRAME_LIST if frame.inside else styles.LIST_NUMBER if item.ordered else styles.LIST_BULLET
    typed = file.options.literal_numbers
    hanging = f'<w:ind w:left="{frame.step + 540}" w:hanging="270"/>' if frame.step else ""
    last = "" if frame.inside else styles.space(0, 8)
    number = (
        ""
        if typed or not item.items
        else Placed(file.numbering.numbers() if item.ordered else file.numbering.bullets(), 0, "").properties
    )
    return "".join(
        paragraph(
            file,
            frame,
            style,
            (words(file, frame, f"{f'{at}.' if item.ordered else '•'}\t", styles.DESIGNATOR) if typed else "")
            + inlines(file, frame, content),
            number=number,
            marked=item if at == 1 else None,
            kind="items",
            later=(last if at == len(item.items) else "") + hanging,
        )
        for at, content in enumerate(item.items, 1)
    )


def _end_note(file: WordFile, frame: Frame, item: EndNote) -> str:
    """A source note of the list at the end."""
    living = frame.change is None or frame.change.kind != "deleted"
    placed = file.numbering.place(SOURCES.id, 0, f"{item.number}.", counted=living)
    return paragraph(
        file,
        frame,
        styles.SOURCE,
        _designator(file, frame, placed, "\t") + inlines(file, frame, item.content),
        marked=item,
        kind="note",
        number=placed.properties,
        later='<w:ind w:left="360" w:hanging="360"/>',
    )


def sources_heading(file: WordFile, frame: Frame) -> str:
    """The heading of the source notes."""
    return paragraph(file, frame, styles.SOURCES_HEADING, words(file, frame, file.word("end_notes")))


# --------------------------------------------------------------------------------------------------------------
# Pictures


def _figure(file: WordFile, frame: Frame, item: Figure) -> str:
    """The picture as shapes that Word draws; one that it cannot draw is replaced by its text and reported."""
    from ..ooxml.drawing import EMU_PER_MM, Undrawable, drawing

    widest = frame.width * 635 / EMU_PER_MM
    try:
        xml = drawing(item.svg, item.alternative, min(item.width_mm, widest), file.next_id())
        look = frame.look.properties()
        runs = file.tracked(f"<w:r>{look}{xml}</w:r>", frame.change)
    except Undrawable as reason:
        file.unshown.append(f"the picture '{item.id}' ({item.alternative}): {reason}")
        runs = words(file, frame, f"[{item.alternative}]")
    return paragraph(file, frame, styles.FIGURE, runs, marked=item, kind="figure")


#: how each class is written; the tables add theirs (word_tables)
WRITERS: dict[type, Callable[..., str]] = {
    Title: _title,
    Recital: _recital,
    Enacting: _enacting,
    Section: _section,
    Provision: _provision,
    Paragraph: _paragraph,
    Items: _items,
    Figure: _figure,
    EndNote: _end_note,
}
