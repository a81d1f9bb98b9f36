"""Text that the guard keeps back, as the ledger's entries hold it: never the text itself, only what tells it again.

A text is known by its digest: it was seen held, then released or reworded by a person, or it is held no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from trackerbridge.ledger.records import Entry, EntryKind, Memory
from trackerbridge.model import HeldText

_HELD, _RELEASED, _REWORDED, _GONE = "held", "released", "reworded", "gone"


def held_entry(digest: str, *, ref: str, part: str, task: str | None, why: str) -> Entry:
    """The entry that remembers that this text is held back."""
    body = {"state": _HELD, "ref": ref, "part": part, "task": task, "why": why}
    return Entry(kind=EntryKind.HELD, ref=digest, body=body)


def release_entry(digest: str, *, reason: str, at: datetime) -> Entry:
    """A person's word: these very bytes may go out."""
    return Entry(kind=EntryKind.HELD, ref=digest, body={"state": _RELEASED, "reason": reason}, at=at)


def reword_entry(digest: str, *, instead: str, reason: str, at: datetime) -> Entry:
    """A person's word: this goes out in its place."""
    body = {"state": _REWORDED, "instead": instead, "reason": reason}
    return Entry(kind=EntryKind.HELD, ref=digest, body=body, at=at)


def decided(memory: Memory) -> Mapping[str, str | None]:
    """By digest: None where the text was released, else what stands in its place."""
    latest = memory.latest(EntryKind.HELD).items()
    return {
        digest: entry.body.get("instead") if entry.body["state"] == _REWORDED else None
        for digest, entry in latest
        if entry.body["state"] in (_RELEASED, _REWORDED)
    }


def held_texts(memory: Memory) -> tuple[HeldText, ...]:
    """What waits for a person, with when it was first held."""
    return tuple(
        HeldText(
            ref=str(entry.body["ref"]), part=str(entry.body["part"]), why=str(entry.body["why"]), since=entry.at,
            task=entry.body.get("task"),
        )
        for entry in memory.latest(EntryKind.HELD).values()
        if entry.body["state"] == _HELD
    )  # fmt: skip


def held_since(memory: Memory) -> dict[str, datetime | None]:
    """By digest: when each text that waits was first held."""
    latest = memory.latest(EntryKind.HELD).items()
    return {digest: entry.at for digest, entry in latest if entry.body["state"] == _HELD}


def held_news(memory: Memory, now_held: Iterable[Entry]) -> list[Entry]:
    """What of the texts held now is not remembered yet, and which remembered ones are held no longer."""
    wanted = {entry.ref: entry for entry in now_held}
    known = memory.latest(EntryKind.HELD)
    waiting = {digest for digest, entry in known.items() if entry.body["state"] == _HELD}
    fresh = [entry for digest, entry in wanted.items() if digest not in waiting]
    gone = [
        Entry(kind=EntryKind.HELD, ref=digest, body={**known[digest].body, "state": _GONE})
        for digest in sorted(waiting - wanted.keys())
    ]
    return [*fresh, *gone]
