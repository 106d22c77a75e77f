"""The values that a clause's text may name, and what stands there when the profile lacks one: a labelled blank.

The vocabulary of docs/clauses.md, as views over a profile, a form of government and a law pack. Knows no Jinja.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.document import Blank, Inline, NoteAnchor, Text
from generator.drafting.instruments import Instrument
from generator.law import FormOfGovernment, LawPack
from generator.profile import Profile, field_label

KINDS: Mapping[str, tuple[str, str, str]] = {
    # kind of place: its short word, its full name, the adjective
    "city": ("City", "City of {name}", "municipal"),
    "township": ("Township", "Township of {name}", "municipal"),
    "charter-township": ("Township", "Charter Township of {name}", "municipal"),
    "borough": ("Borough", "Borough of {name}", "municipal"),
    "town": ("Town", "Town of {name}", "municipal"),
    "village": ("Village", "Village of {name}", "municipal"),
    "county": ("County", "County of {name}", "county"),
    "school-district": ("District", "{name}", "district"),
}
STATES_WITH_COUNTY_OF = ("NJ", "CA", "VA", "PA", "NY")


@dataclass(frozen=True, slots=True)
class LocalValue:
    """A local fact as text uses it: `known` tests it; printed with the mark of its source note."""

    name: str
    field: str
    words: str = ""

    @property
    def known(self) -> bool:
        """True when the profile gives a value with its year and source."""
        return bool(self.words)

    def __bool__(self) -> bool:
        return self.known

    def inlines(self) -> tuple[Inline, ...]:
        """The value with its note mark, or a blank."""
        if not self.known:
            return (Blank(field_label(self.field), self.field),)
        return (Text(self.words), NoteAnchor(f"note-{self.name}"))


class View:
    """Attributes by name. An unknown name is an AttributeError, which the template's check reports."""

    def __init__(self, values: Mapping[str, object], default: Callable[[str], object] | None = None):
        self._values, self._default = values, default

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        key = name if name in self._values else name.replace("_", "-")
        if key in self._values:
            return self._values[key]
        if self._default is not None:
            return self._default(name)
        raise AttributeError(name)

    def __getitem__(self, name: str) -> object:
        try:
            return getattr(self, name)
        except AttributeError:
            raise KeyError(name) from None


class Series(View):
    """A view of roles, each a view of its own."""


OFFICER_ROLES = (
    "executive", "administrator", "clerk", "attorney", "finance", "police_chief", "records_custodian", "coordinator",
    "liaison", "prosecutor", "sheriff", "defender", "judge", "human_resources", "health", "superintendent",
)
BODY_ROLES = (
    "governing", "police", "court", "school_board", "health", "library", "recreation", "commission", "human_resources",
)
FACT_NAMES = (
    "population", "foreign_born_share", "other_language_share", "lep_share", "languages", "named_event", "neighbors",
    "hispanic_share", "languages_top_five",
)
LAW_ROLES = (
    "records", "meetings", "civil-rights", "notice", "language-access", "trust", "privacy", "u-visa", "detention",
    "budget", "police-discipline", "hate-crime", "citation", "worker-protection", "municipal-id", "bidding", "retention",
)
LIBRARY_TITLES = {  # what an office is called where neither the profile nor the form of government says
    "prosecutor": "county prosecutor", "sheriff": "sheriff", "judge": "municipal judge", "defender": "public defender",
    "superintendent": "superintendent of schools",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that values are taken from."""

    profile: Profile
    law: LawPack
    government: FormOfGovernment
    instrument: Instrument
    strength: str = "model"
    has: Callable[[str], bool] = lambda clause: False


def context(setting: Setting, codified: bool = False, variant: str = "", formal: bool = False) -> dict[str, object]:
    """The names that expressions may use. Each value is a str, a Blank, a LocalValue, a bool or a view.

    `formal` names the bodies as the enacting words do (the Mayor and Council of a borough).
    """
    profile, law = setting.profile, setting.law
    return {
        "place": place_view(setting),
        "officers": View({r: officer_view(setting, r) for r in OFFICER_ROLES}),
        "bodies": View({r: body_view(setting, r, formal) for r in BODY_ROLES}),
        "instrument": instrument_view(setting, codified),
        "facts": View({n: local_value(profile, n) for n in FACT_NAMES}),
        "law": law_view(law),
        "choices": View({}, lambda name: choice_value(profile, name)),
        "strength": variant or setting.strength,
        "has": setting.has,
        "state": lambda code: code == profile.place.state,
        "true": True,
    }


def place_words(profile: Profile) -> tuple[str, str, str]:
    """Short word, full name and adjective of the place ("City", "City of Passaic", "municipal")."""
    place = profile.place
    word, full, adjective = KINDS[place.kind]
    if place.kind == "county" and place.state not in STATES_WITH_COUNTY_OF:
        full = "{name} County"
    official = getattr(place, "official_name", None)
    return word, official or full.format(name=place.name), adjective


def the_full(profile: Profile) -> str:
    """The full name as it stands in a sentence: the City of Passaic, but Knox County."""
    full = place_words(profile)[1]
    article = " of " in full or profile.place.kind == "school-district"
    return f"the {full}" if article and not full.lower().startswith("the ") else full


def place_view(setting: Setting) -> View:
    """`place.…`"""
    place = setting.profile.place
    word, full, adjective = place_words(setting.profile)
    county = place.county or place.name
    return View({
        "name": place.name, "kind": word, "full": full, "the_full": the_full(setting.profile), "local": adjective,
        "county": f"{county} County" if place.county or place.kind == "county" else blank("place.county"),
        "county_of": county if place.county or place.kind == "county" else blank("place.county"),
        "state": setting.law.name, "state_code": place.state, "kind_id": place.kind,
        "code": code_name(setting.profile),
    })


def code_name(profile: Profile) -> str:
    """What the place's code of ordinances is called."""
    code = profile.place.code
    return (code.name if code else None) or f"Code of {the_full(profile)}"


def officer_view(setting: Setting, role: str) -> View:
    """`officers.ROLE.…`: the profile's own title, else the form of government's, else a blank."""
    officer = setting.profile.officers.get(role)
    executive = setting.government.executive
    default = executive.office if role == "executive" and executive else ""
    title = (officer and officer.title) or default or LIBRARY_TITLES.get(role)
    return View({
        "title": title or blank(f"officers.{role}.title"),
        "name": (officer and officer.name) or blank(f"officers.{role}.name"),
        "known": bool(title),
    })


def body_view(setting: Setting, role: str, formal: bool = False) -> View:
    """`bodies.ROLE.…`"""
    body = setting.profile.bodies.get(role)
    default = setting.government.governing if role == "governing" else None
    name = (body and body.name) or (default and default.name)
    if formal:
        name = (body and body.in_enacting) or (default and default.in_enacting) or name
    presiding = (body and body.presiding) or (default and default.presiding)
    return View({
        "name": name or blank(f"bodies.{role}.name"),
        "presiding": presiding or blank(f"bodies.{role}.presiding"),
        "presiding_name": (body and body.presiding_name) or blank(f"bodies.{role}.presiding_name"),
        "members": (body and body.members) or 0,
        "known": bool(name),
    })


def instrument_view(setting: Setting, codified: bool) -> View:
    """`instrument.…`"""
    instrument = setting.instrument
    return View({
        "id": instrument.form, "kind": instrument.name, "this": instrument.self_name(codified),
        "whole": instrument.this,
    })


def law_view(law: LawPack) -> View:
    """`law.ROLE` (true when the state has a law for it) and `law.protected_characteristics`."""
    values: dict[str, object] = {role: role in law.laws for role in LAW_ROLES}
    values["protected_characteristics"] = series(law.protected_characteristics.items)
    return View(values)


def local_value(profile: Profile, name: str) -> LocalValue:
    """One local fact."""
    fact = profile.facts.get(name)
    value = getattr(fact, "value", None)
    return LocalValue(name, f"facts.{name}", str(value) if value else "")


def choice_value(profile: Profile, name: str) -> object:
    """`choices.NAME`: the profile's choice, else a blank (false in a condition)."""
    value = getattr(profile.choices, name, None)
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple | list):
        value = series(value)
    return str(value) if value not in (None, "", ()) else blank(f"choices.{name}")


class EmptyBlank(Blank):
    """A blank that is false in a condition."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def blank(field: str) -> Blank:
    """The labelled blank of a profile field; false in a condition."""
    return EmptyBlank(field_label(field), field)


def series(words) -> str:
    """Words in a row with the serial comma: "a, b, and c"."""
    words = [str(w) for w in words]
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"


def vocabulary() -> dict[str, object]:
    """The names that expressions may use, over an empty place: for the check of a library."""
    from types import SimpleNamespace

    from generator.drafting.instruments import INSTRUMENTS
    from generator.profile import PlaceOf

    profile = Profile(id="none", place=PlaceOf(name="None", kind="city", state="NJ"))
    law = SimpleNamespace(name="None", laws={}, protected_characteristics=SimpleNamespace(items=()))
    nobody = SimpleNamespace(executive=None, governing=None)
    return context(Setting(profile, law, nobody, INSTRUMENTS["ordinance"]))  # type: ignore[arg-type]
