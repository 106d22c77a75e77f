"""The promise of a redline: accept all gives the new document, reject all the old one. It knows not how the redline was made."""

from __future__ import annotations

from dataclasses import dataclass

from .canonical import SLOTS, Canonical, Known
from .names import R
from .reading import Package
from .resolve import accept_all, has_tracked_changes, reject_all
from .shortened import shortened


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One broken promise: `view` is accept or reject, `place` says where, then what should stand there and what does."""

    view: str
    place: str
    expected: str
    found: str

    def __str__(self) -> str:
        side = "the new document" if self.view == "accept" else "the old document"
        return f"{self.view} all does not give {side}: {self.place}: {self.expected!r} became {self.found!r}"


def verify(old: Package, new: Package, redline: Package) -> list[Disagreement]:
    """Where the redline breaks its promise; an empty list when accept all = new and reject all = old.

    Compared are text, structure, direct formatting, numbering, links, pictures, notes, sections, headers and footers. An
    empty paragraph at the end of a container, the results of computed fields and comments stand aside.
    """
    short = _shortened(old, new, redline)
    return verify_whole(old, new, redline) if short is None or verify_whole(*short) else []


def _shortened(*files: Package) -> tuple[Package, ...] | None:
    """Old, new and redline without what their bytes show; None where that is little or they are not written alike."""
    mains = [package.document() for package in files]
    cuts = [package.cut(main) for package, main in zip(files, mains, strict=True)]
    if None in cuts or not cuts[0].declared() == cuts[1].declared() == cuts[2].declared():
        return None
    parts = shortened(*cuts, link_prefixes=cuts[0].prefixes(R))
    return parts and tuple(package.with_part(*rest) for package, *rest in zip(files, mains, parts, strict=True))


def verify_whole(old: Package, new: Package, redline: Package) -> list[Disagreement]:
    """What `verify` finds, with every block read: slower, and what the shortcut is judged by."""
    known = Known()
    found: list[Disagreement] = []
    for view, resolved, expected in (("accept", accept_all(redline), new), ("reject", reject_all(redline), old)):
        if has_tracked_changes(resolved):
            found.append(Disagreement(view, "tracked changes", "none left", "some left"))
        difference = first_difference(Canonical(expected, known), Canonical(resolved, known))
        if difference:
            found.append(Disagreement(view, *difference))
    return found


def first_difference(expected: Canonical, found: Canonical) -> tuple[str, str, str] | None:
    """Where two files differ first: place, what is expected, what was found; None when they agree."""
    difference = _blocks(expected.body(), found.body(), "document")
    if difference:
        return difference
    sections, others = expected.sections(), found.sections()
    if len(sections) != len(others):
        return ("sections", str(len(sections)), str(len(others)))
    for number, (one, other) in enumerate(zip(sections, others, strict=True), 1):
        if one[0] != other[0]:
            return (f"section {number}, properties", _names(one[0], other[0]), _names(other[0], one[0]))
        for slot in SLOTS:
            difference = _blocks(one[1][slot], other[1][slot], f"section {number}, {slot[1]} {slot[0]}")
            if difference:
                return difference
    return None


def _blocks(expected, found, where: str) -> tuple[str, str, str] | None:
    if expected == found:
        return None
    for number, (one, other) in enumerate(zip(expected, found, strict=False), 1):
        if one != other:
            return _block(one, other, f"{where}, {'table' if one[0] == 'tbl' else 'paragraph'} {number}")
    more = expected[len(found):] or found[len(expected):]
    place = f"{where}, block {min(len(expected), len(found)) + 1}"
    words = _words(more[0])
    return (place, words, "nothing") if len(expected) > len(found) else (place, "nothing", words)


def _block(one, other, where: str) -> tuple[str, str, str]:
    if one[0] != other[0]:
        return (where, _words(one), _words(other))
    if one[0] == "p":
        return _paragraph(one, other, where)
    if one[0] == "sdt" and one[1] == other[1]:
        return _blocks(one[2], other[2], where) or (where, _words(one), _words(other))
    if one[0] == "tbl":
        return _table(one, other, where)
    return (where, _words(one), _words(other))


def _paragraph(one, other, where: str) -> tuple[str, str, str]:
    if _words(one) != _words(other):
        return (where, *_excerpts(_words(one), _words(other)))
    if one[1] != other[1]:
        (layout, mark), (layout2, mark2) = one[1], other[1]
        return (f"{where} ({_words(one)[:40]}), layout", _names(layout + mark, layout2 + mark2),
                _names(layout2 + mark2, layout + mark))
    if one[2] != other[2]:
        return (f"{where} ({_words(one)[:40]}), numbering", *_numbers(one[2], other[2]))
    if one[4] != other[4]:
        return (f"{where}, section break", str(one[4]), str(other[4]))
    for a, b in zip(one[3], other[3], strict=False):
        if a != b:
            if a[0] == b[0]:
                return (f"{where}, formatting of {_plain(a)[:40]!r}", _names(a[1], b[1]), _names(b[1], a[1]))
            return (f"{where}, formatting", _plain(a)[:60], _plain(b)[:60])
    return (where, f"{len(one[3])} pieces", f"{len(other[3])} pieces")


def _numbers(one: tuple, other: tuple) -> tuple[str, str]:
    """Two numberings (level, list, start) that differ, in words."""
    said = ["no number" if len(n) < 2 or n[1] == "none" else f"a number of Word's level {n[0]}" for n in (one, other)]
    return (said[0], said[1] if said[0] != said[1] else f"{said[1]} of another list")


def _table(one, other, where: str) -> tuple[str, str, str]:
    if len(one[3]) != len(other[3]):
        return (f"{where}, rows", str(len(one[3])), str(len(other[3])))
    for number, (a, b) in enumerate(zip(one[3], other[3], strict=True), 1):
        if len(a[2]) != len(b[2]):
            return (f"{where}, cells of row {number}", str(len(a[2])), str(len(b[2])))
        for column, (c, d) in enumerate(zip(a[2], b[2], strict=True), 1):
            if c[0] != d[0]:
                return (f"{where}, row {number}, cell {column}, properties", _names(c[0], d[0]), _names(d[0], c[0]))
            difference = _blocks(c[1], d[1], f"{where}, row {number}, cell {column}")
            if difference:
                return difference
        if a[:2] != b[:2]:
            return (f"{where}, properties of row {number}", _names(a[0], b[0]), _names(b[0], a[0]))
    return (f"{where}, properties", _names(one[1], other[1]), _names(other[1], one[1]))


def _excerpts(one: str, other: str) -> tuple[str, str]:
    """The two texts from shortly before they part."""
    at = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 20)
    return one[start:start + 70], other[start:start + 70]


def _words(block) -> str:
    if block[0] == "p":
        return "".join(map(_plain, block[3]))
    if block[0] == "tbl":
        return " | ".join(_words(b) for row in block[3] for cell in row[2] for b in cell[1])
    return " ".join(map(_words, block[2])) if block[0] == "sdt" else f"({block[0]})"


def _plain(atom) -> str:
    what = atom[0]
    if what[0] == "text":
        return what[1]
    if what[0] == "whole":
        return "".join(map(_plain, what[2]))
    return f"[{' '.join(what[1])}]" if what[0] == "field" else f"[{what[0]}]"


def _names(one: tuple, other: tuple) -> str:
    """The properties that `one` has and `other` lacks, in short."""
    only = [c for c in one if c not in other]
    return ", ".join(c[0].rsplit("}", 1)[-1] + (f" {dict(c[1])}" if c[1] else "") for c in only)[:120] or "nothing"
