"""What the look of a Word paragraph takes away from its words: hidden, struck through, without its number. It knows no text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from generator.ooxml.names import qn
from generator.ooxml.reading import Package
from generator.ooxml.wml import P, PPR, R_, RPR, T, VAL

_HIDDEN, _STRUCK = (qn("w:vanish"),), (qn("w:strike"), qn("w:dstrike"))
_OFF = frozenset(("0", "false", "off"))


@dataclass(frozen=True, slots=True)
class Look:
    """The words that are hidden, those that are struck through, and the level of the automatic number (empty: none of its own)."""

    hidden: str = ""
    struck: str = ""
    level: str = ""


class Looks:
    """Reads the look of paragraphs of one file, by its styles and by what stands at each run."""

    def __init__(self, package: Package):
        self._styles: dict[str, etree._Element] = {}
        part = package.related(package.document(), "styles")
        for style in package.root(part).iter(qn("w:style")) if part is not None else ():
            self._styles[style.get(qn("w:styleId"), "")] = style

    def of(self, paragraph: etree._Element) -> Look:
        """The look of one paragraph."""
        properties = paragraph.find(PPR)
        style = _value(properties, "w:pStyle")
        words: dict[bool, list[str]] = {True: [], False: []}
        for run in paragraph.iter(R_):
            if next((a for a in run.iterancestors(P)), None) is not paragraph:
                continue
            said = "".join(t.text or "" for t in run.iter(T))
            if not said:
                continue
            format = run.find(RPR)
            for hidden, tags in ((True, _HIDDEN), (False, _STRUCK)):
                if self._has(format, style, tags):
                    words[hidden].append(said)
        number = None if properties is None else properties.find(qn("w:numPr"))
        level = "" if number is None or _value(number, "w:numId") == "0" else _value(number, "w:ilvl") or "0"
        return Look("".join(words[True]).strip(), "".join(words[False]).strip(), level)

    def _has(self, format: etree._Element | None, style: str, tags: tuple[str, ...]) -> bool:
        """Whether a run has one of the properties: said at the run, else by its own style, else by that of its paragraph."""
        for told in (_told(format, tags), self._by_style(_value(format, "w:rStyle"), tags), self._by_style(style, tags)):
            if told is not None:
                return told
        return False

    def _by_style(self, id: str, tags: tuple[str, ...]) -> bool | None:
        seen: set[str] = set()
        while id and id not in seen and id in self._styles:
            seen.add(id)
            told = _told(self._styles[id].find(RPR), tags)
            if told is not None:
                return told
            id = _value(self._styles[id], "w:basedOn")
        return None


def _told(format: etree._Element | None, tags: tuple[str, ...]) -> bool | None:
    if format is None:
        return None
    found = [e.get(VAL, "1") not in _OFF for e in format if e.tag in tags]
    return any(found) if found else None


def _value(parent: etree._Element | None, name: str) -> str:
    child = None if parent is None else parent.find(qn(name))
    return "" if child is None else child.get(VAL, "")
