"""The staff memo to a council: clauses with authority and limits, alternatives, duties, fiscal stub, road to adoption."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.document import Block, Document, Inlines, Origin, Text, plain
from generator.drafting.choose import Included
from generator.drafting.formalize import template
from generator.drafting.frame import Frame
from generator.drafting.outreach.promises import mode, told_of_old
from generator.drafting.outreach.schedule import ScheduledStep, schedule
from generator.drafting.outreach.sheet import Occasion, Sheet, emphasized
from generator.library import STRENGTHS

FISCAL = ("fiscal_staff", "fiscal_training", "fiscal_language", "fiscal_systems", "fiscal_reports", "fiscal_grants")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def compose(frame: Frame, occasion: Occasion) -> Document:
    """The memo for the clauses of the frame's choice; its calendar stands where a day of introduction is given."""
    return _Memo(Sheet(frame, "memo", occasion)).document()


class _Memo:
    """The parts of the memo."""

    def __init__(self, sheet: Sheet):
        self.sheet, self.frame = sheet, sheet.frame
        self.included = self.frame.choice.of_kind("operative")
        self.old_gives = told_of_old(sheet, "gives")
        self.topic_rows = {row for rule in self.frame.law.gate.values() for row in rule.topic_rows}
        bases = {form.executive.cite for form in self.frame.law.forms.values() if form.executive}
        self.bases_elsewhere = bases - {self.frame.government.executive.cite if self.frame.government.executive else ""}

    def document(self) -> Document:
        """The whole memo."""
        sheet = self.sheet
        blocks: list[Block] = [
            sheet.heading("memo_title", 1), self.head(), sheet.heading("memo_summary"), *self.summary(),
            sheet.heading("memo_clauses"), sheet.text("memo_clauses_about"),
            *(block for included in self.included for block in self.clause(included)),
            sheet.heading("memo_alternatives"), sheet.text("memo_alternatives_about"), self.alternatives(),
            sheet.heading("memo_duties"), *self.duties(),
            sheet.heading("memo_fiscal"), sheet.text("memo_fiscal_about"), self.fiscal(),
            sheet.heading("memo_road"), *self.road(), *self.gaps(), sheet.text("memo_counsel"),
        ]
        return sheet.document("memo_title", blocks)

    # ------------------------------------------------------------------------------------------ head and summary

    def head(self):
        """To, from, date, subject."""
        sheet = self.sheet
        rows = [
            (emphasized(sheet.says("memo_to")), sheet.says(f"memo_to_{self.frame.instrument.maker}")),
            (emphasized(sheet.says("memo_from")), sheet.by_hand("memo_author")),
            (emphasized(sheet.says("memo_date")), sheet.by_hand("memo_day")),
            (emphasized(sheet.says("memo_subject")), sheet.says("memo_subject_text")),
        ]
        return sheet.table((), rows, (0.18, 0.82), "memo_head", borders=False)

    def summary(self) -> list[Block]:
        """What the instrument does, in a few sentences and counts."""
        sheet, gates = self.sheet, [i.gate for i in self.included if i.gate]
        topics = self.frame.library.topics()
        names = dict.fromkeys(sheet.topic(topics[i.clause.topics[0]]) for i in self.included)
        counts = {s: sum(g.state == s for g in gates) for s in ("required", "limited", "barred", "unknown")}
        blocks: list[Block] = [
            sheet.text("memo_summary_what", n=len(self.included), topics=self.frame.language.parted(names)),
            sheet.text("memo_summary_strength", strength=self.frame.language.words(f"strength_{self.frame.choice.strength}")),
        ]
        return blocks + [sheet.text(f"memo_summary_{state}", n=n) for state, n in counts.items() if n]

    # ---------------------------------------------------------------------------------------------- clause table

    def clause(self, included: Included) -> list[Block]:
        """One provision: a heading, and a table of purpose, authority, limits and what state law says."""
        clause, sheet = included.clause, self.sheet
        section = sheet.occasion.sections.get(clause.id, "")
        heading = self.sheet.named(clause, included.variant)
        name = (Text(f"{section} "), *heading) if section else heading
        purpose: list[Block] = [sheet.paragraph(sheet.clause_words(clause.why, f"{clause.id}/why"))]
        if included.form != "binds":
            purpose.append(sheet.text("memo_form", form=self.frame.language.words(f"form_{included.form}")))
        note = sheet.clause_words(clause.limits_note, f"{clause.id}/limits_note") if clause.limits_note else ()
        limits: list[Block] = [sheet.paragraph(note)] if note else []
        limits.append(sheet.paragraph(self.law(clause.limits)))
        told = (("memo_purpose", purpose), ("memo_authority", [sheet.paragraph(self.law(clause.authority))]),
                ("memo_limits", limits), ("memo_state", self.state(included)))
        rows = [(emphasized(sheet.says(key)), content) for key, content in told]
        return [sheet.paragraph(name, "heading", 3, Origin(clause.id, included.variant, included.form)),
                sheet.table((), rows, (0.2, 0.8), heading)]

    def law(self, facts: Iterable[str]) -> Inlines:
        """The citations of facts, those that are not confirmed marked; the rows of topics cite no law.

        What another form of government's executive rests on is no law of this place.
        """
        known = self.frame.law.facts
        cited = dict.fromkeys(
            known[f].citation + (" *" if known[f].confidence == "unsure" else "")
            for f in facts if f in known and f not in self.topic_rows and known[f].citation not in ("", *self.bases_elsewhere))
        return self.sheet.citations(cited) or self.sheet.says("memo_no_citation")

    def state(self, included: Included) -> list[Block]:
        """What state law already requires, narrows or bars."""
        gate, sheet = included.gate, self.sheet
        if gate is None:
            return [sheet.text("memo_no_gate")]
        cite = sheet.cited(gate.citation)
        out: list[Block] = [sheet.text("menu_law_own", answer=self.frame.language.words(f"gate_{gate.state}"),
                                       reason=self.frame.told(gate.said["reason"]), cite=cite)]
        return [*out, *sheet.follows(gate)]

    # ------------------------------------------------------------------------------------------- the alternatives

    def alternatives(self):
        """The ladder: what each strength of each provision gives, the drafted one in bold."""
        rows = []
        for included in self.included:
            clause, cells = included.clause, []
            for strength in STRENGTHS:
                found = clause.variants.get(strength)
                key = f"{clause.id}/{strength}/gives"
                content = self.sheet.clause_words(found.gives, key) if found else self.sheet.says("memo_no_variant")
                cells.append(emphasized(content) if strength == included.variant else content)
            if len(clause.variants) > 1 and clause.id not in self.old_gives:
                rows.append((self.sheet.named(clause), *cells))
        head = ("memo_provision_short", "memo_strong", "memo_model", "memo_narrow")
        return self.sheet.table(head, rows, (0.22, 0.26, 0.26, 0.26), "memo_alternatives")

    # ---------------------------------------------------------------------------------------------------- duties

    def duties(self) -> list[Block]:
        """Who does what by when and reports to whom: what is laid down, apart from what is only asked."""
        out: list[Block] = []
        old = told_of_old(self.sheet, "duties")
        for key, modes in (("laid_down", ("does",)), ("asked", ("asks", "proposes", "states"))):
            rows = [row for i in self.included if mode(i) in modes and i.clause.id not in old for row in self.duty_rows(i)]
            if rows:
                head = ("duty_provision", "duty_who", "duty_what", "duty_when", "duty_to")
                out += [self.sheet.text(f"memo_duties_{key}"),
                        self.sheet.table(head, rows, (0.2, 0.17, 0.27, 0.18, 0.18), "memo_duties")]
        return out or [self.sheet.text("memo_no_duties")]

    def duty_rows(self, included: Included) -> Iterable[tuple]:
        """The duties of one clause. A time whose numbers the drafted text does not hold is not repeated."""
        clause, sheet = included.clause, self.sheet
        text = self.text_of(included)
        name = self.sheet.named(clause, included.variant)
        duties, home = clause.duties_of(included.variant)
        for n, duty in enumerate(duties, 1):
            key = f"{home}/duty/{n}"
            said = {w: sheet.clause_words(getattr(duty, w), f"{key}/{w}") if getattr(duty, w) else ()
                    for w in ("who", "what", "when", "to")}
            stands = all(number in text for number in NUMBER.findall(plain(said["when"]) + plain(said["what"])))
            when = said["when"] if stands else sheet.says("duty_when_see")
            yield name, said["who"], said["what"], when, said["to"]

    def text_of(self, included: Included) -> set[str]:
        """The numbers that stand in the drafted text of a clause: the same in every language, so read in English."""
        english = replace(self.frame, language=self.frame.language.in_english())
        return set(NUMBER.findall(" ".join(_words(f) for f in english.fill_clause(included))))

    # ------------------------------------------------------------------------------------------ money and the road

    def fiscal(self):
        """What the finance officer fills in."""
        rows = [(self.sheet.says(key), (), ()) for key in (*FISCAL, "fiscal_total")]
        return self.sheet.table(("fiscal_item", "fiscal_sum", "fiscal_source"), rows, (0.5, 0.22, 0.28), "memo_fiscal", height_mm=9)

    def road(self) -> list[Block]:
        """The steps to adoption for this form of government, with days where a first day is given."""
        sheet, frame = self.sheet, self.frame
        steps = frame.government.procedure.get(frame.instrument.id, ())
        if not steps:
            return [sheet.text("memo_no_procedure", form=frame.government.name)]
        out: list[Block] = [sheet.text("memo_form_of_government", form=frame.government.name,
                                       cite=sheet.cited(frame.government.citation))]
        if sheet.occasion.introduced:
            day = frame.language.date(sheet.occasion.introduced)
            out += [sheet.text("memo_calendar_about", date=day), self.calendar(schedule(frame, sheet.occasion.introduced))]
        else:
            filler = frame.filler(False)
            out += [sheet.text("memo_no_date"),
                    sheet.items((template(s.text, frame.law_key("procedure", s.text), filler) for s in steps), True)]
        rule = frame.government.effective.get(frame.instrument.id)
        if rule:
            out.append(sheet.paragraph(template(rule.text, frame.law_key("effective", rule.text), frame.filler(False))))
        return out

    def calendar(self, steps: Iterable[ScheduledStep]):
        """The steps with their days."""
        head = ("calendar_step", "calendar_earliest", "calendar_latest", "calendar_law")
        rows = []
        for step in steps:
            words = self.sheet.says("calendar_optional", step=step.words) if step.optional else step.words
            law = self.sheet.citations(step.citations) or self.sheet.says(
                "calendar_cited_nowhere" if step.ruled else "calendar_custom")
            rows.append((words, self.first_day(step), self.last_day(step), law))
        return self.sheet.table(head, rows, (0.37, 0.17, 0.17, 0.29), "memo_road")

    def first_day(self, step: ScheduledStep) -> Inlines:
        """The first day that the law allows, where a rule tells it."""
        if not step.dated:
            return self.sheet.says("calendar_unknown")
        return (Text(self.frame.language.date(step.earliest)),)

    def last_day(self, step: ScheduledStep) -> Inlines:
        """The last day of a step that has a deadline; else the first day if all deadlines before it are used in full."""
        day = self.frame.language.date(step.latest)
        if step.deadline:
            return (Text(day),)
        moves = step.dated and step.latest != step.earliest
        return self.sheet.says("calendar_if_used" if moves else "calendar_no_deadline", date=day)

    def gaps(self) -> list[Block]:
        """What the law pack does not know about this place."""
        gaps = (*self.frame.law.gaps, *self.frame.government.gaps)
        if not gaps:
            return []
        return [self.sheet.heading("memo_gaps"), self.sheet.items((Text(self.frame.advice(g)),) for g in gaps)]


def _words(filled) -> str:
    """The words of a filled subdivision and of those below it."""
    return " ".join([plain(filled.heading), plain(filled.chapeau), *(_words(c) for c in filled.children), plain(filled.flush)])
