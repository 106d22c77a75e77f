"""The law room: every pack loads, every citation has its fact, forms of government act in their own words and days."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator import grammar, sources
from generator.calendar import calendar
from generator.errors import DraftingError, UnusableInput
from generator.law import (
    CITED,
    ROLES,
    Step,
    as_of_day,
    form_of_government,
    law_folder,
    load_facts,
    load_law,
    stale,
    states,
)

ROOT = Path(__file__).resolve().parents[1]
VALUES = re.compile(
    r"place\.(name|kind|full|the_full|local|county|county_of|state)|officers\.(executive|clerk|police_chief|attorney)\.(title|name)|"
    r"bodies\.(governing|police)\.name")
MUNICIPAL = ("ordinance", "resolution", "executive-order", "police-order")


@pytest.fixture(scope="module")
def packs():
    return {state: load_law(state) for state in states()}


def templates(form):
    """Every template of a form, with what it is."""
    for texts in form.authority.values():
        yield from (("authority", t) for t in texts)
    yield from (("enacting", t) for t in form.enacting.values())
    for rule in form.effective.values():
        yield "effective", rule.text
        if rule.emergency:
            yield "effective", rule.emergency
    for steps in form.procedure.values():
        yield from (("step", s.text) for s in steps)


# --------------------------------------------------------------------------------------------------------------
# The packs as data


def test_there_is_a_pack_for_each_of_the_52_jurisdictions(packs):
    assert len(packs) == 52 and {"DC", "PR", "NJ", "MI"} < set(packs)
    assert {p.state for p in packs.values()} == set(packs)


def test_each_state_has_its_row_as_a_fact(packs):
    for state, pack in packs.items():
        row = pack.facts[f"S-{state}"]
        assert row.statement == pack.immigration.one_line
        assert row.confidence == {"verified": "verified", "general_high": "high", "general_unsure": "unsure"}[
            pack.immigration.confidence]
    assert Counter(p.immigration.confidence for p in packs.values()) == {
        "verified": 36, "general_high": 4, "general_unsure": 12}


def test_all_numbered_facts_are_there_with_their_confidence():
    facts = {k: f for k, f in load_facts().items() if re.fullmatch(r"F\d{3}", k)}
    assert sorted(facts) == [f"F{n:03}" for n in range(1, 135)]
    assert Counter(f.confidence for f in facts.values()) == {"verified": 69, "high": 56, "unsure": 9}


def test_the_44_topic_rows_are_facts():
    assert {f"T{n}" for n in range(1, 45)} <= set(load_facts())


def test_no_fact_id_stands_in_two_files():
    seen = Counter()
    for path in law_folder().glob("*.yml"):
        if path.stem != "gate":
            seen.update(list(sources.read_yaml(path).tree.get("facts") or ()))
    assert not [key for key, times in seen.items() if times > 1]


def test_every_fact_says_as_of_when_and_where_it_was_seen():
    for key, fact in load_facts().items():
        assert fact.statement and fact.source, key
        assert as_of_day(fact.as_of) or fact.confidence == "unsure" and not fact.as_of or key[0] == "S", key


def test_general_knowledge_is_never_verified():
    for key, fact in load_facts().items():
        if fact.source.startswith("general knowledge") and "," not in fact.source:
            assert fact.confidence != "verified", key


def test_every_citation_and_law_rests_on_a_fact_that_is_not_unsure(packs):
    for state, pack in packs.items():
        for key, cited in pack.citations.items():
            assert cited.facts, key
            if key not in ("mi-village", "mi-home-rule-village"):
                assert pack.confidence(cited.facts) != "unsure", key
        for role, law in pack.laws.items():
            assert pack.confidence(law.facts) != "unsure", (state, role)
            assert law.name[0].islower() or law.name.startswith(pack.name.split()[0]), (state, role)


def test_the_unsure_village_citations_are_printed_as_a_gap(packs):
    for form in ("general-law-village", "home-rule-village"):
        gaps = packs["MI"].forms[form].gaps
        assert any("not verified" in g or "not seen" in g for g in gaps)


def test_every_citation_of_the_clauses_is_known(packs):
    keys = {k: p for p in sorted((ROOT / "clauses").rglob("*.yml")) for k in CITED.findall(p.read_text("utf-8"))}
    assert "usc-1373" in keys
    for state, pack in packs.items():
        assert not [f"{k} in {p.name}" for k, p in keys.items() if k not in pack.citations], state


def test_every_fact_that_a_clause_names_is_known():
    facts = load_facts()
    for path in sorted((ROOT / "clauses").rglob("*.yml")):
        tree = sources.read_yaml(path).tree
        named = [*(tree.get("authority") or ()), *(tree.get("limits") or ())]
        assert not [f for f in named if f not in facts], path.name


def test_unseen_matters_are_gaps(packs):
    for state, pack in packs.items():
        assert pack.gaps, state
        assert set(pack.missing_roles()) | set(pack.laws) == set(ROLES)
    assert "retention" in packs["NJ"].missing_roles()
    assert any("chapter numbers" in gap for gap in packs["NJ"].gaps)
    assert any("steps of passage" in gap for gap in packs["PA"].gaps)


def test_no_file_holds_a_trace_of_the_workshop():
    trace = re.compile(r"(^|\s)/(home|root|tmp|work)/|\bsource 00\d|(?<![\d,.])00[0-4]\b [§a-z]")
    for path in law_folder().glob("*.yml"):
        assert not trace.search(path.read_text("utf-8")), path.name


# --------------------------------------------------------------------------------------------------------------
# Forms of government


def all_forms(packs):
    for state in ("NJ", "MI", "PA"):
        for form in packs[state].forms.values():
            yield state, form


def test_each_form_can_do_every_instrument_of_its_kind_of_place(packs):
    for state, form in all_forms(packs):
        wanted = ("school-resolution",) if form.kinds == ("school-district",) else MUNICIPAL
        for instrument in wanted:
            assert form.enacting[instrument] and form.authority[instrument], (state, form.id, instrument)
            assert form.procedure[instrument] and form.signatures[instrument], (state, form.id, instrument)
            assert form.effective[instrument].text, (state, form.id, instrument)
        assert form.executive and form.governing is not None


def test_templates_keep_the_grammar_and_name_only_known_values(packs):
    for state, form in all_forms(packs):
        for what, text in templates(form):
            parsed = grammar.parse(text)
            assert len(parsed.subdivisions) == 1 and not parsed.subdivisions[0].children, (state, form.id, text)
            for value in re.findall(r"\{\{\s*(.*?)\s*\}\}", text):
                assert VALUES.fullmatch(value), (state, form.id, what, value)
            assert "sanctuary" not in text.lower() and " shall " not in text


def test_style_of_authority_step_and_effective_texts(packs):
    for _, form in all_forms(packs):
        for what, text in templates(form):
            if what == "authority":
                assert text[0] in "[{" or text[0].islower(), text
                assert not text.endswith((".", ";", ",")), text
            elif what == "step":
                assert text[0].isupper() and text.endswith("."), text
                assert not grammar.DUTY.search(text), f"a style would speak the duty word otherwise: {text}"
            elif what == "effective":
                assert text.startswith("This ") and " takes effect " in text and text.endswith("."), text


def test_what_an_unconfirmed_rule_leaves_open_is_a_gap(packs):
    for state, form in all_forms(packs):
        rule = form.effective.get("ordinance")
        if rule and rule.days is None:
            assert any("effect" in g or "from which day" in g for g in form.gaps), (state, form.id)


@pytest.mark.parametrize(("form", "days", "after", "emergency"), [
    ("mayor-council", 20, "approval", "two-thirds"), ("council-manager", 20, "passage", "two-thirds"),
    ("small-municipality", 20, "passage", "two-thirds"), ("mayor-council-administrator", 20, "passage", "two-thirds"),
    ("commission", 20, "passage", "two-thirds"), ("municipal-manager-1923", 10, "passage", "one more than a majority"),
    ("borough", 0, "publication-after", ""), ("township-committee", 0, "publication-after", ""),
    ("city", 0, "publication-after", ""), ("town", 0, "publication-after", ""),
])
def test_new_jersey_days_of_effect_by_form(packs, form, days, after, emergency):
    rule = packs["NJ"].forms[form].effective["ordinance"]
    assert (rule.days, rule.after) == (days, after) and rule.facts
    assert emergency in rule.emergency and bool(emergency) == bool(rule.emergency)
    if days:
        assert f"{days} days after final passage" in rule.text


def test_only_the_mayor_council_plan_has_executive_orders_in_new_jersey(packs):
    may = {key: form.executive.may_order for key, form in packs["NJ"].forms.items()}
    assert [key for key, word in may.items() if word == "yes"] == ["mayor-council"]
    assert {key for key, word in may.items() if word == "charter"} == {"unknown", "special-charter", "county-executive"}
    for key, form in packs["NJ"].forms.items():
        if may[key] == "no":
            assert form.executive.reason and form.executive.instead != "executive-order", key


def test_michigan_leaves_executive_orders_of_cities_to_the_charter(packs):
    forms = packs["MI"].forms
    assert forms["mayor-council"].executive.may_order == "charter"
    assert forms["council-manager"].executive.may_order == "charter"
    assert "charter" in forms["mayor-council"].executive.reason
    assert forms["charter-township"].executive.may_order == "no"


def test_the_walsh_act_gap_is_told(packs):
    assert any("40:74-2" in gap and "not seen" in gap for gap in packs["NJ"].forms["commission"].gaps)


def test_forms_are_found_by_alias_and_the_unknown_ones_by_kind_with_a_gap(packs):
    nj = packs["NJ"]
    assert form_of_government(nj, "faulkner-mayor-council", "city").id == "mayor-council"
    assert form_of_government(nj, "walsh-commission", "village").id == "commission"
    assert form_of_government(nj, "unknown", "school-district").id == "school-district"
    assert form_of_government(packs["TN"], "unknown", "county").id == "unknown-county"
    odd = form_of_government(packs["IL"], "village-manager", "village")
    assert odd.id == "unknown" and "village-manager" in odd.gaps[0]


def test_the_forms_of_the_shipped_places_are_known(packs):
    for path in sorted((ROOT / "profiles" / "places").glob("*.yml")):
        place = sources.read_yaml(path).tree["place"]
        found = form_of_government(packs[place["state"]], place["form_of_government"], place["kind"])
        assert not any("has no form of government" in gap for gap in found.gaps), path.name
        assert not found.kinds or place["kind"] in found.kinds, path.name


def test_a_form_does_not_inherit_the_gaps_of_the_form_it_is_like(packs):
    assert not packs["NJ"].forms["mayor-council"].gaps
    assert all("borough" not in gap for gap in packs["NJ"].forms["township-committee"].gaps)


# --------------------------------------------------------------------------------------------------------------
# Faults


def copied_folder(tmp_path, state, change):
    for name in ("us", "gate", state):
        text = (law_folder() / f"{name}.yml").read_text("utf-8")
        (tmp_path / f"{name}.yml").write_text(change(text) if name == state else text, "utf-8")
    return tmp_path


def test_an_unknown_state_names_the_nearest():
    with pytest.raises(UnusableInput) as error:
        load_law("NX")
    assert "no law file" in str(error.value)


def test_an_unknown_fact_and_an_unknown_citation_are_faults_at_once(tmp_path):
    folder = copied_folder(tmp_path, "nj", lambda text: text.replace("facts: [F100]", "facts: [F999]").replace(
        "under [[cite:nj-40-69a-39]]", "under [[cite:nj-40-69a-93]]"))
    with pytest.raises(UnusableInput) as error:
        load_law("NJ", folder)
    assert "F999" in str(error.value) and "nj-40-69a-93" in str(error.value)


def test_a_form_that_is_like_nothing_or_like_itself_is_a_fault(tmp_path):
    for name in ("nothing", "township-committee"):
        folder = copied_folder(tmp_path, "nj", lambda text, name=name: text.replace(
            "    kinds: [township]\n    like: borough", f"    kinds: [township]\n    like: {name}"))
        with pytest.raises(UnusableInput, match=name):
            load_law("NJ", folder)


def test_what_is_stale(packs):
    old = stale(packs["NJ"].facts, date(2025, 1, 1))
    assert "F085" in old and "F070" not in old
    assert "F104" in old, "a fact without a date is always stale"
    assert as_of_day("2026-03") == date(2026, 3, 1) and as_of_day("") is None


# --------------------------------------------------------------------------------------------------------------
# Calendar


def test_the_calendar_of_a_faulkner_mayor_council_ordinance(packs):
    steps = packs["NJ"].forms["mayor-council"].procedure["ordinance"]
    days = {d.step.id: (d.earliest, d.latest) for d in calendar(steps, date(2027, 1, 4))}
    assert days["introduction"] == (date(2027, 1, 4),) * 2
    assert days["hearing"][0] == date(2027, 1, 11)
    assert days["passage"][0] == date(2027, 1, 14)
    assert days["approval"] == (date(2027, 1, 14), date(2027, 1, 24))
    assert days["effect"] == (date(2027, 2, 3), date(2027, 2, 13))


def test_a_late_step_holds_up_what_follows_and_an_optional_one_does_not():
    steps = (Step(id="a", text="A."), Step(id="b", text="B.", days=9), Step(id="c", text="C.", days=90, optional=True),
             Step(id="d", text="D.", after="a", days=2))
    days = {d.step.id: d.earliest for d in calendar(steps, date(2027, 3, 1))}
    assert days["c"] == date(2027, 6, 8) and days["d"] == date(2027, 3, 10)


def test_a_step_that_counts_from_a_later_one_is_a_fault():
    with pytest.raises(DraftingError, match="does not come before"):
        calendar((Step(id="a", text="A.", after="b"), Step(id="b", text="B.")), date(2027, 1, 1))


def test_every_procedure_has_a_calendar(packs):
    for _, form in all_forms(packs):
        for steps in form.procedure.values():
            dated = calendar(steps, date(2027, 1, 4))
            assert len(dated) == len(steps) and all(d.earliest <= d.latest for d in dated)


# --------------------------------------------------------------------------------------------------------------
# The page


def count_table(packs) -> str:
    """The table of counts that docs/law.md prints."""
    facts = load_facts()
    groups = {"Federal": re.compile("F0[0-5]|F06[01]"), "New Jersey": re.compile("F|S-NJ-"),
              "Michigan": re.compile("S-MI-"), "Topic rows": re.compile("T"),
              "State rows": re.compile(r"S-..\Z"), "Notes on a state": re.compile("S-")}
    own = {"Michigan": set(sources.read_yaml(law_folder() / "mi.yml").tree["facts"])}
    counts = {name: Counter() for name in groups}
    for key, fact in facts.items():
        name = "Michigan" if key in own["Michigan"] else next(n for n, pattern in groups.items() if pattern.match(key))
        counts[name][fact.confidence] += 1
    rows = [f"| {name} | {c.total()} | {c['verified']} | {c['high']} | {c['unsure']} |" for name, c in counts.items()]
    total = sum(counts.values(), Counter())
    rows.append(f"| All | {total.total()} | {total['verified']} | {total['high']} | {total['unsure']} |")
    forms = "\n".join(f"| {p.name} | {len(p.own_forms)} | {len(p.laws)} | {len(p.sharpened)} |"
                      for p in packs.values() if p.own_forms or p.laws or p.sharpened)
    return ("| Facts | all | verified | high | unsure |\n|---|---|---|---|---|\n" + "\n".join(rows)
            + "\n\n| Pack | forms of government | laws by role | own answers at the gate |\n|---|---|---|---|\n"
            + forms)


def test_the_page_prints_the_counts_of_today(packs, accept):
    page = ROOT / "docs" / "law.md"
    text, table = page.read_text("utf-8"), count_table(packs)
    head, _, rest = text.partition("<!-- counts -->\n")
    _, _, tail = rest.partition("\n<!-- end -->")
    if accept:
        page.write_text(f"{head}<!-- counts -->\n{table}\n<!-- end -->{tail}", "utf-8")
    else:
        assert table in text, f"docs/law.md is out of date; make accept writes:\n{table}"
