"""The instruments: one row each. Knows what each is called and who makes it, not what any clause says."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import DraftingError, did_you_mean


@dataclass(frozen=True, slots=True)
class Instrument:
    """One kind of instrument.

    `maker` is the role or body that makes it: executive, governing or police_chief. `this` is how it speaks of
    itself; `this_codified` how its codified part does. `number_label` stands before the number in the title block.
    """

    id: str
    name: str
    this: str
    maker: str
    number_label: str
    this_codified: str = ""
    chapter: bool = False  # sets a chapter of the code out in full
    roll_call: bool = False
    like: str = ""  # the instrument whose forms and rules of law it shares

    @property
    def form(self) -> str:
        """The instrument by which clauses and law packs know it."""
        return self.like or self.id

    def self_name(self, codified: bool) -> str:
        """How a text of this instrument speaks of itself."""
        return self.this_codified if codified and self.this_codified else self.this


INSTRUMENTS: dict[str, Instrument] = {
    i.id: i
    for i in (
        Instrument("executive-order", "executive order", "this Order", "executive", "Executive Order No."),
        Instrument("resolution", "resolution", "this Resolution", "governing", "Resolution No.", roll_call=True),
        Instrument("ordinance", "ordinance", "this Ordinance", "governing", "Ordinance No.", "this chapter", True, True),
        Instrument("amendatory-ordinance", "amendatory ordinance", "this Ordinance", "governing", "Ordinance No.",
                   "this section", roll_call=True, like="ordinance"),
        Instrument("school-resolution", "school board resolution", "this Resolution", "governing", "Resolution No.",
                   roll_call=True),
        Instrument("police-order", "police general order", "this General Order", "police_chief", "General Order No."),
    )
}


def instrument(name: str) -> Instrument:
    """The instrument of that id; a DraftingError names the nearest one."""
    if name not in INSTRUMENTS:
        raise DraftingError(f"no instrument is called '{name}'", did_you_mean(name, INSTRUMENTS, "instruments"))
    return INSTRUMENTS[name]
