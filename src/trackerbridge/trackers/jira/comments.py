"""What was said on a Jira issue. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from trackerbridge.model import Comment
from trackerbridge.trackers.jira.people import People
from trackerbridge.trackers.jira.texts import plain
from trackerbridge.trackers.jira.values import ident, moment
from trackerbridge.trackers.values import instant, objects, part

_SAVED = timedelta(seconds=1)  # ``updated`` may lag behind ``created`` by the saving itself


INTERNAL = {"key": "sd.public.comment", "value": {"internal": True}}
"""The property by which a service desk hides a comment from its customers."""


def comments_of(
    issue: Mapping[str, Any], people: People, names: Mapping[str, str] | None = None
) -> tuple[Comment, ...]:
    """The issue's comments, oldest first, each once. ``names`` are those of people who may be mentioned."""
    once = {
        ident(raw.get("id")) or str(n): raw
        for n, raw in enumerate(objects(part(issue, "fields", "comment", "comments")))
    }
    dated = [(at, key, raw) for key, raw in once.items() if (at := moment(raw.get("created")))]
    return tuple(_comment(key, at, raw, people, names) for at, key, raw in sorted(dated, key=lambda one: one[:2]))


def _comment(
    key: str, at: datetime, raw: Mapping[str, Any], people: People, names: Mapping[str, str] | None
) -> Comment:
    updated = instant(raw.get("updated"))
    return Comment(
        id=key,
        at=at,
        text=plain(raw.get("body"), names),
        author=people.of(raw.get("author")),
        edited_at=updated if updated and updated - at > _SAVED else None,
        internal=_internal(raw),
    )


def _internal(raw: Mapping[str, Any]) -> bool | None:
    """Restricted to a role or group, or hidden from the service desk's customers.

    ``jsdPublic: true`` also stands on comments of ordinary projects (API-FACTS 9.10): it promises nothing there.
    """
    if raw.get("visibility"):
        return True
    if any(_says_internal(one) for one in objects(raw.get("properties"))):
        return True
    public = raw.get("jsdPublic")
    return not public if isinstance(public, bool) else None


def _says_internal(entity: Mapping[str, Any]) -> bool:
    """The property by which a service desk hides a comment (API-FACTS 1.5), where an answer holds properties."""
    return entity.get("key") == "sd.public.comment" and part(entity, "value", "internal") in (True, "true")
