"""Sheets around an instrument in Word: large type, the town's colour that can be read, rows for a pen, pages that begin."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Items, Paragraph, Row, Table
from generator.ooxml import styles
from generator.writers import WRITERS, colour
from tests.builders import cell, doc, para, said

WORD = WRITERS["docx"]
KINDS = ("handout", "menu", "petition", "letter", "memo", "testimony", "questions")
SMALLER = (styles.SMALL, styles.SOURCE, styles.SOURCE_MARK, styles.HEADER, styles.FOOTER, styles.SPACER, styles.DRAFT_MARK,
           styles.COMMENT_TEXT, styles.COMMENT_MARK)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def sizes(xml: str) -> dict[str, int]:
    """Style id -> the half points that it sets."""
    found = re.findall(r'<w:style [^>]*w:styleId="(\w+)"[^>]*>(.*?)</w:style>', xml)
    return {name: int(size[1]) for name, body in found if (size := re.search(r'<w:sz w:val="(\d+)"', body))}


@pytest.mark.parametrize("kind", KINDS)
def test_no_words_of_a_sheet_are_smaller_than_twelve_points(desk, profiles, kind):
    data = WORD.write(desk.outreach(profiles["example-nj"], kind).document).data
    set_sizes, body = sizes(part(data, "word/styles.xml")), part(data, "word/document.xml")
    used = set(re.findall(r'<w:[pr]Style w:val="(\w+)"', body))
    small = {name for name in used if set_sizes.get(name, 24) < 24}
    assert small <= set(SMALLER)
    assert min(set_sizes[name] for name in small - {styles.SPACER} or {styles.HEADER}) >= 20
    assert styles.TABLE_TEXT not in used or set_sizes[styles.TABLE_TEXT] == 24


def test_an_instrument_keeps_its_measure_and_has_no_colour():
    data = WORD.write(doc(para("p", "Words."), accent="#aa0000")).data
    assert sizes(part(data, "word/styles.xml"))[styles.TABLE_TEXT] == 21
    assert "AA0000" not in part(data, "word/styles.xml").upper()


def test_the_town_s_colour_is_on_headings_and_boxes(desk, profiles):
    data = WORD.write(desk.outreach(profiles["example-nj"], "handout").document).data
    assert profiles["example-nj"].choices.color == "#1f4e79"
    assert '<w:color w:val="1f4e79"/>' in part(data, "word/styles.xml")
    assert 'w:fill="eff3f6"' in part(data, "word/document.xml")


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_becomes_ink_that_can_be_read(number):
    accent = f"#{number:06x}"
    assert colour.contrast(colour.ink(accent), colour.ground(accent)) >= colour.LEAST
    assert colour.contrast(colour.ink(accent), "#ffffff") >= colour.LEAST


def test_contrast_is_that_of_wcag():
    assert colour.contrast("#000000", "#ffffff") == 21
    assert round(colour.contrast("#777777", "#ffffff"), 2) == 4.48


def test_rows_have_the_height_that_a_pen_needs():
    rows = (Row((cell("a", "1"),), height_mm=25.4), Row((cell("b", "2"),)))
    body = part(WORD.write(doc(Table("t", rows))).data, "word/document.xml")
    assert body.count("<w:trHeight") == 1 and '<w:trHeight w:val="1440" w:hRule="atLeast"/>' in body


def test_a_paragraph_begins_a_page_where_it_says_so():
    blocks = (para("a", "One."), Paragraph("b", said("Two"), "heading", 2, new_page=True), Items("c", (said("Three"),)))
    body = part(WORD.write(doc(*blocks)).data, "word/document.xml")
    assert body.count("<w:pageBreakBefore/>") == 1
    assert re.search(r"<w:p>(?:(?!</w:p>).)*<w:pageBreakBefore/>(?:(?!</w:p>).)*Two", body)


def test_a_page_of_signatures_is_a_page(desk, profiles):
    document = desk.outreach(profiles["example-nj"], "petition").document
    at = next(n for n, b in enumerate(document.blocks) if getattr(b, "new_page", False))
    assert isinstance(document.blocks[at], Paragraph)
    assert all(r.height_mm >= 9 for b in document.blocks[at:] if isinstance(b, Table) for r in b.rows if not r.header)
