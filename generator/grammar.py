"""The small grammar of clause text (docs/clauses.md): indentation, names, terms, references, values, conditions.

Turns text into a tree of subdivisions whose messages are still templates. Knows no file, no profile and no Jinja:
an expression is kept as text, with its place, for the room that may evaluate it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

INDENT = 2
ALWAYS = "true"  # the test of an {% else %}, after the negated ones before it
NAME = re.compile(r"\(([a-z][a-z0-9-]*)(?::\s*((?:[^()]|\([^()]*\))+))?\)\s+(?=\S)")
UNCLOSED = re.compile(r"\([a-z][a-z0-9-]*:\s")  # begins a run-in heading; where NAME does not match, it has no end
TAG = re.compile(r"\{%-?\s*(if|elif|else|endif)\b\s*(.*?)\s*-?%\}\Z")
TOKEN = re.compile(r"\[\[(?P<mark>[^\[\]]*)\]\]|\{\{(?P<value>.*?)\}\}|(?P<stray>\[\[|\]\]|\{\{|\}\}|\{%|%\})")
DUTY = re.compile(r"\b(must not|must|may not|may)\b")
FORM = re.compile(r"([A-Za-z_][\w.]*):([a-z]+)\Z")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place inside a text: line and column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault of grammar: where, what, and what to do."""

    spot: Spot
    problem: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class DutyWord:
    """must, must not, may or may not, outside quotation marks."""

    word: str


@dataclass(frozen=True, slots=True)
class Value:
    """`{{ expression }}`; in a translation `{{ expression:form }}` asks for a form of the name that its language needs."""

    expression: str
    spot: Spot = field(compare=False, default=Spot(1, 1))
    form: str = ""


@dataclass(frozen=True, slots=True)
class TermUse:
    """`[[term]]` or `[[term|shown words]]`; `shown` is empty when the term speaks for itself."""

    term: str
    shown: str = ""
    spot: Spot = field(compare=False, default=Spot(1, 1))


@dataclass(frozen=True, slots=True)
class RefUse:
    """`[[ref:clause]]`, `[[ref:clause.subdivision]]` or `[[ref:.subdivision]]` (this clause's own)."""

    target: str
    spot: Spot = field(compare=False, default=Spot(1, 1))


@dataclass(frozen=True, slots=True)
class CiteUse:
    """`[[cite:key]]`: a citation of the law files."""

    key: str
    spot: Spot = field(compare=False, default=Spot(1, 1))


@dataclass(frozen=True, slots=True)
class LawUse:
    """`[[law:role]]`: the state's own law for a role."""

    role: str
    spot: Spot = field(compare=False, default=Spot(1, 1))


Part = Words | DutyWord | Value | TermUse | RefUse | CiteUse | LawUse


@dataclass(frozen=True, slots=True)
class Condition:
    """One test: `expression` must be true (or false where `negated`)."""

    expression: str
    negated: bool = False
    spot: Spot = field(compare=False, default=Spot(1, 1))


@dataclass(frozen=True, slots=True)
class Message:
    """Whole sentences under the same conditions: what a translator sees as one string. `source` is its English."""

    source: str
    parts: tuple[Part, ...]
    conditions: tuple[Condition, ...] = ()
    spot: Spot = field(compare=False, default=Spot(1, 1))


@dataclass(frozen=True, slots=True)
class Subdivision:
    """One subdivision: its name (or ""), run-in heading, chapeau, children one level down, flush text.

    `key` is the name, or p1, p2, … by position where it has none; keys join to a path with dots.
    """

    key: str
    name: str
    heading: str
    chapeau: tuple[Message, ...]
    children: tuple[Subdivision, ...] = ()
    flush: tuple[Message, ...] = ()
    spot: Spot = field(compare=False, default=Spot(1, 1))


@dataclass(frozen=True, slots=True)
class ClauseText:
    """The parsed text of one form of one variant, and all that is wrong with it."""

    subdivisions: tuple[Subdivision, ...]
    wrong: tuple[Wrong, ...] = ()

    def paths(self) -> Iterator[str]:
        """The dotted path of every named subdivision."""
        for _, path, sub in walk(self.subdivisions):
            if sub.name:
                yield path

    def messages(self) -> Iterator[tuple[str, Message]]:
        """Every message with its key inside the text: `path`, `path~2` for a second one, `path~flush`."""
        for path, sub in self.keyed():
            yield from message_keys(path, sub.chapeau)
            yield from message_keys(f"{path}~flush", sub.flush)

    def keyed(self) -> Iterator[tuple[str, Subdivision]]:
        """Every subdivision with the key of its strings, depth first."""
        yield from _keyed(self.subdivisions, "")

    def parts(self) -> Iterator[Part]:
        """Every part of every message, in order."""
        for _, message in self.messages():
            yield from message.parts


def walk(subdivisions: tuple[Subdivision, ...], level: int = 1, prefix: str = "") -> Iterator[tuple[int, str, Subdivision]]:
    """Level, dotted path and subdivision, depth first."""
    for sub in subdivisions:
        path = f"{prefix}.{sub.key}" if prefix else sub.key
        yield level, path, sub
        yield from walk(sub.children, level + 1, path)


def siblings(subdivisions: tuple[Subdivision, ...], prefix: str = "") -> Iterator[tuple[str, Subdivision]]:
    """Subdivisions of one parent with the keys of their strings: the dotted path, `path=2` where a name stands again."""
    seen: dict[str, int] = {}
    for sub in subdivisions:
        seen[sub.key] = seen.get(sub.key, 0) + 1
        key = sub.key if seen[sub.key] == 1 else f"{sub.key}={seen[sub.key]}"
        yield (f"{prefix}.{key}" if prefix else key), sub


def _keyed(subdivisions: tuple[Subdivision, ...], prefix: str) -> Iterator[tuple[str, Subdivision]]:
    for key, sub in siblings(subdivisions, prefix):
        yield key, sub
        yield from _keyed(sub.children, key)


def message_keys(path: str, messages: tuple[Message, ...]) -> Iterator[tuple[str, Message]]:
    """The messages of one paragraph with their keys."""
    for i, message in enumerate(messages):
        yield (path if i == 0 else f"{path}~{i + 1}"), message


# --------------------------------------------------------------------------------------------------------------
# Lines


@dataclass(slots=True)
class _Line:
    level: int
    text: str
    spot: Spot
    conditions: tuple[Condition, ...]
    after_blank: bool


def _lines(text: str, wrong: list[Wrong]) -> list[_Line]:
    """The text lines with their level and the conditions they stand under; tags are taken out."""
    lines: list[_Line] = []
    stack: list[list[Condition]] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), 1):
        body = raw.strip()
        spot = Spot(number, len(raw) - len(raw.lstrip()) + 1)
        if not body:
            blank = True
        elif tag := TAG.match(body):
            _tag(tag, spot, stack, wrong)
        else:
            indent = spot.column - 1
            if indent % INDENT:
                wrong.append(Wrong(spot, f"indented by {indent} spaces", f"Indent by {INDENT} spaces a level."))
            conditions = tuple(c for frame in stack for c in frame)
            lines.append(_Line(indent // INDENT + 1, body, spot, conditions, blank))
            blank = False
    if stack:
        wrong.append(Wrong(stack[-1][-1].spot, "{% if %} without {% endif %}", "Add {% endif %} on a line of its own."))
    return lines


def _tag(tag: re.Match, spot: Spot, stack: list[list[Condition]], wrong: list[Wrong]) -> None:
    """Open, turn or close a condition. A frame holds the negated tests before, and the present one last."""
    kind, expression = tag.group(1), tag.group(2)
    if kind in ("if", "elif") and not expression:
        wrong.append(Wrong(spot, f"{{% {kind} %}} tests nothing", "Write the test, like {% if has(\"privacy\") %}."))
    if kind == "if":
        stack.append([Condition(expression, spot=spot)])
    elif not stack:
        wrong.append(Wrong(spot, f"{{% {kind} %}} without {{% if %}}", "Open the condition with {% if … %} before."))
    elif kind == "endif":
        stack.pop()
    elif len(stack[-1]) > 1 and stack[-1][-1].expression == ALWAYS:
        wrong.append(Wrong(spot, f"{{% {kind} %}} after {{% else %}}", "Close the condition with {% endif %} first."))
    else:
        last = stack[-1].pop()
        stack[-1].append(Condition(last.expression, True, last.spot))
        if kind == "elif":
            stack[-1].append(Condition(expression, spot=spot))
        else:
            stack[-1].append(Condition(ALWAYS, spot=spot))


# --------------------------------------------------------------------------------------------------------------
# Subdivisions


@dataclass(slots=True)
class _Open:
    """A subdivision while it is read."""

    name: str
    heading: str
    level: int
    spot: Spot
    chapeau: list[_Line] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)
    flush: list[_Line] = field(default_factory=list)


def parse(text: str) -> ClauseText:
    """The tree of a clause's text. Faults do not stop the reading: all of them are in `wrong`."""
    wrong: list[Wrong] = []
    top = _Open("", "", 0, Spot(1, 1))
    path: list[_Open] = [top]
    for line in _lines(text, wrong):
        _place(line, path, wrong)
    subdivisions = tuple(_close(child, i, wrong) for i, child in enumerate(top.children, 1))
    _check_names(subdivisions, wrong)
    return ClauseText(subdivisions, tuple(wrong))


def _place(line: _Line, path: list[_Open], wrong: list[Wrong]) -> None:
    """Put a line where it belongs: a new subdivision, the running paragraph, or flush text."""
    name = NAME.match(line.text)
    if not name and UNCLOSED.match(line.text):
        wrong.append(Wrong(line.spot, "a run-in heading that has no end, or an unpaired parenthesis in it",
                           "Write it as (name: Heading), with the text after it on the same line."))
    current = path[-1]
    if not name and not line.after_blank and line.level == current.level and current.level:
        (current.flush if current.children else current.chapeau).append(line)
        return
    if not name and not line.after_blank and 0 < line.level < current.level:
        while path[-1].level > line.level:
            path.pop()
        path[-1].flush.append(line)
        return
    if line.level > current.level + 1:
        wrong.append(Wrong(line.spot, "indented by more than one level", f"Indent by {INDENT} spaces below its parent."))
        line.level = current.level + 1
    while path[-1].level >= line.level:
        path.pop()
    if not name and line.level > 1 and not line.after_blank:
        wrong.append(Wrong(line.spot, "an indented paragraph without a name", "Begin it with a name, like (records)."))
    opened = _Open(name.group(1) if name else "", (name.group(2) or "").strip() if name else "", line.level, line.spot)
    if name:
        line.text, line.spot = line.text[name.end():], Spot(line.spot.line, line.spot.column + name.end())
    opened.chapeau.append(line)
    path[-1].children.append(opened)
    path.append(opened)


def _close(opened: _Open, position: int, wrong: list[Wrong]) -> Subdivision:
    """The finished subdivision."""
    children = tuple(_close(child, i, wrong) for i, child in enumerate(opened.children, 1))
    return Subdivision(
        key=opened.name or f"p{position}", name=opened.name, heading=opened.heading,
        chapeau=_messages(opened.chapeau, wrong), children=children, flush=_messages(opened.flush, wrong),
        spot=opened.spot,
    )


def _check_names(subdivisions: tuple[Subdivision, ...], wrong: list[Wrong]) -> None:
    """No name twice under one parent, unless the two stand under different conditions."""
    seen: dict[str, Subdivision] = {}
    for sub in subdivisions:
        other = seen.get(sub.key)
        if other and other.chapeau[:1] and sub.chapeau[:1] and other.chapeau[0].conditions == sub.chapeau[0].conditions:
            wrong.append(Wrong(sub.spot, f"the name '{sub.key}' is used twice here", "Give each subdivision its own name."))
        seen[sub.key] = sub
        _check_names(sub.children, wrong)


# --------------------------------------------------------------------------------------------------------------
# Messages


def _messages(lines: list[_Line], wrong: list[Wrong]) -> tuple[Message, ...]:
    """Lines under the same conditions are one message."""
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and groups[-1][0].conditions == line.conditions:
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_message(group, wrong) for group in groups)


def _message(lines: list[_Line], wrong: list[Wrong]) -> Message:
    """One message; spots inside it are mapped back to their line."""
    source = " ".join(line.text for line in lines)
    starts, at = [], 0
    for line in lines:
        starts.append((at, line))
        at += len(line.text) + 1

    def spot(offset: int) -> Spot:
        start, line = next(s for s in reversed(starts) if s[0] <= offset)
        return Spot(line.spot.line, line.spot.column + offset - start)

    return Message(source, tuple(parts(source, spot, wrong)), lines[0].conditions, lines[0].spot)


def parts(source: str, spot=lambda offset: Spot(1, offset + 1), wrong: list[Wrong] | None = None) -> Iterator[Part]:
    """The parts of a message's source (English or a translation)."""
    wrong = [] if wrong is None else wrong
    quoted, at = quotations(source), 0
    for token in TOKEN.finditer(source):
        yield from _words(source, at, token.start(), quoted)
        at = token.end()
        here = spot(token.start())
        if token["value"] is not None:
            yield _value(token["value"].strip(), here)
        elif token["mark"] is not None:
            yield _mark(token["mark"].strip(), here, wrong)
        else:
            wrong.append(Wrong(here, f"a stray '{token['stray']}'",
                               "Close what you open; conditions stand alone on their line."))
    yield from _words(source, at, len(source), quoted)


def quotations(source: str) -> list[tuple[int, int]]:
    """Where the quotations of a source stand; quotation marks inside a value or a mark open none."""
    bare = TOKEN.sub(lambda token: "\0" * len(token.group()), source)
    return [m.span() for m in QUOTED.finditer(bare)]


def _value(expression: str, spot: Spot) -> Value:
    """A value, its form set apart."""
    formed = FORM.match(expression)
    return Value(formed[1], spot, formed[2]) if formed else Value(expression, spot)


def _mark(mark: str, spot: Spot, wrong: list[Wrong]) -> Part:
    """What stands between double square brackets."""
    kind, colon, rest = mark.partition(":")
    if colon and kind in ("ref", "cite", "law"):
        if not rest.strip():
            wrong.append(Wrong(spot, f"[[{mark}]] names nothing", f"Write [[{kind}:NAME]]."))
        return {"ref": RefUse, "cite": CiteUse, "law": LawUse}[kind](rest.strip(), spot)
    term, _, shown = mark.partition("|")
    if not term.strip():
        wrong.append(Wrong(spot, "an empty [[ ]]", "Name a defined term between the brackets."))
    return TermUse(term.strip(), shown.strip(), spot)


def _words(source: str, start: int, end: int, quoted: list[tuple[int, int]]) -> Iterator[Part]:
    """The plain words between two places, with the words of authority set apart; quotations are left alone."""
    at = start
    for match in DUTY.finditer(source, start, end):
        if any(a <= match.start() < b for a, b in quoted):
            continue
        if match.start() > at:
            yield Words(source[at:match.start()])
        yield DutyWord(match.group(1))
        at = match.end()
    if at < end:
        yield Words(source[at:end])
