"""The key to the marks of a printed copy, and the brackets that the text has of its own. It knows no language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from .looks import Look, said, set_property
from .names import PPR_ORDER, RPR_ORDER, qn
from .wml import DEL_TEXT, PPR, R_, RPR, TBL, P, T, descend

_BRACKET = re.compile(r"([\[\]])")
_NOT_BOLD = (("b", "0"), ("bCs", "0"))


@dataclass(frozen=True, slots=True)
class Marking:
    """How a printed copy marks: run properties for deleted and added words, and for the brackets around the deleted, if any."""

    deleted: Look
    added: Look
    brackets: Look | None = None

    @property
    def plain_brackets(self) -> bool:
        """Whether brackets alone mark what is deleted, so that all others must look otherwise."""
        return bool(self.brackets)


@dataclass(frozen=True, slots=True)
class Key:
    """The key to the marks: pairs of "", "deleted" or "added" with words; what is added to it where the text has brackets of
    its own; the language's tag and whether it is written from right to left."""

    parts: tuple[tuple[str, str], ...]
    own_brackets: str = ""
    tag: str = ""
    rtl: bool = False


def plain_brackets(root: etree._Element) -> bool:
    """No bracket of the text's own is bold; whether it has any."""
    found = False
    for run in descend(root, R_):
        texts = [t for t in run.iterchildren(T, DEL_TEXT) if _BRACKET.search(t.text or "")]
        found = found or bool(texts)
        for child in [c for c in run if c.tag != RPR] if texts else ():
            pieces = filter(None, _BRACKET.split(child.text)) if child in texts else [None]
            for piece in pieces:
                part = said(run, piece or "", _NOT_BOLD if piece in ("[", "]") else ())
                if piece is None:
                    part.replace(part[-1], child)
                else:
                    part[-1].tag = child.tag
                run.addprevious(part)
        if texts:
            run.getparent().remove(run)
    return found


def put_key(body: etree._Element, marking: Marking, key: Key, own_brackets: bool) -> None:
    """The key to the marks, first of all, in the direction of its own language."""
    paragraph = etree.Element(P)
    properties = etree.SubElement(paragraph, PPR)
    set_property(properties, "spacing", "", PPR_ORDER).set(qn("w:after"), "240")
    set_property(properties, "bidi", "" if key.rtl else "0", PPR_ORDER)
    look = etree.Element(R_)
    letters = etree.SubElement(look, RPR)
    set_property(letters, "rtl", "" if key.rtl else "0", RPR_ORDER)
    if key.tag:
        set_property(letters, "lang", key.tag, RPR_ORDER)
        for name in ("bidi", "eastAsia"):
            letters.find(qn("w:lang")).set(qn(f"w:{name}"), key.tag)
    for kind, words in key.parts:
        looks = {"deleted": marking.deleted, "added": marking.added}.get(kind, ())
        pieces = [said(look, words, looks)]
        if kind == "deleted" and marking.brackets is not None:
            around = (*looks, *marking.brackets)
            pieces = [said(look, "[", around), *pieces, said(look, "]", around)]
        paragraph.extend(pieces)
    if own_brackets and key.own_brackets:
        paragraph.append(said(look, f" {key.own_brackets}"))
    first = next((child for child in body if child.tag in (P, TBL)), None)
    if first is None:
        body.insert(0, paragraph)
    else:
        first.addprevious(paragraph)
