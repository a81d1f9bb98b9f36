"""What we need from the client: asked with a client note, or by work that stands where it waits for them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from trackerbridge.client_notes.days import day_in
from trackerbridge.client_view.said_dates import Notes
from trackerbridge.clock import Calendar
from trackerbridge.flags.clarity.client_confused import confusion_in
from trackerbridge.flags.relationship.closings import only_thanks
from trackerbridge.flags.stays import entered_stage
from trackerbridge.flags.text import folded, own_words, phrases
from trackerbridge.model import Ask, Comment, NotePart, Side, Snapshot, Stage, Task

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_CLOSING = " \t)»”\"'"


def asks_of(snapshots: Sequence[Snapshot], notes: Notes, calendar: Calendar) -> tuple[Ask, ...]:
    """Every ask of open work, the oldest first. Whether the client has answered: see :func:`answered_asks`."""
    found = (_ask(task, notes, calendar) for snapshot in snapshots for task in snapshot.live_tasks if task.open)
    return tuple(sorted(_there(found), key=lambda ask: (ask.asked_at, ask.ref)))


def _there(found: Iterator[Ask | None]) -> Iterator[Ask]:
    yield from (ask for ask in found if ask is not None)


def _ask(task: Task, notes: Notes, calendar: Calendar) -> Ask | None:
    """What a note asks for counts before the list that the work stands in."""
    note = next((note for note in notes.get(task.key, ()) if note.part is NotePart.NEED), None)
    if note is not None:
        by = day_in(note.text, calendar.day_of(note.at))
        return Ask(ref=task.identity, asked_at=note.at, what=note.text, needed_by=by, task=task.key)
    since = entered_stage(task) if task.stage is Stage.WAITING else None
    if since is None:
        return None
    return Ask(ref=task.identity, asked_at=since, what=task.title, needed_by=_due(task, calendar), task=task.key)


def _due(task: Task, calendar: Calendar) -> date | None:
    due = task.due
    if due is None or not due.readable:
        return None
    return calendar.day_of(due.instant) if due.instant is not None else due.day


def answered_asks(asks: Sequence[Ask], said: Mapping[str, tuple[Comment, ...]]) -> tuple[Ask, ...]:
    """The asks; one of a task counts as answered once the client wrote an answer on that card after it was asked."""
    return tuple(_answered(ask, said.get(ask.task or "", ())) for ask in asks)


def may_answer(text: str) -> bool:
    """Whether a message can be what was asked for.

    It cannot where its writer does not understand, only asks back, only thanks or greets, or says that it will follow.
    """
    confused = confusion_in(text)
    own = own_words(text)
    if (confused is not None and confused.phrase) or only_thanks(text) or _comes_later(own):
        return False
    sentences = [one for one in _SENTENCE.split(own) if one.strip()]
    return not sentences or not all(one.rstrip(_CLOSING).endswith("?") for one in sentences)


def _comes_later(own: str) -> bool:
    return phrases("later", "later").search(folded(own).replace("’", "'")) is not None


def _answered(ask: Ask, said: Sequence[Comment]) -> Ask:
    theirs = (one for one in said if one.author and one.author.side is Side.CLIENT and one.at > ask.asked_at)
    first = min((one.at for one in theirs if may_answer(one.text)), default=None)
    return replace(ask, answered_at=first) if ask.answered_at is None and ask.task and first else ask
