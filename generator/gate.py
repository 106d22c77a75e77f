"""The gate: what a state's law does to a clause, by the table of states and the pack's answers. Knows no profile."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.law import Answer, GateRule, GateState, LawPack

PASSABLE = ("open", "required")
NO_PENALTY = "No penalty is confirmed in the facts of this library; counsel must check the statute."
NOT_FURTHER = "Whether a place may ask more than the state's law is not confirmed; counsel must check a stricter text."
NO_HOME_RULE = ("Whether the place acts under home rule or needs a named enabling statute (Dillon's rule) is not "
                "confirmed; counsel must name the power.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The answer for one clause in one state.

    `variant` is the variant that is lawful where the state is `limited`; `stricter` says where a clause asks more than
    the state's law; `alternatives` are clause ids that remain lawful where this one is barred.
    """

    clause: str
    state: GateState
    reason: str
    citation: str = ""
    consequence: str = ""
    alternatives: tuple[str, ...] = ()
    variant: str = ""
    stricter: str = ""
    facts: tuple[str, ...] = ()


def gate(clause_id: str, law: LawPack) -> Gate:
    """What the law of the state does to the clause. A clause that the table does not know is `unknown`, never open."""
    rule = law.gate.get(clause_id)
    if rule is None and clause_id not in law.sharpened:
        return Gate(clause=clause_id, state="unknown",
                    reason="The gate's table does not know this clause; counsel must check it against the state's law.")
    found = _sharpened(clause_id, law) if clause_id in law.sharpened else _from_table(clause_id, rule, law)
    return found if found.state != "barred" else _with_alternatives(found, law)


def _sharpened(clause_id: str, law: LawPack) -> Gate:
    own = law.sharpened[clause_id]
    return Gate(clause=clause_id, state=own.state, reason=own.reason, citation=own.citation, variant=own.variant,
                stricter=own.stricter, facts=own.facts,
                consequence=_consequence(law) if own.state in ("barred", "limited") else "")


def _from_table(clause_id: str, rule: GateRule, law: LawPack) -> Gate:
    row = law.immigration
    answer = _answer(rule, law)
    if answer is None:
        return Gate(clause=clause_id, state="unknown", reason="No rule of the gate fits; counsel must check.")
    tagged = _tagged(rule, law)
    named = rule.kind != "form" and row.status != "neutral" and (answer.gate != "open" or tagged)
    return Gate(
        clause=clause_id, state=answer.gate, reason=_reason(answer, law),
        citation=row.citation if named else "",
        consequence=_consequence(law) if answer.gate == "barred" else "",
        stricter=(row.may_go_further or NOT_FURTHER) if answer.gate == "required" else "",
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


def _reason(answer: Answer, law: LawPack) -> str:
    row = law.immigration
    return answer.reason.format(
        state=law.in_sentence, what=row.one_line, citation=row.citation or "no statute confirmed", as_of=row.as_of,
        home_rule=law.home_rule or NO_HOME_RULE, note=row.note,
    ).strip()


def _consequence(law: LawPack) -> str:
    return law.immigration.consequence or NO_PENALTY


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
