"""What is known of a task at a moment, in the words of :mod:`.facts`. Nothing that was recorded later is looked at.

History and comments after the moment are left out, and so is whatever the tracker keeps no history of, where the moment
is not now: that is what ``trackerbridge.replay`` is for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.flags.forecast.facts import KINDS, PRIORITIES
from trackerbridge.flags.forecast.surroundings import Dated, neighbours
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ChangeField, LinkKind, Person, Stage, Task

_KINDS: Mapping[str, str] = {
    "bug": "bug", "defect": "bug", "improvement": "improvement", "enhancement": "improvement", "task": "task",
    "sub-task": "part", "subtask": "part", "new feature": "feature", "feature": "feature", "story": "feature",
}  # fmt: skip
_PRIORITIES: Mapping[str, str] = {"lowest": "trivial", "low": "minor", "medium": "major", "high": "critical",
                                  "highest": "blocker"}  # fmt: skip

_FEWEST_OF_ONE = 5  # of somebody's tasks; fewer make nobody's record


def deadline_of(task: Task, calendar: Calendar) -> datetime | None:
    """The first instant (UTC) at which the task is overdue, or None without a readable date."""
    due = task.due
    if due is None or not due.readable:
        return None
    return due.instant or (calendar.end_of_day(due.day) if due.day else None)


@dataclass(frozen=True, slots=True)
class Ended:
    """A dated task whose outcome is known: ``known_at`` is when it was done, or when its date passed."""

    task: Task
    deadline: datetime
    known_at: datetime
    late: bool


def ended_tasks(tasks: Iterable[Task], now: datetime, calendar: Calendar) -> list[Ended]:
    """Dated tasks that were done by ``now``, or whose date passed, in the order in which that became known.

    Work that was cancelled or put away undone tells nothing; nor does what was done nobody knows when.
    """
    found = [one for task in tasks if not task.template for one in [_ended(task, now, calendar)] if one]
    return sorted(found, key=lambda one: (one.known_at, one.task.identity))


def _ended(task: Task, now: datetime, calendar: Calendar) -> Ended | None:
    deadline = deadline_of(task, calendar)
    if deadline is None or task.created_at is None or task.created_at >= min(deadline, now):
        return None
    done = task.done_at if task.stage.finished else None
    if task.stage.finished and (done is None or task.stage is Stage.CANCELLED):
        return None
    if done is not None and done <= min(now, deadline):
        return Ended(task, deadline, done, late=False)
    if deadline <= now and (done is not None or task.open):
        return Ended(task, deadline, deadline, late=True)
    return None


@dataclass
class _Record:
    """When somebody's earlier tasks became known to be late or not, oldest first."""

    at: list[datetime] = field(default_factory=list)
    late: list[int] = field(default_factory=lambda: [0])  # running sums

    def add(self, one: Ended) -> None:
        self.at.append(one.known_at)
        self.late.append(self.late[-1] + one.late)

    def by(self, at: datetime) -> tuple[int, int]:
        """(late, all) of those known before ``at``."""
        place = bisect_left(self.at, at)
        return self.late[place], place


class Knowledge:
    """What a project's tasks say of each other; ``about`` says what was known of one of them at a moment."""

    def __init__(self, tasks: Sequence[Task], now: datetime, calendar: Calendar) -> None:
        self._calendar = calendar
        self.ended = ended_tasks(tasks, now, calendar)
        self._standing = _standing(tasks, now, calendar)
        self._owners: defaultdict[str, _Record] = defaultdict(_Record)
        for one in self.ended:
            for person in one.task.owners:
                self._owners[person.id].add(one)
        self._owned = _spans((task, person) for task in tasks for person in task.owners)
        self._asked_for = _spans((task, task.reporter) for task in tasks if task.reporter)

    def about(self, moments: Sequence[tuple[Task, datetime]]) -> list[dict[str, float]]:
        """The facts of each task at its moment; every task must have a date and a creation day."""
        days = [(self._standing[task.identity], self._calendar.day_of(at).toordinal()) for task, at in moments]
        around = neighbours(list(self._standing.values()), days)
        return [self._own(task, at) | facts for (task, at), facts in zip(moments, around, strict=True)]

    def _own(self, task: Task, at: datetime) -> dict[str, float]:
        set_at, day = date_set_at(task, at), self._calendar.day_of
        times = _times(self._standing[task.identity], day(set_at).toordinal(), day(at).toordinal())
        return times | _counts(task, at, set_at) | _kinds(task) | self._people(task, at)

    def _people(self, task: Task, at: datetime) -> dict[str, float]:
        facts: dict[str, float] = {}
        if task.owners:
            owner = task.owners[0].id
            late, known = self._owners[owner].by(at)
            begun, done = self._owned[owner].by(at)
            facts["owner_open_tasks"] = float(begun - done)
            if known >= _FEWEST_OF_ONE:
                facts["owner_late_percent"] = 100 * late / known
        if task.reporter:
            begun, done = self._asked_for[task.reporter.id].by(at)
            if begun >= _FEWEST_OF_ONE:
                facts["reporter_record"] = done / (begun + 1)
        return facts


def _standing(tasks: Iterable[Task], now: datetime, calendar: Calendar) -> dict[str, Dated]:
    """Every task with a date and a creation day, by identity."""
    found: dict[str, Dated] = {}
    for task in tasks:
        deadline = deadline_of(task, calendar)
        if deadline is None or task.created_at is None or task.template:
            continue
        found[task.identity] = Dated(
            group=f"{task.source}/{task.project}",
            opened=calendar.day_of(task.created_at).toordinal(),
            dated=calendar.day_of(date_set_at(task, now)).toordinal(),
            deadline=calendar.last_day_before(deadline).toordinal(),
        )
    return found


def date_set_at(task: Task, at: datetime) -> datetime:
    """When the date that stood at the moment was set; the creation where history says nothing."""
    set_at = [one.at for one in task.history if one.field is ChangeField.DUE and one.at <= at]
    return max(set_at, default=task.created_at or at)


def _times(dated: Dated, set_on: int, asked: int) -> dict[str, float]:
    return {
        "window_days": float(max(0, dated.deadline - dated.opened)),
        "elapsed_days": float(max(0, asked - dated.opened)),
        "left_days": float(max(0, dated.deadline - asked)),
        "date_age_days": float(max(0, asked - set_on)),
    }


def _counts(task: Task, at: datetime, set_at: datetime) -> dict[str, float]:
    talk = sorted(one.at for one in task.comments if one.at <= at)
    facts: dict[str, float] = {
        "comments": len(talk),
        "comments_since_date": sum(one > set_at for one in talk),
        "discussed_days": (talk[-1] - talk[0]).days if talk else 0,
        "links": len(task.links),
        "blocks": sum(link.kind is LinkKind.BLOCKS for link in task.links),
        "blocked_by": sum(link.kind is LinkKind.BLOCKED_BY for link in task.links),
        "versions": len(task.versions),
    }
    if not task.history:
        return facts
    changes = [one for one in task.history if one.at <= at]
    reopened = [one for one in changes if one.stage_before and one.stage_before.finished and one.stage_after]
    return facts | {
        "version_changes": sum(one.field is ChangeField.VERSION for one in changes),
        "version_changes_since_date": sum(one.field is ChangeField.VERSION and one.at > set_at for one in changes),
        "priority_changes": sum(one.field is ChangeField.PRIORITY for one in changes),
        "description_changes": sum(one.field is ChangeField.DESCRIPTION for one in changes),
        "reopened": sum(not one.stage_after.finished for one in reopened if one.stage_after),
    }


def _kinds(task: Task) -> dict[str, float]:
    kind = _KINDS.get(task.kind.lower(), "")
    facts = {f"is_{name}": float(name == kind) for name in KINDS} if kind else {}
    priority = _PRIORITIES.get(task.priority.lower(), task.priority.lower())
    return facts | ({"priority": float(PRIORITIES.index(priority))} if priority in PRIORITIES else {})


@dataclass
class _Spans:
    """When somebody's tasks were created, and when they were done."""

    begun: list[datetime] = field(default_factory=list)
    done: list[datetime] = field(default_factory=list)

    def by(self, at: datetime) -> tuple[int, int]:
        """(created, done) before ``at``."""
        return bisect_left(self.begun, at), bisect_left(self.done, at)


def _spans(pairs: Iterable[tuple[Task, Person]]) -> Mapping[str, _Spans]:
    """By person's id; work that ended nobody knows when is left out."""
    found: defaultdict[str, _Spans] = defaultdict(_Spans)
    for task, person in pairs:
        if task.template or task.created_at is None or not (task.open or task.done_at):
            continue
        found[person.id].begun.append(task.created_at)
        if task.done_at:
            found[person.id].done.append(task.done_at)
    for spans in found.values():
        spans.begun.sort()
        spans.done.sort()
    return found
