"""A paragraph as a line of characters and things, for comparison. It knows runs, fields and links, not changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from lxml import etree

from ..difference import tokens
from .anchors import HASHED, PREFIX
from .names import WP, R, qn
from .wml import (
    BDO,
    BOOKMARK_START,
    COMPUTED_FIELDS,
    CUSTOM_XML,
    DIR,
    FLD_CHAR,
    FLD_SIMPLE,
    HYPERLINK,
    ID,
    INSTR,
    MARKERS,
    NAME,
    PPR,
    R_,
    RPR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SMART_TAG,
    TXBX,
    VAL,
    VML_IDS,
    VML_TYPE,
    T,
    V,
    run_format,
    signature,
    text_of,
)

THING = "\ufffc"  # stands in the text for what is no text
_R_PREFIX, _V_PREFIX = f"{{{R}}}", f"{{{V}}}"
_TYPE, _INSTR_ATTR = qn("w:fldCharType"), qn("w:instr")
_DROPPED = frozenset((RPR, qn("w:lastRenderedPageBreak"), qn("w:annotationRef")))
_COMMENT = qn("w:commentReference")
_HISTORY = qn("w:history")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_NAMED = frozenset((f"{{{WP}}}docPr", "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr",
                    "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}cNvPr"))

_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}

Alias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around runs: a link, a content control, a direction. Equal `key`, same frame."""

    key: Hashable
    element: etree._Element


@dataclass(slots=True)
class Atom:
    """A stretch of text, or one thing that is no text (then `key` says which).

    `pieces` are run properties and content of the runs that make it; `whole` is an element that stands outside runs.
    """

    text: str
    frames: tuple[Frame, ...]
    pieces: list[tuple[etree._Element | None, etree._Element]]
    key: Hashable = None
    whole: etree._Element | None = None
    start: int = 0  # its offset in the line
    known_format: tuple | None = None

    @property
    def format(self) -> tuple:
        """Direct formatting of its run, read when it is first asked for; () for a field and for what stands outside runs."""
        if self.known_format is None:
            whole = self.whole is not None or len(self.pieces) != 1
            self.known_format = () if whole else run_format(self.pieces[0][0])
        return self.known_format

    @property
    def frame_keys(self) -> tuple:
        """The keys of the frames that hold it, outermost first."""
        return tuple(f.key for f in self.frames)

    @property
    def shown(self) -> str:
        """As a person reads it: the text, the result of a field, the name of a thing in brackets."""
        if self.key is None:
            return self.text
        result = "".join(content.text or "" for _, content in self.pieces if content.tag == T)
        tag = self.pieces[0][1].tag if self.pieces else self.whole.tag
        name = etree.QName(tag).localname
        return result or _SHOWN.get(name, f"[{name}]")


class Line:
    """A paragraph read: its atoms, its text with THING for what is no text, and the marks without width by offset."""

    def __init__(self, p: etree._Element, alias: Alias):
        self.element = p
        self.properties = p.find(PPR)
        self.markers: list[tuple[int, etree._Element]] = []
        self._alias = alias
        raw: list[Atom | etree._Element] = list(self._read(p, ()))
        self.atoms: list[Atom] = []
        at = 0
        for item in _with_fields(raw):
            if isinstance(item, Atom):
                item.start = at
                self.atoms.append(item)
                at += len(item.text)
            else:
                self.markers.append((at, item))
        self.starts = [a.start for a in self.atoms]
        self.text = "".join(a.text for a in self.atoms)
        self._tokens: list[Hashable] | None = None

    @property
    def plain(self) -> str:
        """The text as a person reads it."""
        return "".join(a.shown for a in self.atoms)

    @property
    def id(self) -> str:
        """The names of our bookmarks that begin here: the paragraph's lasting id, or an empty string."""
        return our_id(self.element)

    def key(self) -> Hashable:
        """Equal for paragraphs that read the same, whatever their formatting."""
        return tuple((a.text, a.key, a.frame_keys) for a in self.atoms if a.key is not None or a.frames) + (self.text,)

    def tokens(self) -> list[Hashable]:
        """Words, signs and things; a thing is its key, a word in a frame is a pair of the word and the frame."""
        if self._tokens is None:
            self._tokens = list(self._tokenized())
        return self._tokens

    def lengths(self) -> list[int]:
        """How many characters each token has in the text."""
        return [len(t) if isinstance(t, str) else 1 if t[0] == "thing" else len(t[0]) for t in self.tokens()]

    def _tokenized(self) -> Iterator[Hashable]:
        text, frames = "", ()
        for atom in self.atoms:
            if atom.key is not None or atom.frame_keys != frames:
                yield from _framed(text, frames)
                text, frames = "", atom.frame_keys
            if atom.key is not None:
                yield ("thing", atom.key, frames)
            else:
                text += atom.text
        yield from _framed(text, frames)

    def slices(self, start: int, end: int) -> Iterator[tuple[Atom, int, int]]:
        """The atoms between two offsets, each with the stretch of its own text."""
        k = bisect_right(self.starts, start) - 1
        while start < end:
            atom, begin = self.atoms[k], self.starts[k]
            stop = min(end, begin + len(atom.text))
            yield atom, start - begin, stop - begin
            start, k = stop, k + 1

    # Reading

    def _read(self, parent: etree._Element, frames: tuple[Frame, ...]) -> Iterator[Atom | etree._Element]:
        for child in parent:
            tag = child.tag
            if tag == R_:
                yield from self._read_run(child, frames)
            elif tag in MARKERS:
                yield child
            elif tag == HYPERLINK:
                yield from self._read(child, (*frames, Frame(("link", self._attributes(child)), child)))
            elif tag in (SMART_TAG, CUSTOM_XML):
                yield from self._read(child, frames)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                key = ("control", signature(child.find(SDT_PR), frozenset((ID,))))
                yield from self._read(content if content is not None else (), (*frames, Frame(key, child)))
            elif tag in (BDO, DIR):
                yield from self._read(child, (*frames, Frame((tag, child.get(VAL)), child)))
            elif tag == FLD_SIMPLE:
                yield from self._read_simple_field(child, frames)
            elif tag != PPR:
                yield Atom(THING, frames, [], ("whole", self._meaning(child)), child)

    def _read_run(self, run: etree._Element, frames: tuple[Frame, ...]) -> Iterator[Atom | etree._Element]:
        children = list(run)
        first = children[0] if children else None
        properties = first if first is None or first.tag == RPR else run.find(RPR)
        for child in children:
            tag = child.tag
            if tag == T:
                text = text_of(child)
                if text:
                    yield Atom(text.replace(THING, "\ufffd"), frames, [(properties, child)])
            elif tag == FLD_CHAR:
                yield Atom(THING, frames, [(properties, child)], ("char", child.get(_TYPE)))
            elif tag == INSTR:
                yield Atom(THING, frames, [(properties, child)], ("instr", child.text or ""))
            elif tag == _COMMENT:
                yield run
            elif tag not in _DROPPED:
                yield Atom(THING, frames, [(properties, child)], self._meaning(child))

    def _read_simple_field(self, field: etree._Element, frames: tuple[Frame, ...]) -> Iterator[Atom | etree._Element]:
        first = next(field.iter(R_), None)
        properties = first.find(RPR) if first is not None else None

        def char(kind: str) -> Atom:
            element = etree.Element(FLD_CHAR)
            element.set(_TYPE, kind)
            return Atom(THING, frames, [(properties, element)], ("char", kind))

        instruction = etree.Element(INSTR)
        instruction.text = field.get(_INSTR_ATTR, "")
        yield char("begin")
        yield Atom(THING, frames, [(properties, instruction)], ("instr", instruction.text))
        yield char("separate")
        yield from self._read(field, frames)
        yield char("end")

    def _attributes(self, element: etree._Element) -> tuple:
        return tuple(sorted((k, self._alias(v) if k.startswith(_R_PREFIX) else v)
                            for k, v in element.attrib.items() if k != _HISTORY))

    def _meaning(self, element: etree._Element) -> tuple:
        """A thing that is compared whole; the text inside its boxes stands aside."""
        if element.tag == TXBX:
            return ("box",)
        named = element.tag in _NAMED
        drawn = element.tag.startswith(_V_PREFIX) and element.tag != VML_TYPE
        attributes = tuple(sorted(
            (k, self._alias(v) if k.startswith(_R_PREFIX) else v) for k, v in element.attrib.items()
            if not (k.startswith((_W14, _WP14)) or "rsid" in k or (named and k in ("id", "name")) or (drawn and k in VML_IDS))))
        text = element.text or ""
        return (element.tag, attributes, text if element.tag == T else text.strip(), tuple(map(self._meaning, element)))


def our_id(p: etree._Element) -> str:
    """The names of our bookmarks that begin in a paragraph, or an empty string."""
    names = [m.get(NAME, "") for m in p.iter(BOOKMARK_START)]
    return " ".join(sorted(n for n in names if n.startswith((PREFIX, HASHED))))


def boxes(atom: Atom) -> list[etree._Element]:
    """The text boxes inside a thing, outermost only."""
    found = []
    for root in [p[1] for p in atom.pieces] + ([atom.whole] if atom.whole is not None else []):
        found += [b for b in root.iter(TXBX) if not any(a.tag == TXBX for a in b.iterancestors() if a is not root)]
    return found


def _framed(text: str, frames: tuple) -> Iterator[Hashable]:
    if not text:
        return iter(())
    return iter([(t, frames) for t in tokens(text)] if frames else tokens(text))


def _with_fields(items: list) -> list:
    """Fields that begin and end in the paragraph and in one frame become one thing."""
    found: list = []
    open_at: list[int] = []
    for item in items:
        found.append(item)
        if isinstance(item, Atom) and isinstance(item.key, tuple) and item.key[0] == "char":
            if item.key[1] == "begin":
                open_at.append(len(found) - 1)
            elif item.key[1] == "end" and open_at:
                start = open_at.pop()
                found[start:] = _one_field(found[start:])
    return found


def _one_field(items: list) -> list:
    atoms = [i for i in items if isinstance(i, Atom)]
    markers = [i for i in items if not isinstance(i, Atom)]
    if any(a.frame_keys != atoms[0].frame_keys or a.whole is not None for a in atoms):
        return items
    split = next((k for k, a in enumerate(atoms) if a.key == ("char", "separate")), len(atoms) - 1)
    words = "".join(a.key[1] for a in atoms[:split] if isinstance(a.key, tuple) and a.key[0] == "instr").split()
    formats = tuple(sorted({a.format for a in atoms}))
    if words and words[0].upper() in COMPUTED_FIELDS:
        key: Hashable = ("field", tuple(words), formats)
    else:
        key = ("field", tuple(words), formats, tuple((a.text, a.key, a.format) for a in atoms))
    pieces = [piece for a in atoms for piece in a.pieces]
    return [m for m in markers] + [Atom(THING, atoms[0].frames, pieces, key, known_format=())]
