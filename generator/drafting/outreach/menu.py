"""The menu: every topic of the library for one place, with why, what the law allows here, and what each strength gives."""

from __future__ import annotations

from collections import Counter

from generator.document import Block, Document, Text
from generator.drafting.choose import Included, LeftOut
from generator.drafting.first_page import why_so
from generator.drafting.frame import Frame
from generator.drafting.outreach.promises import told_of_old
from generator.drafting.outreach.sheet import Occasion, Sheet, emphasized
from generator.gate import Gate, gate
from generator.library import STRENGTHS, Clause, Topic


def compose(frame: Frame, occasion: Occasion) -> Document:
    """The options guide, whatever the choice; what is in the draft is marked."""
    return _Menu(Sheet(frame, "menu", occasion)).document()


class _Menu:
    """The parts of the guide, over the answers of the gate for every clause."""

    def __init__(self, sheet: Sheet):
        self.sheet, self.frame = sheet, sheet.frame
        library = self.frame.library
        self.old_gives = told_of_old(sheet, "gives")
        self.clauses = [library.clauses[c] for c in library.order() if library.clauses[c].kind == "operative"]
        self.gates: dict[str, Gate] = {c.id: gate(c.id, self.frame.law) for c in self.clauses}
        said = Counter(g.reason for g in self.gates.values())
        reasons = {g.reason: g.said["reason"] for g in self.gates.values()}
        self.general = [reason for reason, times in said.items() if times > 1]
        self.general_told = [self.frame.told(reasons[reason]) for reason in self.general]
        self.out = {o.clause.id: o for o in self.frame.choice.left_out}

    def document(self) -> Document:
        """The whole guide."""
        sheet = self.sheet
        blocks: list[Block] = [
            sheet.heading("menu_title", 1), sheet.text("menu_about"), sheet.text("menu_counsel"),
            sheet.heading("menu_overview"), self.overview(),
        ]
        if self.general:
            blocks += [sheet.heading("menu_general"), sheet.items(((Text(r),) for r in self.general_told), True)]
        if self.frame.law.gaps:
            blocks += [sheet.heading("menu_gaps"), sheet.items((Text(self.frame.advice(g)),) for g in self.frame.law.gaps)]
        for topic in self.frame.library.topics().values():
            blocks += self.topic(topic)
        return sheet.document("menu_title", blocks)

    def under(self, topic: Topic) -> list[Clause]:
        """The clauses whose first topic this is."""
        return [c for c in self.clauses if c.topics[0] == topic.id]

    def overview(self):
        """Each topic in a row: what it is, what state law says, whether it is in the draft."""
        rows = []
        for topic in self.frame.library.topics().values():
            mine = [c for c in self.clauses if topic.id in c.topics]
            states = list(dict.fromkeys(self.gates[c.id].state for c in mine))
            answer = self.frame.language.parted(self.frame.language.words(f"gate_{s}") for s in states)
            drafted = sum(self.drafted(c) for c in mine)
            key = "menu_in_all" if drafted == len(mine) else "menu_in_some" if drafted else "menu_in_none"
            rows.append((emphasized((Text(self.sheet.topic(topic)),)), (Text(self.sheet.topic(topic, "summary")),), (Text(answer),), self.sheet.says(key)))
        head = ("menu_topic", "menu_summary", "menu_law", "menu_draft")
        return self.sheet.table(head, rows, (0.22, 0.42, 0.18, 0.18), "menu_overview")

    def drafted(self, clause: Clause) -> bool:
        """True when the clause stands in the draft: a barred one only where someone acknowledged it."""
        barred = self.gates[clause.id].state == "barred"
        return self.frame.choice.has(clause.id) and (not barred or self.sheet.occasion.acknowledged)

    def topic(self, topic: Topic) -> list[Block]:
        """A topic with its clauses, and the clauses of other topics that serve it too."""
        sheet = self.sheet
        out: list[Block] = [sheet.paragraph((Text(sheet.topic(topic)),), "heading", 2),
                            sheet.paragraph((Text(sheet.topic(topic, "summary")),))]
        for clause in self.under(topic):
            out += self.clause(clause)
        others = [c for c in self.clauses if topic.id in c.topics[1:]]
        if others:
            out.append(sheet.text("menu_also", headings=sheet.names_of(others)))
        return out

    def clause(self, clause: Clause) -> list[Block]:
        """One clause: why, the law, the strengths, examples, whether it is in."""
        sheet = self.sheet
        out: list[Block] = [
            sheet.paragraph(sheet.named(clause), "heading", 3),
            sheet.paragraph(sheet.says("menu_why", why=sheet.clause_words(clause.why, f"{clause.id}/why"))),
            *self.law(self.gates[clause.id]),
            sheet.items(self.strength(clause, s) for s in STRENGTHS if s in clause.variants),
        ]
        if clause.elsewhere:
            out.append(sheet.items(
                sheet.says("menu_elsewhere", where=e.place, what=e.instrument, year=e.year, source=e.source)
                for e in clause.elsewhere))
        out.append(sheet.paragraph(self.standing(clause)))
        return out

    def law(self, found: Gate) -> list[Block]:
        """What state law does to the clause, what follows a breach, and what remains lawful."""
        sheet, answer = self.sheet, self.frame.language.words(f"gate_{found.state}")
        cite = sheet.cited(found.citation)
        if found.reason in self.general:
            first = sheet.says("menu_law_general", answer=answer, n=self.general.index(found.reason) + 1, cite=cite)
        else:
            first = sheet.says("menu_law_own", answer=answer, reason=self.frame.told(found.said["reason"]), cite=cite)
        out: list[Block] = [sheet.paragraph(first)]
        out += sheet.follows(found)
        if found.alternatives:
            headings = sheet.names_of(self.frame.library.clauses[c] for c in found.alternatives)
            out.append(sheet.text("menu_alternatives", headings=headings))
        return out

    def strength(self, clause: Clause, strength: str):
        """What a strength gives, marked where the draft has it."""
        included = self.frame.choice.by_id.get(clause.id)
        here = included is not None and included.variant == strength and self.drafted(clause) and clause.id not in self.old_gives
        key = "menu_strength_here" if here else "menu_strength"
        return self.sheet.says(key, strength=self.frame.language.words(f"strength_{strength}"),
                               gives=self.sheet.clause_words(clause.variants[strength].gives, f"{clause.id}/{strength}/gives"))

    def standing(self, clause: Clause):
        """Whether the clause is in the draft, and if not, why."""
        included: Included | None = self.frame.choice.by_id.get(clause.id)
        if included is not None:
            if not self.drafted(clause):
                return self.sheet.says("menu_out_barred", clause=clause.id)
            return self.sheet.says("menu_in", form=self.frame.language.words(f"form_{included.form}"))
        left: LeftOut = self.out[clause.id]
        if left.kind == "no-form":
            return self.sheet.says("menu_out_no_form", reason=why_so(clause, left.why, self.frame))
        return self.sheet.says(f"menu_out_{left.kind.replace('-', '_')}")
