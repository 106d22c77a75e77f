"""Drafts of ours that LibreOffice edited through its API: the promise holds, our ids survive, and only edits are word changes."""

from __future__ import annotations

from collections import Counter

from generator.drafting.choose import Wish
from generator.ooxml.inline import our_id
from generator.ooxml.reading import Package, open_package
from generator.ooxml.resolve import accept_all, reject_all
from generator.ooxml.wml import P, T
from generator.review.redline import redline
from generator.writers import WriterOptions, writer
from tests.libreoffice import ask
from tests.word_files import our_bookmarks, texts

DRAFTS = (("passaic-nj", "ordinance", "en", 1), ("passaic-nj", "ordinance", "en", 2), ("meridian-mi", "resolution", "en", 3),
          ("oak-park-il", "executive-order", "en", 4), ("maplewood-nj", "police-order", "en", 5), ("passaic-nj", "resolution", "ar", 6))
TOPICS = ("detainers", "dont-ask", "transparency")
WORDS = {"inserted", "deleted", "replaced", "moved"}


def test_redlines_of_what_libreoffice_edited(needs, tmp_path, desk):
    jobs, originals = [], []
    for number, (place, instrument, language, seed) in enumerate(DRAFTS):
        drafted = desk.draft(desk.profile(place), instrument, Wish(topics=TOPICS), language=language, partial=True)
        originals.append(writer("docx").write(drafted.document, WriterOptions()).data)
        (tmp_path / f"{number}.docx").write_bytes(originals[-1])
        jobs.append([str(tmp_path / f"{number}.docx"), str(tmp_path / f"{number}.edited.docx"), seed])
    told = ask(needs, "libreoffice_edit.py", jobs)
    assert len({name for done in told for name in done}) >= 7  # every kind of edit, or all but one, was met
    for (place, instrument, *_), original, job, done in zip(DRAFTS, originals, jobs, told, strict=True):
        with open(job[1], "rb") as file:
            edited = file.read()
        made = redline(original, edited, "Counsel", "2024-01-01T00:00:00Z", engine="own")
        where = f"{place} {instrument} {job[2]}: {done}"
        assert made.road == "own" and made.verified, where
        red = open_package(made.data)
        for resolved, source in ((accept_all(red), edited), (reject_all(red), original)):
            assert texts(resolved) == texts(open_package(source)), where
        assert lost_ids(open_package(original), open_package(edited)) == set(), where
        assert our_bookmarks(open_package(edited)) <= our_bookmarks(accept_all(red)), where
        changed = Counter(c.kind for c in made.changes if c.kind in WORDS)
        assert 0 < changed.total() <= 4 * len(done), where


def lost_ids(original: Package, edited: Package) -> set[str]:
    """Ids of paragraphs that still read the same in the edited file, and stand there without that id."""
    before, after = (_by_text(p) for p in (original, edited))
    return {ids[0] for text, ids in before.items() if len(ids) == 1 and ids[0] and len(after.get(text, [])) == 1
            and after[text][0] != ids[0]}


def _by_text(package: Package) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for p in package.root(package.document()).iter(P):
        found.setdefault("".join(t.text or "" for t in p.iter(T)), []).append(our_id(p))
    return found
