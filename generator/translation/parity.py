"""What can be checked of a translation without knowing the language: values, marks, numbers, citations, terms, letters.

No check finds every lost “not”: what must never be inverted needs a second reader. Knows no PO file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.language import Language, bare, fields, formless, forms, marks
from generator.language.glossary import DUTIES, Term, called_for, says
from generator.translation.incoming import BIDI
from generator.translation.messages import Message
from generator.translation.status import state_of

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
CITED = re.compile(
    r"\d+ U\.S\.C\.[^,;.]*?§+ ?[\w().-]*[\w)]|N\.J\.S\.A\. \d[\w:.-]*\w|MCL \d[\w.]*\w|Forms? [A-Z]+-\d+\w*|\bI-\d{3}\w?"
    r"|P\.L\.\s?\d{4}, ?c\.\s?\d+|\(\d{3}\) \d{3}-\d{4}|https?://\S+")
ACRONYM = re.compile(r"\b(?:ICE|CBP|USCIS|DHS|NCIC|FBI|U\.S\.C\.)\b")
SCRIPTS = {
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"), "arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"), "hangul": re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"),
    "gujarati": re.compile(r"[\u0a80-\u0aff]"), "bengali": re.compile(r"[\u0980-\u09ff]"),
    "devanagari": re.compile(r"[\u0900-\u097f]"),
}
DIGITS = {ord(c): str(unicodedata.digit(c)) for c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯૦૧૨૩૪૫૬૭૮૯"}
DUTY = re.compile(r"(?<!\d )\b(must not|may not|must|may)\b(?! \d)", re.IGNORECASE)  # but not the month
NO_ONE = re.compile(r"\b(?:no|neither|nobody|none)\b[^.;:?]*\Z", re.IGNORECASE)  # “no agent may” is a ban
LEAST_SHARE = 0.6
SAME_WORDS = 4  # English of so many words is not the same in another language by chance
WRITTEN_NUMBERS = {  # English words that other languages write in digits: Article 4, 3月31日
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third", "fourth",
    "fifth", "tenth", "fourteenth", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that looks wrong with a translation."""

    key: str
    check: str
    problem: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One string with its translation."""

    message: Message
    text: str
    language: Language
    glossary: tuple[Term, ...]


def check_language(language: Language, messages: Iterable[Message], glossary: tuple[Term, ...]) -> Iterator[Finding]:
    """Every finding on the translations of a language that stand for the present English."""
    for message in messages:
        if state_of(message, language) in ("draft", "reviewed"):
            text = language.catalogue.entries[message.key].text
            yield from check_pair(Pair(message, text, language, glossary))


def check_pair(pair: Pair) -> Iterator[Finding]:
    """The findings on one translation."""
    for name, check in CHECKS.items():
        for problem in check(pair):
            yield Finding(pair.message.key, name, problem)


def _values(pair: Pair) -> Iterator[str]:
    """The same values on both sides, and only forms that the language has."""
    yield from _differing(Counter(fields(pair.message.english)), Counter(fields(pair.text)), "{{{}}}")
    for form in forms(pair.text):
        if form not in pair.language.forms:
            yield f"the form :{form} is not one of this language ({', '.join(pair.language.forms) or 'none'})"
    for asked in formless(pair.text, sheet=pair.message.key.startswith("outreach:")):
        yield f"{{{asked}}} asks for a form of a value that has none: what stands before it would be lost"
    if pair.text.count("{") != pair.text.count("}"):
        yield "a brace is open"


def _marks(pair: Pair) -> Iterator[str]:
    """The same terms, references and citations on both sides."""
    yield from _differing(Counter(marks(pair.message.english)), Counter(marks(pair.text)), "[[{}]]")
    if pair.text.count("[[") != pair.text.count("]]"):
        yield "double square brackets are open"


def _differing(english: Counter, own: Counter, shown: str) -> Iterator[str]:
    """A value may stand more often than in English, for sentences are turned around; none may be lost or new."""
    for name in english.keys() - own.keys():
        yield f"{shown.format(name)} is missing"
    for name in own.keys() - english.keys():
        yield f"{shown.format(name)} is not in the English"


def _numbers(pair: Pair) -> Iterator[str]:
    """Each number of the English, in digits 0 to 9."""
    if pair.text.translate(DIGITS) != pair.text:
        yield "digits other than 0 to 9"
    english, own = (Counter(NUMBER.findall(bare(t).translate(DIGITS))) for t in (pair.message.english, pair.text))
    for number in english.keys() - own.keys():
        yield f"the number {number} is missing"
    for number in own.keys() - english.keys():
        if not WRITTEN_NUMBERS & set(re.findall(r"[a-z]+", pair.message.english.casefold())):
            yield f"the number {number} is not in the English"


def _citations(pair: Pair) -> Iterator[str]:
    """Citations, form numbers, telephones and acronyms letter by letter."""
    for pattern in (CITED, ACRONYM):
        for cited in dict.fromkeys(pattern.findall(bare(pair.message.english))):
            if cited not in pair.text:
                yield f"'{cited}' is missing"


def _terms(pair: Pair) -> Iterator[str]:
    """The words of the glossary."""
    words = bare(pair.text)
    for term in called_for(pair.glossary, bare(pair.message.english)):
        ways = term.ways(pair.language.id)
        if ways and not any(says(words, way, pair.language.letters) for way in ways):
            yield f"'{term.english}' is said otherwise than in the glossary ({' / '.join(ways)})"


def _duties(pair: Pair) -> Iterator[str]:
    """must, must not, may: each with one of the words that the glossary has for it."""
    english = bare(pair.message.english)
    wanted: dict[str, set[str]] = {}  # a duty, and by which words of the glossary it may be said
    for found in DUTY.finditer(english):
        duty = found[1].lower().replace(" ", "_")
        banned = duty == "may" and NO_ONE.search(english, 0, found.start())
        wanted.setdefault(duty, set()).update((duty, "may_not") if banned else (duty,))
    by_key = {term.key: term for term in pair.glossary if term.key in DUTIES}
    for duty, said_as in sorted(wanted.items()):
        ways = [way for one in said_as if one in by_key for way in by_key[one].ways(pair.language.id)]
        text = f" {bare(pair.text).casefold()} "
        if ways and not any(way.casefold() in text for way in ways):
            yield f"the English says '{duty.replace('_', ' ')}', and none of its words stands here"


def _letters(pair: Pair) -> Iterator[str]:
    """Most letters are those of the language's script (finds English that was left in)."""
    if pair.language.letters == "latin":
        return
    words = ACRONYM.sub("", CITED.sub("", bare(pair.text)))
    words = re.sub(r"[（(\[“][A-Za-z .,'’&-]+[）)\]”]", "", words)
    letters = [c for c in words if c.isalpha()]
    own = sum(bool(SCRIPTS[pair.language.letters].match(c)) for c in letters)
    if len(letters) >= 8 and own < LEAST_SHARE * len(letters):
        yield f"{own} of {len(letters)} letters are in the script of the language"


def _characters(pair: Pair) -> Iterator[str]:
    """Composed characters, no marks of direction, no English left as it was, quotation marks of the language."""
    if unicodedata.normalize("NFC", pair.text) != pair.text:
        yield "characters are not composed (NFC)"
    if BIDI.search(pair.text):
        yield "a mark of direction was typed; the program sets them"
    if pair.text == pair.message.english and sum(w.strip("(){};:,.").isalpha() for w in bare(pair.text).split()) >= SAME_WORDS:
        yield "the same as the English"
    if pair.text.count("“") != pair.text.count("”") and pair.language.quotes.open == "“":
        yield "quotation marks do not close"


def _edges(pair: Pair) -> Iterator[str]:
    """The spaces at the ends, and the sign that introduces a list."""
    english, own = pair.message.english, pair.text
    if english[-1:].isspace() and not own[-1:].isspace() and ord(own[-1]) < 0x3000:
        yield "the space at the end is missing"
    if english.rstrip().endswith(":") and not own.rstrip().endswith((":", "：")):
        yield "the colon at the end is missing"


CHECKS: dict[str, Callable[[Pair], Iterator[str]]] = {
    "values": _values, "marks": _marks, "numbers": _numbers, "citations": _citations, "terms": _terms, "duties": _duties,
    "letters": _letters, "characters": _characters, "edges": _edges,
}
