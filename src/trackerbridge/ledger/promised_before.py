"""What was promised before the first run: imported, or declared as none. From then on dates first told are agreed."""

from __future__ import annotations

from trackerbridge.ledger.records import Entry, EntryKind, Memory

_REF = "before"


def declared_entry(how: str) -> Entry:
    """The entry that remembers it. ``how``: none, the name of a file or field, or where else it was read."""
    return Entry(kind=EntryKind.PROMISED, ref=_REF, body={"how": how})


def is_declared(memory: Memory) -> bool:
    """Whether somebody has said what was promised before."""
    return _REF in memory.latest(EntryKind.PROMISED)
