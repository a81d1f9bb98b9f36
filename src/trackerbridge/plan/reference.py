"""The reference of one card: where it stands, else where a person took it away and the tracker's history tells it."""

from __future__ import annotations

from trackerbridge.client_view.marker import Marker, decode
from trackerbridge.trackers.base import BoardCard


def reference_of(card: BoardCard | None) -> Marker | None:
    """What its reference says; None for a card of somebody else's."""
    return (decode(card.description) or decode(card.reference)) if card else None
