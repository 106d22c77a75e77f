"""Words of a foreign text -> inlines: citations, references that lead somewhere, blanks, defined terms. Knows no block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.document import Blank, Citation, Inlines, NoteAnchor, Reference, Term, Text
from generator.readers.lines import NOTE
from generator.readers.parts import DEFINITION

_SIGN = r"(?:§§?|[Ss]ections?|[Ss]ec\.)"
_NUMBER = r"\d+[\w.:-]*(?:\(\w{1,5}\))*(?:\s?(?:to|through|and|,|–|-)\s?-?\d+[\w.:-]*(?:\(\w{1,5}\))*)*"
_CITATION = re.compile(
    rf"\b\d+ ?(?:U\. ?S\. ?C\.(?: ?A\.)?|USC|C\. ?F\. ?R\.|CFR) ?(?:{_SIGN} ?)?{_NUMBER}"
    rf"|\b(?:N\.J\.S\.A\.|N\.J\.A\.C\.|MCL|M\.C\.L\.|M\.C\.L\.A\.|N\.J\.S\.) ?(?:{_SIGN} ?)?{_NUMBER}"
    rf"|\b(?:INA|Immigration and Nationality Act) {_SIGN} ?{_NUMBER}|\b(?:Pub\. ?L\.|P\.L\.) ?(?:No\. ?)?\d+[-,]\s?c?\.?\s?\d+"
    rf"|\b\d+ (?:Fed\. Reg\.|Stat\.|U\.S\.|F\.\dd|F\. Supp\. \dd) [\d,]+(?: \([^)]*\d{{4}}\))?|"
    rf"\b(?:Attorney General )?(?:Law Enforcement )?Directive (?:No\. ?)?\d{{4}}[-‑]\d+(?: v\d\.\d)?(?:,? §+ "
    rf"?[IVX]+(?:\.[A-Z])?)?|\bU\.S\. Const\. (?:amend|art)\. [IVX]+(?:, § \d+)?")
_BLANK = re.compile(r"\[(?!\s*\]|[.\d]+\]|[A-Za-z]\]|sic\]|\.\.\.|\[)(?P<label>[^\[\]]{2,80})\](?!\()")
_SECTION = re.compile(r"\b(?P<word>[Ss]ection|SECTION|[Ss]ec\.|§) ?(?P<n>\d+[A-Za-z]?(?:-\d+)?)(?P<marks>(?:\([A-Za-z0-9]{1,4}\)|"
                      r"\.?[A-Z](?=[(\s.,;)]|$))*)(?![\w:])")
_WITHIN = re.compile(r"\b(?P<word>[Ss]ubsection|[Pp]aragraph|[Ss]ubparagraph) (?P<marks>(?:\([A-Za-z0-9]{1,4}\))+|"
                     r"[A-Z](?=[\s.,;)]|$))")
_OTHER_LAW = re.compile(r"\s*(?:,)?\s*of (?!(?:this|the (?:foregoing|present))\b)(?:the |Title |title |chapter |Chapter |"
                        r"Article |that |\d|[A-Z])")
_TRAILING = ".,;:"


@dataclass(slots=True)
class Knowledge:
    """What references and terms can lead to: section ids by number, ids of subdivisions by section id and path, terms by key."""

    sections: dict[str, str] = field(default_factory=dict)
    paths: dict[str, dict[tuple[str, ...], str]] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)  # key: the words of the term

    def pattern(self) -> re.Pattern | None:
        """A pattern of all terms, the longest first."""
        if not self.terms:
            return None
        words = sorted(set(self.terms.values()), key=lambda w: (-len(w), w))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_either, words))})(?![\w-])")


def key_of(term: str) -> str:
    """The key of a term."""
    return re.sub(r"[^a-z0-9]+", "-", term.casefold()).strip("-")


def _either(words: str) -> str:
    """A term in singular and plural; a small letter at its start may be a capital one."""
    stem = re.escape(words[1:])
    ending = f"{stem[:-1]}(?:y|ies)" if words.endswith("y") else f"{stem}(?:s|es)?"
    lower_rest = words[1:] == words[1:].lower() or any(w[:1].islower() for w in words.split()[1:])
    first = f"[{words[0].lower()}{words[0].upper()}]" if lower_rest and words[0].isalpha() else re.escape(words[0])
    return first + ending


@dataclass(frozen=True, slots=True)
class Here:
    """Where words stand: section id, path of marks, the key of the term that they define."""

    section: str = ""
    path: tuple[str, ...] = ()


def inlines(text: str, known: Knowledge, here: Here, terms: re.Pattern | None = None, defining: bool = False) -> Inlines:
    """The words as inlines; joined again they read the same."""
    lead: list = []
    if defining and (match := DEFINITION.match(text)) and match["open"] == "“" and f"“{match['term']}”" in text:
        at = text.index(f"“{match['term']}”")
        lead = [Text(text[:at])] if at else []
        lead.append(Term(key_of(match["term"]), match["term"], True))
        text = text[at + len(match["term"]) + 2:]
    out, at = lead, 0
    for start, end, inline in _found(text, known, here, terms):
        if start < at:
            continue
        if start > at:
            out.append(Text(text[at:start]))
        out.append(inline)
        at = end
    if text[at:]:
        out.append(Text(text[at:]))
    return tuple(out)


def _found(text: str, known: Knowledge, here: Here, terms: re.Pattern | None) -> Iterator[tuple[int, int, object]]:
    hits: list[tuple[int, int, int, object]] = []
    for match in _CITATION.finditer(text):
        said = match.group().rstrip(_TRAILING + " ")
        hits.append((match.start(), 0, match.start() + len(said), Citation(said)))
    for match in re.finditer(NOTE, text):
        hits.append((match.start(), 0, match.end(), NoteAnchor("foreign.note")))
    for match in _BLANK.finditer(text):
        hits.append((match.start(), 1, match.end(), Blank(match["label"], f"foreign.{key_of(match['label'])}")))
    for match in _SECTION.finditer(text):
        target = _section(match, text, known)
        if target:
            hits.append((match.start(), 2, match.end(), Reference(target, match.group())))
    for match in _WITHIN.finditer(text):
        target = _subdivision(match, text, known, here)
        if target:
            hits.append((match.start(), 2, match.end(), Reference(target, match.group())))
    for match in terms.finditer(text) if terms else ():
        key = _key(match.group(), known)
        if key:
            hits.append((match.start(), 3, match.end(), Term(key, match.group())))
    for start, _, end, inline in sorted(hits, key=lambda h: (h[0], h[1])):
        yield start, end, inline


def _section(match: re.Match, text: str, known: Knowledge) -> str:
    target = known.sections.get(match["n"].lower(), "")
    before = text[:match.start()]
    if not target or _OTHER_LAW.match(text[match.end():]) or re.search(r"(?:U\.S\.C\.|C\.F\.R\.|Act|Code|INA|Const\.|c\. ?\d+,?|"
                                                                       r"N\.J\.S\.A\.)\s*$", before):
        return ""
    marks = tuple(m.lower() for m in re.findall(r"[A-Za-z0-9]+", match["marks"]))
    return known.paths.get(target, {}).get(marks, "") if marks else target


def _subdivision(match: re.Match, text: str, known: Knowledge, here: Here) -> str:
    if _OTHER_LAW.match(text[match.end():]) or re.match(r"\s*of [Ss]ection|\s*of §", text[match.end():]):
        return ""
    marks = tuple(m.lower() for m in re.findall(r"[A-Za-z0-9]+", match["marks"]))
    paths = known.paths.get(here.section, {})
    word = match["word"].lower()
    fitting = [p for p in paths if p[len(p) - len(marks):] == marks and (
        len(p) == len(marks) if word == "subsection" else len(p) >= len(marks))]
    if word != "subsection":
        fitting = [p for p in fitting if len(p) > len(marks) or len(marks) > 1 or not p[-1].isalpha()] or fitting
    best = max(fitting, key=lambda p: sum(a == b for a, b in zip(p, here.path, strict=False)), default=None)
    return paths[best] if best else ""


def _key(words: str, known: Knowledge) -> str:
    exact = {w.casefold(): k for k, w in known.terms.items()}
    low = words.casefold()
    for form in (low, low.removesuffix("s"), low.removesuffix("es"), f"{low[:-3]}y" if low.endswith("ies") else low):
        if form in exact:
            return exact[form]
    return ""


def marks_of(typed: str) -> str:
    """A designator bare of brackets, stops and words: the key of a path."""
    bare = re.sub(r"^(?:section|sec\.|§§?|article|part|chapter)\s*", "", typed.strip(), flags=re.I)
    return bare.strip("()[]. :–—-").lower()


def numbers(sections: Mapping[str, str]) -> dict[str, str]:
    """Section ids by the numbers that references use."""
    return {n.lower(): id for n, id in sections.items() if n}
