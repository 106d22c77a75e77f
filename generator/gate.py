"""The gate: what a state's law does to a clause, by the table of states and the pack's answers. Knows no profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.law import Answer, GateRule, GateState, LawPack

PASSABLE = ("open", "required")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence about the law: its key in the catalogues, its English with {values}, and the values, some sayings too."""

    key: str
    english: str
    values: Mapping[str, Saying | str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.english.format(**self.values).strip()


NO_PENALTY = Saying("gate:no-penalty", "No penalty is confirmed in the facts of this library; counsel must check the statute.")
NOT_FURTHER = Saying("gate:not-further", "Whether a place may ask more than the state's law is not confirmed; counsel must "
                                         "check a stricter text.")
NO_HOME_RULE = Saying("gate:no-home-rule", "Whether the place acts under home rule or needs a named enabling statute (Dillon's "
                                           "rule) is not confirmed; counsel must name the power.")
NOT_IN_TABLE = Saying("gate:not-in-table", "The gate's table does not know this clause; counsel must check it against the "
                                           "state's law.")
NO_RULE = Saying("gate:no-rule", "No rule of the gate fits; counsel must check.")
NO_STATUTE = Saying("gate:no-statute", "no statute confirmed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The answer for one clause in one state.

    `variant` is the variant that is lawful where the state is `limited`; `alternatives` are clause ids that remain lawful
    where this one is barred. `said` holds the reason, the consequence and the stricter text as they can be translated.
    """

    clause: str
    state: GateState
    said: Mapping[str, Saying]
    citation: str = ""
    alternatives: tuple[str, ...] = ()
    variant: str = ""
    facts: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why, in English."""
        return self._english("reason")

    @property
    def consequence(self) -> str:
        """What follows a breach, in English; empty where the clause is lawful."""
        return self._english("consequence")

    @property
    def stricter(self) -> str:
        """Where the clause asks more than the state's law, in English, or whether it may."""
        return self._english("stricter")

    def _english(self, what: str) -> str:
        return str(self.said[what]) if what in self.said else ""


def gate(clause_id: str, law: LawPack) -> Gate:
    """What the law of the state does to the clause. A clause that the table does not know is `unknown`, never open."""
    rule = law.gate.get(clause_id)
    if rule is None and clause_id not in law.sharpened:
        return Gate(clause=clause_id, state="unknown", said={"reason": NOT_IN_TABLE})
    found = _sharpened(clause_id, law) if clause_id in law.sharpened else _from_table(clause_id, rule, law)
    return found if found.state != "barred" else _with_alternatives(found, law)


def _sharpened(clause_id: str, law: LawPack) -> Gate:
    own = law.sharpened[clause_id]
    said = {part: saying for part, saying in _sharpened_sayings(clause_id, law)}
    if own.state in ("barred", "limited"):
        said["consequence"] = _consequence(law)
    return Gate(clause=clause_id, state=own.state, said=said, citation=own.citation, variant=own.variant, facts=own.facts)


def _from_table(clause_id: str, rule: GateRule, law: LawPack) -> Gate:
    row = law.immigration
    answer = _answer(rule, law)
    if answer is None:
        return Gate(clause=clause_id, state="unknown", said={"reason": NO_RULE})
    tagged = _tagged(rule, law)
    named = rule.kind != "form" and row.status != "neutral" and (answer.gate != "open" or tagged)
    said = {"reason": _reason(answer, law)}
    if answer.gate == "barred":
        said["consequence"] = _consequence(law)
    if answer.gate == "required":
        said["stricter"] = _of_row("may_go_further", law) or NOT_FURTHER
    return Gate(
        clause=clause_id, state=answer.gate, said=said, citation=row.citation if named else "",
        facts=(*((f"S-{law.state}",) if rule.kind != "form" else ()), *(row.facts if tagged else ()),
               *(topic for topic in rule.topic_rows if topic in law.facts)),
    )


def _answer(rule: GateRule, law: LawPack) -> Answer | None:
    """The first rule that fits the clause and the state's row."""
    row, tagged = law.immigration, _tagged(rule, law)
    for answer in law.answers:
        fits = (
            (not answer.kind or rule.kind in answer.kind)
            and (not answer.status or row.status in answer.status)
            and (not answer.confidence or row.confidence in answer.confidence)
            and (answer.tagged is None or answer.tagged == tagged)
        )
        if fits:
            return answer
    return None


def _tagged(rule: GateRule, law: LawPack) -> bool:
    return bool(set(rule.tags) & set(law.immigration.topics_affected))


def _reason(answer: Answer, law: LawPack) -> Saying:
    row = law.immigration
    return Saying(_answer_key(answer), answer.reason, {
        "state": Saying(f"state:{law.state}", law.in_sentence), "what": _of_row("one_line", law) or "", "as_of": row.as_of,
        "citation": row.citation or NO_STATUTE, "home_rule": _home_rule(law) or NO_HOME_RULE, "note": _of_row("note", law) or "",
    })


def _answer_key(answer: Answer) -> str:
    """A key that tells what the rule fits, so that it stays when others are put before it."""
    fits = ("+".join(part) for part in (answer.kind, answer.status, answer.confidence) if part)
    tagged = {True: "/tagged", False: "/untagged", None: ""}[answer.tagged]
    return f"gate:{'/'.join(fits)}{tagged}/{answer.gate}"


def _of_row(part: str, law: LawPack) -> Saying | None:
    """A sentence of the state's row; None where it has none."""
    english = getattr(law.immigration, part) if law.immigration else ""
    return Saying(f"law:{law.state}/row/{part}", english) if english else None


def _home_rule(law: LawPack) -> Saying | None:
    return Saying(f"law:{law.state}/home_rule", law.home_rule) if law.home_rule else None


def _consequence(law: LawPack) -> Saying:
    return _of_row("consequence", law) or NO_PENALTY


def _sharpened_sayings(clause_id: str, law: LawPack) -> Iterator[tuple[str, Saying]]:
    """What the pack's own answer says, part by part."""
    for part in ("reason", "stricter"):
        if english := getattr(law.sharpened[clause_id], part):
            yield part, Saying(f"law:{law.state}/gate/{clause_id}/{part}", english)


def sayings(law: LawPack) -> Iterator[Saying]:
    """Every sentence that the gate can say of a state, each as often as it can be said."""
    yield from (NO_PENALTY, NOT_FURTHER, NO_HOME_RULE, NOT_IN_TABLE, NO_RULE, NO_STATUTE)
    yield from (Saying(_answer_key(answer), answer.reason) for answer in law.answers)
    for found in (*(_of_row(p, law) for p in ("one_line", "note", "consequence", "may_go_further")), _home_rule(law)):
        if found:
            yield found
    for clause_id in law.sharpened:
        yield from (saying for _, saying in _sharpened_sayings(clause_id, law))


def _with_alternatives(found: Gate, law: LawPack) -> Gate:
    open_still = (key for key in law.alternatives if key != found.clause and _passable(key, law))
    return replace(found, alternatives=tuple(open_still))


def _passable(clause_id: str, law: LawPack) -> bool:
    own = law.sharpened.get(clause_id)
    if own:
        return own.state in PASSABLE
    rule = law.gate.get(clause_id)
    answer = _answer(rule, law) if rule else None
    return answer is not None and answer.gate in PASSABLE
