"""The tabular track's files, read as PROTOCOL.md says: order, split, purge, lateness and window."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

MOMENTS = ("discussion", "due")
HISTORY = 0.75  # the first three quarters, by open date, are history


@dataclass(frozen=True)
class Row:
    """One issue as it stood at one moment. ``numbers``: the numeric columns by name, the outcome left out."""

    key: str
    opened: date
    kind: str
    priority: str
    numbers: dict[str, float]
    delay_days: float

    @property
    def late(self) -> bool:
        """Whether it was done after its deadline."""
        return self.delay_days > 0

    @property
    def window(self) -> float:
        """Days from opening to the deadline."""
        return self.numbers["ProgressTime"] + self.numbers["RemainingDay"]

    @property
    def seen_on(self) -> date:
        """The day of the moment: what is recorded in the row was known then."""
        return self.opened + timedelta(days=self.numbers["ProgressTime"])

    @property
    def deadline(self) -> date:
        """The day on which it was to be done."""
        return self.opened + timedelta(days=self.window)


@dataclass(frozen=True)
class Split:
    """One project at one moment: history whose outcome was known when the first test row was opened, and the test."""

    project: str
    moment: str
    history: tuple[Row, ...]
    test: tuple[Row, ...]

    @property
    def base_rate(self) -> float:
        """The late rate of the history."""
        return sum(row.late for row in self.history) / len(self.history) if self.history else 0.5


def projects_in(data: Path) -> list[str]:
    """The projects of the folder ``late/emse2017`` that have every moment."""
    folder = data / "late" / "emse2017"
    names = {path.name.removesuffix("_discussion.csv.gz") for path in folder.glob("*_discussion.csv.gz")}
    return sorted(name for name in names if all(_file(data, name, moment).exists() for moment in MOMENTS))


def rows_of(data: Path, project: str, moment: str) -> tuple[Row, ...]:
    """All rows of one table, in the order they were opened."""
    with gzip.open(_file(data, project, moment), "rt", encoding="utf-8", newline="") as lines:
        return tuple(sorted(_rows(lines), key=lambda row: row.opened))


def split(project: str, moment: str, rows: Sequence[Row]) -> Split:
    """History and test of rows in their order; history whose deadline is not before the first test row is dropped."""
    at = int(len(rows) * HISTORY)
    test = tuple(rows[at:])
    known = tuple(row for row in rows[:at] if not test or row.deadline < test[0].opened)
    return Split(project, moment, known, test)


def _file(data: Path, project: str, moment: str) -> Path:
    return data / "late" / "emse2017" / f"{project}_{moment}.csv.gz"


def _rows(lines: Iterator[str]) -> Iterator[Row]:
    words = ("issuekey", "openeddate", "type", "priority", "delaydays")
    for line in csv.DictReader(lines):
        yield Row(
            key=line["issuekey"],
            opened=datetime.fromisoformat(line["openeddate"]).date(),
            kind=line["type"],
            priority=line["priority"],
            numbers={name: float(value or 0) for name, value in line.items() if name not in words},
            delay_days=float(line["delaydays"]),
        )
