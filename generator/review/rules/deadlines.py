"""Rules on time: every period has a start, no date lies in the past, nothing is due “promptly”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.review.rules.prose import around, spans
from generator.review.rules.reading import Reading
from generator.review.rules.rule import Context, Hit, Rules, matches

RULES = Rules()

_PERIOD = re.compile(
    r"\b(?:within|in no more than|no(?:t)? later than|not more than|no more than|at least|not less than)\s+"
    r"(?:(?:an additional|a period of|the next|the first)\s+)?(?:\w+(?:-\w+)?\s+\()?\d*\w*(?:-\w+)?\)?\s?"
    r"(?:business |working |calendar |court |full )?(?:hours?|days?|weeks?|months?|years?)(?:’| of notice| notice)?\b", re.I)
_START = re.compile(r"^[^.;]{0,40}?\b(?:after|from|before|following|prior to|preceding|of (?!age\b)|upon|ahead of|that "
                    r"follows|until)\b", re.I)
_EARLIER = re.compile(r"\b(?:after|upon|following|before|from the (?:date|day)|once each|each (?:calendar )?(?:year|quarter|"
                      r"month)|every \w+|when)\b", re.I)


@RULES.rule(
    "MO501", "Period without a start", "warning",
    "House rule: a period runs from an event",
    fails=("An agency must answer a request within 30 days.",
           "Within ninety (90) days, each agency shall publish a plan.",
           "The official must sign no later than 10 business days."),
    passes=("An agency must answer within 30 days after it receives the request.", "Within 90 days of adoption, each agency "
        "must ask.",
            "After an agency receives the request, it must answer within 30 days.", "An officer of at least 5 years’ service "
                "may ask."))
def no_start(reading: Reading, context: Context) -> Iterator[Hit]:
    """A period runs from no event."""
    for unit in reading.law:
        for start, end in spans(unit.prose):
            sentence = unit.prose[start:end]
            for match in _PERIOD.finditer(sentence):
                if re.match(r"at least|not less than", match.group(), re.I) and not re.search(r"notice$", match.group()):
                    continue
                if not (_START.search(sentence[match.end():]) or _EARLIER.search(sentence[:match.start()])):
                    yield Hit(unit, f"“{match.group()}”: say after which event",
                              around(unit.text, start + match.start(), start + match.end()))


@RULES.rule(
    "MO502", "Vague time", "advice",
    "House rule: a duty that can be dated is dated",
    fails=("The agency must answer promptly.", "An agency must report periodically."),
    passes=("The agency must answer within 2 days after the request.", "The agency must stop at once."))
def vague(reading: Reading, context: Context) -> Iterator[Hit]:
    """A duty is due promptly, timely, periodically or within a reasonable time."""
    pattern = re.compile(r"\b(?:promptly|in a timely manner|timely(?= (?:basis|fashion))|as soon as (?:practicable|possible)|"
                         r"periodically|from time to time|within a reasonable (?:time|period)|expeditiously|regularly)\b", re.I)
    yield from matches(reading.law, pattern, lambda m: f"“{m.group()}”: give a period where one can be given")


@RULES.rule(
    "MO503", "Date in the past", "warning",
    "House rule: a date that has passed orders nothing",
    context=Context(today="2026-05-01"),
    fails=("Each agency must adopt a plan by December 31, 2017.", "The first report covers fiscal year 2018.",
           "This ordinance takes effect on January 1, 2018."),
    passes=("Each agency must adopt a plan by December 31, 2027.", "A statute enacted after August 22, 1996 governs.",
            "Printz v. United States, 521 U.S. 898 (1997), applies."))
def past(reading: Reading, context: Context) -> Iterator[Hit]:
    """Something is due, begins or is counted by a date that has passed."""
    today = context.today or reading.document.properties.law_date
    if not today[:4].isdigit():
        return
    pattern = re.compile(
        r"\b(?:by|before|no later than|not later than|until|beginning|effective|takes effect|take effect|commencing|starting|due|"
        r"fiscal year|calendar year|school year|FY)\b(?: on| in| with)?(?: the)? ?(?:[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?,? "
        r")?(?:FY)?"
        r"(?P<year>20\d\d)\b")
    for hit_unit in reading.law:
        for match in pattern.finditer(hit_unit.prose):
            if int(match["year"]) < int(today[:4]):
                yield Hit(hit_unit, f"{match['year']} has passed", around(hit_unit.text, *match.span()))


@RULES.rule(
    "MO504", "Effect too soon", "warning", "N.J.S.A. 40:69A-181: twenty days after final passage, unless an emergency is declared",
    context=Context(instrument="ordinance", state="NJ"),
    fails=("This ordinance takes effect immediately upon adoption.", "This Ordinance shall take effect immediately."),
    passes=("This ordinance takes effect 20 days after final passage and publication.",
            "The Council declares an emergency by a vote of two-thirds; this ordinance takes effect immediately."))
def too_soon(reading: Reading, context: Context) -> Iterator[Hit]:
    """A New Jersey ordinance takes effect at once although no emergency is declared."""
    if context.state != "NJ" or context.instrument not in ("ordinance", "amendatory-ordinance"):
        return
    if re.search(r"emergency", reading.whole, re.I):
        return
    pattern = re.compile(r"\b(?:takes?|become[s]?|is|be) effect(?:ive)? immediately|effective immediately|takes? effect "
                         r"(?:up)?on (?:its )?"
                         r"(?:passage|adoption)\b", re.I)
    yield from matches(reading.law, pattern, "an ordinance takes effect 20 days after passage, or 10 in some forms of "
                                             "government, and after "
                       "publication; counsel must check")


@RULES.rule(
    "MO505", "Days of two kinds", "advice", "OPC Drafting Direction 1.5, “One expression, one meaning”",
    fails="An agency must answer within 10 business days after the request and within 10 working days after an appeal.",
    passes="An agency must answer within 10 business days after the request.")
def days(reading: Reading, context: Context) -> Iterator[Hit]:
    """Business days and working days stand in one instrument."""
    found = {m.lower() for m in re.findall(r"\b(business|working) days?\b", reading.whole, re.I)}
    if len(found) > 1:
        unit = next(u for u in reading.law if re.search(r"\bworking days?\b", u.text, re.I))
        yield Hit(unit, "“business days” and “working days”: use one and define it", unit.text[:90])
