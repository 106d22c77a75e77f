"""What a choice of clauses promises a resident, in plain words, each sentence with its clause. Knows no document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.document import Inlines, Origin
from generator.drafting.choose import Choice, Included
from generator.drafting.outreach.sheet import Sheet
from generator.library import Clause, Library

#: the topics that a resident meets first; the library's own order follows
RESIDENTS_FIRST = (
    "detainers", "dont-ask", "privacy", "enforcement", "services", "language-access", "sensitive-locations",
    "facilities", "u-visa", "policing", "287g", "schools",
)
#: the places of a handout, in its order
PLACES = ("traffic-stop", "city-hall", "library", "clinic", "school", "work", "jail", "home", "court", "street")

#: what a form does with a clause, as a resident must understand it: it binds, asks another, proposes, or states a view
MODES = {
    "binds": "does", "directs": "does", "school": "does", "repeals": "does", "urges": "asks", "requests": "asks",
    "supports": "asks", "advises": "asks", "proposes": "proposes", "declares": "states",
}
#: what sheets tell of a clause beside its heading: a resident's promises, one line for a demand, hostile questions, who does what
TOLD = ("plain", "gives", "questions", "duties")
MODE_ORDER = ("does", "asks", "proposes", "states")


@dataclass(frozen=True, slots=True)
class Promise:
    """One plain sentence of a clause of the draft. `side` is will, will_not or at; `mode` one of MODE_ORDER."""

    id: str
    side: str
    place: str
    mode: str
    words: Inlines
    origin: Origin

    @property
    def clause(self) -> str:
        """The clause that makes the promise."""
        return self.origin.clause


def promises(sheet: Sheet) -> tuple[Promise, ...]:
    """Every promise of the drafted operative clauses, those that a resident meets first at the head."""
    left = told_of_old(sheet, "plain")
    return tuple(p for included in ranked(sheet) if included.clause.id not in left for p in _of_clause(included, sheet))


def told_of_old(sheet: Sheet, what: str) -> tuple[str, ...]:
    """The drafted clauses of which one thing that sheets tell (one of TOLD) is that of other words than the drafted ones."""
    return tuple(clause for clause, old in untold(sheet.frame.choice, sheet.frame.library).items() if what in old)


def untold(choice: Choice, library: Library) -> dict[str, tuple[str, ...]]:
    """The drafted clauses whose words a user's folder changed, and which of TOLD are still those of the library's words.

    Nobody has said what the clauses now do, so the sheets do not say it.
    """
    found = {i.clause.id: _of_old(i, library.made_from.get(i.clause.id)) for i in choice.of_kind("operative")}
    return {clause: old for clause, old in found.items() if old}


def _of_old(included: Included, was: Clause | None) -> tuple[str, ...]:
    clause, variant = included.clause, included.variant
    if was is None or variant not in was.variants:
        return ()
    now, then = clause.variants[variant], was.variants[variant]
    if now.form_text(included.form) == then.form_text(included.form):
        return ()
    same = {
        "plain": (now.plain or clause.plain) == (then.plain or was.plain), "gives": now.gives == then.gives,
        "questions": clause.questions == was.questions, "duties": clause.duties_of(variant)[0] == was.duties_of(variant)[0],
    }
    empty = {"plain": not (now.plain or clause.plain), "gives": not now.gives, "questions": not clause.questions,
             "duties": not clause.duties_of(variant)[0]}
    return tuple(what for what in TOLD if same[what] and not empty[what])


def ranked(sheet: Sheet) -> tuple[Included, ...]:
    """The drafted operative clauses, those that a resident meets first at the head."""
    order = topic_order(sheet.frame.library)
    return tuple(sorted(sheet.frame.choice.of_kind("operative"),
                        key=lambda i: min(order.index(t) for t in i.clause.topics)))


def topic_order(library: Library) -> list[str]:
    """All topics of the library, those that a resident meets first at the head."""
    first = [t for t in RESIDENTS_FIRST if t in library.topics()]
    return first + [t for t in library.topics() if t not in first]


def mode(included: Included) -> str:
    """What the instrument does with the clause, as one of MODE_ORDER."""
    return MODES[included.form]


def _of_clause(included: Included, sheet: Sheet) -> Iterable[Promise]:
    clause, variant = included.clause, included.variant
    own = clause.variants[variant].plain
    plain = own or clause.plain
    if plain is None:
        return
    key = f"{clause.id}/{variant}/plain" if own else f"{clause.id}/plain"
    origin = Origin(clause.id, variant, included.form)
    for side in ("will", "will_not"):
        for n, sentence in enumerate(getattr(plain, side), 1):
            yield Promise(f"promise.{clause.id}.{side}.{n}", side, "", mode(included),
                          sheet.clause_words(sentence, f"{key}/{side}/{n}"), origin)
    for place, sentence in plain.at.items():
        yield Promise(f"promise.{clause.id}.at.{place}", "at", place, mode(included),
                      sheet.clause_words(sentence, f"{key}/at/{place}"), origin)


def leading(found: Iterable[Promise], side: str, count: int) -> tuple[Promise, ...]:
    """The first promises of a side: one a clause while the count lasts, then their second ones; a clause's own together."""
    mine = [p for p in found if p.side == side]
    turn: Counter[str] = Counter()
    order = []
    for at, promise in enumerate(mine):
        order.append((turn[promise.clause], at))
        turn[promise.clause] += 1
    return tuple(mine[at] for at in sorted(at for _, at in sorted(order)[:count]))


def by_place(found: Iterable[Promise]) -> dict[str, Promise]:
    """One promise for each place, from as many different clauses as can be."""
    said: Counter[str] = Counter()
    out: dict[str, Promise] = {}
    mine = [p for p in found if p.side == "at"]
    for place in PLACES:
        here = [p for p in mine if p.place == place]
        if here:
            out[place] = min(here, key=lambda p: (said[p.clause], mine.index(p)))
            said[out[place].clause] += 1
    return out
