"""Everything that drafting one instrument looks up: profile, library, law, style, language, choice. Makes nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator import grammar, law_words
from generator.document import Blank, Inlines, Level, Series, Text, transform
from generator.drafting.choose import Choice, Included
from generator.drafting.fill import Filled, Filler, fill, paragraph
from generator.drafting.instruments import Instrument
from generator.drafting.settle import plain_english
from generator.drafting.speech import Speech, words_of
from generator.drafting.values import KINDS, STATES_WITH_COUNTY_OF, Setting, context, place_words, the_full
from generator.gate import Saying
from generator.language import Language, to_message
from generator.law import FormOfGovernment, LawPack
from generator.library import Clause, Library
from generator.profile import Profile, field_label
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
    copy: str = "marked"  # of an amendatory ordinance: marked, clean or as-adopted

    def setting(self) -> Setting:
        """Where values come from."""
        return Setting(self.profile, self.law, self.government, self.instrument, self.choice.strength, self.choice.has)

    def filler(self, codified: bool, variant: str = "", series: str = "instrument", formal: bool = False) -> Filler:
        """What filling a text of this job needs; `formal` names bodies as the enacting words do."""
        return Filler(self.library, self.law, context(self.setting(), codified, variant, formal), self.profile.place.kind,
                      series=series, speech=self.speech())

    def speech(self) -> Speech | None:
        """What values say in a language other than English; None in English."""
        return None if self.language.english else Speech(self.language, self.setting())

    def word(self, what: str) -> str:
        """The place and the instrument as frame phrases name them: full, the_full, kind, state, instrument, this, codified.

        `codified` is how the codified part of the instrument speaks of itself. In other languages than English a phrase may
        ask for a form: {the_full:of}.
        """
        speech, instrument = self.speech(), self.instrument
        if what == "codified":
            what = "this_codified" if instrument.this_codified else "this"
        if speech is not None:
            return speech.word(what)
        short, full, _ = place_words(self.profile)
        return {"full": full, "the_full": the_full(self.profile), "kind": short, "state": self.law.in_sentence,
                "instrument": instrument.name, "this": instrument.this, "this_codified": instrument.this_codified,
                "number_label": instrument.number_label}[what]

    def label(self, field: str) -> str:
        """What belongs in the blank of a profile field, in the document's language."""
        return self.blank(field).label

    def blank(self, field: str) -> Blank:
        """The labelled blank of a profile field, in the document's language."""
        own, speech = Blank(field_label(field), field), self.speech()
        return own if speech is None else speech.blank(own)

    def english(self, words: str) -> str:
        """Words that are English in every language, as names of sources."""
        return plain_english(words, self.language)

    def advice(self, text: str, key: str = "") -> str:
        """What counsel reads of the law, in the document's language, else in English marked as such. `key` is that of its
        string, where the law pack does not know it."""
        if self.language.english or not text:
            return text
        key = key or self._advice_keys().get(text, "")
        return (self.language.advice(key, text) if key else "") or self.english(text)

    def told(self, saying: Saying | None) -> str:
        """A sentence of the gate with its values, in the document's language, else the whole in English marked as such."""
        if saying is None:
            return ""
        own = self.language.advice(saying.key, saying.english)
        if self.language.english or not own:
            return self.english(str(saying))
        values = {name: self.told(v) if isinstance(v, Saying) else self.english(v) for name, v in saying.values.items()}
        return own.format(**values).strip()

    def _advice_keys(self) -> Mapping[str, str]:
        return {text: key for key, text in law_words.advice(self.law)}

    def clause_heading(self, clause: Clause, variant: str = "") -> str:
        """What a clause is called in this language, for lists."""
        if "{{" in clause.heading or self.language.english:
            return clause.heading
        return self.language.say(f"{clause.id}/heading", to_message(clause.heading))

    def law_key(self, slot: str, text: str) -> str:
        """The key of a sentence of the form of government; one that stands in another slot too has one key."""
        if self.language.english:
            return ""
        keys = law_words.keys(self.law)
        return keys.get((slot, text)) or next((key for (_, said), key in keys.items() if said == text), f"law:{slot}")

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

    def heading(self, text: str, key: str = "") -> Inlines:
        """A section's heading, its values filled, in the case of the style. `key` is that of its string."""
        if "{{" not in text and (self.language.english or not key):
            return (Text(self.style.heading(text)),)
        filled = paragraph(grammar.parse(text).subdivisions[0].chapeau, key, self.filler(False))
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
        if not self.language.english:
            return words_of(self.speech().county())
        if place.state in STATES_WITH_COUNTY_OF:
            return KINDS["county"][1].format(name=place.county)
        return f"{place.county} County"
