"""Instants as Jira writes them: milliseconds, and an offset without a colon (API-FACTS 1.3, 9.1)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)\Z")


def is_instant(value: object) -> bool:
    """Whether a JSON value has the form of an instant."""
    return isinstance(value, str) and _FORM.match(value) is not None


def read(text: str) -> datetime:
    """An aware UTC instant. ``ValueError`` if the text is none."""
    return datetime.fromisoformat(text).astimezone(UTC)


def write(moment: datetime, zone: tzinfo = UTC) -> str:
    """``2026-11-21T12:11:12.000+0200``, in the given zone."""
    local = moment.astimezone(zone)
    return f"{local:%Y-%m-%dT%H:%M:%S}.{local.microsecond // 1000:03d}{local:%z}"


def in_zone(text: str, zone: tzinfo) -> str:
    """The same instant with the offset that the zone had then."""
    return write(read(text), zone)


def spoken(text: str, zone: tzinfo) -> str:
    """As people read it in ``renderedFields``: ``07/Oct/21 1:01 PM`` (recorded; the site's own format)."""
    local = read(text).astimezone(zone)
    return f"{local:%d/%b/%y} {local.hour % 12 or 12}:{local:%M} {'PM' if local.hour >= 12 else 'AM'}"


def zone_of(name: str | None) -> tzinfo:
    """A zone by its IANA name; UTC for none or an unknown one."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
