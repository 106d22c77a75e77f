"""A profile by its file or by its id. Knows where profiles lie, not what they mean."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from generator.errors import UnusableInput, did_you_mean, refuse_standard_input
from generator.profile.schema import OfficesFile, Profile, ProfileFile
from generator.sources import convert, load, read_with_faults, shipped

_ENDINGS = (".yml", ".yaml")


def load_profile(ref: str | Path, folder: str | Path | None = None) -> Profile:
    """The profile of a file, or of an id in `folder` or among the shipped ones.

    Raises UnusableInput with every fault of the file, or, for an unknown id, with the nearest known one.
    """
    path = profile_path(ref, folder)
    source = read_with_faults(path)
    made = convert(source, ProfileFile)
    held = {f.name: getattr(made, f.name) for f in fields(ProfileFile)}
    return Profile(id=_slug(path.stem), origin=source, **held)


def usual_titles() -> tuple[str, ...]:
    """The titles of offices and names of bodies that are translated although no shipped place or law pack has them."""
    return load(shipped("profiles", "offices.yml"), OfficesFile).titles


def profile_ids(folder: str | Path | None = None) -> tuple[str, ...]:
    """The ids of the shipped profiles and of those in `folder`, sorted."""
    return tuple(sorted({path.stem for place in _folders(folder) for path in place.glob("*.yml")}))


def profile_path(ref: str | Path, folder: str | Path | None = None) -> Path:
    """The file of a profile that is named by its path or its id."""
    refuse_standard_input(ref)
    path = Path(ref)
    if path.suffix in _ENDINGS or len(path.parts) > 1:
        return path
    for place in _folders(folder):
        if (place / f"{ref}.yml").is_file():
            return place / f"{ref}.yml"
    raise UnusableInput(f"there is no profile '{ref}'", did_you_mean(str(ref), profile_ids(folder), "profiles")
                        + " Or name a file that ends in .yml.")


def _folders(folder: str | Path | None) -> list[Path]:
    own = [Path(folder)] if folder is not None else []
    return [*own, shipped("profiles", "places")]


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "profile"
