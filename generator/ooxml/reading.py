"""Opening a Word file from bytes, bounded and without trust, and its parts by relationship. It knows no paragraph."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from ..errors import Place, UnusableInput
from .names import CT, REL
from .package import QUICK, Part, pack
from .pieces import Cut, cut
from .untrusted import RESAVE, is_well_formed, parse, refuse_other_formats, unpacked

_HOUSE = frozenset(("styles.xml", "numbering.xml", "fontTable.xml", "theme1.xml", "webSettings.xml", "settings.xml"))
_MOST_BYTES_KEPT = 512 * 1024
_NEEDED = frozenset("styles numbering settings header footer footnotes endnotes comments".split())
_STRICT = b"purl.oclc.org/ooxml"


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: the last word of its type, and a part name or, when external, an address."""

    id: str
    kind: str
    target: str
    external: bool
    type: str


class Package:
    """A Word file in memory. `root(name)` is the parsed part; what is changed in it is written by `to_bytes`."""

    def __init__(self, parts: dict[str, bytes], name: str):
        self.parts = parts
        self.name = name
        self._roots: dict[str, etree._Element] = {}
        self._lent: set[str] = set()  # the parts whose root somebody holds and may have changed
        self._links: dict[str, dict[str, Link]] = {}
        self._cuts: dict[str, Cut | None] = {}
        self._unread = ""  # the main part, while nobody has looked into it

    # Parts

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return part in self.parts

    def root(self, part: str) -> etree._Element:
        """The parsed part, the same element at every call."""
        self._lent.add(part)
        return self.read(part)

    def read(self, part: str) -> etree._Element:
        """The parsed part, for those who change nothing in it."""
        root = self._roots.get(part)
        if root is None:
            if part not in self.parts:
                raise self.unusable(f"The Word file lacks its part {part}.", RESAVE)
            root = parse(self.parts[part], part, self.name)
            if part == self._unread:
                self._check_main(root)
            self._roots[part] = root
        return root

    def _check_main(self, root: etree._Element) -> None:
        if etree.QName(root).localname != "document" or not len(root):
            raise self.unusable("The main part of the file is no Word document.", RESAVE)
        self._unread = ""

    def document(self) -> str:
        """The name of the main document part."""
        for link in self.links("").values():
            if link.kind == "officeDocument":
                return link.target
        raise self.unusable("The file is a zip archive but no Word document: its main part is missing.", RESAVE)

    def related(self, part: str, kind: str) -> str | None:
        """The first part that `part` links to with a relationship of this kind, or None."""
        for link in self.links(part).values():
            if link.kind == kind and not link.external and link.target in self.parts:
                return link.target
        return None

    def stories(self) -> list[str]:
        """The parts with running text: the document, headers, footers, notes, comments, in a fixed order."""
        main = self.document()
        found = [main]
        for kind in ("header", "footer", "footnotes", "endnotes", "comments"):
            found += sorted(link.target for link in self.links(main).values()
                            if link.kind == kind and not link.external and link.target in self.parts)
        return list(dict.fromkeys(found))

    def check_parts(self) -> None:
        """Raise UnusableInput where a part beside the main one is no well-formed XML or declares a document type, and where
        one that holds words or their looks is linked to and missing."""
        main = self.document()
        held = {name.lower() for name in self.parts}
        for link in self.links(main).values():
            if link.kind in _NEEDED and not link.external and link.target.lower() not in held:
                raise self.unusable(f"The Word file is damaged: its part {link.target} is missing.", RESAVE)
        for name, data in self.parts.items():
            if name != main and name.lower().endswith((".xml", ".rels")) and not is_well_formed(data):
                parse(data, name, self.name)

    # Relationships

    def links(self, part: str) -> dict[str, Link]:
        """The relationships of a part by id ("" is the package)."""
        if part not in self._links:
            self._links[part] = self._read_links(part)
        return self._links[part]

    def _read_links(self, part: str) -> dict[str, Link]:
        name = links_name(part)
        if name not in self.parts:
            return {}
        found = {}
        for row in parse(self.parts[name], name, self.name).iterfind(f"{{{REL}}}Relationship"):
            external = row.get("TargetMode") == "External"
            target, kind = row.get("Target", ""), row.get("Type", "")
            if not external:
                target = resolved(part, target)
            found[row.get("Id", "")] = Link(row.get("Id", ""), kind.rsplit("/", 1)[-1], target, external, kind)
        return found

    def add_link(self, part: str, type: str, target: str, external: bool = False) -> str:
        """A new relationship of the part; its id."""
        links = self.links(part)
        number = len(links) + 1
        while f"rId{number}" in links:
            number += 1
        id = f"rId{number}"
        links[id] = Link(id, type.rsplit("/", 1)[-1], target, external, type)
        self._write_links(part)
        return id

    def drop_link(self, part: str, id: str) -> None:
        """Take a relationship out."""
        self.links(part).pop(id, None)
        self._write_links(part)

    def drop_part(self, part: str) -> None:
        """Take a part out, with its own relationships; links to it are the caller's."""
        for name in (part, links_name(part)):
            self.parts.pop(name, None)
            self._roots.pop(name, None)
            self._lent.discard(name)
        self._links.pop(part, None)

    def _write_links(self, part: str) -> None:
        root = etree.Element(f"{{{REL}}}Relationships", nsmap={None: REL})
        base = posixpath.dirname(part)
        for link in self.links(part).values():
            row = etree.SubElement(root, f"{{{REL}}}Relationship", Id=link.id, Type=link.type)
            row.set("Target", link.target if link.external else posixpath.relpath("/" + link.target, "/" + base))
            if link.external:
                row.set("TargetMode", "External")
        self.parts[links_name(part)] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    # Content types

    def content_type(self, part: str) -> str:
        """The content type of a part, or an empty string."""
        types = self.read("[Content_Types].xml")
        for row in types.iterfind(f"{{{CT}}}Override"):
            if row.get("PartName", "").lower() == f"/{part}".lower():
                return row.get("ContentType", "")
        extension = part.rsplit(".", 1)[-1].lower()
        for row in types.iterfind(f"{{{CT}}}Default"):
            if row.get("Extension", "").lower() == extension:
                return row.get("ContentType", "")
        return ""

    def add_part(self, wanted: str, data: bytes, content_type: str) -> str:
        """A new part under the wanted name or, where that is taken, the next free one; its name."""
        stem, dot, extension = wanted.rpartition(".")
        stem = stem.rstrip("0123456789")
        name, number = wanted, 1
        while name in self.parts:
            name = f"{stem}{number}{dot}{extension}"
            number += 1
        self.parts[name] = data
        if content_type and self.content_type(name) != content_type:
            row = etree.SubElement(self.root("[Content_Types].xml"), f"{{{CT}}}Override")
            row.set("PartName", f"/{name}")
            row.set("ContentType", content_type)
        return name

    # Out

    def is_lent(self, part: str) -> bool:
        """Whether somebody holds the root of the part, so that its bytes may no longer be what it is."""
        return part in self._lent

    def written(self, part: str) -> bytes:
        """The part as `to_bytes` writes it."""
        if not self.is_lent(part):
            return self.parts[part]
        return etree.tostring(self._roots[part], xml_declaration=True, encoding="UTF-8", standalone=True)

    def cut(self, part: str) -> Cut | None:
        """A main part as blocks of bytes (see `pieces.cut`)."""
        if self.is_lent(part):
            return cut(self.written(part))
        if part not in self._cuts:
            self._cuts[part] = cut(self.parts[part])
        return self._cuts[part]

    def flush(self) -> None:
        """Write every part that may have been changed back into `parts`."""
        for name in self._lent:
            self.parts[name] = self.written(name)

    def with_part(self, part: str, data: bytes) -> Package:
        """A file that is this one but for one part; what is parsed is shared, so neither may be changed."""
        other = Package({**self.parts, part: data}, self.name)
        other._roots = {name: root for name, root in self._roots.items() if name != part}
        other._lent = self._lent - {part}
        other._links = self._links
        return other

    def copy(self) -> Package:
        """A copy that can be changed without changing this one; parts that nobody can have changed share their bytes."""
        import copy

        other = Package(dict(self.parts), self.name)
        other._roots = {name: copy.deepcopy(self._roots[name]) for name in self._lent}
        other._lent = set(self._lent)
        other._links = {name: dict(links) for name, links in self._links.items()}
        return other

    def to_bytes(self) -> bytes:
        """The file: same parts, same bytes."""
        self.flush()
        first = [n for n in ("[Content_Types].xml", "_rels/.rels") if n in self.parts]
        rest = sorted(n for n in self.parts if n not in first)
        return pack((Part(n, self.parts[n], _is_house(n, self.parts[n])) for n in first + rest), QUICK)

    def unusable(self, problem: str, remedy: str = "") -> UnusableInput:
        """An error that names this file."""
        return UnusableInput(problem, remedy, Place(self.name))


def open_package(data: bytes, name: str = "the Word file", *, lazily: bool = False) -> Package:
    """The package in `data`; raises UnusableInput with one clear fault when it is not a Word file that can be read safely.

    `lazily` leaves the faults of its main part to whoever first reads that.
    """
    place = Place(name)
    refuse_other_formats(data, place)
    package = Package(unpacked(data, place), name)
    if "[Content_Types].xml" not in package.parts:
        raise UnusableInput("The file is a zip archive but no Word document: [Content_Types].xml is missing.", RESAVE, place)
    main = package.document()
    if main not in package.parts:
        raise UnusableInput(f"The Word file is damaged: its part {main} is missing.", RESAVE, place)
    if links_name(main) not in package.parts and b"r:id=" in package.parts[main]:
        raise UnusableInput(f"The Word file is damaged: its part {links_name(main)} is missing.", RESAVE, place)
    _refuse_macros(package, main)
    if _STRICT in package.parts[main][:4000]:
        raise UnusableInput('The file is saved as "Strict Open XML".', "Save it in Word as a plain Word Document (.docx).", place)
    package._unread = main
    if not lazily:
        package.read(main)
    return package


def reopened(data: bytes, name: str) -> Package:
    """A package that this program has just written; its main part is parsed when it is asked for."""
    return Package(unpacked(data, Place(name)), name)


def _is_house(name: str, data: bytes) -> bool:
    """Whether a part is of those that are the same in many files of one house, and worth keeping deflated."""
    return name.rsplit("/", 1)[-1] in _HOUSE and len(data) <= _MOST_BYTES_KEPT


def links_name(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def resolved(part: str, target: str) -> str:
    """A relationship's target as a part name."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target)).lstrip("/")


def _refuse_macros(package: Package, main: str) -> None:
    if "macroEnabled" in package.content_type(main) or any(n.lower().endswith("vbaproject.bin") for n in package.parts):
        raise package.unusable("The file contains macros.", "Save it in Word as a document without macros (.docx).")
    if "template" in package.content_type(main) and "wordprocessingml" not in package.content_type(main):
        raise package.unusable("The file is a template of another program.", RESAVE)
