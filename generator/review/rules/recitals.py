"""Rules on recitals: facts with a source, no duty, no party, no date that ages, one manner of punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document import Blank, Citation
from generator.review.rules.prose import CITATION, around, flat, has_note, short, unquoted
from generator.review.rules.reading import Reading, Unit
from generator.review.rules.rule import Context, Hit, Rules, matches

RULES = Rules()


def _bare(unit: Unit) -> str:
    return unquoted(unit.prose)


def _sourced(unit: Unit) -> bool:
    return (has_note(unit.content) or bool(re.search(r"\baccording to\b|\bCensus|\breports? that|\bsurvey\b", unit.text))
            or bool(CITATION.search(unit.text)) or any(isinstance(i, Citation) for i in flat(unit.content)))


@RULES.rule(
    "MO701", "Fact without a source", "warning", "On Writing Resolutions: recitals state facts",
    fails=("WHEREAS, 41 percent of residents were born abroad; and", "WHEREAS, studies show that crime is lower in such "
                                                                     "cities; and",
           "WHEREAS, immigrants pay millions of dollars in taxes; and", "WHEREAS, one in five residents speaks Spanish; and"),
    passes=("WHEREAS, according to the 2023 American Community Survey, 41 percent of residents were born abroad; and",
            "WHEREAS, the City values every resident; and", "WHEREAS, 8 U.S.C. § 1373 does not require otherwise; and",
            "WHEREAS, [share of residents born abroad] of the residents were born abroad; and"))
def unsourced(reading: Reading, context: Context) -> Iterator[Hit]:
    """A recital claims a figure or a finding and names no source."""
    pattern = re.compile(
        r"\b\d[\d,.]*(?: ?%| percent| per cent| residents| immigrants| people| persons| languages| million| billion| "
        r"countries| families)|"
        r"\$\d|\b(?:million|billion|thousand|hundred)s of\b|\b(?:one|two|three|nine) (?:in|out of) (?:\w+) |\bper ?cent\b|\ba "
        r"(?:majority|third|quarter) of\b|"
        r"\b(?:studies|research|statistics|data|evidence|experts?|economists?|criminologists?) (?:have |has )?(?:show|shows|"
        r"shown|find|finds|found|demonstrate\w*|"
        r"indicate\w*|agree|prove\w*|suggest\w*)\b|\bit is (?:well[- ]known|established)\b", re.I)
    for unit in reading.of("recital"):
        match = pattern.search(unit.prose)
        if match and not _sourced(unit) and not any(isinstance(i, Blank) for i in flat(unit.content)):
            yield Hit(unit, "the recital claims a fact and names no source", around(unit.text, *match.span()))


@RULES.rule(
    "MO702", "Duty in a recital", "error", "On Writing Resolutions: recitals state facts, the resolved part states action",
    fails=("WHEREAS, all agencies shall refuse detainers; and", "WHEREAS, the City must protect its residents; and"),
    passes=("WHEREAS, the City serves its residents; and", "WHEREAS, the Constitution says that “no State shall” deny it; and"))
def duty(reading: Reading, context: Context) -> Iterator[Hit]:
    """A recital lays down a duty, which has no force there."""
    yield from matches(reading.of("recital"), re.compile(r"\b(?:shall|must)\b"), "a recital states no duty", _bare)


_PARTISAN = re.compile(
    r"\b(?:President(?:-elect)? (?!of the (?:Council|Board|Senate|United))[A-Z]\w+|Trump|Biden|Obama|Bush|Clinton|Harris(?= "
    r"administration)|Miller|Homan|Republicans?|"
    r"Democrat(?:s|ic [Pp]arty)?|GOP|MAGA|the (?:current|new|incoming|present|last|previous) (?:[\w-]+ )?administration|newly "
    r"elected|"
    r"(?:recent|presidential|last|2016|2020|2024) (?:\w+ )?elections?|campaign (?:promises?|rhetoric|trail)|"
    r"cruel|hateful|racist|xenophobi[ac]\w*|un-American|so-called|outrageous|draconian|inhumane|evil|immoral|shameful|"
    r"bigot\w*|terroriz\w*|fascis\w*|tyran\w+)\b")


@RULES.rule(
    "MO703", "Partisan recital", "warning", "On Writing Resolutions; state counsel may strip findings",
    fails=("WHEREAS, President Trump signed an order; and", "WHEREAS, the cruel policy of the current administration harms us; and",
           "WHEREAS, Republicans in Congress have failed; and"),
    passes=("WHEREAS, the President of the Council has signed; and", "WHEREAS, federal policy affects residents; and"))
def partisan(reading: Reading, context: Context) -> Iterator[Hit]:
    """A recital names a politician or a party, or argues."""
    yield from matches(reading.of("recital"), _PARTISAN, lambda m: f"“{m.group()}” argues or dates the recital", _bare)


@RULES.rule(
    "MO704", "Dated recital", "warning", "On Writing Resolutions: no more recitals than needed",
    fails=("WHEREAS, on January 25, 2017, the federal government issued an order; and", "WHEREAS, the federal government "
        "recently changed its policy; and"),
    passes=("WHEREAS, the City has served its residents since its incorporation; and",
            "WHEREAS, a statute enacted on August 22, 1996, 8 U.S.C. § 1621, limits benefits; and"))
def dated(reading: Reading, context: Context) -> Iterator[Hit]:
    """A recital tells of events of a day or of “recent” times, which age."""
    pattern = re.compile(
        r"\b[Oo]n (?:or about )?(?:January|February|March|April|May|June|July|August|September|October|November|December) "
        r"\d{1,2},? (?:19|20)\d\d|"
        r"\b(?:recently|currently|nowadays|at this time|this (?:year|month|week)|last (?:year|month|week)|in recent (?:years|"
        r"months|weeks)|now more than ever|"
        r"today,|in these times|unprecedented)\b", re.I)
    for hit in matches(reading.of("recital"), pattern, lambda m: f"“{m.group().strip(',')}” dates the recital", _bare):
        if not any(isinstance(i, Citation) for i in flat(hit.unit.content)) and not CITATION.search(hit.unit.text):
            yield hit


@RULES.rule(
    "MO705", "“Sanctuary”", "warning",
    "House rule: the word has no legal meaning, and federal lists and state statutes use it as a label",
    fails=("WHEREAS, the City is a sanctuary city; and", "The City of Testville is hereby a sanctuary for all."),
    passes=("WHEREAS, the City welcomes all; and", "The sanctuary of a church is a sensitive location."))
def sanctuary(reading: Reading, context: Context) -> Iterator[Hit]:
    """The instrument calls the place a sanctuary."""
    pattern = re.compile(r"\bsanctuary (?:city|cities|town|township|borough|village|county|counties|jurisdictions?|polic(?:y|"
                         r"ies)|status|state|ordinance|campus|school)\b|"
                         r"\ba sanctuary for\b|\bas a sanctuary\b", re.I)
    yield from matches(reading.written, pattern, lambda m: f"“{m.group()}” has no legal meaning and invites a federal list", _bare)


@RULES.rule(
    "MO706", "Punctuation of recitals", "warning", "On Writing Resolutions: no periods in the preamble",
    fails=("WHEREAS, the City serves all residents.\nWHEREAS, it values them; and\nBE IT RESOLVED by the Council:",
           "WHEREAS, the City serves all residents\nWHEREAS, it values them; and"),
    passes=("WHEREAS, the City serves all residents;\nWHEREAS, it values them; and\nWHEREAS, it hears them;\nNOW, THEREFORE, "
            "BE IT RESOLVED:",
            "WHEREAS, the City serves all residents; and\nWHEREAS, it values them; now, therefore, be it"))
def punctuation(reading: Reading, context: Context) -> Iterator[Hit]:
    """A recital ends with a period or with no mark."""
    recitals = reading.of("recital")
    for at, unit in enumerate(recitals):
        if not re.search(r"(?:[;,](?: and| now,? therefore,?(?: be it(?: \w+)?)?)?[,:;]?|, and|:)\s*$", unit.text, re.I) and not (
                at == len(recitals) - 1 and re.search(r"(?:\.|therefore,?)\s*$", unit.text)):
            yield Hit(unit, "a recital ends with a semicolon", unit.text[-60:])


@RULES.rule(
    "MO707", "Opening of recitals", "warning", "On Writing Resolutions: WHEREAS, comma, capital",
    fails="WHEREAS, the City serves all residents;\nWHEREAS the City values them; and",
    passes="WHEREAS, the City serves all residents;\nWHEREAS, the City values them; and")
def opening(reading: Reading, context: Context) -> Iterator[Hit]:
    """Recitals open in unlike ways."""
    recitals = [u for u in reading.of("recital") if re.match(r"whereas", u.text, re.I)]
    kinds = {unit.text[:8].rstrip() for unit in recitals}
    if len(kinds) > 1:
        odd = min(recitals, key=lambda u: sum(v.text[:8].rstrip() == u.text[:8].rstrip() for v in recitals))
        yield Hit(odd, f"“{odd.text[:8].strip()}” opens this recital and another form the rest", short(odd.text))
