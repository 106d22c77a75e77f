"""Everything that drafting one instrument looks up: profile, library, law, style, language, choice. Makes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator import grammar
from generator.document import Inlines, Level, Series, Text, transform
from generator.drafting.choose import Choice, Included
from generator.drafting.fill import Filled, Filler, fill, paragraph
from generator.drafting.instruments import Instrument
from generator.drafting.values import KINDS, STATES_WITH_COUNTY_OF, Setting, context
from generator.language import Language
from generator.law import FormOfGovernment, LawPack
from generator.library import Library
from generator.profile import Profile
from generator.style import Style


@dataclass(frozen=True, slots=True)
class Frame:
    """One drafting job."""

    profile: Profile
    library: Library
    law: LawPack
    style: Style
    language: Language
    instrument: Instrument
    government: FormOfGovernment
    choice: Choice
    draft: bool = True

    def setting(self) -> Setting:
        """Where values come from."""
        return Setting(self.profile, self.law, self.government, self.instrument, self.choice.strength, self.choice.has)

    def filler(self, codified: bool, variant: str = "", series: str = "instrument") -> Filler:
        """What filling a text of this job needs."""
        return Filler(self.library, self.law, context(self.setting(), codified, variant), self.profile.place.kind,
                      series=series)

    def fill_clause(self, included: Included, codified: bool = False) -> tuple[Filled, ...]:
        """The filled text of an included clause, with faults placed in its file."""
        clause = included.clause
        word = "text" if included.form == "binds" else included.form
        source = self.library.sources.get(clause.id)
        keys = ("variants", included.variant, word)
        filler = replace(
            self.filler(codified, included.variant),
            place_of=(lambda spot: source.text_place(keys, spot.line, spot.column)) if source else None,
            clause=clause.id, sentences=clause.kind != "recital",
        )
        text = self.library.text(clause.id, included.variant, included.form)
        return fill(text, f"{clause.id}/{included.variant}/{word}", filler)

    def heading(self, text: str) -> Inlines:
        """A section's heading, its values filled, in the case of the style."""
        if "{{" not in text:
            return (Text(self.style.heading(text)),)
        filled = paragraph(grammar.parse(text).subdivisions[0].chapeau, "heading", self.filler(False))
        return transform(filled, lambda i: replace(i, text=self.style.heading(i.text)) if isinstance(i, Text) else i)

    def chapter_number(self) -> str:
        """The chapter of the code that an ordinance adds, or an empty string."""
        code = self.profile.place.code
        return self.profile.choices.code_chapter or (code.chapter if code else "") or ""

    def series(self) -> tuple[Series, ...]:
        """The numbering series of the instrument: its own sections, and those of the chapter it adds."""
        levels = tuple(v.level() for v in self.style.levels)
        own = Level("decimal", self.style.section_pattern, "section")
        pattern = self.style.code_pattern if self.chapter_number() else self.style.code_pattern_unnumbered
        code = Level("decimal", pattern.replace("{chapter}", self.chapter_number()), "section")
        out = [Series("instrument", (own, *levels))]
        if self.instrument.chapter:
            out.append(Series("code", (code, *levels)))
        return tuple(out)

    def county_words(self) -> str:
        """The county by the state's custom: County of Passaic, Wayne County."""
        place = self.profile.place
        if place.state in STATES_WITH_COUNTY_OF:
            return KINDS["county"][1].format(name=place.county)
        return f"{place.county} County"
