"""What is left out while two files are woven changes nothing in the redline, and comes back whole or not at all."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.desk import open_desk
from generator.drafting.choose import Wish
from generator.errors import UnusableInput
from generator.ooxml import redline as roads
from generator.ooxml.elision import Shared, elided, number_of
from generator.ooxml.pieces import Cut
from generator.ooxml.reading import Package, open_package
from generator.review.redline import redline
from generator.writers import WriterOptions, writer

DESK = open_desk()
STEPS = {
    "a topic out": (Wish(topics=("detainers", "privacy", "dont-ask")), Wish(topics=("detainers", "dont-ask"))),
    "another strength": (Wish(topics=("detainers", "privacy")), Wish(topics=("detainers", "privacy"), strength="narrow")),
    "a topic in": (Wish(topics=("detainers",)), Wish(topics=("detainers", "services"))),
    "one of many topics in": (Wish(topics=("detainers", "privacy")), Wish(topics=("detainers", "privacy", "language-access"))),
    "all strengths": (Wish(topics=("detainers", "privacy", "dont-ask"), strength="strong"), Wish(topics=("privacy",), strength="narrow")),
    "nothing": (Wish(topics=("detainers",)), Wish(topics=("detainers",))),
}


def drafted(wish: Wish) -> bytes:
    return writer("docx").write(DESK.draft(DESK.profile("passaic-nj"), "ordinance", wish).document, WriterOptions()).data


def contents(data: bytes) -> dict[str, bytes]:
    package = open_package(data)
    return {name: etree.tostring(etree.fromstring(part), method="c14n") if name.endswith((".xml", ".rels")) else part
            for name, part in package.parts.items()}


@pytest.mark.parametrize("wishes", STEPS.values(), ids=STEPS.keys())
@pytest.mark.parametrize("moves", (False, True))
def test_the_redline_is_the_one_that_weaving_everything_gives(wishes, moves, monkeypatch):
    old, new = map(drafted, wishes)
    cuts = [package.cut(package.document()) for package in map(open_package, (old, new))]
    assert elided(*cuts, shared(frozenset(b"%d" % n for n in range(99))), with_lone=not moves) is not None
    quick = redline(old, new, date="2024-01-01T00:00:00Z", moves=moves)
    monkeypatch.setattr(roads, "_elided", lambda *_, with_lone: None)
    slow = redline(old, new, date="2024-01-01T00:00:00Z", moves=moves)
    assert contents(quick.data) == contents(slow.data)
    assert quick.changes == slow.changes and quick.notes == slow.notes


def shared(lists: frozenset[bytes] = frozenset(), styles: frozenset[str] = frozenset()) -> Shared:
    return Shared(lists, lambda: styles, [b" r:"])


def paragraph(text: str, id: str = "", inside: str = "") -> bytes:
    mark = f'<w:bookmarkStart w:id="1" w:name="p_{id}"/><w:bookmarkEnd w:id="1"/>' if id else ""
    return f"<w:p>{mark}<w:r>{inside}<w:t>{text}</w:t></w:r></w:p>".encode()


def cut_of(*blocks: bytes) -> Cut:
    return Cut(b"<w:document><w:body>", list(blocks), b"</w:body></w:document>")


SAME = [paragraph(f"Provision {n}.", f"same_{n}") for n in range(12)]
END = [paragraph(f"End {n}.") for n in range(4)]


def stretches(old: list[bytes], new: list[bytes], lists: frozenset[bytes] = frozenset()) -> list[int]:
    found = elided(cut_of(*old), cut_of(*new), shared(lists))
    return [stand_in.blocks for stand_in in found.stand_ins if not stand_in.tag] if found else []


def lone(old: list[bytes], new: list[bytes], **more) -> list[tuple[str, int]]:
    """What came or went and need not be woven: the mark and how many provisions."""
    found = elided(cut_of(*old), cut_of(*new), shared(styles=frozenset(("Known",))), **more)
    return [(s.tag.rpartition("}")[2], len(s.wholes)) for s in found.stand_ins if s.tag] if found else []


def test_the_files_keep_their_ends_and_what_changed():
    changed = [paragraph("Before.", "x")], [paragraph("After.", "x")]
    assert stretches([*SAME, *changed[0], *END], [*SAME, *changed[1], *END]) == [12]
    assert stretches([*SAME[:6], *changed[0], *SAME[6:], *END], [*SAME[:6], *changed[1], *SAME[6:], *END]) == [6, 7]


def test_what_differs_only_in_the_numbers_of_comments_is_alike():
    remarked = [[paragraph(f"Provision {n}.", f"same_{n}", f'<w:t>A</w:t></w:r><w:r><w:commentReference w:id="{n + more}"/></w:r><w:r>')
                 for n in range(12)] for more in (0, 5)]
    assert stretches([*remarked[0], *END], [*remarked[1], *END]) == [13]


GONE = [paragraph(f"It goes {n}.", f"gone_{n}") for n in range(3)]


def test_provisions_that_stand_alone_between_two_others_came_or_went():
    short, long = [*SAME, *END], [*SAME[:5], *GONE, *SAME[5:], *END]
    assert lone(long, short) == [("del", 3)] and lone(short, long) == [("ins", 3)]
    assert lone(long, short, with_lone=False) == []


@pytest.mark.parametrize("other", (
    paragraph("It has no id."), paragraph("It has a field.", "f", "<w:fldSimple/>"), b"<w:tbl></w:tbl>",
    paragraph("Its style is unknown.", "s").replace(b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="Odd"/></w:pPr>'),
    b'<w:p><w:hyperlink w:anchor="a"><w:r><w:t>A link.</w:t></w:r></w:hyperlink></w:p>'))
def test_what_else_came_or_went_is_woven(other):
    short, long = [*SAME, *END], [*SAME[:5], GONE[0], other, *GONE[1:], *SAME[5:], *END]
    assert lone(long, short) == [("del", 1), ("del", 2)]
    assert lone(short, long) == [("ins", 1)]  # words may come in one with a paragraph that has no id before them


def test_what_came_behind_a_changed_provision_is_woven_with_it():
    before, after = paragraph("Words", "x"), paragraph("Words that grew", "x")
    assert lone([*SAME, before, *END], [*SAME, after, *GONE, *END]) == []


def test_where_a_provision_moved_past_the_neighbours_all_is_woven():
    assert lone([*SAME[:5], *GONE, *SAME[5:], *END], [*SAME, GONE[1], *END]) == []


def test_where_both_files_have_something_it_is_woven():
    come = [paragraph("It comes.", "come")]
    assert lone([*SAME[:5], *GONE, *SAME[5:], *END], [*SAME[:5], *come, *SAME[5:], *END]) == []


def test_what_was_moved_or_is_crossed_by_what_moved_stays():
    moved = paragraph("It goes elsewhere.", "moved")
    assert stretches([moved, *SAME, *END], [*SAME, moved, *END]) == []


@pytest.mark.parametrize("inside", ("<w:drawing/>", '<w:footnoteReference w:id="1"/>', '<w:pict r:id="rId1"/>',
                                    "<w:fldSimple/>", '<w:numId w:val="7"/>'))
def test_what_leads_elsewhere_stays(inside):
    blocks = [paragraph(f"Provision {n}.", f"same_{n}", inside) for n in range(12)]
    assert stretches([*blocks, *END], [*blocks, *END]) == []


def test_lists_may_go_that_mean_the_same_in_both_files():
    blocks = [paragraph(f"Provision {n}.", f"same_{n}", '<w:numId w:val="7"/>') for n in range(12)]
    assert stretches([*blocks, *END], [*blocks, *END], frozenset((b"7",))) == [13]


def test_a_file_that_uses_the_sign_of_stand_ins_is_woven_whole():
    blocks = [*SAME, paragraph("\ue002stand-in 0", "odd"), *END]
    assert stretches(blocks, blocks) == []


def test_a_stand_in_keeps_bookmarks_and_what_fields_say():
    field = paragraph("§ 4", "field", "<w:instrText> REF p_x \\h </w:instrText>")
    blocks = [*SAME[:6], field, *SAME[6:], *END]
    found = elided(cut_of(*blocks), cut_of(*blocks), shared())
    assert b"<w:instrText> REF p_x \\h </w:instrText>" in found.new and b'w:name="p_same_5"' in found.new
    assert b"Provision 5." not in found.new and found.stand_ins[0].last_id == "p_same_11"


def test_put_back_is_all_or_nothing():
    blocks = [*SAME, *END]
    found = elided(cut_of(*blocks), cut_of(*blocks), shared())
    assert found.put_back(found.new) == b"".join((b"<w:document><w:body>", *blocks, b"</w:body></w:document>"))
    parts = [part + b"</w:p>" for part in found.new.removeprefix(b"<w:document><w:body>").split(b"</w:p>")[:-1]]
    one = next(part for part in parts if number_of(part) is not None)
    for woven in (found.new.replace(one, b""), found.new.replace(one, one + one), found.new.replace(b"stand-in 0", b"stand-in 1")):
        assert found.put_back(woven) is None


@pytest.mark.parametrize("broken", ("old", "new"))
@pytest.mark.parametrize("fault", ((b"</w:sectPr></w:body>", b"</w:body>"), (b"</w:p>", b""), (b"<w:document ", b"<!DOCTYPE x><w:document ")),
                         ids=("at the end", "in what both have alike", "a document type"))
def test_a_fault_is_told_by_its_place_in_the_whole(broken, fault):
    good = drafted(Wish(topics=("detainers",)))
    package = open_package(good)
    main = package.document()
    at = package.parts[main].find(fault[0], len(package.parts[main]) // 2 if fault[0] == b"</w:p>" else 0)
    spoiled = package.parts[main][:at] + package.parts[main][at:].replace(*fault, 1)
    bad = Package({**package.parts, main: spoiled}, "bad.docx").to_bytes()
    sides = (bad, good) if broken == "old" else (good, bad)
    with pytest.raises(UnusableInput) as plainly:
        open_package(bad, "bad.docx")
    with pytest.raises(UnusableInput) as told:
        redline(*sides, old_name="bad.docx", new_name="bad.docx")
    assert str(told.value) == str(plainly.value)


def test_the_same_fault_on_both_sides_is_no_likeness():
    good = drafted(Wish(topics=("detainers",)))
    package = open_package(good)
    main = package.document()
    middle = package.parts[main].find(b"</w:t></w:r>", len(package.parts[main]) // 2)
    spoiled = package.parts[main][:middle] + b"</w:r>" + package.parts[main][middle + len(b"</w:t></w:r>"):]
    bad = Package({**package.parts, main: spoiled}, "bad.docx").to_bytes()
    with pytest.raises(UnusableInput, match="not well-formed"):
        redline(bad, bad, old_name="bad.docx", new_name="bad.docx")
