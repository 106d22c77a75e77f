"""The table that volunteers translate in: a Document with a row for each string, and the rows that come back. No Word here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.document import Cell, Document, Foreign, Inlines, Name, Paragraph, Properties, Row, Table, Text
from generator.errors import UnusableInput
from generator.language import Language
from generator.translation.incoming import BIDI, Incoming, Row as Came, english_hash
from generator.translation.messages import Message
from generator.translation.status import state_of

HEAD = ("Key: do not change", "English", "Translation", "Note")
GUIDE = (
    "Write the translation in the third column. Keep everything in braces, as {place.name}, and everything in double square "
    "brackets. A term stands as [[judicial warrant|your words]]: keep the English before the line and write your words after "
    "it. Do not change the first column. Numbers are written 0 to 9."
)
KEY = re.compile(r"(\S.*?)\s*#([0-9a-f]{8})\s*\Z", re.DOTALL)
ENGLISH_TAG = "en-US"


def table_document(language: Language, messages: Iterable[Message]) -> Document:
    """The strings as a table, the language's own text in the third column."""
    title = f"Translation into {language.english_name} · {language.name}"
    head = Row(tuple(_cell(f"head.{n}", _english(words), True) for n, words in enumerate(HEAD)), True)
    rows = tuple(_row(n, message, language) for n, message in enumerate(messages, 1))
    table = Table("strings", (head, *rows), (0.18, 0.34, 0.34, 0.14), "Strings to translate")
    blocks = (Paragraph("title", _english(title), "heading", 1), Paragraph("guide", _english(GUIDE)), table)
    return Document("translation", "", title, blocks, language=language.record(), final=True,
                    properties=Properties(title, language.tag))


def _row(n: int, message: Message, language: Language) -> Row:
    entry = language.catalogue.entries.get(message.key)
    state = state_of(message, language)
    text = entry.text if entry else ""
    notes = [message.comment().replace("\n", " "), f"State: {state}."]
    if state == "stale" and entry and entry.english != message.english:
        notes.append(f"The English was: {entry.english}")
    return Row((
        _cell(f"{n}.key", (Name(f"{message.key} #{english_hash(message.english)}"),)), _cell(f"{n}.en", _english(message.english)),
        _cell(f"{n}.text", (Text(text),) if text else ()), _cell(f"{n}.note", _english(" ".join(filter(None, notes)))),
    ))


def _english(words: str) -> Inlines:
    return (Foreign(ENGLISH_TAG, (Text(words),)),)


def _cell(cell_id: str, content: Inlines, header: bool = False) -> Cell:
    return Cell((Paragraph(cell_id, content),), header)


def from_table(rows: Iterable[tuple[str, ...]], name: str, messages: Mapping[str, Message]) -> Incoming:
    """The translations of the rows of a table that went out from here."""
    came = []
    for row in rows:
        found = KEY.match(BIDI.sub("", row[0]).replace("\u2011", "-").strip()) if len(row) >= 3 else None
        if found:
            came.append(Came("".join(found[1].split()) if "\n" in found[1] else found[1], "", row[2], hash=found[2]))
    if not came:
        raise UnusableInput(f"'{name}' holds no table of strings", "Give a table that `ordinance translations export` made.")
    return Incoming.sorted_out("", came, messages)
