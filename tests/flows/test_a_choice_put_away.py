"""A client who puts the card of a choice away does not want to make it now: nobody asks on, and the offer runs out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.flows.jira_clients_side import issues
from tests.flows.jira_office import JiraOffice
from tests.flows.test_extras import Weeks, flags, offered, summary_of
from tests.flows.test_extras import register as register_of
from tests.flows.test_extras import weeks as weeks
from tests.flows.test_extras_in_jira import described, extras_of_a_bakery, made_for_anna, register, silent

ASKED = "Your choice: “Page 1 can be read on a phone”, until 27 November"
WAITS = "“Page 1 can be read on a phone”: your choice, until 27 November"


def sync(weeks: Weeks, moment: str) -> list[str]:
    """What the manager is told of a sync then, by the way."""
    found = weeks.at(moment).sync()
    assert found["status"] in ("ok", "unchanged"), found
    return [note for note in found["notes"] if "not now" in note]


def archive(weeks: Weeks, *, back: bool = False) -> None:
    weeks.office.tracker("PUT", f"cards/{weeks.request()['id']}", closed="false" if back else "true")


def test_it_is_asked_for_no_more_and_the_manager_is_told_once(weeks: Weeks) -> None:
    offered(weeks)
    assert ASKED in summary_of(weeks)
    assert WAITS in summary_of(weeks)
    weeks.at("2026-11-10T11:00")
    archive(weeks)
    [note] = sync(weeks, "2026-11-10T12:00")
    assert "valid until 2026-11-27" in note
    assert ASKED not in summary_of(weeks)
    assert WAITS not in summary_of(weeks)
    assert "waiting for you" not in summary_of(weeks).casefold()
    assert sync(weeks, "2026-11-10T13:00") == []
    assert weeks.silent()
    assert weeks.request()["closed"]
    assert register_of(weeks)[0]["state"] == "offered"
    weeks.at("2026-11-13T10:00")
    assert flags(weeks, "S04") == []  # nobody is to be reminded


def test_it_runs_out_on_its_day_and_nothing_is_written_for_it(weeks: Weeks) -> None:
    offered(weeks)
    archive(weeks)
    sync(weeks, "2026-11-10T12:00")
    before = weeks.request()
    sync(weeks, "2026-11-30T10:00")
    assert weeks.request() == before
    assert register_of(weeks)[0]["state"] == "expired"
    assert weeks.silent()


def test_who_takes_it_out_again_is_asked_again_and_may_choose(weeks: Weeks) -> None:
    offered(weeks)
    archive(weeks)
    sync(weeks, "2026-11-10T12:00")
    archive(weeks, back=True)
    sync(weeks, "2026-11-11T12:00")
    assert ASKED in summary_of(weeks)
    weeks.at("2026-11-11T13:00").tick("Do it for")
    weeks.sync()
    assert weeks.said().startswith("On 11 November you chose: Do it for 400 EUR more")
    assert weeks.silent()


def test_the_manager_may_ask_once_more(weeks: Weeks) -> None:
    offered(weeks)
    archive(weeks)
    [note] = sync(weeks, "2026-11-10T12:00")
    command = note.partition("trackerbridge ")[2].split()
    assert weeks.office.run(*command).exit_code == 0
    sync(weeks, "2026-11-11T12:00")
    assert not weeks.request()["closed"]
    assert sync(weeks, "2026-11-11T13:00") == []
    assert ASKED in summary_of(weeks)
    assert weeks.silent()


def test_a_choice_that_was_made_stays_made(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.sync()
    archive(weeks)
    assert sync(weeks, "2026-11-10T12:00") == []
    assert register_of(weeks)[0]["state"] == "accepted"
    assert weeks.silent()


def test_the_place_that_it_leaves_is_the_next_questions(weeks: Weeks) -> None:
    """Five asks at once: a choice that was put away is none of them."""
    offered(weeks)
    for page in (2, 3, 4, 5):
        weeks.note(page, "/client need: which photo to take")
    weeks.sync()
    weeks.at("2026-11-10T11:00")
    offered(weeks, 2, "/client offer fee 90 EUR | leave | until 2026-11-27")
    archive(weeks)
    sync(weeks, "2026-11-10T12:00")
    waiting = [name for name, card in weeks.cards().items() if weeks.list_of(card) == "Waiting for you"]
    assert len([name for name in waiting if not weeks.cards()[name]["closed"]]) == 5


class TestInJira:
    TITLE = "Your choice: A map of the shops"

    @pytest.fixture
    def here(self, jira_office: Callable[..., JiraOffice]) -> JiraOffice:
        made = made_for_anna(jira_office(extras_of_a_bakery()))
        choices = ("--fee", "900 EUR", "--leave", "--until", "2026-03-12")
        assert made.run("changes", "offer", "WEB-3", *choices).exit_code == 0
        made.json("sync", "web")
        assert self.asked(made)
        return made

    def asked(self, here: JiraOffice) -> bool:
        [title] = [title for title in issues(here) if "next" in title.casefold() or "answer" in title.casefold()]
        return "your choice, until 12" in described(here, title)

    def sync(self, here: JiraOffice, moment: str) -> list[str]:
        here.now = f"2026-03-{moment}+00:00"
        here.sandbox.clock.set(datetime.fromisoformat(here.now))
        found: dict[str, Any] = here.json("sync", "web")
        return [note for note in found["notes"] if "not now" in note]

    def close(self, here: JiraOffice, *, word: str = "Done") -> None:
        number = issues(here)[self.TITLE]["id"]
        found = here.jira("GET", f"issue/{number}/transitions")["transitions"]
        [way] = [one["id"] for one in found if one["to"]["name"] == word]
        here.jira("POST", f"issue/{number}/transitions", transition={"id": way})

    def test_a_client_who_closes_the_issue(self, here):
        self.close(here)
        [note] = self.sync(here, "05T13:00")
        assert "valid until 2026-03-12" in note
        assert not self.asked(here)
        assert self.sync(here, "05T14:00") == []
        silent(here)
        self.sync(here, "16T10:00")
        assert register(here)["WEB-3"]["state"] == "expired"
        silent(here)

    def test_a_client_who_labels_it_as_put_away_or_deletes_it(self, here):
        row = issues(here)[self.TITLE]
        here.jira("PUT", f"issue/{row['id']}", update={"labels": [{"add": "tb-archived"}]})
        assert len(self.sync(here, "05T13:00")) == 1
        assert not self.asked(here)
        silent(here)
        here.state.remove_issue(next(one for one in here.state.issues if one["id"] == row["id"]))
        self.sync(here, "05T14:00")
        assert not self.asked(here)
        silent(here)

    def test_a_client_who_opens_it_again(self, here):
        self.close(here)
        self.sync(here, "05T13:00")
        self.close(here, word="In Progress")
        self.sync(here, "05T14:00")
        assert self.asked(here)
        silent(here)
