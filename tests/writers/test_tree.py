"""JSON of the tree: nothing is lost, and its schema accepts every document and nothing else."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator import document as model
from generator.writers import WRITERS
from generator.writers.tree import schema
from tests import builders, languages
from tests.specimens import specimen

PUBLISHED = Path(__file__).parents[2] / "docs" / "document.schema.json"
VALIDATOR = Draft202012Validator(schema())


def data(document):
    return json.loads(WRITERS["json"].write(document).data)


def rebuilt(tree):
    """A node from its JSON, the way a reader of the file would do it."""
    if isinstance(tree, list):
        return tuple(rebuilt(child) for child in tree)
    if isinstance(tree, dict) and "node" in tree:
        kind = getattr(model, tree["node"])
        given = {k: rebuilt(v) for k, v in tree.items() if k != "node"}
        empty = {f.name: () if "Inlines" in str(f.type) or "tuple" in str(f.type) else "" for f in fields(kind)
                 if f.name not in given and f.default is f.default_factory is not None}
        return kind(**{**empty, **given})
    return tree


@pytest.mark.parametrize("document", [specimen(), builders.sample(), languages.arabic_sample()], ids=["specimen", "sample", "arabic"])
def test_the_document_comes_back_as_it_was(document):
    assert rebuilt(data(document)) == document


@pytest.mark.parametrize("document", [specimen(), builders.sample(), languages.chinese_sample()], ids=["specimen", "sample", "chinese"])
def test_the_schema_accepts_it(document):
    assert [e.message for e in VALIDATOR.iter_errors(data(document))] == []


def test_a_real_instrument_is_accepted_and_comes_back(desk, profiles):
    document = desk.draft(profiles["example-nj"], "ordinance").document
    assert [e.message for e in VALIDATOR.iter_errors(data(document))] == []
    assert rebuilt(data(document)) == document


@pytest.mark.parametrize("spoil", [
    lambda d: d.update(node="Letter"), lambda d: d.update(colour="red"), lambda d: d["blocks"][0].update(kind=3),
    lambda d: d["blocks"].append({"node": "Verse", "id": "v"}), lambda d: d.pop("node"),
])
def test_the_schema_refuses_what_is_no_document(spoil):
    tree = data(specimen())
    spoil(tree)
    assert list(VALIDATOR.iter_errors(tree))


def test_the_schema_is_itself_a_schema_and_knows_every_node():
    Draft202012Validator.check_schema(schema())
    assert {c.__name__ for c in model.BLOCKS + model.INLINES} <= set(schema()["$defs"])


def test_the_published_schema_is_that_of_the_program(accept):
    words = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
    if accept:
        PUBLISHED.write_text(words, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == words, "run pytest with --accept"


def test_json_says_everything():
    assert WRITERS["json"].write(specimen()).unshown == ()
    assert is_dataclass(rebuilt(data(specimen())))
