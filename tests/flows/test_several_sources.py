"""Several sources in one project, several projects on one Jira: each task once, and what fails fails its own alone."""

from __future__ import annotations

import json

import pytest
from tests.flows.jira_office import NEXT_DAY, JiraOffice, bakery, project, publish
from tests.flows.office import CLIENT_BOARD, empty_board
from tests.flows.team_board import SOURCE, team_board
from tests.trackers.files.workbooks import xlsx

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.faults import Fault

MORE = "\n[[projects.{name}.sources]]\n{place}\n"
BOARD = f'connection = "boards"\nboard = "{SOURCE}"'
ROWS = [["ID", "Task", "Status", "Due"], ["1", "A printed menu", "Doing", "2026-03-02"], ["2", "Bags", "To do", ""]]
OTHER_ROWS = [ROWS[0], ["1", "A sign for the door", "Doing", "2026-03-02"], ["3", "Lights", "To do", ""]]


def jira(jql: str) -> str:
    return f'connection = "work"\njql = "{jql}"'


def sources(*places: str, name: str = "web", jql: str = "project = WEB", select: str = "all") -> str:
    """A project of this query and these further places, published."""
    more = "".join(MORE.format(name=name, place=place) for place in places)
    return project(name, jql) + more + publish(name, select=select)


def sheet(here: JiraOffice, name: str, rows: list[list[str]]) -> str:
    """A sheet beside the configuration, as a source."""
    table = xlsx(rows) if name.endswith("xlsx") else "\n".join(map(",".join, rows)).encode()
    (here.folder / name).write_bytes(table)
    return f'path = "{name}"'


@pytest.fixture
def here(jira_office) -> JiraOffice:
    made: JiraOffice = jira_office(None, empty_board(), team_board())
    return made


def silent(here: JiraOffice) -> None:
    """A second sync writes nothing, nor does one without a ledger."""
    before = here.writes()
    assert here.json("sync", "web")["status"] == "unchanged"
    here.lose_ledger()
    assert here.json("sync", "web")["status"] == "unchanged"
    assert here.writes() == before


class TestOneClient:
    @pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
    def test_reads_of_a_query_a_board_and_a_sheet(self, here, name):
        here.configure(here.work() + sources(BOARD, sheet(here, name, ROWS)))
        assert here.json("audit", "web")["tasks"] == 5 + 3 + 2
        assert here.json("sync", "web", "--force")["status"] == "ok"
        assert {"Cakes by post", "Page 1 can be read on a phone", "A printed menu", "Bags"} < set(here.cards())
        silent(here)

    def test_a_source_that_is_taken_out_leaves_its_cards_as_they_are_and_it_is_said(self, here):
        here.configure(here.work() + sources(BOARD))
        here.json("sync", "web", "--force")
        here.configure(here.work() + sources())
        assert here.changes(now=NEXT_DAY) == []
        said = " ".join(here.run("sync", "web").stdout.split())
        assert "3 of our cards come from a source that the project no longer reads; they stay as they are." in said

    def test_two_sheets_that_both_number_from_one(self, here):
        here.configure(here.work() + sources(sheet(here, "plan.csv", ROWS), sheet(here, "door.xlsx", OTHER_ROWS)))
        here.json("sync", "web", "--force")
        assert {"A printed menu", "A sign for the door", "Bags", "Lights"} < set(here.cards())
        silent(here)
        keys = {flag["task"]["key"] for flag in here.json("audit", "web")["flags"] if flag["task"]}
        assert {"plan/1", "door/1"} <= keys
        assert "1" not in keys


class TestQueriesThatOverlap:
    @pytest.fixture
    def overlapping(self, here):
        here.configure(here.work() + sources(jira("labels = client"), select="label:client"))
        assert here.json("sync", "web", "--force")["status"] == "ok"
        return here

    def test_every_issue_has_one_card(self, overlapping):
        titles = [card["name"] for card in overlapping.tracker("GET", f"boards/{CLIENT_BOARD}/cards")]
        assert sorted(titles) == sorted(set(titles))
        assert len(titles) == 2 + 4
        audited = overlapping.json("audit", "web")
        assert audited["tasks"] == 5
        assert any("4 tasks also stand in an earlier source" in note for note in audited["completeness"]["notes"])
        silent(overlapping)

    def test_the_other_way_round_nothing_changes(self, overlapping):
        turned = sources(jira("project = WEB"), jql="labels = client", select="label:client")
        overlapping.configure(overlapping.work() + turned)
        assert overlapping.json("plan", "web")["changes"] == []

    def test_an_issue_that_leaves_one_of_them_keeps_its_card(self, overlapping):
        overlapping.state.add_project("SHOP", "The shop")
        overlapping.state.move("WEB-5", "SHOP")
        assert overlapping.json("plan", "web")["changes"] == []

    def test_its_requests_are_those_of_one_connection(self, here):
        here.configure(here.work() + sources(jira("labels = client")))
        here.json("audit", "web")
        asked = [entry.path.rpartition("/")[2] for entry in here.sandbox.requests]
        assert [asked.count(name) for name in ("serverInfo", "myself", "field")] == [1, 1, 1]


class TestOneSourceThatFails:
    """It fails its project, wholly and safely, and no other."""

    def assert_fails(self, here: JiraOffice, code: int, *, alone: int, said: str) -> None:
        """Two projects, of which the first fails with ``alone``; together they end with ``code``."""
        before = here.writes()
        assert here.run("sync", "web", "--force").exit_code == alone
        assert here.writes() == before
        result = here.run("audit", "--format", "json")
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        web, team = json.loads(result.stdout)["projects"]
        assert said in web["error"]["message"]
        assert web["completeness"]["complete"] is False
        if code == 6:
            assert team["tasks"] == 3

    def two(self, here: JiraOffice, web: str) -> None:
        team = f"[projects.team]\n[[projects.team.sources]]\n{BOARD}\n"
        here.configure(here.work() + web + team)

    def test_a_project_that_is_not_seen(self, here):
        self.two(here, sources(jira("project = NOWHERE"), BOARD))
        self.assert_fails(here, 6, alone=3, said="The Jira project NOWHERE does not exist")

    def test_a_jira_that_is_down(self, here):
        self.two(here, sources(BOARD))
        here.sandbox.faults.add(Fault(path="/rest/.*search", status=503))
        self.assert_fails(here, 6, alone=4, said="could not answer")

    def test_a_query_that_is_suddenly_empty(self, here):
        self.two(here, sources(BOARD))
        here.json("audit", "web")
        account = here.state.account(credentials.JIRA_EMAIL)
        account.hidden = {one["id"] for one in here.state.issues}
        self.assert_fails(here, 6, alone=5, said="had 5 live tasks at the last look and now has none")

    def test_a_sheet_that_is_gone(self, here):
        self.two(here, sources(sheet(here, "plan.csv", ROWS)))
        (here.folder / "plan.csv").unlink()
        self.assert_fails(here, 6, alone=2, said="plan.csv")

    def test_all_that_fail_alike_end_with_their_own_code(self, here):
        here.configure(here.work() + project("web", "project = NOWHERE") + project("shop", "project = NOWHERE"))
        assert here.run("audit").exit_code == 3
        account = here.state.account(credentials.JIRA_EMAIL)
        account.expired = True
        assert here.run("audit").exit_code == 3
        here.sandbox.stop()
        assert here.run("audit").exit_code == 4

    def test_a_sync_of_both_does_what_can_be_done(self, here):
        good = sources(name="web", select="label:client")
        here.configure(here.work() + project("lost", "project = NOWHERE") + publish("lost") + good)
        result = here.run("sync", "--force", "--format", "json")
        assert result.exit_code == 6
        assert [one["status"] for one in json.loads(result.stdout)["projects"]] == ["failed", "ok"]
        assert len(here.cards()) == 2 + 4


def test_what_projects_share_is_asked_once_and_every_request_is_counted(here):
    one, two = project("one", "labels = client"), project("two", "labels = inside")
    here.configure(here.work() + one + two)
    found = json.loads(here.run("audit", "--format", "json").stdout)
    asked = [entry.path.rpartition("/")[2] for entry in here.sandbox.requests]
    assert [asked.count(name) for name in ("serverInfo", "myself", "field")] == [1, 1, 1]
    counted = [found["requests"], *(each["requests"] for each in found["projects"])]
    assert sum(sum(each.values()) for each in counted) == len(here.sandbox.requests) == 3 + 2


def test_the_sample_work_is_not_what_it_is_compared_with():
    """Guards the counts above: five issues, four of them for the client."""
    shown = [one for one in bakery() if "client" in one["fields"]["labels"]]
    assert (len(bakery()), len(shown)) == (5, 4)
