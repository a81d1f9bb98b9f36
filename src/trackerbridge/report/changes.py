"""A plan in words, before any format lays it out: groups, one sentence a change, fields from … to …."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from difflib import ndiff
from typing import TYPE_CHECKING, Any

from trackerbridge.cldr import written
from trackerbridge.clock import Calendar
from trackerbridge.flags.wording import Words
from trackerbridge.report.words import plain, shorten
from trackerbridge.results import Planned
from trackerbridge.team_words import said_in

if TYPE_CHECKING:  # the table of an audit loads no plan
    from trackerbridge.plan import Change

_LONG = 60
_LINE = 100
_LINES = 6
_REFERENCE = re.compile(r"Ref\. tb[a-z2-7]+")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


def grouped(changes: Sequence[Change], words: Words) -> list[tuple[str, list[Change]]]:
    """Changes by what happens, in the order of the plan; ``New cards (3)`` and its changes."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(_title(change, words), []).append(change)
    return [(f"{title} ({len(these)})", these) for title, these in groups.items()]


def _title(change: Change, words: Words) -> str:
    table = "team_changes" if change.side == "source" else "plan_changes"
    key = change.action if change.side == "source" else f"{change.action}_{change.kind}"
    if words.has(table, key):
        return words.said(table, key)
    what = "on the team's side" if change.side == "source" else change.kind
    return f"{change.action} {what}".capitalize()


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


def said_fields(change: Change, calendar: Calendar, words: Words, *, long: bool = False) -> list[str]:
    """One line per field that changes, ``due: 12 Nov 2026 → 19 Nov 2026``; of a description the lines that differ.

    Of a label that is put on or taken off, the label says it all: the list of all labels is left out.
    """
    lines: list[str] = []
    for name, what in change.fields.items():
        if name == "labels" and "label" in change.fields:
            continue
        if name == "description":
            lines += _differing(str(what.before or ""), str(what.after or ""), words, long=long)
        elif what.before or what.after:
            before, later = (said(value, calendar, words, long=long) for value in (what.before, what.after))
            field = words.said("fields", name) if words.has("fields", name) else name.replace("_", " ")
            became = later or words.said("plan", "nothing_there")
            lines.append(f"{field}: {f'{before} → ' if before else ''}{became}")
    return lines


def _differing(before: str, later: str, words: Words, *, long: bool) -> list[str]:
    """Lines that come and go; our own reference line is nothing to read, nor which kind of space stands in one."""
    was, becomes = (text.replace("\u00a0", " ").splitlines() for text in (before, later))
    lines = [
        f"{mark} {plain(text) if long else shorten(plain(text), _LINE)}"
        for mark, _, text in (line.partition(" ") for line in ndiff(was, becomes))
        if mark in ("+", "-") and text.strip() and not _REFERENCE.fullmatch(text.strip())
    ]
    if long or len(lines) <= _LINES:
        return lines
    return [*lines[:_LINES], words.said("plan", "more_lines", n=len(lines) - _LINES)]


def said(value: object, calendar: Calendar, words: Words, *, long: bool = False) -> str:
    """A field's value in words: days instead of instants, names instead of lists."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return words.said("plan", "yes" if value else "no")
    if isinstance(value, (tuple, list, frozenset, set)):
        return ", ".join(sorted(str(each) for each in value))
    if isinstance(value, datetime) or _INSTANT.fullmatch(str(value)):
        return _day(value, calendar, words)
    text = plain(str(value))
    if long or len(text) <= _LONG:
        return text
    return words.said("plan", "shortened", text=shorten(text, _LONG), n=len(text.split()))


def why(change: Change, one: Planned) -> str:
    """Why it changes, in the team's language."""
    return said_in(one.language, change.why, one.audited.calendar.day_of(one.audited.assessment.now))


def _day(value: object, calendar: Calendar, words: Words) -> str:
    instant = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return written(calendar.day_of(instant), "d MMM y", words.language)
