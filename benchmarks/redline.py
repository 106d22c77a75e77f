"""Redline engines side by side on a folder of pairs: `python -m benchmarks.redline --pairs DIR`; on our own drafts: `--own`.

DIR holds `manifest.tsv` (columns name, original, revised) and the Word files it names. It judges by our own resolver
and openxml-audit, and knows nothing of how an engine works. Peers that are not installed are named and left out.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from rapidfuzz.distance import Indel

from benchmarks.own_drafts import print_own
from generator.difference import tokens
from generator.errors import DraftingError, Refusal
from generator.ooxml import scalpel
from generator.ooxml.canonical import Canonical
from generator.ooxml.reading import Package, open_package
from generator.ooxml.resolve import accept_all, has_tracked_changes, reject_all
from generator.ooxml.verify import first_difference
from generator.ooxml.wml import DEL, DEL_TEXT, INS, MOVE_FROM, MOVE_TO, TR, TRPR, P, T
from generator.review.redline import redline

Compare = Callable[[bytes, bytes], bytes]


def own(old: bytes, new: bytes) -> bytes:
    """Our road alone, with its gate."""
    return redline(old, new, "Benchmark", "2024-01-01T00:00:00Z", engine="own").data


def own_unverified(old: bytes, new: bytes) -> bytes:
    """Our road alone, without its gate."""
    return redline(old, new, "Benchmark", "2024-01-01T00:00:00Z", engine="own", verify_promise=False).data


def both(old: bytes, new: bytes) -> bytes:
    """What a user of the program gets: both roads, one gate."""
    return redline(old, new, "Benchmark", "2024-01-01T00:00:00Z").data


def docx_scalpel(old: bytes, new: bytes) -> bytes:
    """docx-scalpel with the settings we use, without our gate."""
    return scalpel.compare(old, new, "Benchmark", "2024-01-01T00:00:00Z")


def python_redlines(old: bytes, new: bytes) -> bytes:
    """python-redlines with its default engine."""
    from python_redlines.engines import DocxodusEngine

    return DocxodusEngine().run_redline("Benchmark", old, new)[0]


@dataclass(frozen=True, slots=True)
class Engine:
    """How to call an engine, and for a peer the module it needs and what installs it."""

    compare: Compare
    module: str = ""
    install: str = ""


ENGINES = {
    "own": Engine(own), "own-unverified": Engine(own_unverified), "program": Engine(both),
    "docx-scalpel": Engine(docx_scalpel, "docx_scalpel", "docx-scalpel==0.9.0"),
    "python-redlines": Engine(python_redlines, "python_redlines_docxodus",
                              "python-redlines==2.0.0 python-redlines-docxodus==2.0.0"),
}


@dataclass(slots=True)
class Tally:
    """What one engine did on all pairs."""

    ran: int = 0
    refused: int = 0
    failed: int = 0
    exact: int = 0
    wrong: list[str] = field(default_factory=list)
    headers: int = 0
    formatting: int = 0
    valid: int = 0
    ratios: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    reasons: Counter = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class PairOfFiles:
    """A pair ready to be judged: the bytes given to the engines and the files without earlier tracked changes."""

    name: str
    old: bytes
    new: bytes
    before: Package
    after: Package
    minimal: int


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark and print its table."""
    options = _options(arguments)
    engines = _installed(options.engines.split(","))
    if options.own:
        timed = [e for e in ("own", "own-unverified", "docx-scalpel") if e in engines]
        print_own({name: ENGINES[name].compare for name in timed})
    if not options.pairs:
        return
    pairs = list(_pairs(Path(options.pairs), options.only))
    audit = _Audit() if options.audit and find_spec("openxml_audit") else None
    tallies = {name: Tally() for name in engines}
    for pair in pairs:
        allowed = audit.kinds(pair.old) | audit.kinds(pair.new) if audit else set()
        for name in engines:
            _try(name, ENGINES[name].compare, pair, tallies[name], audit, allowed, options.list)
    _print(pairs, tallies, {name: _cold(name, pairs[0]) for name in engines}, audit is not None)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redline", description=__doc__)
    parser.add_argument("--pairs", metavar="DIR")
    parser.add_argument("--own", action="store_true", help="time redlines between our own documents of about 24 pages")
    parser.add_argument("--engines", default=",".join(ENGINES), help="names, with commas: " + ", ".join(ENGINES))
    parser.add_argument("--only", default="", help="pairs whose name contains this")
    parser.add_argument("--no-audit", dest="audit", action="store_false", help="without openxml-audit (it is slow)")
    parser.add_argument("--list", action="store_true", help="print each wrong or refused pair")
    options = parser.parse_args(arguments)
    if not options.pairs and not options.own:
        parser.error("give --pairs DIR, --own, or both")
    return options


def _installed(names: list[str]) -> list[str]:
    """The engines that are installed; the others are named on standard error with what would install them."""
    found = []
    for name in names:
        module, install = ENGINES[name].module, ENGINES[name].install
        if module and not find_spec(module):
            print(f"{name} is not installed and left out: pip install {install}", file=sys.stderr)
        else:
            found.append(name)
    return found


def _pairs(folder: Path, only: str):
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            if only not in row["name"]:
                continue
            old, new = (folder / row["original"]).read_bytes(), (folder / row["revised"]).read_bytes()
            before, after = _settled(old), _settled(new)
            if has_tracked_changes(open_package(old)) or has_tracked_changes(open_package(new)):
                old, new = before.copy().to_bytes(), after.copy().to_bytes()
            yield PairOfFiles(row["name"], old, new, before, after, _minimal(before, after))


def _settled(data: bytes) -> Package:
    package = open_package(data)
    return accept_all(package) if has_tracked_changes(package) else package


def _try(name: str, engine: Compare, pair: PairOfFiles, tally: Tally, audit, allowed: set[str], listing: bool) -> None:
    try:
        start = time.perf_counter()
        data = engine(pair.old, pair.new)
        took = (time.perf_counter() - start) * 1000
        made = open_package(data)
    except (Refusal, scalpel.ScalpelFailed) as fault:
        tally.refused += 1
        tally.reasons[str(fault)[:100]] += 1
        if listing:
            print(f"{name}: {pair.name}: refused: {fault}", file=sys.stderr)
        return
    except (DraftingError, ValueError, IndexError, KeyError, TypeError, AttributeError, RuntimeError) as fault:
        tally.failed += 1
        if listing:
            print(f"{name}: {pair.name}: failed: {fault!r}", file=sys.stderr)
        return
    tally.ran += 1
    tally.milliseconds.append(took)
    _judge(name, pair, made, tally, listing)
    if pair.minimal:
        tally.ratios.append(_marked(made) / pair.minimal)
    if audit:
        new_kinds = audit.kinds(data) - allowed
        tally.valid += not new_kinds
        if new_kinds and listing:
            print(f"{name}: {pair.name}: not valid: {sorted(new_kinds)[:3]}", file=sys.stderr)


def _judge(name: str, pair: PairOfFiles, made: Package, tally: Tally, listing: bool) -> None:
    text = headers = formatting = True
    for resolved, wanted in ((accept_all(made), pair.after), (reject_all(made), pair.before)):
        one, other = Canonical(wanted), Canonical(resolved)
        text = text and _texts(one.body()) == _texts(other.body())
        slots = [[{k: _texts(v) for k, v in s[1].items()} for s in c.sections()] for c in (one, other)]
        headers = headers and slots[0] == slots[1]
        difference = first_difference(one, other)
        formatting = formatting and difference is None
        if difference and listing:
            print(f"{name}: {pair.name}: differs: {difference}", file=sys.stderr)
    tally.exact += text
    tally.headers += headers
    tally.formatting += formatting
    if not text:
        tally.wrong.append(pair.name)


def _texts(blocks) -> list:
    """The words of blocks without formatting, empty paragraphs left out."""
    found: list = []
    for block in blocks:
        if block[0] == "p":
            words = "".join(_shown(a) for a in block[3])
            if words:
                found.append(words)
        elif block[0] == "tbl":
            found.append([[_texts(cell[1]) for cell in row[2]] for row in block[3]])
        elif block[0] == "sdt":
            found += _texts(block[2])
    return found


def _shown(atom) -> str:
    what = atom[0]
    if what[0] == "text":
        return what[1]
    if what[0] == "whole":
        return "".join(map(_shown, what[2]))
    if what[0] == "object":
        return " ".join(_boxes(what[1]))
    return f"<note {_texts(what[1][2])}>" if what[0] == "note" else f"<{what[0]}>"


def _boxes(thing) -> list[str]:
    """The words in the text boxes of a drawing; the drawing itself counts with formatting."""
    if not isinstance(thing, tuple):
        return []
    if thing[:1] == ("box",):
        return [str(_texts(thing[1]))]
    return [words for part in thing for words in _boxes(part)]


# How much is marked


def _stories(package: Package) -> list[etree._Element]:
    main = package.document()
    parts = [main, package.related(main, "footnotes"), package.related(main, "endnotes")]
    return [package.root(p) for p in parts if p]


def _words(package: Package) -> list[str]:
    found: list[str] = []
    for root in _stories(package):
        for p in root.iter(P):
            found += tokens("".join(t.text or "" for t in p.iter(T) if next(t.iterancestors(P)) is p))
            found.append("\u2029")
    return found


def _minimal(old: Package, new: Package) -> int:
    """Characters that the smallest word-level difference marks."""
    before, after = _words(old), _words(new)
    total = 0
    for op in Indel.opcodes(before, after):
        if op.tag != "equal":
            total += sum(len(w) for w in before[op.src_start:op.src_end] if w != "\u2029")
            total += sum(len(w) for w in after[op.dest_start:op.dest_end] if w != "\u2029")
    return total


def _marked(made: Package) -> int:
    """Characters inside insertions and deletions, moves apart."""
    total = 0
    for root in _stories(made):
        for t in root.iter(T, DEL_TEXT):
            for ancestor in t.iterancestors():
                if ancestor.tag in (MOVE_FROM, MOVE_TO):
                    break
                if ancestor.tag in (INS, DEL) or (ancestor.tag == TR and _row_marked(ancestor)):
                    total += len(t.text or "")
                    break
    return total


def _row_marked(tr: etree._Element) -> bool:
    properties = tr.find(TRPR)
    return properties is not None and any(c.tag in (INS, DEL) for c in properties)


class _Audit:
    """openxml-audit: the kinds of fault a file has, known per content.

    A validator that has seen many files now and then finds a dangling id that is none: a fresh one is asked to confirm.
    """

    def __init__(self):
        from openxml_audit import OpenXmlValidator

        self._make = OpenXmlValidator
        self._validator = OpenXmlValidator()
        self._known: dict[int, set[str]] = {}

    def kinds(self, data: bytes) -> set[str]:
        """Descriptions of faults without the values in them."""
        key = hash(data)
        if key not in self._known:
            with tempfile.NamedTemporaryFile(suffix=".docx") as file:
                file.write(data)
                file.flush()
                errors = self._validator.validate(file.name).errors
                if errors:
                    errors = self._make().validate(file.name).errors
            self._known[key] = {_kind(e.description) for e in errors if not _is_false(e)}
        return self._known[key]


def _is_false(error) -> bool:
    """Two known false alarms: list number 0 (no list), and row properties that hold a revision mark alone."""
    if "numId 0 not found" in error.description:
        return True
    return "Required sequence content" in error.description and "trPr" in f"{error.path} {error.node}"


def _kind(description: str) -> str:
    """A fault's description without quoted values and numbers."""
    import re

    return re.sub(r"'[^']*'|\d+", "…", description)


def _cold(name: str, pair: PairOfFiles) -> float:
    """Milliseconds of a fresh process that redlines one pair."""
    with tempfile.TemporaryDirectory() as folder:
        for side, data in (("old", pair.old), ("new", pair.new)):
            (Path(folder) / side).write_bytes(data)
        code = (f"from pathlib import Path; from benchmarks.redline import ENGINES; f = Path({folder!r}); "
                f"ENGINES[{name!r}].compare((f / 'old').read_bytes(), (f / 'new').read_bytes())")
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
        return (time.perf_counter() - start) * 1000


def _print(pairs: list[PairOfFiles], tallies: dict[str, Tally], cold: dict[str, float], audited: bool) -> None:
    print(f"{len(pairs)} pairs\n")
    print("| engine | ran | refused | failed | exact both ways | wrong | headers | formatting | valid | marked/minimal median, p90 "
          "| ms median | ms p90 | ms worst | cold start ms |")
    print("|" + "---|" * 14)
    for name, t in tallies.items():
        times, ratios = sorted(t.milliseconds) or [0.0], sorted(t.ratios) or [0.0]
        print(f"| {name} | {t.ran} | {t.refused} | {t.failed} | {t.exact} | {len(t.wrong)} | {t.headers} | {t.formatting} | "
              f"{t.valid if audited else '–'} | {statistics.median(ratios):.2f}, {ratios[int(len(ratios) * 0.9)]:.2f} | "
              f"{statistics.median(times):.0f} | {times[int(len(times) * 0.9)]:.0f} | {times[-1]:.0f} | {cold[name]:.0f} |")
    for name, t in tallies.items():
        for reason, count in t.reasons.most_common():
            print(f"\n{name} refused {count}: {reason}")
        if t.wrong:
            print(f"\n{name} wrong: {', '.join(t.wrong)}")


if __name__ == "__main__":
    main()
