"""The promise on random edits, and the shape of the marks on chosen ones."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import Refusal
from generator.ooxml.reading import open_package
from generator.ooxml.redline import emit
from generator.ooxml.resolve import accept_all, has_tracked_changes, reject_all
from generator.ooxml.canonical import Canonical
from generator.ooxml.verify import first_difference, verify
from generator.review.redline import redline
from tests.word_files import body, docx, marked, package, paragraphs, with_body

VOCABULARY = ("An agency must not ask about immigration status unless a judicial warrant , signed under 8 U.S.C. § 1373(a) "
              "names the person . within 48 hours of $500 لا يجوز لأي وكالة חוק את 任何 niña the a of to").split()
TEXT = st.lists(st.sampled_from(VOCABULARY), min_size=0, max_size=16).map(" ".join)
RUNS = st.lists(st.tuples(TEXT.map(lambda t: t + " "), st.sampled_from(["", "b", "i", "bi", "u", "r"])), max_size=4)
PARAGRAPH = st.one_of(
    TEXT, RUNS, st.tuples(st.sampled_from(["Heading 1", "List Number", "Quote", "Normal"]), TEXT))
TABLE = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.lists(TEXT, min_size=columns, max_size=columns), min_size=1, max_size=4)
).map(lambda rows: {"rows": rows})
BLOCKS = st.lists(st.one_of(PARAGRAPH, PARAGRAPH, PARAGRAPH, TABLE), min_size=1, max_size=8)


@st.composite
def edited(draw, blocks):
    """The blocks after some edits of the kind people make."""
    blocks = list(blocks)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, max(0, len(blocks) - 1)))
        kind = draw(st.sampled_from(["insert", "delete", "word", "split", "join", "move", "format", "table"]))
        here = blocks[at] if blocks else ""
        if kind == "insert":
            blocks.insert(at, draw(st.one_of(PARAGRAPH, TABLE)))
        elif kind == "delete" and len(blocks) > 1:
            del blocks[at]
        elif kind == "move":
            blocks.insert(draw(st.integers(0, max(0, len(blocks) - 1))), blocks.pop(at))
        elif kind == "word" and isinstance(here, str):
            words = here.split(" ")
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(VOCABULARY + [""]))
            blocks[at] = " ".join(words)
        elif kind == "split" and isinstance(here, str):
            cut = draw(st.integers(0, len(here)))
            blocks[at:at + 1] = [here[:cut], here[cut:]]
        elif kind == "join" and at + 1 < len(blocks) and isinstance(here, str) and isinstance(blocks[at + 1], str):
            blocks[at:at + 2] = [here + blocks[at + 1]]
        elif kind == "format" and isinstance(here, str) and here:
            cut = draw(st.integers(0, len(here)))
            blocks[at] = [(here[:cut], ""), (here[cut:], draw(st.sampled_from("biu")))]
        elif kind == "table" and isinstance(here, dict):
            rows = [list(r) for r in here["rows"]]
            row = draw(st.integers(0, len(rows) - 1))
            change = draw(st.sampled_from(["cell", "row in", "row out"]))
            if change == "cell":
                rows[row][0] = draw(TEXT)
            elif change == "row in":
                rows.insert(row, ["new"] * len(rows[0]))
            elif len(rows) > 1:
                del rows[row]
            blocks[at] = {"rows": rows}
    return blocks or ["nothing left"]


EDITS = BLOCKS.flatmap(lambda blocks: st.tuples(st.just(blocks), edited(blocks)))
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(EDITS, st.tuples(st.sampled_from(["", "DRAFT 1"]), st.sampled_from(["", "DRAFT 2", "DRAFT 1"])), st.booleans())
def test_the_promise_holds_for_any_edit(pair, headers, moves):
    old, new = docx(*pair[0], header=headers[0]), docx(*pair[1], header=headers[1])
    made = redline(old, new, "Counsel", "2024-01-01T00:00:00Z", engine="own", moves=moves)
    assert made.road == "own"
    red = open_package(made.data)
    for resolved, source in ((accept_all(red), new), (reject_all(red), old)):
        assert not has_tracked_changes(resolved)
        assert spoken(resolved.to_bytes()) == spoken(source)


@SLOW
@given(BLOCKS, BLOCKS)
def test_the_promise_holds_for_two_unrelated_files(old, new):
    assert redline(docx(*old), docx(*new), engine="own").road == "own"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_whole_paragraph_replacement_keeps_the_promise_too(pair):
    old, new = package(docx(*pair[0])), package(docx(*pair[1]))
    made = emit(old, new, "Counsel", coarse=True)
    assert verify(old, new, open_package(made.package.to_bytes())) == []


def spoken(data: bytes) -> list[str]:
    """The paragraphs as python-docx (not our own reader) gives them, empty ones left out."""
    document = Document(io.BytesIO(data))
    found = []
    for p in document.element.body.iter(qn("w:p")):
        text = "".join((t.text or "") if t.tag == qn("w:t") else "\t" for t in p.iter(qn("w:t"), qn("w:tab")) if
                       t.tag == qn("w:t") or t.getparent().tag == qn("w:r"))
        if text:
            found.append(text)
    return found + [p.text for s in document.sections for p in s.header.paragraphs if p.text]


# The shape of the marks


def test_one_word_is_one_deletion_and_one_insertion():
    made = redline(docx("An agency must not ask."), docx("An agency may not ask."), "A. Author", "2024-05-06T07:08:09Z")
    assert (marked(made.data, "del"), marked(made.data, "ins")) == (["must"], ["may"])
    change = next(body(made.data).iter(qn("w:del")))
    assert change.get(qn("w:author")) == "A. Author" and change.get(qn("w:date")) == "2024-05-06T07:08:09Z"
    assert [(e.kind, e.before, e.after) for e in made.changes] == [("replaced", "must", "may")]


def test_without_a_date_none_is_written():
    made = redline(docx("one"), docx("two"), "A")
    assert b"w:date" not in zipfile.ZipFile(io.BytesIO(made.data)).read("word/document.xml")


def test_the_same_input_gives_the_same_bytes():
    old, new = docx("one two", {"rows": [["a", "b"]]}), docx("one three", {"rows": [["a", "c"]]})
    assert redline(old, new, "A").data == redline(old, new, "A").data


def test_equal_files_carry_no_mark():
    made = redline(docx("one", "two"), docx("one", "two"), "A")
    assert made.changes == () and not has_tracked_changes(open_package(made.data))


def test_a_split_is_one_inserted_paragraph_mark():
    first, second = "An agency must not ask about status. ", "A person may refuse to answer any question."
    made = redline(docx("Start", first + second, "End"), docx("Start", first, second, "End"), "A")
    assert marked(made.data, "ins") == [] and marked(made.data, "del") == []
    marks = list(body(made.data).iter(qn("w:ins")))
    assert [m.getparent().tag for m in marks] == [qn("w:rPr")]


def test_a_paragraph_added_at_the_end_leaves_no_empty_one_behind():
    made = redline(docx("one"), docx("one", "two"), "A")
    rejected = reject_all(open_package(made.data)).to_bytes()
    assert paragraphs(rejected) == ["one"]


def test_a_new_row_is_a_tracked_row():
    old, new = docx({"rows": [["a", "b"], ["c", "d"]]}), docx({"rows": [["a", "b"], ["x", "y"], ["c", "d"]]})
    rows = list(body(redline(old, new, "A").data).iter(qn("w:tr")))
    assert [r.find(f"{qn('w:trPr')}/{qn('w:ins')}") is not None for r in rows] == [False, True, False]


def test_formatting_alone_is_a_formatting_change():
    made = redline(docx([("must not", "")]), docx([("must ", ""), ("not", "b")]), "A")
    changes = list(body(made.data).iter(qn("w:rPrChange")))
    assert len(changes) == 1 and not marked(made.data, "ins") and not marked(made.data, "del")


def test_a_changed_header_is_tracked_in_its_own_part():
    made = redline(docx("x", header="DRAFT 1"), docx("x", header="DRAFT 2"), "A")
    opened = open_package(made.data)
    header = opened.root(opened.related(opened.document(), "header"))
    assert [t.text for t in header.iter(qn("w:delText"))] == ["1"]
    assert [(e.story, e.before, e.after) for e in made.changes] == [("header", "1", "2")]


def test_a_moved_paragraph_is_deleted_and_inserted_unless_moves_are_asked_for():
    texts = ["Alpha section about records and fees.", "Beta section about training of officers.", "Gamma is the last one."]
    old, new = docx(*texts, "End"), docx(texts[1], texts[2], texts[0], "End")
    plain = redline(old, new, "A").data
    assert marked(plain, "moveTo") == [] and marked(plain, "ins") == [texts[0]]
    moved = redline(old, new, "A", moves=True).data
    assert marked(moved, "moveFrom") == marked(moved, "moveTo") == [texts[0]]
    assert not list(body(moved).iter(qn("w:delText")))
    starts = [e.get(qn("w:name")) for tag in ("moveFromRangeStart", "moveToRangeStart") for e in body(moved).iter(qn(f"w:{tag}"))]
    assert len(starts) == 2 and len(set(starts)) == 1


def test_nothing_hides_in_a_move():
    old = docx("The limit is sixty days for each request.", "Middle one stays here always.", "Last one stays here always.")
    new = docx("Middle one stays here always.", "Last one stays here always.", "The limit is ninety days for each request.")
    made = redline(old, new, "A", moves=True).data
    assert marked(made, "moveTo") == []
    assert "The limit is sixty days for each request." in marked(made, "del")


def test_ids_are_unique_and_tracking_is_on():
    old = docx("one two", {"rows": [["a"]]}, header="H1")
    made = redline(old, docx("one three", "four", {"rows": [["a"], ["b"]]}, header="H2"), "A")
    opened = open_package(made.data)
    ids = [e.get(qn("w:id")) for part in opened.stories() for e in opened.root(part).iter()
           if e.get(qn("w:author")) is not None]
    assert len(ids) == len(set(ids)) and ids
    settings_part = opened.root(opened.related(opened.document(), "settings"))
    assert settings_part.find(qn("w:trackRevisions")) is not None


def numbered(*items: tuple[str, str]) -> bytes:
    """A file whose paragraphs carry our bookmarks: (bookmark, text)."""
    document = Document()
    for number, (name, text) in enumerate(items, 1):
        p = document.add_paragraph()
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(number))
            if tag.endswith("Start"):
                mark.set(qn("w:name"), name)
                p._p.append(mark)
                p.add_run(text)
            else:
                p._p.append(mark)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_provisions_are_paired_by_our_ids_and_named_in_the_list():
    old = numbered(("p_a", "The Director shall report each year."), ("p_b", "The Director shall report each month."))
    new = numbered(("p_b", "The Director shall report each month to council."), ("p_c", "Something entirely new here."))
    made = redline(old, new, "A")
    assert [(e.kind, e.provision) for e in made.changes if e.after == " to council"] == [("inserted", "p_b")]
    assert "The Director shall report each year." in marked(made.data, "del")


def test_a_deleted_provision_comes_back_with_its_bookmark():
    old = numbered(("p_a", "First provision stands here."), ("p_b", "Second one goes away."), ("p_c", "Third."))
    new = numbered(("p_a", "First provision stands here."), ("p_c", "Third."))
    red = open_package(redline(old, new, "A").data)
    names = [[b.get(qn("w:name")) for b in r.root(r.document()).iter(qn("w:bookmarkStart"))]
             for r in (accept_all(red), reject_all(red))]
    assert names == [["p_a", "p_c"], ["p_a", "p_b", "p_c"]]


def test_a_deleted_provision_at_the_end_comes_back_with_its_bookmark_too():
    old = numbered(("p_a", "First provision stands here."), ("p_b", "Second one goes away."), ("p_c", "Third goes as well."))
    new = numbered(("p_a", "First provision stands here."))
    red = open_package(redline(old, new, "A").data)
    names = [[b.get(qn("w:name")) for b in r.root(r.document()).iter(qn("w:bookmarkStart"))]
             for r in (accept_all(red), reject_all(red))]
    assert names == [["p_a"], ["p_a", "p_b", "p_c"]]


def test_of_two_provisions_that_changed_places_the_one_that_a_reference_points_to_stays():
    short, long = ("p_s", "Short exception."), ("p_l", "A much longer provision about many other things of the city.")
    old, new = numbered(short, long, ("p_e", "End.")), numbered(long, short, ("p_e", "End."))
    assert marked(redline(old, new, "A").data, "ins") == ["Short exception."]
    pointing = [pointing_to("p_s", data) for data in (old, new)]
    assert "Short exception." not in marked(redline(*pointing, "A").data, "ins")


def pointing_to(name: str, data: bytes) -> bytes:
    """The file with a reference to the bookmark in its last paragraph."""
    document = Document(io.BytesIO(data))
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" REF {name} \\h ")
    document.paragraphs[-1]._p.append(field)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_words_and_a_provision_behind_them_are_one_insertion_and_named_apart():
    old = numbered(("p_a", "sell data to a broker."), ("p_c", "Third one stays."))
    new = numbered(("p_a", "sell data to a broker; or"), ("p_b", "buy data from one."), ("p_c", "Third one stays."))
    made = redline(old, new, "A", engine="own")
    assert [(e.kind, e.provision, e.after) for e in made.changes] == [
        ("replaced", "p_a", "; or"), ("inserted", "p_b", "buy data from one.")]
    root = reject_all(open_package(made.data))
    names = [b.get(qn("w:name")) for b in root.root(root.document()).iter(qn("w:bookmarkStart"))]
    assert names == ["p_a", "p_c"]


def test_a_shifted_field_result_is_no_change():
    field = ('<w:p><w:r><w:t xml:space="preserve">See Section </w:t></w:r><w:fldSimple w:instr=" REF p_x \\h "><w:r><w:t>{}</w:t>'
             '</w:r></w:fldSimple><w:r><w:t>.</w:t></w:r></w:p><w:sectPr/>')
    assert redline(with_body(field.format(3)), with_body(field.format(4)), "A").changes == ()


def test_a_deleted_field_is_deleted_whole():
    field = '<w:p><w:r><w:t>See</w:t></w:r>{}</w:p><w:p><w:r><w:t>End</w:t></w:r></w:p><w:sectPr/>'
    simple = '<w:fldSimple w:instr=" REF p_x \\h "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    made = redline(with_body(field.format(simple)), with_body(field.format("")), "A")
    deletion = body(made.data).find(f".//{qn('w:del')}")
    assert [e.text for e in deletion.iter(qn("w:delInstrText"))] == [" REF p_x \\h "]
    assert len(list(deletion.iter(qn("w:fldChar")))) == 3


def test_a_section_break_that_came_is_an_inserted_mark():
    plain = "<w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p><w:sectPr/>"
    broken = plain.replace("<w:p><w:r><w:t>one", '<w:p><w:pPr><w:sectPr><w:pgSz w:w="5000" w:h="6000"/></w:sectPr></w:pPr>'
                           "<w:r><w:t>one", 1)
    for old, new in ((plain, broken), (broken, plain)):
        made = redline(with_body(old), with_body(new), "A", engine="own")
        assert made.road == "own" and not marked(made.data, "del")


# Refusals


def test_tracked_changes_in_an_input_are_refused_unless_it_is_said_what_they_mean():
    old, new = docx("one two"), docx("one three")
    tracked = redline(old, new, "A").data
    with pytest.raises(Refusal, match="already carries tracked changes"):
        redline(old, tracked, "A")
    assert redline(old, tracked, "A", existing="reject").changes == ()
    assert [e.after for e in redline(old, tracked, "A", existing="accept").changes] == ["three"]


def test_a_broken_redline_never_leaves(monkeypatch):
    import generator.review.redline as room

    def wrong(old, new, author, date, **options):
        made = emit(old, new, author, date)
        made.package.root(made.package.document()).find(f".//{qn('w:t')}").text = "forged"
        return made

    monkeypatch.setattr(room, "emit", wrong)
    with pytest.raises(Refusal, match="forged"):
        room.redline(docx("one two three"), docx("one two four"), "A", engine="own")


def test_when_words_cannot_be_tracked_paragraphs_are_replaced_and_it_is_said(monkeypatch):
    import generator.review.redline as room
    from generator.ooxml.marks import Untrackable

    def fussy(old, new, author, date, *, coarse=False, moves=False):
        if not coarse:
            raise Untrackable("a thing")
        return emit(old, new, author, date, coarse=True)

    monkeypatch.setattr(room, "emit", fussy)
    monkeypatch.setattr(room, "is_installed", lambda: False)
    made = room.redline(docx("one two three"), docx("one two four"), "A")
    assert made.road == "whole-paragraphs"
    assert any("replaced whole" in n for n in made.notes) and any("a thing" in n for n in made.notes)


def pointed(*names: str) -> str:
    """A paragraph that refers to bookmarks."""
    return "<w:p>" + "".join(
        f'<w:r><w:t xml:space="preserve">See </w:t></w:r><w:fldSimple w:instr=" REF {n} \\w \\h "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for n in names) + "</w:p>"


def provision(name: str, text: str) -> str:
    return (f'<w:p><w:bookmarkStart w:id="{len(text)}" w:name="{name}"/><w:bookmarkEnd w:id="{len(text)}"/>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p>")


def test_a_reference_that_a_rejection_breaks_is_named():
    first, second = provision("p_first", "An agency keeps a record."), provision("p_second", "A person may appeal to the council.")
    both, one = pointed("p_first", "p_second"), pointed("p_second")
    swapped = redline(with_body(first + second + both), with_body(second + first + both))
    assert len(swapped.notes) == 1 and "must be set again" in swapped.notes[0]
    assert ("An agency keeps a record" in swapped.notes[0]) != ("A person may appeal" in swapped.notes[0])
    assert redline(with_body(first + second + one), with_body(second + first + one)).notes == ()  # what nobody refers to moves


def test_a_difference_of_numbering_is_told_in_words():
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>'
    one, other = package(with_body(numbered)), package(with_body(numbered))
    other.parts["word/numbering.xml"] = other.parts["word/numbering.xml"].replace(b"<w:num ", b"<w:gone ").replace(b"</w:num>", b"</w:gone>")
    _, expected, found = first_difference(Canonical(one), Canonical(other))
    assert (expected, found) == ("a number of Word's level 0", "no number")
