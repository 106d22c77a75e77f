"""Word-level difference of two texts. Knows no format, document or law."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

# What ends a word. Everything else that is not white space belongs to one: letters of every script with their
# marks and joiners, so that no word of Arabic, Hindi or Thai is cut.
_PUNCTUATION = (
    r"!-/:-@\[-\^`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u060c\u061b\u061f\u06d4\u0964\u0965\u1360-\u1368\u104a\u104b\u17d4-\u17da"
    r"\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3001-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    "\ufffc\u2029"
)
_IDEOGRAPH = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\s{_PUNCTUATION}{_IDEOGRAPH}]"
_SUBDIVISIONS = r"(?:\([0-9A-Za-z]{1,5}\))*"
_NUMBER = rf"\d{_LETTER}*(?:[.,:/\-\u2010\u2011\u2013]\d{_LETTER}*)*%?{_SUBDIVISIONS}"
_TOKEN = re.compile(
    rf"(?:\d+\s(?:[A-Z]\.\s?){{2,}}(?:(?:§+|[Ss]ec(?:tion|\.))\s?)?{_NUMBER})"  # 8 U.S.C. § 1373(a), 8 C.F.R. 287.7
    rf"|(?:§+\s?{_LETTER}+(?:[.:\-\u2013]{_LETTER}+)*{_SUBDIVISIONS})"  # § 7284.6(a)(1)
    rf"|(?:[$€£]\s?{_NUMBER})|(?:{_NUMBER})"
    r"|(?:(?:[^\W\d_]\.){2,})"  # U.S., N.Y.
    rf"|(?:{_LETTER}+(?:['\u2019\u2010\u2011\-_]{_LETTER}+)*)"
    r"|\s+|."
    ,
    re.DOTALL,
)

# Words that carry the law are never swept into a change because their neighbours changed.
_GUARDS = frozenset("no not never nor may must shall unless except only without cannot and or if".split())
_SMALL = frozenset(
    "a an the of to in on at by for from with as is are was were be been it its this that these those he she they his "
    "her their which who whom such than then so into any all each upon under has have had do does".split()
)


def tokens(text: str) -> list[str]:
    """The text cut into words, numbers, citations, white space and signs; joined again they are the text."""
    return _TOKEN.findall(text)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch old[old_start:old_end] against new[new_start:new_end]; `same` when they are equal token by token."""

    same: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def differences(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
    """The smallest readable set of changes: spans in order that together cover both sequences.

    Tokens are strings (see `tokens`) or any other hashable for what is not text; those are never swept into a change.
    """
    if old == new:
        return [Span(True, 0, len(old), 0, len(new))] if old else []
    spans = _spans(_matches(old, new), len(old), len(new))
    spans = _without_confetti(spans, old)
    spans = _slide(spans, old, new)
    if _is_rewritten(spans, old, new):
        return _replaced(spans, old, new)
    return spans


def changed_length(spans: Sequence[Span], old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many characters the changes mark on both sides together."""
    return sum(_length(old[s.old_start:s.old_end]) + _length(new[s.new_start:s.new_end]) for s in spans if not s.same)


def similarity(old: Sequence[Hashable], new: Sequence[Hashable], at_least: float = 0.0) -> float:
    """How alike two token sequences are, from 0 to 1; 0 when less than `at_least`."""
    if not old and not new:
        return 1.0
    return Indel.normalized_similarity(old, new, score_cutoff=at_least)


def words(text: str) -> tuple[str, ...]:
    """The tokens of a text without its white space: what similarity is judged by."""
    return tuple(t for t in _TOKEN.findall(text) if not t.isspace())


# --------------------------------------------------------------------------------------------------------------
# Inside a text


def _matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of equal tokens, by the longest common subsequence of what is not white space, then the space between."""
    old_solid = [i for i, t in enumerate(old) if t != " " and not _is_space(t)]  # mostly it is one space
    new_solid = [j for j, t in enumerate(new) if t != " " and not _is_space(t)]
    pairs: list[tuple[int, int]] = []
    for op in Indel.opcodes([old[i] for i in old_solid], [new[j] for j in new_solid]):
        if op.tag == "equal":
            pairs.extend(zip(old_solid[op.src_start:op.src_end], new_solid[op.dest_start:op.dest_end], strict=True))
    matches: list[tuple[int, int]] = []
    i = j = 0
    for pair in [*pairs, (len(old), len(new))]:
        matches.extend(_shared_edges(old, new, i, pair[0], j, pair[1]))
        if pair[0] < len(old):
            matches.append(pair)
        i, j = pair[0] + 1, pair[1] + 1
    return matches


def _shared_edges(old, new, i: int, i_end: int, j: int, j_end: int) -> list[tuple[int, int]]:
    head: list[tuple[int, int]] = []
    while i < i_end and j < j_end and old[i] == new[j]:
        head.append((i, j))
        i, j = i + 1, j + 1
    tail: list[tuple[int, int]] = []
    while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
        tail.append((i_end, j_end))
    return head + tail[::-1]


def _spans(matches: list[tuple[int, int]], old_end: int, new_end: int) -> list[Span]:
    spans: list[Span] = []
    i = j = start = 0
    for at, (m, n) in enumerate([*matches, (old_end, new_end)]):
        if m > i or n > j or at == len(matches):
            if at > start:
                spans.append(Span(True, i - (at - start), i, j - (at - start), j))
            if m > i or n > j:
                spans.append(Span(False, i, m, j, n))
            start = at
        i, j = m + 1, n + 1
    return spans


def _without_confetti(spans: list[Span], old: Sequence[Hashable]) -> list[Span]:
    """Equal stretches of small words between two larger changes become part of one change."""
    joined = True
    while joined:
        joined = False
        for k in range(1, len(spans) - 1):
            left, middle, right = spans[k - 1:k + 2]
            if middle.same and _is_small(old[middle.old_start:middle.old_end], _size(left), _size(right)):
                one = Span(False, left.old_start, right.old_end, left.new_start, right.new_end)
                spans = [*spans[:k - 1], one, *spans[k + 2:]]
                joined = True
                break
    return spans


def _size(span: Span) -> int:
    return max(span.old_end - span.old_start, span.new_end - span.new_start)


def _is_small(stretch: Sequence[Hashable], left: int, right: int) -> bool:
    if not all(isinstance(t, str) for t in stretch):
        return False
    if all(t.isspace() for t in stretch):
        return True
    if len(stretch) > min(left, right):
        return False
    return all(_is_filler(t) for t in stretch)


@lru_cache(maxsize=8192)
def _is_filler(token: str) -> bool:
    plain = token.lower()
    return plain not in _GUARDS and (plain in _SMALL or not any(c.isalnum() for c in plain)) and "\u2029" not in token


def _slide(spans: list[Span], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
    """Pure insertions and deletions moved, where that changes nothing, to begin with a word and end with its space."""
    slid: list[Span] = []
    for k, span in enumerate(spans):
        if not span.same:
            step = _step(span, spans[k - 1] if k else None, spans[k + 1] if k + 1 < len(spans) else None, old, new)
            if slid and span.old_start + step <= slid[-1].old_end and span.new_start + step <= slid[-1].new_end:
                step = 0
            slid.append(_moved_by(span, step))
    return _completed(slid, len(old), len(new))


def _moved_by(span: Span, n: int) -> Span:
    return Span(span.same, span.old_start + n, span.old_end + n, span.new_start + n, span.new_end + n)


def _completed(changes: list[Span], old_end: int, new_end: int) -> list[Span]:
    """The changes with the equal stretches between them."""
    spans: list[Span] = []
    i = j = 0
    for change in [*changes, Span(False, old_end, old_end, new_end, new_end)]:
        if change.old_start > i:
            spans.append(Span(True, i, change.old_start, j, change.new_start))
        if change.old_end > change.old_start or change.new_end > change.new_start:
            spans.append(change)
        i, j = change.old_end, change.new_end
    return spans


def _step(span: Span, before: Span | None, after: Span | None, old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    if (span.old_end > span.old_start and span.new_end > span.new_start):
        return 0
    is_deletion = span.old_end > span.old_start
    side = old if is_deletion else new
    start, end = (span.old_start, span.old_end) if is_deletion else (span.new_start, span.new_end)
    left = before.old_end - before.old_start if before else 0
    right = after.old_end - after.old_start if after else 0
    steps = [0]
    while -steps[-1] < left and side[start + steps[-1] - 1] == side[end + steps[-1] - 1]:
        steps.append(steps[-1] - 1)
    at = 0
    while at < right and side[start + at] == side[end + at]:
        at += 1
        steps.append(at)
    return max(steps, key=lambda n: (_reads_well(side, start + n, end + n), -abs(n)))


def _reads_well(side: Sequence[Hashable], start: int, end: int) -> int:
    begins = start == 0 or _is_space(side[start - 1]) or side[start - 1] == "\u2029"
    return 2 * (begins and not _is_space(side[start])) + (_is_space(side[end - 1]) or end == len(side))


def _is_rewritten(spans: list[Span], old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    """Whether so little stays, in so many pieces, that the two texts read better one after the other."""
    changes = sum(not s.same for s in spans)
    if changes < 3:
        return False
    kept = sum(_weight(old[s.old_start:s.old_end]) for s in spans if s.same)
    if kept * 4 >= max(_length(old), _length(new)):  # which is at least as much as their weight
        return False
    whole = max(_weight(old), _weight(new))
    return kept * 4 < whole


def _weight(stretch: Sequence[Hashable]) -> int:
    return sum(len(t) if isinstance(t, str) else 8 for t in stretch
               if not isinstance(t, str) or not (t.isspace() or _is_filler(t)))


def _replaced(spans: list[Span], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
    """Everything between two things that are not text (they stay) as one change; equal ends stay equal."""
    keep: list[tuple[int, int]] = []
    for k, s in enumerate(spans):
        if not s.same:
            continue
        for n in range(s.old_end - s.old_start):
            token = old[s.old_start + n]
            if not isinstance(token, str) or "\u2029" in token or k in (0, len(spans) - 1):
                keep.append((s.old_start + n, s.new_start + n))
    return _spans(keep, len(old), len(new))


def _is_space(token: Hashable) -> bool:
    return isinstance(token, str) and token.isspace() and token != "\u2029"


def _length(stretch: Sequence[Hashable]) -> int:
    return sum(len(t) if isinstance(t, str) else 1 for t in stretch)
