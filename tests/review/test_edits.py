"""What an editor did, clause by clause: passages in, edits out."""

from __future__ import annotations

import io

from docx import Document as open_docx

from generator.document import Reference, Term, Text
from generator.readers.word import read_word
from generator.review.edit_report import as_data, as_text, counts, report_document
from generator.review.edits import Review, review
from generator.review.redline import redline
from generator.writers import writer
from tests.builders import doc, para, provision, section

HOLD = "An agency must not hold a person without a judicial warrant."
LOG = "The clerk must publish the log within 30 days."
OPEN = "This section does not restrict an arrest on probable cause of a crime."


def sample(*custody, records: str = "Each agency must keep its records for three years.", extra=(), definitions: bool = True):
    """A small order: definitions, custody, records that refer to custody."""
    custody = custody or (("hold", HOLD), ("log", LOG), ("open", OPEN))
    blocks = [section("definitions", "Definitions", para(
        "definitions.agency", Term("agency", "Agency", True), " means a department of the City.", role="definition"), number=1)] if definitions else []
    first = len(blocks) + 1
    blocks.append(section("custody", "Custody", *(
        provision(f"custody.{name}", f"({'abcdef'[n]})", text) for n, (name, text) in enumerate(custody)), number=first))
    blocks += [section(id, heading, para(f"{id}.p1", text, role="lead"), number=first + n)
               for n, (id, heading, text) in enumerate(extra, 1)]
    blocks.append(section("records", "Records", para("records.p1", records, Text(" "), Reference("custody", f"Section {first}"),
                                                     Text(" applies."), role="lead"), number=first + len(extra) + 1))
    return writer("docx").write(doc(*blocks, final=True)).data


def seen(old: bytes, new: bytes, terms=None) -> Review:
    return review(read_word(old, "old.docx"), read_word(new, "new.docx"), terms)


def edits(found: Review) -> dict[str, str]:
    """Kind by id, or by words where there is no id; untouched ones left out."""
    return {e.id or e.after or e.before: e.kind for c in found.clauses for e in c.edits if e.kind != "untouched"}


def retyped(data: bytes, change) -> bytes:
    document = open_docx(io.BytesIO(data))
    change({p.text.strip(): p for p in document.paragraphs})
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_same_file_is_untouched():
    found = seen(sample(), sample())
    assert edits(found) == {} and {c.status for c in found.clauses} == {"untouched"} and found.findings == () and found.loose == ()


def test_a_changed_provision_shows_its_words_and_what_changed_in_law():
    found = seen(sample(), sample(("hold", HOLD), ("log", LOG.replace("30", "90")), ("open", OPEN)))
    edit, = found.edits
    assert (edit.kind, edit.id) == ("changed", "custody.log") and ("deleted", "30") in edit.parts and ("inserted", "90") in edit.parts
    assert [(f.kind, f.gravity) for f in edit.findings] == [("deadline", "serious")]
    assert {c.clause: c.status for c in found.clauses} == {"definitions": "untouched", "custody": "changed", "records": "untouched"}


def test_deleted_new_and_moved():
    found = seen(sample(), sample(("log", LOG), ("open", OPEN), ("notice", "The agency must give notice to the person's lawyer.")))
    assert edits(found) == {"custody.hold": "deleted", "custody.notice": "new"}
    deleted = next(e for e in found.edits if e.kind == "deleted")
    assert {f.kind for f in deleted.findings} >= {"sentence deleted", "guard deleted"} and deleted.findings[0].gravity == "grave"
    moved = seen(sample(), sample(("open", OPEN), ("hold", HOLD), ("log", LOG)))
    assert edits(moved) == {"custody.open": "moved"} and moved.findings == ()


def test_moved_and_changed_hides_nothing():
    edit, = seen(sample(), sample(("open", OPEN.replace("does not restrict", "restricts")), ("hold", HOLD), ("log", LOG))).edits
    assert edit.kind == "moved" and edit.moved_too and any(f.gravity == "grave" for f in edit.findings)


def test_a_deleted_and_a_new_clause_have_a_status_of_their_own():
    gone = seen(sample(extra=(("appeals", "Appeals", "A person may appeal."),)), sample())
    assert {c.clause: c.status for c in gone.clauses}["appeals"] == "deleted"
    come = seen(sample(), sample(extra=(("appeals", "Appeals", "A person may appeal."),)))
    assert {c.clause: c.status for c in come.clauses}["appeals"] == "new"


def test_numbers_that_shifted_are_no_change():
    found = seen(sample(), sample(extra=(("appeals", "Appeals", "A person may appeal."),), definitions=False))
    assert "records.p1" not in edits(found) and "custody.hold" not in edits(found)


def test_a_retyped_paragraph_is_matched_by_its_words():
    new = retyped(sample(), lambda p: setattr(next(q for t, q in p.items() if t.endswith(LOG)), "text", LOG.replace("must", "may")))
    edit, = seen(sample(), new).edits
    assert (edit.kind, edit.id) == ("changed", "custody.log") and edit.findings[0].kind == "duty changed"


def test_two_paragraphs_joined_lose_nothing():
    def join(paragraphs):
        first = next(p for t, p in paragraphs.items() if t.endswith(HOLD))
        second = next(p for t, p in paragraphs.items() if t.endswith(LOG))
        first.add_run(" ")
        for child in [c for c in second._p if not c.tag.endswith("}pPr")]:
            first._p.append(child)
        second._p.getparent().remove(second._p)

    found = seen(sample(), retyped(sample(), join))
    assert edits(found) == {"custody.hold": "changed", "custody.log": "joined"}
    assert found.findings == ()


def test_a_sentence_that_moved_within_its_provision_is_not_called_deleted():
    two = f"{HOLD} An agency must release the person at once."
    old = sample(("hold", two), ("log", LOG), ("open", OPEN))
    found = seen(old, sample(("hold", HOLD), ("log", f"{LOG} An agency must release the person at once."), ("open", OPEN)))
    assert [(f.kind, f.gravity) for f in found.findings] == [("sentence moved", "minor")]
    away = seen(old, sample(("hold", HOLD), ("log", LOG), ("open", OPEN), records="Each agency must keep its records for three years. An agency must "
                            "release the person at once."))
    assert [(f.kind, f.gravity) for f in away.findings] == [("sentence moved", "serious")]
    gone = seen(old, sample(("hold", "An agency must release the person at once."), ("log", LOG), ("open", OPEN)))
    assert "sentence deleted" in {f.kind for f in gone.findings}


def run_of(paragraphs, ending):
    return [r for t, p in paragraphs.items() if t.endswith(ending) for r in p.runs]


def test_words_that_lose_their_force_by_their_look_are_told():
    def hide(paragraphs):
        for run in run_of(paragraphs, HOLD):
            run.font.hidden = True

    def strike(paragraphs):
        run_of(paragraphs, LOG)[-1].font.strike = True

    def demote(paragraphs):
        paragraph = next(p for t, p in paragraphs.items() if t.endswith(OPEN))
        paragraph.style = next(s for s in paragraph.part.styles if s.style_id == "Subdivision2")

    for change, kind, gravity in ((hide, "hidden", "grave"), (strike, "struck", "grave"), (demote, "level", "serious")):
        found = seen(sample(), retyped(sample(), change))
        assert [(f.kind, f.gravity) for f in found.findings] == [(kind, gravity)]
        assert [e.kind for e in found.edits] == ["reformatted"] and "Another look" in as_text(found)


def test_a_recital_is_judged_as_a_reason_and_the_enacting_words_as_the_law():
    def order(recital, enacting):
        from generator.document import Enacting, Recital

        return writer("docx").write(doc(Recital("recital-a.one", (Text(recital),)), Enacting("enacting", (Text(enacting),)),
                                        section("custody", "Custody", para("custody.p1", HOLD, role="lead")), final=True)).data

    old = order("WHEREAS, the agencies must not lose the trust of residents; and", "BE IT ORDAINED by the Council:")
    reason = seen(old, order("WHEREAS, the agencies must keep the trust of residents; and", "BE IT ORDAINED by the Council:"))
    assert [(f.kind, f.gravity) for f in reason.findings] == [("recital changed", "minor")]
    enacts = seen(old, order("WHEREAS, the agencies must not lose the trust of residents; and", "BE IT RESOLVED by the Council:"))
    assert [(f.kind, f.gravity) for f in enacts.findings] == [("enacting words", "grave")]


def test_a_heading_that_came_or_went_says_what_this_section_now_means():
    def cut(paragraphs):
        here = next(p for t, p in paragraphs.items() if t.endswith(LOG))
        heading = here.insert_paragraph_before("Records of Custody")
        heading.style = next(p for t, p in paragraphs.items() if t.endswith("Custody")).style

    found = seen(sample(), retyped(sample(), cut))
    assert [(f.kind, f.gravity) for f in found.findings] == [("section cut", "serious")]

    def join(paragraphs):
        heading = next(p for t, p in paragraphs.items() if t.endswith("Custody"))
        heading._p.getparent().remove(heading._p)

    joined = seen(sample(), retyped(sample(), join))
    assert [(f.kind, f.gravity) for f in joined.findings] == [("sections joined", "serious")]


def test_a_defined_term_that_gave_way_to_other_words_is_told():
    new = sample(("hold", HOLD.replace("judicial warrant", "ICE warrant")), ("log", LOG), ("open", OPEN))
    found = seen(sample(), new, {"judicial warrant": "judicial-warrant", "agency": "agency"})
    assert ("term", "serious") in {(f.kind, f.gravity) for f in found.findings}
    more = seen(sample(), sample(("hold", HOLD.replace("An agency", "Agencies")), ("log", LOG), ("open", OPEN)), {"agency": "agency", "agencies": "agency"})
    assert "term" not in {f.kind for f in more.findings}


def test_an_overtyped_reference_is_told():
    def overtype(paragraphs):
        run = next(r for r in run_of(paragraphs, "applies.") if r.text.strip() == "Section 2")
        run.text = "Section 1"

    found = seen(sample(), retyped(sample(), overtype))
    assert [(x.kind, x.words) for x in found.loose] == [("reference", "Section 1")] and "typed over" in found.loose[0].problem


def test_a_typed_section_sign_is_a_typed_reference_and_that_of_a_code_is_none():
    new = sample(("hold", HOLD), ("log", LOG), ("open", OPEN), ("more", "§ 12A and 8 U.S.C. § 1373 govern. Article 3 is so."))
    assert {x.words for x in seen(sample(), new).loose} == {"§ 12A", "Article 3"}
    assert seen(new, sample(("hold", HOLD), ("log", LOG), ("open", OPEN), ("more", "§ 12A and 8 U.S.C. § 1373 rule. Article 3 is so."))).loose == ()


def test_who_deleted_the_mark_between_two_paragraphs_is_named():
    def tracked_join(paragraphs):
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        first = next(p for t, p in paragraphs.items() if t.endswith(HOLD))
        mark = OxmlElement("w:rPr")
        gone = OxmlElement("w:del")
        for name, value in (("w:id", "900"), ("w:author", "Bob"), ("w:date", "2026-05-03T00:00:00Z")):
            gone.set(qn(name), value)
        mark.append(gone)
        first._p.get_or_add_pPr().append(mark)

    found = seen(sample(), retyped(sample(), tracked_join))
    joined = next(e for e in found.edits if e.kind == "joined")
    assert {m.author for m in joined.marks} == {"Bob"} and not joined.silent and not any("tracked" in n for n in found.notes)


def test_the_order_of_two_bookmarks_of_one_paragraph_is_no_change():
    from dataclasses import replace

    old = read_word(sample(), "old.docx")
    at = next(n for n, p in enumerate(old.passages) if p.id == "custody.log")
    both = replace(old.passages[at], joined=("custody.log.more",))
    turned = replace(both, id="custody.log.more", joined=("custody.log", "custody.log"))
    with_both, with_turned = (replace(old, passages=(*old.passages[:at], p, *old.passages[at + 1:])) for p in (both, turned))
    assert {c.status for c in review(with_both, with_turned).clauses} == {"untouched"}


def test_tracked_changes_say_who_and_when_and_silent_ones_are_told_apart():
    old = sample()
    tracked = redline(old, sample(("hold", HOLD), ("log", LOG.replace("30", "90")), ("open", OPEN)), "Ann Counsel", "2026-05-01").data
    edit, = seen(old, tracked).edits
    assert not edit.silent and {(m.author, m.date[:10]) for m in edit.marks} == {("Ann Counsel", "2026-05-01")}

    def also(paragraphs):
        run = next(r for t, p in paragraphs.items() if t.endswith(OPEN) for r in p.runs if "probable" in r.text)
        run.text = run.text.replace("probable cause", "suspicion")

    both = {e.id: e.silent for e in seen(old, retyped(tracked, also)).edits}
    assert both == {"custody.log": False, "custody.open": True}


def test_a_deleted_paragraph_names_who_deleted_it():
    tracked = redline(sample(), sample(("hold", HOLD), ("log", LOG)), "Ann Counsel").data
    edit, = seen(sample(), tracked).edits
    assert edit.kind == "deleted" and {m.author for m in edit.marks} == {"Ann Counsel"} and not edit.silent


def test_a_reference_whose_target_is_gone_is_told():
    def cut(paragraphs):
        for text, p in list(paragraphs.items()):
            if text.endswith(("Custody", HOLD, LOG, OPEN)):
                p._p.getparent().remove(p._p)

    found = seen(sample(), retyped(sample(), cut))
    assert [(x.kind, x.clause) for x in found.loose] == [("reference", "records")]


def test_a_typed_reference_and_an_undefined_term_are_told():
    new = sample(("hold", HOLD), ("log", LOG), ("open", OPEN), ("more", "Section 12 governs an immigration detainer."))
    found = seen(sample(), new, {"immigration detainer": "immigration-detainer", "agency": "agency"})
    assert {(x.kind, x.words) for x in found.loose} == {("typed reference", "Section 12"), ("term", "immigration detainer")}
    gone = seen(sample(), sample(definitions=False))
    assert [(x.kind, x.words) for x in gone.loose if x.kind == "term"] == [("term", "Agency")]


def test_a_lost_warning_of_preemption_is_grave():
    from generator.document import Notice
    from tests.builders import said

    def with_notice(*blocks):
        return writer("docx").write(doc(*blocks, section("custody", "Custody", para("custody.p1", HOLD, role="lead")), final=True)).data

    warning = Notice("preemption", "preemption", said("State law bars this"), (para("preemption.1", "State law bars what follows."),))
    found = seen(with_notice(warning), with_notice())
    assert found.gravity == "grave" and "warning deleted" in {f.kind for f in found.findings}


def test_the_report_says_all_of_it():
    found = seen(sample(), sample(("hold", HOLD.replace("must not", "may")), ("log", LOG), ("open", OPEN)))
    text = as_text(found)
    assert "[-must not-]{+may+}" in text and "GRAVE" in text and f"before: {HOLD}" in text
    data = as_data(found)
    assert data["gravest"] == "grave" and data["counts"] == counts(found) and data["counts"]["changed"] == 1
    from generator.language import load_language
    from generator.sources import shipped

    html = writer("html").write(report_document(found, load_language("en", shipped("locales")).record())).data.decode()
    assert "<del" in html and "<ins" in html and "Grave: " in html


def test_an_edit_without_a_finding_is_never_called_harmless():
    found = seen(sample(), sample(("hold", HOLD), ("log", LOG.replace("publish the log", "post the log online")), ("open", OPEN)))
    assert found.findings == () and any("not a finding that there is none" in n for n in found.notes)
