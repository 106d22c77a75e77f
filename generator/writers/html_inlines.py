"""Inlines as HTML: every class of them, escaped by markupsafe. It knows no block and no page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from generator.document import (
    Blank,
    Change,
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
from generator.ooxml.runs import LRM, RLM, Look, look_of

EMPHASIS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s"}
UNBROKEN = 28  # a longer citation may break, but not after a section sign, an article or a title number
_BOUND = re.compile(r"(?<=§)\s|(?<=¶)\s|(?<=\bart\.)\s|(?<=\bNo\.)\s|(?<=\d)\s(?=U\.S\.C?\.|C\.F\.R\.)")
_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f‘’“”–—§¶]+")


def tag(name: str, content: object = "", **attributes: object) -> Markup:
    """An element with escaped content; attributes that are empty or None are left out, `class_` and the like trimmed."""
    shown = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value not in ("", None)
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), shown, content)


def joined(parts) -> Markup:
    """Parts one after the other."""
    return Markup("").join(parts)


def told(change: Change) -> dict[str, str]:
    """The attributes that say who made a change and when."""
    return {"title": ", ".join(x for x in (change.author, change.date) if x), "datetime": change.date}


def changed(change: Change | None, content: Markup, kind: str = "block", moved: str = "") -> Markup:
    """Content inside the mark of its change. `moved` is the word for a move, which leads to its other end."""
    if change is None:
        return content
    if change.kind in ("inserted", "deleted"):
        return tag("ins" if change.kind == "inserted" else "del", content, class_=kind, **told(change))
    mark = (
        tag("a", "⇄ " + moved, href=f"#{change.partner}", class_="move")
        if change.partner
        else tag("span", "⇄ " + moved, class_="move")
    )
    return tag("div" if kind == "block" else "span", mark + content, class_="moved", title=told(change)["title"])


@dataclass(slots=True)
class InlinePen:
    """Writes the inlines of one document and remembers the anchors it has made."""

    document: Document
    look: Look
    targets: frozenset[str]
    numbers: dict[str, int] = field(default_factory=dict)
    anchors: dict[str, list[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    unshown: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> InlinePen:
        """A pen for a document."""
        nodes = list(walk(document))
        numbers = {n.id: n.number for n in nodes if isinstance(n, EndNote)}
        targets = frozenset(n.id for n in nodes if getattr(n, "id", "") and hasattr(n, "change"))
        language = document.language
        look = look_of(language.tag, language.fonts, language.direction, language.script)
        return cls(document, look, targets, numbers)

    def claim(self, wanted: str) -> str:
        """An id that no other element of the page has."""
        name, n = wanted, 1
        while name in self.used:
            n += 1
            name = f"{wanted}-{n}"
        self.used.add(name)
        return name

    def said(self, text: str) -> Markup:
        """Words, escaped; where the script runs right to left, telephone numbers and Latin stretches keep their own direction."""
        if not self.look.rtl:
            return Markup.escape(text)
        return joined(
            tag("bdi", piece.strip(LRM + RLM), dir="ltr") if held else Markup.escape(piece)
            for piece, held in self.look.stretches(text)
        )

    def words(self, content: Inlines) -> Markup:
        """Inlines as HTML."""
        return joined(self.inline(i) for i in content)

    def inline(self, inline: Inline) -> Markup:
        """One inline."""
        match inline:
            case Text(text=text, emphasis=emphasis):
                return tag(EMPHASIS[emphasis], self.said(text)) if emphasis else self.said(text)
            case Term(defining=True):
                return self.definition(inline)
            case Reference(target=target, text=text):
                return (
                    tag("a", self.said(text), href=f"#{target}", class_="reference")
                    if target in self.targets
                    else self.dangling(inline)
                )
            case Citation(text=text):
                return self.latin(self.bound(text), "citation" if len(text) <= UNBROKEN else "citation long")
            case Name(text=text):
                return self.latin(text, "name")
            case Blank():
                return tag("mark", self.said(inline_text(inline, self.document.language)), class_="blank", data_field=inline.field)
            case NoteAnchor(note=note):
                return self.anchor(note)
            case Inserted(content=content, change=change) | Deleted(content=content, change=change):
                return changed(change, self.words(content), "inline")
            case Foreign(language=language, content=content):
                own = replace(self, look=look_of(language, self.look.fonts))
                return tag("bdi", own.words(content), lang=language, dir="rtl" if own.look.rtl else "ltr")
            case Reformatted(content=content, change=change):
                return tag("span", self.words(content), class_="reformatted", title=told(change)["title"])
            case _:
                return self.said(inline_text(inline, self.document.language))

    def definition(self, term: Term) -> Markup:
        """A term where it is defined: its quotation marks outside, the term in bold."""
        before, _, after = inline_text(term, self.document.language).partition(term.text)
        return before + tag("dfn", self.said(term.text), id=self.claim(f"term-{term.key}".replace(" ", "-"))) + Markup.escape(after)

    def dangling(self, reference: Reference) -> Markup:
        """A reference whose target is not in the document: its words without a link, and told."""
        self.unshown.append(f"a link to {reference.target}, which is not in the document")
        return self.said(reference.text)

    def bound(self, text: str) -> str:
        """A citation with no-break spaces where a line must never end."""
        return _BOUND.sub("\u00a0", text)

    def latin(self, text: str, kind: str) -> Markup:
        """Words kept in Latin script and in their own direction inside a document of another language."""
        own = self.document.language.tag.partition("-")[0] == "en" or not _LATIN.fullmatch(text)
        return tag("span", text, class_=kind) if own else tag("bdi", text, lang="en", dir="ltr", class_=kind)

    def anchor(self, note: str) -> Markup:
        """The mark of an end note, a link to it."""
        if note not in self.numbers:
            self.unshown.append(f"a note {note}, which is not in the document")
            return tag("sup", "*")
        name = self.claim(f"ref-{note}")
        self.anchors.setdefault(note, []).append(name)
        return tag("sup", tag("a", self.numbers[note], href=f"#{note}", id=name, role="doc-noteref"), class_="noteref")
