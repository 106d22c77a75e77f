"""The notice on a translated document that nobody, or not everybody, has reviewed it. Knows no clause."""

from __future__ import annotations

from dataclasses import replace

from generator.document import Document, Foreign, Inlines, Notice, Paragraph, Text
from generator.drafting.settle import ENGLISH_TAG, check_complete, clean, settle
from generator.language import Language


def translation_notice(document: Document, language: Language, english: Language) -> Notice | None:
    """The notice in the document's language and in English; None in English, and once every string is reviewed."""
    use = language.use
    if language.english or use is None or use.reviewed():
        return None
    own, in_english = zip(*_lines(language, english), strict=True)
    names = f"{language.name} · {language.english_name}"
    version = _both("translation_version", language, english, version=document.properties.library_version,
                    as_of=document.properties.law_date)
    blocks = (
        Paragraph("translation.own", (Text(f"{names}. {language.list.space.join((*own, version[0]))}"),)),
        Paragraph("translation.en", _english(" ".join((*in_english, version[1]))), "small"),
    )
    heading = (Text(f"{language.words('translation_heading')} · "), *_english(english.words("translation_heading")))
    return Notice("translation", "translation", heading, blocks)


def _lines(language: Language, english: Language):
    """The sentences, each in both languages."""
    yield language.words("translation_draft", tongue=language.name), english.words(
        "translation_draft", tongue=language.english_name)
    if reviewers := _reviewers(language):
        reviewed = sum(state == "reviewed" for state in language.use.states.values())
        yield _both("translation_partly", language, english, reviewed=reviewed, total=len(language.use.states),
                    names=language.parted(reviewers))
    if language.use.lacking:
        lacking = len(language.use.lacking)
        yield tuple(tongue.words("translation_incomplete", n=lacking, mark=clean(tongue.words("untranslated")))
                    for tongue in (language, english))
    yield _both("translation_controls", language, english)


def _both(key: str, language: Language, english: Language, **values: object) -> tuple[str, str]:
    return language.words(key, **values), english.words(key, **values)


def _reviewers(language: Language) -> list[str]:
    """Who has reviewed strings of this document, each with the qualification."""
    found = {}
    for key, state in language.use.states.items():
        if state == "reviewed":
            record = language.catalogue.ledger[key]
            for reader in (record, record.get("second") or {}):
                if reader.get("by"):
                    found[f"{reader['by']} ({reader.get('qualification', '')})"] = True
    return sorted(found)


def _english(words: str) -> Inlines:
    return (Foreign(ENGLISH_TAG, (Text(words),)),)


def finished(document: Document, language: Language, partial: bool = False) -> Document:
    """A document in its language, ready for the writers: English marked, the notice before it.

    Raises Refusal where strings are untranslated, unless `partial` allows them. English documents are as they were.
    """
    if language.english:
        return document
    document = settle(document, language)
    notice = translation_notice(document, language, language.in_english())
    check_complete(language, partial)
    if notice is None:
        return document
    return replace(document, blocks=(settle(notice, language), *document.blocks))
