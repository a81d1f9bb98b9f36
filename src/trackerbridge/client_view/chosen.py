"""What of a project has a card: the opted-in tasks, the milestones that come with them, and the steps of each. Pure.

A version is no task of any tracker. Here it becomes one, with the version's name and day, so that everything told of a
task (dates, moves, promises, a person's word) is told of it in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from trackerbridge.client_view.client_titles import ClientTitles
from trackerbridge.client_view.select import Selection
from trackerbridge.client_view.steps import Steps, steps_of
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Settings
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.milestones import Standing, beneath, members_of, milestones_of, standing_of
from trackerbridge.model import Change, ChangeField, Due, DueKind, Snapshot, Stage, Task, Version
from trackerbridge.model.sentence import Sentence

VERSION = "version"  # kind and id of the task that stands for a version
NONE, WITH_TASKS = "none", "with-tasks"


@dataclass(frozen=True, slots=True)
class Chosen:
    """``snapshots`` are those of the sources, with a task for each version and milestones as far as their tasks are."""

    selection: Selection
    snapshots: tuple[Snapshot, ...]
    milestones: Mapping[str, Standing]  # by identity of the task that stands for one
    along: frozenset[str]  # identities of milestones that come with their tasks
    parts: Mapping[str, list[Task]]
    calendar: Calendar
    show_steps: str = "steady"

    @classmethod
    def of(cls, settings: Settings, snapshots: Sequence[Snapshot]) -> Chosen:
        """Raises :class:`~trackerbridge.errors.UsageError` where ``publish.select`` cannot be understood."""
        publish = settings.project.publish
        assert publish is not None
        selection = Selection.of(publish.select)
        titles = ClientTitles.of(settings)
        snapshots = [_inheriting(snapshot) for snapshot in titles.retitled(snapshots)]
        tasks = [task for snapshot in snapshots for task in snapshot.tasks]
        spec = settings.project.milestones if publish.milestones != NONE else ""
        towards = _towards(spec, tasks, settings.calendar)
        found = [_with_task(one, settings, titles, towards) for one in standing_of(spec, tasks)]
        milestones = {one.task.identity: one for one in found if one.task}
        along = {
            identity
            for identity, one in milestones.items()
            if (one.version or publish.milestones == WITH_TASKS) and any(map(selection.takes, one.members))
        }
        return cls(
            selection, tuple(_placed(snapshots, found)), milestones, frozenset(along), beneath(tasks),
            settings.calendar, publish.steps,
        )  # fmt: skip

    def takes(self, task: Task) -> bool:
        """Whether the client sees this task, live or not."""
        return task.identity in self.along or self.selection.takes(task)

    def is_milestone(self, task: Task) -> bool:
        """Whether it stands for a milestone."""
        return task.identity in self.milestones

    def steps(self, task: Task) -> Steps | None:
        """How many of its steps are done, where the client may read it."""
        milestone = self.milestones.get(task.identity)
        members = milestone.members if milestone else members_of(task, self.parts)
        return steps_of(task, members, self.calendar, self.show_steps)

    def notes(self) -> list[str]:
        """For the manager: what nothing carries, and milestones that nobody closed."""
        ready: list[str] = [
            Sentence("All tasks of the milestone {task} are finished, and it is still open itself: its card says so.",
                     task=one.task.key)
            for identity, one in self.milestones.items()
            if one.task and one.task.open and one.version is None and self._shown(identity, one.task)
            and one.members and all(member.stage.finished for member in one.members)
        ]  # fmt: skip
        return [*self.selection.notes(self.snapshots), *ready]

    def _shown(self, identity: str, task: Task) -> bool:
        return identity in self.along or self.selection.takes(task)


def published(settings: Settings, snapshots: Sequence[Snapshot]) -> tuple[Snapshot, ...]:
    """The snapshots as the client's side knows them, a task for each version included."""
    return Chosen.of(settings, snapshots).snapshots if settings.project.publish else tuple(snapshots)


def selected(settings: Settings, snapshots: Sequence[Snapshot]) -> frozenset[str]:
    """The keys of the live tasks that the client sees, or would see; none where nothing is published."""
    if settings.project.publish is None:
        return frozenset()
    chosen = Chosen.of(settings, snapshots)
    return frozenset(task.key for snapshot in snapshots for task in snapshot.live_tasks if chosen.takes(task))


def _towards(spec: str, tasks: Sequence[Task], calendar: Calendar) -> dict[str, tuple[Task, ...]]:
    """By identity of the milestone's task: what is done for it, also where nothing stands beneath it."""
    ahead = milestones_of(spec, tasks, calendar) or ()
    return {one.task.identity: one.members for one in ahead if one.task}


def _with_task(
    one: Standing, settings: Settings, titles: ClientTitles, towards: Mapping[str, tuple[Task, ...]]
) -> Standing:
    if one.task is not None:
        members = one.members or towards.get(one.task.identity, ())
        return replace(one, task=_as_far_as_its_tasks(one.task, members))
    assert one.version is not None
    task = _of_version(one.version, one.members, settings)
    return replace(one, task=replace(task, title=titles.title(task)))


def _as_far_as_its_tasks(task: Task, members: Sequence[Task]) -> Task:
    """Nobody moves an epic along: where work on its tasks has begun, its own has. Nor does a list of milestones say."""
    return replace(task, stage=_progress(members)) if task.stage in _UNTOLD else task


def _inheriting(snapshot: Snapshot) -> Snapshot:
    """Tasks without a date of their own have their release's, and with it the moves of that date."""
    if not any(version.moves for task in snapshot.tasks for version in task.versions):
        return snapshot
    return replace(snapshot, tasks=tuple(map(_with_inherited_moves, snapshot.tasks)))


def _with_inherited_moves(task: Task) -> Task:
    due = task.due
    if due is None or due.kind is not DueKind.INHERITED:
        return task
    its = (one for one in task.versions if one.day == due.day and one.name.startswith(due.raw))
    moves = next((one.moves for one in its), ())
    return replace(task, history=tuple(sorted((*task.history, *moves), key=lambda change: change.at)))


def version_id(version: Version) -> str:
    """The id of the task that stands for a version."""
    return f"{VERSION}:{version.id or version.name}"


def _of_version(version: Version, members: Sequence[Task], settings: Settings) -> Task:
    home, done = members[0], version.released
    where, _, field = settings.project.dates.client.partition(":")
    return Task(
        id=version_id(version),
        key=f"{home.project} {version.name}".strip(),
        source=home.source,
        title=version.name,
        kind=VERSION,
        stage=Stage.DONE if done else _progress(members),
        due=Due(DueKind.DAY, day=version.day) if version.day else None,
        done_at=_released_at(version, members, settings.calendar) if done else None,
        archived=version.archived,
        project=home.project,
        history=_moves_of(version, where, field),
        fields={field.strip(): version.day.isoformat()} if where == "field" and version.day else {},
    )


def _moves_of(version: Version, where: str, field: str) -> tuple[Change, ...]:
    """The changes of its date, as changes of the field that holds the client's."""
    if where != "field":
        return version.moves
    return tuple(replace(move, field=ChangeField.OTHER, ref=field.strip()) for move in version.moves)


def _released_at(version: Version, members: Sequence[Task], calendar: Calendar) -> datetime | None:
    """Jira sets the release date on release; a task that was finished after it proves a later day."""
    ends = [task.done_at for task in members if task.stage is Stage.DONE and task.done_at]
    if version.day:
        ends.append(calendar.at(version.day, time(12)))
    return max(ends, default=None, key=lambda at: at.astimezone(UTC))


_UNTOLD = (Stage.PLANNED, Stage.UNKNOWN)


def _progress(members: Iterable[Task]) -> Stage:
    begun = any(task.stage.begun or task.stage is Stage.DONE for task in members)
    return Stage.IN_PROGRESS if begun else Stage.PLANNED


def _placed(snapshots: Sequence[Snapshot], found: Sequence[Standing]) -> Iterable[Snapshot]:
    """Each snapshot with the milestones' tasks as they stand for the client."""
    known = {one.task.identity: one.task for one in found if one.task and one.version is None}
    homes: dict[int, list[Task]] = {}
    for one in found:
        if one.version is not None and one.task is not None:
            homes.setdefault(id(one.members[0]), []).append(one.task)
    for snapshot in snapshots:
        new = [task for member in snapshot.tasks for task in homes.get(id(member), ())]
        same = not new and not any(task.identity in known for task in snapshot.tasks)
        tasks = snapshot.tasks if same else (*(known.get(task.identity, task) for task in snapshot.tasks), *new)
        yield replace(snapshot, tasks=tasks)
