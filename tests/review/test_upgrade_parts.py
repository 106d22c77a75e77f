"""Upgrading all parts of a clause, what a wrong `made_from` says, and how conflicts and merges read."""

from __future__ import annotations

from copy import deepcopy

import pytest
from click.testing import CliRunner

from generator import sources
from generator.cli import main
from generator.desk import open_desk
from generator.drafting.rewrite import rewrapped, unwrapped
from generator.library import load_library
from generator.negotiation.upgrade_report import as_data, as_text
from generator.negotiation.upgrading import upgrade
from generator.review.merge import merge

CLAUSE = "release-notification"


@pytest.fixture
def own(tmp_path):
    """Makes a folder with a clause: `was` changes what the library had when it was saved, `edit` what the user wrote."""
    now = open_desk().library.sources[CLAUSE].tree

    def make(was=lambda tree: None, edit=lambda tree: None, whole=True, **more):
        old = deepcopy(now)
        was(old)
        mine = deepcopy(old)
        edit(mine)
        mine["made_from"] = [{"version": "0.0", "variant": "model", "form": "binds", "text": old["variants"]["model"]["text"]}]
        if whole:
            mine["made_from_file"] = sources.dump_yaml(old)
        mine.update(more)
        path = sources.write_text(tmp_path / "detainers" / f"{CLAUSE}.yml", sources.dump_yaml(mine))
        return tmp_path, path

    make.now = now
    return make


def text(variant, old, new):
    """Changes words in the text of a variant; they must be there."""
    def change(tree):
        row = tree["variants"][variant]
        assert old in row["text"]
        row["text"] = row["text"].replace(old, new, 1)
    return change


def several(*changes):
    return lambda tree: [change(tree) for change in changes]


edited = text("model", "Within 24 hours", "Within 48 hours")


def tree_of(path):
    return sources.read_yaml(path).tree


def test_what_the_user_did_not_edit_takes_the_librarys_new_text(own):
    def was(tree):
        tree["limits"] = ["F999"]
        tree["plain"]["will_not"] = ["An old promise."]
        tree["reasons"]["resolution"] = "An old reason."
        tree["variants"]["strong"]["gives"] = "Old."
        del tree["variants"]["narrow"]
        text("strong", "must", "ought to")(tree)

    folder, path = own(was, edited)
    found, = upgrade(folder)
    assert found.state == "merged" and {".".join(t.path) for t in found.texts} >= {
        "limits", "plain.will_not", "reasons.resolution", "variants.strong.gives", "variants.strong.text", "variants.narrow"}
    tree = tree_of(path)
    for key in ("limits", "plain", "reasons"):
        assert tree[key] == own.now[key]
    assert tree["variants"]["strong"] == own.now["variants"]["strong"] and tree["variants"]["narrow"] == own.now["variants"]["narrow"]
    assert "Within 48 hours" in tree["variants"]["model"]["text"] and sources.parse_yaml(tree["made_from_file"], "x").tree == own.now
    before = path.read_bytes()
    assert upgrade(folder)[0].state == "current" and path.read_bytes() == before


def test_a_draft_of_another_strength_has_the_librarys_present_text(own):
    folder, _ = own(text("strong", "must", "ought to"), edited)
    upgrade(folder)
    laid = load_library(sources.shipped("clauses"), folder).clauses[CLAUSE]
    assert laid.variants["strong"] == open_desk().library.clauses[CLAUSE].variants["strong"]


def test_other_parts_merge_where_both_changed_and_conflicts_are_named(own):
    def was(tree):
        tree["limits_note"] = f"Old words. {tree['limits_note']}"
        tree["authority"] = tree["authority"][:-1]
        tree["why"] = "Because of old."

    def edit(tree):
        edited(tree)
        tree["limits_note"] += " Our counsel agrees."
        tree["authority"] = ["F500", *tree["authority"]]
        tree["why"] = "Because of ours."

    folder, path = own(was, edit)
    for _ in range(2):
        found, = upgrade(folder)
        tree = tree_of(path)
        assert tree["limits_note"] == own.now["limits_note"] + " Our counsel agrees."
        assert tree["authority"] == ["F500", *own.now["authority"]] and "ours" in tree["why"]
        assert found.state == "conflict" and [t.path for t in found.texts if t.state == "conflict"] == [("why",)]
    settled, = upgrade(folder, mine=True)
    assert settled.state == "settled" and not settled.waits and "conflict" not in as_text((settled,)).casefold()
    assert upgrade(folder)[0].state == "current"


def test_what_the_library_took_away_is_named_where_the_user_changed_it(own):
    folder, path = own(lambda t: t["variants"]["model"].update(advises="An agency must act.\n"),
                       lambda t: t["variants"]["model"].update(advises="An agency may act.\n"))
    assert upgrade(folder)[0].state == "unmatched" and "may act" in path.read_text()
    upgrade(folder, mine=True)
    assert upgrade(folder)[0].state == "current" and "may act" in path.read_text()


def test_an_older_file_says_what_differs_and_guesses_nothing(own):
    folder, path = own(lambda t: t.update(limits=["F999"]), edited, whole=False)
    for _ in range(2):
        found, = upgrade(folder)
        assert found.state == "unknown" and found.waits and tree_of(path)["limits"] == ["F999"]
    said = as_text((found,))
    assert "limits: it differs" in said and "F999" in said and own.now["limits"][0] in said and "--mine" in said
    upgrade(folder, mine=True)
    assert tree_of(path)["limits"] == ["F999"] and upgrade(folder)[0].state == "current"


def test_an_older_file_shows_the_words_of_another_variant_that_differ(own):
    folder, path = own(text("strong", "must", "ought to"), edited, whole=False)
    found, = upgrade(folder)
    said = as_text((found,))
    assert found.state == "unknown" and "[-ought to" in said and "{+must" in said, said
    assert "ought to" in tree_of(path)["variants"]["strong"]["text"]


def test_an_older_file_that_differs_in_nothing_else_keeps_the_whole_file_when_it_is_settled(own):
    folder, path = own(edit=edited, whole=False)
    before = path.read_bytes()
    assert upgrade(folder)[0].state == "current" and path.read_bytes() == before
    assert upgrade(folder, mine=True)[0].state == "current" and tree_of(path)["made_from_file"]


def test_an_older_file_that_is_merged_keeps_the_whole_file_from_then_on(own):
    folder, path = own(text("model", "from a distance", "from afar"), edited, whole=False)
    assert upgrade(folder)[0].state == "merged"
    assert sources.parse_yaml(tree_of(path)["made_from_file"], "x").tree == own.now


def test_every_file_of_the_library_is_kept_whole():
    for source in open_desk().library.sources.values():
        again = sources.parse_yaml(sources.dump_yaml({"made_from_file": sources.dump_yaml(source.tree)}), "x").tree
        assert sources.parse_yaml(again["made_from_file"], "x").tree == source.tree


# What is wrong in made_from ----------------------------------------------------------------------------------------


ROW = {"version": "0.0", "variant": "model", "form": "binds", "text": "An agency must.\n"}


@pytest.mark.parametrize("more", [
    {"made_from": [{**ROW, "form": "bogus"}]},
    {"made_from": [{**ROW, "form": "none"}]},
    {"made_from": [{**ROW, "form": "text"}]},
    {"made_from": [{**ROW, "form": "advises"}]},
    {"made_from": [{**ROW, "form": ["binds"]}]},
    {"made_from": [{**ROW, "variant": "bogus"}]},
    {"made_from": [{k: v for k, v in ROW.items() if k != "variant"}]},
    {"made_from": [{k: v for k, v in ROW.items() if k != "text"}]},
    {"made_from": [{**ROW, "text": {"a": "b"}}]},
    {"made_from": [ROW, ROW]},
    {"made_from": "model"},
    {"made_from": {"variant": "model"}},
    {"made_from_file": "id: [\n"},
    {"made_from_file": "id: another\n"},
    {"made_from_file": f"id: {CLAUSE}\nvariants: [model]\n"},
    {"made_from_file": ["a"]},
    {"kind": ["definition"]},
])
def test_a_wrong_value_of_made_from_has_a_place_and_no_traceback(own, more):
    folder, path = own(edit=edited, **more)
    done = CliRunner().invoke(main, ["upgrade", str(folder)])
    said = done.output + (done.stderr or "")
    assert done.exit_code == 2 and f"{path}:" in said and "failed" not in said and "Traceback" not in said
    line = int(said.split(f"{path}:")[1].split(":")[0])
    assert path.read_text().split("\n")[line - 1].strip()


def test_a_definition_has_no_variants(tmp_path):
    tree = {**open_desk().library.sources["definition:agency-head"].tree, "made_from": [ROW]}
    path = sources.write_text(tmp_path / "definitions" / "agency-head.yml", sources.dump_yaml(tree))
    done = CliRunner().invoke(main, ["upgrade", str(tmp_path)])
    assert done.exit_code == 2 and f"{path}:" in done.output + done.stderr


def test_a_fault_in_one_file_leaves_all_as_they_are(own):
    folder, path = own(lambda t: t.update(limits=["F999"]), edited)
    before = path.read_bytes()
    sources.write_text(folder / "zoning" / "zebra.yml", "id: zebra\nvariants: 3\n")
    assert CliRunner().invoke(main, ["upgrade", str(folder)]).exit_code == 2 and path.read_bytes() == before


def test_two_files_of_one_clause_are_refused_with_both_names(own):
    folder, path = own(edit=edited)
    other = sources.write_text(folder / f"{CLAUSE}.yml", path.read_text())
    for command in (["upgrade", str(folder)], ["draft", "passaic-nj", "--library", str(folder)]):
        done = CliRunner().invoke(main, command)
        said = done.output + done.stderr
        assert done.exit_code == 2 and str(path) in said and str(other) in said


def test_a_title_and_a_table_of_contents_are_no_clauses(own):
    folder, _ = own(edit=edited)
    sources.write_text(folder / "library.yml", "version: x\n")
    sources.write_text(folder / "title.yml", "id: title\nkind: title\nshort: Ours\nlong: {ordinance: Ours}\n")
    assert [one.state for one in upgrade(folder)] == ["current", "own"]


# How it reads ------------------------------------------------------------------------------------------------------


def test_a_conflict_names_clause_and_provision_and_shows_the_sentence(own):
    folder, _ = own(text("model", "Within 24 hours", "Within 36 hours"), text("model", "Within 36 hours", "Within 48 hours"))
    found, = upgrade(folder)
    said = as_text((found,))
    now = " ".join(own.now["variants"]["model"]["text"].split())
    sentence = now[now.index("Within 24 hours"):]
    sentence = sentence[:sentence.index(". ") + 1]
    assert f"CONFLICT in {CLAUSE}, model binds, (" in said
    for label, hours in (("it was made from: ", 36), ("yours:            ", 48), ("the library now:  ", 24)):
        assert label + sentence.replace("24", str(hours)) in said
    conflict, = as_data((found,))[0]["texts"][0]["conflicts"]
    assert (conflict["base"], conflict["yours"], conflict["library"]) == ("36", "48", "24") and "Within 48" in conflict["sentence"]


@pytest.mark.parametrize("base, theirs, ours, said", [
    ("One. It is two days long. End.", "One. It is four days long. End.", "One. It is nine days long. End.",
     ("It is two days long.", "It is four days long.", "It is nine days long.")),
    ("It is two days.", "It is days.", "It is nine days.", ("It is two days.", "It is days.", "It is nine days.")),
    ("It ends.", "It ends. Unless not.", "It ends. But first it begins.", None),
])
def test_the_sentence_of_a_conflict(base, theirs, ours, said):
    conflict, = merge(base, theirs, ours).conflicts
    found = tuple(conflict.sentence(words) for words in (conflict.base, conflict.theirs, conflict.ours))
    assert found == said if said else found[1] == "Unless not."


def test_marks_are_closed_on_their_line(own):
    def was(tree):
        tree["variants"]["model"]["text"] = tree["variants"]["model"]["text"].split("\n\n")[0] + "\n"

    folder, _ = own(was)
    for line in as_text(upgrade(folder)).split("\n"):
        assert line.count("{+") == line.count("+}") and line.count("[-") == line.count("-]")


def test_a_merge_leaves_lines_alone_that_nobody_changed(own):
    folder, path = own(text("model", "from a distance", "from afar"), edited)
    upgrade(folder)
    old, new = own.now["variants"]["model"]["text"].split("\n"), tree_of(path)["variants"]["model"]["text"].split("\n")
    assert [line for line in old if "Within 24 hours" not in line] == [line for line in new if "Within 48 hours" not in line]


def test_no_line_ends_within_a_symbol():
    words = "word " * 24 + "of the {{ place.kind }} and [[citizenship or immigration status]] and {{ officers.attorney.title }} " * 5
    lines = rewrapped(words.strip() + ".").split("\n")
    assert all(line.count("{{") == line.count("}}") and line.count("[[") == line.count("]]") for line in lines) and len(lines) > 2
    assert unwrapped("\n".join(lines)) == words.strip() + "."


def test_a_reference_in_brackets_never_begins_a_line():
    words = "word " * 25 + "under 8 U.S.C. 1357 (g) applies " * 6
    assert unwrapped(rewrapped(words.strip())) == words.strip()


def test_wrapping_by_a_model_keeps_its_lines_and_the_words():
    library = open_desk().library
    for clause_id, variant, form, _ in library.texts():
        old = library.clauses[clause_id].variants[variant].form_text(form)
        assert rewrapped(unwrapped(old), old).strip() == old.strip()
        new = unwrapped(old).replace(" must ", " must by all means ").replace(" a ", " ")
        assert unwrapped(rewrapped(new, old)) == unwrapped(rewrapped(new)), (clause_id, variant, form)


def test_texts_that_do_not_hold_together_are_left_and_the_other_parts_are_merged(own):
    now = own.now["variants"]["model"]["text"]
    last = next(p for p in now.split("\n\n") if p.startswith("(crime"))
    name = "crime"

    def was(tree):
        tree["limits"] = ["F999"]
        tree["variants"]["model"]["text"] = now.replace(last + "\n\n", "")

    def edit(tree):
        tree["variants"]["model"]["text"] = f"({name}) An agency must be kind.\n\n" + tree["variants"]["model"]["text"]

    folder, path = own(was, edit)
    for _ in range(2):
        found, = upgrade(folder)
        said = as_text((found,))
        assert found.state == "broken" and "merge it by hand" in said and said.count("{+") == said.count("+}") > 0
        assert tree_of(path)["limits"] == own.now["limits"] and last not in tree_of(path)["variants"]["model"]["text"]
