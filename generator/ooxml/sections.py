"""Headers, footers and page settings of old and new sections woven together. It knows sections, not paragraphs."""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree

from .adoption import Adoption
from .canonical import SLOTS
from .names import CONTENT_TYPES, RELATIONSHIPS, R, W, qn
from .reading import Package, links_name
from .wml import BODY, DEL, PPR, RPR, SECTPR, P

_ID, _TYPE = f"{{{R}}}id", qn("w:type")
_TAGS = {kind: qn(f"w:{kind}Reference") for kind in ("header", "footer")}
_EMPTY = {"header": "hdr", "footer": "ftr"}

Slot = tuple[str, str]
WeaveStory = Callable[[etree._Element, str, etree._Element, str], None]


class Sections:
    """The sections of both files. `pairs` maps each new section (by its number) to the old one it came from."""

    def __init__(self, old: Package, new: Package, out: Package, adoption: Adoption, weave: WeaveStory):
        self._old, self._new, self._out, self._adoption, self._weave = old, new, out, adoption, weave
        self._main = out.document()
        self._olds = _effective(old)
        self._news = _effective(new)
        self._claimed: dict[str, str | None] = {}
        self._merged: dict[tuple[str | None, str | None], str] = {}

    def weave_headers(self, pairs: dict[int, tuple[int, etree._Element]]) -> None:
        """For each new section number in `pairs`: (old number, its element in the output)."""
        for number in sorted(pairs):
            before, element = pairs[number]
            follows = pairs.get(number - 1, (None,))[0]
            chained = (number == 0 and before == 0) or (follows is not None and follows == before - 1)
            for slot in SLOTS:
                self._weave_slot(slot, self._olds[before], self._news[number], element, chained)

    def _weave_slot(self, slot: Slot, old: dict, new: dict, element: etree._Element, chained: bool) -> None:
        (old_part, old_own), (new_part, new_own) = old.get(slot, (None, False)), new.get(slot, (None, False))
        if (old_part is None and new_part is None) or (chained and not old_own and not new_own):
            return
        part = self._part(slot[0], old_part, new_part)
        if new_own and part == new_part:
            return
        reference = next((r for r in element if r.tag == _TAGS[slot[0]] and r.get(_TYPE, "default") == slot[1]), None)
        if reference is None:
            reference = etree.Element(_TAGS[slot[0]])
            reference.set(_TYPE, slot[1])
            element.insert(sum(1 for c in element if c.tag in _TAGS.values()), reference)
        reference.set(_ID, self._out.add_link(self._main, RELATIONSHIPS[slot[0]], part))

    def _part(self, kind: str, old_part: str | None, new_part: str | None) -> str:
        """The part of the output that shows how the old header became the new one."""
        known = self._merged.get((old_part, new_part))
        if known is not None:
            return known
        if new_part is None:
            part = self._out.add_part(f"word/{kind}1.xml", etree.tostring(_empty(kind)), CONTENT_TYPES[kind])
        elif new_part in self._claimed:
            part = self._out.add_part(new_part, self._new.parts[new_part], CONTENT_TYPES[kind])
            if self._new.has(links_name(new_part)):
                self._out.parts[links_name(part)] = self._new.parts[links_name(new_part)]
        else:
            part = new_part
            self._claimed[new_part] = old_part
        before = _empty(kind) if old_part is None else copy.deepcopy(self._old.read(old_part))
        self._weave(before, old_part or "", self._out.root(part), part)
        self._merged[old_part, new_part] = part
        return part

    def adopt_deleted_breaks(self) -> None:
        """Section breaks that went keep their headers and footers, brought over from the old file."""
        links = self._old.links(self._old.document())
        for section in self._out.root(self._main).iter(SECTPR):
            properties = section.getparent()
            if properties.tag != PPR or properties.find(f"{RPR}/{DEL}") is None:
                continue
            for kind, tag in _TAGS.items():
                for reference in section.findall(tag):
                    link = links.get(reference.get(_ID, ""))
                    if link is not None and self._old.has(link.target):
                        part = self._adoption.bring(link.target)
                        reference.set(_ID, self._out.add_link(self._main, RELATIONSHIPS[kind], part))


def numbered_sections(package: Package) -> list[etree._Element]:
    """The sections of the document in order."""
    body = package.read(package.document()).find(BODY)
    return list(body.iter(SECTPR))


def _effective(package: Package) -> list[dict[Slot, tuple[str | None, bool]]]:
    """For each section and slot: the part that shows there, and whether the section names it itself."""
    links = package.links(package.document())
    current: dict[Slot, str | None] = {}
    found = []
    for section in numbered_sections(package):
        own: dict[Slot, str | None] = {}
        for kind, tag in _TAGS.items():
            for reference in section.findall(tag):
                link = links.get(reference.get(_ID, ""))
                own[kind, reference.get(_TYPE, "default")] = link.target if link and package.has(link.target) else None
        current = {**current, **own}
        found.append({slot: (part, slot in own) for slot, part in current.items()})
    if package.read(package.document()).find(BODY).find(SECTPR) is None:
        found.append({slot: (part, False) for slot, part in current.items()})
    return found


def _empty(kind: str) -> etree._Element:
    root = etree.Element(qn(f"w:{_EMPTY[kind]}"), nsmap={"w": W, "r": R})
    etree.SubElement(root, P)
    return root
