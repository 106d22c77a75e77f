"""What an upgrade did, to read and as data."""

from __future__ import annotations

from collections.abc import Iterator

from generator.negotiation.clause_merge import TextUpgrade
from generator.negotiation.upgrading import ClauseUpgrade
from generator.review.edit_report import MARKS
from generator.review.merge import Conflict

_SAYS = {
    "current": "the library's text is the one it was made from",
    "merged": "the library's changes were merged in",
    "conflict": "both changed the same words; yours stand",
    "settled": "yours stand, and are not named again",
    "unmatched": "the library has no such text any more; yours stands",
    "unknown": "it differs from the library's, and the file does not say who changed it; yours stands",
    "broken": "the merged text does not hold together; yours stands",
    "own": "your own",
}


def as_text(found: tuple[ClauseUpgrade, ...]) -> str:
    """What an upgrade did, to read."""
    return "\n".join(line for one in found for line in _lines(one)) + "\n"


def _lines(one: ClauseUpgrade) -> Iterator[str]:
    yield f"{one.id}: {one.state} ({_SAYS[one.state]})"
    if one.note:
        yield f"  {one.note}"
    for text in one.texts:
        yield f"  {_name(text)}: {text.problem or _SAYS[text.state]}"
        yield from (f"    {line}" for line in _changes(text))
        if text.state == "settled":
            continue
        for conflict in text.conflicts:
            yield from _conflict(one, text, conflict)
    if any(t.state == "unknown" for t in one.texts):
        yield "  Take into the file what you want of the library's; then `ordinance upgrade FOLDER --mine` keeps the rest as it is."


def _name(text: TextUpgrade) -> str:
    return " ".join(filter(None, (text.variant, text.form)))


def _changes(text: TextUpgrade) -> Iterator[str]:
    """The lines of the text that the library changed, each mark closed on its line."""
    marked = "".join(
        "\n".join(MARKS[kind].format(piece) if piece.strip() else piece for piece in words.split("\n")) for kind, words in text.parts
    )
    yield from (line for line in marked.split("\n") if "[-" in line or "{+" in line)


def _conflict(one: ClauseUpgrade, text: TextUpgrade, conflict: Conflict) -> Iterator[str]:
    where = ", ".join(filter(None, (one.id, _name(text), conflict.provision)))
    yield f"  {'CONFLICT' if text.state in ('conflict', 'broken') else 'DIFFERENCE'} in {where}"
    if text.state != "unknown":
        yield f"    it was made from: {_words(conflict, conflict.base, '(nothing)')}"
    yield f"    yours:            {_words(conflict, conflict.theirs, '(deleted)')}"
    yield f"    the library now:  {_words(conflict, conflict.ours, '(deleted)')}"


def _words(conflict: Conflict, words: str, none: str) -> str:
    return conflict.sentence(words) or none


def as_data(found: tuple[ClauseUpgrade, ...]) -> list[dict]:
    """The same as plain data."""
    return [
        {
            "id": one.id,
            "file": str(one.path),
            "state": one.state,
            "note": one.note,
            "texts": [_text_data(t) for t in one.texts],
        }
        for one in found
    ]


def _text_data(text: TextUpgrade) -> dict:
    return {
        "variant": text.variant,
        "form": text.form,
        "part": ".".join(text.path),
        "state": text.state,
        "problem": text.problem,
        "changes": [{kind: words} for kind, words in text.parts],
        "conflicts": [
            {
                "base": c.base,
                "yours": c.theirs,
                "library": c.ours,
                "provision": c.provision,
                "sentence": c.sentence(c.theirs),
                "library_sentence": c.sentence(c.ours),
            }
            for c in text.conflicts
        ],
    }
