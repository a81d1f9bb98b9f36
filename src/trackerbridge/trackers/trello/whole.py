"""Everything of a kind, however it is cut: page by page, ten questions a request, and what a nested answer left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.errors import TooMuch
from trackerbridge.trackers.trello.questions import PAGE, TOGETHER, actions_question
from trackerbridge.trackers.values import objects, text

SMALLER = 200  # things on a page, where the server did not finish one of a thousand
Fetch = Callable[[str, int], list[Mapping[str, Any]]]
"""One page: what was made before this id ("": the newest), at most so many."""
_LABELS_BY_DEFAULT = 50  # what Trello nests where it does not heed labels_limit (API-FACTS 3.5)


def complete(api: TrelloApi, board: str, raw: dict[str, Any], parts: Iterable[str]) -> None:
    """Ask alone for what the nested answer left out or cut."""
    for part in parts:
        cut = part == "labels" and len(raw.get(part) or ()) == _LABELS_BY_DEFAULT
        if not isinstance(raw.get(part), list) or cut:
            raw[part] = api.board_part(board, part)


def pages(fetch: Fetch, before: str = "") -> Iterator[Mapping[str, Any]]:
    """Everything, page by page, each once: the next page is before the oldest id seen (API-FACTS 3.3).

    In smaller pages from where the server does not finish a large one. Stops where a page brings nothing new, so a
    server that ignores ``before`` cannot hold us for ever.
    """
    seen: set[str] = set()
    size = PAGE
    while True:
        try:
            page = fetch(before, size)
        except TooMuch:
            if size == SMALLER:
                raise
            size = SMALLER
            continue
        fresh = [item for item in page if text(item.get("id")) not in seen]
        seen.update(text(item.get("id")) for item in fresh)
        yield from fresh
        if len(page) < size or not fresh:
            return
        before = min(text(item.get("id")) for item in fresh)


def actions_of(api: TrelloApi, cards: Sequence[str], types: str) -> Iterator[Mapping[str, Any]]:
    """All actions of these types on these cards, ten cards a request; a card that is there no more has none."""
    for some in tens(cards):
        answers = api.together([actions_question(card, types) for card in some])
        for card, answer in zip(some, answers, strict=True):
            yield from rest_of(api, card, types, objects(answer))


def rest_of(api: TrelloApi, card: str, types: str, page: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """A card's newest actions, and where they fill a page what came before them."""
    yield from page
    if len(page) == PAGE:
        oldest = min(text(action.get("id")) for action in page)
        yield from pages(partial(api.card_actions, card, types=types), oldest)


def tens(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """As many at a time as one request may ask."""
    return (items[start : start + TOGETHER] for start in range(0, len(items), TOGETHER))
