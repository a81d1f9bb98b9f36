"""A Jira whose search lags behind: what a run that was cut off may have made waits until it would be seen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.flows.jira_clients_side import issues, of_jira
from tests.flows.jira_office import JiraOffice
from tests.flows.small import break_off
from tests.flows.test_what_comes_back_to_jira import CLIENT, client_comments, comments, configured

from trackerbridge.sandbox.faults import Fault

LAG = timedelta(seconds=90)


@pytest.fixture
def face() -> str:
    return "cloud"  # whose search it is that lags


@pytest.fixture
def here(jira_office: Callable[..., JiraOffice]) -> JiraOffice:
    made = jira_office()
    made.state.add_project("CLIENT", "For you")
    made.configure(of_jira(made))
    made.state.index_delay = LAG.total_seconds()
    return made


@pytest.fixture
def pass_time(here: JiraOffice, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What was written is in the index, and we have waited for that."""

    def passes() -> None:
        here.sandbox.clock.set(here.sandbox.clock.now() + LAG)
        monkeypatch.setattr("trackerbridge.settle.LAGS", timedelta(0))

    return passes


@pytest.mark.parametrize("nth", [1, 2, 4])
def test_an_issue_whose_answer_was_lost_is_not_made_again_while_the_search_may_not_show_it(here, pass_time, nth):
    here.sandbox.faults.add(Fault(method="POST", path="/issue$", nth=(nth,), drop="after"))
    assert here.json("sync", "web", "--force", code=6)["failed"]
    made = issues(here)

    again = here.json("sync", "web", "--force")
    [wait] = again["waits"]
    assert (wait["cause"], again["applied"]) == ("unsettled", 0)
    assert "does not show yet" in wait["note"]
    assert issues(here).keys() == made.keys()

    pass_time()
    assert here.json("sync", "web")["status"] in ("ok", "unchanged")
    assert here.json("sync", "web")["waits"] == []
    assert issues(here).keys() == made.keys()  # none of them twice
    assert here.json("sync", "web")["status"] == "unchanged"


def test_a_run_that_was_killed_before_it_wrote_the_answer_down(here, pass_time, monkeypatch):
    break_off(monkeypatch, here, "create card task:")
    assert here.json("plan", "web")["waits"][0]["cause"] == "unsettled"
    assert here.json("sync", "web", "--force")["waits"]
    pass_time()
    assert here.json("sync", "web")["waits"] == []
    assert here.json("sync", "web")["status"] == "unchanged"
    assert "The cake counter" in issues(here)


def test_what_was_never_made_is_made_once_it_would_be_seen(here, pass_time):
    here.sandbox.faults.add(Fault(method="POST", path="/issue$", nth=(3,), drop="before"))
    assert here.json("sync", "web", "--force", code=6)["failed"]
    assert here.json("sync", "web")["applied"] == 0
    pass_time()
    assert here.json("sync", "web")["applied"]
    assert here.json("sync", "web")["status"] == "unchanged"
    assert len(issues(here)) == 6


def test_a_kept_plan_does_not_go_past_it(here, pass_time):
    here.sandbox.faults.add(Fault(method="POST", path="/issue$", nth=(3,), drop="before"))
    here.run("sync", "web", "--force")
    kept = here.folder / "next.plan"
    assert here.run("plan", "web", "--out", str(kept)).exit_code == 0
    refused = here.run("sync", "web", "--plan", str(kept))
    assert refused.exit_code == 5
    assert "does not show yet" in " ".join(refused.output.split())


def test_a_message_is_carried_to_the_team_once(here, pass_time, monkeypatch):
    here.state.index_delay = 0
    here.state.add_account(*CLIENT)
    configured(here, '[projects.web.publish]\nconnection = "work"\nproject = "CLIENT"\nselect = "label:client"\n')
    client_comments(here, "Does it take cards?")
    here.state.index_delay = LAG.total_seconds()
    break_off(monkeypatch, here, "create comment carried:")
    before = comments(here, "WEB")
    assert sum("Does it take cards?" in one for one in before) == 1
    assert here.json("sync", "web")["waits"][0]["cause"] == "unsettled"
    pass_time()
    here.json("sync", "web")
    assert here.json("sync", "web")["status"] == "unchanged"
    assert comments(here, "WEB") == before


class TestALostLedger:
    """The search shows nothing of what was published a moment ago, and nobody remembers it."""

    def test_a_first_publication_is_not_made_a_second_time(self, here):
        assert here.json("sync", "web", "--force")["status"] == "ok"
        made = issues(here)
        before = here.writes()
        here.lose_ledger()
        again = here.json("sync", "web", "--force")
        assert (again["status"], again["errors"]) == ("unchanged", [])
        assert "knows none of the cards" in " ".join(again["notes"])
        assert (issues(here).keys(), here.writes()) == (made.keys(), before)

    def test_nor_where_the_client_had_issues_before_and_took_one_away(self, here):
        lag, here.state.index_delay = here.state.index_delay, 0
        theirs = {"project": {"key": "CLIENT"}, "issuetype": {"name": "Task"}}
        for title in ("Ours", "Gone", "Ours as well"):
            here.jira("POST", "issue", fields=theirs | {"summary": title})
        here.state.remove_issue(issues(here)["Gone"])
        here.state.index_delay = lag
        assert here.json("sync", "web", "--force")["status"] == "ok"
        made = issues(here)
        here.lose_ledger()
        assert here.json("sync", "web", "--force")["status"] == "unchanged"
        assert issues(here).keys() == made.keys()

    def test_it_costs_no_request_on_ordinary_runs(self, here):
        here.json("sync", "web", "--force")
        assert any("bulkfetch" in one.path for one in here.sandbox.requests)
        here.sandbox.requests.clear()
        here.json("sync", "web")
        assert not any("bulkfetch" in one.path for one in here.sandbox.requests)


@pytest.mark.parametrize("whole", [False, True], ids=["the ledger", "the whole folder"])
def test_an_old_ledger_put_back_while_the_search_lags_makes_no_card_twice(here, pass_time, whole, tmp_path):
    """Neither the later card nor any other sign of it is in the search yet."""
    assert here.json("sync", "web", "--force")["status"] == "ok"
    pass_time()
    shutil.copytree(here.folder, tmp_path / "then")
    new = {"project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": "A shop window", "labels": ["client"]}
    here.jira("POST", "issue", fields=new)
    pass_time()
    assert here.json("sync", "web")["status"] == "ok"
    made = issues(here)
    assert "A shop window" in made

    here.lose_ledger()
    for path in (tmp_path / "then").glob("ledger.db*"):
        shutil.copy(path, here.folder)
    if whole:
        shutil.rmtree(here.folder / "ledger.words")
        shutil.copytree(tmp_path / "then" / "ledger.words", here.folder / "ledger.words")
    again = here.json("sync", "web")
    assert again["applied"] == 0
    assert "written to later than this ledger knows" in " ".join(again["notes"])
    assert issues(here).keys() == made.keys()
    pass_time()
    here.now = "2026-03-06T18:30+00:00"
    assert here.json("sync", "web")["status"] in ("ok", "unchanged")
    assert issues(here).keys() == made.keys()
