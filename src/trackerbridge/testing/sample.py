"""The small project that a connector under test is filled with. All people and words are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Stage

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTask:
    """One task to be put into the tracker: whatever it can hold of it, in its own way.

    ``stage`` is where it stands; a tracker with named states uses one that :class:`~trackerbridge.stages.StageMap`
    knows. ``due`` is a day in UTC; a tracker with instants takes any moment of it.
    """

    title: str
    stage: Stage
    description: str = ""
    due: date | None = None
    labels: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    archived: bool = False


SAMPLE: tuple[SampleTask, ...] = (
    SampleTask(
        title="Visitors can book a table online",
        stage=Stage.IN_PROGRESS,
        description="A form with date, time and party size.\n\nSent by mail to the restaurant.",
        due=date(2026, 3, 20),
        labels=("client", "web"),
        comments=("First draft is up.", "Looks good to me."),
    ),
    SampleTask(title="Menu in three languages 🍷 — français, română, русский", stage=Stage.PLANNED, labels=("client",)),
    SampleTask(title="Opening hours on every page", stage=Stage.DONE, due=date(2026, 2, 27)),
    SampleTask(title="An idea that was put away", stage=Stage.PLANNED, archived=True),
)
