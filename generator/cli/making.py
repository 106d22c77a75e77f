"""The commands that make a profile and print schemas: new, schema."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.yml",
              help="Where to write the profile (default: <name>-<state>.yml in this folder).")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def new(output, force) -> None:
    """Ask for a place on the terminal and write its profile."""
    from generator import sources
    from generator.errors import Refusal
    from generator.profile.newcomer import new_profile_id, new_profile_text

    answers = ask_all()
    text = new_profile_text(answers)
    path = output or Path(f"{new_profile_id(answers)}.yml")
    if path.exists() and not force:
        raise Refusal(f"'{path}' exists already and is not written over", "Name another file with -o, or give --force.")
    sources.write_text(path, text)
    click.echo(f"{path}\nNext: ordinance draft {path}")


def ask_all() -> dict[str, str]:
    """The answers by question key; a wrong answer is asked again."""
    from generator.profile.newcomer import NEW_QUESTIONS

    answers: dict[str, str] = {}
    for question in NEW_QUESTIONS:
        if question.asked(answers):
            answers[question.key] = ask(question, answers)
    return {k: v for k, v in answers.items() if v}


def ask(question, answers: dict[str, str]) -> str:
    """One answer, asked until it is sound."""
    if question.help:
        click.echo(f"  ({question.help})")
    if question.choices:
        click.echo(f"  ({', '.join(question.choices)})")
    forms = known_forms(answers) if question.key == "place.form_of_government" else {}
    for form, name in forms.items():
        click.echo(f"    {form}: {name}")
    names = known_names(question.key)
    while True:
        answer = click.prompt(question.ask, default=question.default, show_default=bool(question.default)).strip()
        trouble = question.trouble(answer) or form_trouble(answer, forms) or name_trouble(question, answer, names)
        if not trouble:
            return answer
        click.echo(f"  {trouble}")


def known_forms(answers: dict[str, str]) -> dict[str, str]:
    """The forms of government that the state's law pack has for this kind of place."""
    from generator.law import load_law

    law = load_law(answers["place.state"])
    kind = answers.get("place.kind", "city").removeprefix("charter-")
    return {f.id: f.name for f in law.forms.values() if f.id in law.own_forms and (not f.kinds or kind in f.kinds)}


def known_names(key: str) -> tuple[str, ...]:
    """The names that an answer may take from a library or a pack: topics, styles; none for other questions."""
    from generator.desk import open_desk
    from generator.style import style_ids

    if key == "choices.topics":
        return (*open_desk().library.topics(), "all")
    return tuple(style_ids()) if key == "choices.style" else ()


def name_trouble(question, answer: str, names: tuple[str, ...]) -> str:
    """What is wrong with an answer that names topics or a style, or an empty string."""
    from generator.errors import did_you_mean

    wrong = [name for name in question.parted(answer) if names and name not in names
             and not (question.key == "choices.style" and name.endswith((".yml", ".yaml")))]
    what = "topics" if question.many else "styles"
    return f"No {what[:-1]} is called '{wrong[0]}'. {did_you_mean(wrong[0], names, what)}" if wrong else ""


def form_trouble(answer: str, forms: dict[str, str]) -> str:
    """What is wrong with a form of government, or an empty string."""
    from generator.errors import did_you_mean

    if not forms or answer in forms or answer in ("", "unknown"):
        return ""
    return f"'{answer}' is none of them. {did_you_mean(answer, forms, 'forms')} Write unknown if you are not sure."


KINDS = ("profile", "clause", "definition", "title", "library", "law", "gate", "style", "language")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
def schema(kind) -> None:
    """Print the JSON Schema of a profile, a clause, a law pack or a style pack."""
    from generator import sources

    click.echo(sources.schema_text(schema_class(kind)), nl=False)


def schema_class(kind: str) -> type:
    """The dataclass that reads a kind of file; its JSON Schema is made from it."""
    from generator import law, library
    from generator.language import LanguageFile
    from generator.profile import ProfileFile
    from generator.style import Style

    classes = {"profile": ProfileFile, "clause": library.Clause, "definition": library.Definition,
               "title": library.Title, "library": library.Contents, "law": law.LawFile, "gate": law.GateTable,
               "style": Style, "language": LanguageFile}
    return classes[kind]
