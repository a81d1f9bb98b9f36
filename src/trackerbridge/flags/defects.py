"""Whether a task repairs something: what should happen instead is known, and so is the ground it stands on. Pure."""

from __future__ import annotations

from trackerbridge.flags.text import folded, phrases
from trackerbridge.model import Task


def is_defect(task: Task) -> bool:
    """By its kind and its labels (``[…] bug`` of ``words/done_when.toml``)."""
    return any(phrases("done_when", "bug").search(folded(name)) for name in (task.kind, *task.labels))
