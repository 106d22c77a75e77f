"""The old file's ids in the new file's package: links, parts, lists, styles and notes that the old text needs.

After adoption both files speak of the same link, list or note by the same id. It knows no paragraph text.
"""

from __future__ import annotations

import copy
import posixpath

from lxml import etree

from .canonical import digest, numbering_definitions
from .names import CONTENT_TYPES, RELATIONSHIPS, R, W, qn
from .reading import Link, Package
from .untrusted import parse
from .wml import VAL, signature

_R_PREFIX = f"{{{R}}}"
_LINKED = etree.XPath("descendant-or-self::*[@r:*]", namespaces={"r": R})
_REFERENCES = frozenset((qn("w:headerReference"), qn("w:footerReference")))
_PRINTER = qn("w:printerSettings")
_UNNAMED = frozenset(  # links that no element of a text names
    "styles numbering settings fontTable theme webSettings customXml comments footnotes endnotes header footer".split())
_STYLE_USES = tuple(qn(f"w:{n}") for n in ("pStyle", "rStyle", "tblStyle"))
_STYLE_LINKS = tuple(qn(f"w:{n}") for n in ("basedOn", "next", "link"))
_NUM_ID, _ABSTRACT, _ABSTRACT_ID, _NUM = (qn(f"w:{n}") for n in ("numId", "abstractNum", "abstractNumId", "num"))
_STYLE, _STYLE_ID = qn("w:style"), qn("w:styleId")
_UNSEEN = frozenset(qn(f"w:{n}") for n in ("nsid", "tmpl", "name"))


class Adoption:
    """Brings what the old text needs into `out`, which begins as a copy of the new file."""

    def __init__(self, old: Package, out: Package):
        self._old, self._out = old, out
        self._old_main, self._main = old.document(), out.document()
        self._old_digests: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._aliases: dict[str, dict[str, str]] = {}

    def adopt(self, root: etree._Element, old_part: str, out_part: str) -> None:
        """Rewrite the ids in a tree of the old file to those of `out`, bringing over what is missing there."""
        self._adopt_links(root, old_part, out_part)
        self._adopt_lists(root)
        self._adopt_styles(root)

    def alias(self, out_part: str, id: str) -> str:
        """The first link id of a part with the same target: equal for any two links to the same thing."""
        if out_part not in self._aliases:
            first: dict[tuple[str, str], str] = {}
            self._aliases[out_part] = {
                link.id: first.setdefault(self._meaning(self._out, link, self._digests), link.id)
                for link in self._out.links(out_part).values()}
        return self._aliases[out_part].get(id, id)

    def bring(self, part: str) -> str:
        """A part of the old file, with all that it links to, as a part of `out`; its name there."""
        if part not in self._parts:
            data = self._old.parts.get(part, b"")
            self._parts[part] = name = self._out.add_part(part, data, self._old.content_type(part))
            links = self._old.links(part)
            if links:
                mine = self._out.links(name)
                for link in links.values():
                    target = link.target if link.external else self.bring(link.target)
                    mine[link.id] = Link(link.id, link.kind, target, link.external, link.type)
                self._out._write_links(name)
        return self._parts[part]

    # Links

    def _adopt_links(self, root: etree._Element, old_part: str, out_part: str) -> None:
        links = self._old.links(old_part)
        if all(link.kind in _UNNAMED for link in links.values()):
            return
        known: dict[str, str] = {}
        for element in _LINKED(root):
            if element.tag in _REFERENCES or element.tag == _PRINTER:
                continue
            for name, value in element.items():
                if name.startswith(_R_PREFIX) and value in links:
                    if value not in known:
                        known[value] = self._link(links[value], out_part)
                    element.set(name, known[value])

    def _link(self, link: Link, out_part: str) -> str:
        wanted = self._meaning(self._old, link, self._old_digests)
        mine = self._out.links(out_part)
        same = mine.get(link.id)
        if same is not None and self._meaning(self._out, same, self._digests) == wanted:
            return self.alias(out_part, link.id)
        for other in mine.values():
            if self._meaning(self._out, other, self._digests) == wanted:
                return self.alias(out_part, other.id)
        target = link.target if link.external else self.bring(link.target)
        id = self._out.add_link(out_part, link.type, target, link.external)
        self._aliases.pop(out_part, None)
        return id

    def _meaning(self, package: Package, link: Link, digests: dict[str, str]) -> tuple[str, str]:
        return (link.kind, link.target if link.external else digest(package, link.target, digests))

    # Lists

    def _adopt_lists(self, root: etree._Element) -> None:
        uses = [e for e in root.iter(_NUM_ID) if e.get(VAL, "0") != "0"]
        if not uses:
            return
        if not self._lists:
            self._lists = self._matched_lists()
        for use in uses:
            use.set(VAL, self._list(use.get(VAL)))

    def _matched_lists(self) -> dict[str, str]:
        """Old list ids whose list is defined alike in the new file."""
        theirs = numbering_definitions(self._old, self._old_main)
        mine = numbering_definitions(self._out, self._main)
        matched = {id: id for id, meaning in theirs.items() if mine.get(id) == meaning}
        free: dict[str, list[str]] = {}
        for id, meaning in mine.items():
            if id not in matched:
                free.setdefault(meaning, []).append(id)
        for id, meaning in theirs.items():
            if id not in matched and free.get(meaning):
                matched[id] = free[meaning].pop(0)
        return matched

    def _list(self, id: str) -> str:
        if id not in self._lists:
            self._lists[id] = self._bring_list(id)
        return self._lists[id]

    def _bring_list(self, id: str) -> str:
        part = self._old.related(self._old_main, "numbering")
        num = None
        if part is not None:
            num = next((n for n in self._old.read(part).iter(_NUM) if n.get(_NUM_ID) == id), None)
        if num is None:
            return id
        mine = self._numbering_root()
        num = copy.deepcopy(num)
        base = num.find(_ABSTRACT_ID)
        theirs = next((a for a in self._old.read(part).iter(_ABSTRACT) if a.get(_ABSTRACT_ID) == base.get(VAL)), None)
        if theirs is not None:
            base.set(VAL, self._abstract(theirs, mine))
        fresh = str(_highest(mine, _NUM, _NUM_ID) + 1)
        num.set(_NUM_ID, fresh)
        last = [n for n in mine if n.tag == _NUM]
        (last[-1].addnext if last else mine.append)(num)
        return fresh

    def _abstract(self, theirs: etree._Element, mine: etree._Element) -> str:
        meaning = signature(theirs, _UNSEEN)
        for abstract in mine.iter(_ABSTRACT):
            if signature(abstract, _UNSEEN) == meaning:
                return abstract.get(_ABSTRACT_ID)
        brought = copy.deepcopy(theirs)
        fresh = str(_highest(mine, _ABSTRACT, _ABSTRACT_ID) + 1)
        brought.set(_ABSTRACT_ID, fresh)
        for nsid in brought.findall(qn("w:nsid")):
            brought.remove(nsid)
        before = [a for a in mine if a.tag == _ABSTRACT]
        if before:
            before[-1].addnext(brought)
        else:
            mine.insert(0, brought)
        return fresh

    def _numbering_root(self) -> etree._Element:
        part = self._out.related(self._main, "numbering")
        if part is None:
            root = etree.Element(qn("w:numbering"), nsmap={"w": W})
            part = self._add("numbering", etree.tostring(root))
        return self._out.root(part)

    # Styles

    def _adopt_styles(self, root: etree._Element) -> None:
        used = {e.get(VAL) for e in root.iter(*_STYLE_USES)}
        theirs, mine = (p.related(m, "styles") for p, m in ((self._old, self._old_main), (self._out, self._main)))
        if not used or theirs is None or mine is None:
            return
        have = {s.get(_STYLE_ID) for s in self._out.read(mine).iter(_STYLE)}
        if used <= have:
            return
        source = {s.get(_STYLE_ID): s for s in self._old.read(theirs).iter(_STYLE)}
        waiting = sorted(used - have)
        while waiting:
            style = source.get(waiting.pop())
            if style is None or style.get(_STYLE_ID) in have:
                continue
            have.add(style.get(_STYLE_ID))
            style = copy.deepcopy(style)
            self._adopt_lists(style)
            style.attrib.pop(qn("w:default"), None)
            self._out.root(mine).append(style)
            waiting += [e.get(VAL) for e in style.iter(*_STYLE_LINKS)]

    # Parts of one kind

    def _add(self, kind: str, data: bytes) -> str:
        name = self._out.add_part(posixpath.join(posixpath.dirname(self._main), f"{kind}.xml"), data, CONTENT_TYPES[kind])
        self._out.add_link(self._main, RELATIONSHIPS[kind], name)
        return name

    def notes_root(self, kind: str) -> etree._Element:
        """The footnotes or endnotes of `out`; when it has none, a part with the old file's separators alone."""
        part = self._out.related(self._main, kind)
        if part is None:
            theirs = self._old.related(self._old_main, kind)
            root = parse(self._old.parts[theirs], theirs, self._old.name)
            for note in list(root):
                if note.get(qn("w:type")) is None:
                    root.remove(note)
            part = self._add(kind, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
        return self._out.root(part)

    def changed_styles(self) -> list[str]:
        """Names of styles that both files have and define differently."""
        theirs, mine = (p.related(m, "styles") for p, m in ((self._old, self._old_main), (self._out, self._main)))
        if theirs is None or mine is None or self._old.parts[theirs] == self._out.written(mine):
            return []
        before = {s.get(_STYLE_ID): s for s in self._old.read(theirs).iter(_STYLE)}
        found = []
        for style in self._out.read(mine).iter(_STYLE):
            other = before.get(style.get(_STYLE_ID))
            if other is not None and signature(style) != signature(other):
                name = style.find(qn("w:name"))
                found.append(name.get(VAL) if name is not None else style.get(_STYLE_ID, ""))
        return found


def _highest(root: etree._Element, tag: str, attribute: str) -> int:
    numbers = [int(e.get(attribute)) for e in root.iter(tag) if (e.get(attribute) or "").isdigit()]
    return max(numbers, default=0)
