"""One language's catalogues and ledger, read: the translation of a key, and its state. Writes nothing, knows no clause."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from generator import sources
from generator.errors import UnusableInput

DOMAINS = ("instruments", "outreach", "advice")
ADVICE = "advice"  # what counsel reads of the law: its English stands, marked, where a language has no translation
STATES = ("missing", "stale", "draft", "reviewed")
GUARD = "Never invert"  # how the translator's note of a guarded message begins
_RECORD = re.compile(r'"([^"\\]+)": (\{.*\})\s*\Z')
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a PO file. `guarded`: it must never say the opposite, so it needs a second reader."""

    key: str
    english: str
    text: str = ""
    fuzzy: bool = False
    guarded: bool = False
    domain: str = ""


def fingerprint(english: str, text: str) -> str:
    """The hash of both sides of a string: any edit of either changes it."""
    return hashlib.sha256(f"{english}\0{text}".encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Catalogue:
    """The entries of a language by key, and what the ledger says of them."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    ledger_path: Path | None = None

    @cached_property
    def ledger(self) -> Mapping[str, Mapping]:
        """What the ledger records of each key; read when it is first asked for."""
        return read_ledger(self.ledger_path) if self.ledger_path else {}

    def look_up(self, key: str, english: str) -> tuple[str, str]:
        """The translation of a key whose English is now `english`, and its state; ("", …) where none may be used."""
        entry = self.entries.get(key)
        if entry is None or not entry.text:
            return "", "missing"
        if entry.fuzzy or entry.english != english:
            return "", "stale"
        return entry.text, self.state(entry)

    def state(self, entry: Entry) -> str:
        """The state of an entry by itself: what the ledger says counts only for these very words on both sides."""
        if not entry.text:
            return "missing"
        if entry.fuzzy:
            return "stale"
        return "reviewed" if is_reviewed(self.ledger.get(entry.key, {}), entry) else "draft"


def is_reviewed(record: Mapping, entry: Entry) -> bool:
    """True where a person has reviewed these words; a guarded entry needs a second reader and a reading back too."""
    if record.get("state") != "reviewed" or record.get("hash") != fingerprint(entry.english, entry.text):
        return False
    return bool(record.get("by")) and (not entry.guarded or bool(record.get("second") and record.get("back_read")))


class Ledger(Mapping[str, Mapping]):
    """The records of a ledger by key. A record is read when it is asked for: a draft asks for few of thousands."""

    def __init__(self, lines: Mapping[str, str | Mapping]):
        self._lines = dict(lines)

    def __getitem__(self, key: str) -> Mapping:
        found = self._lines[key]
        if isinstance(found, str):
            found = self._lines[key] = json.loads(found)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def read_ledger(path: Path) -> Mapping[str, Mapping]:
    """The records of review.yml by key; empty where there is no file.

    As we write it, each line is a record (YAML that is JSON too) and is kept as it is; a ledger that a person has laid out
    otherwise is read as YAML.
    """
    if not path.is_file():
        return {}
    lines = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if not line.strip() or line.startswith(("#", "{}")):
            continue
        record = _RECORD.match(line)
        if record is None:
            tree = sources.read_yaml(path).tree or {}
            return {key: found for key, found in tree.items() if isinstance(found, dict)}
        lines[record[1]] = record[2]
    return Ledger(lines)


def ledger_text(records: Mapping[str, Mapping]) -> str:
    """Records as read_ledger reads them quickly, in the order of their keys."""
    return "".join(f'"{key}": {json.dumps(records[key], ensure_ascii=False)}\n' for key in sorted(records)) or "{}\n"


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogues of a language's folder (locales/es); empty where it has none."""
    entries: dict[str, Entry] = {}
    for domain in DOMAINS:
        path = po_path(folder, domain)
        if path.is_file():
            entries.update(read_po(path, domain))
    return Catalogue(entries, folder / "review.yml")


def po_path(folder: Path, domain: str) -> Path:
    """Where a domain's PO file lies."""
    return folder / "LC_MESSAGES" / f"{domain}.po"


def read_po(path: Path, domain: str = "") -> dict[str, Entry]:
    """The entries of a PO file by their msgctxt; obsolete ones are left out. Read again only when the file changes."""
    stat = path.stat()
    return _read_po(path, domain, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _read_po(path: Path, domain: str, changed: int, size: int) -> dict[str, Entry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"'{path}' cannot be read: {error}", "Save it as UTF-8.") from None
    found: dict[str, Entry] = {}
    for entry in parse_po(text, domain):
        if entry.key in found:
            raise UnusableInput(f"'{path}' has the key '{entry.key}' twice", "Remove one of the two.")
        found[entry.key] = entry
    return found


def parse_po(text: str, domain: str = "") -> Iterator[Entry]:
    """The entries of a PO text that have a key. It looks at lines alone and is quick: drafting reads whole files."""
    said: dict[str, list[str]] = {}
    current, fuzzy, guarded = "", False, False
    for line in (*text.splitlines(), "#"):
        new = line.startswith(("#", "msgctxt")) or (line.startswith("msgid ") and "msgctxt" not in said)
        if new and "msgstr" in said:
            if "msgctxt" in said:
                yield Entry(_text(said, "msgctxt"), _text(said, "msgid"), _text(said, "msgstr"), fuzzy, guarded, domain)
            said, current, fuzzy, guarded = {}, "", False, False
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            guarded = guarded or line.startswith(f"#. {GUARD}")
            continue
        word, quote, rest = line.partition('"')
        if quote:
            current = word.strip() or current
            said.setdefault(current, []).append(rest.rstrip().removesuffix('"'))


def _text(said: Mapping[str, list[str]], keyword: str) -> str:
    whole = "".join(said.get(keyword, ()))
    return _ESCAPED.sub(lambda m: _PLAIN.get(m[1], m[1]), whole) if "\\" in whole else whole
