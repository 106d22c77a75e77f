"""Redlines between our own documents of about 24 pages, timed warm beside docx-scalpel. It judges nothing but time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from lxml import etree

from generator.desk import Desk, open_desk
from generator.drafting.choose import Wish
from generator.ooxml.reading import open_package
from generator.ooxml.wml import T
from generator.writers import WriterOptions, writer

Compare = Callable[[bytes, bytes], bytes]

PLACE, INSTRUMENT = "passaic-nj", "ordinance"
TOPICS = ("detainers", "dont-ask", "privacy", "facilities", "287g", "detention", "enforcement", "transparency", "services",
          "schools", "language-access", "compliance", "joint-operations", "municipal-id")  # 25 pages, as LibreOffice prints it
ROUNDS = 9


def own_pairs() -> Iterator[tuple[str, bytes, bytes, int]]:
    """(what was done, old, new, words of the new one) of drafts as they change in a campaign."""
    desk = open_desk()
    model = _draft(desk, Wish(topics=TOPICS))
    for name, old, new in (
        ("ten words edited", model, _edited(model)),
        ("strong to model", _draft(desk, Wish(topics=TOPICS, strength="strong")), model),
        ("two topics taken out", model, _draft(desk, Wish(topics=TOPICS, without=("services", "schools")))),
        ("model to narrow", model, _draft(desk, Wish(topics=TOPICS, strength="narrow"))),
    ):
        yield name, old, new, _count(new)


def print_own(engines: dict[str, Compare]) -> None:
    """One row a pair: median milliseconds of each engine, warm and in turns, and ours against docx-scalpel's."""
    peer = "docx-scalpel"
    print("| own draft | words | " + " | ".join(f"{e} ms" for e in engines) + " | "
          + " | ".join(f"{e} / {peer}" for e in engines if e != peer and peer in engines) + " |")
    print("|" + "---|" * (2 + len(engines) + (len(engines) - 1 if peer in engines else 0)))
    for name, old, new, words in own_pairs():
        took = _in_turns(engines, old, new)
        ratios = [f"{took[e] / took[peer]:.2f}" for e in engines if e != peer] if peer in took else []
        print(f"| {name} | {words} | " + " | ".join([*(f"{took[e]:.0f}" for e in engines), *ratios]) + " |", flush=True)


def _in_turns(engines: dict[str, Compare], old: bytes, new: bytes) -> dict[str, float]:
    """Median milliseconds; the engines take turns, so that a busy moment of the machine hits all of them."""
    took: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(ROUNDS + 1):
        for name, compare in engines.items():
            start = time.perf_counter()
            compare(old, new)
            if turn:  # the first warms up
                took[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(times) for name, times in took.items()}


def _draft(desk: Desk, wish: Wish) -> bytes:
    profile = desk.profile(PLACE)
    return writer("docx").write(desk.draft(profile, INSTRUMENT, wish).document, WriterOptions()).data


def _edited(data: bytes) -> bytes:
    """The file with a word replaced in ten paragraphs that stand far apart."""
    package = open_package(data)
    long = [t for t in package.root(package.document()).iter(T) if len((t.text or "").split()) > 12]
    for text in long[::max(1, len(long) // 10)][:10]:
        words = text.text.split(" ")
        words[6] = "promptly"
        text.text = " ".join(words)
    return package.to_bytes()


def _count(data: bytes) -> int:
    package = open_package(data)
    root: etree._Element = package.root(package.document())
    return sum(len((t.text or "").split()) for t in root.iter(T))
