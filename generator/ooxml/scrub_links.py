"""Takes out of a Word file what it points to on somebody's machine, and the parts that no reader of the text sees.

Links to paths, foreign data, embedded files, add-ins, signatures, unused parts. It changes no visible word.
"""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from .fields import Field, fields
from .manifest import read_manifest
from .names import CT, R, qn
from .picture_metadata import without_metadata
from .reading import Link, Package, links_name
from .scrub_report import Tally
from .wml import FLD_SIMPLE, HYPERLINK, descend

_WEB = re.compile(r"(?:https?|mailto|tel|sms|ftps?):", re.IGNORECASE)
_PATH = re.compile(r"file:|[a-z]:[\\/]|\\\\|/(?:Users|home)/", re.IGNORECASE)
_OWN_OF_PACKAGE = frozenset(("officeDocument", "core-properties", "extended-properties", "custom-properties"))
_SAID = {"thumbnail": "preview picture", "origin": "digital signature", "classificationlabels": "sensitivity label",
         "webextensiontaskpanes": "add-in"}
_PATHED = frozenset(("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData"))
_EMBEDDED = frozenset(("package", "oleObject"))
# Parts that stand where an element names them; one that nothing names stands nowhere.
_PLACED = _EMBEDDED | frozenset((
    "image", "hyperlink", "header", "footer", "chart", "aFChunk", "subDocument", "control", "video", "audio", "media", "frame"))
_GOES_WITH_LINK = frozenset((
    qn("w:subDoc"), qn("w:printerSettings"), "{urn:schemas-microsoft-com:office:office}OLEObject",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}externalData",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkHover"))
_FETCHING = frozenset(("INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "RD", "DATABASE"))
_SWITCH = re.compile(r"\\\w+")
_BINDING = qn("w:dataBinding")


def is_path(words: str) -> bool:
    """Whether the words hold a path on somebody's machine or network."""
    return bool(_PATH.search(words))


def drop_part(package: Package, part: str) -> None:
    """Take a part out, with its content type."""
    package.drop_part(part)
    types = package.root("[Content_Types].xml")
    for row in list(types.iterfind(f"{{{CT}}}Override")):
        if row.get("PartName", "").lower() == f"/{part}".lower():
            types.remove(row)


def take_out_links(package: Package, removed: Tally, left: Tally) -> None:
    """Take it all out; what had to stay is told to `left`."""
    work = _Links(package, removed, left)
    work.package_links()
    work.foreign_data()
    for part in [name for name in package.parts if name.endswith(".xml") and not name.startswith("[")]:
        if package.links(part):
            work.links_of(part)
    for part in package.stories():
        work.fields_of(part)
    work.unreached()
    work.pictures()


class _Links:
    def __init__(self, package: Package, removed: Tally, left: Tally):
        self._package, self._removed, self._left = package, removed, left

    def package_links(self) -> None:
        """What the file as a whole points to beside the document and its properties."""
        for link in list(self._package.links("").values()):
            if link.kind not in _OWN_OF_PACKAGE:
                self._removed.note(_SAID.get(link.kind, f"part for another program ({link.kind})"))
                self._package.drop_link("", link.id)

    def foreign_data(self) -> None:
        """Custom XML that is not our manifest, and what ties content controls to it."""
        main = self._package.document()
        for source in (main, ""):
            for link in list(self._package.links(source).values()):
                if link.kind == "customXml" and read_manifest(self._package.parts.get(link.target, b"")) is None:
                    self._removed.note("data of another program (custom XML)")
                    self._package.drop_link(source, link.id)
        for part in self._package.stories():
            for binding in descend(self._package.root(part), _BINDING):
                self._removed.note("tie of a content control to data")
                binding.getparent().remove(binding)

    def links_of(self, part: str) -> None:
        """The links of one part: paths, embedded files, and what nothing in the part names."""
        named = _named(self._package.read(part))
        for link in list(self._package.links(part).values()):
            if link.kind in _PATHED or (link.external and not _WEB.match(link.target) and not link.target.startswith("#")):
                self._removed.note("path", link.target if link.external else "")
            elif link.kind == "printerSettings":
                self._removed.note("printer settings")
            elif link.kind in _EMBEDDED:
                self._removed.note("embedded file", posixpath.basename(link.target))
            elif link.kind in _PLACED and link.id not in named:
                self._removed.note(f"unused {link.kind}", "" if link.external else posixpath.basename(link.target))
            else:
                if link.kind == "glossaryDocument":
                    self._left.note("building blocks that were not looked into")
                elif link.kind == "aFChunk":
                    self._left.note("inserted file that was not looked into", posixpath.basename(link.target))
                continue
            self._unname(part, link)
            self._package.drop_link(part, link.id)

    def _unname(self, part: str, link: Link) -> None:
        """No element names the link any longer; the words of a hyperlink stay."""
        for element in descend(self._package.root(part), "*"):
            for name in [n for n, value in element.items() if value == link.id and _names(n)]:
                if element.tag == HYPERLINK and element.getparent() is not None:
                    for child in list(element):
                        element.addprevious(child)
                    element.getparent().remove(element)
                elif element.tag in _GOES_WITH_LINK and element.getparent() is not None:
                    element.getparent().remove(element)
                else:
                    del element.attrib[name]

    def fields_of(self, part: str) -> None:
        """Fields that fetch something from a path, or lead to one, become the words that they show."""
        root = self._package.root(part)
        for field in fields(root):
            if self._leads_to_a_path(field):
                self._removed.note("path", " ".join(field.instruction.split()))
                field.flatten()
        for element in descend(root, "*"):
            if element.tag != FLD_SIMPLE and is_path(element.get("href", "")):
                self._removed.note("path", element.get("href"))
                del element.attrib["href"]

    def _leads_to_a_path(self, field: Field) -> bool:
        if field.name in _FETCHING:
            return not any(_WEB.match(a) for a in field.arguments)
        if field.name != "HYPERLINK" or not field.arguments:
            return False
        first = field.arguments[0]  # an address, or a switch where the link leads to a place in the document itself
        return any(map(is_path, field.arguments)) if _SWITCH.fullmatch(first) else not _WEB.match(first)

    def unreached(self) -> None:
        """Parts that nothing points to."""
        package = self._package
        reached, waiting = set(), [""]
        while waiting:
            source = waiting.pop()
            for link in package.links(source).values():
                if not link.external and link.target in package.parts and link.target not in reached:
                    reached.add(link.target)
                    waiting.append(link.target)
        kept = {"[Content_Types].xml", links_name(""), *reached, *(links_name(part) for part in reached)}
        for part in [name for name in package.parts if name not in kept]:
            if not part.endswith(".rels"):
                drop_part(package, part)
            else:
                package.parts.pop(part, None)

    def pictures(self) -> None:
        """What pictures say beside the picture."""
        for part, data in list(self._package.parts.items()):
            if not self._package.content_type(part).startswith("image/"):
                continue
            found = without_metadata(data)
            if found is None:
                self._left.note("picture that was not looked into", posixpath.basename(part))
            elif found[1]:
                self._removed.note("data of a picture (author, camera, place or date)")
                self._package.parts[part] = found[0]


def _names(attribute: str) -> bool:
    return attribute.startswith(f"{{{R}}}") or attribute.endswith("}relid")


def _named(root: etree._Element) -> set[str]:
    """The ids of links that a part names."""
    return {value for element in root.iter("*") for name, value in element.items() if _names(name)}
