"""The Document tree as JSON: each node an object with its class under `node`, empty fields left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

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
