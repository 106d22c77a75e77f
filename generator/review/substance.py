"""What an edit changed in law: two forms of a paragraph in, findings out. It knows no document, no file and no place.

It reads English by rules and says what it saw; it never says that an edit changed nothing in law.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.difference import differences, similarity, words
from generator.review.finding import GRAVE, GRAVITIES, MINOR, SERIOUS, Finding, Row
from generator.review.law_figures import bounds, citations, frequencies, paces, quantities, references, same_citation, windows
from generator.review.law_words import (
    ADVISE,
    FORBID,
    GUARDS,
    PERMIT,
    REQUIRE,
    Duty,
    duties,
    exceptions,
    guards,
    negations,
    softenings,
)
from generator.review.redefined import LEAVES_OUT, defines, redefined
from generator.review.sentences import sentence_pairs
from generator.review.word_changes import changed_words, opens_list


def substance(before: str, after: str, definition: bool = False, lead: str = "") -> tuple[Finding, ...]:
    """What the edit of a paragraph changed in law, gravest first. An empty side is a paragraph deleted or new.

    `definition` says that the paragraph defines a term; `lead` is the chapeau that an item of a list completes.
    """
    if _alike(before) == _alike(after):
        return ()
    found: list[Finding] = []
    definition = definition or defines(before)
    for old, new in sentence_pairs(before, after):
        if _alike(old) != _alike(new):
            found.extend(_sentence(old, new, definition, lead))
    found.extend(_guards(before, after, found))
    return tuple(sorted(dict.fromkeys(found), key=lambda f: GRAVITIES.index(f.gravity)))


def _alike(text: str) -> str:
    """The text as it is compared: spaces and quotation marks made alike."""
    return " ".join(text.replace("’", "'").replace("“", '"').replace("”", '"').split())


def _sentence(old: str, new: str, definition: bool, lead: str) -> Iterator[Finding]:
    if not new:
        yield from _deleted(old, lead)
        return
    if not old:
        yield from _added(new, definition, lead)
        return
    for kind, gravity, what in (
        *_duty(old, new),
        *_negation(old, new),
        *_exception(old, new, lead),
        *_figures(old, new),
        *_citation(old, new),
        *changed_words(old, new, lead),
        *(redefined(old, new) if definition else ()),
    ):
        yield Finding(kind, gravity, what, old, new)


# --------------------------------------------------------------------------------------------------------------
# Whole sentences


def _deleted(old: str, lead: str) -> Iterator[Finding]:
    forces = {d.force for d in duties(f"{lead} {old}")}
    if forces & {FORBID, REQUIRE} or negations(old):
        gravity = GRAVE if forces & {FORBID, REQUIRE} else SERIOUS
        yield Finding("sentence deleted", gravity, "a sentence that binds was deleted", old, "")
    else:
        yield Finding("sentence deleted", SERIOUS if forces else MINOR, "a sentence was deleted", old, "")


def _added(new: str, definition: bool, lead: str) -> Iterator[Finding]:
    if opens_list(lead):
        yield Finding("exception widened", GRAVE, "a new item in what the rule leaves open", "", new)
        return
    if definition and LEAVES_OUT.search(new):
        yield Finding("definition narrowed", GRAVE, "a new sentence leaves something out of the definition", "", new)
        return
    opened = [words_ for _, words_ in exceptions(new)]
    if opened:
        yield Finding("exception added", GRAVE, f"a new sentence opens an exception: “{opened[0]}”", "", new)
        return
    force = next((d.force for d in duties(new)), "")
    gravity = SERIOUS if force == PERMIT else MINOR
    yield Finding("sentence added", gravity, "a new sentence" + (f" ({_SAYS[force]})" if force else ""), "", new)


# --------------------------------------------------------------------------------------------------------------
# Duties and negations

_SAYS = {FORBID: "it forbids", REQUIRE: "it requires", PERMIT: "it permits", ADVISE: "it only advises"}
_TURNS: dict[tuple[str, str], str] = {
    (FORBID, REQUIRE): GRAVE,
    (FORBID, PERMIT): GRAVE,
    (FORBID, ADVISE): GRAVE,
    (REQUIRE, PERMIT): GRAVE,
    (REQUIRE, ADVISE): GRAVE,
    (REQUIRE, FORBID): GRAVE,
    (PERMIT, REQUIRE): SERIOUS,
    (PERMIT, FORBID): SERIOUS,
    (PERMIT, ADVISE): MINOR,
    (ADVISE, REQUIRE): SERIOUS,
    (ADVISE, FORBID): SERIOUS,
    (ADVISE, PERMIT): MINOR,
}


def _duty(old: str, new: str) -> Iterator[Row]:
    before, after = duties(old), duties(new)
    for span in differences([_Force(d) for d in before], [_Force(d) for d in after]):
        if span.same:
            continue
        gone, come = before[span.old_start : span.old_end], after[span.new_start : span.new_end]
        for a, b in zip(gone, come, strict=False):
            yield _turned(a, b, old, new)
        for a in gone[len(come) :]:
            yield "duty deleted", GRAVE if a.force in (FORBID, REQUIRE) else SERIOUS, f"“{a.words}” was deleted"
        for b in come[len(gone) :]:
            yield "duty added", SERIOUS if b.force == PERMIT else MINOR, f"“{b.words}” was added"


@dataclass(frozen=True, slots=True)
class _Force:
    """A duty compared by its force alone, so that must and shall are the same."""

    duty: Duty

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Force) and self.duty.force == other.duty.force

    def __hash__(self) -> int:
        return hash(self.duty.force)


def _turned(a: Duty, b: Duty, old: str, new: str) -> Row:
    said = f"“{a.words}” became “{b.words}”"
    gravity = _TURNS[a.force, b.force]
    if b.force == FORBID and a.verb != b.verb:
        return "duty changed", SERIOUS, f"{said}, of other things"
    if (a.force, b.force) == (FORBID, REQUIRE) and a.verb != b.verb and _is_rewritten(old, new):
        return "duty changed", SERIOUS, f"{said} in a sentence that was rewritten"
    if (a.force, b.force) == (PERMIT, FORBID) and not _OF_A_PERSON.isdisjoint(guards(old)):
        gravity = GRAVE  # what it permitted was a guard
    lost = a.force == FORBID and b.force != ADVISE
    kind = "not lost" if lost else "not added" if b.force == FORBID else "duty changed"
    return kind, gravity, f"{said}: {_was(a.force)}, {_now(b.force)}"


_OF_A_PERSON = frozenset(("appeal", "consent", "hearing", "counsel", "remedy in court", "complaint"))


def _is_rewritten(old: str, new: str) -> bool:
    """Whether less than two thirds of the words stayed."""
    return similarity(words(old.casefold()), words(new.casefold())) < 0.66


def _was(force: str) -> str:
    return {FORBID: "it forbade", REQUIRE: "it required", PERMIT: "it permitted", ADVISE: "it advised"}[force]


def _now(force: str) -> str:
    return {FORBID: "now it forbids", REQUIRE: "now it requires", PERMIT: "now it only permits", ADVISE: "now it only advises"}[
        force
    ]


def _negation(old: str, new: str) -> Iterator[Row]:
    before, after = negations(old), negations(new)
    if len(before) == len(after) or _forces(old) != _forces(new) and abs(len(before) - len(after)) == 1 and _same_sense(old, new):
        return
    gravity = SERIOUS if _is_rewritten(old, new) else GRAVE
    if len(before) > len(after):
        lost = list((Counter(before) - Counter(after)).elements())[0]
        yield "not lost", gravity, f"“{lost}” was lost"
    else:
        came = list((Counter(after) - Counter(before)).elements())[0]
        yield "not added", gravity, f"“{came}” was added"


def _forces(sentence: str) -> list[str]:
    return [d.force for d in duties(sentence)]


def _same_sense(old: str, new: str) -> bool:
    """Whether a negation only changed its place: as many words that forbid or deny on both sides."""
    return len(negations(old)) + _forces(old).count(FORBID) == len(negations(new)) + _forces(new).count(FORBID)


# --------------------------------------------------------------------------------------------------------------
# Exceptions


def _exception(old: str, new: str, lead: str) -> Iterator[Row]:
    whole = f"{lead} {new}"
    binds = any(f in (FORBID, REQUIRE) for f in _forces(whole)) or bool(negations(whole))
    for kind, gravity, gone, verb in (
        ("exception added", GRAVE if binds else SERIOUS, _more(exceptions(old), exceptions(new)), "added"),
        ("exception removed", SERIOUS, _more(exceptions(new), exceptions(old)), "removed"),
    ):
        if gone:
            yield kind, gravity, f"an exception was {verb}: " + ", ".join(f"“{said}”" for _, said in gone)
    for name, said in _more(softenings(old), softenings(new)):
        yield "softened", SERIOUS, f"{name} was added: “{said}”"
    for name, said in _more(softenings(new), softenings(old)):
        yield "tightened", MINOR, f"{name} was removed: “{said}”"


def _more(less: list[tuple[str, str]], more: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the second list names more often than the first."""
    room = Counter(name for name, _ in less)
    out = []
    for name, said in more:
        if room[name]:
            room[name] -= 1
        else:
            out.append((name, said))
    return out


# --------------------------------------------------------------------------------------------------------------
# Figures and citations


def _figures(old: str, new: str) -> Iterator[Row]:
    before, after = quantities(old), quantities(new)
    gone = _without(before, after)
    come = _without(after, before)
    for a in list(gone):
        b = next((x for x in come if x.is_time == a.is_time and (x.unit == a.unit or a.is_time)), None) or next(
            (x for x in come if not a.unit or not x.unit), None
        )
        if b is not None:
            gone.remove(a)
            come.remove(b)
            kind = "deadline" if a.is_time else "number"
            yield kind, SERIOUS, f"“{a.words}” became “{b.words}”"
    for a in gone:
        yield "deadline" if a.is_time else "number", SERIOUS, f"“{a.words}” was deleted"
    for b in come:
        yield "deadline" if b.is_time else "number", SERIOUS if b.is_time else MINOR, f"“{b.words}” was added"
    yield from _swapped("threshold", bounds(old), bounds(new))
    for a, b in zip(windows(old), windows(new), strict=False):
        if a != b:
            yield "deadline", SERIOUS, f"“{a}” became “{b}”"
    yield from _swapped("deadline", frequencies(old), frequencies(new), "each ")
    yield from _swapped("deadline", paces(old), paces(new))


def _without(these: list, those: list) -> list:
    room = Counter(x.key() for x in those)
    out = []
    for x in these:
        if room[x.key()]:
            room[x.key()] -= 1
        else:
            out.append(x)
    return out


def _swapped(kind: str, old: list[str], new: list[str], prefix: str = "") -> Iterator[Row]:
    gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    for a, b in zip(gone, come, strict=False):
        yield kind, SERIOUS, f"“{prefix}{a}” became “{prefix}{b}”"
    for a in gone[len(come) :]:
        yield kind, SERIOUS, f"“{prefix}{a}” was deleted"
    for b in come[len(gone) :]:
        yield kind, SERIOUS, f"“{prefix}{b}” was added"


def _citation(old: str, new: str) -> Iterator[Row]:
    for kind, read, gravity in (("citation", citations, SERIOUS), ("reference", references, MINOR)):
        sides = [{same_citation(c): c for c in read(side)} for side in (old, new)]
        counts = [Counter(map(same_citation, read(side))) for side in (old, new)]
        gone = [sides[0][key] for key in (counts[0] - counts[1]).elements()]
        come = [sides[1][key] for key in (counts[1] - counts[0]).elements()]
        for a, b in zip(gone, come, strict=False):
            yield kind, gravity, f"“{a}” became “{b}”"
        for a in gone[len(come) :]:
            yield kind, gravity, f"“{a}” was deleted"
        for b in come[len(gone) :]:
            yield kind, MINOR if kind == "reference" else gravity, f"“{b}” was added"


# --------------------------------------------------------------------------------------------------------------
# Guards


def _guards(before: str, after: str, found: list[Finding]) -> Iterator[Finding]:
    """Guards that the whole paragraph had and has no more (one that only moved to another sentence is none)."""
    was, now = guards(before), guards(after)
    pairs = sentence_pairs(before, after)
    for name, hits in was.items():
        lost = len(hits) - len(now.get(name, ()))
        if lost <= 0 or (now.get(name) and not GUARDS[name][1]):
            continue
        said = hits[0]
        old, new = next(
            ((a, b) for a, b in pairs if a and len(guards(a).get(name, ())) > len(guards(b).get(name, ()))), (before, after)
        )
        if (
            name == "a judge"
            and (now.get(name) or len(was.get("judicial warrant", ())) > len(now.get("judicial warrant", ())))
        ):
            continue
        gravity = GRAVE if GUARDS[name][1] and not now.get(name) else SERIOUS
        yield Finding("guard deleted", gravity, f"a guard was deleted: {name} (“{said}”)", old, new)
