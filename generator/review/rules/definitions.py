"""Rules on definitions: each term defined once, before all in order, with one verb, without duties, and used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.document import Term
from generator.review.rules.prose import around, duties, flat, sentences, short, unquoted
from generator.review.rules.reading import Definition, Reading, Unit
from generator.review.rules.rule import INSTRUMENTS, Context, Hit, Rules

RULES = Rules()

TERMS_OF_ART = (
    "administrative warrant", "immigration detainer", "civil immigration enforcement", "immigration authority",
    "immigration enforcement agent", "federal immigration authority", "certifying official", "certifying entity",
    "certifying agency", "exigent circumstances", "sensitive location", "non-public area", "protected characteristic",
    "qualifying criminal activity", "private prison company", "limited English proficient individual",
    "personal information", "contact information", "surveillance data", "immigration enforcement operation",
)
_GENERIC = re.compile(
    r"^(?:Official|Authorit(?:y|ies)|Agent|Agenc(?:y|ies)|Request|Information|Facilit(?:y|ies)|Location|Entit(?:y|ies)|"
    r"Individual|Area|Data|Document|Status|Activit(?:y|ies)|Warrant|Detainer|Agreement|Employee|Resident|Benefit|Class(?:es)?|"
    r"Characteristic|Enforcement|Record|Service|Liaison|Person)s?$")
_AS_DEFINED = re.compile(r"((?:[A-Z][\w-]+ )*[A-Z][\w-]+),? as (?:that term is )?defined (?:in [Ss]ection|in this|above|"
                         r"herein|below)")
_CAPITALISED = re.compile(r"(?<=[a-z,;:] )((?:[A-Z][\w-]+ ){1,3}[A-Z][\w-]+)")
_OFFICIAL = re.compile(r"\b(?:U\.S\.|United|States|Department|Bureau|Services|Attorney|Chief|City|Town|Township|Borough|County|"
                       r"Village|Police|Municipal|Federal|Homeland|National|Public|State|Human|Social|Government|New)\b")


def stem(words: str) -> re.Pattern:
    """A pattern of the term in singular and plural, and of a verb in its forms."""
    last = re.escape(words.strip())
    last = re.sub(r"\\ ", r"[\\s-]+", last)
    if words.endswith("y"):
        last = f"{last[:-1]}(?:y|ies|y’s)"
    elif words.endswith("e"):
        last = f"{last[:-1]}(?:e|es|ed|ing|e’s)"
    elif words.endswith("s"):
        last = f"{last[:-1]}s?"
    else:
        last = f"{last}(?:s|es|ed|ing|’s)?"
    return re.compile(rf"(?<![\w-]){last}(?![\w-])", re.I)


def formal(reading: Reading) -> tuple[Definition, ...]:
    """The definitions proper, without those made in passing."""
    return tuple(d for d in reading.definitions if not d.aside)


def _same(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).strip().casefold()


@RULES.rule(
    "MO101", "Undefined term", "warning", "OPC Drafting Direction 1.5, “One expression, one meaning”",
    fails=("""Section 1. Definitions
              “Agency” means a department of the City.
              Section 2. Custody
              An agency must not hold a person on the request of a Covered Official, as defined in Section 1.""",
           """Section 1. Detainers
              An agency must not hold a person because of an administrative warrant.""",
           """Section 1. Definitions
              “Protected Class” means race or religion.
              “City Agency” means a department of the City.
              Section 2. Rule
              A City Agency must give each Protected Class the same service, and a Certifying Official must sign."""),
    passes=("""Section 1. Definitions
               “Administrative warrant” means a paper that no judge has signed.
               Section 2. Custody
               An agency must not hold a person because of an administrative warrant.""",
            """Section 1. Rule
               The City of Testville must publish the list that the Chief of Police keeps."""))
def undefined(reading: Reading, context: Context) -> Iterator[Hit]:
    """A term is used as a defined term and no definition of it stands in the instrument."""
    if context.instrument not in INSTRUMENTS:
        return
    keys = {d.key for d in reading.definitions if d.key}
    known = [stem(d.words) for d in reading.definitions] + [
        stem(q) for u in reading.law if u.defines >= 0 for q in re.findall(r"[“\"]([^”\"]{2,60}?),?[”\"]", u.text[:200])]
    told: set[str] = set()
    for unit in (u for u in reading.units if u.part != "note"):
        for term in (i for i in flat(unit.content) if isinstance(i, Term) and not i.defining and i.key not in keys):
            if term.key not in told and not any(k.search(term.text) for k in known):
                told.add(term.key)
                yield Hit(unit, f"“{term.text}” is used as a defined term and is defined nowhere", short(unit.text), "error")
    yield from _art(reading, known)
    yield from _capitals(reading, [*known, *map(stem, TERMS_OF_ART), stem("judicial warrant")])


def _art(reading: Reading, known: list[re.Pattern]) -> Iterator[Hit]:
    for words in TERMS_OF_ART:
        if any(k.search(words) for k in known) or any(stem(words).search(d.words) for d in reading.definitions):
            continue
        pattern = stem(words)
        for unit in reading.law:
            if match := pattern.search(unit.prose):
                yield Hit(unit, f"“{words}” is a term of art and is defined nowhere", around(unit.text, *match.span()))
                break


def _capitals(reading: Reading, known: list[re.Pattern]) -> Iterator[Hit]:
    """Capitalised terms in a text that capitalises its defined terms."""
    told: set[str] = set()
    for unit in reading.law:
        for match in _AS_DEFINED.finditer(unit.prose):
            if match[1] not in told and not any(k.search(match[1]) for k in known):
                told.add(match[1])
                yield Hit(unit, f"“{match[1]}” is said to be defined and is not", around(unit.text, *match.span()))
    if not any(d.words[:1].isupper() and len(d.words.split()) > 1 and d.words.split()[1][:1].isupper()
               for d in reading.definitions):
        return
    for unit in reading.law:
        for match in _CAPITALISED.finditer(unquoted(unit.prose)):
            words = match[1]
            if (words in told or not _GENERIC.match(words.split()[-1]) or _OFFICIAL.search(words)
                    or any(k.search(words) for k in known)
                    or re.search(r"[A-Z][\w.]+ (?:and|of|for|the) $", unit.prose[:match.start()])):
                continue
            told.add(words)
            yield Hit(unit, f"“{words}” is capitalised as a defined term and is defined nowhere",
                      around(unit.text, *match.span()))


@RULES.rule(
    "MO102", "Unused definition", "warning", "GSA plain language, “Minimize definitions”",
    fails=("""Section 1. Definitions
              “Agency” means a department of the City.
              “Sensitive Location” means a school.
              Section 2. Rule
              An agency must serve every resident.""",
           """Section 1. Rule
              The City Commission on Human Relations (the “Commission”) must publish a list."""),
    passes=("""Section 1. Definitions
               “Agency” means a department of the City.
               “Head” means the officer in charge of an agency.
               Section 2. Rule
               Each head must serve every resident."""), english=False)
def unused(reading: Reading, context: Context) -> Iterator[Hit]:
    """A term is defined and never used outside its own definition."""
    for definition in reading.definitions:
        own, pattern = definition.unit, stem(definition.words)
        elsewhere = [u for u in reading.units if u.part != "note" and not _is_own(u, own, definition.aside)]
        if definition.aside:
            used = any(pattern.search(u.text) for u in elsewhere) or pattern.search(_after_aside(own.text, definition.words))
        else:
            used = any(pattern.search(u.text) for u in elsewhere) or definition.key and any(
                isinstance(i, Term) and i.key == definition.key for u in elsewhere for i in flat(u.content))
        if not used:
            yield Hit(own, f"“{definition.words}” is defined and never used", short(own.text))


def _is_own(unit: Unit, own: Unit, aside: bool) -> bool:
    if aside:
        return unit is own
    return unit is own or own.defines >= 0 and unit.defines == own.defines


def _after_aside(text: str, words: str) -> str:
    return re.split(rf"\([^()]*[“\"]{re.escape(words)},?[”\"]\)", text, maxsplit=1)[-1]


@RULES.rule(
    "MO103", "Duplicate definition", "error", "OPC Drafting Direction 1.5, “One expression, one meaning”",
    fails=("""Section 1. Definitions
              “Agency” means a department.
              “Agency” means a board.""",
           """Section 1. Definitions
              “Immigration detainer” means a request to hold a person.
              Section 4. Detainers
              (a) In this section, “immigration detainer” means Form I-247A.
              (b) An agency must give a copy."""),
    passes="""Section 1. Definitions
              “Agency” means a department.
              “Agency head” means the officer in charge of an agency.""")
def duplicate(reading: Reading, context: Context) -> Iterator[Hit]:
    """The same term is defined twice."""
    seen: dict[str, Definition] = {}
    for definition in reading.definitions:
        key = _same(definition.words)
        first = seen.setdefault(key, definition)
        if first is not definition and first.unit is not definition.unit:
            yield Hit(definition.unit, f"“{definition.words}” is defined a second time; the first is in {first.unit.place}",
                      short(definition.unit.text))


@RULES.rule(
    "MO104", "Definitions out of order", "warning",
    "House rule; general knowledge: New York City rule 9 and the manuals of Maine and Minnesota",
    fails="""Section 1. Definitions
             “Detainer” means a request.
             “Agency” means a department.
             Section 2. Rule
             An agency must not act on a detainer.""",
    passes="""Section 1. Definitions
              “Agency” means a department.
              “Agency head” means its chief.
              “Detainer” means a request.""")
def out_of_order(reading: Reading, context: Context) -> Iterator[Hit]:
    """The definitions of a section are not in alphabetical order."""
    last: Definition | None = None
    for definition in formal(reading):
        if last and last.unit.section == definition.unit.section and definition.unit is not last.unit:
            if _sorted(definition.words) < _sorted(last.words):
                yield Hit(definition.unit, f"“{definition.words}” stands after “{last.words}”", short(definition.unit.text))
        last = definition


def _sorted(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return re.sub(r"[^a-z0-9 ]", "", plain)


@RULES.rule(
    "MO105", "“Means and includes”", "warning", "NSW Drafting Practice DP5; OPC Drafting Direction 1.5",
    fails="“Agency” means and includes a department of the City.",
    passes="“Agency” means a department of the City. The term covers a board.")
def means_and_includes(reading: Reading, context: Context) -> Iterator[Hit]:
    """A definition says both that it is complete and that it is not."""
    for unit in reading.law:
        if match := re.search(r"\b(?:means?(?:,)? (?:and|or) (?:shall )?includes?|means, but is not limited to|"
                              r"means, without limitation)", unit.prose):
            yield Hit(unit, f"“{match.group()}”: say “means” for the whole meaning or “includes” for an addition",
                      around(unit.text, *match.span()))


@RULES.rule(
    "MO106", "Defining verb", "warning", "New York City bill template, quoting the City Council’s drafting manual",
    fails=("“Agency” shall mean a department of the City.", "“Detainer” refers to Form I-247A.",
           "“Agency” is defined as a department of the City."),
    passes=("“Agency” means a department of the City.", "“Agency” has the meaning given in § 2-1 of the Code."))
def defining_verb(reading: Reading, context: Context) -> Iterator[Hit]:
    """A definition uses another verb than “means” or “includes”."""
    for definition in formal(reading):
        if definition.verb and definition.verb not in ("means", "mean", "includes", "include", "has the meaning",
                                                       "have the meaning", "means and includes", "means or includes",
                                                       "shall mean and include"):
            yield Hit(definition.unit, f"“{definition.words}” is defined with “{definition.verb}”; say “means”",
                      short(definition.unit.text))


@RULES.rule(
    "MO107", "Duty inside a definition", "warning",
    "House rule; general knowledge: the manuals of Maine, Montana, and the U.S. House",
    fails=("“Detainer” means a request to hold a person. An agency must not act on a detainer.",
           "“Agency” means a department, which shall report each year."),
    passes=("“Detainer” means a request to hold a person.", "Section 2. Rule\nAn agency must not act on a detainer."))
def duty_in_definition(reading: Reading, context: Context) -> Iterator[Hit]:
    """A definition lays down a rule."""
    for unit in reading.law:
        if unit.defines < 0 or unit.part == "text":
            continue
        words = re.sub(r"^.*?\b(?:shall mean(?: and include)?|shall include|shall refer to|shall be defined as|"
                       r"shall have the meaning)\b", "", unit.prose)
        match = re.search(r"\b(?:shall|must)\b(?: not)?", unquoted(words))
        if match or any(d.startswith("must") for d in duties(unit.content)):
            yield Hit(unit, "a definition holds a duty; put it in the section that it belongs to", short(unit.text))


@RULES.rule(
    "MO108", "Circular definition", "warning",
    "House rule: a definition says more than its term",
    fails=("“Immigration detainer” means an immigration detainer of a federal agency.",
           "“Agency” means each agency of the City."),
    passes=("“Agency head” means the officer in charge of an agency.",
            "“Agency” means a department of the City. A court is not an agency.",
            "“Department” means the Elmwood Police Department."))
def circular(reading: Reading, context: Context) -> Iterator[Hit]:
    """A definition explains a term by the term."""
    for definition in formal(reading):
        first = next(iter(sentences(definition.body)), "")
        words = unquoted(re.sub(r"\([^)]*\)", "", first))
        found = [m for m in stem(definition.words).finditer(words) if not _in_a_name(words, m.start())]
        if found and definition.verb not in ("has the meaning", "have the meaning", "includes", "include"):
            yield Hit(definition.unit, f"“{definition.words}” is defined by itself", short(definition.unit.text))


def _in_a_name(words: str, at: int) -> bool:
    """True where a capitalised word stands before: the Elmwood Police Department."""
    return words[at:at + 1].isupper() and bool(re.search(r"[A-Z][\w’.]+ $", words[:at]))
