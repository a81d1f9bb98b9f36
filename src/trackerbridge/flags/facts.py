"""What several rules need to know of a source as a whole, reckoned once and only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from trackerbridge.model import Snapshot, Stage, Task


@dataclass(frozen=True, slots=True)
class TickHabit:
    """What a board's own cards say of its habits: at least three cards, and most of them."""

    done_means_moved: bool = False  # what is ticked stands in a list that means done
    done_means_ticked: bool = False  # what stands in such a list and has a date is ticked


_FEWEST = 3


class Facts:
    """Facts of one source (``snapshot``) and of all tasks of its project. Lazily reckoned, never changed."""

    def __init__(self, snapshot: Snapshot | None = None, tasks: Sequence[Task] = ()) -> None:
        self._snapshot = snapshot
        self._tasks = tuple(tasks)

    @cached_property
    def began_at(self) -> datetime | None:
        """When the project's first task was created (UTC): the project's beginning, as far as one can see."""
        return min((task.created_at for task in self._tasks if task.created_at), default=None)

    @cached_property
    def by_reference(self) -> dict[str, Task]:
        """Tasks by id and by key: what ``Task.parent`` may hold. Those of the task's own source come first."""
        found: dict[str, Task] = {}
        for task in (*(self._snapshot.tasks if self._snapshot else ()), *self._tasks):
            found.setdefault(task.id, task)
            found.setdefault(task.key, task)
        return found

    @cached_property
    def parents(self) -> frozenset[str]:
        """Every reference that some task names as its parent."""
        return frozenset(task.parent for task in self._tasks if task.parent)

    @cached_property
    def has_attachments(self) -> bool:
        """Whether any task of this source carries an attachment: a source without may not know them at all."""
        return bool(self._snapshot and any(task.attachments for task in self._snapshot.tasks))

    @cached_property
    def ticks(self) -> TickHabit:
        """Whether this board ticks what is done, and moves what is ticked."""
        live = [task for task in self._snapshot.live_tasks if task.ticked is not None] if self._snapshot else []
        ticked = [task.status_stage is Stage.DONE for task in live if task.ticked]
        listed = [bool(task.ticked) for task in live if task.status_stage is Stage.DONE and task.due]
        return TickHabit(_mostly(ticked), _mostly(listed))

    def has_children(self, task: Task) -> bool:
        """Whether another task names this one as its parent."""
        return task.id in self.parents or task.key in self.parents


def _mostly(facts: Sequence[bool]) -> bool:
    return sum(facts) >= _FEWEST and sum(facts) * 2 > len(facts)
