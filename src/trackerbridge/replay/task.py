"""One task as it stood at a moment. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from trackerbridge.model import Change, ChangeField, Comment, Person, Sprint, Stage, Task
from trackerbridge.replay.dates import due_then, versions_then
from trackerbridge.replay.outcome import finished_at
from trackerbridge.replay.parts import checklists_then, comments_then, links_then
from trackerbridge.replay.told import in_order, names_at, steps_of, told
from trackerbridge.replay.world import World

_STATUS = (ChangeField.CREATED, ChangeField.STATUS)


def born_at(task: Task) -> datetime | None:
    """When the task came to be (UTC): what the tracker says, else its first trace; None without any."""
    if task.created_at is not None:
        return task.created_at
    traces = [change.at for change in task.history] + [comment.at for comment in task.comments]
    return min(traces, default=None)


def as_of(task: Task, moment: datetime, world: World) -> Task | None:
    """The task as it stood at ``moment`` (UTC); None where it was not there yet.

    As of ``world.seen_at`` or later it is the task itself. Fields whose history the tracker does not keep are empty.
    """
    if moment >= world.seen_at:
        return task
    born = born_at(task)
    if born is None or born > moment:
        return None
    return _Past(task, moment, world).task()


class _Past:
    """One task's history, sorted by field, and the moment."""

    def __init__(self, task: Task, moment: datetime, world: World) -> None:
        self._now, self._at, self._world = task, moment, world
        self._history = in_order(task.history)
        self._by_field: dict[ChangeField, list[Change]] = {}
        for change in self._history:
            self._by_field.setdefault(change.field, []).append(change)

    def task(self) -> Task:
        """Field by field."""
        now = self._now
        past = tuple(change for change in self._history if change.at <= self._at)
        comments = comments_then(now.comments, self._at)
        status, listed = self._status()
        ticked = None if now.ticked is None else self._switch(ChangeField.DONE, now.ticked)
        stage = Stage.DONE if ticked and listed is not Stage.CANCELLED else listed
        versions = versions_then(now.versions, self._changes(ChangeField.VERSION), self._at, self._world)
        return replace(
            now,
            title=self._text(ChangeField.TITLE, now.title),
            description=self._text(ChangeField.DESCRIPTION, now.description),
            status=status,
            stage=stage,
            status_stage=None if now.status_stage is None else listed,
            ticked=ticked,
            due=due_then(now, self._changes(ChangeField.DUE), self._at, versions, self._world.calendar),
            start=None,
            updated_at=_last(past, comments, born_at(now)),
            done_at=finished_at(past) if stage.finished else None,
            owners=self._owners(),
            labels=tuple(self._names(ChangeField.LABELS, now.labels)),
            kind=self._text(ChangeField.KIND, now.kind),
            parent=self._text(ChangeField.PARENT, now.parent or "") or None,
            project=self._project(),
            priority=self._text(ChangeField.PRIORITY, now.priority),
            resolution=self._text(ChangeField.RESOLUTION, now.resolution),
            components=tuple(self._names(ChangeField.COMPONENT, now.components)),
            versions=versions,
            sprints=self._sprints(),
            links=links_then(now.links, self._changes(ChangeField.LINK), self._at),
            points=self._number(now.points),
            estimate_minutes=self._number(now.estimate_minutes),
            flagged=self._switch(ChangeField.FLAGGED, now.flagged),
            position=0.0,
            archived=self._switch(ChangeField.ARCHIVED, now.archived),
            comments=comments,
            history=past,
            checklists=checklists_then(now.checklists, self._changes(ChangeField.CHECKLIST), self._at),
            attachments=tuple(each for each in now.attachments if each.created_at and each.created_at <= self._at),
            fields=MappingProxyType({}),
        )

    def _changes(self, *fields: ChangeField) -> Sequence[Change]:
        if len(fields) == 1:
            return self._by_field.get(fields[0], ())
        return [change for change in self._history if change.field in fields]

    def _text(self, field: ChangeField, today: str) -> str:
        found = told(self._changes(field), self._at)
        return today if found is None else found.text or ""

    def _switch(self, field: ChangeField, today: bool) -> bool:
        """A tick. Work is born without any: one that no change set was set nobody knows when, so not yet."""
        found = told(self._changes(field), self._at)
        if found is not None:
            return found.text == "true"
        return today and self._untouched_since_history_began()

    def _untouched_since_history_began(self) -> bool:
        """History was cut, and all that this task went through lies before the cut."""
        began, touched = self._world.began_at, self._now.updated_at
        return began is not None and touched is not None and touched < began

    def _status(self) -> tuple[str, Stage]:
        """The list or status, and what it alone means."""
        now = self._now
        listed = now.stage if now.status_stage is None else now.status_stage
        changes = self._changes(*_STATUS)
        found = told(changes, self._at)
        since = self._changes(*_STATUS, ChangeField.RESOLUTION)  # how it ended may say more than where it stands
        if found is None or (found.text == now.status and not _later(since, self._at)):
            return now.status, listed
        return found.text or "", found.stage or Stage.UNKNOWN

    def _names(self, field: ChangeField, today: Sequence[str]) -> list[str]:
        return names_at(steps_of(self._changes(field)), today, self._at)

    def _owners(self) -> tuple[Person, ...]:
        today = {_called(person, self._changes(ChangeField.OWNER)): person for person in self._now.owners}
        names = self._names(ChangeField.OWNER, list(today))
        return tuple(today.get(name) or self._world.person(name) for name in names)

    def _sprints(self) -> tuple[Sprint, ...]:
        today = {sprint.name: sprint for sprint in self._now.sprints}
        names = self._names(ChangeField.SPRINT, list(today))
        return tuple(_state_then(today.get(name) or Sprint(name), self._at) for name in names)

    def _project(self) -> str:
        found = told(self._changes(ChangeField.PROJECT), self._at)
        return self._now.project if found is None else (found.text or "").rpartition("-")[0] or (found.text or "")

    def _number(self, today: float | None) -> float | None:
        """An estimate that was never changed. Points and minutes share one history, so a changed one is unknown."""
        return None if self._changes(ChangeField.ESTIMATE) else today


def _later(changes: Sequence[Change], moment: datetime) -> bool:
    return any(change.at > moment for change in changes)


def _last(past: Sequence[Change], comments: Sequence[Comment], born: datetime | None) -> datetime | None:
    moments = [change.at for change in past[-1:]] + [comment.edited_at or comment.at for comment in comments]
    return max([*moments, born] if born else moments, default=None)


def _called(person: Person, changes: Sequence[Change]) -> str:
    """The name under which history knows somebody."""
    names = [name for change in changes for name in (change.before, change.after) if name]
    return next((name for name in (person.name, person.handle, person.id) if name in names), person.name or person.id)


def _state_then(sprint: Sprint, moment: datetime) -> Sprint:
    if sprint.end is not None and sprint.end <= moment:
        return replace(sprint, state="closed")
    if sprint.start is None:
        return replace(sprint, state="")
    return replace(sprint, state="active" if sprint.start <= moment else "future")
