"""Pages as Trello cuts them: the newest N by id, the next page before the smallest id seen (API-FACTS 3.3, 6.15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trackerbridge.sandbox.clock import parse_instant
from trackerbridge.sandbox.trello import ids
from trackerbridge.sandbox.trello.tables import Json

MAX = 1000


def created(row: Json) -> datetime | None:
    """When a row was created: from its id, or for ids of another form from its ``date``."""
    moment = ids.created_at(row["id"])
    if moment is None and row.get("date"):
        return parse_instant(row["date"])
    return moment


def _order(row: Json) -> tuple[float, str]:
    moment = created(row)
    return (moment.timestamp() if moment else 0.0, row["id"])


def newest_first(rows: Sequence[Json]) -> list[Json]:
    """Rows by creation, newest first; within one second by id."""
    return sorted(rows, key=_order, reverse=True)


def _bound(rows: Sequence[Json], cursor: str) -> tuple[float, str]:
    if ids.is_object_id(cursor):
        moment = ids.created_at(cursor)
        return (moment.timestamp() if moment else 0.0, cursor)
    known = next((row for row in rows if row["id"] == cursor), None)
    if known is not None:
        return _order(known)
    return (parse_instant(cursor).timestamp(), "")


def window(rows: Sequence[Json], *, before: str | None = None, since: str | None = None) -> list[Json]:
    """The rows created before and since the cursors (ids or ISO dates), in the order given."""
    chosen = list(rows)
    if before:
        end = _bound(rows, before)
        chosen = [row for row in chosen if _order(row) < end]
    if since:
        start = _bound(rows, since)
        chosen = [row for row in chosen if _order(row) > start]
    return chosen


def page(rows: Sequence[Json], *, limit: int | None, before: str | None, since: str | None) -> list[Json]:
    """One page. Where nothing is cut off the given order stands (recorded); else the newest come, newest first."""
    chosen = window(rows, before=before, since=since)
    most = MAX if limit is None else limit
    if len(chosen) == len(rows) <= most:
        return chosen
    return newest_first(chosen)[:most]
