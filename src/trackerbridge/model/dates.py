"""How many tasks have a date at all: without one nothing can be said about being on time. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.task import Task


@dataclass(frozen=True, slots=True)
class Dates:
    """How many live tasks have a date that can be reckoned with; of the open ones, how many have none.

    ``unread``: those of the latter of which a date could not be read.
    """

    dated: int
    open: int
    undated: int
    unread: int

    @classmethod
    def of(cls, tasks: Sequence[Task]) -> Dates:
        """Of live tasks."""
        still_open = [task for task in tasks if task.open]
        undated = [task for task in still_open if task.due is None or not task.due.readable]
        dated = sum(1 for task in tasks if task.due is not None and task.due.readable)
        return cls(dated, len(still_open), len(undated), sum(1 for task in undated if task.due is not None))
