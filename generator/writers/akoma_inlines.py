"""Inlines as Akoma Ntoso: terms, references, references to law, blanks, notes, changes. It knows no block.

A citation of the United States Code, the Code of Federal Regulations or a public law becomes a `ref` with the identifier that
the federal publishers use (United States Legislative Markup): /us/usc/t8/s1373/a, /us/cfr/t8/s287.7, /us/pl/104/208. Every other
citation becomes an `inline` that refers to a TLCReference of the metadata: no address is made up for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

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
from generator.writers.akoma_ids import AKN, POINTER
from generator.writers.akoma_meta import slug

EMPHASIS = {"bold": "b", "italic": "i", "underline": "u", "strike": "del"}
FEDERAL = (
    (re.compile(r"(\d+)\s+U\.\s?S\.\s?C\.\s+§\s*([\w.–-]+?)((?:\(\w+\))*)"), "/us/usc/t{}/s{}"),
    (re.compile(r"(\d+)\s+C\.\s?F\.\s?R\.\s+§\s*([\w.–-]+?)((?:\(\w+\))*)"), "/us/cfr/t{}/s{}"),
    (re.compile(r"Pub(?:lic|\.)\s+L(?:aw|\.)\s+(?:No\.\s+)?(\d+)[-–‑](\d+)()"), "/us/pl/{}/{}"),
)


def federal(citation: str) -> str:
    """The federal identifier of a citation of one place in federal law; empty for every other citation."""
    for pattern, address in FEDERAL:
        match = pattern.fullmatch(citation.replace("\u00a0", " ").strip())
        if match:
            return address.format(match[1], match[2].replace("–", "-")) + "".join(
                f"/{x}" for x in re.findall(r"\((\w+)\)", match[3])
            )
    return ""


def element(parent, kind: str, /, **attributes: str) -> etree._Element:
    """A new last child of `parent`; empty attributes are left out."""
    return etree.SubElement(parent, f"{{{AKN}}}{kind}", {k.rstrip("_"): v for k, v in attributes.items() if v})


def say(parent, words: str) -> None:
    """Words after whatever `parent` holds."""
    if not words:
        return
    last = parent[-1] if len(parent) else None
    if last is None:
        parent.text = (parent.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def signed(change: Change) -> str:
    """Who made a change and when."""
    return ", ".join(x for x in (change.author, change.date) if x)


@dataclass(slots=True)
class InlinePen:
    """Writes the inlines of one document; remembers terms, laws and the notes already set."""

    document: Document
    notes: dict[str, EndNote]
    terms: dict[str, str] = field(default_factory=dict)
    laws: dict[str, str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    unshown: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> InlinePen:
        """A pen for a document."""
        return cls(document, {n.id: n for n in walk(document) if isinstance(n, EndNote)})

    def put(self, parent, content: Inlines, change: Change | None = None) -> None:
        """Inlines at the end of `parent`, inside the mark of a change of their block."""
        if change is not None and change.kind in ("inserted", "deleted") and content:
            parent = element(parent, "ins" if change.kind == "inserted" else "del", title=signed(change))
        for inline in content:
            self.inline(parent, inline)

    def inline(self, parent, inline: Inline) -> None:
        """One inline."""
        match inline:
            case Text(text=text, emphasis=emphasis):
                say(self.emphasis(parent, emphasis) if emphasis and text else parent, text)
            case Term():
                self.term(parent, inline)
            case Reference(target=target, text=text):
                say(element(parent, "ref", href=f"#{POINTER}{target}"), text)
            case Citation(text=text):
                self.law(parent, text)
            case Name(text=text):
                say(element(parent, "inline", name="officialName"), text)
            case Blank(field=name):
                say(element(parent, "inline", name="blank", title=name), inline_text(inline, self.document.language))
            case NoteAnchor(note=note):
                self.note(parent, note)
            case Inserted(content=content, change=change) | Deleted(content=content, change=change):
                self.put(parent, content, change)
            case Foreign(language=language, content=content):
                own = element(parent, "inline", name="foreign")
                own.set("{http://www.w3.org/XML/1998/namespace}lang", language)
                self.put(own, content)
            case Reformatted(content=content, before=before, change=change):
                self.put(
                    element(parent, "inline", name="reformatted", class_=f"was-{before or 'plain'}", title=signed(change)), content
                )
            case _:
                say(parent, inline_text(inline, self.document.language))

    def emphasis(self, parent, emphasis: str) -> etree._Element:
        """The element of an emphasis; the schema has none for words struck through."""
        return element(parent, EMPHASIS[emphasis]) if emphasis in EMPHASIS else element(parent, "inline", name=emphasis)

    def term(self, parent, term: Term) -> None:
        """A term: `def` where it is defined, its quotation marks outside, `term` where it is used."""
        self.terms.setdefault(term.key, term.text)
        before, _, after = inline_text(term, self.document.language).partition(term.text)
        say(parent, before)
        say(element(parent, "def" if term.defining else "term", refersTo=f"#term-{slug(term.key)}"), term.text)
        say(parent, after)

    def law(self, parent, citation: str) -> None:
        """A reference to law."""
        address = federal(citation)
        if address:
            say(element(parent, "ref", href=address), citation)
            return
        eid = f"law-{slug(citation)}"
        self.laws.setdefault(eid, citation)
        say(element(parent, "inline", name="citation", refersTo=f"#{eid}"), citation)

    def note(self, parent, id: str) -> None:
        """A source note at its first mark; a later mark leads to it."""
        note = self.notes.get(id)
        if note is None:
            self.unshown.append(f"a note {id}, which is not in the document")
            say(element(parent, "sup"), "*")
        elif id in self.placed:
            say(element(element(parent, "sup"), "ref", href=f"#{POINTER}{id}"), str(note.number))
        else:
            self.placed.add(id)
            own = element(parent, "authorialNote", marker=str(note.number), placement="bottom", wId=id)
            self.put(element(own, "p"), note.content, note.change)
