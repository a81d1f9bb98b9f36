"""A Trello board export (JSON, old and new shapes) as a snapshot; the mapping itself is the Trello connector's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.trello.gaps import export_gaps
from trackerbridge.trackers.trello.mapping import snapshot_from_board, source_of
from trackerbridge.trackers.values import objects

_NO_ACTIONS = "The export holds no actions, so there is no history and there are no comments."
_AGAIN = "Export the whole board again."


def snapshot_of_export(
    raw: Mapping[str, Any],
    *,
    name: str,
    stages: StageMap,
    sides: Sides,
    calendar: Calendar,
    pulled_at: datetime,
    notes: tuple[str, ...] = (),
) -> Snapshot:
    """The board in an export. ``name`` is the file's, for complaints. Raises :class:`BadInput` for a damaged one.

    ``notes`` are what reading the file found worth telling.
    """
    _check_shape(raw, name)
    actions = _actions(raw)
    board = {**raw, "actions": actions} if actions else raw
    return snapshot_from_board(
        board,
        actions=actions,
        source=source_of(board),
        stages=stages,
        sides=sides,
        calendar=calendar,
        pulled_at=pulled_at,
        gaps=export_gaps(board),
        notes=notes if isinstance(board.get("actions"), list) else (*notes, _NO_ACTIONS),
    )


def _check_shape(raw: Mapping[str, Any], name: str) -> None:
    """Board, cards and lists all have ids: anything else was made or mangled by another program."""
    if not isinstance(raw.get("id"), str) or not raw["id"]:
        raise BadInput(f"{name} looks like a Trello board and has no id.", hint=_AGAIN)
    for kind in ("cards", "lists"):
        _check_items(raw[kind], f"{name}: entry {{}} of {kind}")


def _check_items(items: Sequence[Any], where: str) -> None:
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise BadInput(f"{where.format(number)} is no object.", hint=_AGAIN)
        if not isinstance(item.get("id"), str) or not item["id"]:
            raise BadInput(f"{where.format(number)} has no id.", hint=_AGAIN)


def _actions(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The board's actions and those nested in its cards (an old shape), each once, newest first."""
    nested = [action for card in raw["cards"] for action in objects(card.get("actions"))]
    every = [*objects(raw.get("actions")), *nested]
    once = {str(action.get("id") or place): action for place, action in enumerate(every)}
    return sorted(once.values(), key=lambda action: str(action.get("date", "")), reverse=True)
