"""Rules on power: what this instrument cannot do, whom it cannot bind. Knows no state's law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.review.rules.prose import unquoted
from generator.review.rules.reading import Reading, Unit
from generator.review.rules.rule import Context, Hit, Rules, matches, named

RULES = Rules()

_ORDER = Context(instrument="executive-order")
_RESOLVES = Context(instrument="resolution")


def _bare(unit: Unit) -> str:
    return unquoted(unit.prose)


@RULES.rule(
    "MO971", "Executive order spends money", "error", "An appropriation belongs to the governing body; an order binds the "
                                                      "executive branch",
    context=_ORDER,
    fails=("There is hereby appropriated the sum of $50,000 for legal aid.", "The sum of $50,000 is appropriated.",
        "I allocate $50,000 to the fund."),
    passes=("The duty is subject to appropriation.", "Each agency uses money that the Council appropriates."))
def spends(reading: Reading, context: Context) -> Iterator[Hit]:
    """An executive order or a police order appropriates money or sets up a fund."""
    if context.instrument not in ("executive-order", "police-order"):
        return
    pattern = re.compile(
        r"\b(?:is|are|there is)(?: hereby)? appropriated\b|\b(?:I|[Tt]his [Oo]rder|[Tt]he Mayor)(?: hereby)? (?:appropriates?|"
        r"allocates?)\b|"
        r"\$[\d,]+[^.;]{0,30}\b(?:is|are|shall be|must be) (?:allocated|appropriated|set aside|paid)|\b(?:sum|amount) of "
        r"\$[\d,]+[^.;]{0,40}\b(?:is|shall be|must be)\b", re.I)
    yield from matches(reading.law, pattern, "an executive cannot appropriate money", _bare)


@RULES.rule(
    "MO972", "Penalty without power", "error", "An offense or a right of action is made by ordinance where state law lets it",
    context=_ORDER,
    fails=("A person who violates this Order is subject to a fine of $500.", "A violation is a misdemeanor.",
           "A person harmed may bring a civil action for damages."),
    passes=("A violation is ground for discipline as civil-service law allows.", "Nothing in this Order creates a right of "
        "action."))
def penalty(reading: Reading, context: Context) -> Iterator[Hit]:
    """An order or a resolution makes an offense, a fine or a right to sue."""
    if context.instrument in ("ordinance", "amendatory-ordinance", ""):
        return
    pattern = re.compile(
        r"\b(?:subject to|punish(?:able|ed) by|liable (?:for|to)) (?:a |an )?(?:civil |criminal )?(?:fine|penalt(?:y|ies)|"
        r"imprisonment)|\bfine (?:of|not (?:to )?exceed\w*)\b|"
        r"\b(?:is|be|constitutes) (?:guilty of )?(?:a |an )?(?:misdemeanor|petty offense|violation punishable|disorderly "
        r"persons offense|infraction)\b|"
        r"\bmay (?:bring|file|maintain) (?:a |an )?(?:civil )?(?:action|suit|lawsuit)\b|\bhas a (?:private )?right of "
        r"action\b", re.I)
    yield from matches(reading.law, pattern,
                       f"{named(context.instrument)} makes no offense and no right to sue", _bare)


_OTHERS = (r"courts?|judges?|magistrates?|(?:county |district |state’s |commonwealth’s )?(?:prosecutors?|attorney general)|"
           r"district attorneys?|state’s attorneys?|"
           r"(?:county )?sheriffs?|board of education|school (?:board|district)|governor|legislature|state police|public "
           r"defenders?|county jail|"
           r"ICE|CBP|immigration authorit(?:y|ies)|federal (?:immigration )?(?:officers?|agents?|officials?|government)")


@RULES.rule(
    "MO973", "Duty of a body that cannot be bound", "error", "Courts, prosecutors, elected sheriffs, school boards and "
                                                             "federal officers answer to other law",
    context=Context(instrument="ordinance"),
    fails=("The County Prosecutor shall not charge the offense.", "The Sheriff must not honor a detainer.",
        "Each judge of the Municipal Court shall give the advice.",
           "ICE agents shall not enter a school.",
           "For such an offense, the District Attorney shall not seek bail."),
    passes=("The City urges the County Prosecutor to charge no one.", "An agency must not tell the court.",
        "A warrant that a court must sign is judicial.",
            "An agency that works with a sheriff must ask."))
def cannot_bind(reading: Reading, context: Context) -> Iterator[Hit]:
    """A duty is laid on a court, a prosecutor, a sheriff, a school board or a federal officer."""
    if context.instrument not in ("ordinance", "amendatory-ordinance", "executive-order", "police-order"):
        return
    pattern = re.compile(
        rf"(?:^|(?<=[.;:] )|(?<=[.;:] and )|(?<=, )(?=the [A-Z]))(?:(?:[Tt]he|[Ee]ach|[Ee]very|[Aa]ny|[Nn]o|[Aa]n?|[Aa]ll) )?"
        rf"(?:[A-Z][\w’]+ )*(?i:{_OTHERS})(?: agents?| officers?| officials?)?"
        rf"(?: of (?:the )?[A-Z][\w ]{{2,40}}?)?,? (?:shall|must|is (?:hereby )?(?:directed|ordered|required) to|are "
        rf"(?:hereby )?(?:directed|ordered|required) to)\b")
    yield from matches(reading.law, pattern, "this instrument cannot bind that body; urge it, or leave it out", _bare)


@RULES.rule(
    "MO974", "Order binds the council or amends the code", "error", "An executive order cannot bind the governing body or "
                                                                    "amend an ordinance", context=_ORDER,
    fails=("The City Council shall adopt a budget.", "Chapter 5 of the Code is hereby amended.", "Ordinance No. 4 is repealed."),
    passes=("The Mayor asks the City Council to adopt a budget.", "Executive Order No. 4 is rescinded."))
def over_council(reading: Reading, context: Context) -> Iterator[Hit]:
    """An executive order lays a duty on the governing body, or changes an ordinance."""
    if context.instrument not in ("executive-order", "police-order"):
        return
    pattern = re.compile(
        r"(?:^|(?<=[.;] ))The (?:\w+ ){0,2}(?:Council|Committee|Commissioners|Board of Trustees|Township Board|Council "
        r"Members)(?: of [\w ]{3,40}?)? (?:shall|must)\b|"
        r"\b(?:[Cc]hapter|[Oo]rdinance|[Ss]ection)\b(?:No\.|[^.;]){0,60}\b(?:is|are) (?:hereby )?(?:amended|repealed)\b")
    yield from matches(reading.law, pattern, "an executive order cannot do this; ask the governing body", _bare)


@RULES.rule(
    "MO975", "Duty in a resolution", "warning", "Unalaska, Alaska, Code: a resolution states policy and is not codified",
    context=_RESOLVES,
    fails=("Section 1. Rule\nEach agency must refuse detainers.", "Section 1. Rule\nThe police shall not ask about status."),
    passes=("Section 1. Policy\nThe Council urges each agency to refuse detainers.", "Section 1. Copy\nThe Clerk shall send a "
        "copy to the Governor.",
            "Section 1. Limits\nThis resolution creates no duty that state law must allow."))
def resolution_duty(reading: Reading, context: Context) -> Iterator[Hit]:
    """A resolution commands; it states policy and binds no one but the body’s own clerk and staff by direction."""
    if context.instrument not in ("resolution", "school-resolution"):
        return
    allowed = re.compile(r"\b(?:Clerk|Secretary|Board Secretary|copy|copies)\b")
    own = r"|Superintendent|District|staff|school|principal" if context.instrument == "school-resolution" else ""
    pattern = re.compile(r"(?:^|(?<=[.;:] )|(?<=, ))[^.;,]{2,80}? (?:shall|must)(?: not)?\b")
    for hit in matches((u for u in reading.law if u.defines < 0), pattern, "a resolution urges, directs or declares; it lays "
        "no duty on the public", _bare):
        words = hit.unit.text
        if not allowed.search(words) and not (own and re.search(own.strip("|"), words)) and not re.search(
            r"\b(?:that|which|who|law) (?:\w+ )?(?:shall|must)\b", words):
            yield hit
