"""The frozen values that every part speaks in (DESIGN section 2): tasks, snapshots, and how complete they are.

Instants are timezone-aware UTC ``datetime``; days are ``date`` in the project's zone. Nothing here knows a tracker.
"""

from trackerbridge.model.due import Due, DueKind
from trackerbridge.model.history import Change, ChangeField, Comment
from trackerbridge.model.person import Person, Side
from trackerbridge.model.promise import Promise, PromiseState, Told
from trackerbridge.model.snapshot import Completeness, Evidence, Gap, Snapshot
from trackerbridge.model.stage import Stage
from trackerbridge.model.task import Attachment, CheckItem, Checklist, Link, LinkKind, Sprint, Task, Version

__all__ = [
    "Attachment",
    "Change",
    "ChangeField",
    "CheckItem",
    "Checklist",
    "Comment",
    "Completeness",
    "Due",
    "DueKind",
    "Evidence",
    "Gap",
    "Link",
    "LinkKind",
    "Person",
    "Promise",
    "PromiseState",
    "Side",
    "Snapshot",
    "Sprint",
    "Stage",
    "Task",
    "Told",
    "Version",
]
