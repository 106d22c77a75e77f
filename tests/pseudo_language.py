"""A language made of data only: English with accents on every letter, in a folder of its own. For tests."""

from __future__ import annotations

from pathlib import Path

from generator import sources
from generator.language import DOMAINS, Language, fingerprint, load_language, po_path
from generator.translation import po
from generator.translation.ledger import Ledger, Reviewer
from generator.translation.messages import Master, messages
from generator.translation.segments import Piece, pieces, whole

TAG = "xx"
ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")
LANGUAGE = """\
tag: xx-XX
name: Áççéñtš
english_name: Accents
months: [jáñ, féb, már, ápr, máy, júñ, júl, áúg, šép, óçt, ñóv, déç]
date: "{day} {month} {year}"
list: {pair: " áñd ", last: ", áñd ", item_and: "; áñd", item_or: "; ór"}
forms: [the, of]
"""


def accented(message: str) -> str:
    """The English with accents; values and marks as they are, terms with their words shown."""
    cut = (p if p.kind == "placeholder" else Piece(p.kind, p.text.translate(ACCENTS), p.code) for p in pieces(message))
    return whole(cut)


def make(folder: Path, master: Master, leave_out: tuple[str, ...] = (), tag: str = TAG, data: str = LANGUAGE) -> Language:
    """The language in `folder`, every string translated but those whose key begins with one of `leave_out`."""
    sources.write_text(folder / tag / "language.yml", data)
    language = load_language(tag, folder)
    found = messages(master, language.forms)
    po.update_language(folder / tag, found, tag="en")
    for domain in DOMAINS:
        path = po_path(folder / tag, domain)
        file = po.read(path)
        po.set_translations(file, {m.key: accented(m.english) for m in found.values()
                                   if m.domain == domain and not m.key.startswith(leave_out or ("\0",))})
        po.write(path, file)
    return load_language(tag, folder)


def review_all(folder: Path, language: Language) -> Language:
    """The same language with every string reviewed by two people and read back."""
    ledger = Ledger(folder / language.id)
    for entry in language.catalogue.entries.values():
        if entry.text:
            ledger.review(entry, Reviewer("Ana", "court interpreter", "2026-03-09"))
            ledger.back_read(entry, "a machine", "2026-03-08")
            ledger.review(entry, Reviewer("Bo", "translator", "2026-03-10"))
            assert ledger.records[entry.key]["hash"] == fingerprint(entry.english, entry.text)
    ledger.save()
    return load_language(language.id, folder)
