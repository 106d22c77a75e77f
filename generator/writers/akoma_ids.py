"""eIds of an Akoma Ntoso tree, from its own numbers, after the OASIS naming convention. It knows no Document.

The rules are those of the Akoma Ntoso Naming Convention 1.0, section 5, with the abbreviations that bluebell uses, so that a
file edited there keeps its ids.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
POINTER = "@"  # until eIds are known, a link is "#@" and the id of a block

ABBREVIATIONS = {
    "blockList": "list",
    "chapter": "chp",
    "clause": "cl",
    "listIntroduction": "intro",
    "paragraph": "para",
    "recital": "rec",
    "recitals": "recs",
    "section": "sec",
    "subclause": "subcl",
    "subparagraph": "subpara",
    "subsection": "subsec",
}
WITHOUT = frozenset(
    "akomaNtoso act bill doc body mainBody meta br tr td th num heading subheading content abbr b i u sub sup ins del inline img "
    "caption docTitle docNumber docAuthority signature intro wrapUp preface preamble conclusions".split()
)
PREFIXING = frozenset("preface preamble conclusions intro wrapUp".split())
NUMBERED = frozenset("chapter clause item paragraph point section subclause subparagraph subsection".split())

_WORDS = re.compile(r"^(?:[^\W\d_]{2,}\.?\s+|§+\s*)+(?=\S)")
_PUNCTUATION = re.compile(r"[^\w]+")


def name(element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def number_part(words: str) -> str:
    """The number in a designator: 4 of "Section 4.", a of "(a)", 17-2 of "§ 17-2."; empty where there is none."""
    return _PUNCTUATION.sub("-", _WORDS.sub("", words.strip())).strip("-")


def set_ids(root) -> dict[str, str]:
    """Gives every element its eId; returns the eId of each wId (of the first, where a redline has two)."""
    found: dict[str, str] = {}
    _set(root, "", Counter(), set(), found)
    return found


def _set(element, prefix: str, counts: Counter, used: set[str], found: dict[str, str]) -> None:
    kind = name(element)
    if kind == "meta":
        return
    if kind not in WITHOUT:
        prefix = _unique(_eid(element, kind, prefix, counts), used)
        element.set("eId", prefix)
        if element.get("wId"):
            found.setdefault(element.get("wId"), prefix)
    elif kind in PREFIXING:
        prefix = f"{prefix}__{kind}" if prefix else kind
    for child in element.iterchildren(tag=etree.Element):
        _set(child, prefix, counts, used, found)


def _eid(element, kind: str, prefix: str, counts: Counter) -> str:
    """The id that the element's number gives, or its place among its kind."""
    start = f"{prefix}__" if prefix else ""
    number = element.find(f"{{{AKN}}}num")
    part = number_part("".join(number.itertext())) if number is not None else ""
    if not part and kind in NUMBERED:
        part = "nn"
    if not part or part == "nn":
        counts[prefix, kind] += 1
        part = f"nn_{counts[prefix, kind]}" if part else str(counts[prefix, kind])
    return f"{start}{ABBREVIATIONS.get(kind, kind)}_{part}"


def _unique(eid: str, used: set[str]) -> str:
    free, n = eid, 1
    while free in used:
        n += 1
        free = f"{eid}_{n}"
    used.add(free)
    return free


def resolve(root, found: dict[str, str]) -> tuple[str, ...]:
    """Links to blocks become links to eIds; returns the ids that are not in the tree, whose links are taken off."""
    lost = []
    for attribute in ("href", "placementBase"):
        for element in list(root.iter(etree.Element)):
            target = element.get(attribute, "")
            if not target.startswith(f"#{POINTER}"):
                continue
            wanted = target.removeprefix(f"#{POINTER}")
            if wanted in found:
                element.set(attribute, f"#{found[wanted]}")
            else:
                lost.append(wanted)
                del element.attrib[attribute]
                if attribute == "href":
                    element.tag = f"{{{AKN}}}inline"
                    element.set("name", "reference")
    return tuple(lost)
