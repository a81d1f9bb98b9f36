"""A CSV text as rows under a header: delimiter, header row, total rows and broken quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from trackerbridge.errors import BadInput
from trackerbridge.stages import normalise
from trackerbridge.trackers.files.columns import Header, Meaning, find_header

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 16 * 1024 * 1024
_JUDGED = 60  # rows that decide which delimiter it is
_TOTALS = {
    normalise(word) for word in ("total", "totals", "sum", "grand total", "итого", "всего", "сумма", "total general")
}
_LIKELY = "Name the columns in its first row, for example: ID, Task, Status, Owner, Due date, Done."


@dataclass(frozen=True, slots=True)
class Row:
    """One task's row: the line it ends on (from 1) and its cells, as many as the header has."""

    line: int
    cells: tuple[str, ...]
    header: Header

    def get(self, meaning: Meaning) -> str:
        """The cell of that meaning, without blanks around it; empty where there is no such column."""
        place = self.header.columns.get(meaning)
        return self.cells[place].strip() if place is not None else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A task table. ``notes`` are sentences on rows that were left out or look broken."""

    header: Header
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def read_table(text: str, name: str) -> Table:
    """The table in a CSV text. Raises :class:`BadInput` where no header is found or a quotation mark stays open."""
    delimiter, header = _layout(text, name)
    if Meaning.TITLE not in header.columns:
        known = ", ".join(header.names[place] for place in header.columns.values())
        raise BadInput(
            f"{name} has the columns {known}, and none for titles.", hint="Call one of them Task, Задача or Sarcină."
        )
    return _table(list(_records(text, delimiter, name)), header)


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
            f'{name} is no task table: no row names two columns that are known (it begins "{first}").', hint=_LIKELY
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


def _table(records: Sequence[tuple[int, list[str]]], header: Header) -> Table:
    width = len(header.names)
    rows: list[Row] = []
    totals: list[int] = []
    long: list[int] = []
    for line, cells in records[header.row + 1 :]:
        if not any(cell.strip() for cell in cells) or _same_header(cells, header):
            continue
        if any(cell.strip() for cell in cells[width:]):
            long.append(line)
        row = Row(line, tuple((*cells, *[""] * width)[:width]), header)
        if _is_total(row):
            totals.append(line)
        else:
            rows.append(row)
    return Table(header, tuple(rows), tuple(_notes(totals, long)))


def _same_header(cells: Sequence[str], header: Header) -> bool:
    """Tables pasted under one another repeat their header."""
    return tuple(" ".join(cell.split()) for cell in cells) == header.names


def _is_total(row: Row) -> bool:
    """A sum under the table: its first word says so, and no state, owner or date makes it a task."""
    first = next((cell for cell in row.cells if cell.strip()), "")
    task_like = (Meaning.STATUS, Meaning.OWNER, Meaning.DUE, Meaning.URL)
    return normalise(first) in _TOTALS and not any(row.get(meaning) for meaning in task_like)


def _notes(totals: Sequence[int], long: Sequence[int]) -> Iterator[str]:
    if totals:
        yield f"Left out as totals: {', '.join(f'line {line}' for line in totals[:5])}."
    if long:
        where = f"Line {long[0]} has" if len(long) == 1 else f"{len(long)} lines (the first is {long[0]}) have"
        yield f"{where} more cells than the header, and the rest was left out: is a quotation mark missing?"
