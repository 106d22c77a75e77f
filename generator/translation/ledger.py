"""The review ledger of a language, written: who has read which words, with what qualification, when.

A record speaks for the very words on both sides when it was made: any later edit takes it back to a draft. A reading back
into English by a machine is recorded apart (`back_read`) and is no review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import sources
from generator.errors import DraftingError
from generator.language import Entry, fingerprint
from generator.language.catalogue import ledger_text, read_ledger

NAME = "review.yml"
HEAD = ("# The review ledger: for each string the hash of both sides, and who has read it. Written by the command\n"
        "# `ordinance translations`; docs/translators.md tells how. An edit of either side makes its record void.\n")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews: a name or organization, a qualification, a day (2026-03-09), and the level of the reading."""

    by: str
    qualification: str
    date: str
    level: str = "reviewed"

    def __post_init__(self):
        for name in ("by", "qualification", "date"):
            if not getattr(self, name).strip():
                raise DraftingError(f"a review needs its {name}", f"Give --{name}.")


class Ledger:
    """The ledger of one language's folder."""

    def __init__(self, folder: Path):
        self.path = folder / NAME
        self.records: dict[str, dict] = {k: dict(v) for k, v in read_ledger(self.path).items()}

    def current(self, entry: Entry) -> Mapping:
        """The record of these very words, or an empty one."""
        record = self.records.get(entry.key, {})
        return record if record.get("hash") == fingerprint(entry.english, entry.text) else {}

    def review(self, entry: Entry, reviewer: Reviewer) -> str:
        """Records a review. For a guarded entry the second reader must be another one. Gives what was recorded:
        `reviewed`, `first reading`, or `waits for reading back`."""
        record = dict(self.current(entry)) or {"hash": fingerprint(entry.english, entry.text)}
        own = {"by": reviewer.by, "qualification": reviewer.qualification, "date": reviewer.date}
        if record.get("by") and record["by"] != reviewer.by:
            record["second"] = own
        else:
            record |= {**own, "level": reviewer.level}
        record["state"] = "reviewed"
        self.records[entry.key] = record
        if not entry.guarded:
            return "reviewed"
        if not record.get("second"):
            return "first reading"
        return "reviewed" if record.get("back_read") else "waits for reading back"

    def back_read(self, entry: Entry, by: str, date: str) -> None:
        """Records that these words were read back into English and compared. No review."""
        record = dict(self.current(entry)) or {"hash": fingerprint(entry.english, entry.text), "state": "draft"}
        record["back_read"] = {"by": by, "date": date}
        self.records[entry.key] = record

    def save(self) -> None:
        """Writes the ledger, in the order of the keys."""
        sources.write_text(self.path, HEAD + ledger_text(self.records))
