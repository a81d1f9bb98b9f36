"""Rich, drawn into a string: plain 80 columns when piped, colour on a terminal. Titles are text, never markup."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from io import StringIO

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
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
        console.print(part, soft_wrap=False, crop=False)
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
    return Sentence(sentence, style, first="  - ", rest="    ")


class Sentence:
    """Broken between words only: an address stays whole, so that it can be copied, and the terminal may break it."""

    def __init__(self, text: str, style: str = "", *, first: str = "", rest: str = "") -> None:
        """``first`` and ``rest`` stand before its first line and the others."""
        self._text, self._style, self._first, self._rest = plain(text), style, first, rest

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """What rich calls to draw it."""
        lines = textwrap.wrap(
            self._text, options.max_width, initial_indent=self._first, subsequent_indent=self._rest,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        yield Text("\n".join(lines), style=self._style, no_wrap=True, overflow="ignore")


def plain_table(*, header: bool = False) -> Table:
    """A table without lines: columns, and nothing else to look at."""
    return Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=header, header_style="dim")


def indented(part: RenderableType, by: int = 1) -> Padding:
    """The part, some columns to the right."""
    return Padding(part, (0, 0, 0, by))
