"""Taking what came back into a language's PO files and ledger. Knows no exchange format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import DraftingError
from generator.language import DOMAINS, Entry, Language, po_path
from generator.translation import po
from generator.translation.incoming import Incoming
from generator.translation.ledger import Ledger, Reviewer
from generator.translation.messages import Message


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking did: how many strings were written, what was recorded of reviews, what was refused."""

    written: int
    recorded: Mapping[str, int] = field(default_factory=dict)
    stale: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    empty: int = 0

    def refused(self) -> bool:
        """True when something that came was not taken."""
        return bool(self.stale or self.unknown)

    def lines(self) -> Iterator[str]:
        """The same for a person."""
        yield f"{self.written} strings taken, {self.empty} still empty"
        for what, count in sorted(self.recorded.items()):
            yield f"{count} recorded: {what}"
        for key in self.stale:
            yield f"refused, the English has changed since: {key}"
        for key in self.unknown:
            yield f"refused, there is no such string: {key}"


def take(folder: Path, language: Language, messages: Mapping[str, Message], came: Incoming,
         reviewer: Reviewer | None = None, all_reviewed: bool = False) -> Taken:
    """Writes the translations that can be taken; with a reviewer, records those that are signed off as reviewed."""
    if came.language and came.language not in (language.id, language.tag):
        raise DraftingError(f"the file is for '{came.language}', not for '{language.id}'", "Name its language.")
    po.update_language(folder, messages, language.id)
    for domain in DOMAINS:
        own = {key: text for key, text in came.taken.items() if messages[key].domain == domain}
        if own:
            file = po.read(po_path(folder, domain))
            po.set_translations(file, own)
            po.write(po_path(folder, domain), file)
    recorded: dict[str, int] = {}
    signed = came.taken.keys() if all_reviewed else came.reviewed
    if reviewer and signed:
        ledger = Ledger(folder)
        for key in signed:
            said = ledger.review(_entry(messages[key], came.taken[key]), reviewer)
            recorded[said] = recorded.get(said, 0) + 1
        ledger.save()
    return Taken(len(came.taken), recorded, came.stale, came.unknown, len(came.empty))


def record_back_read(folder: Path, language: Language, keys: Iterable[str], by: str, date: str) -> tuple[int, list[str]]:
    """Records a reading back of the strings that have a translation; how many, and the keys that have none."""
    ledger, unknown, done = Ledger(folder), [], 0
    for key in keys:
        entry = language.catalogue.entries.get(key)
        if entry is None or not entry.text or entry.fuzzy:
            unknown.append(key)
        else:
            ledger.back_read(entry, by, date)
            done += 1
    ledger.save()
    return done, unknown


def _entry(message: Message, text: str) -> Entry:
    return Entry(message.key, message.english, text, guarded=message.guarded, domain=message.domain)
