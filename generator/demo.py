"""The main job on shipped profiles, for `make demo`: drafts them as the command does and says where the documents lie."""

from __future__ import annotations

import sys
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main


def run(places: list[str], out: Path = Path("output")) -> int:
    """Draft each place into `out`; the number of places that failed."""
    failed = 0
    for place in places:
        arguments = ["draft", place, "--out", str(out), "--format", "docx", "--format", "markdown", "--format", "text"]
        result = CliRunner().invoke(main, [*arguments, "--final"] if place.startswith("example") else arguments)
        print(f"\n{place}")
        print("\n".join(f"  {line}" for line in result.output.splitlines()))
        failed += result.exit_code != 0
    print(f"\nWord files, Markdown, text, and a report on each lie under {out.resolve()}.")
    print("Open output/passaic-nj/ordinance.en.docx first: its first page says what to fill in and what to check.")
    return failed


if __name__ == "__main__":
    sys.exit(1 if run(sys.argv[1:]) else 0)
