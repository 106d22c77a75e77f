"""The sentences of a law pack that instruments print, each with the key of its string. Knows no catalogue.

Forms of government share their sentences: a sentence bears the key of the first form that says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.law import NATION, FormOfGovernment, LawPack


def sentences(law: LawPack) -> Iterator[tuple[str, str]]:
    """Key and English (a template) of every sentence, each once."""
    seen = set()
    for form in law.forms.values():
        for slot, path, text in _of_form(form):
            if text and (slot, text) not in seen:
                seen.add((slot, text))
                holder = law.state if form.id in law.own_forms else NATION
                yield f"law:{holder}/{form.id}/{path}", text


def keys(law: LawPack) -> dict[tuple[str, str], str]:
    """The key of every sentence by its slot (enacting, authority, procedure, effective) and its English."""
    return {(key.split("/")[2], text): key for key, text in sentences(law)}


def advice(law: LawPack) -> Iterator[tuple[str, str]]:
    """Key and English of what the pack tells counsel: what it leaves unconfirmed, and why an office may not issue an order."""
    for n, gap in enumerate(law.gaps, 1):
        yield f"law:{law.state}/gap/{n}", gap
    for form in law.forms.values():
        holder = law.state if form.id in law.own_forms else NATION
        for n, gap in enumerate(form.gaps, 1):
            yield f"law:{holder}/{form.id}/gap/{n}", gap
        if form.executive and form.executive.reason:
            yield f"law:{holder}/{form.id}/executive/reason", form.executive.reason


def names(law: LawPack) -> Iterator[tuple[str, str]]:
    """Key and English of the names that a state's law goes by in a sentence, of the state, and of what it protects."""
    yield f"state:{law.state}", law.in_sentence
    if law.name != law.in_sentence:
        yield f"state:{law.state}/name", law.name
    for role, own in law.laws.items():
        yield f"law:{law.state}/law/{role}", own.name
    for item in law.protected_characteristics.items:
        yield f"characteristic:{item}", item


def _of_form(form: FormOfGovernment) -> Iterator[tuple[str, str, str]]:
    """Slot, path and English."""
    for instrument, text in form.enacting.items():
        yield "enacting", f"enacting/{instrument}", text
    for instrument, texts in form.authority.items():
        for n, text in enumerate(texts, 1):
            yield "authority", f"authority/{instrument}/{n}", text
    for instrument, steps in form.procedure.items():
        for step in steps:
            yield "procedure", f"procedure/{instrument}/{step.id}", step.text
    for instrument, rule in form.effective.items():
        yield "effective", f"effective/{instrument}", rule.text
        yield "effective", f"effective/{instrument}/emergency", rule.emergency
