"""What hangs on an issue: properties, remote links, links to other issues (item 33, API-FACTS 1.6)."""

from __future__ import annotations

from jira import JIRA
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import IVAN, issue

from trackerbridge.sandbox.jira import load
from trackerbridge.sandbox.server import Sandbox

PROPERTY = "/rest/api/3/issue/WEB-2/properties/trackerbridge"
REMOTE = "/rest/api/3/issue/WEB-2/remotelink"
CARD = {"globalId": "card=abc", "object": {"url": "https://trello.com/c/abc", "title": "Card"}}


def test_a_property_is_201_when_new_and_200_when_known(ask: Ask) -> None:
    assert [ask("PUT", PROPERTY, json=value).status_code for value in ({"a": 1}, ["b"])] == [201, 200]
    assert ask("GET", PROPERTY).json() == {"key": "trackerbridge", "value": ["b"]}
    assert [one["key"] for one in ask("GET", "/rest/api/3/issue/WEB-2/properties").json()["keys"]] == ["trackerbridge"]
    assert ask("DELETE", PROPERTY).status_code == 204
    assert ask("GET", PROPERTY).status_code == 404


def test_a_property_has_a_limit(ask: Ask) -> None:
    assert ask("PUT", PROPERTY, json="x" * 32_766).status_code == 201
    assert ask("PUT", PROPERTY, json="x" * 32_767).status_code == 400


def test_the_library_keeps_properties(team: JIRA) -> None:
    team.add_issue_property("WEB-2", "trackerbridge", {"card": "abc"})
    assert team.issue_property("WEB-2", "trackerbridge").value.card == "abc"


def test_a_remote_link_is_put_once_by_its_global_id(ask: Ask) -> None:
    first = ask("POST", REMOTE, json={**CARD, "relationship": "shown on"})
    again = ask("POST", REMOTE, json=CARD)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    (link,) = ask("GET", REMOTE).json()
    assert link["object"]["title"] == "Card"
    assert "relationship" not in link
    assert ask("DELETE", REMOTE, globalId="card=abc").status_code == 204
    assert ask("GET", REMOTE).json() == []


def test_a_remote_link_wants_a_title(ask: Ask) -> None:
    answer = ask("POST", REMOTE, json={"object": {"url": "https://trello.com/c/abc"}})
    assert (answer.status_code, answer.json()) == (
        400,
        {"errorMessages": [], "errors": {"title": "'title' is required."}},
    )


def test_the_library_adds_remote_links(team: JIRA) -> None:
    team.add_remote_link("WEB-2", {"url": "https://trello.com/c/abc", "title": "Card"}, globalId="card=abc")
    assert [link.object.title for link in team.remote_links("WEB-2")] == ["Card"]


def test_a_link_stands_in_both_issues_each_in_its_own_words(team: JIRA) -> None:
    team.create_issue_link("Blocks", "WEB-4", "WEB-2")
    (one,) = team.issue("WEB-4").fields.issuelinks
    (other,) = team.issue("WEB-2").fields.issuelinks
    assert (one.outwardIssue.key, one.type.outward) == ("WEB-2", "blocks")
    assert (other.inwardIssue.key, other.type.inward) == ("WEB-4", "is blocked by")
    assert other.inwardIssue.fields.status.name == "To Do"
    team.delete_issue_link(one.id)
    assert team.issue("WEB-2").fields.issuelinks == []


def test_a_link_of_an_unknown_kind(ask: Ask) -> None:
    body = {"type": {"name": "Hates"}, "inwardIssue": {"key": "WEB-1"}, "outwardIssue": {"key": "WEB-2"}}
    assert ask("POST", "/rest/api/3/issueLink", json=body).status_code == 404


def test_what_is_known_of_an_attachment(cloud: Sandbox, ask: Ask) -> None:
    assert cloud.jira is not None
    page_with_file = {
        "issues": [issue(9, "Poster", attachment=[{"id": "10701", "filename": "poster.png", "size": 12}])]
    }
    load.load(cloud.jira.state, page_with_file)
    assert ask("GET", "/rest/api/3/attachment/10701").json()["filename"] == "poster.png"
    assert ask("GET", "/rest/api/3/issue/WEB-9").json()["fields"]["attachment"][0]["size"] == 12
    assert ask("GET", "/rest/api/3/attachment/1").status_code == 404


def test_work_that_was_logged_has_its_text_in_the_form_of_the_face(cloud: Sandbox, ask: Ask) -> None:
    assert cloud.jira is not None
    entry = {"id": "10801", "author": IVAN, "comment": "Drew *it*.", "started": "2026-11-10T10:00:00.000+0200"}
    logged = {"worklog": {"startAt": 0, "maxResults": 20, "total": 1, "worklogs": [entry]}}
    load.load(cloud.jira.state, {"issues": [issue(9, "Poster", **logged)]})
    paths = ("/rest/api/2/issue/WEB-9/worklog", "/rest/api/3/issue/WEB-9/worklog")
    wiki, document = (ask("GET", path).json()["worklogs"][0]["comment"] for path in paths)
    assert (wiki, document["type"]) == ("Drew *it*.", "doc")
    inside = ask("GET", "/rest/api/3/issue/WEB-9").json()["fields"]["worklog"]["worklogs"][0]
    assert (inside["comment"], inside["author"]["displayName"]) == (document, "Ivan Petrov")
