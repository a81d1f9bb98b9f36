"""What waits for the client: the register of asks, or the work that stands in a list that means "waiting". Pure."""

from __future__ import annotations

from trackerbridge.flags.base import Context
from trackerbridge.flags.evidence import missing
from trackerbridge.flags.stays import entered_stage
from trackerbridge.model import Ask, Evidence, Stage, Task


def open_asks(context: Context, *, later: bool = False) -> tuple[Ask, ...]:
    """Every ask that has no answer yet, the oldest first. ``later``: those too that wait until others are answered."""
    if context.side.asks is not None:
        asked = [ask for ask in context.side.asks if ask.answered_at is None and (later or not ask.later)]
    else:
        asked = [ask for task in context.tasks if task.open and (ask := _waiting(task, context))]
    return tuple(sorted(asked, key=lambda ask: (ask.asked_at, ask.ref)))


def cannot_tell_asks(context: Context) -> str:
    """Why it cannot be told what waits for the client; empty where it can."""
    return "" if context.side.asks is not None else missing(Evidence.STAGES, context)


def _waiting(task: Task, context: Context) -> Ask | None:
    """Work in a list that means "waiting for the client" asks since it came there, and is needed by its date."""
    if task.stage is not Stage.WAITING:
        return None
    since = entered_stage(task)
    if since is None:
        return None
    return Ask(ref=task.identity, asked_at=since, what=task.title, needed_by=context.due_day(task), task=task.key)
