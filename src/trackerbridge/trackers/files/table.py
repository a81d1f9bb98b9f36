"""A task table as rows under a header: repeated headers, total rows, a second table in the same sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime

from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.stages import normalise
from trackerbridge.trackers.files.columns import Header, Meaning, header_in, names_titles

COLUMNS_HINT = "Name the columns in its first row, for example: ID, Task, Status, Owner, Due date, Done."
_TOTALS = frozenset(
    map(normalise, ["total", "totals", "sum", "grand total", "subtotal", "sub-total", "total general", "suma", "sumă"])
) | frozenset(map(normalise, ["итого", "всего", "сумма", "итог", "общий итог", "промежуточный итог"]))
_SERIAL_DIGITS = 5  # of a day of this age, as workbooks count days
_NOTHING_YET = frozenset({"", "0", "false", "-", "–", "—"})


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
    """A task table. ``notes`` are sentences on rows that were left out or look broken, ``gaps`` on tasks not read.

    ``serials_from`` is a workbook's day 0, from which bare numbers count days; None where the table was a text.
    """

    header: Header
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    serials_from: datetime | None = None


def check_titles(header: Header, name: str) -> None:
    """Raise :class:`BadInput` for a table without a column of titles. ``name`` is the file's."""
    if Meaning.TITLE in header.columns:
        return
    known = ", ".join(header.names[place] for place in header.columns.values())
    raise BadInput(
        f"{name} has the columns {known}, and none for titles.", hint="Call one of them Task, Задача or Sarcină."
    )


def table_under(header: Header, records: Sequence[tuple[int, Sequence[str]]]) -> Table:
    """The rows below a header, up to a second table. ``records``: the whole sheet with the line each row ends on."""
    rows: list[Row] = []
    left_out = _LeftOut()
    second: tuple[int, Header] | None = None
    for line, cells in records[header.row + 1 :]:
        if not any(cell.strip() for cell in cells) or _same_header(cells, header):
            continue
        second = _second_header(line, cells, header)
        if second:
            break
        row = Row(line, _as_wide(cells, header), header)
        if left_out.takes(row):
            continue
        if not header.beside and any(cell.strip() for cell in cells[len(header.names) :]):
            left_out.long.append(line)
        rows.append(row)
    return Table(header, tuple(rows), tuple(left_out.notes), tuple(_unread(header, second)))


@dataclass(slots=True)
class _LeftOut:
    """Lines that hold no task, and lines that were cut."""

    totals: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)

    def takes(self, row: Row) -> bool:
        """Whether this row is no task; it is remembered as what it is."""
        kind = self.totals if _is_total(row) else self.empty if _is_empty(row) else None
        if kind is not None:
            kind.append(row.line)
        return kind is not None

    @property
    def notes(self) -> Iterator[str]:
        """What was left out, in sentences."""
        if self.totals:
            yield f"Left out as totals: {', '.join(f'line {line}' for line in self.totals[:5])}."
        if self.empty:
            yield f"Left out, since nothing but a number stands there: {len(self.empty)} (line {self.empty[0]})."
        if self.long:
            first = self.long[0]
            where = (
                f"Line {first} has" if len(self.long) == 1 else f"{len(self.long)} lines (the first is {first}) have"
            )
            yield f"{where} more cells than the header, and the rest was left out: is a quotation mark missing?"


def _as_wide(cells: Sequence[str], header: Header) -> tuple[str, ...]:
    width = len(header.names)
    return tuple((*cells, *[""] * width)[:width])


def _same_header(cells: Sequence[str], header: Header) -> bool:
    """Tables pasted under one another repeat their header."""
    return _as_wide([" ".join(cell.split()) for cell in cells], header) == header.names


def _second_header(line: int, cells: Sequence[str], header: Header) -> tuple[int, Header] | None:
    """Another table's header: it names titles and at least one more column, and little else stands in that row."""
    if not names_titles(cells):
        return None
    other = header_in(cells[: len(header.names)] if header.beside else cells)
    written = sum(bool(name) for name in other.names)
    is_header = Meaning.TITLE in other.columns and len(other.columns) >= max(2, written / 2)
    return (line, other) if is_header else None


def _unread(header: Header, second: tuple[int, Header] | None) -> Iterator[str]:
    """Sentences on further tables in the same sheet."""
    if header.beside:
        names = ", ".join(name for name in header.beside if name)
        yield f"Only the first table was read; another stands beside it ({names}): give it a sheet or file of its own."
    if second:
        names = ", ".join(name for name in second[1].names if name)
        yield (
            f"Only the first table was read; another begins in line {second[0]} ({names}): "
            "give it a sheet or file of its own."
        )


def _is_total(row: Row) -> bool:
    """A sum under the table: its first word says so, and no state, owner or date makes it a task.

    Totals count and sum every column, the dates' too: a small number there is no date, and without a title nothing is.
    """
    first = next((cell for cell in row.cells if cell.strip()), "")
    due = row.get(Meaning.DUE)
    dated = due and row.get(Meaning.TITLE) and not (due.isdecimal() and len(due) < _SERIAL_DIGITS)
    task_like = (Meaning.STATUS, Meaning.OWNER, Meaning.URL)
    return normalise(first) in _TOTALS and not dated and not any(row.get(meaning) for meaning in task_like)


def _is_empty(row: Row) -> bool:
    """Numbered in advance, or with nothing but unticked boxes and formulas that count nothing."""
    numbered = row.header.columns.get(Meaning.ID)
    return all(place == numbered or cell.strip().casefold() in _NOTHING_YET for place, cell in enumerate(row.cells))
