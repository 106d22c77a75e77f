"""What a profile holds, as frozen dataclasses. Knows no file, no law and no clause: unknown topics are found later.

What the profile does not say is None or empty; a default title of an officer comes from the law pack, not from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal, get_args

from generator.errors import Place, did_you_mean
from generator.sources import Source

PlaceKind = Literal[
    "city", "township", "charter-township", "borough", "town", "village", "county", "school-district",
]
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
OfficerRole = Literal[
    "executive", "administrator", "clerk", "attorney", "finance", "police_chief", "records_custodian", "coordinator",
    "liaison", "prosecutor", "sheriff", "defender", "judge", "human_resources", "health", "superintendent",
]
BodyRole = Literal[
    "governing", "police", "court", "school_board", "health", "library", "recreation", "commission",
    "human_resources",
]
FactName = Literal[
    "population", "foreign_born_share", "other_language_share", "lep_share", "languages", "languages_top_five",
    "hispanic_share", "named_event", "neighbors",
]
Strength = Literal["strong", "model", "narrow"]

PLACE_KINDS: tuple[str, ...] = get_args(PlaceKind)
OFFICER_ROLES: tuple[str, ...] = get_args(OfficerRole)
BODY_ROLES: tuple[str, ...] = get_args(BodyRole)
FACT_NAMES: tuple[str, ...] = get_args(FactName)

STATES: Mapping[str, str] = dict(pair.split(" ", 1) for pair in (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|"
    "DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|"
    "KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|"
    "MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|"
    "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|"
    "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|"
    "WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico"
).split("|"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The municipal code that an ordinance is put into."""

    name: Annotated[str | None, "What the code is called, as “Code of the City of Passaic”."] = None
    chapter: Annotated[str | None, "The number of the chapter that the ordinance adds, as 91."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOf:
    """The municipality, county or school district. (The type is PlaceOf: a Place is where a fault is in a file.)"""

    name: Annotated[str, "The name alone: Passaic, not City of Passaic; of a school district, its full name."]
    kind: Annotated[PlaceKind, "What it is in law."]
    state: Annotated[str, "The state's postal code, as NJ."]
    county: Annotated[str | None, "The county's name alone: Middlesex, not Middlesex County."] = None
    form_of_government: Annotated[
        str, "The id of a form of government in the state's law pack, or unknown."] = "unknown"
    official_name: Annotated[str | None, "Only where it is not “City of NAME” and the like."] = None
    local_names: Annotated[Mapping[str, str], "The place's name in other languages, by language tag (es, ar)."] = field(
        default_factory=dict)
    seal_line: Annotated[str | None, "A line for the letterhead, where the place has no template of its own."] = None
    code: Code = field(default_factory=Code)

    def __post_init__(self):
        state = self.state.strip()
        if state.upper() not in STATES:
            by_name = {name.lower(): code for code, name in STATES.items()}
            code = by_name.get(state.lower())
            raise ValueError(
                f"'{state}' is no state's postal code",
                f"Write {code}." if code else did_you_mean(state.upper(), STATES, "postal codes"), "state")
        object.__setattr__(self, "state", state.upper())
        if self.county is not None:
            object.__setattr__(self, "county", re.sub(r"\s+County$", "", self.county.strip()))
        if self.kind not in ("county", "school-district"):
            self._refuse_doubled_kind()

    def _refuse_doubled_kind(self) -> None:
        doubled = re.match(r"(?:The )?(City|Township|Charter Township|Borough|Town|Village) of (.+)", self.name)
        if doubled:
            raise ValueError(f"the name holds the kind of place: '{self.name}'",
                             f"Write '{doubled[2]}' alone; the kind is put before it where it belongs.", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An office: its title in this place, and who holds it. `executive` is the officer who directs the departments."""

    title: Annotated[str | None, "The office's title here, as City Clerk. Absent: the usual one by state law."] = None
    name: Annotated[str | None, "Who holds it. Leave it out if you have not checked."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body: its name in this place, who presides, and how many members it has."""

    name: Annotated[str | None, "As City Council, Township Committee, Board of County Commissioners."] = None
    in_enacting: Annotated[str | None, "How the enacting words name it where that differs: Mayor and Council."] = None
    presiding: Annotated[str | None, "The title of the one who presides, as Council President."] = None
    presiding_name: Annotated[str | None, "Who presides. Leave it out if you have not checked."] = None
    names: Annotated[tuple[str, ...], "The members' names, for the roll call; only if you have checked."] = ()
    members: Annotated[int | None, "How many vote; the roll call has as many lines."] = None

    def __post_init__(self):
        if self.members is not None and not 1 <= self.members <= 99:
            raise ValueError(f"a body of {self.members} members is not plausible", "Write a number from 1 to 99.",
                             "members")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFact:
    """A fact about the place, in the words that a recital prints, with the year it speaks of and where it was read."""

    value: Annotated[str, "As it is printed: 70,537 or 40 percent."]
    year: Annotated[str, "The year or years it speaks of: 2020 or 2018–2022."]
    source: Annotated[str, "Where you read it, so that another can find it."]

    def __post_init__(self):
        for name in ("value", "source"):
            if not getattr(self, name).strip():
                raise ValueError(f"the fact has no {name}", f"Write the {name}, or write unconfirmed for the fact.",
                                 name)
        if not re.fullmatch(r"(1[89]|20)\d\d([-–](1[89]|20)?\d\d)?", self.year.strip()):
            raise ValueError(f"'{self.year}' is no year", "Write a year or two, as 2020 or 2018–2022.", "year")
        object.__setattr__(self, "year", self.year.strip().replace("-", "–"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One section of the existing code that an amendatory ordinance amends."""

    section: Annotated[str, "The section as the code cites it: § 39-7."]
    heading: Annotated[str, "The section's heading in the code."] = ""
    present: Annotated[str, "The section's text as it stands today, copied from the code, a paragraph a line."]
    proposed: Annotated[str | None, "The section's text as it is to read. Or name a clause of the library."] = None
    clause: Annotated[str | None, "A clause of the library whose text replaces the section."] = None

    def __post_init__(self):
        if bool(self.proposed) == bool(self.clause):
            raise ValueError("an amendment has either `proposed` or `clause`", "Write one of the two.", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the campaign wants. What is not chosen follows the library's defaults."""

    topics: Annotated[tuple[str, ...], "Topics of the library, as detainers. Absent: the instrument's usual ones."] = ()
    strength: Annotated[Strength | None, "Of all clauses: strong, model or narrow. Absent: model."] = None
    clauses: Annotated[Mapping[str, str], "A variant for one clause: privacy: narrow."] = field(default_factory=dict)
    include: Annotated[tuple[str, ...], "Clauses to add to the topics."] = ()
    without: Annotated[tuple[str, ...], "Clauses to leave out."] = ()
    style: Annotated[str | None, "A house style, as plain, classic, new-jersey or michigan."] = None
    instruments: Annotated[tuple[str, ...], "What to draft when no --as is given."] = ()
    number: Annotated[str | None, "The instrument's number, as 2026-14."] = None
    agenda_number: Annotated[str | None, "The number on the agenda."] = None
    emergency: Annotated[bool, "Whether it is to take effect at once as an emergency."] = False
    coordinator_office: Annotated[str | None, "The office that does the work, as Office of Immigrant Affairs."] = None
    website: Annotated[str | None, "The place's official website."] = None
    existing_agreements: Annotated[str | None, "Agreements with federal immigration authorities now in force."] = None
    sunset_years: Annotated[int | None, "After how many years it ends, if it is to end."] = None
    appropriation: Annotated[str | None, "The sum to be appropriated, as $25,000."] = None
    code_chapter: Annotated[str | None, "The same as place.code.chapter; write one of the two."] = None
    repealed_ordinances: Annotated[tuple[str, ...], "Numbers of ordinances or sections to be repealed."] = ()
    terms_already_defined: Annotated[
        Mapping[str, str], "Terms that the place's code defines, each with where: agency: § 2-1 of the code."] = field(
        default_factory=dict)
    amends: Annotated[tuple[Amendment, ...], "Sections of the code that an amendatory ordinance amends."] = ()
    link: Annotated[str | None, "A web address for the handout."] = None
    color: Annotated[str | None, "An accent color for handouts, as #1f4e79."] = None

    def __post_init__(self):
        if self.color is not None and not re.fullmatch(r"#[0-9a-fA-F]{6}", self.color):
            raise ValueError(f"'{self.color}' is no color", "Write # and six digits, in quotation marks: \"#1f4e79\".",
                             "color")
        if self.sunset_years is not None and not 1 <= self.sunset_years <= 50:
            raise ValueError(f"a sunset after {self.sunset_years} years is not plausible",
                             "Write a number from 1 to 50.", "sunset_years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """One who signs a letter or petition."""

    name: str
    title: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom readers of a handout or letter can reach."""

    name: str | None = None
    organization: str | None = None
    email: str | None = None
    phone: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who asks for the measure. Names here appear in documents: ask each person first."""

    sponsors: Annotated[tuple[str, ...], "Members of the governing body who introduce it."] = ()
    signatories: Annotated[tuple[Signatory, ...], "Who signs the letter or petition."] = ()
    coalition: Annotated[str | None, "The coalition's name."] = None
    contact: Contact = field(default_factory=Contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFile:
    """A town's profile: who it is, what is known of it, what the campaign wants, who asks, and in which languages."""

    place: PlaceOf
    officers: Annotated[Mapping[OfficerRole, Officer], "Offices that this place calls otherwise than usual."] = field(
        default_factory=dict)
    bodies: Annotated[Mapping[BodyRole, Body], "Bodies that this place calls otherwise than usual."] = field(
        default_factory=dict)
    facts: Annotated[
        Mapping[FactName, LocalFact | Literal["unconfirmed"]],
        "Facts with value, year and source; or unconfirmed, which leaves a labelled blank."] = field(
        default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    people: People = field(default_factory=People)
    languages: Annotated[tuple[str, ...], "Languages of the residents besides English, as tags: es, ar, zh-Hans."] = ()

    def __post_init__(self):
        for number, tag in enumerate(self.languages):
            if not LANGUAGE_TAG.fullmatch(tag):
                raise ValueError(f"'{tag}' is no language tag", "Write tags as es, ar, zh-Hans or pt-BR.",
                                 ("languages", number))
        one, other = self.place.code.chapter, self.choices.code_chapter
        if one and other and one != other:
            raise ValueError(f"the chapter is {one} in place.code and {other} in choices", "Write one of the two.",
                             ("choices", "code_chapter"))
        chapter = one or other
        object.__setattr__(self, "place", replace(self.place, code=replace(self.place.code, chapter=chapter)))
        object.__setattr__(self, "choices", replace(self.choices, code_chapter=chapter))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficesFile:
    """profiles/offices.yml."""

    titles: Annotated[tuple[str, ...], "Titles of offices and names of bodies, as a profile would write them."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(ProfileFile):
    """A profile that has been read: `id` names its output folder, `origin` knows the place of every value."""

    id: str
    origin: Source | None = field(default=None, repr=False, compare=False)

    def where(self, *keys: str | int, key: bool = False) -> Place | None:
        """The place of a value in the profile's file (of its key, with `key`), for a fault found only in drafting.

        None where the file does not hold it: a default, or a wish of the command.
        """
        if self.origin is None or self.origin.get(keys) is None:
            return None
        return self.origin.place(keys, key)

    @property
    def number(self) -> str | None:
        """The instrument's number, if it has one."""
        return self.choices.number

    @property
    def code(self) -> Code:
        """The municipal code's name and the chapter that an ordinance adds."""
        return self.place.code
