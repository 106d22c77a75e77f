"""Babel's extractor for clause files, so that `pybabel extract` finds the same strings as our own command.

Registered as `clauses` (pyproject.toml); babel.cfg maps clauses/**.yml to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import sources
from generator.library import Clause, Contents, Definition, Library, Title
from generator.translation.messages import Message, clause_messages, definition_messages, title_messages

SCHEMAS = {"definition": Definition, "title": Title}


def extract_clauses(fileobj, keywords: Iterable[str], comment_tags: Iterable[str],
                    options: dict) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Line, function, (key, English) and notes of every string of a clause file; nothing for the table of contents."""
    source = sources.read_yaml(Path(fileobj.name))
    if not isinstance(source.tree, dict) or "parts" in source.tree:
        return
    for message in _messages(source):
        line = int(message.place.rsplit(":", 1)[1]) if message.place else 1
        yield line, "pgettext", (message.key, message.english), message.comment().split("\n")


def _messages(source: sources.Source) -> Iterator[Message]:
    item = sources.convert(source, SCHEMAS.get(source.tree.get("kind", ""), Clause))
    contents = Contents(version="", licence="", topics=(), parts=())
    empty = Title(short="", long={})
    if isinstance(item, Title):
        yield from title_messages(Library(contents, {}, {}, item))
    elif isinstance(item, Definition):
        yield from definition_messages(
            Library(contents, {}, {item.id: item}, empty, {f"definition:{item.id}": source}), item)
    else:
        yield from clause_messages(Library(contents, {item.id: item}, {}, empty, {item.id: source}), item)
