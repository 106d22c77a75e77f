"""The first page of a packet as HTML: each document, what it is, and links to its files. It knows no document's text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.document import Document
from generator.writers.html import style_sheet, templates


@dataclass(frozen=True, slots=True)
class Link:
    """A file of the packet: its name in the folder and the words that lead to it, in a language of their own or the page's."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the packet."""

    name: str
    what: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents under a heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """What stands on the page, in its language. `merged` are the files that hold all in one."""

    title: str
    about: str
    heads: tuple[str, str, str]
    groups: tuple[Group, ...]
    merged_heading: str
    merged_about: str
    merged: tuple[Link, ...]


def index_page(index: Index, kin: Document) -> bytes:
    """The page; language, colour and footer are those of `kin`, a document of the packet."""
    look = replace(kin, title=index.title, header="", blocks=(), final=True, layout="sheet")
    page = templates().get_template("packet.html.j2").render(index=index, document=look, style=Markup(style_sheet(look)))
    return page.encode()
