"""Whatever stands in an issue, reading it never breaks: what is odd is empty."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from tests.trackers.jira.issues import ANA, DOING, SITE, comment, entry, issue, item, snapshot
from tests.trackers.jira.test_jira_mapping import FIELDS

from trackerbridge.trackers.jira.slim import slim_issue

ODD = [None, "", "odd", 7, -1.5, True, [], {}, [None], ["odd"], [{}], [[]], {"odd": None}]
STATUS = item("status", "To Do", "In Progress", **{"from": "1", "to": "3"})
OTHER = {"key": "WEB-2", "self": f"{SITE}/rest/api/2/issue/2", "fields": {"summary": "Oven", "status": DOING}}
FULL = issue(
    1,
    status=DOING,
    description={"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Words"}]}]},
    assignee=ANA,
    duedate="2026-03-20",
    labels=["client"],
    components=[{"name": "Counter"}],
    fixVersions=[{"id": "1", "name": "1.0", "releaseDate": "2026-04-01"}],
    issuelinks=[{"type": {"outward": "blocks", "inward": "is blocked by"}, "outwardIssue": OTHER}],
    parent={"id": "5", "key": "WEB-5", "fields": {"status": DOING}},
    subtasks=[OTHER],
    attachment=[
        {"filename": "a.png", "content": "x", "mimeType": "image/png", "created": "2026-02-02T09:00:00.000+0200"}
    ],
    customfield_10020=[{"name": "Sprint 1", "state": "active", "startDate": "2026-02-02T07:00:00.000Z"}],
    customfield_10016=3,
    customfield_10021=[{"value": "Impediment"}],
    customfield_10051={"value": "Big", "child": {"value": "Small"}},
    comments=[comment("1", "Hello", visibility={"type": "role", "value": "Team"})],
    histories=[entry("1", "2026-02-05T10:00:00.000+0200", STATUS, item("duedate", None, None, to="2026-03-20"))],
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield (*path, key)
        yield from places(part, (*path, key))


PLACES = [place for place in places(FULL) if place not in {("key",), ("fields",)}]


def replaced(place: tuple[Any, ...], odd: Any) -> Any:
    made = copy.deepcopy(FULL)
    home = made
    for key in place[:-1]:
        home = home[key]
    home[place[-1]] = odd
    return made


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_an_odd_value_anywhere_leaves_a_task(place):
    for odd in ODD:
        found = snapshot(replaced(place, odd), fields=FIELDS)
        assert [task.key for task in found.tasks] == ["WEB-1"]
        assert isinstance(found.completeness.sentences, tuple)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_what_is_dropped_of_an_answer_is_missed_by_nobody(place):
    for odd in ODD:
        one = replaced(place, odd)
        assert snapshot(slim_issue(one), fields=FIELDS, site=SITE) == snapshot(one, fields=FIELDS, site=SITE)


def test_the_whole_is_read_whole():
    (found,) = snapshot(FULL, fields=FIELDS).tasks
    assert found.points == 3
    assert (found.flagged, found.parent, found.labels) == (True, "WEB-5", ("client",))
    assert [one.kind for one in found.links] == ["blocks"]
