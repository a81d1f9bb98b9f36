"""A table's rows as tasks. Missing is None, never today and never a guess; what could not be read is remembered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime, time
from hashlib import sha256
from types import MappingProxyType

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DateOrder
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Due, DueKind, Person, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.files.columns import Meaning
from trackerbridge.trackers.files.table import Row, Table
from trackerbridge.trackers.files.table_dates import DateColumn, Moment

DATES = (Meaning.DUE, Meaning.START, Meaning.CREATED, Meaning.UPDATED, Meaning.DONE)
_TICKS = {"yes", "y", "x", "true", "1", "done", "v", "да", "есть", "готово", "выполнено", "сделано", "da", "gata"}
_TICKS |= {"finalizat", "+", "✓", "✔", "✅", "☑", "100%", "100 %", "100"}
_NO_TICKS = {"no", "n", "false", "0", "нет", "nu", "0%", "0 %", "☐", "✗", "❌"}
_SHARE = re.compile(r"\d{1,2}(?:[.,]\d+)?\s*%?")  # how much of it is done: not all
_SEPARATORS = re.compile(r"[,;|\n]+")
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+")


@dataclass
class TableReader:
    """Turns rows into tasks and remembers what it could not read."""

    table: Table
    stages: StageMap
    sides: Sides
    calendar: Calendar
    pulled_at: datetime
    date_order: DateOrder | None
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = {meaning: self._column(meaning) for meaning in DATES if meaning in self.table.header.columns}
        self._ids: Counter[str] = Counter()
        self._titles: Counter[str] = Counter()

    def task(self, row: Row, place: int) -> Task:
        """One row as a task."""
        title = row.get(Meaning.TITLE)
        if not title:
            self.nameless.append(row.line)
        done, done_at = self._done(row)
        key = self._key(row, title)
        status = row.get(Meaning.STATUS)
        return Task(
            id=key,
            key=key,
            title=title,
            url=row.get(Meaning.URL),
            description=row.get(Meaning.DESCRIPTION),
            status=status,
            stage=self.stages.stage_of(status, done=done),
            due=self._due(row, Meaning.DUE),
            start=self._due(row, Meaning.START),
            created_at=self._instant(row, Meaning.CREATED),
            updated_at=self._instant(row, Meaning.UPDATED),
            done_at=done_at,
            owners=tuple(self.sides.placed(person) for person in _people(row.get(Meaning.OWNER))),
            labels=tuple(dict.fromkeys(_parts(row.get(Meaning.LABELS)))),
            kind=row.get(Meaning.KIND) or "row",
            position=float(place),
            fields=self._fields(row),
        )

    def _column(self, meaning: Meaning) -> DateColumn:
        cells = tuple(row.get(meaning) for row in self.table.rows)
        return DateColumn(
            self.table.header.name_of(meaning), cells, self.calendar, self.date_order, self.table.serials_from
        )

    def _key(self, row: Row, title: str) -> str:
        """The id that is written there; else one from the title, which stays the same when rows move."""
        written = row.get(Meaning.ID)
        if not written:
            self._titles[title] += 1
            return "t" + sha256(f"{title}\n{self._titles[title]}".encode()).hexdigest()[:8]
        self._ids[written] += 1
        if self._ids[written] == 1:
            return written
        self.repeated.append(written)
        return f"{written}~{self._ids[written]}"

    def _due(self, row: Row, meaning: Meaning) -> Due | None:
        column, raw = self.columns.get(meaning), row.get(meaning)
        if column is None or column.is_empty(raw):
            return None
        moment = self._moment(row, meaning)
        if moment is None:
            return Due(DueKind.UNREADABLE, raw=raw)
        kind = DueKind.DAY if moment.instant is None else DueKind.EXACT
        return Due(kind, moment.day, moment.instant, raw)

    def _instant(self, row: Row, meaning: Meaning) -> datetime | None:
        """A day alone counts from its first minute."""
        moment = self._moment(row, meaning)
        if moment is None:
            return None
        return moment.instant or self.calendar.at(moment.day, time(0, 0))

    def _done(self, row: Row) -> tuple[bool, datetime | None]:
        """Whether the table's own column says done, and when. A day alone counts to the end of its business hours."""
        word = row.get(Meaning.DONE).casefold()
        if word in _TICKS:
            return True, None
        if word in _NO_TICKS or _SHARE.fullmatch(word):
            return False, None
        moment = self._moment(row, Meaning.DONE)
        if moment is None:
            column = self.columns.get(Meaning.DONE)
            return column is not None and column.is_date(row.get(Meaning.DONE)), None
        if moment.day > self.calendar.day_of(self.pulled_at):
            return False, None  # a day to come is a plan
        return True, moment.instant or self.calendar.end_of_business(moment.day)

    def _moment(self, row: Row, meaning: Meaning) -> Moment | None:
        column, raw = self.columns.get(meaning), row.get(meaning)
        if column is None or column.is_empty(raw):
            return None
        moment = column.moment(raw)
        if moment is None and column.one_reading:
            self.unreadable.append((row.line, raw))
        return moment

    def _fields(self, row: Row) -> Mapping[str, str]:
        found = {name: row.cells[at].strip() for at, name in self.table.header.unknown}
        return MappingProxyType({name: value for name, value in found.items() if value})


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def _people(text: str) -> Iterator[Person]:
    """``Ana``, ``ana@agency.example``, ``Ana Rusu <ana@agency.example>``, several with commas or semicolons."""
    for part in _parts(text):
        address = _ADDRESS.search(part)
        email = address.group() if address else ""
        name = part.replace(email, "").strip(" <>()") if email else part.lstrip("@")
        yield Person(id=(email or name).casefold(), name=name, email=email)
