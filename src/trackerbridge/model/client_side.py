"""What is known besides the trackers' own tasks: the ledger's memory, what the client sees, what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.answer import AnswerPromise
from trackerbridge.model.ask import Ask
from trackerbridge.model.baseline import Baseline
from trackerbridge.model.extra import Extras
from trackerbridge.model.held import HeldText
from trackerbridge.model.history import Comment
from trackerbridge.model.milestone import Milestone
from trackerbridge.model.note import ClientNote
from trackerbridge.model.promise import Promise
from trackerbridge.model.run_record import RunRecord
from trackerbridge.model.shown import News, Shown
from trackerbridge.model.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSide:
    """Values that rules may need and no tracker tells. None is "nobody keeps it here": the rules that need it abstain.

    Empty is "kept, and there is none". Mappings are keyed by the task's key.
    """

    promises: tuple[Promise, ...] | None = None  # all of the ledger's, those without a task included
    answers: tuple[AnswerPromise, ...] | None = None
    shown: Mapping[str, Shown] | None = None  # tasks that stand on the client's side
    news: News | None = None
    notes: Mapping[str, tuple[ClientNote, ...]] | None = None
    asks: tuple[Ask, ...] | None = None
    extras: Extras | None = None
    said: Mapping[str, tuple[Comment, ...]] | None = None  # on the client's board; "" where a card shows no task
    given: frozenset[tuple[str, datetime]] = frozenset()  # of ``said``, by id and moment: answers to what we asked
    held: tuple[HeldText, ...] | None = None
    runs: tuple[RunRecord, ...] | None = None  # newest first
    baseline: Baseline | None = None
    milestones: tuple[Milestone, ...] | None = None
    titles: Mapping[str, str] = field(default_factory=dict)  # what the client reads, where it is not the task's own
    grace_hours: float = 8.0  # working time after which bad news reaches the client by itself

    def talk(self, task: Task) -> tuple[Comment, ...]:
        """What was said about a task on both sides, oldest first."""
        said = (self.said or {}).get(task.key, ())
        return tuple(sorted((*task.comments, *said), key=lambda comment: comment.at)) if said else task.comments
