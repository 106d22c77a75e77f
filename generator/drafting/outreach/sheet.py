"""An outreach document while it is composed: ids, sentences of the language, lists, tables. Knows no format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.document import (
    Blank,
    Block,
    Cell,
    Citation,
    Document,
    Duty,
    Inline,
    Inlines,
    Items,
    LanguageRecord,
    Name,
    Origin,
    Paragraph,
    Properties,
    Row,
    Table,
    Text,
    inline_text,
    plain,
    transform,
)
from generator.drafting.fill import join, sentence_starts, typographic
from generator.drafting.formalize import template, value
from generator.drafting.frame import Frame
from generator.drafting.speech import Formed
from generator.gate import Gate
from generator.library import Clause, Topic

BY_HAND = "by-hand"  # blanks that a pen fills; no profile field stands behind them
PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([a-z]+))?\}")
OFFICES = {"body": "bodies.governing.name", "executive": "officers.executive.title", "clerk": "officers.clerk.title",
           "attorney": "officers.attorney.title", "presiding": "bodies.governing.presiding"}
MAKERS = {"governing": "bodies.governing.name", "executive": "officers.executive.title",
          "police_chief": "officers.police_chief.title"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a composer is told beside the frame.

    `introduced` is the day from which the memo counts; `adopted` the day of adoption, without which all is told as a
    proposal; `sections` the section of the draft in which a clause stands; with `fold` the sheet is a leaflet.
    """

    introduced: date | None = None
    adopted: date | None = None
    acknowledged: bool = False
    sections: Mapping[str, str] = field(default_factory=dict)
    fold: bool = False


class Sheet:
    """Makes the blocks of one outreach document. Every sentence comes from the language's catalogue or a clause."""

    def __init__(self, frame: Frame, kind: str, occasion: Occasion | None = None):
        self.frame, self.kind, self.occasion = frame, kind, occasion or Occasion()
        self.filler = frame.filler(False)
        self.count = 0
        self.names = _names(frame, self.filler)

    # ------------------------------------------------------------------------------------------------- sentences

    def says(self, key: str, **values: str | int | Inlines) -> Inlines:
        """A sentence of the catalogue with its values; those of the place and the instrument are always known."""
        language, known = self.frame.language, {**self.names, **values}
        quoted = typographic if language.english else language.typographic
        parts: list[Inline] = []
        words, at = language.say(f"outreach:{key}", language.outreach[key]), 0
        for slot in PLACEHOLDER.finditer(words):
            said = self._formed(slot[1], slot[2] or "", known)
            parts += [Text(quoted(words[at:slot.start()])), *(said if isinstance(said, tuple) else (Text(quoted(said)),))]
            at = slot.end()
        parts.append(Text(quoted(words[at:])))
        return join(sentence_starts([p for p in parts if not isinstance(p, Text) or p.text], True))

    def _formed(self, name: str, form: str, known: Mapping[str, str | int | Inlines]) -> str | Inlines:
        """A value in the form that a translation asks for; one that has no forms as it is."""
        said = known[name]
        if form and name in (*OFFICES, "maker") and self.filler.speech is not None:
            return value(OFFICES.get(name) or MAKERS[self.frame.instrument.maker], self.filler, form)
        if isinstance(said, tuple):
            return said
        return format(said, form) if form and isinstance(said, Formed) else str(said)

    def word(self, key: str, **values: str | int | Inlines) -> str:
        """The same as a string, for captions and titles."""
        return "".join(inline_text(i, self.frame.language.record()) for i in self.says(key, **values))

    def clause_words(self, text: str, key: str) -> Inlines:
        """A sentence of a clause file (plain, why, a duty) with its values, in the document's language."""
        found = template(" ".join(text.split()), key, self.filler)
        return join(list(transform(found, lambda n: Text(n.text or n.word) if isinstance(n, Duty) else n)))

    def named(self, clause: Clause, variant: str = "") -> Inlines:
        """A clause's heading (the drafted variant's own, where it has one), in the document's language."""
        own = clause.variants[variant].heading if variant else ""
        key = f"{clause.id}/{variant}/heading" if own else f"{clause.id}/heading"
        return self.frame.heading(own or clause.heading, key)

    def names_of(self, clauses: Iterable[Clause]) -> str:
        """The headings of clauses in one line."""
        return self.frame.language.parted(plain(self.named(c)) for c in clauses)

    def cited(self, citation: str) -> Inlines:
        """A citation in brackets behind a sentence; nothing where there is none."""
        around = self.frame.language.brackets
        return (Text(around.open), Citation(citation), Text(around.close)) if citation else ()

    def follows(self, gate: Gate) -> Iterator[Block]:
        """What follows a breach of state law, and where a clause asks more than it, as far as the gate says so."""
        for what in ("consequence", "stricter"):
            if what in gate.said:
                yield self.text(f"menu_{what}", **{what: self.frame.told(gate.said[what])})

    def citations(self, found: Iterable[str]) -> Inlines:
        """Citations in a row."""
        words = self.frame.language.list
        out: list[Inline] = []
        for citation in found:
            out += [*((Text(f"{words.item}{words.space}"),) if out else ()), Citation(citation)]
        return tuple(out)

    def topic(self, topic: Topic, part: str = "name") -> str:
        """A topic's name or summary in the document's language."""
        return self.frame.language.say(f"topic:{topic.id}/{part}", getattr(topic, part))

    def by_hand(self, key: str) -> Inlines:
        """A labelled blank for a pen."""
        return (Blank(self.word(key), f"{BY_HAND}.{key}"),)

    def value(self, expression: str) -> Inlines:
        """A value of the profile, or its labelled blank."""
        return value(expression, self.filler)

    # ---------------------------------------------------------------------------------------------------- blocks

    def id(self) -> str:
        """The next id of this document's own blocks."""
        self.count += 1
        return f"{self.kind}.{self.count}"

    def heading(self, key: str, level: int = 2, new_page: bool = False, **values: str | int | Inlines) -> Paragraph:
        """An unnumbered heading; with `new_page` it begins a page, or a panel of a leaflet."""
        return Paragraph(self.id(), self.says(key, **values), "heading", level, new_page=new_page)

    def text(self, key: str, role: str = "body", **values: str | int | Inlines) -> Paragraph:
        """A paragraph of the catalogue."""
        return Paragraph(self.id(), self.says(key, **values), role)

    def paragraph(self, content: Inlines, role: str = "body", level: int = 0, origin: Origin | None = None) -> Paragraph:
        """A paragraph of inlines."""
        return Paragraph(self.id(), content, role, level, origin=origin)

    def items(self, contents: Iterable[Inlines], ordered: bool = False, origins: Iterable[Origin] = ()) -> Items:
        """A list; `origins` say for each item from which clause it comes."""
        return Items(self.id(), tuple(contents), ordered, origins=tuple(origins))

    def table(self, head: tuple[str, ...], rows: Iterable[tuple], widths: tuple[float, ...],
              caption: str | Inlines, borders: bool = True, height_mm: float = 0.0) -> Table:
        """A table. `head` and `caption` are keys of the catalogue (or the caption's words); a cell is inlines or blocks.

        `height_mm` is the least height of its rows, where a pen writes in them.
        """
        own = self.id()
        top = (Row(tuple(Cell((Paragraph(f"{own}.h{i}", self.says(k)),), True) for i, k in enumerate(head)), True),)
        lines = tuple(Row(tuple(self._cell(f"{own}.{n}.{i}", c) for i, c in enumerate(row)), height_mm=height_mm)
                      for n, row in enumerate(rows))
        name = self.word(caption) if isinstance(caption, str) else plain(caption, self.frame.language.record())
        return Table(own, (*(top if head else ()), *lines), widths, name, borders)

    @staticmethod
    def _cell(cell_id: str, content: Inlines | list[Block]) -> Cell:
        return Cell(tuple(content) if isinstance(content, list) else (Paragraph(cell_id, content),))

    def document(self, title: str, blocks: Iterable[Block], **values: str) -> Document:
        """The finished document: never marked as a draft, for it is no instrument; its status stands in its text."""
        frame = self.frame
        contents = frame.library.contents
        name = self.word(title, **values)
        properties = Properties(name, frame.language.tag, contents.licence, contents.version, frame.law.as_of)
        footer = self.word("footer", document=(Name(f"{frame.profile.id}/{self.kind}.{frame.language.tag}"),),
                           version=contents.version, as_of=frame.law.as_of)
        return Document(self.kind, frame.profile.id, name, tuple(blocks), language=large_type(frame.language.record()),
                        properties=properties, final=True, header=name, footer=footer,
                        layout="leaflet" if self.occasion.fold else "sheet", accent=frame.profile.choices.color or "")


def large_type(record: LanguageRecord) -> LanguageRecord:
    """The language's record with a letter without serifs, which is easier to read from a wall or by weak eyes."""
    return replace(record, fonts={**record.fonts, "latin": "Arial"})


def _names(frame: Frame, filler) -> dict[str, str | Inlines]:
    """The values that every sentence may use."""
    return {
        "place": value("place.name", filler), "kind": frame.word("kind"), "full": frame.word("full"),
        "town": frame.word("the_full"), "state": frame.word("state"), "instrument": frame.word("instrument"),
        "title": template(frame.library.title.short, "title/short", filler),
        **{name: value(expression, filler) for name, expression in OFFICES.items()},
        "maker": value(MAKERS[frame.instrument.maker], filler),
    }


def emphasized(content: Inlines) -> Inlines:
    """The inlines in bold."""
    return tuple(replace(i, emphasis="bold") if isinstance(i, Text) else i for i in content)
