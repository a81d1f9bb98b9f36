"""Issues of a client's project that a search did not show, where the ledger was lost or knows none of them.

A search may lag behind by minutes (API-FACTS 0.5); the issues themselves do not. Their numbers follow one another, so
those that the search left out, and those after the last that it showed, are asked for by key: a hundred a request. A
number that is asked for and is not there was deleted, or moved to another project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trackerbridge.errors import TrackerRefused
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.markup.reference import bears_reference
from trackerbridge.trackers.base import Board
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.errors import NothingThere, NotPermitted
from trackerbridge.trackers.jira.target import FIELDS
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import part, text

TOGETHER = 100  # issues that one request may ask for (API-FACTS 1.7)


@dataclass(frozen=True, slots=True)
class Recalled:
    """Issues that the search did not show; ``gone``: how many numbers stand for nothing any more."""

    issues: tuple[dict[str, Any], ...] = ()
    gone: int = 0


def recalled(api: JiraApi, key: str, board: Board, *, lost: bool) -> Recalled:
    """What there is besides ``board`` in the project of this key. ``lost``: numbers after our oldest card's count."""
    shown = {_number(card.url) for card in board.cards}
    ours = [_number(card.url) for card in board.cards if bears_reference(card.description)]
    last = max(shown, default=0)
    missing = [number for number in range(min(ours, default=1) if lost else 1, last) if number not in shown]
    if not api.cloud:  # its search shows what stands there
        return Recalled(gone=len(missing))
    found = list(_asked(api, key, missing[-TOGETHER:]))
    while late := list(_asked(api, key, range(last + 1, last + 1 + TOGETHER))):
        found += late
        last += TOGETHER
    seen = {card.id for card in board.cards}
    fresh = {ident(one.get("id")): one for one in found if ident(one.get("id")) not in seen}
    numbers = {_number(text(one.get("key"))) for one in fresh.values()}
    return Recalled(tuple(fresh.values()), sum(1 for number in missing if number not in numbers))


def _asked(api: JiraApi, key: str, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Those of these numbers that stand for an issue of the project; none where this Jira has no such question."""
    if not numbers:
        return
    try:
        answer = api.issues_by_key([f"{key}-{number}" for number in numbers], FIELDS)
    except (TrackerRefused, NotPermitted, NothingThere):
        return
    for one in answer:
        if text(part(one, "fields", "project", "key")) == key:
            yield dict(one)


def _number(place: str) -> int:
    """The number at the end of a key, or of the address of an issue; 0 where there is none."""
    found = place.rpartition("-")[2]
    return int(found) if found.isdigit() else 0
