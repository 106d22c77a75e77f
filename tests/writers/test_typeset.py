"""PDF by Typst: every node is met, tagged, titled, in its language, its fonts inside; right to left right; the same bytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from generator import sources
from generator.document import BLOCKS, INLINES, Citation, EndNote, Figure, NoteAnchor, Paragraph, Row, Table
from generator.errors import DraftingError
from generator.language import load_language
from generator.writers import WRITERS, WriterOptions, typeset
from tests import builders, languages
from tests.builders import cell, doc, para, said
from tests.specimens import specimen
from tests.writers.test_every_node import BLOCK, INLINE, WORD

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")
PLAIN = WriterOptions()
LANGUAGES = {"es": "NotoSans-", "ar": "NotoSansArabic", "ur": "NotoNastaliqUrdu", "gu": "NotoSansGujarati", "hi": "NotoSansDevanagari",
             "bn": "NotoSansBengali", "ko": "NotoSansCJKkr", "zh-Hans": "NotoSansCJKsc"}
SAID = {"es": "Nadie será detenido.", "ar": "لا يجوز للمدينة احتجاز أي شخص", "ur": "شہر کسی شخص کو حراست میں نہیں رکھ سکتا",
        "gu": "શહેર કોઈને અટકાયતમાં રાખી શકશે નહીં", "hi": "नगर किसी को हिरासत में नहीं रख सकता", "bn": "শহর কাউকে আটক রাখতে পারবে না",
        "ko": "시는 누구도 구금할 수 없다", "zh-Hans": "本市不得拘留任何人。"}


def made(document, options=PLAIN) -> bytes:
    return typeset.write(document, options).data


def opened(data: bytes):
    return pypdf.PdfReader(io.BytesIO(data))


def text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in opened(data).pages).split())


def tags(data: bytes) -> list[str]:
    """The names of all structure elements, in the order of reading."""
    out: list[str] = []

    def below(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                below(child)
        elif isinstance(node, dict):
            if node.get("/S"):
                out.append(str(node["/S"]))
            below(node["/K"]) if "/K" in node else None

    below(opened(data).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return out


@pytest.fixture
def boxes(needs, tmp_path):
    """The words of a PDF with their places: (word, left, top)."""
    def read(data: bytes) -> list[tuple[str, float, float]]:
        file = tmp_path / "it.pdf"
        file.write_bytes(data)
        html = subprocess.run([needs("pdftotext"), "-bbox", str(file), "-"], capture_output=True, text=True, check=True).stdout
        return [(w[2], float(w[0]), float(w[1])) for w in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<', html)]

    return read


@pytest.mark.parametrize("layout", ["instrument", "sheet"])
@pytest.mark.parametrize("block", BLOCKS, ids=lambda c: c.__name__)
def test_every_block_is_set(block, layout):
    import generator.document as model

    node = BLOCK[block.__name__](model)
    data = made(doc(node, para("p", "And so on."), layout=layout))
    if isinstance(node, Figure):
        assert "/Figure" in tags(data) and "Zanzibar".encode("utf-16-be").hex() in data.hex() or b"Zanzibar" in data
    else:
        assert WORD in text(data)


@pytest.mark.parametrize("inline", INLINES, ids=lambda c: c.__name__)
def test_every_inline_is_set(inline):
    import generator.document as model

    node = INLINE[inline.__name__](model)
    words = text(made(doc(para("p", "Before ", node, " after."), EndNote("e", 1, said(WORD)))))
    assert WORD in words
    if not isinstance(node, NoteAnchor):
        assert "Before" in words and "after." in words


@pytest.mark.parametrize("document", [specimen(), builders.sample(), languages.arabic_sample(), languages.chinese_sample()],
                         ids=["specimen", "sample", "arabic", "chinese"])
def test_it_is_tagged_titled_in_its_language_and_says_that_it_is_accessible(document):
    root = opened(made(document)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert str(root["/Lang"]).lower().startswith(document.language.tag.partition("-")[0])
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()
    info = opened(made(document)).metadata
    assert info.title == document.properties.title and not info.author and info.creation_date is None


def test_headings_tables_lists_and_pictures_are_tagged_and_headings_are_bookmarks():
    data = made(specimen(final=True, redline=False))
    found = set(tags(data))
    assert {"/H1", "/H2", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TH", "/TD", "/Figure", "/Link", "/P"} <= found
    assert tags(data).count("/H1") == 1 and tags(data).index("/H1") < tags(data).index("/H2")

    def names(outline):
        return [n for one in outline for n in (names(one) if isinstance(one, list) else [one.title])]

    assert "Section 2. Duties" in names(opened(data).outline)


def test_all_fonts_are_inside(desk, profiles):
    def fonts(data):
        for page in opened(data).pages:
            for font in page["/Resources"].get("/Font", {}).values():
                for below in font.get_object()["/DescendantFonts"]:
                    yield below.get_object()["/FontDescriptor"].get_object()

    found = list(fonts(made(desk.outreach(profiles["example-nj"], "handout").document)))
    assert found and all({"/FontFile2", "/FontFile3"} & set(f) for f in found)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_script_has_its_own_font(tag, needs, tmp_path):
    record = load_language(tag, sources.shipped("locales")).record()
    sheet = doc(Paragraph("t", said(SAID[tag]), "heading", 1), para("p", SAID[tag], " (§ 4) ", Citation("8 U.S.C. § 1357(g)")),
                language=record, final=True, layout="sheet")
    try:
        data = made(sheet)
    except DraftingError as error:
        pytest.skip(f"needs a font: {error.faults[0].problem}")
    file = tmp_path / "it.pdf"
    file.write_bytes(data)
    listed = subprocess.run([needs("pdffonts"), str(file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    names = {line.split()[0].partition("+")[2] for line in listed}
    assert any(n.startswith(LANGUAGES[tag]) for n in names), names
    assert not any("DejaVu" in n or "Kufi" in n or "Libertinus" in n for n in names), names


def test_numbers_and_citations_run_left_to_right_in_arabic_and_break_nowhere(boxes):
    # so many that some stand at the end of a line
    held = [p for _ in range(30) for p in ("كلمة ", Citation("8 U.S.C. § 1357(g)"), " اتصل على (732) 555-0100 ")]
    record = languages.ARABIC
    found = boxes(made(doc(para("p", *held), language=record, final=True)))
    words = [(w, x, round(y)) for w, x, y in found]
    calls = [(words[n], words[n + 1]) for n, w in enumerate(words[:-1]) if w[0] == "(732)"]
    assert len(calls) == 30
    assert all(b[0] == "555-0100" and a[1] < b[1] and abs(a[2] - b[2]) <= 1 for a, b in calls)
    cited = [words[n:n + 4] for n, w in enumerate(words) if w[0] == "8"]
    assert len(cited) == 30
    for eight, usc, section, number in cited:
        assert (usc[0], section[0]) == ("U.S.C.", "§") and number[0].startswith("1357(g)")
        assert eight[1] < usc[1] < section[1] < number[1] and max(w[2] for w in (eight, usc, section, number)) - eight[2] <= 1


def test_what_stands_below_an_arabic_page_keeps_its_direction_too(boxes):
    document = replace(doc(para("p", "كلمة"), language=languages.ARABIC, final=True), footer="passaic-nj/handout.ar · القانون في 2026-03")
    assert "2026-03" in {w for w, _, _ in boxes(made(document))}


def test_a_table_of_arabic_begins_at_the_right(boxes):
    rows = (Row((cell("a", "أول"), cell("b", "ثان"))),)
    found = {"".join(sorted(w)): x for w, x, _ in boxes(made(doc(Table("t", rows), language=languages.ARABIC, final=True)))}
    assert found["".join(sorted("أول"))] > found["".join(sorted("ثان"))]


def test_the_same_document_is_the_same_bytes_in_another_process():
    asked = ("import sys, hashlib; from tests.specimens import specimen; from generator.writers import typeset, WriterOptions; "
             "sys.stdout.write(hashlib.sha256(typeset.write(specimen(), WriterOptions()).data).hexdigest())")
    runs = {subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True,
                           cwd=sources.shipped("generator").parent).stdout for _ in range(2)}
    assert len(runs) == 1 and len(runs.pop()) == 64


def test_words_that_look_like_code_stay_words():
    tricky = '#panic("no") \\ " { } $x^2$ *a* _b_ <c> @d // e /* f */ `g` -- ~'
    assert tricky.replace(" ", "") in text(made(doc(para("p", tricky), final=True, title=tricky))).replace(" ", "")


def test_a_row_for_a_pen_is_high_enough(boxes):
    rows = tuple(Row((cell(f"r{n}", f"row{n}"), cell(f"s{n}"))) for n in range(3))
    low = boxes(made(doc(Table("t", rows), final=True, layout="sheet")))
    high = boxes(made(doc(Table("t", tuple(replace(r, height_mm=20) for r in rows)), final=True, layout="sheet")))

    def step(words):
        tops = {w: y for w, _, y in words}
        return tops["row1"] - tops["row0"]

    assert step(high) == pytest.approx(20 / 25.4 * 72, abs=1.5) and step(low) < 35


def test_a_paragraph_begins_a_page():
    fresh = Paragraph("b", said("Two"), "heading", 2, new_page=True)
    assert len(opened(made(doc(para("a", "One."), fresh, final=True))).pages) == 2


def test_the_mark_of_a_draft_is_on_every_page_and_on_no_final():
    pages = [p.extract_text() for p in opened(made(specimen())).pages]
    assert len(pages) > 2 and all("DRAFT: not for adoption" in p for p in pages)
    assert "DRAFT" not in text(made(specimen(final=True)))


def test_drafters_notes_and_a_letterhead_are_told_as_unshown():
    told = typeset.write(specimen(), WriterOptions(template=b"x")).unshown
    assert any("drafter's notes" in u for u in told) and "the letterhead" in told
    assert typeset.write(specimen(final=True), PLAIN).unshown == ()


def test_a_machine_without_typst_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(DraftingError) as told:
        made(specimen())
    assert "pip install 'model-ordinance[pdf]'" in str(told.value)


def test_a_machine_without_the_font_is_told_which_and_where_to_get_it(monkeypatch):
    monkeypatch.setattr(typeset, "_known", lambda: frozenset({"Libertinus Serif"}))
    with pytest.raises(DraftingError, match="needs the font Noto Sans Arabic") as told:
        made(languages.arabic_sample())
    assert "apt-get install fonts-noto-core" in str(told.value) and "fonts.google.com/noto" in str(told.value)


def test_every_language_of_the_program_has_a_font_or_is_latin():
    folders = [p.name for p in sources.shipped("locales").iterdir() if (p / "language.yml").exists()]
    for tag in folders:
        record = load_language(tag, sources.shipped("locales")).record()
        assert (record.script == "latin") == (typeset._script(tag) is None), tag


def test_the_pdf_row_gives_a_sheet_to_typst(desk, profiles):
    assert b"Typst" in WRITERS["pdf"].write(desk.outreach(profiles["example-nj"], "letter").document).data
