"""Rich, drawn into a string: plain 80 columns when piped, colour on a terminal. Titles are text, never markup."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trackerbridge.report.base import Screen
from trackerbridge.report.words import plain

STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan"}


def drawn(parts: Iterable[RenderableType], screen: Screen) -> str:
    """The parts below each other, as one text without trailing blanks."""
    file = StringIO()
    console = Console(
        file=file, width=screen.width, force_terminal=screen.color, no_color=not screen.color, highlight=False,
        color_system="standard" if screen.color else None, legacy_windows=False,
    )  # fmt: skip
    for part in parts:
        console.print(part, soft_wrap=False)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def heading(text: str) -> Text:
    """A heading of a report."""
    return Text(plain(text), style="bold")


def paragraph(text: str, style: str = "", indent: int = 2) -> Padding:
    """A sentence under a heading, wrapped and indented."""
    return Padding(Text(plain(text), style=style), (0, 0, 0, indent))


def bullets(sentences: Iterable[str], style: str = "") -> list[RenderableType]:
    """Sentences below each other, with a hanging indent."""
    return [bullet(sentence, style) for sentence in sentences]


def bullet(sentence: str, style: str = "") -> RenderableType:
    """One sentence with a hanging indent."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=3, justify="right")
    grid.add_column(overflow="fold")  # an address to go to is broken, never cut
    grid.add_row("-", Text(plain(sentence), style=style))
    return grid


def plain_table(*, header: bool = False) -> Table:
    """A table without lines: columns, and nothing else to look at."""
    return Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=header, header_style="dim")


def indented(part: RenderableType, by: int = 1) -> Padding:
    """The part, some columns to the right."""
    return Padding(part, (0, 0, 0, by))
