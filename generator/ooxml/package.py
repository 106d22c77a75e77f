"""Writing a package: parts in, the same bytes out each time. It knows no WordprocessingML and no clock."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .names import CONTENT_TYPES, CT, DECLARATION, REL, RELATIONSHIPS

_DOS_DATE = 0x21  # 1 January 1980, the first date that a zip can hold: no time leaves the house
THOROUGH, QUICK = 6, 4  # of zlib: the quick one takes half the time and a seventh more room
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package: name without a leading slash, and bytes. `constant` ones are deflated once a process."""

    name: str
    data: bytes
    constant: bool = False


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part: its id, the last words of its type (`styles`), and its target."""

    id: str
    kind: str
    target: str
    external: bool = False


def pack(parts: Iterable[Part], level: int = THOROUGH) -> bytes:
    """A zip archive of the parts in their order, with fixed dates, nothing of the machine: same parts, same bytes.

    `level` is how hard zlib tries on the parts that are not constant, 1 to 9.
    """
    body = bytearray()
    directory = bytearray()
    count = 0
    for part in parts:
        crc, size, packed = _deflated_once(part.data) if part.constant else _deflated(part.data, level)
        name = part.name.encode("utf-8")
        flags = 0 if name.isascii() else _UTF8_NAME
        at = len(body)
        body += _LOCAL.pack(b"PK\3\4", 20, flags, 8, 0, _DOS_DATE, crc, len(packed), size, len(name), 0)
        body += name
        body += packed
        directory += _CENTRAL.pack(
            b"PK\1\2",
            20,
            0,
            20,
            0,
            flags,
            8,
            0,
            _DOS_DATE,
            crc,
            len(packed),
            size,
            len(name),
            0,
            0,
            0,
            0,
            0,
            at,
        )
        directory += name
        count += 1
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body) + bytes(directory) + end


def _deflated(data: bytes, level: int = THOROUGH) -> tuple[int, int, bytes]:
    """Checksum, size and deflated bytes."""
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
    return zlib.crc32(data), len(data), deflater.compress(data) + deflater.flush()


_deflated_once = lru_cache(maxsize=256)(_deflated)


def relationships(links: Iterable[Relationship]) -> bytes:
    """A `.rels` part."""
    rows = "".join(
        f'<Relationship Id="{link.id}" Type="{RELATIONSHIPS.get(link.kind, link.kind)}" '
        f'Target="{attribute(link.target)}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if link.external else ''}/>"
        for link in links
    )
    return f'{DECLARATION}<Relationships xmlns="{REL}">{rows}</Relationships>'.encode()


def content_types(overrides: Iterable[tuple[str, str]], defaults: Iterable[tuple[str, str]] = ()) -> bytes:
    """`[Content_Types].xml`: overrides are part name and type (a key of CONTENT_TYPES, or the type itself)."""
    standing = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    standing.update(defaults)
    rows = "".join(f'<Default Extension="{ext}" ContentType="{kind}"/>' for ext, kind in sorted(standing.items()))
    rows += "".join(
        f'<Override PartName="/{attribute(name)}" ContentType="{CONTENT_TYPES.get(kind, kind)}"/>'
        for name, kind in sorted(overrides)
    )
    return f'{DECLARATION}<Types xmlns="{CT}">{rows}</Types>'.encode()


# Escaping. Control characters that XML 1.0 cannot hold are left out.

_ILLEGAL = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
_TEXT = _ILLEGAL | {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_ATTRIBUTE = _TEXT | {ord('"'): "&quot;", 9: "&#9;", 10: "&#10;", 13: "&#13;"}


def text(words: str) -> str:
    """Words as XML character data."""
    return words.translate(_TEXT)


def attribute(words: str) -> str:
    """Words as the value of an XML attribute in double quotation marks."""
    return words.translate(_ATTRIBUTE)
