"""A program of its own, run by the Python that has LibreOffice's `uno`: edits Word files through LibreOffice's API.

Standard input: JSON list of [file, edited file, seed]. Standard output: for each the list of what was done to it. The
edits are those that people make, drawn by the seed: words, paragraphs in and out, split and joined, a row, bold.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from libreoffice_resolve import connected

BOLD = 150.0
EDITS = 12


def main() -> None:
    office = sys.argv[1]
    with tempfile.TemporaryDirectory() as home:
        pipe = f"edit{os.getpid()}"
        process = subprocess.Popen(
            [office, "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;",
             f"-env:UserInstallation=file://{home}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = connected(pipe)
            print(json.dumps([edited(context, *job) for job in json.load(sys.stdin)]))
        finally:
            process.terminate()
            process.wait(30)


def edited(context, file: str, out: str, seed: int) -> list[str]:
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(file), "_blank", 0, (named("Hidden", True),))
    try:
        chance = random.Random(seed)
        done = [name for _ in range(EDITS) for name in [chance.choice(list(ACTIONS))] if ACTIONS[name](document, chance)]
        document.storeToURL(uno.systemPathToFileUrl(out), (named("FilterName", "MS Word 2007 XML"),))
        return done
    finally:
        document.close(True)


def named(name: str, value) -> PropertyValue:
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


def paragraphs(document) -> list:
    """The paragraphs of the text with more than three words, without tables."""
    blocks, found = document.Text.createEnumeration(), []
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.Paragraph") and len(block.getString().split()) > 3:
            found.append(block)
    return found


def word_of(document, chance: random.Random):
    """A cursor over one word of plain text."""
    for _ in range(20):
        paragraph = chance.choice(paragraphs(document))
        portions, texts = paragraph.createEnumeration(), []
        while portions.hasMoreElements():
            portion = portions.nextElement()
            if portion.TextPortionType == "Text" and len(portion.getString().split()) > 2:
                texts.append(portion)
        if not texts:
            continue
        portion = chance.choice(texts)
        text = portion.getString()
        words = [w for w in text.split(" ") if w.isalpha()]
        if not words:
            continue
        word = chance.choice(words)
        cursor = paragraph.Text.createTextCursorByRange(portion.Start)
        cursor.goRight(text.index(word), False)
        cursor.goRight(len(word), True)
        return cursor
    return None


def replace_word(document, chance) -> bool:
    cursor = word_of(document, chance)
    if cursor is not None:
        cursor.setString(chance.choice(["promptly", "may", "sixty", "لا", "sheriff’s deputy"]))
    return cursor is not None


def delete_word(document, chance) -> bool:
    cursor = word_of(document, chance)
    if cursor is not None:
        cursor.setString("")
    return cursor is not None


def bold_word(document, chance) -> bool:
    cursor = word_of(document, chance)
    if cursor is not None:
        cursor.CharWeight = BOLD
    return cursor is not None


def split_paragraph(document, chance) -> bool:
    cursor = word_of(document, chance)
    if cursor is not None:
        cursor.collapseToStart()
        cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    return cursor is not None


def insert_paragraph(document, chance) -> bool:
    paragraph = chance.choice(paragraphs(document))
    end = paragraph.Text.createTextCursorByRange(paragraph.End)
    paragraph.Text.insertControlCharacter(end, PARAGRAPH_BREAK, False)
    paragraph.Text.insertString(end, "The clerk keeps a copy of each request for ten years.", False)
    return True


def delete_paragraph(document, chance) -> bool:
    chance.choice(paragraphs(document)).dispose()
    return True


def join_paragraphs(document, chance) -> bool:
    """The mark between a paragraph and the next is taken out."""
    paragraph = chance.choice(paragraphs(document)[:-1])
    cursor = paragraph.Text.createTextCursorByRange(paragraph.End)
    if not cursor.goRight(1, True) or cursor.getString() not in ("\n", "\r\n"):
        return False
    cursor.setString(" ")
    return True


def delete_row(document, chance) -> bool:
    tables = [t for t in (document.TextTables.getByIndex(k) for k in range(document.TextTables.Count)) if t.Rows.Count > 2]
    if not tables:
        return False
    rows = chance.choice(tables).Rows
    rows.removeByIndex(chance.randrange(1, rows.Count), 1)
    return True


ACTIONS = {
    "word replaced": replace_word, "word deleted": delete_word, "word in bold": bold_word, "paragraph split": split_paragraph,
    "paragraph in": insert_paragraph, "paragraph out": delete_paragraph, "paragraphs joined": join_paragraphs,
    "row out": delete_row,
}

if __name__ == "__main__":
    main()
