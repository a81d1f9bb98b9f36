"""What stands on a page, put away cards included, as the file beside it keeps it. Values, and their JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.page.story import Story
from trackerbridge.trackers.base import BoardCard, BoardLabel, BoardList

SCHEMA = 1
SHOWN = 2  # how many looks of the page are remembered: the last one, and the one before it


class NotAStateError(ValueError):
    """A text that is not what :meth:`State.text` made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything on one page. ``project`` is whose it is; ``stories`` are by card's id.

    ``shown``: digests of the page's bytes as we last wrote them, the newest first. The one before is there for a run
    that broke off between writing this and writing the page.
    """

    project: str
    lists: Mapping[str, BoardList] = field(default_factory=dict)
    labels: Mapping[str, BoardLabel] = field(default_factory=dict)
    cards: Mapping[str, BoardCard] = field(default_factory=dict)
    stories: Mapping[str, Story] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    last: int = 0  # the number of the last thing made: ids are never used twice

    @classmethod
    def read(cls, text: str) -> State:
        """From the file. Raises :class:`NotAStateError`."""
        try:
            raw = json.loads(text)
            if raw["schema"] != SCHEMA:
                raise NotAStateError
            return cls(
                project=str(raw["project"]),
                lists={each["id"]: BoardList(**each) for each in raw["lists"]},
                labels={each["id"]: BoardLabel(**each) for each in raw["labels"]},
                cards={each["id"]: _card(each) for each in raw["cards"]},
                stories={str(card): Story.read(each) for card, each in raw["stories"].items()},
                shown=tuple(map(str, raw["shown"])),
                last=int(raw["last"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise NotAStateError from None

    @property
    def text(self) -> str:
        """For the file: the same state gives the same text."""
        data = {
            "schema": SCHEMA,
            "project": self.project,
            "last": self.last,
            "shown": self.shown,
            "lists": [
                _place(each) | {"closed": each.closed, "position": each.position} for each in self.lists.values()
            ],
            "labels": [_place(each) | {"color": each.color} for each in self.labels.values()],
            "cards": [_data(card) for card in self.cards.values()],
            "stories": {card: story.data for card, story in self.stories.items()},
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def next_id(self, kind: str) -> tuple[State, str]:
        """An id that was never used here, and the state that knows it."""
        return replace(self, last=self.last + 1), f"{kind}{self.last + 1}"

    def with_list(self, one: BoardList) -> State:
        """With this list in it, new or changed."""
        return replace(self, lists={**self.lists, one.id: one})

    def with_label(self, one: BoardLabel) -> State:
        """With this label in it, new or changed."""
        return replace(self, labels={**self.labels, one.id: one})

    def with_card(self, one: BoardCard) -> State:
        """With this card in it, new or changed."""
        return replace(self, cards={**self.cards, one.id: one})

    def showing(self, digest: str) -> State:
        """Once the page has these bytes."""
        return replace(self, shown=tuple(dict.fromkeys((digest, *self.shown)))[:SHOWN])


def _place(one: BoardList | BoardLabel) -> dict[str, Any]:
    return {"id": one.id, "name": one.name}


def _data(card: BoardCard) -> dict[str, Any]:
    return {
        "id": card.id, "title": card.title, "description": card.description, "list": card.list_id,
        "labels": list(card.label_ids), "due": card.due.isoformat() if card.due else None,
        "done": card.due_complete, "archived": card.archived, "cover": card.cover, "position": card.position,
        "made": card.created_at.isoformat() if card.created_at else None,
    }  # fmt: skip


def _card(raw: Mapping[str, Any]) -> BoardCard:
    return BoardCard(
        id=str(raw["id"]),
        title=str(raw["title"]),
        description=str(raw["description"]),
        list_id=str(raw["list"]),
        label_ids=tuple(map(str, raw["labels"])),
        due=_instant(raw["due"]),
        due_complete=raw["done"] is True,
        archived=raw["archived"] is True,
        cover=str(raw["cover"]),
        position=float(raw["position"]),
        created_at=_instant(raw["made"]),
    )


def _instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
