"""Takes out of a Word file what tells about people and machines: authors, dates, paths, rsids, hidden text, comments.

It says what it took out. It changes no visible word: files with tracked changes are cleaned of names and dates only.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from .names import CT, R, qn
from .reading import Package
from .wml import AUTHOR, DATE, PPR, R_, RPR, VAL, P, T, descend

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_PEOPLE = {f"{{{_DC}}}creator": "author", f"{{{_CORE}}}lastModifiedBy": "last editor"}
_TIMES = {f"{{{_TERMS}}}created": "date of creation", f"{{{_TERMS}}}modified": "date of last change",
          f"{{{_CORE}}}lastPrinted": "date of last print", f"{{{_CORE}}}revision": "revision number"}
_OFFICE = {"Company": "company", "Manager": "manager", "Template": "template", "TotalTime": "editing time",
           "HyperlinkBase": "base path of links"}
_COMMENT_PARTS = frozenset("comments commentsExtended commentsIds commentsExtensible people".split())
_COMMENT_MARKS = tuple(qn(f"w:{n}") for n in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_PATHED = frozenset(("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData", "printerSettings"))
_SETTINGS = {qn(f"w:{n}"): label for n, label in (
    ("rsids", "list of editing sessions"), ("attachedTemplate", "path of the template"), ("mailMerge", "mail merge source"),
    ("docVars", "document variables"), ("activeWritingStyle", "writing style"))}
_INITIALS = qn("w:initials")
_RSID = re.compile(r"\}rsid\w*$")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_VANISH = qn("w:vanish")
_STRUCTURE = frozenset(("fldChar", "instrText", "footnoteReference", "endnoteReference"))
_NO_ONE = "Author"
_OFF = frozenset(("0", "false", "off"))


@dataclass(frozen=True, slots=True)
class Removed:
    """One kind of thing that was taken out, how many, and (where it is short) what it said."""

    what: str
    count: int
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = f": {', '.join(self.values)}" if self.values else ""
        return f"{self.what} ({self.count}){said}"


def scrub(package: Package) -> tuple[Package, list[Removed]]:
    """A cleaned copy of the file and what was taken out of it."""
    copy = package.copy()
    work = _Scrub(copy)
    work.run()
    return copy, work.report()


class _Scrub:
    def __init__(self, package: Package):
        self._package = package
        self._main = package.document()
        self._counts: Counter[str] = Counter()
        self._values: dict[str, set[str]] = {}

    def report(self) -> list[Removed]:
        """What was taken out, in the order of the names."""
        return [Removed(what, n, tuple(sorted(self._values.get(what, ())))[:8]) for what, n in sorted(self._counts.items())]

    def run(self) -> None:
        """All of it."""
        self._properties()
        self._comments()
        for part in self._xml_parts():
            self._people_in(self._package.root(part))
            self._sessions_in(self._package.root(part))
        for part in self._package.stories():
            self._hidden_in(self._package.root(part))
        self._settings()
        self._paths()
        self._thumbnail()

    def _note(self, what: str, value: str = "") -> None:
        self._counts[what] += 1
        if value.strip():
            self._values.setdefault(what, set()).add(value.strip()[:80])

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
            what = _PEOPLE.get(child.tag) or _TIMES.get(child.tag)
            if what:
                if (child.text or "").strip():
                    self._note(what, child.text)
                root.remove(child)

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
        self._drop_part(part)
        self._drop_link("", id)

    # Comments

    def _comments(self) -> None:
        links = self._package.links(self._main)
        for link in [k for k in links.values() if k.kind in _COMMENT_PARTS]:
            if link.kind == "comments" and link.target in self._package.parts:
                for comment in self._package.root(link.target):
                    self._note("comment", "".join(t.text or "" for t in comment.iter(T)))
            if link.target in self._package.parts:
                self._drop_part(link.target)
            self._drop_link(self._main, link.id)
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
            for attribute in (DATE, _INITIALS, "{http://schemas.microsoft.com/office/word/2023/wordml/word16du}dateUtc"):
                if element.attrib.pop(attribute, None) is not None:
                    self._note("date of a tracked change" if attribute != _INITIALS else "initials")

    def _sessions_in(self, root: etree._Element) -> None:
        for element in root.iter():
            for name in [n for n in element.attrib if _RSID.search(n) or n in (f"{_W14}paraId", f"{_W14}textId")]:
                del element.attrib[name]
                self._note("editing session id")

    def _hidden_in(self, root: etree._Element) -> None:
        styles = self._hidden_styles()
        for run in descend(root, R_):
            if not _is_hidden(run.find(RPR), styles):
                continue
            words = "".join(t.text or "" for t in run.iter(T))
            if words:
                self._note("hidden text", words)
            if any(etree.QName(c).localname in _STRUCTURE for c in run):
                for t in list(run.iter(T)):
                    t.getparent().remove(t)
            else:
                run.getparent().remove(run)
        for p in descend(root, P):
            mark = p.find(f"{PPR}/{RPR}/{_VANISH}")
            if mark is not None and mark.get(VAL) not in _OFF:
                mark.getparent().remove(mark)

    def _hidden_styles(self) -> frozenset[str]:
        """Character styles that hide what they are used on."""
        part = self._package.related(self._main, "styles")
        if part is None:
            return frozenset()
        return frozenset(s.get(qn("w:styleId"), "") for s in self._package.root(part).iter(qn("w:style"))
                         if _is_hidden(s.find(RPR), frozenset()))

    # Settings and paths

    def _settings(self) -> None:
        part = self._package.related(self._main, "settings")
        if part is None:
            return
        root = self._package.root(part)
        for child in list(root):
            if child.tag in _SETTINGS:
                self._note(_SETTINGS[child.tag])
                root.remove(child)

    def _paths(self) -> None:
        """Links to files on somebody's machine."""
        for source in [self._main, self._package.related(self._main, "settings") or self._main]:
            for link in list(self._package.links(source).values()):
                if link.kind in _PATHED:
                    self._note("path", link.target if link.external else "")
                    self._drop_link(source, link.id)
                    self._drop_references(source, link.id)
                    if not link.external and link.target in self._package.parts:
                        self._drop_part(link.target)

    def _drop_references(self, source: str, id: str) -> None:
        for element in descend(self._package.root(source), qn("w:printerSettings")):
            if element.get(f"{{{R}}}id") == id:
                element.getparent().remove(element)

    def _thumbnail(self) -> None:
        for link in list(self._package.links("").values()):
            if link.kind == "thumbnail" and link.target in self._package.parts:
                self._note("preview picture")
                self._drop_part(link.target)
                self._drop_link("", link.id)

    # Parts

    def _drop_part(self, part: str) -> None:
        self._package.drop_part(part)
        types = self._package.root("[Content_Types].xml")
        for row in list(types.iterfind(f"{{{CT}}}Override")):
            if row.get("PartName", "").lower() == f"/{part}".lower():
                types.remove(row)

    def _drop_link(self, source: str, id: str) -> None:
        self._package.drop_link(source, id)


def _is_hidden(properties: etree._Element | None, styles: frozenset[str]) -> bool:
    if properties is None:
        return False
    vanish, style = properties.find(_VANISH), properties.find(qn("w:rStyle"))
    if vanish is not None:
        return vanish.get(VAL) not in _OFF
    return style is not None and style.get(VAL) in styles
