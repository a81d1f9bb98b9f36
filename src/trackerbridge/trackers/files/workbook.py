"""A workbook (xlsx, xlsm, xlsb, xls, ods) as a table: which sheet, where its header is, and what its cells say.

Cells become text as in a CSV (dates as ISO dates, 12.0 as 12), so that tables from both are read in one way from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.files.columns import Header, Meaning, find_header
from trackerbridge.trackers.files.merged import Area, Filled, filled
from trackerbridge.trackers.files.table import COLUMNS_HINT, Table, check_titles, table_under
from trackerbridge.trackers.files.table_dates import DAY_0_OF_1900, DAY_0_OF_1904
from trackerbridge.trackers.files.workbook_file import Book, damaged, opened
from trackerbridge.trackers.files.workbook_parts import MOST_CELLS, Cells

_TASK_LIKE = (Meaning.STATUS, Meaning.OWNER, Meaning.DUE, Meaning.DONE)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet's cells as text, its merged areas filled in, and its header if it has one."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    header: Header | None
    notes: tuple[str, ...]

    @property
    def is_tasks(self) -> bool:
        """Whether it holds a task table."""
        return self.header is not None and Meaning.TITLE in self.header.columns


def read_workbook(data: bytes, name: str, sheet: str | None = None) -> Table:
    """The task table in a workbook: of the sheet so named, or of the first visible one that holds a task table.

    Raises :class:`BadInput` where there is none, and for what is damaged, protected, or no workbook at all.
    """
    book = opened(data, name)
    chosen, notes, gaps = _chosen(book, sheet)
    if chosen.header is None:
        raise _no_table(book, chosen)
    check_titles(chosen.header, f"{name}, sheet “{chosen.name}”,")
    table = table_under(chosen.header, list(enumerate(chosen.rows, 1)))
    return replace(
        table,
        notes=(*notes, *chosen.notes, *table.notes),
        gaps=(*gaps, *table.gaps),
        serials_from=DAY_0_OF_1904 if book.from_1904 else DAY_0_OF_1900,
    )


def _chosen(book: Book, wanted: str | None) -> tuple[_Sheet, tuple[str, ...], tuple[str, ...]]:
    """The sheet to read, notes on those that were not, and gaps where one of those holds tasks too."""
    if wanted is not None:
        return _read(book, _named(book, wanted)), (), ()
    if not book.visible:
        raise BadInput(
            f"{book.name} has no sheet that can be seen.", hint=f"Name one with --sheet: {_quoted(book.all_sheets)}."
        )
    sheets = [_read(book, name) for name in book.visible]
    with_tasks = [sheet for sheet in sheets if sheet.is_tasks]
    chosen = next(iter(with_tasks), next((sheet for sheet in sheets if sheet.header), sheets[0]))
    others = [sheet.name for sheet in with_tasks if sheet is not chosen]
    rest = [name for name in book.all_sheets if name != chosen.name and name not in others]
    return chosen, tuple(_left_out(chosen, rest)), tuple(_more_tasks(chosen, others))


def _left_out(chosen: _Sheet, rest: Sequence[str]) -> Iterator[str]:
    if rest:
        yield f"Read: the sheet “{chosen.name}”. Not read, since hidden or without a task table: {_quoted(rest)}."


def _more_tasks(chosen: _Sheet, others: Sequence[str]) -> Iterator[str]:
    if others:
        yield (
            f"Only the sheet “{chosen.name}” was read; task tables stand in {_quoted(others)} too. Say which is meant: "
            f'--sheet "{chosen.name}" (in the configuration: sheet = "{chosen.name}"; one source for each).'
        )


def _named(book: Book, wanted: str) -> str:
    for name in book.all_sheets:
        if name.strip().casefold() == wanted.strip().casefold():
            return name
    raise BadInput(
        f"{book.name} has no sheet “{wanted}”.", hint=f"It has {_quoted(book.all_sheets) or 'no sheets with cells'}."
    )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _read(book: Book, name: str) -> _Sheet:
    from python_calamine import CalamineError

    cells = book.cells(name)
    if cells.too_many:
        raise BadInput(
            f"{book.name}, sheet “{name}”, holds a value so far away that the sheet cannot be read: "
            f"{cells.rows:,} rows by {cells.columns:,} columns, where {MOST_CELLS:,} cells can.",
            hint="Delete what stands below and beside the table, or save the table as CSV.",
        )
    try:
        sheet = book.calamine.get_sheet_by_name(name)
        rows = [tuple(map(_text, row)) for row in sheet.to_python(skip_empty_area=False)]
        areas = [Area(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
    except CalamineError as error:
        raise damaged(book.name, error) from None
    return _sheet(name, filled(rows, areas), cells)


def _sheet(name: str, whole: Filled, cells: Cells) -> _Sheet:
    header = find_header(whole.rows)
    if header is None:
        return _Sheet(name, whole.rows, None, tuple(cells.notes))
    headings = [row for row in whole.headings if row > header.row]
    parts = _parts_of_the_task_above(whole, header)
    rows = tuple(() if at in parts else row for at, row in enumerate(whole.rows))
    return _Sheet(name, rows, header, (*cells.notes, *_merged_notes(headings, parts)))


def _parts_of_the_task_above(whole: Filled, header: Header) -> list[int]:
    """Rows whose title is merged with the one above, and that have no state, owner or date of their own."""
    title = header.columns.get(Meaning.TITLE)
    own = [header.columns[meaning] for meaning in _TASK_LIKE if meaning in header.columns]
    below = sorted(row for row, place in whole.borrowed if place == title and row > header.row)
    return [
        row
        for row in below
        if not any(whole.rows[row][place].strip() and (row, place) not in whole.borrowed for place in own)
    ]


def _merged_notes(headings: Sequence[int], parts: Sequence[int]) -> Iterator[str]:
    if headings:
        yield f"Left out as headings, since they are merged across the table: {_lines(headings)}."
    if parts:
        yield f"Left out, since their title is merged with the row above and nothing new stands there: {_lines(parts)}."


def _lines(rows: Sequence[int]) -> str:
    more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
    return ", ".join(f"line {row + 1}" for row in rows[:5]) + more


def _text(value: object) -> str:
    """A cell as a person would type it: 12 for 12.0, ISO for dates, nothing for an empty one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _no_table(book: Book, sheet: _Sheet) -> BadInput:
    first = " ".join(" ".join(cell for row in sheet.rows[:5] for cell in row).split())[:60]
    if not first:
        return BadInput(
            f"{book.name}, sheet “{sheet.name}”, is empty.", hint=_other_sheets(book, sheet) or COLUMNS_HINT
        )
    return BadInput(
        f"{book.name}, sheet “{sheet.name}”, is no task table: no row names two columns that are known "
        f'(it begins "{first}").',
        hint=COLUMNS_HINT,
    )


def _other_sheets(book: Book, sheet: _Sheet) -> str:
    others = [name for name in book.all_sheets if name != sheet.name]
    return f"Choose another with --sheet: {_quoted(others)}." if others else ""
