"""What the cross-references of a Word file show: text that Word computes, so that a redline does not mark it. It knows no redline."""

from __future__ import annotations

from collections.abc import Iterator

from .names import qn
from .reading import Package
from .wml import FLD_CHAR, FLD_SIMPLE, INSTR, T

_TYPE, _INSTR = qn("w:fldCharType"), qn("w:instr")
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
    for instruction, text in _fields(package):
        words = instruction.split()
        if words and words[0].upper() in _REFERENCES and text.strip():
            seen = found.setdefault(" ".join(words), [])
            if text.strip() not in seen:
                seen.append(text.strip())
    return found


def _fields(package: Package) -> Iterator[tuple[str, str]]:
    """Instruction and result of every field of the main part, inner ones first."""
    open_fields: list[list] = []  # instruction, result, whether the result has begun
    for element in package.read(package.document()).iter(FLD_CHAR, INSTR, T, FLD_SIMPLE):
        if element.tag == FLD_SIMPLE:
            yield element.get(_INSTR, ""), "".join(t.text or "" for t in element.iter(T))
        elif element.tag == FLD_CHAR:
            kind = element.get(_TYPE)
            if kind == "begin":
                open_fields.append(["", "", False])
            elif open_fields and kind == "separate":
                open_fields[-1][2] = True
            elif open_fields and kind == "end":
                instruction, result, _ = open_fields.pop()
                yield instruction, result
        elif open_fields:
            open_fields[-1][1 if open_fields[-1][2] else 0] += element.text or ""
