"""The sides of a comparison: a profile (drafted on the fly), a file of ours, or any Word file, as Word bytes. Compares nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from generator.desk import Desk, usual_instrument
from generator.drafting.choose import Wish
from generator.drafting.compose import Drafted
from generator.drafting.instruments import INSTRUMENTS
from generator.errors import STANDARD_INPUT, DraftingError, refuse_standard_input
from generator.language import ENGLISH, language_tags, load_language
from generator.library import Library
from generator.ooxml.manifest import Manifest
from generator.ooxml.reading import open_package
from generator.profile import Profile
from generator.readers.word import find_manifest
from generator.writers import WriterOptions, writer


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what the user called it, its Word bytes, and the draft it came from where it was drafted here."""

    name: str
    data: bytes
    drafted: Drafted | None = None


def is_file(reference: str) -> bool:
    """Whether a reference names a Word file and not a profile: by its ending, or because it is a zip under another name."""
    path = Path(reference)
    if reference == STANDARD_INPUT:
        return True
    if path.suffix.lower() in (".docx", ".docm", ".doc", ".dotx", ".rtf", ".pdf", ".odt"):
        return True
    if path.suffix.lower() in (".yml", ".yaml") or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(2) == b"PK"


def file_side(reference: str) -> Side:
    """A Word file as it is. Raises DraftingError where it cannot be read, and UnusableInput where a part is broken or missing."""
    refuse_standard_input(reference)
    try:
        side = Side(Path(reference).name, Path(reference).read_bytes())
    except OSError as error:
        raise DraftingError(f"'{reference}' cannot be read: {error.strerror or error}", "Check the name and the folder.") from None
    open_package(side.data, side.name, lazily=True).check_parts()
    return side


def manifest_of(side: Side) -> Manifest | None:
    """What a file of ours says of itself; None where it is not ours."""
    return find_manifest(open_package(side.data, side.name))


def language_of(desk: Desk, tag: str) -> str:
    """The folder's name of the language that a file of ours says it is in (`ar` for ar-SA); English where it says none."""
    known = (load_language(name, desk.locales()) for name in language_tags(desk.locales()))
    return next((language.id for language in known if tag in (language.tag, language.id)), ENGLISH)


def refuse_columns(desk: Desk, side: Side, manifest: Manifest | None, other: str) -> None:
    """Raises DraftingError for a file in facing columns beside a profile, which is drafted in one language: every
    translated line would read as new."""
    tags = {load_language(name, desk.locales()).tag for name in language_tags(desk.locales())}
    ids = {entry.id for entry in manifest.entries} if manifest and not is_file(other) else set()
    if any(tag in tags and own in ids for own, _, tag in (i.rpartition(".") for i in ids)):
        raise DraftingError(f"'{side.name}' holds two languages in facing columns, and a profile is drafted in one",
                            "Compare it with the bilingual file that was sent out.")


def draft_side(
    desk: Desk,
    reference: str,
    instrument: str = "",
    wish: Wish | None = None,
    final: bool = False,
    options: WriterOptions | None = None,
    language: str = ENGLISH,
) -> Side:
    """The instrument of a profile, drafted now."""
    profile = desk.profile(reference)
    drafted = desk.draft(profile, instrument or usual_instrument(profile), wish, final, language)
    return Side(reference, writer("docx").write(drafted.document, options).data, drafted)


def as_it_was_drafted(desk: Desk, reference: str, manifest: Manifest) -> Side:
    """The instrument of a profile with the clauses and variants that a file of ours says it was drafted with."""
    if manifest.kind not in INSTRUMENTS:
        raise DraftingError(
            f"the file is a {manifest.kind or 'document of no known kind'}, no instrument",
            "Review a file that `ordinance draft` wrote.",
        )
    profile = chosen_as(desk.profile(reference), desk.library, manifest)
    language = language_of(desk, manifest.language)
    drafted = desk.draft(profile, manifest.kind, Wish((), "", (), True), language=language, partial=True)
    return Side(reference, writer("docx").write(drafted.document).data, drafted)


def chosen_as(profile: Profile, library: Library, manifest: Manifest) -> Profile:
    """The profile with the choices that made a file: the same clauses, in the same variants."""
    drafted = {e.clause: e.variant for e in manifest.entries if e.clause in library.clauses}
    if not drafted:
        return profile
    variants = {c: v for c, v in drafted.items() if v in library.clauses[c].variants}
    without = tuple(c.id for c in library.clauses.values() if c.id not in drafted and not _required(c.id, drafted, library))
    choices = replace(profile.choices, clauses=variants, include=tuple(drafted), without=without, topics=("all",))
    return replace(profile, choices=choices)


def _required(clause_id: str, drafted: dict[str, str], library: Library) -> bool:
    """Whether a clause of the file requires this one (it is drafted although nothing in the file bears its name)."""
    return any(clause_id in library.clauses[c].requires for c in drafted)
