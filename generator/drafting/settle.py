"""The last step of a translated document: what is still English is marked as such, offices show their English once.

Drafting passes words on as plain strings; where they are English it sets marks around them (language.UNTRANSLATED, BESIDE,
PLAIN_ENGLISH). Here the marks become Foreign inlines. Knows no clause and no catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

from generator.document import INLINES, Blank, Block, Document, Foreign, Inline, Inlines, Term, Text
from generator.drafting.speech import BESIDE
from generator.errors import Fault, Refusal
from generator.language import UNTRANSLATED, Language

ENGLISH_TAG = "en-US"
PLAIN_ENGLISH = ("\ue015", "\ue016")  # around words that are English in every language: reasons, sources, gaps
MOST_KEYS = 20
OPEN, CLOSE = (UNTRANSLATED[0], PLAIN_ENGLISH[0]), (UNTRANSLATED[1], PLAIN_ENGLISH[1])
MARKS = re.compile("([\ue010-\ue016])")
ENGLISH_BESIDE = re.compile(f"{BESIDE[0]}[^{BESIDE[1]}]*{BESIDE[1]}")


def settle(node: Document | Block, language: Language):
    """A document or block with every stretch of English marked; English ones are as they were."""
    return node if language.english else _Settler(language).node(node)


def beside(language: Language, english: str) -> Inlines:
    """The English of a term or an office in the language's brackets."""
    return (Text(language.brackets.open), Foreign(ENGLISH_TAG, (Text(english),)), Text(language.brackets.close))


def untranslated(content: Inlines) -> Inlines:
    """Inlines whose words are English because there is no translation of them."""
    return (Text(UNTRANSLATED[0]), *content, Text(UNTRANSLATED[1]))


def plain_english(words: str, language: Language) -> str:
    """Words that no catalogue holds, as reasons of law packs: English in every document."""
    return words if language.english or not words else f"{PLAIN_ENGLISH[0]}{words}{PLAIN_ENGLISH[1]}"


def check_complete(language: Language, partial: bool) -> None:
    """Refuses a document with untranslated strings, with their number and the list, unless `partial` allows them."""
    use = language.use
    if use is None or partial or not use.lacking:
        return
    stale = sum(use.states[key] == "stale" for key in use.lacking)
    told = f", of which {stale} stand for another English" if stale else ""
    raise Refusal(Fault(
        f"{len(use.lacking)} of the {len(use.states)} strings of this document have no translation into "
        f"{language.english_name} ({language.id}){told}",
        f"Ask with --allow-incomplete to print the English of these, marked. They are:\n    {_listed(use.lacking)}"))


def _listed(keys: Mapping[str, str]) -> str:
    """The keys on lines; where they are many, a line for each clause with their number."""
    if len(keys) <= MOST_KEYS:
        return "\n    ".join(sorted(keys))
    groups: dict[str, list[str]] = {}
    for key in keys:
        head, _, rest = key.partition("/") if ":" not in key.partition("/")[0] else key.partition(":")
        groups.setdefault(head, []).append(rest or head)
    return "\n    ".join(f"{head}: {len(found)} ({', '.join(sorted(found)[:3])}{', …' if len(found) > 3 else ''})"
                        for head, found in sorted(groups.items()))


class _Settler:
    """Goes through one document once, in its order."""

    def __init__(self, language: Language):
        self.language = language
        self.shown: set[str] = set()
        self.mark = ""

    def node(self, node):
        """A node with everything below it settled."""
        if not is_dataclass(node):
            return clean(node) if isinstance(node, str) else node
        updates = {}
        for f in fields(node):
            value = getattr(node, f.name)
            new = self.value(value)
            if new is not value:
                updates[f.name] = new
        return replace(node, **updates) if updates else node

    def value(self, value):
        """A field's value."""
        if isinstance(value, str):
            return clean(value) if MARKS.search(value) else value
        if isinstance(value, tuple):
            if any(isinstance(item, INLINES) for item in value):
                return self.inlines(value)
            new = tuple(self.value(item) if isinstance(item, tuple | str) else self.node(item) for item in value)
            return value if all(a is b for a, b in zip(value, new, strict=True)) else new
        return self.node(value) if is_dataclass(value) else value

    def inlines(self, content: Inlines) -> Inlines:
        """Inlines with their marks turned into Foreign."""
        if not any(_marked(inline) for inline in content):
            return content
        out: list[Inline] = []
        inside: list[Inline] = []
        depth = 0  # English stands in English: a value without translation in a sentence without one
        for inline in content:
            for piece in self._pieces(inline):
                if piece in OPEN:
                    out += [self._untranslated()] if piece == OPEN[0] and not depth else []
                    depth += 1
                elif piece in CLOSE:
                    depth -= 1
                    if not depth and inside:
                        out.append(Foreign(ENGLISH_TAG, tuple(inside)))
                        inside = []
                else:
                    (inside if depth else out).append(piece)
        return tuple(out)

    def _untranslated(self) -> Text:
        """The words, in the document's language, before English that stands for a missing translation."""
        self.mark = self.mark or clean(self.language.words("untranslated"))
        return Text(f"{self.mark} ")

    def _pieces(self, inline: Inline):
        """Inlines, and the marks between them as strings."""
        if isinstance(inline, Blank) and MARKS.search(inline.label):
            yield from (OPEN[0], replace(inline, label=clean(inline.label)), CLOSE[0])
        elif isinstance(inline, Term) and MARKS.search(inline.text):
            yield from (OPEN[1], replace(inline, text=clean(inline.text)), CLOSE[1])
        elif not isinstance(inline, Text) or not MARKS.search(inline.text):
            yield self.node(inline)
        else:
            yield from self._of_text(inline)

    def _of_text(self, inline: Text):
        beside = ""
        collecting = False
        for piece in MARKS.split(inline.text):
            if piece == BESIDE[0]:
                collecting, beside = True, ""
            elif piece == BESIDE[1]:
                collecting = False
                yield from self._beside(beside)
            elif collecting:
                beside += piece
            elif piece in OPEN or piece in CLOSE:
                yield piece
            elif piece:
                yield replace(inline, text=piece)

    def _beside(self, english: str):
        """The English of an office in brackets, where it is named for the first time."""
        if english not in self.shown:
            self.shown.add(english)
            yield from beside(self.language, english)


def _marked(inline: Inline) -> bool:
    content = getattr(inline, "content", None)
    if isinstance(content, tuple):
        return any(_marked(i) for i in content)
    return bool(MARKS.search(getattr(inline, "text", "") or getattr(inline, "label", "")))


def capital(words: str) -> str:
    """Words with a capital at their beginning, before which marks may stand."""
    at = len(words) - len(MARKS.sub("", words[:1]) + words[1:])
    return words[:at] + words[at:at + 1].upper() + words[at + 1:]


def clean(words: str) -> str:
    """Words without marks, for places that hold no inlines."""
    return MARKS.sub("", ENGLISH_BESIDE.sub("", words))
