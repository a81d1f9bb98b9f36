"""What Jira refuses, and how it words it (API-FACTS 6, items 30 to 32 and 35)."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from jira import JIRA, JIRAError
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import library

from trackerbridge.sandbox.server import Sandbox

PARAGRAPH = {"type": "paragraph", "content": [{"type": "text", "text": "Fine."}]}
DOCUMENT = {"type": "doc", "version": 1, "content": [PARAGRAPH]}
TOO_LONG = "The entered text is too long. It exceeds the allowed limit of 32,767 characters."


def refused(answer: requests.Response, status: int = 400) -> dict[str, str]:
    """The refused fields; the general messages are empty then."""
    assert answer.status_code == status
    assert answer.json()["errorMessages"] == []
    errors: dict[str, str] = answer.json()["errors"]
    return errors


def test_an_issue_that_is_not_there(team: JIRA) -> None:
    with pytest.raises(JIRAError, match="Issue does not exist or you do not have permission to see it") as error:
        team.issue("WEB-99")
    assert error.value.status_code == 404


def test_a_moved_issue_answers_with_another_key(either: Sandbox, team: JIRA) -> None:
    assert either.jira is not None
    either.jira.state.add_project("SHOP", "Shop")
    requests.post(f"{either.url}/_sandbox/jira/issues/WEB-2/move", json={"project": "SHOP"}, timeout=5)
    found = team.issue("WEB-2")
    assert (found.key, found.id, found.fields.project.key) == ("SHOP-1", "10302", "SHOP")
    assert [one.key for one in team.search_issues("key = WEB-2")] == ["SHOP-1"]


@pytest.mark.parametrize("body", [{"fields": {"labels": ["a b"]}}, {"update": {"labels": [{"add": "a b"}]}}])
def test_a_label_has_no_space(ask: Ask, body: dict[str, Any]) -> None:
    errors = refused(ask("PUT", "/rest/api/2/issue/WEB-1", json=body))
    assert errors == {"labels": "The label 'a b' contains spaces which is invalid."}


def test_a_field_that_is_not_on_the_screen(cloud: Sandbox, ask: Ask) -> None:
    requests.put(f"{cloud.url}/_sandbox/jira", json={"off_screen": {"WEB": ["duedate"]}}, timeout=5)
    errors = refused(ask("PUT", "/rest/api/3/issue/WEB-1", json={"fields": {"duedate": "2026-12-01"}}))
    assert errors == {"duedate": "Field 'duedate' cannot be set. It is not on the appropriate screen, or unknown."}
    assert "duedate" not in ask("GET", "/rest/api/3/issue/WEB-1/editmeta").json()["fields"]


@pytest.mark.parametrize("name", ["status", "customfield_99999", "created"])
def test_a_field_that_no_edit_sets(ask: Ask, name: str) -> None:
    assert list(refused(ask("PUT", "/rest/api/3/issue/WEB-1", json={"fields": {name: "x"}}))) == [name]


def test_a_field_in_fields_and_in_update(ask: Ask) -> None:
    body = {"fields": {"labels": ["a"]}, "update": {"labels": [{"add": "b"}]}}
    assert list(refused(ask("PUT", "/rest/api/3/issue/WEB-1", json=body))) == ["labels"]


def test_one_refused_field_keeps_all_others_from_being_changed(ask: Ask) -> None:
    body = {"fields": {"summary": "New", "duedate": "2026-13-01"}}
    assert refused(ask("PUT", "/rest/api/3/issue/WEB-1", json=body)) == {
        "duedate": "Error parsing date string: 2026-13-01"
    }
    assert ask("GET", "/rest/api/3/issue/WEB-1").json()["fields"]["summary"] == "Checkout"


def test_a_string_is_no_text_for_v3(ask: Ask) -> None:
    comment = refused(ask("POST", "/rest/api/3/issue/WEB-1/comment", json={"body": "Hello"}))
    assert comment == {"comment": "Comment body is not valid!"}
    description = refused(ask("PUT", "/rest/api/3/issue/WEB-1", json={"fields": {"description": "Hello"}}))
    assert description == {
        "description": "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
    }


def test_the_library_on_v3_meets_that_with_every_comment(cloud: Sandbox) -> None:
    client = library(cloud, options={"rest_api_version": "3"})
    with pytest.raises(JIRAError, match="Comment body is not valid!"):
        client.add_comment("WEB-1", "Hello")


def test_a_document_is_no_text_for_v2(ask: Ask) -> None:
    description = refused(ask("PUT", "/rest/api/2/issue/WEB-1", json={"fields": {"description": DOCUMENT}}))
    assert description == {"description": "Operation value must be a string"}
    assert ask("PUT", "/rest/api/3/issue/WEB-1", json={"fields": {"description": DOCUMENT}}).status_code == 204


def test_a_text_has_a_limit(ask: Ask) -> None:
    longest = "x" * 32_767
    assert ask("POST", "/rest/api/2/issue/WEB-1/comment", json={"body": longest}).status_code == 201
    comment = refused(ask("POST", "/rest/api/2/issue/WEB-1/comment", json={"body": longest + "x"}))
    assert comment == {"comment": TOO_LONG}
    long_document = {
        **DOCUMENT,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "x" * 32_768}]}],
    }
    fields = {"fields": {"description": long_document}}
    assert refused(ask("PUT", "/rest/api/3/issue/WEB-1", json=fields)) == {"description": TOO_LONG}


def test_an_issue_wants_a_project_a_type_and_a_summary(ask: Ask) -> None:
    assert list(refused(ask("POST", "/rest/api/3/issue", json={"fields": {"summary": "x"}}))) == ["project"]
    fields = {"project": {"key": "WEB"}}
    assert set(refused(ask("POST", "/rest/api/3/issue", json={"fields": fields}))) == {"issuetype", "summary"}
    fields = {"project": {"key": "WEB"}, "issuetype": {"name": "Dream"}, "summary": "x"}  # type: ignore[dict-item]
    assert refused(ask("POST", "/rest/api/3/issue", json={"fields": fields})) == {
        "issuetype": "Specify a valid issue type"
    }


def test_a_route_that_is_not_there_and_a_method_that_is_not_served(cloud: Sandbox, ask: Ask) -> None:
    assert ask("GET", "/rest/api/3/dreams").status_code == 404
    assert ask("DELETE", "/rest/api/3/serverInfo").status_code == 405
    assert cloud.requests.violations() == ["no route GET /rest/api/3/dreams", "no route DELETE /rest/api/3/serverInfo"]


def test_a_body_that_is_no_json(ask: Ask) -> None:
    answer = ask("POST", "/rest/api/3/issue", data=b"{")
    assert answer.status_code == 400
    assert "error parsing JSON" in answer.json()["errorMessages"][0]


@pytest.mark.parametrize("status", [502, 503, 504])
def test_the_edge_answers_with_a_page_and_the_library_does_not_try_again(cloud: Sandbox, status: int) -> None:
    client = library(cloud, get_server_info=False)
    cloud.faults.add({"path": "/rest/api/2/myself", "status": status})
    with pytest.raises(JIRAError) as error:
        client.myself()
    assert error.value.status_code == status
    assert len(cloud.requests) == 1


def test_a_503_may_say_when_to_come_back(cloud: Sandbox, ask: Ask) -> None:
    cloud.faults.add({"path": "/rest/", "nth": 1, "status": 503, "headers": {"Retry-After": "2"}, "body": "busy"})
    answer = ask("GET", "/rest/api/3/myself")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert ask("GET", "/rest/api/3/myself").status_code == 200
