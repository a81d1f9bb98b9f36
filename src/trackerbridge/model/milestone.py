"""A milestone: a date that several tasks work towards (decision 10)."""

from __future__ import annotations

from datetime import date

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.task import Task


@dataclass(frozen=True, slots=True)
class Milestone:
    """``day`` is in the project's zone; ``began`` the day its first task was made, None where no task tells.

    ``members`` are its live tasks, finished ones included, without the task that stands for the milestone itself.
    """

    name: str
    day: date
    members: tuple[Task, ...]
    began: date | None = None
    task: Task | None = None  # the epic or card that stands for it

    @property
    def open_members(self) -> tuple[Task, ...]:
        """What is left to do."""
        return tuple(task for task in self.members if task.open)
