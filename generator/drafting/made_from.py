"""What a clause of one's own remembers of the library's file that it was made from."""

from __future__ import annotations

from pathlib import Path

from generator import sources


def keep_file(tree: dict, source: sources.Source) -> None:
    """Keeps the library's whole file under `made_from_file`, so that an upgrade can compare all of it.

    A file of one's own keeps what it has: the library's text is not known from it.
    """
    if Path(source.name).is_relative_to(sources.shipped("clauses")):
        tree["made_from_file"] = sources.dump_yaml(source.tree)
