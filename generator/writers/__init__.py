"""A Document in, bytes out: one row a format. Writers know no law and no language; labels arrive as words.

A writer's module has `write(document, options) -> Written`. What it cannot show it tells in `unshown`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from generator.document import Document
from generator.errors import DraftingError, did_you_mean


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """What a user may ask of a writer.

    `literal_numbers` prints numbers as text; `line_numbers` numbers the lines; `template` is a Word letterhead as bytes;
    `printed` says that the Word file only serves to be printed: numbers are typed where automatic ones would hang out of the
    margin, and what holds citations together is what LibreOffice heeds. `comments` puts drafter's notes into a draft; `author` and `date` stand on comments and tracked changes.
    """

    literal_numbers: bool = False
    line_numbers: bool = False
    template: bytes | None = None
    comments: bool = True
    printed: bool = False
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a file, and what the format could not show."""

    data: bytes
    unshown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writer:
    """One format: its name on the command line, its extension, the module that writes it."""

    name: str
    extension: str
    module: str

    def write(self, document: Document, options: WriterOptions | None = None) -> Written:
        """The document in this format."""
        return importlib.import_module(self.module).write(document, options or WriterOptions())


WRITERS: dict[str, Writer] = {
    w.name: w
    for w in (
        Writer("docx", "docx", "generator.writers.word"),
        Writer("markdown", "md", "generator.writers.markdown"),
        Writer("text", "txt", "generator.writers.plain"),
        Writer("html", "html", "generator.writers.html"),
        Writer("json", "json", "generator.writers.tree"),
        Writer("akn", "akn.xml", "generator.writers.akoma"),
        Writer("pdf", "pdf", "generator.writers.pdf"),
    )
}


def writer(name: str) -> Writer:
    """The writer of a format; a DraftingError names the nearest one."""
    if name not in WRITERS:
        raise DraftingError(f"no format is called '{name}'", did_you_mean(name, WRITERS, "formats"))
    return WRITERS[name]
