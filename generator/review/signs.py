"""Passages of an instrument and the signs by which a clause is known in them. Knows no library, no file and no format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Annotated, Literal

from generator.document import Document, Items, Paragraph, Provision, Section, plain
from generator.review.law_words import ADVISE, FORBID, PERMIT, REQUIRE, duties, negations
from generator.review.sentences import sentences

RANKS = {"narrow": 0, "model": 1, "strong": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a clause: what it gives, the patterns that one passage must match, what that passage does."""

    id: str
    says: str
    match: tuple[str, ...]
    strength: Annotated[Literal["strong", "model", "narrow"], "The weakest strength of the clause that has it."] = "model"
    force: Literal["", "forbid", "require"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How a clause is known: words of its matter, its elements, words that weaken it, exceptions that it has itself."""

    about: tuple[str, ...]
    elements: tuple[Element, ...]
    weakens: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignsFile:
    """profiles/lists/elements.yml."""

    clauses: Mapping[str, Signs] = field(default_factory=dict)


# --------------------------------------------------------------------------------------------------------------
# Passages


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of law with the words that lead to it: block and section ids, headings above it, the words."""

    block: str
    section: str
    heading: str
    words: str
    lead: str = ""

    @property
    def whole(self) -> str:
        """The sentence, its lead before it."""
        return f"{self.lead} {self.words}".strip()


def passages(document: Document) -> tuple[Passage, ...]:
    """Every sentence of the body: not of recitals, titles, definitions and signatures."""
    out: list[Passage] = []
    for block in document.blocks:
        if isinstance(block, Section):
            out += _section(block)
        elif isinstance(block, Paragraph) and block.role in ("body", "lead"):
            out += _sentences(block.id, "", "", plain(block.content), "")
    return tuple(out)


def section_passages(section: Section) -> tuple[Passage, ...]:
    """Every sentence of one section."""
    return tuple(_section(section))


def _section(section: Section) -> Iterator[Passage]:
    heading, lead = plain(section.heading), ""
    if re.search(r"^definitions?\b", heading, re.I):
        return
    for child in section.children:
        match child:
            case Section():
                yield from _section(child)
            case Provision():
                yield from _provision(child, section.id, heading, lead if _open(lead) else "")
            case Paragraph() if child.role in ("body", "lead", "flush"):
                words = plain(child.content)
                yield from _sentences(child.id, section.id, heading, words, "")
                lead = words
            case Items():
                for item in child.items:
                    yield from _sentences(child.id, section.id, heading, plain(item), lead if _open(lead) else "")


def _provision(provision: Provision, section: str, heading: str, lead: str) -> Iterator[Passage]:
    own = plain(provision.chapeau)
    if re.match(r"[“\"][^”\"]{2,60}[”\"],?\s+(?:shall )?(?:mean|include|refer)", own):
        return
    heading = f"{heading}. {plain(provision.heading)}" if provision.heading else heading
    whole = f"{lead} {own}".strip() if lead else own
    if not provision.children:
        yield from _sentences(provision.id, section, heading, own, lead)
    elif not _open(own):
        yield from _sentences(provision.id, section, heading, own, lead)
    elif len(cut := sentences(own)) > 1:  # sentences before the one that leads the items
        yield from _sentences(provision.id, section, heading, " ".join(cut[:-1]), lead)
        whole = cut[-1]
    for child in provision.children:
        yield from _provision(child, section, heading, whole if _open(own) else "")
    if provision.flush:
        yield from _sentences(provision.id, section, heading, plain(provision.flush), "")


def _open(words: str) -> bool:
    """Whether words lead on to items: they end without a full stop."""
    return bool(words) and not re.search(r"[.!?][”\"’)]*$", words)


def _sentences(block: str, section: str, heading: str, words: str, lead: str) -> Iterator[Passage]:
    for n, sentence in enumerate(sentences(words)):
        yield Passage(block, section, heading, sentence, lead if n == 0 else "")


# --------------------------------------------------------------------------------------------------------------
# Signs in passages

SOUND, NARROWED, WEAK, REVERSED = "sound", "narrowed", "weak", "reversed"
_BACK = re.compile(r"\b(?:such|that|those|these|the same) (?:an? )?\w+", re.I)  # words that point back in the section
_PROHIBITS = re.compile(r"\b(?:prohibit\w*|forbid\w*|bar(?:s|red)|refus\w+|declin\w+|refrain\w*|ban(?:s|ned)|only (?:if|when|"
                        r"where|with|on|for|to))\b", re.I)


@dataclass(frozen=True, slots=True)
class Sign:
    """An element in a passage: sound as the clause has it, narrowed by an exception, weak (urged, permitted), or reversed; why."""

    element: Element
    passage: Passage
    how: str = SOUND
    why: str = ""


def signs_in(found: tuple[Passage, ...], signs: Signs, urges: bool = False) -> tuple[Sign, ...]:
    """The elements of a clause in the passages. `urges` says that the instrument binds nobody, so that to urge is no weakness."""
    out = []
    about = [_compiled(p) for p in signs.about]
    weakens = [_compiled(p) for p in signs.weakens]
    held = {p.section for p in found if p.section and any(a.search(p.whole) or a.search(p.heading) for a in about)}
    for passage in found:
        whole = passage.whole
        speaks = any(p.search(whole) or p.search(passage.heading) for p in about)
        if not speaks and not (passage.section in held and _BACK.search(whole)):
            continue
        for element in signs.elements:
            if all(_compiled(p).search(whole) for p in element.match):
                sign = _judged(Sign(element, passage), weakens, urges)
                out += [sign] if sign else []
    return tuple(out)


def _judged(sign: Sign, weakens: list[re.Pattern], urges: bool) -> Sign | None:
    """The sign as its sentence has it; None where the sentence says that the thing is not so."""
    whole = sign.passage.whole
    forces = {d.force for d in duties(whole)}
    denies = bool(negations(whole)) or FORBID in forces or bool(_PROHIBITS.search(whole))
    if sign.element.force == "forbid" and not denies:
        if ADVISE in forces or urges:
            return sign if urges else replace(sign, how=WEAK, why="it only advises")
        return replace(sign, how=REVERSED, why="it requires or permits what the clause forbids") if forces else replace(
            sign, how=WEAK, why="it states and does not forbid")
    if sign.element.force == "require" and REQUIRE not in forces and (FORBID in forces or negations(whole)) and not urges:
        return None
    if sign.element.force == "require" and not urges and REQUIRE not in forces and forces & {PERMIT, ADVISE}:
        return replace(sign, how=WEAK, why="it only permits or advises")
    hit = next((m for p in weakens if (m := p.search(whole))), None)
    if hit is not None:
        return replace(sign, how=NARROWED, why=f"“{hit.group()}” narrows it")
    return sign


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern, re.IGNORECASE)
