"""A listing's rows on a terminal: under their columns, or each by itself where the columns would leave no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from trackerbridge.report.base import Listing, Screen
from trackerbridge.report.console import Sentence, indented, plain_table
from trackerbridge.report.words import plain

_SHORT = 14  # characters: a column of such cells is never broken
_ROOM = 12  # characters that each of the longer columns wants, or its words fall apart
_SENTENCE = 40  # characters: a longer cell is no value with a name, but something to read


def rows_of(document: Listing, screen: Screen) -> list[RenderableType]:
    """Short columns keep their lines whole and the long ones share what is left, if that is enough to read."""
    shown = [place for place, column in enumerate(document.columns) if column not in document.wide]
    longest = {place: max(len(plain(row[place])) for row in document.rows) for place in shown}
    if not _fits([max(longest[place], len(document.columns[place])) for place in shown], screen.width):
        return [part for row in document.rows for part in _by_itself(document, row, longest)]
    table = plain_table(header=True)
    for place in shown:
        table.add_column(document.columns[place], no_wrap=longest[place] <= _SHORT, overflow="fold")
    for row in document.rows:
        table.add_row(*(Text(plain(row[place])) for place in shown))
    return [indented(table)]


def _fits(widths: Sequence[int], screen: int) -> bool:
    needed = sum(width if width <= _SHORT else min(width, _ROOM) for width in widths)
    return needed + 2 * (len(widths) - 1) + 1 <= screen


def _by_itself(document: Listing, row: Sequence[str], longest: dict[int, int]) -> Iterator[RenderableType]:
    """What the row is about as a heading, then each cell behind its column's name; what is to be read stands below.

    The row is about its second cell, since the first is often the project.
    """
    head, *others = (place for place in (*list(longest)[1:], *list(longest)[:1]))
    named = sorted(place for place in others if row[place] and len(row[place]) <= _SENTENCE)
    yield Sentence(row[head], first=" ", rest="  ")
    yield Sentence(" · ".join(f"{document.columns[place]} {row[place]}" for place in named), first="   ", rest="   ")
    for place in sorted(set(others) - set(named)):
        if row[place]:
            yield Sentence(row[place], "dim", first="   ", rest="   ")
