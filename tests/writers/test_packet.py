"""The packet: every file is listed and every link lands, one PDF holds all, and who signs stands in the letter only."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
from click.testing import CliRunner

from generator import packet as packets
from generator.cli import main
from generator.drafting.outreach import OUTREACH
from generator.packet import Pile, packet
from generator.writers import WriterOptions, pdf, typeset

pypdf = pytest.importorskip("pypdf")
TOWN = "example-nj"
NS = "{http://www.w3.org/1999/xhtml}"
MEASURES = ("executive-order", "resolution", "ordinance")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The packet of the example, as the command writes it."""
    pytest.importorskip("typst")
    out = tmp_path_factory.mktemp("out")
    run = CliRunner().invoke(main, ["draft", TOWN, "--as", "packet", "--on-date", "2026-09-01", "--out", str(out)])
    assert run.exit_code == 0, run.output
    assert [p.name for p in (out / TOWN).iterdir()] == ["packet"]
    return out / TOWN / "packet"


def links(folder: Path) -> list[str]:
    page = html5lib.HTMLParser(strict=True).parse((folder / "index.html").read_text(encoding="utf-8"))
    return [unquote(a.get("href")) for a in page.iter(f"{NS}a")]


def words_of(file: Path) -> str:
    """Everything that a file says, its properties and manifests too."""
    data = file.read_bytes()
    if file.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "\n".join(re.sub(r"</?w:[^>]*>", "", package.read(n).decode("utf-8", "replace")) for n in package.namelist())
    if file.suffix == ".pdf":
        reader = pypdf.PdfReader(io.BytesIO(data))
        xmp = reader.trailer["/Root"].get("/Metadata")
        told = " ".join(map(str, (reader.metadata or {}).values())) + (xmp.get_object().get_data().decode() if xmp else "")
        return told + "\n" + "\n".join(page.extract_text() for page in reader.pages)
    return data.decode()


def test_every_document_is_there_in_every_format(folder):
    names = {p.name for p in folder.iterdir()}
    for kind in (*MEASURES, *OUTREACH):
        assert {f"{kind}.en.{ending}" for ending in ("docx", "pdf", "html")} <= names
    assert {"leaflet.en.pdf", "memo.en.ics", "packet.en.pdf", "index.html", "ordinance.en.report.html"} <= names


def test_the_page_leads_to_every_file_and_to_nothing_else(folder):
    assert sorted(links(folder)) == sorted(p.name for p in folder.iterdir() if p.name != "index.html")


def test_the_page_says_what_each_is_and_that_the_parts_are_the_accessible_copies(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "One sheet for residents, in plain words." in page and "To sign on paper, with numbered demands." in page
    assert "Joining files loses the marks that screen readers need, so the single files above are the accessible copies." in page


@pytest.mark.parametrize("name", ["index", *OUTREACH])
def test_axe_finds_nothing(folder, name, judged):
    file = folder / ("index.html" if name == "index" else f"{name}.en.html")
    html5lib.HTMLParser(strict=True).parse(file.read_text(encoding="utf-8"))
    for width in (1100, 340):
        judged(file.read_text(encoding="utf-8"), width)


def test_one_pdf_holds_all_with_a_bookmark_for_each(folder):
    reader = pypdf.PdfReader(folder / "packet.en.pdf")
    parts = {p.name: pypdf.PdfReader(p) for p in folder.glob("*.pdf") if p.name not in ("packet.en.pdf", "leaflet.en.pdf")}
    assert len(reader.pages) == sum(len(p.pages) for p in parts.values())
    top = [o.title for o in reader.outline if not isinstance(o, list)]
    assert len(top) == len(parts) and "City of Example · Ordinance" in top and "Petition for “Fair and Welcoming City”" in top
    assert any(isinstance(o, list) for o in reader.outline)  # the bookmarks of the parts stand below
    starts = [reader.get_destination_page_number(o) for o in reader.outline if not isinstance(o, list)]
    assert starts == sorted(starts) and len(set(starts)) == len(starts)
    assert reader.metadata.title == "Documents for Example: “Fair and Welcoming City”" and not reader.metadata.author
    assert str(reader.trailer["/Root"]["/Lang"]) == "en-US"


def test_who_signs_stands_in_the_letter_and_in_no_properties(folder, profiles):
    signers = [s.name for s in profiles[TOWN].people.signatories]
    assert len(signers) == 2
    for file in folder.iterdir():
        said = words_of(file)
        for name in signers:
            assert (name in said) == (file.name.startswith("letter.") or file.name == "packet.en.pdf"), file.name
    for file in folder.glob("*.pdf"):
        told = " ".join(map(str, (pypdf.PdfReader(file).metadata or {}).values()))
        assert not any(name in told for name in signers)
    with zipfile.ZipFile(folder / "letter.en.docx") as package:
        around = "".join(package.read(n).decode() for n in package.namelist() if n != "word/document.xml")
    assert not any(name in around for name in signers)


def _pile(desk, profiles, *kinds) -> Pile:
    town = profiles[TOWN]
    return Pile("en", (desk.draft(town, "resolution"),), tuple(desk.outreach(town, kind) for kind in kinds))


def test_only_the_formats_that_are_asked_for_and_the_joined_pdf(desk, profiles, needs):
    needs("soffice", "libreoffice")
    names = [o.name for o in packet([_pile(desk, profiles, "letter")], ("text",), WriterOptions())]
    assert sorted(names) == ["packet/index.html", "packet/letter.en.txt", "packet/packet.en.pdf", "packet/resolution.en.report.html",
                             "packet/resolution.en.txt"]


def test_a_machine_that_makes_no_pdf_makes_the_rest_and_says_so(desk, profiles, monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(typeset, "installed", lambda: False)
    assert packets.usual_formats() == ("docx", "html")
    files = {o.name: o.data for o in packet([_pile(desk, profiles, "letter")], ("text",), WriterOptions())}
    assert not any(name.endswith(".pdf") for name in files)
    assert b"There is no such file" in files["packet/index.html"]


def test_languages_stand_beside_each_other_on_one_page(desk, profiles):
    town = profiles[TOWN]
    piles = [Pile(tag, (), (desk.outreach(town, "letter", language=tag, partial=True),)) for tag in ("en", "es")]
    files = {o.name: o.data.decode("utf-8", "replace") for o in packet(piles, ("html",), WriterOptions())}
    assert {"packet/letter.en.html", "packet/letter.es.html"} <= set(files)
    page = files["packet/index.html"]
    assert 'href="letter.es.html"' in page and "Web page, español" in page or "Web page, Español" in page


def test_the_fold_is_for_the_handout(ordinance):
    told = ordinance("draft", TOWN, "--as", "letter", "--fold")
    assert told.exit_code == 2 and "--fold is for a handout" in told.output
    pytest.importorskip("typst")
    made = ordinance("draft", TOWN, "--as", "handout", "--fold")
    assert made.exit_code == 0 and [Path(line).name for line in made.output.splitlines()] == ["leaflet.en.pdf"]


def test_a_misspelt_packet_is_told_the_nearest(ordinance):
    told = ordinance("draft", TOWN, "--as", "pakcet")
    assert told.exit_code == 2 and "Did you mean 'packet'?" in told.output
