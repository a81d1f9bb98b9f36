"""A promise to answer: by when the client hears a new date, a reason or a next step (CLIENT section 1)."""

from __future__ import annotations

from datetime import date, datetime

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPromise:
    """The client was told that an answer comes ``by`` a day (in the project's zone). It is never rolled forward.

    ``answered_at`` (UTC) is when it came; None while it is awaited. ``task`` is the task's key where one carries it.
    """

    ref: str
    what: str  # what was announced, for the team: "a new date", "the next step"
    by: date
    told_at: datetime
    task: str | None = None
    answered_at: datetime | None = None
