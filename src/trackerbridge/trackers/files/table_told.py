"""What a task table can tell, and what of it could not be read, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trackerbridge.model import Completeness, Evidence, Gap, Stage, Task
from trackerbridge.people import Sides
from trackerbridge.trackers.files.columns import Meaning
from trackerbridge.trackers.files.table import Table
from trackerbridge.trackers.files.table_rows import TableReader


def completeness_of(reader: TableReader, tasks: Sequence[Task], notes: Iterable[str]) -> Completeness:
    """What the table can tell, what of it could not be read, and what is worth telling. ``notes`` come first."""
    return Completeness(
        knows=frozenset(_knows(reader.table, tasks, reader.sides)),
        gaps=tuple(_gaps(reader)),
        notes=(*notes, *_notes(reader, tasks)),
    )


def _gaps(reader: TableReader) -> Iterator[Gap]:
    yield from (Gap(None, reason) for reason in reader.table.gaps)
    if _due_unclear(reader):
        yield Gap(Evidence.DUE_DATES, _unclear(reader))


def _knows(table: Table, tasks: Sequence[Task], sides: Sides) -> Iterator[Evidence]:
    """A table can tell only what it has columns for; states only where one of them is understood."""
    told = {
        Meaning.DUE: Evidence.DUE_DATES,
        Meaning.OWNER: Evidence.OWNERS,
        Meaning.LABELS: Evidence.LABELS,
        Meaning.DESCRIPTION: Evidence.DESCRIPTIONS,
    }
    yield from (evidence for meaning, evidence in told.items() if meaning in table.header.columns)
    if any(task.stage is not Stage.UNKNOWN for task in tasks):
        yield Evidence.STAGES
    if sides.knows_client:
        yield Evidence.SIDES


def _unclear(reader: TableReader) -> str:
    """One warning for all columns whose dates cannot be read; empty where there is none."""
    unclear = {meaning: column for meaning, column in reader.columns.items() if column.example}
    if not unclear:
        return ""
    names = " and ".join(f'"{column.name}"' for column in unclear.values())
    column = unclear.get(Meaning.DUE) or next(iter(unclear.values()))
    why = "can be read in two ways" if column.orders else "are not all written in one order"
    return (
        f"The dates in {names} {why} ({column.example}), so they were left unread: say which comes first with "
        '--date-order dmy or mdy (in the configuration: date_order = "dmy").'
    )


def _due_unclear(reader: TableReader) -> bool:
    return Meaning.DUE in reader.columns and bool(reader.columns[Meaning.DUE].example)


def _notes(reader: TableReader, tasks: Sequence[Task]) -> Iterator[str]:
    if _unclear(reader) and not _due_unclear(reader):
        yield _unclear(reader)
    if not tasks:
        yield "The table has a header and no rows."
    if reader.unreadable:
        places = ", ".join(f'line {line}: "{raw}"' for line, raw in reader.unreadable[:3])
        yield f"Left unread, since they are no dates: {len(reader.unreadable)} ({places})."
    if reader.repeated:
        yield f"These ids stand more than once: {', '.join(dict.fromkeys(reader.repeated))}."
    if reader.nameless:
        lines = ", ".join(map(str, reader.nameless[:5]))
        yield f"Tasks without a title: {len(reader.nameless)} (line {lines})."
    opens = [task for task in tasks if task.open]
    if opens and not any(task.due for task in opens):
        yield "No open task has a due date, so nothing can be called on time or late."
    if tasks and Evidence.STAGES not in _knows(reader.table, tasks, reader.sides):
        yield "Nothing says where work stands; name the states under statuses in the configuration."
    if tasks and Meaning.ID not in reader.table.header.columns:
        yield "The table has no column for ids: tasks are told apart by their titles, and a renamed one is a new one."
