"""Writes the JSON Schemas that the shipped YAML points at, for `make schemas`."""

from __future__ import annotations

from generator import sources
from generator.cli.making import KINDS, schema_class


def schema_files() -> dict[str, str]:
    """The text of each schema file by its name."""
    return {f"{kind}.schema.json": sources.schema_text(schema_class(kind)) for kind in KINDS}


if __name__ == "__main__":
    for name, text in schema_files().items():
        print(sources.write_text(sources.shipped("profiles", "schemas", name), text))
