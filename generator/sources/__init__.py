"""YAML and CSV in, with the line and column of everything, and files out. Knows no profile, clause or law.

The only room that imports yaml and pydantic. Scalars stay text (07040 is no octal number, `no` is no False, 40:48 is
no number); a schema types them. A null is an absent value.
"""

from __future__ import annotations

from generator.sources.csv_rows import CsvRow, read_csv
from generator.sources.files import dump_yaml, shipped, write_bytes, write_text
from generator.sources.positions import Source, parse_yaml, read_with_faults, read_yaml
from generator.sources.schema import convert, json_schema, load, schema_text

__all__ = [
    "CsvRow", "Source", "convert", "dump_yaml", "json_schema", "load", "parse_yaml", "read_csv", "read_with_faults",
    "read_yaml", "schema_text", "shipped", "write_bytes", "write_text",
]
