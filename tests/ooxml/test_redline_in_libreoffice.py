"""LibreOffice, through its API, agrees: accept all gives the new document, reject all the old one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.drafting.choose import Wish
from generator.errors import DraftingError
from generator.review.redline import redline
from generator.sources import shipped
from generator.writers import WriterOptions, writer
from tests.libreoffice import ask
from tests.word_files import docx

BASE = ("First provision on records and their keeping.", ("Heading 1", "Purpose"), "An agency must not ask about status.",
        {"rows": [["office", "duty"], ["clerk", "keeps records"], ["sheriff", "reports"]]},
        [("A person ", ""), ("must not", "b"), (" be held.", "")], "لا يجوز لأي وكالة أن تسأل", "Last provision stands here.")


def with_change(at: int, *blocks) -> tuple:
    """The base with one block replaced by others."""
    return (*BASE[:at], *blocks, *BASE[at + 1:])


CASES = {
    "a word": (BASE, with_change(2, "An agency may not ask about status.")),
    "a paragraph in": (BASE, with_change(2, BASE[2], "A new sentence of its own comes here.")),
    "a paragraph out": (BASE, with_change(0)),
    "a paragraph at the end": (BASE, with_change(6, BASE[6], "After the last.")),
    "the last out": (BASE, with_change(6)),
    "a split": (BASE, with_change(0, "First provision on records ", "and their keeping.")),
    "a join": (with_change(0, "First provision on records ", "and their keeping."), BASE),
    "a row in": (BASE, with_change(3, {"rows": [["office", "duty"], ["clerk", "keeps records"], ["mayor", "signs"],
                                               ["sheriff", "reports"]]})),
    "a row out": (BASE, with_change(3, {"rows": [["office", "duty"], ["sheriff", "reports"]]})),
    "words and a paragraph": (BASE, with_change(2, "An agency must not ask about status; or", "It must not hold anyone.")),
    "a sentence and two paragraphs": (BASE, with_change(2, BASE[2] + " Nor may it tell.", "One more comes.", "And another one.")),
    "the same taken out": (with_change(2, BASE[2] + " Nor may it tell.", "One more comes.", "And another one."), BASE),
    "a cell": (BASE, with_change(3, {"rows": [["office", "duty"], ["clerk", "keeps all records"], ["sheriff", "reports"]]})),
    "a format": (BASE, with_change(4, [("A person ", ""), ("must not", "i"), (" be held.", "")])),
    "right to left": (BASE, with_change(5, "لا يجوز لأي موظف أن يسأل")),
    "a move": (BASE, (*BASE[1:3], BASE[0], *BASE[3:])),
    "a style": (BASE, with_change(1, ("Heading 2", "Purpose"))),
}


def jobs_for(folder: Path, name: str, old: bytes, new: bytes, red: bytes) -> list:
    """What LibreOffice is asked about one pair: new, all accepted, old, all rejected."""
    for kind, data in (("old", old), ("new", new), ("red", red)):
        (folder / f"{name}{kind}.docx").write_bytes(data)
    return [[str(folder / f"{name}{kind}.docx"), action]
            for kind, action in (("new", "none"), ("red", "accept"), ("old", "none"), ("red", "reject"))]


def test_libreoffice_agrees_on_every_kind_of_change(needs, tmp_path):
    jobs = []
    for number, (before, after) in enumerate(CASES.values()):
        old, new = docx(*before, header=f"DRAFT {number}"), docx(*after, header=f"DRAFT {number}.1")
        jobs += jobs_for(tmp_path, str(number), old, new, redline(old, new, "Counsel", "2024-01-01T00:00:00Z").data)
    told = ask(needs, "libreoffice_resolve.py", jobs)
    for number, name in enumerate(CASES):
        new, accepted, old, rejected = told[4 * number:4 * number + 4]
        assert accepted == new, name
        assert rejected == old, name
        assert new != old or name in ("a format", "a style")


INSTRUMENTS = ("executive-order", "resolution", "ordinance", "police-order", "amendatory-ordinance", "school-resolution")
DRAFTS = [(place, i) for place in ("passaic-nj", "oak-park-il") for i in INSTRUMENTS[:4]] + [
    ("example-nj", "amendatory-ordinance"), ("passaic-schools-nj", "school-resolution")]
TOPICS = ("detainers", "privacy", "dont-ask", "287g")
STEPS = {
    "strong to narrow": ({"strength": "strong"}, {"strength": "narrow"}),
    "two topics out": ({}, {"without": ("privacy", "detainers")}),
}
PLACES = sorted(path.stem for path in shipped("profiles", "places").glob("*.yml"))
PAGE = re.compile(r"Page \d+ of \d+")  # LibreOffice counts the pages anew after a rejection, and sometimes too early


def agrees(needs, folder: Path, redlines: dict[str, tuple[bytes, bytes, bytes]]) -> None:
    """LibreOffice gives the new file when it accepts all of a redline, and the old one when it rejects all."""
    jobs = [job for name, files in redlines.items() for job in jobs_for(folder, name, *files)]
    told = [[PAGE.sub("Page", text) for text in texts] for texts in ask(needs, "libreoffice_resolve.py", jobs)]
    for number, name in enumerate(redlines):
        new, accepted, old, rejected = told[4 * number:4 * number + 4]
        assert accepted == new, name
        assert rejected == old, name
        assert new != old, name


def drafted(desk, place: str, instrument: str, **wish) -> bytes:
    """The Word file of a draft of a shipped place."""
    draft = desk.draft(desk.profile(place), instrument, Wish(**wish))
    return writer("docx").write(draft.document, WriterOptions()).data


def redlined(desk, place: str, instrument: str, before: dict, after: dict) -> tuple[bytes, bytes, bytes]:
    """Two drafts and the redline between them, by our own road."""
    old, new = (drafted(desk, place, instrument, **wish) for wish in (before, after))
    made = redline(old, new, "Counsel", "2024-01-01T00:00:00Z", engine="own")
    assert made.road == "own" and made.verified and made.changes
    return old, new, made.data


def test_libreoffice_agrees_on_the_step_from_strong_to_narrow_in_every_instrument(needs, tmp_path, desk):
    redlines = {}
    for place, instrument in DRAFTS:
        only = {} if instrument in ("school-resolution", "amendatory-ordinance") else {"topics": TOPICS}
        before, after = STEPS["strong to narrow"]
        redlines[f"{place}.{instrument}."] = redlined(desk, place, instrument, {**only, **before}, {**only, **after})
    agrees(needs, tmp_path, redlines)


@pytest.mark.sweep
@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
@pytest.mark.parametrize("instrument", INSTRUMENTS)
@pytest.mark.parametrize("place", PLACES)
def test_libreoffice_agrees_on_every_instrument_of_every_place(needs, tmp_path, desk, place, instrument, step):
    try:
        old, new = (drafted(desk, place, instrument, **wish) for wish in step)
    except DraftingError:
        return  # this place has no such instrument, and says so
    if old != new:  # where the law bars both topics, taking them out changes nothing
        agrees(needs, tmp_path, {"whole.": redlined(desk, place, instrument, *step)})
