"""What an edit of a translation may have changed in law: its numbers, and how often its words forbid. Knows no language.

The words come from the glossary of the language. It parses no sentence: a change without a finding is to be read all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from generator.review.finding import GRAVE, SERIOUS, Finding

NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
WITHOUT_SPACES = ("han", "hangul")  # scripts in which a word may stand behind another

Watch = Callable[[str, str], tuple[Finding, ...]]


def watch(bans: Iterable[str], letters: str, denials: Iterable[str] = ()) -> Watch:
    """A rule over the text before and after: numbers that changed (serious), a ban or a denial that went or came (grave).

    `bans` are the ways in which the language says must not, `denials` its words for not, no, never; `letters` is its script, as
    language.yml names it.
    """
    pattern = _pattern(bans, letters)
    denied = _pattern(denials, letters, whole=True)

    def found(before: str, after: str) -> tuple[Finding, ...]:
        if before == after:
            return ()
        plain = (before, after) if pattern is None else tuple(pattern.sub(" ", side) for side in (before, after))
        return (*_came_or_went(pattern, before, after, "ban", "a word that forbids"),
                *(Finding(f.kind, f.gravity, f.what, before, after) for f in _came_or_went(denied, *plain, "denial", "a word that denies")),
                *_numbers(before, after))

    return found


def _pattern(bans: Iterable[str], letters: str, whole: bool = False) -> re.Pattern[str] | None:
    """The words, the longest first; in Arabic script only whole ones (“and” is written on to them), elsewhere whatever begins so,
    or, with `whole`, whole ones too."""
    ways = sorted({re.escape(ban.strip()) for ban in bans if ban.strip()}, key=len, reverse=True)
    if not ways:
        return None
    start = "" if letters in WITHOUT_SPACES else r"(?<!\w)[وف]?" if letters == "arabic" else r"(?<!\w)"
    end = r"(?!\w)" if letters == "arabic" or (whole and letters not in WITHOUT_SPACES) else ""
    return re.compile(f"{start}(?:{'|'.join(ways)}){end}", re.IGNORECASE)


def _came_or_went(pattern: re.Pattern[str] | None, before: str, after: str, kind: str, what: str) -> Iterable[Finding]:
    if pattern is None:
        return
    was, now = len(pattern.findall(before)), len(pattern.findall(after))
    if now < was:
        yield Finding(kind, GRAVE, f"{what} is gone", before, after)
    elif now > was:
        yield Finding(kind, GRAVE, f"{what} has come", before, after)


def _numbers(before: str, after: str) -> Iterable[Finding]:
    was, now = Counter(NUMBER.findall(before)), Counter(NUMBER.findall(after))
    gone, come = sorted((was - now).elements()), sorted((now - was).elements())
    if gone or come:
        what = f"numbers: {', '.join(gone) or 'none'} became {', '.join(come) or 'none'}"
        yield Finding("number", SERIOUS, what, before, after)
