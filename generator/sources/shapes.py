"""Which dataclasses a schema holds at a path, with their keys and the help on them. Knows no file and no fault."""

from __future__ import annotations

import collections.abc
import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

_MAPPINGS = (dict, collections.abc.Mapping)


def at_path(schema: Any, path: tuple[str | int, ...], tags: tuple[str, ...] = ()) -> list[type]:
    """The dataclasses that may stand at `path`; where a union branches, only those named in `tags`, if any is."""
    held = branches(schema)
    for step in path:
        held = [branch for kind in held for branch in _step(kind, step)]
    classes = [kind for kind in held if is_dataclass(kind)]
    return [kind for kind in classes if kind.__name__ in tags] or classes


def branches(kind: Any) -> list[Any]:
    """The kinds that a union or annotated kind comes down to."""
    if get_origin(kind) is Annotated:
        return branches(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return [branch for part in get_args(kind) for branch in branches(part)]
    return [kind]


def _step(kind: Any, step: str | int) -> list[Any]:
    if is_dataclass(kind):
        hints = hints_of(kind)
        return branches(hints[step]) if step in hints else []
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in _MAPPINGS and len(arguments) == 2:
        return branches(arguments[1])
    if origin is tuple and arguments and arguments[-1] is not Ellipsis and isinstance(step, int):
        return branches(arguments[step]) if step < len(arguments) else []
    return branches(arguments[0]) if arguments and isinstance(step, int) else []


@cache
def hints_of(schema: type) -> dict[str, Any]:
    """The kinds of a dataclass's fields, with their annotations."""
    hints = get_type_hints(schema, include_extras=True)
    return {f.name: hints[f.name] for f in fields(schema) if f.init}


def fields_of(classes: list[type]) -> list[str]:
    """The keys that these dataclasses know."""
    return list(dict.fromkeys(name for kind in classes for name in hints_of(kind)))


def help_of(classes: list[type], name: str) -> str:
    """The help on a field (its `Annotated` text), or an empty text."""
    for kind in classes:
        hint = hints_of(kind).get(name)
        if get_origin(hint) is Annotated:
            return next((text for text in hint.__metadata__ if isinstance(text, str)), "")
    return ""
