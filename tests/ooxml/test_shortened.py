"""The shortcut of the gate says yes only where reading every block does: on redlines that are tampered with, and on known traps."""

from __future__ import annotations

import copy
import random
from collections import Counter
from functools import lru_cache

import pytest
from lxml import etree

from generator.desk import open_desk
from generator.drafting.choose import Wish
from generator.ooxml.names import W, qn
from generator.ooxml.pieces import cut
from generator.ooxml.reading import Package, open_package, reopened
from generator.ooxml.shortened import shortened
from generator.ooxml.verify import verify, verify_whole
from generator.review.redline import redline
from generator.writers import WriterOptions, writer
from tests.word_files import with_body

TEXTS = [qn(f"w:{n}") for n in ("t", "delText", "instrText")]
NUMBERS = [qn(f"w:{n}") for n in ("numId", "ilvl")]
P, R, INS, DEL = (qn(f"w:{n}") for n in ("p", "r", "ins", "del"))


@lru_cache
def drafts() -> tuple[bytes, bytes, bytes]:
    """Old, new and their redline, all of ours."""
    desk = open_desk()
    profile = desk.profile("passaic-nj")
    old, new = (writer("docx").write(desk.draft(profile, "ordinance", Wish(topics=("detainers", "privacy"), strength=s)).document,
                                     WriterOptions()).data for s in ("strong", "narrow"))
    return old, new, redline(old, new).data


def tampered(root: etree._Element, chance: random.Random) -> str:
    """Do one wrong thing to a redline; what it was."""
    elements = [e for e in root.iter() if e.getparent() is not None and e.tag != qn("w:body")]
    marks = [e for e in elements if e.tag in (INS, DEL) or e.tag.endswith("Change")]
    what = chance.choice(("text", "drop", "attribute", "kind", "swap", "twice", "unwrap", "elsewhere", "list"))
    if what == "text":
        one = chance.choice([e for e in elements if e.tag in TEXTS and e.text])
        at = chance.randrange(len(one.text))
        one.text = one.text[:at] + chance.choice("xyz ") + one.text[at + 1:]
    elif what == "drop":
        one = chance.choice(chance.choice((elements, marks)))
        one.getparent().remove(one)
    elif what == "attribute":
        one = chance.choice([e for e in elements if e.attrib])
        name = chance.choice(sorted(one.attrib))
        one.set(name, f"{one.get(name)}1")
    elif what == "kind":
        one = chance.choice([e for e in marks if e.tag in (INS, DEL)])
        one.tag = INS if one.tag == DEL else DEL
    elif what == "swap":
        one = chance.choice([e for e in elements if e.tag == P and e.getnext() is not None])
        one.getnext().addnext(one)
    elif what == "twice":
        one = chance.choice([e for e in elements if e.tag in (P, R, INS, DEL)])
        one.addnext(copy.deepcopy(one))
    elif what == "unwrap":
        one = chance.choice([e for e in marks if len(e)])
        for child in list(one):
            one.addprevious(child)
        one.getparent().remove(one)
    elif what == "elsewhere":
        one, other = chance.sample([e for e in elements if e.tag == R and not e.findall(f".//{R}")], 2)
        other.addnext(one)
    else:
        one = chance.choice([e for e in elements if e.tag in NUMBERS])
        one.set(qn("w:val"), str(int(one.get(qn("w:val"))) + chance.choice((-1, 1))))
    return what


def test_a_redline_that_is_tampered_with_is_found_out_exactly_as_by_reading_every_block():
    old, new, made = drafts()
    sides = open_package(old), open_package(new)
    chance = random.Random(20)
    found = Counter()
    for _ in range(160):
        red = reopened(made, "the redline")
        what = tampered(red.root(red.document()), chance)
        data = red.to_bytes()
        slow = verify_whole(*sides, reopened(data, "the redline"))
        assert [str(d) for d in verify(*sides, reopened(data, "the redline"))] == [str(d) for d in slow], what
        found[bool(slow)] += 1
    assert found[True] > 120 and found[False] > 5


def test_what_is_read_of_a_redline_of_our_own_is_a_small_part_of_it():
    packages = [open_package(data) for data in drafts()]
    cuts = [package.cut(package.document()) for package in packages]
    short = shortened(*cuts, link_prefixes=cuts[0].prefixes("http://schemas.openxmlformats.org/officeDocument/2006/relationships"))
    whole = [len(package.parts[package.document()]) for package in packages]
    assert all(4 * len(part) < size for part, size in zip(short, whole, strict=True))
    assert verify_whole(*packages) == []


def plain(*paragraphs: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)


FILLER = plain(*(f"Provision {n} stays as it is." for n in range(12)))
TRAPS = {
    "a deleted mark whose words are not deleted": (
        FILLER + plain("One.", "Two.") + FILLER.replace("Provision", "Section"),
        FILLER + plain("Two.") + FILLER.replace("Provision", "Section"),
        FILLER + "<w:p><w:pPr><w:rPr><w:del w:id='9' w:author='A'/></w:rPr></w:pPr><w:r><w:t>One.</w:t></w:r></w:p>"
        + plain("Two.") + FILLER.replace("Provision", "Section")),
    "a stretch that stands twice": (
        FILLER + plain("One.") + FILLER, FILLER + plain("One.") + FILLER,
        FILLER + plain("One.") + FILLER + FILLER),
    "a deleted word that is written as text": (
        FILLER + plain("must not") + FILLER, FILLER + plain("must") + FILLER,
        FILLER + "<w:p><w:r><w:t>must not</w:t></w:r><w:del w:id='9' w:author='A'><w:r><w:delText/></w:r></w:del></w:p>" + FILLER),
    "an insertion inside a deletion": (
        FILLER + plain("must not") + FILLER, FILLER + plain("must") + FILLER,
        FILLER + "<w:p><w:r><w:t>must</w:t></w:r><w:del w:id='9' w:author='A'><w:ins w:id='8' w:author='A'><w:r>"
        "<w:delText xml:space='preserve'> not</w:delText></w:r></w:ins></w:del></w:p>" + FILLER),
    "a layout that is not what it was": (
        FILLER + "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>One.</w:t></w:r></w:p>" + FILLER, FILLER + plain("One.") + FILLER,
        FILLER + "<w:p><w:pPr><w:pPrChange w:id='9' w:author='A'><w:pPr><w:keepLines/></w:pPr></w:pPrChange></w:pPr>"
        "<w:r><w:t>One.</w:t></w:r></w:p>" + FILLER),
}


@pytest.mark.parametrize("bodies", TRAPS.values(), ids=TRAPS.keys())
def test_known_traps_are_found_out(bodies):
    old, new, made = (open_package(with_body(inner)) for inner in bodies)
    slow = verify_whole(old, new, made)
    assert slow and [str(d) for d in verify(old, new, made)] == [str(d) for d in slow]


def numbered(text: str, list_id: int, mark: str = "") -> str:
    return (f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{list_id}'/></w:numPr>{mark}</w:pPr>"
            f"<w:r><w:t>{text}</w:t></w:r></w:p>")


def test_a_list_that_goes_on_is_not_one_that_begins_anew():
    """Two lists defined alike are told apart by their order of use, also where the first use is left out."""
    first = "".join(numbered(f"Item {n}", 1) for n in range(8))
    bodies = (FILLER + first + FILLER + numbered("last", n) + FILLER for n in (1, 1, 2))
    old, new, made = (with_lists(inner) for inner in bodies)
    assert verify_whole(old, new, made) and verify(old, new, made)


def with_lists(inner: str) -> Package:
    """A file with two lists that are defined alike."""
    package = open_package(with_body(inner))
    lists = f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl></w:abstractNum>' + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in (1, 2)) + "</w:numbering>"
    name = package.add_part("word/numbering.xml", lists.encode(),
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml")
    package.add_link(package.document(), "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering", name)
    return open_package(package.to_bytes())


def test_a_part_is_cut_only_where_that_is_safe():
    document = f'<w:document xmlns:w="{W}"><w:body>%s</w:body></w:document>'
    assert cut((document % plain("One.")).encode()).blocks == [plain("One.").encode()]
    for inner in ("<!-- <w:p> --><w:p/>", "<w:p w:x='a > b'/>", "<w:p><w:r><w:t><![CDATA[x]]></w:t></w:r></w:p>", "<?x y?><w:p/>",
                  "<w:p><w:txbxContent><w:p/></w:txbxContent></w:p>", "<w:p/><w:altChunk><w:p/></w:altChunk>",
                  f'<x:p xmlns:x="{W}"/>'):
        assert cut((document % inner).encode()) is None, inner
