"""Inlines as code of Typst, every class of them. It knows no block and no page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.document import (
    Blank,
    Citation,
    Deleted,
    Document,
    EndNote,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    Name,
    NoteAnchor,
    Reference,
    Reformatted,
    Term,
    Text,
    inline_text,
    walk,
)
from generator.ooxml.runs import LRM, NBSP, RLM, Look, glued, look_of

EMPHASIS = {"bold": "strong", "italic": "emph", "underline": "underline", "strike": "strike"}
UNBROKEN = 40  # a longer stretch may break
_SIGN = re.compile("[§¶] ")
_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f‘’“”–—§¶]+")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": "\\t"}


def string(words: str) -> str:
    """Words as a string of Typst, which can hold no code."""
    return '"' + "".join(_ESCAPED.get(c, c) for c in words) + '"'


def call(name: str, *arguments: str) -> str:
    """A call of a function."""
    return f"{name}({', '.join(arguments)})"


def joined(parts: Iterable[str]) -> str:
    """Parts one after the other as one content."""
    said = [p for p in parts if p]
    return "{ " + "; ".join(said) + " }" if said else "[]"


def tuple_of(parts: Iterable[str]) -> str:
    """Parts as an array."""
    return "(" + "".join(f"{p}, " for p in parts) + ")"


def tag_of(tag: str) -> str:
    """A language tag as Typst wants it: language, region, script."""
    first, *rest = tag.split("-")
    region = next((string(p) for p in rest if len(p) == 2), "none")
    script = next((string(p) for p in rest if len(p) == 4), "auto")
    return f"(lang: {string(first)}, region: {region}, script: {script})"


@dataclass(slots=True)
class InlinePen:
    """Writes the inlines of one document."""

    document: Document
    look: Look
    numbers: dict[str, int]
    wanted: frozenset[str]  # ids that a link leads to
    unshown: list[str] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: Document) -> InlinePen:
        """A pen for a document."""
        nodes = list(walk(document))
        record = document.language
        ids = {n.id for n in nodes if getattr(n, "id", "") and hasattr(n, "change")}
        led = {n.target for n in nodes if isinstance(n, Reference)} | {n.note for n in nodes if isinstance(n, NoteAnchor)}
        return cls(document, look_of(record.tag, record.fonts, record.direction, record.script),
                   {n.id: n.number for n in nodes if isinstance(n, EndNote)}, frozenset(ids & led))

    def anchor(self, id: str) -> str:
        """The place that links to a block lead to, once; nothing where none does."""
        if id not in self.wanted or id in self.placed:
            return ""
        self.placed.add(id)
        return call("anchor", string(id))

    def words(self, content: Inlines) -> str:
        """Inlines as one content."""
        return joined(self.inline(i) for i in content)

    def said(self, words: str) -> str:
        """Words; among a complex script Latin stretches have their own font, and right to left their own direction."""
        bound = _SIGN.sub(lambda m: m[0][0] + NBSP, words)  # no line ends after a section sign
        parts = [self._latin(piece.strip(LRM + RLM)) if held else string(piece) for piece, held in self.look.stretches(bound)]
        return parts[0] if len(parts) == 1 else joined(parts)

    def _latin(self, words: str) -> str:
        if not self.look.rtl:
            return call("in-latin", string(words))
        return call("held" if len(words) <= UNBROKEN else "isolated", string(words))

    def inline(self, inline: Inline) -> str:
        """One inline."""
        record = self.document.language
        match inline:
            case Text(text=text, emphasis=emphasis):
                return call(EMPHASIS[emphasis], self.said(text)) if emphasis else self.said(text)
            case Term(defining=True):
                before, _, after = inline_text(inline, record).partition(inline.text)
                return joined((string(before), call("strong", self.said(inline.text)), string(after)))
            case Reference(target=target, text=text):
                return self._link(target, self.said(text))
            case Citation(text=text):
                return self._kept(text)
            case Name(text=text):
                foreign = self.look.script != "latin" and _LATIN.fullmatch(text)
                return call("isolated" if self.look.rtl else "in-latin", string(text)) if foreign else self.said(text)
            case Blank():
                return call("blank", self.said(inline_text(inline, record)))
            case NoteAnchor(note=note):
                return call("super", self._link(note, string(str(self.numbers.get(note, "*")))))
            case Inserted(content=content):
                return call("inserted", self.words(content))
            case Deleted(content=content):
                return call("deleted", self.words(content))
            case Reformatted(content=content):
                return call("reformatted", self.words(content))
            case Foreign(language=language, content=content):
                own = InlinePen(self.document, look_of(language, self.look.fonts, "ltr"), self.numbers, self.wanted)
                said = call("foreign", tag_of(language), own.words(content))
                return joined((string("\u2066"), said, string("\u2069"))) if self.look.rtl else said
            case _:
                return self.said(inline_text(inline, record))

    def _kept(self, citation: str) -> str:
        """A citation in its own direction, on one line if it is short."""
        if not _LATIN.fullmatch(citation):
            return self.said(citation)
        if self.look.script == "latin":
            return call("together", string(citation)) if len(citation) <= UNBROKEN else string(glued(citation))
        if len(citation) <= UNBROKEN:
            return call("held", string(citation))
        return call("isolated" if self.look.rtl else "in-latin", string(glued(citation)))

    def _link(self, target: str, words: str) -> str:
        """Words that lead to a block of the document."""
        if target in self.wanted:
            return call("link", call("label", string(target)), words)
        self.unshown.append(f"a link to {target}, which is not in the document")
        return words
