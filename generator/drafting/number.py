"""Designators and cross-references in words. Every number is computed here, once; the style says how it is spoken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.document import Block, Document, Level, Provision, Reference, Section, Series, plain, transform, walk
from generator.drafting.fill import SENTENCE
from generator.errors import DraftingError
from generator.style import Style


def number(document: Document, style: Style, chapter: str = "") -> Document:
    """The document with every designator set and every reference in the words of the style.

    A reference to a subdivision that was folded into its parent leads to the parent. A reference to nothing raises
    DraftingError: a draft never holds a dangling one.
    """
    count = _Count({s.id: s for s in document.series}, style, chapter)
    blocks = tuple(count.block(b) for b in document.blocks)
    words = count.words
    missing = sorted({n.target for b in blocks for n in walk(b)
                      if isinstance(n, Reference) and _landing(n.target, words) is None})
    if missing:
        raise DraftingError(f"references lead nowhere: {', '.join(missing)}",
                            "Put the reference in a condition, {% if has(\"clause\") %}, or include the clause.")

    def speak(node):
        if not isinstance(node, Reference):
            return node
        landing = _landing(node.target, words)
        said = words[landing]
        return replace(node, target=landing, text=said[0].upper() + said[1:] if node.text == SENTENCE else said)

    spoken = tuple(transform(b, speak) for b in blocks)
    if document.language.tag.partition("-")[0] != "en":  # the word for "§" that follows is English
        return replace(document, blocks=spoken)
    return replace(document, blocks=tuple(transform(b, _begin_with_word) for b in spoken))


def _begin_with_word(node):
    """A block whose references spell the sign "§" out where they begin a sentence."""
    for name in ("chapeau", "flush", "content"):
        content = getattr(node, name, None)
        if isinstance(content, tuple) and any(isinstance(i, Reference) for i in content):
            node = replace(node, **{name: tuple(_spelled(content, i) for i in range(len(content)))})
    return node


def _spelled(content, i: int):
    inline = content[i]
    before = plain(content[:i])
    if isinstance(inline, Reference) and inline.text.startswith("§") and (not before or before.endswith((". ", "? "))):
        return replace(inline, text="Section" + inline.text[1:])
    return inline


def _landing(target: str, words: dict[str, str]) -> str | None:
    """The block a reference leads to: its target, or what holds it where the target was folded into its parent."""
    while target not in words:
        if "." not in target:
            return None
        target = target.rpartition(".")[0]
    return target


def mark(level: Level, n: int) -> str:
    """The designator of the n-th item of a level ("(b)", "Section 4.")."""
    return level.pattern.format(n=numeral(level.style, n))


def numeral(style: str, n: int) -> str:
    """n in a numbering style: 2 is 2, b, B, ii or II."""
    if style == "decimal":
        return str(n)
    if style.endswith("letter"):
        letter = _letters(n)
        return letter if style.startswith("lower") else letter.upper()
    roman = _roman(n)
    return roman.lower() if style.startswith("lower") else roman


def _letters(n: int) -> str:
    """a … z, aa, bb … as Word counts them."""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _roman(n: int) -> str:
    out = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= value:
            out, n = out + sign, n - value
    return out


@dataclass(slots=True)
class _Count:
    """The state of numbering one document."""

    series: dict[str, Series]
    style: Style
    chapter: str
    sections: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        """A block with its designators; sections and provisions get theirs, others are walked through."""
        if isinstance(block, Section):
            return self.section(block)
        if isinstance(getattr(block, "blocks", None), tuple):
            return replace(block, blocks=tuple(self.block(b) for b in block.blocks))
        return block

    def section(self, section: Section) -> Section:
        """A section, its provisions and what stands between them."""
        level = self.series[section.series].levels[0]
        n = self.sections[section.series] = self.sections.get(section.series, 0) + 1
        whole = self.style.section(numeral(level.style, n), section.series, self.chapter)
        self.words[section.id] = whole
        position, children = 0, []
        for child in section.children:
            if isinstance(child, Provision):
                position += 1
                children.append(self.provision(child, position, whole, ()))
            else:
                children.append(self.block(child))
                self.words.setdefault(getattr(child, "id", ""), whole)
        return replace(section, designator=mark(level, n), children=tuple(children))

    def provision(self, provision: Provision, n: int, whole: str, marks: tuple[str, ...]) -> Provision:
        """A provision and those below it."""
        levels = self.series[provision.series].levels
        if provision.level >= len(levels):
            raise DraftingError(f"'{provision.id}' is nested deeper than the style numbers ({len(levels) - 1} levels)")
        designator = mark(levels[provision.level], n)
        marks = (*marks, designator)
        self.words[provision.id] = self.style.cite(whole, marks, provision.series)
        children = tuple(self.provision(c, i, whole, marks) for i, c in enumerate(provision.children, 1))
        return replace(provision, designator=designator, children=children)
