"""Lost replies, errors half way, our own mistakes: nothing is done twice, and the next run ends where it should."""

from __future__ import annotations

import json
import logging

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, Office, empty_board
from tests.flows.small import SOURCE, WEB, team_board, titles

from trackerbridge.sandbox.faults import Fault


@pytest.fixture
def here(small) -> Office:
    made: Office = small
    return made


def test_a_lost_reply_is_settled_by_looking(here):
    here.sandbox.faults.add(Fault(method="POST", path="/cards", nth=(2, 4), drop="after"))
    assert here.json("sync", "web", "--force")["status"] == "ok"
    assert sorted(titles(here)) == sorted(set(titles(here)))
    assert here.json("sync", "web")["status"] == "unchanged"


def test_a_change_that_is_refused_leaves_the_rest_done_and_is_made_next_time(here):
    here.sandbox.faults.add(Fault(method="POST", path="/cards", nth=(3,), status=400, body="invalid value for idList"))
    partly = here.json("sync", "web", "--force", code=6)
    assert (partly["status"], partly["failed"]) == ("partial", 1)
    assert partly["errors"]
    assert here.json("sync", "web")["applied"] == 1
    assert here.json("sync", "web")["status"] == "unchanged"


def test_a_pull_that_is_cut_short_changes_nothing(here):
    here.run("sync", "web", "--force")
    before = here.writes()
    here.sandbox.faults.add(Fault(method="GET", path=f"boards/{SOURCE}", truncate=40))
    cut = here.json("sync", "web", code=4)
    assert (cut["status"], cut["applied"]) == ("failed", 0)
    assert here.writes() == before


def test_our_own_mistake_in_one_project_does_not_stop_the_other_and_beats_all(office, monkeypatch, caplog):
    here = office(team_board(), empty_board())
    here.configure(PROJECT.format(name="one", source=SOURCE) + PROJECT.format(name="two", source=SOURCE))
    judge = __import__("trackerbridge.pipeline", fromlist=["judge"]).judge

    def broken(run, snapshots, memory, **rest):
        if run.name == "one":
            raise RuntimeError("inside")
        return judge(run, snapshots, memory, **rest)

    monkeypatch.setattr("trackerbridge.auditing.judge", broken)
    result = here.run("audit", "--format", "json")
    assert result.exit_code == 70
    first, second = json.loads(result.stdout)["projects"]
    assert "our mistake" in first["error"]["hint"]
    assert second["tasks"] == 3
    assert "Traceback" not in result.output
    logging.getLogger("trackerbridge").handlers.clear()


def test_two_projects_that_fail_alike_give_their_own_code(office):
    here = office(team_board(), empty_board())
    here.configure(PROJECT.format(name="one", source="nowhere0") + PROJECT.format(name="two", source="nowhere1"))
    assert here.run("audit").exit_code == 3


def test_check_says_what_to_mend_and_ends_with_the_worst(here):
    here.env["TRELLO_TOKEN"] = "f" * 64
    result = here.run("check", "--format", "json")
    findings = json.loads(result.stdout)["findings"]
    assert result.exit_code == 3
    assert any(not finding["ok"] and finding["hint"] for finding in findings)


def test_check_of_a_ledger_that_cannot_be_opened(here):
    (here.folder / "ledger.db").write_text("this is no database, and it is long enough to be looked at")
    result = here.run("check")
    assert result.exit_code == 2
    assert "MEND" in result.stdout


def test_check_of_a_project_that_is_only_audited(here):
    here.configure(PROJECT.format(name="web", source=SOURCE))
    result = here.run("check")
    assert result.exit_code == 0
    assert "only audited" in " ".join(result.stdout.split())


def test_a_kept_plan_does_not_survive_a_change_of_the_board(here):
    here.run("sync", "web", "--force")
    here.tracker("PUT", f"cards/{team_board()['cards'][0]['id']}", name="Page 1 can be read on a train")
    kept = here.folder / "next.plan"
    here.run("plan", "web", "--out", kept)
    card = next(
        card for card in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards") if card["name"].startswith("Page 1")
    )
    here.tracker("PUT", f"cards/{card['id']}", name="Somebody else's words")
    refused = here.run("sync", "web", "--plan", kept)
    assert refused.exit_code == 5
    assert "no longer holds" in refused.output


def test_a_kept_plan_is_for_its_own_projects(here):
    kept = here.folder / "web.plan"
    here.run("plan", "web", "--out", kept)
    here.configure(WEB + WEB.replace("projects.web", "projects.shop"))
    refused = here.run("sync", "shop", "--plan", kept)
    assert refused.exit_code == 5
    assert "holds no plan for shop" in refused.output
    last = json.loads(here.run("runs", "shop", "--format", "json").stdout)["runs"][0]
    assert (last["tasks"], last["planned"]) == (0, 0), "nothing is read, judged or told for it"


def test_team_labels_are_put_on_the_source_and_taken_off_again(here):
    here.configure(WEB + "mark_source = true\n")
    late = {"due": "2026-11-02T16:00:00.000Z"}
    card = team_board()["cards"][0]["id"]
    here.tracker("PUT", f"cards/{card}", **late)
    here.run("sync", "web", "--force")
    assert "tb-overdue" in [label["name"] for label in here.tracker("GET", f"cards/{card}")["labels"]]
    here.tracker("PUT", f"cards/{card}", dueComplete="true")
    here.run("sync", "web", "--force")
    assert here.tracker("GET", f"cards/{card}")["labels"] == []
    assert here.json("sync", "web")["status"] == "unchanged"
