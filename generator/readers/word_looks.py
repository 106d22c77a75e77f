"""What the look of a Word paragraph takes away from its words: hidden, struck through, without its number. It knows no text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from generator.ooxml.names import qn
from generator.ooxml.stylesheet import StyleSheet, paragraph_of
from generator.ooxml.wml import PPR, R_, RPR, VAL, T

_HIDDEN, _STRUCK = (qn("w:vanish"),), (qn("w:strike"), qn("w:dstrike"))


@dataclass(frozen=True, slots=True)
class Look:
    """The words that are hidden, those that are struck through, and the level of the automatic number (empty: none of its own)."""

    hidden: str
    struck: str
    level: str


def look_of(paragraph: etree._Element, styles: StyleSheet) -> Look:
    """The look of one paragraph, by its styles and by what stands at each run."""
    runs = [run for run in paragraph.iter(R_) if paragraph_of(run) is paragraph]
    hidden, struck = (
        "".join(t.text or "" for run in runs if any(styles.turns_on(tag, run.find(RPR), paragraph) for tag in tags) for t in run.iter(T))
        for tags in (_HIDDEN, _STRUCK))
    return Look(hidden.strip(), struck.strip(), _level(paragraph.find(f"{PPR}/{qn('w:numPr')}")))


def _level(number: etree._Element | None) -> str:
    if number is None:
        return ""
    said = {child.tag: child.get(VAL, "") for child in number}
    return "" if said.get(qn("w:numId")) == "0" else said.get(qn("w:ilvl"), "0")
