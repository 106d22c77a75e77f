"""Files in and out as text and bytes, and where the shipped library lies. Knows nothing of what the files say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from generator.errors import DraftingError, Place, UnusableInput, did_you_mean

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped(*parts: str) -> Path:
    """A file or folder of the shipped library, as `shipped("clauses", "detainers")`.

    An installed package carries the library inside itself (`generator/shipped/`); a checkout has it beside the package.
    """
    inside = _PACKAGE / "shipped"
    return (inside if inside.is_dir() else _PACKAGE.parent).joinpath(*parts)


def read_utf8(path: Path, name: str) -> str:
    """The text of a file. Raises UnusableInput where there is none or it is not UTF-8."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UnusableInput(f"there is no file '{name}'", _neighbor(path)) from None
    except IsADirectoryError:
        raise UnusableInput(f"'{name}' is a folder", "Name a file in it.") from None
    except OSError as error:
        raise UnusableInput(f"'{name}' cannot be read: {error.strerror or error}") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise UnusableInput("the file is not UTF-8 text", "Save it again with the encoding UTF-8.",
                            Place(name, line, column)) from None


def _neighbor(path: Path) -> str:
    names = [p.name for p in path.parent.glob("*" + path.suffix)] if path.parent.is_dir() else []
    close = did_you_mean(path.name, names)
    return close if close.startswith("Did") else "Check the name and the folder."


def write_text(path: str | Path, text: str) -> Path:
    """Writes UTF-8 with line feeds, whole or not at all; makes the folders. Gives back the path."""
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str | Path, data: bytes) -> Path:
    """Writes beside the file and renames, so that no half file is ever seen; makes the folders. Gives back the path."""
    path = Path(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None
        raise DraftingError(f"'{path}' cannot be written: {error.strerror or error}",
                            "Close the file if it is open elsewhere, or name another folder.") from None
    return path


def dump_yaml(tree: Any) -> str:
    """Dicts, lists and text as YAML, keys in the order given, texts of several lines as literal blocks."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow=False, indentless=False):
            return super().increase_indent(flow, False)

    def text(dumper: yaml.Dumper, value: str) -> yaml.Node:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    Dumper.add_representer(tuple, lambda dumper, value: dumper.represent_list(value))
    return yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110)
