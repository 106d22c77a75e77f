"""Each shipped profile through each instrument and format, compared with what was accepted (`make accept` writes anew).

Beside the text of an instrument lies `<instrument>.formats.tsv`: a digest of every other format, of a Word file one for each
part in canonical XML. A refusal is golden too.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from generator.document import Document, NoteAnchor, Notice, plain, walk
from generator.drafting.instruments import INSTRUMENTS
from generator.errors import DraftingError
from generator.profile import profile_ids
from generator.writers import writer
from tests.soundness import prose

GOLDEN = Path(__file__).parent / "golden"
IN_FULL = ("passaic-nj", "example-nj")  # profiles whose Markdown is kept whole
KINDS = ("txt", "md", "formats.tsv", "refusal.txt")
DIGESTED = ("docx", "markdown", "html", "json", "akn")
CASES = [(place, instrument, False) for place in profile_ids() for instrument in INSTRUMENTS]
CASES += [("example-nj", instrument, True) for instrument in ("executive-order", "resolution", "ordinance", "police-order")]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]


def digests(document: Document) -> str:
    """A line for each format; for a Word file a line for each part."""
    lines = []
    for name in DIGESTED:
        data = writer(name).write(document).data
        if name == "docx":
            lines += [f"docx\t{part}\t{digest(canonical(part, content))}" for part, content in parts(data)]
        else:
            lines.append(f"{name}\t\t{digest(data)}")
    return "\n".join(lines) + "\n"


def parts(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sorted((name, package.read(name)) for name in package.namelist())


def canonical(name: str, content: bytes) -> bytes:
    """A part as canonical XML; other parts as they are."""
    if not name.endswith((".xml", ".rels")):
        return content
    return etree.canonicalize(content.decode("utf-8")).encode("utf-8")


def compare(path: Path, made: str, accept: bool) -> None:
    """The text of a golden file is what was made; with --accept it becomes so."""
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, "utf-8")
        return
    assert path.is_file(), f"{path.name} was never accepted: make accept"
    assert made == path.read_text("utf-8"), f"{path.parent.name}/{path.name} has changed: read the difference, then make accept"


@pytest.mark.parametrize(("place", "instrument", "final"), CASES, ids=lambda v: str(v))
def test_the_draft_is_the_accepted_one(desk, profiles, accept, place, instrument, final):
    stem = GOLDEN / place / f"{instrument}{'.final' if final else ''}"
    if accept:
        for kind in KINDS:
            Path(f"{stem}.{kind}").unlink(missing_ok=True)
    try:
        document = desk.draft(profiles[place], instrument, final=final).document
    except DraftingError as refusal:
        told = [f"{fault.problem}\n    {fault.remedy}".rstrip() for fault in refusal.faults]  # the place is this machine's path
        compare(Path(f"{stem}.refusal.txt"), "\n".join(told) + "\n", accept)
        return
    compare(Path(f"{stem}.txt"), writer("text").write(document).data.decode("utf-8"), accept)
    compare(Path(f"{stem}.formats.tsv"), digests(document), accept)
    if place in IN_FULL:
        compare(Path(f"{stem}.md"), writer("markdown").write(document).data.decode("utf-8"), accept)


def test_no_golden_file_is_left_over(accept):
    stems = {f"{place}/{instrument}{'.final' if final else ''}" for place, instrument, final in CASES}
    known = {f"{stem}.{kind}" for stem in stems for kind in KINDS}
    held = {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.glob("*/*")}
    assert accept or held <= known, sorted(held - known)
    refused = {name.removesuffix(".refusal.txt") for name in held if name.endswith(".refusal.txt")}
    assert accept or not [stem for stem in refused if f"{stem}.txt" in held]


# Every format says the same --------------------------------------------------------------------------------------


def letters(text: str) -> str:
    """A text in small letters without white space, Markdown's marks and the marks that a format puts between words."""
    return re.sub(r"[\s\\*_#>|\u200e\u200f\u2060\u00ad]", "", text.replace("\u2011", "-")).casefold()


def pieces(content, apart: bool) -> list[str]:
    """The words of inlines, parted where a note has its mark (and, if `apart`, between all of them)."""
    out = [""]
    for inline in content:
        if isinstance(inline, NoteAnchor):
            out.append("")
        else:
            out[-1] += plain((inline,))
            out += [""] if apart else []
    return [words for piece in out if (words := letters(piece.strip("“”[]") if apart else piece))]


def missing_from(text: str, document: Document, apart: bool) -> list[str]:
    """What a document says and a text does not."""
    whole = letters(text)
    own = tuple(b for b in document.blocks if not isinstance(b, Notice))
    said = [(where, words) for where, content in prose(walk(own)) for words in pieces(content, apart)]
    assert len(said) > 100
    return [f"{where}: {words[:60]}" for where, words in said if words not in whole]


def word_text(data: bytes) -> str:
    """The text of a Word file's body as python-docx opens it, tables too."""
    body = docx.Document(io.BytesIO(data)).element.body
    shown = {qn("w:t"): lambda e: e.text or "", qn("w:noBreakHyphen"): lambda e: "-", qn("w:tab"): lambda e: " "}
    return "\n".join("".join(shown[e.tag](e) for e in p.iter(*shown)) for p in body.iter(qn("w:p")))


@pytest.mark.parametrize("name", ["docx", "markdown", "html", "text", "json", "akn"])
@pytest.mark.parametrize(("place", "instrument"), [("example-nj", "ordinance"), ("meridian-mi", "ordinance"), ("oak-park-il", "executive-order")])
def test_every_format_holds_every_word_of_the_instrument(desk, profiles, name, place, instrument):
    document = desk.draft(profiles[place], instrument).document
    data = writer(name).write(document).data
    match name:
        case "docx":
            text = word_text(data)
        case "json":
            text = flat(json.loads(data))
        case "html":
            text = "".join(etree.HTML(data.decode("utf-8")).itertext())
        case "akn":
            text = "".join(etree.fromstring(data).itertext())
        case _:
            text = re.sub(r"\[\^?\d+\]", "", data.decode("utf-8"))
    assert missing_from(text, document, name == "json") == []


def flat(value: object) -> str:
    """Every text of a JSON tree that is words of the document, in order."""
    if isinstance(value, dict):
        return "".join(flat(v) for v in value.values())
    if isinstance(value, list):
        return "".join(map(flat, value))
    return value if isinstance(value, str) else ""
