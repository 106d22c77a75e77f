"""Rules on the parts of an instrument: which must be there, in which order, and what stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document import Enacting, Provision, Recital, Reference, Section, SignatureBlock, Title, plain
from generator.review.rules.prose import around, masked, sentences, short, words
from generator.review.rules.reading import LAW, Reading, Unit
from generator.review.rules.rule import INSTRUMENTS, Context, Hit, Rules, matches, named

RULES = Rules()

_EFFECT = re.compile(
    r"^effective date|\b(?:(?:this|the) (?:executive |general )?(?:ordinance|order|resolution|chapter|policy|act)|it) "
    r"(?:takes|shall take|will take|becomes|shall become|will become|shall be|is|shall go into|goes into)(?: in(?:to)?)? "
    r"(?:full )?(?:effect|effective|force)|"
    r"\beffective (?:immediately|upon|on) (?!ICE)", re.I)
_SEVER = re.compile(r"severab|\b(?:held|found|declared|adjudged|ruled)\b[^.]{0,60}\b(?:invalid|unconstitutional|"
                    r"unenforceable)|\binvalid\b[^.]{0,160}\b(?:remain|rest|other)", re.I)
_REPEAL = re.compile(r"\brepeal|\bsupersed|\brescind|\breplaces?\b[^.]{0,40}\b(?:order|resolution|ordinance|policy)|"
                     r"\binconsistent (?:with|herewith)", re.I)
_CODIFY = re.compile(r"\bcodif|\b[Cc]ode\b[^.]{0,60}\b(?:is|are)(?: hereby)? amended|\badd(?:ing|ed)\b[^.]{0,40}\b(?:chapter|"
                     r"section)", re.I)
_SIGN = re.compile(r"^(?:By: ?)?(?:/s/|_{4,}|ATTEST|Attest|APPROVED|ADOPTED|IN WITNESS|Signed|Introduced by)|^(?:Hon\. "
                   r")?[A-Z][\w. ]+, (?:Mayor|Clerk|Municipal Clerk|City Clerk|"
                   r"Council President|Supervisor|Manager|Chief of Police|President)\b")
_ENACT = re.compile(r"\b(?:be it (?:hereby )?(?:further )?(?:ordained|resolved|enacted|ordered)|do(?:es)? (?:hereby "
                    r")?(?:ordain|resolve|order|direct)|ordains?(?= (?:as|that))|"
                    r"by virtue of|by the authority|(?:it )?is (?:hereby )?(?:ordered|resolved)|I,[^.]{3,120}\b(?:order|"
                    r"direct)|the following (?:general order|policy) (?:is|takes))", re.I)


def _has(reading: Reading, pattern: re.Pattern, *parts: str) -> bool:
    return any(pattern.search(u.text) for u in reading.of(*(parts or (*LAW, "heading", "enacting"))))


def _missing(reading: Reading, context: Context, instruments: tuple[str, ...], present: bool, what: str) -> Iterator[Hit]:
    if context.instrument in instruments and not present:
        yield Hit(None, f"{named(context.instrument)} needs {what}, and there is none", reading.document.title)


_WHOLE = """# Township of Testville | Ordinance No. 1 | Fair Township
WHEREAS, the Township serves all residents;
BE IT ORDAINED by the Township Committee of the Township of Testville:
Section 1. Code
The Code of the Township is amended by adding the following chapter.
§ 1. Rule
An agency must serve all residents.
Section 2. Severability
If a court holds a provision invalid, the rest stays in force.
Section 3. Repealer
Ordinance No. 5 is repealed.
Section 4. Effective date
This ordinance takes effect 20 days after final passage.
SIGNED: Mayor"""


def _without(start: str) -> str:
    lines = _WHOLE.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(start))
    return "\n".join(lines[:at] + lines[at + (2 if start.startswith("Section") else 1):])


@RULES.rule("MO901", "No title", "error", "American Legal, Ordinance Drafting Guidelines; Chesnee, South Carolina, Code § 2-38",
            fails=_without("#"), passes=_WHOLE, english=False)
def title(reading: Reading, context: Context) -> Iterator[Hit]:
    """The instrument has no title, or an empty one."""
    present = any(isinstance(b, Title) and (plain(b.short).strip() or plain(b.long).strip()) for b in reading.document.blocks)
    yield from _missing(reading, context, INSTRUMENTS, present, "a title")


@RULES.rule("MO902", "No enacting words", "error", "League of Oregon Cities manual, foreword; CivicPlus, Parts of an Ordinance",
            fails=_without("BE IT"), passes=_WHOLE)
def enacting(reading: Reading, context: Context) -> Iterator[Hit]:
    """No words enact, resolve or order what follows; without them an ordinance may be void."""
    present = any(isinstance(b, Enacting) for b in reading.document.blocks) or _has(reading, _ENACT, *LAW, "recital", "title")
    yield from _missing(reading, context, INSTRUMENTS, present, "enacting words")


@RULES.rule("MO903", "No severability clause", "warning", "CivicPlus and General Code expect one; Alabama rule 22 where "
                                                          "partial invalidity is possible",
            fails=_without("Section 2."), passes=_WHOLE)
def severability(reading: Reading, context: Context) -> Iterator[Hit]:
    """An ordinance or an order does not say what becomes of the rest when a part is invalid."""
    yield from _missing(reading, context, ("ordinance", "executive-order"), _has(reading, _SEVER), "a severability clause")


@RULES.rule("MO904", "No repealer", "warning", "Chesnee, South Carolina, Code § 2-38; League of Minnesota Cities on blanket "
                                               "repealers",
            fails=_without("Section 3."), passes=_WHOLE)
def repealer(reading: Reading, context: Context) -> Iterator[Hit]:
    """An ordinance does not say which earlier measures it ends or leaves."""
    yield from _missing(reading, context, ("ordinance",), _has(reading, _REPEAL), "a clause on earlier measures")


@RULES.rule("MO905", "No codification", "warning", "American Legal, Ordinance Drafting Guidelines; Inver Grove Heights, "
                                                   "Minnesota, Code 1-2-5",
            fails=_without("Section 1."), passes=_WHOLE)
def codification(reading: Reading, context: Context) -> Iterator[Hit]:
    """An ordinance does not say where it goes in the code."""
    present = _has(reading, _CODIFY, *LAW, "heading", "enacting", "title")
    yield from _missing(reading, context, ("ordinance",), present, "a clause on codification")


@RULES.rule("MO906", "No effective date", "warning", "New York City Council Bill Drafting Manual, rule 6; League of Minnesota "
                                                     "Cities",
            fails=_without("Section 4."), passes=_WHOLE)
def effective(reading: Reading, context: Context) -> Iterator[Hit]:
    """The instrument does not say when it takes effect."""
    yield from _missing(reading, context, ("ordinance", "amendatory-ordinance", "executive-order", "police-order"),
                        _has(reading, _EFFECT), "an effective date")


@RULES.rule("MO907", "No signatures", "warning", "Chesnee, South Carolina, Code § 2-38; Unalaska, Alaska, Code on resolutions",
            fails=_without("SIGNED"), passes=_WHOLE)
def signatures(reading: Reading, context: Context) -> Iterator[Hit]:
    """No place for signatures and attestation."""
    block = any(isinstance(b, SignatureBlock) for b in reading.document.blocks)
    present = block or any(_SIGN.search(u.text) for u in reading.units)
    yield from _missing(reading, context, INSTRUMENTS, present, "a signature block")


@RULES.rule("MO908", "Parts out of order", "warning", "Chesnee, South Carolina, Code § 2-38; New York City rule 6: the "
                                                      "effective date is last", english=False,
            fails=("BE IT ORDAINED by the Council:\nWHEREAS, the City serves all residents; and\nSection 1. Rule\nAn agency "
                   "must ask.",
                   "BE IT ORDAINED by the Council:\nSection 1. Effective date\nThis ordinance takes effect at once.\nSection "
                   "2. Rule\nAn agency must ask.\nSection 3. Other\nAn agency must wait."),
            passes=_WHOLE)
def order(reading: Reading, context: Context) -> Iterator[Hit]:
    """Recitals stand after the enacting words, or the effective date is not the last section."""
    units = {u.block: u for u in reversed(reading.units)}
    enacted = False
    for block in reading.document.blocks:
        enacted = enacted or isinstance(block, Enacting | Section)
        if enacted and isinstance(block, Recital):
            yield Hit(units.get(block.id), "a recital stands after the enacting words", short(plain(block.content)))
    top = [b for b in reading.document.blocks if isinstance(b, Section)]
    for at, section in enumerate(top[:-1]):
        if re.search(r"effective date|takes? effect", plain(section.heading), re.I) and len(top) - at > 1:
            rest = [plain(s.heading) for s in top[at + 1:]]
            if not all(re.search(r"severab|repeal|codif|publication|expir", r, re.I) for r in rest):
                yield Hit(units.get(section.id), "the effective date is not the last section", plain(section.heading))


@RULES.rule("MO909", "Blanket repealer", "advice", "League of Minnesota Cities (Mounds View): a blanket repealer is unwise "
                                                   "and adds nothing",
            fails=("All ordinances or parts of ordinances in conflict with this ordinance are repealed.",
                "All prior policies inconsistent herewith are hereby rescinded."),
            passes="Ordinance No. 2017-4 is repealed.")
def blanket(reading: Reading, context: Context) -> Iterator[Hit]:
    """Everything that conflicts is repealed without being named."""
    pattern = re.compile(r"\b(?:all|any) (?:other |prior |previous )?(?:ordinances?|resolutions?|orders?|polic(?:y|ies)|"
                         r"parts)\b[^.;]{0,120}\b(?:inconsistent|conflict\w*)[^.;]{0,60}"
                         r"\b(?:repealed|rescinded|superseded)", re.I)
    yield from matches(reading.law, pattern, "name each measure by its number")


@RULES.rule("MO910", "Headings on some sections only", "warning",
    "House rule: one manner of headings", english=False,
            fails="""Section 1. Rule
                     (a) An agency must ask.
                     (b) It must wait.
                     Section 2.
                     An agency must answer.""",
            passes="Section 1. Rule\nAn agency must ask.\nSection 2. Answer\nAn agency must answer.")
def headings(reading: Reading, context: Context) -> Iterator[Hit]:
    """Some sections, or some subdivisions of a section, have headings and others do not."""
    units = {u.block: u for u in reversed(reading.units)}
    groups = [[v.section for v in reading.sections]]
    groups += [[c for c in v.section.children if isinstance(c, Provision)] for v in reading.sections]
    for group in groups:
        bare = [b for b in group if not plain(b.heading).strip()]
        if bare and len(bare) < len(group):
            unit = units.get(bare[0].id) or next((u for u in reading.units if u.section == bare[0].id), None)
            yield Hit(unit, f"{bare[0].designator} has no heading and others have", short(unit.text) if unit else "")


@RULES.rule(
    "MO911", "Provision twice", "warning",
    "House rule: one duty stands in one place",
    fails=("""Section 1. Copy
              An agency must give the person a copy of each detainer that it receives about that person.
              Section 2. Notice
              An agency shall give the person a copy of each detainer it receives about the person.""",
           """Section 1. Rule
              (a) An officer must not ask any person about citizenship or immigration status at a stop.
              (b) The chief must train each officer.
              (c) An officer must not ask any person about citizenship or immigration status at a stop."""),
    passes="""Section 1. Copy
              An agency must give the person a copy of each detainer that it receives.
              Section 2. Report
              An agency must report the number of detainers that it receives in each calendar year.""")
def twice(reading: Reading, context: Context) -> Iterator[Hit]:
    """Two sentences say the same in the same or nearly the same words."""
    seen: list[tuple[frozenset[str], str, Unit]] = []
    by_word: dict[str, list[int]] = {}
    for unit in (u for u in reading.law if u.defines < 0):
        for sentence in sentences(_comparable(unit)):
            bag = frozenset(_content_words(sentence))
            if len(bag) < 7 or not re.search(r"^[“A-Z].*\.$", sentence) or re.search(r"\b[Tt]his (?:sub)?section\b", sentence):
                continue
            rare = sorted(bag, key=lambda w: len(by_word.get(w, ())))[:4]
            near = {i for w in rare for i in by_word.get(w, ())}
            double = next((i for i in sorted(near) if _alike(bag, seen[i][0]) and _neg(sentence) == _neg(seen[i][1])), None)
            if double is not None and seen[double][2].block != unit.block:
                yield Hit(unit, f"nearly the same words stand in {seen[double][2].place}", short(sentence))
            for w in bag:
                by_word.setdefault(w, []).append(len(seen))
            seen.append((bag, sentence, unit))


_SMALL = frozenset("the a an of to in on for by with that which this is are be it its their any each all and or shall must "
                   "may as at from".split())


def _comparable(unit: Unit) -> str:
    return masked(unit.content, unit.record, ())  # names and citations tell sentences apart


def _content_words(sentence: str) -> list[str]:
    return [w.lower().removesuffix("s") for w in words(sentence) if w.lower() not in _SMALL]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) / len(one | other) >= 0.85


def _neg(sentence: str) -> bool:
    return bool(re.search(r"\b(?:not|no|never)\b", sentence))


# --------------------------------------------------------------------------------------------------------------
# A prohibition and a procedure

_PAIRS: tuple[tuple[str, str, str], ...] = (
    ("an agreement that another provision forbids",
     r"\b(?:shall|must|may) not (?:\w+,? ){0,6}(?:enter into|make|sign|execute|renew|negotiate)[^.;]{0,90}(?:agreements?|"
     r"contracts?)\b",
     r"\b(?:before|prior to|until|upon|no (?:\w+ ){0,3}(?:agreement|contract)[^.;]{0,40}until)\b[^.;]{0,60}\b(?:enter\w*|"
     r"mak\w+|sign\w*|execut\w+|renew\w*|approv\w+|agreement|contract)\b[^.;]{0,60}\b(?:agreements?|contracts?|memorand\w+)\b"),
    ("a hold on a detainer that another provision forbids",
     r"\b(?:shall|must|may) not (?:\w+,? ){0,4}(?:detain|hold|keep|arrest|honor)[^.;]{0,140}detainers?\b",
     r"\b(?:when|if|before|after)\b[^.;]{0,80}\b(?:detains?|detaining|holds?|holding|honors?|honoring)\b[^.;]{0,60}\bdetainers?\b"),
    ("a question that another provision forbids",
     r"\b(?:shall|must|may) not (?:\w+,? ){0,3}(?:ask|inquire|request)[^.;]{0,120}\bstatus\b",
     r"\b(?:when|if|before|after)\b[^.;]{0,30}\b(?:asking|inquiring|an inquiry|asks|inquires)\b[^.;]{0,80}\bstatus\b"),
)
_FIT = re.compile(r"permits? nothing|does not (?:permit|authorize|allow)|despite|notwithstanding|only if|only|except|unless|"
                  r"otherwise bar|bars|forbid|compel|required by law|allow|in force", re.I)


@RULES.rule(
    "MO912", "Prohibition and procedure", "warning",
    "House rule: one rule for one act",
    fails=("""Section 1. No agreements
              The City shall not enter into any agreement under 8 U.S.C. § 1357(g).
              Section 2. Hearing
              Before entering into an agreement with ICE, the Council shall hold a public hearing.""",
           """Section 1. Detainers
              An agency shall not hold a person on a detainer.
              Section 2. Notice
              When an agency holds a person on a detainer, it shall notify counsel."""),
    passes="""Section 1. No agreements
              The City shall not enter into any agreement under 8 U.S.C. § 1357(g).
              Section 2. Hearing
              (a) Before entering into an agreement with ICE, the Council shall hold a public hearing.
              (b) This section permits nothing that Section 1 forbids.""")
def fit(reading: Reading, context: Context) -> Iterator[Hit]:
    """An act is forbidden, and elsewhere a procedure for that act stands, without a word on how the two fit."""
    by_section: dict[str, list[Unit]] = {}
    for unit in reading.law:
        by_section.setdefault(unit.section, []).append(unit)
    for what, forbids, orders in _PAIRS:
        bans = {u.section for u in reading.law if re.search(forbids, u.prose, re.I)}
        for section, units in by_section.items():
            if not bans or section in bans:
                continue
            told = " ".join(u.text for u in units)
            tied = _FIT.search(told) or any(
                isinstance(i, Reference) and i.target.partition(".")[0] in bans for u in units for i in u.content)
            for unit in units:
                if not tied and (match := re.search(orders, unit.prose, re.I)):
                    yield Hit(unit, f"a procedure for {what}; say how they fit", around(unit.text, *match.span()))
                    break


@RULES.rule("MO913", "Empty section", "warning",
    "House rule: a section says something", english=False,
            fails="Section 1. Rule\nAn agency must ask.\nSection 2. Other", passes="Section 1. Rule\nAn agency must ask.")
def empty(reading: Reading, context: Context) -> Iterator[Hit]:
    """A section has a heading and no text."""
    units = {u.block: u for u in reversed(reading.units)}
    for view in reading.sections:
        if not view.section.children and view.section.id in units and not re.search(r"reserved", view.heading, re.I):
            yield Hit(units[view.section.id], "the section has no text", view.heading)
