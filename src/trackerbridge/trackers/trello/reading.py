"""A board, read as thinly as it can be: one look, and of what changed since the last one all there is.

The look is one request. It brings the board with its lists, labels, people, checklists and custom fields, and of every
card the signs by which a change shows: last activity, name, list, labels, people, due date, place, whether it is
archived, its counts. A card whose signs differ is read again with its actions, together with others. What was read is
kept (:mod:`trackerbridge.trackers.keep`).

The whole board is read where nothing is kept, a day after it was last, where many cards changed, and wherever the kept
does not fit what is seen: so a card that is gone is believed to be gone only after a whole look.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.beside import beside
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.gaps import missing_comments
from trackerbridge.trackers.trello.history import COMMENTS, card_of
from trackerbridge.trackers.trello.questions import PAGE, THIN, actions_question, card_question
from trackerbridge.trackers.trello.said import anything_said
from trackerbridge.trackers.trello.seen import looked_at, must_be_open
from trackerbridge.trackers.trello.ticks import cards_with_items
from trackerbridge.trackers.trello.whole import actions_of, complete, pages, rest_of, tens
from trackerbridge.trackers.values import by_id, objects, part, text

WHOLE_EVERY = 86_400.0  # seconds
MOST_READ_AGAIN = 10  # cards; more, and the whole board costs hardly more
_MOST_ASKED_FOR_COMMENTS = 200  # cards, ten a request
_PARTS = ("lists", "labels", "members", "checklists", "customFields")
_OF_ACTIONS = ("id", "type", "date", "data", "idMemberCreator")
_OF_PEOPLE = ("id", "fullName", "username")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one kind of reader needs. ``card``: the query of whole cards; ``types``: of actions, by comma.

    ``all_actions``: those of every card; else of cards that people can have written or ticked something on.
    """

    reader: str
    card: Mapping[str, str]
    types: str
    all_actions: bool = True


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of a board's cards. ``since``: no action older than this id was asked for."""

    whole_at: float
    since: str
    cards: Mapping[str, Mapping[str, Any]]
    signs: Mapping[str, str]
    actions: Sequence[Mapping[str, Any]]


class BoardReader:
    """Reads one board for one kind of reader."""

    def __init__(self, api: TrelloApi, board: str, wanted: Wanted) -> None:
        self._api = api
        self._board = board
        self._wanted = wanted

    def read(self, since: str = "") -> dict[str, Any]:
        """The board with everything in it; no action older than the id ``since``.

        Raises NotLetIn with the boards one can see where it is not among them.
        """
        raw = _open_board(self._api, self._board)
        seen = self._caught_up(raw, since) or self._whole(raw, since)
        if len(seen.cards) >= PAGE:
            self._api.remember_large(self._board)
        raw["cards"] = list(seen.cards.values())
        raw["actions"] = [action for action in seen.actions if not _older(action, since)]
        return raw

    def _caught_up(self, raw: dict[str, Any], since: str) -> _Seen | None:
        """What is kept, with every changed card read again; None where the whole board must be read."""
        kept = self._kept(raw, since)
        if kept is None:
            return None
        thin = by_id(_thin_cards(self._api, self._board, raw))
        signs = {card: _sign(thin[card]) for card in thin}
        changed = [card for card, sign in signs.items() if not sign or sign != kept.signs.get(card)]
        if not changed and len(signs) == len(kept.cards):
            return kept
        if len(changed) > MOST_READ_AGAIN or kept.cards.keys() - signs.keys():
            return None
        again = self._read_again(raw, [thin[card] for card in changed])
        if again is None:
            return None
        cards, actions = again
        others = [action for action in kept.actions if card_of(action) not in cards]
        seen = replace(kept, cards={**kept.cards, **cards}, signs=signs, actions=[*others, *actions])
        self._keep(raw, seen)
        return seen

    def _read_again(
        self, raw: Mapping[str, Any], changed: Sequence[Mapping[str, Any]]
    ) -> tuple[dict[str, Mapping[str, Any]], list[Mapping[str, Any]]] | None:
        """These cards and their actions; None where one of them is not on this board any more."""
        wanted, ids = self._wanted, [text(card.get("id")) for card in changed]
        talkative = [text(card.get("id")) for card in changed if wanted.all_actions or _may_tell(card, raw)]
        questions = [card_question(card, wanted.card) for card in ids]
        questions += [actions_question(card, wanted.types) for card in talkative]
        answers = [answer for some in tens(questions) for answer in self._api.together(some)]
        cards = by_id(objects(answers[: len(ids)]))
        if cards.keys() != set(ids) or any(card.get("idBoard") != raw.get("id") for card in cards.values()):
            return None
        actions: list[Mapping[str, Any]] = []
        for card, page in zip(talkative, answers[len(ids) :], strict=True):
            if not isinstance(page, list):
                return None
            actions += rest_of(self._api, card, wanted.types, objects(page))
        return cards, [_needed(action) for action in actions if _of_this_board(action, raw)]

    def _whole(self, raw: dict[str, Any], since: str) -> _Seen:
        """All cards and all actions, by thousands.

        The signs are those of the look, which came before both: what changes meanwhile shows at the next look.
        """
        thin = by_id(objects(raw.get("cards")))
        cards, actions = self._cards_and_actions(raw, since)
        seen = _Seen(
            whole_at=self._now(),
            since=since,
            cards=cards,
            signs={card: _sign(thin.get(card) or found) for card, found in cards.items()},
            actions=[_needed(action) for action in actions],
        )
        self._keep(raw, seen)
        return seen

    def _cards_and_actions(
        self, raw: dict[str, Any], since: str
    ) -> tuple[dict[str, Mapping[str, Any]], list[Mapping[str, Any]]]:
        """Both at once, where the actions are wanted whatever the cards say. ``raw`` gets the cards."""
        if not self._wanted.all_actions:
            cards = self._all_cards()
            raw["cards"] = list(cards.values())
            told = any(_may_tell(card, raw) for card in raw["cards"])
            return cards, self._all_actions(since) if told else []
        actions, cards = beside(lambda: self._all_actions(since), self._all_cards, stop=self._api.transport.budget.stop)
        raw["cards"] = list(cards.values())
        # Comments that came along when a card was moved here are with the card alone.
        missing = sorted(missing_comments(raw, actions))[:_MOST_ASKED_FOR_COMMENTS]
        return cards, [*actions, *actions_of(self._api, missing, ",".join(COMMENTS))]

    def _all_cards(self) -> dict[str, Mapping[str, Any]]:
        return by_id(pages(partial(self._api.cards_page, self._board, wanted=self._wanted.card)))

    def _all_actions(self, since: str) -> list[Mapping[str, Any]]:
        return list(pages(partial(self._api.actions_page, self._board, types=self._wanted.types, since=since)))

    # -- what is kept --------------------------------------------------------------------------------

    def _now(self) -> float:
        return self._api.transport.keep.clock() if self._api.transport.keep else 0.0

    def _name(self, raw: Mapping[str, Any]) -> str:
        wanted = self._wanted
        asked = json.dumps([self._api.transport.base_url, raw.get("id"), sorted(wanted.card.items()), wanted.types])
        return f"trello-{wanted.reader}-{hashlib.sha256(asked.encode()).hexdigest()[:24]}"

    def _kept(self, raw: Mapping[str, Any], since: str) -> _Seen | None:
        """What the last look left, where it reaches back far enough."""
        keep = self._api.transport.keep
        found = keep.get(self._name(raw), within=WHOLE_EVERY) if keep else None
        try:
            if found is None or (found["since"] and not found["since"] <= since):
                return None
            cards, actions = by_id(objects(found["cards"])), objects(found["actions"])
            return _Seen(float(found["whole_at"]), found["since"], cards, dict(found["signs"]), actions)
        except (KeyError, TypeError, ValueError):  # somebody's hand was in it
            return None

    def _keep(self, raw: Mapping[str, Any], seen: _Seen) -> None:
        keep = self._api.transport.keep
        if keep is None:
            return
        value = {"whole_at": seen.whole_at, "since": seen.since, "cards": list(seen.cards.values()),
                 "signs": seen.signs, "actions": seen.actions}  # fmt: skip
        keep.put(self._name(raw), value, made=seen.whole_at)


def seen_thinly(api: TrelloApi, board: str) -> dict[str, Any]:
    """The board with its cards as far as a look shows them: everything but their texts."""
    raw = _open_board(api, board)
    raw["cards"] = list(_thin_cards(api, board, raw))
    return raw


def _open_board(api: TrelloApi, board: str) -> dict[str, Any]:
    raw = looked_at(api, board)
    must_be_open(raw)
    complete(api, board, raw, _PARTS)
    return raw


def _thin_cards(api: TrelloApi, board: str, raw: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Every card's signs: as they came with the board, or by pages where that held no more than a page."""
    nested = raw.get("cards")
    if isinstance(nested, list) and len(nested) < PAGE:
        return objects(nested)
    return pages(partial(api.cards_page, board, wanted={"fields": THIN}))


def _sign(card: Mapping[str, Any]) -> str:
    """By what a change shows; empty, and so never the same, where the server does not tell the last activity."""
    if not text(card.get("dateLastActivity")):
        return ""
    signs = [card.get(name) for name in THIN.split(",")]
    return hashlib.blake2b(json.dumps(signs, sort_keys=True).encode(), digest_size=9).hexdigest()


def _may_tell(card: Mapping[str, Any], raw: Mapping[str, Any]) -> bool:
    """Whether somebody may have written or ticked something on it."""
    return anything_said({"cards": [card]}) or text(card.get("id")) in cards_with_items(raw)


def _older(action: Mapping[str, Any], since: str) -> bool:
    """Whether it was done before this id was given out: ids of one form grow with time."""
    identifier = text(action.get("id"))
    return len(identifier) == len(since) and identifier < since


def _of_this_board(action: Mapping[str, Any], raw: Mapping[str, Any]) -> bool:
    """A card's own history reaches back to other boards; a board's does not, but for what people wrote."""
    return part(action, "data", "board", "id") in (None, raw.get("id")) or action.get("type") in COMMENTS


def _needed(action: Mapping[str, Any]) -> Mapping[str, Any]:
    """An action without what nobody here reads."""
    found = {name: action[name] for name in _OF_ACTIONS if name in action}
    for role in ("memberCreator", "member"):
        if isinstance(who := action.get(role), Mapping):
            found[role] = {name: who[name] for name in _OF_PEOPLE if name in who}
    return found
