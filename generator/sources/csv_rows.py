"""CSV in, as rows that know their place. Knows no meaning of a column."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from generator.errors import Fault, Place, UnusableInput, did_you_mean
from generator.sources.files import read_utf8


class CsvRow(dict[str, str]):
    """One row by column name; `place` is its line in the file."""

    place: Place


def read_csv(path: str | Path, required: Iterable[str] = (), delimiter: str = ",") -> list[CsvRow]:
    """The rows below the header line. Raises UnusableInput with all rows of a wrong length and all missing columns."""
    name = str(path)
    reader = csv.reader(read_utf8(Path(path), name).splitlines(keepends=True), delimiter=delimiter)
    header = [column.strip() for column in next(reader, [])]
    faults = _header_faults(header, required, name)
    rows: list[CsvRow] = []
    line = reader.line_num + 1
    for cells in reader:
        place, line = Place(name, line), reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            faults.append(Fault(f"the row has {len(cells)} cells, and the header {len(header)}",
                                "Put a cell that holds a comma in quotation marks.", place))
            continue
        row = CsvRow(zip(header, (cell.strip() for cell in cells), strict=True))
        row.place = place
        rows.append(row)
    if faults:
        raise UnusableInput(faults)
    return rows


def _header_faults(header: list[str], required: Iterable[str], name: str) -> list[Fault]:
    place = Place(name, 1)
    twice = [Fault(f"the column '{column}' is given twice", "Rename or delete one.", place)
             for column in dict.fromkeys(header) if header.count(column) > 1]
    lacking = [Fault(f"the column '{column}' is missing", did_you_mean(column, header, "columns of the file"), place)
               for column in required if column not in header]
    return twice + lacking
