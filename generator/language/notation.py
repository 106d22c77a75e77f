"""How a message of a clause stands in a catalogue: a value as {place.name}, marks as they are. Knows no file.

A clause writes `{{ place.name }}`; a translator sees and writes `{place.name}`, or `{place.name:of}` where the language
needs another form of the value. `[[term]]`, `[[term|shown]]`, `[[ref:…]]`, `[[cite:…]]` and `[[law:…]]` are the same on both
sides. This is the one place that turns one into the other.
"""

from __future__ import annotations

import re
import unicodedata

VALUE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
FIELD = re.compile(r"\{([A-Za-z_][\w.]*)(?::([a-z]+))?\}")
FORMED = re.compile(  # the values of clauses and of frame phrases that a language may have forms of
    r"bodies\.\w+\.(?:name|presiding)|officers\.\w+\.title|place\.(?:kind|local|full|the_full|county)|instrument\.\w+"
    r"|full|the_full|kind|instrument|this|clerk|body|place")
SHEET_FORMED = re.compile(r"attorney|body|clerk|executive|full|instrument|kind|maker|presiding|town")
MARK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")


def to_message(source: str) -> str:
    """A clause's English as its message in a catalogue, on one line."""
    return VALUE.sub(r"{\1}", " ".join(source.split()))


def to_source(message: str) -> str:
    """A translation as clause text, in composed characters (NFC)."""
    return FIELD.sub(lambda m: f"{{{{ {m[1]}{':' + m[2] if m[2] else ''} }}}}", unicodedata.normalize("NFC", message))


def fields(message: str) -> list[str]:
    """The names of the values in a message, without their forms, in order."""
    return [m[1] for m in FIELD.finditer(message)]


def forms(message: str) -> list[str]:
    """The forms of values that a message asks for."""
    return [m[2] for m in FIELD.finditer(message) if m[2]]


def formless(message: str, sheet: bool) -> list[str]:
    """The values that a message asks for a form that they do not have, so that its words would be lost: `place.name:of`.

    `sheet` tells a phrase of handouts and letters, whose values are others than those of an instrument.
    """
    return [f"{m[1]}:{m[2]}" for m in FIELD.finditer(message) if m[2] and not (SHEET_FORMED if sheet else FORMED).fullmatch(m[1])]


def marks(message: str) -> list[str]:
    """What stands in double square brackets, without the words shown: terms, references, citations, laws."""
    return [m[1].strip() for m in MARK.finditer(message)]


def bare(message: str) -> str:
    """The words of a message alone: shown words of terms kept, values and other marks taken out."""
    words = MARK.sub(lambda m: m[2] or ("" if ":" in m[1] else m[1]), message)
    return " ".join(FIELD.sub(" ", words).split())
