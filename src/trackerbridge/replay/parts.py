"""What hangs on a task, as it stood at a moment: comments, checklists, links. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from trackerbridge.model import Change, CheckItem, Checklist, Comment, Link, LinkKind
from trackerbridge.replay.told import by_ref, names_at, steps_of

_STATES = {"complete": True, "incomplete": False}


def comments_then(comments: Iterable[Comment], moment: datetime) -> tuple[Comment, ...]:
    """Comments written by then. What one said before a later edit is not known, so its text is empty."""
    past = (comment for comment in comments if comment.at <= moment)
    return tuple(_before_edit(comment, moment) for comment in past)


def _before_edit(comment: Comment, moment: datetime) -> Comment:
    if comment.edited_at is None or comment.edited_at <= moment:
        return comment
    return replace(comment, text="", edited_at=None)


def checklists_then(
    checklists: Iterable[Checklist], changes: Sequence[Change], moment: datetime
) -> tuple[Checklist, ...]:
    """Checklists and items that were there by then, ticked as they were.

    What has no birthday is left out, and so are names and dates: they may have been changed since, untold. A tick
    without a telling change was set nobody knows when, so not yet.
    """
    ticks: dict[str, bool] = {}
    for change in changes:
        if change.at <= moment and change.after in _STATES:
            ticks[change.ref] = _STATES[change.after]
    return tuple(
        Checklist(each.id, "", tuple(_items(each.items, ticks, moment)), each.created_at)
        for each in checklists
        if each.created_at and each.created_at <= moment
    )


def _items(items: Iterable[CheckItem], ticks: dict[str, bool], moment: datetime) -> Iterable[CheckItem]:
    for item in items:
        if item.created_at and item.created_at <= moment:
            yield CheckItem(item.id, "", ticks.get(item.id, False), created_at=item.created_at)


def links_then(links: Sequence[Link], changes: Sequence[Change], moment: datetime) -> tuple[Link, ...]:
    """Links that stood by then. Where the other task stood is not known from here: the snapshot fills it in."""
    today = {link.key: link for link in links}
    names = names_at(steps_of(map(by_ref, changes)), list(today), moment)
    return tuple(replace(today.get(name) or Link(LinkKind.OTHER, name), stage=None, title="") for name in names)
