"""Which clauses, variants and forms are drafted, and why. Knows no words of any clause, and nothing of Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.drafting.instruments import Instrument
from generator.errors import DraftingError, Fault, Refusal, did_you_mean
from generator.gate import Gate, gate
from generator.law import LawPack
from generator.library import STRENGTHS, Clause, Library
from generator.profile import Profile
from generator.style import Style

RECITAL_OF_PURPOSE = ("a recital is evidence of purpose, and state law bars local limits on immigration enforcement; "
                      "it would be quoted against the clauses that are lawful")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command adds to the profile's choices; an empty field leaves the profile's own."""

    topics: tuple[str, ...] = ()
    strength: str = ""
    without: tuple[str, ...] = ()
    acknowledge_preemption: bool = False


@dataclass(frozen=True, slots=True)
class Included:
    """A clause that is drafted: in which variant and form, why, and what the gate says."""

    clause: Clause
    variant: str
    form: str
    why: str
    gate: Gate | None = None
    wished: str = ""  # the variant that was wished, where the gate or the file has another

    @property
    def reason(self) -> str:
        """Why the form is not `binds` is told by the clause's own `reasons`."""
        return self.why


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A clause that is not drafted. `kind` is not-chosen, excluded, no-form, barred, style or recital."""

    clause: Clause
    kind: str
    why: str
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The whole choice for one instrument, in drafting order."""

    included: tuple[Included, ...]
    left_out: tuple[LeftOut, ...]
    topics: tuple[str, ...]
    strength: str
    acknowledged: tuple[Included, ...] = ()
    by_id: Mapping[str, Included] = field(default_factory=dict)

    def has(self, clause_id: str) -> bool:
        """True when the clause is drafted."""
        return clause_id in self.by_id

    def of_kind(self, kind: str) -> tuple[Included, ...]:
        """The included clauses of a kind, in drafting order."""
        return tuple(i for i in self.included if i.clause.kind == kind)


def choose(profile: Profile, library: Library, law: LawPack, style: Style, instrument: Instrument,
           wish: Wish | None = None, refuse: bool = True) -> Choice:
    """The choice for one instrument.

    Raises DraftingError for unknown names and broken requirements (all at once), and, if it is to `refuse`, Refusal for
    clauses that state law bars and nobody acknowledged, and where no provision is left.
    """
    wish = wish or Wish()
    topics, strength = _topics(profile, library, wish), wish.strength or profile.choices.strength or "model"
    without = {*profile.choices.without, *wish.without}
    _check_names(profile, library, wish, strength)
    amending = bool(instrument.like)
    wanted = _amended(profile) if amending else _wanted(profile, library, topics, without)
    if not amending:
        _check_requirements(library, wanted, without)
    included, left_out = [], []
    for clause_id in library.order():
        clause = library.clauses[clause_id]
        found = _decide(clause, wanted, topics, without, strength, profile, law, style, instrument, wish)
        (included if isinstance(found, Included) else left_out).append(found)
    barred = [i for i in included if i.gate and i.gate.state == "barred"]
    if refuse and barred and not wish.acknowledge_preemption:
        raise Refusal(_barred_faults([i for i in barred if i.clause.kind == "operative"]))
    if refuse and not amending and not any(i.clause.kind == "operative" for i in included):
        raise Refusal([Fault(f"no provision is left for the {instrument.name}: recitals and closing provisions alone do nothing",
                             "Choose a topic that has a clause for it (--topic, or choices.topics), or leave out less.")])
    return Choice(tuple(included), tuple(left_out), topics, strength, tuple(barred), {i.clause.id: i for i in included})


def _topics(profile: Profile, library: Library, wish: Wish) -> tuple[str, ...]:
    topics = wish.topics or tuple(profile.choices.topics) or library.contents.default_topics
    return tuple(library.topics()) if not topics or "all" in topics else tuple(topics)


def _check_names(profile: Profile, library: Library, wish: Wish, strength: str) -> None:
    """Every unknown topic, clause, variant, term and strength, with the nearest name and its place in the profile."""
    choices = profile.choices
    faults = [*_unknown_topics(profile, library, wish), *_unknown_clauses(profile, library, wish)]
    if strength not in STRENGTHS:
        faults.append(Fault(f"no strength is called '{strength}'", "The strengths are: strong, model, narrow."))
    for clause_id, variant in choices.clauses.items():
        clause = library.clauses.get(clause_id)
        if clause and variant not in clause.variants:
            faults.append(Fault(f"the clause '{clause_id}' has no variant '{variant}'",
                                did_you_mean(variant, clause.variants, "variants"),
                                profile.where("choices", "clauses", clause_id)))
    names = [n for d in library.definitions.values() for n in d.names()]
    faults += [Fault(f"no term is called '{term}'", did_you_mean(term, names, "terms"),
                     profile.where("choices", "terms_already_defined", term, key=True))
               for term in choices.terms_already_defined if not library.term_id(term)]
    if faults:
        raise DraftingError(faults)


def _unknown_topics(profile: Profile, library: Library, wish: Wish) -> Iterator[Fault]:
    """Faults for topics of the command, or of the profile where the command names none."""
    known = (*library.topics(), "all")
    for i, topic in enumerate(wish.topics or profile.choices.topics):
        if topic not in known:
            place = None if wish.topics else profile.where("choices", "topics", i)
            yield Fault(f"no topic is called '{topic}'", did_you_mean(topic, library.topics(), "topics"), place)


def _unknown_clauses(profile: Profile, library: Library, wish: Wish) -> Iterator[Fault]:
    """Faults for clauses (or topics, where those may stand) that no file holds."""
    choices, topics = profile.choices, library.topics()
    named = [(c, profile.where("choices", "clauses", c, key=True), library.clauses) for c in choices.clauses]
    named += [(c, profile.where("choices", "include", i), library.clauses) for i, c in enumerate(choices.include)]
    either = {*library.clauses, *topics}
    named += [(c, profile.where("choices", "without", i), either) for i, c in enumerate(choices.without)]
    named += [(c, None, either) for c in wish.without]
    for clause_id, place, known in named:
        if clause_id not in known:
            yield Fault(f"no clause is called '{clause_id}'", did_you_mean(clause_id, known, "clauses"), place)


def _amended(profile: Profile) -> dict[str, str]:
    """The clauses whose text replaces a section of the code."""
    return {a.clause: f"its text replaces {a.section} of the code" for a in profile.choices.amends if a.clause}


def _wanted(profile: Profile, library: Library, topics: tuple[str, ...], without: set[str]) -> dict[str, str]:
    """Operative clauses that are wanted, each with why; what they require comes in too."""
    wanted: dict[str, str] = {}
    for clause in library.clauses.values():
        hit = next((t for t in clause.topics if t in topics), "")
        if clause.kind != "operative" or _excluded(clause, without):
            continue
        if clause.id in profile.choices.clauses:
            wanted[clause.id] = "chosen by name in the profile"
        elif clause.id in profile.choices.include:
            wanted[clause.id] = "included by name"
        elif hit:
            wanted[clause.id] = f"the topic '{hit}' is chosen"
    queue = list(wanted)
    while queue:
        clause = library.clauses[queue.pop()]
        for other in clause.requires:
            if other not in wanted and not _excluded(library.clauses[other], without):
                wanted[other] = f"required by '{clause.id}'"
                queue.append(other)
    return wanted


def _excluded(clause: Clause, without: set[str]) -> bool:
    """True when the clause, or for an operative one a topic of it, is excluded."""
    return clause.id in without or (clause.kind == "operative" and bool(set(clause.topics) & without))


def _check_requirements(library: Library, wanted: dict[str, str], without: set[str]) -> None:
    faults = []
    for clause_id in wanted:
        clause = library.clauses[clause_id]
        faults += [Fault(f"the clause '{clause_id}' requires '{other}', which is excluded",
                         f"Keep '{other}', or exclude '{clause_id}' too.")
                   for other in clause.requires if _excluded(library.clauses[other], without)]
    pairs = {tuple(sorted((c, other))) for c in wanted for other in library.clauses[c].conflicts if other in wanted}
    faults += [Fault(f"the clauses '{one}' and '{other}' cannot stand together", "Exclude one of them.")
               for one, other in sorted(pairs)]
    if faults:
        raise DraftingError(faults)


def _decide(clause: Clause, wanted, topics, without, strength, profile, law, style, instrument,
            wish: Wish) -> Included | LeftOut:
    """In or out, for one clause."""
    if _excluded(clause, without):
        return LeftOut(clause, "excluded", "excluded by the profile or the command")
    if instrument.like and (clause.kind == "recital" or clause.id == "codification"):
        return LeftOut(clause, "not-chosen", "an amendatory ordinance holds the amended sections and what they need")
    why = _why_in(clause, wanted, topics, style, profile.choices.include)
    if not why:
        return LeftOut(clause, "not-chosen", "none of its topics is chosen")
    if why == "style":
        return LeftOut(clause, "style", f"the style '{style.id}' uses it only when needed")
    ruled = gate(clause.id, law) if clause.kind == "operative" or clause.id in law.gate else None
    if clause.kind == "recital" and ruled and ruled.state == "barred" and not wish.acknowledge_preemption:
        return LeftOut(clause, "barred", RECITAL_OF_PURPOSE, ruled)
    form = clause.form(instrument.form)
    if form == "none":
        reason = clause.reasons.get(instrument.form, f"it has no form for this {instrument.name}")
        return LeftOut(clause, "no-form", reason, ruled)
    wished = profile.choices.clauses.get(clause.id, strength)
    variant = clause.variant(wished)
    if ruled and ruled.state == "limited" and ruled.variant:
        variant = clause.variant(ruled.variant)
    return Included(clause, variant, form, why, ruled, wished if wished != variant else "")


def _why_in(clause: Clause, wanted: dict[str, str], topics: tuple[str, ...], style: Style,
            include: tuple[str, ...]) -> str:
    """Why a clause comes in; an empty string when it does not; "style" when only the style keeps it out."""
    if clause.kind == "operative":
        return wanted.get(clause.id, "")
    if clause.id in include:
        return "included by name"
    if clause.kind == "recital":
        if not clause.for_topics:
            return "a recital of every instrument"
        hit = next((t for t in clause.for_topics if t in topics), "")
        return f"a recital for the topic '{hit}'" if hit else ""
    if clause.id == "severability" and style.severability == "when-needed":
        return "style"
    return "a closing provision of every instrument"


def _barred_faults(barred: list[Included]) -> list[Fault]:
    """One fault for each answer of state law, with all clauses that it bars."""
    groups: dict[tuple[str, str, str], list[Included]] = {}
    for item in barred:
        groups.setdefault((item.gate.reason, item.gate.citation, item.gate.consequence), []).append(item)
    return [_barred_fault(items, *answer) for answer, items in groups.items()]


def _barred_fault(items: list[Included], reason: str, citation: str, consequence: str) -> Fault:
    clauses = [i.clause.id for i in items]
    remain = ", ".join(items[0].gate.alternatives)
    told = f" Consequence: {consequence}" if consequence else ""
    return Fault(
        f"state law bars {', '.join(repr(c) for c in clauses)}: {reason} ({citation}).{told}",
        (f"What remains lawful here: {remain}. " if remain else "")
        + f"Leave them out with {' '.join(f'--without {c}' for c in clauses)}; or, to draft them with a warning on the first "
        "page, give --acknowledge-preemption.")
