"""A Document as PDF by Typst: tagged (PDF/UA-1), titled, in its language, the same bytes each time. It knows no law.

Typst brings Latin fonts only. For any other script a font must be on the machine, or in a folder of TYPST_FONT_PATHS.
"""

from __future__ import annotations

import importlib.util
import os
import re
from functools import lru_cache
from pathlib import Path

from generator.document import Block, Document, Paragraph, label
from generator.errors import DraftingError
from generator.ooxml.runs import look_of
from generator.writers import WriterOptions, Written
from generator.writers.colour import inks
from generator.writers.typeset_blocks import BlockPen
from generator.writers.typeset_inlines import InlinePen, call, string, tag_of, tuple_of

INSTALL = "pip install 'model-ordinance[pdf]'"
SANS = ("Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans", "Libertinus Serif")
SERIF = ("Liberation Serif", "Times New Roman", "Noto Serif", "Libertinus Serif")
#: language: the families that can set it, the first the one to install, and the Debian package that holds it
SCRIPTS = {
    "ar": (("Noto Sans Arabic", "Noto Naskh Arabic", "Arial", "Segoe UI", "Geeza Pro"), "fonts-noto-core"),
    "fa": (("Noto Sans Arabic", "Noto Naskh Arabic", "Arial", "Segoe UI", "Geeza Pro"), "fonts-noto-core"),
    "ps": (("Noto Sans Arabic", "Noto Naskh Arabic", "Arial", "Segoe UI"), "fonts-noto-core"),
    "ur": (("Noto Nastaliq Urdu", "Urdu Typesetting"), "fonts-noto-core"),
    "he": (("Noto Sans Hebrew", "Arial", "Arial Hebrew"), "fonts-noto-core"),
    "gu": (("Noto Sans Gujarati", "Nirmala UI", "Gujarati Sangam MN"), "fonts-noto-core"),
    "hi": (("Noto Sans Devanagari", "Nirmala UI", "Devanagari Sangam MN"), "fonts-noto-core"),
    "bn": (("Noto Sans Bengali", "Nirmala UI", "Bangla Sangam MN"), "fonts-noto-core"),
    "pa": (("Noto Sans Gurmukhi", "Nirmala UI"), "fonts-noto-core"),
    "te": (("Noto Sans Telugu", "Nirmala UI"), "fonts-noto-core"),
    "ta": (("Noto Sans Tamil", "Nirmala UI"), "fonts-noto-core"),
    "ko": (("Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo"), "fonts-noto-cjk"),
    "ja": (("Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans"), "fonts-noto-cjk"),
    "zh-Hans": (("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"), "fonts-noto-cjk"),
    "zh-Hant": (("Noto Sans CJK TC", "Microsoft JhengHei", "PingFang TC"), "fonts-noto-cjk"),
    "ru": (("Noto Sans", "Arial"), "fonts-noto-core"),
    "uk": (("Noto Sans", "Arial"), "fonts-noto-core"),
}
#: the space between two lines, and the least of it in a sheet that is set close: what hangs and rises must not meet
LEADING = {"ur": "1.35em", "latin": "0.68em", "complex": "0.82em", "east_asian": "0.78em"}
LEAST = {"ur": "1.05em", "ar": "0.72em", "fa": "0.72em", "latin": "0.45em", "complex": "0.6em", "east_asian": "0.5em"}
DENSEST = 2
OVERFULL = "panel too full"  # what the template says
_PAGES = re.compile(rb"/Type\s*/Pages\s*/Count\s+(\d+)")
_MISSING = re.compile(r"the text `\"(.*?)\"` could not be displayed")


def installed() -> bool:
    """Whether Typst is there."""
    return importlib.util.find_spec("typst") is not None


def write(document: Document, options: WriterOptions) -> Written:
    """The PDF of a document. A DraftingError tells what is missing: Typst, or a font, and how to get it.

    One that should take no more than so many pages is set closer, never smaller, until it does.
    """
    _typst()
    _ask_for_font(document.language.tag)
    found: list[tuple[int, bytes]] = []
    for dense in range(DENSEST + 1):
        pen = BlockPen(document, lambda tag: _fonts(tag, document.layout))
        data, fault = _compiled(code(document, options, pen, dense), document)
        if data:
            found.append((int(_PAGES.search(data)[1]), data))
        if data and (not document.pages or found[-1][0] <= document.pages):
            break
    if not found:
        raise fault
    pages, data = min(found, key=lambda one: one[0])  # of as many pages, the one that is set least close
    told = ["the letterhead"] if options.template else []
    if document.pages and pages > document.pages:
        told.append(f"it on {document.pages} pages: it takes {pages}")
    return Written(data, tuple(dict.fromkeys((*pen.inlines.unshown, *told))))


def _compiled(source: str, document: Document) -> tuple[bytes, DraftingError | None]:
    """The PDF of a source; or, where the panels of a leaflet do not hold theirs, the fault that a closer setting may mend."""
    try:
        return _compiler().compile(input=source.encode(), format="pdf", pdf_standards=["ua-1"]), None
    except _typst().TypstError as error:
        if OVERFULL not in str(error):
            raise _told(error, document) from error
        return b"", DraftingError("the leaflet does not hold what should stand on one of its panels",
                                  "Ask for the handout without --fold, or shorten the names in the profile.")


def code(document: Document, options: WriterOptions, pen: BlockPen, dense: int = 0) -> str:
    """The whole source: what the document looks like, the parts of a page, the blocks."""
    template = Path(__file__).parent.joinpath("templates", "sheet.typ").read_text(encoding="utf-8")
    if document.layout == "leaflet":
        cover, *inside, back = (pen.blocks(panel, 2) for panel in _panels(document.blocks))
        body = call("leaflet", "around", cover, back, *inside)
    else:
        body = pen.blocks(document.blocks, 2)
    look, around = _look(document, options, dense), _around(document, pen.inlines)
    return f"#let look = {look}\n{template}\n#let around = {around}\n#show: document-of.with(around)\n#{{ {body} }}\n"


def _panels(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """The cover of a leaflet, what stands inside, and its back: each begins with a paragraph that begins a page."""
    starts = [n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.new_page]
    if len(starts) < 2:
        raise DraftingError(f"the leaflet has {len(starts) + 1} panels", "It needs a cover, at least one inside, and a back.")
    return [blocks[a:b] for a, b in zip([0, *starts], [*starts, len(blocks)], strict=True)]


def _look(document: Document, options: WriterOptions, dense: int) -> str:
    """What the page needs to know, as a dictionary of Typst."""
    record, sheet = document.language, document.layout != "instrument"
    look = look_of(record.tag, record.fonts, record.direction, record.script)
    ink, ground = inks(document) or ("#000000", "#f2f2f2")
    tag, first = tag_of(record.tag), record.tag.partition("-")[0]
    given = {
        "title": string(document.properties.title or document.title), "subject": _or_none(document.properties.subject),
        "dir": "rtl" if look.rtl else "ltr",
        "fonts": _fonts(record.tag, document.layout), "latin": _families(SANS if sheet else SERIF),
        "ink": f'rgb("{ink}")', "ground": f'rgb("{ground}")', "sheet": _bool(sheet), "size": "12pt",
        "leading": LEADING.get(first, LEADING[look.script]), "least": LEAST.get(first, LEAST[look.script]),
        "cell": "1pt" if look.script == "latin" else "4pt",  # above and below what stands in a cell, at the least
        "slanted": _bool(look.script == "latin"),
        "hyphenate": _bool(look.script == "latin" and not sheet), "line-numbers": _bool(options.line_numbers),
        "dense": str(dense), "page-of": string(label(record, "page_of")),
    }
    return "(" + ", ".join(f"{key}: {value}" for key, value in given.items()) + f", ..{tag})"


def _around(document: Document, pen: InlinePen) -> str:
    """What stands above and below every page, as a dictionary of Typst; numbers keep their direction in it."""
    draft = "" if document.final else label(document.language, "draft_header")
    words = {"draft": draft, "header": document.header or document.title, "footer": document.footer}
    return "(" + ", ".join(f"{key}: {pen.said(said) if said else 'none'}" for key, said in words.items()) + ")"


def _or_none(words: str) -> str:
    return string(words) if words else "none"


def _bool(value: bool) -> str:
    return "true" if value else "false"


# --------------------------------------------------------------------------------------------------------------
# Fonts


def _families(names: tuple[str, ...]) -> str:
    """The families that are on this machine, as an array; those that are not would only make warnings."""
    return tuple_of(string(n) for n in names if n in _known())


def _fonts(tag: str, layout: str) -> str:
    """The families of a language, its own script's first."""
    families, _ = _script(tag) or ((), "")
    return _families((*families, *(SERIF if layout == "instrument" else SANS)))


def _script(tag: str) -> tuple[tuple[str, ...], str] | None:
    """The families and the package of a language whose script is not Latin."""
    first = tag.partition("-")[0]
    return SCRIPTS.get(tag) or SCRIPTS.get(first) or (SCRIPTS["zh-Hans"] if first == "zh" else None)


def _ask_for_font(tag: str) -> None:
    """Refuses a language for whose script no font is there."""
    script = _script(tag)
    if script and not any(name in _known() for name in script[0]):
        raise DraftingError(f"a PDF in the language '{tag}' needs the font {script[0][0]}, which is not on this machine",
                            font_remedy(script[0][0], script[1]))


def font_remedy(font: str, package: str) -> str:
    """How to get a font."""
    return (f"On Debian: apt-get install {package}. Elsewhere: get {font} from fonts.google.com/noto and install it, or put it "
            "into a folder and its path into the environment variable TYPST_FONT_PATHS.")


@lru_cache(maxsize=1)
def _found():
    """The fonts of this machine, searched once."""
    folders = [f for f in os.environ.get("TYPST_FONT_PATHS", "").split(os.pathsep) if f]
    return _typst().Fonts(font_paths=folders)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(_found().families())


@lru_cache(maxsize=1)
def _compiler():
    """One compiler for all documents, for a new one reads the fonts again."""
    return _typst().Compiler(font_paths=_found())


# --------------------------------------------------------------------------------------------------------------
# Typst and its faults


def _typst():
    """The package; a DraftingError names what to install."""
    try:
        import typst
    except ImportError:
        raise DraftingError("a PDF of a sheet needs Typst, which is not installed", f"Run: {INSTALL}") from None
    return typst


def _told(error: Exception, document: Document) -> DraftingError:
    """A fault of Typst in the drafter's words."""
    missing = _MISSING.search(str(error))
    if missing:
        script = _script(document.language.tag)
        return DraftingError(f"no font on this machine has the letter '{missing[1]}'",
                             font_remedy(*((script[0][0], script[1]) if script else ("Noto Sans", "fonts-noto-core"))))
    return DraftingError(f"Typst could not set '{document.title}': {error}", "Ask for docx or html, and send us what it says.")
