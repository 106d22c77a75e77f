"""The Document tree as JSON, and the JSON Schema of it: each node an object with its class under `node`, empty fields left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from generator import document as model
from generator.document import Document
from generator.writers import WriterOptions, Written


def write(document: Document, options: WriterOptions) -> Written:
    """The tree as UTF-8 JSON with a final line feed."""
    return Written((json.dumps(as_data(document), ensure_ascii=False, indent=1) + "\n").encode())


def as_data(node: object) -> object:
    """A node as dicts, lists, words, numbers."""
    if is_dataclass(node):
        out: dict[str, object] = {"node": type(node).__name__}
        for f in fields(node):
            value = getattr(node, f.name)
            if value not in ("", (), None):
                out[f.name] = as_data(value)
        return out
    if isinstance(node, tuple):
        return [as_data(child) for child in node]
    if isinstance(node, Mapping):
        return {str(k): as_data(v) for k, v in node.items()}
    return node


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of a written Document."""
    definitions: dict[str, object] = {}
    top = _kind(Document, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Document",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def _kind(kind: object, definitions: dict[str, object]) -> dict[str, object]:
    """The schema of a type of a field; classes are defined on the way."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _node(kind, definitions)
    if origin in (Union, UnionType):
        return {"anyOf": [_kind(a, definitions) for a in arguments if a is not NoneType]}
    if origin is tuple:
        return {"type": "array", "items": _kind(arguments[0], definitions)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _kind(arguments[1], definitions)}
    return {"type": {str: "string", bool: "boolean", int: "integer", float: "number"}[kind]}


def _node(kind: type, definitions: dict[str, object]) -> dict[str, object]:
    """A reference to the schema of a class."""
    name = kind.__name__
    if name not in definitions:
        own: dict[str, object] = {"type": "object", "additionalProperties": False}
        definitions[name] = own
        hints = get_type_hints(kind, vars(model))
        own["description"] = (kind.__doc__ or "").strip().splitlines()[0]
        own["properties"] = {"node": {"const": name}, **{f.name: _kind(hints[f.name], definitions) for f in fields(kind)}}
        own["required"] = ["node", *(f.name for f in fields(kind) if _always(f, hints[f.name]))]
    return {"$ref": f"#/$defs/{name}"}


def _always(f, hint: object) -> bool:
    """Whether a field is always written: it has no default, and no value of it is left out."""
    return f.default is MISSING and f.default_factory is MISSING and hint in (int, float, bool)
