"""What comes back from translators, sorted out before a word of it is taken. Knows no file format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.translation.messages import Message

BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One string as it came back: its key, the English it was made from, the translation, whether it is signed off.

    `hash` stands in for the English where a file carries only that.
    """

    key: str
    english: str
    text: str
    reviewed: bool = False
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The translations that can be taken, and why the others cannot."""

    language: str
    taken: Mapping[str, str] = field(default_factory=dict)
    reviewed: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    @classmethod
    def sorted_out(cls, language: str, rows: Iterable[Row], english: Mapping[str, Message]) -> Incoming:
        """The rows sorted: taken, stale (the English changed since), unknown keys, empty ones."""
        taken, reviewed, stale, unknown, empty = {}, [], [], [], []
        for row in rows:
            message = english.get(row.key)
            text = clean(row.text)
            text = edged(text, message.english) if message else text
            if message is None:
                unknown.append(row.key)
            elif not _same(row, message):
                stale.append(row.key)
            elif not text:
                empty.append(row.key)
            else:
                taken[row.key] = text
                if row.reviewed:
                    reviewed.append(row.key)
        return cls(language, taken, tuple(reviewed), tuple(stale), tuple(unknown), tuple(empty))


def _same(row: Row, message: Message) -> bool:
    if row.hash:
        return row.hash == english_hash(message.english)
    return " ".join(row.english.split()) == " ".join(message.english.split())


def english_hash(english: str) -> str:
    """The hash of the English alone, as a review table carries it beside the key."""
    import hashlib

    return hashlib.sha256(english.encode()).hexdigest()[:8]


def edged(text: str, english: str) -> str:
    """The translation with the spaces at its ends that the English has (“WHEREAS, ”); a Chinese mark needs none."""
    bare = text.strip()
    if not bare:
        return ""
    head = " " if english[:1].isspace() and ord(bare[0]) < 0x3000 else ""
    tail = " " if english[-1:].isspace() and ord(bare[-1]) < 0x3000 else ""
    return f"{head}{bare}{tail}"


def clean(text: str) -> str:
    """A translation in composed characters, without marks of direction: the writers set those."""
    text = unicodedata.normalize("NFC", BIDI.sub("", text).replace("\u2011", "-"))
    return re.sub(r"[ \t\r\n]+", " ", text.strip())
