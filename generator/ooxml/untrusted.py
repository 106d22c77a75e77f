"""Bytes that nobody trusts: a zip unpacked within bounds, XML read without entities. It knows no relationship and no Word."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from lxml import etree

from ..errors import Place, UnusableInput

MOST_PARTS = 5_000
MOST_BYTES = 256 * 1024 * 1024  # of all parts together, unpacked
MOST_BYTES_A_PART = 96 * 1024 * 1024
RESAVE = "Open it in Word or LibreOffice and save it again as a Word document (.docx)."


def refuse_other_formats(data: bytes, place: Place) -> None:
    """Raise UnusableInput where the bytes are another kind of file: it says which, and what to ask for."""
    if not data:
        raise UnusableInput("The file is empty.", "", place)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnusableInput("The file is protected by a password.", "Remove the password in Word and save it again.", place)
        raise UnusableInput("The file is in the old Word format (.doc).", "Save it as .docx and try again.", place)
    if data.startswith(b"{\\rtf"):
        raise UnusableInput("The file is rich text (RTF), no Word document.", "Save it as .docx and try again.", place)
    if data.startswith(b"%PDF"):
        raise UnusableInput("The file is a PDF, no Word document.", "Ask for the Word file it was made from.", place)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise UnusableInput("The file is no Word document (it is not a zip archive).", RESAVE, place)


def unpacked(data: bytes, place: Place) -> dict[str, bytes]:
    """The files of a zip archive by name. Raises UnusableInput for a damaged or protected one, and for one beyond the bounds."""
    bomb = UnusableInput("The file unpacks to more than any Word document holds; it was not opened.",
                         "Do not trust this file; ask for a new copy.", place)
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > MOST_BYTES:
                raise bomb
            room = MOST_BYTES
            for entry in entries:
                if entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise UnusableInput("The file is protected by a password.", "Remove the password and save it again.", place)
                if entry.filename in parts:
                    raise UnusableInput(f"The archive holds {entry.filename} twice.", RESAVE, place)
                with archive.open(entry) as stream:
                    content = stream.read(min(MOST_BYTES_A_PART, room) + 1)
                room -= len(content)
                if len(content) > MOST_BYTES_A_PART or room < 0:
                    raise bomb
                parts[entry.filename.replace("\\", "/").lstrip("/")] = content
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise UnusableInput(f"The file is a damaged zip archive ({fault}).", "Ask for a new copy.", place) from None
    return parts


def parse(data: bytes, part: str, name: str) -> etree._Element:
    """The root of an XML part; no DTD, no entities, nothing fetched."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_pis=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise UnusableInput(f"The part {part} is not well-formed XML: {fault.msg}", RESAVE, Place(name)) from None
    if root.getroottree().docinfo.doctype:
        raise UnusableInput(f"The part {part} declares a document type or entities, which no Word file does.",
                            "Do not trust this file; ask for a new copy.", Place(name))
    return root


def is_well_formed(data: bytes) -> bool:
    """Whether a part is surely well-formed XML (apart from namespaces); told without a tree, and not of what declares entities."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _stop
    try:
        return bool(parser.Parse(data, True))
    except (expat.ExpatError, _Doctype):
        return False


class _Doctype(Exception):
    """A part declares a document type."""


def _stop(*_: object) -> None:
    raise _Doctype
