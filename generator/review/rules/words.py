"""Rules on single words and sentences: archaic, double, gendered, long, passive. Knows nothing of the law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.review.rules.prose import around, duties, short, spans, unquoted, words
from generator.review.rules.reading import LAW, WRITTEN, Reading, Unit
from generator.review.rules.rule import INSTRUMENTS, Context, Hit, Rules, matches, once

RULES = Rules()

LONG = 40
VERY_LONG = 60


def _bare(unit: Unit) -> str:
    return unquoted(unit.prose)


@RULES.rule(
    "MO301", "“And/or” and slashes", "warning", "GSA plain language; Palmer, Alaska, Code 2.07.080(6)",
    fails=("An agency must ask and/or record.", "An officer/agent must ask.", "A person must show his/her card."),
    passes=("An agency must ask or record, or do both.", "Form I-205, Warrant of Removal/Deportation, is a form.",
            "The program runs on 1/1/2027 at https://example.org/a."))
def and_or(reading: Reading, context: Context) -> Iterator[Hit]:
    """“And/or”, or two words with a slash between them."""
    yield from matches(reading.written, re.compile(r"\band ?/ ?or\b", re.I), "“and/or”: say which, or “or both”")
    slash = re.compile(r"(?<![\w/.:@])(?!and/or)[A-Za-z]{2,}/[A-Za-z]{2,}(?![\w/.])")
    yield from matches(reading.written, slash, lambda m: f"“{m.group()}”: a slash hides “and” or “or”", _bare)


_NUMERAL = (r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
            r"eighteen|"
            r"nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|(?:one |two |three |a )?hundred"
            r"(?: (?:and )?\w+)?|(?:one |two |ten )?thousand)")


@RULES.rule(
    "MO302", "Doubled number", "warning", "GSA plain language; Palmer, Alaska, Code 2.07.080(6)",
    fails=("An agency must answer within thirty (30) days after the request.", "The commission has 7 (seven) members.",
           "A quorum is two-thirds (2/3) of the members."),
    passes=("An agency must answer within 30 days after the request.", "One (or more) of the members may speak."))
def doubled_number(reading: Reading, context: Context) -> Iterator[Hit]:
    """A number is written in words and again in figures."""
    pattern = re.compile(rf"\b{_NUMERAL} \(\d[\d,.]*%?\)|\b\d[\d,]* \({_NUMERAL}\)|\b\w+-(?:thirds?|fourths?|fifths?|"
                         rf"quarters?) \(\d/\d\)",
                         re.I)
    yield from matches(reading.written, pattern, lambda m: f"“{m.group()}” says the number twice", lambda u: u.text)


@RULES.rule(
    "MO303", "Archaic word", "warning", "Wisconsin Bill Drafting Manual 2.001(3), quoting Sutherland",
    fails=("The terms herein bind an agency.", "An agency must answer said request forthwith.",
           "The aforesaid officer is hereby directed to ask.", "An agency must follow the provisions of this Section."),
    passes=("The terms in this Section bind an agency.", "NOW, THEREFORE, BE IT HEREBY RESOLVED by the Council:",
            "The officer said that the request was late."))
def archaic(reading: Reading, context: Context) -> Iterator[Hit]:
    """A word that only old instruments use: herein, said, aforesaid, forthwith, witnesseth."""
    pattern = re.compile(
        r"\b(?:here(?:in|inafter|inbefore|by|to|tofore|under|with|of|on|unto)|there(?:of|in|to|under|upon|with|for(?=[ ,.])|"
        r"from|on)|"
        r"where(?:of|in(?! )|upon|by|soever)|aforesaid|aforementioned|forthwith|witnesseth|whatsoever|whomsoever|notwithstanding "
        r"anything (?:to the )?contrary|to wit\b|said (?=section|agency|officer|order|request|person|paragraph|information|"
        r"act|official"
        r"|date|notice|ordinance|resolution|warrant|detainer|employee|policy|report)|same shall|by and between|any and all|"
        r"each and every|"
        r"null and void|full force and effect|cease and desist|the provisions of(?= (?:this|section|subsection|the)))", re.I)
    yield from matches(reading.of(*LAW, "heading"), pattern, lambda m: f"“{m.group().strip()}” is archaic or empty", _bare)


@RULES.rule(
    "MO304", "Dated or gendered word", "warning", "New York City Council Bill Drafting Manual 11.12",
    fails=("The chairman must sign.", "An officer must show his or her badge.", "An illegal alien has a right to be heard.",
           "The policemen must ask."),
    passes=("The chair must sign.", "An officer must show a badge.", "“Alien” is a word of 8 U.S.C. § 1101(a)(3).",
            "Form I-200, Warrant for Arrest of Alien, is a form."))
def dated_word(reading: Reading, context: Context) -> Iterator[Hit]:
    """A word for a person that manuals no longer use: chairman, policeman, alien, he or she, handicapped."""
    pattern = re.compile(
        r"\b(?:chairm[ae]n|councilm[ae]n|policem[ae]n|firem[ae]n|committeem[ae]n|selectm[ae]n(?= shall| must)|he or she|she or he|"
        r"his or her|her or his|him or her|his(?= (?:duty|duties|office|badge|power|designee))|(?:illegal |criminal )?aliens?|"
        r"illegal immigrants?|illegals|handicapped|the disabled|mentally retarded|foreigners?|minorities)\b", re.I)
    yield from matches(reading.written, pattern, lambda m: f"“{m.group()}” is dated; say what the person is or does", _bare)


@RULES.rule(
    "MO305", "Contraction", "warning", "New York City Council Bill Drafting Manual 11.22",
    fails=("An agency doesn’t ask.", "An officer can't refuse."),
    passes=("An agency does not ask.", "The officer’s badge is visible."))
def contraction(reading: Reading, context: Context) -> Iterator[Hit]:
    """A contraction in a legal text."""
    if context.instrument in INSTRUMENTS:
        yield from matches(reading.written, re.compile(r"\b\w+n[’']t\b|\b(?:it|that|there)[’']s (?=a|an|not|the)\b|"
                                                       r"\b\w+[’'](?:ll|re|ve)\b"),
                           lambda m: f"“{m.group()}” is a contraction", _bare)


@RULES.rule(
    "MO306", "“Nor” after “not”", "warning",
    "House rule: one negative reaches all that it forbids",
    fails=("An agency must not ask nor record.", "An officer shall not stop, nor shall an officer arrest, a person."),
    passes=("An agency must not ask or record.", "An agency may neither ask nor record."))
def nor(reading: Reading, context: Context) -> Iterator[Hit]:
    """“Nor” continues a “not”, which leaves open what is forbidden."""
    for unit in reading.law:
        for start, end in spans(_bare(unit)):
            sentence = _bare(unit)[start:end]
            if re.search(r"\bnot\b[^.;]*\bnor\b", sentence) and not re.search(r"\bneither\b", sentence):
                yield Hit(unit, "“not … nor”: say “not … or”", short(unit.text[start:end]))


@RULES.rule(
    "MO307", "Duty without an actor", "advice", "Palmer, Alaska, Code 2.07.080(10); Alabama Bill Drafting, rule 3",
    fails="A copy must be given to the person.",
    passes=("An agency must give the person a copy.", "A copy must be signed by the officer."))
def passive(reading: Reading, context: Context) -> Iterator[Hit]:
    """A duty in the passive voice does not say whose it is."""
    pattern = re.compile(r"\b(?:must|shall)(?: not)? be (?:\w+ly )?(?:\w+ed|given|kept|made|held|sent|told|taken|done|written|"
                         r"paid|shown)\b(?! by)")
    for hit in matches(reading.law, pattern, "nobody is named who does this"):
        rest = hit.unit.prose
        if " by " not in rest[rest.find("be "):][:160]:
            yield hit


@RULES.rule(
    "MO308", "Long sentence", "warning", "GSA plain language; Wisconsin Bill Drafting Manual 2.001",
    fails="Section 1. Rule\n(a) An agency must " + " and must ".join(["give the person a copy of the request in writing"] * 7)
          + ".\n(b) It must wait.",
    passes=("Section 1. Rule\n(a) An agency must give the person a copy.\n(b) It must wait.",
            "The act covers " + ", ".join(f"crime{i}" for i in range(70)) + ", or fraud."))
def long_sentence(reading: Reading, context: Context) -> Iterator[Hit]:
    """A sentence has more than 60 words (warning) or more than 40 (advice); items of a list count by themselves."""
    for unit in reading.law:
        for start, end in spans(unit.prose):
            sentence = unit.prose[start:end]
            count, commas = len(words(sentence)), sentence.count(",")
            if count <= LONG or commas * 6 > count:
                continue
            yield Hit(unit, f"a sentence of {count} words; two may say it", short(unit.text[start:end].strip()),
                      "warning" if count > VERY_LONG else "advice")


@RULES.rule(
    "MO309", "Shall and must mixed", "warning", "GSA plain language, “Shall and must”; Justice Canada",
    fails="""Section 1. Rule
             (a) An agency must ask.
             (b) An agency shall wait.""",
    passes="""Section 1. Rule
              (a) An agency must ask.
              (b) An agency must wait.""")
def mixed_duty(reading: Reading, context: Context) -> Iterator[Hit]:
    """Both “shall” and “must” impose duties in one instrument."""
    counts: dict[str, list[Unit]] = {"shall": [], "must": []}
    for unit in reading.law:
        for word in re.findall(r"\b(shall|must)\b", _bare(unit)):
            counts[word].append(unit)
    if counts["shall"] and counts["must"]:
        rare, common = sorted(counts, key=lambda w: len(counts[w]))
        unit = counts[rare][0]
        at = unit.prose.find(rare)
        yield Hit(unit, f"both “{rare}” ({len(counts[rare])}) and “{common}” ({len(counts[common])}) impose duties; use one",
                  around(unit.text, at, at + len(rare)))


@RULES.rule(
    "MO310", "False command", "warning", "New York City Council Bill Drafting Manual 6.1 and 11.6",
    fails=("This ordinance shall take effect on January 1, 2027.", "This chapter shall be known as the Fairness Code.",
           "Nothing in this chapter shall be construed to bar a report."),
    passes=("This ordinance takes effect on January 1, 2027.", "An agency shall be ready to answer."))
def false_command(reading: Reading, context: Context) -> Iterator[Hit]:
    """“Shall” or “must” where nobody has a duty: takes effect, is known as, is construed."""
    pattern = re.compile(r"\b(?:shall|must) (?:take effect|be effective|become effective|be in (?:full )?force|be known "
                         r"(?:and cited )?as|"
                         r"be cited as|be construed|be deemed|be considered(?= a)|be interpreted|have the (?:right|power|"
                         r"authority) to|"
                         r"be entitled to|constitute)\b|"
                         r"\b(?:sections?|chapters?|ordinances?|orders?|provisions?|rules?|requirements?|polic(?:y|ies)) "
                         r"(?:shall|must) (?:not )?apply\b", re.I)
    yield from matches(reading.law, pattern, lambda m: f"“{m.group().strip()}” commands nobody; use the present tense")


@RULES.rule(
    "MO311", "Repeated word", "warning",
    "House rule: what a proofreader marks", english=False,
    fails="An agency must must ask.", passes=("An agency must ask.", "The answer that that officer gives is final."))
def repeated(reading: Reading, context: Context) -> Iterator[Hit]:
    """A word stands twice in a row."""
    pattern = re.compile(r"\b(?!that\b|had\b)([A-Za-z]{2,}) \1\b")
    yield from matches(reading.written, pattern, lambda m: f"“{m.group()}”")


@RULES.rule(
    "MO312", "“Shall not” and “may not” mixed", "advice", "New York City Council Bill Drafting Manual 11.16.1",
    fails="""Section 1. Rule
             (a) An agency shall not ask.
             (b) An agency may not record.""",
    passes="""Section 1. Rule
              (a) An agency shall not ask.
              (b) An agency shall not record.""")
def may_not(reading: Reading, context: Context) -> Iterator[Hit]:
    """A text forbids with “shall not” or “must not” and elsewhere with “may not”, which can be read as “might not”."""
    found = {u.block for u in reading.law if re.search(r"\b(?:shall|must) not\b", u.prose) or "must not" in duties(u.content)}
    if found:
        yield from once(matches(reading.law, re.compile(r"\bmay not\b"), "“may not” beside “shall not”: use one for a prohibition"))


@RULES.rule(
    "MO313", "Orphan connective", "warning",
    "House rule: each provision stands alone",
    fails=("""Section 1. Rule
              (a) An agency must ask.
              (b) Furthermore, it must wait.""", "FURTHERMORE, an agency must ask."),
    passes="An agency must ask. It must also wait.")
def connective(reading: Reading, context: Context) -> Iterator[Hit]:
    """A provision begins with “furthermore”, “moreover” or “additionally”."""
    pattern = re.compile(r"^(?:furthermore|moreover|additionally|in addition|be it further|further|likewise|also)\b,?", re.I)
    units = (u for u in reading.of(*WRITTEN) if u.part not in ("recital", "enacting", "title"))
    for hit in matches(units, pattern, lambda m: f"“{m.group()}” joins to nothing; each provision stands alone"):
        if not hit.excerpt.lower().startswith(("be it further", "further resolved")):
            yield hit
