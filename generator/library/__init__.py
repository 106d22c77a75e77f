"""The clause library: topics, parts, clauses with their variants and forms, definitions; and a user's folder laid over it.

Knows the grammar of clause text, not its Jinja; knows no profile, no law pack and no Document.
"""

from generator.library.check import check
from generator.library.clause import (
    FORM_WORDS,
    INSTRUMENT_IDS,
    STRENGTHS,
    Clause,
    Contents,
    Definition,
    DutyRow,
    LibraryPart,
    Plain,
    Question,
    Title,
    Topic,
    Variant,
)
from generator.library.loading import load_library
from generator.library.shelf import Library, lost_paths, named_path, named_paths

__all__ = [
    "FORM_WORDS", "INSTRUMENT_IDS", "STRENGTHS", "Clause", "Contents", "Definition", "DutyRow", "Library", "LibraryPart",
    "Plain", "Question", "Title", "Topic", "Variant", "check", "load_library", "lost_paths", "named_path", "named_paths",
]
