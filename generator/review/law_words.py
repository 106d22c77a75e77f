"""What in an English sentence carries the law: duties, negations, exceptions, quantities, actors, guards, citations.

Each reader takes a sentence and returns what it says in one form, so that two ways to say the same compare equal.
It compares nothing and knows no document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FORBID, REQUIRE, PERMIT, ADVISE = "forbid", "require", "permit", "advise"


@dataclass(frozen=True, slots=True)
class Duty:
    """A word of authority: what it does (forbid, require, permit, advise), the words, who is bound, and the word that follows."""

    force: str
    words: str
    actor: str
    verb: str = ""


_DUTY = re.compile(
    r"\b(?:(?P<forbid>(?:must|shall|may|can|will)\s+(?:not|never)|cannot|(?:is|are)\s+(?:prohibited|"
    r"forbidden|barred)(?=\s+from|\s+to)"
    r"|(?:is|are)\s+not\s+(?:allowed|permitted|authorized)(?=\s+to))"
    r"|(?P<advise>should(?:\s+not)?|need\s+not|(?:is|are)\s+(?:encouraged|urged|advised|requested)(?=\s+to)"
    r"|(?:is|are)\s+not\s+required(?=\s+to))"
    r"|(?P<permit>may|can|(?:is|are)\s+(?:permitted|authorized|allowed)(?=\s+to)|has\s+discretion(?=\s+to))"
    r"|(?P<require>must|shall|(?:is|are)\s+(?:required|directed|ordered|obliged)(?=\s+to)|has\s+a\s+duty(?=\s+to)))\b"
)
_VERB = re.compile(r"\s+(?:to\s+)?(\w+)")
_MONTH_MAY = re.compile(r"\bMay(?=\s+\d)")
_CLAUSE_START = re.compile(r"[,;:.]|\b(?:that|who|which|and|or|if|unless|when|where|because|but|before|after|until|while)\b")
_NONE_SUBJECT = re.compile(r"^(?:no|neither|nobody|none)\b", re.IGNORECASE)
_ARTICLES = re.compile(r"\b(?:a|an|the|each|every|any|no|all|this|neither)\b", re.IGNORECASE)


def duties(sentence: str) -> list[Duty]:
    """The words of authority of a sentence in order. "No officer may" forbids, as "an officer must not" does."""
    text = _MONTH_MAY.sub("xxx", sentence)
    found = []
    for match in _DUTY.finditer(text):
        force = next(name for name, value in match.groupdict().items() if value)
        subject = _subject(text[: match.start()])
        if _NONE_SUBJECT.match(subject) and force in (PERMIT, REQUIRE):
            force = FORBID
        verb = _VERB.match(text, match.end())
        found.append(Duty(force, match.group(), _bare(subject), verb[1].casefold() if verb else ""))
    return found


def _subject(before: str) -> str:
    """The words between the beginning of the clause and its word of authority."""
    starts = [m.end() for m in _CLAUSE_START.finditer(before)]
    subject = before[starts[-1] :].strip() if starts else before.strip()
    return subject or (before[starts[-2] :].strip(" ,;:") if len(starts) > 1 else "")


def _bare(subject: str) -> str:
    return " ".join(_ARTICLES.sub(" ", subject).casefold().split())


# --------------------------------------------------------------------------------------------------------------
# Negations

_NOT_A_NEGATION = re.compile(
    r"\b(?:not|no)\s+(?:later|less|more|fewer|sooner|earlier|greater|longer)\s+than\b|"
    r"\bwhether\s+or\s+not\b|\bnot\s+only\b|\bNo\.\s*\d"
    r"|\bnot\s+limited\s+to\b|\bno\s+matter\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|neither|none|nothing|nobody|without|cannot|(?:fail|refus|declin|omit)\w*(?=\s+to\b))\b", re.IGNORECASE)


def negations(sentence: str) -> list[str]:
    """The negations of a sentence outside its words of authority, in lower case."""
    text = _MONTH_MAY.sub("xxx", _NOT_A_NEGATION.sub(" ", sentence))
    held = [m.span() for m in _DUTY.finditer(text)]
    out = []
    for match in _NEGATION.finditer(text):
        if any(a <= match.start() < b for a, b in held):
            continue
        rest = text[match.end() :]
        duty = _DUTY.search(rest)
        if (
            match.group().casefold() in ("no", "neither", "nobody", "none")
            and duty
            and not _CLAUSE_START.search(rest[: duty.start()])
        ):
            continue  # counted as a duty that forbids
        out.append(match.group().casefold())
    return out


# --------------------------------------------------------------------------------------------------------------
# Exceptions and softenings: what opens a door in a rule

EXCEPTIONS: dict[str, str] = {
    "to the extent": (
        r"to\s+the\s+(?:\w+\s+)?extent\s+(?:practicable|feasible|possible|reasonable|that|permitted|allowed|"
        r"required)?"
    ),
    "where practicable": (
        r"(?:where|when|if|as|whenever|wherever)\s+(?:reasonably\s+)?(?:practicable|feasible|possible|"
        r"appropriate|necessary|warranted|convenient|available)"
    ),
    "unless": r"unless|except\s+(?:when|if|where|as|in\s+case)",
    "except": r"except(?:ing)?(?!ion)(?!\s+(?:when|if|where|as|in\s+case))|with\s+the\s+exception\s+of",
    "subject to": r"(?<!is\s)(?<!are\s)(?<!not\s)subject\s+to(?!\s+(?:an?|the)\s+(?:immigration\s+)?detainer)",
    "notwithstanding": r"notwithstanding",
    "provided that": r"provided\s*,?\s*(?:however\s*,?\s*)?that|provided\s*,\s*however",
    "other than": r"other\s+than",
    "does not apply": r"(?:does|do|shall|will)\s+not\s+apply|is\s+exempt|are\s+exempt",
    "nothing in this": r"nothing\s+in\s+this\s+\w+\s+(?:prohibits?|restricts?|limits?|prevents?|requires?|affects?|applies|shall|may|is)",
    "however": r"however",
    "discretion": (
        r"(?:in|at|within)\s+(?:(?:its|the|his|her|their)\s+)?(?:\w+[’']s\s+|\w+\s+\w+[’']s\s+)?(?:sole\s+)?discretion|in\s+the\s+(?:judgment|"
        r"opinion)\s+of|as\s+(?:determined|deemed|considered)\b[^,;.]{0,30}\bby|(?:deems?|considers?|"
        r"sees?)\s+(?:it\s+)?(?:fit|necessary|appropriate|proper)"
    ),
    "as resources allow": (
        r"(?:as|if|when)\s+(?:funds|resources|funding|staff)\s+(?:allow|permit|are\s+available)|"
        r"within\s+(?:available|existing)\s+(?:resources|appropriations|funds)|subject\s+to\s+appropriation"
    ),
    "exigent circumstances": (
        r"exigen\w+|emergenc(?:y|ies)|public\s+safety\s+(?:need|reason|concern|requires)|good\s+cause|"
        r"legitimate\s+(?:law\s+enforcement\s+)?(?:purpose|reason|need)"
    ),
    "as needed": r"as\s+needed|as\s+may\s+be\s+(?:needed|necessary|appropriate)",
}
SOFTENINGS: dict[str, str] = {
    "an effort in place of a result": (
        r"(?:reasonable|best|good[- ]faith|all)\s+efforts?|(?:seeks?|strives?|endeavou?rs?|attempts?|tr(?:y|"
        r"ies)|aims?|works?)\s+to\b|makes?\s+(?:an\s+)?efforts?"
    ),
    "a state of mind": r"knowing(?:ly)?|intentional(?:ly)?|wil+ful(?:ly)?|deliberate(?:ly)?|purposely|reckless(?:ly)?|in\s+bad\s+faith",
    "a word that leaves room": (
        r"generally|ordinarily|normally|typically|usually|primarily|solely|substantially|reasonably|routinely"
    ),
    "to consider in place of to do": (
        r"considers?\s+whether|take\s+into\s+(?:account|consideration)|give\s+(?:due\s+)?consideration"
    ),
}
_EXCEPTIONS = {name: re.compile(rf"\b(?:{pattern})(?:\b|(?<=\s))", re.IGNORECASE) for name, pattern in EXCEPTIONS.items()}
_SOFTENINGS = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in SOFTENINGS.items()}


def exceptions(sentence: str) -> list[tuple[str, str]]:
    """Name and words of every phrase that opens an exception."""
    return _named(_EXCEPTIONS, sentence)


def softenings(sentence: str) -> list[tuple[str, str]]:
    """Name and words of every phrase that softens a rule without an exception."""
    return _named(_SOFTENINGS, sentence)


def _named(table: dict[str, re.Pattern], sentence: str) -> list[tuple[str, str]]:
    return [(name, match.group().strip()) for name, pattern in table.items() for match in pattern.finditer(sentence)]


# --------------------------------------------------------------------------------------------------------------
# Guards: what protects a person, and what keeps the instrument lawful

GUARDS: dict[str, tuple[str, bool]] = {  # name: pattern, whether its loss is grave
    "judicial warrant": (
        r"judicial\s+warrants?|warrants?\s+(?:that\s+is\s+)?(?:issued|signed)\s+by\s+a\s+(?:\w+\s+)?(?:judge|magistrate|court)",
        True,
    ),
    "a judge": (r"(?:judge|magistrate)s?", True),
    "court order": (r"court\s+orders?|orders?\s+of\s+a\s+court", True),
    "probable cause": (r"probable\s+cause", True),
    "the federal information-sharing law": (r"(?:§+\s*)?(?:1373|1644)", True),
    "appeal": (r"appeal(?:s|ed|ing)?", True),
    "consent": (r"consent(?:s|ed|ing)?", True),
    "hearing": (r"hearings?", True),
    "counsel": (r"(?:legal\s+)?(?<!Corporation\s)(?<!City\s)(?<!Town\s)(?<!Township\s)(?<!Village\s)(?<!Borough\s)(?<!County\s)counsel|lawyers?|right\s+to\s+an\s+attorney", True),
    "remedy in court": (r"civil\s+actions?|private\s+right\s+of\s+action|may\s+sue|injunctive\s+relief", True),
    "no retaliation": (r"retaliat\w+", True),
    "in writing": (r"in\s+writing|written", False),
    "notice": (r"notices?|notif(?:y|ies|ied|ication)|inform(?:s|ed)?", False),
    "interpreter": (r"interpret(?:er|ers|ation)|translat\w+", False),
    "confidentiality": (r"confidential(?:ity|ly)?", False),
    "report": (r"reports?(?:ing)?", False),
    "complaint": (r"complain(?:t|ts|ed)?", False),
    "independence": (r"independent(?:ly)?", False),
    "in public": (r"public\s+(?:meeting|hearing|session|vote|record)s?|in\s+public|publicly", False),
    "publication": (r"publish\w*|publication|post(?:s|ed|ing)?(?=\s+(?:it|them|the|on|online)\b)", False),
    "reasons": (r"reasons?(?=\s+(?:for|in|why|therefor)\b)|with\s+(?:its\s+|the\s+)?reasons|stat\w+\s+(?:its\s+|the\s+)?reasons?", False),
    "free of charge": (r"free(?:\s+of\s+charge)?(?=\s+(?:of|interpret\w*|translat\w*|cop\w+))|(?:at\s+no|without)\s+(?:cost|charge|a\s+fee)", False),
    "the person's language": (r"in\s+a\s+language\s+(?:that|which)|(?:primary|own|preferred)\s+language", False),
    "equal treatment": (r"discriminat\w+|without\s+regard\s+to|equal(?:ly)?", False),
}
_GUARDS = {name: re.compile(rf"(?<!\w)(?:{pattern})\b", re.IGNORECASE) for name, (pattern, _) in GUARDS.items()}
WEAK_PAPERS = re.compile(
    r"\b(?:administrative\s+warrants?|(?:civil\s+)?immigration\s+(?:detainers?|warrants?)|detainers?|form\s+I-?2\d\d\w?|"
    r"request(?:s)?\s+(?:from|of|by)\s+(?:an?\s+|the\s+)?(?:immigration|federal)|subpoenas?)\b",
    re.IGNORECASE,
)


def guards(text: str) -> dict[str, list[str]]:
    """The guards of a text: name -> the words of each occurrence."""
    found = {name: [m.group() for m in pattern.finditer(text)] for name, pattern in _GUARDS.items()}
    return {name: hits for name, hits in found.items() if hits}


# --------------------------------------------------------------------------------------------------------------
# Actors

ACTORS = re.compile(
    r"\b(?:(?:[A-Z][\w’'-]*\s+)+of\s+(?:the\s+)?[A-Z]\w+|(?:[A-Z][\w’'-]*\s+)*(?:Chief|Mayor|Manager|Clerk|Attorney|Council|Board|"
    r"Commission|Committee|Director|Sheriff|Superintendent|Coordinator|Administrator|Auditor|Monitor|Department|Commissioner|"
    r"Executive|Treasurer|Prosecutor|Judge|Officer))\b|\b(?:agenc(?:y|ies)|agents?|officers?|employees?|officials?|contractors?|"
    r"departments?|court|police|sheriff|mayor|council|board|clerk|judge|commission)\b"
)
