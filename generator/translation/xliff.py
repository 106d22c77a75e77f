"""XLIFF 1.2 for translation agencies, out and in. Keys are ids, values and marks are protected, states are the ledger's.

A unit whose source is no longer our English is refused: nobody can know whether its translation still fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.errors import UnusableInput
from generator.language import Language
from generator.translation.incoming import Incoming, Row
from generator.translation.messages import Message
from generator.translation.segments import Piece, pieces, whole
from generator.translation.status import group_of, state_of

NS = "urn:oasis:names:tc:xliff:document:1.2"
XML = "http://www.w3.org/XML/1998/namespace"
TARGET_STATES = {"missing": "new", "stale": "needs-adaptation", "draft": "needs-review-translation", "reviewed": "signed-off"}
REVIEWED = frozenset({"signed-off", "final"})


def to_xliff(language: Language, messages: Iterable[Message], domain: str) -> bytes:
    """The strings as one XLIFF file, a group for each clause."""
    root = etree.Element(f"{{{NS}}}xliff", nsmap={None: NS}, version="1.2")
    file = _sub(root, "file", original=f"model-ordinance/{domain}", datatype="plaintext",
                **{"source-language": "en-US", "target-language": language.tag})
    head = _sub(file, "header")
    _sub(head, "note").text = ("Keep every placeholder; translate the words inside a term. "
                               "docs/translators.md tells how each is used.")
    body, group, name = _sub(file, "body"), None, ""
    for message in messages:
        if group is None or group_of(message.key) != name:
            name = group_of(message.key)
            group = _sub(body, "group", resname=name)
        _unit(group, message, language)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False) + b"\n"


def _sub(parent, tag: str, **attributes):
    return etree.SubElement(parent, f"{{{NS}}}{tag}", {k.rstrip("_"): v for k, v in attributes.items()})


def _unit(group, message: Message, language: Language) -> None:
    entry = language.catalogue.entries.get(message.key)
    state = state_of(message, language)
    unit = _sub(group, "trans-unit", id=message.key, resname=message.key,
                approved="yes" if state == "reviewed" else "no")
    unit.set(f"{{{XML}}}space", "preserve")
    _fill(_sub(unit, "source"), pieces(message.english))
    target = _sub(unit, "target", state=TARGET_STATES[state])
    if entry and entry.text:
        _fill(target, pieces(entry.text))
    for note in filter(None, message.comment().split("\n")):
        _sub(unit, "note", from_="developer").text = note
    if state == "stale" and entry and entry.english != message.english:
        alternative = _sub(unit, "alt-trans", alttranstype="previous-version")
        _fill(_sub(alternative, "source"), pieces(entry.english))
        _fill(_sub(alternative, "target"), pieces(entry.text))


def _fill(parent, cut: Iterable[Piece]) -> None:
    """The pieces as words, `ph` and `g` elements."""
    last = None
    for n, piece in enumerate(cut, 1):
        if piece.kind == "words":
            if last is None:
                parent.text = (parent.text or "") + piece.text
            else:
                last.tail = (last.tail or "") + piece.text
        elif piece.kind == "placeholder":
            last = _sub(parent, "ph", id=str(n), **{"equiv-text": piece.code})
            last.text = piece.code
        else:
            last = _sub(parent, "g", id=str(n), ctype="x-term", **{"equiv-text": piece.code})
            last.text = piece.text


@dataclass(frozen=True, slots=True)
class _Unit:
    source: str
    target: str
    reviewed: bool


def from_xliff(data: bytes, name: str, english: Mapping[str, Message]) -> Incoming:
    """The translations of an XLIFF file; units that are stale or unknown are told and not taken."""
    rows, language = [], ""
    for file in _parse(data, name).iter(f"{{{NS}}}file"):
        language = file.get("target-language", language)
        for unit in file.iter(f"{{{NS}}}trans-unit"):
            said = _read(unit)
            rows.append(Row(unit.get("id", ""), said.source, said.target, said.reviewed))
    if not rows:
        raise UnusableInput(f"'{name}' holds no XLIFF 1.2 units", "Export again and give the agency that file.")
    return Incoming.sorted_out(language, rows, english)


def _parse(data: bytes, name: str):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnusableInput(f"'{name}' is no XLIFF file: {error}", "Ask the agency for XLIFF 1.2.") from None


def _read(unit) -> _Unit:
    source, target = unit.find(f"{{{NS}}}source"), unit.find(f"{{{NS}}}target")
    state = target.get("state", "") if target is not None else ""
    return _Unit(_message(source), _message(target), state in REVIEWED or unit.get("approved") == "yes")


def _message(element) -> str:
    """The message of a source or target element; segmentation marks of a CAT tool are passed through."""
    return "" if element is None else whole(_pieces(element))


def _pieces(element) -> Iterable[Piece]:
    if element.text:
        yield Piece("words", element.text)
    for child in element:
        tag = etree.QName(child).localname
        if tag == "ph":
            code = child.get("equiv-text") or "".join(child.itertext())
            yield Piece("placeholder", code, code)
        elif tag == "g" and child.get("ctype") == "x-term":
            yield Piece("term", "".join(child.itertext()), child.get("equiv-text", ""))
        else:
            yield from _pieces(child)
        if child.tail:
            yield Piece("words", child.tail)
