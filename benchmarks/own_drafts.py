"""Redlines between our own documents of about 24 pages, timed warm beside docx-scalpel. It judges nothing but time."""

from __future__ import annotations

import copy
import random
import statistics
import time
from collections.abc import Callable, Iterator

from lxml import etree

from generator.desk import Desk, open_desk
from generator.drafting.choose import Wish
from generator.ooxml.reading import open_package
from generator.ooxml.wml import BODY, BOOKMARK_END, BOOKMARK_START, PPR, P, R_, T
from generator.writers import WriterOptions, writer

Compare = Callable[[bytes, bytes], bytes]

PLACE, INSTRUMENT = "passaic-nj", "ordinance"
TOPICS = ("detainers", "dont-ask", "privacy", "facilities", "287g", "detention", "enforcement", "transparency", "services",
          "schools", "language-access", "compliance", "joint-operations", "municipal-id")  # 25 pages, as LibreOffice prints it
ROUNDS = 9
REVISIONS = 12  # random ones, each timed over fewer rounds


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
    """One row a pair, one for random revisions, one for all: median milliseconds of each engine, warm and in turns, and ours
    against docx-scalpel's."""
    peer = "docx-scalpel"
    others = [e for e in engines if e != peer] if peer in engines else []
    print("| own draft | words | " + " | ".join([*(f"{e} ms" for e in engines), *(f"{e} / {peer}" for e in others)]) + " |")
    print("|" + "---|" * (2 + len(engines) + len(others)))
    rows = []
    for name, old, new, words in own_pairs():
        rows.append(_in_turns(engines, old, new))
        _print_row(name, words, rows[-1], {e: rows[-1][e] / rows[-1][peer] for e in others})
    old = _draft(open_desk(), Wish(topics=TOPICS))
    took = [_in_turns(engines, old, _revised(old, seed), rounds=3) for seed in range(REVISIONS)]
    rows.append({e: statistics.median(one[e] for one in took) for e in engines})
    _print_row(f"{REVISIONS} random revisions", _count(old), rows[-1], {e: statistics.median(one[e] / one[peer] for one in took) for e in others})
    total = {e: sum(row[e] for row in rows) for e in engines}
    _print_row("all of these", "", total, {e: total[e] / total[peer] for e in others})


def _print_row(name: str, words: int | str, took: dict[str, float], ratios: dict[str, float]) -> None:
    cells = (f"{name} | {words}", *(f"{ms:.0f}" for ms in took.values()), *(f"{ratio:.2f}" for ratio in ratios.values()))
    print("| " + " | ".join(cells) + " |", flush=True)


def _in_turns(engines: dict[str, Compare], old: bytes, new: bytes, rounds: int = ROUNDS) -> dict[str, float]:
    """Median milliseconds; the engines take turns, so that a busy moment of the machine hits all of them."""
    took: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(rounds + 1):
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


def _revised(data: bytes, seed: int) -> bytes:
    """The file after a random revision: some twenty paragraphs with other words, two split, two out, two new, one moved."""
    chance = random.Random(seed)
    package = open_package(data)
    body = package.root(package.document()).find(BODY)
    long = [p for p in body.iterchildren(P) if len("".join(t.text or "" for t in p.iter(T)).split()) > 12]
    picked = iter(chance.sample(long, 30))
    for _ in range(20):
        text = max(next(picked).iter(T), key=lambda t: len(t.text or ""))
        words = (text.text or "").split(" ")
        for _ in range(chance.randint(1, 3)):
            words[chance.randrange(len(words))] = chance.choice(("promptly", "each", "written", "in public", "30", "45"))
        text.text = " ".join(words)
    for _ in range(2):
        _split(next(picked))
    for _ in range(2):
        body.remove(next(picked))
    for _ in range(2):
        model = next(picked)
        new = copy.deepcopy(model)
        for mark in list(new.iter(BOOKMARK_START, BOOKMARK_END)):
            mark.getparent().remove(mark)
        next(new.iter(T)).text = "A provision that a member of the committee asked for, and that stood nowhere before, "
        model.addnext(new)
    next(picked).addprevious(next(picked))
    return package.to_bytes()


def _split(paragraph: etree._Element) -> None:
    """The paragraph cut before its last run."""
    rest = etree.Element(P)
    properties, runs = paragraph.find(PPR), paragraph.findall(R_)
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    rest.append(runs[-1])
    paragraph.addnext(rest)


def _count(data: bytes) -> int:
    package = open_package(data)
    root: etree._Element = package.root(package.document())
    return sum(len((t.text or "").split()) for t in root.iter(T))
