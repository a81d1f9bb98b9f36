"""Jira's days, ids, sprints and addresses as values of ours. Pure and tolerant: what cannot be read is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trackerbridge.model import YEARS, Due, DueKind, Sprint, Version
from trackerbridge.trackers.values import instant, objects, part, text

_RAW = 80
_MILLISECONDS = 1e11  # as seconds this would be the year 5138
_REST = re.compile(r"^(https?://.+?)/rest/")
_DC_SPRINT = re.compile(r"\[(.*)\]\s*$", re.DOTALL)
_NEXT_PAIR = re.compile(r",(?=\w+=)")


def ident(value: Any) -> str:
    """An id as text, whether Jira or a file wrote it as a number; else empty."""
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def zone_named(name: str) -> ZoneInfo | None:
    """A time zone as an account's profile names it; None where this machine knows none of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def moment(value: Any) -> datetime | None:
    """When a history entry was made: ISO text, or seconds or milliseconds, as histories fetched in bulk may have it."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return instant(value)
    try:
        return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def day(value: Any) -> date | None:
    """An ISO day, also with a time behind it ("2012-01-23 00:00:00.0"); None where it is none."""
    try:
        found = date.fromisoformat(value.strip()[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def project_names(project: Any) -> tuple[str, str, str]:
    """What a project may be called in a query: its key, its name, its id."""
    return text(part(project, "key")), text(part(project, "name")), ident(part(project, "id"))


def due_of(value: Any) -> Due | None:
    """``duedate``: a calendar day without a zone (API-FACTS 1.3), so DAY; or UNREADABLE; None where there is none."""
    if value is None or value == "":
        return None
    found = day(value)
    raw = str(value)[:_RAW]
    return Due(DueKind.DAY, day=found, raw=raw) if found else Due(DueKind.UNREADABLE, raw=raw)


def inherited_due(versions: Sequence[Version]) -> Due | None:
    """The release that a task without a date of its own is for: the first that is still to come, else the first."""
    dated = [version for version in versions if version.day and not version.archived]
    first = min(dated, key=lambda version: (version.released, version.day), default=None)
    return Due(DueKind.INHERITED, day=first.day, raw=first.name[:_RAW]) if first else None


def versions_of(value: Any) -> tuple[Version, ...]:
    """``fixVersions``."""
    return tuple(
        Version(
            name=text(raw.get("name")),
            day=day(raw.get("releaseDate")),
            released=raw.get("released") is True,
            archived=raw.get("archived") is True,
            id=ident(raw.get("id")),
        )
        for raw in objects(value)
    )


def sprints_of(value: Any) -> tuple[Sprint, ...]:
    """The sprint field: objects on Cloud; on Data Center often "com.atlassian.greenhopper…[id=1,state=CLOSED,…]"."""
    items = value if isinstance(value, (list, tuple)) else [value]
    return tuple(sprint for item in items if (sprint := _sprint(item)))


def is_dc_sprint(value: Any) -> bool:
    """Whether this can only be a sprint field, whatever it is called: for files without the fields' definitions."""
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, str) and first.startswith("com.atlassian.greenhopper")


def _sprint(raw: Any) -> Sprint | None:
    if isinstance(raw, str):
        raw = _pairs(raw)
    if not isinstance(raw, Mapping) or not text(raw.get("name")):
        return None
    return Sprint(
        name=text(raw.get("name")),
        state=text(raw.get("state")).lower(),
        start=instant(raw.get("startDate")),
        end=instant(raw.get("endDate")),
    )


def _pairs(raw: str) -> dict[str, str]:
    inside = _DC_SPRINT.search(raw)
    pairs = (pair.partition("=") for pair in _NEXT_PAIR.split(inside.group(1))) if inside else ()
    return {name.strip(): value for name, _, value in pairs if value != "<null>"}


def site_of(link: Any) -> str:
    """The site's address from one of its ``self`` links, or empty."""
    found = _REST.match(link) if isinstance(link, str) else None
    return found.group(1) if found else ""


def browse(site: str, key: str) -> str:
    """The address at which people see an issue; empty where the site's is not known."""
    return f"{site.rstrip('/')}/browse/{key}" if site and key else ""
