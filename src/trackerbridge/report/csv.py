"""CSV: one row a flag, or the rows of a list, for a spreadsheet. A cell can never be taken for a formula there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import ClassVar

from trackerbridge.flags.base import Flag
from trackerbridge.report.base import AuditDocument, Listing, Report, Screen
from trackerbridge.report.words import plain
from trackerbridge.results import Audited, Failure

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("project", "severity", "code", "rule", "task", "title", "url", "since", "message", "suggestion")


class CsvReport(Report):
    """For spreadsheets."""

    name: ClassVar[str] = "csv"

    def audit(self, document: AuditDocument, screen: Screen) -> str:
        """Every flag of every project. A project that could not be read is a row that says so."""
        return _text(_COLUMNS, [row for one in document.projects for row in _rows(one)])

    def listing(self, document: Listing, screen: Screen) -> str:
        """The rows under their columns."""
        return _text(document.columns, document.rows)


def _rows(one: Audited | Failure) -> list[tuple[str, ...]]:
    return [_unread(one)] if isinstance(one, Failure) else [_row(one.project, flag) for flag in one.assessment.flags]


def _row(project: str, flag: Flag) -> tuple[str, ...]:
    task = flag.task
    since = flag.since.isoformat() if flag.since else ""
    about = (task.key, task.title, task.url) if task else ("", "", "")
    return (project, flag.severity.value, flag.code, flag.rule, *about, since, flag.message, flag.suggestion)


def _unread(one: Failure) -> tuple[str, ...]:
    return (one.project, "", "", "not read", "", "", "", "", one.error.message, one.error.hint)


def _text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return file.getvalue()


def safe_cell(text: str) -> str:
    """The text on one line; with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{plain(text)}" if text.lstrip(" ").startswith(_FORMULA) else plain(text)
