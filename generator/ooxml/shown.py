"""What the cross-references of a Word file show: text that Word computes, so that a redline does not mark it. It knows no redline."""

from __future__ import annotations

from .fields import fields
from .reading import Package
from .wml import T

_REFERENCES = ("REF", "NOTEREF", "PAGEREF")


def differing(old: Package, new: Package) -> list[tuple[str, str]]:
    """(shown in old, shown in new) of each target whose references show something else; first where the new ones disagree
    with each other, for then somebody typed over one."""
    before, after = _shown(old), _shown(new)
    found = [(len(after[what]) == 1, was[0], next(s for s in now if s not in was))
             for what, now in after.items() if (was := before.get(what)) and set(now) - set(was)]
    return [(was, now) for _, was, now in sorted(found, key=lambda row: row[0])]


def _shown(package: Package) -> dict[str, list[str]]:
    """What is shown by instruction of a field, each text once."""
    found: dict[str, list[str]] = {}
    for field in fields(package.read(package.document())):
        words = field.instruction.split()
        text = "".join(t.text or "" for t in (field.result if field.simple is None else field.simple.iter(T)) if t.tag == T)
        if words and words[0].upper() in _REFERENCES and text.strip():
            seen = found.setdefault(" ".join(words), [])
            if text.strip() not in seen:
                seen.append(text.strip())
    return found
