"""SVG pictures as shapes: what is drawn, and what is refused with its reason."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.ooxml.drawing import EMU_PER_MM, Undrawable, drawing
from generator.ooxml.names import NAMESPACES, W
from tests.builders import QR

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5">{}</svg>'


def drawn(inside: str) -> etree._Element:
    return etree.fromstring(f'<x xmlns:w="{W}">{drawing(PLAIN.format(inside), "alt", 20, 7)}</x>')


def points(root: etree._Element) -> list[tuple[int, int]]:
    return [(int(p.get("x")), int(p.get("y"))) for p in root.iterfind(".//a:pt", NAMESPACES)]


def test_size_and_alternative():
    root = drawn('<rect width="10" height="5"/>')
    extent, name = root.find(".//wp:extent", NAMESPACES), root.find(".//wp:docPr", NAMESPACES)
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (20 * EMU_PER_MM, 10 * EMU_PER_MM)
    assert (name.get("id"), name.get("descr")) == ("7", "alt")


@pytest.mark.parametrize("path", ["M0 0H10V5Z", "m0 0h10v5z", "M0 0L10 0 10 5Z", "m0,0 10,0 0,5z"])
def test_a_path_means_the_same_however_it_is_written(path):
    assert points(drawn(f'<path d="{path}"/>')) == [(0, 0), (20000, 0), (20000, 10000)]


def test_a_transform_moves_the_points():
    assert points(drawn('<g transform="translate(2 1) scale(2)"><path d="M0 0L1 1"/></g>')) == [(4000, 2000), (8000, 6000)]


def test_a_quadratic_curve_ends_where_it_should():
    assert points(drawn('<path d="M0 0Q5 5 10 0"/>'))[-1] == (20000, 0)


def test_a_code_square_is_drawn():
    assert etree.fromstring(f'<x xmlns:w="{W}">{drawing(QR, "code", 25, 1)}</x>').find(".//a:ln", NAMESPACES) is not None


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<text>x</text>", "<text>"),
        ('<path d="M0 0A1 1 0 0 0 2 2"/>', "command A"),
        ('<rect width="1" height="1" rx="1"/>', "rounded"),
        ('<rect width="1" height="1" fill="url(#g)"/>', "colour"),
        ("<style>*{fill:red}</style>", "style sheet"),
        ("", "empty"),
        ('<rect width="1" height="1" opacity=".5"/>', "transparent"),
        ('<path d="M0"/>', "broken"),
        ("<use/>", "<use>"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_reason(inside, reason):
    with pytest.raises(Undrawable, match=reason):
        drawn(inside)


@pytest.mark.parametrize("svg", ["<svg", "<p/>", "<!DOCTYPE svg><svg/>", "<svg viewBox='0 0 0 0'/>", "<svg/>"])
def test_no_svg_is_refused(svg):
    with pytest.raises(Undrawable):
        drawing(svg, "", 10, 1)
