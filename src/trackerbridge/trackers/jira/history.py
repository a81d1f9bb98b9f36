"""A Jira issue's changelog as its history. Pure.

Newest first or oldest first, whole or with doubles where pages overlap, with ids as numbers or texts: it comes out
oldest first, each entry once. Histories say names and ids as strings; a due date's ISO day is in ``from``/``to``, and a
rendered form beside it (API-FACTS 1.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import zip_longest
from operator import itemgetter
from typing import Any

from trackerbridge.model import Change, ChangeField, Person, Stage
from trackerbridge.trackers.jira.people import People
from trackerbridge.trackers.jira.statuses import Statuses
from trackerbridge.trackers.jira.values import day, ident, moment
from trackerbridge.trackers.values import instant, objects, part, text

_FIELDS: Mapping[str, ChangeField] = {
    "status": ChangeField.STATUS,
    "duedate": ChangeField.DUE,
    "due date": ChangeField.DUE,
    "summary": ChangeField.TITLE,
    "description": ChangeField.DESCRIPTION,
    "assignee": ChangeField.OWNER,
    "labels": ChangeField.LABELS,
    "rank": ChangeField.POSITION,
    "resolution": ChangeField.RESOLUTION,
    "priority": ChangeField.PRIORITY,
    "issuetype": ChangeField.KIND,
    "parent": ChangeField.PARENT,
    "issueparentassociation": ChangeField.PARENT,
    "epic link": ChangeField.PARENT,
    "parent link": ChangeField.PARENT,
    "sprint": ChangeField.SPRINT,
    "fix version": ChangeField.VERSION,
    "fixversions": ChangeField.VERSION,
    "component": ChangeField.COMPONENT,
    "components": ChangeField.COMPONENT,
    "link": ChangeField.LINK,
    "issuelinks": ChangeField.LINK,
    "timeoriginalestimate": ChangeField.ESTIMATE,
    "story points": ChangeField.ESTIMATE,
    "story point estimate": ChangeField.ESTIMATE,
    "flagged": ChangeField.FLAGGED,
    "key": ChangeField.PROJECT,
}
_NAMED_BY_ID = frozenset({ChangeField.VERSION, ChangeField.COMPONENT, ChangeField.LINK})  # a link by the other's key
_LISTS = {ChangeField.LABELS: " ", ChangeField.SPRINT: ", "}  # what stands between names
_WHEN = itemgetter(0, 1)
_WORDLESS = frozenset({"comment", "worklogid"})  # a deleted comment's whole text stands there


def histories_of(issue: Mapping[str, Any]) -> list[tuple[datetime, Mapping[str, Any]]]:
    """The changelog's entries and when they were made, oldest first, each once."""
    once: dict[str, Mapping[str, Any]] = {}
    for number, entry in enumerate(objects(part(issue, "changelog", "histories"))):
        once.setdefault(ident(entry.get("id")) or f"#{number}", entry)
    dated = [(at, _in_order(key), entry) for key, entry in once.items() if (at := moment(entry.get("created")))]
    return [(at, entry) for at, _, entry in sorted(dated, key=_WHEN)]


def _in_order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (0, key)


def changes_of(issue: Mapping[str, Any], statuses: Statuses, people: People) -> tuple[Change, ...]:
    """The issue's making, then everything that was changed on it."""
    changes = [change for at, entry in histories_of(issue) for change in _changes(at, entry, statuses, people)]
    created = instant(part(issue, "fields", "created"))
    if created is None:
        return tuple(changes)
    return (_making(issue, created, changes, statuses, people), *changes)


def _making(
    issue: Mapping[str, Any], created: datetime, changes: list[Change], statuses: Statuses, people: People
) -> Change:
    """Jira writes no entry for it; the status it began in is where its first move came from, else its present one.

    Without a changelog nobody knows whether it moved, so nothing is said of where it began.
    """
    fields = issue["fields"]
    first = next((change for change in changes if change.field is ChangeField.STATUS), None)
    told = isinstance(issue.get("changelog"), Mapping)
    begun_in = first.before if first else text(part(fields, "status", "name")) if told else None
    stage = first.stage_before if first else statuses.stage_of(fields.get("status"))
    return Change(
        at=min([created, *(change.at for change in changes[:1])]),  # an imported history may be older than the issue
        field=ChangeField.CREATED,
        after=begun_in or None,
        author=people.of(fields.get("creator")) or people.of(fields.get("reporter")),
        stage_after=stage if begun_in else None,
    )


def _changes(at: datetime, entry: Mapping[str, Any], statuses: Statuses, people: People) -> Iterator[Change]:
    author = people.of(entry.get("author"))
    items = objects(entry.get("items"))
    for item in items:
        name = _name(item)
        field = _FIELDS.get(text(item.get("fieldId")).lower()) or _FIELDS.get(name, ChangeField.OTHER)
        if field in _LISTS:
            yield from _one_by_one(item, at, field, author)
        elif field is ChangeField.STATUS:
            yield _move(item, at, author, statuses, _resolution(items))
        elif name in _WORDLESS:
            yield Change(at, field, author=author)
        else:
            yield _change(item, at, field, author)


def _change(item: Mapping[str, Any], at: datetime, field: ChangeField, author: Person | None) -> Change:
    if field is ChangeField.DUE:
        return Change(at, field, _due(item, "from"), _due(item, "to"), author)
    if field is ChangeField.FLAGGED:
        return Change(at, field, _flag(item.get("fromString")), _flag(item.get("toString")), author)
    ref = ident(item.get("to")) or ident(item.get("from")) if field in _NAMED_BY_ID else ""
    if field is ChangeField.OTHER:
        ref = text(item.get("field")).strip()
    return Change(at, field, text(item.get("fromString")) or None, text(item.get("toString")) or None, author, ref=ref)


def _resolution(items: Iterable[Mapping[str, Any]]) -> str:
    """How the issue was resolved in the same go."""
    return next((text(item.get("toString")) for item in items if _name(item) == "resolution"), "")


def _one_by_one(item: Mapping[str, Any], at: datetime, field: ChangeField, author: Person | None) -> Iterator[Change]:
    """Jira tells the whole list before and after; history holds one name that came, went or was replaced at a time."""
    before, after = _listed(item.get("fromString"), field), _listed(item.get("toString"), field)
    gone = [name for name in before if name not in after]
    came = [name for name in after if name not in before]
    for old, new in zip_longest(gone, came):
        yield Change(at, field, old, new, author)


def _listed(names: Any, field: ChangeField) -> list[str]:
    return [name for name in text(names).split(_LISTS[field]) if name]


def _name(item: Mapping[str, Any]) -> str:
    return text(item.get("field")).strip().lower()


def _move(item: Mapping[str, Any], at: datetime, author: Person | None, statuses: Statuses, resolution: str) -> Change:
    before, after = text(item.get("fromString")), text(item.get("toString"))
    return Change(
        at=at,
        field=ChangeField.STATUS,
        before=before or None,
        after=after or None,
        author=author,
        stage_before=statuses.stage_named(before, ident(item.get("from"))) if before else None,
        stage_after=statuses.stage_named(after, ident(item.get("to")), resolution) if after else None,
    )


def _due(item: Mapping[str, Any], side: str) -> str | None:
    found = day(item.get(side)) or day(item.get(f"{side}String"))
    return found.isoformat() if found else None


def _flag(value: Any) -> str:
    return "true" if text(value) else "false"


def done_at(history: Iterable[Change], *, stage: Stage, resolved: datetime | None) -> datetime | None:
    """When the issue last became done, by its history, else by its resolution date; None where it is not done.

    An imported issue may never have been moved: then its resolution date tells more than the day it was made.
    """
    if stage is not Stage.DONE:
        return None
    since: Change | None = None
    for change in history:
        if change.field not in (ChangeField.STATUS, ChangeField.CREATED):
            continue
        if change.stage_after is not Stage.DONE:
            since = None
        elif since is None and change.stage_before is not Stage.DONE:
            since = change
    if since is None or (since.field is ChangeField.CREATED and resolved):
        return resolved
    return since.at
