"""A PDF with text -> lines: broken lines joined, running headers and page numbers dropped. Knows no part of an instrument."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace

from generator.errors import Place, UnusableInput
from generator.readers.broken import Raw, joined, raws, without_furniture
from generator.readers.lines import Transcript

MOST_BYTES = 64 * 1024 * 1024
MOST_SECONDS = 60
_SCANNED = "Run text recognition (OCR) on it, or ask for the Word file it was made from."


def read_pdf(data: bytes, name: str) -> Transcript:
    """The paragraphs of a PDF. Raises UnusableInput for a locked or a scanned one, and where nothing is installed to read it."""
    if len(data) > MOST_BYTES:
        raise UnusableInput("The PDF is larger than any instrument.", "Save the pages of the instrument alone.", Place(name))
    texts = _pages(data, name)
    if sum(len(t.strip()) for t in texts) < 20:
        raise UnusableInput("The PDF has no text; it is a picture of a paper.", _SCANNED, Place(name))
    kept, notes = without_furniture([[_with_columns(r) for r in raws(text, page)] for page, text in enumerate(texts, 1)])
    lines, more = joined(kept, gaps=False)
    return Transcript(tuple(lines), "line", (*notes, *more))


def _with_columns(raw: Raw) -> Raw:
    """A line of three columns or more, wide space between them, as the row of a table."""
    cells = re.split(r"\s{3,}", raw.text)
    return replace(raw, text=" | ".join(cells)) if len(cells) > 2 and not raw.text.startswith("_") else raw


def _pages(data: bytes, name: str) -> list[str]:
    """The text of each page, its layout kept."""
    if shutil.which("pdftotext"):
        return _by_poppler(data, name)
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise UnusableInput("Nothing is installed that reads PDF files.",
                            "Install poppler (pdftotext), or pip install 'model-ordinance[pdf]'.", Place(name)) from None
    try:
        return [page.extract_text(extraction_mode="layout") for page in PdfReader(io.BytesIO(data)).pages]
    except (PyPdfError, ValueError, KeyError, OSError) as fault:
        raise _unreadable(str(fault), name) from None


def _by_poppler(data: bytes, name: str) -> list[str]:
    try:
        done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True,
                              timeout=MOST_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise _unreadable(str(fault), name) from None
    if done.returncode:
        raise _unreadable(done.stderr.decode(errors="replace").strip().splitlines()[-1:], name)
    return done.stdout.decode("utf-8", errors="replace").removesuffix("\f").split("\f")


def _unreadable(fault: object, name: str) -> UnusableInput:
    return UnusableInput(f"The PDF cannot be read ({fault}).", "Save it again without a password, or ask for the Word file.", Place(name))
