"""References of a draft to what a user's folder took out of a clause: refused, since the draft could not say their number."""

from __future__ import annotations

from generator import grammar
from generator.drafting.fill import holds
from generator.drafting.frame import Frame
from generator.errors import DraftingError
from generator.library import lost_paths
from generator.library.lost import fault, subdivision


def check_references(frame: Frame) -> None:
    """Raises DraftingError with each such reference, its file and its line; the library's own references always stand."""
    library, chosen = frame.library, frame.choice.by_id
    lost = {c: paths for c, i in chosen.items() if (paths := lost_paths(library, c, i.variant, i.form))}
    if not lost:
        return
    values = frame.filler(False).values
    faults = []
    for clause_id, included in chosen.items():
        where = (clause_id, included.variant, included.form)
        for _, message in library.text(*where).messages():
            for part in message.parts:
                if not isinstance(part, grammar.RefUse):
                    continue
                target, path = subdivision(part, clause_id)
                if path in lost.get(target, ()) and holds(message.conditions, values):
                    faults.append(fault(library, part, where, (target, chosen[target].variant, chosen[target].form)))
    if faults:
        raise DraftingError(faults)
