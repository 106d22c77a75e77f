"""The first page of a draft, and the warning that stays: what is blank, unconfirmed, changed, or barred."""

from __future__ import annotations

from collections import defaultdict

from generator.document import (
    Block, Blank, Cell, Items, Notice, Paragraph, Row, Table, Text, walk,
)
from generator.drafting.choose import Included
from generator.drafting.frame import Frame
from generator.drafting.values import FACT_NAMES, local_value
from generator.library import Clause

MOST_LINES = 3


def draft_notice(blocks: tuple[Block, ...], frame: Frame) -> Notice:
    """The page to read first and take off."""
    w, full = frame.language.words, frame.word("the_full")
    own = Own("notice")
    out: list[Block] = [
        own.text(w("draft_about", instrument=frame.word("instrument"), the_full=full, state=frame.word("state"),
                   version=frame.library.contents.version)),
        own.text(frame.language.sentences(w("draft_law", as_of=frame.law.as_of), w("draft_variants"))),
        *_blanks(blocks, frame, own), *_facts(frame, own), *_gates(frame, own), *_changes(frame, own), *_gaps(frame, own),
    ]
    return Notice("notice", "draft", (Text(w("draft_heading")),), tuple(out))


def preemption_notice(frame: Frame) -> Notice | None:
    """The warning that a draft and a final carry where barred clauses were acknowledged."""
    barred = frame.choice.acknowledged
    if not barred:
        return None
    w, own = frame.language.words, Own("preemption")
    groups: dict[tuple[str, str, str], list[Included]] = defaultdict(list)
    for i in barred:
        groups[i.gate.reason, i.gate.citation, i.gate.consequence].append(i)
    rows = tuple((Text(_barred(items, frame)),) for items in groups.values())
    return Notice("preemption", "preemption", (Text(w("preemption_heading", instrument=frame.word("instrument"))),),
                  (own.text(w("preemption_text", state=frame.word("state"))), Items("preemption.rows", rows)))


def _barred(items: list[Included], frame: Frame) -> str:
    """The provisions that one answer of state law bars, with the answer."""
    said = items[0].gate.said
    return frame.language.words(
        "preemption_row", provision=frame.language.parted(frame.clause_heading(i.clause) for i in items),
        reason=frame.told(said["reason"]), citation=frame.english(items[0].gate.citation),
        consequence=frame.told(said.get("consequence"))).strip()


class Own:
    """Ids for the blocks of a notice, in order."""

    def __init__(self, prefix: str):
        self.prefix, self.count = prefix, 0

    def id(self) -> str:
        """The next id."""
        self.count += 1
        return f"{self.prefix}.{self.count}"

    def text(self, words: str) -> Paragraph:
        """A body paragraph."""
        return Paragraph(self.id(), (Text(words),))

    def heading(self, words: str) -> Paragraph:
        """An unnumbered heading."""
        return Paragraph(self.id(), (Text(words),), "heading", 2)

    def table(self, head: tuple[str, ...], rows, widths: tuple[float, ...], caption: str) -> Table:
        """A table of words."""
        table = self.id()
        lines = [tuple(r) for r in rows]
        return Table(table, (
            Row(tuple(self._cell(f"{table}.h{i}", c, True) for i, c in enumerate(head)), True),
            *(Row(tuple(self._cell(f"{table}.{n}.{i}", c) for i, c in enumerate(line))) for n, line in enumerate(lines)),
        ), widths, caption)

    @staticmethod
    def _cell(cell_id: str, words: str, header: bool = False) -> Cell:
        return Cell((Paragraph(cell_id, (Text(words),)),), header)


def blanks(blocks) -> dict[str, str]:
    """The profile field and label of every blank, in document order."""
    return {n.field: n.label for block in blocks for n in walk(block) if isinstance(n, Blank)}


def _blanks(blocks, frame: Frame, own: Own) -> list[Block]:
    """The blanks in one running line, each with the profile field that fills it; the report has them in a table."""
    found = blanks(blocks)
    if not found:
        return []
    language = frame.language
    around = language.brackets
    told = language.parted(f"{label}{around.open}{field}{around.close}" for field, label in found.items())
    return [own.heading(language.words("draft_blanks", n=len(found))), own.text(f"{told}{language.list.stop}")]


def fact_lines(frame: Frame) -> list[str]:
    """The local facts that the profile names: the known ones with their source, the unconfirmed ones together."""
    w, known, open_ = frame.language.words, [], []
    for name in FACT_NAMES:
        if name not in frame.profile.facts:
            continue
        fact, label = frame.profile.facts[name], frame.label(f"facts.{name}")
        if local_value(frame.profile, name).known:
            known.append(w("fact_known", label=label, value=frame.english(fact.value), year=fact.year,
                           source=frame.english(fact.source)))
        else:
            open_.append(label)
    return [*known, *([w("facts_unknown", labels=frame.language.parted(open_))] if open_ else [])]


def _facts(frame: Frame, own: Own) -> list[Block]:
    """Local facts, known or not: each is to be confirmed before adoption."""
    lines = fact_lines(frame)
    items: Block = Items(own.id(), tuple((Text(r),) for r in lines)) if lines else own.text(
        frame.language.words("draft_facts_none"))
    return [own.heading(frame.language.words("draft_facts")), items]


GATE_ORDER = ("barred", "unknown", "limited", "required")


def _gates(frame: Frame, own: Own) -> list[Block]:
    """What state law does to the provisions, a line for each answer; the reasons stand in the report."""
    groups: dict[str, list[Included]] = defaultdict(list)
    for i in frame.choice.included:
        if i.gate and i.gate.state in GATE_ORDER and i.clause.kind == "operative":
            groups[i.gate.state].append(i)
    w, language = frame.language.words, frame.language
    lines = []
    for state in GATE_ORDER:
        if found := groups.get(state):
            citations = "; ".join(dict.fromkeys(c for i in found for c in i.gate.citation.split("; ") if c))
            by = w("draft_gate_by", citations=frame.english(citations.removesuffix("."))) if citations else ""
            provisions = language.parted(frame.clause_heading(i.clause) for i in found) + language.list.stop
            lines.append((Text(f"{w(f'gate_{state}')}{language.list.colon}", "bold"), Text(language.sentences(provisions, by))))
    return [own.heading(w("draft_gate")), Items(own.id(), tuple(lines))] if lines else []


def changes(frame: Frame) -> list[str]:
    """What was left out or said otherwise because of the instrument, the state or the style, one line each."""
    w, heading, form = frame.language.words, frame.clause_heading, frame.instrument.form
    colon, stop, sentences = frame.language.list.colon, frame.language.list.stop, frame.language.sentences
    lines = [sentences(f"{heading(i.clause)}{colon}{w(f'form_{i.form}')}{stop}", why_so(i.clause, i.clause.reasons[form], frame))
             for i in frame.choice.included if i.form != "binds" and form in i.clause.reasons]
    lines += [f"{heading(i.clause)}{colon}"
              + w("draft_instead", variant=w(f"strength_{i.variant}"), wished=w(f"strength_{i.wished}"))
              for i in frame.choice.included if i.wished]
    lines += [f"{heading(o.clause)}{colon}{why_so(o.clause, o.why, frame)}" for o in frame.choice.left_out
              if o.kind in ("no-form", "style") and o.clause.kind == "operative"]
    return lines


def why_so(clause: Clause, why: str, frame: Frame) -> str:
    """Why a clause has another form or none, in the document's language where the catalogue has the clause's own reason."""
    own = clause.reasons.get(frame.instrument.form) == why
    return frame.advice(why, f"{clause.id}/reason/{frame.instrument.form}" if own else "")


def _changes(frame: Frame, own: Own) -> list[Block]:
    lines = changes(frame)
    return _short_list(own, frame, frame.language.words("draft_changes", instrument=frame.word("instrument")), lines)


def _short_list(own: Own, frame: Frame, heading: str, lines) -> list[Block]:
    """The first few lines, and how many more the report has."""
    if not lines:
        return []
    shown = list(lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        shown.append(frame.language.words("draft_more", n=len(lines) - MOST_LINES))
    return [own.heading(heading), Items(own.id(), tuple((Text(line),) for line in shown))]


def gaps(frame: Frame) -> tuple[str, ...]:
    """What the law pack and the form of government leave unconfirmed for this instrument."""
    executive = frame.government.executive
    charter = executive is not None and executive.may_order == "charter" and frame.instrument.id == "executive-order"
    return (*((executive.reason,) if charter and executive.reason else ()), *frame.law.gaps, *frame.government.gaps)


def _gaps(frame: Frame, own: Own) -> list[Block]:
    return _short_list(own, frame, frame.language.words("draft_gaps"), [frame.advice(gap) for gap in gaps(frame)])
