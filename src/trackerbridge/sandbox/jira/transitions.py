"""Where an issue can go from where it is."""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.sandbox.jira import render
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json


def ways_on(call: Call, row: Json) -> list[Json]:
    """Every status can be reached from every other, or from its neighbours; transitions bear the statuses' names."""
    shown = []
    workflow = list(call.state.workflow(row["fields"]["project"]["id"]))
    here = next((place for place, one in enumerate(workflow, start=1) if one["id"] == row["fields"]["status"]["id"]), 0)
    near = row["fields"]["project"].get("key") in call.site.step_by_step and here
    for number, status in enumerate(workflow, start=1):
        if near and abs(number - here) != 1:
            continue
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
    """Many issues as they are shown, with ``expand=transitions``; those of one status are made once."""
    ways: dict[tuple[str, str], list[Json]] = {}
    for row in rows:
        if (place := _place(row)) not in ways:
            ways[place] = ways_on(call, row)
    return [{**one, "transitions": ways[_place(row)]} for row, one in zip(rows, shown, strict=True)]


def _place(row: Json) -> tuple[str, str]:
    """All that an issue's ways depend on: its project, and its status there."""
    return row["fields"]["project"]["id"], row["fields"]["status"]["id"]
