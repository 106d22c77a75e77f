"""Printed copies of a redline: a legislative marking with its key, the clean text, or the text as adopted. Knows no arguments."""

from __future__ import annotations

import re

from generator.desk import Desk
from generator.errors import Fault, Refusal, did_you_mean
from generator.language import ENGLISH, load_language
from generator.negotiation.redlining import Between, language_of_new
from generator.negotiation.sides import draft_side, file_side, is_file
from generator.ooxml import styles
from generator.ooxml.amendatory import MARKINGS, amendatory_copy, clean_copy
from generator.ooxml.amendatory_key import Key
from generator.ooxml.names import qn
from generator.ooxml.reading import Package, open_package
from generator.ooxml.resolve import has_tracked_changes, reject_all
from generator.ooxml.wml import TBL, VAL, P, descend
from generator.readers.word import find_manifest

COPIES = ("style", "clean", "as-adopted")
_KINDS = ("deleted", "added")
_PIECE = re.compile(r"\x02(deleted|added)\x03([^\x02]*)\x02end\x03")


def printed(desk: Desk, found: Between, marking: str, lines: bool = True) -> bytes:
    """The redline as a printed copy: a legislative marking, or `clean`, the new text alone.

    The key to the marks is in the language of the new text where that is known, else in English.
    """
    package = open_package(found.redlined.data, "the redline")
    if marking == "clean":
        return clean_copy(package).to_bytes()
    if marking not in MARKINGS:
        raise Refusal(f"no marking is called '{marking}'", did_you_mean(marking, (*MARKINGS, *COPIES), "markings"))
    package = package.copy()
    _take_off_summary(package)
    return amendatory_copy(package, MARKINGS[marking], key_to(desk, marking, language_of_new(desk, found)), lines).to_bytes()


def key_to(desk: Desk, marking: str, language: str) -> Key:
    """The key to a marking in a language; in English where the language lacks a word of it."""
    english, own = load_language(ENGLISH, desk.locales()), load_language(language, desk.locales())
    names = (f"printed_{marking.replace('-', '_')}", "printed_own_brackets")
    said = [own.find(f"frame:{name}", english.frame[name]) for name in names]
    if None in said:
        own, said = english, [english.frame[name] for name in names]
    sentence = said[0].format(**{name: f"\x02{name}\x03" for name in (*_KINDS, "end")})
    words = _PIECE.split(sentence)  # plain words, then kind, its words and plain words in turn
    parts = [("", words[0])]
    for kind, marked, after in zip(words[1::3], words[2::3], words[3::3], strict=True):
        parts += [(kind, marked), ("", after)]
    return Key(tuple(part for part in parts if part[1]), said[1], own.tag, own.direction == "rtl")


def as_adopted(desk: Desk, reference: str, instrument: str = "", existing: str | None = None) -> bytes:
    """The instrument as it is adopted: a profile's final; a file with all changes made, its notes, marks and summary taken off.

    Raises Refusal while a blank remains, and where a file has tracked changes that nobody said to accept.
    """
    if not is_file(reference):
        return draft_side(desk, reference, instrument, final=True).data
    side = file_side(reference)
    package = open_package(side.data, side.name)
    if has_tracked_changes(package) and existing is None:
        raise Refusal(f"{side.name} carries tracked changes.", "Say what they mean: --existing accept or --existing reject.")
    package = clean_copy(reject_all(package) if existing == "reject" else package)
    _refuse_blanks(package, side.name)
    _take_off_draft(package)
    return package.to_bytes()


def _refuse_blanks(package: Package, name: str) -> None:
    root = package.root(package.document())
    summary = set(_summaries(package))
    blanks = []
    for style in root.iter(qn("w:rStyle")):
        if style.get(VAL) == styles.BLANK and not any(a in summary for a in style.iterancestors(TBL)):
            run = style.getparent().getparent()
            blanks.append("".join(t.text or "" for t in run.iter(qn("w:t"))))
    if blanks:
        raise Refusal(
            Fault(f"{name}: a blank remains: {words}", "Fill it in, or draft the final from the profile.")
            for words in dict.fromkeys(filter(None, blanks))
        )


def _summaries(package: Package) -> list:
    """The framed summary page of a draft."""
    manifest = find_manifest(package)
    marks = {e.bookmark for e in manifest.entries if e.block == "notice.draft"} if manifest else set()
    return [
        t
        for t in package.root(package.document()).iter(TBL)
        if (b := next(t.iter(qn("w:bookmarkStart")), None)) is not None and b.get(qn("w:name")) in marks
    ]


def _take_off_summary(package: Package) -> None:
    """No summary page: neither its frame, nor the thin paragraph after it, nor the page break before what follows."""
    for table in _summaries(package):
        after = table.getnext()
        table.getparent().remove(table)
        if after is not None and after.tag == P and not "".join(t.text or "" for t in after.iter(qn("w:t"))):
            spacer, after = after, after.getnext()
            spacer.getparent().remove(spacer)
        for mark in list(after.iter(qn("w:pageBreakBefore"))) if after is not None else ():
            mark.getparent().remove(mark)


def _take_off_draft(package: Package) -> None:
    """No summary page, no draft mark on any page."""
    _take_off_summary(package)
    for part in package.stories()[1:]:
        for paragraph in descend(package.root(part), P):
            style = next(paragraph.iter(qn("w:pStyle")), None)
            if style is not None and style.get(VAL) == styles.DRAFT_MARK:
                siblings = [c for c in paragraph.getparent() if c.tag == P]
                if len(siblings) > 1:
                    paragraph.getparent().remove(paragraph)
                else:
                    for run in list(paragraph.iter(qn("w:r"))):
                        run.getparent().remove(run)
