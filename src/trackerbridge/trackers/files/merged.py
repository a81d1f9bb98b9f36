"""Merged cells of a sheet: their one value stands for all of them, and a heading across the table is no task."""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.lazy_dataclass import dataclass

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area, corners included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_across(self) -> bool:
        """Merged across one row only."""
        return self.top == self.bottom


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet's rows with the values of merged areas where they belong, all counted from 0.

    ``headings``: rows that held nothing but one value merged across the table ("Phase 2"), now empty.
    ``borrowed``: cells, as (row, column), whose value was written in a row above.
    """

    rows: Rows
    headings: tuple[int, ...] = ()
    borrowed: frozenset[tuple[int, int]] = frozenset()


def filled(rows: Sequence[tuple[str, ...]], areas: Sequence[Area]) -> Filled:
    """The rows with merged values repeated downwards: a status merged over three tasks is the status of each.

    A value that is merged across stays in its first cell.
    """
    grid = [list(row) for row in rows]
    borrowed = {cell for area in areas if not area.is_across for cell in _fill_down(grid, area)}
    headings = sorted({area.top for area in areas if area.is_across and _is_heading(grid, area)})
    for row in headings:
        grid[row] = [""] * len(grid[row])
    return Filled(tuple(map(tuple, grid)), tuple(headings), frozenset(borrowed))


def _fill_down(grid: list[list[str]], area: Area) -> list[tuple[int, int]]:
    if area.top >= len(grid) or area.left >= len(grid[area.top]):
        return []
    below = range(area.top + 1, min(area.bottom + 1, len(grid)))
    for row in below:
        grid[row][area.left] = grid[area.top][area.left]
    return [(row, area.left) for row in below]


def _is_heading(grid: list[list[str]], area: Area) -> bool:
    """Nothing else stands in that row, and the value spans at least half of the sheet's columns."""
    if area.top >= len(grid):
        return False
    cells = grid[area.top]
    written = [place for place, cell in enumerate(cells) if cell.strip()]
    return written == [area.left] and 2 * (area.right - area.left + 1) >= len(cells)
