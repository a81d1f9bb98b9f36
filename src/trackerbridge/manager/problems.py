"""Dates that moved or passed on work that the client sees, and on what was promised without a task. Pure.

A promise that no task carries has no notes: a person's command is the only word beside it, and ends the problem.

``ClientView.waits`` says which dates the client does not read yet. These go further: a problem lasts until a word is
written, also when the client has read of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from trackerbridge.client_view.chosen import published
from trackerbridge.client_view.client_dates import Words, departed_at, wanted
from trackerbridge.client_view.promise_cards import ended, without_task
from trackerbridge.client_view.said_dates import notes_in, words_about
from trackerbridge.client_view.work import stage_of
from trackerbridge.client_view.work_facts import NO_WORDS
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Settings
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Memory
from trackerbridge.model import Promise, PromiseState, Snapshot, Stage, Task
from trackerbridge.model.problem import Problem, ProblemKind

MOVE_WORKING_DAYS = 10  # so long a move that was told is news
_WITH_CLIENT = (Stage.WAITING, Stage.REVIEW)
_GONE = (PromiseState.VOID, PromiseState.TAKEN_OUT)


def problems_of(
    *, settings: Settings, snapshots: Sequence[Snapshot], memory: Memory, now: datetime
) -> tuple[Problem, ...]:
    """Every problem of the published work at ``now`` (UTC), by what the client was told before this run."""
    promises = {promise.ref: promise for promise in memory.promises if promise.state not in _GONE}
    shown = published(settings, snapshots)
    said = words_about(shown, notes_in(snapshots, settings.calendar, settings.project.notes), memory, now)
    found: list[Problem] = []
    for snapshot in shown:
        for task in snapshot.tasks:
            ref = f"task:{snapshot.source}/{task.id}"
            promise, publication = promises.get(ref), memory.publications.get(ref)
            if promise is None or publication is None or publication.archived or publication.archived_by_person:
                continue
            if task.live and task.open and stage_of(task) not in _WITH_CLIENT:
                seen = _Seen(ref, task, promise, said.get(task.key, NO_WORDS), settings, now)
                found += filter(None, [seen.problem()])
    return (*found, *_without_task(memory, settings.calendar, now))


def _without_task(memory: Memory, calendar: Calendar, now: datetime) -> Iterator[Problem]:
    """What was promised without a task, whether or not a board shows it: the client was told by a person."""
    for promise in without_task(memory.promises):
        if promise.state in _GONE or ended(promise):
            continue
        told, task = promise.told, Task(id=promise.ref, key="", title=promise.title)
        last = told[-1]
        if now >= (ends := calendar.end_of_business(last.day)):
            yield Problem(
                ref=promise.ref, task=task, kind=ProblemKind.PASSED, since=max(ends, last.at), before=last.day,
                told=True,
            )  # fmt: skip
        elif len(told) > 1 and last.day > told[-2].day and _is_news(last.at, now, calendar):
            yield Problem(
                ref=promise.ref, task=task, kind=ProblemKind.MOVED, since=last.at, before=told[-2].day, after=last.day,
                explained=True, told=True,
            )  # fmt: skip


def _is_news(told_at: datetime, now: datetime, calendar: Calendar) -> bool:
    return calendar.day_of(now) <= calendar.add_working_days(calendar.day_of(told_at), MOVE_WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One task that the client sees, with the date they were told and what people said."""

    ref: str
    task: Task
    promise: Promise
    words: Words
    settings: Settings
    now: datetime

    def problem(self) -> Problem | None:
        """At most one: a date that moves says more than one that passed."""
        calendar, dates = self.settings.calendar, self.settings.project.dates
        told, new = self.promise.current, wanted(self.task, self.words, dates, calendar)
        if new.day is not None and new.day > told:
            since = departed_at(self.task, self.promise.told[-1], new.day, dates, calendar)
            since = since or new.changed_at or self.now
            firm = new.said is not None and new.said.firm
            return self._problem(ProblemKind.MOVED, since, before=told, after=new.day, told=False, firm=firm)
        if self.now >= (ends := calendar.end_of_business(told)):
            # A date may have passed already when it was first told.
            return self._problem(ProblemKind.PASSED, max(ends, self.promise.told[-1].at), before=told, told=True)
        return self._told_move()

    def _told_move(self) -> Problem | None:
        """The last move, as long as it is news."""
        told = self.promise.told
        dates, calendar = self.settings.project.dates, self.settings.calendar
        if len(told) < 2 or told[-1].day <= told[-2].day or not _is_news(told[-1].at, self.now, calendar):
            return None
        left = departed_at(self.task, told[-2], told[-1].day, dates, calendar)
        since = min(left or told[-1].at, told[-1].at)
        before, after = told[-2].day, told[-1].day
        spoken = any(
            one.firm and one.day == after for one in self.words.named
        )  # the client's own choice is such a word
        firm = bool(told[-1].why) or spoken
        return self._problem(ProblemKind.MOVED, since, before=before, after=after, told=True, firm=firm)

    def _problem(
        self, kind: ProblemKind, since: datetime, *, before: date, told: bool, after: date | None = None,
        firm: bool = False,
    ) -> Problem:  # fmt: skip
        """``firm``: a person has spoken for the date, by command or with its reason."""
        explained = firm or bool(self.words.explaining(since, self.settings.calendar))
        return Problem(
            ref=self.ref, task=self.task, kind=kind, since=since, before=before, after=after, told=told,
            explained=explained,
        )  # fmt: skip
