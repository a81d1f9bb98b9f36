"""What people and we wrote on the cards of the client's side, as it reads now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from trackerbridge.model import Comment, Side
from trackerbridge.people import Sides
from trackerbridge.trackers.trello.history import by_card, comments_of
from trackerbridge.trackers.trello.members import People
from trackerbridge.trackers.values import objects, part


def anything_said(raw: Mapping[str, Any]) -> bool:
    """Whether any card counts a comment, or does not tell: else there is nothing to ask about."""
    return any(part(card, "badges", "comments") != 0 for card in objects(raw.get("cards")))


def comments_by_card(raw: Mapping[str, Any], sides: Sides, account: str) -> dict[str, tuple[Comment, ...]]:
    """By card id, from a board's JSON with its members and comment actions inside.

    Whoever is named nowhere is a client (decision 9); ``account`` is ours, whoever uses it.
    """
    actions = objects(raw.get("actions"))
    people = People(raw, actions, sides, members_are=Side.CLIENT)
    return {
        card: tuple(_placed(comment, account) for comment in comments_of(mine, people))
        for card, mine in by_card(actions).items()
    }


def _placed(comment: Comment, account: str) -> Comment:
    author = comment.author
    if author is None:
        return comment
    if author.id == account:
        return replace(comment, author=replace(author, side=Side.OURS))
    return replace(comment, author=replace(author, side=Side.CLIENT)) if author.side is Side.UNKNOWN else comment
