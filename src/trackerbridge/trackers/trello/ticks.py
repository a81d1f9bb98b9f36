"""The checklists of a board's cards, with who ticked what last, as far as the board's actions tell. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from trackerbridge.model import CheckItem, Checklist
from trackerbridge.trackers.trello.history import by_card
from trackerbridge.trackers.trello.members import People
from trackerbridge.trackers.trello.values import born
from trackerbridge.trackers.values import instant, number, objects, part, text

TICKED = "updateCheckItemStateOnCard"


def checklists_by_card(raw: Mapping[str, Any], people: People) -> dict[str, tuple[Checklist, ...]]:
    """By card id: its checklists in their order, from the board's JSON with checklists and actions inside."""
    marks = _marks(raw)
    found: dict[str, list[Checklist]] = defaultdict(list)
    for one in sorted(objects(raw.get("checklists")), key=_place):
        found[text(one.get("idCard"))].append(_checklist(one, marks, people))
    return {card: tuple(checklists) for card, checklists in found.items()}


def cards_with_items(raw: Mapping[str, Any]) -> set[str]:
    """The cards on which there is something to tick."""
    return {text(one.get("idCard")) for one in objects(raw.get("checklists")) if objects(one.get("checkItems"))}


def _marks(raw: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """By check item id: the action that ticked it, or took the tick off, last."""
    actions = (one for mine in by_card(objects(raw.get("actions"))).values() for one in mine)
    return {text(part(one, "data", "checkItem", "id")): one for one in actions if one.get("type") == TICKED}


def _checklist(raw: Mapping[str, Any], marks: Mapping[str, Mapping[str, Any]], people: People) -> Checklist:
    items = sorted(objects(raw.get("checkItems")), key=_place)
    return Checklist(
        id=text(raw.get("id")),
        name=text(raw.get("name")),
        items=tuple(_item(item, marks.get(text(item.get("id"))), people) for item in items),
        created_at=born(raw.get("id")),
    )


def _item(raw: Mapping[str, Any], mark: Mapping[str, Any] | None, people: People) -> CheckItem:
    return CheckItem(
        id=text(raw.get("id")),
        name=text(raw.get("name")),
        done=raw.get("state") == "complete",
        created_at=born(raw.get("id")),
        marked_by=people.author_of(mark) if mark else None,
        marked_at=instant(mark.get("date")) if mark else None,
    )


def _place(raw: Mapping[str, Any]) -> tuple[float, str]:
    return (number(raw.get("pos")), text(raw.get("id")))
