"""The lines above the recitals: government, number, date, titles; and what they say of the instrument and the place. Knows no body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.profile import STATES
from generator.readers.lines import Line

_GOVERNMENT = re.compile(
    r"^(?:THE |The )?(?:(?:CITY|City|TOWNSHIP|Township|CHARTER TOWNSHIP|Charter Township|BOROUGH|Borough|TOWN|Town|VILLAGE|"
    r"Village|COUNTY|County) "
    r"(?:OF|of) |(?:[A-Z][\w’'.-]+ ){1,2}(?:COUNTY|County|BOROUGH|TOWNSHIP|Township|Borough|POLICE DEPARTMENT|Police Department|"
    r"BOARD OF "
    r"EDUCATION|Board of Education|SCHOOL DISTRICT|School District|Public Schools|PUBLIC SCHOOLS|CITY COUNCIL|City Council|"
    r"Council|COUNCIL)\b|STATE "
    r"OF |State of |OFFICE OF THE |Office of the |BOARD OF EDUCATION|Board of Education|(?:MAYOR AND |Mayor and )?(?:COUNCIL|Council) (?:OF|of) )")
_NUMBER = re.compile(r"^(?:(?:MAYOR(?:’S|'S|AL)|Mayor(?:’s|'s|al)|PROPOSED|Proposed) )?(?:ORDINANCE|Ordinance|RESOLUTION|"
                     r"Resolution|EXECUTIVE ORDER|Executive "
                     r"Order|GENERAL ORDER|General Order|ADMINISTRATIVE ORDER|Administrative Order|SPECIAL ORDER|Special Order|"
                     r"ORDER|Order|BILL|Bill|POLICY|"
                     r"Policy)\b\s*(?:(?:NO|No|NUMBER|Number|Num)\b\.?:?\s*|"
                     r"#\s*)?(?P<n>[\[_#\d][^A-Za-z]*[\w.\[\]/ _-]*)?(?P<date>\([^)]*\))?$")
_DATE = re.compile(r"^(?:DATED?|Dated?|DATE OF ISSUE|Effective|EFFECTIVE(?: DATE)?|Issued|ISSUED)\b:?\s*.{0,40}\d{4}$|"
                   r"^(?:January|February|March|April|May|June|July|"
                   r"August|September|October|November|December|[A-Z]{3,9}) \d{1,2},? \d{4}$")
_BARE_NUMBER = re.compile(r"^(?:NO|No|NUMBER|Number|#)[.:]*\s*[\w\[\]_/ -]{1,20}$")
_SUBJECT = re.compile(r"^(?:RE|Re|SUBJECT|Subject|TITLE|Title):\s*(\S.*)$")
_LONG = re.compile(r"^(?:AN?|An?|THE|The)\s+(?:\w+\s+)?(?:ORDINANCE|Ordinance|ordinance|RESOLUTION|Resolution|resolution|ORDER|"
                   r"Order|order|EXECUTIVE|general "
                   r"order|GENERAL ORDER)\b|^(?:ORDINANCE|RESOLUTION|ORDER)\s+(?:TO|OF|AMENDING|ESTABLISHING|CONCERNING|"
                   r"SUPPORTING|AFFIRMING|IN|RE)\b")
_KINDS = (
    ("school-resolution", r"board of education|school (?:board|district)|public schools|superintendent of schools"),
    ("police-order", r"\bgeneral order\b|\bspecial order\b|police department (?:policy|directive|order)"),
    ("executive-order", r"executive order|mayoral (?:executive )?order|administrative order|\bI, [^.;]{3,120}\border\b"),
    ("ordinance", r"\bordinance\b|\bordain"),
    ("resolution", r"\bresolution\b|\bresolved?\b"),
)
_PLACE = re.compile(r"\b(?P<kind>Charter Township|City|Township|Borough|Town|Village|"
                    r"County) of (?P<name>[A-Z][\w’'.-]+(?:[ -](?!The\b|State\b|County\b|In\b|Hereby\b|"
                    r"And\b|As\b|New Jersey\b|Do\b|Does\b|Does\b|By\b|That\b|To\b)[A-Z][\w’'.-]+){0,2})")


@dataclass(slots=True)
class Front:
    """The parts of a title block as they were found, each with its line."""

    government: list[Line] = field(default_factory=list)
    number: list[Line] = field(default_factory=list)
    short: list[Line] = field(default_factory=list)
    long: list[Line] = field(default_factory=list)
    date: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """All lines of the title block."""
        return [*self.government, *self.number, *self.short, *self.long, *self.date]


def is_long_title(text: str) -> bool:
    """Whether a line is a long title: An ordinance to …"""
    return bool(_LONG.match(text))


def front_of(lines: Iterable[Line]) -> Front:
    """The title block out of the lines before the first recital, enacting words or section."""
    found, all_lines = Front(), list(lines)
    first = next((i for i, x in enumerate(all_lines) if _GOVERNMENT.match(x.text) and len(x.text.split()) < 14 or _NUMBER.match(x.text)), 0)
    found.rest += all_lines[:first]
    for line in all_lines[first:]:
        text = line.text
        if line.rows:
            found.rest.append(line)
        elif _DATE.match(text) and not found.date:
            found.date.append(line)
        elif _NUMBER.match(text) and not found.number:
            found.number.append(line)
        elif found.number and len(found.number) == 1 and not re.search(r"\d|_|\[", found.number[0].text) and _BARE_NUMBER.match(text):
            found.number.append(line)
        elif (subject := _SUBJECT.match(text)) and not found.short:
            found.short.append(replace(line, text=subject[1]))
        elif _LONG.match(text) and not found.long:
            found.long.append(line)
        elif _GOVERNMENT.match(text) and len(text.split()) < 14 and not found.long and not (found.short and found.government):
            found.government.append(line)
        elif found.long and line.centered and text.isupper() and not found.short:
            found.long.append(line)
        elif len(text.split()) <= 16 and not text.endswith((".", ";")) and not found.short and not re.match(
                r"(?:Introduced|INTRODUCED|Sponsor|SPONSOR|By:|DRAFT|To:|From:|Page|(?:Mayor|MAYOR) \w+|Hon\.|Council(?:man|woman|member)|Date)\b", text):
            found.short.append(line)
        else:
            found.rest.append(line)
    return found


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text says of itself: instrument, kind and name of the place, state, language; "" where it does not tell."""

    instrument: str = ""
    place_kind: str = ""
    place: str = ""
    state: str = ""
    county: str = ""
    language: str = "en-US"


def guess(lines: list[Line], front: Front, enacting: str) -> Guess:
    """The guess from the title block, then the enacting words, then the whole text."""
    head = "\n".join(x.text for x in front.lines)
    body = "\n".join(x.text for x in lines)
    instrument = next((kind for said in ("\n".join(x.text for x in front.number), enacting, head, body[:3000]) for kind, pattern in _KINDS
                       if said and re.search(pattern, said, re.I)), "")
    whole = f"{head}\n{enacting}\n{body}"
    place = next((m for m in _PLACE.finditer(_titled(whole)) if m["kind"] != "County" or not re.search(r"\b(?:City|Township|Borough|Town|Village) of [A-Z]",
                                                                                                       _titled(f"{head}\n{enacting}"))), None)
    county = re.search(r"\bCounty of ([A-Z][a-z]+(?: [A-Z][a-z]+)?)|\b([A-Z][a-z]+) County\b", _titled(whole))
    kind = place["kind"].lower().replace(" ", "-") if place else ""
    if instrument == "school-resolution":
        kind = "school-district"
    return Guess(instrument, kind, place["name"].rstrip(".,") if place else "", _state(whole),
                 (county[1] or county[2]) if county and kind != "county" else "", _language(body))


def _titled(text: str) -> str:
    """Words in capitals as words with a capital, so that CITY OF PASSAIC is read like City of Passaic."""
    return re.sub(r"\b[A-Z]{2,}\b", lambda m: m.group().lower() if m.group() in ("OF", "THE", "AND", "BY") else m.group().capitalize(), text)


def _state(text: str) -> str:
    """The state that is named first; one whose citations stand in the text."""
    if re.search(r"N\.J\.S\.A?\.", text):
        return "NJ"
    if re.search(r"\bM\.?C\.?L\.? (?:§ ?)?\d", text):
        return "MI"
    low = _titled(text)
    found = [(low.find(name), code) for code, name in STATES.items() if name not in ("Washington",) and re.search(rf"\b{re.escape(name)}\b", low)]
    return min((at, code) for at, code in found)[1] if found else ""


_COMMON = {"en-US": r"the|of|and|to|in|a|an|that|for|any|be|not|or|is", "es": r"el|los|las|del|por|que|para|una|con|se|la|de",
           "pt": r"os|das|dos|não|uma|que|para|com|pela|pelo|ao|de", "fr": r"le|les|des|du|est|une|dans|que|pour|aux|de|la",
           "ht": r"nan|yo|ak|pou|yon|gen|ki|moun", "pl": r"nie|się|oraz|przez|jest|który|dla|na"}


def _language(text: str) -> str:
    """The language by its commonest words, or by its script."""
    for tag, script in (("ar", "\u0600-\u06ff"), ("zh-Hans", "\u4e00-\u9fff"), ("ko", "\uac00-\ud7a3"), ("hi", "\u0900-\u097f"), ("ru", "\u0400-\u04ff"),
                        ("he", "\u0590-\u05ff"), ("bn", "\u0980-\u09ff"), ("gu", "\u0a80-\u0aff")):
        if len(re.findall(f"[{script}]", text)) > len(text) / 5:
            return tag
    counts = {tag: len(re.findall(rf"\b(?:{words})\b", text, re.I)) for tag, words in _COMMON.items()}
    return max(counts, key=lambda t: (counts[t], t == "en-US"))
