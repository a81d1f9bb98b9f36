"""A person's word, as the ledger's entries hold it. The latest of a kind and scope counts, unless it was ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trackerbridge.ledger.records import Entry, EntryKind, Memory
from trackerbridge.model import Steering, SteeringKind

_ENDED = "ended"
LOST_LEDGER = "lost ledger"
"""The scope of a hold that a run began itself, since the ledger was lost; no task has such a key."""


def steering_entry(word: Steering) -> Entry:
    """The entry that remembers this word."""
    return Entry(
        kind=EntryKind.STEERING,
        ref=_ref(word.kind, word.scope, word.value),
        body={
            "kind": word.kind.value,
            "scope": word.scope,
            "value": word.value,
            "reason": word.reason,
            "until": word.until.isoformat() if word.until else None,
        },
        at=word.made_at,
    )


def ending_entry(word: Steering, *, at: datetime) -> Entry:
    """The entry that takes this word back."""
    entry = steering_entry(word)
    return Entry(kind=entry.kind, ref=entry.ref, body={**entry.body, _ENDED: True}, at=at)


def steering_of(memory: Memory, kind: SteeringKind | None = None) -> tuple[Steering, ...]:
    """What people said and nobody took back (of one kind), expired words included: ask :meth:`Steering.holds`."""
    words = [_word(entry) for entry in memory.latest(EntryKind.STEERING).values() if not entry.body.get(_ENDED)]
    return tuple(word for word in words if kind in (None, word.kind))


def all_words(memory: Memory, kind: SteeringKind) -> tuple[Steering, ...]:
    """Every word of one kind that nobody took back, earlier ones of the same scope included: the later one holds.

    Words that the memory gained otherwise than from the ledger (a client's choice) may stand after later ones.
    """
    story = memory.story(EntryKind.STEERING)
    ended = {entry.ref: entry.at for entry in story if entry.body.get(_ENDED) and entry.at}
    words = [(entry.ref, _word(entry)) for entry in story if not entry.body.get(_ENDED)]
    return tuple(word for ref, word in words if word.kind is kind and not (ref in ended and word.made_at <= ended[ref]))


def hold_of(memory: Memory, now: datetime) -> Steering | None:
    """The word by which publishing pauses now, where one holds: a person's own before that of a run."""
    words = standing(steering_of(memory, SteeringKind.HOLD), now)
    return min(words, key=lambda word: word.scope, default=None)


def standing(words: Sequence[Steering], now: datetime) -> tuple[Steering, ...]:
    """Those that still hold at ``now`` (UTC)."""
    return tuple(word for word in words if word.holds(now))


def _ref(kind: SteeringKind, scope: str, value: str) -> str:
    """A snooze is about one rule; of every other kind a scope has one word at a time."""
    return f"{kind.value}:{value}:{scope}" if kind is SteeringKind.SNOOZE else f"{kind.value}:{scope}"


def _word(entry: Entry) -> Steering:
    body, until = entry.body, entry.body.get("until")
    assert entry.at is not None
    return Steering(
        kind=SteeringKind(body["kind"]),
        made_at=entry.at,
        scope=str(body.get("scope", "")),
        value=str(body.get("value", "")),
        reason=str(body.get("reason", "")),
        until=datetime.fromisoformat(until) if until else None,
    )
