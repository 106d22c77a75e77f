"""An SVG picture as DrawingML shapes, which Word and LibreOffice draw sharply at any size. It knows no document.

What a code square, a plain seal or a chart is made of is drawn: paths without arcs, rectangles, circles, ellipses,
lines, polygons, with plain fills and strokes, moved, scaled or turned. For anything else the caller is told why not.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from .names import WP, WPG, WPS, A
from .package import attribute

EMU_PER_MM = 36_000
_UNITS = 20_000  # the length of a picture's longer side in the units of a path
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_TOKEN = re.compile(rf"[A-Za-z]|{_NUMBER}")
_NAMED = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "green": "008000",
    "blue": "0000FF",
    "gray": "808080",
    "grey": "808080",
    "navy": "000080",
    "gold": "FFD700",
    "currentcolor": "000000",
}
_SILENT = ("title", "desc", "metadata", "defs")
_ARC = 0.5522847498  # a quarter of a circle as a cubic curve


class Undrawable(Exception):
    """The picture holds something that shapes cannot show; the words say what."""


@dataclass(frozen=True, slots=True)
class _Matrix:
    """An affine map: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def then(self, inner: _Matrix) -> _Matrix:
        """This map after `inner`."""
        return _Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def point(self, x: float, y: float) -> tuple[int, int]:
        """The image of a point, in whole units."""
        return round(self.a * x + self.c * y + self.e), round(self.b * x + self.d * y + self.f)

    @property
    def scale(self) -> float:
        """How much longer a line becomes."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


def drawing(svg: str, alternative: str, width_mm: float, number: int) -> str:
    """The `w:drawing` of a picture with its text alternative; Undrawable where shapes cannot show it."""
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise Undrawable("it declares a document type")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as fault:
        raise Undrawable(f"it is no well-formed SVG ({fault})") from None
    if any(_local(node) == "style" for node in root.iter()):
        raise Undrawable("it is styled by a style sheet")
    left, top, wide, high = _box(root)
    scale = _UNITS / max(wide, high)
    across, down = round(wide * scale), round(high * scale)
    cx, cy = round(width_mm * EMU_PER_MM), round(width_mm * EMU_PER_MM * high / wide)
    pen = _Pen(across, down, cx, cy)
    pen.element(root, _Matrix(scale, 0, 0, scale, -left * scale, -top * scale), {})
    if not pen.shapes:
        raise Undrawable("it is empty")
    frame = f'<a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/>'
        f'<wp:docPr id="{number}" name="Figure {number}" descr="{attribute(alternative)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{WPG}"><wpg:wgp xmlns:wpg="{WPG}" xmlns:wps="{WPS}">'
        f'<wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{frame}<a:chOff x="0" y="0"/><a:chExt cx="{cx}" cy="{cy}"/></a:xfrm>'
        f"</wpg:grpSpPr>{''.join(pen.shapes)}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _box(root: ElementTree.Element) -> tuple[float, float, float, float]:
    """The part of the plane that the picture shows."""
    if _local(root) != "svg":
        raise Undrawable("it is no SVG picture")
    numbers = [float(n) for n in re.findall(_NUMBER, root.get("viewBox", ""))]
    if len(numbers) != 4:
        sides = [re.match(_NUMBER, root.get(side, "")) for side in ("width", "height")]
        if None in sides:
            raise Undrawable("it has no size")
        numbers = [0, 0, *(float(side.group()) for side in sides if side)]
    if min(numbers[2:]) <= 0:
        raise Undrawable("it has no size")
    return tuple(numbers)


def _local(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


class _Pen:
    """Draws elements as shapes that all cover the whole picture."""

    def __init__(self, across: int, down: int, cx: int, cy: int):
        self.across, self.down, self.cx, self.cy = across, down, cx, cy
        self.shapes: list[str] = []

    def element(self, node: ElementTree.Element, matrix: _Matrix, inherited: dict[str, str]) -> None:
        """Draw an element and what is inside it."""
        name = _local(node)
        if name in _SILENT or not name:
            return
        look = inherited | {
            key: node.get(key, "") for key in ("fill", "stroke", "stroke-width", "fill-rule") if node.get(key)
        }
        look |= _declared(node.get("style", ""))
        for key in ("opacity", "fill-opacity", "stroke-opacity"):
            if float(node.get(key, "1")) < 1:
                raise Undrawable("it is partly transparent")
        if any(node.get(key) for key in ("clip-path", "mask", "filter", "stroke-dasharray")):
            raise Undrawable("it is styled in a way that shapes cannot follow")
        if node.get("transform") and name != "svg":
            matrix = matrix.then(_transform(node.get("transform", "")))
        if name in ("svg", "g"):
            for child in node:
                self.element(child, matrix, look)
        elif name in _OUTLINES:
            self.shape(_OUTLINES[name](node), matrix, look)
        else:
            raise Undrawable(f"it holds a <{name}>")

    def shape(self, outline: list[tuple[str, list[float]]], matrix: _Matrix, look: dict[str, str]) -> None:
        """One shape from absolute M, L, C and Z commands."""
        path = "".join(_command(letter, numbers, matrix) for letter, numbers in outline)
        if not path:
            return
        stroke = _colour(look.get("stroke", "none"))
        wide = float(re.match(_NUMBER, look.get("stroke-width", "1")).group()) * matrix.scale * self.cx / self.across
        line = (
            f'<a:ln w="{round(wide)}" cap="flat">{stroke}</a:ln>' if "solid" in stroke else "<a:ln><a:noFill/></a:ln>"
        )
        number = len(self.shapes) + 1
        self.shapes.append(
            f'<wps:wsp><wps:cNvPr id="{number}" name="Shape {number}"/><wps:cNvSpPr/>'
            f'<wps:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{self.cx}" cy="{self.cy}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>'
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{self.across}" h="{self.down}">{path}</a:path></a:pathLst>'
            f"</a:custGeom>{_colour(look.get('fill', 'black'))}{line}</wps:spPr><wps:bodyPr/></wps:wsp>"
        )


def _declared(style: str) -> dict[str, str]:
    pairs = (row.partition(":") for row in style.split(";") if ":" in row)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _colour(value: str) -> str:
    value = value.strip().lower()
    if value == "none":
        return "<a:noFill/>"
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        value = "#" + "".join(letter * 2 for letter in value[1:])
    code = value[1:].upper() if re.fullmatch(r"#[0-9a-f]{6}", value) else _NAMED.get(value)
    if code is None:
        raise Undrawable(f"its colour {value} is not known")
    return f'<a:solidFill><a:srgbClr val="{code}"/></a:solidFill>'


def _transform(value: str) -> _Matrix:
    """The map that a `transform` attribute names."""
    matrix = _Matrix()
    for name, arguments in re.findall(r"(\w+)\s*\(([^)]*)\)", value):
        n = [float(x) for x in re.findall(_NUMBER, arguments)]
        if name == "translate":
            step = _Matrix(e=n[0], f=n[1] if len(n) > 1 else 0)
        elif name == "scale":
            step = _Matrix(a=n[0], d=n[1] if len(n) > 1 else n[0])
        elif name == "matrix" and len(n) == 6:
            step = _Matrix(*n)
        elif name == "rotate":
            turn, (x, y) = math.radians(n[0]), (n[1], n[2]) if len(n) == 3 else (0, 0)
            step = (
                _Matrix(e=x, f=y)
                .then(_Matrix(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn)))
                .then(_Matrix(e=-x, f=-y))
            )
        else:
            raise Undrawable(f"it is changed by {name}")
        matrix = matrix.then(step)
    return matrix


# --------------------------------------------------------------------------------------------------------------
# Outlines in absolute M, L, C, Z


def _command(letter: str, numbers: list[float], matrix: _Matrix) -> str:
    points = "".join(
        '<a:pt x="{}" y="{}"/>'.format(*matrix.point(x, y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    )
    tag = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo", "Z": "close"}[letter]
    return f"<a:{tag}>{points}</a:{tag}>" if points else f"<a:{tag}/>"


def _n(node: ElementTree.Element, name: str) -> float:
    match = re.match(_NUMBER, node.get(name, "0"))
    return float(match.group()) if match else 0.0


def _rectangle(node: ElementTree.Element) -> list[tuple[str, list[float]]]:
    if _n(node, "rx") or _n(node, "ry"):
        raise Undrawable("it holds a rounded rectangle")
    x, y, w, h = (_n(node, name) for name in ("x", "y", "width", "height"))
    return [("M", [x, y]), ("L", [x + w, y]), ("L", [x + w, y + h]), ("L", [x, y + h]), ("Z", [])]


def _round(node: ElementTree.Element) -> list[tuple[str, list[float]]]:
    x, y = _n(node, "cx"), _n(node, "cy")
    rx, ry = _n(node, "rx") or _n(node, "r"), _n(node, "ry") or _n(node, "r")
    a, b = rx * _ARC, ry * _ARC
    return [
        ("M", [x + rx, y]),
        ("C", [x + rx, y + b, x + a, y + ry, x, y + ry]),
        ("C", [x - a, y + ry, x - rx, y + b, x - rx, y]),
        ("C", [x - rx, y - b, x - a, y - ry, x, y - ry]),
        ("C", [x + a, y - ry, x + rx, y - b, x + rx, y]),
        ("Z", []),
    ]


def _line(node: ElementTree.Element) -> list[tuple[str, list[float]]]:
    return [("M", [_n(node, "x1"), _n(node, "y1")]), ("L", [_n(node, "x2"), _n(node, "y2")])]


def _points(node: ElementTree.Element) -> list[tuple[str, list[float]]]:
    numbers = [float(n) for n in re.findall(_NUMBER, node.get("points", ""))]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    out = [("L" if at else "M", [x, y]) for at, (x, y) in enumerate(pairs)]
    return [*out, ("Z", [])] if out and _local(node) == "polygon" else out


_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "Z": 0}


def _path(node: ElementTree.Element) -> list[tuple[str, list[float]]]:
    """The commands of a path, all absolute, with H, V, S and Q as lines and cubic curves."""
    out: list[tuple[str, list[float]]] = []
    tokens = _TOKEN.findall(node.get("d", ""))
    x = y = begun_x = begun_y = last_x = last_y = 0.0
    letter, at = "", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            letter, at = tokens[at], at + 1
        upper, takes = letter.upper(), _TAKES.get(letter.upper())
        if takes is None:
            raise Undrawable(f"a path of it uses the command {letter}" if letter else "a path of it is broken")
        try:
            n = [float(t) for t in tokens[at : at + takes]]
        except ValueError:
            raise Undrawable("a path of it is broken") from None
        if len(n) < takes:
            raise Undrawable("a path of it is broken")
        at += takes
        if upper == "Z":
            out.append(("Z", []))
            x, y = begun_x, begun_y
            if at < len(tokens) and not tokens[at].isalpha():
                raise Undrawable("a path of it is broken")
            continue
        if letter.islower():
            n = [v + (x if upper != "V" and i % 2 == 0 else y) for i, v in enumerate(n)]
        n = {"H": lambda: [n[0], y], "V": lambda: [x, n[0]]}.get(upper, lambda: n)()  # noqa: B023  (called at once)
        if upper == "S":
            smooth = out[-1][0] == "C" if out else False
            n = [2 * x - last_x if smooth else x, 2 * y - last_y if smooth else y, *n]
        if upper == "Q":
            n = [
                x + (n[0] - x) * 2 / 3,
                y + (n[1] - y) * 2 / 3,
                n[2] + (n[0] - n[2]) * 2 / 3,
                n[3] + (n[1] - n[3]) * 2 / 3,
                *n[2:],
            ]
        out.append(({"M": "M", "C": "C", "S": "C", "Q": "C"}.get(upper, "L"), n))
        if len(n) == 6:
            last_x, last_y = n[2:4]
        x, y = n[-2:]
        if upper == "M":
            begun_x, begun_y = x, y
            letter = "l" if letter == "m" else "L"
    return out


_OUTLINES = {
    "path": _path,
    "rect": _rectangle,
    "circle": _round,
    "ellipse": _round,
    "line": _line,
    "polyline": _points,
    "polygon": _points,
}
