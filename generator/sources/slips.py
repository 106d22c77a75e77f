"""What a YAML parser complains of, said in the words of a person who writes a form. Knows no schema."""

from __future__ import annotations

import yaml

from generator.errors import Fault, Place

_QUOTE = 'Put the whole text in quotation marks, or write it below "key: |", indented by two spaces.'
_ALIGN = "Give the line as many spaces as the lines of the same rank above it."


def slip(error: yaml.YAMLError, text: str, name: str) -> Fault:
    """The parser's error as a fault with the place of the slip itself."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _unreadable_character(error, text, name)
    problem, remedy, opening = _told(error, text)
    if opening and error.context_mark is not None:
        mark = error.context_mark
    return Fault(problem, remedy, Place(name, mark.line + 1, mark.column + 1))


def _told(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, bool]:
    """Problem, remedy, and whether the slip is where the parser began (an unclosed bracket) or where it stopped."""
    said = error.problem or ""
    line, column = _line(text, error.problem_mark.line), error.problem_mark.column
    if "mapping values" in said:
        return _colon(line, column)
    if "sequence entries" in said or "block sequence" in said:
        return ("a list item ('- ') begins where none can stand",
                "Begin the list on its own line below the key.", False)
    if "cannot start any token" in said or "tab" in said:
        return _first_character(line[column:column + 1])
    if "end of stream" in said and "scalar" in (error.context or ""):
        return "a quotation mark is opened here and never closed", "Close it.", True
    if "',' or" in said:
        bracket = said.split("'")[3] if said.count("'") > 3 else "]"
        return (f"a bracket is opened here and not closed by '{bracket}'",
                f"Close it with '{bracket}', and put items that hold brackets or commas in quotation marks.", True)
    if "unknown escape" in said:
        return ("a backslash stands in double quotation marks", "Use single quotation marks, or write two backslashes.",
                False)
    if "could not find expected ':'" in said:
        return "this line is not of the form 'key: value'", _ALIGN, True
    return _out_of_line(line, column, said)


def _colon(line: str, column: int) -> tuple[str, str, bool]:
    if line[:column].count(": ") or line[:column].lstrip().startswith("- "):
        return "a colon followed by a space stands inside text without quotation marks", _QUOTE, False
    return ("a key stands where the line above has not ended: that line has a value already, or no colon",
            _ALIGN, False)


def _first_character(mark: str) -> tuple[str, str, bool]:
    if mark == "\t":
        return "a tab stands where only spaces may stand", "Replace the tab by two spaces for each level.", False
    return f"text cannot begin with '{mark}' without quotation marks", _QUOTE, False


def _out_of_line(line: str, column: int, said: str) -> tuple[str, str, bool]:
    if line[:column].strip():
        return "something follows a closed quotation mark or bracket, or one stands too many", _QUOTE, False
    if line.strip():
        return "this line does not line up with the lines above it", _ALIGN, False
    return f"this is not YAML: {said}", _ALIGN, False


def _unreadable_character(error: yaml.YAMLError, text: str, name: str) -> Fault:
    """A control character; the parser tells its place as a number of characters from the start."""
    spot = min(getattr(error, "position", 0) or 0, len(text))
    if spot == 0:
        spot = next((i for i, c in enumerate(text) if ord(c) < 32 and c not in "\t\n\r"), 0)
    line = text.count("\n", 0, spot) + 1
    column = spot - text.rfind("\n", 0, spot)
    return Fault("a character stands here that is no text (a control character)", "Delete it.",
                 Place(name, line, column))


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number] if number < len(lines) else ""
