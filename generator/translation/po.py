"""A language's PO files: made and brought up to date by key, never by likeness. Knows no clause.

The same key and the same English keep the translation; the same key and another English keep it too, marked fuzzy (stale)
with the former English beside it; a key that is gone becomes obsolete; a new key is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from generator import sources
from generator.language import DOMAINS, fields, po_path
from generator.translation.messages import Message

WIDTH = 110
HEADER = (
    "Translations of the model-ordinance library. Each msgctxt is the key of a string; keep it.\n"
    "Keep {values} and [[marks]]; docs/translators.md tells how. Lines with #, fuzzy are stale: the English changed."
)


@dataclass(slots=True)
class Updated:
    """What bringing one file up to date did: keys by what became of them."""

    kept: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    obsolete: list[str] = field(default_factory=list)
    revived: list[str] = field(default_factory=list)


def update_language(folder: Path, found: Mapping[str, Message], tag: str,
                    domains: Iterable[str] = DOMAINS) -> dict[str, Updated]:
    """Both PO files of a language's folder brought up to date and written; what became of the keys, by domain."""
    out = {}
    for domain in domains:
        path = po_path(folder, domain)
        own = [m for m in found.values() if m.domain == domain]
        file, out[domain] = updated(read(path), own, tag)
        write(path, file)
    return out


def read(path: Path) -> polib.POFile:
    """The PO file, or an empty one."""
    return polib.pofile(str(path), wrapwidth=WIDTH) if path.is_file() else polib.POFile(wrapwidth=WIDTH)


def write(path: Path, file: polib.POFile) -> None:
    """The file, written whole or not at all."""
    sources.write_text(path, str(file).rstrip("\n") + "\n")


def updated(old: polib.POFile, messages: Iterable[Message], tag: str) -> tuple[polib.POFile, Updated]:
    """A new file in the order of the messages, with every translation of the old one that has a key."""
    known = {entry.msgctxt: entry for entry in old if entry.msgctxt}
    told = Updated()
    new = polib.POFile(wrapwidth=WIDTH)
    new.header = HEADER
    new.metadata = {**_metadata(tag), **{k: v for k, v in old.metadata.items() if k in ("Last-Translator", "Language-Team")}}
    for message in messages:
        new.append(_entry(message, known.pop(message.key, None), told))
    for key, entry in sorted(known.items()):
        if entry.msgstr:
            entry.obsolete = True
            new.append(entry)
            told.obsolete.append(key)
    return new, told


def _entry(message: Message, old: polib.POEntry | None, told: Updated) -> polib.POEntry:
    """The entry of a message, with what the old one of the same key said."""
    entry = polib.POEntry(
        msgctxt=message.key, msgid=message.english, msgstr="", comment=message.comment(),
        occurrences=[tuple(message.place.rsplit(":", 1))] if message.place else [],
        flags=["python-brace-format"] if fields(message.english) else [],
    )
    if old is None or not old.msgstr:
        (told.new if old is None else told.kept).append(message.key)
        return entry
    entry.msgstr, entry.tcomment = old.msgstr, old.tcomment
    meant = old.previous_msgid if old.fuzzy and old.previous_msgid else old.msgid
    if old.obsolete:
        told.revived.append(message.key)
    if meant == message.english and not (old.fuzzy and not old.previous_msgid):
        told.kept.append(message.key)
    else:
        entry.flags.append("fuzzy")
        if meant != message.english:
            entry.previous_msgid = meant
        told.stale.append(message.key)
    return entry


def _metadata(tag: str) -> dict[str, str]:
    from generator import __version__

    return {
        "Project-Id-Version": f"model-ordinance {__version__}", "Language": tag.replace("-", "_"), "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "Plural-Forms": _plurals(tag),
    }


def _plurals(tag: str) -> str:
    """The plural rule as gettext counts it, from Babel; Haitian Creole is not French there, for no string has a plural."""
    from babel.messages.plurals import get_plural

    found = get_plural(tag.replace("-", "_"))
    return f"nplurals={found.num_plurals}; plural={found.plural_expr};"


def set_translations(file: polib.POFile, translations: Mapping[str, str]) -> tuple[str, ...]:
    """Writes translations into a file by key; they are no longer stale. Gives the keys that the file lacks."""
    known = {entry.msgctxt: entry for entry in file if entry.msgctxt and not entry.obsolete}
    for key in translations.keys() & known.keys():
        entry = known[key]
        entry.msgstr = translations[key]
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = None
    return tuple(sorted(translations.keys() - known.keys()))
