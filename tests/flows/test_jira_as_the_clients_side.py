"""A Jira project as the client's side, Cloud and Data Center, written from Trello and from Jira: the same promises."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.flows.jira_clients_side import issues, of_jira, of_trello, silent
from tests.flows.jira_office import NEXT_DAY, JiraOffice, bakery
from tests.flows.team_board import team_board

NOTE = "A person changed the"


@pytest.fixture(params=[of_jira, of_trello], ids=["from Jira", "from Trello"])
def here(request: pytest.FixtureRequest, jira_office: Callable[..., JiraOffice]) -> JiraOffice:
    made = jira_office(bakery(), team_board())
    made.state.add_project("CLIENT", "For you")
    made.configure(request.param(made))
    return made


def published(here: JiraOffice) -> dict[str, dict[str, Any]]:
    outcome = here.json("sync", "web", "--force")
    assert (outcome["status"], outcome["errors"]) == ("ok", [])
    return issues(here)


def one_of(here: JiraOffice) -> tuple[str, dict[str, Any]]:
    return next((title, row) for title, row in issues(here).items() if row["fields"]["duedate"])


def test_each_card_is_an_issue_and_the_second_sync_is_silent(here):
    found = published(here)
    assert "How we work together" in found
    statuses = {row["fields"]["status"]["name"] for row in found.values()}
    assert len(statuses) > 1
    silent(here)


def test_a_lost_ledger_makes_nothing_twice(here):
    published(here)
    here.lose_ledger()
    silent(here)


def test_a_promise_without_a_task_is_an_issue_of_its_own_also_with_the_ledger_lost(here):
    published(here)
    assert here.run("promises", "add", "Send the minutes", "--by", "2026-12-01").exit_code == 0
    assert here.json("sync", "web")["status"] == "ok"
    assert issues(here)["Send the minutes"]["fields"]["duedate"] == "2026-12-01"
    silent(here)
    here.lose_ledger()
    silent(here)
    assert "promise:send-the-minutes" in here.run("promises", "web", "--format", "json").stdout
    silent(here)


def test_a_day_later_nothing_is_written(here):
    published(here)
    silent(here, NEXT_DAY)


def test_labels_are_words_and_dates_are_days(here):
    found = published(here)
    worn = {label for row in found.values() for label in row["fields"]["labels"]}
    assert worn
    assert all(" " not in label for label in worn)
    assert any(row["fields"]["duedate"] for row in found.values())


def test_the_reference_stands_in_no_text(here):
    for row in published(here).values():
        assert "Ref. tb" not in str(row["fields"]["description"])
        assert row["properties"]["trackerbridge-card"]["ref"].startswith("tb")


def test_a_persons_edit_is_respected_and_told_once(here):
    published(here)
    title, row = one_of(here)
    here.jira("PUT", f"issue/{row['id']}", fields={"summary": f"{title}, in our words"})
    assert NOTE in here.run("plan", "web").stdout
    silent(here)
    assert NOTE not in here.run("plan", "web").stdout
    assert f"{title}, in our words" in issues(here)


def test_a_description_that_a_person_rewrote_stays(here):
    published(here)
    _, row = one_of(here)
    here.jira("PUT", f"issue/{row['id']}", fields={"description": "Ask me by phone."})
    silent(here)
    here.lose_ledger()
    silent(here)


def test_what_is_no_longer_published_is_put_away_and_comes_back(here):
    count = len(published(here))
    text = here.config.read_text()
    kept = re.sub(r'select = "[^"]*"', 'select = "label:none"', text)
    here.config.write_text(kept)
    assert here.json("sync", "web", "--force")["status"] == "ok"
    away = [row for row in issues(here).values() if "tb-archived" in row["fields"]["labels"]]
    assert len(away) == count - 2
    assert {row["fields"]["status"]["statusCategory"]["key"] for row in away} == {"done"}
    silent(here)
    here.config.write_text(text)
    assert here.json("sync", "web", "--force")["status"] == "ok"
    assert not [row for row in issues(here).values() if "tb-archived" in row["fields"]["labels"]]
    silent(here)


def test_an_issue_that_a_person_deleted_is_not_made_again(here):
    published(here)
    title, row = one_of(here)
    here.state.remove_issue(row)
    silent(here)
    assert title not in issues(here)


def test_check_says_what_it_can_do_there(here):
    text = " ".join(here.run("check", "web").stdout.split())
    assert "Cards are issues of the kind" in text
    assert "cannot be read without an account" in text


def placed(here: JiraOffice) -> dict[str, str]:
    return {title: row["fields"]["status"]["name"] for title, row in issues(here).items()}


def test_a_new_issue_takes_one_write_and_a_second_where_it_goes_on_from_the_beginning(here):
    published(here)
    moved = [title for title, status in placed(here).items() if status != "To Do"]
    made = [write.rpartition("/")[2] for write in here.writes() if "/issue" in write]
    assert made.count("issue") == len(issues(here))
    assert made.count("transitions") == len(moved) > 0
    assert len(made) == len(issues(here)) + len(moved)


@pytest.mark.parametrize("lost", [False, True], ids=["ledger there", "ledger lost"])
@pytest.mark.parametrize("drop", ["before", "after"])
def test_a_run_that_broke_off_on_the_way_from_the_beginning_makes_no_issue_twice(here, drop, lost):
    here.sandbox.faults.add({"method": "POST", "path": "/transitions$", "nth": 1, "drop": drop})
    here.json("sync", "web", "--force", code=0 if drop == "after" else 6)
    known = set(issues(here))
    if lost:
        here.lose_ledger()
    here.json("sync", "web")
    assert set(issues(here)) == known
    silent(here)


def test_the_preview_shows_what_stands_in_jira_where_nobody_reads_a_reference(here: JiraOffice) -> None:
    found = json.loads(here.run("preview", "web", "--format", "json").stdout)
    cards = {card["title"]: card for one in found["lists"] for card in one["cards"]}
    after = published(here)
    assert cards.keys() == after.keys()
    for title, card in cards.items():
        assert "Ref. tb" not in card["description"]
        assert card["labels"] == after[title]["fields"]["labels"]


def stands(here: JiraOffice) -> dict[str, tuple[Any, ...]]:
    """What the client sees of each issue."""
    seen = ("description", "duedate", "labels")
    return {
        title: (*(row["fields"][name] for name in seen), row["fields"]["status"]["name"])
        for title, row in issues(here).items()
    }


def undone(here: JiraOffice, command: str) -> None:
    """The last run of this command is undone; nothing of it stays."""
    runs = json.loads(here.run("runs", "web", "--format", "json").stdout)["runs"]
    number = next(one["id"] for one in runs if one["command"] == command and one["applied"])
    assert here.run("undo", number, "--yes").exit_code == 0


def test_an_undone_publication_comes_back_whole_and_is_nobodys_edit(here: JiraOffice) -> None:
    published(here)
    before = stands(here)
    undone(here, "sync")
    assert all("tb-archived" in row["fields"]["labels"] for row in issues(here).values())
    assert [note for note in here.json("sync", "web")["notes"] if NOTE in note] == []
    assert stands(here) == before


def test_an_undone_end_brings_each_issue_back_to_where_it_stood(here: JiraOffice) -> None:
    published(here)
    before = stands(here)
    assert here.run("retire", "web", "--yes").exit_code == 0
    undone(here, "retire")
    assert stands(here) == before


def test_an_undone_move_is_forgotten_by_the_issue_itself_too(here: JiraOffice) -> None:
    published(here)
    before = issues(here)
    task = next(iter(here.json("plan", "web", now=NEXT_DAY)["changes"]), None)
    assert task is None
    title = next(name for name, row in before.items() if row["fields"]["duedate"])
    kept = before[title]["properties"]["trackerbridge-card"]
    told = stands(here)
    key = next(
        one["task"] for one in json.loads(here.run("promises", "web", "--format", "json").stdout)["promises"]
        if one["title"] == title
    )  # fmt: skip
    moved = ("promises", "set", key, "2026-06-10", "--project", "web", "--reason", "Agreed by phone.")
    assert here.run(*moved).exit_code == 0
    assert here.json("sync", "web")["status"] == "ok"
    assert stands(here) != told
    undone(here, "sync")
    assert stands(here) == told
    assert issues(here)[title]["properties"]["trackerbridge-card"] == kept


def test_where_a_status_cannot_be_reached_the_words_go_out_and_nobody_is_said_to_have_moved_it(
    here: JiraOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackerbridge.sandbox.jira.routes_issues.ways_on", lambda call, row: [])
    first = here.json("sync", "web", "--force", code=6)
    assert all("has no way to" in error for error in first["errors"])
    for _ in range(2):
        again = here.json("sync", "web", code=6)
        assert not [note for note in again["notes"] if NOTE in note]
    before = here.writes()
    here.json("sync", "web", code=6)
    assert here.writes() == before  # what could be written was; what is left is named each time
    told = json.loads(here.run("promises", "web", "--format", "json").stdout)["promises"]
    dated = [title for title, row in issues(here).items() if row["fields"]["duedate"]]
    assert sorted(one["title"] for one in told) == sorted(dated)


def test_a_workflow_that_goes_step_by_step_is_followed_and_the_second_sync_is_silent(here: JiraOffice) -> None:
    assert here.sandbox.jira is not None
    here.sandbox.jira.step_by_step = {"CLIENT"}
    published(here)
    silent(here)
