"""A copy of a card of ours is the client's own: what they write or mark there is told once, and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
import requests
from tests.flows.jira_clients_side import issues
from tests.flows.jira_office import JiraOffice
from tests.flows.pairs import Pair, pair
from tests.flows.talk import Talk, begun
from tests.flows.test_extras import Weeks, offered
from tests.flows.test_extras import register as register_of
from tests.flows.test_extras import weeks as weeks
from tests.flows.test_extras_in_jira import CLIENT, TOKEN, extras_of_a_bakery, made_for_anna, register

from trackerbridge.sandbox.credentials import CLIENT_TOKEN, KEY


@pytest.fixture
def face() -> str:
    return "cloud"


@pytest.fixture(params=["Trello to Trello", "Trello to Jira", "Jira to Trello", "Jira to Jira"])
def here(request: pytest.FixtureRequest, jira_office: Callable[..., JiraOffice]) -> Pair:
    made = pair(request.param, jira_office)
    assert made.sync("--force")["status"] == "ok"
    made.title = copied(made)  # type: ignore[attr-defined]
    return made


def copied(here: Pair) -> str:
    """Somebody copies the card of work; what the copy is called."""
    row = here.row(here.work)
    if not here.to_jira:
        here.office.tracker("POST", "cards", idList=row["idList"], idCardSource=row["id"], name=f"My {here.work}")
        return f"My {here.work}"
    fields = {name: row["fields"][name] for name in ("summary", "description")}
    fields |= {"project": {"key": "CLIENT"}, "issuetype": {"name": "Task"}, "summary": f"CLONE - {here.work}"}
    fields["description"] = here.office.jira("GET", f"issue/{row['id']}")["fields"]["description"]
    key = here.office.jira("POST", "issue", fields=fields)["key"]
    ends = {"inwardIssue": {"key": key}, "outwardIssue": {"key": row["key"]}}
    here.office.jira("POST", "issueLink", type={"name": "Cloners"}, **ends)
    return f"CLONE - {here.work}"


def told(here: Pair) -> list[str]:
    found = here.sync()
    assert found["status"] in ("ok", "unchanged"), found
    return [note for note in found["notes"] if "copy" in note]


def test_what_the_client_writes_there_is_told_once_with_its_place(here):
    assert told(here) == []
    here.client_writes(here.title, "Does it take cards?")
    [note] = told(here)
    assert f"wrote on a copy of a card, “{here.title}” (" in note
    assert "“Does it take cards?”" in note
    assert f"answer on the card of {here.key}, or there" in note
    assert told(here) == []
    here.silent()
    assert here.comments(here.title) == ["Does it take cards?"]  # nothing of ours
    assert not [text for text in here.comments(here.work) if "message" in text]
    here.client_writes(here.title, "And coins?")
    [note] = told(here)
    assert "And coins?" in note


def test_a_copy_is_never_taken_for_our_card(here):
    before = here.row(here.title)
    here.moves()
    here.sync(now="2026-03-06T12:00+00:00")
    assert here.due(here.work) == here.moved
    here.office.lose_ledger()
    here.sync(now="2026-03-06T12:00+00:00")
    assert here.row(here.title) == before
    assert here.titles().count(here.work) == 1


def test_what_our_people_write_there_is_no_news(here):
    row = here.row(here.title)
    if here.to_jira:
        here.office.jira("POST", f"issue/{row['id']}/comment", body="We made this for you.")
    else:
        here.office.tracker("POST", f"cards/{row['id']}/actions/comments", text="We made this for you.")
    assert told(here) == []


class TestCarried:
    """Where the team alone reads the tasks, the client's words go there as from the card itself."""

    @pytest.fixture
    def talk(self, office) -> Talk:
        made = begun(office)
        card = made.office.tracker("GET", f"cards/{made.card()}")
        made.client("POST", "cards", idList=card["idList"], idCardSource=card["id"], name="Mine")
        return made

    def test_to_the_task_once_also_with_the_ledger_lost(self, talk):
        talk.writes("Where is the map?", "Mine")
        found = talk.sync()
        [note] = [note for note in found["notes"] if "copy" in note]
        assert "it is carried to the task" in note
        assert found["digest"].count("Where is the map?") == 1
        assert [text for text in talk.carried() if "Where is the map?" in text]
        assert len(talk.carried()) == 1
        talk.silent()
        talk.office.lose_ledger()
        assert not [note for note in talk.sync()["notes"] if "copy" in note]
        assert talk.said(title="Mine") == ["Where is the map?"]

    def test_it_is_followed_where_they_edit_it_or_take_it_back(self, talk):
        comment = talk.writes("Where is the map?", "Mine")
        talk.sync()
        talk.client("PUT", f"actions/{comment}", text="Where is the plan?")
        [note] = [note for note in talk.sync()["notes"] if "copy" in note]
        assert "Where is the plan?" in note
        assert "Where is the plan?" in talk.carried()[0]
        talk.client("DELETE", f"actions/{comment}")
        talk.sync()
        assert len(talk.carried()) == 1
        assert "Taken back by the client" in talk.carried()[0]
        talk.silent()

    def test_a_copy_that_is_gone_takes_no_words_back(self, talk):
        talk.writes("Where is the map?", "Mine")
        talk.sync()
        before = talk.carried()
        talk.office.tracker("DELETE", f"cards/{talk.card('Mine')}")
        talk.sync()
        assert talk.carried() == before

    def test_a_flag_sees_that_nobody_answered(self, talk):
        talk.writes("Where is the map?", "Mine")
        talk.sync()
        talk.at("2026-11-12T10:00")
        assert "R01" in flagged(talk)
        talk.team_writes("/client reply: On Friday.")
        talk.sync()
        talk.at("2026-11-12T11:00").sync()
        assert "R01" not in flagged(talk)


def flagged(talk: Talk) -> set[str]:
    return {one["code"] for one in talk.office.json("audit", "site", "--select", "R01")["flags"]}


def test_a_tick_on_a_copy_decides_nothing_and_is_told_once(weeks: Weeks) -> None:
    offered(weeks)
    card = weeks.request()
    copy = weeks.office.tracker("POST", "cards", idList=card["idList"], idCardSource=card["id"], name="My choice")
    assert [note for note in weeks.sync()["notes"] if "copy" in note] == []
    lines = weeks.office.tracker("GET", f"cards/{copy['id']}/checklists")[0]["checkItems"]
    [line] = [one for one in lines if one["name"].startswith("Leave")]
    where = f"{weeks.office.sandbox.url}/1/cards/{copy['id']}/checkItem/{line['id']}"
    weeks.at("2026-11-10T11:00")
    ticked = {"key": KEY, "token": CLIENT_TOKEN, "state": "complete"}
    requests.put(where, params=ticked, timeout=10).raise_for_status()
    [note] = [note for note in weeks.sync()["notes"] if "copy" in note]
    assert "marked “Leave it for now” on a copy of the change request of card0001, “My choice”" in note
    assert "trackerbridge changes decide card0001" in note
    assert [note for note in weeks.sync()["notes"] if "copy" in note] == []
    assert register_of(weeks)[0]["state"] == "offered"


def test_a_number_or_a_label_on_a_clone_decides_nothing_and_is_told_once(jira_office) -> None:
    here = made_for_anna(jira_office(extras_of_a_bakery()))
    choices = ("--fee", "900 EUR", "--leave", "--until", "2026-03-12")
    assert here.run("changes", "offer", "WEB-3", *choices).exit_code == 0
    here.json("sync", "web")
    row = issues(here)["Your choice: A map of the shops"]
    fields = {"project": {"key": "CLIENT"}, "issuetype": {"name": "Task"}, "summary": "CLONE - Your choice"}
    key = here.jira("POST", "issue", fields=fields)["key"]
    ends = {"inwardIssue": {"key": key}, "outwardIssue": {"key": row["key"]}}
    here.jira("POST", "issueLink", type={"name": "Cloners"}, **ends)
    here.jira("PUT", f"issue/{key}", update={"labels": [{"add": "choice-2"}]})
    here.sandbox.clock.set(datetime.fromisoformat("2026-03-05T12:00+00:00"))
    here.now = "2026-03-05T12:00+00:00"
    where = f"{here.sandbox.jira_url}/rest/api/2/issue/{key}/comment"
    requests.post(where, json={"body": "1"}, timeout=10, auth=(CLIENT, TOKEN)).raise_for_status()
    notes = [note for note in here.json("sync", "web")["notes"] if "copy" in note]
    assert len(notes) == 2
    assert "“choice-2”" in " ".join(notes)
    assert [note for note in here.json("sync", "web")["notes"] if "copy" in note] == []
    assert register(here)["WEB-3"]["state"] == "offered"
