"""One change of law that the rules found, and how grave it is. It finds nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

GRAVE, SERIOUS, MINOR = "grave", "serious", "minor"
GRAVITIES = (GRAVE, SERIOUS, MINOR)


@dataclass(frozen=True, slots=True)
class Finding:
    """One change of law: its kind, how grave, what changed in words, and the sentence before and after."""

    kind: str
    gravity: str
    what: str
    before: str
    after: str


def gravest(findings: tuple[Finding, ...]) -> str:
    """The highest gravity among the findings, or an empty string."""
    return min((f.gravity for f in findings), key=GRAVITIES.index, default="")


Row = tuple[str, str, str]  # kind, gravity, what changed: a finding before its sentences are known
