"""Two Word files -> one redline that keeps its promise, or a refusal. It knows the roads and the gate, not WordprocessingML."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from ..errors import DraftingError, Place, Refusal
from ..ooxml.marks import Edit, Untrackable
from ..ooxml.reading import Package, open_package, reopened
from ..ooxml.redline import Emitted, emit
from ..ooxml.resolve import accept_all, has_tracked_changes, reject_all
from ..ooxml.scalpel import EXTRA, ScalpelFailed, compare, is_installed
from ..ooxml.verify import Disagreement, verify

ENGINES = ("auto", "own", "scalpel")
EXISTING = (None, "accept", "reject")
DEFAULT_AUTHOR = "model-ordinance"


@dataclass(frozen=True, slots=True)
class Redlined:
    """A redline that may leave the program.

    `road` is own, scalpel or whole-paragraphs; `verified` says whether the promise was checked; `notes` is what the
    reader must be told (styles that cannot be tracked, why another road was taken, …).
    """

    data: bytes
    changes: tuple[Edit, ...]
    road: str
    notes: tuple[str, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class _Try:
    """One road tried: a redline, or why there is none."""

    road: str
    package: Package | None
    data: bytes = b""
    changes: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""


def redline(
    old: bytes, new: bytes, author: str = DEFAULT_AUTHOR, date: str = "", *, moves: bool = False,
    existing: str | None = None, verify_promise: bool = True, engine: str = "auto",
    old_name: str = "the old document", new_name: str = "the new document",
) -> Redlined:
    """The new document with tracked changes against the old: accept all gives the new, reject all the old.

    `date` is ISO 8601 or empty (no date is written). Tracked changes that an input already has are refused unless
    `existing` says accept or reject. Raises UnusableInput for what is no Word file and Refusal when no road leads to a
    redline that keeps the promise.
    """
    _check(engine, ENGINES, "engine")
    _check(existing, EXISTING, "existing")
    def made() -> Redlined:
        before = _clean(open_package(old, old_name, lazily=True), existing)
        after = open_package(new, new_name, lazily=True)
        after.check_parts()  # they go into the redline unread
        after = _clean(after, existing)
        return _first_that_holds(before, after, author, date, moves, verify_promise, engine)

    with _collector_at_rest():
        return made()  # whose trees are gone when the collector wakes up


def with_other_bytes(made: Redlined, data: bytes, old: bytes, new: bytes, existing: str | None = None) -> Redlined | None:
    """The redline with something added that is no change (comments); None where it would no longer keep its promise.

    It is not asked where it was not asked of `made`.
    """
    if made.verified and verify(_clean(open_package(old), existing), _clean(open_package(new), existing), reopened(data, "the redline")):
        return None
    return replace(made, data=data)


def _first_that_holds(before: Package, after: Package, author: str, date: str, moves: bool, verify_promise: bool,
                      engine: str) -> Redlined:
    faults: list[str] = []
    for road in _roads(engine):
        attempt = road(before, after, author, date, moves)
        fault = attempt.fault or _broken(attempt, before, after, verify_promise)
        if not fault:
            notes = attempt.notes + tuple(f"Not taken: {f}" for f in faults)
            return Redlined(attempt.data, attempt.changes, attempt.road, notes, verify_promise)
        faults.append(f"{attempt.road}: {fault}")
    remedy = "" if is_installed() or engine == "own" else f"Another engine may manage it: {EXTRA}"
    raise Refusal("No redline of these two files keeps the promise that accept all gives the new and reject all the old "
                  f"document; none was written. {' | '.join(faults)}", remedy)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for garbage cycles meanwhile: there are none among so many nodes, and it takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Road = Callable[[Package, Package, str, str, bool], _Try]


def _roads(engine: str) -> Iterator[Road]:
    if engine != "scalpel":
        yield _own
    if engine == "scalpel" or (engine == "auto" and is_installed()):
        yield _scalpel
    if engine != "scalpel":
        yield _whole_paragraphs


def _own(old: Package, new: Package, author: str, date: str, moves: bool) -> _Try:
    return _emitted("own", lambda: emit(old, new, author, date, moves=moves))


def _whole_paragraphs(old: Package, new: Package, author: str, date: str, moves: bool) -> _Try:
    note = "Changed paragraphs are shown replaced whole: word by word the redline would not have kept its promise."
    return _emitted("whole-paragraphs", lambda: emit(old, new, author, date, coarse=True), (note,))


def _emitted(road: str, make: Callable[[], Emitted], notes: tuple[str, ...] = ()) -> _Try:
    try:
        made = make()
    except Untrackable as fault:
        return _Try(road, None, fault=f"tracked changes cannot show {fault}")
    return _Try(road, made.package, made.package.to_bytes(), made.edits, notes + made.notes)


def _scalpel(old: Package, new: Package, author: str, date: str, moves: bool) -> _Try:
    try:
        data = compare(old.copy().to_bytes(), new.copy().to_bytes(), author, date)
        package = open_package(data, "the redline")
    except (ScalpelFailed, DraftingError) as fault:
        return _Try("scalpel", None, fault=str(fault))
    return _Try("scalpel", package, data)


def _broken(attempt: _Try, old: Package, new: Package, check: bool) -> str:
    """What of the promise the redline breaks, in words; empty when it keeps it (or is not to be asked)."""
    if not check:
        return ""
    found: list[Disagreement] = verify(old, new, reopened(attempt.data, "the redline"))
    return "; ".join(map(str, found))


def _clean(package: Package, existing: str | None) -> Package:
    """The file without tracked changes of its own."""
    if not has_tracked_changes(package):
        return package
    if existing is None:
        raise Refusal("The file already carries tracked changes.",
                      "Say what they mean: --existing accept takes them as made, --existing reject as not made.",
                      Place(package.name))
    return accept_all(package) if existing == "accept" else reject_all(package)


def _check(value: str | None, known: tuple, what: str) -> None:
    if value not in known:
        raise ValueError(f"{what} must be one of {known}, not {value!r}")
