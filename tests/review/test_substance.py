"""What changed in law: pairs of sentences that must be flagged, and pairs that must not."""

from __future__ import annotations

import pytest

from generator.review.finding import GRAVE, MINOR, SERIOUS, gravest
from generator.review.sentences import sentence_pairs, sentences
from generator.review.substance import substance

FLAGGED = [
    # duties
    ("An agency must report.", "An agency may report.", "duty changed", GRAVE),
    ("An agency shall report.", "An agency should report.", "duty changed", GRAVE),
    ("The clerk is required to publish the report.", "The clerk is encouraged to publish the report.", "duty changed", GRAVE),
    ("An agency may report.", "An agency must report.", "duty changed", SERIOUS),
    ("An agent must not ask about status.", "An agent must ask about status.", "not lost", GRAVE),
    ("An agent must not ask about status.", "An agent may ask about status.", "not lost", GRAVE),
    ("An agent shall not ask about status.", "An agent should not ask about status.", "duty changed", GRAVE),
    ("An agent may ask for a name.", "An agent may not ask for a name.", "not added", SERIOUS),
    ("No officer may ask about status.", "An officer may ask about status.", "not lost", GRAVE),
    ("An agency must keep a log and must publish it.", "An agency must keep a log.", "duty deleted", GRAVE),
    # negations
    ("A detainer is not a ground for custody.", "A detainer is a ground for custody.", "not lost", GRAVE),
    ("An agency releases a person without regard to the detainer.", "An agency releases a person with regard to the detainer.",
     "not lost", GRAVE),
    ("This record is public.", "This record is not public.", "not added", GRAVE),
    # exceptions
    ("An agent must not ask about status.", "An agent must not ask about status unless a supervisor approves.", "exception added", GRAVE),
    ("An agent must not ask about status.", "An agent must not ask about status, except in an emergency.", "exception added", GRAVE),
    ("An agency must interpret.", "To the extent practicable, an agency must interpret.", "exception added", GRAVE),
    ("An agency must interpret.", "An agency must interpret where feasible.", "exception added", GRAVE),
    ("An agency must interpret.", "Subject to the approval of the Manager, an agency must interpret.", "exception added", GRAVE),
    ("An agency must interpret.", "An agency must interpret within available appropriations.", "exception added", GRAVE),
    ("An agency must interpret.", "An agency must interpret as deemed appropriate by the Chief.", "exception added", GRAVE),
    ("An agency must interpret.", "An agency must make reasonable efforts to interpret.", "softened", SERIOUS),
    ("An agency must not disclose the record.", "An agency must not knowingly disclose the record.", "softened", SERIOUS),
    ("An agency must interpret.", "An agency must generally interpret.", "softened", SERIOUS),
    ("Holds end. ", "Holds end. This section does not apply to the jail.", "exception added", GRAVE),
    ("An agency must interpret, where feasible.", "An agency must interpret.", "exception removed", SERIOUS),
    # figures
    ("The agency must answer within 5 days.", "The agency must answer within 30 days.", "deadline", SERIOUS),
    ("The agency must answer within 5 days.", "The agency must answer.", "deadline", SERIOUS),
    ("The agency must answer within 5 days.", "The agency must answer within a reasonable time.", "deadline", SERIOUS),
    ("The agency must answer within ten days.", "The agency must answer within ten business days.", "deadline", SERIOUS),
    ("The agency must report each year.", "The agency must report every two years.", "deadline", SERIOUS),
    ("The fine is $500.", "The fine is $50.", "number", SERIOUS),
    ("The board has nine members.", "The board has five members.", "number", SERIOUS),
    ("At least three members vote.", "Not more than three members vote.", "threshold", SERIOUS),
    ("A language spoken by 5 percent of residents counts.", "A language spoken by 10 percent of residents counts.", "number", SERIOUS),
    # actors, scope
    ("The Chief of Police must report.", "The City Manager must report.", "actor", SERIOUS),
    ("The report is approved by the Council.", "The report is approved by the Mayor.", "actor", SERIOUS),
    ("An agency must not hold any person.", "An agency must not hold certain persons.", "scope narrowed", SERIOUS),
    ("The person is told of the request and the right.", "The person is told of the request or the right.", "and/or", SERIOUS),
    # guards
    ("An agency must not hold a person without a judicial warrant.", "An agency must not hold a person without a warrant.",
     "guard deleted", GRAVE),
    ("A hold needs a judicial warrant.", "A hold needs a judicial warrant or an administrative warrant.", "guard weakened", GRAVE),
    ("The person may appeal the denial.", "The denial is final.", "guard deleted", GRAVE),
    ("No interview takes place unless the person consents in writing.", "No interview takes place unless the person is told.",
     "guard deleted", GRAVE),
    ("This section does not restrict what 8 U.S.C. § 1373 protects.", "This section does not restrict what the law protects.",
     "guard deleted", GRAVE),
    ("Access needs a court order. Staff ask for it.", "Staff ask for papers.", "guard deleted", GRAVE),
    # citations
    ("Records are kept under 8 U.S.C. § 1367.", "Records are kept under 8 U.S.C. § 1357.", "citation", SERIOUS),
    ("Records are kept under Section 7(b).", "Records are kept under Section 8(b).", "reference", MINOR),
    # definitions
    ("“Agency” includes a department, a board, and a commission.", "“Agency” means a department, a board, and a commission.",
     "definition narrowed", GRAVE),
    ("“Agency” means a department, a board, or a commission.", "“Agency” means a department or a board.", "definition narrowed", SERIOUS),
    ("“Agent” means an officer or employee.", "“Agent” means a sworn officer or employee.", "definition narrowed", SERIOUS),
    ("“Agent” means an officer or employee.", "“Agent” means an officer or employee. It does not include a contractor.",
     "definition narrowed", GRAVE),
    ("“Agency” means a department. It does not cover a court.", "“Agency” means a department. It does not cover the police, or a court.",
     "definition narrowed", SERIOUS),
    # an exception that grew from within
    ("An agent must not ask unless § 12B applies.", "An agent must not ask unless it is useful or § 12B applies.", "exception widened", GRAVE),
    ("Except as required by law, an agent must not help.", "Except as required or permitted by law, an agent must not help.",
     "exception widened", GRAVE),
    ("An agency must use data only as listed, except as the law requires.", "An agency must use data only as listed, except as the law or policy requires.",
     "exception widened", GRAVE),
    ("Except as required by law, an agent must not help.", "Except as requested by an agency, an agent must not help.", "exception changed", SERIOUS),
    # limits
    ("A detainer is not a ground for custody.", "A detainer is not the sole ground for custody.", "negation weakened", GRAVE),
    ("A detainer is not a ground for custody.", "A detainer is not by itself a ground for custody.", "negation weakened", GRAVE),
    ("An agent must not ask about status.", "An agent must not needlessly ask about status.", "negation weakened", GRAVE),
    ("An agency must use data only for a listed purpose.", "An agency must use data for a listed purpose.", "limit lost", SERIOUS),
    ("An agent must not ask about citizenship, status, or place of birth.", "An agent must not ask about citizenship or status.",
     "scope narrowed", SERIOUS),
    ("An agency must not hold a person.", "An agency must not fail to hold a person.", "not added", GRAVE),
    ("Any of these is enough: the agency must act.", "All of these is enough: the agency must act.", "scope narrowed", SERIOUS),
    ("A willing person may speak.", "A willful person may speak.", "softened", SERIOUS),
    ("Nothing in this chapter prohibits the exchange.", "Nothing in this section prohibits the exchange.", "reach", SERIOUS),
    # order and measure
    ("The agent must ask before the arrest.", "The agent must ask after the arrest.", "turned round", SERIOUS),
    ("The agency must serve the lower of two counts, whichever is less.", "The agency must serve the lower of two counts, whichever is more.",
     "turned round", SERIOUS),
    ("Within 14 days after the request, the agency must answer.", "Not earlier than 14 days after the request, the agency must answer.",
     "deadline", SERIOUS),
    ("A place of 10,000 residents counts.", "A place of 1,0000 residents counts.", "number", SERIOUS),
    # what a person loses
    ("The person may appeal.", "The person may not appeal.", "not added", GRAVE),
    ("The Council must meet at a public meeting.", "The Council must meet at a meeting.", "guard deleted", SERIOUS),
    ("The agency must give free interpretation.", "The agency must give interpretation.", "guard deleted", SERIOUS),
    ("The clerk must publish the list.", "The clerk must keep the list.", "guard deleted", SERIOUS),
    ("An agency must send it.", "An agency must, in the Clerk’s discretion, send it.", "exception added", GRAVE),
    # sentences
    ("An agency must answer. It must keep a copy.", "An agency must answer.", "sentence deleted", GRAVE),
]

UNFLAGGED = [
    ("An agency must report.", "An agency shall report."),
    ("An agency must not report.", "An agency shall not report."),
    ("An agency must not report.", "An agency may not report."),
    ("An agent must not ask about status.", "No agent may ask about status."),
    ("The agency must answer within five (5) days.", "The agency must answer within 5 days."),
    ("The agency must answer within thirty days.", "The agency must answer within 30 days."),
    ("The agency must report annually.", "The agency must report each year."),
    ("At least three members vote.", "No fewer than three members vote."),
    ("The agency must answer not later than 5 days after the request.", "The agency must answer no later than 5 days after the request."),
    ("Records are kept under 8 U.S.C. § 1367.", "Records are kept under 8 U.S.C.\u00a0§\u00a01367."),
    ("A person's consent is kept.", "A person’s consent is kept."),
    ("The agency must use plain language.", "The agency must use clear language."),
    ("The report is due in May 2027.", "The report is due in May 2027, in print."),
    ("An agency  must report.", "An agency must report."),
    ("The agency must keep records whether old or new.", "The agency must keep records, whether or not old."),
    ("The agency must write its plan for the public.", "The agency must write the plan for the public."),
    ("The agency must plan within 180 days.", "The agency must plan within one hundred and eighty days."),
    ("The agency must plan within 180 days.", "The agency must plan within one hundred eighty (180) days."),
    ("The agency may hear a person under 16.", "The agency may hear a person under sixteen."),
    ("The agency may hear a person under 16.", "The agency may hear a person younger than 16."),
    ("A person may complain by law.", "A person may complain by law, in print."),
    ("Records are kept under 8 U.S.C. § 1367.", "Records are kept under 8 USC 1367."),
    ("Except as required by law, an agent must not help.", "Unless required by law, an agent must not help."),
    ("An agency must not hold a person unless a judge orders it.", "An agency must not hold a person except when a judge orders it."),
    ("Within 30 days, the Clerk must write.", "No later than 30 days, the Clerk must write."),
    ("If a person does not answer, the agent must stop.", "If a person declines to answer, the agent must stop."),
    ("A judge or magistrate signs.", "A judge signs."),
    ("The Chief of Police must report.", "The police chief must report."),
    ("The City Clerk must report.", "The Clerk must report."),
    ("The agent must send it and must not act before the answer.", "The agent must send it. The agent must not act before the answer."),
    ("The log must say what was done. The log must not name a person.", "The log must say what was done; and the log must not name a person."),
    ("An agent may ask the Corporation Counsel.", "An agent may ask the City Attorney's office, the Corporation Counsel."),
]


@pytest.mark.parametrize(("before", "after", "kind", "gravity"), FLAGGED)
def test_a_change_of_law_is_flagged(before, after, kind, gravity):
    found = substance(before, after)
    assert (kind, gravity) in {(f.kind, f.gravity) for f in found}, [(f.kind, f.gravity, f.what) for f in found]
    assert all(f.what and (f.before or f.after) for f in found)


@pytest.mark.parametrize(("before", "after"), UNFLAGGED)
def test_a_change_of_words_is_not(before, after):
    assert substance(before, after) == ()


def test_an_item_is_judged_with_its_lead():
    lead = "An agency must not use money for"
    alone = substance("a raid;", "a raid, except at night;")
    led = substance("a raid;", "a raid, except at night;", lead=lead)
    assert gravest(alone) == SERIOUS and gravest(led) == GRAVE


def test_a_new_item_of_what_a_rule_leaves_open_is_grave():
    for lead in ("This section does not restrict", "An agent may ask about status only to", "An agency must not help, except in"):
        assert [(f.kind, f.gravity) for f in substance("", "a request of an immigration authority;", lead=lead)] == [("exception widened", GRAVE)]
    assert gravest(substance("", "a copy of the request;", lead="The agency must give the person")) == MINOR


def test_a_rewritten_sentence_is_not_called_turned_round():
    found = substance("An agency shall give notice of release only after a conviction within ten years.",
                      "An agency shall not tell an immigration authority of the time or place of release.")
    assert not {"not added", "not lost"} & {f.kind for f in found}


def test_a_guard_that_only_moved_inside_its_paragraph_is_no_loss():
    before = "A judicial warrant is needed. Staff call the attorney."
    after = "Staff call the attorney. A judicial warrant is needed."
    assert "guard deleted" not in {f.kind for f in substance(before, after)}


def test_the_gravest_comes_first_and_carries_both_sentences():
    found = substance("Staff wait. An agent must not ask within 5 days.", "Staff wait. An agent may ask within 9 days.")
    assert found[0].gravity == GRAVE and [f.gravity for f in found] == sorted(
        (f.gravity for f in found), key=(GRAVE, SERIOUS, MINOR).index)
    assert found[0].before == "An agent must not ask within 5 days." and found[0].after == "An agent may ask within 9 days."


def test_sentences_do_not_end_at_abbreviations():
    assert sentences("See 8 U.S.C. § 1373. Pub. L. No. 104 stands.") == ["See 8 U.S.C. § 1373.", "Pub. L. No. 104 stands."]
    assert sentence_pairs("A is so. B is here.", "A is so.") == [("A is so.", "A is so."), ("B is here.", "")]
