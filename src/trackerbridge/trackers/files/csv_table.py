"""A CSV text as a table: its delimiter, its header row, and quotation marks that stay open."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from trackerbridge.errors import BadInput
from trackerbridge.trackers.files.columns import Header, find_header
from trackerbridge.trackers.files.table import COLUMNS_HINT, Table, check_titles, table_under

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 16 * 1024 * 1024
_JUDGED = 60  # rows that decide which delimiter it is


def read_table(text: str, name: str) -> Table:
    """The table in a CSV text. Raises :class:`BadInput` where no header is found or a quotation mark stays open."""
    delimiter, header = _layout(text, name)
    check_titles(header, name)
    return table_under(header, list(_records(text, delimiter, name)))


def _layout(text: str, name: str) -> tuple[str, Header]:
    """The delimiter under which most columns are known and most rows are as long as the header."""
    best: tuple[tuple[int, int], str, Header] | None = None
    for delimiter in _DELIMITERS:
        rows = list(islice(_lenient(text, delimiter), _JUDGED))
        header = find_header(rows)
        if header is None:
            continue
        alike = sum(len(row) == len(header.names) for row in rows)
        if best is None or (len(header.columns), alike) > best[0]:
            best = ((len(header.columns), alike), delimiter, header)
    if best is None:
        first = " ".join(text.split())[:60]
        raise BadInput(
            f'{name} is no task table: no row names two columns that are known (it begins "{first}").',
            hint=COLUMNS_HINT,
        )
    return best[1], best[2]


def _lenient(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each ends on, the header's own and those before it included."""
    _check_quotes(text, delimiter, name)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise BadInput(f"{name}, line {reader.line_num}: {error}.", hint="Save the table as CSV again.") from None


def _check_quotes(text: str, delimiter: str, name: str) -> None:
    """A quotation mark that stays open would swallow every row after it, and lenient reading says nothing of it."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 1
    try:
        for _ in reader:
            begun = reader.line_num + 1
    except csv.Error as error:
        if "end of data" in str(error):
            raise BadInput(
                f"{name}, line {begun}: a quotation mark is opened here and never closed.",
                hint="Double it inside a cell, or save the table as CSV again.",
            ) from None
