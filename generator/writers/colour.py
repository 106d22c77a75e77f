"""A sheet's colour as ink that can be read on white, and as a pale ground to read on. Knows no format."""

from __future__ import annotations

from generator.document import Document

USUAL = "#1f4e79"  # where the profile chooses none
LEAST = 7.0  # of ink on white and on the ground: more than the 4.5 that WCAG asks for, since printers and paper take some
GROUND = 0.07  # how much of the colour is in the ground


def inks(document: Document) -> tuple[str, str] | None:
    """Ink and ground of a sheet as `#rrggbb`; None for an instrument, which is black on white."""
    if document.layout == "instrument":
        return None
    accent = document.accent or USUAL
    return ink(accent), ground(accent)


def ink(accent: str) -> str:
    """The colour, darkened until it can be read on its own ground."""
    channels, paper = _channels(accent), ground(accent)
    while contrast(_written(channels), paper) < LEAST:
        channels = tuple(max(c * 0.94 - 0.002, 0.0) for c in channels)
    return _written(channels)


def ground(accent: str) -> str:
    """White with a little of the colour in it."""
    return _written(tuple(1 - GROUND * (1 - c) for c in _channels(accent)))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 counts it: 1 for the same, 21 for black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))


def _written(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in channels)
