"""The figures of an English sentence: quantities with their units, thresholds, frequencies, citations. It compares nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = {
    w: str(n)
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split()
    )
}
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_POWERS = {"hundred": 100, "thousand": 1000}
_NUMBER_WORD = "|".join([*_TENS, *_POWERS, *sorted(_WORDS, key=len, reverse=True)])
_NUMBER = rf"(?:\$\s?)?\d[\d,]*(?:\.\d+)?%?|(?:{_NUMBER_WORD})(?:(?:[- ]|\s+and\s+)(?:{_NUMBER_WORD})\b)*"
_UNIT = (
    r"(?:(?:business|working|calendar|consecutive)\s+)?(?:hours?|days?|weeks?|months?|years?|minutes?)|percent|per\s+cent|dollars|"
    r"members?|meetings?|copies|languages|times?|votes?|persons?|people|employees|miles|feet|pages"
)
_QUANTITY = re.compile(
    rf"(?<![\w.§-])(?P<number>{_NUMBER})(?:\s*\((?P<again>\$?[\d,]+%?)\))?(?:[\s-]+(?P<unit>{_UNIT}))?(?![\w-])", re.IGNORECASE
)
_TIME = re.compile(r"hour|day|week|month|year|minute")

# Phrases with numbers in them that are no quantity, and citations, are taken out before quantities are read.
CITATION = re.compile(
    r"\b\d+\s+(?:USC|CFR)\s*(?:§+\s*)?\d[\w.:–-]*(?:\([0-9A-Za-z]{1,5}\))*|"
    r"\b\d+\s+(?:[A-Z]\.\s?){2,}(?:\s?(?:§+|[Ss]ec(?:tion|\.)|[Pp]art)\s?)?[\d][\w.:–-]*(?:\([0-9A-Za-z]{1,5}\))*"
    r"|\b(?:[A-Z]\.\s?){2,}[A-Z]?[A-Za-z.]*\s*(?:§+\s?)?\d[\w.:–-]*(?:\([0-9A-Za-z]{1,5}\))*"
    r"|§+\s?[\w][\w.:–-]*(?:\([0-9A-Za-z]{1,5}\))*"
    r"|\bPub(?:lic|\.)\s+L(?:aw|\.)\s+(?:No\.\s+)?\d[\d–-]*"
    r"|\b(?:AG\s+)?(?:Directive|Executive\s+Order|Ordinance|Resolution|Order)\s+(?:No\.\s*)?\d[\d–-]*"
    r"|\b[AS]\d{3,5}(?:/[AS]\d{3,5})?\b"
)
REFERENCE = re.compile(
    r"\b(?:[Ss]ections?|[Ss]ubsections?|[Pp]aragraphs?|[Ss]ubparagraphs?|[Cc]lauses?|[Cc]hapters?|[Aa]rticles?|[Tt]itles?)\s+"
    r"(?:\d[\w.–-]*|[IVX]+\b|(?=\())(?:\([0-9A-Za-z]{1,5}\))*"
)
_PLACE_OF_ZERO = re.compile(r"\b(?:one\s+of|one\s+or\s+more|the\s+one|no\s+one|anyone|one\s+another|one’s)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: its number as digits, its unit in the singular, the words; `is_time` for days, hours and their like."""

    number: str
    unit: str
    words: str

    @property
    def is_time(self) -> bool:
        """Whether the unit is a stretch of time."""
        return bool(_TIME.search(self.unit))

    def key(self) -> tuple[str, str]:
        """What two quantities are compared by: "thirty (30) days" and "30 days" are the same."""
        return self.number, self.unit


def citations(sentence: str) -> list[str]:
    """The citations of law in a sentence, spaces and dashes made alike."""
    return [_plain(m.group()) for m in CITATION.finditer(sentence)]


def same_citation(citation: str) -> str:
    """What two citations are compared by: "8 U.S.C. § 1373" and "8 USC 1373" are the same."""
    return re.sub(r"[.\s§]|sec(?:tion)?", "", citation, flags=re.IGNORECASE).casefold()


def references(sentence: str) -> list[str]:
    """The references to sections and their subdivisions that are typed or printed in a sentence."""
    return [_plain(m.group()) for m in REFERENCE.finditer(CITATION.sub(" ", sentence))]


def _plain(words: str) -> str:
    return re.sub(r"[–‑‐]", "-", " ".join(words.replace("\u00a0", " ").split())).rstrip(".,;:")


def quantities(sentence: str) -> list[Quantity]:
    """The quantities of a sentence in order, without the numbers of citations and references."""
    text = CITATION.sub(" ¤ ", sentence.replace("\u00a0", " "))
    text = _PLACE_OF_ZERO.sub(" ¤ ", REFERENCE.sub(" ¤ ", text))
    out = []
    for match in _QUANTITY.finditer(text):
        unit = _singular(match["unit"] or "")
        number = _digits(match["number"])
        if not unit and match["number"].casefold() == "one":
            continue
        if "$" in match["number"] or unit == "dollar":
            unit = "dollar"
        if match["number"].endswith("%") or unit in ("percent", "per cent"):
            unit = "percent"
        out.append(Quantity(number, unit, match.group().strip()))
    return out


def _singular(unit: str) -> str:
    unit = " ".join(unit.casefold().split())
    return {"people": "person", "feet": "foot", "copies": "copy"}.get(unit, unit.removesuffix("s"))


_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def _digits(number: str) -> str:
    plain = number.casefold().strip("$% ").removeprefix("$").strip().rstrip(",")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if plain and plain[0].isdigit():
        return plain.rstrip(".")
    total = part = 0
    for word in re.split(r"[-\s]+", plain):
        if word in _POWERS:
            part = max(part, 1) * _POWERS[word]
            if word == "thousand":
                total, part = total + part, 0
        else:
            part += int(_WORDS[word]) if word in _WORDS else _TENS.get(word, 0)
    return str(total + part)


# --------------------------------------------------------------------------------------------------------------
# Thresholds, frequencies, words of time

_BOUNDS = {
    "at least": r"at\s+least|(?:not|no)\s+(?:less|fewer)\s+than|a\s+minimum\s+of|or\s+more",
    "at most": (
        r"at\s+most|(?:not|no)\s+more\s+than|up\s+to|a\s+maximum\s+of|not\s+to\s+exceed|not\s+exceed(?:ing)?|"
        r"or\s+(?:less|fewer)"
    ),
    "more than": rf"(?<!no\s)(?<!not\s)more\s+than|exceed(?:s|ing)|in\s+excess\s+of|older\s+than|over(?=\s+(?:[$\d]|(?:{_NUMBER_WORD})\b))",
    "less than": rf"(?<!no\s)(?<!not\s)(?:less|fewer)\s+than|younger\s+than|under(?=\s+(?:[$\d]|(?:{_NUMBER_WORD})\b))",
}
_BOUND = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _BOUNDS.items()}
_WINDOW = {
    "within": re.compile(rf"\bwithin(?=\s+(?:\d|(?:{_NUMBER_WORD})\b))|\b(?:not|no)\s+later\s+than\b", re.IGNORECASE),
    "not before": re.compile(r"\b(?:not|no)\s+(?:earlier|sooner)\s+than\b", re.IGNORECASE),
}
_FREQUENCIES = {
    "day": r"daily|every\s+day|each\s+day|once\s+a\s+day",
    "week": r"weekly|(?:every|each)\s+week|once\s+a\s+week",
    "month": r"monthly|(?:every|each)\s+month|once\s+a\s+month",
    "quarter": r"quarterly|(?:every|each)\s+(?:quarter|three\s+months)|four\s+times\s+a\s+year",
    "half a year": r"semi-?annual(?:ly)?|twice\s+a\s+year|(?:every|each)\s+six\s+months",
    "year": r"annual(?:ly)?|yearly|(?:every|each)\s+(?:calendar\s+|fiscal\s+)?year|once\s+a\s+year",
    "two years": r"biennial(?:ly)?|every\s+(?:two|other)\s+years?",
}
_FREQUENCY = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _FREQUENCIES.items()}
_PROMPT = re.compile(r"\b(?:immediately|promptly|at\s+once|without\s+delay|as\s+soon\s+as|forthwith)\b", re.IGNORECASE)
_SLOW = re.compile(
    r"\b(?:within\s+a\s+reasonable\s+(?:time|period)|in\s+due\s+course|from\s+time\s+to\s+time|"
    r"periodically|in\s+a\s+timely\s+manner)\b",
    re.IGNORECASE,
)


def bounds(sentence: str) -> list[str]:
    """The thresholds of a sentence by name (at least, at most, more than, less than)."""
    return _found(_BOUND, CITATION.sub(" ¤ ", sentence))


def windows(sentence: str) -> list[str]:
    """On which side of a day something is due: within a time, or not before it has passed."""
    return _found(_WINDOW, sentence)


def frequencies(sentence: str) -> list[str]:
    """How often something is due."""
    return _found(_FREQUENCY, sentence)


def paces(sentence: str) -> list[str]:
    """Words of time without a number: prompt or open."""
    return ["at once"] * len(_PROMPT.findall(sentence)) + ["with no fixed time"] * len(_SLOW.findall(sentence))


def _found(table: dict[str, re.Pattern], sentence: str) -> list[str]:
    hits = sorted((m.start(), name) for name, pattern in table.items() for m in pattern.finditer(sentence))
    return [name for _, name in hits]
