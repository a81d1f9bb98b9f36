"""A task table as a snapshot, whatever it comes from; a Jira export among them says more than other tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DateOrder
from trackerbridge.model import Person, Snapshot, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.files.jira_columns import JiraColumns
from trackerbridge.trackers.files.jira_export import JiraExport, order_of_site
from trackerbridge.trackers.files.names import title_of
from trackerbridge.trackers.files.table import Table
from trackerbridge.trackers.files.table_rows import TableReader
from trackerbridge.trackers.files.table_told import completeness_of


def snapshot_of_table(
    table: Table,
    *,
    name: str,
    stages: StageMap,
    sides: Sides,
    calendar: Calendar,
    pulled_at: datetime,
    date_order: DateOrder | None = None,
    notes: Sequence[str] = (),
    sheet: str | None = None,
) -> Snapshot:
    """The tasks of a table. ``name`` is the file's: it names the source and the project.

    ``date_order`` says how ``03.04.2026`` is meant; without it a column that allows two readings stays unread.
    ``notes`` are what reading the file found worth telling. ``sheet``: the workbook's sheet that was asked for, which
    tells two sources in one file apart.
    """
    columns = JiraColumns.of(table.header.names)
    order = order_of_site(table, columns, calendar, date_order) if columns else date_order
    reader = TableReader(table, stages, sides, calendar, pulled_at, order)
    tasks = tuple(reader.task(row, place) for place, row in enumerate(table.rows))
    told = completeness_of(reader, tasks, (*notes, *table.notes))
    if columns:
        export = JiraExport(reader, columns)
        tasks = export.completed(tasks)
        told = export.told(told)
    return Snapshot(
        source=f"file:{name}#{sheet}" if sheet else f"file:{name}",
        title=title_of(name),
        tasks=tasks,
        completeness=told,
        pulled_at=pulled_at,
        people=_people(tasks),
        last_activity=_last_activity(tasks, pulled_at),
        labels=tuple(dict.fromkeys(label for task in tasks for label in task.labels)),
        statuses=tuple(dict.fromkeys(task.status for task in tasks if task.status)),
    )


def _people(tasks: Iterable[Task]) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for task in tasks:
        others = (task.reporter, *(comment.author for comment in task.comments))
        found |= {person.id: person for person in (*task.owners, *others) if person}
    return tuple(found.values())


def _last_activity(tasks: Iterable[Task], pulled_at: datetime) -> datetime | None:
    moments = (moment for task in tasks for moment in (task.created_at, task.updated_at, task.done_at) if moment)
    return max((moment for moment in moments if moment <= pulled_at), default=None)
