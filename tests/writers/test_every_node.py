"""Every writer meets every class of block and inline; a new class without a specimen, or without a way to write it, fails here."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from generator.document import BLOCKS, INLINES, EndNote, Figure, NoteAnchor, walk
from generator.errors import DraftingError
from generator.writers import WRITERS, Writer, WriterOptions, writer
from tests.builders import QR, cell, doc, para, said
from tests.specimens import ADDED, specimen

WORD = "Zanzibar"  # stands for itself in every script and format

#: one node of each class around the word; a class that is not here has no specimen
BLOCK = {
    "Notice": lambda m: m.Notice("n", "information", said(WORD), (para("n.1", "x"),)),
    "Title": lambda m: m.Title("n", said("City"), said("No. 1"), said(WORD)),
    "Recital": lambda m: m.Recital("n", said(WORD)),
    "Enacting": lambda m: m.Enacting("n", said(WORD)),
    "Section": lambda m: m.Section("n", said(WORD), (para("n.1", "x"),), designator="Section 1."),
    "Provision": lambda m: m.Provision("n", 1, said(WORD), designator="(a)"),
    "Paragraph": lambda m: m.Paragraph("n", said(WORD)),
    "Items": lambda m: m.Items("n", (said(WORD),)),
    "Table": lambda m: m.Table("n", (m.Row((cell("n.1", WORD),)),)),
    "Columns": lambda m: m.Columns("n", ((para("n.1", WORD), para("n.2", "x")),), ("en", "es")),
    "Box": lambda m: m.Box("n", said(WORD), (para("n.1", "x"),)),
    "Figure": lambda m: m.Figure("n", QR, WORD),
    "SignatureBlock": lambda m: m.SignatureBlock("n", "execution", said("Signed"), (m.Signature(said(WORD), said("Mayor")),)),
    "EndNote": lambda m: m.EndNote("n", 1, said(WORD)),
}
INLINE = {
    "Text": lambda m: m.Text(WORD, "bold"),
    "Term": lambda m: m.Term("zanzibar", WORD),
    "Reference": lambda m: m.Reference("p", WORD),
    "Citation": lambda m: m.Citation(WORD),
    "Name": lambda m: m.Name(WORD),
    "Blank": lambda m: m.Blank(WORD, "place.name"),
    "Duty": lambda m: m.Duty("must", WORD),
    "NoteAnchor": lambda m: m.NoteAnchor("e"),
    "Inserted": lambda m: m.Inserted(said(WORD), ADDED),
    "Deleted": lambda m: m.Deleted(said(WORD), ADDED),
    "Reformatted": lambda m: m.Reformatted(said(WORD), "", ADDED),
    "Foreign": lambda m: m.Foreign("es", said(WORD)),
}
FORMATS = [name for name in WRITERS if name != "pdf"]  # a PDF is the Word file; its own tests read it with Poppler


def shown(name: str, data: bytes) -> str:
    """What a file says, as text."""
    if name != "docx":
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [package.read(n).decode() for n in package.namelist()
                 if n.endswith(".xml") and n.startswith("word/") and "styles" not in n]
    return "\n".join(re.sub(r"</?w:(?:t|delText|r)\b[^>]*>", "", p) for p in parts)


def test_every_class_has_a_specimen():
    assert set(BLOCK) == {c.__name__ for c in BLOCKS}
    assert set(INLINE) == {c.__name__ for c in INLINES}
    present = {type(n) for n in walk(specimen())}
    assert present >= {*BLOCKS, *INLINES}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda c: c.__name__)
@pytest.mark.parametrize("name", FORMATS)
def test_every_writer_meets_every_block(name, block):
    import generator.document as model

    node = BLOCK[block.__name__](model)
    written = WRITERS[name].write(doc(node, para("p", "And so on.")))
    assert WORD.lower() in shown(name, written.data).lower() or any(WORD in u for u in written.unshown)
    assert isinstance(node, Figure) or not written.unshown


@pytest.mark.parametrize("inline", INLINES, ids=lambda c: c.__name__)
@pytest.mark.parametrize("name", FORMATS)
def test_every_writer_meets_every_inline(name, inline):
    import generator.document as model

    node = INLINE[inline.__name__](model)
    document = doc(para("p", "Before ", node, " after."), EndNote("e", 1, said(WORD)))
    words = shown(name, WRITERS[name].write(document).data)
    assert WORD in words
    if not isinstance(node, NoteAnchor):
        assert "Before" in words and "after." in words


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_document_gives_the_same_bytes(name):
    assert WRITERS[name].write(specimen()).data == WRITERS[name].write(specimen()).data


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("final", [False, True])
def test_no_file_names_a_path_or_this_machine(name, final):
    import getpass
    import os

    words = shown(name, WRITERS[name].write(specimen(final=final), WriterOptions()).data)
    assert os.getcwd() not in words and "/tmp/" not in words and f"/{getpass.getuser()}/" not in words


@pytest.mark.parametrize("row", WRITERS.values(), ids=lambda w: w.name)
def test_every_row_is_named_by_its_key_and_told_in_the_docs(row: Writer):
    from pathlib import Path

    assert WRITERS[row.name] is row
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert f"`{row.name}`" in page and f"`.{row.extension}`" in page


def test_a_format_that_nobody_knows_is_answered_with_the_nearest():
    with pytest.raises(DraftingError, match="no format is called 'markdwon'") as told:
        writer("markdwon")
    assert "Did you mean 'markdown'?" in str(told.value)
