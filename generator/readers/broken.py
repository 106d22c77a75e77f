"""Broken lines joined to paragraphs again, page headers and footers dropped: typed text and text out of a PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.readers.lines import Line, NotUnderstood, brief
from generator.readers.marks import mark_of
from generator.readers.parts import is_heading

_OPENS = re.compile(
    r"^(?:WHEREAS|Whereas|NOW,? THEREFORE|Now,? [Tt]herefore|BE IT |IT IS |FURTHER RESOLVED|RESOLVED|ORDERED|ATTEST|Attest:|"
    r"APPROVED|Approved "
    r"as to|IN WITNESS|INTRODUCED|ADOPTED|Introduced:|Adopted:|DATED|Dated:|By:|_{4,}|[“\"][A-Z][^”\"]{1,60}[”\"]\s|[-•*▪◦●·]\s)")
_ENDS = re.compile(r"(?:[.;:?!][”\"’)\]]*|[;,]\s(?:and|or)|[:—])$")
_WAITS = re.compile(
    r"(?:\b(?:[Ss]ections?|[Ss]ubsections?|[Pp]aragraphs?|[Ss]ubparagraphs?|clauses?|§§?|(?<![;,]\s)(?:and|or)|to|of|the|in|"
    r"under|by|through|[Pp]art|"
    r"[Aa]rticle|[Cc]hapter|[Tt]itle|U\.S\.C\.|C\.F\.R\.|No\.|v\.|Form|INA|an?)|[§,(])$")
_REFERS = re.compile(
    r"(?:\b(?:[Ss]ections?|[Ss]ubsections?|[Pp]aragraphs?|[Ss]ubparagraphs?|clauses?|U\.S\.C\.|C\.F\.R\.|No\.|v\.|Form|INA|"
    r"items?)|§|"
    r"(?:\([a-z0-9]{1,3}\)|\b\d+)(?:,|\s(?:and|or|to|through)))$")
_FRAME = re.compile(r"^[=]{20,}$")
_RULE = re.compile(r"^[-–—_=*\s]{5,}$")
_FOLIO = re.compile(r"^(?:[-–—]?\s*\d{1,3}\s*[-–—]?|[Pp]age\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*(?:of|/)\s*\d{1,3})$")


def opens(text: str) -> bool:
    """Whether a line begins with words that open a part: a recital, enacting words, a signature, a definition, a bullet."""
    return bool(_OPENS.match(text))


@dataclass(frozen=True, slots=True)
class Raw:
    """One line as it stands in the file or on the page; `indent` in characters, `gap` true after an empty line."""

    text: str
    number: int
    indent: int = 0
    gap: bool = False
    page: int = 0


def raws(text: str, page: int = 0) -> list[Raw]:
    """The lines of a text that hold something, with their indentation and the gaps between them."""
    found, gap = [], True
    for number, line in enumerate(text.expandtabs(4).splitlines(), 1):
        bare = line.strip()
        if not bare:
            gap = True
            continue
        found.append(Raw(re.sub(r"[\u00ad\u200b\ufeff]", "", bare), number, len(line) - len(line.lstrip()), gap, page))
        gap = False
    return found


# --------------------------------------------------------------------------------------------------------------
# Pages


def is_folio(text: str, number: int) -> bool:
    """Whether a line is the number of that page and nothing else."""
    return bool(_FOLIO.match(text)) and (found := re.search(r"\d+", text)) is not None and int(found.group()) == number


def without_furniture(pages: Sequence[list[Raw]]) -> tuple[list[Raw], list[NotUnderstood]]:
    """The lines of all pages without running headers, footers and page numbers, and a note on each kind that was dropped."""
    counts = Counter(key for page in pages for key in {_key(r) for r in _edge(page)})
    often = {k for k, n in counts.items() if k and n >= max(2, (len(pages) + 1) // 2)} if len(pages) > 1 else set()
    kept: list[Raw] = []
    notes: dict[str, NotUnderstood] = {}
    for page in pages:
        edge = {id(r) for r in _edge(page)}
        first = True
        for raw in page:
            if id(raw) in edge and (_FOLIO.match(raw.text) or _key(raw) in often):
                why = "page number left out" if _FOLIO.match(raw.text) else "running header or footer left out on every page"
                place = f"page {raw.page}, line {raw.number}" if raw.page else f"line {raw.number}"
                notes.setdefault(_key(raw) or "folio", NotUnderstood(place, brief(raw.text), why))
                continue
            kept.append(Raw(raw.text, raw.number, raw.indent, raw.gap and not first or not kept, raw.page))
            first = False
    return kept, list(notes.values())


def _edge(page: list[Raw]) -> list[Raw]:
    """What can be a running header or footer: the first two and the last three lines of a page, fewer of a short one."""
    return [*page[:2], *page[-3:]] if len(page) > 5 else [*page[:1], *page[1:][-2:]]


def _key(raw: Raw) -> str:
    return re.sub(r"\d+", "#", raw.text).strip(" -–—|").casefold()


# --------------------------------------------------------------------------------------------------------------
# Paragraphs


def joined(found: Sequence[Raw], gaps: bool = True) -> tuple[list[Line], list[NotUnderstood]]:
    """The paragraphs of the lines. `gaps` says that an empty line ends a paragraph (in a PDF it may only be space).

    A typed text without empty lines is read like a PDF: what ends a paragraph is a short line with an end mark.
    """
    notes: list[NotUnderstood] = []
    found = _without_frames(found, notes)
    width = _width(found)
    gaps = gaps and sum(r.gap for r in found) * 8 >= len(found)
    out: list[Line] = []
    group: list[Raw] = []
    for raw in found:
        if group and _breaks(group, raw, width, gaps):
            out += _closed(group, width)
            group = []
        if _RULE.match(raw.text) and not re.match(r"_{5,}", raw.text):
            if group:
                out += _closed(group, width)
            group = []
            continue
        group.append(raw)
    out += _closed(group, width) if group else []
    return out, notes


def _without_frames(found: Sequence[Raw], notes: list[NotUnderstood]) -> list[Raw]:
    """The lines outside of frames of equality signs, which hold notices about a text and no part of it."""
    ends = [i for i, r in enumerate(found) if _FRAME.match(r.text)]
    skipped: set[int] = set()
    for start, stop in zip(ends[::2], ends[1::2], strict=False):
        skipped |= set(range(start, stop + 1))
        notes.append(NotUnderstood(f"line {found[start].number}", brief(found[start + 1].text) if stop > start + 1 else "",
                                   "a framed notice was left out"))
    return [r for i, r in enumerate(found) if i not in skipped]


def _width(found: Sequence[Raw]) -> int:
    """How wide a full line is."""
    lengths = sorted(r.indent + len(r.text) for r in found)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _breaks(group: list[Raw], raw: Raw, width: int, gaps: bool) -> bool:
    """Whether a line begins another paragraph than the group before it."""
    last = group[-1]
    waits = bool(_WAITS.search(last.text)) and not _table_row(last.text)
    if _table_row(last.text) or _table_row(raw.text):
        return not _table_row(last.text) and not any(_table_row(r.text) for r in group) or raw.gap and not _table_row(raw.text)
    if raw.gap and gaps:
        return True
    if _centred(raw, width) != _centred(last, width) and (_centred(last, width) or raw.gap):
        return not (raw.gap and waits)
    if raw.gap:
        return not (waits or (not _ENDS.search(last.text) and raw.text[:1].islower()))
    if _OPENS.match(raw.text):
        return True
    if (found := mark_of(raw.text)) is not None:
        if re.match(r"\S+\s{2,}\S", raw.text) or abs(raw.indent - last.indent) >= 3 and found[0].form == "()" and not _runs_on(found[1]):
            return True
        if not found[0].top:
            waits = bool(_REFERS.search(last.text))
        return not waits and not (found[0].form == "." and raw.text[:2] in ("v.", "c.", "p.")) and not _sentence_runs(last, found, raw)
    ended = last.indent + len(last.text) < width * 0.85
    if ended and raw.indent < group[0].indent and mark_of(group[0].text) and _ENDS.search(last.text) and raw.text[:1].isupper():
        return True
    if raw.indent >= last.indent + 3 and _ENDS.search(last.text) and raw.text[:1].isupper():
        return True
    if len(group) == 1 and (_heading_like(last, width) or _numbered_heading(last, width)):
        return True
    short = last.indent + len(last.text) < width * 0.72
    return not gaps and short and bool(_ENDS.search(last.text)) and raw.text[:1].isupper()


def _sentence_runs(last: Raw, found, raw: Raw) -> bool:
    """Whether a line that looks like a designator only goes on: “… Section\n4. …” or a sentence without an end before “(b) of”."""
    mark, rest = found
    if _ENDS.search(last.text) or not rest:
        return False
    return _runs_on(rest) or (
        mark.form == "." and mark.number.isdigit() and not rest[:1].isupper() and raw.indent <= last.indent + 1)


def _runs_on(rest: str) -> bool:
    """Whether the words after a designator go on with the sentence that names it: (b) of this section."""
    return bool(re.match(r"(?:of|and|or|to|through|is|are|that|which|applies|above|below)\b|[,;.]", rest))


def _centred(raw: Raw, width: int) -> bool:
    """Whether a short line stands in the middle of the page."""
    right = width - raw.indent - len(raw.text)
    return raw.indent > 8 and abs(raw.indent - right) <= 6 and len(raw.text) < width * 0.75


def _heading_like(raw: Raw, width: int) -> bool:
    """Whether a line stands alone as a heading: short, in capitals, without an end mark."""
    letters = [c for c in raw.text if c.isalpha()]
    short = raw.indent + len(raw.text) < width * 0.75
    return short and len(letters) > 3 and all(c.isupper() for c in letters) and not _ENDS.search(raw.text)


def _numbered_heading(raw: Raw, width: int) -> bool:
    """Whether a short line is the number of a section and its heading, without an end mark."""
    found = mark_of(raw.text)
    return found is not None and found[0].top and is_heading(found[1]) and raw.indent + len(raw.text) < width * 0.75 and not _ENDS.search(raw.text) and not (
        _WAITS.search(raw.text))


def _table_row(text: str) -> bool:
    return " | " in text


def _closed(group: list[Raw], width: int) -> Iterator[Line]:
    first = group[0]
    if _table_row(first.text) or any(_table_row(r.text) for r in group[:2]):
        yield Line("", first.number, rows=tuple(_rows(group)), page=first.page)
        return
    text = group[0].text
    for raw in group[1:]:
        text = _glued(text, raw.text)
    if first.page:  # on a page, wide space is justification
        text = re.sub(r"(?<=\S)\s{2,}", " ", text)
    if (marked := mark_of(text)) is not None:
        body = group[1].indent if len(group) > 1 else first.indent + len(first.text) - len(marked[1])
    else:
        body = group[1].indent if len(group) > 1 else first.indent
    bullet = re.match(r"^[-•*▪◦●·]\s+", text)
    yield Line(text[bullet.end():] if bullet else text, first.number, indent=float(body), centered=_centred(first, width),
               bullet=bool(bullet), page=first.page)


def _glued(text: str, more: str) -> str:
    """Two broken lines as one: a word that was cut by a hyphen is whole again."""
    if re.search(r"[a-z]-$", text) and more[:1].islower():
        stem = re.search(r"([A-Za-z]+)-$", text)[1]
        if stem.casefold() not in _HYPHENATED:
            return text[:-1] + more
        return text + more
    return f"{text} {more}" if not text.endswith("—") else text + more


_HYPHENATED = frozenset("non law well-being self co public city state court long good short high low full part multi cross sub "
                        "by two three "
                        "four five one third written third-party community culturally".split())


def _rows(group: list[Raw]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for raw in group:
        if _RULE.match(raw.text):
            continue
        cells = [c.strip() for c in raw.text.split(" | ")]
        if row and not _table_row(raw.text):
            row[-1] = f"{row[-1]} {raw.text.strip()}"
            continue
        if row:
            yield tuple(row)
        row = cells
    if row:
        yield tuple(row)
