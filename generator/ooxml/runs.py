"""Runs of text in any script: fonts, language, direction and size said the way Word needs it. It knows no block."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .package import attribute, text

RLM, LRM = "\u200f", "\u200e"
NBSP, NO_BREAK_HYPHEN = "\u00a0", "\u2011"
#: LibreOffice ends a right-to-left line inside what those hold together, in the midst of a number; these it does not break
PRINTED = str.maketrans({NBSP: "\u202f", NO_BREAK_HYPHEN: "\u2060-\u2060"})

#: w:lang wants a language with its region; a bare tag or a script tag becomes the one that Word knows
_WORD_TAGS = {
    "en": "en-US",
    "es": "es-US",
    "ar": "ar-SA",
    "zh": "zh-CN",
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "ht": "ht-HT",
    "pt": "pt-BR",
    "ko": "ko-KR",
    "gu": "gu-IN",
    "bn": "bn-BD",
    "hi": "hi-IN",
    "pl": "pl-PL",
    "fil": "fil-PH",
    "tl": "fil-PH",
    "ur": "ur-PK",
    "vi": "vi-VN",
    "ru": "ru-RU",
    "fr": "fr-FR",
    "it": "it-IT",
    "uk": "uk-UA",
    "te": "te-IN",
    "sq": "sq-AL",
    "ja": "ja-JP",
    "fa": "fa-IR",
    "he": "he-IL",
    "pa": "pa-IN",
    "ps": "ps-AF",
}
_RTL = frozenset("ar ur fa he ps yi aii syr ckb sd ug dv".split())
_COMPLEX = _RTL | frozenset("hi gu bn pa ta te kn ml mr ne si th lo km my am".split())
_EAST_ASIAN = frozenset("zh ja ko yue".split())

_LATIN_STRETCH = re.compile(
    r"[(]?[A-Za-z0-9§$#][A-Za-z0-9 .,()§\-\u2011\u2013\u00a0/:&'’#$@_%+]*[A-Za-z0-9)%§]|[A-Za-z§]"
)
_ATOM = re.compile(  # what a line end must not cut, wherever it stands in a text
    r"\(\d{3}\) \d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|\bForms? [A-Z]+-\d+[A-Z]?\b|\b\d{4}-\d{2}-\d{2}\b|\b\d+ [UC]\.[SF]\.[CR]\. §+ ?[\w().-]*[\w)]")
_MUST_STAY = re.compile(r"[A-Za-z§$]|\d[-\u2011\u2013/:(]|\)\s*\d")


def word_tag(tag: str) -> str:
    """The language tag that Word knows for a BCP 47 tag."""
    return _WORD_TAGS.get(tag, tag)


@dataclass(frozen=True, slots=True)
class Look:
    """How runs of one language are said: every run bears its language, and what its script needs.

    `script` is latin, complex or east_asian; `fonts` has the slots latin, complex and east_asian. `printed` is for a file
    that LibreOffice will only print.
    """

    tag: str
    rtl: bool
    script: str
    fonts: Mapping[str, str] = field(hash=False)
    printed: bool = False
    _cache: dict = field(default_factory=dict, compare=False, repr=False)

    @property
    def bidi(self) -> str:
        """The paragraph property of direction."""
        return "<w:bidi/>" if self.rtl else ""

    def lang(self, latin: bool = False) -> str:
        """The `w:lang` element."""
        tag = attribute("en-US" if latin else word_tag(self.tag))
        if latin or self.script == "latin":
            return f'<w:lang w:val="{tag}"/>'
        slot = "eastAsia" if self.script == "east_asian" else "bidi"
        return f'<w:lang w:val="{tag}" w:{slot}="{tag}"/>'

    def font_slots(self) -> str:
        """The `w:rFonts` element with all four slots."""
        latin, complex_, east = (
            attribute(self.fonts.get(slot, "Times New Roman")) for slot in ("latin", "complex", "east_asian")
        )
        return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{complex_}"/>'

    def properties(
        self, emphasis: str = "", style: str = "", *, highlight: bool = False, latin: bool = False, change: str = ""
    ) -> str:
        """The `w:rPr` of a run. `change` is a ready `w:rPrChange`; `latin` marks a stretch kept left to right."""
        key = (emphasis, style, highlight, latin)
        known = self._cache.get(key)
        if known is None:
            known = self._cache[key] = "".join(
                (
                    f'<w:rStyle w:val="{style}"/>' if style else "",
                    EMPHASIS[emphasis][0],
                    '<w:highlight w:val="yellow"/>' if highlight else "",
                    EMPHASIS[emphasis][1],
                    "" if latin else self._direction(),
                    self.lang(latin),
                )
            )
        return f"<w:rPr>{known}{change}</w:rPr>"

    def _direction(self) -> str:
        if self.rtl:
            return "<w:rtl/>"
        return "<w:cs/>" if self.script == "complex" else ""

    def stretches(self, words: str) -> list[tuple[str, bool]]:
        """The words cut where the script changes: (words, latin). Only scripts that need it are cut.

        In a right-to-left paragraph a Latin stretch, a telephone number and "2(A)" come back as one piece between
        marks of direction, so that nothing jumps to the other side of the line.
        """
        if self.script != "complex":
            return [(words, False)]
        pieces: list[tuple[str, bool]] = []
        at = 0
        for match in _LATIN_STRETCH.finditer(words):
            start, end = _balanced(words, match.start(), match.end())
            if start < at or not _MUST_STAY.search(words, start, end):
                continue
            if start > at:
                pieces.append((words[at:start], False))
            pieces.append((self.held(words[start:end]), True))
            at = end
        if at < len(words):
            pieces.append((words[at:], False))
        return pieces

    def held(self, words: str) -> str:
        """Latin words between marks of direction where the paragraph runs right to left."""
        return f"{RLM}{LRM}{words}{LRM}{RLM}" if self.rtl else words

    def bound(self, words: str) -> str:
        """A Latin stretch so that no line of a right-to-left paragraph ends inside a number, a citation or a form's name."""
        if not self.rtl:
            return words
        words = _ATOM.sub(lambda m: glued(m[0]), words)
        return words.translate(PRINTED) if self.printed else words


EMPHASIS = {
    "": ("", ""),
    "bold": ("<w:b/><w:bCs/>", ""),
    "italic": ("<w:i/><w:iCs/>", ""),
    "strike": ("<w:strike/>", ""),
    "underline": ("", '<w:u w:val="single"/>'),
}


def look_of(tag: str, fonts: Mapping[str, str], direction: str = "", script: str = "", printed: bool = False) -> Look:
    """The look of a language; direction and script follow from the tag where they are not given."""
    first = tag.partition("-")[0]
    if not script:
        script = "complex" if first in _COMPLEX else "east_asian" if first in _EAST_ASIAN else "latin"
    rtl = direction == "rtl" if direction else first in _RTL
    return Look(tag, rtl, "complex" if rtl else script, fonts, printed)


def content(words: str, deleted: bool = False) -> str:
    """What stands inside a run: text, tabs, line breaks and hyphens that do not break."""
    if not _SPECIAL.search(words):
        return _plain(words, deleted)
    out = []
    for piece in _SPECIAL.split(words):
        if piece in _ELEMENT:
            out.append(_ELEMENT[piece])
        elif piece:
            out.append(_plain(piece, deleted))
    return "".join(out)


_SPECIAL = re.compile("([\t\n\u2011])")
_ELEMENT = {"\t": "<w:tab/>", "\n": "<w:br/>", NO_BREAK_HYPHEN: "<w:noBreakHyphen/>"}


def _plain(words: str, deleted: bool) -> str:
    tag = "w:delText" if deleted else "w:t"
    return f'<{tag} xml:space="preserve">{text(words)}</{tag}>'


def _balanced(words: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without a bracket whose partner stands outside it."""
    while end > start and words[end - 1] == ")" and words.count(")", start, end) > words.count("(", start, end):
        end -= 1
    while end > start and words[start] == "(" and words.count("(", start, end) > words.count(")", start, end):
        start += 1
    while end > start and words[end - 1] in " .,":
        end -= 1
    return start, end


_GLUED = re.compile(r"[\d§.]")


def glued(citation: str) -> str:
    """A citation that a line end does not cut: its spaces and hyphens do not break.

    In a long one a line may still end between two plain words or after a comma that no number follows.
    """
    tokens = citation.split(" ")
    out = tokens[0]
    long = len(citation) > 40
    for before, after in zip(tokens, tokens[1:], strict=False):
        breaks = (
            long
            and not (_GLUED.search(before[-2:]) or _GLUED.search(after[:2]))
            or (long and before.endswith((";", ",")))
        )
        out += (" " if breaks else NBSP) + after
    return out.replace("-", NO_BREAK_HYPHEN)
