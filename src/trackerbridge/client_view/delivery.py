"""How work was delivered, as its history tells: at once, put right later, or shown to the client first. Pure.

The client's own time to look is theirs: work that was shown to them in time was in time (CLIENT sections 2 and 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Change, ChangeField, Stage, Task


@dataclass(frozen=True, slots=True)
class Delivery:
    """Days of finished work. ``first_on``: done for the first time, where it was begun again after that.

    ``shown_on``: since when it lay with the client to look at, where it went from there to done.
    """

    first_on: date | None = None
    shown_on: date | None = None

    def in_time(self, day: date | None, aim: date) -> date | None:
        """The day that counts for a date ``aim``: when the client was shown it, if that was in time; else ``day``."""
        return self.shown_on if self.shown_on and self.shown_on <= aim else day


NOTHING = Delivery()


def delivery_of(task: Task, calendar: Calendar, settle: float) -> Delivery:
    """Of finished work. ``settle``: business hours for which a tick must have stood to be more than a slip."""
    again = list(_begun_again(task, calendar, settle))
    if again:
        return Delivery(first_on=calendar.day_of(again[0]))
    shown: datetime | None = None
    for change in task.history:
        if change.stage_after is Stage.REVIEW:
            shown = shown or change.at
        elif change.stage_after not in (None, Stage.DONE):
            shown = None
    return Delivery(shown_on=calendar.day_of(shown)) if shown else NOTHING


def begun_again(task: Task, calendar: Calendar, settle: float) -> datetime | None:
    """When open work was done before; a tick that was taken back within ``settle`` was a slip of the hand."""
    finished = [change.at for change in task.history if _finishes(change)]
    return next((at for at in _begun_again(task, calendar, settle) if at == finished[-1]), None)


def _begun_again(task: Task, calendar: Calendar, settle: float) -> Iterator[datetime]:
    """When it was done, each time that it was begun again after that."""
    done_since: datetime | None = None
    for change in task.history:
        if _finishes(change):
            done_since = change.at
        elif done_since is not None and _begins_again(change):
            if calendar.business_hours_between(done_since, change.at) >= settle:
                yield done_since
            done_since = None


def _finishes(change: Change) -> bool:
    if change.field is ChangeField.DONE:
        return change.after == "true"
    return change.field is ChangeField.STATUS and change.stage_after is Stage.DONE


def _begins_again(change: Change) -> bool:
    if change.field is ChangeField.DONE:
        return change.after == "false"
    return change.field is ChangeField.STATUS and change.stage_after is not None and change.stage_after.begun
