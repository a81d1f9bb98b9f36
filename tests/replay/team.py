"""A small team that works on tasks: each act changes a task as a tracker would, and is logged as a tracker would."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from hypothesis import strategies as st

from trackerbridge.clock import Calendar
from trackerbridge.model import (
    Attachment,
    Change,
    ChangeField,
    CheckItem,
    Checklist,
    Comment,
    Completeness,
    Due,
    DueKind,
    Evidence,
    Person,
    Snapshot,
    Stage,
    Task,
    Version,
)
from trackerbridge.replay import World

BORN = datetime(2026, 1, 5, 9, tzinfo=UTC)
SEEN = BORN + timedelta(hours=500)
CALENDAR = Calendar()
PEOPLE = (Person("1", "Ana Rusu"), Person("2", "Ivan Petrov"), Person("3", "Olga Munteanu"))
STAGES = {"To do": Stage.PLANNED, "Doing": Stage.IN_PROGRESS, "Done": Stage.DONE, "Dropped": Stage.CANCELLED}
RELEASES = (Version("1.0", date(2026, 2, 1)), Version("1.1", date(2026, 3, 1)), Version("later"))
LABELS = ("client", "web design", "bug")


@dataclass(frozen=True)
class Act:
    """One thing that somebody does, so many hours after the task came to be."""

    hour: int
    what: str
    value: object = None

    @property
    def at(self) -> datetime:
        return BORN + timedelta(hours=self.hour)


def a_new_task(number: int = 1) -> Task:
    checklist = Checklist(
        "c1", "Steps", tuple(CheckItem(f"i{n}", f"Step {n}", False, created_at=BORN) for n in "12"), BORN
    )
    return Task(
        id=str(number), key=f"T-{number}", title="First words", description="", status="To do", stage=Stage.PLANNED,
        status_stage=Stage.PLANNED, ticked=False, created_at=BORN, checklists=(checklist,),
        history=(Change(BORN, ChangeField.CREATED, None, "To do", stage_after=Stage.PLANNED),),
    )  # fmt: skip


def done_by(acts: list[Act], task: Task | None = None) -> Task:
    """The task after these acts, in the order of their hours."""
    task = task or a_new_task()
    for act in sorted(acts, key=lambda one: one.hour):
        task = _after(task, act)
    return task


def _after(task: Task, act: Act) -> Task:
    changed = getattr(_Acts, act.what)(task, act)
    return replace(changed, updated_at=act.at)


def _logged(task: Task, act: Act, field: ChangeField, before: str | None, after: str | None, ref: str = "") -> Task:
    if before == after:
        return task
    return replace(task, history=(*task.history, Change(act.at, field, before, after, ref=ref)))


class _Acts:
    def move(task: Task, act: Act) -> Task:
        if act.value == task.status:
            return task
        stage = STAGES[act.value]
        change = Change(act.at, ChangeField.STATUS, task.status, act.value, None, task.status_stage, stage)
        task = replace(task, status=act.value, status_stage=stage, history=(*task.history, change))
        return _staged(task)

    def tick(task: Task, act: Act) -> Task:
        words = [str(each).lower() for each in (task.ticked, act.value)]
        return _staged(replace(_logged(task, act, ChangeField.DONE, *words), ticked=act.value))

    def date(task: Task, act: Act) -> Task:
        before = task.due.raw if task.due else None
        due = Due(DueKind.DAY, day=act.value, raw=act.value.isoformat()) if act.value else None
        return replace(_logged(task, act, ChangeField.DUE, before, due.raw if due else None), due=due)

    def title(task: Task, act: Act) -> Task:
        return replace(_logged(task, act, ChangeField.TITLE, task.title, act.value), title=act.value)

    def describe(task: Task, act: Act) -> Task:
        said = task.description or None
        return replace(_logged(task, act, ChangeField.DESCRIPTION, said, act.value), description=act.value)

    def priority(task: Task, act: Act) -> Task:
        return replace(_logged(task, act, ChangeField.PRIORITY, task.priority or None, act.value), priority=act.value)

    def archive(task: Task, act: Act) -> Task:
        words = [str(each).lower() for each in (task.archived, act.value)]
        return replace(_logged(task, act, ChangeField.ARCHIVED, *words), archived=act.value)

    def join(task: Task, act: Act) -> Task:
        if act.value in task.owners:
            return task
        task = _logged(task, act, ChangeField.OWNER, None, act.value.name)
        return replace(task, owners=(*task.owners, act.value))

    def leave(task: Task, act: Act) -> Task:
        if act.value not in task.owners:
            return task
        task = _logged(task, act, ChangeField.OWNER, act.value.name, None)
        return replace(task, owners=tuple(each for each in task.owners if each != act.value))

    def label(task: Task, act: Act) -> Task:
        if act.value in task.labels:
            return task
        return replace(_logged(task, act, ChangeField.LABELS, None, act.value), labels=(*task.labels, act.value))

    def unlabel(task: Task, act: Act) -> Task:
        if act.value not in task.labels:
            return task
        task = _logged(task, act, ChangeField.LABELS, act.value, None)
        return replace(task, labels=tuple(each for each in task.labels if each != act.value))

    def release(task: Task, act: Act) -> Task:
        if act.value in task.versions:
            return task
        task = _logged(task, act, ChangeField.VERSION, None, act.value.name)
        return replace(task, versions=(*task.versions, act.value))

    def unrelease(task: Task, act: Act) -> Task:
        if act.value not in task.versions:
            return task
        task = _logged(task, act, ChangeField.VERSION, act.value.name, None)
        return replace(task, versions=tuple(each for each in task.versions if each != act.value))

    def comment(task: Task, act: Act) -> Task:
        return replace(task, comments=(*task.comments, Comment(f"m{act.hour}", act.at, str(act.value))))

    def check(task: Task, act: Act) -> Task:
        item, done = act.value
        (checklist,) = task.checklists
        items = tuple(replace(each, done=done) if each.id == item else each for each in checklist.items)
        task = _logged(task, act, ChangeField.CHECKLIST, None, "complete" if done else "incomplete", ref=item)
        return replace(task, checklists=(replace(checklist, items=items),))

    def attach(task: Task, act: Act) -> Task:
        return replace(task, attachments=(*task.attachments, Attachment("plan.pdf", "", created_at=act.at)))

    def start(task: Task, act: Act) -> Task:
        return replace(task, start=Due(DueKind.DAY, day=act.value))

    def field(task: Task, act: Act) -> Task:
        return replace(task, fields=MappingProxyType({"Budget": str(act.value)}))

    def reorder(task: Task, act: Act) -> Task:
        return replace(task, position=float(act.value))


def _staged(task: Task) -> Task:
    stage = Stage.DONE if task.ticked and task.status_stage is not Stage.CANCELLED else task.status_stage
    return replace(task, stage=stage)


_DAYS = st.dates(date(2026, 1, 5), date(2026, 3, 5))
_VALUES = {
    "move": st.sampled_from(list(STAGES)),
    "tick": st.booleans(),
    "date": st.none() | _DAYS,
    "title": st.sampled_from(["First words", "Better words", "Last words"]),
    "describe": st.sampled_from(["Short.", "A longer story."]),
    "priority": st.sampled_from(["High", "Low"]),
    "archive": st.booleans(),
    "join": st.sampled_from(PEOPLE),
    "leave": st.sampled_from(PEOPLE),
    "label": st.sampled_from(LABELS),
    "unlabel": st.sampled_from(LABELS),
    "release": st.sampled_from(RELEASES),
    "unrelease": st.sampled_from(RELEASES),
    "comment": st.sampled_from(["Yes.", "No?"]),
    "check": st.tuples(st.sampled_from(["i1", "i2"]), st.booleans()),
    "attach": st.none(),
    "start": _DAYS,
    "field": st.integers(),
    "reorder": st.integers(0, 99),
}


def acts(least_hour: int = 1, last_hour: int = 400) -> st.SearchStrategy[list[Act]]:
    """Up to a dozen acts, no two in the same hour."""
    one = st.sampled_from(sorted(_VALUES)).flatmap(
        lambda what: st.builds(Act, st.integers(least_hour, last_hour), st.just(what), _VALUES[what])
    )
    return st.lists(one, max_size=12, unique_by=lambda act: act.hour)


def a_board(*tasks: Task, seen: datetime = SEEN, **how: object) -> Snapshot:
    everything = frozenset(Evidence)
    return Snapshot(
        source="memory:board", title="Board", tasks=tasks, pulled_at=seen, people=PEOPLE, labels=LABELS,
        statuses=tuple(STAGES), releases=RELEASES, completeness=Completeness(everything), **how,
    )  # fmt: skip


def the_world(*tasks: Task) -> World:
    return World.of(a_board(*tasks), CALENDAR)
