"""Bookmark names and provision ids, one made from the other. It knows no Word file and no clause."""

from __future__ import annotations

import hashlib
import re

PREFIX = "p_"
HASHED = "h_"
LONGEST = 40  # Word cuts a longer bookmark name

_SOUND = re.compile(r"[a-z0-9_]+")


def bookmark(id: str) -> str:
    """The bookmark name of a block id: `p_`, then the id with "-" as "_" and "." as "__".

    An id that does not come back from its name by the same rule (too long, capital letters, an underscore of its own)
    gets `h_` and a hash; the manifest of the file says whose it is.
    """
    name = PREFIX + id.replace("-", "_").replace(".", "__")
    if len(name) <= LONGEST and _SOUND.fullmatch(name) and _turned_back(name) == id:
        return name
    return HASHED + hashlib.sha256(id.encode("utf-8")).hexdigest()[: LONGEST - len(HASHED)]


def provision_id(name: str) -> str | None:
    """The block id that a bookmark name stands for, or None: not ours, or a hash that only the manifest can resolve."""
    if not name.startswith(PREFIX) or len(name) > LONGEST or not _SOUND.fullmatch(name):
        return None
    id = _turned_back(name)
    return id if id and bookmark(id) == name else None


def is_hashed(name: str) -> bool:
    """Whether the name is one of ours that needs the manifest."""
    return name.startswith(HASHED) and len(name) == LONGEST


def _turned_back(name: str) -> str:
    return name.removeprefix(PREFIX).replace("__", ".").replace("_", "-")
