"""Rules on signs: quotation marks, brackets, spaces, blanks, punctuation at the end. Hold in most languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document import Blank
from generator.review.rules.prose import around, flat, masked, short
from generator.review.rules.reading import LAW, WRITTEN, Reading, Unit
from generator.review.rules.rule import INSTRUMENTS, Context, Hit, Rules, matches

RULES = Rules()


def _text(unit: Unit) -> str:
    return unit.text


def _without_blanks(unit: Unit) -> str:
    return masked(unit.content, unit.record, (Blank,))


@RULES.rule(
    "MO401", "Doubled space", "warning", "New York City Council Bill Drafting Manual 11.3: one space after a period", english=False,
    fails=("An agency must ask.  It must wait.", "An agency  must ask."), passes="An agency must ask. It must wait.")
def doubled_space(reading: Reading, context: Context) -> Iterator[Hit]:
    """Two spaces, a tab, or a space at the end of a paragraph."""
    yield from matches(reading.written, re.compile(r"(?<=\S)(?:[  \t]{2,}|\t)(?=\S)"), "doubled space", _text)


@RULES.rule(
    "MO402", "Straight quotation mark", "warning",
    "House rule: one kind of mark in a text",
    english=False,
    fails=('"Agency" means a department.', "The officer's badge is visible."),
    passes=("“Agency” means a department.", "The officer’s badge is visible.", "A lot of 5' by 6\" is exempt."))
def straight_quote(reading: Reading, context: Context) -> Iterator[Hit]:
    """Straight quotation marks or apostrophes where typographic ones belong."""
    for unit in reading.written:
        match = re.search(r"(?<!\d)[\"]|(?<=[A-Za-z])'(?=[a-z]|\s|$)", unit.text)
        if match:
            yield Hit(unit, "straight quotation mark", around(unit.text, *match.span()))


@RULES.rule(
    "MO403", "Unbalanced quotation mark", "warning",
    "House rule: what a proofreader marks", english=False,
    fails=("The term “agency means a department.", "The term agency” means a department."),
    passes="The term “agency” means a department’s head.")
def unbalanced_quote(reading: Reading, context: Context) -> Iterator[Hit]:
    """A quotation opens and does not close, or closes and did not open."""
    for unit in reading.written:
        if unit.text.count("“") != unit.text.count("”") or unit.text.count('"') % 2 and not re.search(r'\d"', unit.text):
            yield Hit(unit, "a quotation mark has no partner", short(unit.text))


@RULES.rule(
    "MO404", "Unbalanced bracket", "warning",
    "House rule: what a proofreader marks", english=False,
    fails=("An agency (or its head must ask.", "An agency or its head) must ask."), passes="An agency (or its head) must ask.")
def unbalanced_bracket(reading: Reading, context: Context) -> Iterator[Hit]:
    """A bracket opens and does not close, or closes and did not open."""
    for unit in reading.written:
        text = re.sub(r"(?:(?<=^)|(?<=\s))\(?(?:[a-z]{1,2}|\d{1,2}|[ivx]+)\)(?=\s)", "", unit.text)
        if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
            yield Hit(unit, "a bracket has no partner", short(unit.text))


@RULES.rule(
    "MO405", "Stray punctuation", "warning",
    "House rule: what a proofreader marks", english=False,
    fails=("An agency must ask ; and wait.", "An agency must ask..", "An agency must ask;."),
    passes=("An agency must ask; and wait.", "The list is N.J.S.A. 10:4-6 et seq.", "* * * stands for text left out ..."))
def stray(reading: Reading, context: Context) -> Iterator[Hit]:
    """A space before a mark, or two marks where one belongs."""
    pattern = re.compile(r"(?<=\w) [,;:.](?=\s|$)|[,;:]{2,}|[;:,]\.|(?<!\.)\.[,;]?\.(?!\.)|(?<![A-Za-z.])\.,")
    yield from matches(reading.written, pattern, lambda m: f"stray punctuation “{m.group().strip()}”", _text)


@RULES.rule(
    "MO406", "Section sign", "warning", "New York City Council Bill Drafting Manual 11.4: a space after §", english=False,
    fails=("An agency follows 8 U.S.C. §1373.", "An agency follows 8 U.S.C. §§1373 and 1644."),
    passes="An agency follows 8 U.S.C. § 1373.")
def section_sign(reading: Reading, context: Context) -> Iterator[Hit]:
    """No space stands after a section sign."""
    yield from matches(reading.written, re.compile(r"§(?=\d)"), "put a space after §", _text)


_ENDED = re.compile(r"[.;:,!?。।](?:[”\"’)\]]|\s|\[\d+\])*$|(?:[;,] (?:and|or))$|[:—–]$")


@RULES.rule(
    "MO407", "No end mark", "warning",
    "House rule: each provision ends with a mark", english=False,
    fails=("""Section 1. Rule
              (a) An agency must ask
              (b) It must wait.""", "An agency must give the person a copy of the request"),
    passes=("""Section 1. Rule
               (a) An agency must
               (1) ask; and
               (2) wait.
               (b) It must wait.""", "Exhibit A"))
def end_mark(reading: Reading, context: Context) -> Iterator[Hit]:
    """A provision ends without a full stop, semicolon or colon."""
    if context.instrument not in INSTRUMENTS:
        return
    units = list(reading.of(*LAW))
    for unit, after in zip(units, [*units[1:], None], strict=True):
        leads = after is not None and (after.section == unit.section and (after.level > unit.level or after.part == "item"))
        sentence = len(unit.text.split()) > 4 or unit.part == "chapeau"
        if sentence and not leads and not _ENDED.search(unit.text):
            yield Hit(unit, "the paragraph ends without a mark", unit.text[-60:])


_PLACEHOLDER = re.compile(
    r"_{3,}|\.{6,}|\[\s*\]|\[(?![.\d]+\]|[a-z]\]|sic\]|\.\.\.)[^\[\]]{2,80}\]|\{\{.*?\}\}|<<[^<>]{2,60}>>|<[A-Za-z][^<>@/]{2,50}>|"
    r"\b(?:XX+|TBD|TK|TODO|INSERT (?:NAME|DATE|CITY|NUMBER|HERE)\b[\w ]*|20__|20XX|\$X+)\b", re.IGNORECASE)


@RULES.rule(
    "MO408", "Unfilled blank", "error", "General Code, model-ordinance checklist: no blanks, no brackets", english=False,
    fails=("The ordinance takes effect on ________.", "The [CITY] must ask.", "The clerk of {{ place.name }} must ask.",
           "Within XX days after the request, an agency must ask."),
    passes=("The ordinance takes effect on January 1, 2027.", "An agency follows § 91-3A(1)(a)[1].",
            "“[I]mmigration law” is the phrase of the court."))
def unfilled(reading: Reading, context: Context) -> Iterator[Hit]:
    """A blank or a bracketed placeholder was left in the words; a labelled blank of a draft is advice."""
    if context.instrument == "amendatory-ordinance":
        return
    yield from matches(reading.of(*WRITTEN), _PLACEHOLDER, lambda m: f"“{m.group()}” is not filled", _without_blanks)
    told: set[str] = set()
    for unit in reading.units:
        for blank in (i for i in flat(unit.content) if isinstance(i, Blank) and i.label not in told):
            told.add(blank.label)
            yield Hit(unit, f"to be filled: {blank.label}", short(unit.text),
                      "advice" if context.draft else "error")


@RULES.rule(
    "MO409", "Article before a placeholder", "warning",
    "House rule: what mail merge leaves behind",
    fails=("The the City must ask.", "A agency must ask.", "An department must ask.", "An City agency must ask a Agency."),
    passes=("The City must ask.", "An agency must ask.", "A university and a U visa, an hour, a one-year term."))
def article(reading: Reading, context: Context) -> Iterator[Hit]:
    """A wrong or doubled article, as mail merge leaves it."""
    pattern = re.compile(
        r"\b(?:[Tt]he the|[Aa]n? the|[Tt]he an?|[Aa] (?=[aei][a-z]{2}|o(?!ne|nce)[a-z]{2}|un(?!i)[a-z])|"
        r"a (?=A[a-z]{2}|E(?!u)[a-z]{2}|I[a-z]{2})|[Aa]n (?=[bcdfgjklmnpqrstvwyzBCDFGJKLMNPQRSTVWYZ][a-z]{2}))\b")
    yield from matches(reading.written, pattern, lambda m: f"“{m.group().strip()}” is the wrong article here")
