"""What a board as a whole does not use is told once, as an abstention, and not held against each of its tasks. Pure."""

from __future__ import annotations

from collections.abc import Callable

from trackerbridge.flags.base import Context
from trackerbridge.flags.patterns import FEWEST_OPEN_TASKS
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Task

HARDLY_PERCENT = 5


def never_used(context: Context, sentence: str, has: Callable[[Task], bool]) -> str:
    """Why a rule has nothing to say of the tasks here, in one sentence; empty where it has.

    A habit takes ten live tasks, finished ones included, of which fewer than 5 % have it. What the client sees is
    judged whatever the habit is.
    """
    tasks = context.snapshot.live_tasks
    used = sum(has(task) for task in tasks)
    if len(tasks) < FEWEST_OPEN_TASKS or used * 100 >= HARDLY_PERCENT * len(tasks):
        return ""
    if any(context.is_published(task) for task in context.asked_for):
        return ""
    return words_of(context.language).shared(sentence, used=used, of=len(tasks))
