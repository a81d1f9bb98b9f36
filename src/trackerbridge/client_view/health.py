"""Health and gift labels: derived from the stage and from dates that were told, never from a forecast."""

from __future__ import annotations

from datetime import date, datetime

from trackerbridge.client_view.dates import grace_ends
from trackerbridge.client_view.view import LabelRole
from trackerbridge.clock import Calendar
from trackerbridge.model import Promise, Stage

MOVED_WORKING_DAYS = 10  # the label "date moved" stays until delivery, at most so long after the move was told

COLORS = {
    LabelRole.ON_TRACK: "green",
    LabelRole.CHECKING: "yellow",
    LabelRole.SOLVING: "orange",
    LabelRole.MOVED: "purple",
    LabelRole.WAITING: "blue",
    LabelRole.BONUS: "pink",
    LabelRole.EARLY: "lime",
}  # no red: honest, and never alarming


def passed(told: date | None, today: date) -> bool:
    """Whether the day that was told is over. ``today``: the earlier one of the team's day and the client's."""
    return told is not None and today > told


def health_of(
    stage: Stage,
    promise: Promise | None,
    moved_on: date | None,
    *,
    grace_hours: float,
    calendar: Calendar,
    now: datetime,
    today: date,
) -> LabelRole | None:
    """One label for an open card: waiting > solving > checking > moved > on track.

    Work that is ready for the client to look at waits for them once its date has passed.

    None for finished work, and where no date was told: nothing there could be on track or off it.
    """
    if stage.finished:
        return None
    if stage is Stage.WAITING:
        return LabelRole.WAITING
    if promise is None:
        return None
    if passed(promise.current, today):
        if stage is Stage.REVIEW:
            return LabelRole.WAITING  # it is ready for them to look at: nothing that we could be checking or solving
        in_grace = now < grace_ends(promise.current, grace_hours, calendar)
        return LabelRole.CHECKING if in_grace else LabelRole.SOLVING
    return LabelRole.MOVED if _moved_lately(moved_on, calendar, today) else LabelRole.ON_TRACK


def _moved_lately(moved_on: date | None, calendar: Calendar, today: date) -> bool:
    return moved_on is not None and today <= calendar.add_working_days(moved_on, MOVED_WORKING_DAYS)
