"""A message cut into words and marks, and back: what an exchange file protects from a translator's hand. Knows no XML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

CUT = re.compile(r"\{[A-Za-z_][\w.]*(?::[a-z]+)?\}|\[\[(?P<term>[^\[\]|]*)(?:\|(?P<shown>[^\[\]]*))?\]\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words (`kind` words), a value or mark to keep (placeholder), or a term with the words that show it (term).

    `code` is what stands in the catalogue: the whole mark, or the term's English name.
    """

    kind: str
    text: str
    code: str = ""


def pieces(message: str) -> Iterable[Piece]:
    """The pieces of a message in order."""
    at = 0
    for found in CUT.finditer(message):
        if found.start() > at:
            yield Piece("words", message[at:found.start()])
        at = found.end()
        term = found["term"]
        if term is None or ":" in term:
            yield Piece("placeholder", found[0], found[0])
        else:
            yield Piece("term", found["shown"] or term, term)
    if at < len(message):
        yield Piece("words", message[at:])


def whole(cut: Iterable[Piece]) -> str:
    """The message of its pieces; a term shown otherwise than it is named keeps both."""
    out = []
    for piece in cut:
        if piece.kind == "term":
            out.append(f"[[{piece.code}]]" if piece.text == piece.code else f"[[{piece.code}|{piece.text}]]")
        else:
            out.append(piece.code or piece.text)
    return "".join(out)
