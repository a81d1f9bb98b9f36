"""How much more a Trello board takes, from its own ``limits`` (API-FACTS 3.6: per board, none hard-coded). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trackerbridge.trackers.values import objects, part, text

_KINDS = {"cards": "openPerBoard", "lists": "openPerBoard", "labels": "perBoard"}


def room_on(raw: Mapping[str, Any]) -> dict[str, int]:
    """What is left per kind (cards, lists, labels), as far as the board's limits and contents say."""
    found = {}
    for kind, name in _KINDS.items():
        most = part(raw, "limits", kind, name, "disableAt")
        held = part(raw, "limits", kind, name, "count")
        if not isinstance(held, int):
            items = raw.get(kind)
            held = sum(1 for item in objects(items) if item.get("closed") is not True) if items is not None else None
        if isinstance(most, int) and isinstance(held, int):
            found[kind] = max(0, most - held)
    return found


def strained_on(raw: Mapping[str, Any]) -> dict[str, str]:
    """Kinds of which Trello itself says that the board is near its limit (warning) or at it (anything else)."""
    said = {kind: text(part(raw, "limits", kind, name, "status")) for kind, name in _KINDS.items()}
    return {kind: status for kind, status in said.items() if status not in ("", "ok")}
