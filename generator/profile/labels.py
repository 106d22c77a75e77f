"""What a blank says: each field of a profile in words. Knows no profile and no language but English."""

from __future__ import annotations

from collections.abc import Mapping

_OFFICES: Mapping[str, str] = {
    "executive": "chief executive",
    "administrator": "chief administrator",
    "clerk": "clerk",
    "attorney": "attorney",
    "finance": "chief financial officer",
    "police_chief": "police chief",
    "records_custodian": "records custodian",
    "coordinator": "coordinator",
    "liaison": "community liaison",
    "prosecutor": "prosecutor",
    "sheriff": "sheriff",
    "defender": "public defender",
    "judge": "judge of the municipal court",
    "human_resources": "human resources director",
    "health": "health officer",
    "superintendent": "superintendent of schools",
}
_BODIES: Mapping[str, str] = {
    "governing": "governing body",
    "police": "police department",
    "court": "municipal court",
    "school_board": "board of education",
    "health": "health department",
    "library": "public library",
    "recreation": "recreation department",
    "commission": "commission",
    "human_resources": "human resources department",
}
_SINGLE: Mapping[str, str] = {
    "place.name": "name of the municipality",
    "place.kind": "kind of municipality",
    "place.state": "state",
    "place.county": "county",
    "place.form_of_government": "form of government",
    "place.official_name": "official name of the municipality",
    "place.seal_line": "line below the seal",
    "place.code.name": "name of the municipal code",
    "place.code.chapter": "chapter of the municipal code",
    "facts.population": "number of residents",
    "facts.foreign_born_share": "share of residents born outside the United States",
    "facts.other_language_share": "share of residents who speak a language other than English at home",
    "facts.lep_share": "share of residents with limited English",
    "facts.languages": "languages most spoken after English",
    "facts.languages_top_five": "the five languages most spoken after English",
    "facts.hispanic_share": "share of residents who are Hispanic or Latino",
    "facts.named_event": "event that gave rise to this measure",
    "facts.neighbors": "other local governments with measures on this subject",
    "choices.number": "number of the instrument",
    "choices.agenda_number": "number on the agenda",
    "choices.coordinator_office": "office of the coordinator",
    "choices.website": "official website",
    "choices.existing_agreements": "agreements now in force with federal immigration authorities",
    "choices.sunset_years": "number of years until this measure ends",
    "choices.appropriation": "sum appropriated",
    "choices.code_chapter": "chapter of the municipal code",
    "choices.repealed_ordinances": "ordinances repealed",
    "choices.terms_already_defined": "terms that the code already defines",
    "choices.link": "web address for more information",
    "people.sponsors": "sponsors",
    "people.signatories": "signatories",
    "people.coalition": "name of the coalition",
    "people.contact": "person to contact",
    "people.contact.name": "person to contact",
    "people.contact.organization": "organization to contact",
    "people.contact.email": "e-mail address to contact",
    "people.contact.phone": "telephone number to contact",
    "people.contact.website": "website of the campaign",
}


def _all_labels() -> dict[str, str]:
    labels = dict(_SINGLE)
    for role, office in _OFFICES.items():
        labels[f"officers.{role}.title"] = f"title of the {office}"
        labels[f"officers.{role}.name"] = f"name of the {office}"
    for role, body in _BODIES.items():
        labels[f"bodies.{role}.name"] = f"name of the {body}"
        labels[f"bodies.{role}.presiding"] = f"who presides over the {body}"
        labels[f"bodies.{role}.presiding_name"] = f"name of the one who presides over the {body}"
        labels[f"bodies.{role}.names"] = f"names of the members of the {body}"
        labels[f"bodies.{role}.members"] = f"number of members of the {body}"
    return labels


FIELD_LABELS: Mapping[str, str] = _all_labels()


def field_label(path: str, title: str = "") -> str:
    """What belongs in the blank of a dotted profile field, in words.

    With the `title` of an officer or the name of a body that is known, the label uses it: "name of the City Clerk".
    A field that the table lacks is read from its own name.
    """
    parts = path.split(".")
    if title and parts[0] in ("officers", "bodies") and parts[-1] == "name" and len(parts) == 3:
        return f"name of the {title}"
    return FIELD_LABELS.get(path) or parts[-1].replace("_", " ")
