"""An HTML page -> lines: numbers of lists as a browser prints them. Knows no part of an instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from generator.errors import Place, UnusableInput
from generator.ooxml.numbering import numeral
from generator.readers.lines import NOTE, Line, NotUnderstood, Transcript
from generator.readers.marks import mark_of

MOST_BYTES = 32 * 1024 * 1024
_SKIPPED = {"script", "style", "noscript", "template", "nav", "form", "button", "select", "svg", "iframe", "head", "header", "footer", "aside", "details", "dialog"}
_BLOCKS = {"p", "div", "section", "article", "main", "body", "html", "blockquote", "ol", "ul", "li", "table", "h1", "h2", "h3", "h4", "h5",
           "h6", "pre", "dl", "dt", "dd", "fieldset", "center", "hr", "figure", "address", "details", "summary"}
_STYLES = {"1": "decimal", "a": "lower-letter", "A": "upper-letter", "i": "lower-roman", "I": "upper-roman"}
_CSS = {"decimal": "decimal", "lower-alpha": "lower-letter", "upper-alpha": "upper-letter", "lower-latin": "lower-letter",
        "upper-latin": "upper-letter", "lower-roman": "lower-roman", "upper-roman": "upper-roman"}


def read_html(data: bytes, name: str) -> Transcript:
    """The paragraphs of a page, without menus, forms and running headers. Raises UnusableInput for an empty page."""
    if len(data) > MOST_BYTES:
        raise UnusableInput("The page is larger than any instrument.", "Save the instrument alone.", Place(name))
    charset = re.search(rb"charset=[\"']?([\w-]+)", data[:3000])
    parser = lxml.html.HTMLParser(encoding=charset[1].decode() if charset else "utf-8", no_network=True, remove_comments=True)
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (etree.ParserError, LookupError, ValueError) as fault:
        raise UnusableInput(f"The page cannot be read ({fault}).", "Save it again as HTML or as text.", Place(name)) from None
    notes: list[NotUnderstood] = []
    for element in [e for e in root.iter() if isinstance(e.tag, str) and e.tag in _SKIPPED and e.tag != "head"]:
        words = " ".join(element.text_content().split())
        if words and element.tag not in ("script", "style", "noscript", "template"):
            notes.append(NotUnderstood(f"line {element.sourceline or 0}", words[:60], f"left out: a <{element.tag}> is no part "
                                                                                      f"of an instrument"))
    lines = [x for x in _walk(root.body if root.find("body") is not None else root) if x.text or x.rows]
    return Transcript(tuple(lines), "line", tuple(notes))


def _walk(element, mark: str = "", style: str = "", depth: int = 0, bullet: bool = False) -> Iterator[Line]:
    """The lines of an element; `mark` is the number that its first line bears."""
    words: list[str] = []
    bold: list[str] = []
    pending = [(mark, style, bullet)]

    def flush() -> Iterator[Line]:
        text = _even("".join(words))
        words.clear()
        said = " ".join("".join(bold).split()).strip(" .:")
        bold.clear()
        if text:
            first, kind, dot = pending.pop() if pending else ("", "", False)
            level = int(element.tag[1]) if re.fullmatch(r"h[1-6]", str(element.tag)) else 0
            yield Line(text, element.sourceline or 0, first, kind, level, said, _centred(element), float(depth), dot)

    def take(node) -> Iterator[Line]:
        words.append(node.text or "")
        for child in node:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in _SKIPPED or not tag:
                pass
            elif tag == "sup" and child.text_content().strip("[] ,").isdigit():
                words.append(NOTE)
            elif tag == "br":
                if "".join(words).strip():
                    yield from flush()
            elif tag == "table":
                yield from flush()
                yield Line("", child.sourceline or 0, rows=tuple(_rows(child)))
            elif tag in _BLOCKS:
                yield from flush()
                given = pending.pop() if pending and tag not in ("ol", "ul") else ("", "", False)
                yield from _list(child, depth + 1) if tag in ("ol", "ul") else _walk(child, *given[:2], depth, given[2])
            else:
                if tag in ("b", "strong", "u") and not "".join(words).strip():
                    bold.append(child.text_content())
                yield from take(child)
            words.append(child.tail or "")

    yield from take(element)
    yield from flush()


def _list(element, depth: int) -> Iterator[Line]:
    style = _STYLES.get(element.get("type", ""), "")
    css = re.search(r"list-style(?:-type)?:\s*([\w-]+)", element.get("style", ""))
    style = _CSS.get(css[1], style) if css else style
    style = style or "decimal"
    value = int(element.get("start", "1")) if element.get("start", "1").lstrip("-").isdigit() else 1
    hidden = css is not None and css[1] == "none"
    for item in element:
        if item.tag != "li":
            continue
        if (item.get("value") or "").isdigit():
            value = int(item.get("value"))
        first = next((t.strip() for t in item.itertext() if t.strip()), "")
        typed = mark_of(f"{first} ") is not None
        number = f"{numeral(value, style)}." if element.tag == "ol" and not hidden and value > 0 and not typed else ""
        yield from _walk(item, number, style if number else "", depth, element.tag == "ul" and not hidden)
        value += 1


def _rows(table) -> Iterator[tuple[str, ...]]:
    for row in table.iter("tr"):
        yield tuple(_even(c.text_content()) for c in row if c.tag in ("td", "th"))


def _even(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text.replace("\u00ad", "").replace("\u00a0", " ")).strip()


def _centred(element) -> bool:
    return element.get("align") == "center" or "text-align:center" in element.get("style", "").replace(" ", "") or (
        element.tag == "center" or element.getparent() is not None and element.getparent().tag == "center")
