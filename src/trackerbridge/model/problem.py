"""A date that moved or passed, or an answer that did not come: what the manager is told before the client is."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.task import Task


class ProblemKind(StrEnum):
    """What happened to the date; ANSWER: to the day of an answer that the client's message was promised."""

    MOVED = "moved"
    PASSED = "passed"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem. ``since`` (UTC): when the date was changed on the source, or the end of its business day.

    ``before`` is the day that the client was told, ``after`` the later one. ``explained``: the team has written why, or
    what is next. ``told``: the client was told of it before this run.
    """

    ref: str
    task: Task
    kind: ProblemKind
    since: datetime
    before: date
    after: date | None = None
    explained: bool = False
    told: bool = False

    @property
    def episode(self) -> str:
        """One name for this problem; another move, or another date that passes, is another one."""
        return f"{self.kind.value}:{self.ref}:{(self.after or self.before).isoformat()}"
