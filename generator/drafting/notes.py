"""Drafter's notes on a provision: what it gives, what a step down gives up, what the gate says."""

from __future__ import annotations

from generator.document import DrafterNote
from generator.drafting.choose import Included


def drafter_notes(block_id: str, *paragraphs: str) -> tuple[DrafterNote, ...]:
    """One note with the non-empty paragraphs, or none."""
    told = tuple(" ".join(p.split()) for p in paragraphs if p and p.strip())
    return (DrafterNote(f"{block_id}.note", told),) if told else ()


def clause_notes(included: Included, instrument_name: str) -> tuple[DrafterNote, ...]:
    """The notes on an included clause, for the comment at its provision."""
    clause, variant = included.clause, included.clause.variants[included.variant]
    others = "; ".join(f"{name}: {v.gives}" for name, v in clause.variants.items() if name != included.variant and v.gives)
    instrument = next((i for i in clause.reasons if clause.forms.get(i) == included.form), "")
    return drafter_notes(
        clause.id,
        f"{clause.id}, variant {included.variant}. {variant.gives}",
        variant.note,
        f"Other strengths: {others}" if others else "",
        clause.limits_note,
        f"In this {instrument_name}: {clause.reasons[instrument]}" if included.form != "binds" and instrument else "",
        gate_words(included),
    )


def gate_words(included: Included) -> str:
    """What state law does to the clause, in one or two sentences; empty where it is silent."""
    gate = included.gate
    if gate is None or (gate.state == "open" and not gate.reason):
        return ""
    head = {
        "open": "State law", "required": "State law already requires this", "limited": "State law allows a narrower form",
        "barred": "State law bars this", "unknown": "State law on this could not be confirmed",
    }[gate.state]
    cite = f" ({gate.citation})" if gate.citation else ""
    return f"{head}: {gate.reason}{cite}"
