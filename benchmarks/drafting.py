"""One ordinance, drafted and written: our own writer beside python-docx writing the same paragraphs, in one run.

    python -m benchmarks.drafting [ROUNDS]

Prints medians in milliseconds and the ratio to python-docx with its default template and plain API.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from generator.desk import open_desk
from generator.document import Document, Enacting, Paragraph, Provision, Recital, Section, plain, walk
from generator.writers import WRITERS, WriterOptions


def main(rounds: int = 15) -> None:
    """Measure and print."""
    desk = open_desk()
    profile = desk.profile("passaic-nj")
    document = desk.draft(profile, "ordinance").document
    words = paragraphs(document)
    rows = {
        "python-docx, plain API": median(lambda: with_python_docx(words), rounds),
        "our writer, docx": median(lambda: WRITERS["docx"].write(document, WriterOptions()), rounds),
        "our writer, text": median(lambda: WRITERS["text"].write(document, WriterOptions()), rounds),
        "drafting alone": median(lambda: desk.draft(profile, "ordinance"), rounds),
        "loading the library": median(fresh_library, 3),
        "a cold `ordinance draft`": median(cold, 3),
    }
    base = rows["python-docx, plain API"]
    print(f"{len(words)} paragraphs, {sum(len(w.split()) for w, _ in words)} words; medians of {rounds} rounds")
    for name, milliseconds in rows.items():
        print(f"{name:28s} {milliseconds:9.1f} ms   {milliseconds / base:6.2f} of python-docx")


def paragraphs(document: Document) -> list[tuple[str, str]]:
    """The words of every paragraph with a style of python-docx's default template."""
    out = []
    for node in walk(document):
        match node:
            case Section():
                out.append((f"{node.designator} {plain(node.heading)}", "Heading 1"))
            case Provision():
                out.append((f"{node.designator} {plain(node.heading)} {plain(node.chapeau)}", "List Number"))
            case Paragraph() | Recital() | Enacting():
                out.append((plain(node.content), "Normal"))
    return out


def with_python_docx(words: list[tuple[str, str]]) -> bytes:
    """The same paragraphs by the peer."""
    import docx

    document = docx.Document()
    for text, style in words:
        document.add_paragraph(text, style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def fresh_library() -> None:
    """The library read and checked anew."""
    from generator import sources
    from generator.library import load_library

    load_library(sources.shipped("clauses"))


def cold() -> None:
    """A fresh process that drafts one ordinance."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", "from generator.cli import main; main()", "draft", "passaic-nj", "--as",
                        "ordinance", "--out", folder], check=True, capture_output=True)


def median(job: Callable[[], object], rounds: int) -> float:
    """The median of the rounds in milliseconds, after one to warm up."""
    job()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
