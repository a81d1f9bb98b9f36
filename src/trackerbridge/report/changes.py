"""A plan in words, before any format lays it out: groups, one sentence a change, fields from … to …."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from difflib import ndiff
from typing import TYPE_CHECKING, Any

from trackerbridge.clock import Calendar
from trackerbridge.report.words import count, plain, shorten
from trackerbridge.results import Planned

if TYPE_CHECKING:  # the table of an audit loads no plan
    from trackerbridge.plan import Change

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
_TEAM_VERBS = {"create": "New team labels", "label": "Team labels put on", "unlabel": "Team labels taken off"}
_LONG = 60
_LINE = 100
_LINES = 6
_REFERENCE = re.compile(r"Ref\. tb[a-z2-7]+")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


def grouped(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Changes by what happens, in the order of the plan; ``New cards (3)`` and its changes."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(_title(change), []).append(change)
    return [(f"{title} ({len(these)})", these) for title, these in groups.items()]


def _title(change: Change) -> str:
    if change.side == "source":
        return _TEAM_VERBS.get(change.action, f"{change.action} on the team's side".capitalize())
    return _VERBS.get((change.action, change.kind), f"{change.action} {change.kind}".capitalize())


def change_sentence(change: Change) -> str:
    """What it is about: the card's title, the list's name, the task's key."""
    for name in ("title", "name"):
        if name in change.fields and (change.fields[name].after or change.fields[name].before):
            return str(change.fields[name].after or change.fields[name].before)
    return change.task or change.ref


def title_of(change: Change, one: Planned) -> str:
    """As :func:`change_sentence`, with the title that the card has where the change does not touch it."""
    standing = {card.id: card.title for card in one.board.cards}
    known = standing.get(change.remote_id, "")
    if not known:
        known = next(
            (
                task.title
                for task in one.audited.live
                if change.task == task.key or change.ref == f"task:{task.identity}"
            ),
            "",
        )
    return known or change_sentence(change)


def after(change: Change, name: str) -> Any:
    """What a field becomes; empty where the change does not touch it."""
    return change.fields[name].after if name in change.fields else ""


def said_fields(change: Change, calendar: Calendar, *, long: bool = False) -> list[str]:
    """One line per field that changes, ``due: 12 Nov 2026 → 19 Nov 2026``; of a description the lines that differ.

    Of a label that is put on or taken off, the label says it all: the list of all labels is left out.
    """
    lines: list[str] = []
    for name, what in change.fields.items():
        if name == "labels" and "label" in change.fields:
            continue
        if name == "description":
            lines += _differing(str(what.before or ""), str(what.after or ""), long=long)
        elif what.before or what.after:
            before, later = said(what.before, calendar, long=long), said(what.after, calendar, long=long)
            lines.append(f"{name.replace('_', ' ')}: {f'{before} → ' if before else ''}{later or 'nothing'}")
    return lines


def _differing(before: str, later: str, *, long: bool) -> list[str]:
    """Lines that come and go; our own reference line is nothing to read."""
    lines = [
        f"{mark} {plain(text) if long else shorten(plain(text), _LINE)}"
        for mark, _, text in (line.partition(" ") for line in ndiff(before.splitlines(), later.splitlines()))
        if mark in ("+", "-") and text.strip() and not _REFERENCE.fullmatch(text.strip())
    ]
    return lines if long or len(lines) <= _LINES else [*lines[:_LINES], f"… and {len(lines) - _LINES} more lines (-v)"]


def said(value: object, calendar: Calendar | None = None, *, long: bool = False) -> str:
    """A field's value in words: days instead of instants, names instead of lists."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list, frozenset, set)):
        return ", ".join(sorted(str(each) for each in value))
    if isinstance(value, datetime) or _INSTANT.fullmatch(str(value)):
        return _day(value, calendar or Calendar())
    text = plain(str(value))
    return text if long or len(text) <= _LONG else f"{shorten(text, _LONG)} ({count(len(text.split()), 'word')})"


def _day(value: object, calendar: Calendar) -> str:
    instant = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    day = calendar.day_of(instant)
    return f"{day.day} {day:%b %Y}"
