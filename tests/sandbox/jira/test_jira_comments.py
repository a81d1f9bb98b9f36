"""Comments: pages, visibility, and what a service desk's customer reads (items 33, 34 and 36)."""

from __future__ import annotations

import pytest
from jira import JIRA
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import library

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox

READER = (credentials.JIRA_READ_ONLY_EMAIL, credentials.JIRA_READ_ONLY_TOKEN)
URL = "/rest/api/2/issue/WEB-2/comment"


def test_a_comment_is_201_with_its_address_and_gone_with_204(ask: Ask) -> None:
    made = ask("POST", URL, json={"body": "Thank you."})
    assert (made.status_code, made.json()["body"]) == (201, "Thank you.")
    assert made.headers["location"] == made.json()["self"]
    path = f"{URL}/{made.json()['id']}"
    assert ask("PUT", path, json={"body": "Thanks."}).json()["body"] == "Thanks."
    gone = ask("DELETE", path)
    assert (gone.status_code, gone.content) == (204, b"")
    assert ask("GET", path).status_code == 404


def test_comments_page_by_offset(ask: Ask) -> None:
    page = ask("GET", URL, startAt=1, maxResults=1).json()
    assert (page["startAt"], page["maxResults"], page["total"]) == (1, 1, 2)
    assert [one["body"] for one in page["comments"]] == ["On Friday."]
    newest = ask("GET", URL, orderBy="-created").json()["comments"]
    assert [one["body"] for one in newest] == ["On Friday.", "When will it be there?"]
    assert ask("GET", URL, orderBy="author").status_code == 400
    assert ask("GET", "/rest/api/3/issue/WEB-1/comment").json()["maxResults"] == 100


def test_a_restricted_comment_is_for_its_group_or_role(ask: Ask) -> None:
    secret = {"body": "Not for all.", "visibility": {"type": "role", "value": "Administrators"}}
    assert ask("POST", URL, json=secret).status_code == 201
    assert ask("GET", URL).json()["total"] == 3
    assert ask("GET", URL, auth=READER).json()["total"] == 2
    assert ask("GET", "/rest/api/2/issue/WEB-2", auth=READER).json()["fields"]["comment"]["total"] == 2


def test_a_comment_is_for_the_customer_unless_its_property_says_otherwise(cloud: Sandbox, ask: Ask) -> None:
    client = library(cloud)
    assert client.add_comment("WEB-2", "For everybody.").raw["jsdPublic"] is True
    internal = client.add_comment("WEB-2", "For us.", is_internal=True)
    assert internal.raw["jsdPublic"] is False
    seen = ask("GET", f"/rest/api/3/comment/{internal.id}/properties/sd.public.comment").json()
    assert seen == {"key": "sd.public.comment", "value": {"internal": True}}


def test_an_edit_keeps_the_property_unless_it_sends_others(cloud: Sandbox, ask: Ask) -> None:
    internal = library(cloud).add_comment("WEB-2", "For us.", is_internal=True)
    path = f"{URL}/{internal.id}"
    assert ask("PUT", path, json={"body": "Still for us."}).json()["jsdPublic"] is False
    assert ask("PUT", path, json={"body": "Oh.", "properties": []}).json()["jsdPublic"] is True


def test_the_service_desk_has_a_way_of_its_own(ask: Ask) -> None:
    path = "/rest/servicedeskapi/request/WEB-2/comment"
    made = ask("POST", path, json={"body": "Only us.", "public": False})
    assert (made.status_code, made.json()["public"]) == (201, False)
    assert ask("POST", path, json={"body": "All.", "public": True}).json()["public"] is True
    public = ask("GET", path, internal="false").json()
    assert [one["body"] for one in public["values"]][-1] == "All."
    assert "Only us." not in str(public)
    assert "epochMillis" in public["values"][0]["created"]


@pytest.mark.parametrize("body", ["", "  ", None])
def test_a_comment_says_something(ask: Ask, body: str | None) -> None:
    answer = ask("POST", URL, json={"body": body})
    assert (answer.status_code, answer.json()["errors"]) == (400, {"comment": "Comment body can not be empty!"})


def test_data_center_says_nothing_of_customers(dc: Sandbox) -> None:
    made = library(dc).add_comment("WEB-2", "Hello")
    assert "jsdPublic" not in made.raw


def test_the_library_reads_all_comments(team: JIRA) -> None:
    for number in range(3):
        team.add_comment("WEB-2", f"Number {number}")
    assert [one.body for one in team.comments("WEB-2")][-1] == "Number 2"
    assert len(team.comments("WEB-2")) == 5
