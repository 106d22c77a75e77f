"""A paragraph cut into sentences, and the sentences of two paragraphs paired. It knows no law and no document."""

from __future__ import annotations

import re

from generator.alignment import Line, align
from generator.difference import tokens, words

_END = re.compile(r"[.?!][”\"’)\]]*(?=\s+[“\"(\[]?[A-Z§0-9])")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|Sec|Secs|Art|Ch|Pub|Stat|St|Mr|Mrs|Ms|Dr|Inc|Co|Jr|Sr|v|vs|cf|et al|al|e\.g|i\.e|Rev|Ann|Comp|Laws"
    r"|Code|Const|Reg|Fed|Supp|Cir|App|Div)|\b(?:[A-Z]\.)+[A-Z])\.$"
)

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
    return [("" if i is None else old[i], "" if j is None else new[j]) for i, j in pairs]


def _line(sentence: str) -> Line:
    return Line(tuple(tokens(sentence)), words(sentence.casefold()))
