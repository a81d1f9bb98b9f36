"""What a query's text tells by itself."""

import pytest

from trackerbridge.trackers.jira.jql import may_be_key, projects_of, without_order


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
