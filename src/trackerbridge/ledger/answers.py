"""Announced answers, as the ledger's entries hold them. The day of one never changes: a later day is another answer."""

from __future__ import annotations

from datetime import date, datetime

from trackerbridge.ledger.records import Entry, EntryKind, Memory
from trackerbridge.model import AnswerPromise

_OVER = "over"
_UNSAID = "unsaid"
MESSAGE = "message:"  # how the reference of an answer to a message of the client's begins


def announced_entry(ref: str, what: str, by: date, task: str | None) -> Entry:
    """The entry that remembers that an answer was announced. ``ref`` is the answer's own."""
    return Entry(kind=EntryKind.ANSWER, ref=ref, body={"what": what, "by": by.isoformat(), "task": task})


def over_entry(ref: str, what: str, by: date, task: str | None) -> Entry:
    """The entry that remembers that it came, or is no longer awaited."""
    entry = announced_entry(ref, what, by, task)
    return Entry(kind=entry.kind, ref=ref, body={**entry.body, _OVER: True})


def unsaid_entry(ref: str, what: str, by: date, task: str | None) -> Entry:
    """The entry that remembers that the announcement was taken back: nothing came, and nothing is awaited."""
    entry = announced_entry(ref, what, by, task)
    return Entry(kind=entry.kind, ref=ref, body={**entry.body, _UNSAID: True})


def answers_of(memory: Memory) -> tuple[AnswerPromise, ...]:
    """Of every answer that was announced and not taken back, what holds now: awaited, or when it was over."""
    announced: dict[tuple[str, str], Entry] = {}
    for entry in memory.story(EntryKind.ANSWER):
        announced.setdefault((entry.ref, entry.body.get("by") or ""), entry)
    latest = (
        entry for entry in memory.latest(EntryKind.ANSWER).values()
        if entry.body.get("by") and not entry.body.get(_UNSAID)
    )  # fmt: skip
    return tuple(_answer(entry, announced[entry.ref, entry.body["by"]].at) for entry in latest)


def _answer(entry: Entry, told_at: datetime | None) -> AnswerPromise:
    assert entry.at is not None
    assert told_at is not None
    return AnswerPromise(
        ref=entry.ref,
        what=str(entry.body.get("what", "")),
        by=date.fromisoformat(entry.body["by"]),
        told_at=told_at,
        task=entry.body.get("task"),
        answered_at=entry.at if entry.body.get(_OVER) else None,
    )
