"""How far the translations are: counts of strings by state, for a language, a domain, a clause. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.language import DOMAINS, STATES, Language
from generator.translation.messages import Message


@dataclass(frozen=True, slots=True)
class Count:
    """The strings of one domain of one language (or of one group of them), by state."""

    language: str
    name: str
    group: str
    total: int
    missing: int
    stale: int
    draft: int
    reviewed: int
    guarded: int
    back_read: int

    @property
    def complete(self) -> bool:
        """True when no string is missing or stale."""
        return not (self.missing or self.stale)


def state_of(message: Message, language: Language) -> str:
    """The state of a string in a language."""
    return language.catalogue.look_up(message.key, message.english)[1]


def count(language: Language, messages: Iterable[Message], group: str) -> Count:
    """The counts of some strings."""
    tally = dict.fromkeys(STATES, 0)
    total = guarded = back_read = 0
    for message in messages:
        total += 1
        state = state_of(message, language)
        tally[state] += 1
        if message.guarded:
            guarded += 1
            back_read += state in ("draft", "reviewed") and _read_back(message.key, language)
    return Count(language.id, language.english_name, group, total, tally["missing"], tally["stale"], tally["draft"],
                 tally["reviewed"], guarded, back_read)


def _read_back(key: str, language: Language) -> bool:
    from generator.language import fingerprint

    entry, record = language.catalogue.entries[key], language.catalogue.ledger.get(key, {})
    return bool(record.get("back_read")) and record.get("hash") == fingerprint(entry.english, entry.text)


def by_domain(language: Language, messages: Mapping[str, Message]) -> list[Count]:
    """A row for each domain."""
    return [count(language, (m for m in messages.values() if m.domain == domain), domain) for domain in DOMAINS]


def by_group(language: Language, messages: Mapping[str, Message], domain: str) -> list[Count]:
    """A row for each clause and each other kind of string of a domain, in the order of the library."""
    groups: dict[str, list[Message]] = {}
    for message in messages.values():
        if message.domain == domain:
            groups.setdefault(group_of(message.key), []).append(message)
    return [count(language, found, group) for group, found in groups.items()]


def group_of(key: str) -> str:
    """What a string belongs to: a clause's id, or the kind of string (frame, law, definition)."""
    head = key.split("/")[0]
    return head.split(":")[0] if ":" in head else head


def open_messages(language: Language, messages: Iterable[Message], states: Iterable[str]) -> list[Message]:
    """The strings that are in one of the states."""
    wanted = set(states)
    return [m for m in messages if state_of(m, language) in wanted]
