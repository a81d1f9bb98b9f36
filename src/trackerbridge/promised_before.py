"""What was promised before the first run, taken over: from a table, from a field of the tracker, or declared as none.

From then on the dates first told count as agreed. A date that differs from the task's own now is a move that the client
has not been told: it goes its usual way, with grace and notice.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from trackerbridge.auditing import pull
from trackerbridge.client_view.client_dates import read_day
from trackerbridge.clock import DAY_STARTS, Calendar
from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.promised_before import declared_entry
from trackerbridge.model import Promise, Snapshot, Task, Told
from trackerbridge.model.sentence import Sentence
from trackerbridge.project_run import ProjectRun
from trackerbridge.results import Result

NONE, FIELD = "none", "field:"
_HINT = Sentence("A heading and two columns, or three: task;date;told on. Dates as 2026-12-01 or 01.12.2026.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Result):
    """``promises`` are those taken over now; ``known`` are keys of tasks of which the client was told already."""

    promises: tuple[Promise, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """One date that the client was told before: of which task, and on which day they were told, where that is known."""

    key: str
    day: date
    told_on: date | None = None


def take_over(run: ProjectRun, source: str) -> TakenOver:
    """Remember what was promised. ``source``: none, ``field:NAME``, or a file.

    Raises :class:`~trackerbridge.errors.UsageError` for a row that cannot be read and for a key that no task has.
    """
    snapshots = pull(run, run.ledger.memory(run.name))
    tasks = {task.key.casefold(): (snapshot, task) for snapshot in snapshots for task in snapshot.live_tasks}
    calendar, now = run.settings.calendar, run.now
    rows = _rows(source, [task for _, task in tasks.values()], calendar)
    _require_known(rows, tasks)
    told = {promise.ref for promise in run.ledger.promises(run.name)}
    made, known = [], []
    for row in rows:
        snapshot, task = tasks[row.key.casefold()]
        ref = f"task:{snapshot.source}/{task.id}"
        if ref in told:
            known.append(task.key)
            continue
        at = calendar.at(row.told_on, DAY_STARTS) if row.told_on else task.created_at or now
        made.append(Promise(ref=ref, title=task.title, told=(Told(row.day, min(at, now)),), task=task.key))
    for promise in made:
        run.ledger.record_promise(run.name, promise, at=now, run=run.id)
    run.ledger.remember(run.name, [declared_entry(Path(source).name)], at=now, run=run.id)
    return TakenOver(project=run.name, title=run.title, promises=tuple(made), known=tuple(known))


def _rows(source: str, tasks: Iterable[Task], calendar: Calendar) -> list[Earlier]:
    if source == NONE:
        return []
    if source.startswith(FIELD):
        return _from_field(source.removeprefix(FIELD).strip(), tasks, calendar)
    return read_table(Path(source), calendar)


def _from_field(name: str, tasks: Iterable[Task], calendar: Calendar) -> list[Earlier]:
    found = []
    for task in tasks:
        raw = next((value for key, value in task.fields.items() if key.strip().casefold() == name.casefold()), "")
        if raw.strip():
            day = read_day(raw.strip(), calendar)
            if day is None:
                raise UsageError(
                    Sentence(
                        "{task}: “{text}” in the field {field} is no date that can be read.",
                        task=task.key,
                        text=raw,
                        field=name,
                    ),
                    hint=_HINT,
                )
            found.append(Earlier(task.key, day))
    if not found:
        raise UsageError(
            Sentence("No task has a date in a field “{field}”.", field=name),
            hint=Sentence("Nothing was remembered. See its spelling."),
        )
    return found


def read_table(path: Path, calendar: Calendar) -> list[Earlier]:
    """The rows of a CSV table after its heading, whatever of comma, semicolon or tab parts them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(Sentence("There is no file {file}.", file=path), hint=_HINT) from None
    except (OSError, UnicodeDecodeError):
        raise UsageError(Sentence("{file} cannot be read as a table.", file=path), hint=_HINT) from None
    heading = text.partition("\n")[0]
    parted = max(";,\t", key=heading.count)
    found = []
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=parted), start=1):
        cells = [cell.strip() for cell in row]
        if number == 1 or not any(cells):
            continue
        found.append(_row(path, number, cells, calendar))
    if not found:
        raise UsageError(Sentence("{file} has no row below its heading.", file=path), hint=_HINT)
    return found


def _row(path: Path, number: int, cells: Sequence[str], calendar: Calendar) -> Earlier:
    key, day, told_on = (*cells, "", "", "")[:3]
    read, told = read_day(day, calendar), read_day(told_on, calendar) if told_on else None
    if not key or read is None or (told_on and told is None):
        wrong = day if read is None else told_on
        raise UsageError(
            Sentence("{file}, line {line}: “{text}” is no date that can be read.", file=path, line=number, text=wrong),
            hint=_HINT,
        )
    return Earlier(key, read, told)


def _require_known(rows: Sequence[Earlier], tasks: Mapping[str, tuple[Snapshot, Task]]) -> None:
    lost = sorted({row.key for row in rows} - {row.key for row in rows if row.key.casefold() in tasks})
    if lost:
        raise UsageError(
            Sentence("No task has the key {keys}. Nothing was remembered.", keys=", ".join(lost[:8])),
            hint=Sentence(
                "Write the keys as `trackerbridge audit` shows them. For a promise without a task: promises add."
            ),
        )
