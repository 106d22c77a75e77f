"""The smallest theme that Word accepts; no style of ours refers to it. It knows no document."""

from __future__ import annotations

from .names import DECLARATION, A
from .package import attribute

_COLOURS = (
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "1F2A44"),
    ("lt2", "EEEEEE"),
    ("accent1", "1F4E79"),
    ("accent2", "9C1C1C"),
    ("accent3", "5B7F3A"),
    ("accent4", "6B4E8A"),
    ("accent5", "2F7F86"),
    ("accent6", "B06A1F"),
    ("hlink", "1F4E79"),
    ("folHlink", "6B4E8A"),
)
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_part(font: str) -> bytes:
    """A theme whose two fonts are the document's own."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS)
    slots = f'<a:latin typeface="{attribute(font)}"/><a:ea typeface=""/><a:cs typeface=""/>'
    lines = "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))
    return (
        f'{DECLARATION}<a:theme xmlns:a="{A}" name="Plain"><a:themeElements><a:clrScheme name="Plain">{colours}'
        f'</a:clrScheme><a:fontScheme name="Plain"><a:majorFont>{slots}</a:majorFont><a:minorFont>{slots}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Plain"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{lines}'
        f"</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    ).encode()
