"""Menu, petition, letter, memo, testimony and questions: what each must hold, and what none may."""

from __future__ import annotations

import re
from datetime import date

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.document import Blank, Citation, EndNote, NoteAnchor, Paragraph, Table, plain, walk
from generator.drafting.choose import Wish
from generator.drafting.outreach import BY_HAND, OUTREACH
from generator.drafting.outreach.schedule import calendar_ics, schedule
from generator.drafting.outreach.testimony import SPEECHES
from generator.errors import DraftingError
from generator.translation.messages import clause_messages
from generator.writers import WriterOptions, writer
from tests.small_library import clause, small_desk, town

MADE_OF = {  # a place of each kind, and an instrument that it can make
    "passaic-nj": ("ordinance", "resolution", "executive-order", "police-order"),
    "passaic-schools-nj": ("school-resolution",),
    "hudson-county-nj": ("ordinance",),
    "knox-county-tn": ("resolution",),
}


def words(document) -> str:
    """The words of a document as text, on one line."""
    return " ".join(writer("text").write(document).data.decode().split())


@pytest.mark.parametrize(("place", "instrument"), [(p, i) for p, made in MADE_OF.items() for i in made])
@pytest.mark.parametrize("kind", OUTREACH)
def test_every_document_is_composed_and_written_for_every_kind_of_place(desk, profiles, place, instrument, kind):
    wish = Wish(("all",), acknowledge_preemption=True)
    made = desk.outreach(profiles[place], kind, instrument, wish, introduced=date(2026, 9, 1))
    document = made.document
    ids = [n.id for n in walk(document) if hasattr(n, "id") and hasattr(n, "change")]
    assert len(ids) == len(set(ids))
    assert document.final and document.kind == kind and document.title
    notes = {n.id for n in walk(document) if isinstance(n, EndNote)}
    assert {n.note for n in walk(document) if isinstance(n, NoteAnchor)} <= notes
    assert len(writer("docx").write(document, WriterOptions()).data) > 5000
    assert writer("docx").write(document).data == writer("docx").write(document).data
    assert "{" not in words(document) and "DRAFT:" not in words(document)


@pytest.mark.parametrize("kind", OUTREACH)
def test_nothing_is_blank_where_the_profile_says_all(desk, profiles, kind):
    document = desk.outreach(profiles["example-nj"], kind, final=True).document
    assert all(n.field.startswith(f"{BY_HAND}.") for n in walk(document) if isinstance(n, Blank))


def test_signatories_stand_in_the_letter_and_nowhere_else(desk, profiles):
    town = profiles["example-nj"]
    for kind in OUTREACH:
        document = desk.outreach(town, kind).document
        for signatory in town.people.signatories:
            assert (signatory.name in words(document)) == (kind == "letter")
            assert signatory.name not in repr(document.properties) + document.header + document.footer + document.title


# -------------------------------------------------------------------------------------------------------- the menu


def test_the_menu_has_every_topic_and_clause_and_the_gate_s_answer(desk, profiles):
    document = desk.outreach(profiles["passaic-nj"], "menu", wish=Wish(("detainers",))).document
    headings = {plain(n.content).casefold() for n in walk(document) if isinstance(n, Paragraph) and n.role == "heading"}
    assert {t.name.casefold() for t in desk.library.topics().values()} <= headings
    operative = [c for c in desk.library.clauses.values() if c.kind == "operative"]
    assert {c.heading.casefold() for c in operative if "{" not in c.heading} <= headings
    text = words(document)
    assert "Model (in this draft): No custody past release" in text
    assert "Model (in this draft): No local money" not in text
    assert "Already required. State law already limits holds on civil detainers" in text


def test_the_menu_tells_what_is_barred_in_place_of_refusing(desk, profiles):
    text = words(desk.outreach(profiles["knox-county-tn"], "menu", wish=Wish(("all",))).document)
    assert "BARRED" in text and "no. State law bars it, and no one has acknowledged that." in text
    assert "What remains open here:" in text


# ------------------------------------------------------------------------------------------ petition and testimony


def test_the_petition_demands_what_the_draft_gives(desk, profiles):
    wish = Wish(("detainers", "privacy"), "narrow")
    text = words(desk.outreach(profiles["passaic-nj"], "petition", wish=wish).document)
    assert "To the Council President and the members of the City Council of the City of Passaic" in text
    assert "No custody past release on a detainer or an administrative warrant alone." in text
    assert desk.library.clauses["detainers"].variants["strong"].gives.replace("'", "’") not in text
    assert "70,537 people live in Passaic. [1]" in text and "U.S. Census Bureau, 2020 Decennial Census" in text
    assert "I collected the signatures on this sheet" in text


def test_a_resolution_s_petition_asks_for_a_call(desk, profiles):
    text = words(desk.outreach(profiles["passaic-nj"], "petition", "resolution", Wish(("detainers",))).document)
    assert "Call on those who decide to give us this: No custody past release" in text


@pytest.mark.parametrize("place", ["passaic-nj", "example-nj", "east-lansing-mi", "hudson-county-nj"])
@pytest.mark.parametrize("instrument", ["ordinance", "resolution"])
def test_testimony_fits_its_minutes(desk, profiles, place, instrument):
    document = desk.outreach(profiles[place], "testimony", instrument).document
    spoken: dict[str, int] = {}
    key = ""
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "heading":
            key = plain(block.content)
        elif isinstance(block, Paragraph) and block.role == "body":
            spoken[key] = spoken.get(key, 0) + len(plain(block.content).split())
    for speech, heading in zip(SPEECHES, ("Two minutes", "Three minutes"), strict=True):
        assert speech.least <= spoken[heading] <= speech.most
        assert f"{spoken[heading]} words" in words(document)


def test_questions_are_those_of_the_draft_and_each_stands_once(desk, profiles):
    document = desk.outreach(profiles["passaic-nj"], "questions", wish=Wish(("detainers",))).document
    asked = [plain(n.content) for n in walk(document) if isinstance(n, Paragraph) and n.level == 3]
    assert "A warrant is a warrant. Why does the signature matter?" in asked
    assert len(asked) == len(set(asked))
    assert not any(q.ask in asked for q in desk.library.clauses["u-visa"].questions)


# -------------------------------------------------------------------------------------------------------- the memo


def test_the_memo_gives_authority_limits_and_state_law_for_each_provision(desk, profiles):
    document = desk.outreach(profiles["passaic-nj"], "memo").document
    text = words(document)
    drafted = desk.draft(profiles["passaic-nj"], "ordinance")
    for included in drafted.frame.choice.of_kind("operative"):
        assert plain(drafted.frame.heading(included.clause.heading)).casefold() in text.casefold()
    assert "8 C.F.R. § 287.7(a), (b), (d)" in text
    assert "police power; LAD" not in text  # a row of the table of topics, and no citation
    assert "28 C.F.R. § 42.104(b)(2) (as amended) *" in text  # not confirmed


def test_the_memo_tells_the_duties_of_the_drafted_strength(desk, profiles):
    def decided(strength):
        document = desk.outreach(profiles["passaic-nj"], "memo", wish=Wish(("u-visa",), strength)).document
        rows = [[" ".join(plain(b.content) for b in c.blocks) for c in r.cells]
                for t in walk(document) if isinstance(t, Table) and t.caption == "Duties" for r in t.rows]
        return {r[2]: r[3] for r in rows if "removal proceedings" in r[3] or "appeal" in r[2]}

    model = decided("model")
    assert model["decides a certification request"] == "within 45 days after it is received, or 14 days if the person is in removal proceedings"
    assert "decides an appeal in writing" in model
    assert decided("narrow") == {  # which has no appeal
        "signs or denies a certification": "within 90 days after the request is received, or 30 days if the person is in removal proceedings"}


def _stems(text: str) -> set[str]:
    return {re.sub(r"(ies|es|s|ed|ing|e)$", "", w) for w in re.findall(r"[a-z]{4,}", text.lower())}


def test_no_memo_lists_a_duty_that_the_text_of_its_strength_does_not_hold(desk):
    """By words: at least half of those of a duty stand in the text that it is said to come from."""
    foreign = []
    for item in desk.library.clauses.values():
        for name, variant in item.variants.items():
            for duty in item.duties_of(name)[0] if variant.text else ():
                said, text = _stems(duty.what), _stems(variant.text + variant.heading)
                if said and len(said & text) / len(said) < 0.5:
                    foreign.append((item.id, name, duty.what, sorted(said - text)))
    assert foreign == []


def test_a_variant_s_own_duties_stand_in_place_of_the_clause_s(tmp_path):
    doors = clause("doors", "The clerk must open each door within 3 days.", narrow="The clerk must open one door within 5 days.",
                   head="duties: [{who: the clerk, what: opens each door, when: within 3 days}]\n")
    own = "    duties: [{who: the clerk, what: opens one door, when: within 5 days}]\n"
    for narrow, rows in (("", ["opens each door", "As the provision says."]), (own, ["opens one door", "within 5 days"]),
                         ("    duties: []\n", [])):
        desk = small_desk(tmp_path / str(len(narrow)), {"doors/doors.yml": doors + narrow})
        document = desk.outreach(town(), "memo", wish=Wish(("doors",), "narrow")).document
        told = [[" ".join(plain(b.content) for b in c.blocks) for c in r.cells][2:4]
                for t in walk(document) if isinstance(t, Table) and t.caption == "Duties" for r in t.rows if not r.header]
        assert told == ([rows] if rows else [])
        keys = {m.key for m in clause_messages(desk.library, desk.library.clauses["doors"])}
        assert "doors/duty/1/what" in keys and ("doors/narrow/duty/1/what" in keys) == (narrow == own)


def test_what_a_resolution_asks_is_no_duty_laid_down(desk, profiles):
    text = words(desk.outreach(profiles["passaic-nj"], "memo", "resolution", Wish(("detainers",))).document)
    assert "These are no duties until those who decide have acted." in text
    assert "What the draft lays down." not in text


CALENDARS = {  # counted by hand from Tuesday, September 1, 2026: step -> first day
    # Faulkner Act: hearing a week after publication; passage 10 days after introduction; effect 20 days after approval
    "passaic-nj": {"introduction": "2026-09-01", "hearing": "2026-09-08", "passage": "2026-09-11", "approval": "2026-09-11",
                   "override": "2026-09-14", "referendum": "2026-09-11", "effect": "2026-10-01"},
    "highland-park-nj": {"introduction": "2026-09-01", "hearing": "2026-09-08", "passage": "2026-09-11"},  # borough
    "maplewood-nj": {"introduction": "2026-09-01", "hearing": "2026-09-08", "passage": "2026-09-11"},  # township committee
    "east-lansing-mi": {"introduction": "2026-09-01"},  # the charter rules the rest, and it was not seen
}


@pytest.mark.parametrize("place", CALENDARS)
def test_the_calendar_tells_the_days_that_a_rule_counts_and_no_others(desk, profiles, place):
    steps = schedule(desk.draft(profiles[place], "ordinance").frame, date(2026, 9, 1))
    assert {s.id: s.earliest.isoformat() for s in steps if s.dated} == CALENDARS[place]


def test_deadlines_are_told_apart_from_first_days(desk, profiles):
    steps = {s.id: s for s in schedule(desk.draft(profiles["passaic-nj"], "ordinance").frame, date(2026, 9, 1))}
    assert steps["approval"].deadline and steps["approval"].latest == date(2026, 9, 21)
    assert not steps["effect"].deadline and steps["effect"].latest == date(2026, 10, 11)
    text = words(desk.outreach(profiles["passaic-nj"], "memo", introduced=date(2026, 9, 1)).document)
    assert "not before October 11, 2026 if the deadlines above are used in full" in text
    assert "No day of introduction was given" in words(desk.outreach(profiles["passaic-nj"], "memo").document)


def test_the_calendar_file_is_one_that_calendar_programs_read(desk, profiles):
    steps = schedule(desk.draft(profiles["passaic-nj"], "ordinance").frame, date(2026, 9, 1))
    made = calendar_ics(steps, "Calendar; of “x”, Passaic", "passaic-nj", "Check it.")
    assert made == calendar_ics(steps, "Calendar; of “x”, Passaic", "passaic-nj", "Check it.")
    assert made.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and made.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    whole = made.replace("\r\n ", "")
    assert "X-WR-CALNAME:Calendar\\; of “x”\\, Passaic" in whole
    assert "DTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261002" in whole
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == sum(s.dated for s in steps)
    uids = [line for line in whole.split("\r\n") if line.startswith("UID:")]
    assert len(uids) == len(set(uids))


# ---------------------------------------------------------------------------------------------------- the command


def test_the_command_writes_them_and_the_memo_s_calendar(tmp_path):
    result = CliRunner().invoke(main, ["draft", "passaic-nj", "--as", "memo", "--of", "resolution", "--on-date", "2026-09-01",
                                       "--format", "text", "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert sorted(p.name for p in (tmp_path / "passaic-nj").iterdir()) == ["memo.en.ics", "memo.en.txt"]
    assert "draft resolution" in (tmp_path / "passaic-nj" / "memo.en.txt").read_text()


def test_a_misspelt_document_is_told_the_nearest(desk, profiles):
    result = CliRunner().invoke(main, ["draft", "passaic-nj", "--as", "handot"])
    assert result.exit_code == 2 and "handout" in result.output
    with pytest.raises(DraftingError, match="petition"):
        desk.outreach(profiles["passaic-nj"], "petitoin")


def test_no_memo_cites_the_directive_of_another_state(desk, profiles):
    """F059 and the Directive are New Jersey's; a council in Texas must not be told that they bind it."""
    for place, cited in (("passaic-nj", True), ("san-marcos-tx", False), ("meridian-mi", False)):
        document = desk.outreach(profiles[place], "memo").document
        assert any("Directive 2018-6" in n.text for b in document.blocks for n in walk(b) if isinstance(n, Citation)) == cited


def test_the_memo_cites_what_a_mayor_s_power_rests_on_only_where_there_is_such_a_mayor(desk, profiles):
    basis = "N.J.S.A. 40:69A-39, -40"
    assert basis in words(desk.outreach(profiles["passaic-nj"], "memo").document)
    for place in ("maplewood-nj", "highland-park-nj", "hudson-county-nj"):
        assert basis not in words(desk.outreach(profiles[place], "memo").document)


@pytest.mark.parametrize("language", ["es", "ar"])
def test_a_translated_calendar_is_whole_and_holds_no_marks_of_our_own(desk, profiles, language):
    from generator.desk import outreach_outputs

    made = desk.outreach(profiles["passaic-nj"], "memo", language=language, introduced=date(2026, 9, 1))
    calendar = next(o.data.decode() for o in outreach_outputs(made, ("text",), None, language) if o.name.endswith(".ics"))
    assert not [c for c in calendar if 0xE000 <= ord(c) <= 0xF8FF]
    assert "BEGIN:VEVENT" in calendar
