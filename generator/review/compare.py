"""An instrument against the clauses of the library as they would be drafted: covered, weaker, stronger, different, missing.

Two witnesses are heard: how alike the words are, and the elements of each clause found as signs. It knows no file, no format
and no profile; the variants come to it drafted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from typing import Annotated

from generator.difference import similarity, words
from generator.document import Document, Section
from generator.review.finding import GRAVE, SERIOUS
from generator.review.signs import NARROWED, RANKS, REVERSED, SOUND, WEAK, Passage, Sign, Signs, passages, section_passages, signs_in
from generator.review.substance import substance

STATUSES = ("present", "stronger", "weaker", "different", "missing")
ALIKE = 0.72  # from here the words themselves decide
SAME = 0.55  # from here two sentences say the same in other words
HELD = 0.8  # from here a sentence is that clause's own and no sign of another


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that carries a clause: its block, its words, and how far it does (sound, narrowed, weak, reversed, alike)."""

    block: str
    words: str
    how: str = SOUND
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an instrument has of one clause: status, the nearest variant, how sure (0 to 1), the sentences, what it lacks and why."""

    clause: str
    heading: str
    topic: str
    status: str
    nearest: str
    wanted: str
    sure: float
    evidence: tuple[Evidence, ...] = ()
    lacks: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    elements: Mapping[str, str] = field(default_factory=dict)  # element: sound, narrowed, weak or reversed


@dataclass(frozen=True, slots=True)
class Known:
    """One clause as it would be drafted here: heading, topic, the variant that is wanted, and each variant's section."""

    clause: str
    heading: str
    topic: str
    wanted: str
    variants: Mapping[str, Section]


# --------------------------------------------------------------------------------------------------------------
# Yardsticks


@dataclass(frozen=True, slots=True, kw_only=True)
class YardstickRow:
    """One required matter: the clause and elements that carry it, and the facts that say it is required."""

    id: str
    says: str
    clause: str
    elements: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    narrowed: Annotated[bool, "Whether a narrowed element meets it: the requirement itself has the exception."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """A list of required matters with their sources; `states` says where it applies (empty: anywhere)."""

    id: str
    name: str
    states: tuple[str, ...] = ()
    as_of: Annotated[str, "The month to which its sources speak."] = ""
    sources: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    rows: tuple[YardstickRow, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of a yardstick: met, partly (weakly, or in part), reversed, or missing; with the sentences."""

    row: YardstickRow
    status: str
    evidence: tuple[Evidence, ...] = ()


def measure(yardstick: Yardstick, covered: Mapping[str, Coverage], signs: Mapping[str, Signs]) -> tuple[Measured, ...]:
    """Each row of a yardstick against what was covered."""
    out = []
    for row in yardstick.rows:
        coverage = covered.get(row.clause)
        wanted = row.elements or tuple(e.id for e in signs[row.clause].elements if e.strength == "narrow")
        how = [coverage.elements.get(e, "") for e in wanted] if coverage else []
        status = ("missing" if not any(how) else "reversed" if REVERSED in how else
                  "met" if all(h == SOUND or h == NARROWED and row.narrowed for h in how) else "partly")
        evidence = tuple(e for e in coverage.evidence if status != "missing")[:3] if coverage else ()
        out.append(Measured(row, status, evidence))
    return tuple(out)


# --------------------------------------------------------------------------------------------------------------
# Words

_SMALL = frozenset("a an the of to in on at by for from with as is are was be been it its this that these those any each every "
                   "all or and not no "
                   "shall must may will such other if which who whom under has have had do does there their his her he she they "
                   "section chapter "
                   "order ordinance resolution city township borough county town village person persons".split())


def _bag(text: str) -> frozenset[str]:
    """The words that carry meaning, without their endings."""
    return frozenset(_stem(w) for w in re.findall(r"[a-z][a-z’'-]+|\d{2,}", text.casefold().replace("\u2011", "-")) if w not in _SMALL)


def _stem(word: str) -> str:
    word = re.sub(r"[’']s?$", "", word)
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ation", "at"), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            return word[: -len(ending)] + put
    return word


class Weights:
    """How much each word weighs: the rarer in the library, the more."""

    def __init__(self, library: Iterable[Passage]):
        bags = [_bag(p.whole) for p in library]
        counts = Counter(w for bag in bags for w in bag)
        self._weights = {w: log(1 + len(bags) / n) for w, n in counts.items()}
        self._rare = log(1 + max(1, len(bags)))

    def of(self, word: str) -> float:
        """The weight of a word."""
        return self._weights.get(word, self._rare)


class Index:
    """Sentences by their words, to find the one that is most alike."""

    def __init__(self, found: Iterable[Passage], weights: Weights):
        self.weights = weights
        self.passages = tuple(found)
        self.bags = [_bag(p.whole) for p in self.passages]
        self.totals = [sum(map(weights.of, bag)) for bag in self.bags]
        self.places: dict[str, list[int]] = {}
        for at, bag in enumerate(self.bags):
            for word in bag:
                self.places.setdefault(word, []).append(at)

    def nearest(self, bag: frozenset[str]) -> tuple[Passage | None, float]:
        """The sentence that is most alike and how alike: the shared weight over all the weight of both, from 0 to 1."""
        shared: dict[int, float] = {}
        for word in bag:
            weight = self.weights.of(word)
            for at in self.places.get(word, ()):
                shared[at] = shared.get(at, 0.0) + weight
        own = sum(map(self.weights.of, bag))
        best, how = None, 0.0
        for at, weight in shared.items():
            score = 2 * weight / (own + self.totals[at])
            if score > how:
                best, how = self.passages[at], score
        return best, how


# --------------------------------------------------------------------------------------------------------------
# Comparing


def compare(document: Document, known: tuple[Known, ...], signs: Mapping[str, Signs]) -> tuple[Coverage, ...]:
    """What the instrument has of each clause."""
    theirs = passages(document)
    index = Index(theirs, Weights(p for k in known for s in k.variants.values() for p in section_passages(s)))
    urges = document.kind in ("resolution", "school-resolution")
    looked = [k for k in known if k.clause in signs]
    nearest = {k.clause: _nearest(k, index) for k in looked}
    held = {p.block: c for c, best in nearest.items() if best.score >= ALIKE for _, p, how in best.pairs if p is not None and how >= HELD}
    out = []
    for one in looked:
        free = tuple(p for p in theirs if held.get(p.block, one.clause) == one.clause)
        seen = signs_in(free, signs[one.clause], urges)
        judge = _by_words if nearest[one.clause].score >= ALIKE else _by_signs
        out.append(judge(one, signs[one.clause], nearest[one.clause], seen))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Pairing:
    """A variant's sentences, each with the nearest sentence of the instrument and how alike they are."""

    variant: str
    score: float
    pairs: tuple[tuple[Passage, Passage | None, float], ...]


def _nearest(known: Known, index: Index) -> _Pairing:
    """The variant that the instrument is most like."""
    pairings = [_paired(v, s, index) for v, s in known.variants.items()]
    return max(pairings, key=lambda p: (round(p.score, 3), p.variant == known.wanted), default=_Pairing(known.wanted, 0.0, ()))


def _paired(variant: str, section: Section, index: Index) -> _Pairing:
    """How much of a variant stands in the instrument, and how much of the section that holds most of it stands in the variant."""
    pairs, total, reached = [], 0.0, 0.0
    own = section_passages(section)
    for passage in own:
        bag = _bag(passage.whole)
        if bag:
            found, how = index.nearest(bag)
            pairs.append((passage, found, how))
            total += len(bag)
            reached += len(bag) * how
    recall = reached / total if total else 0.0
    hosts = Counter(p.section for _, p, how in pairs if p is not None and p.section and how >= SAME)
    host = hosts.most_common(1)[0][0] if hosts else ""
    if not host:
        return _Pairing(variant, recall, tuple(pairs))
    mirror, size, back = Index(own, index.weights), 0, 0.0
    for passage, bag in zip(index.passages, index.bags, strict=True):
        if passage.section == host and bag:
            size += len(bag)
            back += len(bag) * mirror.nearest(bag)[1]
    return _Pairing(variant, 0.75 * recall + 0.25 * back / size, tuple(pairs))


def _by_words(known: Known, signs: Signs, best: _Pairing, seen: tuple[Sign, ...]) -> Coverage:
    """The text is ours, perhaps edited: the variant decides, and what the edits changed in law."""
    rank, wanted = RANKS.get(best.variant, 1), RANKS.get(known.wanted, 1)
    why, lacks, turned = [], [], False
    for ours, other, how in best.pairs:
        if other is None or how < SAME:
            lacks.append(ours.words)
            continue
        for finding in substance(ours.whole, other.whole):
            if finding.kind in ("not lost", "not added", "duty changed") and finding.gravity == GRAVE:
                turned = True
                why.append(finding.what)
            elif finding.gravity in (GRAVE, SERIOUS) and finding.kind in _WEAKENS:
                why.append(finding.what)
    if turned:
        status = "different"
    elif why or lacks and len(lacks) * 6 > len(best.pairs):
        status = "weaker"
    else:
        status = "present" if rank == wanted else "stronger" if rank > wanted else "weaker"
        why += [f"its text is the {best.variant} one"] if rank != wanted else []
    evidence = tuple(Evidence(p.block, p.whole, "alike") for _, p, how in best.pairs if p is not None and how >= SAME)
    elements = _elements(seen)
    if not turned:
        for e in signs.elements:
            if RANKS[e.strength] <= rank:
                elements.setdefault(e.id, SOUND)
        if status in ("present", "stronger"):
            elements.update({e.id: SOUND for e in signs.elements if RANKS[e.strength] <= rank})
    return Coverage(known.clause, known.heading, known.topic, status, best.variant, known.wanted, round(min(0.99, 0.35 + 0.65 * best.score), 2),
                    _unlike(evidence), tuple(lacks[:4]), tuple(dict.fromkeys(why))[:4], elements)


_WEAKENS = ("exception added", "softened", "guard deleted", "guard weakened", "duty deleted", "scope narrowed", "deadline", "actor")


def _by_signs(known: Known, signs: Signs, best: _Pairing, seen: tuple[Sign, ...]) -> Coverage:
    """The text is another's: the elements decide."""
    wanted = RANKS.get(known.wanted, 1)
    required = [e for e in signs.elements if RANKS[e.strength] <= wanted]
    beyond = [e for e in signs.elements if RANKS[e.strength] > wanted]
    how = _elements(seen)
    sound = [e for e in required if how.get(e.id) == SOUND]
    lacks = tuple(e.says for e in required if e.id not in how)
    why = tuple(dict.fromkeys(s.why for s in seen if s.why and how.get(s.element.id) == s.how))[:4]
    main = how.get(required[0].id, "") if required else ""
    near = best.score
    if main == REVERSED or not sound and REVERSED in how.values():
        status, sure = "different", 0.6
    elif not any(e.id in how for e in required):
        status, sure = ("different", 0.35) if near >= SAME else ("missing", 0.9 - 0.5 * near - (0.15 if seen else 0.0))
    elif len(sound) < len(required):
        status, sure = "weaker", 0.45 + 0.3 * len(how) / len(required) * (0.5 + near)
    elif any(how.get(e.id) == SOUND for e in beyond):
        status, sure = "stronger", 0.5 + 0.4 * near
    else:
        status, sure = "present", 0.5 + 0.4 * near
    nearest = best.variant if near > 0.15 and status != "missing" else ""
    evidence = tuple(Evidence(s.passage.block, s.passage.whole, s.how, s.why) for s in seen if how.get(s.element.id) == s.how)
    return Coverage(known.clause, known.heading, known.topic, status, nearest, known.wanted, round(max(0.05, min(0.95, sure)), 2),
                    _unlike(evidence), lacks, why, how)


def _elements(seen: tuple[Sign, ...]) -> dict[str, str]:
    """How each element stands at best."""
    order = (SOUND, NARROWED, WEAK, REVERSED)
    out: dict[str, str] = {}
    for sign in seen:
        now = out.get(sign.element.id)
        if now is None or order.index(sign.how) < order.index(now):
            out[sign.element.id] = sign.how
    return out


def _unlike(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The sentences, each once, at most six; one that only repeats another is left out."""
    out: list[Evidence] = []
    for one in evidence:
        if not any(similarity(words(one.words), words(o.words)) > 0.9 for o in out):
            out.append(one)
    return tuple(out[:6])
