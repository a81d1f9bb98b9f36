"""The main road: the team's Jira, Cloud or Data Center, and the client's Trello board, as people type it."""

from __future__ import annotations

import pytest
from tests.flows.jira_office import NEXT_DAY, project, publish


@pytest.fixture
def office(jira_office):
    return jira_office()


@pytest.fixture
def published(office):
    """The client has the board already."""
    assert office.json("sync", "web", "--force")["status"] == "ok"
    return office


def codes(audited: dict, key: str) -> set[str]:
    return {flag["code"] for flag in audited["flags"] if flag["task"] and flag["task"]["key"] == key}


def severities(audited: dict, key: str) -> dict[str, str]:
    found = [flag for flag in audited["flags"] if flag["task"] and flag["task"]["key"] == key]
    return {flag["code"]: flag["severity"] for flag in found}


class TestTheFirstLook:
    def test_check_is_content(self, office):
        result = office.run("check")
        assert result.exit_code == 0, result.stdout
        assert "lets us in as Sandbox Team" in result.stdout

    def test_an_audit_finds_what_is_late_and_who_waits(self, office):
        audited = office.json("audit", "web")
        assert audited["completeness"]["complete"]
        assert audited["tasks"] == 5
        assert "D01" in codes(audited, "WEB-1")
        assert "R01" in codes(audited, "WEB-2")
        url = next(flag["task"]["url"] for flag in audited["flags"] if flag["task"])
        assert url.startswith(f"{office.sandbox.jira_url}/browse/WEB-")

    def test_the_client_sees_what_was_chosen_by_the_plan_that_was_kept(self, office):
        kept = office.folder / "first.plan"
        assert office.run("plan", "web", "--out", kept).exit_code == 0
        assert office.writes() == []
        synced = office.json("sync", "web", "--plan", kept)
        assert (synced["status"], synced["applied"]) == ("ok", len(office.writes()))
        cards = office.cards()
        assert {"The cake counter", "Orders by telephone", "Opening hours", "Cakes by post"} < set(cards)
        assert not any("oven" in title for title in cards)
        assert "27\N{NO-BREAK SPACE}February" in cards["Opening hours"]["desc"]

    def test_nothing_is_written_to_jira(self, published):
        assert not any("/rest/" in line for line in published.writes())

    def test_a_plan_that_was_kept_does_not_survive_a_change_in_jira(self, office):
        kept = office.folder / "first.plan"
        office.run("plan", "web", "--out", kept)
        office.jira("PUT", "issue/WEB-2", fields={"summary": "Something else entirely"})
        before = office.writes()
        refused = office.run("sync", "web", "--plan", kept)
        assert refused.exit_code == 5
        assert "the published work has changed since" in refused.stderr
        assert office.writes() == before


class TestSilence:
    """With nothing new, nothing is written: again, without a ledger, and on the next day."""

    def test_again_without_a_ledger_and_on_the_next_day(self, published):
        before = published.writes()
        again = published.json("sync", "web")
        assert (again["status"], again["applied"]) == ("unchanged", 0)
        published.lose_ledger()
        assert published.json("sync", "web")["status"] == "unchanged"
        assert published.json("sync", "web", now=NEXT_DAY)["status"] == "unchanged"
        assert published.writes() == before

    def test_when_only_the_team_talks(self, published):
        published.jira("POST", "issue/WEB-5/comment", body="The boxes are ordered.")
        assert published.json("plan", "web", now=NEXT_DAY)["changes"] == []

    def test_when_what_is_not_for_the_client_changes(self, published):
        published.jira("PUT", "issue/WEB-4", fields={"summary": "Another oven", "duedate": "2026-03-20"})
        assert published.json("plan", "web", now=NEXT_DAY)["changes"] == []

    def test_when_an_issue_moves_to_another_project_of_the_query(self, published):
        published.state.add_project("SHOP", "The shop")
        published.configure(published.work() + project(jql="project in (WEB, SHOP)") + publish())
        assert published.json("plan", "web")["changes"] == []
        published.state.move("WEB-2", "SHOP")
        assert published.json("audit", "web")["tasks"] == 5
        assert published.json("plan", "web", now=NEXT_DAY)["changes"] == []
        published.lose_ledger()
        assert published.json("sync", "web", now=NEXT_DAY)["status"] == "unchanged"

    def test_a_moved_issue_is_judged_as_what_the_client_sees(self, published):
        published.state.add_project("SHOP", "The shop")
        published.configure(published.work() + project(jql="project in (WEB, SHOP)") + publish())
        before = severities(published.json("audit", "web"), "WEB-1")
        published.state.move("WEB-1", "SHOP")
        assert severities(published.json("audit", "web"), "SHOP-1") == before
        assert before["D01"] == "high"


def relabelled(key: str) -> tuple[tuple[str, str, str], ...]:
    """A card that tells something else under another label."""
    return ("update", "card", key), ("label", "card", key), ("unlabel", "card", key)


class TestOneChange:
    """Of one thing that changes in Jira, one card tells; nothing is doubled, and the run after it is silent."""

    def expected(self, office, *changes: tuple[str, str, str]) -> dict:
        assert office.changes(now=NEXT_DAY) == sorted(changes)
        assert office.json("sync", "web", now=NEXT_DAY)["status"] == "ok"
        before = office.writes()
        assert office.json("sync", "web", now=NEXT_DAY)["status"] == "unchanged"
        assert office.writes() == before
        return office.cards()

    def test_a_date_that_moved(self, published):
        published.jira("PUT", "issue/WEB-5", fields={"duedate": "2026-04-22"})
        cards = self.expected(published, *relabelled("WEB-5"))
        assert cards["Cakes by post"]["due"].startswith("2026-04-22")
        assert "from 15 to 22\N{NO-BREAK SPACE}April" in cards["Cakes by post"]["desc"]

    def test_work_that_began(self, published):
        self.moved(published, "WEB-5", "In Progress")
        cards = self.expected(published, ("update", "card", "WEB-5"))
        assert cards["Cakes by post"]["idList"] == cards["Orders by telephone"]["idList"]

    def test_work_that_was_delivered(self, published):
        self.moved(published, "WEB-2", "Done")
        cards = self.expected(published, *relabelled("WEB-2"))
        assert cards["Orders by telephone"]["idList"] == cards["Opening hours"]["idList"]
        assert cards["Orders by telephone"]["dueComplete"]

    def moved(self, office, key: str, status: str) -> None:
        choices = office.jira("GET", f"issue/{key}/transitions")["transitions"]
        choice = next(one["id"] for one in choices if one["to"]["name"] == status)
        office.jira("POST", f"issue/{key}/transitions", transition={"id": choice})

    def test_a_new_name(self, published):
        published.jira("PUT", "issue/WEB-2", fields={"summary": "Orders by phone"})
        cards = self.expected(published, ("update", "card", "WEB-2"))
        assert "Orders by phone" in cards
        assert "Orders by telephone" not in cards

    def test_a_new_issue(self, published):
        new = {"project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": "A map", "labels": ["client"]}
        published.jira("POST", "issue", fields=new)
        assert "A map" in self.expected(published, ("create", "card", "WEB-6"))

    def test_an_issue_that_is_deleted(self, published):
        published.jira("DELETE", "issue/WEB-5")
        assert "Cakes by post" not in self.expected(published, ("archive", "card", "WEB-5"))

    def test_an_issue_that_leaves_the_query(self, published):
        published.state.add_project("SHOP", "The shop")
        published.state.move("WEB-5", "SHOP")
        assert "Cakes by post" not in self.expected(published, ("archive", "card", "WEB-5"))

    def test_an_issue_that_is_no_longer_for_the_client(self, published):
        published.jira("PUT", "issue/WEB-5", update={"labels": [{"remove": "client"}]})
        assert "Cakes by post" not in self.expected(published, ("archive", "card", "WEB-5"))


class TestHalfAnAnswer:
    """What was not read to its end takes nothing away."""

    def test_an_issue_of_a_page_that_never_came_keeps_its_card(self, jira_office):
        office = jira_office(page_max=3)
        office.json("sync", "web", "--force")
        office.forget_looks()
        nothing = {"issues": [], "isLast": False} if office.cloud else {"issues": [], "total": 5, "startAt": 3}
        office.sandbox.faults.add({"path": "/search", "nth": range(2, 99), "status": 200, "body": nothing})
        planned, before = office.json("plan", "web", now=NEXT_DAY, code=5), office.writes()
        assert not any(change["action"] == "archive" for change in planned["changes"])
        assert "The pull was cut short" in planned["refusals"][0]
        assert not planned["completeness"]["complete"]
        assert office.json("sync", "web", "--force", now=NEXT_DAY, code=5)["status"] == "refused"
        assert office.writes() == before

    def test_a_connection_that_breaks_off_changes_nothing(self, published):
        published.sandbox.faults.add({"path": "/search", "truncate": 40})
        before = published.writes()
        cut = published.json("sync", "web", code=4)
        assert (cut["status"], cut["applied"]) == ("failed", 0)
        assert published.writes() == before


def test_an_expired_token_changes_nothing_and_says_so(published):
    before = published.writes()
    published.env["JIRA_TOKEN"] = "expired-expired-expired"
    result = published.run("sync", "web")
    assert result.exit_code == 3
    assert "does not accept the token (the environment variable JIRA_TOKEN)" in result.stderr
    assert "expired-expired" not in result.stdout + result.stderr
    assert published.writes() == before
