"""Words as the rules read them: sentences, masks over citations and names, excerpts. Knows no Document tree and no rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.document import (
    Blank,
    Citation,
    Deleted,
    Duty,
    Inline,
    Inlines,
    Inserted,
    LanguageRecord,
    Name,
    NoteAnchor,
    Reference,
    Reformatted,
    inline_text,
)

MASK = "¤"

_SECTION_SIGN = r"(?:§§?|[Ss]ections?|[Ss]ec\.)"
_NUMBER = r"\d+[\w.:-]*(?:\(\w{1,5}\))*(?:\s?(?:to|through|and|,|–|-)\s?-?\d+[\w.:-]*(?:\(\w{1,5}\))*)*"
CITATION = re.compile(
    rf"\b\d+ ?(?:U\. ?S\. ?C\.(?: ?A\.)?|USC|C\. ?F\. ?R\.|CFR) ?(?:{_SECTION_SIGN} ?)?{_NUMBER}"
    rf"|\b(?:N\.J\.S\.A\.|N\.J\.A\.C\.|MCL|M\.C\.L\.|M\.C\.L\.A\.|N\.J\.S\.) ?(?:{_SECTION_SIGN} ?)?{_NUMBER}"
    rf"|\b[A-Z][\w.’'&-]*(?: (?:of |the |& )?[A-Z][\w.’'&-]*)* v\. [A-Z][^,;()]{{1,80}}, \d+ [^()]{{1,30}}\([^)]*\d{{4}}\)"
    rf"|\b(?:INA|Immigration and Nationality Act) {_SECTION_SIGN} ?{_NUMBER}"
    rf"|\b(?:Pub\. ?L\.|P\.L\.) ?(?:No\. ?)?\d+[-,]\s?c?\.?\s?\d+"
    rf"|\b\d+ (?:Fed\. Reg\.|Stat\.|U\.S\.|F\.\dd|F\. Supp\. \dd) [\d,]+"
)
FORM_TITLE = re.compile(
    r"Form [A-Z]+-\d+\w*(?:,? Supplement [A-Z])?,? \(?(?:Warrant|Immigration Detainer|Notice|U Nonimmigrant|Order|Declaration)"
    r"[^.;()]{0,60}|Warrant for Arrest of Alien|Warrant of Removal/Deportation"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ABBREVIATION = re.compile(
    r"(?:\b(?:v|vs|No|Nos|seq|art|pt|amend|ch|c|cl|sec|Sec|Inc|St|Jr|Sr|Mr|Ms|Mrs|Dr|Hon|Cnty|Cir|Dep’t|e\.g|i\.e|cf|Stat|Const|"
    r"Twp|Supp|Reg|Rev|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Jan|Feb|Leg)|(?:\b[A-Za-z]\.)+[A-Za-z]|\b[A-Z])\.$")
_END = re.compile(r"[.!?][”\")\]]?\s+(?=[“\"(\[§¤A-Z])")
_WORD = re.compile(r"[\w’'-]+(?:[.,:]\d[\w-]*)*")


def flat(content: Inlines) -> Iterator[Inline]:
    """The inlines as they would be adopted: insertions opened, deletions left out."""
    for inline in content:
        match inline:
            case Inserted(content=inner) | Reformatted(content=inner):
                yield from flat(inner)
            case Deleted():
                continue
            case _:
                yield inline


def shown(content: Inlines, record: LanguageRecord) -> str:
    """The words as adopted, blanks as [label]."""
    return "".join(inline_text(i, record) for i in flat(content))


def masked(content: Inlines, record: LanguageRecord, kinds: tuple[type, ...] = (Citation, Name, Blank, Reference)) -> str:
    """The same words, of the same length, with citations, names, blanks and references covered by a mask."""
    out = "".join(
        MASK * len(inline_text(i, record)) if isinstance(i, kinds) else inline_text(i, record) for i in flat(content))
    for pattern in (CITATION, FORM_TITLE):
        out = pattern.sub(lambda m: MASK * len(m.group()), out)
    return out


@lru_cache(maxsize=8192)
def unquoted(text: str) -> str:
    """The text with quoted words covered, at the same length."""
    return _QUOTED.sub(lambda m: MASK * len(m.group()), text)


def duties(content: Inlines) -> list[str]:
    """The words of authority that stand in the inlines as Duty nodes: must, must not, may, may not."""
    return [i.word for i in flat(content) if isinstance(i, Duty)]


def has_note(content: Inlines) -> bool:
    """True when a source note hangs on the words."""
    return any(isinstance(i, NoteAnchor) for i in flat(content))


@lru_cache(maxsize=8192)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text begin and end; abbreviations and initials do not end one."""
    out, start = [], 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[start:match.start() + 1]):
            continue
        out.append((start, match.end()))
        start = match.end()
    return (*out, (start, len(text))) if text[start:].strip() else tuple(out)


def sentences(text: str) -> list[str]:
    """The sentences of a text, their end marks kept."""
    return [text[start:end].strip() for start, end in spans(text)]


def words(text: str) -> list[str]:
    """The words of a text; a masked citation counts as one."""
    return _WORD.findall(re.sub(f"{MASK}+", "x", text))


def around(text: str, start: int, end: int, margin: int = 30) -> str:
    """The words of a finding with a little text on both sides, cut at spaces."""
    left, right = max(0, start - margin), min(len(text), end + margin)
    while left > 0 and text[left - 1] != " ":
        left -= 1
    while right < len(text) and text[right] != " ":
        right += 1
    return f"{'… ' if left else ''}{text[left:right].strip()}{' …' if right < len(text) else ''}"


def short(text: str, limit: int = 90) -> str:
    """The beginning of a text."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"
