"""Redlines in Word: accept all is the new file, reject all the old one, by our own resolver."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document import (
    Blank,
    Change,
    Citation,
    Deleted,
    Inserted,
    NoteAnchor,
    Paragraph,
    Reference,
    Reformatted,
    Section,
    Table,
    Text,
    transform,
)
from generator.ooxml.names import qn
from generator.ooxml.reading import open_package
from generator.ooxml.verify import verify
from generator.writers.word import WordOptions, write
from tests.builders import para, provision, said, sample
from tests.writers.word_files import shown, taken, word_parts

ADDED, DROPPED = Change("inserted", "Counsel", "2026-02-01"), Change("deleted", "Counsel", "2026-02-01")


def changed(*edits):
    """The sample with edits, each a block id and what becomes of the block."""
    table = dict(edits)

    def edit(node):
        return table[node.id](node) if getattr(node, "id", None) in table and not isinstance(node, str) else node

    return transform(sample(), edit)


def marked(change):
    return lambda node: replace(node, change=change)


def words(*content):
    return lambda node: replace(node, content=said(*content))


def rows(node: Table) -> Table:
    return replace(node, rows=(*node.rows[:2], replace(node.rows[2], change=DROPPED), replace(node.rows[3], change=ADDED)))


def more(node: Section) -> Section:
    return replace(
        node,
        children=(
            *node.children,
            provision("detainers.new", "(d)", "New, see ", Reference("privacy", "Section 3"), ".", change=ADDED),
        ),
    )


EDITS = {
    "words": ("effective.text", words("takes effect ", Deleted(said("20"), DROPPED), Inserted(said("30"), ADDED), " days later.")),
    "citation, blank and field": (
        "effective.text",
        words(
            Deleted(said(Citation("8 U.S.C. § 1373"), Reference("chapter", "Section 4")), DROPPED),
            Inserted(said(Citation("N.J.S.A. 2A:1-1"), Blank("x", "y"), Reference("privacy", "Section 3")), ADDED),
            ".",
        ),
    ),
    "look": ("effective.text", words("takes ", Reformatted(said(Text("effect", "bold")), "italic", ADDED), " soon.")),
    "recital gone": ("recital.1", marked(DROPPED)),
    "recital new": ("recital.2", marked(ADDED)),
    "last section gone": ("effective", marked(DROPPED)),
    "last section new": ("effective", marked(ADDED)),
    "subdivision new": ("detainers", more),
    "rows": ("roll-call", rows),
    "table gone": ("roll-call", marked(DROPPED)),
    "signatures new": ("attestation", marked(ADDED)),
    "list gone": ("privacy.items", marked(DROPPED)),
    "box gone": ("box", marked(DROPPED)),
    "picture gone": ("figure", marked(DROPPED)),
    "columns new": ("columns", marked(ADDED)),
}


def unnoted(node: Paragraph) -> Paragraph:
    """The paragraph with its note marks deleted."""
    return replace(node, content=tuple(Deleted((i,), DROPPED) if isinstance(i, NoteAnchor) else i for i in node.content))


EDITS = {name: (edit,) for name, edit in EDITS.items()} | {
    "last note gone": (("note.2", marked(DROPPED)), ("privacy.text", unnoted)),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("literal", [False, True])
def test_accepting_gives_the_new_file_and_rejecting_the_old(name, literal):
    redline = changed(*EDITS[name])
    options = WordOptions(literal_numbers=literal)
    files = [open_package(write(d, options).data) for d in (taken(redline, False), taken(redline, True), redline)]
    assert files[0].parts["word/document.xml"] != files[1].parts["word/document.xml"]
    assert [str(row) for row in verify(*files)] == []


def test_deleted_words_stay_readable_and_signed():
    parts = word_parts(changed(*EDITS["words"]))
    gone = parts.root().find(f".//{qn('w:del')}")
    assert (shown(gone), gone.get(qn("w:author")), gone.get(qn("w:date"))) == ("20", "Counsel", "2026-02-01T00:00:00Z")


def test_track_changes_is_on_in_a_redline_and_when_asked():
    def on(document, options=None):
        return b"trackRevisions" in word_parts(document, options).parts["word/settings.xml"]

    redline = changed(*EDITS["words"])
    assert on(redline) and not on(sample()) and on(sample(), WordOptions(tracked=True))
    assert not on(redline, WordOptions(tracked=False))


def test_a_block_that_was_dropped_and_added_again_has_one_bookmark():
    document = sample()
    old = para("effective.text", "Old words.", change=DROPPED)
    new = para("effective.text", "New words.", change=ADDED)
    redline = transform(document, lambda n: replace(n, children=(old, new)) if getattr(n, "id", "") == "effective" else n)
    names = [n.get(qn("w:name")) for n in word_parts(redline).root().iter(qn("w:bookmarkStart"))]
    assert names.count("p_effective__text") == 1
