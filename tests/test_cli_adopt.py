"""`ordinance adopt`: a profile and clauses out of a text that exists, from which the town can draft again."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.desk import Desk, open_desk
from generator.document import Document, Items, Recital, Section, plain, walk
from generator.drafting.choose import Wish
from generator.negotiation.adopting import Adopted, Asked, adopt
from generator.review.lint import Context, lint
from generator.writers import writer

FOREIGN = Path(__file__).parent / "readers" / "foreign"
ORDER = """CITY OF RIVERTON, NEW JERSEY

EXECUTIVE ORDER NO. 17-03

ON FAIR TREATMENT

WHEREAS, the City of Riverton serves everyone; and

WHEREAS, trust is needed;

NOW, THEREFORE, I, Dana Sample, Mayor of the City of Riverton, do hereby order:

Section 1. Definitions

“Agency” means

(1) a department; or

(2) a board of the City.

“Public Garden” means a garden that the City keeps. A park is not a Public Garden.

Section 2. Detainers

(a) Hold. No Agency must hold a person on an immigration detainer unless a judge has signed a warrant.

(b) An Agency must

(1) write to the person; and

(2) keep a copy.

The copy is confidential.

(c) Subsection (a) and Section 3 do not limit an arrest for a crime.

Section 3. Gardens

Each Agency must keep each Public Garden open. It must [[ lock ]] none.

Section 4. Severability

If a court finds part of this Order invalid, the rest remains in effect.
"""


def operative(document: Document) -> dict[str, str]:
    """The words of each section that holds words, by its heading; flush text stands before the items."""
    out = {}
    for section in (n for n in walk(document.blocks) if isinstance(n, Section)):
        if any(isinstance(c, Section) for c in section.children):
            continue
        said = []
        for node in walk(section.children):
            heading = plain(getattr(node, "heading", ()))
            said += [heading] if heading else []
            said += [plain(getattr(node, k)) for k in ("chapeau", "content", "flush") if isinstance(getattr(node, k, None), tuple) and getattr(node, k)]
            said += [plain(i) for i in node.items] if isinstance(node, Items) else []
        out[plain(section.heading).casefold()] = " ".join(" ".join(said).replace("\u2011", "-").split())
    return out


def again(folder: Path) -> tuple[Desk, Document]:
    """What the adopted profile drafts with the adopted clauses."""
    desk = open_desk(folder / "clauses")
    profile = desk.profile(str(folder / "profile.yml"))
    return desk, desk.draft(profile, profile.choices.instruments[0], Wish(acknowledge_preemption=True)).document


def adopted(tmp_path: Path, text: str = ORDER, **asked) -> tuple[Adopted, Path]:
    path, folder = tmp_path / "order.txt", tmp_path / "town"
    path.write_text(text, encoding="utf-8")
    return adopt(open_desk(), str(path), folder, Asked(**asked)), folder


@pytest.mark.parametrize(("place", "instrument", "form"), [
    ("maplewood-nj", "ordinance", "docx"), ("maplewood-nj", "ordinance", "text"), ("passaic-nj", "executive-order", "docx"),
    ("maplewood-nj", "resolution", "text"), ("oak-park-il", "police-order", "text"), ("east-lansing-mi", "ordinance", "html"),
])
def test_our_own_draft_adopted_and_drafted_again_has_the_same_words(tmp_path, place, instrument, form):
    desk = open_desk()
    before = desk.draft(desk.profile(place), instrument).document
    row = writer(form)
    path = tmp_path / f"draft.{row.extension}"
    path.write_bytes(row.write(before).data)
    made = adopt(desk, str(path), tmp_path / "town", Asked(profile=place))
    assert not [n for n in made.notes if n.startswith("mend")]
    _, after = again(tmp_path / "town")
    old, new = operative(before), operative(after)
    assert list(old) == list(new)
    assert {h for h in old if old[h] != new[h]} == set()
    assert len(made.recognised) >= len(made.own) * 10


def test_a_text_of_others_comes_back_with_its_sections_levels_and_terms(tmp_path):
    made, folder = adopted(tmp_path)
    assert set(made.recognised) == {"detainers", "severability"} and made.own == ("gardens",)
    _, document = again(folder)
    sections = operative(document)
    assert list(sections) == ["definitions", "detainers", "gardens", "severability", "effective date"]
    assert sections["detainers"] == (
        "Hold No Agency must hold a person on an immigration detainer unless a judge has signed a warrant. An Agency must The copy is confidential. "
        "write to the person; and keep a copy. Section 2(a) and Section 3 do not limit an arrest for a crime.")
    assert sections["definitions"].startswith("In this Order: “Agency” means a department; or a board of the City. “Public Garden” means a garden")
    assert [plain(r.content) for r in document.blocks if isinstance(r, Recital)][:2] == [
        "WHEREAS, the City of Riverton serves everyone;", "WHEREAS, trust is needed; and"]


def test_what_the_town_adopted_can_be_checked_and_drafted_with_more(tmp_path):
    _, folder = adopted(tmp_path)
    desk, document = again(folder)
    grave = {f.code for f in lint(document, Context(place_kind="city", state="NJ")) if f.severity == "error"}
    assert grave == {"MO408"}  # what stands in brackets in the town's own text
    more = desk.draft(desk.profile(str(folder / "profile.yml")), "executive-order", Wish(topics=("adopted", "language-access"))).document
    assert "language access" in operative(more)


def test_signs_of_the_grammar_in_a_text_are_only_words(tmp_path):
    _, folder = adopted(tmp_path)
    _, document = again(folder)
    assert "[ [ lock ] ]" in operative(document)["gardens"]


def test_the_profile_says_what_the_text_says_and_asks_for_the_rest(tmp_path):
    made, folder = adopted(tmp_path)
    profile = yaml.safe_load((folder / "profile.yml").read_text())
    assert profile["place"] == {"name": "Riverton", "kind": "city", "state": "NJ", "form_of_government": "unknown"}
    assert profile["choices"]["number"] == "17-03" and profile["choices"]["instruments"] == ["executive-order"]
    assert any("made from the text alone" in n for n in made.notes)


def test_an_unnumbered_paragraph_between_numbered_ones_is_joined_and_said(tmp_path):
    made, folder = adopted(tmp_path, ORDER.replace("(c) Subsection", "Nobody pays.\n\n(c) Subsection"))
    assert "Nobody pays." in operative(again(folder)[1])["detainers"]
    assert any("was joined" in n or "Nobody" in n for n in made.notes)


@pytest.mark.parametrize("name", ["fairview-resolution.txt", "bexley-bill.txt"])
def test_hand_made_texts_of_2017_can_be_adopted(tmp_path, name):
    made = adopt(open_desk(), str(FOREIGN / name), tmp_path / "town", Asked())
    assert made.own and not [n for n in made.notes if n.startswith("mend")]
    _, document = again(tmp_path / "town")
    words = " ".join(operative(document).values()).casefold()
    assert ("shall not record status" if "bexley" in name else "inquire into immigration status") in words


def test_a_text_without_its_state_needs_a_profile(tmp_path):
    result = CliRunner().invoke(main, ["adopt", str(FOREIGN / "riverton-order.txt"), "-o", str(tmp_path / "town")])
    assert result.exit_code == 2 and "state" in result.output and "--profile" in result.output and not (tmp_path / "town").exists()


def test_nothing_is_written_over_unless_asked(tmp_path):
    path = tmp_path / "order.txt"
    path.write_text(ORDER, encoding="utf-8")
    run = CliRunner().invoke
    assert run(main, ["adopt", str(path), "-o", str(tmp_path / "town")]).exit_code == 0
    assert run(main, ["adopt", str(path), "-o", str(tmp_path / "town")]).exit_code == 2
    assert run(main, ["adopt", str(path), "-o", str(tmp_path / "town"), "--force"]).exit_code == 0


def test_the_command_tells_the_next_one_and_that_one_works(tmp_path):
    path = tmp_path / "order.txt"
    path.write_text(ORDER, encoding="utf-8")
    run = CliRunner().invoke
    said = run(main, ["adopt", str(path), "-o", str(tmp_path / "town")]).output
    command = next(line for line in said.split("\n") if line.startswith("Next: ordinance ")).removeprefix("Next: ordinance ").split()
    result = run(main, [*command, "--out", str(tmp_path / "out"), "--format", "text"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "profile" / "executive-order.en.txt").exists()
