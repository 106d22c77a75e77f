"""YAML as dicts, lists and text, with the place of every key and value. Knows no schema and no meaning of a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.errors import Fault, Place, UnusableInput
from generator.sources.files import read_utf8
from generator.sources.slips import slip

Keys = tuple[str | int, ...]
NULLS = frozenset({"", "~", "null"})
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a value begins (from 0) and how it is written: "" plain, quotation mark, | or >; end is its last line."""

    line: int
    column: int
    style: str = ""
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has been read: `tree` of dicts, lists and text, `name` as the user named it.

    `faults` are those that reading found and went on from; `read_yaml` raises them, `load` adds those of the schema.
    """

    name: str
    tree: Any
    lines: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    values: dict[Keys, _Mark] = field(default_factory=dict, repr=False)
    keys: dict[Keys, _Mark] = field(default_factory=dict, repr=False)

    def place(self, keys: Keys = (), key: bool = False) -> Place:
        """The place of the value at `keys` (of its key, with `key`); of the nearest holder where there is none."""
        keys = tuple(keys)
        mark = (self.keys if key else self.values).get(keys)
        while mark is None and keys:
            keys = keys[:-1]
            mark = self.keys.get(keys) or self.values.get(keys)
        mark = mark or _Mark(0, 0)
        return Place(self.name, mark.line + 1, mark.column + 1)

    def text_place(self, keys: Keys, line: int, column: int = 1) -> Place:
        """The place in the file of a line and column (from 1) of the text at `keys`, whatever way it is written."""
        mark = self.values.get(tuple(keys))
        value = self.get(keys)
        if mark is None or not isinstance(value, str):
            return self.place(keys)
        if mark.style == "|":
            return Place(self.name, mark.line + 1 + line, self._indent(mark, value) + column)
        return self._flowing_place(mark, value, line, column)

    def get(self, keys: Keys) -> Any:
        """The value at `keys`, or None where the tree has none."""
        node = self.tree
        for step in keys:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return None
        return node

    def _indent(self, mark: _Mark, value: str) -> int:
        """By how many columns the file indents a literal block, found on its first line that is not blank."""
        for shown, raw in zip(value.split("\n"), self.lines[mark.line + 1:], strict=False):
            if shown.strip():
                return len(raw) - len(raw.lstrip(" ")) - (len(shown) - len(shown.lstrip(" ")))
        return 0

    def _flowing_place(self, mark: _Mark, value: str, line: int, column: int) -> Place:
        """The place in folded, quoted or plain text: lines are joined there, so characters are counted, not lines."""
        before = value.split("\n")
        offset = sum(len(part) + 1 for part in before[:line - 1]) + column - 1
        ink = sum(1 for c in value[:offset] if not c.isspace())
        spot = (mark.line, mark.column)
        for spot in self._ink(mark):
            if ink == 0:
                return Place(self.name, spot[0] + 1, spot[1] + 1)
            ink -= 1
        return Place(self.name, spot[0] + 1, spot[1] + 2)

    def _ink(self, mark: _Mark) -> Iterator[tuple[int, int]]:
        """Line and column (from 0) of each character of a flowing text that is not white space."""
        number, column = (mark.line + 1, 0) if mark.style == ">" else (mark.line, mark.column + bool(mark.style))
        while number < len(self.lines) and (number, column) < (mark.end_line, mark.end_column):
            raw = self.lines[number]
            if column >= len(raw):
                number, column = number + 1, 0
                continue
            width = _escape_width(raw, column, mark.style)
            if not raw[column].isspace() and not _escaped_space(raw, column, width, mark.style):
                yield number, column
            column += width


def _escape_width(raw: str, column: int, style: str) -> int:
    """How many characters of the file stand for the one character of the text at `column`."""
    pair = raw[column:column + 2]
    if style == "'" and pair == "''":
        return 2
    if style == '"' and pair.startswith("\\"):
        return {"x": 4, "u": 6, "U": 10}.get(pair[1:], 2)
    return 1


def _escaped_space(raw: str, column: int, width: int, style: str) -> bool:
    return style == '"' and raw[column] == "\\" and (width == 1 or raw[column + 1:column + 2] in set("ntr _LPNvf"))


def read_yaml(path: str | Path) -> Source:
    """The file as a Source. Raises UnusableInput where it is no YAML or has a key twice, an anchor, a tag."""
    source = read_with_faults(path)
    if source.faults:
        raise UnusableInput(source.faults)
    return source


def read_with_faults(path: str | Path) -> Source:
    """The same, with what can be passed over (keys given twice, anchors, tags) in `faults` instead of raised."""
    return parse_yaml(read_utf8(Path(path), str(path)), str(path))


def parse_yaml(text: str, name: str) -> Source:
    """YAML text as a Source, `name` being what places say. Raises UnusableInput where it is no YAML at all."""
    reading = _Reading(name)
    try:
        tree = reading.document(yaml.parse(text, Loader=_PARSER))
    except yaml.YAMLError as error:
        raise UnusableInput(slip(_telling(text, error), text, name)) from None
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return Source(name, tree, lines, tuple(reading.faults), reading.values, reading.keys)


def _telling(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """The error of the slower parser, which tells more, where that one finds an error too."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as slower:
        return slower
    return error


class _Reading:
    """One pass over the events of a file."""

    def __init__(self, name: str):
        self.name = name
        self.faults: list[Fault] = []
        self.values: dict[Keys, _Mark] = {}
        self.keys: dict[Keys, _Mark] = {}

    def document(self, events: Iterator[yaml.Event]) -> Any:
        """The tree of the one document of the file; an empty file is an empty mapping."""
        tree: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._fault(event, "a second document begins here ('---')", "Keep one document in a file.")
                node = self._node(next(events), events, ())
                tree = node if documents == 1 else tree
        return {} if tree is None else tree

    def _fault(self, event: yaml.Event, problem: str, remedy: str) -> None:
        mark = event.start_mark
        self.faults.append(Fault(problem, remedy, Place(self.name, mark.line + 1, mark.column + 1)))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Keys) -> Any:
        mark, end = event.start_mark, event.end_mark
        self.values[path] = _Mark(mark.line, mark.column, getattr(event, "style", None) or "", end.line, end.column)
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"'*{event.anchor}' is an alias of YAML, which is not used here",
                        "Write the value out, or put text that begins with * in quotation marks.")
            return None
        self._plain_node(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return None if not event.style and event.value in NULLS else event.value

    def _plain_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._fault(event, f"'&{event.anchor}' is an anchor of YAML, which is not used here",
                        "Delete it, or put text that begins with & in quotation marks.")
        if event.tag is not None:
            self._fault(event, f"'{event.tag}' is a tag of YAML, which is not used here",
                        "Delete it, or put text that begins with ! in quotation marks.")

    def _mapping(self, events: Iterator[yaml.Event], path: Keys) -> dict[str, Any]:
        found: dict[str, Any] = {}
        first: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return found
            key = self._key(event, events, path)
            if key in first:
                self._fault(event, f"the key '{key}' is given twice (first in line {first[key]})",
                            "Keep one of the two, or join them.")
                self._node(next(events), events, (*path, key, "…"))
                continue
            first[key] = event.start_mark.line + 1
            self.keys[*path, key] = _Mark(event.start_mark.line, event.start_mark.column)
            value = self._node(next(events), events, (*path, key))
            if value is not None:
                found[key] = value
        return found

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], path: Keys) -> str:
        """The text of a key. A key that is itself a list or mapping is a fault ({{ x }} without quotation marks)."""
        if isinstance(event, yaml.ScalarEvent):
            self._plain_node(event)
            return event.value
        self._fault(event, "a key must be one word or text, not a list or braces",
                    'Put a text that begins with { or [ in quotation marks: "{{ place.name }}".')
        quiet, self.faults = self.faults, []
        self._node(event, events, (*path, "…"))
        self.faults = quiet
        return "…"

    def _sequence(self, events: Iterator[yaml.Event], path: Keys) -> list[Any]:
        found: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return found
            value = self._node(event, events, (*path, len(found)))
            if value is not None:
                found.append(value)
            elif not isinstance(event, yaml.AliasEvent):
                self._fault(event, "an item of this list is empty",
                            "Write the item after the dash, or delete the dash.")
        return found
