"""What an edit of a definition did: narrowed it, widened it, or changed it. It knows no other sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.difference import differences, tokens, words
from generator.review.finding import GRAVE, SERIOUS, Row

_MEANS = re.compile(r"\b(means|includes|mean|include|does not include|do not include)\b")
LEAVES_OUT = re.compile(r"\b(?:do|does)\s+not\s+(?:include|mean|cover)\b|\bis\s+not\s+an?\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the)(?:\s+|$)", re.IGNORECASE)
_LISTED = re.compile(r"^(?:,|;|\band\b|\bor\b|including\b)", re.IGNORECASE)
_NARROWS = re.compile(
    r"\b(?:only|solely|that|which|who|whose|when|while|if|sworn|full-time|paid|acting|expressly|directly|"
    r"except|unless|other than|not)\b",
    re.IGNORECASE,
)


def defines(sentence: str) -> bool:
    """Whether a sentence defines a term."""
    return bool(re.match(r"^[“\"][^”\"]+[”\"][^.]{0,40}\b(?:means|includes)\b", sentence))


def redefined(old: str, new: str) -> Iterator[Row]:
    """What changed in a sentence of a definition."""
    a, b = _MEANS.findall(old), _MEANS.findall(new)
    if a[:1] == ["includes"] and b[:1] == ["means"]:
        yield "definition narrowed", GRAVE, "“includes” became “means”: the list is now complete"
    elif a[:1] == ["means"] and b[:1] == ["includes"]:
        yield "definition widened", SERIOUS, "“means” became “includes”: the list is now open"
    elif len(b) > len(a) and any("not" in x for x in b[len(a) :]):
        yield "definition narrowed", GRAVE, "the definition now leaves something out"
    old_words, new_words = tokens(old), tokens(new)
    for span in differences(old_words, new_words):
        gone = "".join(old_words[span.old_start : span.old_end]).strip()
        come = "".join(new_words[span.new_start : span.new_end]).strip()
        if span.same or not _weighs(gone, come):
            continue
        side, start = (new_words, span.new_start) if come else (old_words, span.old_start)
        yield _redefined(gone, come, out=LEAVES_OUT.search("".join(side[:start])) is not None)


def _weighs(gone: str, come: str) -> bool:
    """Whether words changed, not only signs, articles or a word of duty."""
    light = {"a", "an", "the", "must", "shall", "means", "includes"}
    was, now = ({w.casefold() for w in words(x) if w[0].isalnum()} - light for x in (gone, come))
    return was != now and (was | now) - {"and", "or"} != set()


def _redefined(gone: str, come: str, out: bool) -> Row:
    """The finding on words that gave way to others; `out` says that they stand in what the definition leaves out."""
    gone, come = _ARTICLE.sub("", gone), _ARTICLE.sub("", come)
    if gone and come:
        return "definition changed", SERIOUS, f"in the definition “{gone}” became “{come}”"
    said = gone or come
    restricts = (bool(_NARROWS.search(said)) and not _LISTED.match(said) or _is_adjective(said)) != out
    if come:
        return (
            ("definition narrowed", SERIOUS, f"the definition was narrowed: “{come}” was added")
            if restricts
            else ("definition widened", SERIOUS, f"the definition was widened: “{come}” was added")
        )
    return (
        ("definition widened", SERIOUS, f"the definition was widened: “{gone}” was deleted")
        if restricts
        else ("definition narrowed", SERIOUS, f"the definition was narrowed: “{gone}” was deleted")
    )


def _is_adjective(said: str) -> bool:
    """One word put before a noun narrows it ("municipal agency")."""
    return len(said.split()) == 1 and said.isalpha()
