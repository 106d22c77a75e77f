"""The fields of a part (REF, FILENAME, HYPERLINK …): their instructions, and how one becomes plain words. It knows no kind of field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from .names import qn
from .wml import DEL_INSTR, DEL_TEXT, FLD_CHAR, FLD_SIMPLE, INSTR, R_, RPR, T

_TYPE, _INSTR = qn("w:fldCharType"), qn("w:instr")
_ARGUMENT = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(slots=True)
class Field:
    """One field: the elements that stand before its result, those of its result, and its end; or one w:fldSimple."""

    code: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)
    end: etree._Element | None = None
    simple: etree._Element | None = None
    separated: bool = False

    @property
    def instruction(self) -> str:
        """What the field asks for, as it is written."""
        if self.simple is not None:
            return self.simple.get(_INSTR, "")
        return "".join(e.text or "" for e in self.code if e.tag in (INSTR, DEL_INSTR))

    @property
    def name(self) -> str:
        """The first word of the instruction, in capitals."""
        return (self.instruction.split() or [""])[0].upper()

    @property
    def arguments(self) -> list[str]:
        """The other words of the instruction, switches among them, without quotation marks."""
        found = [quoted or bare for quoted, bare in _ARGUMENT.findall(self.instruction)]
        return [one.replace("\\\\", "\\") if len(one) > 2 else one for one in found[1:]]

    def runs(self) -> list[etree._Element]:
        """The runs that the field consists of."""
        elements = [*self.code, *self.result, *([] if self.end is None else [self.end])]
        if self.simple is not None:
            return list(self.simple.iter(R_))
        return [e.getparent() for e in elements]

    def flatten(self) -> None:
        """Leave the words that the field shows, and nothing of what it asks for."""
        if self.simple is not None:
            for child in list(self.simple):
                self.simple.addprevious(child)
            self.simple.getparent().remove(self.simple)
            return
        for element in [*self.code, self.end]:
            run = element.getparent() if element is not None else None
            if run is None:
                continue
            run.remove(element)
            if not any(c.tag != RPR for c in run) and run.getparent() is not None:
                run.getparent().remove(run)


def fields(root: etree._Element) -> list[Field]:
    """The closed fields of a part, inner ones first."""
    found: list[Field] = []
    open_fields: list[Field] = []
    for element in root.iter(FLD_CHAR, INSTR, DEL_INSTR, T, DEL_TEXT, FLD_SIMPLE):
        if element.tag == FLD_SIMPLE:
            found.append(Field(simple=element))
            continue
        kind = element.get(_TYPE) if element.tag == FLD_CHAR else ""
        if kind == "begin":
            open_fields.append(Field())
        if kind == "end" and open_fields:
            done = open_fields.pop()
            done.end = element
            found.append(done)
        elif open_fields:
            one = open_fields[-1]
            (one.result if one.separated else one.code).append(element)
            one.separated = one.separated or kind == "separate"
        for outer in open_fields if kind == "end" else open_fields[:-1]:
            (outer.result if outer.separated else outer.code).append(element)
    return found
