"""The promise on our own drafts edited at random as trees: sections and provisions in, out and moved, words, formatting, numbers."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.desk import open_desk
from generator.document import Document, Paragraph, Provision, Reference, Section, Text, blocks_by_id, transform
from generator.drafting.choose import Wish
from generator.drafting.number import number
from generator.ooxml.reading import open_package
from generator.ooxml.resolve import accept_all, has_tracked_changes, reject_all
from generator.review.redline import redline
from generator.writers import WriterOptions, writer
from tests.word_files import our_bookmarks, texts

ADDED = ("An agency must keep a record of each request.", "لا يجوز لأي وكالة أن تسأل عن وضع الهجرة.", "The record is public, no later than 30 days.")
WORDS = ("may", "promptly", "60", "8\u00a0U.S.C. §\u00a01373", "החוק", "")
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@lru_cache
def drafted(instrument: str, language: str):
    desk = open_desk()
    return desk.draft(desk.profile("passaic-nj"), instrument, Wish(topics=("detainers",)), language=language, partial=True)


def edit(document: Document, draw, style) -> Document:
    """The document after one to six edits, numbered anew; references to what is gone become the words that they were."""
    blocks = list(document.blocks)
    for n in range(draw(st.integers(1, 6))):
        sections = [k for k, b in enumerate(blocks) if isinstance(b, Section)]
        at = draw(st.sampled_from(sections))
        kind = draw(st.sampled_from(("section in", "section out", "section moved", "provisions", "word", "format", "paragraph in")))
        if kind == "section in":
            children = tuple(Provision(f"added-{n}.{k}", 1, (Text(t),)) for k, t in enumerate(ADDED[:draw(st.integers(1, 3))]))
            blocks.insert(at, Section(f"added-{n}", (Text(f"Added matter {n}"),), children))
        elif kind == "section out" and len(sections) > 2:
            del blocks[at]
        elif kind == "section moved":
            other = draw(st.sampled_from(sections))
            blocks[at], blocks[other] = blocks[other], blocks[at]
        elif kind == "provisions":
            blocks[at] = replace(blocks[at], children=shuffled(blocks[at].children, draw))
        elif kind == "paragraph in":
            blocks[at] = replace(blocks[at], children=(*blocks[at].children, Paragraph(f"loose-{n}", (Text(ADDED[n % 3]),))))
        else:
            blocks[at] = in_words(blocks[at], kind, draw)
    edited = replace(document, blocks=tuple(blocks))
    here = blocks_by_id(edited)
    return number(transform(edited, lambda x: Text(x.text) if isinstance(x, Reference) and x.target not in here else x), style)


def shuffled(children: tuple, draw) -> tuple:
    """One child out, or two that change places."""
    if len(children) < 2:
        return children
    i, j = draw(st.integers(0, len(children) - 1)), draw(st.integers(0, len(children) - 1))
    if i == j:
        return children[:i] + children[i + 1:]
    swapped = list(children)
    swapped[i], swapped[j] = swapped[j], swapped[i]
    return tuple(swapped)


def in_words(section: Section, kind: str, draw) -> Section:
    """A word replaced in one text, or a part of it in another formatting."""
    nth, emphasis, word = draw(st.integers(0, 12)), draw(st.sampled_from(("bold", "italic", "underline"))), draw(st.sampled_from(WORDS))
    seen = 0

    def change(content: tuple) -> tuple:
        nonlocal seen
        out = []
        for inline in content:
            if isinstance(inline, Text) and len(inline.text.split(" ")) > 3:
                seen += 1
                if seen == nth + 1:
                    parts = inline.text.split(" ")
                    half = " ".join(parts[:2]) + " ", " ".join(parts[2:])
                    out += ([Text(half[0]), Text(half[1], emphasis)] if kind == "format" else
                            [replace(inline, text=" ".join([*parts[:1], word, *parts[2:]]))])
                    continue
            out.append(inline)
        return tuple(out)

    def visit(node):
        if isinstance(node, Provision):
            return replace(node, chapeau=change(node.chapeau), flush=change(node.flush))
        return replace(node, content=change(node.content)) if isinstance(node, Paragraph) else node

    return transform(section, visit)


@pytest.mark.parametrize("instrument, language", [("executive-order", "en"), ("resolution", "en"), ("executive-order", "ar")])
@SLOW
@given(st.data(), st.booleans(), st.booleans())
def test_the_promise_holds_for_edited_drafts(instrument, language, data, literal, moves):
    made = drafted(instrument, language)
    options = WriterOptions(literal_numbers=literal)
    old, new = (writer("docx").write(d, options).data for d in (made.document, edit(made.document, data.draw, made.frame.style)))
    red = redline(old, new, "Counsel", engine="own", moves=moves)
    assert red.road == "own" and red.verified
    package, before, after = open_package(red.data), open_package(old), open_package(new)
    accepted, rejected = accept_all(package), reject_all(package)
    for resolved, source in ((accepted, after), (rejected, before)):
        assert not has_tracked_changes(resolved)
        assert texts(resolved) == texts(source)
    assert our_bookmarks(accepted) == our_bookmarks(after)
    assert our_bookmarks(before) - our_bookmarks(after) <= our_bookmarks(rejected)  # what was deleted comes back with its id
