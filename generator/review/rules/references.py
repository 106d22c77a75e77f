"""Rules on references inside the instrument: they lead somewhere, at the right level, by number and forwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.document import Items, Paragraph, Provision, Reference, Section, blocks_by_id
from generator.review.rules.prose import MASK, around, flat, short
from generator.review.rules.reading import LAW, Reading, SectionView, Unit, bare
from generator.review.rules.rule import Context, Hit, Rules, matches, once

RULES = Rules()

_MARKS = r"(?:\(\w{1,4}\)|\[\d{1,2}\])"
_TYPED = re.compile(
    rf"(?P<word>\b[Ss]ections?|\bSec\.|§§?|\b[Ss]ubsections?|\b[Pp]aragraphs?|\b[Ss]ubparagraphs?|\b[Aa]rticles?)\s?"
    rf"(?P<number>\d+(?:-\d+)?|[IVX]+\b(?!\.)|{_MARKS})?(?P<letter>(?:(?<=\d)\.?[A-Z](?![\w-]))?)(?P<marks>{_MARKS}*)")
_OUTSIDE_AFTER = re.compile(
    r"^[\w(),\s-]{0,25}?\b(?:of|in|under)\s+(?:the\s+)?(?:(?:(?:[A-Z][\w.’-]+|and|of) )*(?:Act|Code|Constitution|Charter|Law|"
    r"Laws|Statutes|Regulations|"
    r"Order|Directive|Amendment)\b|Title|title|chapter \d|Chapter \d|Article|P\.?L|Public|INA|\d+ U|8 |18 |42 |28 |45 |"
    r"U\.S\.|" + MASK + ")")
_OUTSIDE_BEFORE = re.compile(
    rf"(?:Act|Code|Law|Constitution|INA|U\.S\.C\.|C\.F\.R\.|Title \d+,?|{MASK}|Stat\.|N\.J\.S\.A\.|MCL|Order \d+,?|"
    rf"Rule),?\s*(?:§+\s?)?$")


@dataclass(frozen=True, slots=True)
class Typed:
    """A reference that somebody typed: the level's word, a section's number, the marks below it."""

    word: str
    number: str
    marks: tuple[str, ...]
    span: tuple[int, int]


def typed(unit: Unit) -> Iterator[Typed]:
    """The references typed in the words of a unit that mean this instrument."""
    for match in _TYPED.finditer(unit.prose):
        if not (match["number"] or match["marks"]):
            continue
        after, before = unit.prose[match.end():match.end() + 80], unit.prose[max(0, match.start() - 30):match.start()]
        if _OUTSIDE_AFTER.search(after) or _OUTSIDE_BEFORE.search(before) or after.startswith((MASK, ":", "-")):
            continue
        number = match["number"] or ""
        marks = re.findall(r"[(\[](\w+)[)\]]", (number if number.startswith(("(", "[")) else "") + match["marks"])
        letter = (match["letter"] or "").lstrip(".").lower()
        yield Typed(match["word"].lower().rstrip("s") if match["word"] != "Sec." else "section",
                    "" if number.startswith(("(", "[")) else number,
                    tuple(filter(None, (letter, *(m.lower() for m in marks)))), match.span())


def _found(reading: Reading, number: str) -> list[SectionView]:
    return [v for v in reading.sections if v.number == number or v.number.endswith(f"-{number}")]


def _leads(view: SectionView, marks: tuple[str, ...]) -> bool:
    return any(path[-len(marks):] == marks for path in view.marks) if marks else True


@RULES.rule(
    "MO201", "Dead reference", "error", "General Code, model-ordinance checklist: references checked",
    fails=("""Section 1. Rule
              A request follows Section 9.
              Section 2. Penalty
              None.""",
           """Section 1. Rule
              (a) An agency must ask.
              (b) Subsection (h) applies to the answer.""",
           """Section 1. Rule
              (a) An agency must ask.
              (b) It must wait, except as Section 1(c)(2) allows."""),
    passes=("""Section 1. Rule
               (a) An agency must ask under Section 2.
               (b) Subsection (a) does not bar an answer.
               Section 2. Other law
               Section 287(g) of the Immigration and Nationality Act stays, as does 8 U.S.C. § 1373.""",
            "WHEREAS, Section 9 of the Charter empowers the Council; and"))
def dead(reading: Reading, context: Context) -> Iterator[Hit]:
    """A reference leads to a section or subdivision that the instrument does not have."""
    known = blocks_by_id(reading.document)
    for unit in reading.units:
        for one in (i for i in flat(unit.content) if isinstance(i, Reference)):
            if one.target not in known or not one.text:
                yield Hit(unit, f"the reference “{one.text or one.target}” leads nowhere", short(unit.text))
    if sum(v.number != "" for v in reading.sections) < 1:
        return
    by_id = {v.section.id: v for v in reading.sections}
    for unit in reading.of(*LAW, "heading"):
        for one in typed(unit):
            if problem := _problem(one, unit, reading, by_id):
                yield Hit(unit, problem, around(unit.text, *one.span))


def _problem(one: Typed, unit: Unit, reading: Reading, by_id: dict[str, SectionView]) -> str:
    if one.word in ("section", "§", "§§") and one.number:
        if not one.number[0].isdigit():
            return ""  # a Roman number is a matter of level
        found = _found(reading, one.number)
        if not found:
            return f"no section is numbered {one.number}"
        if not any(_leads(v, one.marks) for v in found):
            return f"section {one.number} has no subdivision {''.join(f'({m})' for m in one.marks)}"
    if one.word in ("subsection", "paragraph", "subparagraph") and one.marks and not one.number:
        tail = unit.prose[one.span[1]:one.span[1] + 40]
        other = re.match(r" of (?:[Ss]ection|§) ?(\d+(?:-\d+)?)", tail)
        views = _found(reading, other[1]) if other else [v for v in [by_id.get(unit.section)] if v]
        if views and not any(_leads(v, one.marks[:1]) for v in views):
            return f"{'that' if other else 'this'} section has no {one.word} ({one.marks[0]})"
    return ""


@RULES.rule(
    "MO202", "Reference to the wrong level", "error", "USLM User Guide 9.3: section, subsection, paragraph, subparagraph, clause",
    fails=("""Section 1. Rule
              (a) An agency must ask.
              (b) An answer under section (a) is confidential.""",
           """Section 1. Rule
              An agency must ask, as Section IV says.
              Section 2. Other
              An agency must wait.""",
           """Section 1. Rule
              (a) An agency must ask.
              (b) Nothing in this subdivision bars an answer.""",
           """Section 1. Rule
              (a) An agency must ask.
              (b) Subsection 2 governs the answer.
              Section 2. Answers
              An answer is confidential."""),
    passes="""Section 1. Rule
              (a) An agency must ask.
              (b) Nothing in this section or in subsection (a) bars an answer under Article III of the Constitution.
              Section 2. Answers
              An answer is confidential.""")
def wrong_level(reading: Reading, context: Context) -> Iterator[Hit]:
    """A reference names another level than the one it leads to."""
    numbers = {v.number for v in reading.sections if v.number}
    roman = any(re.fullmatch(r"[IVXLC]+", n) for n in numbers)
    marks = {m for v in reading.sections for path in v.marks for m in path}
    for unit in reading.law:
        for one in typed(unit):
            message = _level(one, numbers, roman, marks)
            if message:
                yield Hit(unit, message, around(unit.text, *one.span))
    if context.state != "NY":
        yield from matches(reading.law, re.compile(r"\bthis subdivision\b", re.I),
                           "“this subdivision” names no level of this instrument")
    headed = any(re.search(r"^(?:Article|Part) ", u.text, re.I) for u in reading.of("heading", "title")) or roman
    if not headed and not any(v.section.designator.lower().startswith(("art", "part")) for v in reading.sections):
        yield from matches(reading.law, re.compile(r"\bthis (?:article|part|title)\b", re.I),
                           lambda m: f"“{m.group()}”: the instrument has none")


def _level(one: Typed, numbers: set[str], roman: bool, marks: set[str]) -> str:
    if one.word in ("section", "§") and not one.number and one.marks and re.fullmatch("[a-z]{1,2}", one.marks[0]):
        return f"section ({one.marks[0]}) names a lettered subdivision as a section"
    if one.number and one.number[0] in "IVX" and numbers and not roman:
        return f"{one.word} {one.number}: the instrument has no Roman numbers"
    if one.word in ("subsection", "paragraph") and one.number in numbers and one.number not in marks:
        return f"{one.word} {one.number} names a section by the word for its subdivision"
    return ""


@RULES.rule(
    "MO203", "Directional reference", "warning",
    "House rule: a direction moves with the text, a number does not",
    fails=("An agency must follow the steps set forth above.", "The preceding section does not apply.",
           "An official listed below must sign."),
    passes=("An agency must follow Section 3.", "A household below the poverty line pays no fee.",
            "The following records are public: minutes and votes."))
def directional(reading: Reading, context: Context) -> Iterator[Hit]:
    """A reference points above, below, before or after instead of naming a number."""
    pattern = re.compile(
        r"\b(?:(?:sections?|subsections?|paragraphs?|provisions?|definitions?|lists?|requirements?|conditions?|exceptions?|steps?) "
        r"(?:above|below)|(?:set (?:forth|out)|described|listed|stated|named|mentioned|defined|provided|outlined|specified|noted|"
        r"referenced|enumerated) (?:herein ?)?(?:above|below)|(?:preceding|foregoing|previous|next|following|above|prior) "
        r"(?:sections?|subsections?|paragraphs?|articles?|provisions?)|the (?:above|foregoing)\b|hereinabove|hereinbelow|"
        r"(?:above|below)-(?:named|mentioned|listed|described|referenced))", re.I)
    yield from matches(reading.law, pattern, lambda m: f"“{m.group()}” moves with the text; name the number")


@RULES.rule(
    "MO204", "Backward range", "error", "General Code, model-ordinance checklist: references checked",
    fails=("Sections 12 through 4 apply.", "The federal law is 8 U.S.C. §§ 1644 to 1373.", "See subsections (h) to (c)."),
    passes=("Sections 4 through 12 apply.", "The law is N.J.S.A. 10:5-1 to -50.", "See subsections (c) to (h).",
            "The years 2015 to 2014 stay out."))
def backward(reading: Reading, context: Context) -> Iterator[Hit]:
    """A range of sections or citations runs from the higher to the lower."""
    pattern = re.compile(
        r"(?:§§?|\b[Ss]ections?|\b[Ss]ubsections?|\b[Pp]aragraphs?|\bPP?\b|\bArticles?|N\.J\.S\.A\.|MCL)\s?"
        r"(?P<stem>\d+[A-Z]?[:.])?(?P<pre>\d+-)?(?P<a>\d+|\([a-z0-9]\))(?P<sep>\s?(?:to|through|thru|–|-)\s?)"
        r"(?P<same>\d+[A-Z]?[:.])?(?P<post>\d+-|-)?(?P<b>\d+|\([a-z0-9]\))(?![\d.:-]*[A-Za-z])")
    for unit in reading.written:
        for match in pattern.finditer(unit.text):
            if _backward(match):
                yield Hit(unit, f"the range “{match.group()}” runs backwards", around(unit.text, *match.span()))


def _backward(match: re.Match) -> bool:
    first, last = match["a"].strip("()"), match["b"].strip("()")
    if match["sep"].strip() == "-" and not re.match(r"§§|[Ss]ections|[Ss]ubsections|[Pp]aragraphs", match.group()):
        return False
    if match["pre"] and match["post"] and match["post"] not in ("-", match["pre"]):
        return int(match["post"][:-1]) < int(match["pre"][:-1])
    if first.isdigit() != last.isdigit():
        return False
    return int(last) < int(first) if first.isdigit() else last < first


@RULES.rule(
    "MO205", "Lone subdivision", "warning", "New York City Council Bill Drafting Manual 4.3.2: no (a) without (b)",
    fails=("""Section 1. Rule
              (a) An agency must ask.""",
           """Section 1. Rule
              (a) An agency must
              (1) ask.
              (b) It must wait."""),
    passes="""Section 1. Rule
              (a) An agency must ask.
              (b) It must wait.""", english=False)
def lone(reading: Reading, context: Context) -> Iterator[Hit]:
    """A level has one subdivision only."""
    by_block = {u.block: u for u in reversed(reading.units)}
    for view in reading.sections:
        for parent, marks in _families(view.section):
            if len(marks) == 1 and parent.id in by_block:
                alone = marks[0]
                name = alone.designator if isinstance(alone, Provision) else "one item"
                unit = by_block.get(alone.id, by_block[parent.id])
                yield Hit(unit, f"{name} stands alone; let it run on in what holds it", short(unit.text))


def _families(block) -> Iterator[tuple]:
    provisions = [c for c in block.children if isinstance(c, Provision)]
    if provisions:
        yield block, provisions
    for child in block.children:
        if isinstance(child, Provision | Section):
            yield from _families(child)
        elif isinstance(child, Items) and len(child.items) == 1:
            yield block, [child]


@RULES.rule(
    "MO206", "Typed designator", "warning",
    "House rule: a designator belongs to the structure, not to the words",
    fails=("""Section 1. Rule
              (a) (1) An agency must ask.
              (b) It must wait.""",
           "An agency must (a) ask."),
    passes=("An agency must follow Section 3(a) and subsection (b).",
            "An agency must (1) ask, (2) wait, and (3) answer.",
            "Subsections (c) to (a) and the Fund (b) and 8 C.F.R. § 214.14(a)(2) stay under paragraph (1)."))
def typed_designator(reading: Reading, context: Context) -> Iterator[Hit]:
    """A number or letter in brackets is typed into the words where it should be a subdivision."""
    for unit in reading.law:
        if match := re.match(r"\(?(?:[a-z]|\d{1,2}|[ivx]{2,4})[.)]\s", unit.prose):
            yield Hit(unit, f"“{match.group().strip()}” is typed at the start; make it a subdivision", short(unit.text))
            continue
        marks = [m for m in re.finditer(r"(?<=\s)\(([a-z]|\d{1,2})\)\s", unit.prose)
                 if not re.search(rf"(?:tions?|graphs?|clauses?|items?|Fund|and|or|to|,|{MASK}|\d|\))\s$", unit.prose[:m.start()])
                 or _follows(unit.prose, m)]
        if len(marks) == 1 and marks[0][1] in ("a", "1", "i") and f"({chr(ord(marks[0][1]) + 1)})" not in unit.prose:
            yield Hit(unit, f"({marks[0][1]}) is typed and no second follows", around(unit.text, *marks[0].span()))


def _follows(text: str, match: re.Match) -> bool:
    return bool(re.search(r"(?:must|shall|may|not|(?<!\))\sto)\s$", text[:match.start()]))


@RULES.rule(
    "MO207", "Numbers out of sequence", "warning",
    "USLM User Guide 9.3; house rule: each number once and in order",
    fails=("""Section 1. Rule
              An agency must ask.
              Section 3. Other
              An agency must wait.""",
           """Section 1. Rule
              (a) An agency must ask.
              (c) It must wait.""",
           """Section 1. Rule
              (a) An agency must ask.
              (b) It must wait.
              (b) It must answer."""),
    passes="""Section 1. Rule
              (a) An agency must ask.
              (b) It must wait.
              Section 2. Other
              An agency must answer.""", english=False)
def sequence(reading: Reading, context: Context) -> Iterator[Hit]:
    """A number is skipped or used twice."""
    by_block = {u.block: u for u in reversed(reading.units)}
    for series in dict.fromkeys(v.section.series for v in reading.sections):
        of_series = [v for v in reading.sections if v.section.series == series]
        yield from _gaps([(v.number, by_block.get(v.section.id)) for v in of_series], "section")
    for view in reading.sections:
        for _, marks in _families(view.section):
            yield from _gaps([(bare(m.designator), by_block.get(m.id)) for m in marks if isinstance(m, Provision)], "subdivision")


def _gaps(numbers: list[tuple[str, Unit | None]], what: str) -> Iterator[Hit]:
    positions = [(_position(n, i), n, unit) for i, (n, unit) in enumerate(numbers, 1)]
    for (before, _, _), (now, number, unit) in zip(positions, positions[1:], strict=False):
        if before and now and now != before + 1:
            yield Hit(unit, f"{what} {number} does not follow the one before it", short(unit.text) if unit else number)


def _position(number: str, place: int) -> int:
    """The place that a number claims: 17-3 is 3, c is 3, iv is 4."""
    tail = number.rpartition("-")[2]
    if tail.isdigit():
        return int(tail)
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
    low = tail.lower()
    if len(low) == 1 and low.isalpha():
        letter = ord(low) - 96
        return roman[low] if low in roman and roman[low] == place else letter
    if low in roman:
        return roman[low]
    return 26 + ord(low[0]) - 96 if len(low) == 2 and low[0] == low[1] and low.isalpha() else 0


@RULES.rule(
    "MO208", "Missing attachment", "warning", "General Code, model-ordinance checklist: references checked",
    fails="An agency must use the form in Exhibit A.",
    passes="""An agency must use the form in Exhibit A.
              Exhibit A: Form of notice""")
def attachment(reading: Reading, context: Context) -> Iterator[Hit]:
    """An exhibit, appendix or schedule is referred to and not attached."""
    starts = [u.text for u in reading.units]

    def missing() -> Iterator[Hit]:
        for unit in reading.of(*LAW, "recital"):
            for match in re.finditer(r"\b(?:Exhibit|Appendix|Attachment|Schedule|Annex) (?:[A-Z]|\d+)\b", unit.prose):
                if not any(s.lower().startswith(match.group().lower()) for s in starts if s is not unit.text or match.start() == 0):
                    yield Hit(unit, f"{match.group()} is not attached", around(unit.text, *match.span()))

    yield from once(missing())


@RULES.rule(
    "MO209", "Unnumbered paragraph between subdivisions", "advice", "USLM User Guide 9.4: lead-in and flush text are parts",
    fails="""Section 1. Rule
             (a) An agency must ask.
             The answer is confidential.
             (b) It must wait.""",
    passes="""Section 1. Rule
              In this City:
              (a) An agency must ask.
              (b) It must wait.""", english=False)
def unnumbered(reading: Reading, context: Context) -> Iterator[Hit]:
    """A paragraph without a number stands between numbered ones and cannot be cited."""
    by_block = {u.block: u for u in reversed(reading.units)}
    for view in reading.sections:
        children = view.section.children
        at = [i for i, c in enumerate(children) if isinstance(c, Provision)]
        for child in children[at[0]:at[-1]] if at else ():
            if isinstance(child, Paragraph) and child.role == "body" and child.id in by_block:
                unit = by_block[child.id]
                yield Hit(unit, "an unnumbered paragraph stands between numbered ones", short(unit.text))
