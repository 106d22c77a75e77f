"""Two Word files -> the new one with tracked changes against the old. It writes; `verify` judges."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..errors import UnusableInput
from .adoption import Adoption
from .blocks import Container
from .canonical import numbering_definitions
from .elision import Elided, Shared, StandIn, elided
from .marks import Edit, Marking, Untrackable, renumber_drawings
from .names import CONTENT_TYPES, RELATIONSHIPS, SETTINGS_ORDER, R, W, qn
from .notes import KINDS, Notes
from .reading import Package
from .sections import Sections
from .untrusted import is_well_formed
from .weave import Loom
from .wml import BODY, BOOKMARK_START, FLD_SIMPLE, INSTR, NAME, SECTPR, highest_id

__all__ = ["OF_REJECTING", "Emitted", "Untrackable", "emit"]

_STYLE_ID = re.compile(rb'<w:style [^<>]*w:styleId="([^"]*)"')

OF_REJECTING = "If all changes are rejected"  # how a note begins that concerns a file with tracked changes alone


@dataclass(frozen=True, slots=True)
class Emitted:
    """A redline before judgement: the file, the edits as data, and what tracked changes cannot show."""

    package: Package
    edits: tuple[Edit, ...]
    notes: tuple[str, ...]


def emit(old: Package, new: Package, author: str, date: str = "", *, coarse: bool = False, moves: bool = False) -> Emitted:
    """The new file with tracked changes against the old; `coarse` replaces changed paragraphs whole, `moves` marks what
    only changed its place as moved.

    Both must be free of tracked changes. Raises Untrackable when a difference has no native mark.
    """
    less = _elided(old, new, with_lone=not moves)
    if less is not None:
        main = new.document()
        if not is_well_formed(new.written(main)):  # what is left out of it goes unread into the redline
            new.read(main)
        sides = _with_main(old, less.old), _with_main(new, less.new)
        short = _Redline(*sides, author, date, coarse, moves, less.stand_ins).emitted()
        whole = less.put_back(short.package.written(main))
        if whole is not None:
            return Emitted(short.package.with_part(main, whole), short.edits, short.notes)
    return _Redline(old, new, author, date, coarse, moves).emitted()


def _with_main(package: Package, shorter: bytes) -> Package:
    """The file with a shorter main part; a fault in that is told by its place in the whole."""
    short = package.with_part(package.document(), shorter)
    try:
        short.read(package.document())
    except UnusableInput:
        package.read(package.document())
        raise
    return short


def _elided(old: Package, new: Package, *, with_lone: bool) -> Elided | None:
    """Both main parts without what need not be woven; None where they cannot be cut or have little in common."""
    mains = old.document(), new.document()
    cuts = [package.cut(main) for package, main in zip((old, new), mains, strict=True)]
    if None in cuts or cuts[0].declared() != cuts[1].declared():
        return None
    meanings = [numbering_definitions(package, main) for package, main in zip((old, new), mains, strict=True)]
    same_lists = frozenset(id.encode() for id, meaning in meanings[0].items() if meanings[1].get(id) == meaning)
    shared = Shared(same_lists | {b"0"}, lambda: _style_ids(old) & _style_ids(new), cuts[0].prefixes(R))
    return elided(*cuts, shared, with_lone=with_lone)


def _style_ids(package: Package) -> frozenset[str]:
    """The ids of the styles that a file surely defines, read from its bytes."""
    part = package.related(package.document(), "styles")
    raw = b"" if part is None else package.written(part)
    return frozenset() if b"<!" in raw else frozenset(id.decode() for id in _STYLE_ID.findall(raw))


class _Redline:
    def __init__(self, old: Package, new: Package, author: str, date: str, coarse: bool, moves: bool,
                 stand_ins: tuple[StandIn, ...] = ()):
        self.old, self.new, self.out, self.coarse, self.moves = old, new, new.copy(), coarse, moves
        self.stand_ins = stand_ins
        self.adoption = Adoption(old, self.out)
        self.main = self.out.document()
        self.marking = Marking(author, date, max(highest_id(side.read(s)) for side in (old, new) for s in side.stories()) + 1)
        self.taken = frozenset(m.get(NAME, "") for s in new.stories() for m in new.read(s).iter(BOOKMARK_START))

    def emitted(self) -> Emitted:
        old_root = copy.deepcopy(self.old.read(self.old.document()))
        old_body, body = old_root.find(BODY), self.out.root(self.main).find(BODY)
        for one, other in ((old_body, body), (body, old_body)):
            if one.find(SECTPR) is None and other.find(SECTPR) is not None:
                one.append(etree.Element(SECTPR))
        old_sections = [s for s in old_body.iter(SECTPR)]
        new_sections = {id(s): (n, s) for n, s in enumerate(body.iter(SECTPR))}
        self.adoption.adopt(old_body, self.old.document(), self.main)
        notes = [Notes(kind, self.old, self.out, self.adoption) for kind in KINDS]
        for kind in notes:
            kind.adopt(old_body, body)
        loom = self._weave(old_body, body, self.main)
        self._weave_sections(loom, old_body, body, old_sections, new_sections)
        for kind in notes:
            kind.weave(self.marking, body, self._weave_story)
        renumber_drawings(self.out.root(self.main))
        self._track()
        return Emitted(self.out, tuple(self.marking.edits), tuple(self._notes(loom.moved_marks())))

    def _weave(self, old: etree._Element, new: etree._Element, part: str) -> Loom:
        """Weave two containers of a story whose ids are already those of `part`."""
        loom = Loom(self.marking, lambda id: self.adoption.alias(part, id), lambda a, b: container.weave(a, b),
                    self.taken, self._fields)
        container = Container(loom, self.coarse, self.moves, self.stand_ins)
        container.weave(old, new)
        loom.release()
        return loom

    def _fields(self, *packages: Package) -> Iterator[str]:
        """The instructions of the fields in both files' running text, or in that of some."""
        for package in packages or (self.old, self.new):
            for story in package.stories():
                for element in package.read(story).iter(INSTR, FLD_SIMPLE):
                    yield element.text or "" if element.tag == INSTR else element.get(qn("w:instr"), "")

    def _weave_story(self, old: etree._Element, old_part: str, new: etree._Element, part: str) -> None:
        """Weave a header, footer or note of the old file into that of the output."""
        if old_part:
            self.adoption.adopt(old, old_part, part)
        self.marking.paragraph = 0
        self._weave(old, new, part)

    def _weave_sections(self, loom: Loom, old_body, body, old_sections, new_sections) -> None:
        number_of = {id(s): n for n, s in enumerate(old_sections)}
        pairs = {}
        last_old, last_new = old_body.find(SECTPR), body.find(SECTPR)
        paired = loom.sections + ([(last_old, last_new)] if last_new is not None else [])
        for before, after in paired:
            loom.section_changed(before, after)
            pairs[new_sections[id(after)][0]] = (number_of[id(before)], after)
        sections = Sections(self.old, self.new, self.out, self.adoption, self._weave_header)
        sections.adopt_deleted_breaks()
        sections.weave_headers(pairs)

    def _weave_header(self, old: etree._Element, old_part: str, new: etree._Element, part: str) -> None:
        self.marking.story = "header" if new.tag == qn("w:hdr") else "footer"
        self._weave_story(old, old_part, new, part)

    def _track(self) -> None:
        """Turn on the tracking of further changes."""
        part = self.out.related(self.main, "settings")
        if part is None:
            part = self.out.add_part("word/settings.xml", etree.tostring(etree.Element(qn("w:settings"), nsmap={"w": W})),
                                     CONTENT_TYPES["settings"])
            self.out.add_link(self.main, RELATIONSHIPS["settings"], part)
        settings = self.out.root(part)
        if settings.find(qn("w:trackRevisions")) is None:
            earlier = {qn(f"w:{n}") for n in SETTINGS_ORDER[:SETTINGS_ORDER.index("trackRevisions")]}
            at = max((k + 1 for k, c in enumerate(settings) if c.tag in earlier), default=0)
            settings.insert(at, etree.Element(qn("w:trackRevisions")))

    def _notes(self, moved_marks: dict[str, str]) -> list[str]:
        notes = []
        pointed_at = {word for text in self._fields(self.old) for word in text.split()} if moved_marks else ()
        places = [" ".join(words.strip(" .\t")[:60].split()) for name, words in moved_marks.items() if name in pointed_at]
        if places:
            notes.append(f"{OF_REJECTING}, the references to these provisions must be set again, for their bookmarks "
                         "are where they now stand: " + "; ".join(f"“{p}”" for p in dict.fromkeys(places)))
        styles = self.adoption.changed_styles()
        if styles:
            notes.append("Styles that changed cannot be tracked: " + ", ".join(sorted(styles)[:12]))
        if self.old.related(self.old.document(), "comments"):
            notes.append("Comments of the old document are not carried over.")
        return notes


