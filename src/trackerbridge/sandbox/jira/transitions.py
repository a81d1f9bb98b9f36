"""Where an issue can go from where it is."""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.sandbox.jira import render
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json


def ways_on(call: Call, row: Json) -> list[Json]:
    """Every status can be reached from every other; the transitions bear the statuses' names."""
    shown = []
    for number, status in enumerate(call.state.workflow(row["fields"]["project"]["id"]), start=1):
        to = render.entity(call.face, "status", {key: part for key, part in status.items() if key != "self"})
        one: Json = {"id": f"{number}1", "name": status["name"], "to": to}
        more = ("isInitial", "isConditional", "isLooped")
        one |= (
            {"hasScreen": False, "isGlobal": True, "isAvailable": True, **dict.fromkeys(more, False)}
            if call.site.cloud
            else {}
        )
        shown.append(one)
    return shown


def with_ways_on(call: Call, rows: Sequence[Json], shown: Sequence[Json]) -> list[Json]:
    """Many issues as they are shown, with ``expand=transitions``; a project's are made once."""
    ways: dict[str, list[Json]] = {}
    for row in rows:
        project = row["fields"]["project"]["id"]
        if project not in ways:
            ways[project] = ways_on(call, row)
    return [{**one, "transitions": ways[row["fields"]["project"]["id"]]} for row, one in zip(rows, shown, strict=True)]
