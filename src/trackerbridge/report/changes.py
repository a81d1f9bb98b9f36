"""A plan in words, before any format lays it out: groups, one sentence a change, fields from … to …."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trackerbridge.plan import Change
from trackerbridge.report.words import count, plain, shorten

_VERBS = {
    ("create", "list"): "New lists",
    ("create", "label"): "New labels",
    ("create", "card"): "New cards",
    ("update", "card"): "Changed cards",
    ("move", "card"): "Moved cards",
    ("archive", "card"): "Cards put away",
    ("restore", "card"): "Cards brought back",
    ("label", "card"): "Labels put on",
    ("unlabel", "card"): "Labels taken off",
}
_LONG = 60


def grouped(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Changes by what happens, in the order of the plan; ``New cards (3)`` and its changes."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(_title(change), []).append(change)
    return [(f"{title} ({len(these)})", these) for title, these in groups.items()]


def _title(change: Change) -> str:
    title = _VERBS.get((change.action, change.kind), f"{change.action} {change.kind}".capitalize())
    return f"{title} on the team's side" if change.side == "source" else title


def change_sentence(change: Change) -> str:
    """What it is about: the card's title, the list's name, the task's key."""
    for name in ("title", "name", "label"):
        if name in change.fields and (change.fields[name].after or change.fields[name].before):
            said = str(change.fields[name].after or change.fields[name].before)
            return f"{change.task}: {said}" if change.task and name == "label" else said
    return change.task or change.ref


def said_fields(change: Change, *, long: bool = False) -> list[tuple[str, str, str]]:
    """(name, from, to) of every field worth a line. Long texts are counted, a new card's left out, unless ``long``."""
    if change.kind in ("list", "label"):
        return []
    skipped = {"title"} if change.action == "create" else set()
    return [
        (name, _said(what.before, long), _said(what.after, long))
        for name, what in change.fields.items()
        if name not in skipped and (what.before or what.after) and not _too_long(change, name, long)
    ]


def _too_long(change: Change, name: str, long: bool) -> bool:
    return change.action == "create" and name == "description" and not long


def _said(value: object, long: bool) -> str:
    if value is None or value in ("", ()):
        return "nothing" if value is None else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset, set)):
        return ", ".join(sorted(str(each) for each in value))
    text = plain(str(value))
    if long or len(text) <= _LONG:
        return text
    return f"{shorten(text, _LONG)} ({count(len(text.split()), 'word')})"
