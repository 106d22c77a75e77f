"""JSON Schema of a dataclass, as an editor of YAML needs it. Knows no schema of its own."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, fields
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from generator.sources.shapes import help_of


class _EditorSchema(GenerateJsonSchema):
    """Adds what a field is for, lets a text be what YAML reads as a number, and lets an optional value be empty."""

    def str_schema(self, schema):
        made = super().str_schema(schema)
        return {**made, "type": ["string", "number"]}

    def bool_schema(self, schema):
        return {"enum": [True, False, "yes", "no"]}

    def dataclass_schema(self, schema):
        made = super().dataclass_schema(schema)
        kind = schema["cls"]
        made.pop("description", None)
        if kind.__doc__ and not kind.__doc__.startswith(f"{kind.__name__}("):
            made["description"] = inspect.cleandoc(kind.__doc__)
        optional = {f.name for f in fields(kind) if f.default is not MISSING or f.default_factory is not MISSING}
        for name, value in made.get("properties", {}).items():
            made["properties"][name] = _explained(value, help_of([kind], name), name in optional)
        return made


def _explained(value: dict[str, Any], help_text: str, optional: bool) -> dict[str, Any]:
    shown = {key: part for key, part in value.items() if key not in ("title", "default")}
    if "default" in value and value["default"] not in (None, "", [], {}):
        shown["default"] = value["default"]
    if optional:
        shown = _or_empty(shown)
    return {**shown, "description": help_text} if help_text else shown


def _or_empty(value: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing after the colon: a null is an absent value."""
    kept = {key: value[key] for key in ("default",) if key in value}
    core = {key: part for key, part in value.items() if key != "default"}
    branches = core.get("anyOf") if set(core) == {"anyOf"} else [core]
    if {"type": "null"} not in branches:
        branches = [*branches, {"type": "null"}]
    return {"anyOf": branches, **kept}


def json_form(schema: type) -> dict[str, Any]:
    """JSON Schema (2020-12) of `schema`, unknown keys forbidden."""
    adapter = TypeAdapter(tuple[schema], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]
    made = adapter.json_schema(schema_generator=_EditorSchema)
    root = made["prefixItems"][0]
    definitions = made.get("$defs", {})
    if set(root) == {"$ref"}:
        root = definitions[root["$ref"].rpartition("/")[2]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root,
            **({"$defs": definitions} if definitions else {})}
