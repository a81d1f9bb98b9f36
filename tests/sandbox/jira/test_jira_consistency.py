"""Search lags behind: a write is seen after a while, at once only where its id is to be reconciled (item 24)."""

from __future__ import annotations

import pytest
from tests.sandbox.jira.conftest import Ask

from trackerbridge.sandbox.server import Sandbox


@pytest.fixture
def slow(cloud: Sandbox) -> Sandbox:
    """Cloud whose search needs 30 seconds."""
    assert cloud.jira is not None
    cloud.jira.state.index_delay = 30
    return cloud


def labels(ask: Ask, **options: str) -> list[str]:
    """The labels of WEB-1 as search tells them."""
    answer = ask("GET", "/rest/api/3/search/jql", jql="key = WEB-1", fields="labels", **options).json()
    found: list[str] = answer["issues"][0]["fields"]["labels"]
    return found


def test_search_tells_the_old_state_for_a_while_and_a_read_the_new_one(slow: Sandbox, ask: Ask) -> None:
    assert ask("PUT", "/rest/api/3/issue/WEB-1", json={"update": {"labels": [{"add": "new"}]}}).status_code == 204
    assert labels(ask) == []
    assert ask("GET", "/rest/api/3/issue/WEB-1").json()["fields"]["labels"] == ["new"]
    slow.clock.advance(seconds=29)
    assert labels(ask) == []
    slow.clock.advance(seconds=1)
    assert labels(ask) == ["new"]


def test_what_is_to_be_reconciled_is_told_as_it_is(slow: Sandbox, ask: Ask) -> None:
    ask("PUT", "/rest/api/3/issue/WEB-1", json={"update": {"labels": [{"add": "new"}]}})
    assert labels(ask, reconcileIssues="10301") == ["new"]
    by_label = {"jql": "labels = new", "reconcileIssues": [10301]}
    assert len(ask("POST", "/rest/api/3/search/jql", json=by_label).json()["issues"]) == 1


def test_several_writes_come_to_light_one_after_the_other(slow: Sandbox, ask: Ask) -> None:
    ask("PUT", "/rest/api/3/issue/WEB-1", json={"update": {"labels": [{"add": "one"}]}})
    slow.clock.advance(seconds=20)
    ask("PUT", "/rest/api/3/issue/WEB-1", json={"update": {"labels": [{"add": "two"}]}})
    assert labels(ask) == []
    slow.clock.advance(seconds=15)
    assert labels(ask) == ["one"]
    slow.clock.advance(seconds=15)
    assert labels(ask) == ["one", "two"]


def test_a_new_issue_is_not_found_at_once(slow: Sandbox, ask: Ask) -> None:
    fields = {"project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": "Poster"}
    made = ask("POST", "/rest/api/3/issue", json={"fields": fields}).json()

    def count(**more: str) -> int:
        options = {"jql": "summary ~ poster", **more}
        return len(ask("GET", "/rest/api/3/search/jql", **options).json()["issues"])

    assert (count(), count(reconcileIssues=made["id"])) == (0, 1)
    slow.clock.advance(seconds=30)
    assert count() == 1
