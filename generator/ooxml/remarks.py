"""Comments put into a Word file at given bookmarks or paragraphs. It knows no provision and no redline."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from .anchors import bookmark
from .names import CONTENT_TYPES, DECLARATION, RELATIONSHIPS, W_AND_R, qn
from .reading import Package
from .wml import AUTHOR, BODY, BOOKMARK_START, DATE, DEL, ID, NAME, P, PPR, R_, SPACE, T, highest_id, mark_of


def with_remarks(
    package: Package, remarks: Iterable[tuple[str, tuple[str, ...]]], author: str, date: str = ""
) -> tuple[Package, int]:
    """A copy of the file with a comment at each block id (id, paragraphs of the comment), and how many found their place."""
    copy = package.copy()
    places = {b.get(NAME): p for b in copy.root(copy.document()).iter(BOOKMARK_START)
              if (p := next(b.iterancestors(P), None)) is not None}
    return copy, _put(copy, ((places.get(bookmark(id)), words) for id, words in remarks), author, date)


def with_remarks_at(package: Package, remarks: Iterable[tuple[int, tuple[str, ...]]], author: str, date: str = "") -> tuple[Package, int]:
    """The same for any Word file: a comment at the paragraph of each number, which counts the body's paragraphs from 1."""
    copy = package.copy()
    paragraphs = list(copy.root(copy.document()).find(BODY).iter(P))
    found = ((paragraphs[number - 1] if 0 < number <= len(paragraphs) else None, words) for number, words in remarks)
    return copy, _put(copy, found, author, date)


def _put(copy: Package, remarks: Iterable[tuple[etree._Element | None, tuple[str, ...]]], author: str, date: str) -> int:
    """Comments on paragraphs of the file; how many."""
    main = copy.document()
    part = copy.related(main, "comments")
    if part is None:
        data = f"{DECLARATION}<w:comments {W_AND_R}></w:comments>".encode()
        part = copy.add_part("word/comments.xml", data, CONTENT_TYPES["comments"])
        copy.add_link(main, RELATIONSHIPS["comments"], part)
    root = copy.root(part)
    number = max((int(c.get(ID, "0")) for c in root), default=-1) + 1
    put = 0
    for paragraph, words in remarks:
        if paragraph is None:
            continue
        root.append(_comment(number, words, author, date))
        _anchor(paragraph, number)
        number, put = number + 1, put + 1
    return put


def _comment(number: int, paragraphs: tuple[str, ...], author: str, date: str) -> etree._Element:
    comment = etree.Element(qn("w:comment"))
    comment.set(ID, str(number))
    comment.set(AUTHOR, author)
    if date:
        comment.set(DATE, date if "T" in date else f"{date}T00:00:00Z")
    comment.set(qn("w:initials"), "".join(w[0] for w in author.split()).upper()[:4])
    for words in paragraphs:
        run = etree.SubElement(etree.SubElement(comment, P), R_)
        text = etree.SubElement(run, T)
        text.text = words
        text.set(SPACE, "preserve")
    return comment


def _anchor(paragraph: etree._Element, number: int) -> None:
    """The range of a comment around all the words of a paragraph; in one that is deleted a mere point, which goes with it."""
    mark = mark_of(paragraph)
    deleted = None if mark is None else mark.find(DEL)
    if deleted is None:
        start, end = etree.Element(qn("w:commentRangeStart")), etree.Element(qn("w:commentRangeEnd"))
        start.set(ID, str(number))
        end.set(ID, str(number))
        paragraph.insert(0 if paragraph.find(PPR) is None else 1, start)
        paragraph.append(end)
    else:
        root = paragraph.getroottree().getroot()
        paragraph = etree.SubElement(paragraph, DEL, {name: value for name, value in deleted.items() if name != ID})
        paragraph.set(ID, str(highest_id(root) + 1))
    run = etree.SubElement(paragraph, R_)
    etree.SubElement(run, qn("w:commentReference")).set(ID, str(number))
