"""Everything for one town as a folder: each document in each format, one PDF of all, and a page that leads to them.

Drafts nothing: it is handed what the desk has made. Knows no arguments and no terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.desk import Output, Outreach, outputs, outreach_outputs
from generator.document import Document
from generator.drafting.compose import Drafted
from generator.drafting.frame import Frame
from generator.drafting.outreach.sheet import Sheet
from generator.writers import WriterOptions, writer
from generator.writers.html_packet import Entry, Group, Index, Link, index_page
from generator.writers.pdf import can_make, write_many
from generator.writers.pdf_merge import can_merge, merged
from generator.writers.typeset import installed

FOLDER = "packet"
MERGED = "packet"
USUAL_FORMATS = ("docx", "pdf", "html")


def usual_formats() -> tuple[str, ...]:
    """The formats of a packet when nobody names any: PDF only where this machine can make it."""
    return tuple(name for name in USUAL_FORMATS if name != "pdf" or can_make())


def folds() -> bool:
    """Whether this machine can set a leaflet."""
    return installed()


@dataclass(frozen=True, slots=True)
class Pile:
    """What the desk has made of a town in one language."""

    language: str
    drafts: tuple[Drafted, ...]
    around: tuple[Outreach, ...]

    def frame(self) -> Frame:
        """A job of the pile, for its words and facts."""
        return (self.around or self.drafts)[0].frame


@dataclass(frozen=True, slots=True)
class _Member:
    """One document of the packet with its files."""

    document: Document
    language: str
    files: tuple[Output, ...]
    printed: bytes  # its PDF, for the joined one
    measure: bool  # an instrument, not a sheet around one


def packet(piles: Sequence[Pile], formats: Iterable[str], options: WriterOptions) -> Iterator[Output]:
    """The files of the folder `packet`: documents and calendars, `packet.<language>.pdf`, `index.html` in the first language."""
    formats = tuple(formats)
    members = [member for pile in piles for member in _members(pile, formats, options)]
    for member in members:
        yield from member.files
    sheet = Sheet(piles[0].frame(), "packet")
    place = members[0].document.place
    joined = tuple(Output(place, f"{MERGED}.{pile.language}.pdf", data) for pile in piles if (data := _joined(pile, members, sheet)))
    yield from (_inside(output) for output in joined)
    page = index_page(_index(members, joined, piles, sheet), members[-1].document)
    yield _inside(Output(place, "index.html", page))


def _inside(output: Output) -> Output:
    return replace(output, name=f"{FOLDER}/{output.name}")


# --------------------------------------------------------------------------------------------------------------
# Files


def _members(pile: Pile, formats: tuple[str, ...], options: WriterOptions) -> Iterator[_Member]:
    """Each document of a pile with its files; all PDFs are made at once, for that is many times quicker."""
    documents = [d.document for d in (*pile.drafts, *pile.around)]
    others = tuple(f for f in formats if f != "pdf")
    printed = iter(write_many(documents, options) if _prints(formats) else [None] * len(documents))
    for made, document in zip((*pile.drafts, *pile.around), documents, strict=True):
        measure = isinstance(made, Drafted)
        flat = () if document.layout == "leaflet" else others  # a leaflet is for paper
        files = list((outputs if measure else outreach_outputs)(made, flat, options, pile.language))
        pdf = next(printed)
        if pdf is not None and ("pdf" in formats or document.layout == "leaflet"):
            stem = f"{document.kind}.{pile.language}{'.final' if measure and document.final else ''}"
            files.insert(0, Output(document.place, f"{stem}.pdf", pdf.data, pdf.unshown))
        yield _Member(document, pile.language, tuple(_inside(f) for f in files), pdf.data if pdf else b"", measure)


def _prints(formats: tuple[str, ...]) -> bool:
    """Whether PDFs are made: where they are asked for, and for the joined file where the machine can."""
    return "pdf" in formats or (can_make() and can_merge())


def _joined(pile: Pile, members: Iterable[_Member], sheet: Sheet) -> bytes:
    """All documents of a language as one PDF, the leaflet left out; nothing where no PDFs are made."""
    parts = [(_name(m), m.printed) for m in members
             if m.language == pile.language and m.printed and m.document.layout != "leaflet"]
    own = Sheet(pile.frame(), "packet")
    return merged(parts, own.word("packet_title"), pile.frame().language.tag) if parts and can_merge() else b""


# --------------------------------------------------------------------------------------------------------------
# The page that leads to them


def _index(members: Sequence[_Member], joined: Sequence[Output], piles: Sequence[Pile], sheet: Sheet) -> Index:
    contents, law = sheet.frame.library.contents, sheet.frame.law
    tongues = {p.language: p.frame().language.name for p in piles}
    groups = [Group(sheet.word(key), tuple(_entries([m for m in members if m.measure == measure], tongues, sheet)))
              for key, measure in (("packet_instruments", True), ("packet_around", False))]
    links = tuple(Link(o.name, sheet.word("packet_file", format=sheet.word("packet_format_pdf"), tongue=tongues[o.name.split(".")[1]]))
                  for o in joined)
    return Index(
        sheet.word("packet_title"), sheet.word("packet_about", version=contents.version, as_of=law.as_of),
        (sheet.word("packet_document"), sheet.word("packet_what"), sheet.word("packet_files")),
        tuple(g for g in groups if g.entries), sheet.word("packet_merged"),
        sheet.word("packet_merged_text" if links else "packet_merged_missing"), links)


def _entries(members: Sequence[_Member], tongues: dict[str, str], sheet: Sheet) -> Iterator[Entry]:
    """One row for each document, with the files of all its languages."""
    for kind in dict.fromkeys(m.document.kind for m in members):
        mine = [m for m in members if m.document.kind == kind]
        document = mine[0].document
        what = ("final" if document.final else "draft") if mine[0].measure else kind
        yield Entry(_name(mine[0]), sheet.word(f"packet_is_{what}"),
                    tuple(_link(f, tongues[m.language], sheet) for m in mine for f in m.files))


def _name(member: _Member) -> str:
    """What a document is called: an instrument by its kind and place, a sheet by its title."""
    return member.document.header if member.measure and member.document.header else member.document.title


def _link(output: Output, tongue: str, sheet: Sheet) -> Link:
    """The words that lead to a file."""
    file = output.name.removeprefix(f"{FOLDER}/")
    if file.endswith(".report.html"):
        return Link(file, sheet.word("packet_report", tongue=tongue))
    if file.endswith(".ics"):
        return Link(file, sheet.word("packet_calendar", tongue=tongue))
    known = {f".{writer(name).extension}": name for name in ("docx", "pdf", "html", "markdown", "text", "akn", "json")}
    name = next(name for ending, name in known.items() if file.endswith(ending))
    return Link(file, sheet.word("packet_file", format=sheet.word(f"packet_format_{name}"), tongue=tongue))
