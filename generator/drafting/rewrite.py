"""A clause's source text with some of its paragraphs rewritten, deleted, added or moved; all other lines stay as they are.

It knows the layout of the clause grammar and no Word file.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator import grammar

WIDTH = 132
_GLUE = "\ue020"
_SYMBOL = re.compile(r"\{\{.*?\}\}|\[\[[^\[\]\n]*\]\]")
_LIKE_A_NAME = re.compile(r" (?=\([a-z][a-z0-9-]*[:)])")


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of the source: the path of its subdivision, chapeau or flush, its messages and their lines (from 1, both in)."""

    path: str
    part: str  # chapeau or flush
    level: int
    sub: grammar.Subdivision
    messages: tuple[grammar.Message, ...]
    lines: tuple[tuple[int, int], ...]


def paragraphs(text: str) -> list[Spot]:
    """Every paragraph of a source text in reading order."""
    source = text.split("\n")
    found: list[Spot] = []

    def go(subs: Sequence[grammar.Subdivision], level: int, prefix: str) -> None:
        for sub in subs:
            path = f"{prefix}.{sub.key}" if prefix else sub.key
            found.append(Spot(path, "chapeau", level, sub, sub.chapeau, tuple(_range(source, m) for m in sub.chapeau)))
            go(sub.children, level + 1, path)
            if sub.flush:
                found.append(Spot(path, "flush", level, sub, sub.flush, tuple(_range(source, m) for m in sub.flush)))

    go(grammar.parse(text).subdivisions, 1, "")
    return found


def _range(source: list[str], message: grammar.Message) -> tuple[int, int]:
    """The first and last line of a message."""
    first = last = message.spot.line
    indent = _indent(source[first - 1])
    while last < len(source) and _continues(source[last], indent):
        last += 1
    return first, last


def _continues(line: str, indent: int) -> bool:
    body = line.strip()
    return bool(body) and not grammar.TAG.match(body) and not grammar.NAME.match(body) and _indent(line) == indent


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@dataclass(slots=True)
class Rewrite:
    """A source text while it is rewritten. Each change is recorded against the original lines and applied at once."""

    text: str
    spots: list[Spot] = field(init=False)
    notes: list[str] = field(default_factory=list)
    _new: dict[int, list[str]] = field(default_factory=dict)  # first line of a message -> its new lines ([] deletes it)
    _gone: set[int] = field(default_factory=set)
    _after: dict[int, list[list[str]]] = field(default_factory=dict)  # line -> blocks that follow it
    _names: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spots = paragraphs(self.text)

    def change(self, spot: Spot, texts: Mapping[int, str], heading: str | None = None) -> None:
        """New text for the messages of a paragraph, by their place in it; `heading` is a new run-in heading ("" for none)."""
        for at, text in texts.items():
            first, last = spot.lines[at]
            before = self._head(spot, heading, text) if at == 0 and spot.part == "chapeau" else ""
            self._set(first, last, wrapped(before + text, spot.level))

    @property
    def touched(self) -> bool:
        """Whether anything was rewritten."""
        return bool(self._new or self._after)

    def take_out(self, first: int, last: int) -> None:
        """No such lines."""
        self._set(first, last, [])

    def delete(self, spot: Spot) -> None:
        """No paragraph."""
        for first, last in spot.lines:
            self._set(first, last, [])

    def _set(self, first: int, last: int, lines: list[str]) -> None:
        self._new[first] = lines
        self._gone.update(range(first, last + 1))

    def _head(self, spot: Spot, heading: str | None, text: str) -> str:
        said = spot.sub.heading if heading is None else heading
        needed = said or grammar.NAME.match(text)  # words that begin as a name does are none where a name stands before them
        return head(spot.sub.name or (f"part-{spot.path.rpartition('.')[2]}" if needed else ""), said)

    def add(self, spot: Spot | None, level: int, text: str, heading: str = "") -> None:
        """A new subdivision at a level after a paragraph (with all below it), or before all others."""
        level = min(level, (spot.level if spot else 0) + 1)
        line = 0 if spot is None else self._end(spot, level)
        name = self._fresh()
        lines = wrapped(head(name, heading) + text, level)
        self._after.setdefault(line, []).append(lines if level > 1 else ["", *lines])

    def _end(self, spot: Spot, level: int) -> int:
        """The last line of the subtree that a new sibling at `level` follows."""
        holder = spot
        while holder.level > level:
            holder = next(s for s in self.spots if s.part == "chapeau" and s.path == holder.path.rpartition(".")[0])
        if level > holder.level:
            return max(last for _, last in holder.lines)
        below = [s for s in self.spots if s.path == holder.path or s.path.startswith(f"{holder.path}.")]
        return max(last for s in below for _, last in s.lines)

    def _fresh(self) -> str:
        used = {s.sub.name for s in self.spots} | set(self._names.values())
        n = next(n for n in range(1, 1000) if f"added-{n}" not in used)
        self._names[n] = f"added-{n}"
        return f"added-{n}"

    def plain(self) -> str:
        """The rewritten text as it is, with nothing added and nothing joined."""
        out: list[str] = []
        for number, line in enumerate(self.text.split("\n"), 1):
            if number in self._new:
                out += self._new[number]
            elif number not in self._gone:
                out.append(line)
        return _without_empty_conditions("\n".join(out))

    def result(self) -> str:
        """The rewritten text, its lone children joined and its margin paragraphs named."""
        out: list[str] = []
        source = self.text.split("\n")
        for lines in self._after.get(0, ()):
            out += [*lines[1:], ""] if lines and not lines[0] else lines
        for number, line in enumerate(source, 1):
            if number in self._new:
                out += self._new[number]
            elif number not in self._gone:
                out.append(line)
            for lines in self._after.get(number, ()):
                out += lines
                if lines and not lines[0] and number < len(source) and source[number].strip():
                    out.append("")
        return tidied("\n".join(out))


def head(name: str, heading: str) -> str:
    """What stands before the words of a subdivision: its name and run-in heading, where it has any."""
    return f"({name}: {heading}) " if heading else f"({name}) " if name else ""


def wrapped(text: str, level: int) -> list[str]:
    """The lines of a paragraph at a level. None breaks inside its name or a symbol, and none after the first begins as a name would."""
    indent = " " * (grammar.INDENT * (level - 1))
    name = grammar.NAME.match(text)
    head = text[: name.end()] if name else ""
    rest = _SYMBOL.sub(lambda symbol: symbol.group().replace(" ", _GLUE), text[len(head) :])
    glued = head.replace(" ", _GLUE) + _LIKE_A_NAME.sub(_GLUE, rest)
    lines = textwrap.wrap(
        glued, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace(_GLUE, " ") for line in lines] or [indent]


def is_heading(words: str) -> bool:
    """Whether the grammar can hold these words as a run-in heading: no parenthesis in them is unpaired or inside another."""
    found = grammar.NAME.match(f"(name: {words}) x")
    return found is not None and found.group(2) == words


def tidied(text: str) -> str:
    """A source text whose lone children are joined to their parents, and whose margin paragraphs are named."""
    text = re.sub(r"\n{3,}", "\n\n", _without_empty_conditions(text)).strip("\n") + "\n"
    return _named(_joined(text))


def _without_empty_conditions(text: str) -> str:
    """The text without conditions that hold nothing any more."""
    empty = re.compile(r"^[ \t]*\{%-?\s*if\b[^\n]*%\}[ \t]*\n(?:[ \t]*\n)*[ \t]*\{%-?\s*endif\s*-?%\}[ \t]*\n?", re.MULTILINE)
    while (mended := empty.sub("", text)) != text:
        text = mended
    return text


def _joined(text: str) -> str:
    """No subdivision keeps a lone child: its words run on in its parent."""
    for _ in range(20):
        lone = next(
            (s for s in paragraphs(text) if s.part == "chapeau" and len(s.sub.children) == 1 and not s.sub.children[0].children),
            None,
        )
        if lone is None:
            return text
        spots = {(s.path, s.part): s for s in paragraphs(text)}
        child = spots[f"{lone.path}.{lone.sub.children[0].key}", "chapeau"]
        flush = spots.get((lone.path, "flush"))
        if len(lone.messages) != 1 or len(child.messages) != 1 or (flush and len(flush.messages) != 1):
            return text
        said = (
            re.sub(r"(?:; or|; and|;)$", ",", child.messages[0].source)
            if flush
            else re.sub(r"(?:; or|; and|[;,])$", ".", child.messages[0].source)
        )
        whole = " ".join(filter(None, (lone.messages[0].source.rstrip(":"), said, flush.messages[0].source if flush else "")))
        work = Rewrite(text)
        work.change(lone, {0: whole})
        work.delete(child)
        if flush:
            work.delete(flush)
        text = work.plain()
    return text


def _named(text: str) -> str:
    """All margin paragraphs named where there are several."""
    top = [s for s in paragraphs(text) if s.level == 1 and s.part == "chapeau"]
    if len(top) < 2:
        return text
    lines = text.split("\n")
    used = {s.sub.name for s in top}
    for n, spot in enumerate(top, 1):
        if not spot.sub.name:
            name = next(c for c in (f"part-{n}", f"part-{n}-a", f"part-{n}-b") if c not in used)
            first = spot.lines[0][0] - 1
            lines[first] = f"({name}) {lines[first].lstrip()}"
    return "\n".join(lines)


def unwrapped(text: str) -> str:
    """A source text with each paragraph on one line, so that two texts can be compared whatever their line breaks."""
    out: list[str] = []
    for line in text.rstrip().split("\n"):
        before = out[-1] if out else ""
        runs_on = before.strip() and not grammar.TAG.match(before.strip()) and _continues(line, _indent(before))
        if runs_on:
            out[-1] = f"{before} {line.strip()}"
        else:
            out.append(line.rstrip())
    return "\n".join(out)


def rewrapped(text: str, *models: str) -> str:
    """A source text of one line a paragraph, its lines broken; lines that stand so in one of the models stay as they are there."""
    known = [lines for model in models for lines in _broken(model)]
    out: list[str] = []
    for line in text.split("\n"):
        if not line.strip() or grammar.TAG.match(line.strip()):
            out.append(line)
            continue
        level = _indent(line) // grammar.INDENT + 1
        kept = [_kept(line, lines) for lines in known]
        head, tail = max(kept, key=lambda k: sum(map(len, (*k[0], *k[1]))), default=((), ()))
        rest = line.strip()[len(" ".join(x.strip() for x in head)) :]
        rest = rest[: len(rest) - len(" ".join(x.strip() for x in tail))].strip()
        out += [*head, *(wrapped(rest, level) if rest else ()), *tail]
    return "\n".join(out).strip("\n") + "\n"


def _broken(text: str) -> list[list[str]]:
    """The lines of each paragraph of a source text."""
    found: list[list[str]] = []
    before = ""
    for line in text.rstrip().split("\n"):
        if before.strip() and not grammar.TAG.match(before.strip()) and _continues(line, _indent(before)):
            found[-1].append(line.rstrip())
        else:
            found.append([line.rstrip()])
        before = line
    return [lines for lines in found if lines[0].strip()]


def _kept(line: str, lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those first and last lines of a paragraph that a new form of it on one line begins and ends with."""
    if _indent(line) != _indent(lines[0]):
        return (), ()
    said = f" {line.strip()} "
    head = tail = 0
    while head < len(lines) and said.startswith(f" {' '.join(x.strip() for x in lines[: head + 1])} "):
        head += 1
    said = f" {said.strip()[len(' '.join(x.strip() for x in lines[:head])) :].strip()} "
    while tail < len(lines) - head and said.endswith(f" {' '.join(x.strip() for x in lines[len(lines) - tail - 1 :])} "):
        tail += 1
    return tuple(lines[:head]), tuple(lines[len(lines) - tail :])
