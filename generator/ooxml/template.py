"""A town's letterhead: its headers, footers, styles and page setup, made fit for our files. It knows no Document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from .names import PPR_ORDER, RPR_ORDER, W, qn
from .package import Relationship
from .reading import Link, Package, open_package
from .runs import Look
from .styles import SheetLook, Style, style_xml
from .styles import table as our_styles

_REFERRING = tuple(
    qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink")
)
_FOREIGN = (
    "numPr",
    "commentReference",
    "commentRangeStart",
    "commentRangeEnd",
    "footnoteReference",
    "endnoteReference",
    "sectPr",
    "pPrChange",
    "rPrChange",
    "proofErr",
)


@dataclass(frozen=True, slots=True)
class Story:
    """A header or footer of the letterhead: which pages bear it, its part, and what it links to."""

    kind: str  # header or footer
    page: str  # default, first or even
    xml: bytes
    links: tuple[Relationship, ...]
    numbered: bool  # whether it holds a page number


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a file takes from a town's letterhead. Parts it links to lie in `media`: name, bytes, content type."""

    stories: tuple[Story, ...]
    media: tuple[tuple[str, bytes, str], ...]
    setup: str
    width: int
    title_page: bool
    even_and_odd: bool
    theme: bytes | None
    styles: bytes

    def story(self, kind: str, page: str) -> Story | None:
        """The header or footer of a kind of page, or None."""
        return next((one for one in self.stories if (one.kind, one.page) == (kind, page)), None)

    def styles_for(self, look: Look, main: int, nested: int, sheet: SheetLook | None = None) -> bytes:
        """The styles part: the town's styles where they bear the name of one of ours, ours for the rest."""
        return _merged(self.styles, look, main, nested, sheet)


@lru_cache(maxsize=8)
def letterhead(data: bytes, name: str = "the letterhead") -> Letterhead:
    """The letterhead in a Word file (.docx or .dotx); UnusableInput where it cannot serve as one."""
    package = open_package(data, name)
    main = package.document()
    section = next(package.root(main).iter(qn("w:sectPr")), None)
    if section is None:
        raise package.unusable("The letterhead has no page setup.", "Open it in Word and save it again as .docx.")
    renamed = _renamed(package, main)
    media: dict[str, tuple[str, bytes, str]] = {}
    stories = tuple(
        _story(package, main, reference, renamed, media)
        for reference in section
        if reference.tag in (qn("w:headerReference"), qn("w:footerReference"))
    )
    settings = package.related(main, "settings")
    theme = package.related(main, "theme")
    styles = package.related(main, "styles")
    return Letterhead(
        stories=stories,
        media=tuple(media.values()),
        setup=_setup(section),
        width=_width(section),
        title_page=section.find(qn("w:titlePg")) is not None,
        even_and_odd=bool(settings) and package.root(settings).find(qn("w:evenAndOddHeaders")) is not None,
        theme=package.parts[theme] if theme else None,
        styles=_town_styles(package.root(styles), renamed) if styles else b"",
    )


# --------------------------------------------------------------------------------------------------------------
# Headers, footers, page setup


def _story(package: Package, main: str, reference: etree._Element, renamed: dict[str, str], media: dict) -> Story:
    link = package.links(main).get(reference.get(qn("r:id"), ""))
    if link is None or link.target not in package.parts:
        raise package.unusable("A header or footer of the letterhead is missing.", "Open it in Word and save it again.")
    root = etree.fromstring(etree.tostring(package.root(link.target)))
    _clean(root, renamed)
    numbered = any(
        "PAGE" in (text or "").upper()
        for text in (
            *(node.text for node in root.iter(qn("w:instrText"))),
            *(node.get(qn("w:instr")) for node in root.iter(qn("w:fldSimple"))),
        )
    )
    links = tuple(_copied(package, one, media) for one in package.links(link.target).values())
    kind = "header" if reference.tag == qn("w:headerReference") else "footer"
    return Story(kind, reference.get(qn("w:type"), "default"), _bytes(root), links, numbered)


def _copied(package: Package, link: Link, media: dict) -> Relationship:
    """A relationship of a header with its target laid beside our parts."""
    if link.external:
        if link.kind != "hyperlink":
            raise package.unusable(
                f"The letterhead fetches a {link.kind} from {link.target}.",
                "Put the picture itself into the letterhead.",
            )
        return Relationship(link.id, link.type, link.target, True)
    if package.links(link.target):
        raise package.unusable(
            f"The letterhead holds an object that cannot be copied ({posixpath.basename(link.target)}).",
            "Replace it by a picture.",
        )
    if link.target not in media:
        extension = link.target.rsplit(".", 1)[-1]
        name = f"media/letterhead{len(media) + 1}.{extension}"
        media[link.target] = (name, package.parts[link.target], package.content_type(link.target))
    return Relationship(link.id, link.type, media[link.target][0])


def _clean(root: etree._Element, renamed: dict[str, str]) -> None:
    """Take out what leads into parts that stay behind, and revision ids; use our names of styles."""
    for name in _FOREIGN:
        for node in list(root.iter(qn(f"w:{name}"))):
            node.getparent().remove(node)
    for node in root.iter(etree.Element):
        for attribute in [a for a in node.attrib if "}rsid" in a or a.endswith(("}paraId", "}textId"))]:
            del node.attrib[attribute]
        if node.tag in _REFERRING:
            node.set(qn("w:val"), renamed.get(node.get(qn("w:val")), node.get(qn("w:val"))))


def _setup(section: etree._Element) -> str:
    """Paper, margins and page border as XML."""
    out = []
    for name in ("pgSz", "pgMar", "pgBorders"):
        node = section.find(qn(f"w:{name}"))
        if node is not None and not any(qn("r:id") in one.attrib for one in node.iter()):
            out.append(etree.tostring(node, encoding="unicode", with_tail=False))
    return "".join(out)


def _width(section: etree._Element) -> int:
    """The width of the text in twips."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    page = int(size.get(qn("w:w"), "12240")) if size is not None else 12240
    sides = ("left", "right", "gutter")
    taken = sum(int(margins.get(qn(f"w:{side}"), "0")) for side in sides) if margins is not None else 2880
    return max(page - taken, 2880)


def with_paragraph(part: bytes, paragraph: str, *, first: bool) -> bytes:
    """A header or footer with one more paragraph, before all else or after it."""
    root = etree.fromstring(part)
    node = etree.fromstring(f'<w:x xmlns:w="{W}">{paragraph}</w:x>')[0]
    root.insert(0 if first else len(root), node)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# --------------------------------------------------------------------------------------------------------------
# Styles


def _named() -> dict[str, Style]:
    from .runs import look_of

    return {style.name.lower(): style for style in our_styles(look_of("en-US", {}))}


def _renamed(package: Package, main: str) -> dict[str, str]:
    """New ids of the town's styles: ours where the name is ours, another where only the id is."""
    part = package.related(main, "styles")
    if part is None:
        return {}
    ours = _named()
    ids = {style.id for style in ours.values()}
    new: dict[str, str] = {}
    for node in package.root(part).iterchildren(qn("w:style")):
        id, name = node.get(qn("w:styleId"), ""), _name(node)
        same = ours.get(name.lower())
        if same is not None and same.kind == node.get(qn("w:type")):
            new[id] = same.id
        elif id in ids:
            new[id] = f"{id}OfLetterhead"
    return {old: fresh for old, fresh in new.items() if old != fresh}


def _name(style: etree._Element) -> str:
    node = style.find(qn("w:name"))
    return node.get(qn("w:val"), "") if node is not None else ""


def _town_styles(root: etree._Element, renamed: dict[str, str]) -> bytes:
    root = etree.fromstring(etree.tostring(root))
    for node in root.iterchildren(qn("w:style")):
        id = node.get(qn("w:styleId"), "")
        node.set(qn("w:styleId"), renamed.get(id, id))
    for node in list(root.iter(qn("w:rsid"))):
        node.getparent().remove(node)
    _clean(root, renamed)
    return _bytes(root)


@lru_cache(maxsize=32)
def _merged(town: bytes, look: Look, main: int, nested: int, sheet: SheetLook | None) -> bytes:
    rows = our_styles(look, main, nested, sheet)
    root = etree.fromstring(town) if town else etree.fromstring(f'<w:styles xmlns:w="{W}"/>')
    there = {node.get(qn("w:styleId")): node for node in root.iterchildren(qn("w:style"))}
    standing = {node.get(qn("w:type")) for node in there.values() if node.get(qn("w:default")) in ("1", "true", "on")}
    for style in rows:
        if style.id in there:
            _numbered(there[style.id], style)
            continue
        node = _element(style_xml(style))
        if style.default and style.kind in standing:
            del node.attrib[qn("w:default")]
        root.append(node)
    _language(root, look)
    return _bytes(root)


def _element(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{W}">{xml}</w:x>')[0]


def _numbered(node: etree._Element, style: Style) -> None:
    """A heading of the town's keeps our outline level, list and direction."""
    wanted = _element(style_xml(style)).find(qn("w:pPr"))
    for name in ("numPr", "bidi", "outlineLvl"):
        child = wanted.find(qn(f"w:{name}")) if wanted is not None else None
        if child is not None:
            properties = node.find(qn("w:pPr"))
            if properties is None:
                properties = etree.Element(qn("w:pPr"))
                _after(
                    node,
                    properties,
                    (
                        "name",
                        "aliases",
                        "basedOn",
                        "next",
                        "link",
                        "autoRedefine",
                        "hidden",
                        "uiPriority",
                        "semiHidden",
                        "unhideWhenUsed",
                        "qFormat",
                        "locked",
                        "personal",
                        "personalCompose",
                        "personalReply",
                    ),
                )
            put(properties, child, PPR_ORDER)


def _after(node: etree._Element, child: etree._Element, before: Iterable[str]) -> None:
    names = {qn(f"w:{name}") for name in before}
    node.insert(sum(1 for one in node if one.tag in names), child)


def put(parent: etree._Element, child: etree._Element, order: tuple[str, ...]) -> None:
    """Set a child of a property element at its place in the schema's order, in place of one of its name."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    rank = {qn(f"w:{name}"): at for at, name in enumerate(order)}
    at = sum(1 for one in parent if rank.get(one.tag, -1) < rank[child.tag])
    parent.insert(at, child)


_TWINS = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))


def _language(root: etree._Element, look: Look) -> None:
    """Language and fonts of the document as defaults; bold, italic and size in both slots of every style."""
    defaults = root.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = etree.Element(qn("w:docDefaults"))
        root.insert(0, defaults)
    run_default = defaults.find(qn("w:rPrDefault"))
    if run_default is None:
        run_default = etree.Element(qn("w:rPrDefault"))
        defaults.insert(0, run_default)
    properties = run_default.find(qn("w:rPr"))
    if properties is None:
        properties = etree.SubElement(run_default, qn("w:rPr"))
    put(properties, _element(look.lang()), RPR_ORDER)
    ours = _element(look.font_slots())
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        put(properties, ours, RPR_ORDER)
    elif look.script != "latin":
        for slot in ("cs", "eastAsia"):
            fonts.set(qn(f"w:{slot}"), ours.get(qn(f"w:{slot}")))
            fonts.attrib.pop(qn(f"w:{slot}Theme"), None)
        fonts.attrib.pop(qn("w:cstheme"), None)
    for run in root.iter(qn("w:rPr")):
        for one, twin in _TWINS:
            node = run.find(qn(f"w:{one}"))
            if node is not None and run.find(qn(f"w:{twin}")) is None:
                put(run, etree.Element(qn(f"w:{twin}"), dict(node.attrib)), RPR_ORDER)
