"""An edited paragraph back into a clause's own writing: terms, references, citations and values become symbols again.

The inverse of fill, for one paragraph. It knows no file and no Word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator import grammar
from generator.difference import differences, tokens
from generator.document import Duty, Inline, Inlines, LanguageRecord, Reference, Text, plain
from generator.drafting.fill import Filler, evaluate, holds, paragraph
from generator.ooxml.returned import evened
from generator.style import Style

_STRAY = re.compile(r"\[\[|\]\]|\{\{|\}\}|\{%|%\}")
_MASK = "\0"  # stands for a symbol while the words around it are read
_FORGIVEN = re.compile(r"(?:; and|; or|[.,;:])$")


@dataclass(frozen=True, slots=True)
class Known:
    """What new words may be recognised as: shown words -> the symbol that prints them."""

    terms: Mapping[str, str]
    others: Mapping[str, str]
    duties: Mapping[str, str]

    def pattern(self) -> re.Pattern | None:
        """One pattern over all the words, longest first."""
        names = sorted({*self.terms, *self.others, *self.duties}, key=len, reverse=True)
        if not names:
            return None
        return re.compile(r"(?<![\w§-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w]|\([a-zA-Z0-9]|\.[A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of the baseline's paragraph: what the clause writes, what it prints, whether that is a symbol, and its message."""

    source: str
    shown: str
    symbol: bool
    message: int = 0


def known_words(
    filler: Filler, style: Style, citations: Mapping[str, str], references: Mapping[str, str], expressions: Iterable[str]
) -> Known:
    """What can be recognised in new words: the library's terms, the draft's citations and references, single values.

    `expressions` are the values that the library's texts name; those that print the same words are not recognised.
    """
    terms = {}
    for definition in filler.library.definitions.values():
        for name in definition.names():
            terms[name] = f"[[{name}]]"
    values: dict[str, set[str]] = {}
    for expression in expressions:
        shown = _value(expression, filler)
        if len(shown) > 3:
            values.setdefault(shown, set()).add(expression)
    others = {shown: f"{{{{ {next(iter(found))} }}}}" for shown, found in values.items() if len(found) == 1}
    others.update(references)
    others.update({evened(text): symbol for text, symbol in citations.items()})
    duties = {said: word for word in ("must not", "must", "may not", "may") if (said := style.duty(word)) != word}
    return Known(terms, others, duties)


def _value(expression: str, filler: Filler) -> str:
    """What an expression prints, where it prints plain words."""
    try:
        value = evaluate(expression, filler.values)
    except ValueError:
        return ""
    shown = value.text if isinstance(value, Text) else value if isinstance(value, str) else ""
    return evened(shown) if shown[:1].isupper() or "this " in shown else ""


def bits(
    messages: Sequence[grammar.Message],
    filler: Filler,
    style: Style,
    record: LanguageRecord,
    defines: str = "",
    words_of: Mapping[str, str] | None = None,
) -> list[Bit]:
    """The pieces of a paragraph as this draft prints it.

    `words_of` says how a reference is printed; `defines` is the term defined.
    """
    out: list[Bit] = []
    for at, message in enumerate(messages):
        if not holds(message.conditions, filler.values):
            continue
        if out:
            out.append(Bit(" ", " ", False, at))
        for part in message.parts:
            shown = "".join(_shown(i, style, record, words_of or {}) for i in _filled(part, filler))
            if defines and isinstance(part, grammar.TermUse) and filler.library.term(part.term) == defines:
                shown, defines = f"“{shown[:1].upper()}{shown[1:]}”", ""
            words = isinstance(part, grammar.Words)
            out.append(Bit(part.text if words else written(part), _one_space(shown), not words, at))
    return out


def _filled(part: grammar.Part, filler: Filler) -> Inlines:
    return paragraph((grammar.Message(written(part), (part,)),), "", filler)


def _one_space(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2011", "-"))


def _shown(inline: Inline, style: Style, record: LanguageRecord, words_of: Mapping[str, str]) -> str:
    if isinstance(inline, Duty):
        return style.duty(inline.word)
    if isinstance(inline, Reference):
        return words_of.get(inline.target, inline.text)
    return plain((inline,), record)


def written(part: grammar.Part) -> str:
    """A part as a clause writes it."""
    match part:
        case grammar.DutyWord(word=word):
            return word
        case grammar.Value(expression=expression):
            return f"{{{{ {expression} }}}}"
        case grammar.TermUse(term=term, shown=shown):
            return f"[[{term}|{shown}]]" if shown else f"[[{term}]]"
        case grammar.RefUse(target=target):
            return f"[[ref:{target}]]"
        case grammar.CiteUse(key=key):
            return f"[[cite:{key}]]"
        case grammar.LawUse(role=role):
            return f"[[law:{role}]]"
    return part.text


def shown_words(pieces: Sequence[Bit]) -> str:
    """What the pieces print."""
    return "".join(b.shown for b in pieces)


def restored(pieces: Sequence[Bit], before: str, after: str, known: Known) -> dict[int, str] | None:
    """The text of each message that prints `after`, made from the pieces that print `before`.

    None where the pieces do not print `before` (but for capitals, the words of symbols, and the mark at its end).
    """
    for mend in (False, True):
        for loose in ((), (grammar.RefUse,), None):
            fitted = _fitted(pieces, before, loose, mend)
            if fitted is None:
                continue
            own, mended = _FORGIVEN.search(shown_words(pieces)), _FORGIVEN.search(before)
            if mend and mended and after.endswith(mended.group()):  # the list was mended as an item is out: the clause's own mark
                after = after[: -len(mended.group())] + (own.group() if own else "")
                before = before[: -len(mended.group())] + (own.group() if own else "")
            return _woven(fitted, before, after, known)
    return None


def fits(pieces: Sequence[Bit], before: str) -> bool:
    """Whether the pieces print these words."""
    return any(_fitted(pieces, before, loose, mend) is not None for mend in (False, True) for loose in ((), (grammar.RefUse,)))


def _fitted(pieces: Sequence[Bit], before: str, loose: tuple | None, mend: bool) -> list[Bit] | None:
    """The pieces with the words that they have in `before`; None where they do not fit.

    Symbols of the kinds in `loose` (None: all) may show any words; `mend` lets the closing mark differ.
    """
    pattern, last, held = [], len(pieces) - 1, False
    for at, bit in enumerate(pieces):
        shown = bit.shown.lstrip() if at == 0 else bit.shown
        shown = shown.rstrip() if at == last else shown
        if bit.symbol and at < last and (loose is None or (bit.source.startswith("[[ref:") and grammar.RefUse in loose)):
            pattern.append("(.{1,160}?)" if held else "(?>(.{1,160}?)")  # held: never tried again once what follows was found
            held = True
            continue
        mended = mend and at == last
        words = _FORGIVEN.sub("", shown) if mended else shown
        pattern.append(f"({re.escape(words)}){'(?:; and|; or|[.,;:])?' if mended else ''}{')' if held else ''}")
        held = False
    match = re.fullmatch("".join(pattern), before, re.IGNORECASE | re.DOTALL)
    if match is None:
        return None
    found = [Bit(b.source, shown, b.symbol, b.message) for b, shown in zip(pieces, match.groups(), strict=True)]
    if mend and found:
        own = _FORGIVEN.search(pieces[-1].shown.rstrip())
        found[-1] = Bit(found[-1].source, found[-1].shown + (own.group() if own else ""), found[-1].symbol, found[-1].message)
    return found


def recognised(text: str, known: Known, marked: Iterable[str] = ()) -> str:
    """New words with the symbols that can be recognised in them; terms in `marked` and quotations are left as words."""
    return _symbols(text, _unquoted(text, [True] * len(text)), known, set(marked))


def marks_in(text: str) -> list[str]:
    """What the grammar would read as marks in words that were typed; it is stored with a space inside."""
    return list(dict.fromkeys(_STRAY.findall(text)))


def _unquoted(text: str, new: list[bool]) -> list[bool]:
    """The flags, with none set inside quotation marks: what is quoted stays as it was typed."""
    out = list(new)
    for start, end in grammar.quotations(text):
        out[start:end] = [False] * (end - start)
    return out


def _woven(pieces: Sequence[Bit], before: str, after: str, known: Known) -> dict[int, str]:
    marked = {b.source for b in pieces if b.symbol}
    out = _Weave(known, marked)
    starts, at = [], 0
    for bit in pieces:
        starts.append((at, at + len(bit.shown), bit))
        at += len(bit.shown)
    a, b = tokens(before), tokens(after)
    i = j = 0
    message = pieces[0].message if pieces else 0
    for span in differences(a, b):
        length = len("".join(a[span.old_start : span.old_end]))
        new = "".join(b[span.new_start : span.new_end])
        if span.same:
            for start, end, bit in starts:
                if end <= i or start >= i + length or start == end:
                    continue
                message = bit.message
                if bit.symbol and start >= i and end <= i + length:
                    out.symbol(message, bit.source)
                else:
                    low, high = max(start, i), min(end, i + length)
                    out.words(message, new[low - i : high - i], new=bit.symbol)
        else:
            message = next((bit.message for start, end, bit in starts if start <= i < end), message)
            out.words(message, new, new=True)
        i, j = i + length, j + len(new)
    return out.messages()


class _Weave:
    """The new text of each message while it is put together."""

    def __init__(self, known: Known, marked: set[str]):
        self.known, self.marked = known, marked
        self.parts: dict[int, list[tuple[str, bool, bool]]] = {}

    def words(self, message: int, text: str, new: bool) -> None:
        self.parts.setdefault(message, []).append((text, False, new))

    def symbol(self, message: int, source: str) -> None:
        self.parts.setdefault(message, []).append((source, True, False))

    def messages(self) -> dict[int, str]:
        """The text of each message."""
        return {message: self._joined(parts).strip() for message, parts in self.parts.items()}

    def _joined(self, parts: list[tuple[str, bool, bool]]) -> str:
        whole = "".join(_MASK if symbol else text for text, symbol, _ in parts)
        flags = _unquoted(whole, [new for text, symbol, new in parts for _ in (_MASK if symbol else text)])
        out, start, at = [], 0, 0
        for text, symbol, _ in [*parts, ("", True, False)]:
            if symbol:
                out.append(_symbols(whole[start:at], flags[start:at], self.known, self.marked))
                out.append(text)
                start = at + len(_MASK)
                at = start
            else:
                at += len(text)
        return "".join(out)


def _symbols(text: str, new: list[bool], known: Known, marked: set[str]) -> str:
    """A run of words in which what is new and known became symbols."""
    pattern = known.pattern()
    if pattern is None or not any(new):
        return _safe(text)
    out, at = [], 0
    for match in pattern.finditer(text):
        said = match.group()
        symbol = known.others.get(said) or known.duties.get(said) or known.terms.get(said, "")
        if not any(new[match.start() : match.end()]) or (said in known.terms and symbol in marked):
            continue
        out.append(_safe(text[at : match.start()]) + symbol)
        marked.add(symbol)
        at = match.end()
    return "".join(out) + _safe(text[at:])


def _safe(text: str) -> str:
    """Words that the grammar would read as marks, made harmless."""
    return _STRAY.sub(lambda m: f"{m.group()[0]} {m.group()[1]}", text)


def words_of_references(content: Iterable[Inlines]) -> Mapping[str, str]:
    """How each target is printed in a draft (the words most often used for it)."""
    count: dict[str, Counter] = {}
    for inlines in content:
        for inline in inlines:
            if isinstance(inline, Reference):
                count.setdefault(inline.target, Counter())[inline.text] += 1
    return {target: words.most_common(1)[0][0] for target, words in count.items()}
