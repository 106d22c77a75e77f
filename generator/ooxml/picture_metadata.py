"""What a picture file says beside the picture (author, camera, place, dates): taken out of PNG and JPEG. It knows no Word file."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_SAYING = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"caBX"))
_JPEG = b"\xff\xd8"
_APP1, _APP13, _COMMENT, _SCAN, _END = 0xE1, 0xED, 0xFE, 0xDA, 0xD9
_ORIENTATION = 0x0112
_UPRIGHT = 1


def without_metadata(data: bytes) -> tuple[bytes, int] | None:
    """The picture without it and how many pieces were taken out; None for a format, or a file, that cannot be read.

    Of a photograph's data the way up is kept, for it is part of the picture.
    """
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(_JPEG):
            return _jpeg(data)
    except (struct.error, IndexError, ValueError):
        return None
    return (data, 0) if data.startswith(b"BM") else None  # a bitmap says nothing


def _png(data: bytes) -> tuple[bytes, int]:
    out, at, taken = [_PNG], len(_PNG), 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        end = at + 12 + length
        if end > len(data):
            raise ValueError
        if kind in _SAYING:
            taken += 1
        else:
            out.append(data[at:end])
        at = end
        if kind == b"IEND":
            taken += at < len(data)
            break
    return b"".join(out), taken


def _jpeg(data: bytes) -> tuple[bytes, int]:
    out, at, taken = [_JPEG], 2, 0
    while True:
        if data[at] != 0xFF:
            raise ValueError
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in (_SCAN, _END):
            return b"".join(out) + data[at:], taken
        (length,) = struct.unpack(">H", data[at + 2:at + 4])
        segment = data[at:at + 2 + length]
        if len(segment) != 2 + length or length < 2:
            raise ValueError
        at += 2 + length
        if marker not in (_APP1, _APP13, _COMMENT):
            out.append(segment)
            continue
        upright = _way_up(segment[4:]) if marker == _APP1 else _UPRIGHT
        if upright == _UPRIGHT:
            taken += 1
        else:
            kept = _only_way_up(upright)
            taken += kept != segment
            out.append(kept)


def _way_up(exif: bytes) -> int:
    """The orientation that Exif data tells, 1 where it tells none."""
    if not exif.startswith(b"Exif\0\0"):
        return _UPRIGHT
    tiff = exif[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return _UPRIGHT
    (first,) = struct.unpack(f"{order}I", tiff[4:8])
    (count,) = struct.unpack(f"{order}H", tiff[first:first + 2])
    for number in range(count):
        at = first + 2 + 12 * number
        tag, _, _, value = struct.unpack(f"{order}HHIH", tiff[at:at + 10])
        if tag == _ORIENTATION:
            return value
    return _UPRIGHT


def _only_way_up(orientation: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
