"""The questions that make a first profile, and the commented file that their answers become. Knows no terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from generator.errors import did_you_mean
from generator.profile.schema import LANGUAGE_TAG, PLACE_KINDS, STATES, ProfileFile, Strength
from generator.sources import convert, parse_yaml


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """One question. `key` is the field that the answer fills; an empty answer leaves it out.

    `choices` is closed where it is not empty; `many` answers are separated by commas; `after` names a question
    that must have been answered for this one to be asked.
    """

    key: str
    ask: str
    help: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    required: bool = False
    many: bool = False
    after: str = ""

    def asked(self, answers: Mapping[str, str]) -> bool:
        """Whether the question is to be asked, given the answers so far."""
        return not self.after or bool(answers.get(self.after, "").strip())

    def trouble(self, answer: str) -> str:
        """What is wrong with an answer, in one sentence; an empty string when nothing is."""
        answer = answer.strip()
        if not answer:
            return "An answer is needed here." if self.required else ""
        if self.key == "place.state" and answer.upper() not in STATES:
            return f"'{answer}' is no state's postal code. {did_you_mean(answer.upper(), STATES, 'postal codes')}"
        if self.choices and answer not in self.choices:
            return f"'{answer}' is not among the choices. {did_you_mean(answer, self.choices, 'choices')}"
        if self.key.endswith(".members") and not re.fullmatch(r"[1-9]\d?", answer):
            return "Write a whole number from 1 to 99."
        if self.key.endswith(".year") and not re.fullmatch(r"(1[89]|20)\d\d([-–](1[89]|20)\d\d)?", answer):
            return "Write a year or two, as 2020 or 2018–2022."
        wrong = [tag for tag in self.parted(answer) if not LANGUAGE_TAG.fullmatch(tag)] if self.key == "languages" else []
        return f"'{wrong[0]}' is no language tag. Write tags as es, ar, zh-Hans or pt-BR." if wrong else ""

    def parted(self, answer: str) -> list[str]:
        """The answers in one answer: those between the commas where there may be many."""
        return [part for piece in (answer.split(",") if self.many else [answer]) if (part := piece.strip())]


NEW_QUESTIONS: tuple[NewQuestion, ...] = (
    NewQuestion("place.name", "What is the place called?", "The name alone: Passaic, not City of Passaic.",
                required=True),
    NewQuestion("place.kind", "What kind of place is it?", choices=PLACE_KINDS, default="city", required=True),
    NewQuestion("place.state", "In which state?", "The postal code: NJ, MI, TX.", required=True),
    NewQuestion("place.county", "In which county?", "Without the word County; empty for a county itself."),
    NewQuestion("place.form_of_government", "Which form of government?",
                "Its id in the state's law pack. Leave “unknown” if you are not sure: the draft then asks.",
                default="unknown"),
    NewQuestion("bodies.governing.name", "What is the governing body called?",
                "City Council, Township Committee, Board of Commissioners."),
    NewQuestion("bodies.governing.presiding", "Who presides over it?", "The title: Council President, Mayor."),
    NewQuestion("bodies.governing.members", "How many members vote?", "The roll call has as many lines."),
    NewQuestion("officers.executive.title", "What is the title of the one who directs the departments?",
                "Mayor where the mayor governs; City Manager in a council-manager city; County Executive."),
    NewQuestion("officers.administrator.title", "Is there an administrator below that officer?",
                "The title: Business Administrator."),
    NewQuestion("officers.clerk.title", "What is the clerk's title?", "City Clerk, Township Clerk."),
    NewQuestion("officers.attorney.title", "What is the title of the attorney who advises the place?"),
    NewQuestion("officers.police_chief.title", "What is the police chief's title?"),
    NewQuestion("facts.population.value", "How many residents does it have?", "As it is to be printed: 70,537."),
    NewQuestion("facts.population.year", "In which year?", required=True, after="facts.population.value"),
    NewQuestion("facts.population.source", "Where did you read that?", "So that another can find it.", required=True,
                after="facts.population.value"),
    NewQuestion("choices.topics", "Which topics?", "Separated by commas; empty for the usual ones. `ordinance topics` "
                "lists them.", many=True),
    NewQuestion("choices.strength", "How strong?", "model is the default; narrow asks less, strong more.",
                choices=get_args(Strength), default="model"),
    NewQuestion("choices.style", "In which house style?", "plain, classic, new-jersey or michigan.", default="plain"),
    NewQuestion("people.coalition", "What is the coalition called?"),
    NewQuestion("languages", "In which other languages are residents to be reached?",
                "Language tags separated by commas: es, ar, zh-Hans.", many=True),
)

_OPENING = """\
# yaml-language-server: $schema={schema}
#
# The profile of {name}. A line that begins with # is a note and is not read. What you do not know, leave empty: the
# draft then shows a labelled blank instead of a guess.
"""
_NOTES: Mapping[str, str] = {
    "place": "Who it is in law.",
    "officers": "Titles here. Add `name:` only for an office-holder whom you have checked.",
    "bodies": "Bodies and how they are called here.",
    "facts": "A fact has value, year and source; else it is unconfirmed. Figures: data.census.gov.",
    "choices": "What the campaign wants. More choices: docs/profiles.md.",
    "people": "Who asks for it. Ask each person before you write a name.",
    "languages": "Languages of the residents besides English.",
}
_UNCONFIRMED = ("population", "foreign_born_share", "other_language_share", "languages")


def new_profile_id(answers: Mapping[str, str]) -> str:
    """The name of the new profile's file without its ending: passaic-nj."""
    name = f"{answers.get('place.name', '')} {answers.get('place.state', '')}"
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "place"


def new_profile_text(answers: Mapping[str, str], schema: str = "profile.schema.json") -> str:
    """The commented YAML of a profile, from answers by question key. What was not answered stands there empty.

    Raises UnusableInput where the answers make no valid profile (a wrong state, a fact without its source).
    """
    name = _one_line(answers.get("place.name", ""))
    lines = [_OPENING.format(schema=schema, name=name)]
    for part in _NOTES:
        lines += [f"# {_NOTES[part]}", *_part(part, answers), ""]
    text = "\n".join(lines).rstrip("\n") + "\n"
    convert(parse_yaml(text, f"{new_profile_id(answers)}.yml"), ProfileFile)
    return text


def _part(part: str, answers: Mapping[str, str]) -> list[str]:
    """The lines of one top-level key."""
    if part == "languages":
        return [f"languages: {_value(part, answers)}"]
    if part == "facts":
        return ["facts:", *_facts(answers)]
    lines, opened = [f"{part}:"], ""
    for question in (q for q in NEW_QUESTIONS if q.key.startswith(f"{part}.")):
        *group, last = question.key.split(".")[1:]
        if group and group[0] != opened:
            opened = group[0]
            lines.append(f"  {opened}:")
        lines.append(f"{'    ' if group else '  '}{last}: {_value(question.key, answers)}".rstrip())
    return lines


def _facts(answers: Mapping[str, str]) -> list[str]:
    lines = []
    for fact in _UNCONFIRMED:
        if answers.get(f"facts.{fact}.value", "").strip():
            lines.append(f"  {fact}:")
            lines += [f"    {key}: {_value(f'facts.{fact}.{key}', answers)}".rstrip()
                      for key in ("value", "year", "source")]
        else:
            lines.append(f"  {fact}: unconfirmed")
    return lines


def _value(key: str, answers: Mapping[str, str]) -> str:
    """An answer as YAML on one line; empty where there is none."""
    question = next((q for q in NEW_QUESTIONS if q.key == key), None)
    answer = _one_line(answers.get(key, "") or (question.default if question else ""))
    if question and question.many:
        return "[" + ", ".join(_scalar(part) for part in question.parted(answer)) + "]"
    return _scalar(answer) if answer else ""


def _scalar(text: str) -> str:
    """A text that YAML reads as itself, in quotation marks where it must be."""
    if re.fullmatch(r"[A-Za-z0-9][\w .’'/()–-]*", text) and text != "null":
        return text
    return "'" + text.replace("'", "''") + "'"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
