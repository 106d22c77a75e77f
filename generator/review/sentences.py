"""A paragraph cut into sentences, and the sentences of two paragraphs paired. It knows no law and no document."""

from __future__ import annotations

import re

from generator.alignment import Line, align
from generator.difference import similarity, tokens, words

_END = re.compile(r"[.?!][”\"’)\]]*(?=\s+[“\"(\[]?[A-Z§0-9])")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|Sec|Secs|Art|Ch|Pub|Stat|St|Mr|Mrs|Ms|Dr|Inc|Co|Jr|Sr|v|vs|cf|et al|al|e\.g|i\.e|Rev|Ann|Comp|Laws"
    r"|Code|Const|Reg|Fed|Supp|Cir|App|Div|art|arts|sec|secs|ch|para|paras|amend|cl|pt|Amend|Hon|Gov|Sgt|Lt|Capt|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept|Sep|Oct|Nov|Dec)|\b(?:[A-Z]\.)+[A-Z])\.$"
)

_LEAST_ALIKE = 0.8  # how much of one sentence cut in two must be left

SentencePair = tuple[str, str]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; abbreviations (U.S.C., No., Pub.) end none."""
    found, start = [], 0
    for match in _END.finditer(text):
        if _NO_END.search(text[start : match.start() + 1]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def sentence_pairs(before: str, after: str) -> list[SentencePair]:
    """The sentences of two forms of a paragraph side by side; an empty string where one side has no counterpart."""
    old, new = sentences(before), sentences(after)
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    pairs = align([_line(s) for s in old], [_line(s) for s in new], 0.4)
    return _rejoined([("" if i is None else old[i], "" if j is None else new[j]) for i, j in pairs])


def _rejoined(pairs: list[SentencePair]) -> list[SentencePair]:
    """The pairs, where one sentence was cut in two or two became one with both halves on one side."""
    found: list[SentencePair] = []
    for pair in pairs:
        last = found[-1] if found else ("", "")
        both = tuple(" ".join(filter(None, halves)) for halves in zip(last, pair, strict=True))
        lone = last if not all(last) else pair
        if found and all(both) and all(last) != all(pair) and _alike(both) > _LEAST_ALIKE and _alike(both) > _alike(
                pair if lone is last else last):
            found[-1] = both
        else:
            found.append(pair)
    return found


def _alike(pair: SentencePair) -> float:
    return similarity(*(words(side.casefold()) for side in pair))


def _line(sentence: str) -> Line:
    return Line(tuple(tokens(sentence)), words(sentence.casefold()))
