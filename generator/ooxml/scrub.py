"""Takes out of a Word file what tells about people and machines, says what it took out, and says what had to stay.

Authors, dates, paths, editing ids, hidden text, comments, names of things, parts that nobody sees. It changes no visible word:
tracked changes lose their names and dates only, and are counted.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from .names import qn
from .reading import Package
from .resolve import tracked_changes
from .scrub_hidden import take_out_hidden
from .scrub_links import drop_part, take_out_links
from .scrub_names import needed_names, take_out_names
from .scrub_report import Tally, Told
from .wml import AUTHOR, DATE, R_, RPR, T, descend

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_PROPERTIES = {f"{{{_DC}}}creator": "author", f"{{{_CORE}}}lastModifiedBy": "last editor",
               f"{{{_TERMS}}}created": "date of creation", f"{{{_TERMS}}}modified": "date of last change",
               f"{{{_CORE}}}lastPrinted": "date of last print", f"{{{_CORE}}}revision": "revision number",
               f"{{{_DC}}}description": "comments among the properties", f"{{{_CORE}}}keywords": "keywords",
               f"{{{_CORE}}}category": "category", f"{{{_CORE}}}contentStatus": "status", f"{{{_DC}}}subject": "subject",
               f"{{{_DC}}}identifier": "identifier", f"{{{_CORE}}}version": "version number"}
_TITLE = f"{{{_DC}}}title"
_OFFICE = {"Company": "company", "Manager": "manager", "Template": "template", "TotalTime": "editing time",
           "HyperlinkBase": "base path of links", "HLinks": "list of links"}
_COMMENT_PARTS = frozenset("comments commentsExtended commentsIds commentsExtensible people documenttasks".split())
_COMMENT_MARKS = tuple(qn(f"w:{n}") for n in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_SETTINGS = {qn(f"w:{n}"): label for n, label in (
    ("rsids", "list of editing sessions"), ("attachedTemplate", "path of the template"), ("mailMerge", "mail merge source"),
    ("docVars", "document variables"), ("activeWritingStyle", "writing style"), ("saveThroughXslt", "path of a transformation"),
    ("attachedSchema", "attached schema"))}
_PROTECTIONS = (qn("w:documentProtection"), qn("w:writeProtection"))
_PROTECTS = frozenset(qn(f"w:{n}") for n in ("edit", "enforcement", "formatting", "recommended"))
_INITIALS = qn("w:initials")
_RSID = re.compile(r"\}rsid\w*$")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DATES = (DATE, _INITIALS, "{http://schemas.microsoft.com/office/word/2023/wordml/word16du}dateUtc")
_NO_ONE = "Author"


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A cleaned copy of a file, what was taken out of it, and what tells something but could not be taken out."""

    package: Package
    removed: list[Told]
    left: list[Told]
    changes: int  # tracked changes that are still in it
    deletions: int  # those of them whose deleted words can still be read


def scrub(package: Package) -> Scrubbed:
    """The file cleaned; the one given is not changed."""
    copy = package.copy()
    work = _Scrub(copy)
    work.run()
    return Scrubbed(copy, work.removed.report(), work.left.report(), *tracked_changes(copy))


class _Scrub:
    def __init__(self, package: Package):
        self._package = package
        self._main = package.document()
        self.removed, self.left = Tally(), Tally()
        self._note = self.removed.note

    def run(self) -> None:
        """All of it."""
        self._properties()
        self._comments()
        needed = needed_names(self._package)
        take_out_hidden(self._package, lambda name: name.lower() in needed, self._note)
        take_out_links(self._package, self.removed, self.left)
        take_out_names(self._package, self.removed, self.left)
        for part in self._xml_parts():
            self._people_in(self._package.root(part))
            self._sessions_in(self._package.root(part))
        self._settings()

    # Document properties

    def _properties(self) -> None:
        for link in list(self._package.links("").values()):
            if link.external or link.target not in self._package.parts:
                continue
            if link.kind == "core-properties":
                self._core(self._package.root(link.target))
            elif link.kind == "extended-properties":
                self._extended(self._package.root(link.target))
            elif link.kind == "custom-properties":
                self._custom(link.id, link.target)

    def _core(self, root: etree._Element) -> None:
        for child in list(root):
            what = _PROPERTIES.get(child.tag)
            if what:
                if (child.text or "").strip():
                    self._note(what, child.text)
                root.remove(child)
            elif child.tag == _TITLE and (child.text or "").strip():
                self.left.note("title among the properties", child.text)

    def _extended(self, root: etree._Element) -> None:
        for child in list(root):
            what = _OFFICE.get(etree.QName(child).localname)
            if what:
                if (child.text or "").strip() not in ("", "0"):
                    self._note(what, child.text)
                root.remove(child)

    def _custom(self, id: str, part: str) -> None:
        for entry in self._package.root(part):
            self._note("custom property", entry.get("name", ""))
        drop_part(self._package, part)
        self._package.drop_link("", id)

    # Comments

    def _comments(self) -> None:
        links = self._package.links(self._main)
        for link in [k for k in links.values() if k.kind in _COMMENT_PARTS]:
            if link.kind == "comments" and link.target in self._package.parts:
                for comment in self._package.root(link.target):
                    self._note("comment", "".join(t.text or "" for t in comment.iter(T)))
            if link.kind == "people" and link.target in self._package.parts:
                for person in self._package.root(link.target):
                    self._note("name in the list of people", next((v for n, v in person.items() if n.endswith("author")), ""))
            if link.kind == "documenttasks":
                self._note("list of tasks")
            if link.target in self._package.parts:
                drop_part(self._package, link.target)
            self._package.drop_link(self._main, link.id)
        for part in self._package.stories():
            for mark in descend(self._package.root(part), *_COMMENT_MARKS):
                parent = mark.getparent()
                parent.remove(mark)
                if parent.tag == R_ and not any(c.tag != RPR for c in parent):
                    parent.getparent().remove(parent)

    # Names, dates and sessions in every part

    def _xml_parts(self) -> list[str]:
        folder = posixpath.dirname(self._main)
        return [name for name in self._package.parts
                if name.startswith(folder) and name.endswith(".xml") and "/_rels/" not in name]

    def _people_in(self, root: etree._Element) -> None:
        for element in root.iter():
            if element.get(AUTHOR) not in (None, _NO_ONE):
                self._note("author of a tracked change", element.get(AUTHOR))
                element.set(AUTHOR, _NO_ONE)
            for attribute in _DATES:
                if element.attrib.pop(attribute, None) is not None:
                    self._note("date of a tracked change" if attribute != _INITIALS else "initials")

    def _sessions_in(self, root: etree._Element) -> None:
        for element in root.iter():
            for name in [n for n in element.attrib if _RSID.search(n) or n in (f"{_W14}paraId", f"{_W14}textId")]:
                del element.attrib[name]
                self._note("editing session id")
        for element in descend(root, qn("w:rsid")):
            if element.getparent().tag == qn("w:style"):
                element.getparent().remove(element)
                self._note("editing session id")

    # Settings

    def _settings(self) -> None:
        part = self._package.related(self._main, "settings")
        if part is None:
            return
        root = self._package.root(part)
        for child in list(root):
            if child.tag in _SETTINGS or etree.QName(child).localname == "docId":
                self._note(_SETTINGS.get(child.tag, "id of the document"))
                root.remove(child)
            elif child.tag in _PROTECTIONS:
                secrets = [n for n in child.attrib if n not in _PROTECTS]
                for name in secrets:
                    del child.attrib[name]
                if secrets:
                    self._note("trace of the password of the protection")
