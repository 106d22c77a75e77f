"""The drafting lint over a profile's drafts or over any instrument's file, its findings at their place. Knows no arguments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import __version__
from generator.desk import Desk, instruments_for
from generator.document import Document, Section, walk
from generator.drafting.choose import Wish
from generator.drafting.compose import Drafted
from generator.drafting.instruments import INSTRUMENTS
from generator.errors import DraftingError, Fault, Place, Refusal, did_you_mean, refuse_standard_input
from generator.gate import gate
from generator.law import load_law
from generator.negotiation.recognition import clauses_of
from generator.ooxml.reading import open_package
from generator.ooxml.remarks import with_remarks_at
from generator.readers.foreign import EXTENSIONS, Read, read
from generator.review.findings import FORMATS, Checked, note_of, with_comments
from generator.review.lint import Allowance, Context, GateAnswer, Report, check_document
from generator.review.rules.rule import SEVERITIES
from generator.writers import WriterOptions, writer

OTHER = (".doc", ".rtf", ".docm", ".dotx")  # files that opening refuses in words of its own
AUTHOR = "ordinance"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check is asked for; `today` is the ISO day by which dates are past, `place` whose kind and state rule."""

    instrument: str = ""
    language: str = ""
    today: str = ""
    allow: tuple[Allowance, ...] = ()


@dataclass(frozen=True, slots=True)
class Checking:
    """One instrument that was checked: its report, what it is called, its Document, and the file it was read from, if any."""

    report: Report
    checked: Checked
    document: Document
    data: bytes = b""
    read: Read | None = None


def is_instrument_file(reference: str) -> bool:
    """Whether a reference names the file of an instrument and not a profile."""
    return Path(reference).suffix.lower() in (*EXTENSIONS, *OTHER)


def open_file(reference: str, instrument: str = "", language: str = "") -> tuple[bytes, Read]:
    """The bytes of an instrument's file and what a clerk reads in it."""
    check_instrument(instrument)
    refuse_standard_input(reference)
    try:
        data = Path(reference).read_bytes()
    except OSError as error:
        raise DraftingError(Fault(f"the file cannot be read: {error.strerror or error}", "Check the name and the folder.",
                                  Place(reference))) from None
    return data, read(data, Path(reference).name, instrument, language)


def check_instrument(instrument: str) -> None:
    """A DraftingError for an instrument that nobody knows."""
    if instrument and instrument not in INSTRUMENTS:
        raise DraftingError(f"no instrument is called '{instrument}'", did_you_mean(instrument, INSTRUMENTS, "instruments"))


def check(desk: Desk, reference: str, asked: Asked) -> tuple[Checking, ...]:
    """The findings on a file, or on each instrument that a profile chooses (or on the one that is asked for)."""
    if is_instrument_file(reference):
        return (_check_file(desk, reference, asked),)
    check_instrument(asked.instrument)
    profile = desk.profile(reference)
    wanted = (asked.instrument,) if asked.instrument else instruments_for(profile)
    return tuple(_check_draft(desk, reference, instrument, asked) for instrument in wanted)


# --------------------------------------------------------------------------------------------------------------
# Drafts


def _check_draft(desk: Desk, reference: str, instrument: str, asked: Asked) -> Checking:
    profile = desk.profile(reference)
    language = {"language": asked.language} if asked.language else {}
    try:
        drafted = desk.draft(profile, instrument, partial=True, **language)
    except Refusal:
        drafted = desk.draft(profile, instrument, Wish(acknowledge_preemption=True), partial=True, **language)
    gates = {i.clause.id: GateAnswer(i.gate.state, i.gate.reason, i.gate.citation, i.gate.variant)
             for i in drafted.frame.choice.included if i.gate}
    context = Context(instrument, profile.place.kind, profile.place.state, gates=gates, today=asked.today,
                      allow=(*asked.allow, *_allowed(drafted)))
    report = check_document(drafted.document, context)
    path = reference if Path(reference).suffix else ""
    return Checking(report, Checked(f"{reference}: {drafted.document.title}", path, __version__), drafted.document)


def _allowed(drafted: Drafted) -> Iterator[Allowance]:
    """What the clauses themselves allow, with their reasons, on each of their blocks."""
    for section in (n for n in walk(drafted.document.blocks) if isinstance(n, Section) and n.origin):
        clause = drafted.frame.library.clauses.get(section.origin.clause)
        for one in clause.allow if clause else ():
            for block in walk(section):
                if getattr(block, "id", ""):
                    yield Allowance(one.rule, one.reason, block.id)


# --------------------------------------------------------------------------------------------------------------
# Files


def _check_file(desk: Desk, reference: str, asked: Asked) -> Checking:
    data, found = open_file(reference, asked.instrument, asked.language)
    told = found.guess
    known = clauses_of(found.document, desk.library.clauses)
    lines = found.numbers if found.unit == "line" and found.format != "pdf" else None
    context = Context(told.instrument, told.place_kind, told.state, gates=_gates(told.state, known.values()), clauses=known,
                      draft=found.ours, today=asked.today, places={} if lines else found.places, allow=asked.allow)
    report = check_document(found.document, context)
    return Checking(report, Checked(Path(reference).name, reference, __version__, lines), found.document, data, found)


def _gates(state: str, clauses: Iterable[str]) -> Mapping[str, GateAnswer]:
    """What the law of the state that a text names does to the clauses that it was seen to hold: where it bars or limits them."""
    if not state:
        return {}
    law = load_law(state)
    answers = {c: gate(c, law) for c in dict.fromkeys(clauses)}
    return {c: GateAnswer(a.state, a.reason, a.citation, a.variant) for c, a in answers.items() if a and a.state in ("barred", "limited")}


# --------------------------------------------------------------------------------------------------------------
# Formats


def written(found: tuple[Checking, ...], fmt: str, author: str = "", date: str = "") -> bytes:
    """The findings as text, json, sarif, or as comments in Word: the very file where it is one, else a draft copy."""
    if fmt == "docx":
        if len(found) != 1:
            raise DraftingError("comments in Word are put into one instrument", "Name the instrument with --as.")
        return _commented(found[0], author or AUTHOR, date)
    texts = [FORMATS[fmt](one.report, one.checked) for one in found]
    if fmt == "text":
        return "\n".join(t + _notes(one) for t, one in zip(texts, found, strict=True)).encode()
    trees = [json.loads(t) for t in texts]
    if fmt == "sarif":
        trees[0]["runs"] = [run for tree in trees for run in tree["runs"]]
        return _dumped(trees[0])
    for tree, one in zip(trees, found, strict=True):
        tree["not_understood"] = [{"place": n.place, "text": n.text, "why": n.why} for n in one.read.not_understood] if one.read else []
    return _dumped(trees[0] if len(trees) == 1 else trees)


def _dumped(tree: object) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


def _notes(one: Checking) -> str:
    """What was not understood, for the end of the text."""
    if one.read is None or not one.read.not_understood:
        return ""
    return "".join(f"not understood: {n}\n" for n in one.read.not_understood)


def _commented(one: Checking, author: str, date: str) -> bytes:
    if one.read is None or one.read.format != "docx":
        document = with_comments(one.document, one.report)
        return writer("docx").write(document, WriterOptions(author=author, date=date)).data
    first = min(one.read.numbers.values(), default=1)
    remarks = [(one.read.numbers.get(f.block, first), note_of(f)) for f in one.report.findings]
    package, _ = with_remarks_at(open_package(one.data, one.checked.name), sorted(remarks, key=lambda r: r[0]), author, date)
    return package.to_bytes()


def fails(found: Iterable[Checking], on: str) -> bool:
    """True when a finding of any of them is as severe as `on` or worse; `never` never fails."""
    return on in SEVERITIES and any(one.report.fails(on) for one in found)
