"""What the manager was told already, so that it is told once: entries of the ledger. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from trackerbridge.ledger.records import Entry, EntryKind, Memory

DIGEST, URGENT = "digest", "urgent"
TRIED = "urgent-tried"  # what was urgent, and reached nobody
_DIGITS = 16


def fact_id(*parts: object) -> str:
    """A short name for one fact: the same fact has the same name in every run."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:_DIGITS]


def told_before(memory: Memory, ref: str) -> frozenset[str]:
    """The facts of which the manager was told last: those that stood then."""
    entry = memory.latest(EntryKind.TOLD).get(ref)
    return frozenset(map(str, entry.body.get("ids", ()))) if entry else frozenset()


def told_entries(memory: Memory, ref: str, ids: Iterable[str]) -> tuple[Entry, ...]:
    """What to remember now: the facts that stand. Nothing where that is what is remembered already."""
    standing = frozenset(ids)
    if standing == told_before(memory, ref):
        return ()
    return (Entry(kind=EntryKind.TOLD, ref=ref, body={"ids": sorted(standing)}),)
