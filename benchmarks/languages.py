"""What a further language costs: `python -m benchmarks.languages [ROUNDS]`. It prints ratios to the same document in English.

Reading a catalogue is paid once a process and a language; drafting and writing are paid by the document. A short document
in another language must not cost what the whole library costs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks.drafting import median
from generator.desk import Desk, open_desk
from generator.drafting.choose import Wish
from generator.language import ENGLISH, language_tags, load_language
from generator.language.catalogue import _read_po
from generator.writers import WriterOptions, writer

PLACE = "passaic-nj"
WHOLE = ("es", "pt-BR", "ht", "ar", "zh-Hans")
SHORT = Wish(topics=("detainers",))


def main(rounds: int = 7) -> None:
    """Measure and print."""
    desk = open_desk()
    orders = {
        "an order on every topic": lambda tag: order(desk, tag, None),
        "an order on one topic": lambda tag: order(desk, tag, SHORT),
    }
    print("| document | language | ms | to English |\n|---|---|---|---|")
    for name, make in orders.items():
        base = rows(name, make, (ENGLISH, *WHOLE), rounds)
        print_sum(name, base)
    base = rows("a handout", lambda tag: handout(desk, tag), language_tags(), rounds)
    print_sum("a handout", base)
    print("\n| reading a catalogue, once a process | ms |\n|---|---|")
    for tag in (*WHOLE, "gu"):
        print(f"| {tag} | {median(lambda tag=tag: read(tag), rounds):.0f} |")


def rows(name: str, make: Callable[[str], object], tags, rounds: int) -> dict[str, float]:
    """A row for each language; the milliseconds by language."""
    took = {tag: median(lambda tag=tag: make(tag), rounds) for tag in tags}
    for tag, ms in took.items():
        print(f"| {name} | {tag} | {ms:.0f} | {ms / took[ENGLISH]:.2f} |", flush=True)
    return took


def print_sum(name: str, took: dict[str, float]) -> None:
    """All languages together against as many documents in English."""
    whole, alike = sum(took.values()), took[ENGLISH] * len(took)
    print(f"| {name} | all {len(took)} | {whole:.0f} | {whole / alike:.2f} of {len(took)} in English |")


def order(desk: Desk, tag: str, wish: Wish | None) -> bytes:
    """An executive order in Word."""
    drafted = desk.draft(desk.profile(PLACE), "executive-order", wish, language=tag)
    return writer("docx").write(drafted.document, WriterOptions()).data


def handout(desk: Desk, tag: str) -> bytes:
    """A handout in Word."""
    return writer("docx").write(desk.outreach(desk.profile(PLACE), "handout", language=tag).document, WriterOptions()).data


def read(tag: str) -> object:
    """The catalogues of a language, read anew."""
    _read_po.cache_clear()
    return load_language(tag)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
