"""How many pages sheets take, in Typst and in LibreOffice: a handout is one sheet, a leaflet one sheet folded."""

from __future__ import annotations

import io

import pytest

from generator import sources
from generator.document import Box, Items, Paragraph, Table, plain, walk
from generator.drafting.choose import Wish
from generator.drafting.outreach import handout
from generator.errors import DraftingError
from generator.writers import WriterOptions, pdf, typeset

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")
TOWNS = ("passaic-nj", "meridian-mi", "example-nj", "hudson-county-nj", "san-marcos-tx")
ALL = Wish(("all",), acknowledge_preemption=True)
MEASURE = {"hudson-county-nj": "ordinance", "san-marcos-tx": "resolution"}


def pages(data: bytes):
    return pypdf.PdfReader(io.BytesIO(data)).pages


def sheet(desk, profiles, town, kind="handout", **wish):
    return desk.outreach(profiles[town], kind, MEASURE.get(town, ""), **wish).document


@pytest.mark.parametrize("wish", [None, ALL], ids=["usual", "all"])
@pytest.mark.parametrize("town", TOWNS)
def test_a_handout_is_two_pages_in_typst(desk, profiles, town, wish):
    written = typeset.write(sheet(desk, profiles, town, wish=wish), WriterOptions())
    assert len(pages(written.data)) == 2 and written.unshown == ()


def test_a_handout_is_two_pages_in_libreoffice(desk, profiles, needs, monkeypatch):
    needs("soffice", "libreoffice")
    monkeypatch.setattr(typeset, "installed", lambda: False)
    documents = [sheet(desk, profiles, town, wish=wish) for town in TOWNS for wish in (None, ALL)]
    assert [len(pages(w.data)) for w in pdf.write_many(documents)] == [2] * len(documents)


@pytest.mark.parametrize("wish", [None, ALL], ids=["usual", "all"])
@pytest.mark.parametrize("town", TOWNS)
def test_a_leaflet_is_one_sheet_of_two_sides_lying(desk, profiles, town, wish):
    document = sheet(desk, profiles, town, wish=wish, fold=True)
    sides = pages(typeset.write(document, WriterOptions()).data)
    assert len(sides) == 2
    assert all((float(s.mediabox.width), float(s.mediabox.height)) == (792, 612) for s in sides)
    outside, inside = (" ".join(s.extract_text().split()) for s in sides)
    assert "what this plan means for you" in outside and "Know your rights" in outside and "Whom to call" in outside
    assert "Where" in inside and "Know your rights" not in inside


def test_a_leaflet_says_what_the_handout_says(desk, profiles):
    def told(document):
        return {plain(n.content) for n in walk(document) if isinstance(n, Paragraph) and n.content} | {
            plain(i) for n in walk(document) if isinstance(n, Items) for i in n.items}

    flat, folded = (sheet(desk, profiles, "passaic-nj", fold=fold) for fold in (False, True))
    assert told(flat) <= told(folded)
    assert {o.clause for o in handout.origins(flat)} <= {o.clause for o in handout.origins(folded)}
    assert folded.kind == "leaflet" and folded.layout == "leaflet" and flat.layout == "sheet"
    assert [b for b in folded.blocks if isinstance(b, Box)][-1] is folded.blocks[-1]  # the rights stand last, on the back


@pytest.mark.parametrize("fold", [False, True], ids=["flat", "folded"])
@pytest.mark.parametrize("tag", sorted(p.parent.name for p in sources.shipped("locales").glob("*/language.yml")))
def test_it_is_one_sheet_in_every_language(desk, profiles, tag, fold):
    document = desk.outreach(profiles["passaic-nj"], "handout", language=tag, partial=True, fold=fold).document
    try:
        written = typeset.write(document, WriterOptions())
    except DraftingError as error:
        if "needs the font" not in str(error):
            raise
        pytest.skip(f"needs a font: {error.faults[0].problem}")
    assert len(pages(written.data)) == 2


def test_what_no_panel_holds_is_refused_with_a_way_out(desk, profiles):
    from dataclasses import replace

    document = sheet(desk, profiles, "passaic-nj", fold=True)
    rights = document.blocks[-1]
    swollen = replace(document, blocks=(*document.blocks[:-1], replace(rights, blocks=rights.blocks * 3)))
    with pytest.raises(DraftingError, match="does not hold") as told:
        typeset.write(swollen, WriterOptions())
    assert "without --fold" in str(told.value)


def test_a_sheet_that_stays_too_long_is_told(desk, profiles):
    from dataclasses import replace

    document = sheet(desk, profiles, "passaic-nj")
    long = replace(document, blocks=(*document.blocks, *(replace(b, id=f"{b.id}.x{n}") for n in range(9) for b in document.blocks)))
    assert any("it takes" in u for u in typeset.write(long, WriterOptions()).unshown)


def test_closer_is_not_smaller(desk, profiles):
    """A sheet that must be set closer keeps its type of twelve points."""
    from dataclasses import replace

    document = replace(sheet(desk, profiles, "passaic-nj"), pages=1)  # cannot be: the closest setting is tried
    fonts = set()
    for page in pages(typeset.write(document, WriterOptions()).data):
        page.extract_text(visitor_text=lambda t, cm, tm, font, size: fonts.add(round(size * abs(tm[3]) * abs(cm[3]), 1)) if t.strip() else None)
    assert 12 in fonts and min(fonts) >= 10


@pytest.mark.parametrize("town", ["passaic-nj", "meridian-mi", "example-nj"])
def test_a_petition_s_lines_stand_on_one_page_with_the_circulator(desk, profiles, town):
    document = sheet(desk, profiles, town, "petition")
    written = typeset.write(document, WriterOptions())
    last = pages(written.data)[-1].extract_text()
    lines = next(n for n in walk(document) if isinstance(n, Table) and len(n.rows) > 10)
    assert written.unshown == () and "Circulator" in last
    assert all(str(n) in last for n in range(1, len(lines.rows)))
