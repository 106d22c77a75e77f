"""The handout promises what the draft's clauses say and nothing else, in plain words; asks are told as asks."""

from __future__ import annotations

from datetime import date

import pytest

from generator.document import Figure, Items, Origin, Paragraph, Section, plain, walk
from generator.drafting.choose import Wish
from generator.drafting.fill import typographic
from generator.drafting.outreach import handout
from generator.drafting.outreach.qr import qr_figure
from generator.errors import Refusal
from generator.writers import writer
from tests.drafting.reading_level import grade

PLACES = ("passaic-nj", "example-nj", "east-lansing-mi")
LIMIT = 6.0  # of the whole sheet
SENTENCE_LIMIT = 7.0  # of one sentence: grade 6 ends where grade 7 begins


def words(document) -> str:
    """The words of a document as text."""
    return writer("text").write(document).data.decode()


def told(document) -> str:
    """What a resident reads: every paragraph and item, a line each."""
    lines = [plain(n.content) for n in walk(document) if isinstance(n, Paragraph)]
    lines += [plain(item) for n in walk(document) if isinstance(n, Items) for item in n.items]
    return "\n".join(lines)


def promised(document) -> list[tuple[str, Origin]]:
    """Every promise of a handout with its clause."""
    listed = [(plain(words), origin) for n in walk(document) if isinstance(n, Items)
              for words, origin in zip(n.items, n.origins, strict=bool(n.origins))]
    return listed + [(plain(n.content), n.origin) for n in walk(document) if isinstance(n, Paragraph) and n.origin]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("instrument", ["ordinance", "resolution"])
@pytest.mark.parametrize("strength", ["strong", "narrow"])
def test_every_promise_is_a_sentence_of_a_clause_of_the_draft(desk, profiles, place, instrument, strength):
    wish = Wish(("all",), strength)
    drafted = desk.draft(profiles[place], instrument, wish)
    sections = {b.origin.clause for b in walk(drafted.document) if isinstance(b, Section) and b.origin}
    found = promised(desk.outreach(profiles[place], "handout", instrument, wish).document)
    assert len(found) > 10
    for sentence, origin in found:
        assert origin.clause in sections
        clause = desk.library.clauses[origin.clause]
        assert drafted.frame.choice.by_id[clause.id].variant == origin.variant
        said = clause.variants[origin.variant].plain or clause.plain
        kind = "Township" if "township" in profiles[place].place.kind else "City"
        own = {typographic(s.replace("{{ place.kind }}", kind)) for s in (*said.will, *said.will_not, *said.at.values())}
        assert sentence in own


def test_every_list_of_promises_names_the_clause_of_each(desk, profiles):
    document = desk.outreach(profiles["passaic-nj"], "handout").document
    lists = [n for n in walk(document) if isinstance(n, Items) and n.origins]
    assert lists and all(len(n.items) == len(n.origins) for n in lists)
    bare = [n.id for n in walk(document) if isinstance(n, Items) and not n.origins]
    assert len(bare) == 2  # the rights, and whom to call: no promises of the town
    assert handout.origins(document)


def test_dropping_a_clause_drops_its_promises(desk, profiles):
    town = profiles["passaic-nj"]
    before = {o.clause for _, o in promised(desk.outreach(town, "handout").document)}
    required = {r for c in desk.library.clauses.values() for r in c.requires}
    free = sorted(before - required)
    assert len(free) >= 6
    for clause in free:
        after = {o.clause for _, o in promised(desk.outreach(town, "handout", wish=Wish(without=(clause,))).document)}
        assert clause not in after


def test_what_a_resolution_asks_for_is_never_told_as_a_rule(desk, profiles):
    document = desk.outreach(profiles["example-nj"], "handout", "resolution").document
    text = words(document)
    assert "It does not make a rule by itself." in text
    assert "IF IT BECOMES LAW" not in text
    assert "IF OTHERS DO WHAT THE CITY COUNCIL ASKS" in text
    assert all(o.form != "binds" for _, o in promised(document))


def test_it_is_a_proposal_until_a_day_of_adoption_is_given(desk, profiles):
    town = profiles["example-nj"]
    assert "PROPOSED: NOT LAW YET" in words(desk.outreach(town, "handout", final=True).document)
    adopted = words(desk.outreach(town, "handout", adopted=date(2026, 10, 6)).document)
    assert "PROPOSED" not in adopted and "on October 6, 2026" in adopted


def test_a_barred_part_is_told_to_residents_too(desk, profiles):
    town = profiles["knox-county-tn"]
    with pytest.raises(Refusal):
        desk.outreach(town, "handout", "ordinance", Wish(("detainers",)))
    known = desk.outreach(town, "handout", "ordinance", Wish(("detainers",), acknowledge_preemption=True)).document
    assert "State law may block a part of this plan." in words(known)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("instrument", ["ordinance", "resolution", "executive-order"])
def test_its_english_is_at_grade_six_or_below(desk, profiles, place, instrument):
    wish = Wish(("all",))
    assert grade(told(desk.outreach(profiles[place], "handout", instrument, wish).document)) <= LIMIT


def test_every_plain_sentence_of_the_library_is_at_grade_six(desk):
    hard = []
    for clause in desk.library.clauses.values():
        for said in (clause.plain, *(v.plain for v in clause.variants.values())):
            if said:
                sentences = (*said.will, *said.will_not, *said.at.values())
                hard += [(clause.id, s, round(grade(s.replace("{{ place.kind }}", "City")), 1)) for s in sentences
                         if grade(s.replace("{{ place.kind }}", "City")) >= SENTENCE_LIMIT]
    assert not hard


def test_the_measure_tells_plain_words_from_hard_ones():
    assert grade("You can say no. Ask for a lawyer.") < 3
    assert grade("Notwithstanding contrary provisions, municipal authorities shall implement accessibility regulations.") > 12


def test_what_the_profile_lacks_is_a_labelled_blank_and_no_final(desk, profiles):
    document = desk.outreach(profiles["passaic-nj"], "handout").document
    assert "[telephone number to contact]" in words(document)
    with pytest.raises(Refusal, match="a blank remains"):
        desk.outreach(profiles["passaic-nj"], "handout", final=True)


def test_the_code_opens_the_profile_s_link(desk, profiles):
    def codes(place):
        return [n for n in walk(desk.outreach(profiles[place], "handout").document) if isinstance(n, Figure)]

    assert not codes("passaic-nj")  # no link, no code
    code, = codes("example-nj")
    assert "https://www.example.invalid/welcome" in code.alternative
    assert code.svg == qr_figure(code.id, "https://www.example.invalid/welcome", "").svg
    assert code.svg != qr_figure(code.id, "https://www.example.invalid/other", "").svg


def test_the_picture_has_every_dark_square_of_the_code():
    import re

    import segno

    matrix = segno.make("https://example.org", error="m", micro=False).matrix
    drawn = {(int(x) + n, int(y)) for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", qr_figure("q", "https://example.org", "").svg)
             for n in range(int(run))}
    assert drawn == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
