"""What the styles of a Word file say of a run or a paragraph, those that they are based on included. It knows no story."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .names import qn
from .reading import Package
from .wml import P, PPR, RPR, VAL

_OFF = frozenset(("0", "false", "off"))
_BASED_ON, _P_STYLE, _R_STYLE, _NUMBER, _INDENT = (qn(f"w:{n}") for n in ("basedOn", "pStyle", "rStyle", "numPr", "ind"))


class StyleSheet:
    """The styles of a file."""

    def __init__(self, package: Package):
        part = package.related(package.document(), "styles")
        styles = () if part is None else package.read(part).iter(qn("w:style"))
        self._styles = {style.get(qn("w:styleId"), ""): style for style in styles}
        self._default = next((id for id, style in self._styles.items() if style.get(qn("w:type")) == "paragraph"
                              and style.get(qn("w:default")) in ("1", "true", "on")), "")

    def turns_on(self, tag: str, properties: etree._Element | None, paragraph: etree._Element | None) -> bool:
        """Whether words with these run properties in this paragraph are so (w:vanish, w:strike): as the run itself says, else by
        its paragraph's style, which its own style turns round (ISO 29500-1, 17.7.3)."""
        said = _told(properties, tag)
        if said is not None:
            return said
        layout = None if paragraph is None else paragraph.find(PPR)
        return self._by_style(_value(layout, _P_STYLE) or self._default, tag) != self._by_style(_value(properties, _R_STYLE), tag)

    def is_numbered(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph bears a number of Word's, by itself or by its style."""
        layout = paragraph.find(PPR)
        own = None if layout is None else layout.find(_NUMBER)
        if own is None:
            own = self._first(_value(layout, _P_STYLE) or self._default, _NUMBER)
        return own is not None and _value(own, qn("w:numId")) != "0"

    def indent(self, paragraph: etree._Element) -> int:
        """Where the style lets the words of a paragraph begin, in twentieths of a point."""
        found = self._first(_value(paragraph.find(PPR), _P_STYLE) or self._default, _INDENT)
        left = "" if found is None else found.get(qn("w:left"), found.get(qn("w:start"), ""))
        return int(left) if left.isdigit() else 0

    def _chain(self, id: str) -> Iterator[etree._Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while id in self._styles and id not in seen:
            seen.add(id)
            yield self._styles[id]
            id = _value(self._styles[id], _BASED_ON)

    def _by_style(self, id: str, tag: str) -> bool:
        told = (_told(style.find(RPR), tag) for style in self._chain(id))
        return next((said for said in told if said is not None), False)

    def _first(self, id: str, tag: str) -> etree._Element | None:
        layouts = (style.find(PPR) for style in self._chain(id))
        found = (layout.find(tag) for layout in layouts if layout is not None)
        return next((one for one in found if one is not None), None)


def paragraph_of(run: etree._Element) -> etree._Element | None:
    """The paragraph that holds a run, the innermost one."""
    return next(run.iterancestors(P), None)


def _told(properties: etree._Element | None, tag: str) -> bool | None:
    found = None if properties is None else properties.find(tag)
    return None if found is None else found.get(VAL) not in _OFF


def _value(parent: etree._Element | None, tag: str) -> str:
    child = None if parent is None else parent.find(tag)
    return "" if child is None else child.get(VAL, "")
