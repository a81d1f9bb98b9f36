"""What a Trello board's answer or export does not hold, in sentences. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trackerbridge.model import Evidence, Gap, Task
from trackerbridge.trackers.trello.history import COMMENTS, CREATED, card_of
from trackerbridge.trackers.trello.values import born
from trackerbridge.trackers.values import instant, objects, part, text

EXPORT_ACTIONS = 1000  # a board's export holds no more (API-FACTS 3.3: pages of 1,000, and an export is one)


def export_gaps(raw: Mapping[str, Any]) -> tuple[Gap, ...]:
    """What a board's export was cut of: history and comments beyond its last 1,000 actions."""
    actions = objects(raw.get("actions"))
    if len(actions) >= EXPORT_ACTIONS:
        cut = f"The export holds only the board's last {len(actions)} actions; older {{}} missing."
        return (
            Gap(Evidence.HISTORY, cut.format("history is")),
            Gap(Evidence.COMMENTS, cut.format("comments are")),
        )
    return tuple(_short_history(raw, actions)) + tuple(_short_comments(raw, actions))


def missing_comments(raw: Mapping[str, Any], actions: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Cards that count more comments than there are among the actions, and how many more."""
    seen = Counter(card_of(action) for action in actions if action.get("type") in COMMENTS)
    counted = {text(card.get("id")): part(card, "badges", "comments") for card in objects(raw.get("cards"))}
    return {card: n - seen[card] for card, n in counted.items() if isinstance(n, int) and n > seen[card]}


def counted(missing: Mapping[str, int]) -> str:
    """How many comments of how many cards: "1 comment of 1 card"."""
    comments, cards = sum(missing.values()), len(missing)
    return f"{comments} comment{'s' * (comments != 1)} of {cards} card{'s' * (cards != 1)}"


def _short_comments(raw: Mapping[str, Any], actions: Sequence[Mapping[str, Any]]) -> Iterator[Gap]:
    missing = missing_comments(raw, actions)
    if missing:
        yield Gap(
            Evidence.COMMENTS,
            f"The export lacks {counted(missing)} that its cards count.",
        )


def _short_history(raw: Mapping[str, Any], actions: Sequence[Mapping[str, Any]]) -> Iterator[Gap]:
    """Cards older than the oldest action whose making is not among the actions: the beginning is missing."""
    moments = sorted(moment for action in actions if (moment := instant(action.get("date"))))
    if not moments:
        return
    begun = {card_of(action) for action in actions if action.get("type") in (*CREATED, "moveCardToBoard")}
    older = [
        card
        for card in objects(raw.get("cards"))
        if text(card.get("id")) not in begun
        and (made := born(card.get("id")))
        and made < moments[0].replace(microsecond=0)
    ]
    if older:
        yield Gap(
            Evidence.HISTORY,
            f"The export's history begins on {moments[0]:%Y-%m-%d}, and {len(older)} cards are older than that.",
        )


def notes_on(tasks: Sequence[Task], *, stages_known: bool) -> tuple[str, ...]:
    """Sentences worth telling about a board that cut nothing."""
    live = [task for task in tasks if task.live]
    opens = [task for task in live if task.open]
    found = []
    if opens and not any(task.due for task in opens):
        found.append("No open card on this board has a due date, so nothing can be called on time or late.")
    unreadable = [task.key for task in live if task.due and not task.due.readable]
    if unreadable:
        found.append(f"The due date of {', '.join(unreadable[:5])} cannot be read, so it counts as none.")
    if live and not stages_known:
        found.append(
            "No list's name says where work stands; name them under statuses in the configuration, or rename the lists."
        )
    untitled = sum(1 for task in live if not task.title)
    if untitled:
        found.append(f"Cards without a title: {untitled}.")
    return tuple(found)
