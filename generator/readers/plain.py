"""Typed text and Markdown -> lines. Knows no part of an instrument."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from generator.errors import Place, UnusableInput
from generator.readers.broken import Raw, is_folio, joined, raws, without_furniture
from generator.readers.lines import Line, NotUnderstood, Transcript

_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


def text_of(data: bytes, name: str) -> str:
    """The characters of a text file: UTF-8 or UTF-16 with its mark, else the Windows table of Western Europe."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if len(_BINARY.findall(text[:4000])) > 8:
        raise UnusableInput("The file is no text.", "Give a .docx, .odt, .html, .pdf, .txt or .md file.", Place(name))
    return text


def read_text(data: bytes, name: str) -> Transcript:
    """A typed text: paragraphs between empty lines or begun by a designator, broken lines joined, page numbers dropped."""
    found, dropped = _without_pages(raws(text_of(data, name).replace("\f", "\n")))
    lines, notes = joined(found)
    return Transcript(tuple(lines), "line", (*dropped, *notes))


def _without_pages(found: list[Raw]) -> tuple[list[Raw], list[NotUnderstood]]:
    """The lines of a text copied out of a PDF without its page numbers and running headers; any other text as it is."""
    pages, number = [[]], 1
    for raw in found:
        pages[-1].append(raw)
        if is_folio(raw.text, number):
            pages.append([])
            number += 1
    if number < 3:
        return found, []
    return without_furniture([page for page in pages if page])


def read_markdown(data: bytes, name: str) -> Transcript:
    """A Markdown text, its signs of emphasis, headings and lists understood and taken out."""
    text = re.sub(r"<!--.*?-->", lambda m: "\n" * m.group().count("\n"), text_of(data, name), flags=re.S)
    text = unescape(text).replace("\u00a0", " ")
    found, after = [], False
    for raw in raws(text):
        heading = bool(re.match(r"#{1,6} ", raw.text))
        found.append(replace(raw, text=_unquoted(raw.text), gap=raw.gap or heading or after))
        after = heading
    lines, notes = joined(found)
    return Transcript(tuple(_plain(line) for line in lines), "line", tuple(notes))


def _unquoted(text: str) -> str:
    return re.sub(r"^>\s?", "", text)


def _plain(line: Line) -> Line:
    if line.rows:
        return replace(line, rows=tuple(tuple(_bare(c) for c in row) for row in line.rows))
    heading = re.match(r"^(#{1,6})\s+(.*?)\s*#*$", line.text)
    text = heading[2] if heading else line.text
    bold = re.match(r"^(?:\\?\(?\w{0,4}\\?[.)]\s+)?\*\*(.+?)\*\*", text)
    return replace(line, text=_bare(text), heading=len(heading[1]) if heading else 0, bold=_bare(bold[1]) if bold else "")


def _bare(text: str) -> str:
    """The words without Markdown's signs."""
    text = re.sub(r"\[([^\]]+)\]\((?:[^()\s]|\([^()]*\))+\)", r"\1", text)
    text = re.sub(r"<a [^>]*>|</a>|<br\s*/?>", "", text)
    text = re.sub(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", r"\1", text)
    text = re.sub(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])", r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>~])", r"\1", text).strip().strip("|").strip()
