"""The client's messages, as the ledger's entries hold them. The latest entry of a message says how it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from trackerbridge.ledger.records import Entry, EntryKind, Memory
from trackerbridge.model import Message

_FLAGS = ("deleted", "carried", "told", "acknowledged", "given", "old")
_WORDS = ("card", "text", "title", "by")


def message_entry(message: Message) -> Entry:
    """The entry that remembers how this message stands."""
    body: dict[str, Any] = {name: getattr(message, name) for name in _WORDS}
    body |= {"task": message.task, "at": message.at.isoformat()}
    body |= {name: True for name in _FLAGS if getattr(message, name)}
    for name in ("edited_at", "answered_at", "again"):
        if (moment := getattr(message, name)) is not None:
            body[name] = moment.isoformat()
    return Entry(kind=EntryKind.MESSAGE, ref=message.id, body=body)


def messages_of(memory: Memory) -> dict[str, Message]:
    """Every message that was ever seen, as it stands, by the comment's id."""
    found = memory.latest(EntryKind.MESSAGE)
    return {ref: _message(entry) for ref, entry in found.items() if "at" in entry.body}


def _message(entry: Entry) -> Message:
    body = entry.body
    flags: dict[str, Any] = {name: bool(body.get(name)) for name in _FLAGS}
    words: dict[str, Any] = {name: str(body.get(name, "")) for name in _WORDS}
    return Message(
        id=entry.ref,
        at=datetime.fromisoformat(body["at"]),
        task=body.get("task"),
        edited_at=_instant(body.get("edited_at")),
        answered_at=_instant(body.get("answered_at")),
        again=_instant(body.get("again")),
        **words,
        **flags,
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
