"""The glossary of terms in all languages (locales/glossary.csv), and whether a translation uses its words.

In a note `{ar: words}` is for one language alone.

A term is inflected in most languages: words are compared by how they begin. A cell may hold several ways to say a term,
parted by |, / or ;, and words in brackets that may stand or not. A blank cell or - is a term nobody is sure of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import sources

NAME = "glossary.csv"
DUTIES = ("must", "must_not", "may", "may_not")
PARTED = re.compile(r"\s*[|/；／;؛]\s*")
OF_ONE = re.compile(r"\{([A-Za-z-]+): ([^}]*)\}")
BRACKETS = re.compile(r"\s*[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its English, the English words that call for it, a note, its cell in each language."""

    key: str
    english: str
    match: re.Pattern[str] | None
    note: str
    cells: dict[str, str]

    def ways(self, tag: str) -> tuple[str, ...]:
        """The ways to say the term in a language; none where nobody is sure."""
        cell = self.cells.get(tag, "")
        if cell in ("", "-"):
            return ()
        whole = [way for way in PARTED.split(cell) if way]
        return tuple(dict.fromkeys(w for way in whole for w in (BRACKETS.sub("", way).strip(), way.strip()) if w))

    def note_for(self, tag: str) -> str:
        """What to mind with the term in a language: the note without what is marked as another language's."""
        mine = OF_ONE.sub(lambda found: found[2] if found[1] == tag else "", self.note)
        return " ".join(mine.split())

    def first(self, tag: str) -> str:
        """The way to print it, with what stands in brackets: the part before the first |; empty where nobody is sure."""
        cell = self.cells.get(tag, "")
        return "" if cell == "-" else cell.partition("|")[0].strip()


def load_glossary(folder: Path | None = None) -> tuple[Term, ...]:
    """The terms of a folder's glossary, or of the shipped one."""
    path = (folder or sources.shipped("locales")) / NAME
    if not path.is_file():
        path = sources.shipped("locales", NAME)
    return tuple(_term(row) for row in sources.read_csv(path, ("key", "en", "match", "note")))


def _term(row) -> Term:
    words = [re.escape(w.strip()) for w in row["match"].split("|") if w.strip()]
    match = re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?:s|es)?(?![\w-])", re.IGNORECASE) if words else None
    fixed = {"key", "en", "match", "note"}
    cells = {name: cell for name, cell in row.items() if name not in fixed and not name.endswith(("_conf", "_source"))}
    return Term(row["key"], row["en"], match, row["note"], cells)


def called_for(glossary: tuple[Term, ...], english: str) -> Iterator[Term]:
    """The terms that the English words call for; a term inside a longer one (detainer in immigration detainer) once."""
    spans: list[tuple[int, int]] = []
    found = [(m, term) for term in glossary if term.match and term.key not in DUTIES for m in term.match.finditer(english)]
    for match, term in sorted(found, key=lambda f: f[0].start() - f[0].end()):
        if not any(a <= match.start() and match.end() <= b for a, b in spans):
            spans.append(match.span())
            yield term


def says(text: str, way: str, letters: str) -> bool:
    """True when the text uses the words of a way to say a term, inflected or not, in any order."""
    if letters == "han":
        pieces = [p for p in re.split(r"[…\s]+", way) if p]
        return all(piece in text for piece in pieces)
    text = _plain(text, letters)
    return all(_stem(word, letters) in text for word in _plain(way, letters).split() if len(word) > 2 or letters != "latin")


def _plain(text: str, letters: str) -> str:
    if letters != "latin":
        return unicodedata.normalize("NFC", text)
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _stem(word: str, letters: str) -> str:
    """The beginning of a word that its inflections share."""
    word = word.strip("“”\"'،,.")
    if letters == "arabic":
        word = word.removeprefix("ال")
    least = 4 if letters == "latin" else 2
    return word[: max(least, round(len(word) * 0.6))]
