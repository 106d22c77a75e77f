"""Law packs: facts with sources, citations, forms of government, and one state's law merged with the nation's.

Knows no profile, no clause text and no instrument's words but the templates that stand in the packs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from generator import sources
from generator.errors import Fault, Place, UnusableInput, did_you_mean

Confidence = Literal["verified", "high", "unsure"]
Status = Literal["prohibited", "mandates_cooperation", "neutral", "limits_cooperation", "requires_limits"]
RowConfidence = Literal["verified", "general_high", "general_unsure"]
GateState = Literal["open", "required", "limited", "barred", "unknown"]
ClauseKind = Literal["core", "civic", "form"]
InstrumentKind = Literal["executive-order", "resolution", "ordinance", "school-resolution", "police-order"]
PlaceKind = Literal[
    "city", "borough", "township", "charter-township", "town", "village", "county", "school-district",
]

LawRole = Literal[
    "records", "meetings", "civil-rights", "notice", "language-access", "trust", "privacy", "u-visa", "detention",
    "budget", "police-discipline", "hate-crime", "citation", "worker-protection", "municipal-id", "bidding",
    "retention",
]
ROLES: tuple[str, ...] = get_args(LawRole)
NATION = "us"
CITED = re.compile(r"\[\[cite:([^\[\]|]+)\]\]")

# --------------------------------------------------------------------------------------------------------------
# What a law file holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement of law: what it says, where it stands, as of when, how sure, and where it was seen."""

    statement: str
    citation: str = ""
    as_of: Annotated[str, "The date for which the source speaks: 2026, 2026-03 or 2026-03-25; empty: none."] = ""
    confidence: Annotated[Confidence, "verified: seen in a source; high: general knowledge; unsure: verify."]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationText:
    """A citation as it is printed, with the ids of the facts that support it."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLaw:
    """The state's law for a role: its name as it reads in a sentence ("the Open Public Records Act"), its citation."""

    name: str
    cite: str
    facts: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristics:
    """A list of protected characteristics; `note` says whose list it is."""

    items: tuple[str, ...]
    facts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executive:
    """Who heads the administration, and whether that office may issue an executive order.

    `may_order` is yes, no, or charter: a charter or statute not seen here decides. `instead` is the instrument that
    fits.
    """

    office: str = ""
    may_order: Literal["yes", "no", "charter"]
    basis: str = ""
    cite: str = ""
    facts: tuple[str, ...] = ()
    instead: InstrumentKind = "ordinance"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoverningBody:
    """What the governing body and its presiding officer are called where the profile does not say."""

    name: str = ""
    in_enacting: Annotated[str, "How the enacting words name it where that differs: Mayor and Council."] = ""
    presiding: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the procedure. `days` count from the step `after` (else the step before).

    `limit` is "at least" (not earlier than) or "within" (a deadline). An `optional` step holds nothing up.
    A step without facts is custom and not a rule of law.
    """

    id: str
    text: str
    days: int = 0
    after: str = ""
    limit: Literal["at least", "within"] = "at least"
    optional: bool = False
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveRule:
    """When the instrument takes effect: a full sentence (a template), the days and the event they run from.

    `days` is None where no number of days is confirmed. `emergency` is the sentence for an emergency, if the law has
    one.
    """

    text: str
    days: int | None = None
    after: str = ""
    emergency: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """One signature line. `role` is an officer's role, or `presiding` for the governing body's presiding officer."""

    kind: Literal["execution", "attestation", "approval", "certification"]
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOfGovernment:
    """A form of government: who acts, in what words, by what steps, from which day. The mappings' keys are instruments.

    `like` names a form whose answers stand where this one is silent; it is gone from a loaded pack. `gaps` are its own.
    """

    id: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    kinds: tuple[PlaceKind, ...] = ()
    like: str = ""
    citation: str = ""
    facts: tuple[str, ...] = ()
    executive: Executive | None = None
    governing: GoverningBody | None = None
    enacting: Mapping[InstrumentKind, str] = field(default_factory=dict)
    authority: Mapping[InstrumentKind, tuple[str, ...]] = field(default_factory=dict)
    procedure: Mapping[InstrumentKind, tuple[Step, ...]] = field(default_factory=dict)
    effective: Mapping[InstrumentKind, EffectiveRule] = field(default_factory=dict)
    signatures: Mapping[InstrumentKind, tuple[Signing, ...]] = field(default_factory=dict)
    roll_call: tuple[InstrumentKind, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Immigration:
    """The state's row of the table of states: what its law does to local limits on immigration enforcement."""

    status: Status
    citation: str = ""
    year: str = ""
    one_line: str
    topics_affected: tuple[str, ...] = ()
    confidence: RowConfidence
    source: str = ""
    as_of: str = ""
    note: str = ""
    consequence: Annotated[str, "What follows a breach: funds, removal, penalties; empty: none is confirmed."] = ""
    may_go_further: Annotated[str, "Whether a place may be stricter than the state; empty: not confirmed."] = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharpened:
    """A pack's own answer for a clause, which stands before the table's."""

    state: GateState
    reason: str
    citation: str
    facts: tuple[str, ...]
    variant: Annotated[str, "For `limited`: the variant that is lawful."] = ""
    stricter: Annotated[str, "Where the clause asks more than the state's law, in a sentence."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFile:
    """One file of profiles/law/: the nation's or a state's."""

    state: str = ""
    name: str
    in_sentence: Annotated[str, "The name as it reads in a sentence, where it differs: the District of Columbia."] = ""
    as_of: str
    sources: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    home_rule: Annotated[str, "Home rule or Dillon's rule, in a sentence; empty: not confirmed."] = ""
    immigration: Immigration | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    citations: Mapping[str, CitationText] = field(default_factory=dict)
    laws: Mapping[LawRole, StateLaw] = field(default_factory=dict)
    protected_characteristics: Characteristics | None = None
    gate: Mapping[str, Sharpened] = field(default_factory=dict)
    forms: Mapping[str, FormOfGovernment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule:
    """A clause's line of the gate's table: topic rows of the facts, tags of the table of states, kind."""

    topic_rows: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kind: ClauseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A rule of the gate: where all that is given here fits, the answer is `gate`. `tagged`: a tag of it is listed."""

    gate: GateState
    reason: str
    kind: tuple[ClauseKind, ...] = ()
    status: tuple[Status, ...] = ()
    confidence: tuple[RowConfidence, ...] = ()
    tagged: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTable:
    """profiles/law/gate.yml: the clauses, the rules in their order (the first that fits), the lawful alternatives."""

    clauses: Mapping[str, GateRule]
    answers: tuple[Answer, ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawPack:
    """The law of one state with the nation's merged in; every fact id and citation key in it is known to it."""

    state: str
    name: str
    in_sentence: str
    as_of: str
    sources: tuple[str, ...]
    gaps: tuple[str, ...]
    home_rule: str
    immigration: Immigration
    facts: Mapping[str, Fact]
    citations: Mapping[str, CitationText]
    laws: Mapping[str, StateLaw]
    protected_characteristics: Characteristics
    gate: Mapping[str, GateRule]
    answers: tuple[Answer, ...]
    alternatives: tuple[str, ...]
    sharpened: Mapping[str, Sharpened]
    forms: Mapping[str, FormOfGovernment]
    own_forms: tuple[str, ...] = ()

    def confidence(self, ids: Iterable[str]) -> Confidence:
        """The confidence of the weakest of these facts; unsure where there is none."""
        order = ("unsure", "high", "verified")
        return min((self.facts[i].confidence for i in ids), key=order.index, default="unsure")

    def missing_roles(self) -> tuple[str, ...]:
        """The roles for which no law of this state is confirmed: each is a gap to print."""
        return tuple(role for role in ROLES if role not in self.laws)


# --------------------------------------------------------------------------------------------------------------
# Loading


def law_folder() -> Path:
    """The shipped folder of law files."""
    return sources.shipped("profiles", "law")


def states(folder: Path | None = None) -> tuple[str, ...]:
    """The postal codes of all jurisdictions in the folder, in order."""
    names = (path.stem for path in (folder or law_folder()).glob("*.yml"))
    return tuple(sorted(name.upper() for name in names if name not in (NATION, "gate")))


def load_law(state: str, folder: Path | None = None) -> LawPack:
    """The law pack of a state, by its postal code. Raises UnusableInput for an unknown code or an unsound file."""
    folder = folder or law_folder()
    code = state.strip().lower()
    if code.upper() not in states(folder):
        raise UnusableInput(f"there is no law file for the state '{state}'",
                            did_you_mean(state.upper(), states(folder), "postal codes"))
    nation = sources.load(folder / f"{NATION}.yml", LawFile)
    table = sources.load(folder / "gate.yml", GateTable)
    path = folder / f"{code}.yml"
    pack = _merged(nation, sources.load(path, LawFile), table, path)
    _check(pack, path)
    return pack


def load_facts(folder: Path | None = None) -> dict[str, Fact]:
    """Every fact of every file by its id, for those who look up a fact without a state."""
    folder = folder or law_folder()
    found = dict(sources.load(folder / f"{NATION}.yml", LawFile).facts)
    for state in states(folder):
        own = sources.load(folder / f"{state.lower()}.yml", LawFile)
        found |= own.facts
        if own.immigration:
            found[f"S-{state}"] = _row_fact(own.immigration)
    return found


def form_of_government(law: LawPack, form: str, kind: str = "") -> FormOfGovernment:
    """The form by its id or an alias. Where the pack has none of that name: the form for that kind of place whose form
    is unknown, with a gap that says so."""
    kind = kind.lower().replace(" ", "-")
    fallback = {"school-district": "school-district", "county": "unknown-county"}.get(kind, "unknown")
    wanted = form or fallback
    if wanted == "unknown":
        wanted = fallback
    for known in law.forms.values():
        if wanted == known.id or wanted in known.aliases:
            return known
    found = law.forms[fallback]
    gap = (f"The law pack of {law.name} has no form of government '{wanted}'; what is common to all forms was used, "
           "and the charter or statute must be checked.")
    return replace(found, gaps=(gap, *found.gaps))


def stale(facts: Mapping[str, Fact], when: date) -> dict[str, Fact]:
    """The facts whose source speaks for a day before `when`, and those without a day."""
    return {key: fact for key, fact in facts.items() if (day := as_of_day(fact.as_of)) is None or day < when}


def as_of_day(text: str) -> date | None:
    """The first day that an as-of date can mean ("2026-03" is 1 March), or None."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z", text)
    return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None


def _row_fact(row: Immigration) -> Fact:
    sure: dict[str, Confidence] = {"verified": "verified", "general_high": "high", "general_unsure": "unsure"}
    return Fact(statement=row.one_line, citation=row.citation, as_of=row.as_of, confidence=sure[row.confidence],
                source=row.source)


def _merged(nation: LawFile, own: LawFile, table: GateTable, path: Path) -> LawPack:
    row = own.immigration
    listed = own.protected_characteristics or nation.protected_characteristics
    if row is None or listed is None:
        missing = "immigration" if row is None else "protected_characteristics"
        raise UnusableInput(f"'{missing}' is missing", "Add it.", Place(str(path)))
    return LawPack(
        state=own.state, name=own.name, in_sentence=own.in_sentence or own.name, as_of=own.as_of, sources=own.sources,
        gaps=own.gaps, home_rule=own.home_rule, immigration=row,
        facts={**nation.facts, **own.facts, f"S-{own.state}": _row_fact(row)},
        citations={**nation.citations, **own.citations}, laws=own.laws, protected_characteristics=listed,
        gate=table.clauses, answers=table.answers, alternatives=table.alternatives, sharpened=own.gate,
        forms=_forms({**nation.forms, **own.forms}, path), own_forms=tuple(own.forms),
    )


def _forms(written: Mapping[str, FormOfGovernment], path: Path) -> dict[str, FormOfGovernment]:
    return {key: replace(_resolved(key, written, path, ()), id=key) for key in written}


def _resolved(key: str, written: Mapping[str, FormOfGovernment], path: Path, via: tuple[str, ...]) -> FormOfGovernment:
    if key not in written or key in via:
        fault = "is like it" if key in via else "is unknown"
        raise UnusableInput(f"the form '{via[-1]}' is like '{key}', which {fault}", did_you_mean(key, written, "forms"),
                            Place(str(path)))
    form = written[key]
    if not form.like:
        return form
    base = _resolved(form.like, written, path, (*via, key))
    return replace(
        form, like="", kinds=form.kinds or base.kinds, executive=form.executive or base.executive,
        governing=form.governing or base.governing, roll_call=form.roll_call or base.roll_call,
        enacting={**base.enacting, **form.enacting}, authority={**base.authority, **form.authority},
        procedure={**base.procedure, **form.procedure}, effective={**base.effective, **form.effective},
        signatures={**base.signatures, **form.signatures},
    )


def _check(pack: LawPack, path: Path) -> None:
    """Raises UnusableInput for each fact id or citation key that nothing in the pack answers to."""
    faults = []
    for holder in _holders((pack.laws, pack.citations, pack.forms, pack.sharpened, pack.immigration)):
        faults += [Fault(f"the fact '{fact}' is unknown", did_you_mean(fact, pack.facts, "facts"), Place(str(path)))
                   for fact in getattr(holder, "facts", ()) if fact not in pack.facts]
        faults += [Fault(f"the citation '{key}' is unknown", did_you_mean(key, pack.citations, "citations"),
                         Place(str(path))) for key in _cited(holder) if key not in pack.citations]
    if pack.state.lower() != path.stem:
        faults.append(Fault(f"the file is named {path.name} and its state is '{pack.state}'", "Make them agree.",
                            Place(str(path))))
    if faults:
        raise UnusableInput(faults)


def _holders(node: object) -> Iterator[object]:
    """Every dataclass below `node`."""
    if isinstance(node, Mapping):
        node = tuple(node.values())
    if isinstance(node, tuple):
        for child in node:
            yield from _holders(child)
    elif is_dataclass(node):
        yield node
        for f in fields(node):
            yield from _holders(getattr(node, f.name))


def _cited(holder: object) -> Iterator[str]:
    for f in fields(holder):  # type: ignore[arg-type]
        value = getattr(holder, f.name)
        texts = value.values() if isinstance(value, Mapping) else (value,)
        for text in texts:
            for line in text if isinstance(text, tuple) else (text,):
                if isinstance(line, str):
                    yield from CITED.findall(line)
