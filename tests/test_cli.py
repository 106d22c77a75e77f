"""The command: what it writes and prints, its exit status, and that every fault is told in the drafter's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import __version__
from generator.cli import COMMANDS
from generator.profile import load_profile, profile_ids
from tests.small_library import DOORS, clause, write_library

PROFILE = """\
place: {name: Testville, kind: city, state: NJ, county: Sample, form_of_government: faulkner-mayor-council}
choices:
  topics: [detainers]
"""


@pytest.fixture
def own(tmp_path):
    """Writes a profile of one's own with some text put in the place of another; gives its name."""

    def write(old: str = "", new: str = "", name: str = "testville-nj.yml") -> str:
        (tmp_path / name).write_text(PROFILE.replace(old, new) if old else PROFILE, "utf-8")
        return name

    return write


def files(folder) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file())


# Help ------------------------------------------------------------------------------------------------------------


def test_help_lists_every_command_in_its_order(ordinance):
    said = ordinance("--help")
    assert said.exit_code == 0
    listed = [line.split()[0] for line in said.stdout.split("Commands:")[1].strip().splitlines()]
    assert listed == list(COMMANDS)
    assert "not legal advice" in said.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(ordinance, command):
    for flag in ("--help", "-h"):
        said = ordinance(command, flag)
        assert said.exit_code == 0 and said.stdout.startswith(f"Usage: main {command}") and len(said.stdout) > 120


def test_version(ordinance):
    assert ordinance("--version").stdout == f"ordinance, version {__version__}\n"


def test_an_unknown_command_option_or_argument_ends_with_status_2(ordinance):
    assert "Did you mean 'draft'?" in ordinance("drat").stderr
    for arguments in (("drat",), ("draft",), ("draft", "passaic-nj", "--fromat", "docx"), ("law",), ("show",), ("schema", "nothing")):
        said = ordinance(*arguments)
        assert said.exit_code == 2 and said.stderr and not said.stdout, arguments


# draft -----------------------------------------------------------------------------------------------------------


def test_draft_writes_documents_and_reports_and_says_where(ordinance, tmp_path):
    said = ordinance("draft", "passaic-nj", "--as", "resolution", "--as", "ordinance", "--format", "docx", "--format", "text",
                     "--format", "markdown")
    assert said.exit_code == 0
    names = [f"output/passaic-nj/{i}.en.{e}" for i in ("resolution", "ordinance") for e in ("docx", "txt", "md", "report.html")]
    assert said.stdout.splitlines() == names and files(tmp_path) == sorted(names)


def test_a_final_has_its_own_name_and_out_its_own_folder(ordinance, tmp_path):
    said = ordinance("draft", "example-nj", "--as", "ordinance", "--format", "text", "--final", "--out", "there")
    assert said.exit_code == 0 and files(tmp_path) == [
        "there/example-nj/ordinance.en.final.report.html", "there/example-nj/ordinance.en.final.txt"]


def test_without_as_what_cannot_be_made_is_told_and_passed_over(ordinance, own, tmp_path):
    name = own("faulkner-mayor-council", "township-committee")
    said = ordinance("draft", name, "--format", "text")
    assert said.exit_code == 0 and "no one issues an executive order" in said.stderr
    assert files(tmp_path / "output") == sorted(f"testville-nj/{i}.en.{e}" for i in ("ordinance", "resolution") for e in ("report.html", "txt"))


def test_with_as_what_cannot_be_made_is_refused_and_nothing_is_written(ordinance, tmp_path):
    said = ordinance("draft", "maplewood-nj", "--as", "ordinance", "--as", "executive-order")
    assert said.exit_code == 2 and "no one issues an executive order" in said.stderr and "--as " in said.stderr
    assert files(tmp_path) == []


def test_a_final_with_blanks_is_refused_with_every_field_and_nothing_is_written(ordinance, tmp_path):
    said = ordinance("draft", "passaic-nj", "--as", "ordinance", "--final")
    assert said.exit_code == 2 and files(tmp_path) == [] and not said.stdout
    lines = [line for line in said.stderr.splitlines() if line.startswith("error: a blank remains: ")]
    assert len(lines) > 3 and said.stderr.count("Fill the profile field ") == len(lines)
    assert f"{len(lines)} faults; nothing was written." in said.stderr


def test_a_barred_clause_is_refused_and_drafted_when_acknowledged(ordinance, tmp_path):
    arguments = ("draft", "san-marcos-tx", "--as", "resolution", "--topic", "detainers", "--format", "text")
    said = ordinance(*arguments)
    assert said.exit_code == 2 and "state law bars 'detainers'" in said.stderr and files(tmp_path) == []
    assert ordinance(*arguments, "--acknowledge-preemption").exit_code == 0
    text = (tmp_path / "output" / "san-marcos-tx" / "resolution.en.txt").read_text("utf-8")
    assert text.index("WARNING") < text.index("READ THIS PAGE FIRST")


def test_topics_strength_and_exclusions_of_the_command(ordinance, tmp_path):
    out = tmp_path / "output" / "passaic-nj" / "ordinance.en.txt"
    arguments = ("draft", "passaic-nj", "--as", "ordinance", "--format", "text")
    ordinance(*arguments, "--topic", "detainers")
    model = out.read_text("utf-8")
    ordinance(*arguments, "--topic", "detainers", "--strength", "narrow")
    assert out.read_text("utf-8") != model
    ordinance(*arguments, "--topic", "detainers", "--without", "release-notification")
    assert "release-notification" not in out.read_text("utf-8") and out.read_text("utf-8") != model


def test_the_same_command_writes_the_same_bytes(ordinance, tmp_path):
    arguments = ("draft", "example-nj", "--as", "ordinance", "--format", "docx", "--format", "html", "--format", "json", "--out")
    for folder in ("one", "two"):
        assert ordinance(*arguments, folder).exit_code == 0
    one, two = (files(tmp_path / f) for f in ("one", "two"))
    assert one == two and all((tmp_path / "one" / n).read_bytes() == (tmp_path / "two" / n).read_bytes() for n in one)


def test_a_folder_of_ones_own_is_laid_over_the_library(ordinance, tmp_path):
    text = clause("vending", "A seller of fruit must not be arrested for selling fruit.", topic="low-level")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "vending.yml").write_text(text.replace("topics: [low-level]", "topics: [low-level]"), "utf-8")
    said = ordinance("draft", "passaic-nj", "--as", "ordinance", "--topic", "low-level", "--library", "mine", "--format", "text")
    assert said.exit_code == 0
    assert "A seller of fruit" in (tmp_path / "output" / "passaic-nj" / "ordinance.en.txt").read_text("utf-8")


FAULTS = [  # arguments (OWN is a profile of one's own), what is changed in it, what is told
    (("draft", "pasaic-nj"), ("", ""), ["there is no profile 'pasaic-nj'", "Did you mean 'passaic-nj'?"]),
    (("draft", "nowhere.yml"), ("", ""), ["there is no file 'nowhere.yml'"]),
    (("draft", "OWN", "--as", "ordinanse"), ("", ""), ["'ordinanse'", "Did you mean 'ordinance'?"]),
    (("draft", "OWN", "--format", "dox"), ("", ""), ["no format is called 'dox'", "Did you mean 'docx'?"]),
    (("draft", "OWN", "--topic", "detaners"), ("", ""), ["no topic is called 'detaners'", "Did you mean 'detainers'?"]),
    (("draft", "OWN", "--without", "privcy"), ("", ""), ["no clause is called 'privcy'", "Did you mean 'privacy'?"]),
    (("draft", "OWN", "--strength", "weak"), ("", ""), ["'weak'", "narrow"]),
    (("draft", "OWN", "--library", "nowhere"), ("", ""), ["nowhere: no such folder"]),
    (("draft", "OWN", "--template", "nowhere.docx"), ("", ""), ["'nowhere.docx' cannot be read"]),
    (("draft", "OWN", "--language", "xx"), ("", ""), ["there is no language 'xx'"]),
    (("draft", "OWN"), ("[detainers]", "[detaners]"), ["testville-nj.yml:3:12: no topic is called 'detaners'", "'detainers'"]),
    (("draft", "OWN"), ("topics: [detainers]", "without: [privcy]"), ["testville-nj.yml:3:13: no clause is called 'privcy'"]),
    (("draft", "OWN"), ("topics: [detainers]", "clauses: {privcy: narrow}"), ["testville-nj.yml:3:13: no clause is called 'privcy'"]),
    (("draft", "OWN"), ("topics: [detainers]", "clauses: {privacy: weak}"), ["testville-nj.yml:3:22:", "has no variant 'weak'"]),
    (("draft", "OWN"), ("topics: [detainers]", "style: new-jersy"), ["testville-nj.yml:3:10: there is no style 'new-jersy'"]),
    (("draft", "OWN"), ("topics: [detainers]", "instruments: [ordinanse]"), ["testville-nj.yml:3:17:", "'ordinanse'", "'ordinance'"]),
    (("draft", "OWN"), ("topics", "topcs"), ["testville-nj.yml:3:3", "topcs", "topics"]),
    (("draft", "OWN"), ("kind: city", "kind: citty"), ["testville-nj.yml:1:", "citty", "city"]),
    (("draft", "OWN"), ("state: NJ", "state: New Jersey"), ["testville-nj.yml:1:", "Write NJ."]),
    (("draft", "OWN"), ("choices:", "choices"), ["testville-nj.yml:"]),
    (("explain", "OWN", "--as", "ordinanse"), ("", ""), ["no instrument is called 'ordinanse'"]),
    (("ladder", "OWN", "--topic", "detaners"), ("", ""), ["no topic is called 'detaners'"]),
    (("clauses", "--topic", "detaners"), ("", ""), ["no topic is called 'detaners'"]),
    (("show", "privcy"), ("", ""), ["no clause is called 'privcy'", "'privacy'"]),
    (("show", "privacy", "--variant", "weak"), ("", ""), ["has no variant 'weak'"]),
    (("law", "XX"), ("", ""), ["no law file for the state 'XX'"]),
    (("law", "--stale", "yesterday"), ("", ""), ["'yesterday' is no date"]),
    (("law", "NJ", "--topic", "detaners"), ("", ""), ["no topic is called 'detaners'"]),
    (("schema", "claus"), ("", ""), ["'claus'"]),
]


@pytest.mark.parametrize(("arguments", "change", "told"), FAULTS, ids=[" ".join(f[0]) + f" {f[1][1]}" for f in FAULTS])
def test_each_fault_is_told_with_the_nearest_name_and_nothing_is_written(ordinance, own, tmp_path, arguments, change, told):
    name = own(*change)
    said = ordinance(*(name if a == "OWN" else a for a in arguments))
    assert said.exit_code == 2, said.output
    assert all(words in said.stderr for words in told), said.stderr
    assert files(tmp_path) == [name] and not said.stdout


def test_all_faults_of_a_profile_come_at_once(ordinance, own):
    name = own("topics: [detainers]", "topcs: [x]\n  strength: weak\n  sunset_years: many")
    said = ordinance("draft", name)
    assert said.stderr.count("error: ") >= 3 and "faults; nothing was written." in said.stderr


def test_all_faults_of_a_library_come_at_once(ordinance, own, tmp_path):
    write_library(tmp_path / "mine", {"doors/doors.yml": DOORS.replace("[[door]]", "[[dor]]").replace(".night", ".nigt")})
    (tmp_path / "mine" / "library.yml").unlink()
    said = ordinance("draft", own(), "--library", "mine")
    assert said.exit_code == 2 and "'dor' is no defined term" in said.stderr and "'nigt'" in said.stderr


def test_a_folder_that_cannot_be_written_is_told(ordinance, tmp_path):
    (tmp_path / "output").write_text("a file, no folder")
    said = ordinance("draft", "passaic-nj", "--as", "resolution", "--format", "text")
    assert said.exit_code == 2 and "output" in said.stderr and files(tmp_path) == ["output"]


# Commands that print ---------------------------------------------------------------------------------------------

PRINTS = [
    ("places",), ("topics",), ("clauses",), ("clauses", "--topic", "detainers"), ("show", "detainers"),
    ("law", "NJ"), ("law", "TX", "--topic", "detainers"), ("law", "--map", "--topic", "detainers"), ("law", "--stale", "2026-06-30"),
    ("explain", "passaic-nj"), ("explain", "passaic-nj", "--as", "resolution"), ("ladder", "passaic-nj", "--topic", "detainers"),
]


@pytest.mark.parametrize("arguments", PRINTS, ids=" ".join)
def test_what_prints_prints_text_and_json(ordinance, tmp_path, arguments):
    text, data = ordinance(*arguments), ordinance(*arguments, "--format", "json")
    assert text.exit_code == data.exit_code == 0 and not text.stderr and not data.stderr
    assert text.stdout.strip() and json.loads(data.stdout)
    assert files(tmp_path) == []


def test_places_topics_and_clauses_are_those_of_the_library(ordinance, desk):
    assert [p["id"] for p in json.loads(ordinance("places", "--format", "json").stdout)] == list(profile_ids())
    assert [t["topic"] for t in json.loads(ordinance("topics", "--format", "json").stdout)] == list(desk.library.topics())
    assert [c["clause"] for c in json.loads(ordinance("clauses", "--format", "json").stdout)] == list(desk.library.order())


def test_explain_tells_every_clause_in_or_out_with_why(ordinance, desk):
    rows = json.loads(ordinance("explain", "passaic-nj", "--as", "resolution", "--format", "json").stdout)
    assert {r["clause"] for r in rows} == set(desk.library.clauses) and all(r["why"] for r in rows)
    assert {r["in"] for r in rows} == {"in", "out"} and {r["form"] for r in rows} >= {"urges", "binds", ""}


def test_explain_tells_what_a_draft_refuses(ordinance, desk):
    said = ordinance("explain", "san-marcos-tx", "--topic", "detainers", "--format", "json")
    by_clause = {row["clause"]: row for row in json.loads(said.stdout)}
    assert said.exit_code == 0 and by_clause["detainers"]["in"] == "barred" and by_clause["severability"]["in"] == "in"
    assert by_clause["recital-concern"]["in"] == "out"
    assert said.stderr.startswith("note: a draft of this is refused. state law bars 'detainers'")
    assert ordinance("draft", "san-marcos-tx", "--topic", "detainers").exit_code == 2
    assert ordinance("explain", "san-marcos-tx").stderr == ""


def test_ladder_writes_a_word_table(ordinance, tmp_path):
    said = ordinance("ladder", "passaic-nj", "--topic", "detainers", "-o", "ladder.docx")
    assert said.exit_code == 0 and said.stdout == "ladder.docx\n" and (tmp_path / "ladder.docx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("kind", ["profile", "clause", "definition", "title", "library", "law", "gate", "style", "language"])
def test_schemas_are_printed_and_are_those_that_ship(ordinance, kind):
    from generator.sources import shipped

    said = ordinance("schema", kind)
    assert said.exit_code == 0 and json.loads(said.stdout)
    assert said.stdout == shipped("profiles", "schemas", f"{kind}.schema.json").read_text("utf-8"), "run `make schemas`"


# new -------------------------------------------------------------------------------------------------------------


def answers(**given: str) -> str:
    """What a person types, question by question; an empty line takes the default."""
    from generator.profile import NEW_QUESTIONS

    known = {"place.name": "Montclair", "place.kind": "township", "place.state": "NJ", "place.county": "Essex", **given}
    lines, so_far = [], {}
    for question in NEW_QUESTIONS:
        if question.asked(so_far):
            so_far[question.key] = known.get(question.key, "")
            lines += so_far[question.key].split("|")
            so_far[question.key] = so_far[question.key].split("|")[-1]
    return "\n".join(lines) + "\n"


def test_new_asks_and_writes_a_profile_that_drafts(ordinance, tmp_path):
    said = ordinance("new", answers=answers(**{"choices.topics": "detainers, privacy", "languages": "es"}))
    assert said.exit_code == 0 and "Next: ordinance draft montclair-nj.yml" in said.stdout
    made = load_profile(tmp_path / "montclair-nj.yml")
    assert (made.place.name, made.choices.topics, made.languages) == ("Montclair", ("detainers", "privacy"), ("es",))
    assert ordinance("draft", "montclair-nj.yml", "--as", "ordinance", "--format", "text").exit_code == 0


def test_new_asks_again_after_a_wrong_answer(ordinance, tmp_path):
    said = ordinance("new", answers=answers(**{"place.kind": "citty|city", "place.state": "New Jersey|NJ", "place.name": "|Montclair"}))
    assert said.exit_code == 0
    for words in ("'citty' is not among the choices. Did you mean 'city'?", "is no state's postal code", "An answer is needed here."):
        assert words in said.stdout
    assert load_profile(tmp_path / "montclair-nj.yml").place.kind == "city"


def test_new_knows_topics_styles_and_tags_when_they_are_asked_for(ordinance, tmp_path):
    said = ordinance("new", answers=answers(**{
        "choices.topics": "detainers, privcy|detainers, privacy", "choices.style": "plane|plain", "languages": "Spanish|es, zh-Hans"}))
    assert said.exit_code == 0
    for words in ("No topic is called 'privcy'. Did you mean 'privacy'?", "No style is called 'plane'. Did you mean 'plain'?",
                  "'Spanish' is no language tag."):
        assert words in said.stdout
    made = load_profile(tmp_path / "montclair-nj.yml")
    assert (made.choices.topics, made.choices.style, made.languages) == (("detainers", "privacy"), "plain", ("es", "zh-Hans"))


def test_new_never_writes_over_a_file(ordinance, tmp_path):
    (tmp_path / "montclair-nj.yml").write_text("mine")
    said = ordinance("new", answers=answers())
    assert said.exit_code == 2 and "is not written over" in said.stderr
    assert (tmp_path / "montclair-nj.yml").read_text() == "mine"
    assert ordinance("new", "--force", answers=answers()).exit_code == 0
    assert (tmp_path / "montclair-nj.yml").read_text() != "mine"


def test_new_that_is_broken_off_writes_nothing(ordinance, tmp_path):
    said = ordinance("new", "-o", "mine.yml", answers="Montclair\ncity\n")
    assert said.exit_code != 0 and files(tmp_path) == []


def test_a_note_names_the_format_where_all_share_it_else_the_document(capsys):
    from generator.cli.drafting import tell_unshown
    from generator.desk import Output

    order, letter = (Output("p", f"{kind}.en.pdf", b"", told) for kind, told in (("order", ("notes",)), ("letter", ())))
    tell_unshown([order])
    tell_unshown([order, letter, Output("p", "order.es.pdf", b"", ("notes",))])
    assert capsys.readouterr().err == "note: pdf cannot show notes\nnote: order.pdf cannot show notes\n"


# A fault of the program ------------------------------------------------------------------------------------------


def test_a_fault_of_the_program_is_told_without_a_traceback(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from generator import desk
    from generator.cli import main

    def broken(*_):
        raise RuntimeError("broken inside")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(desk, "open_desk", broken)
    said = CliRunner().invoke(main, ["topics"])
    assert said.exit_code == 2 and "RuntimeError: broken inside" in said.stderr and "Traceback" not in said.output
    monkeypatch.setenv("ORDINANCE_DEBUG", "1")
    assert isinstance(CliRunner().invoke(main, ["topics"]).exception, RuntimeError)
