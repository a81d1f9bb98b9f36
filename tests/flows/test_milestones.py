"""Milestones through the command line and real HTTP: on Trello and in Jira, and nothing is written twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.flows.jira_clients_side import PUBLISH, issues, silent
from tests.flows.jira_office import NEXT_DAY, JiraOffice, bakery, project, publish
from tests.trackers.jira.issues import DOING, issue

from trackerbridge.sandbox.credentials import JIRA_EMAIL

SEEN, HALF_OF_GRACE = "2026-03-06T09:00+00:00", "2026-03-06T13:30+00:00"
MONDAY = "2026-03-09T09:00+00:00"
SPRING = {"id": "700", "name": "Spring opening", "released": False, "archived": False, "releaseDate": "2026-04-20"}
TITLE = {"version": "Spring opening", "epic": "Everything for spring"}


def work() -> list[Any]:
    """The bakery's work, two pieces of it towards a version and beneath an epic."""
    epic = issue(
        20, summary=TITLE["epic"], issuetype={"id": "9", "name": "Epic"}, duedate="2026-04-20", labels=["client"]
    )
    parent = {"key": epic["key"], "id": epic["id"]}
    menu = issue(21, summary="The spring menu", status=DOING, labels=["client"], duedate="2026-04-02")
    inside = issue(22, summary="Order the flour", status=DOING, labels=["inside"])
    for one in (menu, inside):
        one["fields"] |= {"fixVersions": [SPRING], "parent": parent}
    return [*bakery(), epic, menu, inside]


def test_an_epic_that_is_closed_before_what_is_in_it_is_named_with_what_is_open(jira_office):
    here = jira_office(work())
    assert here.json("sync", "web", "--force")["status"] == "ok"
    here.sandbox.clock.set(SEEN)
    ways = here.jira("GET", "issue/WEB-20/transitions")["transitions"]
    done = next(way["id"] for way in ways if way["to"]["statusCategory"]["key"] == "done")
    here.jira("POST", "issue/WEB-20/transitions", transition={"id": done})
    said = here.json("sync", "web", now=MONDAY)["digest"]
    assert "“Everything for spring” is ready; not done beneath it: 2." in said


def test_an_epic_that_is_deleted_takes_nothing_with_it(jira_office):
    here = jira_office(work())
    assert here.json("sync", "web", "--force")["status"] == "ok"
    here.state.remove_issue(here.state.find_issue("WEB-20"))
    assert here.json("sync", "web", now=MONDAY)["status"] == "ok"
    assert TITLE["epic"] not in here.cards()
    assert "The spring menu" in here.cards()
    assert here.json("sync", "web", now=MONDAY)["status"] == "unchanged"


@pytest.fixture
def opened(jira_office: Callable[..., JiraOffice]) -> Callable[..., JiraOffice]:
    def opened(kind: str, client: str) -> JiraOffice:
        made = jira_office(work())
        made.state.add_project("CLIENT", "For you")
        made.configure(made.work() + project(more=f'milestones = "{kind}"') + client)
        assert made.json("sync", "web", "--force")["status"] == "ok"
        return made

    return opened


def texts(here: JiraOffice) -> dict[str, str]:
    """What the client reads, by title, wherever it stands."""
    if cards := here.cards():
        return {title: card["desc"] for title, card in cards.items()}
    return {title: str(row["fields"]["description"]) for title, row in issues(here).items()}


IN_JIRA = PUBLISH.format(name="web", select="label:client", more="")


def test_an_epic_is_published_once_and_stays_as_it_is(opened: Callable[..., JiraOffice]) -> None:
    here = opened("epic", publish())
    found = texts(here)
    assert "We are working towards this milestone." in found[TITLE["epic"]]
    assert "Order the flour" not in "".join((*found, *found.values()))
    silent(here)
    silent(here, NEXT_DAY)
    here.lose_ledger()
    silent(here)


def put_off(here: JiraOffice, to: str) -> None:
    row = next(one for one in here.state.versions if one["name"] == TITLE["version"])
    here.state.account(JIRA_EMAIL).admin = True  # type: ignore[union-attr]
    here.jira("PUT", f"version/{row['id']}", releaseDate=to)


def told(here: JiraOffice) -> str:
    return texts(here)[TITLE["version"]].replace("\u00a0", " ")


@pytest.mark.parametrize("client", [publish(), IN_JIRA], ids=["on Trello", "in Jira"])
def test_a_version_that_is_put_off_is_told_to_the_manager_first_and_moves_there_once(
    opened: Callable[..., JiraOffice], client: str
) -> None:
    here = opened("version", client)
    silent(here)
    put_off(here, "2026-05-04")
    said = here.json("sync", "web", now=SEEN)
    assert said["status"] == "unchanged"
    assert (
        f"“{TITLE['version']}”: the date moves from 20 April to 4 May; the client reads it on 9 March at 09:00."
        in (said["digest"])
    )
    said = here.json("sync", "web", now=HALF_OF_GRACE)
    assert said["status"] == "unchanged"
    assert f"“{TITLE['version']}” moves from 20 April to 4 May, and nobody has written why." in said["urgent"]
    assert f"promises set 'WEB {TITLE['version']}' 2026-05-04 --project web" in said["urgent"]

    said = here.json("sync", "web", now=MONDAY)  # grace ended late on Friday
    assert (said["status"], said["urgent"]) == ("ok", "")
    assert f"“{TITLE['version']}”: the date moves from 20 April to 4 May." in said["digest"]
    assert "The date has moved from 20 April to 4 May." in told(here)
    moved = {title: text.replace("\u00a0", " ") for title, text in texts(here).items()}
    assert any("4 May; first planned for 20 April" in text for text in moved.values())
    assert "Spring opening" in here.run("promises", "export").output
    silent(here, MONDAY)
    here.lose_ledger()
    silent(here, MONDAY)


def test_a_persons_word_tells_it_at_once_and_an_earlier_day_waits_for_one(opened: Callable[..., JiraOffice]) -> None:
    here = opened("version", publish())
    put_off(here, "2026-04-13")
    for now in (SEEN, MONDAY):
        assert here.json("sync", "web", now=now)["status"] == "unchanged"
    key, said = f"WEB {TITLE['version']}", here.run("plan", "web", now=MONDAY).output
    command = f"promises set '{key}' 2026-04-13 --project web"
    assert command in " ".join(said.split())
    confirmed = here.run("promises", "set", key, "2026-04-13", "--reason", "agreed by phone", now=MONDAY)
    assert confirmed.exit_code == 0
    assert "has no card" not in confirmed.stdout
    assert here.json("sync", "web", now=MONDAY)["status"] == "ok"
    assert "The date has moved from 20 to 13 April." in told(here)
    silent(here, MONDAY)
