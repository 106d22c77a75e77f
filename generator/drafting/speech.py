"""What values say in another language than English: places, offices, instruments, lists, blanks, with their forms.

Knows no clause text. English never comes here: it says its values as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.document import Blank, Citation, Inline, Inlines, Name, NoteAnchor, Text
from generator.drafting.instruments import INSTRUMENTS
from generator.drafting.values import KINDS, LIBRARY_TITLES, LocalValue, Setting
from generator.language import FORM_GLOSSES, UNTRANSLATED, Language
from generator.law import LawPack
from generator.profile import FIELD_LABELS, Profile, field_label, usual_titles

BESIDE = ("\ue013", "\ue014")  # around the English of an office, which is shown at its first use
PLACE_CODE = "Code of the {full}"
FIELD = re.compile(r"\{full(?::([a-z]+))?\}")
OFFICE = re.compile(r"officers\.\w+\.title|bodies\.\w+\.(name|presiding)")
INSTRUMENT_PARTS = ("name", "this", "this_codified", "number_label")


class Formed(str):
    """A name as a string that knows its forms: in a frame phrase `{the_full:of}` asks for one."""

    def __new__(cls, ask: Callable[[str], str]):
        own = super().__new__(cls, ask(""))
        own._ask = ask
        return own

    def __format__(self, form: str) -> str:
        return self._ask(form) if form else str(self)


def words_of(content: Inlines) -> str:
    """The words of a value as one string, marks kept."""
    return "".join(i.text for i in content if hasattr(i, "text"))


@dataclass(frozen=True, slots=True)
class Speech:
    """The language of a document and the setting that its values come from."""

    language: Language
    setting: Setting

    def value(self, expression: str, form: str, value: object) -> Inlines:
        """The inlines of a value in the form that the translation asks for."""
        profile, name = self.setting.profile, expression
        if isinstance(value, Blank):
            return self.formed_blank(value, form)
        if isinstance(value, LocalValue) and not value.known:
            return (self.blank(Blank(field_label(value.field), value.field)),)
        if isinstance(value, LocalValue):
            return (Name(value.words), NoteAnchor(f"note-{value.name}"))
        if name == "place.name":
            return self._own(profile.place.local_names.get(self.language.id), str(value))
        if name in ("place.kind", "place.local"):
            at = 0 if name == "place.kind" else 2
            key = f"place:{profile.place.kind}/{name.removeprefix('place.')}"
            return (Text(self.formed(key, KINDS[profile.place.kind][at], form)),)
        if name in ("place.full", "place.the_full"):
            return self.town(form or ("the" if name == "place.the_full" else ""))
        if name == "place.county":
            return self.county(form)
        if name == "place.state":
            return (Text(self.state()),)
        if name == "place.code":
            return self.code(str(value))
        if OFFICE.fullmatch(name):
            return self.office(str(value), form)
        if name.startswith("instrument."):
            return (Text(self.instrument(name.removeprefix("instrument."), form, str(value))),)
        if name == "law.protected_characteristics":
            items = self.setting.law.protected_characteristics.items
            return (Text(self.language.series(self.language.say(f"characteristic:{i}", i) for i in items)),)
        return (Name(str(value)),)

    def word(self, what: str) -> str:
        """A value by its short name, as a string for frame phrases: full, the_full, kind, state, instrument, this, …"""
        if what in ("full", "the_full"):
            return Formed(lambda form: words_of(self.town(form or ("the" if what == "the_full" else ""))))
        if what == "kind":
            kind = self.setting.profile.place.kind
            return Formed(lambda form: self.formed(f"place:{kind}/kind", KINDS[kind][0], form))
        if what == "state":
            return self.state()
        part = {"instrument": "name"}.get(what, what)
        return Formed(lambda form: self.instrument(part, form))

    def formed(self, key: str, english: str, form: str) -> str:
        """A name in a form that the language has; in its plain form where it has none of that name."""
        if form in self.language.forms:
            return self.language.say(f"{key}:{form}", FORM_GLOSSES[form].format(english))
        return self.language.say(key, english)

    def blank(self, blank: Blank) -> Blank:
        """A blank whose label is in the language."""
        english = FIELD_LABELS.get(blank.field)
        return Blank(self.language.say(f"blank:{blank.field}", english), blank.field) if english else blank

    def formed_blank(self, blank: Blank, form: str) -> Inlines:
        """A blank in a form: what stands before a name ("del", "al") stands before it."""
        before, _, after = self.formed("name", "{name}", form).partition("{name}") if form else ("", "", "")
        return tuple(i for i in (Text(before), self.blank(blank), Text(after)) if not isinstance(i, Text) or i.text)

    def town(self, form: str = "") -> Inlines:
        """The full name of the place: its kind in the language, its own name as it is."""
        place = self.setting.profile.place
        if place.official_name or KINDS[place.kind][1] == "{name}":
            return self.proper(place.official_name or place.name, form)
        local = place.local_names.get(self.language.id)
        return _around(self.formed(f"place:{place.kind}/full", KINDS[place.kind][1], form), local, place.name)

    def county(self, form: str = "") -> Inlines:
        """The county, as the language calls counties."""
        place = self.setting.profile.place
        return _around(self.formed("place:county/full", KINDS["county"][1], form), None, place.county or place.name)

    def state(self) -> str:
        """The state's name in the language."""
        law = self.setting.law
        return self.language.say(f"state:{law.state}", law.in_sentence)

    def code(self, english: str) -> Inlines:
        """The place's code: by its own name, which stays English, else as the language calls it."""
        own = self.setting.profile.place.code.name
        if own:
            return (Name(own),)
        words, out, at = self.language.say("place:code", PLACE_CODE), [], 0
        for field in FIELD.finditer(words):
            out += [Text(words[at:field.start()]), *self.town(field[1] or "")]
            at = field.end()
        return tuple(i for i in (*out, Text(words[at:])) if not isinstance(i, Text) or i.text)

    def office(self, english: str, form: str = "") -> Inlines:
        """The title of an office or the name of a body. One that the catalogue does not know stays English.

        Of two with one slash or "and" (Mayor and Council) the catalogue knows the whole.
        """
        if not self.language.has(f"title:{english}"):
            return self.proper(english, form)
        return (Text(f"{self.formed(f'title:{english}', english, form)}{BESIDE[0]}{english}{BESIDE[1]}"),)

    def proper(self, english: str, form: str = "") -> Inlines:
        """An English name with the words that a form needs around it."""
        key = f"name:{form}"
        if form in self.language.forms and self.language.has(key):
            return _around(self.language.say(key, FORM_GLOSSES[form].format("{name}")), None, english)
        return (Name(english),)

    def instrument(self, part: str, form: str = "", english: str = "") -> str:
        """What the instrument is called: `kind` (its name), `this`, `whole`, `number_label`."""
        instrument = self.setting.instrument
        if part == "this" and english and english == instrument.this_codified:
            part = "this_codified"
        part = {"kind": "name", "whole": "this"}.get(part, part)
        return self.formed(f"instrument:{instrument.id}/{part}", getattr(instrument, part), form)

    def law(self, role: str) -> Inlines:
        """The state's law for a role: its name in the language, its citation as it is."""
        law = self.setting.law
        own = law.laws[role]
        name = Text(self.language.say(f"law:{law.state}/law/{role}", own.name))
        around = self.language.brackets
        cite: tuple[Inline, ...] = (Text(around.open), Citation(own.cite, tuple(own.facts), f"law:{role}"), Text(around.close))
        return (name, *(cite if own.cite else ()))

    def _own(self, local: str | None, english: str) -> Inlines:
        return (Text(local), Text(f"{BESIDE[0]}{english}{BESIDE[1]}")) if local else (Name(english),)


def _around(pattern: str, local: str | None, english: str) -> Inlines:
    """The pattern's words around a name: its own in the language, with the English beside, or the English alone."""
    before, _, after = pattern.partition("{name}")
    name: Inlines = (Text(local), Text(f"{BESIDE[0]}{english}{BESIDE[1]}")) if local else (Name(english),)
    if UNTRANSLATED[0] in pattern and not local:
        name = (Text(english),)
    return tuple(i for i in (Text(before), *name, Text(after)) if i.text)


# --------------------------------------------------------------------------------------------------------------
# The words that catalogues must hold for this room


def own_words(laws: Iterable[LawPack], profiles: Iterable[Profile]) -> Iterator[tuple[str, str, str, bool]]:
    """Key, English, note and whether it takes forms, of every word that values say by themselves."""
    for kind, (word, full, adjective) in KINDS.items():
        yield f"place:{kind}/kind", word, "A kind of municipality, inside a sentence.", True
        if full != "{name}":
            yield f"place:{kind}/full", full, "A municipality with its name. Keep {name}.", True
        yield f"place:{kind}/local", adjective, "As in “municipal resources”.", False
    yield "place:code", PLACE_CODE, "The municipality's code of ordinances. Keep {full}; write {full:of} if you need it.", False
    yield "name", "{name}", "An English title that has no translation.", True
    for instrument in INSTRUMENTS.values():
        for part in INSTRUMENT_PARTS:
            if english := getattr(instrument, part):
                yield f"instrument:{instrument.id}/{part}", english, "How an instrument is called.", part != "number_label"
    for title in dict.fromkeys(_titles(laws, profiles)):
        yield f"title:{title}", title, "The title of an office or the name of a body, inside a sentence.", True


def _titles(laws: Iterable[LawPack], profiles: Iterable[Profile]) -> Iterator[str]:
    yield from LIBRARY_TITLES.values()
    for law in laws:
        for form in law.forms.values():
            yield from filter(None, (form.executive and form.executive.office, form.governing and form.governing.name,
                                     form.governing and form.governing.presiding))
    for profile in profiles:
        yield from (officer.title for officer in profile.officers.values() if officer.title)
        for body in profile.bodies.values():
            yield from filter(None, (body.name, body.presiding))
    yield from usual_titles()
