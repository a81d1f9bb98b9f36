"""Issues as Cloud and Data Center serve them: the same content, each in its own form."""

from __future__ import annotations

import requests
from jira import JIRA
from tests.sandbox.jira.conftest import Ask

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox


def test_the_library_finds_out_what_it_talks_to(cloud: Sandbox, dc: Sandbox, either: Sandbox, team: JIRA) -> None:
    assert team.deploymentType == ("Cloud" if either is cloud else "Server")
    assert team.myself()["displayName"] == "Sandbox Team"


def test_an_issue_has_the_same_content_on_both(team: JIRA) -> None:
    found = team.issue("WEB-2", expand="changelog")
    assert (found.id, found.fields.summary, found.fields.duedate) == ("10302", "Basket keeps its content", "2026-11-20")
    assert found.fields.description.startswith("The basket *forgets* everything.")
    assert (found.fields.status.statusCategory.key, found.fields.labels) == ("indeterminate", ["client", "shop"])
    assert [version.releaseDate for version in found.fields.fixVersions] == ["2026-12-01"]
    assert [one.body for one in found.fields.comment.comments] == ["When will it be there?", "On Friday."]
    assert (found.fields.parent.key, found.fields.customfield_10016) == ("WEB-1", 3.0)
    moves = {(entry.created[:10], entry.items[0].toString) for entry in found.changelog.histories}
    assert moves == {("2026-11-13", "To Do"), ("2026-11-14", "In Progress")}


def test_people_are_account_ids_on_cloud_and_names_on_data_center(cloud: Sandbox, either: Sandbox, team: JIRA) -> None:
    raw = team.issue("WEB-2").raw["fields"]["assignee"]
    assert raw["displayName"] == "Ivan Petrov"
    assert ("accountId" in raw, "name" in raw) == ((True, False) if either is cloud else (False, True))


def test_an_address_that_a_person_hides_is_not_there(team: JIRA) -> None:
    assert "emailAddress" not in team.issue("WEB-2").raw["fields"]["reporter"]


def test_a_sprint_is_an_object_on_cloud_and_a_printed_one_on_data_center(
    cloud: Sandbox, either: Sandbox, team: JIRA
) -> None:
    (sprint,) = team.issue("WEB-2").raw["fields"]["customfield_10020"]
    if either is cloud:
        assert (sprint["id"], sprint["state"], sprint["name"]) == (7, "active", "Sprint 7")
    else:
        assert sprint.startswith("com.atlassian.greenhopper.service.sprint.Sprint@")
        assert "[id=7,rapidViewId=1,state=ACTIVE,name=Sprint 7," in sprint


def test_texts_are_documents_on_v3_and_strings_on_v2(ask: Ask) -> None:
    document = ask("GET", "/rest/api/3/issue/WEB-2").json()["fields"]["description"]
    assert (document["type"], document["version"]) == ("doc", 1)
    assert isinstance(ask("GET", "/rest/api/2/issue/WEB-2").json()["fields"]["description"], str)


def test_instants_carry_the_offset_of_who_asks(cloud: Sandbox, ask: Ask) -> None:
    account = f"{cloud.url}/_sandbox/jira/accounts/{credentials.JIRA_EMAIL}"
    requests.put(account, json={"timeZone": "Europe/Chisinau"}, timeout=5)
    fields = ask("GET", "/rest/api/3/issue/WEB-3").json()["fields"]
    assert fields["created"] == "2026-11-03T10:00:00.000+0200"
    requests.put(account, json={"timeZone": "America/New_York"}, timeout=5)
    assert ask("GET", "/rest/api/3/issue/WEB-3").json()["fields"]["created"] == "2026-11-03T03:00:00.000-0500"


def test_links_and_addresses_lead_back_to_this_server(either: Sandbox, team: JIRA) -> None:
    raw = team.issue("WEB-2").raw
    assert raw["self"] == f"{either.jira_url}/rest/api/2/issue/10302"
    assert raw["fields"]["status"]["self"] == f"{either.jira_url}/rest/api/2/status/3"


def test_issues_can_be_looked_at_in_a_browser(either: Sandbox) -> None:
    assert either.jira is not None
    index = requests.get(either.url, timeout=5).text
    assert f'<a href="{either.jira.context_path}/browse/WEB-2">WEB-2</a> Basket keeps its content' in index
    page = requests.get(f"{either.jira_url}/browse/WEB-2", timeout=5)
    assert "<h1>Basket keeps its content</h1>" in page.text
    assert requests.get(f"{either.jira_url}/browse/WEB-99", timeout=5).status_code == 404


def test_cloud_does_not_mind_a_body_on_a_get(ask: Ask) -> None:
    assert ask("GET", "/rest/api/2/issue/WEB-1", json={}).status_code == 200
