"""The facts of one published task, as its status card and the summary need them: decided once, worded elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from trackerbridge.client_view import promises
from trackerbridge.client_view.dates import answer_day
from trackerbridge.client_view.health import health_of, passed
from trackerbridge.client_view.view import LabelRole
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DatesConfig
from trackerbridge.ledger.records import Publication
from trackerbridge.model import Change, ChangeField, Promise, PromiseState, Stage, Task

BONUS_LABELS = frozenset({"bonus", "бонус"})  # on the source, upper and lower case alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One published task. ``promise`` is as it stands after this view; None: the client was never told a date."""

    ref: str
    task: Task
    title: str  # neutralised and guarded
    stage: Stage  # never UNKNOWN
    promise: Promise | None = None
    moved_on: date | None = None
    delivered_on: date | None = None
    taken_out_on: date | None = None
    reopened: bool = False
    bonus: bool = False
    early: bool = False
    passed: bool = False
    answer_by: date | None = None  # None once that day is over: an answer date is never rolled forward
    health: LabelRole | None = None

    @property
    def told(self) -> date | None:
        """The date this work's card tells; None for work that was taken out."""
        return self.promise.current if self.promise and self.stage is not Stage.CANCELLED else None

    @property
    def first(self) -> date | None:
        """The date first told."""
        return self.promise.first if self.promise else None

    @property
    def moved(self) -> bool:
        """Whether the date told now is another than the one first told."""
        return self.promise is not None and self.promise.first != self.promise.current

    @property
    def with_client(self) -> bool:
        """Whether the next step is the client's: an answer, or a look at what is ready. Then nothing is "not ready"."""
        return self.stage in (Stage.WAITING, Stage.REVIEW)

    @property
    def labels(self) -> frozenset[LabelRole]:
        """One health label while there is something to say, and at most one gift label."""
        gift = LabelRole.BONUS if self.bonus else LabelRole.EARLY if self.early else None
        if self.stage is Stage.CANCELLED:
            return frozenset()
        return frozenset(label for label in (self.health, gift) if label)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the facts of a task are reckoned with."""

    dates: DatesConfig
    calendar: Calendar
    now: datetime

    @property
    def today(self) -> date:
        """The project's calendar day."""
        return self.calendar.day_of(self.now)

    def work(
        self, task: Task, *, ref: str, title: str, before: Promise | None, publication: Publication | None
    ) -> tuple[Work, str]:
        """The facts of one task, and a note for the manager (or empty)."""
        base = Work(ref=ref, task=task, title=title, stage=stage_of(task), bonus=_is_bonus(task))
        if base.stage is Stage.CANCELLED:
            return self._taken_out(base, before), ""
        if base.stage is Stage.DONE:
            return self._delivered(base, before, publication), ""
        return self._open(base, before, publication)

    def _open(self, base: Work, before: Promise | None, publication: Publication | None) -> tuple[Work, str]:
        telling = promises.tell(
            base.task, before, ref=base.ref, title=base.title, dates=self.dates, calendar=self.calendar, now=self.now
        )
        promise = telling.promise
        if promise is None:
            reopened = self._reopened(base.task)
            return replace(base, reopened=reopened, health=self._health(base.stage, None, None)), telling.note
        moved_now = before is not None and promise.moves > before.moves
        moved_on = self.today if moved_now else self._moved_on(promise, publication)
        late = passed(promise.current, self.calendar, self.now)
        since = promise.current if late else moved_on
        work = replace(
            base,
            promise=replace(promise, state=promises.open_state(promise, self.today), delivered_on=None),
            moved_on=moved_on,
            reopened=self._reopened(base.task),
            passed=late,
            answer_by=self._answer_by(since),
            health=self._health(base.stage, promise, moved_on),
        )
        return work, telling.note

    def _delivered(self, base: Work, before: Promise | None, publication: Publication | None) -> Work:
        delivered = self._day(base.task.done_at)
        if before is None:
            return replace(base, delivered_on=delivered)
        begun = self._day(base.task.created_at)
        early = delivered is not None and promises.is_early(before, delivered, begun, self.calendar)
        known_by = self._day(base.task.updated_at)
        state = promises.delivered_state(before, delivered, early=early, known_by=known_by, calendar=self.calendar)
        promise = replace(before, title=base.title, task=base.task.key, state=state, delivered_on=delivered)
        return replace(
            base, promise=promise, delivered_on=delivered, early=early, moved_on=self._moved_on(promise, publication)
        )

    def _taken_out(self, base: Work, before: Promise | None) -> Work:
        ended = [change.at for change in base.task.history if change.stage_after is Stage.CANCELLED]
        promise = (
            replace(before, title=base.title, task=base.task.key, state=PromiseState.TAKEN_OUT) if before else None
        )
        return replace(base, promise=promise, taken_out_on=self._day(ended[-1] if ended else base.task.done_at))

    def _moved_on(self, promise: Promise, publication: Publication | None) -> date | None:
        """The day the last move was told: as recorded with the card, else from the promise's own story."""
        if publication is not None and publication.moved_on is not None:
            return publication.moved_on
        return self._day(promise.moved_at)

    def _answer_by(self, since: date | None) -> date | None:
        if since is None:
            return None
        by = answer_day(since, self.calendar)
        return by if self.today <= by else None

    def _health(self, stage: Stage, promise: Promise | None, moved_on: date | None) -> LabelRole | None:
        return health_of(stage, promise, moved_on, grace_hours=self.dates.grace, calendar=self.calendar, now=self.now)

    def _reopened(self, task: Task) -> bool:
        """Begun again after it was done; a tick that was taken back within ``settle`` was a slip of the hand."""
        done_since: datetime | None = None
        again = False
        for change in task.history:
            if _finishes(change):
                done_since, again = change.at, False
            elif done_since is not None and _begins_again(change):
                stood = self.calendar.business_hours_between(done_since, change.at)
                again, done_since = again or stood >= self.dates.settle, None
        return again and stage_of(task).begun

    def _day(self, instant: datetime | None) -> date | None:
        return self.calendar.day_of(instant) if instant is not None else None


def stage_of(task: Task) -> Stage:
    """The task's stage; where its list says nothing, what its history last said of begun work, else planned."""
    if task.stage is not Stage.UNKNOWN:
        return task.stage
    known = [change.stage_after for change in task.history if change.stage_after not in (None, Stage.UNKNOWN)]
    return Stage.IN_PROGRESS if known and known[-1] is not None and known[-1].begun else Stage.PLANNED


def delivered_lately(work: Work, since: date) -> bool:
    """Delivered on or after ``since``."""
    return work.stage is Stage.DONE and work.delivered_on is not None and work.delivered_on >= since


def _finishes(change: Change) -> bool:
    if change.field is ChangeField.DONE:
        return change.after == "true"
    return change.field is ChangeField.STATUS and change.stage_after is Stage.DONE


def _begins_again(change: Change) -> bool:
    if change.field is ChangeField.DONE:
        return change.after == "false"
    return change.field is ChangeField.STATUS and change.stage_after is not None and change.stage_after.begun


def _is_bonus(task: Task) -> bool:
    return any(" ".join(label.split()).casefold() in BONUS_LABELS for label in task.labels)
