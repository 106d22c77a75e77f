"""The shipped translations on the page: complete, in their script and direction, judged in Word's XML and by Poppler."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from generator.document import (
    Blank, Citation, DrafterNote, Duty, Foreign, Items, Name, Paragraph, Reference, Term, Text, blocks_by_id, plain, walk,
)
from generator.drafting.choose import Wish
from generator.drafting.instruments import INSTRUMENTS
from generator.drafting.outreach import testimony
from generator.drafting.outreach.sheet import OFFICES, Sheet
from generator.drafting.speech import Formed
from generator.errors import DraftingError
from generator.language import ENGLISH, PHRASES, language_tags, load_language
from generator.language.notation import SHEET_FORMED
from generator.ooxml.names import qn
from generator.ooxml.reading import open_package
from generator.ooxml.runs import LRM, RLM
from generator.ooxml.wml import PPR, R_, RPR, P, T
from generator.profile import usual_titles
from generator.sources import shipped
from generator.writers import WriterOptions, pdf, writer
from generator.writers.plain import wide_wrap

OTHERS = tuple(tag for tag in language_tags() if tag != ENGLISH)
WHOLE = ("es", "pt-BR", "ht", "ar", "zh-Hans")  # whole instruments; the others have the sheets
SHEETS = ("handout", "menu", "petition", "letter", "memo", "testimony", "questions", "glossary")
PLACES = sorted(path.stem for path in shipped("profiles", "places").glob("*.yml"))
SAMPLE = ("passaic-nj", "meridian-mi", "knox-county-tn")
ALL = Wish(acknowledge_preemption=True)
COMPLEX = tuple(tag for tag in OTHERS if load_language(tag).script == "complex")
GLUE = str.maketrans({"\u00a0": " ", "\u2011": "-", RLM: None, LRM: None})
SCRIPT = {"ar": r"[\u0600-\u06ff]", "zh-Hans": r"[\u4e00-\u9fff]"}
ENGLISH_SENTENCE = re.compile(r"\b(?:[A-Za-z’'-]+ ){5,}[A-Za-z’'-]+")


def instruments_of(desk, place: str, tag: str) -> Iterator:
    """Every instrument that the place can have, whole in the language; a missing string is refused, and fails the test."""
    for name in INSTRUMENTS:
        try:
            desk.draft(desk.profile(place), name, ALL)
        except DraftingError:
            continue  # this place has no such instrument, and says so
        yield desk.draft(desk.profile(place), name, ALL, language=tag).document


def own_words(node) -> Iterator[str]:
    """The words that should be in the language: citations, names, English marked as such and notes stand aside."""
    match node:
        case Foreign() | Citation() | Name() | Reference() | DrafterNote():
            return
        case Text() | Term():
            yield node.text
        case Blank():
            yield node.label
        case Duty():
            yield node.text or node.word
        case tuple():
            for one in node:
                yield from own_words(one)
        case _ if is_dataclass(node):
            for field in fields(node):
                if field.name not in ("origin", "notes", "language", "properties"):
                    yield from own_words(getattr(node, field.name))


@pytest.mark.parametrize("tag", WHOLE)
@pytest.mark.parametrize("place", SAMPLE)
def test_every_instrument_is_whole_and_holds_no_english_sentence(desk, place, tag):
    documents = list(instruments_of(desk, place, tag))
    assert documents
    for document in documents:
        words = [w for block in document.blocks for w in own_words(block)]
        if tag in SCRIPT:  # in another script English is told by its letters; what stands in brackets is a gloss
            left = [m[0] for w in words for m in ENGLISH_SENTENCE.finditer(re.sub(r"[(（][^()（）]*[)）]", "", w))]
            assert not left, (document.kind, left[:3])


@pytest.mark.sweep
@pytest.mark.parametrize("tag", WHOLE)
@pytest.mark.parametrize("place", PLACES)
def test_every_instrument_of_every_place_is_whole(desk, place, tag):
    assert list(instruments_of(desk, place, tag))


@pytest.mark.parametrize("tag", OTHERS)
def test_every_sheet_is_whole_in_every_language(desk, tag):
    for place in SAMPLE:
        for kind in SHEETS:
            assert desk.outreach(desk.profile(place), kind, wish=ALL, language=tag).document.blocks


@pytest.mark.sweep
@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize("place", PLACES)
def test_every_sheet_of_every_instrument_is_whole(desk, place, tag):
    for kind in SHEETS:
        for instrument in ("executive-order", "resolution", "ordinance"):
            try:
                desk.outreach(desk.profile(place), kind, instrument, wish=ALL)
            except DraftingError:
                continue
            assert desk.outreach(desk.profile(place), kind, instrument, wish=ALL, language=tag).document.blocks


# --------------------------------------------------------------------------------------------------------------
# In Word's XML


def root_of(document):
    """The main part of a document's Word file, and its styles."""
    package = open_package(writer("docx").write(document).data)
    main = package.document()
    return package.root(main), package.root(package.related(main, "styles"))


def documents(desk, tag: str) -> list:
    """What is written in a language: an order where whole instruments are, and three sheets."""
    profile = desk.profile("passaic-nj")
    orders = [desk.draft(profile, "executive-order", language=tag).document] if tag in WHOLE else []
    return [*orders, *(desk.outreach(profile, kind, language=tag).document for kind in ("handout", "letter", "memo"))]


@pytest.mark.parametrize("tag", OTHERS)
def test_sizes_weights_fonts_and_languages_are_said_for_every_slot(desk, tag):
    language = load_language(tag)
    slot = {"latin": "val", "complex": "bidi", "east_asian": "eastAsia"}[language.script]
    for document in documents(desk, tag):
        for root in root_of(document):
            for properties in root.iter(RPR):
                for one, twin in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
                    values = [None if (e := properties.find(qn(f"w:{n}"))) is None else e.get(qn("w:val"), "1") for n in (one, twin)]
                    assert values[0] == values[1], (document.kind, one)
                fonts = properties.find(qn("w:rFonts"))
                assert fonts is None or not [a for a in fonts.attrib if a.endswith("Theme")]
        main, styles = root_of(document)
        said = {e.get(qn(f"w:{slot}")) for e in main.iter(qn("w:lang"))}
        assert language.tag in said and said <= {language.tag, "en-US", None}
        assert all(run.find(f"{RPR}/{qn('w:lang')}") is not None for run in main.iter(R_))
        if language.script == "complex":  # tracking tears letters apart that join
            assert not [e for r in styles.iter(RPR) for e in r if e.tag in (qn("w:spacing"), qn("w:kern"))]


@pytest.mark.parametrize("tag", [tag for tag in OTHERS if load_language(tag).direction == "rtl"])
def test_a_right_to_left_document_runs_right_to_left_but_for_its_atoms(desk, tag):
    letters = re.compile(r"[\u0600-\u06ff]")
    for document in documents(desk, tag):
        main, _ = root_of(document)
        for paragraph in main.iter(P):
            text = "".join(t.text or "" for t in paragraph.iter(T))
            bidi = paragraph.find(f"{PPR}/{qn('w:bidi')}")
            if letters.search(text):
                assert bidi is not None and bidi.get(qn("w:val")) != "0", text[:60]
            for run in paragraph.iter(R_):
                said = "".join(t.text or "" for t in run.iter(T))
                if letters.search(said):
                    assert run.find(f"{RPR}/{qn('w:rtl')}") is not None, said
        assert not [e for e in main.iter(qn("w:jc")) if e.get(qn("w:val")) == "right"]


@pytest.mark.parametrize("tag", WHOLE)
def test_citations_stand_whole_in_the_text(desk, tag):
    document = desk.draft(desk.profile("passaic-nj"), "executive-order", language=tag).document
    english = desk.draft(desk.profile("passaic-nj"), "executive-order").document
    main, _ = root_of(document)
    text = "".join(
        (t.text or "") if t.tag == T else "-" for t in main.iter(T, qn("w:noBreakHyphen"))).translate(GLUE)
    cited = {n.text for block in english.blocks for n in walk(block) if isinstance(n, Citation) and not n.key.startswith("law:")}
    assert len(cited) > 10
    assert not [c for c in cited if c not in text]


@pytest.mark.parametrize("tag", WHOLE)
def test_money_and_counts_are_written_as_in_the_united_states(desk, tag):
    english, words = (
        writer("text").write(desk.draft(desk.profile("passaic-nj"), "executive-order", language=t).document).data.decode()
        for t in (ENGLISH, tag))
    wanted, found = (set(re.findall(r"\$?\d{1,3}(?:,\d{3})+", text)) for text in (english, words))
    assert {"70,537", "10,000"} <= wanted <= found
    assert not re.search(r"\b\d{1,3}\.\d{3}\b", words) and not re.search(r"[٠-٩۰-۹०-९০-৯૦-૯]", words)


# --------------------------------------------------------------------------------------------------------------
# On paper


PRINTED: dict[str, bytes] = {}


@pytest.fixture
def orders(desk, needs) -> dict[str, bytes]:
    """An executive order in each language as PDF, from one call of LibreOffice."""
    needs("soffice", "libreoffice")
    if PRINTED:
        return PRINTED
    made = pdf.write_many([desk.draft(desk.profile("passaic-nj"), "executive-order", language=tag).document for tag in WHOLE])
    PRINTED.update(zip(WHOLE, (one.data for one in made), strict=True))
    return PRINTED


FONT = {"es": "LiberationSerif", "pt-BR": "LiberationSerif", "ht": "LiberationSerif", "ar": "NotoSansArabic", "zh-Hans": "NotoSansCJK"}


@pytest.mark.xdist_group("orders on paper")
@pytest.mark.parametrize("tag", WHOLE)
def test_an_order_on_paper_is_tagged_titled_embedded_and_in_its_language(orders, needs, tmp_path, tag):
    file = tmp_path / "order.pdf"
    file.write_bytes(orders[tag])
    told = subprocess.run([needs("pdfinfo"), str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Tagged:\s+yes$", told, re.M) and re.search(r"^Title:\s+\S", told, re.M)
    pypdf = pytest.importorskip("pypdf")
    announced = pypdf.PdfReader(io.BytesIO(orders[tag])).trailer["/Root"]["/Lang"]
    assert announced == load_language(tag).tag
    fonts = subprocess.run([needs("pdffonts"), str(file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    names = {line.split()[0].partition("+")[2] for line in fonts}
    assert any(name.startswith(FONT[tag]) for name in names) and not any("DejaVu" in name for name in names), names
    assert all(re.search(r"\byes\s+(yes|no)\s+yes\s+\d+\s+\d+$", line) for line in fonts)


def test_the_printed_file_is_for_the_printer_alone(desk):
    document = desk.draft(desk.profile("passaic-nj"), "executive-order", language="ar").document
    for printed in (False, True):
        main = open_package(writer("docx").write(document, WriterOptions(printed=printed)).data)
        text = "".join(t.text or "" for t in main.root(main.document()).iter(T))
        assert ("\u202f" in text) == printed and ("\u00a0" in text) != printed


# --------------------------------------------------------------------------------------------------------------
# What counsel reads of the law


BARRED = Wish(("all",), acknowledge_preemption=True)


def shown(document) -> str:
    return " ".join(w for block in document.blocks for w in own_words(block))


@pytest.mark.parametrize("tag", WHOLE)
def test_what_state_law_says_is_told_in_the_language(desk, tag):
    """The reason of the gate in a memo and the warning of a draft: no English but citations and glosses."""
    texas = desk.profile("san-marcos-tx")
    memo = desk.outreach(texas, "memo", wish=BARRED, language=tag).document
    order = desk.draft(texas, "ordinance", BARRED, language=tag).document
    for document in (memo, order):
        english = [plain(n.content) for b in document.blocks for n in walk(b) if isinstance(n, Foreign) and n.language == "en-US"]
        assert not [text for text in english if "Local entities may not adopt" in text or "counsel must" in text]
    says = desk.outreach(texas, "memo", wish=BARRED).document
    assert "forbids a local rule of this kind" in shown(says) and "forbids a local rule of this kind" not in shown(memo)


def test_where_there_is_no_translation_of_the_law_its_english_stands_marked(desk):
    document = desk.outreach(desk.profile("san-marcos-tx"), "memo", wish=BARRED, language="gu").document
    english = [plain(n.content) for b in document.blocks for n in walk(b) if isinstance(n, Foreign) and n.language == "en-US"]
    assert any("forbids a local rule of this kind" in text for text in english)
    assert "forbids a local rule of this kind" not in shown(document)


# --------------------------------------------------------------------------------------------------------------
# Chinese


def test_chinese_sets_no_spaces_and_its_own_brackets(desk):
    text = writer("text").write(desk.draft(desk.profile("passaic-nj"), "executive-order", language="zh-Hans").document).data.decode()
    joined = re.sub(r"\n +", "", text)
    assert "”（coerce）" in joined and "（Mayor）" in joined and " (coerce)" not in joined
    assert "；" in joined and not re.search(r"[\u4e00-\u9fff];[\u4e00-\u9fff ]", joined)


def test_a_line_of_chinese_ends_in_no_latin_word_and_begins_with_no_closing_mark():
    text = "警察不得（除非法律要求）向 Immigration and Customs Enforcement 提供信息，也不得让其进入非公开区域；"
    for width in range(12, 60):
        lines = wide_wrap(text, width, "", "  ")
        assert "".join(line.strip() for line in lines).replace(" ", "") == text.replace(" ", "")
        assert not [line for line in lines if line.strip()[0] in "，；）。"]
        words = {w for line in lines for w in re.findall(r"[A-Za-z]+", line)}
        assert words == {"Immigration", "and", "Customs", "Enforcement"}


@pytest.mark.parametrize("tag", ["en", "es", "ar", "ko", "zh-Hans", "zh-Hant"])
def test_a_testimony_fits_its_minutes_at_the_pace_of_the_language(desk, tag):
    document = desk.outreach(desk.profile("passaic-nj"), "testimony", language=tag).document
    pace, at = load_language(tag).pace, {}
    for paragraph in (b for b in document.blocks if isinstance(b, Paragraph)):
        at.setdefault("now", []) if paragraph.role != "heading" else at.update(now=at.setdefault(len(at), []))
        at["now"].append(paragraph)
    speeches = [paragraphs[2:] for key, paragraphs in at.items() if key != "now" and len(paragraphs) > 3]
    counts = [testimony.count(p for p in speech if p.role == "body") for speech in speeches]
    assert len(counts) == 2
    for count, speech in zip(counts, testimony.SPEECHES, strict=True):
        assert count <= speech.most * pace * 1.02


@pytest.mark.parametrize("tag", ["en", *WHOLE])
def test_the_warning_names_every_provision_that_state_law_bars_and_says_each_answer_once(desk, tag):
    drafted = desk.draft(desk.profile("knox-county-tn"), "resolution", BARRED, language=tag)
    (notice,) = (b for b in drafted.document.blocks if getattr(b, "kind", "") == "preemption")
    rows = [plain(row) for block in notice.blocks for n in walk(block) if isinstance(n, Items) for row in n.items]
    barred = drafted.frame.choice.acknowledged
    assert len(barred) > 10 and len(rows) < len(barred)
    for one in barred:
        assert any(drafted.frame.clause_heading(one.clause) in row for row in rows), one.clause.id
    citations = {one.gate.citation for one in barred}
    assert all(any(citation in row for row in rows) for citation in citations)


def test_the_values_of_sheets_that_have_forms_are_those_that_the_check_knows(desk):
    """`{place:in}` of a name without forms prints the name alone: the preposition would be lost in silence."""
    made = desk.outreach(desk.profile("passaic-nj"), "letter", language="pt-BR", partial=True)
    sheet = Sheet(made.frame, "letter", made.occasion)
    formed = {*OFFICES, "maker", *(name for name, said in sheet.names.items() if isinstance(said, Formed))}
    assert all(SHEET_FORMED.fullmatch(name) for name in formed)
    assert not any(SHEET_FORMED.fullmatch(name) for name in sheet.names if name not in formed)


@pytest.mark.parametrize("tag", [tag for tag in OTHERS if load_language(tag).forms])
def test_no_phrase_of_an_instrument_asks_a_form_of_a_plain_string(desk, monkeypatch, tag):
    lost = []

    def format_field(self, value, form):
        if form and type(value) is str:
            lost.append((value, form))
        return format(value, "") if type(value) is str else format(value, form)

    monkeypatch.setattr(type(PHRASES), "format_field", format_field)
    made = 0
    for place in ("passaic-nj", "example-nj", "passaic-schools-nj", "meridian-mi"):
        for instrument in INSTRUMENTS:
            try:
                desk.draft(desk.profile(place), instrument, Wish(topics=("detainers",)), language=tag, partial=True)
            except DraftingError:
                continue  # an instrument that this place cannot make
            made += 1
    assert made > 8 and not lost


def test_who_keeps_the_original_is_said_with_its_articles(desk):
    said = {tag: plain(blocks_by_id(desk.draft(desk.profile("passaic-nj"), "ordinance", Wish(topics=("detainers",)), language=tag,
                                               partial=True).document)["custody"].content) for tag in ("pt-BR", "es")}
    assert said["pt-BR"].startswith("O ") and said["pt-BR"].endswith("registros oficiais da Cidade.")
    assert said["es"].startswith("El ") and said["es"].endswith("registros oficiales de la Ciudad.")


@pytest.mark.parametrize("tag", OTHERS)
def test_usual_titles_of_offices_are_said_in_every_language_and_form(tag):
    language = load_language(tag)
    keys = [f"title:{title}{form}" for title in usual_titles() for form in ("", *(f":{f}" for f in language.forms))]
    assert len(set(usual_titles())) == len(usual_titles()) > 30
    assert [key for key in keys if not language.has(key)] == []
