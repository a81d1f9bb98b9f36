"""Answers that look right and are not (API-FACTS 0, 1, 2): each is told in a sentence, none passes for empty."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
import responses
from responses import matchers
from tests.trackers.jira.conftest import transport_to
from tests.trackers.jira.issues import NOW, SITE, issue

from trackerbridge.clock import Calendar
from trackerbridge.errors import NotLetIn, TrackerbridgeError, TrackerRefused, Unreachable
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.connector import JiraConnector
from trackerbridge.trackers.jira.errors import JqlRefused

CLOUD = {"deploymentType": "Cloud", "version": "1001.0.0", "versionNumbers": [1001, 0, 0], "baseUrl": SITE}
DC = {"deploymentType": "Server", "version": "9.12.1", "versionNumbers": [9, 12, 1], "baseUrl": SITE}
ME = {"accountId": "5f-robot", "displayName": "Bridge"}
FAILED = {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}
CAPTCHA = {
    "X-Seraph-LoginReason": "AUTHENTICATION_DENIED",
    "X-Authentication-Denied-Reason": "CAPTCHA_CHALLENGE; login-url=https://bakery.example/login.jsp",
}


class Web(responses.RequestsMock):
    """A Jira of a test's own making."""

    def jira(self, server=CLOUD, url=SITE, **more):
        self.get(f"{url}/rest/api/2/serverInfo", json=server, **more)
        version = 3 if server is CLOUD else 2
        self.rest = f"{url}/rest/api/{version}"
        self.get(f"{self.rest}/myself", json=ME)
        self.get(f"{self.rest}/field", json=[])

    def page(self, *issues, **more):
        answer = {"issues": list(issues), "isLast": True, **more}
        self.get(f"{self.rest}/search/jql", json={k: v for k, v in answer.items() if v is not None})

    def asked(self, ending):
        """The query of each question whose path ends so."""
        urls = [urlsplit(call.request.url) for call in self.calls]
        return [dict(parse_qsl(url.query)) for url in urls if url.path.endswith(ending)]

    def bodies(self, ending):
        return [json.loads(call.request.body) for call in self.calls if call.request.url.endswith(ending)]


@pytest.fixture
def web():
    with Web(assert_all_requests_are_fired=False) as mock:
        yield mock


def connector(url=SITE, jql="project = WEB", **more):
    api = JiraApi.on(transport_to(url, cloud=True, **more))
    return JiraConnector(api, jql, stages=StageMap(), sides=Sides(), calendar=Calendar())


def pull(**more):
    return connector(**more).pull(now=NOW)


class TestPages:
    def test_a_short_page_is_not_the_last(self, web):
        web.jira()
        web.page(issue(1), isLast=False, nextPageToken="a")
        web.page(isLast=False, nextPageToken="b")
        web.page(issue(2))
        assert [task.key for task in pull().tasks] == ["WEB-1", "WEB-2"]
        assert [asked.get("nextPageToken") for asked in web.asked("/search/jql")] == [None, "a", "b"]

    def test_the_last_page_may_have_no_is_last(self, web):
        web.jira()
        web.page(issue(1), isLast=None)
        assert pull().completeness.complete

    def test_a_token_that_comes_again_ends_it_and_is_told(self, web):
        web.jira()
        web.page(issue(1), isLast=False, nextPageToken="a")
        web.page(issue(2), isLast=False, nextPageToken="a")
        found = pull()
        assert len(found.tasks) == 2
        assert [gap.what for gap in found.completeness.gaps] == [None]

    def test_an_end_that_says_it_is_none_is_told(self, web):
        web.jira()
        web.page(issue(1), isLast=False)
        assert not pull().completeness.complete

    def test_what_is_asked_is_what_jira_takes(self, web):
        web.jira()
        web.page(issue(1))
        pull()
        (asked,) = web.asked("/search/jql")
        assert set(asked) == {"jql", "fields", "expand", "maxResults", "properties"}
        assert (asked["expand"], asked["properties"]) == ("changelog", "trackerbridge,trackerbridge-card")
        assert {"summary", "status", "duedate", "comment", "issuelinks"} <= set(asked["fields"].split(","))

    def test_on_cloud_too_a_query_too_long_for_an_address_goes_into_a_body(self, web):
        web.jira()
        web.post(f"{web.rest}/search/jql", json={"issues": [issue(1)], "isLast": True})
        long = f"key in ({', '.join(f'WEB-{n}' for n in range(1, 900))})"
        assert len(pull(jql=long).tasks) == 1
        (body,) = web.bodies("/search/jql")
        assert set(body) == {"jql", "fields", "expand", "maxResults", "properties"}
        assert isinstance(body["fields"], list)

    def test_data_center_counts_more_than_came(self, web):
        web.jira(DC)
        web.get(f"{SITE}/rest/api/2/search", json={"startAt": 0, "maxResults": 1000, "total": 3, "issues": [issue(1)]})
        web.get(f"{SITE}/rest/api/2/search", json={"startAt": 1, "maxResults": 1000, "total": 3, "issues": []})
        found = pull()
        assert "counts 3 issues, and 1 of them came" in found.completeness.sentences[0]

    def counted(self, web, start: int, total: int, *numbers: int) -> None:
        """A page of Data Center's, given once."""
        asked = matchers.query_param_matcher({"startAt": str(start)}, strict_match=False)
        page = {"startAt": start, "total": total, "issues": [issue(n) for n in numbers]}
        web.get(f"{SITE}/rest/api/2/search", json=page, match=[asked])

    def test_an_issue_that_leaves_while_data_center_is_read_takes_no_other_with_it(self, web):
        web.jira(DC)
        self.counted(web, 0, 4, 1, 2)
        self.counted(web, 1, 3, 4)  # the first one left, so the third is the second now
        self.counted(web, 0, 3, 2, 3)
        self.counted(web, 1, 3, 3, 4)
        found = pull()
        assert [task.key for task in found.tasks] == ["WEB-2", "WEB-3", "WEB-4"]
        assert found.completeness.complete

    def test_a_query_that_never_stands_still_is_not_called_complete(self, web):
        web.jira(DC)
        for first in (1, 3, 5):
            self.counted(web, 0, 9, first, first + 1)
            self.counted(web, 1, 8, first + 3)
        assert "Issues left the query" in pull().completeness.sentences[0]

    def test_pages_of_one_issue_come_to_an_end(self, web):
        web.jira(DC)
        for number in (1, 2):
            self.counted(web, number - 1, 2, number)
        assert len(pull().tasks) == 2

    def test_data_center_is_asked_in_an_order_that_stands_still(self, web):
        web.jira(DC)
        answer = {"startAt": 0, "maxResults": 1000, "total": 1, "issues": [issue(1)]}
        asked = {"jql": "project = WEB ORDER BY key ASC", "startAt": "0", "maxResults": "1000", "expand": "changelog"}
        matcher = matchers.query_param_matcher(asked, strict_match=False)
        web.get(f"{SITE}/rest/api/2/search", json=answer, match=[matcher])
        assert pull(jql="project = WEB ORDER BY updated DESC").completeness.complete

    def test_a_query_too_long_for_an_address_goes_into_a_body(self, web):
        web.jira(DC)
        web.post(f"{SITE}/rest/api/2/search", json={"startAt": 0, "maxResults": 1000, "total": 1, "issues": [issue(1)]})
        long = "project = WEB AND labels in (" + ", ".join(f"label{n}" for n in range(900)) + ")"
        assert len(pull(jql=long).tasks) == 1
        assert web.bodies("/search")[0]["expand"] == ["changelog"]

    def test_a_page_that_a_slow_server_cannot_give_is_asked_for_in_smaller_parts(self, web):
        web.jira(DC)
        large = matchers.query_param_matcher({"maxResults": "1000"}, strict_match=False)
        small = matchers.query_param_matcher({"maxResults": "100"}, strict_match=False)
        web.get(f"{SITE}/rest/api/2/search", body=requests.ReadTimeout("slow"), match=[large])
        answer = {"startAt": 0, "maxResults": 100, "total": 1, "issues": [issue(1)]}
        web.get(f"{SITE}/rest/api/2/search", json=answer, match=[small])
        assert len(pull().tasks) == 1

    def test_a_server_too_old_to_say_what_it_is_is_no_cloud(self, web):
        web.jira({"version": "6.3", "versionNumbers": [6, 3, 0]})
        web.get(f"{SITE}/rest/api/2/search", json={"startAt": 0, "maxResults": 50, "total": 0, "issues": []})
        web.get(f"{SITE}/rest/api/2/project/WEB", json={"id": "1", "key": "WEB"})
        assert pull().tasks == ()

    def test_jiras_warnings_are_told(self, web):
        web.jira(DC)
        answer = {"startAt": 0, "total": 1, "issues": [issue(1)], "warningMessages": ["The value 'X' is odd."]}
        web.get(f"{SITE}/rest/api/2/search", json=answer)
        assert "Jira warns: The value 'X' is odd." in pull().completeness.notes

    def test_histories_fetched_in_bulk_go_on_by_token_and_may_have_seconds(self, web):
        web.jira()
        long = issue(1)
        long["changelog"] = {"startAt": 0, "maxResults": 40, "total": 42, "histories": []}
        web.page(long)
        url = f"{web.rest}/changelog/bulkfetch"
        item = {"field": "labels", "fromString": "", "toString": "x"}
        logs = [{"id": str(n), "created": 1771_000_000 + n, "items": [item]} for n in range(42)]
        web.post(
            url, json={"issueChangeLogs": [{"issueId": "10001", "changeHistories": logs[:30]}], "nextPageToken": "n"}
        )
        web.post(url, json={"issueChangeLogs": [{"issueId": "10001", "changeHistories": logs[30:]}]})
        found = pull()
        assert (len(found.tasks[0].history), found.completeness.complete) == (43, True)
        assert [body.get("nextPageToken") for body in web.bodies("/bulkfetch")] == [None, "n"]

    def test_a_search_that_gives_no_histories_at_all(self, web):
        web.jira()
        bare = [{key: value for key, value in issue(n).items() if key != "changelog"} for n in (1, 2)]
        web.page(*bare)
        log = {"id": "1", "created": "2026-02-05T10:00:00.000+0200", "items": [{"field": "labels", "toString": "x"}]}
        answer = {"issueChangeLogs": [{"issueId": "10001", "changeHistories": [log]}]}
        web.post(f"{web.rest}/changelog/bulkfetch", json=answer)
        found = pull()
        assert [len(task.history) for task in found.tasks] == [2, 1]
        assert found.completeness.complete


class TestStrangers:
    """An expired or wrong token may be answered as if to a stranger (API-FACTS 0.1), by any of the calls."""

    @pytest.mark.parametrize("where", ["serverInfo", "myself", "field", "search/jql"])
    @pytest.mark.parametrize("reason", ["AUTHENTICATED_FAILED", "OUT, AUTHENTICATED_FAILED", "authenticated_failed"])
    def test_is_seen_on_every_answer(self, web, where, reason):
        headers = {"X-Seraph-LoginReason": reason}
        web.get(f"{SITE}/rest/api/2/serverInfo", json=CLOUD, headers=headers if where == "serverInfo" else {})
        rest = f"{SITE}/rest/api/3"
        web.get(f"{rest}/myself", json=ME, headers=headers if where == "myself" else {})
        web.get(f"{rest}/field", json=[], headers=headers if where == "field" else {})
        web.get(f"{rest}/search/jql", json={"issues": [], "isLast": True}, headers=headers)
        with pytest.raises(NotLetIn, match="does not accept the token") as refusal:
            pull()
        assert "api-tokens" in refusal.value.hint

    @pytest.mark.parametrize("headers", [{"x-seraph-loginreason": "OUT, OK"}, {"x-seraph-loginreason": "OK"}, {}])
    def test_success_has_its_own_word_or_none(self, web, headers):
        web.jira(headers=headers)
        web.page(issue(1))
        assert len(pull().tasks) == 1

    @pytest.mark.parametrize(
        "answer",
        [
            {"body": "Client must be authenticated to access this resource.", "content_type": "text/plain"},
            {"json": {"message": "Client must be authenticated to access this resource.", "status-code": 401}},
            {"body": "<html><title>Unauthorized (401)</title></html>", "content_type": "text/html"},
            {"body": ""},
        ],
    )
    def test_401_in_every_dress(self, web, answer):
        web.get(f"{SITE}/rest/api/2/serverInfo", json=CLOUD)
        web.get(f"{SITE}/rest/api/3/myself", status=401, **answer)
        with pytest.raises(NotLetIn, match=r"does not accept the token .the environment variable JIRA_TOKEN."):
            pull()
        assert len(web.calls) == 2

    def test_404_to_a_stranger_is_no_missing_page(self, web):
        web.get(f"{SITE}/rest/api/2/serverInfo", status=404, json={"errorMessages": ["No."]}, headers=FAILED)
        with pytest.raises(NotLetIn, match="does not accept the token"):
            pull()

    @pytest.mark.parametrize("status", [200, 401, 403])
    def test_a_captcha_is_never_tried_again(self, web, status):
        web.get(f"{SITE}/rest/api/2/serverInfo", status=status, body="<html>Forbidden</html>", headers=CAPTCHA)
        with pytest.raises(NotLetIn, match="captcha") as refusal:
            pull()
        assert "once in a browser" in refusal.value.hint
        assert len(web.calls) == 1

    def test_what_the_account_may_not_do_is_said_in_jiras_words(self, web):
        web.jira()
        web.get(f"{web.rest}/search/jql", status=403, json={"errorMessages": ["You may not."], "errors": {}})
        with pytest.raises(NotLetIn, match=r"“You may not\.”"):
            pull()


class TestAnswers:
    @pytest.mark.parametrize(
        "answer",
        [{"issues": None}, {"issues": {}}, {"total": 0}, {"issues": [{"key": "WEB-1"}]}, {"issues": ["WEB-1"]}, []],
    )
    def test_what_is_no_page_of_issues_is_no_empty_page(self, web, answer):
        web.jira()
        web.get(f"{web.rest}/search/jql", json=answer)
        with pytest.raises(Unreachable, match="not what was asked for"):
            pull()

    def test_a_login_page_with_200(self, web):
        web.get(f"{SITE}/rest/api/2/serverInfo", body="<html><body>Log in</body></html>", content_type="text/html")
        with pytest.raises(Unreachable, match="a web page instead of data"):
            pull()

    def test_a_redirect_to_a_login_is_not_followed(self, web):
        web.get(f"{SITE}/rest/api/2/serverInfo", status=302, headers={"Location": "https://elsewhere.example/login"})
        with pytest.raises(Unreachable, match="302") as refusal:
            pull()
        assert "login page" in refusal.value.hint
        assert len(web.calls) == 1

    @pytest.mark.parametrize("page", [{"body": "<html>No</html>", "content_type": "text/html"}, {"json": {"no": 1}}])
    def test_where_only_version_3_is_let_through(self, web, page):
        web.jira()
        web.replace("GET", f"{SITE}/rest/api/2/serverInfo", status=404, **page)
        web.get(f"{SITE}/rest/api/3/serverInfo", json=CLOUD)
        web.page(issue(1))
        assert len(pull().tasks) == 1

    def test_a_project_is_missed_although_projects_cannot_be_listed(self, web):
        web.jira()
        web.page()
        web.get(f"{web.rest}/project/WEB", status=404, json={"errorMessages": ["No."]})
        web.get(f"{web.rest}/project/search", status=404, body="<html>No</html>", content_type="text/html")
        with pytest.raises(NotLetIn, match="WEB does not exist") as refusal:
            pull()
        assert "permission to browse it" in refusal.value.hint

    def test_a_mere_name_proves_nothing_where_projects_cannot_be_listed(self, web):
        web.jira()
        web.page()
        web.get(f"{web.rest}/project/search", status=403, json={"errorMessages": ["No."]})
        assert pull(jql='project = "Web shop"').tasks == ()

    def test_another_server(self, web):
        for version in (2, 3):
            web.get(f"{SITE}/rest/api/{version}/serverInfo", status=404, json={"error": "not found"})
        with pytest.raises(Unreachable, match="not as Jira does"):
            pull()

    def test_a_removed_address(self, web):
        web.jira(DC)
        gone = "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."
        web.get(f"{SITE}/rest/api/2/search", status=410, json={"errorMessages": [gone], "errors": {}})
        with pytest.raises(TrackerRefused, match="has been removed"):
            pull()

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"errorMessages": ["No value x."], "warningMessages": ["Old."]}, "No value x.; Old."),
            ({"errorMessages": [], "errors": {"jql": "Odd."}}, "jql: Odd."),
            ({"errorMessages": ["One."], "errors": {"field": "Two."}}, "One.; field: Two."),
        ],
    )  # fmt: skip
    def test_all_of_jiras_words_on_a_query(self, web, said, words):
        web.jira()
        web.get(f"{web.rest}/search/jql", status=400, json=said)
        with pytest.raises(JqlRefused) as refusal:
            pull(jql="assignee = x")
        assert refusal.value.said == words
        assert words in refusal.value.message

    def test_a_query_on_a_project_that_is_not_seen_is_a_matter_of_permission(self, web):
        web.jira()
        said = "The value 'WEB' does not exist for the field 'project'."
        web.get(f"{web.rest}/search/jql", status=400, json={"errorMessages": [said], "warningMessages": []})
        web.get(f"{web.rest}/project/WEB", status=404, json={"errorMessages": ["No project could be found."]})
        web.get(
            f"{web.rest}/project/search",
            json={"values": [{"id": "1", "key": "APP", "name": "The app"}], "isLast": True},
        )
        with pytest.raises(
            NotLetIn, match="project WEB does not exist, or the account Bridge cannot see it"
        ) as refusal:
            pull()
        assert "APP (The app)" in refusal.value.hint

    def test_a_project_named_by_its_name(self, web):
        web.jira()
        web.page()
        web.get(f"{web.rest}/project/search", json={"values": [{"id": "1", "key": "WEB", "name": "Web shop"}]})
        assert pull(jql='project = "web shop"').tasks == ()

    def test_no_secret_in_any_of_it(self, web):
        token = "ATATT-very-secret-token"
        web.jira()
        web.get(f"{web.rest}/search/jql", status=400, json={"errorMessages": [f"What is {token}?"]})
        with pytest.raises(TrackerbridgeError) as failure:
            pull(token=token, jql="assignee = x")
        assert token not in f"{failure.value}{failure.value.said}"


class TestGateway:
    URL = "https://api.atlassian.com/ex/jira/11111111-2222"

    def gateway(self, web):
        web.jira(url=self.URL)
        behind = issue(1)
        behind["self"] = f"{self.URL}/rest/api/3/issue/10001"
        web.page(behind)

    def test_scoped_tokens_go_there_and_links_go_to_the_site(self, web):
        self.gateway(web)
        found = pull(url=self.URL, browse_url="https://acme.atlassian.net/")
        assert found.tasks[0].url == "https://acme.atlassian.net/browse/WEB-1"
        assert found.source == "jira:bakery.example"  # as Jira says: where people look makes no other Jira of it
        assert all(call.request.url.startswith(self.URL) for call in web.calls)

    def test_without_a_browse_url_the_site_is_what_jira_says(self, web):
        self.gateway(web)
        assert pull(url=self.URL).tasks[0].url == f"{SITE}/browse/WEB-1"


def test_the_library_gets_no_credentials_and_no_retries(web):
    web.jira()
    web.page(issue(1))
    pulled = connector()
    pulled.pull(now=NOW)
    session = pulled._api._calls._jira._session
    assert (session.auth, session.max_retries) == (None, 0)
    assert all(call.request.headers["Authorization"].startswith("Basic ") for call in web.calls)
    assert not any("JIRA" in call.request.url for call in web.calls)
