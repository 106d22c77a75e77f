"""An edited file reviewed against its baseline. Knows no arguments."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator import sources
from generator.desk import Desk
from generator.language import Language, load_language
from generator.language.glossary import load_glossary
from generator.negotiation.sides import Side, as_it_was_drafted, draft_side, file_side, is_file, language_of, refuse_columns
from generator.ooxml.reading import Package, open_package
from generator.ooxml.returned import Returned
from generator.ooxml.wml import P, T
from generator.readers.word import read_word
from generator.review.edit_report import as_data, as_text, report_document
from generator.review.edits import Review, review
from generator.review.substance_abroad import watch
from generator.writers import writer

@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review, and what it was made from."""

    review: Review
    baseline: Side
    before: Returned
    after: Returned
    language: Language


def review_file(desk: Desk, edited: str, against: str, instrument: str = "", language: str = "") -> Reviewed:
    """The review of an edited Word file against a profile (drafted again as the file was) or another Word file.

    `language` is that of the file where it does not say so itself.
    """
    side = file_side(edited)
    after = read_word(side.data, side.name)
    spoken = load_language(language or language_of(desk, after.manifest.language if after.manifest else ""), desk.locales())
    refuse_columns(desk, side, after.manifest, against)
    if is_file(against):
        baseline = file_side(against)
    elif instrument or after.manifest is None:
        baseline = draft_side(desk, against, instrument, language=spoken.id)
    else:
        baseline = as_it_was_drafted(desk, against, after.manifest)
    before = read_word(baseline.data, baseline.name)
    if spoken.english:
        found = review(before, after, {name: d.id for d in desk.library.definitions.values() for name in d.names()})
    else:
        found = review(before, after, watch=watch(_bans(desk, spoken), spoken.letters, spoken.denials))
    notes = (*_of_headers(side, baseline), *_of_another_place(after, before), *_of_another_library(after, before), *_of_another_language(spoken), *found.notes)
    return Reviewed(replace(found, notes=notes), baseline, before, after, spoken)


def _bans(desk: Desk, language: Language) -> tuple[str, ...]:
    """The ways in which a language says must not and may not, by the glossary."""
    return tuple(way for term in load_glossary(desk.locales()) if term.key in ("must_not", "may_not") for way in term.ways(language.id))


def _of_headers(side: Side, baseline: Side) -> Iterator[str]:
    """Headers and footers that say something else, numbers of pages aside: nothing but this is told of them."""
    now, was = (_headers(open_package(one.data, one.name)) for one in (side, baseline))
    if now != was:
        gone, come = (", ".join(f"“{text}”" for text in sorted(texts)) for texts in (was - now, now - was))
        told = f"{gone} is now {come}" if gone and come else f"{gone} was deleted" if gone else f"{come} was added"
        yield f"The headers and footers were changed, which is not reviewed further: {told}."


def _headers(package: Package) -> Counter[str]:
    main = package.document()
    parts = [link.target for link in package.links(main).values() if link.kind in ("header", "footer") and package.has(link.target)]
    texts = (" ".join("".join(t.text or "" for t in p.iter(T)).split()) for part in parts for p in package.read(part).iter(P))
    return Counter(re.sub(r"\d+", "#", text) for text in texts if text)


def _of_another_place(after: Returned, before: Returned) -> Iterator[str]:
    """A draft of one town beside that of another: the towns' own names and law read as edits."""
    was, now = after.manifest, before.manifest
    if was and now and was.place and now.place and was.place != now.place:
        yield f"The file was drafted for {was.place}, the baseline for {now.place}: what is the towns' own reads as an edit."


def _of_another_language(language: Language) -> Iterator[str]:
    """What a review of a translation can and cannot tell."""
    if not language.english:
        yield (
            f"The file is in {language.english_name}. Of changes in law only numbers and the words that forbid or deny were compared; "
            "the rules that read English were not asked, and terms were not looked up. Where the translation and the English "
            "differ, the English controls: an edit that is meant must be made there."
        )


def _of_another_library(after: Returned, before: Returned) -> Iterator[str]:
    """A draft of an older library: what the library changed since would be taken for the editor's doing."""
    was, now = after.manifest, before.manifest
    if was is None or now is None:
        return
    for what, old, new in (("library", was.library_version, now.library_version), ("law files", was.law_date, now.law_date)):
        if old and new and old != new:
            yield (
                f"The file was drafted with the {what} of {old}, the baseline with that of {new}: some changes may be its own. "
                "Give the draft that was sent out after --against to see the editor's alone."
            )


def report(reviewed: Reviewed, fmt: str) -> bytes:
    """The review as text, json, html or docx."""
    if fmt == "json":
        return (json.dumps(as_data(reviewed.review), ensure_ascii=False, indent=2) + "\n").encode()
    if fmt == "text":
        return as_text(reviewed.review).encode()
    record = load_language("en", sources.shipped("locales")).record()
    tag = "" if reviewed.language.english else reviewed.language.tag
    return writer(fmt).write(report_document(reviewed.review, record, tag=tag)).data
