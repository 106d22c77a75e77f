"""Takes out of a Word file the names that people and programs gave to things: bookmarks, controls, pictures, permissions.

Our own bookmarks stay, and every name that a field or a link points to.
"""

from __future__ import annotations

import re

from lxml import etree

from .anchors import is_hashed, provision_id
from .fields import fields
from .names import qn
from .reading import Package
from .scrub_links import is_path
from .scrub_report import Tally
from .wml import BOOKMARK_END, BOOKMARK_START, HYPERLINK, ID, NAME, SDT_PR, VAL, P, T, descend

_COMPUTED = re.compile(r"_(?:Ref|Toc|Hlt)\w*")
_WORD = re.compile(r"\w+")
_PICTURE = frozenset(("docPr", "cNvPr"))
_FILE = re.compile(r"\.\w{2,5}$")
_PERMISSIONS = (qn("w:permStart"), qn("w:permEnd"))
_TOOLTIP = re.compile(r'\s*\\o\s+"[^"]*"')
_TELLING = frozenset("AUTHOR LASTSAVEDBY USERNAME USERINITIALS USERADDRESS COMMENTS KEYWORDS TEMPLATE DOCPROPERTY DOCVARIABLE INFO".split())
_UNSHOWN = frozenset("XE TC TA ADDIN PRIVATE".split())
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_IN_WORDS = re.compile(r"(?:file:/{2,}|\b[A-Za-z]:\\|(?<![\w\\])\\\\(?=\w)|/(?:Users|home)/)[^\s<>\"“”]*")


def needed_names(package: Package) -> frozenset[str]:
    """In small letters: every word in a field of the file, and every anchor of a link."""
    found: set[str] = set()
    for part in package.stories():
        root = package.root(part)
        for field in fields(root):
            found.update(word.lower() for word in _WORD.findall(field.instruction))
        found.update(link.get(qn("w:anchor"), "").lower() for link in root.iter(HYPERLINK))
    return frozenset(found)


def take_out_names(package: Package, removed: Tally, left: Tally) -> None:
    """Take them out of every story; what the visible words themselves say is told to `left`."""
    needed = needed_names(package)
    for part in package.stories():
        work = _Names(package.root(part), removed)
        work.bookmarks(needed)
        work.permissions()
        work.controls()
        work.tooltips()
        work.pictures()
        _visible(package.root(part), left)


class _Names:
    def __init__(self, root: etree._Element, removed: Tally):
        self._root, self._removed = root, removed

    def bookmarks(self, needed: frozenset[str]) -> None:
        """Bookmarks of others that nothing points to."""
        gone = set()
        for start in descend(self._root, BOOKMARK_START):
            name = start.get(NAME, "")
            ours = provision_id(name) is not None or is_hashed(name) or _COMPUTED.fullmatch(name)
            if not ours and name.lower() not in needed:
                self._removed.note("bookmark", name)
                gone.add(start.get(ID))
                start.getparent().remove(start)
        for end in descend(self._root, BOOKMARK_END):
            if end.get(ID) in gone:
                end.getparent().remove(end)

    def permissions(self) -> None:
        """Permissions to edit that name a person."""
        people = {m.get(ID) for m in self._root.iter(_PERMISSIONS[0]) if m.get(qn("w:ed"))}
        for mark in descend(self._root, *_PERMISSIONS):
            if mark.get(ID) in people:
                if mark.tag == _PERMISSIONS[0]:
                    self._removed.note("person who may edit", mark.get(qn("w:ed")))
                mark.getparent().remove(mark)

    def controls(self) -> None:
        """Titles and tags of content controls."""
        for properties in self._root.iter(SDT_PR):
            for name in ("alias", "tag"):
                for one in list(properties.iterchildren(qn(f"w:{name}"))):
                    self._removed.note("name of a content control", one.get(VAL))
                    properties.remove(one)

    def tooltips(self) -> None:
        """What shows while the pointer rests on a link."""
        for element in self._root.iter("*"):
            for name in [n for n in element.attrib if etree.QName(n).localname == "tooltip"]:
                self._removed.note("tip of a link", element.attrib.pop(name))
        for field in fields(self._root):
            if field.name != "HYPERLINK" or not _TOOLTIP.search(field.instruction):
                continue
            if field.simple is not None:
                field.simple.set(qn("w:instr"), _TOOLTIP.sub("", field.instruction))
            else:
                whole = _TOOLTIP.sub("", field.instruction)
                pieces = [e for e in field.code if etree.QName(e).localname in ("instrText", "delInstrText")]
                for piece in pieces:
                    piece.text = whole if piece is pieces[0] else ""
            self._removed.note("tip of a link")

    def pictures(self) -> None:
        """Names of picture files, and alternative text that holds a path; other alternative text is read aloud and stays."""
        for number, element in enumerate(self._root.iter("*"), 1):
            if etree.QName(element).localname in _PICTURE:
                name = element.get("name", "")
                if _FILE.search(name) or is_path(name):
                    self._removed.note("name of a picture", name)
                    element.set("name", f"Picture {element.get('id') or number}")
            for name in ("descr", "title", "alt", f"{_OFFICE}title"):
                said = element.get(name)
                if said and (is_path(said) or (name == f"{_OFFICE}title" and _FILE.search(said))):
                    self._removed.note("path in the description of a picture", said)
                    del element.attrib[name]


def _visible(root: etree._Element, left: Tally) -> None:
    """Paths in the words, fields that show who or where, and fields of which nothing shows (entries of an index)."""
    for paragraph in root.iter(P):
        words = "".join(t.text or "" for t in paragraph.iter(T) if next(t.iterancestors(P)) is paragraph)
        for path in _IN_WORDS.findall(words):
            left.note("path in the visible words", path)
    for field in fields(root):
        if field.name in _TELLING:
            shown = field.result if field.simple is None else field.simple.iter(T)
            left.note(f"field {field.name}, which shows", "".join(t.text or "" for t in shown if t.tag == T))
        elif field.name in _UNSHOWN:
            left.note(f"field {field.name}, of which nothing shows", " ".join(field.arguments))
