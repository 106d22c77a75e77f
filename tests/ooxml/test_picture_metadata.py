"""What a picture says beside the picture goes; the picture, and which way is up, stay."""

from __future__ import annotations

import struct
import zlib

from generator.ooxml.picture_metadata import without_metadata


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PLAIN = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
         + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def exif(orientation: int) -> bytes:
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0) + b"Jane's camera"
    return segment(0xE1, b"Exif\0\0" + tiff)


JFIF, SCAN = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), segment(0xDA, b"\1\1\0\0?\0") + b"pixels\xff\xd9"


def test_text_and_times_go_out_of_a_png():
    telling = PLAIN[:33] + chunk(b"tEXt", b"Author\0Jane") + chunk(b"tIME", b"\7\xe8\1\1\0\0\0") + PLAIN[33:] + b"after the end"
    assert without_metadata(telling) == (PLAIN, 3)
    assert without_metadata(PLAIN) == (PLAIN, 0)


def test_camera_comment_and_captions_go_out_of_a_jpeg():
    telling = b"\xff\xd8" + JFIF + exif(1) + segment(0xED, b"Photoshop by Jane") + segment(0xFE, b"by Jane") + SCAN
    assert without_metadata(telling) == (b"\xff\xd8" + JFIF + SCAN, 3)


def test_a_photograph_stays_upright():
    clean, taken = without_metadata(b"\xff\xd8" + exif(6) + SCAN)
    assert taken == 1 and b"Jane" not in clean and clean.endswith(SCAN)
    assert without_metadata(clean) == (clean, 0)  # what is left tells the way up alone


def test_what_cannot_be_read_is_told_as_such():
    assert without_metadata(b"GIF89a") is None
    assert without_metadata(PLAIN[:40]) is None and without_metadata(b"\xff\xd8\xff\xe1\xff\xff") is None
