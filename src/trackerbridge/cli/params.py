"""Options that several commands share, declared once."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Moment(click.ParamType[datetime]):
    """An ISO moment or day: ``2026-11-19``, ``2026-11-19T12:00``, ``2026-11-19T12:00+02:00``."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Naive where it has no offset."""
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no moment; write it as 2026-11-19T12:00 or 2026-11-19.", param, ctx)
        return found if not (why := _out_of_reach(found, value)) else self.fail(why, param, ctx)


class Day(click.ParamType[date]):
    """An ISO day: ``2026-11-25``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A calendar day."""
        try:
            found = value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-11-25.", param, ctx)
        return found if not (why := _out_of_reach(found, value)) else self.fail(why, param, ctx)


def _out_of_reach(day: date, value: object) -> str:
    """Why no calendar reaches it; empty where one does."""
    from trackerbridge.model.due import YEARS  # the help needs no tasks

    return "" if day.year in YEARS else f"{value} is in no year that can be reckoned with ({YEARS[0]} to {YEARS[-1]})."


class RunNumber(click.ParamType[int]):
    """The number of a run. A longer one is none, and no ledger could hold it."""

    name = "run"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """As ``trackerbridge runs`` shows it."""
        digits = str(value).strip()
        if not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:12]) <= 999_999_999):
            self.fail(f"{value!r} is no run; their numbers stand in: trackerbridge runs", param, ctx)
        return int(digits)


RUN = RunNumber()


class Codes(click.ParamType[tuple[str, ...]]):
    """Codes of rules: ``D01,C02``."""

    name = "codes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Upper case, in the order given."""
        if isinstance(value, tuple):
            return value
        return tuple(part.strip().upper() for part in str(value).replace(" ", ",").split(",") if part.strip())


def format_option(*names: str) -> Callable[[Command], Command]:
    """``--format``: these built-in ones, and whatever plugins add."""
    return click.option(
        "--format", "format_name", default=names[0], show_default=True, metavar="|".join(names),
        help="How the data is written.",
    )  # fmt: skip


class Target(click.Path):
    """A file to be written. Whether it can be is looked at first: a sync that is done must not end in a complaint."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; its folder is there and can be written."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            why = f"there is no folder {path.parent}; make it, or name another file."
            self.fail(f"{path} cannot be written: {why}", param, ctx)
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            self.fail(f"{path} cannot be written by this account; name another file.", param, ctx)
        return path


def output_option(command: Command) -> Command:
    """``--output FILE``."""
    return click.option(
        "--output",
        type=Target(),
        metavar="FILE",
        help="Write there instead of stdout.",
    )(command)


def rule_options(command: Command) -> Command:
    """``--select`` and ``--ignore``."""
    command = click.option("--ignore", type=Codes(), default=(), metavar="CODES", help="Rules to leave out.")(command)
    return click.option("--select", type=Codes(), default=(), metavar="CODES", help="Only these rules: D01,C02.")(
        command
    )


def projects_argument(command: Command) -> Command:
    """``[PROJECT]…``: none means all of the configuration."""
    return click.argument("projects", nargs=-1, metavar="[PROJECT]...")(command)
