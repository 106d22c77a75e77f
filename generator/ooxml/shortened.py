"""A redline and its two sides, shortened by what their bytes plainly show, so that a judge has less to read.

Most blocks of a redline are the same to the byte on both sides, or came, went or changed by runs that are wrapped whole; what
accepting and rejecting makes of those can be told from the bytes. It is a shortcut to a yes: a no says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .alike import normal, points_out, unremarked
from .pieces import Cut, may_be_marked

_WRAPPER = re.compile(rb"<(/?)w:(ins|del)(?: [^<>]*[^<>/])?>")
_OF_PARAGRAPH = re.compile(rb"(?<=<w:rPr>)<w:(ins|del)(?: [^<>]*)?/>")
_REVISION = re.compile(
    rb"</?w:(?:ins|del|move\w+|cell(?:Ins|Del|Merge)|customXml\w*Range\w+|\w+Change|delText|delInstrText)[ />]")
_LAYOUT = re.compile(  # the layout of a paragraph, its mark, and what the layout was
    rb"<w:pPr>(.*?)(<w:rPr>(?:(?!<w:rPr>).)*</w:rPr>)?<w:pPrChange [^<>]*>(?:<w:pPr>(.*?)</w:pPr>|<w:pPr/>)</w:pPrChange></w:pPr>", re.DOTALL)
_NOTHING = re.compile(rb"<w:rPr></w:rPr>(?=</w:pPr>)")
_NUMBERING = re.compile(rb"<w:numPr>.*?</w:numPr>", re.DOTALL)
_LAST = 2  # blocks at the end that stay: whether a paragraph whose mark is gone vanishes depends on what follows it
_LEAST = 3  # a shorter stretch stays

Short = tuple[list[bytes], list[bytes], list[bytes]]


@dataclass(frozen=True, slots=True)
class _Views:
    """What accepting and rejecting makes of a block of the redline; None where nothing is left of it."""

    accepted: bytes | None
    rejected: bytes | None


def shortened(old: Cut, new: Cut, redline: Cut, link_prefixes: Sequence[bytes]) -> tuple[bytes, bytes, bytes] | None:
    """The main parts of the three files with a stand-in for each stretch that plainly keeps the promise; None if there is none.

    When the short redline keeps the promise between the short files, the long one does between the long ones.
    `link_prefixes` are those of relationship ids (see `points_out`): what leads out of the part always stays.
    """
    walk = _Walk(*([b for b in cut.unmarked if b] for cut in (old, new, redline)), link_prefixes)
    short = walk.walked()
    if not walk.stretches:
        return None
    return tuple(b"".join((cut.head, *blocks, cut.tail)) for cut, blocks in zip((old, new, redline), short, strict=True))


class _Walk:
    """Goes through the blocks of the redline once, and through those of both sides beside it.

    It begins where all three stand at the same point, and after a stretch that it could not account for takes up again where
    they surely do: at two blocks running that all three have.
    """

    def __init__(self, old: list[bytes], new: list[bytes], redline: list[bytes], link_prefixes: Sequence[bytes]):
        self._old, self._new, self._redline = old, new, redline
        self._places = [_places(side) for side in (self._old, self._new)]
        self._prefixes = link_prefixes
        self._seen: dict[int, _Views | None] = {}
        self._short: Short = ([], [], [])
        self.stretches = 0

    def walked(self) -> Short:
        """The blocks of the short old, new and redline."""
        last = len(self._redline) - _LAST
        here = (0, 0, 0)  # in old, new and redline
        while here[2] < last:
            behind = self._plain_from(here, last)
            if behind[2] - here[2] >= _LEAST:
                self._stand_in(here, behind)
                here = behind
            met = self._next_meeting(here, last)
            self._keep(here, met)
            here = met
        self._keep(here, (len(self._old), len(self._new), len(self._redline)))
        return self._short

    # What the bytes show

    def _plain_from(self, here: tuple[int, int, int], last: int) -> tuple[int, int, int]:
        """Where the stretch ends, from here on, whose blocks plainly give what stands on both sides."""
        i, j, k = here
        while k < last:
            views = self._views(k)
            if views is None:
                break
            if views.rejected is not None and not (i < len(self._old) and _same(views.rejected, self._old[i])):
                break
            if views.accepted is not None and not (j < len(self._new) and _same(views.accepted, self._new[j])):
                break
            i, j, k = i + (views.rejected is not None), j + (views.accepted is not None), k + 1
        return i, j, k

    def _views(self, at: int) -> _Views | None:
        """What the marks of a block of the redline make of it; None where that takes more than bytes."""
        if at not in self._seen:
            self._seen[at] = self._viewed(self._redline[at])
        return self._seen[at]

    def _viewed(self, block: bytes) -> _Views | None:
        if b"<w:sectPr" in block or points_out(block, self._prefixes):
            return None
        if not may_be_marked(block):
            return None if b"numPr" in block and not _is_paragraph(block) else _Views(block, block)
        return _resolved(block) if _is_paragraph(block) else None

    # Where all three surely stand at the same point

    def _next_meeting(self, here: tuple[int, int, int], last: int) -> tuple[int, int, int]:
        """The next second of two unmarked blocks running that stand so in all three; else the end of what can be left out."""
        olds, news = self._places
        for k in range(here[2] + 2, last):
            before, block = self._redline[k - 1], self._redline[k]
            i, j = olds.get(block, -1), news.get(block, -1)
            if i > here[0] and j > here[1] and self._old[i - 1] == before == self._new[j - 1]:
                return i, j, k
        return len(self._old), len(self._new), len(self._redline)

    # The short files

    def _keep(self, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
        for short, blocks, first, behind in zip(self._short, (self._old, self._new, self._redline), start, end, strict=True):
            short += blocks[first:behind]

    def _stand_in(self, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
        """One paragraph for the stretch; before it an empty one for each list, for lists are counted by their first use."""
        i, j, k = start
        seen = set()
        while k < end[2]:
            views = self._views(k)
            lists = tuple(_NUMBERING.findall(self._redline[k])) if b"<w:numPr>" in self._redline[k] else ()
            use = lists, views.rejected is None, views.accepted is None
            if lists and use not in seen:
                seen.add(use)
                self._short[2].append(_emptied(self._redline[k]))
                if views.rejected is not None:
                    self._short[0].append(_emptied(self._old[i]))
                if views.accepted is not None:
                    self._short[1].append(_emptied(self._new[j]))
            i, j, k = i + (views.rejected is not None), j + (views.accepted is not None), k + 1
        self.stretches += 1
        for short in self._short:
            short.append(b"<w:p><w:r><w:t>stretch %d</w:t></w:r></w:p>" % self.stretches)


def _places(blocks: list[bytes]) -> dict[bytes, int]:
    """Where the blocks stand that carry no mark and occur once."""
    places: dict[bytes, int] = {}
    for at, block in enumerate(blocks):
        places[block] = -1 if block in places else at
    return places


def _is_paragraph(block: bytes) -> bool:
    return block.startswith((b"<w:p>", b"<w:p "))


def _resolved(paragraph: bytes) -> _Views | None:
    """Both views of a paragraph of which whole runs, its own mark and its layout are marked; None for any other."""
    end = paragraph.find(b">") + 1
    if paragraph.startswith(b"<w:pPr>", end):
        end = paragraph.rfind(b"</w:pPr>") + 8
    head, body = paragraph[:end], _WRAPPER.split(paragraph[end:])
    kinds = body[2::3]
    if body[1::3] != [b"", b"/"] * (len(kinds) // 2) or kinds[::2] != kinds[1::2]:
        return None
    mark = _OF_PARAGRAPH.search(head)
    if mark:
        head = _NOTHING.sub(b"", head[:mark.start()] + head[mark.end():])
    views: list[bytes | None] = []
    for kept, properties in zip((b"ins", b"del"), _layouts(head), strict=True):
        stays = b"".join([text for n, text in enumerate(body[::3]) if not n % 2 or kinds[n - 1] == kept])
        if mark and mark[1] != kept:
            if stays != b"</w:p>":
                return None  # its words join the next paragraph
            views.append(None)
            continue
        view = properties + (stays if kept == b"ins" else _as_text(stays))
        if may_be_marked(view) and _REVISION.search(view):
            return None
        views.append(view)
    return _Views(*views)


def _layouts(head: bytes) -> tuple[bytes, bytes]:
    """The opening of a paragraph with its properties, as they are and as they were."""
    if b"<w:pPrChange " not in head:
        return head, head
    return _LAYOUT.sub(rb"<w:pPr>\1\2</w:pPr>", head), _LAYOUT.sub(rb"<w:pPr>\3\2</w:pPr>", head)


def _as_text(deleted: bytes) -> bytes:
    for gone, back in ((b"w:delText", b"w:t"), (b"w:delInstrText", b"w:instrText")):
        deleted = deleted.replace(b"<" + gone, b"<" + back).replace(b"</" + gone + b">", b"</" + back + b">")
    return deleted


def _same(one: bytes, other: bytes) -> bool:
    return one == other or unremarked(one) == unremarked(other) or normal(one) == normal(other)


def _emptied(paragraph: bytes) -> bytes:
    """The paragraph with its properties alone."""
    return paragraph[:paragraph.rfind(b"</w:pPr>") + 8] + b"</w:p>"
