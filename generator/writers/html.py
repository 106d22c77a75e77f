"""A Document as one accessible HTML page with everything inside it. It knows no law, no language and no network."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.document import Block, Document, Paragraph, Title, label
from generator.writers import WriterOptions, Written
from generator.writers.colour import inks
from generator.writers.html_blocks import BlockPen

CONTENTS_FROM = 5  # a page with so many sections has a list of them


def write(document: Document, options: WriterOptions) -> Written:
    """The page as UTF-8. A draft has its drafter's notes folded away, unless `comments` is off."""
    own_heading = not _opens_with_title(document.blocks)
    titled = any(isinstance(b, Title) for b in document.blocks)
    pen = BlockPen(document, options.comments, base=2 if own_heading and titled else 1, headed=own_heading)
    body = pen.blocks(document.blocks, pen.base + 1)
    page = (
        templates()
        .get_template("page.html.j2")
        .render(
            document=document,
            body=body,
            own_heading=own_heading,
            style=Markup(style_sheet(document)),
            contents=pen.contents if len(pen.contents) >= CONTENTS_FROM else (),
            say=lambda key: label(document.language, key),
        )
    )
    return Written(page.encode(), tuple(dict.fromkeys(pen.inlines.unshown)))


def _opens_with_title(blocks: tuple[Block, ...]) -> bool:
    """Whether the first block that bears a heading is the title or a first-level heading; else the page needs its own."""
    first = next(
        (b for b in blocks if isinstance(b, Title) or hasattr(b, "heading") or isinstance(b, Paragraph) and b.role == "heading"),
        None,
    )
    return isinstance(first, Title) or isinstance(first, Paragraph) and first.level <= 1


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates of pages, in which nothing stands unescaped."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def style_sheet(document: Document) -> str:
    """The style sheet, with the fonts of the language and what stands on each printed page."""
    language = document.language
    before, _, rest = label(language, "page_of").partition("{page}")
    between, _, after = rest.partition("{pages}")
    numbers = f"{_css(before)} counter(page) {_css(between)} counter(pages) {_css(after)}"
    font = language.fonts.get(language.script, "") if language.script != "latin" else ""
    ink, ground = inks(document) or ("", "")
    return (
        templates()
        .get_template("page.css.j2")
        .render(
            script=language.script,
            font=Markup(_css(font) + ", ") if font else "",
            numbers=Markup(numbers),
            ink=ink,
            ground=ground,
            header=Markup(_css(document.header or document.title)),
            draft="" if document.final else Markup(_css(label(language, "draft_header"))),
        )
    )


def _css(words: str) -> str:
    """Words as a CSS string that can leave neither the string nor the style element."""
    return '"' + re.sub(r"[^\w .,:;()/–—’-]", lambda m: f"\\{ord(m.group()):x} ", words) + '"'
