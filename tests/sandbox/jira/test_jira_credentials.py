"""Who is let in, and the quiet way in which Cloud turns the others away (API-FACTS 0.1, 1.8)."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from jira import JIRAError
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import library

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox

TEAM = (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)
MUST_BE_AUTHENTICATED = {"message": "Client must be authenticated to access this resource.", "status-code": 401}


def account(sandbox: Sandbox, login: str = credentials.JIRA_EMAIL, **change: Any) -> None:
    answer = requests.put(f"{sandbox.url}/_sandbox/jira/accounts/{login}", json=change, timeout=5)
    assert answer.status_code == 200


def test_an_expired_token_finds_nothing_and_is_told_so_in_a_header_only(cloud: Sandbox, ask: Ask) -> None:
    account(cloud, expired=True)
    answer = ask("GET", "/rest/api/3/search/jql", jql="project = WEB")
    assert (answer.status_code, answer.json()) == (200, {"issues": [], "isLast": True})
    assert answer.headers["x-seraph-loginreason"] == "AUTHENTICATED_FAILED"


def test_a_token_that_expires_between_two_pages_ends_the_pages(cloud: Sandbox, ask: Ask) -> None:
    first = ask("GET", "/rest/api/3/search/jql", jql="project = WEB", maxResults=1).json()
    account(cloud, expired=True)
    rest = ask("GET", "/rest/api/3/search/jql", jql="project = WEB", nextPageToken=first["nextPageToken"])
    assert (rest.status_code, rest.json()) == (200, {"issues": [], "isLast": True})
    assert rest.headers["x-seraph-loginreason"] == "AUTHENTICATED_FAILED"


def test_the_library_does_not_notice_an_expired_token_until_it_asks_who_it_is(cloud: Sandbox) -> None:
    account(cloud, expired=True)
    client = library(cloud)
    assert client.search_issues("project = WEB", maxResults=False) == []
    with pytest.raises(JIRAError) as refused:
        client.myself()
    assert refused.value.status_code == 401


def test_myself_with_a_bad_token_answers_in_plain_text(ask: Ask) -> None:
    answer = ask("GET", "/rest/api/3/myself", auth=(credentials.JIRA_EMAIL, "wrong"))
    assert answer.status_code == 401
    assert answer.text.startswith("Client must be authenticated")
    assert answer.headers["content-type"].startswith("text/plain")
    assert {"x-seraph-loginreason", "www-authenticate"} <= {name.lower() for name in answer.headers}


@pytest.mark.parametrize("path", ["/rest/api/3/user?accountId=x", "/rest/agile/1.0/board", "/rest/api/2/myself"])
def test_what_is_not_for_everybody_wants_credentials(cloud: Sandbox, path: str) -> None:
    answer = requests.get(cloud.jira_url + path, timeout=5)
    assert (answer.status_code, answer.json()) == (401, MUST_BE_AUTHENTICATED)


def test_without_credentials_an_issue_and_a_project_are_not_there(cloud: Sandbox) -> None:
    issue = requests.get(f"{cloud.jira_url}/rest/api/3/issue/WEB-1", timeout=5)
    project = requests.get(f"{cloud.jira_url}/rest/api/3/project/WEB", timeout=5)
    assert (issue.status_code, project.status_code) == (404, 404)
    assert project.json()["errorMessages"] == ["No project could be found with key 'WEB'."]


def test_a_search_without_credentials_says_that_it_cannot_see_the_project(cloud: Sandbox) -> None:
    answer = requests.get(f"{cloud.jira_url}/rest/api/3/search/jql", params={"jql": "project = WEB"}, timeout=5)
    assert answer.status_code == 400
    assert answer.json()["errorMessages"][0].endswith("cannot be viewed by anonymous users.")


def test_writing_without_credentials_is_401_in_jiras_words(cloud: Sandbox) -> None:
    answer = requests.post(f"{cloud.jira_url}/rest/api/3/issue", json={"fields": {}}, timeout=5)
    assert answer.status_code == 401
    assert answer.json()["errorMessages"] == [
        "You are not authenticated. Authentication required to perform this operation."
    ]


def test_a_captcha_is_403_with_its_headers_and_a_page(either: Sandbox) -> None:
    account(either, captcha=True)
    answer = requests.get(f"{either.jira_url}/rest/api/2/myself", auth=TEAM, timeout=5)
    assert answer.status_code == 403
    assert answer.headers["X-Seraph-LoginReason"] == "AUTHENTICATION_DENIED"
    assert answer.headers["X-Authentication-Denied-Reason"].startswith("CAPTCHA_CHALLENGE; login-url=")
    assert answer.headers["content-type"].startswith("text/html")


def test_data_center_takes_a_personal_access_token_and_a_name_with_password(dc: Sandbox) -> None:
    bearer = {"Authorization": f"Bearer {credentials.JIRA_TOKEN}"}
    by_token = requests.get(f"{dc.jira_url}/rest/api/2/myself", headers=bearer, timeout=5)
    by_name = requests.get(
        f"{dc.jira_url}/rest/api/2/myself", auth=(credentials.JIRA_NAME, credentials.JIRA_TOKEN), timeout=5
    )
    assert by_token.json()["name"] == by_name.json()["name"] == credentials.JIRA_NAME
    assert by_token.headers["X-Seraph-LoginReason"] == "OK"


@pytest.mark.parametrize(
    ("how", "content_type"), [({"headers": {"Authorization": "Bearer no"}}, "json"), ({"auth": ("a", "b")}, "html")]
)
def test_data_center_refuses_wrong_credentials_everywhere(dc: Sandbox, how: dict[str, Any], content_type: str) -> None:
    answer = requests.get(f"{dc.jira_url}/rest/api/2/search", params={"jql": ""}, timeout=5, **how)
    assert answer.status_code == 401
    assert content_type in answer.headers["content-type"]
    assert answer.headers["X-Seraph-LoginReason"] == "AUTHENTICATED_FAILED"


def test_cloud_takes_no_personal_access_token(cloud: Sandbox) -> None:
    bearer = {"Authorization": f"Bearer {credentials.JIRA_TOKEN}"}
    assert requests.get(f"{cloud.jira_url}/rest/api/3/myself", headers=bearer, timeout=5).status_code == 401


# -- rights


def test_a_reader_sees_and_changes_nothing(ask: Ask) -> None:
    reader = (credentials.JIRA_READ_ONLY_EMAIL, credentials.JIRA_READ_ONLY_TOKEN)
    assert ask("GET", "/rest/api/3/issue/WEB-1", auth=reader).status_code == 200
    edit = {"update": {"labels": [{"add": "x"}]}}
    assert ask("PUT", "/rest/api/3/issue/WEB-1", auth=reader, json=edit).status_code == 403
    asked = {"permissions": "BROWSE_PROJECTS,EDIT_ISSUES", "issueKey": "WEB-1"}
    found = ask("GET", "/rest/api/3/mypermissions", auth=reader, **asked).json()["permissions"]
    assert {name: one["havePermission"] for name, one in found.items()} == {
        "BROWSE_PROJECTS": True,
        "EDIT_ISSUES": False,
    }


def test_permissions_must_be_named_on_cloud(ask: Ask) -> None:
    answer = ask("GET", "/rest/api/3/mypermissions")
    assert (answer.status_code, answer.json()["errorMessages"]) == (
        400,
        ["The 'permissions' query parameter is required."],
    )
    assert ask("GET", "/rest/api/3/mypermissions", permissions="FLY").status_code == 400


def test_half_of_the_issues_can_be_out_of_sight(cloud: Sandbox, ask: Ask) -> None:
    account(cloud, hidden=["WEB-2", "WEB-4"])
    found = ask("GET", "/rest/api/3/search/jql", jql="project = WEB ORDER BY key", fields="key").json()
    assert [issue["key"] for issue in found["issues"]] == ["WEB-1", "WEB-3"]
    assert ask("GET", "/rest/api/3/issue/WEB-2").status_code == 404
    body = {"issueIdsOrKeys": ["WEB-2", "WEB-3"]}
    assert [one["key"] for one in ask("POST", "/rest/api/3/issue/bulkfetch", json=body).json()["issues"]] == ["WEB-3"]


def test_a_project_out_of_sight_does_not_exist(cloud: Sandbox, ask: Ask) -> None:
    account(cloud, projects=[])
    assert ask("GET", "/rest/api/3/project/WEB").status_code == 404
    assert ask("GET", "/rest/api/3/project/search").json()["values"] == []
    answer = ask("GET", "/rest/api/3/search/jql", jql="project = WEB")
    assert answer.json()["errorMessages"] == ["The value 'WEB' does not exist for the field 'project'."]


def test_no_token_is_in_the_log(cloud: Sandbox, ask: Ask) -> None:
    ask("GET", "/rest/api/3/myself")
    assert credentials.JIRA_TOKEN not in str(cloud.requests.as_json())
    assert (cloud.requests[0].auth, cloud.requests[0].member) == ("basic", credentials.JIRA_NAME)
