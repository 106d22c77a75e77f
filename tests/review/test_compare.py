"""Instruments of others against the library: what is covered, how sure, by which sentences; yardsticks; the redline that closes gaps."""

from __future__ import annotations

import io
import json
import re
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from docx import Document as Docx

from generator import sources
from generator.cli import main
from generator.desk import Desk, open_desk
from generator.drafting.choose import Wish
from generator.errors import DraftingError, Refusal
from generator.law import load_law
from generator.negotiation.comparing import Asked, Compared, compare_file, report
from generator.negotiation.proposing import propose
from generator.negotiation.recognition import all_signs, clause_of, yardsticks
from generator.ooxml.reading import open_package
from generator.ooxml.resolve import accept_all, reject_all
from generator.readers.foreign import read
from generator.review.compare import Known, compare
from generator.review.signs import RANKS, SOUND, section_passages, signs_in

HEAD = """CITY OF PASSAIC, NEW JERSEY

EXECUTIVE ORDER NO. 17-03

ON FAIR TREATMENT

NOW, THEREFORE, I, Dana Sample, Mayor of the City of Passaic, do hereby order:

Section 1. Definitions

“Agency” means a department of the City.

"""
TAIL = """
Section 8. Severability

If a court finds part of this Order invalid, the rest remains in effect.

Section 9. Effective date

This Order takes effect at once.
"""


@lru_cache(maxsize=1)
def desk() -> Desk:
    return open_desk()


@lru_cache(maxsize=1)
def rendered():
    return desk().rendered(desk().profile("passaic-nj"), "executive-order")


def known(wanted: str = "model") -> tuple[Known, ...]:
    clauses = desk().library.clauses
    return tuple(Known(c, clauses[c].heading, clauses[c].topics[0], clauses[c].variant(wanted), v) for c, v in rendered().items())


def covered(body: str, clause: str, wanted: str = "model"):
    found = read((HEAD + body + TAIL).encode(), "x.txt")
    return next(c for c in compare(found.document, known(wanted), all_signs()) if c.clause == clause)


# --------------------------------------------------------------------------------------------------------------
# Our own drafts


@pytest.mark.parametrize("strength", ["strong", "model", "narrow"])
def test_our_own_drafts_are_known_clause_by_clause_and_by_strength(strength):
    document = desk().draft(desk().profile("passaic-nj"), "executive-order", Wish(("all",), strength, (), True)).document
    expected = {"strong": "stronger", "model": "present", "narrow": "weaker"}[strength]
    for one in compare(document, known(), all_signs()):
        assert one.status == (expected if strength in rendered()[one.clause] else "present"), (one.clause, one.status, one.why)
        assert one.sure >= 0.95 and one.evidence


def test_every_clause_but_the_recitals_has_signs_and_every_sign_a_clause():
    clauses = desk().library.clauses
    assert set(all_signs()) == {c for c, clause in clauses.items() if clause.kind != "recital"}
    assert all(signs.elements for signs in all_signs().values())


def test_the_signs_of_a_clause_are_in_its_own_texts():
    """Each element is found in every variant that should have it, in sound or narrowed form."""
    missed = []
    for clause, variants in rendered().items():
        for variant, section in variants.items():
            seen = {s.element.id for s in signs_in(section_passages(section), all_signs()[clause], True)}
            missed += [(clause, variant, e.id) for e in all_signs()[clause].elements if RANKS[e.strength] <= RANKS[variant] and e.id not in seen]
    assert len(missed) <= 6, missed


def test_a_lost_not_makes_our_own_text_different():
    document = desk().draft(desk().profile("passaic-nj"), "executive-order", Wish(("all",), "model", (), True)).document
    from generator.writers import writer

    text = writer("text").write(document).data.decode()
    turned = re.sub(r"is\s+not\s+a\s+ground\s+for\s+custody", "is a ground for custody", text)
    turned = re.sub(r"An\s+agency\s+shall\s+not\s+keep\s+a\s+person\s+in\s+custody", "An agency shall keep a person in custody", turned)
    assert turned != text
    one = next(c for c in compare(read(turned.encode(), "x.txt").document, known(), all_signs()) if c.clause == "detainers")
    assert one.status == "different" and one.why


# --------------------------------------------------------------------------------------------------------------
# Words of others

CASES = (
    ("detainers", "missing", "Section 2. Parks\n\nThe City must keep its parks clean and open to everyone.\n"),
    ("detainers", "weaker", "Section 2. Detainers\n\nNo officer shall detain a person on an ICE detainer unless the person has been convicted of a violent felony.\n"),
    ("detainers", "different", "Section 2. Detainers\n\nThe Police Department shall honor every immigration detainer that it receives.\n"),
    ("detainers", "present", "Section 2. Civil warrants\n\n(a) The Police Department shall not continue to hold anyone on the strength of an ICE detainer.\n\n"
                             "(b) Nor shall any officer arrest a person on an administrative warrant, unless a judge has signed it.\n"),
    ("dont-ask", "weaker", "Section 2. Status\n\nOfficers should not ask about immigration status.\n"),
    ("dont-ask", "present", "Section 2. Status\n\n(a) No employee shall inquire into the immigration status of any person, except as required by law.\n\n"
                            "(b) A victim or witness shall never be asked about status.\n\n(c) No employee shall record the citizenship of a person.\n"),
    ("no-287g", "present", "Section 2. Agreements\n\n(a) The City shall not enter into any agreement under section 287(g) of the Immigration and Nationality Act "
                           "or otherwise let its officers be deputized to perform the functions of an immigration officer.\n\n"
                           "(b) The City shall terminate any such agreement.\n"),
    ("no-287g", "different", "Section 2. Agreements\n\nThe Chief shall enter into an agreement under 8 U.S.C. § 1357(g).\n"),
    ("language-access", "weaker", "Section 2. Language\n\nTo the extent practicable, departments shall provide interpretation free of charge.\n"),
    ("joint-operations", "weaker", "Section 2. Raids\n\nNo officer shall take part in an immigration raid whose sole purpose is civil enforcement.\n"),
)


@pytest.mark.parametrize(("clause", "status", "body"), CASES, ids=[f"{c}-{s}" for c, s, _ in CASES])
def test_the_same_matter_in_other_words(clause, status, body):
    one = covered(body, clause)
    assert one.status == status, (one.status, one.why, one.lacks)
    assert 0 < one.sure < 1 and bool(one.evidence) == (status != "missing")


def test_what_is_asked_decides_what_is_stronger():
    body = "Section 2. Detainers\n\n(a) No officer shall hold anyone on an immigration detainer.\n\n(b) No officer shall arrest anyone on an administrative warrant.\n"
    assert (covered(body, "detainers", "narrow").status, covered(body, "detainers", "strong").status) == ("stronger", "weaker")


def test_a_resolution_that_urges_is_not_weaker_for_it():
    text = HEAD.replace("EXECUTIVE ORDER NO. 17-03", "RESOLUTION NO. 5").replace("do hereby order:", "BE IT RESOLVED:")
    found = read((text + "Section 2. Detainers\n\nThe Council urges every department not to hold anyone on an immigration detainer and not to arrest anyone on "
                  "an administrative warrant.\n").encode(), "x.txt", "resolution")
    one = next(c for c in compare(found.document, known(), all_signs()) if c.clause == "detainers")
    assert one.status == "present", one.why


def test_the_sentences_that_carry_a_clause_are_named_with_their_block():
    one = covered(CASES[1][2], "detainers")
    assert one.evidence[0].block.startswith("foreign.") and "convicted of a violent felony" in one.evidence[0].words
    assert any("narrows" in w for w in one.why) and one.lacks


def test_a_section_is_recognised_by_its_matter():
    found = read((HEAD + CASES[3][2] + TAIL).encode(), "x.txt")
    sections = {s.designator: clause_of(s, desk().library.clauses) for s in found.document.blocks if hasattr(s, "designator")}
    assert sections["Section 2."] == "detainers" and sections["Section 8."] == "severability" and sections["Section 1."] == ""


# --------------------------------------------------------------------------------------------------------------
# Yardsticks


def test_every_row_of_a_shipped_yardstick_has_a_known_fact_clause_and_element():
    facts = load_law("NJ").facts
    for yardstick in yardsticks(("nj-floor",), ""):
        assert yardstick.sources and yardstick.gaps and yardstick.rows
        for row in yardstick.rows:
            assert row.facts and all(f in facts for f in row.facts), row
            assert set(row.elements) <= {e.id for e in all_signs()[row.clause].elements}


def test_a_yardstick_of_ones_own_is_read_and_its_slips_are_named(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(yaml.safe_dump({"id": "own", "name": "Own", "rows": [{"id": "a", "says": "No hold.", "clause": "detainers", "elements": ["hold"]}]}))
    assert yardsticks((str(path),), "")[0].rows[0].clause == "detainers"
    path.write_text(path.read_text().replace("hold]", "holds]").replace("- hold", "- holds"))
    with pytest.raises(DraftingError, match="no element 'holds'"):
        yardsticks((str(path),), "")
    with pytest.raises(DraftingError, match="no yardstick"):
        yardsticks(("nj-flor",), "")


def compared(tmp_path: Path, body: str, name: str = "order.txt", **asked) -> Compared:
    path = tmp_path / name
    text = HEAD + body + TAIL
    if name.endswith(".docx"):
        document = Docx()
        for line in filter(None, text.split("\n")):
            document.add_paragraph(line)
        stream = io.BytesIO()
        document.save(stream)
        path.write_bytes(stream.getvalue())
    else:
        path.write_text(text, encoding="utf-8")
    return compare_file(desk(), str(path), Asked(**asked))


def test_the_floor_of_the_state_that_the_text_names_is_measured(tmp_path):
    found = compared(tmp_path, CASES[3][2] + "\nSection 3. Agreements\n\nThe City shall not make an agreement under 8 U.S.C. § 1357(g).\n")
    (yardstick, rows), = found.measured
    status = {m.row.id: m.status for m in rows}
    assert yardstick.id == "nj-floor" and status["agreements"] == "met" and status["interview"] == "missing"


# --------------------------------------------------------------------------------------------------------------
# Reports


def test_the_reports_hold_the_same_in_text_json_html_and_word(tmp_path):
    found = compared(tmp_path, CASES[1][2], against="passaic-nj")
    data = json.loads(report(found, "json"))
    one = next(c for c in data["coverage"] if c["clause"] == "detainers")
    assert one["status"] == "weaker" and one["sentences"][0]["place"] == "line 15" and data["yardsticks"][0]["id"] == "nj-floor"
    assert "law" in one["state_law"].lower() or one["state_law"].startswith("required")
    text = report(found, "text").decode()
    assert "Immigration detainers and administrative warrants" in text and "convicted of a violent felony" in text and "read each sentence" in " ".join(text.split())
    page = report(found, "html").decode()
    assert "The two texts" in page and "convicted of a violent felony" in page and "is not a ground for custody" in page
    table = Docx(io.BytesIO(report(found, "docx"))).tables
    assert len(table) >= 2 and any("weaker" in c.text for row in table[0].rows for c in row.cells)


def test_a_text_that_is_not_english_is_refused(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("CONSIDERANDO que la ciudad de los residentes es de todos y que el miedo de las familias daña a la comunidad del lugar;\n")
    with pytest.raises(Refusal, match="only English"):
        compare_file(desk(), str(path), Asked())


def test_the_command_writes_what_its_extension_says(tmp_path):
    path = tmp_path / "order.txt"
    path.write_text(HEAD + CASES[1][2] + TAIL, encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(main, ["compare", str(path), "-o", str(tmp_path / "x.html")]).exit_code == 0
    assert (tmp_path / "x.html").read_text().startswith("<!doctype html>") or "<html" in (tmp_path / "x.html").read_text()[:200]
    result = runner.invoke(main, ["compare", str(path), "--propose", str(tmp_path / "p.docx")])
    assert result.exit_code == 2 and "Word file only" in result.output


# --------------------------------------------------------------------------------------------------------------
# Proposals


def test_the_proposal_is_a_redline_of_the_very_file_that_closes_its_gaps(tmp_path):
    found = compared(tmp_path, CASES[1][2], "order.docx", against="passaic-nj")
    made = propose(desk(), found, "Coalition")
    assert "no-287g" in made.inserted and made.replaced == ("detainers",)
    package = open_package(made.data, "p.docx")
    rejected = read(reject_all(package).to_bytes(), "r.docx")
    assert [getattr(b, "id", "") for b in rejected.document.blocks] == [getattr(b, "id", "") for b in found.read.document.blocks]
    accepted = tmp_path / "accepted.docx"
    accepted.write_bytes(accept_all(package).to_bytes())
    again = compare_file(desk(), str(accepted), Asked(against="passaic-nj"))
    left = {c.clause: c.status for c in again.wanting()}
    assert set(left) <= {"privacy", "supersession", "dont-ask"}, left
    designators = [s.designator for s in again.read.document.blocks if hasattr(s, "designator")]
    assert designators[:3] == ["Section 1.", "Section 2.", "Section 2A."] and designators[-2:] == ["Section 8.", "Section 9."]


def test_the_proposal_defines_the_terms_that_it_brings_and_keeps_those_of_the_file(tmp_path):
    found = compared(tmp_path, CASES[1][2], "order.docx", against="passaic-nj")
    made = propose(desk(), found)
    accepted = accept_all(open_package(made.data, "p.docx"))
    words = [p.text for p in Docx(io.BytesIO(accepted.to_bytes())).paragraphs]
    assert sum(w.startswith("“Agency” means") for w in words) == 1 and any(w.startswith("“Judicial warrant” means") for w in words)
    assert any("“Agency” keeps the definition" in n for n in made.notes)


def test_a_proposal_needs_a_profile_and_a_file_without_tracked_changes(tmp_path):
    with pytest.raises(Refusal, match="no profile"):
        propose(desk(), compared(tmp_path, CASES[1][2], "order.docx"))
    with pytest.raises(Refusal, match="Word file only"):
        propose(desk(), compared(tmp_path, CASES[1][2], against="passaic-nj"))


def test_what_state_law_bars_is_not_proposed(tmp_path):
    profile = tmp_path / "sample-tx.yml"
    profile.write_text("place: {name: Sample, kind: city, state: TX}\nchoices: {topics: [detainers, language-access, compliance]}\n")
    path = tmp_path / "texas.docx"
    document = Docx()
    for line in filter(None, (HEAD.replace("CITY OF PASSAIC, NEW JERSEY", "CITY OF SAMPLE, TEXAS") + TAIL).split("\n")):
        document.add_paragraph(line)
    document.save(str(path))
    found = compare_file(desk(), str(path), Asked(str(profile), "ordinance"))
    assert {c.clause for c in found.wanting()} >= {"detainers", "language-access"}
    made = propose(desk(), found)
    assert "detainers" not in made.inserted and "language-access" in made.inserted and any("state law bars" in n for n in made.notes)


def test_the_lists_ship_with_the_program():
    assert {p.name for p in sources.shipped("profiles", "lists").glob("*.yml")} >= {"elements.yml", "nj-floor.yml"}


def test_an_element_that_says_the_contrary_is_not_sound():
    found = read((HEAD + CASES[2][2] + TAIL).encode(), "x.txt").document
    passages = [p for b in found.blocks if hasattr(b, "children") for p in section_passages(b)]
    assert not [s for s in signs_in(tuple(passages), all_signs()["detainers"]) if s.how == SOUND]
