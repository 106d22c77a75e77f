"""Three states of a clause file, one merged: part by part, texts word by word and lists item by item. Knows no files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator import grammar
from generator.drafting.rewrite import paragraphs, rewrapped, unwrapped
from generator.library import FORM_WORDS, named_path
from generator.review.merge import Conflict, merge, merge_items

Path = tuple[str, ...]
MISSING = None
_TEXTS = ("text", *FORM_WORDS)


@dataclass(frozen=True, slots=True)
class TextUpgrade:
    """One part of one's own clause that the library changed too: what became of it.

    `state` is merged, conflict, settled (a conflict that was settled for the folder's words), unmatched (the library has no
    such part any more), unknown (it differs from the library's, and the file does not say who changed it) or broken (the merged
    text does not hold together; nothing of it was written).
    """

    path: Path
    state: str
    parts: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problem: str = ""

    @property
    def variant(self) -> str:
        """The variant that the part stands in, or an empty string."""
        return self.path[1] if self.path[0] == "variants" and len(self.path) > 1 else ""

    @property
    def form(self) -> str:
        """The form whose text it is (binds, urges, …; `text` in a definition), else the words that lead to the part."""
        if self.path == ("text",):
            return "text"
        rest = self.path[2:] if self.variant else self.path
        return "binds" if rest == ("text",) else " ".join(rest)


@dataclass(slots=True)
class ClauseMerge:
    """The merging of one clause: `found` fills as it goes. `mine` settles each conflict for the folder's words."""

    mine: bool = False
    found: list[TextUpgrade] = field(default_factory=list)

    def merged(self, path: Path, base: object, own: object, now: object) -> tuple[object, object]:
        """The part as it is to be written, and what it will have been made from."""
        if _same(path, base, now):
            return own, now
        if _same(path, own, now):
            self._say(path, "merged")
            return own, now
        if now is MISSING and not _same(path, own, base):
            return own, self._against(path, "unmatched", base, own, now)
        if isinstance(own, dict) and isinstance(now, dict):
            return self._mapping(path, base if isinstance(base, dict) else {}, own, now)
        if _same(path, own, base):
            self._say(path, "merged", parts=merge(*(_said(v) for v in (base, own, now))).parts)
            return now, now
        if isinstance(own, str) and isinstance(now, str):
            return self._text(path, base if isinstance(base, str) else "", own, now)
        if isinstance(own, list) and isinstance(now, list):
            return self._list(path, base if isinstance(base, list) else [], own, now)
        return own, self._against(path, "conflict", base, own, now)

    def _mapping(self, path: Path, base: dict, own: dict, now: dict) -> tuple[dict, dict]:
        out, made = {}, {}
        for key in _keys(own, now, base):
            value, was = self.merged((*path, key), base.get(key), own.get(key), now.get(key))
            if value is not MISSING:
                out[key] = value
            if was is not MISSING:
                made[key] = was
        return out, made

    def _text(self, path: Path, base: str, own: str, now: str) -> tuple[str, str]:
        if not _is_text(path):
            done = merge(base, own, now)
            return done.text, self._done(path, done.parts, done.conflicts, base, now)
        done = merge(*(unwrapped(t) for t in (base, own, now)))
        text = rewrapped(done.text, own, now)
        wrong = grammar.parse(text).wrong
        conflicts = tuple(replace(c, provision=_provision(done.text, c.line), before=_unnamed(c.before)) for c in done.conflicts)
        if wrong:
            problem = "; ".join(f"line {w.spot.line}: {w.problem}" for w in wrong)
            self._say(path, "broken", done.parts, conflicts, f"the merged text does not hold together ({problem}); merge it by hand")
            return own, base
        return text, self._done(path, done.parts, conflicts, base, now)

    def _list(self, path: Path, base: list, own: list, now: list) -> tuple[list, list]:
        pieces = merge_items(*([json.dumps(x, ensure_ascii=False) for x in items] for items in (base, own, now)))
        value = [json.loads(x) for p in pieces if p.kind != "deleted" for x in p.items]
        parts = tuple((p.kind, "".join(f"{_said(json.loads(x))}\n" for x in p.items)) for p in pieces)
        conflicts = tuple(
            Conflict(*(_said([json.loads(x) for x in items]) for items in (p.conflict[0], p.items, p.conflict[1])))
            for p in pieces if p.conflict is not None
        )
        return value, self._done(path, parts, conflicts, base, now)

    def _done(self, path, parts, conflicts, base, now):
        """Says what became of a part; gives back what it will have been made from."""
        if conflicts and not self.mine:
            self._say(path, "conflict", parts, conflicts)
            return base
        self._say(path, "settled" if conflicts else "merged", parts, conflicts)
        return now

    def _against(self, path: Path, state: str, base: object, own: object, now: object):
        """A part that cannot be merged; gives back what it will have been made from."""
        conflict = Conflict(_said(base), _said(own), _said(now))
        self._say(path, "settled" if self.mine else state, conflicts=(conflict,))
        return now if self.mine else base

    def _say(self, path: Path, state: str, parts=(), conflicts=(), problem: str = "") -> None:
        self.found.append(TextUpgrade(path, state, tuple(parts), tuple(conflicts), problem))


def unlike(own: object, now: object, known: tuple[Path, ...], path: Path = ()) -> Iterator[TextUpgrade]:
    """The parts that differ from the library's, but those of which it is known what they were made from."""
    if path in known or _same(path, own, now):
        return
    if isinstance(own, dict) and isinstance(now, dict):
        for key in _keys(own, now, {}):
            yield from unlike(own.get(key), now.get(key), known, (*path, key))
    elif _is_text(path) and isinstance(own, str) and isinstance(now, str):
        old, new = unwrapped(own), unwrapped(now)
        yield TextUpgrade(path, "unknown", parts=merge(old, old, new).parts)
    else:
        yield TextUpgrade(path, "unknown", conflicts=(Conflict("", _said(own), _said(now)),))


def _keys(own: dict, now: dict, base: dict) -> list[str]:
    """The keys of all; what own lacks stands where the library has it."""
    keys = list(own)
    before = ""
    for key in now:
        if key not in own:
            keys.insert(keys.index(before) + 1 if before else 0, key)
        before = key
    return [*keys, *(k for k in base if k not in keys)]


def _is_text(path: Path) -> bool:
    """Whether the part is written in the clause grammar."""
    return path == ("text",) or (len(path) == 3 and path[0] == "variants" and path[2] in _TEXTS)


def _same(path: Path, one: object, other: object) -> bool:
    """Whether two values say the same, whatever their line breaks."""
    if isinstance(one, str) and isinstance(other, str):
        return unwrapped(one) == unwrapped(other) if _is_text(path) else one.split() == other.split()
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same((*path, k), one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same((*path, "-"), a, b) for a, b in zip(one, other, strict=True))
    return one == other


def _said(value: object) -> str:
    """A value in words."""
    if isinstance(value, dict):
        return "; ".join(f"{k}: {_said(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(map(_said, value)) if all(isinstance(v, str) for v in value) and max(map(len, value), default=0) < 20 else (
            "\n".join(map(_said, value)))
    return "" if value is MISSING else str(value)


def _provision(text: str, line: int) -> str:
    """The name of the subdivision that holds a line of a source text, with its run-in heading."""
    spot = next((s for s in paragraphs(text) if any(first <= line <= last for first, last in s.lines)), None)
    if spot is None or not spot.sub.name:
        return ""
    return f"({named_path(spot.path)}{': ' if spot.sub.heading else ''}{spot.sub.heading})"


def _unnamed(words: str) -> str:
    """The beginning of a sentence without the name of its subdivision."""
    name = grammar.NAME.match(words.strip())
    return words.strip()[name.end() :] + (" " if words[-1:].isspace() else "") if name else words
