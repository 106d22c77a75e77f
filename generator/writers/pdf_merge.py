"""Many PDFs as one, with a bookmark for each and its own below. Joining loses the tags that screen readers need."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from io import BytesIO

from generator.errors import DraftingError
from generator.writers.typeset import INSTALL


def can_merge() -> bool:
    """Whether what joins the files is there."""
    return importlib.util.find_spec("pypdf") is not None


def merged(parts: Iterable[tuple[str, bytes]], title: str, language: str) -> bytes:
    """The parts (name, PDF) one after the other, titled, in a language, with nothing else about anyone in its properties."""
    try:
        from pypdf import PdfReader, PdfWriter
        from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject
    except ImportError:
        raise DraftingError("joining PDFs needs pypdf, which is not installed", f"Run: {INSTALL}") from None
    writer = PdfWriter()
    for name, data in parts:
        writer.append(PdfReader(BytesIO(data)), outline_item=name, import_outline=True)
    writer.metadata = {"/Title": title}
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
