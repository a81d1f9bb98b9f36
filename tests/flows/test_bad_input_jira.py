"""A Jira that does not let us in, does not understand us or is not there: what a manager reads, and no write.

Content that is only strange (a status of no category, a document of an unknown kind) is published as it should be.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.certificates import self_signed
from tests.flows.jira_office import NEXT_DAY, JiraOffice, project, publish
from tests.flows.ways import behind_tls, proxy
from tests.trackers.jira.issues import DOING, comment, issue

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.faults import Fault
from trackerbridge.sandbox.jira import kinds

NEW_TOKEN = (
    "Cloud: make an API token at https://id.atlassian.com/manage-profile/security/api-tokens and give the account's "
    "e-mail as email. Data Center: make a personal access token in your Jira profile, and leave email out."
)

AFTER_GRACE = "2026-03-09T16:00+00:00"


@pytest.fixture
def here(jira_office) -> JiraOffice:
    made: JiraOffice = jira_office()
    return made


def account(here: JiraOffice) -> Any:
    return here.state.account(credentials.JIRA_EMAIL)


def asks(here: JiraOffice, jql: str) -> None:
    here.configure(here.work() + project(jql=jql) + publish())


def said(here: JiraOffice, code: int, *words: str) -> str:
    """What stands on stderr; HOST for the sandbox's address. Nothing was written, and no secret is shown."""
    before = here.writes()
    result = here.run(*(words or ("sync", "web", "--force")))
    assert result.exit_code == code, result.output
    assert here.writes() == before
    assert here.env["JIRA_TOKEN"] not in result.output
    assert "Traceback" not in result.output
    return result.stderr.replace(here.sandbox.url.removeprefix("http://"), "HOST").strip()


class TestNotLetIn:
    def test_a_token_that_has_expired(self, here):
        account(here).expired = True
        assert said(here, 3) == (
            "Error: Jira does not accept the token (the environment variable JIRA_TOKEN): "
            f"it is wrong, was revoked, or has expired.\n  {NEW_TOKEN}"
        )

    @pytest.mark.parametrize("nothing", [{"issues": [], "isLast": True, "total": 0}], ids=["200 and empty"])
    def test_a_token_that_expires_after_the_first_answer(self, here, nothing):
        """The search answers as to a stranger, 200 and without an issue (API-FACTS 0.1)."""
        stranger = {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}
        here.sandbox.faults.add(Fault(path="/search", status=200, body=nothing, headers=stranger))
        assert said(here, 3).startswith("Error: Jira does not accept the token")

    def test_a_refusal_in_plain_text(self, here):
        here.sandbox.faults.add(Fault(path="/myself", status=401, body="Client must be authenticated to access this"))
        assert said(here, 3).startswith("Error: Jira does not accept the token")

    def test_check_says_so_too_and_ends_with_it(self, here):
        account(here).expired = True
        result = here.run("check")
        assert result.exit_code == 3
        assert "MEND  web" in result.stdout

    def test_a_captcha_is_met_once(self, here):
        account(here).captcha = True
        assert said(here, 3) == (
            "Error: HOST asks the account of this token for a captcha, after logins that failed. We did not try "
            "again, since every try prolongs it.\n"
            "  Log in to HOST once in a browser and answer it; check the token (the environment variable JIRA_TOKEN) "
            "before you run again."
        )
        assert sum("/rest/" in entry.path for entry in here.sandbox.requests) == 1

    def test_a_project_that_is_not_there_or_not_seen(self, here):
        asks(here, "project in (WEB, NOWHERE)")
        assert said(here, 3) == (
            "Error: The Jira project NOWHERE does not exist, or the account Sandbox Team cannot see it.\n"
            "  Projects it can see: WEB (Web shop). Name one of these in jql, or give the account the permission to "
            "browse it."
        )

    def test_an_account_that_sees_no_project_at_all(self, here):
        account(here).projects = frozenset()
        assert said(here, 3).endswith(
            "It can see no project at all: give the account the permission to browse it."
        )  # fmt: skip

    def test_half_of_the_issues_are_suddenly_hidden(self, jira_office):
        """Jira does not tell hidden from deleted, so the limit of what may be archived stops it."""
        here = jira_office(
            [issue(n, summary=f"Cake number {n}", labels=["client"], status=DOING) for n in range(1, 17)]
        )
        here.json("sync", "web", "--force")
        account(here).hidden = {str(10_000 + n) for n in range(1, 9)}
        before = here.writes()
        refused = here.json("sync", "web", now=NEXT_DAY, code=5)
        assert "8 cards" in refused["errors"][0]
        assert "projects.web.limits.archive" in refused["errors"][0]
        assert here.writes() == before

    def test_all_of_the_issues_are_suddenly_hidden(self, here):
        here.json("sync", "web", "--force")
        account(here).hidden = {one["id"] for one in here.state.issues}
        assert said(here, 5).startswith("Error: project = WEB had 5 live tasks at the last look and now has none")
        assert said(here, 5, "audit", "web").startswith("Error: project = WEB had 5 live tasks")

    def test_another_query_that_finds_nothing(self, here):
        here.json("sync", "web", "--force")
        asks(here, "project = WEB AND labels = nothing")
        refused = here.json("sync", "web", code=5)
        assert "is suddenly empty, while 4 cards on the client's board come from it" in refused["errors"][0]


class TestNotUnderstood:
    def test_a_typo_is_told_in_jiras_own_words(self, here):
        asks(here, "project = WEB AND colour = red")
        sentence = (
            "Jira does not understand the jql of the source. It said: “Field 'colour' does not exist or you do not "
            "have permission to view it.”"
        )
        hint = "Try the query in Jira's own search (Filters, Advanced), and copy it from there."
        assert said(here, 2) == f"Error: {sentence}\n  {hint}"
        assert hint in " ".join(here.run("check").stdout.split())

    @pytest.mark.parametrize("jql", ["ORDER BY created DESC", " "])
    def test_a_query_that_restricts_nothing(self, here, jql):
        asks(here, jql)
        told = said(here, 2)
        assert "restricts nothing" in told
        assert ("Unbounded JQL queries are not allowed here" in told) == here.cloud
        assert told.endswith('Name at least a project in the jql of the source, such as jql = "project = WEB".')
        assert here.run("check").exit_code == 2

    def test_a_client_date_in_a_field_that_is_not_there(self, here):
        dates = '[projects.web.dates]\nclient = "field:Promised"\n'
        here.configure(here.work() + project() + dates + publish())
        assert said(here, 2) == (
            "Error: This Jira has no field named “Promised”, which dates.client names.\n"
            '  It has no custom date field; dates.client = "due" takes the due date.'
        )
        here.state.fields.add(kinds.custom_field(10_050, "Promised day", "date", kinds.DATE))
        assert "Its custom date fields: Promised day; or" in said(here, 2)
        assert here.run("check").exit_code == 2


class TestNotThere:
    def test_the_path_that_a_data_center_lives_under_is_forgotten(self, here):
        url = here.sandbox.url + ("/elsewhere" if here.cloud else "")
        here.configure(here.work(url=url) + project() + publish())
        assert said(here, 4).endswith(
            "Check the connection's url: the address of the site, up to the part before /browse."
        )

    @pytest.mark.parametrize(
        ("fault", "sentence"),
        [
            (Fault(path="/search", status=502), "HOST could not answer GET "),
            (Fault(path="/search", drop="before"), "HOST does not answer (the connection broke)."),
            (Fault(path="/search", truncate=50), "HOST does not answer (the connection broke)."),
            (Fault(path="/myself", status=200, body="<html>Log in</html>"), "with a web page instead of data"),
        ],
        ids=["down", "dropped", "cut", "login page"],
    )
    def test_an_answer_that_is_none(self, here, fault, sentence):
        here.sandbox.faults.add(fault)
        assert sentence in said(here, 4)

    def test_a_limit_that_outlasts_the_budget(self, here, monkeypatch):
        monkeypatch.undo()  # the budget waits as it really does: it sees at once that the wait is too long
        monkeypatch.setattr("trackerbridge.trackers.limits.SharedLimiter.acquire", lambda self, budget: None)
        here.configure(here.work() + project() + publish(), top="[run]\nbudget_seconds = 5\n")
        here.sandbox.faults.add(Fault(path="/search", status=429, headers={"retry-after": "900"}, body={}))
        spent = said(here, 4)
        assert spent.startswith("Error: The run's budget of 5 s is spent: HOST limits our requests and asks us to wait")
        assert spent.endswith("Run again later, or raise run.budget_seconds in the configuration.")


class TestOnTheWay:
    """A server's own certificate, and a proxy: told what to do, and works once that is done."""

    def test_a_certificate_of_its_own(self, here, tmp_path):
        certificate = self_signed(tmp_path)
        with behind_tls(here.sandbox.port, certificate) as port:
            url = f"https://localhost:{port}{here.sandbox.jira.context_path}"
            here.configure(here.work(url=url) + project())
            told = said(here, 4, "audit", "web")
            assert "shows a certificate that nobody known here has signed, so nothing was sent to it." in told
            assert "name that file as ca_file of the connection" in told
            here.configure(here.work(url=url, ca_file=certificate.name) + project())
            assert here.json("audit", "web")["tasks"] == 5

    def test_a_proxy_from_the_environment(self, here, tmp_path):
        certificate = self_signed(tmp_path, "jira.bakery.example")
        url = f"https://jira.bakery.example{here.sandbox.jira.context_path}"
        here.configure(here.work(url=url, ca_file=str(certificate)) + project())
        asked: list[str] = []
        with behind_tls(here.sandbox.port, certificate) as port, proxy(port, asked) as way:
            here.env["HTTPS_PROXY"] = way
            assert here.json("audit", "web")["tasks"] == 5
        assert {line.rpartition(" ")[0] for line in asked} == {"CONNECT jira.bakery.example:443"}

    def test_a_proxy_that_lets_nobody_through(self, here):
        here.configure(here.work(url="https://jira.bakery.example") + project())
        with proxy(None, []) as way:
            here.env["HTTPS_PROXY"] = way
            assert said(here, 4, "audit", "web") == (
                "Error: jira.bakery.example does not answer (the proxy did not let us through).\n"
                "  Check the network and the connection's url, then run again."
            )


HOLOGRAM = {
    "type": "doc",
    "version": 1,
    "content": [
        {"type": "hologram", "attrs": {"depth": 3}, "content": [{"type": "text", "text": "A cake in the air."}]},
        {"type": "paragraph", "content": [{"type": "aroma", "text": "Vanilla."}]},
    ],
}
STRANGE = {
    "a status of no category": {"status": {"id": "777", "name": "Tasting"}},
    "a document of an unknown kind": {"description": HOLOGRAM},
    "as long as Jira allows": {"description": "Cakes for all of us. " * 1_560, "summary": "Cake " * 51},
    "a summary of marks": {"summary": "[Pay](https://evil.example) {color:red}now{color} @everyone"},
}


class TestStrangeButTrue:
    @pytest.mark.parametrize("fields", STRANGE.values(), ids=STRANGE.keys())
    def test_is_judged_and_published_once(self, jira_office, fields):
        long = comment("1", "And so on. " * 2_978)
        here = jira_office([issue(1, **{"labels": ["client"], "duedate": "2026-04-01", **fields}, comments=[long])])
        assert here.json("audit", "web")["completeness"]["complete"]
        assert here.json("sync", "web", "--force")["status"] == "ok"
        assert here.json("sync", "web")["status"] == "unchanged"
        texts = [card["name"] + card["desc"] for card in here.cards().values()]
        assert not any(bad in text for text in texts for bad in ("](http", "@everyone", "hologram", "And so on"))

    def test_a_status_of_no_category_is_named(self, jira_office):
        here = jira_office([issue(1, status={"id": "777", "name": "Tasting"})])
        notes = " ".join(here.json("audit", "web")["completeness"]["notes"])
        assert "Statuses without a category whose names do not say where work stands: “Tasting”." in notes

    def test_the_clients_date_stands_in_a_field_of_its_own(self, jira_office):
        here = jira_office([issue(1, summary="Cakes by post", labels=["client"], duedate="2026-03-12")])
        here.state.fields.add(kinds.custom_field(10_050, "Promised", "date", kinds.DATE))
        here.jira("PUT", "issue/WEB-1", fields={"customfield_10050": "2026-03-20"})
        dates = '[projects.web.dates]\nclient = "field:promised"\n'
        here.configure(here.work() + project() + dates + publish())
        here.json("sync", "web", "--force")
        assert here.cards()["Cakes by post"]["due"] is None  # set this minute, it has not stood for two hours yet
        here.json("sync", "web", now=NEXT_DAY)
        assert here.cards()["Cakes by post"]["due"].startswith("2026-03-20")
        assert here.json("sync", "web", now=NEXT_DAY)["status"] == "unchanged"
        here.sandbox.clock.set(datetime.fromisoformat(NEXT_DAY) + timedelta(minutes=5))
        here.jira("PUT", "issue/WEB-1", fields={"customfield_10050": "2026-03-24"})
        here.json("sync", "web", now=AFTER_GRACE)  # without a word beside it, a move is told when grace has ended
        assert here.cards()["Cakes by post"]["due"].startswith("2026-03-24")
