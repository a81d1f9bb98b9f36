"""What was promised, as far as the cards on the client's board remember it: dates told, moves, how it ended. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from trackerbridge.client_view.marker import Marker
from trackerbridge.client_view.promises import delivered_state
from trackerbridge.client_view.view import LabelRole
from trackerbridge.clock import DAY_STARTS, Calendar
from trackerbridge.ledger.records import Publication
from trackerbridge.model import Promise, Told
from trackerbridge.plan.reference import reference_of
from trackerbridge.trackers.base import BoardCard


def promises_on(
    known: Sequence[Promise],
    own: Mapping[str, Publication],
    cards: Mapping[str, BoardCard],
    refs: Mapping[str, str],
    calendar: Calendar,
) -> tuple[Promise, ...]:
    """The ledger's promises, and those that only the board still tells."""
    stories = {promise.ref: promise for promise in known}
    for ref, publication in own.items():
        card = cards.get(publication.remote_id)
        marker = reference_of(card)
        if card is None or marker is None:
            continue
        ours = publication.written.get("marker") == marker.text
        if not ours and (told := _told(stories.get(ref), card, marker, calendar)):
            before = stories.get(ref) or _recovered(ref, refs.get(ref), card, marker, told, calendar)
            stories[ref] = replace(before, told=told)
        if (story := stories.get(ref)) is not None and marker.moves > story.moves:
            stories[ref] = replace(story, lost_moves=marker.moves - story.moves)
    return tuple(stories.values())


def _recovered(
    ref: str, task: str | None, card: BoardCard, marker: Marker, told: tuple[Told, ...], calendar: Calendar
) -> Promise:
    """A promise that only its card tells; one without a task has nothing else that says how it ended."""
    promise = Promise(ref=ref, title=card.title, task=task or None, told=told)
    if marker.done_on is None:
        return promise
    early = marker.says("labels", LabelRole.EARLY.ref)
    state = delivered_state(promise, marker.done_on, early=early, known_by=None, calendar=calendar)
    return replace(promise, state=state, delivered_on=marker.done_on)


def _told(before: Promise | None, card: BoardCard, marker: Marker, calendar: Calendar) -> tuple[Told, ...]:
    """First date, then the current one where it moved: as much of the story as a card can carry."""
    current = marker.told
    if before is not None:
        moved = current is not None and current != before.current
        last = Told(current, _moved_at(marker, current, calendar)) if moved and current else None
        return (*before.told, *_between(marker, before.current, calendar), last) if last else before.told
    if marker.first is None:
        return ()
    first = Told(marker.first, card.created_at or calendar.at(marker.first, DAY_STARTS))
    if current is None or (current == marker.first and marker.moved_on is None):
        return (first,)
    last = Told(current, max(first.at, _moved_at(marker, current, calendar)))
    return (first, *_between(marker, None, calendar), last)


def _between(marker: Marker, after: date | None, calendar: Calendar) -> Iterator[Told]:
    """The moves before the last one that the reference holds; of a story that an older ledger tells, those since."""
    days = [day for day, _ in marker.earlier]
    if after in days:
        begin = len(days) - days[::-1].index(after)
    else:
        begin = 0 if after is None or (after == marker.first and marker.moves == len(days) + 1) else len(days)
    for day, told_on in marker.earlier[begin:]:
        yield Told(day, calendar.at(told_on, DAY_STARTS))


def _moved_at(marker: Marker, current: date, calendar: Calendar) -> datetime:
    return calendar.at(marker.moved_on or current, DAY_STARTS)
