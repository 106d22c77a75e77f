"""An instrument's file against the library as it would be drafted for a place, and against yardsticks. Knows no arguments."""

from __future__ import annotations

import json
from dataclasses import dataclass

from generator import sources
from generator.desk import Desk
from generator.document import Section
from generator.drafting.choose import Wish
from generator.errors import DraftingError, Refusal
from generator.gate import gate
from generator.language import load_language
from generator.law import load_law
from generator.negotiation.checking import open_file
from generator.negotiation.recognition import all_signs, yardsticks
from generator.profile import Profile, load_profile, profile_ids
from generator.readers.foreign import Read
from generator.review.compare import Coverage, Known, Measured, Yardstick, compare, measure
from generator.review.coverage_report import Told, as_data, as_text, report_document
from generator.writers import writer

_FALLBACK = ("ordinance", "executive-order", "resolution", "school-resolution")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a comparison is asked for: a profile to compare against, the instrument, the language, yardsticks, a strength."""

    against: str = ""
    instrument: str = ""
    language: str = ""
    yardsticks: tuple[str, ...] = ()
    strength: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison: what the file is, against whom, what it covers, what the yardsticks say, the variants as drafted."""

    name: str
    data: bytes
    read: Read
    profile: Profile
    instrument: str
    coverage: tuple[Coverage, ...]
    measured: tuple[tuple[Yardstick, tuple[Measured, ...]], ...]
    rendered: dict[str, dict[str, Section]]
    gates: dict[str, str]
    against: str = ""

    def wanting(self) -> tuple[Coverage, ...]:
        """What is missing, weaker or different."""
        return tuple(c for c in self.coverage if c.status in ("missing", "weaker", "different"))


def compare_file(desk: Desk, reference: str, asked: Asked) -> Compared:
    """The comparison of a file with a profile's choices, or with the whole library as drafted for the nearest place we know."""
    data, read = open_file(reference, asked.instrument, asked.language)
    if not read.document.language.tag.lower().startswith("en"):
        raise Refusal(f"{reference} is in the language '{read.document.language.tag}', and only English texts can be compared",
                      "Compare the English text; if the file is in English, say so with --language en-US.")
    profile = desk.profile(asked.against or _nearest_place(read))
    instrument, rendered = _rendered(desk, profile, read.guess.instrument)
    wanted = _wanted(desk, profile, instrument, asked, rendered)
    signs = all_signs()
    known = tuple(Known(c, desk.library.clauses[c].heading, desk.library.clauses[c].topics[0], wanted[c], rendered[c])
                  for c in desk.library.order() if c in wanted and c in rendered and c in signs)
    coverage = compare(read.document, known, signs)
    state = read.guess.state or (profile.place.state if asked.against else "")
    return Compared(reference, data, read, profile, instrument, coverage, _measured(desk, read, rendered, coverage, asked, state), rendered,
                    _gates(state, wanted), asked.against)


def _nearest_place(read: Read) -> str:
    """A shipped place of the same state and kind, else of the state, else of the kind."""
    folder = sources.shipped("profiles", "places")
    places = [load_profile(name, folder) for name in profile_ids()]
    told = read.guess
    best = max(places, key=lambda p: (p.place.state == (told.state or "NJ"), p.place.kind == told.place_kind, not p.id.startswith("example"), p.id))
    return best.id


def _rendered(desk: Desk, profile: Profile, instrument: str) -> tuple[str, dict[str, dict[str, Section]]]:
    """The variants drafted as the instrument that the file is; as one that the place can make, where it cannot make that one."""
    fault: DraftingError | None = None
    for kind in dict.fromkeys((instrument, *_FALLBACK)):
        try:
            if kind:
                return kind, desk.rendered(profile, kind)
        except DraftingError as error:
            fault = fault or error
    raise fault or DraftingError("nothing can be drafted for this place")


def _wanted(desk: Desk, profile: Profile, instrument: str, asked: Asked, rendered) -> dict[str, str]:
    """The clauses to look for, each with the variant that is wanted: the profile's choice, or all at one strength."""
    if asked.against:
        wish = Wish(strength=asked.strength or None, acknowledge_preemption=True)
        chosen = desk.explain(profile, instrument, wish)
        return {i.clause.id: i.variant for i in chosen.included if i.clause.kind != "recital"}
    clauses = desk.library.clauses
    return {c: clauses[c].variant(asked.strength or "model") for c in rendered if clauses[c].kind != "recital"}


def _measured(desk: Desk, read: Read, rendered, coverage, asked: Asked, state: str):
    """Each yardstick's rows; a clause that the profile does not choose is looked for all the same."""
    signs, found = all_signs(), {c.clause: c for c in coverage}
    out = []
    for one in yardsticks(asked.yardsticks, state):
        others = tuple(Known(c, desk.library.clauses[c].heading, desk.library.clauses[c].topics[0], desk.library.clauses[c].variant("model"), rendered[c])
                       for c in dict.fromkeys(r.clause for r in one.rows) if c not in found and c in rendered)
        found.update({c.clause: c for c in compare(read.document, others, signs)})
        out.append((one, measure(one, found, signs)))
    return tuple(out)


def _gates(state: str, wanted: dict[str, str]) -> dict[str, str]:
    """What the law of the state says to each clause, where it bars, limits or requires it."""
    if not state:
        return {}
    law = load_law(state)
    answers = {c: gate(c, law) for c in wanted}
    return {c: f"{a.state}: {a.citation or a.reason}" for c, a in answers.items() if a.state in ("barred", "limited", "required")}


# --------------------------------------------------------------------------------------------------------------
# Reports


def told(found: Compared) -> Told:
    """What a report prints."""
    read = found.read
    against = f"{found.profile.place.name}, {found.profile.place.state}"
    clauses = {c.clause: found.rendered[c.clause].get(c.nearest or c.wanted) or found.rendered[c.clause].get(c.wanted) for c in found.coverage}
    return Told(found.name, found.instrument, against, found.coverage, found.measured, read.places,
                tuple(str(n) for n in read.not_understood), clauses, found.gates)


def report(found: Compared, fmt: str) -> bytes:
    """The comparison as text, json, docx (a table), or html (the two texts facing)."""
    shown = told(found)
    if fmt == "json":
        return (json.dumps(as_data(shown), ensure_ascii=False, indent=2) + "\n").encode()
    if fmt == "text":
        return as_text(shown).encode()
    record = load_language("en", sources.shipped("locales")).record()
    return writer(fmt).write(report_document(shown, record, facing=fmt == "html")).data
