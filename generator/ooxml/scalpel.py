"""The other road: docx-scalpel (the extra `compare`) makes the redline of two Word files. It is asked, never trusted."""

from __future__ import annotations

from ..errors import Refusal

EXTRA = 'pip install "model-ordinance[compare]"'


class ScalpelFailed(Exception):
    """The engine gave no redline; says what it said."""


def is_installed() -> bool:
    """Whether the extra is there. Nothing is started."""
    from importlib.util import find_spec

    return find_spec("docx_scalpel") is not None


def compare(old: bytes, new: bytes, author: str, date: str = "") -> bytes:
    """A redline of the two files. Refusal when the extra is missing, ScalpelFailed when the engine gives up."""
    try:
        import docx_scalpel
    except ImportError:
        raise Refusal("This comparison needs the extra engine, which is not installed.", f"Install it with: {EXTRA}") from None
    settings = docx_scalpel.DocxDiffSettings(
        author_for_revisions=author,
        date_time_for_revisions=date or None,
        pre_accept_input_revisions=True,
        detect_moves=False,  # an edit could hide in a move
        track_numbering_changes=False,
        conflate_breaking_and_nonbreaking_spaces=False,  # characters are compared exactly
    )
    try:
        return bytes(docx_scalpel.docx_diff_compare(old, new, settings))
    except (docx_scalpel.DocxScalpelError, OSError) as fault:
        raise ScalpelFailed(str(fault)) from None


def stop() -> None:
    """End the engine's own process, if one runs."""
    if is_installed():
        import docx_scalpel

        docx_scalpel.shutdown_host()
