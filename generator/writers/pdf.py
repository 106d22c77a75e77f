"""A Document as PDF: an instrument's Word file, converted by LibreOffice, or a sheet set by Typst; each where the other is missing.

Both are tagged, titled, in their language. The bytes of LibreOffice are not stable. One call of it converts many files in a
profile of its own, so that runs beside each other, or beside an open LibreOffice, do not meet.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.document import Document, DrafterNote, walk
from generator.errors import DraftingError, Fault
from generator.writers import WriterOptions, Written, typeset, writer

PROGRAMS = ("soffice", "libreoffice")
SECONDS_TO_START, SECONDS_FOR_EACH = 120, 30
EXPORT = {
    "UseTaggedPDF": True,
    "PDFUACompliance": True,
    "ExportBookmarks": True,
    "ExportNotes": False,
    "ExportNotesInMargin": False,
    "EmbedStandardFonts": True,
    "UseLosslessCompression": True,
    "DisplayPDFDocumentTitle": True,
    "OpenBookmarkLevels": -1,
}
SYSTEM_FONTS = Path("/etc/fonts/fonts.conf")
#: Word's fonts and the language of the text: what stands for them where Word's are not installed
STAND_INS = (
    ("Times New Roman", "", "Liberation Serif", "Noto Serif"),
    ("Arial", "ar", "Noto Sans Arabic", "Noto Sans"),
    ("Arial", "fa", "Noto Sans Arabic", "Noto Sans"),
    ("Urdu Typesetting", "", "Noto Nastaliq Urdu", "Noto Sans"),
    ("Nirmala UI", "gu", "Noto Sans Gujarati", "Noto Sans"),
    ("Nirmala UI", "hi", "Noto Sans Devanagari", "Noto Sans"),
    ("Nirmala UI", "bn", "Noto Sans Bengali", "Noto Sans"),
    ("Malgun Gothic", "", "Noto Sans CJK KR", "Noto Sans"),
    ("Microsoft YaHei", "", "Noto Sans CJK SC", "Noto Sans"),
    ("Microsoft JhengHei", "", "Noto Sans CJK TC", "Noto Sans"),
    # these lack brackets, section signs or Latin letters
    ("Noto Sans Arabic", "", "Noto Sans Arabic", "Noto Sans"),
    ("Noto Naskh Arabic", "", "Noto Naskh Arabic", "Noto Serif"),
    ("Noto Nastaliq Urdu", "", "Noto Nastaliq Urdu", "Noto Sans"),
    ("Noto Sans Gujarati", "", "Noto Sans Gujarati", "Noto Sans"),
    ("Noto Sans Devanagari", "", "Noto Sans Devanagari", "Noto Sans"),
    ("Noto Sans Bengali", "", "Noto Sans Bengali", "Noto Sans"),
)


def write(document: Document, options: WriterOptions) -> Written:
    """The PDF of one document."""
    return write_many((document,), options)[0]


def write_many(documents: Sequence[Document], options: WriterOptions | None = None) -> tuple[Written, ...]:
    """The PDFs of many documents, in their order; comments stay out of a PDF.

    A DraftingError tells that what makes them is missing, or which documents could not be made.
    """
    options = replace(options or WriterOptions(), comments=False)
    set_here = [by_typst(d, options) for d in documents]
    converted = iter(_by_libreoffice([d for d, here in zip(documents, set_here, strict=True) if not here], options))
    return tuple(typeset.write(d, options) if here else next(converted) for d, here in zip(documents, set_here, strict=True))


def by_typst(document: Document, options: WriterOptions) -> bool:
    """Whether Typst sets the document: a sheet, where Typst is there; an instrument, where LibreOffice is not.

    A leaflet is set by Typst only. A letterhead is Word's, so a sheet that has one goes through LibreOffice if it can.
    """
    if document.layout == "leaflet":
        return True
    preferred = document.layout == "sheet" and not options.template
    return typeset.installed() and (preferred or not _found())


def can_make() -> bool:
    """Whether anything on this machine makes PDFs."""
    return typeset.installed() or bool(_found())


def _by_libreoffice(documents: Sequence[Document], options: WriterOptions) -> tuple[Written, ...]:
    """The PDFs of many documents from one call of LibreOffice."""
    if not documents:
        return ()
    program = libreoffice()
    files = [writer("docx").write(d, _to_print(d, options)) for d in documents]
    with tempfile.TemporaryDirectory(prefix="ordinance-pdf-") as scratch:
        folder = Path(scratch)
        names = [f"{n:05d}" for n in range(len(files))]
        for name, file in zip(names, files, strict=True):
            (folder / f"{name}.docx").write_bytes(file.data)
        said = _convert(program, folder, names)
        made = [_read(folder / "pdf" / f"{name}.pdf") for name in names]
    failed = [d.title for d, data in zip(documents, made, strict=True) if not data]
    if failed:
        raise DraftingError(
            Fault(
                f"LibreOffice made no PDF of {', '.join(failed)}: {said or 'it said nothing'}",
                "Ask for docx, open it in LibreOffice Writer and see what it says.",
            )
        )
    return tuple(
        Written(data, (*file.unshown, *(("the drafter's notes (they are comments of the Word file)",) if _has_notes(d) else ())))
        for d, data, file in zip(documents, made, files, strict=True)
    )


def _to_print(document: Document, options: WriterOptions) -> WriterOptions:
    """How the Word file is written that LibreOffice prints: it lets automatic numbers hang out of a right-to-left margin."""
    rtl = document.language.direction == "rtl"
    return replace(options, printed=True, literal_numbers=options.literal_numbers or rtl)


def libreoffice() -> str:
    """The path of LibreOffice; a DraftingError names what to install."""
    found = _found()
    if not found:
        raise DraftingError(
            "a PDF needs LibreOffice or Typst, and neither is on this machine",
            "Install LibreOffice Writer (on Debian: apt-get install libreoffice-writer; elsewhere: libreoffice.org), or put the "
            f"path of soffice into the environment variable SOFFICE; or install Typst: {typeset.INSTALL}. Or ask for docx or html.",
        )
    return found


def _found() -> str:
    """The path of LibreOffice, or an empty string."""
    given = os.environ.get("SOFFICE", "")
    return (shutil.which(given) if given else next(filter(None, map(shutil.which, PROGRAMS)), None)) or ""


def _convert(program: str, folder: Path, names: Sequence[str]) -> str:
    """Runs LibreOffice once over all files; returns what it said."""
    options = {
        key: {"type": "boolean" if isinstance(value, bool) else "long", "value": str(value).lower()}
        for key, value in EXPORT.items()
    }
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options, separators=(',', ':'))}",
        "--outdir",
        str(folder / "pdf"),
        *(str(folder / f"{name}.docx") for name in names),
    ]
    seconds = SECONDS_TO_START + SECONDS_FOR_EACH * len(names)
    try:
        ran = subprocess.run(
            command,
            cwd=folder,
            env=_environment(folder),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it had not finished after {seconds} seconds"
    return re.sub(r"\S*" + re.escape(folder.name) + r"\S*/", "", (ran.stderr or ran.stdout)).strip()[-400:]


def _environment(folder: Path) -> dict[str, str]:
    """The environment of LibreOffice: the system's fonts, with stand-ins for Word's where fontconfig chooses them."""
    if not SYSTEM_FONTS.exists() or "FONTCONFIG_FILE" in os.environ:
        return dict(os.environ)
    own = folder / "fonts.conf"
    own.write_text(fonts_conf(), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(own)}


def fonts_conf() -> str:
    """A fontconfig file that lays the stand-ins over the system's own."""
    rules = []
    for family, language, *stand_ins in STAND_INS:
        test = f'<test name="lang" compare="contains"><string>{language}</string></test>' if language else ""
        edits = "".join(f"<string>{one}</string>" for one in stand_ins)
        rules.append(
            f'<match target="pattern"><test name="family" qual="any"><string>{family}</string></test>{test}'
            f'<edit name="family" mode="{"append" if family == stand_ins[0] else "assign"}" binding="same">{edits}</edit></match>'
        )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{''.join(rules)}<include>{SYSTEM_FONTS}</include></fontconfig>"
    )


def _read(file: Path) -> bytes:
    """The bytes of a PDF; nothing where there is none."""
    data = file.read_bytes() if file.exists() else b""
    return data if data.startswith(b"%PDF") else b""


def _has_notes(document: Document) -> bool:
    """Whether the document is a draft with drafter's notes."""
    return not document.final and any(isinstance(n, DrafterNote) for n in walk(document))
