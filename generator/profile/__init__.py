"""A place, its officers and bodies, its facts with sources, and the campaign's choices. Knows no law and no clause."""

from __future__ import annotations

from generator.profile.labels import FIELD_LABELS, field_label
from generator.profile.loading import load_profile, profile_ids, usual_titles
from generator.profile.newcomer import NEW_QUESTIONS, NewQuestion, new_profile_id, new_profile_text
from generator.profile.schema import (
    BODY_ROLES,
    FACT_NAMES,
    OFFICER_ROLES,
    PLACE_KINDS,
    STATES,
    Amendment,
    Body,
    Choices,
    Code,
    Contact,
    LocalFact,
    Officer,
    People,
    PlaceOf,
    Profile,
    ProfileFile,
    Signatory,
)

__all__ = [
    "Amendment", "BODY_ROLES", "FACT_NAMES", "FIELD_LABELS", "NEW_QUESTIONS", "OFFICER_ROLES", "PLACE_KINDS", "STATES", "Body",
    "Choices", "Code", "Contact", "LocalFact", "NewQuestion", "Officer", "People", "PlaceOf", "Profile", "ProfileFile",
    "Signatory", "field_label", "load_profile", "new_profile_id", "new_profile_text", "profile_ids", "usual_titles",
]
