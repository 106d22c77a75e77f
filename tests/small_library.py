"""A small library in a folder of its own, for tests of faults and of drafting. Knows the file format, and no shipped clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent, indent

from generator.desk import Desk
from generator.document import Document, Notice
from generator.library import load_library
from generator.profile import Choices, PlaceOf, Profile
from generator.writers import writer

LIBRARY = """\
version: "0.0"
licence: CC0-1.0
topics:
  - {id: doors, name: Doors}
  - {id: windows, name: Windows}
parts:
  - {id: first, clauses: [welcome, doors, windows, closing]}
"""
TITLE = """\
id: title
kind: title
short: Open {{ place.kind }}
long:
  ordinance: An ordinance on doors
  resolution: A resolution on doors
  executive-order: An order on doors
"""
DOOR = """\
id: door
kind: definition
term: door
plural: doors
text: |
  [[door]] means an opening with a [[hinge]].
"""
HINGE = """\
id: hinge
kind: definition
term: hinge
plural: hinges
text: |
  [[hinge]] means what a leaf turns on.
"""
UNUSED = """\
id: chimney
kind: definition
term: chimney
plural: chimneys
text: |
  [[chimney]] means a way for smoke.
"""
WELCOME = """\
id: welcome
kind: recital
topics: [recitals]
heading: Welcome
forms: {executive-order: binds, resolution: binds, ordinance: binds}
variants:
  model:
    text: |
      the {{ place.kind }} opens its [[doors]]
"""
CLOSING = """\
id: closing
kind: closing
topics: [closing]
heading: Severability
codified: false
forms: {executive-order: binds, resolution: binds, ordinance: binds}
variants:
  model:
    text: |
      If a part of {{ instrument.this }} falls, the rest stands.
"""


def clause(id: str, text: str, topic: str = "", head: str = "", narrow: str = "", **forms: str) -> str:
    """A clause file: its model text, other forms by word (`urges="…"`), more keys at the top in `head`."""
    words = {"ordinance": "binds", "executive-order": "binds", "resolution": "binds"}
    reasons = ""
    if "urges" in forms:
        words["resolution"] = "urges"
        reasons = "reasons: {resolution: A resolution binds no one.}\n"
    body = "".join(f"    {word}: |\n{indent(dedent(t).strip(), ' ' * 6)}\n" for word, t in {"text": text, **forms}.items())
    lesser = "".join(f"    {word}: |\n{indent(dedent(t).strip(), ' ' * 6)}\n" for word, t in {"text": narrow, **forms}.items())
    less = f"  narrow:\n{lesser}" if narrow else ""
    listed = ", ".join(f"{k}: {v}" for k, v in words.items())
    return (f"id: {id}\ntopics: [{topic or id}]\nheading: {id.capitalize()}\nforms: {{{listed}}}\n{reasons}{head}"
            f"variants:\n  model:\n{body}{less}")


DOORS = clause("doors", """
    (open) An agency must keep each [[door]] open. [[ref:.night]] is apart.

    (night) An agency may close a door at night.
""", narrow="An agency must keep one [[door]] open.", urges="The council urges each agency to open its [[doors]].")
WINDOWS = clause("windows", "An agency must not shut a window.")

FILES: Mapping[str, str] = {
    "library.yml": LIBRARY, "front/title.yml": TITLE, "definitions/door.yml": DOOR, "definitions/hinge.yml": HINGE,
    "definitions/chimney.yml": UNUSED, "recitals/welcome.yml": WELCOME, "closing/closing.yml": CLOSING,
    "doors/doors.yml": DOORS, "windows/windows.yml": WINDOWS,
}


def write_library(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """The folder with the small library in it; `files` add or replace by path, a path with an empty text goes."""
    for name, text in {**FILES, **(files or {})}.items():
        if text:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def town(kind: str = "city", state: str = "NJ", form: str = "faulkner-mayor-council", **choices) -> Profile:
    """A profile of an invented town that says nothing but who it is, and these choices."""
    place = PlaceOf(name="Testville", kind=kind, state=state, county="Sample", form_of_government=form)
    return Profile(id="testville", place=place, choices=Choices(**choices))


def small_desk(folder: Path, files: Mapping[str, str] | None = None) -> Desk:
    """A desk with the small library, written into the folder with these files changed."""
    return Desk(load_library(write_library(folder / "clauses", files)))


def body(document: Document) -> str:
    """The instrument's own words: what stands below the notices, one line a block."""
    return text_of(tuple(b for b in document.blocks if not isinstance(b, Notice)), document)


def text_of(blocks, document: Document) -> str:
    """The words of blocks as the plain-text writer prints them, on one line."""
    part = replace(document, blocks=tuple(blocks), final=True)
    return " ".join(writer("text").write(part).data.decode("utf-8").split())
