"""What the client wrote on the client's side, and what became of it."""

from __future__ import annotations

from datetime import datetime

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One comment of the client's on a card of ours, as it was last seen. Instants are UTC.

    ``id`` is the comment's own; ``card`` is the card's reference and ``title`` what it was called; ``task`` is the
    task's key, None for the cards that show no task. ``by`` is the author's name, empty where nobody knows it.
    """

    id: str
    card: str
    at: datetime
    text: str
    title: str = ""
    task: str | None = None
    by: str = ""
    edited_at: datetime | None = None
    deleted: bool = False  # the client took it back
    carried: bool = False  # it stands on the source task
    told: bool = False  # the manager was told instead
    acknowledged: bool = False
    given: bool = False  # it gives what we had asked of the client
    answered_at: datetime | None = None
    again: datetime | None = None  # when the client asked more in it by editing it
    old: bool = False  # it was weeks old when we first saw it: no news for anybody
