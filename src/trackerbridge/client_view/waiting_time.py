"""When work waited for the client, as days: by the stages that its history tells, and by a question that a note asked.

Kept apart, and never as blame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, EntryKind, Memory
from trackerbridge.model import Stage, Task


@dataclass(frozen=True, slots=True)
class Waited:
    """From the day on which the work began to wait for the client to the one on which it went on; None: it waits."""

    since: date
    until: date | None = None


def waited(task: Task, calendar: Calendar) -> tuple[Waited, ...]:
    """Every time this task waited for the client, oldest first."""
    found: list[Waited] = []
    since: date | None = None
    for change in task.history:
        if change.stage_after is None:
            continue
        if change.stage_after is Stage.WAITING:
            since = since or calendar.day_of(change.at)
        elif since is not None:
            found.append(Waited(since, calendar.day_of(change.at)))
            since = None
    return (*found, *([Waited(since)] if since else []))


def waited_for_answer(asked_on: date, wrote_on: date) -> Waited | None:
    """The time from a question to the client's answer; None where they answered on the same day."""
    return Waited(asked_on, wrote_on) if wrote_on > asked_on else None


def waited_entries(
    card: str, task: Task, answered: Waited | None, memory: Memory, calendar: Calendar
) -> tuple[Entry, ...]:
    """What the ledger should remember of it once the card is written: times that are over and not known yet.

    ``answered``: the time that the latest question took, where the client has answered it.
    """
    known = {entry.ref for entry in memory.story(EntryKind.WAITED)}
    over = {one.since: one for one in waited(task, calendar) if one.until is not None}
    over |= {one.since: one for one in ((answered,) if answered else ())}
    return tuple(_entry(card, one) for one in over.values() if _ref(card, one) not in known)


def remembered(entries: Sequence[Entry]) -> Mapping[str, tuple[Waited, ...]]:
    """By card, every time that is known of, oldest first."""
    found: dict[str, list[Waited]] = {}
    for entry in entries:
        if entry.kind is EntryKind.WAITED:
            since, until = (date.fromisoformat(entry.body[name]) for name in ("since", "until"))
            found.setdefault(str(entry.body["card"]), []).append(Waited(since, until))
    return {card: tuple(sorted(spans, key=lambda one: one.since)) for card, spans in found.items()}


def _entry(card: str, one: Waited) -> Entry:
    body = {"card": card, "since": one.since.isoformat(), "until": one.until.isoformat() if one.until else None}
    return Entry(kind=EntryKind.WAITED, ref=_ref(card, one), body=body)


def _ref(card: str, one: Waited) -> str:
    return f"{one.since.isoformat()}:{card}"
