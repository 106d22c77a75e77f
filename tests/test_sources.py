"""What `generator.sources` promises: text stays text, every fault has its place, all faults of a file come at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import pytest

from generator.errors import DraftingError, UnusableInput
from generator.sources import (
    convert,
    dump_yaml,
    json_schema,
    load,
    read_csv,
    read_yaml,
    shipped,
    write_bytes,
    write_text,
)


@dataclass(frozen=True, slots=True)
class Fact:
    value: str
    year: int | None = None
    source: Annotated[str, "where it was read"] = ""


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    days: int = 0

    def __post_init__(self):
        if self.days > 99:
            raise ValueError("a step takes no more than 99 days", "Write fewer days.", "days")


@dataclass(frozen=True, slots=True)
class Town:
    """A town, as these tests need it."""

    name: str
    kind: Literal["city", "township"]
    zip: Annotated[str, "the post code"] = ""
    cite: str = ""
    language: str = ""
    open: bool = False
    facts: Mapping[str, Fact | Literal["unconfirmed"]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    seat: str | Step = ""
    text: str = ""
    rooms: Mapping[Literal["court", "library"], str] = field(default_factory=dict)


@pytest.fixture
def file(tmp_path: Path):
    def written(text: str, name: str = "town.yml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path
    return written


def faults_of(path: Path, schema=None) -> list[tuple[int, int, str, str]]:
    with pytest.raises(UnusableInput) as caught:
        load(path, schema) if schema else read_yaml(path)
    assert all(fault.place.file == str(path) for fault in caught.value.faults)
    return [(f.place.line, f.place.column, f.problem, f.remedy) for f in caught.value.faults]


def test_scalars_stay_text(file):
    tree = read_yaml(file("zip: 07040\nno: no\ncite: 40:48\ndate: 2025-03-04\nversion: 1.10\nyes: on\n")).tree
    assert tree == {"zip": "07040", "no": "no", "cite": "40:48", "date": "2025-03-04", "version": "1.10", "yes": "on"}


def test_a_schema_types_the_text(file):
    town = load(file("name: 12\nkind: city\nzip: 07040\nlanguage: no\nopen: yes\nfacts: {a: {value: 9, year: 2020}}\n"),
                Town)
    assert (town.name, town.zip, town.language, town.open) == ("12", "07040", "no", True)
    assert town.facts["a"] == Fact("9", 2020)


def test_a_null_is_an_absent_value(file):
    town = load(file("name: A\nkind: city\nzip:\ncite: ~\nlanguage: null\ntext: 'null'\n"), Town)
    assert (town.zip, town.cite, town.language, town.text) == ("", "", "", "null")


def test_a_null_where_a_value_is_needed_is_missing_at_its_key(file):
    assert faults_of(file("kind: city\nname:\n"), Town) == [(2, 1, "'name' is missing", "Add a line 'name: …'.")]


def test_all_faults_of_a_file_come_at_once_each_with_its_place(file):
    path = file(
        "kind: citty\n"                                    # 1 wrong word, and name is missing
        "zipp: 07040\n"                                    # 2 unknown key
        "open: perhaps\n"                                  # 3 no yes or no
        "facts:\n"
        "  people: {value: 9, yaer: 2020}\n"               # 5 unknown key
        "  born: unconfirmd\n"                             # 6 wrong word
        "steps:\n"
        "  - name: first\n"
        "    days: soon\n"                                 # 9 no number
        "  - days: 3\n"                                    # 10 name is missing
        "  - {name: last, days: 100}\n"                    # 11 the schema's own check
        "cite: a\n"
        "cite: b\n"                                        # 13 given twice
        "text: [a]\n"                                      # 14 no text
    )
    places = [(line, column, problem) for line, column, problem, _ in faults_of(path, Town)]
    assert places == [
        (1, 1, "'name' is missing"),
        (1, 7, "'kind' cannot be 'citty'"),
        (2, 1, "unknown key 'zipp'"),
        (3, 7, "'open' takes yes or no, and here stands 'perhaps'"),
        (5, 22, "unknown key 'yaer' in 'facts.people'"),
        (6, 9, "'facts.born' cannot be 'unconfirmd'"),
        (9, 11, "'steps[1].days' takes a whole number, and here stands 'soon'"),
        (10, 5, "'steps[2].name' is missing"),
        (11, 24, "a step takes no more than 99 days"),
        (13, 1, "the key 'cite' is given twice (first in line 12)"),
        (14, 7, "'text' takes text, and here stands a list"),
    ]


@pytest.mark.parametrize(("text", "remedy"), [
    ("name: A\nkind: citty\n", "Did you mean 'city'?"),
    ("name: A\nkind: city\nzpi: 1\n", "Did you mean 'zip'?"),
    ("name: A\nkind: city\nfacts: {a: unconfirmd}\n",
     "Did you mean 'unconfirmed'? Or give the keys source, value, year."),
    ("name: A\nkind: city\nfacts: {a: {value: 1, sorce: x}}\n", "Did you mean 'source'?"),
    ("name: A\nkind: city\nsteps: [{nmae: x}]\n", "Did you mean 'name'?"),
    ("name: A\nkind: city\nseat: {nmae: x, name: y}\n", "Did you mean 'name'?"),
])
def test_the_remedy_names_the_nearest_known_name(file, text, remedy):
    assert [fault[3] for fault in faults_of(file(text), Town)][-1] == remedy


def test_a_mapping_may_know_its_keys(file):
    assert faults_of(file("name: A\nkind: city\nrooms:\n  libary: open\n"), Town) == [
        (4, 3, "unknown key 'libary' in 'rooms'", "Did you mean 'library'?")]
    assert json_schema(Town)["properties"]["rooms"]["anyOf"][0]["propertyNames"] == {"enum": ["court", "library"]}


def test_a_union_takes_text_or_keys_and_a_list_for_it_is_one_fault(file):
    assert load(file("name: A\nkind: city\nseat: hall\n"), Town).seat == "hall"
    assert load(file("name: A\nkind: city\nseat: {name: hall}\n"), Town).seat == Step("hall")
    assert len(faults_of(file("name: A\nkind: city\nseat: [hall]\n"), Town)) == 1


@pytest.mark.parametrize(("text", "line", "column", "problem"), [
    ("a: b: c\n", 1, 5, "a colon followed by a space stands inside text without quotation marks"),
    ("a:\n\tb: 1\n", 2, 1, "a tab stands where only spaces may stand"),
    ("x: 1\na: [1, 2\n", 2, 4, "a bracket is opened here and not closed by ']'"),
    ("a: {b: 1\nc: 2\n", 1, 4, "a bracket is opened here and not closed by '}'"),
    ('a: 1\nb: "x\nc: 2\n', 2, 4, "a quotation mark is opened here and never closed"),
    ("a:\n  - b\n c: 1\n", 3, 2, "this line does not line up with the lines above it"),
    ("a: @x\n", 1, 4, "text cannot begin with '@' without quotation marks"),
    ('a: "x" y\n', 1, 8, "something follows a closed quotation mark or bracket, or one stands too many"),
    ("name\nb: 1\n", 2, 2, "a key stands where the line above has not ended: that line has a value already, "
                           "or no colon"),
    ('a: "\\q"\n', 1, 6, "a backslash stands in double quotation marks"),
    ("a: 1\nb: x\x01\n", 2, 5, "a character stands here that is no text (a control character)"),
    ("a: &b 1\n", 1, 4, "'&b' is an anchor of YAML, which is not used here"),
    ("a: *b\n", 1, 4, "'*b' is an alias of YAML, which is not used here"),
    ("a: !!int 3\n", 1, 4, "'tag:yaml.org,2002:int' is a tag of YAML, which is not used here"),
    ("a: {{ place.name }}\n", 1, 5, "a key must be one word or text, not a list or braces"),
    ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here ('---')"),
    ("a:\n  - 1\n  -\n", 3, 4, "an item of this list is empty"),
    ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, 3, "the key 'c' is given twice (first in line 3)"),
])
def test_bad_yaml_is_told_with_its_place_and_a_remedy(file, text, line, column, problem):
    found = faults_of(file(text))
    assert found[0][:3] == (line, column, problem)
    assert found[0][3]


def test_a_file_that_is_not_there_names_the_nearest(file, tmp_path):
    file("name: A\n", "passaic-nj.yml")
    with pytest.raises(UnusableInput) as caught:
        read_yaml(tmp_path / "pasaic-nj.yml")
    assert "there is no file" in str(caught.value)
    assert "Did you mean 'passaic-nj.yml'?" in str(caught.value)


def test_a_file_that_is_not_utf_8_is_told_where(tmp_path):
    path = tmp_path / "a.yml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    assert faults_of(path)[0][:2] == (2, 7)


def test_an_empty_file_lacks_what_is_required(file):
    assert [fault[2] for fault in faults_of(file("# nothing\n"), Town)] == ["'name' is missing", "'kind' is missing"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(file):
    source = read_yaml(file("\ufeffname: A\r\ntext: |\r\n  one\r\n  two\r\nkind: city\r\n"))
    assert source.tree == {"name": "A", "text": "one\ntwo\n", "kind": "city"}
    assert (source.place(("kind",)).line, source.text_place(("text",), 2, 2).line) == (5, 4)


def test_places_of_keys_values_and_of_what_is_not_there(file):
    source = read_yaml(file("a:\n  b: [x, {c: 1}]\nd: 2\n"))

    def at(*keys, key=False):
        place = source.place(keys, key)
        return place.line, place.column

    assert at("a", "b") == (2, 6)
    assert at("a", "b", key=True) == (2, 3)
    assert at("a", "b", 1, "c") == (2, 14)
    assert at("a", "z") == (1, 1)
    assert at("z") == (1, 1)
    assert at("d") == (3, 4)


def spot(source, text: str, keys, word: str) -> str:
    """The word that stands in the file at the place of `word` in the text."""
    value = source.get(keys)
    start = value.index(word)
    line = value.count("\n", 0, start) + 1
    column = start - value.rfind("\n", 0, start)
    place = source.text_place(keys, line, column)
    return text.split("\n")[place.line - 1][place.column - 1:][:len(word)]


@pytest.mark.parametrize("text", [
    "a:\n  b: |  # why\n\n    An agency\n      (date) word here\n    ends\n",
    "a:\n  b: |2\n     An agency\n      word here\n",
    "a:\n  b: >-\n    An agency\n    has a word\n    here\n",
    "a:\n  b: An agency\n    has a word here\n",
    "a:\n  b: 'An agency''s word'\n",
    'a:\n  b: "An \\"agency\\" \\u00e9\\n has a word"\n',
    'a: {b: "x\n\n   word"}\n',
])
def test_a_place_inside_a_text_is_found_however_the_text_is_written(file, text):
    source = read_yaml(file(text))
    assert spot(source, text, ("a", "b"), "word") == "word"


def test_a_place_at_the_start_of_a_line_of_a_block(file):
    source = read_yaml(file("x: 1\na:\n  - |-\n      one\n        two\n      three\n"))
    places = [source.text_place(("a", 0), line, 1) for line in (1, 2, 3)]
    assert [(p.line, p.column) for p in places] == [(4, 7), (5, 7), (6, 7)]


def test_convert_checks_a_tree_already_read(file):
    assert convert(read_yaml(file("name: A\nkind: city\n")), Town) == Town("A", "city")


def test_json_schema_explains_fields_and_forbids_unknown_keys():
    schema = json_schema(Town)
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["name", "kind"]
    assert schema["description"] == "A town, as these tests need it."
    assert schema["properties"]["zip"]["description"] == "the post code"
    assert schema["properties"]["kind"]["enum"] == ["city", "township"]
    assert schema["$defs"]["Fact"]["additionalProperties"] is False


def test_an_editor_may_read_a_text_as_a_number_and_leave_an_optional_value_empty():
    zip_code = json_schema(Town)["properties"]["zip"]
    assert {"type": ["string", "number"]} in zip_code["anyOf"]
    assert {"type": "null"} in zip_code["anyOf"]
    assert {"enum": [True, False, "yes", "no"]} in json_schema(Town)["properties"]["open"]["anyOf"]
    assert json_schema(Town)["properties"]["name"]["type"] == ["string", "number"]


def test_files_are_written_whole_into_new_folders_with_line_feeds(tmp_path):
    path = write_text(tmp_path / "new" / "a.txt", "é\n")
    assert path.read_bytes() == b"\xc3\xa9\n"
    write_bytes(path, b"2")
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(DraftingError, match="cannot be written"):
        write_text(tmp_path / "folder", "x")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_dumped_yaml_reads_back_as_the_same(file):
    tree = {"zip": "07040", "no": "no", "long": "one\n  two\nthree\n", "list": ["a: b", "é"], "none": {}}
    text = dump_yaml(tree)
    assert "long: |" in text and "é" in text
    assert read_yaml(file(text)).tree == tree


def test_csv_rows_know_their_line(file):
    rows = read_csv(file('id,words\na,"one\ntwo"\n\nb,three\n', "x.csv"), required=["id"])
    assert [(row["id"], row["words"], row.place.line) for row in rows] == [("a", "one\ntwo", 2), ("b", "three", 5)]


def test_csv_faults_come_at_once(file):
    path = file("id,id\na\nb,c,d\n", "x.csv")
    with pytest.raises(UnusableInput) as caught:
        read_csv(path, required=["name"])
    assert [(f.place.line, f.problem) for f in caught.value.faults] == [
        (1, "the column 'id' is given twice"), (1, "the column 'name' is missing"),
        (2, "the row has 1 cells, and the header 2"), (3, "the row has 3 cells, and the header 2"),
    ]


def test_the_shipped_library_is_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shipped("profiles", "places").is_dir()


def test_reading_alone_does_not_import_pydantic(file):
    import subprocess
    import sys

    path = file("a: 1\n")
    code = ("import sys; from generator.sources import read_yaml; "
            f"read_yaml({str(path)!r}); print('pydantic' in sys.modules)")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                         cwd=Path(__file__).parents[1])
    assert run.stdout.strip() == "False"
