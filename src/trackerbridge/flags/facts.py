"""What several rules need to know of a source as a whole, reckoned once and only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from trackerbridge.model import Snapshot, Task


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
        """Tasks by id and by key: what ``Task.parent`` may hold."""
        found: dict[str, Task] = {}
        for task in self._tasks:
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

    def has_children(self, task: Task) -> bool:
        """Whether another task names this one as its parent."""
        return task.id in self.parents or task.key in self.parents
