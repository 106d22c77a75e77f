"""review --save as a user runs it: what is kept in a folder that holds something already, and what is told of the rest."""

from __future__ import annotations

import copy
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import sources
from generator.readers.word import read_word
from tests.word_files import edit, put

PLACE = "passaic-nj"
FILE = Path("own") / "detainers" / "release-notification.yml"


@pytest.fixture(scope="session")
def drafts(tmp_path_factory) -> dict[str, Path]:
    """The ordinance and the resolution of one place."""
    from click.testing import CliRunner

    from generator.cli import main

    folder = tmp_path_factory.mktemp("drafts")
    made = {}
    for kind in ("ordinance", "resolution"):
        done = CliRunner().invoke(main, ["draft", PLACE, "--as", kind, "--out", str(folder)])
        assert done.exit_code == 0, done.output
        made[kind] = folder / PLACE / f"{kind}.en.docx"
    return made


@pytest.fixture
def kept(ordinance, drafts, tmp_path):
    """`kept(change)` edits the ordinance, keeps the edits in own/ and gives what the program said of it."""

    def keep(change, kind: str = "ordinance", name: str = "e.docx") -> str:
        done = ordinance("review", edit(drafts[kind], tmp_path / name, change), "--against", PLACE, "--save", "own", "--fail-on", "never")
        assert done.exit_code == 0, done.output
        return done.stderr

    return keep


@pytest.fixture
def drafted(ordinance):
    """`drafted()` is what the next ordinance says, a paragraph a line; `drafted("resolution")` the resolution."""

    def draft(kind: str = "ordinance") -> list[str]:
        done = ordinance("draft", PLACE, "--as", kind, "--library", "own", "--out", "next", "--format", "docx")
        assert done.exit_code == 0, done.output
        return [p.whole for p in read_word((Path("next") / PLACE / f"{kind}.en.docx").read_bytes()).passages]

    return draft


def model(path: Path = FILE) -> str:
    """The model text of a clause file, on one line."""
    return " ".join(sources.read_yaml(path).tree["variants"]["model"]["text"].split())


def after(paragraph, text: str, like=None):
    """A new paragraph behind another, in the manner of a third."""
    new = copy.deepcopy((like or paragraph)._p)
    for mark in [e for e in new if not e.tag.endswith("}pPr")]:
        new.remove(mark)
    paragraph._p.addnext(new)
    made = type(paragraph)(new, paragraph._parent)
    made.add_run(text)
    return made


def out(paragraph) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def section_named(paragraphs, clause: str):
    """The paragraphs of a section, its heading first."""
    return [p for name, p in paragraphs.items() if name == f"p_{clause}" or name.startswith(f"p_{clause}__")]


# --------------------------------------------------------------------------------------------------------------
# A folder that holds something already


def test_edits_of_two_instruments_are_kept_side_by_side(kept, drafted):
    kept(lambda p: put(p["p_release_notification__copy"], "24", "48"))
    kept(lambda p: put(next(v for v in p.values() if "copy of each detainer" in v.text), "24", "36"), "resolution")
    assert any("Within 48 hours" in line for line in drafted())
    assert any("within 36 hours" in line for line in drafted("resolution"))


def test_a_second_saving_keeps_the_first_and_what_a_hand_wrote(kept, drafted):
    def new(p):
        after(p["p_release_notification__public"], "The Chief of Police shall count each detainer.", p["p_release_notification__public"])

    kept(new)
    FILE.write_text(FILE.read_text().replace("(added-1)", "(count: Count)").replace("why: ", "why: By hand. "))

    def more(p):
        new(p)
        put(p["p_release_notification__copy"], "24", "72")

    assert "not stored" not in kept(more, name="f.docx")
    tree = sources.read_yaml(FILE).tree
    text = tree["variants"]["model"]["text"]
    assert text.count("must count") == 1 and "added-1" not in text and "(count: Count)" in text and "72 hours" in text
    assert tree["why"].startswith("By hand.") and len(tree["made_from"]) == 1
    assert sum("shall count each" in line for line in drafted()) == 1


def test_two_new_paragraphs_of_one_name_are_both_kept(kept, drafted):
    kept(lambda p: after(p["p_release_notification__public"], "Each agency shall count.", p["p_release_notification__public"]))
    kept(lambda p: after(p["p_release_notification__crime"], "Each agency shall report.", p["p_release_notification__public"]))
    said = drafted()
    assert any("shall count." in line for line in said) and any("shall report." in line for line in said)


def test_where_both_changed_the_same_words_the_folders_stand_and_all_is_told(kept):
    kept(lambda p: put(p["p_release_notification__copy"], "24", "48"))

    def change(p):
        put(p["p_release_notification__copy"], "24", "96")
        put(p["p_release_notification__public"], "general public", "whole public")

    told = kept(change)
    assert "There was “24”; the folder says “48”, the edited file “96”" in told and "in “(copy: Copy of the request) Within 96 hours" in told
    assert "if the edited file was drafted with --library own, review it with --library own too" in told
    assert "48 hours" in model() and "96 hours" not in model() and "whole public" in model()


def test_a_file_that_was_drafted_with_the_folder_is_kept_into_it(ordinance, kept, tmp_path):
    kept(lambda p: put(p["p_release_notification__copy"], "24", "48"))
    ordinance("draft", PLACE, "--as", "ordinance", "--library", "own", "--out", "next")
    edit(tmp_path / "next" / PLACE / "ordinance.en.docx", tmp_path / "f.docx", lambda p: put(p["p_release_notification__copy"], "48", "96"))
    done = ordinance("review", "f.docx", "--against", PLACE, "--library", "own", "--save", "own", "--fail-on", "never")
    assert done.exit_code == 0 and "note:" not in done.stderr and "96 hours" in model() and "48 hours" not in model()


def test_the_same_edits_kept_twice_are_told_and_nothing_is_written(kept):
    kept(lambda p: put(p["p_release_notification__copy"], "24", "48"))
    FILE.touch()
    before = FILE.stat().st_mtime_ns
    assert "holds these edits already" in kept(lambda p: put(p["p_release_notification__copy"], "24", "48"))
    assert FILE.stat().st_mtime_ns == before


def test_a_file_that_was_moved_in_the_folder_is_found_and_its_comments_are_not_lost(kept):
    kept(lambda p: put(p["p_release_notification__copy"], "24", "48"))
    flat = Path("own") / FILE.name
    flat.write_text("# ours\n" + FILE.read_text().replace("topics:", "topics: # see the minutes", 1))
    FILE.unlink()
    told = kept(lambda p: put(p["p_release_notification__public"], "general public", "whole public"))
    assert not FILE.exists() and flat.read_text().startswith("# ours\n") and "whole public" in model(flat)
    assert "its comments could not be kept" in told and "# see the minutes" in (Path("own") / f"{FILE.name}.before-1").read_text()


@pytest.mark.parametrize(("name", "text"), [("mine", "id: ["), ("mine", "id: door\ntext: x\n"), ("release-notification", None)])
def test_an_unsound_file_in_the_folder_stops_before_anything_is_written(ordinance, drafts, tmp_path, name, text):
    Path("own/detainers").mkdir(parents=True)
    Path(f"own/{name}.yml").write_text(text or sources.shipped("clauses", "detainers", "detainers.yml").read_text())
    edit(drafts["ordinance"], tmp_path / "e.docx", lambda p: put(p["p_release_notification__copy"], "24", "48"))
    done = ordinance("review", "e.docx", "--against", PLACE, "--save", "own", "--fail-on", "never")
    assert done.exit_code == 2 and f"own/{name}.yml:" in done.stderr and not FILE.exists()


def test_a_new_section_that_was_edited_by_hand_and_in_word_is_one(kept, drafted):
    def new(text):
        def change(p):
            head = after(section_named(p, "release_notification")[-1], "Reports to the Sheriff", p["p_joint_operations"])
            after(head, text, p["p_detainers__hold"])

        return change

    kept(new("The agency head shall tell the Chief of Police within 10 days."))
    path = Path("own/detainers/reports-to-the-sheriff.yml")
    path.rename(path.with_name("sheriff.yml"))
    path = path.with_name("sheriff.yml")
    path.write_text(path.read_text().replace("id: reports-to-the-sheriff", "id: sheriff").replace("must tell", "must at once tell", 1))
    kept(new("The agency head shall tell the Chief of Police within 20 days."))
    assert len(list(Path("own").glob("*/*.yml"))) == 1
    assert any("shall at once tell the Chief of Police within 20 days" in line for line in drafted())


# --------------------------------------------------------------------------------------------------------------
# What comes round, and what is told


def test_a_run_in_heading_with_a_parenthesis_comes_round(kept, drafted):
    kept(lambda p: put(p["p_detainers__hold"], "Custody after release is due", "Custody: after release (A)"))
    assert any(line.startswith("Custody: after release (A). An immigration detainer") for line in drafted())


def test_a_run_in_heading_that_a_clause_cannot_hold_is_told(kept, drafted):
    told = kept(lambda p: put(p["p_detainers__hold"], "Custody after release is due", "A) Custody after release"))
    assert "the run-in heading “A) Custody after release” was not stored" in told and "“Custody after release is due” was kept" in told


def test_what_stands_in_quotation_marks_is_left_as_it_was_typed(kept, drafted):
    words = "comes with the paper that says “shall”, “the agency shall obey”, or 'other'"
    kept(lambda p: put(p["p_detainers__hold"], "comes with the paper", words))
    assert any(words.replace("'other'", "‘other’") in line for line in drafted())


def test_marks_that_a_clause_cannot_hold_are_told(kept):
    told = kept(lambda p: put(p["p_detainers__hold"], "the paper", "the {{paper}} or [[x]]"))
    assert told.count("stored with a space inside") == 1 and "“{{”, “}}”, “[[”, “]]”" in told


def test_a_deleted_subdivision_that_is_referred_to_is_told_and_stops_the_next_draft(ordinance, kept):
    told = kept(lambda p: out(p["p_u_visa__appeal"]))
    done = ordinance("draft", PLACE, "--as", "ordinance", "--library", "own", "--out", "next")
    for said in (told, done.stderr):
        assert "t-visa.yml:" in said and "[[ref:u-visa.appeal]] leads to a subdivision that own/u-visa/u-visa.yml has no longer" in said
        assert "Put '(appeal)' back there, or copy" in said
    assert done.exit_code == 2 and not Path("next").exists()


def test_a_heading_in_the_midst_of_a_section_makes_no_empty_section(kept):
    def change(p):
        own = section_named(p, "privacy")
        after(own[2], "Vendors and Surveillance Data", p["p_joint_operations"])

    told = kept(change)
    assert "the heading “Vendors and Surveillance Data” was not stored, as what stands below it stays in the clause 'privacy', from “" in told
    assert "nothing was written to own" in told and not Path("own").exists()


def test_a_new_section_in_the_midst_of_another_says_what_stays(kept):
    def change(p):
        own = section_named(p, "privacy")
        head = after(own[2], "Vendors", p["p_joint_operations"])
        after(head, "Each vendor shall be named.", p["p_detainers__hold"])

    assert "vendors: not stored: what follows it in the file stays in the clause 'privacy', from “" in kept(change)


def test_a_deleted_heading_is_told(kept):
    told = kept(lambda p: out(p["p_joint_operations"]))
    assert "the heading “Joint Operations with Immigration Authorities” was deleted and its text kept, which was not stored" in told


def test_a_section_that_changed_its_place_is_told(kept):
    def change(p):
        first = p["p_detainers"]._p
        for paragraph in section_named(p, "release_notification"):
            first.addprevious(paragraph._p)

    told = kept(change)
    assert "changed its place, which was not stored" in told and "nothing was written to own" in told


def test_items_that_changed_their_order_are_told(kept):
    def change(p):
        items = [v for k, v in p.items() if k.startswith("p_joint_operations__bar__")]
        items[0]._p.addprevious(items[1]._p)

    assert "joint-operations: a paragraph changed place, which was not stored" in kept(change)


def test_a_new_section_keeps_its_place_and_its_levels(kept, drafted):
    def change(p):
        item = next(v for k, v in p.items() if k.startswith("p_joint_operations__bar__"))
        head = after(section_named(p, "release_notification")[-1], "Reports to the Sheriff", p["p_joint_operations"])
        one = after(head, "The agency head shall report.", p["p_detainers__hold"])
        two = after(one, "An agency shall not keep these:", p["p_detainers__hold"])
        first = after(two, "a copy of an immigration detainer; or", item)
        after(first, "an entry that rests on an administrative warrant.", item)

    kept(change)
    tree = sources.read_yaml(Path("own/detainers/reports-to-the-sheriff.yml")).tree
    assert "\n  (part-3) a copy of an [[immigration detainer]]; or\n  (part-4) an entry" in tree["variants"]["model"]["text"]
    said = drafted()
    at = next(n for n, line in enumerate(said) if "Reports to the Sheriff" in line)
    following = next(line for line in said[at + 1:] if line in said and "Joint Operations" in line)
    assert said[at + 5] == following


def test_a_figure_of_the_profile_that_was_typed_over_is_told(kept):
    told = kept(lambda p: put(next(v for v in p.values() if "70,537" in v.text and "home to" in v.text), "70,537", "71,000"))
    assert "“70,537” is the profile's (facts.population) and was typed over" in told and "`facts: population:`" in told


# --------------------------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize("file", [True, False])
def test_the_profile_of_another_place_is_refused(ordinance, drafts, tmp_path, file):
    edit(drafts["ordinance"], tmp_path / "e.docx", lambda p: put(p["p_release_notification__copy"], "24", "48"))
    asked = ("--against", drafts["ordinance"], "--profile", "maplewood-nj") if file else ("--against", "maplewood-nj")
    done = ordinance("review", "e.docx", *asked, "--save", "own", "--fail-on", "never")
    assert done.exit_code == 2 and not Path("own").exists()
    assert "'e.docx' was drafted for 'passaic-nj', and the profile is that of 'maplewood-nj'" in done.stderr


@pytest.mark.parametrize("folder", ["library", "library/detainers", "link"])
def test_the_library_is_never_saved_into(ordinance, drafts, tmp_path, monkeypatch, folder):
    (tmp_path / "library" / "detainers").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "library")
    edit(drafts["ordinance"], tmp_path / "e.docx", lambda p: put(p["p_release_notification__copy"], "24", "48"))
    here = SimpleNamespace(**{**vars(sources), "shipped": lambda *parts: tmp_path / "library"})
    monkeypatch.setattr("generator.negotiation.keeping.sources", here)
    done = ordinance("review", "e.docx", "--against", PLACE, "--save", folder, "--fail-on", "never")
    assert done.exit_code == 2 and "is the library itself" in done.stderr
    assert not list((tmp_path / "library").rglob("*.yml"))
