"""The main road over servers of another make: the team's Jira by ``url`` alone, a path prefix included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.foreign.boards import CLIENT, client_board
from tests.foreign.foreign_jira import EMAIL, TOKEN, ForeignJira
from tests.foreign.foreign_trello import ForeignTrello
from tests.foreign.shapes import audit_is_right, plan_is_right, sync_is_right
from tests.foreign.workshop import PUBLISH, Workshop
from tests.trackers.jira.issues import BORIS, DOING, DONE, TO_DO, comment, entry, issue, item

NOW = "2026-03-05T10:00+00:00"  # a Thursday
CONFIG = """
timezone = "UTC"
[ledger]
url = "sqlite:///ledger.db"

[connections.boards]
type = "trello"
url = "{trello}"
key = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"

[connections.work]
type = "jira"
url = "{jira}"
{email}
token = "env:JIRA_TOKEN"

[projects.bakery]
client = ["boris@client.example"]

[[projects.bakery.sources]]
connection = "work"
jql = "{jql}"
"""
OVEN = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Hot."}]}]}
TALK = [comment(str(n), f"Word {n}", f"2026-02-{10 + n}T10:00:00.000+0200") for n in range(1, 6)]


def work(*, cloud: bool) -> list[Any]:
    """Issues with long histories and talks; texts as this face writes them."""
    moves = [
        entry(str(n), f"2026-02-{n:02}T10:00:00.000+0200",
              item("duedate", None, None, **{"from": f"2026-02-{n:02}", "to": f"2026-02-{n + 1:02}"}))
        for n in range(5, 26)
    ]  # fmt: skip
    labels = [entry(str(100 + n), f"2026-02-26T10:{n:02}:00.000+0200", item("labels", "", f"x{n}")) for n in range(41)]
    text = OVEN if cloud else "*Hot.*"
    asked = comment("9", OVEN if cloud else "When?", "2026-02-23T10:00:00.000+0200", author=BORIS)
    return [
        issue(1, summary="The oven", status=DOING, duedate="2026-02-26", description=text, histories=[*moves, *labels],
              labels=["client"]),
        issue(2, summary="Orders by telephone", status=DOING, duedate="2026-03-27", labels=["client"],
              comments=[*(TALK if not cloud else [{**one, "body": OVEN} for one in TALK]), asked]),
        issue(3, summary="Opening hours", status=DONE, labels=["client"], resolutiondate="2026-02-27T10:00:00.000Z"),
        *(issue(n, summary=f"Cake number {n}", status=TO_DO, labels=["client"]) for n in range(4, 9)),
    ]  # fmt: skip


@dataclass
class Bakery(Workshop):
    """A workshop whose work is in the foreign Jira."""

    jira: ForeignJira = field(kw_only=True)
    jql: str = "project = WEB"

    def _configuration(self) -> str:
        email = f'email = "{EMAIL}"' if self.jira.cloud else ""
        text = CONFIG.format(trello=self.trello.url, jira=self.jira.url, email=email, jql=self.jql)
        return text if self.publish is None else text + PUBLISH.format(target=CLIENT, publish=self.publish)


@pytest.fixture(params=["cloud", "dc"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bakery]:
    """Afterwards: nothing undescribed was asked of either, no secret went anywhere."""
    cloud = request.param == "cloud"
    with ForeignTrello() as trello, ForeignJira(cloud, work(cloud=cloud)) as jira:
        trello.load(client_board())
        made = Bakery(tmp_path, trello, now=NOW, jira=jira)
        made.env["JIRA_TOKEN"] = TOKEN
        yield made
        assert trello.violations == jira.violations == []
        assert made.secrets_on_disk() == []
        assert not any(TOKEN in text for text in made.output)


def codes(ran: Any, key: str) -> set[str]:
    return {flag["code"] for flag in ran.project["flags"] if flag["task"] and flag["task"]["key"] == key}


def test_check_is_content(shop: Bakery) -> None:
    ran = shop.run("check")
    assert ran.code == 0, ran.out
    assert "lets us in as The Bridge" in ran.out


def test_an_audit_reads_every_page_the_whole_history_and_the_whole_talk(shop: Bakery) -> None:
    ran = shop.run("audit", "--format", "json")
    assert ran.code == 0, ran.err
    audit_is_right(ran.json)
    assert ran.project["completeness"]["complete"]
    assert ran.project["tasks"] == 8
    assert {"D01", "D04"} <= codes(ran, "WEB-1")  # D04 rests on entries that no search of Cloud shows
    assert "R01" in codes(ran, "WEB-2")  # the client's word is the last of six
    urls = {flag["task"]["url"] for flag in ran.project["flags"] if flag["task"]}
    assert all(url.startswith(f"{shop.jira.url}/browse/WEB-") for url in urls)


def test_a_plan_a_sync_and_silence(shop: Bakery) -> None:
    plan_is_right(shop.run("plan", "--format", "json").json)
    first = shop.sync()
    sync_is_right(first.json)
    assert (first.code, first.project["status"]) == (0, "ok")
    shop.assert_silent()
    shop.forget()
    shop.assert_silent()
    shop.assert_silent(now="2026-03-06T10:00+00:00")
    assert {method for method, path in shop.jira.requests if path != "changelog/bulkfetch"} == {"GET"}


def test_a_query_too_long_for_an_address(shop: Bakery) -> None:
    shop.jql = f"project = WEB AND labels in (client, {', '.join(f'label{n}' for n in range(600))})"
    shop.publish = None
    ran = shop.run("audit", "--format", "json")
    assert (ran.code, ran.project["tasks"]) == (0, 8)
    assert any(method == "POST" and path.startswith("search") for method, path in shop.jira.requests)


def test_a_wrong_token_is_not_an_empty_project(shop: Bakery) -> None:
    shop.env["JIRA_TOKEN"] = "ATATTwrong" + "0" * 40
    ran = shop.run("audit")
    assert ran.code == 3
    assert "does not accept the token" in ran.err
    assert ran.err.count("JIRA_TOKEN") == 1


def test_a_typo_in_its_own_words_and_a_project_that_is_not_there(shop: Bakery) -> None:
    shop.publish = None
    shop.jql = "project = WEB AND colour = red"
    ran = shop.run("audit")
    assert (ran.code, "near 'colour = red'" in ran.err) == (2, True)
    shop.jql = "project = NOWHERE"
    ran = shop.run("audit")
    assert (ran.code, "Projects it can see: WEB (Web)" in ran.err) == (3, True)


def test_the_double_itself_answers_strangers_as_jira_does(shop: Bakery) -> None:
    rest = f"{shop.jira.url}/rest/api/2"
    assert requests.get(f"{rest}/myself", timeout=5).status_code == 401
    found = requests.get(
        f"{rest}/search{'/jql' if shop.jira.cloud else ''}", params={"jql": "project = WEB"}, timeout=5
    )
    assert (found.status_code, found.json()["issues"]) == (200, [])
    assert found.headers["x-seraph-loginreason"] == "AUTHENTICATED_FAILED"
