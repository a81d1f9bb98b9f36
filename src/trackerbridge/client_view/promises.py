"""Which date a card tells, and how every promise stands: derived from the dates told so far and the tasks alone.

A date is told once it has stood for ``settle`` business hours. On a date already told, three changes wait for a person
(CLIENT section 4): one that lies in the past, one further than 60 days away, and one to an earlier day. Until then the
card keeps the date told before, and the manager reads why; voiding the old date lets the new one pass. A *first* date
is told whatever it is, also one that has passed: on the first run work that is late must not look as if it had no date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DatesConfig
from trackerbridge.errors import UsageError
from trackerbridge.model import Change, ChangeField, Promise, PromiseState, Task, Told

LONGEST_JUMP_DAYS = 60
EARLY_WORKING_DAYS = 2
_EARLY_SHARE = 5  # a fifth of the span
_FIELD = "field:"


@dataclass(frozen=True, slots=True)
class TeamDate:
    """The date the source gives for the client. ``note`` says what could not be read."""

    day: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a card tells: the promise as it stands afterwards (None: no date yet), and a note for the manager."""

    promise: Promise | None
    note: str = ""


def client_date(task: Task, dates: DatesConfig, calendar: Calendar) -> TeamDate:
    """The client's date of a task: its due date or a custom field, plus the buffer in working days.

    Raises :class:`~trackerbridge.errors.UsageError` where ``dates.client`` is neither ``due`` nor ``field:NAME``.
    """
    found = _from_field(task, dates.client, calendar) if dates.client != "due" else _from_due(task, calendar)
    if found.day is None or dates.buffer_working_days == 0:
        return found
    return TeamDate(calendar.add_working_days(found.day, dates.buffer_working_days))


def _from_due(task: Task, calendar: Calendar) -> TeamDate:
    due = task.due
    if due is None:
        return TeamDate(None)
    if not due.readable:
        return TeamDate(None, f"{task.key}: “{due.raw}” is no date that can be read, so the client is shown none.")
    return TeamDate(calendar.day_of(due.instant) if due.instant is not None else due.day)


def _from_field(task: Task, setting: str, calendar: Calendar) -> TeamDate:
    if not setting.startswith(_FIELD) or not setting[len(_FIELD) :].strip():
        raise UsageError(
            f"dates.client = {setting!r} is not known.", hint="Write due, or field:NAME for a custom field."
        )
    name = setting[len(_FIELD) :].strip().casefold()
    raw = next((value for key, value in task.fields.items() if key.strip().casefold() == name), "").strip()
    if not raw:
        return TeamDate(None)
    day = _read_day(raw, calendar)
    note = (
        "" if day else f"{task.key}: “{raw}” in the field {setting[len(_FIELD) :].strip()} is no date that can be read."
    )
    return TeamDate(day, note)


def _read_day(raw: str, calendar: Calendar) -> date | None:
    """An ISO day or instant, or a day written 19.11.2026; nothing that can be read in two ways."""
    for read in (date.fromisoformat, lambda text: datetime.strptime(text, "%d.%m.%Y").date()):
        try:
            return read(raw)
        except ValueError:
            continue
    try:
        instant = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return calendar.day_of(instant) if instant.tzinfo else instant.date()


def settled(task: Task, dates: DatesConfig, calendar: Calendar, now: datetime) -> bool:
    """Whether the client's date has stood for ``settle`` business hours; where nobody knows since when, it has."""
    changes = [change.at for change in task.history if _moves_the_date(change, dates.client)]
    since = changes[-1] if changes else task.created_at
    return since is None or calendar.business_hours_between(since, now) >= dates.settle


def _moves_the_date(change: Change, setting: str) -> bool:
    if not setting.startswith(_FIELD):
        return change.field is ChangeField.DUE
    return change.field is ChangeField.OTHER and change.ref.casefold() == setting[len(_FIELD) :].strip().casefold()


def tell(
    task: Task, before: Promise | None, *, ref: str, title: str, dates: DatesConfig, calendar: Calendar, now: datetime
) -> Telling:
    """Which date an open task's card tells now, given what was told ``before``.

    A person who voids a promise has spoken: whatever the source says next is told, or no date if it says none.
    """
    found = client_date(task, dates, calendar)
    if before is None:
        return _first_telling(task, found, ref=ref, title=title, dates=dates, calendar=calendar, now=now)
    before = replace(before, title=title, task=task.key)
    void = before.state is PromiseState.VOID
    if found.day is None and void:
        return Telling(None, found.note)
    if found.day is None:
        return Telling(
            before,
            found.note or f"{task.key}: the date is gone from the source; the client still reads {before.current}.",
        )
    if found.day == before.current or not settled(task, dates, calendar, now):
        return Telling(before)
    waits = "" if void else _waits_for_a_person(found.day, before.current, calendar.day_of(now))
    if waits:
        return Telling(
            before,
            f"{task.key}: the new date {found.day} {waits}; the client still reads {before.current}. "
            f'If it is right: trackerbridge promises void {task.key} --reason "…", and it is told.',
        )
    opened = replace(before, state=PromiseState.OPEN, void_reason="")
    return Telling(replace(opened, told=(*before.told, Told(found.day, now))))


def _first_telling(
    task: Task, found: TeamDate, *, ref: str, title: str, dates: DatesConfig, calendar: Calendar, now: datetime
) -> Telling:
    if found.day is None or not settled(task, dates, calendar, now):
        return Telling(None, found.note)
    note = ""
    if found.day < calendar.day_of(now):
        note = f"{task.key}: the first date the client reads, {found.day}, has already passed."
    return Telling(Promise(ref=ref, title=title, told=(Told(found.day, now),), task=task.key), note)


def _waits_for_a_person(new: date, told: date, today: date) -> str:
    if new < told:
        return "is earlier than the one told and waits for a person"
    if new < today:
        return "lies in the past and waits for a person"
    if (new - told).days > LONGEST_JUMP_DAYS:
        return f"is more than {LONGEST_JUMP_DAYS} days later and waits for a person"
    return ""


def is_early(promise: Promise, delivered: date, begun: date | None, calendar: Calendar) -> bool:
    """Delivered at least two working days and a fifth of the span before the earliest date told.

    ``begun``: where the span starts (the task's start, or its creation); unknown: the two working days alone decide.
    """
    aim = min(promise.first, promise.current)
    ahead = calendar.working_days_between(delivered, aim)
    if ahead < EARLY_WORKING_DAYS:
        return False
    return begun is None or ahead * _EARLY_SHARE >= calendar.working_days_between(begun, aim)


def delivered_state(
    promise: Promise, delivered: date | None, *, early: bool, known_by: date | None, calendar: Calendar
) -> PromiseState:
    """How a promise ended. ``known_by``: the latest day on which it can have been delivered, where the day is unknown.

    Kept is: done by the last date that was told before the date it replaced had passed (CLIENT section 4). Where no day
    proves it, it does not count as kept.
    """
    if early:
        return PromiseState.EARLY
    day = delivered or known_by
    if day is not None and day <= _binding(promise, calendar):
        return PromiseState.KEPT
    return PromiseState.LATE


def _binding(promise: Promise, calendar: Calendar) -> date:
    """The last date told in time: a move told after its date had passed does not redeem it."""
    binding = promise.first
    for told in promise.told[1:]:
        if calendar.day_of(told.at) > binding:
            return binding
        binding = told.day
    return binding


def open_state(promise: Promise, today: date) -> PromiseState:
    """Open and passed counts as late."""
    return PromiseState.LATE if today > promise.current else PromiseState.OPEN


def standing(memory: Iterable[Promise], told: Iterable[Promise], today: date) -> tuple[Promise, ...]:
    """All promises as they stand after this view: those of the cards, and those of the past that no card carries.

    A promise that a person declared void stays void until another date is told.
    """
    stories = {promise.ref: _aged(promise, today) for promise in memory}
    for promise in told:
        before = stories.get(promise.ref)
        void = before is not None and before.state is PromiseState.VOID and before.told == promise.told
        stories[promise.ref] = replace(promise, state=PromiseState.VOID) if void else promise
    return tuple(stories[ref] for ref in sorted(stories))


def _aged(promise: Promise, today: date) -> Promise:
    return replace(promise, state=open_state(promise, today)) if promise.state is PromiseState.OPEN else promise
