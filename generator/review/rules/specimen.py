"""A small Document from a few typed lines, for the samples of rules. It reads only the lines named here.

    # City of Testville | Ordinance No. 1 | Fair City      title block
    WHEREAS, …                                              recital
    BE IT ORDAINED … / NOW, THEREFORE, … / ORDERED …        enacting words
    Section 4. Heading / § 17-3. Heading                    section (§: of the code)
    (a) text / (1) text / A. text                           subdivision, nested by the kind of mark
    “Term” means …                                          definition
    * text                                                  item of a list
    ~ text                                                  flush text of the section
    SIGNED: Mayor                                           signature block
    anything else                                           paragraph
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.document import (
    Blank,
    Block,
    Document,
    Enacting,
    Inlines,
    Items,
    Level,
    Paragraph,
    Provision,
    Recital,
    Section,
    Series,
    Signature,
    SignatureBlock,
    Text,
    Title,
)

_SERIES = (
    Series("instrument", (Level("decimal", "Section {n}.", "section"), Level("lower-letter", "({n})", "subsection"))),
    Series("code", (Level("decimal", "§ {n}.", "section"), Level("upper-letter", "{n}.", "subsection"))),
)
_SECTION = re.compile(r"^((?:Section|SECTION|Sec\.|Article|§) [\dIVX][\w-]*\.)\s*(.*)$")
_MARK = re.compile(r"^(\((?:[a-z]{1,2}|[A-Z]|\d{1,2})\)|[A-Z]\.|\d{1,2}\.|[a-z]\.)\s+(.*)$")
_ENACTING = re.compile(r"^(?:NOW,? THEREFORE|BE IT |ORDERED|The .{3,60} ordains)")
_BLANK = re.compile(r"\[([a-z][\w ]+)\]")


def specimen(lines: str, kind: str = "ordinance") -> Document:
    """The document that the lines describe."""
    made = _Desk()
    for at, line in enumerate(filter(None, map(str.strip, lines.strip().splitlines()))):
        made.line(f"b{at}", line)
    return Document(kind, "testville-nj", "Specimen", made.blocks(), series=_SERIES)


def said(text: str) -> Inlines:
    """Words as inlines; a label in square brackets becomes a blank."""
    out: list = []
    at = 0
    for match in _BLANK.finditer(text):
        out += [Text(text[at:match.start()]), Blank(match[1], match[1])]
        at = match.end()
    return tuple(i for i in (*out, Text(text[at:])) if not isinstance(i, Text) or i.text)


class _Desk:
    """The blocks so far, the open section and the open subdivisions."""

    def __init__(self):
        self.done: list[Block] = []
        self.section: Section | None = None
        self.children: list = []

    def blocks(self) -> tuple[Block, ...]:
        """All blocks, the open section closed."""
        self.close()
        return tuple(self.done)

    def close(self) -> None:
        """Ends the open section."""
        if self.section:
            self.done.append(replace(self.section, children=tuple(_nest(self.children))))
        self.section, self.children = None, []

    def line(self, id: str, line: str) -> None:
        """Takes one line."""
        if line.startswith("# "):
            parts = [p.strip() for p in line[2:].split("|")]
            self.done.append(Title(id, *(said(p) for p in (parts + ["", "", ""])[:4])))
        elif line.startswith("WHEREAS"):
            self.done.append(Recital(id, said(line)))
        elif _ENACTING.match(line):
            self.done.append(Enacting(id, said(line)))
        elif line.startswith("SIGNED:"):
            self.close()
            self.done.append(SignatureBlock(id, "execution", (), (Signature((), said(line[7:].strip())),)))
        elif match := _SECTION.match(line):
            self.close()
            series = "code" if line.startswith("§") else "instrument"
            self.section = Section(id, said(match[2].rstrip(".")), (), series, match[1])
        else:
            self.inside(id, line)

    def inside(self, id: str, line: str) -> None:
        """Takes a line of a section's body."""
        match = _MARK.match(line)
        if match and self.section:
            self.children.append(Provision(id, 0, said(match[2]), designator=match[1], series=self.section.series))
        elif line.startswith("* "):
            self.item(id, line[2:])
        else:
            role = "definition" if line.startswith("“") else "flush" if line.startswith("~ ") else "body"
            self.put(Paragraph(id, said(line.removeprefix("~ ")), role))

    def item(self, id: str, text: str) -> None:
        """Adds an item to the list that is open, or opens one."""
        place = self.children if self.section else self.done
        if place and isinstance(place[-1], Items):
            place[-1] = replace(place[-1], items=(*place[-1].items, said(text)))
        else:
            place.append(Items(id, (said(text),), True))

    def put(self, block: Block) -> None:
        """A block where it belongs."""
        (self.children if self.section else self.done).append(block)


def _kind(designator: str) -> str:
    inner = designator.strip("().")
    return f"{'d' if inner.isdigit() else 'l' if inner.islower() else 'u'}{designator[0] == '('}"


def _nest(children: list) -> list:
    """Provisions under provisions: a kind of mark that was not yet seen goes one level down."""
    out: list = []
    stack: list[tuple[str, Provision, list]] = []

    def fold(depth: int) -> None:
        while len(stack) > depth:
            _, provision, inner = stack.pop()
            whole = replace(provision, level=len(stack) + 1, children=tuple(inner))
            (stack[-1][2] if stack else out).append(whole)

    for child in children:
        if not isinstance(child, Provision):
            fold(0)
            out.append(child)
            continue
        kind = _kind(child.designator)
        depth = next((i for i, (known, _, _) in enumerate(stack) if known == kind), len(stack))
        fold(depth)
        stack.append((kind, child, []))
    fold(0)
    return out
