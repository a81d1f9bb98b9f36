"""Which date a card tells, and how every promise stands: derived from the dates told so far and the tasks alone.

A date is told once it has stood for ``settle`` business hours. A *move* of a date already told waits besides for words
(a client note with a reason or a next step) or for the end of ``grace``, counted from when the date left the one told;
some moves wait for a person (``waiting_dates``). Until then the card keeps the date told before, and the manager knows.
A *first* date is told whatever it is, also one that has passed: work that is late must not look as if it had no date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from shlex import quote

from trackerbridge.client_view.client_dates import Wanted, Words, came_at, departed_at, history_known, wanted
from trackerbridge.client_view.waiting_dates import MOST_MOVES, WaitingDate, WaitKind, too_far, why_it_waits
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DatesConfig
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Promise, PromiseState, Task, Told
from trackerbridge.model.sentence import Sentence

EARLY_WORKING_DAYS = 2
_EARLY_SHARE = 5  # a fifth of the span


@dataclass(frozen=True, slots=True)
class Telling:
    """What a card tells: the promise as it stands afterwards (None: no date yet), and what the manager should know.

    ``waits`` is the date that the client does not read yet.
    """

    promise: Promise | None
    note: str = ""
    waits: WaitingDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Decides which date an open task's card tells. ``project`` is what commands call it."""

    project: str
    dates: DatesConfig
    calendar: Calendar
    now: datetime
    offer: Callable[[Task], date | None] = lambda _: None  # the date that holds in 85 of 100 cases

    def tell(self, task: Task, before: Promise | None, words: Words, *, ref: str, title: str) -> Telling:
        """Which date the card tells now, given what was told ``before`` and what people said.

        A person who voids a promise has spoken: whatever the source says next is told, or no date if it says none, or
        still the one that was a mistake.
        """
        new = wanted(task, words, self.dates, self.calendar)
        if before is None:
            return self._first(task, new, ref=ref, title=title)
        before = replace(before, title=title, task=task.key)
        if new.day is None:
            return self._gone(task, before, new)
        if new.day == before.current:
            return (
                Telling(before, new.note) if before.state is not PromiseState.VOID else self._still_void(task, new.day)
            )
        return self._moved(task, before, new, new.day, words)

    def _first(self, task: Task, new: Wanted, *, ref: str, title: str) -> Telling:
        if new.day is None or not self._settled(new):
            return Telling(None, new.note)
        note = new.note
        if new.day < self.calendar.day_of(self.now):
            note = Sentence(
                "{task}: the first date the client reads, {day}, has already passed.", task=task.key, day=new.day
            )
        return Telling(Promise(ref=ref, title=title, told=(Told(new.day, self.now),), task=task.key), note)

    def _gone(self, task: Task, before: Promise, new: Wanted) -> Telling:
        if before.state is PromiseState.VOID:
            return Telling(None, new.note)
        said = Sentence(
            "{task}: the date is gone from the source; the client still reads {day}.", task=task.key, day=before.current
        )
        return Telling(before, new.note or said)

    def _still_void(self, task: Task, day: date) -> Telling:
        said = Sentence(
            "{task}: {day} was declared void and still stands in the source; the client reads no date until there is "
            "another.",
            task=task.key,
            day=day,
        )
        return Telling(None, said)

    def _moved(self, task: Task, before: Promise, new: Wanted, day: date, words: Words) -> Telling:
        """Told at once where a person has spoken; else when it has settled, and has words or is out of grace."""
        void = before.state is PromiseState.VOID
        since = new.said.at if new.said else departed_at(task, before.told[-1], day, self.dates, self.calendar)
        came = came_at(task, words, day, self.dates, self.calendar) or self.now
        waits = self._waiting(task, before, day, since, covered=bool(words.explaining(came, self.calendar)))
        if not self._settled(new):
            return Telling(before, new.note, None if void else waits)
        if reason := "" if void else self._held(task, before, new, day, since):
            held = self._held_date(task, before, day, reason)
            both = Sentence("{one} {other}", one=new.note, other=held.sentence) if new.note else held.sentence
            return Telling(before, both, held)
        spoken = void or new.said is not None or waits.words or waits.until is None
        if not spoken and waits.until is not None and self.now < waits.until:
            return Telling(before, new.note, waits)
        opened = replace(before, state=PromiseState.OPEN, void_reason="")
        told = Told(day, self.now, words.why(came, self.calendar))
        return Telling(replace(opened, told=(*before.told, told)), new.note)

    def _settled(self, new: Wanted) -> bool:
        return new.settled(self.dates.settle, self.calendar, self.now)

    def _held(self, task: Task, before: Promise, new: Wanted, day: date, since: datetime | None) -> str:
        """Why the date waits for a person. A person who named it has confirmed it; a doubtful day only by command.

        A past day in a note, and one far away, may be a slip of the pen: a year too early, or too late.
        """
        today = self.calendar.day_of(self.now)
        if new.said is not None:
            past = Sentence("lies in the past and waits for a person") if day < today else ""
            return "" if new.said.firm else past or too_far(day, before)
        if since is None and history_known(task, self.dates):
            return "was not set after the client was told, so it is no move, and waits for a person"
        return why_it_waits(day, before, today)

    def _waiting(self, task: Task, before: Promise, day: date, since: datetime | None, *, covered: bool) -> WaitingDate:
        grace, calendar = self.dates.grace, self.calendar
        return WaitingDate(
            ref=before.ref, task=task.key, title=before.title, kind=WaitKind.MOVED, told=before.current, wanted=day,
            since=since, words=covered,
            warn_at=calendar.add_business_hours(since, grace / 2) if since else None,
            until=calendar.add_business_hours(since, grace) if since else None,
        )  # fmt: skip

    def _held_date(self, task: Task, before: Promise, day: date, reason: str) -> WaitingDate:
        return WaitingDate(
            ref=before.ref, task=task.key, title=before.title, kind=WaitKind.HELD, told=before.current, wanted=day,
            reason=reason, offer=self.offer(task) if before.moves >= MOST_MOVES else None,
            command=f'trackerbridge promises set {quote(task.key)} {day} --project {self.project} --reason "…"',
        )  # fmt: skip


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
