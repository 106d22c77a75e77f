"""The first page of a draft, and the warning that stays: what is blank, unconfirmed, changed, or barred."""

from __future__ import annotations

from collections import defaultdict

from generator.document import (
    Block, Blank, Cell, Items, Notice, Paragraph, Row, Table, Text, walk,
)
from generator.drafting.frame import Frame
from generator.drafting.values import FACT_NAMES, local_value, the_full
from generator.profile import field_label

MOST_CHANGES = 8


def draft_notice(blocks: tuple[Block, ...], frame: Frame) -> Notice:
    """The page to read first and take off."""
    w, full = frame.language.words, the_full(frame.profile)
    own = Own("notice")
    out: list[Block] = [
        own.text(w("draft_about", instrument=frame.instrument.name, the_full=full, state=frame.law.name,
                   version=frame.library.contents.version)),
        own.text(w("draft_law", as_of=frame.law.as_of)),
        own.text(w("draft_variants")),
        *_blanks(blocks, frame, own), *_facts(frame, own), *_gates(frame, own), *_changes(frame, own), *_gaps(frame, own),
    ]
    return Notice("notice", "draft", (Text(w("draft_heading")),), tuple(out))


def preemption_notice(frame: Frame) -> Notice | None:
    """The warning that a draft and a final carry where barred clauses were acknowledged."""
    barred = frame.choice.acknowledged
    if not barred:
        return None
    w, own = frame.language.words, Own("preemption")
    rows = tuple((Text(w("preemption_row", provision=i.clause.heading, reason=i.gate.reason, citation=i.gate.citation,
                         consequence=i.gate.consequence).strip()),) for i in barred)
    return Notice("preemption", "preemption", (Text(w("preemption_heading", instrument=frame.instrument.name)),),
                  (own.text(w("preemption_text", state=frame.law.name)), Items("preemption.rows", rows)))


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
    found = blanks(blocks)
    if not found:
        return []
    w = frame.language.words
    return [own.heading(w("draft_blanks", n=len(found))),
            own.table((w("draft_blank_words"), w("draft_blank_field")), ((label, field) for field, label in found.items()),
                      (0.6, 0.4), w("draft_blanks", n=len(found)))]


def _facts(frame: Frame, own: Own) -> list[Block]:
    """Local facts that the profile names, known or not: each is to be confirmed before adoption."""
    w, rows = frame.language.words, []
    for name in FACT_NAMES:
        if name not in frame.profile.facts:
            continue
        fact, label = frame.profile.facts[name], field_label(f"facts.{name}")
        if local_value(frame.profile, name).known:
            rows.append(w("fact_known", label=label, value=fact.value, year=fact.year, source=fact.source))
        else:
            rows.append(w("fact_unknown", label=label))
    items: Block = Items(own.id(), tuple((Text(r),) for r in rows)) if rows else own.text(w("draft_facts_none"))
    return [own.heading(w("draft_facts")), items]


def _gates(frame: Frame, own: Own) -> list[Block]:
    """What state law does to the provisions, those with the same answer together."""
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for i in frame.choice.included:
        if i.gate and i.gate.state != "open":
            groups[i.gate.state, i.gate.reason, i.gate.citation].append(i.clause.heading)
    if not groups:
        return []
    w = frame.language.words
    order = ("barred", "unknown", "limited", "required")
    rows = [("; ".join(names), w(f"gate_{state}"), f"{reason} {citation}".strip())
            for (state, reason, citation), names in sorted(groups.items(), key=lambda g: order.index(g[0][0]))]
    return [own.heading(w("draft_gate")),
            own.table((w("draft_gate_clause"), w("draft_gate_state"), w("draft_gate_reason")), rows, (0.38, 0.16, 0.46),
                      w("draft_gate"))]


def changes(frame: Frame) -> list[str]:
    """What was left out or said otherwise because of the instrument, the state or the style, one line each."""
    w = frame.language.words
    lines = [f"{i.clause.heading}: {w(f'form_{i.form}')}. {i.clause.reasons[frame.instrument.id]}"
             for i in frame.choice.included if i.form != "binds" and frame.instrument.id in i.clause.reasons]
    lines += [f"{i.clause.heading}: {i.variant} instead of {i.wished}." for i in frame.choice.included if i.wished]
    lines += [f"{o.clause.heading}: {o.why}" for o in frame.choice.left_out
              if o.kind in ("no-form", "style") and o.clause.kind == "operative"]
    return lines


def _changes(frame: Frame, own: Own) -> list[Block]:
    lines = changes(frame)
    if not lines:
        return []
    w = frame.language.words
    shown = lines[:MOST_CHANGES]
    if len(lines) > MOST_CHANGES:
        shown.append(w("draft_changes_more", n=len(lines) - MOST_CHANGES))
    return [own.heading(w("draft_changes", instrument=frame.instrument.name)),
            Items(own.id(), tuple((Text(line),) for line in shown))]


def gaps(frame: Frame) -> tuple[str, ...]:
    """What the law pack and the form of government leave unconfirmed for this instrument."""
    executive = frame.government.executive
    charter = executive is not None and executive.may_order == "charter" and frame.instrument.id == "executive-order"
    return (*((executive.reason,) if charter and executive.reason else ()), *frame.law.gaps, *frame.government.gaps)


def _gaps(frame: Frame, own: Own) -> list[Block]:
    gaps_ = gaps(frame)
    if not gaps_:
        return []
    return [own.heading(frame.language.words("draft_gaps")), Items(own.id(), tuple((Text(g),) for g in gaps_))]
