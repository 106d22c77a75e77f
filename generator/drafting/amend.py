"""Existing text and new text become amendatory provisions: the lead-in, and the section set out with its marks.

The marks follow the style pack: deletions struck and additions underlined, deletions in brackets and additions
underlined, or the new text alone. A whole word is marked, the deletion first (docs/amendments.md names the manuals).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.alignment import Line, align
from generator.difference import differences, tokens, words
from generator.document import Block, Inlines, Paragraph, Provision, Section, Text, plain, walk
from generator.drafting.fill import typographic
from generator.drafting.frame import Frame
from generator.drafting.instruments import instrument
from generator.drafting.values import code_name
from generator.profile import Amendment

MARKS = {  # style of marking: (what deleted words look like, what added words look like)
    "strike-underline": ("strike", "underline"),
    "brackets-underscore": ("brackets", "underline"),
    "restated": ("", ""),
}
COPIES = ("marked", "clean", "as-adopted")


def copies(instrument_id: str) -> tuple[str, ...]:
    """The copies in which an instrument is written: three of an amendatory ordinance, one of any other."""
    return COPIES if instrument(instrument_id).like else COPIES[:1]


def amendatory_sections(frame: Frame, drafted: Mapping[str, Section]) -> tuple[Section, ...]:
    """One section of the ordinance for each section of the code that the profile amends.

    `drafted` has the numbered section of each library clause that is the new text of an amendment.
    """
    return tuple(_section(i, a, frame, drafted) for i, a in enumerate(frame.profile.choices.amends, 1))


def _section(n: int, amendment: Amendment, frame: Frame, drafted: Mapping[str, Section]) -> Section:
    w = frame.language.words
    named = re.sub(r"^§\s*", "Section ", amendment.section)
    key = "amended_lead" if amendment.heading else "amended_lead_unheaded"
    lead = typographic(w(key, section=named, code=code_name(frame.profile), heading=amendment.heading))
    old = paragraphs(amendment.present)
    new = paragraphs(amendment.proposed) if amendment.proposed else _lines(drafted[amendment.clause])
    section_id = f"amendment-{n}"
    head = Paragraph(f"{section_id}.head", (Text(f"{amendment.section} {amendment.heading}", "bold"),))
    body = tuple(Paragraph(f"{section_id}.{i}", content)
                 for i, content in enumerate(set_out(old, new, frame.style.amendments, frame.copy), 1))
    return Section(section_id, frame.heading(w("amended_heading", section=amendment.section)),
                   (Paragraph(f"{section_id}.lead", (Text(lead),), "lead"), head, *body))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, a line each, blank lines left out."""
    return [" ".join(line.split()) for line in re.split(r"\n\s*\n|\n(?=\S)", text) if line.strip()]


def _lines(section: Section) -> list[str]:
    """The paragraphs of a drafted section, each with its designator typed."""
    out: list[str] = []
    for node in walk(section.children):
        if isinstance(node, Provision):
            heading = f"{plain(node.heading)}. " if node.heading else ""
            out.append(f"{node.designator} {heading}{plain(node.chapeau)}")
            if node.flush and not node.children:
                out.append(plain(node.flush))
        elif isinstance(node, Paragraph):
            out.append(plain(node.content))
    return out


def set_out(old: list[str], new: list[str], marking: str, copy: str) -> list[Inlines]:
    """The section as it will read, paragraph by paragraph, with the changes marked (in a marked copy)."""
    if marking == "restated" or copy != "marked":
        return [(Text(p),) for p in new]
    out = []
    for i, j in align(_as_lines(old), _as_lines(new)):
        before, after = old[i] if i is not None else "", new[j] if j is not None else ""
        out.append(tuple(marked(before, after, marking)))
    return out


def _as_lines(texts: list[str]) -> list[Line]:
    return [Line(key=t, words=words(t)) for t in texts]


def marked(before: str, after: str, marking: str) -> Iterable[Text]:
    """Whole words, the deletion first, a space between that is not marked."""
    gone, come = MARKS[marking]
    old, new = tokens(before), tokens(after)
    for span in differences(old, new):
        deleted, added = "".join(old[span.old_start:span.old_end]), "".join(new[span.new_start:span.new_end])
        if span.same:
            yield Text(deleted)
            continue
        yield from _deleted(deleted, gone)
        if deleted.strip() and added.strip() and not deleted[-1:].isspace():
            yield Text(" ")
        yield from _part(added, come)


def _deleted(words_: str, look: str) -> Iterable[Text]:
    if look == "brackets":
        yield from _part(f"[{words_.strip()}]{' ' if words_[-1:].isspace() else ''}" if words_.strip() else "", "")
    else:
        yield from _part(words_, look)


def _part(words_: str, look: str) -> Iterable[Text]:
    """The words with the look, their white space at the ends without it."""
    bare = words_.strip()
    if not bare:
        if words_:
            yield Text(words_)
        return
    at = words_.index(bare)
    if at:
        yield Text(words_[:at])
    yield Text(bare, look)
    if words_[at + len(bare):]:
        yield Text(words_[at + len(bare):])


def key_to_marks(frame: Frame) -> tuple[Block, ...]:
    """What the marks mean, for a marked copy; nothing for the others."""
    if frame.copy != "marked":
        return ()
    words_ = frame.language.words(f"marks_{frame.style.amendments.replace('-', '_')}")
    return (Paragraph("marks", (Text(words_),), "small"),)
