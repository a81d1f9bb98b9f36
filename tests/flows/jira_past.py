"""Real issues as they stood at a moment: what was done later is taken back, what was made later is left out.

Real projects are over: nothing in them is late today. As of a day in their middle there is something to say.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import datetime
from typing import Any

Json = dict[str, Any]


def as_of(issues: Iterable[Json], moment: datetime) -> list[Json]:
    """The issues that were there then. Taken back: status, resolution, assignee, due date, summary, labels."""
    every = list(issues)
    statuses = {one["id"]: one for issue in every for one in [issue["fields"]["status"]]}
    return [_as_of(issue, moment, statuses) for issue in every if _at(issue["fields"]["created"]) <= moment]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _as_of(issue: Json, moment: datetime, statuses: dict[str, Json]) -> Json:
    then = copy.deepcopy(issue)
    fields, histories = then["fields"], then["changelog"]["histories"]
    later = sorted((one for one in histories if _at(one["created"]) > moment), key=lambda one: _at(one["created"]))
    for entry in reversed(later):
        for item in reversed(entry["items"]):
            _take_back(fields, item, statuses)
    kept = [one for one in histories if one not in later]
    then["changelog"] |= {"histories": kept, "total": len(kept), "maxResults": len(kept), "startAt": 0}
    comments = [one for one in fields["comment"]["comments"] if _at(one["created"]) <= moment]
    fields["comment"] = {**fields["comment"], "comments": comments, "total": len(comments)}
    if not fields.get("resolution") or _at(fields["resolutiondate"]) > moment:
        fields |= {"resolution": None, "resolutiondate": None}
    fields["updated"] = max([fields["created"], *(one["created"] for one in (*kept, *comments))], key=_at)
    return then


def _take_back(fields: Json, item: Json, statuses: dict[str, Json]) -> None:
    name, identifier, words = item["field"], item.get("from"), item.get("fromString")
    if name == "status":
        fields["status"] = statuses.get(identifier, {"id": identifier, "name": words})
    elif name == "resolution":
        fields["resolution"] = {"id": identifier, "name": words} if identifier else None
    elif name == "assignee":
        fields["assignee"] = {"name": identifier, "key": identifier, "displayName": words} if identifier else None
    elif name == "duedate":
        fields["duedate"] = identifier
    elif name == "summary":
        fields["summary"] = words
    elif name == "labels":
        fields["labels"] = (words or "").split()
