"""What a query's text tells by itself."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from trackerbridge.trackers.jira.jql import any_of, changed_in, may_be_key, projects_of, without_order


@pytest.mark.parametrize(
    ("jql", "projects"),
    [
        ("project = WEB", ("WEB",)),
        ("project=WEB and type=Bug", ("WEB",)),
        ('PROJECT = "Web shop" ORDER BY rank', ("Web shop",)),
        ("project in (WEB, 'The \\'old\\' shop', 10100) AND labels = client", ("WEB", "The 'old' shop", "10100")),
        ("project = WEB OR project = APP OR project = WEB", ("WEB", "APP")),
        ("project != WEB", ()),
        ("project not in (WEB)", ()),
        ("summary ~ 'project = WEB'", ()),
        ("project in projectsLeadByUser()", ()),
        ("project", ()),
        ("", ()),
    ],
)
def test_projects(jql, projects):
    assert projects_of(jql) == projects


@pytest.mark.parametrize(
    ("jql", "left"),
    [
        ("project = WEB ORDER BY updated DESC, key", "project = WEB"),
        ("project = WEB order  by\nrank", "project = WEB"),
        ("ORDER BY created", ""),
        ("summary ~ 'order by phone' AND project = WEB", "summary ~ 'order by phone' AND project = WEB"),
        ("labels = order", "labels = order"),
    ],
)
def test_without_order(jql, left):
    assert without_order(jql) == left


def test_keys():
    names = ("WEB", "web_2", "10100", "Web shop", "Веб")
    assert [may_be_key(name) for name in names] == [True, True, True, False, False]


def test_a_minute_is_asked_for_in_the_accounts_zone():
    minute = int(datetime(2026, 2, 20, 7, 0, tzinfo=UTC).timestamp())
    assert (
        changed_in(minute, ZoneInfo("Europe/Chisinau"))
        == '(updated >= "2026-02-20 09:00" AND updated < "2026-02-20 09:01")'
    )


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)])
def test_no_minute_is_asked_for_while_the_clock_is_changed(day):
    """What the account's clock shows then would be two instants, or none."""
    assert changed_in(int(day.timestamp()), ZoneInfo("Europe/Berlin")) == ""


def test_several_queries_are_one_without_their_orders():
    assert any_of(["project = WEB ORDER BY rank"]) == "project = WEB"
    assert any_of(["project = WEB ORDER BY rank", "labels = a OR labels = b"]) == (
        "(project = WEB) OR (labels = a OR labels = b)"
    )
