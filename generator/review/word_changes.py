"""What words an edit put in place of others inside a sentence: actors, scope, limits, order in time, exceptions from within.

It reads one pair of sentences and knows no paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from generator.difference import differences, tokens
from generator.review.finding import GRAVE, MINOR, SERIOUS, Row
from generator.review.law_words import ACTORS, FORBID, WEAK_PAPERS, duties, negations


def changed_words(old: str, new: str, lead: str = "") -> Iterator[Row]:
    """The findings on words of a sentence; `lead` is the chapeau that it completes."""
    changes = list(_changes(old, new))
    yield from _actor(old, new, changes)
    yield from _quantifier(changes)
    yield from _conjunction(changes)
    yield from _alternative(old, new)
    yield from _limit(old, new)
    yield from _order(changes)
    yield from _reach(old, new)
    yield from _inside_exceptions(old, new, changes)
    yield from _shorter_list(old, lead, changes)


@dataclass(frozen=True, slots=True)
class _Change:
    """Words that gave way to others (one side may be empty), and the offset at which they stand in either sentence."""

    gone: str
    come: str
    old_at: int
    new_at: int


def _changes(old: str, new: str) -> Iterator[_Change]:
    a, b = tokens(old), tokens(new)
    starts = [[0, *accumulate(map(len, side))] for side in (a, b)]
    for span in differences(a, b):
        if not span.same:
            gone, come = "".join(a[span.old_start : span.old_end]), "".join(b[span.new_start : span.new_end])
            yield _Change(gone.strip(), come.strip(), starts[0][span.old_start], starts[1][span.new_start])


# --------------------------------------------------------------------------------------------------------------
# Actors


def _actor(old: str, new: str, changes: list[_Change]) -> Iterator[Row]:
    told = False
    for a, b in zip(duties(old), duties(new), strict=False):
        if a.actor and b.actor and not _same_actor(a.actor, b.actor) and _names_actor(a.actor) and _names_actor(b.actor):
            if f"by the {a.actor}" in new.casefold() or f"by a {a.actor}" in new.casefold() or f"by an {a.actor}" in new.casefold():
                continue
            told = True
            yield "actor", SERIOUS, f"“{a.actor}” became “{b.actor}”: another is bound"
    if told:
        return
    for change in changes:
        a, b = ACTORS.search(change.gone), ACTORS.search(change.come)
        if a and b and not any(_same_actor(*(x.casefold() for x in pair)) for pair in ((a.group(), b.group()), (change.gone, change.come))):
            yield "actor", SERIOUS, f"“{change.gone}” became “{change.come}”"


_PREDICATE = re.compile(r"\b(?:do|does|is|are|has|have)\b")


def _names_actor(subject: str) -> bool:
    return bool(subject) and len(subject.split()) <= 12 and not _PREDICATE.search(subject)


_PRONOUNS = frozenset(("it", "they", "he", "she", "that", "which", "who"))
_PLACE_KINDS = frozenset("of the city town township village borough county".split())


def _same_actor(a: str, b: str) -> bool:
    if {a, b} & _PRONOUNS or set(a.split()) - _PLACE_KINDS == set(b.split()) - _PLACE_KINDS:
        return True
    singular = [re.sub(r"(?:ies|y)\b", "i", re.sub(r"(?<=\w\w)s\b", "", re.sub(r"ies\b", "y", x))) for x in (a, b)]
    return singular[0] == singular[1]


# --------------------------------------------------------------------------------------------------------------
# Scope

_WHOLE = {"any", "all", "each", "every", "no"}
_PART = {"some", "certain", "most", "many", "designated", "selected", "several", "specified", "covered"}


def _quantifier(changes: list[_Change]) -> Iterator[Row]:
    for change in changes:
        gone, come = change.gone, change.come
        a, b = {w.casefold() for w in gone.split()}, {w.casefold() for w in come.split()}
        if a & _WHOLE and b & _PART and not b & _WHOLE:
            yield "scope narrowed", SERIOUS, f"“{gone}” became “{come}”"
        elif a & _PART and b & _WHOLE and not a & _WHOLE:
            yield "scope widened", MINOR, f"“{gone}” became “{come}”"
        elif a == {"any"} and b == {"all"}:
            yield "scope narrowed", SERIOUS, f"“{gone}” became “{come}”: one is no longer enough"


def _conjunction(changes: list[_Change]) -> Iterator[Row]:
    for change in changes:
        if {change.gone.casefold(), change.come.casefold()} == {"and", "or"}:
            yield "and/or", SERIOUS, f"“{change.gone}” became “{change.come}”"


def _alternative(old: str, new: str) -> Iterator[Row]:
    """A weaker paper, or any other thing, set beside a judge's warrant as good enough."""
    more = Counter(m.group().casefold() for m in WEAK_PAPERS.finditer(new)) - Counter(
        m.group().casefold() for m in WEAK_PAPERS.finditer(old)
    )
    for said in more:
        if re.search(
            rf"\bor\s+(?:\w+\s+){{0,3}}{re.escape(said)}|{re.escape(said)}(?:\s+\w+){{0,3}}\s+or\b", new, re.IGNORECASE
        ) and ("judicial warrant" in new.casefold() or "court order" in new.casefold()):
            yield "guard weakened", GRAVE, f"“{said}” now stands beside a judge's paper"


_LISTED = re.compile(r"^(?:,|;|and\b|or\b)|(?:,|;|\band|\bor)$", re.IGNORECASE)
_JOINED = re.compile(r"(?:of|in|on|to|for|at|by|with|without|from|under|because|that|who|which|if|when)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")


def _shorter_list(old: str, lead: str, changes: list[_Change]) -> Iterator[Row]:
    """A thing that was taken out of what is forbidden."""
    if not any(d.force == FORBID for d in duties(f"{lead} {old}")):
        return
    excepted = _reaches(old)
    for change in changes:
        if _JOINED.match(change.gone) or any(start <= change.old_at <= end for start, end in excepted):
            continue
        if change.gone and not _WORD.search(change.come) and not _OPENS.search(change.gone) and _LISTED.search(change.gone) and _WORD.search(
                re.sub(r"\b(?:and|or)\b", "", change.gone)):
            yield "scope narrowed", SERIOUS, f"“{change.gone.strip(' ,;')}” is no longer named in what is forbidden"


_LIMIT = re.compile(r"\b(?:only|solely|exclusively)\b", re.IGNORECASE)
_HEDGED = re.compile(
    r"\b(?:not|never)\s+(?:be\s+)?(?:(?:the|an?)\s+)?(?:sole(?:ly)?|only(?=\s+\w+\s*[.,;]?\s*(?:for|of|to)\b)|by\s+itself|in\s+itself"
    r"|alone|necessarily|needlessly|unduly|unreasonably|unnecessarily|fully|always|simply|merely)\b", re.IGNORECASE)


def _limit(old: str, new: str) -> Iterator[Row]:
    """A limiting word that was lost, and a "not" that now reaches less."""
    hedged = list((Counter(_said(_HEDGED, new)) - Counter(_said(_HEDGED, old))).elements())
    for said in hedged:
        yield "negation weakened", GRAVE, f"“{said}” forbids or denies less than a plain “not”"
    was, now = list(_LIMIT.finditer(old)), len(_LIMIT.findall(new))
    if len(was) > now:
        before = duties(old[: was[-1].start()])
        if not (before and before[-1].force == FORBID):  # else the ban reaches more
            yield "limit lost", SERIOUS, f"“{was[-1].group()}” was lost"


def _said(pattern: re.Pattern, sentence: str) -> list[str]:
    return [m.group().casefold() for m in pattern.finditer(sentence)]


_REACH = re.compile(
    r"\b(?:this|that)\s+(?:chapter|section|subsection|paragraph|ordinance|article|order|resolution|part|title|policy|provision)\b", re.IGNORECASE)


def _reach(old: str, new: str) -> Iterator[Row]:
    """How much of the instrument a sentence speaks of."""
    a, b = _said(_REACH, old), _said(_REACH, new)
    for gone, come in zip((Counter(a) - Counter(b)).elements(), (Counter(b) - Counter(a)).elements(), strict=False):
        yield "reach", SERIOUS, f"“{gone}” became “{come}”"


# --------------------------------------------------------------------------------------------------------------
# Order and measure

_OPPOSITES = tuple(frozenset(pair.split("/")) for pair in (
    "before/after", "less/more", "fewer/more", "earlier/later", "lower/higher", "least/most", "smaller/larger", "first/last",
    "minimum/maximum", "majority/third", "majority/thirds", "majority/quarter", "majority/half", "include/exclude", "includes/excludes", "civil/criminal",
    "public/closed", "with/without"))


def _order(changes: list[_Change]) -> Iterator[Row]:
    """A word that became its opposite."""
    for change in changes:
        a, b = ({w.casefold() for w in _WORD.findall(x)} for x in (change.gone, change.come))
        if any(len(pair & a) == len(pair & b) == 1 and pair & a != pair & b for pair in _OPPOSITES):
            yield "turned round", SERIOUS, f"“{change.gone}” became “{change.come}”"


# --------------------------------------------------------------------------------------------------------------
# Exceptions, changed from within

_OPENS = re.compile(r"\b(?:unless|except(?!ion)|other\s+than|does\s+not\s+(?:restrict|apply\s+to|prohibit|limit)|provided\s+that|only\s+(?:if|when|for|to|as))\b",
                    re.IGNORECASE)
_CLOSES = re.compile(r"[,;:.](?=\s|$)")
_LIGHT = frozenset("a an the this that of in to for by with as is are be it its their from at on".split())


def _reaches(sentence: str) -> list[tuple[int, int]]:
    """Where the exceptions of a sentence begin and end."""
    found = []
    for match in _OPENS.finditer(sentence):
        end = _CLOSES.search(sentence, match.end())
        found.append((match.end(), end.start() + 1 if end else len(sentence)))
    return found


def opens_list(lead: str) -> bool:
    """Whether a chapeau begins a list of what a rule leaves open: the items of an exception, or all that is allowed."""
    plain = lead.rstrip(" :")
    return any(end >= len(plain) for _, end in _reaches(plain)) or re.search(r"\b(?:only|except)$", plain, re.IGNORECASE) is not None


def _inside_exceptions(old: str, new: str, changes: list[_Change]) -> Iterator[Row]:
    """Words that came into an exception that stood there, or took the place of its own."""
    whole = bool(negations(new)) or bool(duties(new))
    before, after = _reaches(old), _reaches(new)
    if not whole or len(before) != len(after):
        return  # an exception that came or went is told as such
    for change in changes:
        inside = any(start <= change.new_at <= end for start, end in after) and any(start <= change.old_at <= end for start, end in before)
        if not inside or not _content(change.come) or _OPENS.search(change.come) or _OPENS.search(change.gone):
            continue
        if not _content(change.gone):
            opens = re.search(r"\bor\b", change.come, re.IGNORECASE) or re.search(r"\bor$", new[: change.new_at].rstrip(), re.IGNORECASE)
            if opens:
                yield "exception widened", GRAVE, f"“{change.come}” came into an exception"
        elif _content(change.gone) != _content(change.come):
            yield "exception changed", SERIOUS, f"in an exception “{change.gone}” became “{change.come}”"


def _content(words: str) -> set[str]:
    """The words that carry something, in the singular."""
    return {w.casefold().removesuffix("s") for w in _WORD.findall(words)} - _LIGHT - {"and", "or", "must", "shall"}
