"""The facts of one published task, as its status card and the summary need them: decided once, worded elsewhere."""

from __future__ import annotations

from datetime import date

from trackerbridge.client_view.answers import NONE, Answers
from trackerbridge.client_view.ask_queue import AT_ONCE, Turn
from trackerbridge.client_view.delivery import NOTHING as UNTOLD
from trackerbridge.client_view.delivery import Delivery
from trackerbridge.client_view.moves import Move
from trackerbridge.client_view.spoken import SILENT, Spoken
from trackerbridge.client_view.steps import Steps
from trackerbridge.client_view.view import LabelRole
from trackerbridge.client_view.waiting_time import Waited
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import NotePart, Promise, Stage, Task

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
    earlier: tuple[Move, ...] = ()  # the moves before the last one that the card tells, the latest first
    delivered_on: date | None = None
    delivery: Delivery = UNTOLD  # how it was delivered, where a date was told
    taken_out_on: date | None = None
    into: str = ""  # the title of the published work that a duplicate is a part of
    reopened: bool = False
    again: bool = False  # it was ready before, and lies with what is still to be begun
    bonus: bool = False
    agreed: bool = False  # the date told is the one that the client chose
    early: bool = False
    passed: bool = False
    spoken: Spoken = SILENT  # the team's own words that hold
    explained: bool = False  # a client note says why the date moved, or what happens next
    answers: Answers = NONE  # what we owe, by when; also once that day is over
    health: LabelRole | None = None
    word: LabelRole | None = None  # the health that a person said, where it is used
    milestone: bool = False
    steps: Steps | None = None  # where the client may read them
    looked: bool = False  # the client wrote what they think of what is ready for them to look at
    turn: Turn = AT_ONCE  # of its question, where it asks one
    answered: Waited | None = None  # how long the client took for the question that they answered last

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
    def delayed(self) -> bool:
        """Whether the last move was to a later date: one to an earlier date needs no excuse."""
        told = self.promise.told if self.promise else ()
        return self.moved and not (len(told) > 1 and told[-1].day < told[-2].day)

    @property
    def ahead(self) -> bool:
        """Delivered before the date that was told."""
        return self.delivered_on is not None and self.promise is not None and self.delivered_on < self.promise.current

    @property
    def asked(self) -> bool:
        """Whether a note asks the client for something, and they have not written since."""
        return bool(self.spoken.get(NotePart.NEED))

    def kept_by_answer(self, today: date) -> date | None:
        """The day by which an answer keeps the date told; None where no day was named, it is over, or comes after."""
        by, told = self.spoken.needed_by, self.told
        return by if by and told and not self.passed and today <= by <= told else None

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


def stage_of(task: Task) -> Stage:
    """The task's stage; where its list says nothing, what its history last said of begun work, else planned."""
    if task.stage is not Stage.UNKNOWN:
        return task.stage
    known = [change.stage_after for change in task.history if change.stage_after not in (None, Stage.UNKNOWN)]
    return Stage.IN_PROGRESS if known and known[-1] is not None and known[-1].begun else Stage.PLANNED


def delivered_lately(work: Work, since: date) -> bool:
    """Delivered on or after ``since``."""
    return work.stage is Stage.DONE and work.delivered_on is not None and work.delivered_on >= since
