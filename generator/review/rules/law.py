"""Rules on the law's own papers: forms, orders and words that are gone, guards that are missing, the state's gate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.review.rules.prose import MASK, around, short, unquoted
from generator.review.rules.reading import LAW, WRITTEN, Reading, Unit
from generator.review.rules.rule import INSTRUMENTS, Context, GateAnswer, Hit, Rules, matches, once

RULES = Rules()


def _text(unit: Unit) -> str:
    return unit.text


def _bare(unit: Unit) -> str:
    return unquoted(unit.prose)


@RULES.rule(
    "MO601", "Rescinded form", "error", "DHS, Form I-247A, Immigration Detainer – Notice of Action; ICE Policy No. 10074.2 (2017)",
    fails=("An agency must not act on Form I-247D.", "A detainer on forms I-247, I-247N or I-247X binds nobody.",
           "A request by DHS Form I-247 is a detainer."),
    passes=("An agency must not act on Form I-247A.", "Forms I-200 and I-205 are administrative warrants."))
def rescinded_form(reading: Reading, context: Context) -> Iterator[Hit]:
    """A detainer form that was rescinded on April 2, 2017, or Form I-247 without its letter."""
    pattern = re.compile(r"\bI-?247(?!-?A\b)(?:[- ]?[DNXG])?\b")
    yield from matches(reading.of(*WRITTEN, "note"), pattern,
                       lambda m: f"{m.group()} was rescinded; the form is I-247A", _text)


OUTDATED: tuple[tuple[str, str], ...] = (
    (r"(?:Executive Order|E\.?O\.?)(?: No\.)? ?13,?166", "Executive Order 13166 was revoked by Executive Order 14224 on March "
                                                         "1, 2025; "
     "Title VI stays"),
    (r"(?:Executive Order|E\.?O\.?)(?: No\.)? ?13,?768", "Executive Order 13768 was revoked by Executive Order 13993 in 2021"),
    (r"LEP\.gov", "LEP.gov was suspended in 2025"),
    (r"(?:protected[- ]areas?|sensitive[- ]locations?) (?:memo(?:randum)?|policy|guid(?:ance|elines))(?: of (?:ICE|DHS))?",
     "the federal protected-areas policy was rescinded on January 20, 2025"),
    (r"Mayorkas memo(?:randum)?", "that memorandum was rescinded on January 20, 2025"),
    (r"Priority Enforcement Program|Secure Communities(?: program)?", "that program has ended or changed; name the present law"),
    (r"Immigration and Naturalization Service|\bINS\b", "the Immigration and Naturalization Service was abolished in 2003"),
)


@RULES.rule(
    "MO602", "Revoked order or ended program", "error", "Executive Order 14224, 90 Fed. Reg. 11363; DHS memorandum of January "
                                                        "20, 2025",
    fails=("Executive Order 13166 asks for language access.", "WHEREAS, the ICE sensitive locations memo protects schools; and",
           "A request of the INS is a detainer."),
    passes=("42 U.S.C. § 2000d asks for language access.",
            "WHEREAS, the federal protected-areas policy was rescinded on January 20, 2025; and"))
def outdated(reading: Reading, context: Context) -> Iterator[Hit]:
    """A federal order, memorandum, agency or program that is no longer in force is named as if it were."""
    for pattern, message in OUTDATED:
        for hit in matches(reading.of(*WRITTEN, "note"), re.compile(pattern), message, _text):
            if not re.search(r"rescind|revok|former|abolish|repeal|withdr", hit.unit.text):
                yield hit


@RULES.rule(
    "MO603", "“Deportation”", "warning", "8 U.S.C. § 1229a: removal proceedings",
    fails=("An agency must not help in deportation proceedings.", "A person who may be deported has rights."),
    passes=("An agency must not help in removal proceedings.", "Form I-205, Warrant of Removal/Deportation, is a form.",
            "Proceedings that an earlier law called deportation proceedings are removal proceedings."))
def deportation(reading: Reading, context: Context) -> Iterator[Hit]:
    """The law has said removal, not deportation, since 1996."""
    for hit in matches(reading.written, re.compile(r"\bdeport(?:ation|ed|able|ing|s)?\b", re.I),
                       lambda m: f"“{m.group()}”: federal law says removal", _bare):
        if not re.search(r"earlier law|formerly|previously called", hit.unit.text):
            yield hit


@RULES.rule(
    "MO604", "Edition date of a form", "warning",
    "USCIS and DHS change the editions of forms without notice",
    fails=("An agency must sign Form I-918, Supplement B (02/07/17).", "Form I-247A (rev. 3/17) is a request."),
    passes=("An agency must sign Form I-918, Supplement B.", "8 C.F.R. § 214.14 (2026) governs."))
def edition(reading: Reading, context: Context) -> Iterator[Hit]:
    """A form is named with the date of an edition, which soon goes stale."""
    pattern = re.compile(r"\bI-\d{3}\w?[^.;]{0,60}?\((?:[Rr]ev\.? ?|[Ee]dition ?)?\d{1,2}/(?:\d{1,2}/)?\d{2,4}[^)]*\)|"
                         r"\b(?:[Rr]ev(?:\.|ised)|edition(?: of)?) ?\d{1,2}/(?:\d{1,2}/)?\d{2,4}")
    yield from matches(reading.of(*WRITTEN, "note"), pattern, "name the form without the date of an edition", _text)


MISCITED: tuple[tuple[str, str], ...] = (
    (r"8 U\.?S\.?C\.?(?:A\.)? (?:§+ ?|[Ss]ection )?287\b", "section 287 of the Immigration and Nationality Act is 8 U.S.C. § 1357"),
    (r"8 C\.?F\.?R\.? (?:§+ ?)?214\.11(?=[^.;]{0,40}\bU (?:visa|nonimmigrant|certification))",
     "the U regulation is 8 C.F.R. § 214.14"),
    (r"8 C\.?F\.?R\.? (?:§+ ?)?214\.14(?=[^.;]{0,40}\bT (?:visa|nonimmigrant|declaration))",
     "the T regulation is 8 C.F.R. § 214.11"),
)


@RULES.rule(
    "MO605", "Wrong citation", "error", "8 U.S.C. § 1357; 8 C.F.R. §§ 214.11 and 214.14",
    fails=("An agency must not make an agreement under 8 U.S.C. § 287(g).", "8 C.F.R. § 214.11 governs a U visa certification."),
    passes=("An agency must not make an agreement under 8 U.S.C. § 1357(g).", "8 C.F.R. § 214.14 governs a U visa certification."))
def miscited(reading: Reading, context: Context) -> Iterator[Hit]:
    """A statute or regulation of this field is cited by a number that is often mistaken."""
    for pattern, message in MISCITED:
        yield from matches(reading.of(*WRITTEN, "note"), re.compile(pattern), message, _text)


_KEEPS_BACK = re.compile(
    r"\b(?:shall|must|may) not\b[^.;]{0,120}\b(?:disclos|shar(?:e|ing)|provid(?:e|ing)|exchang|send|releas|transmit|give|"
    r"tell)\w*\b[^.;]{0,160}"
    r"\b(?:information|status|data|date|records?)\b", re.I)


@RULES.rule(
    "MO606", "No § 1373 clause", "warning", "8 U.S.C. §§ 1373 and 1644",
    fails=("An agency must not disclose information about the immigration status of a person.",
           "Section 1. Privacy\nAn officer shall not share personal information with ICE."),
    passes=("""Section 1. Privacy
               An agency must not disclose personal information to an immigration authority.
               Section 2. Federal law
               Nothing in this Ordinance restricts what 8 U.S.C. §§ 1373 and 1644 protect.""",
            "An agency must not ask about immigration status."))
def no_1373(reading: Reading, context: Context) -> Iterator[Hit]:
    """The instrument keeps information back and has no clause on 8 U.S.C. § 1373."""
    if context.instrument not in INSTRUMENTS or any("1373" in u.text for u in reading.law):
        return
    for unit in reading.law:
        joined = unit.prose
        if match := _KEEPS_BACK.search(joined):
            yield Hit(unit, "information is kept back and no clause saves 8 U.S.C. § 1373", around(unit.text, *match.span()))
            return


@RULES.rule(
    "MO607", "Judicial warrant not defined", "warning",
    "U.S. Const. amend. IV; house rule: the word that guards is defined",
    fails="Section 1. Custody\nAn agency must not hold a person without a judicial warrant.",
    passes="""Section 1. Definitions
              “Judicial warrant” means a warrant that a judge has signed.
              Section 2. Custody
              An agency must not hold a person without a judicial warrant.""")
def judicial_warrant(reading: Reading, context: Context) -> Iterator[Hit]:
    """“Judicial warrant” is used and nowhere defined, so that a paper of an agency may pass for one."""
    if context.instrument not in INSTRUMENTS:
        return
    if any(re.search(r"judicial warrants?", d.words, re.I) for d in reading.definitions):
        return
    for unit in reading.law:
        if match := re.search(r"judicial warrants?", unit.prose, re.I):
            yield Hit(unit, "“judicial warrant” is not defined", around(unit.text, *match.span()))
            return


@RULES.rule(
    "MO608", "Request treated as a warrant", "warning", "8 C.F.R. § 287.7(a): a detainer is a request",
    fails=("An agency may honor a detainer signed by a judge.", "A detainer request (Form I-247A) signed by a judge is good.", "An officer may act on an ICE detainer warrant.",
           "An agency shall not honor a detainer unless the detainer is a judicial warrant."),
    passes=("An agency may hold a person on a judicial warrant.", "A detainer with a judicial warrant is another matter.",
            "An immigration detainer is never a judicial warrant."))
def request_as_warrant(reading: Reading, context: Context) -> Iterator[Hit]:
    """A detainer, which is a request, is written of as if a judge could have issued it."""
    pattern = re.compile(
        r"\bdetainers?(?: requests?)?(?: \([^()]{1,40}\))?(?: that (?:is|are|has been|have been))? (?:signed|issued|approved|authorized) by an? "
        r"(?:\w+ ){0,2}(?:judge|magistrate|court)\b|"
        r"\bjudicial(?:ly)?[- ](?:approved |issued )?detainers?\b|\bdetainer warrants?\b|\bdetainer is an? (?:valid "
        r")?(?:judicial |criminal )?warrant\b", re.I)
    yield from matches(reading.law, pattern, "a detainer is a request and no warrant")


@RULES.rule(
    "MO609", "No exception for exigency", "advice", "U.S. Const. amend. IV, exigent circumstances",
    fails="Section 1. Access\nAn agency must not let an immigration authority enter a non-public area without a judicial warrant.",
    passes="""Section 1. Access
              (a) An agency must not let an immigration authority enter a non-public area without a judicial warrant.
              (b) This section does not apply in exigent circumstances.""")
def exigency(reading: Reading, context: Context) -> Iterator[Hit]:
    """Access or help is refused and no emergency is excepted."""
    if context.instrument not in INSTRUMENTS or re.search(r"exigen|emergenc|imminent", reading.whole, re.I):
        return
    pattern = re.compile(r"\b(?:shall|must|may) not\b[^.;]{0,80}\b(?:enter|access|assist|support|participate)\b", re.I)
    yield from list(once(matches(reading.law, pattern, "no exception for exigent circumstances stands in the instrument")))[:1]


_STATES = {
    "barred": ("error", "state law bars this clause"),
    "limited": ("warning", "state law limits this clause"),
    "unknown": ("advice", "what state law does to this clause is not known"),
}


@RULES.rule(
    "MO610", "Conflict with state law", "error",
    "The state’s own statute, as the table of states has it",
    context=Context(clauses={"b2": "detainers"}, gates={"detainers": GateAnswer(
        "barred", "State law forbids limits on detainers.", "Tex. Gov’t Code § 752.053")}),
    fails="WHEREAS, the City serves all;\nBE IT ORDAINED by the Council:\nSection 1. Custody\nAn agency must not hold a "
          "person on a detainer.",
    passes="Section 1. Service\nAn agency must serve all residents.", english=False)
def state_law(reading: Reading, context: Context) -> Iterator[Hit]:
    """State law bars or limits a clause; where the first page warns of it, this is advice."""
    told: set[str] = set()
    for unit in reading.units:
        clause = context.clauses.get(unit.section) or context.clauses.get(unit.block) or unit.clause
        if clause in context.gates and clause not in told:
            told.add(clause)
            yield from _gate(unit, context.gates[clause], _variant(reading, unit.section), reading.warned)


def _variant(reading: Reading, section: str) -> str:
    return next((v.section.origin.variant for v in reading.sections if v.section.id == section and v.section.origin), "")


def _gate(unit: Unit, answer: GateAnswer, variant: str, warned: bool) -> Iterator[Hit]:
    if answer.state not in _STATES or answer.state == "limited" and answer.variant and answer.variant == variant:
        return
    severity, message = _STATES[answer.state]
    if warned or answer.state == "limited" and not answer.variant:
        severity = "advice"
    cite = f" ({answer.citation})" if answer.citation else ""
    yield Hit(unit, f"{message}: {answer.reason.rstrip('.')}{cite}", short(unit.text), severity)


@RULES.rule(
    "MO611", "Ban on contact", "advice", "8 U.S.C. §§ 1357(g)(10), 1373 and 1644",
    fails="An agency must not communicate with ICE for any reason.",
    passes="An agency must not use its staff for civil immigration enforcement.")
def contact(reading: Reading, context: Context) -> Iterator[Hit]:
    """All contact with federal officers is forbidden, status information and crimes included."""
    pattern = re.compile(r"\b(?:shall|must|may) not (?:\w+ ){0,3}(?:communicate|cooperate|contact|speak) with (?:[\w-]+ "
                         r"){0,4}(?:ICE|CBP|DHS|immigration "
                         r"(?:authorit|officials?|agents?)\w*)\b(?![^.;]{0,80}(?:civil|except|unless))", re.I)
    yield from matches(reading.of(*LAW), pattern, "a ban on all contact goes further than its purpose; except status "
                                                  "information and crimes",
                       lambda u: u.prose.replace(MASK, "x"))
