"""Rules on names: agencies spelt as they spell themselves, one name for one thing, the right kind of place and instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.review.rules.prose import CITATION, around, short, unquoted
from generator.review.rules.reading import LAW, WRITTEN, Reading, Unit
from generator.review.rules.rule import INSTRUMENTS, Context, Hit, Rules, matches, named, once

RULES = Rules()


def _bare(unit: Unit) -> str:
    return unquoted(unit.prose)


AGENCIES = (
    "U.S. Immigration and Customs Enforcement", "U.S. Customs and Border Protection", "U.S. Citizenship and Immigration Services",
    "U.S. Department of Homeland Security", "Executive Office for Immigration Review", "Enforcement and Removal Operations",
    "Homeland Security Investigations", "National Crime Information Center", "Office of Refugee Resettlement",
    "Immigration and Nationality Act", "U.S. Border Patrol",
)
_WRONG = (
    (r"Customs and Border (?:Patrol|Control|Enforcement|Police)", "U.S. Customs and Border Protection"),
    (r"Immigration and Customs (?:Enforcement )?(?:Agency|Service|Control|Police)|Immigration and Customs Enforcement Agency",
        "U.S. Immigration and Customs Enforcement"),
    (r"Bureau of Immigration and Customs Enforcement|Immigrations? (?:&|and) Customs? Enforcement(?<!Immigration and Customs "
     r"Enforcement)", "U.S. Immigration and Customs Enforcement"),
    (r"Customs Enforcement and Immigration|Immigration,? Customs,? and Enforcement", "U.S. Immigration and Customs Enforcement"),
    (r"Citizenship (?:&|and) Immigration Service(?!s)|Customs and Immigration Services|Citizenship and Immigration Services? "
     r"(?:Agency|Bureau)", "U.S. Citizenship and Immigration Services"),
    (r"Executive Office of Immigration Review", "Executive Office for Immigration Review"),
    (r"Department of Homeland Securit(?:ies|ys)|Homeland Security Department|Office of Homeland Security",
        "U.S. Department of Homeland Security"),
    (r"Immigration and Naturali[sz]ation Act|Immigration and National Act", "Immigration and Nationality Act"),
)


@RULES.rule(
    "MO801", "Agency misnamed", "error",
    "The agencies’ own names; General Code, model-ordinance checklist: right names of bodies",
    fails=("“ICE” means the Immigration and Customs Enforcement Agency.", "Customs and Border Patrol may not enter.",
           "U.S. Citizenship and Immigration Service signs.", "U.S. Immigraton and Customs Enforcement may not enter."),
    passes=("“ICE” means U.S. Immigration and Customs Enforcement.", "The U.S. Border Patrol is a part of U.S. Customs and "
                                                                     "Border Protection.",
            "The law of immigration and customs enforcement is federal."))
def misnamed(reading: Reading, context: Context) -> Iterator[Hit]:
    """A federal agency or act is named wrongly or misspelt."""
    for pattern, right in _WRONG:
        yield from matches(reading.of(*WRITTEN, "note"), re.compile(pattern), f"the name is {right}", lambda u: u.text)
    for unit in reading.of(*WRITTEN, "note"):
        for name in AGENCIES:
            if near := _misspelt(unit.text, name):
                yield Hit(unit, f"“{near}” is spelt {name}", short(unit.text))


def _misspelt(text: str, name: str) -> str:
    """Words of the text that are nearly the name and not it."""
    name = name.removeprefix("U.S. ")
    parts = name.split()
    if name in text or not any(p[:4] in text for p in parts if len(p) > 4):
        return ""
    tokens = list(re.finditer(r"\S+", text))
    for i in range(len(tokens) - len(parts) + 1):
        span = text[tokens[i].start():tokens[i + len(parts) - 1].end()].rstrip(".,;:)”’s" if not name.endswith("s") else ".,;:)”’")
        words = span.split()
        if len(words) != len(parts) or span in (name, *(a.removeprefix("U.S. ") for a in AGENCIES)) or not span[:1].isupper():
            continue
        if all(a == b or len(b) > 4 and a[:1].isupper() and SequenceMatcher(None, a, b).ratio() >= 0.8
               for a, b in zip(words, parts, strict=True)):
            return span
    return ""


GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("federal immigration officers", (
        r"immigration authorit(?:y|ies)", r"(?<!of a )federal immigration (?:officials?|officers?|agents?)",
            r"ICE (?:agents?|officers?|officials?)",
        r"immigration enforcement (?:officials?|officers?|agents?|authorit(?:y|ies))", r"federal immigration (?:authorit(?:y|"
            r"ies)|enforcement agenc(?:y|ies))",
        r"immigration (?:agents?|officials?)(?! or)", r"federal immigration enforcement (?:officials?|officers?|agents?|"
                                                      r"authorit(?:y|ies))")),
    ("an immigration detainer", (
        r"immigration detainers?", r"civil (?:immigration )?detainers?", r"ICE (?:detainers?|holds?)", r"detainer requests?",
            r"immigration holds?", r"hold requests?")),
    ("a judicial warrant", (
        r"judicial warrants?", r"judge-signed warrants?", r"court-issued warrants?", r"(?<!non-)criminal (?:arrest )?warrants?",
        r"warrants? signed by a judge")),
    ("an administrative warrant", (r"administrative warrants?", r"immigration warrants?", r"ICE warrants?",
        r"civil (?:immigration )?warrants?")),
    ("citizenship or immigration status", (
        r"citizenship or immigration status", r"immigration or citizenship status", r"legal status", r"documentation status",
            r"residency status",
        r"citizenship and immigration status")),
    ("a person with limited English", (
        r"limited[- ]English[- ]proficient (?:individuals?|persons?|people|residents?)", r"LEP (?:individuals?|persons?)",
            r"non-English[- ]speak(?:ers|ing \w+)",
        r"(?:persons?|individuals?|people) with limited English proficiency")),
    ("the place’s workers", (r"(?:city|town|township|borough|village|county|municipal) employees?",
        r"(?:city|town|township|borough|village|county|municipal) (?:staff|personnel|workers?)")),
    ("federal immigration work", (r"civil immigration enforcement", r"enforcement of (?:federal )?civil immigration laws?",
        r"civil immigration law enforcement",
                                  r"federal immigration enforcement")),
)


@RULES.rule(
    "MO802", "Two names for one thing", "warning", "OPC Drafting Direction 1.5, “One expression, one meaning”; GSA",
    fails=("An immigration authority may ask. An agency must not answer federal immigration officials.",
           "An ICE hold binds nobody, and an immigration detainer is a request.",
           "A person with limited English proficiency may ask for help, and LEP individuals receive it."),
    passes=("An immigration authority may ask. An agency must not answer an immigration authority.",
            "Section 1. Definitions\n“Immigration detainer” means a request that others call an ICE hold.\nSection 2. "
            "Rule\nAn immigration detainer binds nobody."))
def two_names(reading: Reading, context: Context) -> Iterator[Hit]:
    """One thing goes by two names."""
    units = [u for u in reading.law if u.defines < 0 and u.part != "definition"]
    for thing, patterns in GROUPS:
        first: dict[int, tuple[Unit, re.Match]] = {}
        for unit in units:
            text = CITATION.sub("", unquoted(unit.prose))
            taken: set[int] = set()
            for i, pattern in sorted(enumerate(patterns), key=lambda p: -len(p[1])):
                match = re.search(rf"\b(?:{pattern})\b", text, re.I)
                if match and not any(at in taken for at in range(*match.span())):
                    taken.update(range(*match.span()))
                    first.setdefault(i, (unit, match))
        if len(first) > 1:
            names = [m.group() for _, m in first.values()]
            unit, match = list(first.values())[1]
            yield Hit(unit, f"{thing}: “{'”, “'.join(names)}” name one thing; use one name",
                      around(unit.text, *_at(unit.text, match.group())))


def _at(text: str, words: str) -> tuple[int, int]:
    at = max(0, text.find(words))
    return at, at + len(words)


@RULES.rule(
    "MO803", "Full name after its abbreviation", "warning", "OPC Drafting Direction 1.5, “One expression, one meaning”",
    fails="""Section 1. Definitions
             “ICE” means U.S. Immigration and Customs Enforcement.
             Section 2. Rule
             (a) ICE may ask.
             (b) An agency must not answer Immigration and Customs Enforcement.""",
    passes="""Section 1. Definitions
              “ICE” means U.S. Immigration and Customs Enforcement.
              Section 2. Rule
              (a) ICE may ask.
              (b) An agency must not answer ICE.""")
def one_agency(reading: Reading, context: Context) -> Iterator[Hit]:
    """An agency has a short name in the instrument and is called by its long one again."""
    units = [u for u in reading.law if u.defines < 0 and u.part != "definition"]
    for short_name, long_name in (("ICE", "Immigration and Customs Enforcement"), ("CBP", "Customs and Border Protection"),
                                  ("DHS", "Department of Homeland Security"), ("USCIS", "Citizenship and Immigration Services")):
        said = [u for u in units if re.search(rf"\b{short_name}\b", u.text)] or [
            d.unit for d in reading.definitions if d.words == short_name]
        spelled = [u for u in units if long_name in u.text and f"({short_name}" not in u.text and f"(“{short_name}" not in u.text]
        if said and spelled:
            at = spelled[0].text.find(long_name)
            yield Hit(spelled[0], f"{short_name} and {long_name} both stand in the text",
                      around(spelled[0].text, at, at + len(long_name)))


EXCEPTIONS = re.compile(
    r"\b(?:except as|unless|unless otherwise|except where|except when|as otherwise|to the extent|except if|except to the "
    r"extent)(?: otherwise)? "
    r"(?:required|mandated|provided|permitted|authorized|compelled|allowed)(?: or (?:required|permitted|authorized))? (?:by|under) "
    r"(?:applicable |federal |state |federal or state |state or federal |the )?law\b", re.I)


@RULES.rule(
    "MO804", "One exception in several wordings", "warning", "OPC Drafting Direction 1.5, “One expression, one meaning”",
    fails="""Section 1. Rule
             (a) Except as required by law, an agency must not ask.
             (b) Unless otherwise provided by law, an agency must not record.""",
    passes="""Section 1. Rule
              (a) Except as required by law, an agency must not ask.
              (b) Except as required by law, an agency must not record.""")
def exceptions(reading: Reading, context: Context) -> Iterator[Hit]:
    """The exception for what the law requires is worded in several ways."""
    seen: dict[str, tuple[Unit, re.Match]] = {}
    for unit in reading.law:
        for match in EXCEPTIONS.finditer(unit.prose):
            seen.setdefault(match.group().lower(), (unit, match))
    if len(seen) > 1:
        unit, match = list(seen.values())[1]
        yield Hit(unit, f"the exception is worded in {len(seen)} ways: “{'”, “'.join(seen)}”", around(unit.text, *match.span()))


CHARACTERISTICS = {
    "race": r"race", "color": r"colou?r", "creed": r"creed", "religion": r"religio\w+", "origin": r"national origin",
        "ancestry": r"ancestry",
    "ethnicity": r"ethnicity", "age": r"age", "sex": r"sex(?! offen)", "gender": r"gender(?! identity)", "identity":
        r"gender identity",
    "orientation": r"sexual orientation", "disability": r"disability|handicap", "marital": r"marital status", "status":
        r"immigration status",
    "language": r"language", "veteran": r"(?:veteran|military)(?: status)?", "housing": r"housing status", "income":
        r"(?:source of )?income",
    "pregnancy": r"pregnancy", "height": r"height", "weight": r"weight", "familial": r"familial status", "birth": r"place of birth",
}


@RULES.rule(
    "MO805", "Unlike lists of protected classes", "warning", "OPC Drafting Direction 1.5, “One expression, one meaning”",
    fails="""Section 1. Service
             An agency must serve all whatever their race, color, religion, sex, or age.
             Section 2. Police
             An officer must not act on race, ethnicity, national origin, religion, or disability.""",
    passes="""Section 1. Service
              An agency must serve all whatever their race, color, religion, sex, or age.
              Section 2. Police
              An officer must not act on race, color, religion, sex, or age.""")
def protected_lists(reading: Reading, context: Context) -> Iterator[Hit]:
    """Two lists of protected classes differ."""
    lists: list[tuple[frozenset[str], Unit]] = []
    for unit in reading.law:
        for part in re.split(r"(?<=[.;:]) ", unit.prose):
            found = frozenset(k for k, p in CHARACTERISTICS.items() if re.search(rf"\b(?:{p})\b", part, re.I))
            if len(found) >= 4 and part.count(",") >= 3 and "race" in found and found & {"religion", "creed", "disability",
                "orientation"}:
                lists.append((found, unit))
    if len({found for found, _ in lists}) > 1:
        first, unit = lists[0][0], next(u for f, u in lists if f != lists[0][0])
        other = next(f for f, _ in lists if f != first)
        yield Hit(unit, f"this list and the one in {lists[0][1].place} differ in: {', '.join(sorted(first ^ other))}; define "
                        f"the list once",
                  short(unit.text))


# --------------------------------------------------------------------------------------------------------------
# The right instrument, the right kind of place

_THIS = r"\b(?:[Tt]his|[Tt]he present|[Ss]aid)\s+(?:\w+\s+)?"
SELF: dict[str, str] = {
    "ordinance": r"(?:executive [Oo]rder|Executive Order|[Oo]rder|ORDER|[Rr]esolution|RESOLUTION|[Aa]ct|[Bb]ill|[Ss]tatute|"
                 r"[Pp]roclamation|[Dd]irective)",
    "executive-order": r"(?:[Oo]rdinance|ORDINANCE|[Rr]esolution|RESOLUTION|[Cc]hapter|[Aa]ct|[Bb]ill|[Ss]tatute|[Aa]rticle "
                       r"of the Code)",
    "resolution": r"(?:[Oo]rdinance|ORDINANCE|[Ee]xecutive [Oo]rder|Order|ORDER|[Cc]hapter|[Aa]ct|[Bb]ill|[Ss]tatute)",
    "police-order": r"(?:[Oo]rdinance|[Rr]esolution|[Cc]hapter|[Aa]ct|[Bb]ill|[Ss]tatute|[Ee]xecutive [Oo]rder)",
}
SELF["school-resolution"], SELF["amendatory-ordinance"] = SELF["resolution"], SELF["ordinance"]


@RULES.rule(
    "MO806", "Wrong name of the instrument", "error", "Columbia, Missouri, Code 1-6; General Code, model-ordinance checklist",
    context=Context(instrument="executive-order"),
    fails=("An agency must report under this ordinance.", "This chapter binds each agency.", "The Order was signed into law."),
    passes=("An agency must report under this Order.", "The Code has a chapter on privacy.", "Chapter 5 of the Code stays in "
        "force."))
def wrong_self(reading: Reading, context: Context) -> Iterator[Hit]:
    """The instrument calls itself by the name of another: “this ordinance” in an order."""
    wrong = SELF.get(context.instrument)
    if not wrong:
        return
    pattern = re.compile(rf"\b(?:[Tt]his|[Tt]he present)\s+(?:{wrong})\b(?! (?:of the|number)\b)")
    yield from matches(reading.of(*LAW, "recital", "enacting", "title"), pattern,
                       lambda m: f"“{m.group()}”, but the instrument is {named(context.instrument)}", _bare)
    if "order" in context.instrument or "resolution" in context.instrument:
        yield from matches(reading.written, re.compile(r"\b(?:signed|enacted|passed) into law\b|\b(?:BE IT ORDAINED|be it "
                                                       r"ordained|hereby ordain)"),
                           lambda m: f"“{m.group()}” belongs to an ordinance", _bare)


@RULES.rule(
    "MO807", "“This ordinance” in the code", "error", "Columbia, Missouri, Code 1-6; Palmer, Alaska, Code 2.07.080(4)",
    fails="§ 17-1. Rule\nAn agency must report under this Ordinance.",
    passes=("§ 17-1. Rule\nAn agency must report under this chapter.", "Section 1. Rule\nAn agency must report under this "
        "Ordinance."))
def ordinance_in_code(reading: Reading, context: Context) -> Iterator[Hit]:
    """A text that goes into the code speaks of the ordinance that puts it there."""
    codified = (u for u in reading.law if u.codified)
    yield from matches(codified, re.compile(r"\bthis ordinance\b|\beffective date of (?:this|the) ordinance\b", re.I),
                       "say “this chapter”: the code outlives the ordinance", _bare)


KINDS = ("City", "Town", "Township", "Borough", "Village", "County")
_OF = {"charter-township": "Township", "school-district": "District"}


def kind_words(kind: str) -> str:
    """The word that a kind of place uses for itself: a charter township is the Township."""
    return _OF.get(kind, kind.capitalize())


@RULES.rule(
    "MO808", "Wrong kind of place", "error", "General Code, model-ordinance checklist: right names of bodies and officers",
    context=Context(instrument="ordinance", place_kind="township"),
    fails=("The City must publish the list.", "A city employee must ask.", "The Borough Council must meet."),
    passes=("The Township must publish the list.", "El Cenizo v. State, and the City of Newark, are elsewhere.",
        "The County of Passaic runs the jail."))
def wrong_place(reading: Reading, context: Context) -> Iterator[Hit]:
    """The text calls a township a city, or mixes two kinds of place."""
    kind = kind_words(context.place_kind) if context.place_kind else _kind_by_count(reading)
    if not kind or context.instrument not in INSTRUMENTS:
        return
    wrong = [k for k in KINDS if k != kind and not (k == "County" and kind != "County") and not (kind == "District")]
    if not wrong:
        return
    either = "|".join(wrong)
    low = "|".join(k.lower() for k in wrong)
    pattern = re.compile(rf"\b(?:[Tt]he|[Tt]his|[Oo]ur|[Aa]ny|[Ee]ach|[Ee]very)\s+(?:{either})\b(?!\s+of\s+[A-Z])(?!\s+Clerk "
                         rf"of)|\b(?:{either})\s+(?:Council|Manager|Clerk|Attorney|Hall|Code|employees?)\b|"
                         rf"\b(?:{low})\s+(?:employees?|officials?|officers?|agenc(?:y|ies)|departments?|resources|funds|"
                         rf"council|facilit(?:y|ies)|property|services)\b|\b(?:{low})wide\b|\b(?:[Tt]he|"
                         rf"[Tt]his)\s+(?:{low})(?:’s)?\b(?! of [A-Z])")
    yield from once(matches(reading.of(*WRITTEN), pattern, lambda m: f"“{m.group()}”: the place is a {kind.lower()}",
                            lambda u: CITATION.sub(lambda m: " " * len(m.group()), unquoted(u.cited))))


def _kind_by_count(reading: Reading) -> str:
    counts = {k: sum(len(re.findall(rf"\b(?:the|The) {k}\b(?! of)", u.text)) for u in reading.written) for k in KINDS if k !=
        "County"}
    best = max(counts, key=lambda k: counts[k])
    return best if counts[best] >= 2 else ""
