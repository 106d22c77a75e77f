"""A tree of text made into the dataclasses of a schema, with all faults at once. Knows no schema of its own.

A schema is a frozen stdlib dataclass of text, numbers, yes/no, Literal, tuples, lists, mappings, unions and further
dataclasses; `Annotated[str, "help for the one who fills it"]` explains a field. A `__post_init__` may raise
`ValueError(problem, remedy, keys)`: remedy and keys (the path from that dataclass to the fault) may be left out.
pydantic is imported when the first thing is checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from generator.errors import Fault, UnusableInput, did_you_mean
from generator.sources.positions import Keys, Source, read_with_faults
from generator.sources.shapes import at_path, fields_of, help_of

T = TypeVar("T")

_SCALAR = {"string_type", "literal_error", "int_parsing", "int_type", "float_parsing", "bool_parsing", "bool_type",
           "enum", "int_from_float", "date_from_datetime_parsing", "none_required"}
_MAPPING = {"dataclass_type", "dict_type", "mapping_type"}
_LIST = {"list_type", "tuple_type", "set_type", "frozen_set_type"}
_SHAPE = _SCALAR | _MAPPING | _LIST

_TAKES = {
    "string_type": ("text", "Write the text after the colon."),
    "int_parsing": ("a whole number", "Write digits only."),
    "int_type": ("a whole number", "Write digits only."),
    "int_from_float": ("a whole number", "Write digits only."),
    "float_parsing": ("a number", "Write digits, with a point for the decimals."),
    "bool_parsing": ("yes or no", "Write yes or no."),
    "bool_type": ("yes or no", "Write yes or no."),
    "dict_type": ("keys with values", "Write 'key: value' on lines of their own, indented by two spaces."),
    "mapping_type": ("keys with values", "Write 'key: value' on lines of their own, indented by two spaces."),
    "list_type": ("a list", "Write [one, two], or each item on its own line after '- '."),
    "tuple_type": ("a list", "Write [one, two], or each item on its own line after '- '."),
}


def load(path: str | Path, schema: type[T]) -> T:
    """The file as `schema`. Raises UnusableInput with every fault of the file: YAML slips, doubled keys, schema."""
    return convert(read_with_faults(path), schema)


def convert(source: Source, schema: type[T]) -> T:
    """A tree already read as `schema`. Raises UnusableInput with every fault, each with its place."""
    from pydantic import ValidationError

    faults = list(source.faults)
    made: Any = None
    try:
        made = _adapter(schema).validate_python((source.tree,))[0]
    except ValidationError as error:
        faults += _faults(error.errors(include_url=False), source, schema)
    if faults:
        raise UnusableInput(sorted(faults, key=_order))
    return made


@cache
def _adapter(schema: type):
    """The checker of a schema. It stands in a tuple, for pydantic takes no config beside a dataclass itself."""
    from pydantic import ConfigDict, TypeAdapter

    return TypeAdapter(tuple[schema], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]


def json_schema(schema: type) -> dict[str, Any]:
    """JSON Schema of the same dataclasses, for editors; texts accept what YAML would take for a number."""
    from generator.sources.json_form import json_form

    return json_form(schema)


def schema_text(schema: type) -> str:
    """JSON Schema as the file that shipped YAML points at, always the same for the same dataclasses."""
    import json

    return json.dumps(json_schema(schema), indent=2, ensure_ascii=False) + "\n"


def _order(fault: Fault) -> tuple[int, int]:
    return (fault.place.line, fault.place.column) if fault.place else (0, 0)


def _faults(errors: Sequence[dict[str, Any]], source: Source, schema: type) -> list[Fault]:
    """The checker's errors as faults; what it says of several branches of one union becomes one fault."""
    found = [(*_split(error, source), error) for error in errors]
    at_unions: dict[Keys, set[str]] = {}
    for _, unions, _, _ in found:
        for path, tag in unions:
            at_unions.setdefault(path, set()).add(tag)
    fitting = {path: _fitting(path, found, source) for path in at_unions}
    faults: list[Fault] = []
    said: set[tuple[Keys, str]] = set()
    for path, unions, tags, error in found:
        if any(tag not in fitting[at] for at, tag in unions):
            continue
        fault = _fault(path, tags, error, source, schema)
        if (path, fault.problem) not in said:
            said.add((path, fault.problem))
            faults.append(fault)
    return faults


def _split(error: dict[str, Any], source: Source) -> tuple[Keys, list[tuple[Keys, str]], tuple[str, ...]]:
    """Where an error is in the tree, and the union branches on the way (path of the union, name of the branch)."""
    path: list[str | int] = []
    unions: list[tuple[Keys, str]] = []
    location = error["loc"][1:]
    for number, step in enumerate(location):
        node = source.get(tuple(path))
        inside = isinstance(node, dict) and step in node or isinstance(node, list) and isinstance(step, int)
        if inside or error["type"] == "missing" and number == len(location) - 1:
            path.append(step)
        elif step != "[key]":
            unions.append((tuple(path), str(step)))
    return tuple(path), unions, tuple(tag for _, tag in unions)


def _fitting(at: Keys, found: list, source: Source) -> set[str]:
    """The branches of the union at `at` that the writer can have meant, judged by what stands there."""
    node = source.get(at)
    meant = _MAPPING if isinstance(node, dict) else _LIST if isinstance(node, list) else _SCALAR
    refused: dict[str, set[str]] = {}
    for path, unions, _, error in found:
        for union, tag in unions:
            if union == at:
                kinds = refused.setdefault(tag, set())
                kinds.add(error["type"] if path == at and error["type"] in _SHAPE else "inside")
    inside = {tag for tag, kinds in refused.items() if kinds == {"inside"}}
    near = {tag for tag, kinds in refused.items() if kinds & meant}
    literals = {tag for tag, kinds in refused.items() if "literal_error" in kinds} & near
    mappings = {tag for tag, kinds in refused.items() if kinds & _MAPPING}
    return inside or literals or near or mappings or set(refused)


def _fault(path: Keys, tags: tuple[str, ...], error: dict[str, Any], source: Source, schema: type) -> Fault:
    kind = error["type"]
    name = str(path[-1]) if path else "the file"
    if error["loc"][-1] == "[key]" and kind == "literal_error":
        return _unknown_key(path, _choices(error), source)
    if kind == "missing":
        types = at_path(schema, path[:-1], tags)
        return Fault(f"'{_dotted(path)}' is missing", _add(name, help_of(types, name)), source.place(path, key=True))
    if kind == "unexpected_keyword_argument":
        return _unknown_key(path, fields_of(at_path(schema, path[:-1], tags)), source)
    if kind == "value_error":
        return _own_words(path, error, source)
    value = source.get(path)
    if kind == "literal_error" and isinstance(value, str):
        known = _choices(error)
        also = fields_of(at_path(schema, path, ()))
        remedy = did_you_mean(value, known, "choices")
        return Fault(f"'{_dotted(path)}' cannot be '{value}'",
                     remedy + (f" Or give the keys {', '.join(sorted(also))}." if also else ""), source.place(path))
    return _wrong_shape(path, value, error, source, schema)


def _choices(error: dict[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", error["ctx"]["expected"])


def _unknown_key(path: Keys, known: list[str], source: Source) -> Fault:
    where = f" in '{_dotted(path[:-1])}'" if len(path) > 1 else ""
    return Fault(f"unknown key '{path[-1]}'{where}", did_you_mean(str(path[-1]), known, "known keys here"),
                 source.place(path, key=True))


def _wrong_shape(path: Keys, value: Any, error: dict[str, Any], source: Source, schema: type) -> Fault:
    kind = error["type"]
    if kind == "dataclass_type":
        known = fields_of(at_path(schema, path, ()))
        takes, remedy = "keys with values", f"The known keys here are: {', '.join(sorted(known))}."
    elif kind == "literal_error":
        takes, remedy = "one word", f"Write one of: {error['ctx']['expected']}."
    else:
        takes, remedy = _TAKES.get(kind, (error["msg"].removeprefix("Input should be ").removeprefix("a valid "), ""))
    shown = {dict: "keys with values", list: "a list"}.get(type(value), f"'{value}'")
    return Fault(f"'{_dotted(path) or 'the file'}' takes {takes}, and here stands {shown}", remedy, source.place(path))


def _own_words(path: Keys, error: dict[str, Any], source: Source) -> Fault:
    """A fault that a schema's own check found."""
    given = error["ctx"]["error"].args
    problem, remedy, keys = (*given, *("", "", ())[len(given):])
    keys = (keys,) if isinstance(keys, str) and keys else tuple(keys or ())
    return Fault(str(problem), str(remedy), source.place((*path, *keys)))


def _add(name: str, help_text: str) -> str:
    return f"Add '{name}: …' ({help_text.rstrip('.')})." if help_text else f"Add a line '{name}: …'."


def _dotted(path: Keys) -> str:
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
