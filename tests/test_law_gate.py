"""The gate: the whole table as a golden file, the rules of the table of states, and the packs' own answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.gate import PASSABLE, gate
from generator.law import Sharpened, load_law, states

GOLDEN = Path(__file__).parent / "golden" / "gate.tsv"
LETTER = {"open": "o", "required": "R", "limited": "L", "barred": "X", "unknown": "?"}
STATUS = {"prohibited": "P", "mandates_cooperation": "M", "neutral": "N", "limits_cooperation": "l",
          "requires_limits": "r"}


@pytest.fixture(scope="module")
def packs():
    return {state: load_law(state) for state in states()}


def whole_table(packs) -> str:
    """Clauses down, states across, one letter a cell."""
    lines = [
        "# What state law does to a clause: o open, R required by it, L limited to a variant, X barred, ? unknown.",
        "# Status: P prohibited, M mandates cooperation, N neutral, l limits it, r requires limits; * not confirmed.",
        "\t".join(("clause", *packs)),
        "\t".join(("status", *(STATUS[p.immigration.status] + "*" * (p.immigration.confidence == "general_unsure")
                               for p in packs.values()))),
    ]
    for clause in packs["NJ"].gate:
        lines.append("\t".join((clause, *(LETTER[gate(clause, p).state] for p in packs.values()))))
    return "\n".join(lines) + "\n"


def test_the_whole_table_is_the_golden_one(packs, accept):
    found = whole_table(packs)
    if accept:
        GOLDEN.write_text(found, "utf-8")
    assert found.splitlines() == GOLDEN.read_text("utf-8").splitlines()


def test_the_table_has_the_45_clauses_the_construction_clause_and_the_recitals_of_purpose(packs):
    clauses = set(packs["NJ"].gate)
    recitals = {c for c in clauses if c.startswith("recital-")}
    assert len(clauses - recitals) == 46 and "construction" in clauses
    assert "recital-trust" in recitals and "recital-diversity" not in recitals
    assert all(len(gate(c, p).reason) > 20 for p in packs.values() for c in clauses)


def test_every_operative_clause_of_the_library_is_in_the_table(packs):
    from generator.sources import read_yaml

    for path in sorted((Path(__file__).parents[1] / "clauses").rglob("*.yml")):
        tree = read_yaml(path).tree
        if "id" in tree and "term" not in tree and tree.get("kind", "operative") == "operative":
            assert tree["id"] in packs["NJ"].gate, path.name


def test_texas_bars_detainers_and_says_what_follows_and_what_remains(packs):
    found = gate("detainers", packs["TX"])
    assert found.state == "barred"
    assert "752.05" in found.citation and "removal" in found.consequence.lower()
    assert {"u-visa", "nondiscrimination", "language-access"} <= set(found.alternatives)
    assert "S-TX" in found.facts


def test_every_barred_clause_has_citation_consequence_and_lawful_alternatives(packs):
    barred = [(state, gate(c, p)) for state, p in packs.items() for c in p.gate if gate(c, p).state == "barred"]
    assert barred
    for state, found in barred:
        assert found.citation and found.consequence and found.alternatives, (state, found.clause)
        for other in found.alternatives:
            assert gate(other, packs[state]).state in PASSABLE and other != found.clause


def test_a_consequence_that_was_not_seen_is_said_to_be_unconfirmed(packs):
    assert "No penalty is confirmed" in gate("detainers", packs["WV"]).consequence
    assert "civil penalty" in gate("detainers", packs["AL"]).consequence.lower()


def test_core_clause_without_a_listed_tag_in_a_prohibiting_state_is_unknown(packs):
    assert gate("detainers", packs["MO"]).state == "unknown"
    assert gate("privacy", packs["MO"]).state == "barred"


def test_municipal_id_is_barred_where_the_table_lists_it(packs):
    assert {s for s, p in packs.items() if gate("municipal-id", p).state == "barred"} == {"FL", "KS", "NC"}


def test_a_state_that_could_not_be_confirmed_is_unknown_for_core_and_open_with_a_note_for_civic(packs):
    for state in ("AK", "NY", "OK", "WI"):
        assert gate("no-287g", packs[state]).state == "unknown"
        civic = gate("workers", packs[state])
        assert civic.state == "open" and "could not be confirmed" in civic.reason


def test_new_jersey_requires_and_names_the_law_and_what_is_stricter(packs):
    nj = packs["NJ"]
    found = gate("detainers", nj)
    assert found.state == "required" and "A4071" in found.citation and "2018-6" in found.citation
    assert "chapter number not confirmed" in found.citation
    assert "F066" in found.stricter and "F066" in found.facts
    assert "A4070" in gate("privacy", nj).citation
    assert gate("u-visa", nj).state == "required"
    assert gate("public-hearing", nj).state == "open"
    for clause in nj.gate:
        if gate(clause, nj).state == "required":
            assert gate(clause, nj).stricter, clause


def test_where_the_state_lets_a_place_go_further_it_is_said(packs):
    assert "go further" in gate("detainers", packs["CA"]).stricter
    assert "not confirmed" in gate("detainers", packs["OR"]).stricter


def test_home_rule_is_told_in_a_neutral_state(packs):
    assert "liberally construed" in gate("detainers", packs["MI"]).reason
    assert "Dillon" in gate("detainers", packs["PA"]).reason


def test_a_partial_limit_names_the_state_s_own_limit(packs):
    found = gate("no-287g", packs["VA"])
    assert found.state == "open" and "in writing" in found.reason and found.citation


def test_a_reason_names_the_district_with_its_article(packs):
    assert "The law of the District of Columbia" in gate("detainers", packs["DC"]).reason


def test_form_clauses_are_open_everywhere(packs):
    for clause in ("severability", "compliance-1373", "signatures", "notice-training"):
        assert {gate(clause, p).state for p in packs.values()} == {"open"}


def test_a_clause_that_the_table_does_not_know_is_never_open(packs):
    assert gate("my-own-clause", packs["NJ"]).state == "unknown"


def test_a_pack_can_limit_a_clause_to_a_variant(packs):
    narrow = Sharpened(state="limited", reason="Only the narrower form is lawful here.", citation="A law § 1",
                       facts=("S-TX",), variant="narrow")
    texas = replace(packs["TX"], sharpened={**packs["TX"].sharpened, "detainers": narrow})
    found = gate("detainers", texas)
    assert (found.state, found.variant) == ("limited", "narrow") and found.consequence


def test_no_answer_names_a_fact_that_the_pack_lacks(packs):
    for pack in packs.values():
        for clause in pack.gate:
            assert not [f for f in gate(clause, pack).facts if f not in pack.facts], (pack.state, clause)
