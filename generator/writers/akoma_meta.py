"""The metadata of an Akoma Ntoso file: work, expression and manifestation, without any person, and what its words refer to.

No date of this document is known to the writer: FRBRdate is the date of the law it was drafted under (name "law").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from generator.document import Blank, Document, Title, inline_text, label, plain, walk
from generator.writers.akoma_ids import AKN

DC = "http://purl.org/dc/terms/"
NO_DATE = "0001-01-01"  # cobalt's date for "not known"
PROGRAM = "ordinance"

#: ISO 639-2 codes, which the naming convention asks for, of the languages that have a two-letter tag
LANGUAGES = {
    "en": "eng",
    "es": "spa",
    "ar": "ara",
    "zh": "zho",
    "ht": "hat",
    "pt": "por",
    "ko": "kor",
    "gu": "guj",
    "bn": "ben",
    "hi": "hin",
    "pl": "pol",
    "tl": "tgl",
    "ur": "urd",
    "vi": "vie",
    "ru": "rus",
    "fr": "fra",
    "it": "ita",
    "uk": "ukr",
    "te": "tel",
    "sq": "sqi",
    "ja": "jpn",
    "fa": "fas",
    "he": "heb",
    "pa": "pan",
    "ps": "pus",
    "de": "deu",
    "so": "som",
    "sw": "swa",
    "am": "amh",
    "ne": "nep",
    "my": "mya",
    "km": "khm",
    "th": "tha",
    "tr": "tur",
    "el": "ell",
    "ro": "ron",
    "hy": "hye",
    "ku": "kur",
}


def slug(words: str) -> str:
    """Words as one part of an address."""
    return re.sub(r"[^\w]+", "-", words.lower()).strip("-")


def language_code(tag: str) -> str:
    """The three-letter code of a language tag ("spa" of "es-US"); a tag of three letters is its own."""
    first = tag.partition("-")[0].lower()
    return LANGUAGES.get(first, first if len(first) == 3 else "und")


def law_date(document: Document) -> str:
    """The date of the law as a whole date: 2026-03 counts from its first day."""
    given = document.properties.law_date
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", given):
        return NO_DATE
    return (given + "-01-01")[:10] if len(given) < 10 else given


def number_of(document: Document) -> str:
    """What stands for the number in addresses: the number, or the title while the number is a blank."""
    title = next((b for b in document.blocks if isinstance(b, Title)), None)
    if title and title.number and not any(isinstance(n, Blank) for n in walk(title.number)):
        return slug(plain(title.number)) or slug(document.title)
    return slug(document.title) or "untitled"


def government(document: Document) -> str:
    """The name of the government, or the place's id where the document has no title block."""
    title = next((b for b in document.blocks if isinstance(b, Title)), None)
    words = "".join(inline_text(i, document.language) for i in title.government) if title else ""
    return words or document.place


def meta(document: Document, kind: str, terms: Mapping[str, str], laws: Mapping[str, str], notes: list) -> etree._Element:
    """The meta element. `terms` are keys and words, `laws` eIds and citations, `notes` ready note elements."""
    root = etree.Element(f"{{{AKN}}}meta", nsmap={None: AKN})
    _identification(root, document, kind)
    references = _add(root, "references", source=f"#{PROGRAM}")
    _add(
        references,
        "TLCOrganization",
        eId="place",
        href=f"/ontology/organization/us/{slug(document.place)}",
        showAs=government(document),
    )
    _add(
        references,
        "TLCOrganization",
        eId=PROGRAM,
        href=f"/ontology/organization/{PROGRAM}",
        showAs=label(document.language, "comment_author"),
    )
    for key, words in terms.items():
        _add(
            references,
            "TLCTerm",
            eId=f"term-{slug(key)}",
            href=f"/ontology/term/us/{slug(document.place)}/{slug(key)}",
            showAs=words,
        )
    for eid, words in laws.items():
        _add(references, "TLCReference", eId=eid, name="citation", href=f"/ontology/law/us/{slug(words)}", showAs=words)
    if notes:
        _add(root, "notes", source=f"#{PROGRAM}").extend(notes)
    _rights(root, document)
    return root


def _identification(root, document: Document, kind: str) -> None:
    """Work, expression and manifestation."""
    date, code = law_date(document), language_code(document.language.tag)
    uri = f"/akn/us/{kind}/{slug(document.kind)}/{slug(document.place)}/{date}/{number_of(document)}"
    spoken = f"{uri}/{code}@{date}"
    identification = _add(root, "identification", source=f"#{PROGRAM}")
    work = _level(identification, "FRBRWork", f"{uri}/!main", uri, date, "#place", document.title)
    _add(work, "FRBRcountry", value="us")
    _add(work, "FRBRsubtype", value=slug(document.kind))
    _add(work, "FRBRnumber", value=number_of(document))
    _add(work, "FRBRname", value=document.title)
    _add(work, "FRBRprescriptive", value="false")
    _add(work, "FRBRauthoritative", value="false")
    expression = _level(identification, "FRBRExpression", f"{spoken}/!main", spoken, date, "#place")
    _add(expression, "FRBRlanguage", language=code)
    manifestation = _level(identification, "FRBRManifestation", f"{spoken}/!main.xml", f"{spoken}.xml", date, f"#{PROGRAM}")
    _add(manifestation, "FRBRformat", value="application/akn+xml")


def _level(parent, name: str, this: str, uri: str, date: str, author: str, title: str = "") -> etree._Element:
    """One FRBR level with what all of them have."""
    level = _add(parent, name)
    _add(level, "FRBRthis", value=this)
    _add(level, "FRBRuri", value=uri)
    if title:
        _add(level, "FRBRalias", value=title, name="title")
    _add(level, "FRBRdate", date=date, name="law")
    _add(level, "FRBRauthor", href=author)
    return level


def _rights(root, document: Document) -> None:
    """Licence and version of the library, in Dublin Core."""
    given = {"license": document.properties.licence, "hasVersion": document.properties.library_version}
    if any(given.values()):
        own = _add(root, "proprietary", source=f"#{PROGRAM}")
        for key, words in given.items():
            if words:
                etree.SubElement(own, f"{{{DC}}}{key}", nsmap={"dcterms": DC}).text = words


def _add(parent, kind: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{AKN}}}{kind}", attributes)
