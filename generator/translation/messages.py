"""Every string that a translator sees, out of the library, the law packs, the styles and the English frame.

A string is a Message: a stable key, the whole English paragraph as catalogues write it, notes, its place. Drafter's notes
stay English and are no strings. Knows no language but English, and no PO file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import gate, grammar, law_words, style
from generator.language import FIXED_LABELS, FORM_GLOSSES, GUARD, Language, to_message
from generator.law import LawPack
from generator.library import FORM_WORDS, Clause, Definition, DutyRow, Library, Plain, named_path
from generator.profile import FIELD_LABELS
from generator.style import Style

KEY_NOTE = "The words between {deleted} or {added} and {end} are printed with the mark that they name."
INSTRUMENTS, OUTREACH, ADVICE = "instruments", "outreach", "advice"


@dataclass(frozen=True, slots=True)
class Message:
    """One string. `guarded`: its translation must never say the opposite and needs a second reader."""

    key: str
    english: str
    domain: str = INSTRUMENTS
    notes: tuple[str, ...] = ()
    place: str = ""
    guarded: bool = False

    def comment(self) -> str:
        """The translator's note as a PO file holds it."""
        guard = (f"{GUARD}: a second person must read this one, and someone must read it back into English.",)
        return "\n".join((*(guard if self.guarded else ()), *self.notes))


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word that the program says by itself. `formed`: a name, which takes the forms that a language needs."""

    key: str
    english: str
    note: str = ""
    formed: bool = False


@dataclass(frozen=True, slots=True)
class Master:
    """All that strings come from."""

    library: Library
    laws: tuple[LawPack, ...]
    styles: tuple[Style, ...]
    english: Language
    own_words: tuple[OwnWord, ...] = ()


def messages(master: Master, forms: Iterable[str] = ()) -> dict[str, Message]:
    """Every string by its key, in the order of the library; `forms` are those that the target language needs."""
    found: dict[str, Message] = {}
    for message in _all(master, tuple(forms)):
        found.setdefault(message.key, message)
    return found


def _all(master: Master, forms: tuple[str, ...]) -> Iterator[Message]:
    yield from title_messages(master.library)
    for clause_id in master.library.order():
        yield from clause_messages(master.library, master.library.clauses[clause_id])
    for definition in master.library.definitions.values():
        yield from definition_messages(master.library, definition)
    for topic in master.library.contents.topics:
        yield Message(f"topic:{topic.id}/name", topic.name, OUTREACH, ("A topic of the library.",))
        if topic.summary:
            yield Message(f"topic:{topic.id}/summary", to_message(topic.summary), OUTREACH)
    yield from law_messages(master.laws)
    yield from advice_messages(master.laws)
    yield from style_messages(master.styles)
    yield from frame_messages(master.english)
    yield from own_messages(master.own_words, forms)


# --------------------------------------------------------------------------------------------------------------
# The library


def text_messages(text: grammar.ClauseText, key: str, notes: tuple[str, ...] = (), place_of=None,
                  guarded=lambda path: False) -> Iterator[Message]:
    """The strings of one parsed text: headings, chapeaus, flush text."""
    for path, sub in text.keyed():
        guard = guarded(named_path(path.replace("=", "-")))
        if sub.heading:
            yield Message(f"{key}/{path}~heading", sub.heading, INSTRUMENTS, (*notes, "A heading inside a paragraph."),
                          place_of(sub.spot) if place_of else "")
        pieces = (*grammar.message_keys(path, sub.chapeau), *grammar.message_keys(f"{path}~flush", sub.flush))
        for own, message in pieces:
            yield Message(f"{key}/{own}", to_message(message.source), INSTRUMENTS, notes,
                          place_of(message.spot) if place_of else "", guard)


def clause_messages(library: Library, clause: Clause) -> Iterator[Message]:
    """The strings of a clause: heading, texts of all variants and forms, what outreach says of it, why it has a form or none."""
    source = library.sources.get(clause.id)
    if clause.heading:
        yield Message(f"{clause.id}/heading", to_message(clause.heading), notes=("A section's heading.",),
                      place=_at(source, ("heading",)))
    for name, variant in clause.variants.items():
        if variant.heading:
            yield Message(f"{clause.id}/{name}/heading", to_message(variant.heading), notes=("A section's heading.",),
                          place=_at(source, ("variants", name, "heading")))
        for form in FORM_WORDS[:-1]:
            if variant.form_text(form):
                yield from _form_messages(library, clause, name, form, source)
    yield from _plain_messages(clause.plain, f"{clause.id}/plain", clause)
    for name, variant in clause.variants.items():
        yield from _plain_messages(variant.plain, f"{clause.id}/{name}/plain", clause)
    yield from _told(clause)
    for instrument, reason in clause.reasons.items():
        yield Message(f"{clause.id}/reason/{instrument}", reason, ADVICE, (
            f"Why the clause “{clause.heading or clause.id}” has another form, or none, in an instrument: {instrument}.",))


def _form_messages(library: Library, clause: Clause, variant: str, form: str, source) -> Iterator[Message]:
    word = "text" if form == "binds" else form
    keys = ("variants", variant, word)
    note = f"{clause.heading or clause.id}: variant {variant}, form {form}."
    guards = tuple(clause.never_invert)

    def guarded(path: str) -> bool:
        return any(path == name or path.startswith(f"{name}.") for name in guards)

    yield from text_messages(
        library.text(clause.id, variant, form), f"{clause.id}/{variant}/{word}", (note,),
        (lambda spot: _place(source.text_place(keys, spot.line, spot.column))) if source else None, guarded)


def _plain_messages(plain: Plain | None, key: str, clause: Clause) -> Iterator[Message]:
    """The plain-language twin. What the place will not do is guarded."""
    if plain is None:
        return
    note = (f"For residents, on: {clause.heading or clause.id}. Plain words, short sentences.",)
    for side in ("will", "will_not"):
        for n, sentence in enumerate(getattr(plain, side), 1):
            yield Message(f"{key}/{side}/{n}", to_message(sentence), OUTREACH, note, guarded=side == "will_not")
    for place, sentence in plain.at.items():
        yield Message(f"{key}/at/{place}", to_message(sentence), OUTREACH, note, guarded=True)


def _told(clause: Clause) -> Iterator[Message]:
    """Why, questions and answers, duties."""
    if clause.limits_note:
        yield Message(f"{clause.id}/limits_note", to_message(clause.limits_note), OUTREACH, ("What limits the clause.",))
    for name, variant in clause.variants.items():
        if variant.gives:
            yield Message(f"{clause.id}/{name}/gives", to_message(variant.gives), OUTREACH,
                          (f"What the {name} version gives, in one line.",))
    if clause.why:
        yield Message(f"{clause.id}/why", to_message(clause.why), OUTREACH, ("Why the clause exists.",))
    for n, question in enumerate(clause.questions, 1):
        yield Message(f"{clause.id}/question/{n}/ask", to_message(question.ask), OUTREACH, ("A hostile question.",))
        yield Message(f"{clause.id}/question/{n}/answer", to_message(question.answer), OUTREACH, ("Its answer.",))
    yield from _duty_messages(clause.duties, clause.id)
    for name, variant in clause.variants.items():
        yield from _duty_messages(variant.duties or (), f"{clause.id}/{name}")


def _duty_messages(duties: Iterable[DutyRow], home: str) -> Iterator[Message]:
    """The duties of a clause, or of one of its variants."""
    for n, duty in enumerate(duties, 1):
        for part in ("who", "what", "when", "to"):
            if getattr(duty, part):
                yield Message(f"{home}/duty/{n}/{part}", to_message(getattr(duty, part)), OUTREACH,
                              ("A row of the memo for staff: who does what, when, to whom.",))


def definition_messages(library: Library, definition: Definition) -> Iterator[Message]:
    """The strings of a defined term: its names and its text."""
    key = f"definition:{definition.id}"
    note = ("A defined term, in lower case, as the dictionary gives it.",)
    yield Message(f"{key}/term", definition.term, notes=note)
    if definition.plural:
        yield Message(f"{key}/plural", definition.plural, notes=("The plural of the term.",))
    for kind, word in definition.terms_by_kind.items():
        yield Message(f"{key}/term@{kind}", word, notes=(f"The term in a {kind}.",))
    for kind, word in definition.plurals_by_kind.items():
        yield Message(f"{key}/plural@{kind}", word, notes=(f"The plural in a {kind}.",))
    source = library.sources.get(f"definition:{definition.id}")
    yield from text_messages(
        library.definition_text(definition.id), key, (f"The definition of “{definition.term}”.",),
        (lambda spot: _place(source.text_place(("text",), spot.line, spot.column))) if source else None,
        lambda path: definition.never_invert)


def title_messages(library: Library) -> Iterator[Message]:
    """The short title and the long titles."""
    yield from template_messages(library.title.short, "title/short", ("The short title.",))
    for instrument, text in library.title.long.items():
        yield from template_messages(text, f"title/{instrument}", (f"The long title: {instrument}.",))


def template_messages(text: str, key: str, notes: tuple[str, ...] = ()) -> Iterator[Message]:
    """The strings of a template of one paragraph (a title, a sentence of a law pack)."""
    for sub in grammar.parse(text).subdivisions:
        for own, message in grammar.message_keys(key, sub.chapeau):
            yield Message(own, to_message(message.source), INSTRUMENTS, notes)


# --------------------------------------------------------------------------------------------------------------
# Law, style, frame, the program's own words


def law_messages(laws: Iterable[LawPack]) -> Iterator[Message]:
    """The sentences and names of the law packs."""
    for law in laws:
        for key, text in law_words.sentences(law):
            yield from template_messages(text, key, (f"Law pack {law.state if law.state in key else 'of the nation'}.",))
        for key, name in law_words.names(law):
            yield Message(key, name, notes=("A name as it stands in a sentence.",))


def advice_messages(laws: Iterable[LawPack]) -> Iterator[Message]:
    """What counsel reads of the law: the gate's answers, and what the packs leave open."""
    for law in laws:
        for said in gate.sayings(law):
            yield Message(said.key, said.english, ADVICE, ("What state law says of a clause. Keep {values}: whole sentences.",),
                          guarded=_warns(said.key))
        for key, text in law_words.advice(law):
            yield Message(key, text, ADVICE, (f"Law pack {law.state}: what is not confirmed, or why.",))


def _warns(key: str) -> bool:
    """True for what tells that state law bars a clause, and what follows: the warning must not say the opposite."""
    return key.endswith(("/barred", "/row/one_line", "/row/consequence")) or "/gate/" in key


def style_messages(styles: Iterable[Style]) -> Iterator[Message]:
    """The words of the house styles: section, whereas."""
    for one in styles:
        for key, english in style.strings(one).items():
            yield Message(key, english, notes=(f"House style {one.name}. Keep {{n}}, {{chapter}} and the spaces.",))


def frame_messages(english: Language) -> Iterator[Message]:
    """The words around the clauses, the words that writers print, the labels of blanks, and the words of outreach."""
    tables: tuple[tuple[str, str, Mapping[str, str]], ...] = (
        ("frame", INSTRUMENTS, english.frame), ("outreach", OUTREACH, english.outreach),
        ("label", INSTRUMENTS, {k: v for k, v in english.labels.items() if k not in FIXED_LABELS}),
        ("blank", INSTRUMENTS, FIELD_LABELS),
    )
    notes = {"blank": ("What belongs in a blank that a person fills.",), "label": ("Printed on every page.",)}
    for prefix, domain, words in tables:
        for key, text in words.items():
            note = (KEY_NOTE,) if prefix == "frame" and "{end}" in text else notes.get(prefix, ())
            yield Message(f"{prefix}:{key}", text, domain, note)


def own_messages(words: Iterable[OwnWord], forms: tuple[str, ...]) -> Iterator[Message]:
    """The program's own words, names in each form that the language needs."""
    for word in words:
        if word.english != "{name}":
            yield Message(word.key, word.english, notes=(word.note,) if word.note else ())
        if word.formed:
            for form in forms:
                yield Message(f"{word.key}:{form}", FORM_GLOSSES[form].format(word.english), notes=(
                    f"The form that a translation asks for with :{form}, as {{place.full:{form}}}.",))


def _at(source, keys: tuple) -> str:
    return _place(source.place(keys)) if source else ""


def _place(place) -> str:
    """The place as PO files name it, from the library's folder on."""
    name = place.file.replace("\\", "/")
    at = name.rfind("clauses/")
    return f"{name[at:] if at >= 0 else name}:{place.line}"
