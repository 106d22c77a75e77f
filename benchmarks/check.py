"""The lint on planted faults: `python -m benchmarks.check` prints precision and recall on the texts of tests/planted.

They are our own texts with faults put in by hand, read from typed text and from Word; no text of a town is among them, and
the figures say nothing of such. It knows no rule.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.desk import Desk, open_desk
from generator.negotiation.checking import Asked, check
from generator.review.lint import Finding

FOLDER = Path(__file__).parent.parent / "tests" / "planted"
TODAY = "2026-05-01"


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted fault: its kind, the codes that find it, the text with it, and the lines on which it stands (from 1)."""

    kind: str
    codes: frozenset[str]
    name: str
    text: str
    lines: range
    also: frozenset[str] = frozenset()
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """What a check found in one planted text: whether the fault, and what else that is no fault."""

    plant: Plant
    found: bool
    others: tuple[Finding, ...]


def texts() -> dict[str, str]:
    """The sound texts by name."""
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(FOLDER.glob("*.txt"))}


def plants() -> Iterator[Plant]:
    """Every planted text."""
    sound = texts()
    for row in yaml.safe_load((FOLDER / "kinds.yml").read_text(encoding="utf-8"))["kinds"]:
        for number, one in enumerate(row["plants"], 1):
            text, lines = planted(sound[one["text"]], one["find"], one["put"])
            yield Plant(row["kind"], frozenset(row["codes"]), f"{one['text']}-{number}", text, lines, frozenset(one.get("also", ())),
                        bool(one.get("whole") or one.get("near")))


def planted(text: str, find: str, put: str) -> tuple[str, range]:
    """The text with the fault, and the lines on which it stands."""
    pattern = r"\s+".join(map(re.escape, find.split()))
    matches = list(re.finditer(pattern, text))
    if not matches:
        raise ValueError(f"no “{find}” in the text")
    match = matches[0]
    before = text[:match.start()]
    first = before.count("\n") + 1
    return before + put + text[match.end():], range(first, first + put.count("\n") + 1)


def as_word(text: str) -> bytes:
    """The same text typed into Word, a paragraph a line of the joined text."""
    from docx import Document

    from generator.readers.plain import read_text

    document = Document()
    for line in read_text(text.encode(), "x.txt").lines:
        document.add_paragraph(line.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def found_in(desk: Desk, folder: Path, text: str, form: str) -> tuple[tuple[Finding, int], ...]:
    """The findings in a text, each with its line (in Word 0)."""
    path = folder / f"planted.{form}"
    path.write_bytes(text.encode() if form == "txt" else as_word(text))
    one, = check(desk, str(path), Asked(today=TODAY))
    return tuple((f, one.checked.line(f.block)) for f in one.report.findings)


def score(desk: Desk, folder: Path, plant: Plant, form: str, sound: dict[str, int]) -> Score:
    """Whether the fault was found where it stands, and what else was found that the sound text does not have."""
    found, others = False, []
    room = dict(sound)
    for finding, line in found_in(desk, folder, plant.text, form):
        if finding.code in plant.codes:
            found = found or plant.anywhere or form != "txt" or not line or _near(line, plant)
        elif finding.severity != "advice" and finding.code not in plant.also:
            if room.get(finding.code, 0):
                room[finding.code] -= 1
            else:
                others.append(finding)
    return Score(plant, found, tuple(others))


def _near(line: int, plant: Plant) -> bool:
    """Whether a block that begins on a line holds the fault: the fault stands in it within six lines, or is the first after it."""
    return plant.lines.start - 6 <= line <= plant.lines.stop + 2


def run(folder: Path, form: str) -> list[Score]:
    """The scores of all planted texts in one format."""
    desk, out = open_desk(), []
    sound = {name: _counts(found_in(desk, folder, text, form)) for name, text in texts().items()}
    for plant in plants():
        out.append(score(desk, folder, plant, form, sound[plant.name.rsplit("-", 1)[0]]))
    return out


def _counts(found: tuple[tuple[Finding, int], ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding, _ in found:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    return counts


def figures(scores: list[Score]) -> tuple[float, float]:
    """Precision and recall: of the errors and warnings that a planting brings, the right ones; of the faults, those found."""
    hits = sum(s.found for s in scores)
    return hits / max(1, hits + sum(len(s.others) for s in scores)), hits / max(1, len(scores))


def main() -> int:
    """Print the figures, and each miss and each false finding."""
    import tempfile

    parser = argparse.ArgumentParser(description="Precision and recall of the lint on planted texts.")
    parser.add_argument("--form", choices=["txt", "docx"], action="append", help="The formats to read (default: both).")
    forms = parser.parse_args().form or ["txt", "docx"]
    kinds = {p.kind for p in plants()}
    with tempfile.TemporaryDirectory() as folder:
        for form in forms:
            scores = run(Path(folder), form)
            precision, recall = figures(scores)
            for one in scores:
                if not one.found:
                    print(f"missed ({form}): {one.plant.kind} in {one.plant.name}")
                for other in one.others:
                    print(f"false ({form}): {other.code} {other.message} [{one.plant.kind} in {one.plant.name}]")
            print(f"{form}: precision on planted texts {precision:.3f}, recall on planted texts {recall:.3f} "
                  f"({len(scores)} texts, {len(kinds)} kinds of faults)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
