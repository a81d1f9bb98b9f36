"""Jira's CSV export: what it says beyond a plain task table. Links, sprints, versions, comments with author and time.

The export has no history and no addresses; its instants are in the zone of the person who exported, read here in the
project's. Comment cells are ``date;author;text`` and attachment cells ``date;author;name;address``, all with the
site's date format, so that one column can settle the order of day and month for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, time
from types import MappingProxyType

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DateOrder
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import (
    Attachment,
    Comment,
    Completeness,
    Due,
    DueKind,
    Evidence,
    Gap,
    Link,
    Person,
    Sprint,
    Stage,
    Task,
    Version,
)
from trackerbridge.stages import normalise
from trackerbridge.trackers.files.jira_columns import JiraColumns, Part
from trackerbridge.trackers.files.table import Row, Table
from trackerbridge.trackers.files.table_dates import DateColumn
from trackerbridge.trackers.files.table_rows import DATES, TableReader
from trackerbridge.trackers.jira.statuses import Statuses
from trackerbridge.trackers.jira.texts import plain
from trackerbridge.trackers.values import unique

_MOST = 1_000  # issues in one export, unless an administrator changed it
_CATEGORIES = {
    "new": "to do, new, к выполнению, сделать, новое, новые, de făcut",
    "indeterminate": "in progress, в работе, в процессе, în curs, în desfășurare, în lucru",
    "done": "done, complete, готово, выполнено, сделано, завершено, gata, finalizat, terminat",
}
_CATEGORY_KEYS = {normalise(name): key for key, names in _CATEGORIES.items() for name in names.split(",")}
_UNRESOLVED = frozenset(map(normalise, ["unresolved", "не решен", "не решено", "нет решения", "nerezolvat"]))
_WHO = (
    (Part.ASSIGNEE, Part.ASSIGNEE_ID),
    (Part.REPORTER, Part.REPORTER_ID),
    (Part.CREATOR, Part.CREATOR_ID),
)
_PARENTS = (Part.PARENT_KEY, Part.EPIC, Part.PARENT)
_DATED = (Part.COMMENTS, Part.ATTACHMENTS)


@dataclass
class JiraExport:
    """A Jira export beside the plain table that it is."""

    reader: TableReader
    columns: JiraColumns
    undated: int = 0
    names: dict[str, str] = field(default_factory=dict)  # people by the tracker's id

    def __post_init__(self) -> None:
        self._statuses = Statuses(self.reader.stages, {})
        rows = self.reader.table.rows
        self._dates = _site_dates(self.reader.table, self.columns, self.reader.calendar, self.reader.date_order)
        for row in rows:
            for who, number in _WHO:
                if self._first(row, number):
                    self.names[self._first(row, number)] = self._first(row, who)

    def completed(self, tasks: Sequence[Task]) -> tuple[Task, ...]:
        """The tasks with all that their rows say; links and parents by key where the export holds the other one."""
        rows = self.reader.table.rows
        whole = [self._task(task, row) for task, row in zip(tasks, rows, strict=True)]
        by_key = {task.key: task for task in whole}
        keys = {task.id: task.key for task in whole}
        return tuple(_connected(task, by_key, keys) for task in whole)

    def told(self, told: Completeness) -> Completeness:
        """What a Jira export tells and lacks, beyond what a table does."""
        knows = {Evidence.COMMENTS} if Part.COMMENTS in self.columns.places else set()
        return replace(told, knows=told.knows | knows, gaps=(*told.gaps, *self._gaps()))

    def _gaps(self) -> Iterator[Gap]:
        if len(self.reader.table.rows) == _MOST:
            yield Gap(
                None,
                f"The file holds {_MOST:,} issues, which is where Jira ends an export: there may be more. Export them "
                "in parts, or let trackerbridge read Jira itself.",
            )
        if self.undated:
            yield Gap(Evidence.COMMENTS, f"Comments without a date that can be read, left out: {self.undated}.")

    def _task(self, task: Task, row: Row) -> Task:
        status, resolution = task.status, self._resolution(row)
        category = _CATEGORY_KEYS.get(normalise(self._first(row, Part.CATEGORY)), "")
        stage = self._statuses.stage(status, category, resolution or ("Done" if task.done_at else ""))
        key = task.key if "~" in task.key else self._first(row, Part.KEY) or task.key
        return replace(
            task,
            id=self._first(row, Part.ID) if key == self._first(row, Part.KEY) else key,
            key=key,
            description=plain(task.description, self.names),
            stage=stage,
            due=self._day(task.due),
            start=self._day(task.start),
            done_at=task.done_at if stage.finished else None,
            owners=tuple(self._person(row, Part.ASSIGNEE, Part.ASSIGNEE_ID)),
            reporter=next(self._person(row, Part.REPORTER, Part.REPORTER_ID), None),
            labels=unique(self._all(row, Part.LABELS)),
            kind=task.kind if task.kind != "row" else "issue",
            parent=next((cell for part in _PARENTS for cell in self._all(row, part)), None),
            project=self._first(row, Part.PROJECT) or key.rpartition("-")[0],
            priority=self._first(row, Part.PRIORITY),
            resolution=resolution,
            components=unique(self._all(row, Part.COMPONENTS)),
            versions=tuple(Version(name) for name in unique(self._all(row, Part.VERSIONS))),
            sprints=tuple(Sprint(name) for name in unique(self._all(row, Part.SPRINTS))),
            links=tuple(Link(kind, row.cells[at].strip()) for at, kind in self.columns.links if row.cells[at].strip()),
            points=_number(self._first(row, Part.POINTS)),
            estimate_minutes=_minutes(self._first(row, Part.ESTIMATE)),
            flagged=bool(self._first(row, Part.FLAGGED)),
            comments=tuple(sorted(self._comments(row, key), key=lambda comment: comment.at)),
            attachments=tuple(self._attachments(row)),
            fields=MappingProxyType(dict(self._own_fields(row))),
        )

    def _all(self, row: Row, part: Part) -> list[str]:
        return [cell for at in self.columns.places.get(part, ()) if (cell := row.cells[at].strip())]

    def _first(self, row: Row, part: Part) -> str:
        return next(iter(self._all(row, part)), "")

    def _resolution(self, row: Row) -> str:
        said = self._first(row, Part.RESOLUTION)
        return "" if normalise(said) in _UNRESOLVED else said

    def _instant(self, cell: str) -> datetime | None:
        moment = self._dates.moment(cell)
        if moment is None:
            return None
        return moment.instant or self.reader.calendar.start_of_day(moment.day)

    def _day(self, due: Due | None) -> Due | None:
        """Jira's due dates are days; the export writes them as midnights."""
        at_midnight = due and due.instant and self._is_midnight(due.instant)
        return Due(DueKind.DAY, due.day, None, due.raw) if due and at_midnight else due

    def _is_midnight(self, instant: datetime) -> bool:
        return instant.astimezone(self.reader.calendar.zone).time() == time()

    def _person(self, row: Row, name: Part, number: Part) -> Iterator[Person]:
        if self._first(row, name):
            yield self._named(self._first(row, name), self._first(row, number))

    def _named(self, name: str, number: str = "") -> Person:
        """By id where the export has one. Cloud writes ids for comments' authors, whose names stand elsewhere."""
        own = number or next((key for key, known in self.names.items() if known == name), "") or name.casefold()
        return self.reader.sides.placed(Person(own, name=self.names.get(name, name), handle="" if number else name))

    def _comments(self, row: Row, key: str) -> Iterator[Comment]:
        for number, cell in enumerate(self._all(row, Part.COMMENTS), 1):
            date, _, rest = cell.partition(";")
            author, _, text = rest.partition(";")
            at = self._instant(date)
            if at is None:
                self.undated += 1
                continue
            yield Comment(
                f"{key}/{number}", at, plain(text, self.names), self._named(author.strip()) if author.strip() else None
            )

    def _attachments(self, row: Row) -> Iterator[Attachment]:
        for cell in self._all(row, Part.ATTACHMENTS):
            date, _, name, address = (*cell.split(";", 3), "", "", "")[:4]
            if name:
                yield Attachment(name, address, _is_picture(name), self._instant(date))

    def _own_fields(self, row: Row) -> Iterator[tuple[str, str]]:
        """The site's own fields by name, several values by comma; dates become ISO, as in Jira's JSON."""
        for name, places in self.columns.own.items():
            values = [self._plain(row.cells[at].strip()) for at in places if row.cells[at].strip()]
            if values:
                yield name, ", ".join(values)

    def _plain(self, cell: str) -> str:
        moment = self._dates.moment(cell) if self._dates.is_date(cell) else None
        if moment is None:
            return cell
        is_day = moment.instant is None or self._is_midnight(moment.instant)
        return moment.day.isoformat() if is_day or moment.instant is None else moment.instant.isoformat()


def order_of_site(table: Table, columns: JiraColumns, calendar: Calendar, said: DateOrder | None) -> DateOrder | None:
    """The order of day and month that all dates of the file agree on; None where they allow two, or contradict."""
    orders = _site_dates(table, columns, calendar, said).orders
    return orders[0] if len(orders) == 1 else None


def _site_dates(table: Table, columns: JiraColumns, calendar: Calendar, said: DateOrder | None) -> DateColumn:
    """Every date that the file holds: one site writes them all alike."""
    cells = [row.get(meaning) for row in table.rows for meaning in DATES]
    places = [at for part in _DATED for at in columns.places.get(part, ())]
    cells += [row.cells[at].partition(";")[0] for row in table.rows for at in places]
    return DateColumn("", tuple(cells), calendar, said, table.serials_from)


def _connected(task: Task, by_key: Mapping[str, Task], keys: Mapping[str, str]) -> Task:
    links = tuple(_seen(link, by_key.get(link.key)) for link in task.links)
    parent = keys.get(task.parent, task.parent) if task.parent else None
    return replace(task, links=links, parent=parent)


def _seen(link: Link, other: Task | None) -> Link:
    """Where the linked issue stands, if the export holds it too."""
    if other is None:
        return link
    stage = other.stage if other.stage is not Stage.UNKNOWN else None
    return replace(link, title=other.title, stage=stage, url=other.url)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        return None


def _minutes(text: str) -> float | None:
    """Estimates are exported in seconds."""
    seconds = _number(text)
    return seconds / 60 if seconds else None


def _is_picture(name: str) -> bool:
    return name.casefold().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"))
