"""Testimony to be read aloud, in two and in three minutes: reasons and promises of the draft's clauses, counted in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.document import Block, Document, Inlines, Origin, Paragraph, Text, plain
from generator.drafting.frame import Frame
from generator.drafting.outreach.demands import demanded, origin
from generator.drafting.outreach.local_facts import fact_sentences
from generator.drafting.outreach.promises import leading, mode, promises
from generator.drafting.outreach.sheet import Occasion, Sheet


@dataclass(frozen=True, slots=True)
class Speech:
    """One version: its heading and the least and most words."""

    key: str
    least: int
    most: int

    def at(self, pace: float) -> Speech:
        """The same in a language of another pace."""
        return Speech(self.key, round(self.least * pace), round(self.most * pace))


SPEECHES = (Speech("testimony_two", 260, 300), Speech("testimony_three", 390, 450))
COUNTED = re.compile(r"[\u3400-\u9fff]|[^\s\u3000-\u9fff\uff00-\uff65]+")  # a Chinese character, or a word between spaces


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that may be spoken. `part` is why, does or more."""

    part: str
    words: Inlines
    origin: Origin

    @property
    def length(self) -> int:
        """Its words."""
        return word_count(self.words)


def compose(frame: Frame, occasion: Occasion) -> Document:
    """Both versions, each with its number of words."""
    sheet = Sheet(frame, "testimony", occasion)
    blocks: list[Block] = [sheet.heading("testimony_title", 1), sheet.text("testimony_about")]
    facts, notes = fact_sentences(sheet)
    for speech in SPEECHES:
        spoken = _spoken(speech.at(frame.language.pace), sheet, facts)
        blocks += [sheet.heading(speech.key, new_page=speech != SPEECHES[0]),
                   sheet.text("testimony_count", "small", n=count(spoken)), *spoken]
    return sheet.document("testimony_title", [*blocks, *notes])


def word_count(content: Inlines) -> int:
    """The words of inlines, blanks by their labels; in Chinese its characters."""
    return len(COUNTED.findall(plain(content)))


def count(spoken: Iterable[Paragraph]) -> int:
    """The words of a speech."""
    return sum(word_count(p.content) for p in spoken)


def _spoken(speech: Speech, sheet: Sheet, facts: tuple[Inlines, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs of one version: as many reasons and promises, in turn, as its time holds."""
    act = "adopt" if sheet.frame.instrument.maker == "governing" else "sign"
    opening = [sheet.says(f"testimony_open_{sheet.frame.instrument.maker}", name=sheet.by_hand("speaker")), *facts[:1]]
    closing = [sheet.says(f"testimony_close_{act}")]
    does = sheet.says(f"testimony_does_{_mode(sheet)}")
    why = sheet.says("testimony_why")
    room = speech.most - sum(map(word_count, (*opening, *closing, does, why)))
    taken = _taken(_material(sheet), room, room - (speech.most - speech.least))
    paragraphs = [
        _paragraph(sheet, opening),
        *_reasons(sheet, why, [s.words for s in taken if s.part == "why"]),
        _paragraph(sheet, [does, *(s.words for s in taken if s.part == "does")]),
        _paragraph(sheet, closing),
    ]
    return tuple(p for p in paragraphs if p.content)


def _mode(sheet: Sheet) -> str:
    """What most of the draft's clauses do, so that asks are never told as promises."""
    modes = [mode(i) for i in demanded(sheet)]
    return max(dict.fromkeys(modes), key=modes.count) if modes else "does"


def _material(sheet: Sheet) -> Iterator[Said]:
    """What can be said, in the order in which it is taken: a reason, a promise, a reason, and so on."""
    chief = _mode(sheet)
    found = [p for p in promises(sheet) if p.mode == chief]
    told = leading(found, "will_not", len(found)), leading(found, "will", len(found))
    reasons = [Said("why", sheet.clause_words(i.clause.why, f"{i.clause.id}/why"), origin(i)) for i in demanded(sheet)]
    acts = [Said("does", p.words, p.origin) for pair in _alternating(*told) for p in pair]
    for n in range(max(len(reasons), len(acts))):
        yield from reasons[n:n + 1]
        yield from acts[n:n + 1]


def _alternating(first: tuple, second: tuple) -> Iterator[tuple]:
    for n in range(max(len(first), len(second))):
        yield (*first[n:n + 1], *second[n:n + 1])


def _taken(material: Iterable[Said], most: int, least: int) -> list[Said]:
    """Sentences in their order until the least is reached; one that would pass the most is left out."""
    out: list[Said] = []
    total = 0
    for said in material:
        if total >= least:
            break
        if total + said.length <= most:
            out.append(said)
            total += said.length
    return out


def _reasons(sheet: Sheet, lead: Inlines, reasons: list[Inlines]) -> list[Paragraph]:
    """The reasons, three to a paragraph, so that the speaker can breathe."""
    groups = [reasons[i:i + 3] for i in range(0, len(reasons), 3)]
    return [_paragraph(sheet, [*([lead] if n == 0 else []), *group]) for n, group in enumerate(groups)]


def _paragraph(sheet: Sheet, sentences: list[Inlines]) -> Paragraph:
    content: list = []
    space = sheet.frame.language.list.space
    for sentence in sentences:
        content += [*((Text(space),) if space and content else ()), *sentence]
    return sheet.paragraph(tuple(content))
