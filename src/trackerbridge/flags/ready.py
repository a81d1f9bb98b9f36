"""What the rules load once, loaded before they are needed: while a tracker answers, there is nothing else to do.

The rules' modules, their words in the team's language, the lexicons with their stems and the models of the forecast are
read where they are first asked for, which is a third of judging a board of 500 cards.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.engine import assess
from trackerbridge.model import (
    Change,
    ChangeField,
    Comment,
    Completeness,
    Due,
    DueKind,
    Evidence,
    Person,
    Snapshot,
    Stage,
    Task,
)

_TEXT = "Send the menu. Trimiteți meniul."
_IN_RUSSIAN = "Отправьте меню."
"""What is written in Latin letters is looked up in the lexicons of English and of Romanian; those of Russian wait for
the first Russian word, where the team does not write it."""


def make_ready(*, language: str, now: datetime, calendar: Calendar) -> None:
    """Judge two made-up tasks by every rule, and forget what comes of it. ``now``: the moment of judgement (UTC).

    Raises what :func:`~trackerbridge.flags.engine.assess` raises.
    """
    seen = made_up(now, calendar, language)
    assess(project="ready", snapshots=(seen,), flags=FlagsConfig(), calendar=calendar, now=now, language=language)


def made_up(now: datetime, calendar: Calendar, language: str) -> Snapshot:
    """Two tasks with a bit of everything that rules look at, in this language of the team too."""
    text = f"{_TEXT} {_IN_RUSSIAN}" if language == "ru" else _TEXT
    someone, day = Person("1", "Mira Example"), calendar.day_of(now)
    moved = Change(now - timedelta(days=2), ChangeField.DUE, day.isoformat(), None, someone)
    task = Task(
        id="1", key="1", source="ready", title=text, description=text, stage=Stage.IN_PROGRESS, owners=(someone,),
        due=Due(DueKind.DAY, day + timedelta(days=9)), created_at=now - timedelta(days=9), history=(moved,),
        comments=(Comment("1", now - timedelta(days=1), text, someone),),
    )  # fmt: skip
    tasks = (task, replace(task, id="2", key="2"))
    knows = Completeness(frozenset(Evidence))
    return Snapshot(source="ready", title="", tasks=tasks, completeness=knows, pulled_at=now)
