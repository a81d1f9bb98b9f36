"""A task table as rows under a header: repeated headers, total rows, cells beyond the header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trackerbridge.errors import BadInput
from trackerbridge.stages import normalise
from trackerbridge.trackers.files.columns import Header, Meaning

COLUMNS_HINT = "Name the columns in its first row, for example: ID, Task, Status, Owner, Due date, Done."
_TOTALS = {
    normalise(word) for word in ("total", "totals", "sum", "grand total", "итого", "всего", "сумма", "total general")
}


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


def check_titles(header: Header, name: str) -> None:
    """Raise :class:`BadInput` for a table without a column of titles. ``name`` is the file's."""
    if Meaning.TITLE in header.columns:
        return
    known = ", ".join(header.names[place] for place in header.columns.values())
    raise BadInput(
        f"{name} has the columns {known}, and none for titles.", hint="Call one of them Task, Задача or Sarcină."
    )


def table_under(header: Header, records: Sequence[tuple[int, Sequence[str]]]) -> Table:
    """The rows below a header. ``records``: the whole table with the line each row ends on, header included."""
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
