"""The looks of a run: a property put in its place among the others, a run that looks like another. It knows no document."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from .names import RPR_ORDER, qn
from .wml import R_, RPR, SPACE, VAL, T

Look = tuple[tuple[str, str], ...]  # run properties, as ("u", "single"); no value for what is simply on


def set_property(properties: etree._Element, name: str, value: str, order: tuple[str, ...]) -> etree._Element:
    """A property in its place among the others."""
    old = properties.find(qn(f"w:{name}"))
    if old is not None:
        properties.remove(old)
    new = etree.Element(qn(f"w:{name}"))
    if value:
        new.set(VAL, value)
    rank = {qn(f"w:{n}"): k for k, n in enumerate(order)}
    at = next((k for k, child in enumerate(properties) if rank.get(child.tag, len(order)) > rank[new.tag]), len(properties))
    properties.insert(at, new)
    return new


def put_look(run: etree._Element, properties: Look) -> None:
    """Give a run these properties besides its own."""
    own = run.find(RPR)
    if own is None:
        own = etree.Element(RPR)
        run.insert(0, own)
    for name, value in properties:
        set_property(own, name, value, RPR_ORDER)


def said(like: etree._Element, words: str, properties: Look = ()) -> etree._Element:
    """A run of words that looks like another."""
    run = etree.Element(R_)
    own = like.find(RPR) if like is not None else None
    if own is not None:
        run.append(deepcopy(own))
    if properties:
        put_look(run, properties)
    text = etree.SubElement(run, T)
    text.text = words
    text.set(SPACE, "preserve")
    return run
