"""Every citation has its fact: the marks of the clauses, the facts that they name, and the laws of every state."""

from __future__ import annotations

import re

import pytest

from generator import grammar
from generator.law import ROLES, as_of_day, load_facts, load_law, states
from generator.sources import shipped

TYPED = re.compile(r"\b\d+ U\.S\.C\.|\b\d+ C\.F\.R\.|§\s?\d|\bN\.J\.S\.A\.|\bMCL \d|\d+ F\.\dd \d+|\d+ U\.S\. \d+|\bF\d{3}\b")


@pytest.fixture(scope="module")
def packs():
    return {state: load_law(state) for state in states()}


@pytest.fixture(scope="module")
def facts():
    return load_facts()


def sound(fact) -> bool:
    """True for a fact with words, a confidence, and a day for which its source speaks."""
    return bool(fact.statement and fact.confidence and as_of_day(fact.as_of)) and (
        fact.confidence != "verified" or bool(fact.source))


def marks(library, kind):
    """Where each mark of a kind stands: (name of the text, mark)."""
    for clause, variant, form, text in library.texts():
        yield from ((f"{clause} {variant} {form}", p) for p in text.parts() if isinstance(p, kind))
    for term in library.definitions:
        yield from ((f"definition {term}", p) for p in library.definition_text(term).parts() if isinstance(p, kind))


def test_there_are_fifty_two_jurisdictions(packs):
    assert len(packs) == 52 and {"DC", "PR"} <= set(packs)


def test_every_cited_key_has_facts_with_confidence_and_date_in_every_state(desk, packs):
    wrong = []
    for where, mark in marks(desk.library, grammar.CiteUse):
        for state, law in packs.items():
            found = law.citations.get(mark.key)
            if found is None or not found.facts or not all(f in law.facts and sound(law.facts[f]) for f in found.facts):
                wrong.append(f"{where}: {mark.key} in {state}")
    assert not wrong


def test_every_law_that_a_text_may_print_has_facts_in_each_state_that_has_it(desk, packs):
    used = {mark.role for _, mark in marks(desk.library, grammar.LawUse)}
    assert used and used <= set(ROLES)
    for state, law in packs.items():
        for role in used:
            own = law.laws.get(role)
            assert own is not None or role in law.missing_roles(), f"{state} {role}"
            if own is not None:
                assert own.facts and all(f in law.facts and sound(law.facts[f]) for f in own.facts), f"{state} {role}"


def test_every_law_of_every_pack_has_facts(packs):
    for state, law in packs.items():
        for role, own in law.laws.items():
            assert own.cite and own.facts and all(sound(law.facts[f]) for f in own.facts), f"{state} {role}"


def test_authority_and_limits_of_every_clause_are_known_facts(desk, facts):
    wrong = []
    for held in (*desk.library.clauses.values(), *desk.library.definitions.values(), desk.library.title):
        named = (*held.authority, *held.limits, *(f for v in getattr(held, "variants", {}).values() for f in v.limits))
        wrong += [f"{held.id}: {f}" for f in named if f not in facts or not sound(facts[f])]
    assert not wrong


def test_every_operative_clause_names_its_authority_or_its_limits(desk):
    assert not [c.id for c in desk.library.clauses.values() if c.kind == "operative" and not (c.authority or c.limits)]


def test_every_row_of_the_table_of_states_has_its_fact(packs, facts):
    for state, law in packs.items():
        assert sound(facts[f"S-{state}"]), state
        assert law.immigration.citation or law.immigration.status == "neutral", state


def test_no_clause_types_a_citation(desk):
    wrong = []
    for clause, variant, form, text in desk.library.texts():
        for part in text.parts():
            if isinstance(part, grammar.Words) and (found := TYPED.search(part.text)):
                wrong.append(f"{clause} {variant} {form}: {found[0]}")
    assert not wrong


def test_no_fact_id_is_printed_in_a_draft(desk, profiles):
    from generator.document import plain, walk

    document = desk.draft(profiles["passaic-nj"], "ordinance").document
    for node in walk(document):
        for name in ("content", "chapeau", "flush"):
            content = getattr(node, name, None)
            if isinstance(content, tuple):
                assert not re.search(r"\b[FT]\d{2,3}\b", plain(content)), plain(content)


def test_every_fact_has_a_day_or_is_told_as_unsure_and_supports_nothing(desk, facts, packs):
    undated = {k for k, f in facts.items() if not sound(f)}
    assert len(facts) > 150 and all(facts[k].confidence == "unsure" for k in undated)
    for law in packs.values():
        held = (*law.laws.values(), *law.citations.values(), *law.sharpened.values(), *law.forms.values())
        assert not undated & {f for h in held for f in h.facts}


def test_each_law_file_says_as_of_when_it_speaks_and_lists_its_gaps(packs):
    for state, law in packs.items():
        assert re.match(r"20\d\d", law.as_of), state
        assert law.gaps or law.own_forms, state
        assert shipped("profiles", "law", f"{state.lower()}.yml").is_file()
