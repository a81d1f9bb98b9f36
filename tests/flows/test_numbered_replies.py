"""A numbered reply is read by the list that stood on the client's issue when it was written, never by a later one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import requests
from tests.flows.jira_clients_side import issues
from tests.flows.jira_office import JiraOffice
from tests.flows.test_extras_in_jira import (
    CLIENT,
    TOKEN,
    described,
    extras_of_a_bakery,
    made_for_anna,
    register,
    reply,
    silent,
)

TITLE = "Your choice: A map of the shops"
RENEWED = "Our offer has changed since you chose, so we ask you once more."
CROSSED = "Your answer and a change of our offer may have crossed, so we ask you once more."


@pytest.fixture
def here(jira_office: Callable[..., JiraOffice]) -> JiraOffice:
    return made_for_anna(jira_office(extras_of_a_bakery()))


def offer(here: JiraOffice, *choices: str) -> None:
    assert here.run("changes", "offer", "WEB-3", *choices, "--until", "2026-03-12").exit_code == 0


def at(here: JiraOffice, moment: str) -> None:
    here.sandbox.clock.set(datetime.fromisoformat(moment))
    here.now = moment


def test_a_reply_to_the_list_that_the_client_could_read_is_no_answer_to_the_one_that_was_on_its_way(here):
    offer(here, "--date", "2026-03-31", "--fee", "900 EUR", "--leave")
    here.json("sync", "web")
    at(here, "2026-03-05T12:00+00:00")
    offer(here, "--fee", "1200 EUR", "--leave")  # now 1 is the fee
    reply(here, TITLE, "1", "2026-03-05T12:30+00:00")  # the client still read: 1 is the new date
    at(here, "2026-03-05T13:00+00:00")
    here.json("sync", "web")
    assert register(here)["WEB-3"]["state"] == "offered"
    assert RENEWED in described(here, TITLE)
    assert "Do it for 1200 EUR more, same date" in described(here, TITLE)
    at(here, "2026-03-05T14:00+00:00")
    assert here.json("sync", "web")["status"] == "unchanged"
    reply(here, TITLE, "1", "2026-03-05T15:00+00:00")
    here.json("sync", "web")
    assert "On 5 March you chose: Do it for 1200 EUR more, same date." in described(here, TITLE)


def test_what_the_number_meant_counts_where_it_is_offered_still(here):
    offer(here, "--date", "2026-03-31", "--fee", "900 EUR", "--leave")
    here.json("sync", "web")
    at(here, "2026-03-05T12:00+00:00")
    offer(here, "--fee", "900 EUR", "--talk")
    reply(here, TITLE, "2", "2026-03-05T12:30+00:00")  # 2 was the same fee, and is a talk now
    at(here, "2026-03-05T13:00+00:00")
    here.json("sync", "web")
    assert register(here)["WEB-3"]["state"] == "accepted"
    assert "On 5 March you chose: Do it for 900 EUR more, same date." in described(here, TITLE)
    at(here, "2026-03-05T14:00+00:00")
    assert here.json("sync", "web")["status"] == "unchanged"


def test_whoever_left_the_earlier_offer_has_said_nothing_of_the_new_one(here):
    offer(here, "--date", "2026-03-31", "--leave")
    here.json("sync", "web")
    at(here, "2026-03-05T12:00+00:00")
    offer(here, "--fee", "300 EUR", "--leave")
    reply(here, TITLE, "2", "2026-03-05T12:30+00:00")  # 2 leaves it, in both lists
    at(here, "2026-03-05T13:00+00:00")
    here.json("sync", "web")
    assert register(here)["WEB-3"]["state"] == "offered"
    assert RENEWED in described(here, TITLE)


def test_an_answer_of_the_minutes_in_which_the_list_changed_is_asked_back(here):
    offer(here, "--date", "2026-03-31", "--fee", "900 EUR", "--leave")
    here.json("sync", "web")
    at(here, "2026-03-05T12:00+00:00")
    offer(here, "--fee", "1200 EUR", "--leave")
    here.json("sync", "web")
    reply(here, TITLE, "1", "2026-03-05T12:05+00:00")  # who knows which list they had before them
    told = here.run("sync", "web").stdout
    assert register(here)["WEB-3"]["state"] == "offered"
    assert CROSSED in described(here, TITLE)
    assert "may have crossed" in told
    at(here, "2026-03-05T13:00+00:00")
    assert here.json("sync", "web")["status"] == "unchanged"
    reply(here, TITLE, "2", "2026-03-05T14:00+00:00")
    here.json("sync", "web")
    assert "On 5 March you chose: Leave it for now." in described(here, TITLE)


def test_with_the_ledger_lost_a_number_after_a_change_of_the_offer_is_asked_back_and_not_guessed(here):
    note(here, "/client offer date 2026-03-31 | fee 900 EUR | leave")
    here.json("sync", "web")
    at(here, "2026-03-05T12:00+00:00")
    note(here, "/client offer fee 1200 EUR | leave")
    at(here, "2026-03-05T12:10+00:00")
    here.json("sync", "web")
    reply(here, TITLE, "1", "2026-03-05T12:30+00:00")
    here.lose_ledger()
    here.json("sync", "web")
    assert register(here)["WEB-3"]["state"] == "offered"
    assert CROSSED in described(here, TITLE)
    silent(here)
    reply(here, TITLE, "1", "2026-03-05T15:00+00:00")
    here.json("sync", "web")
    assert "On 5 March you chose: Do it for 1200 EUR more, same date." in described(here, TITLE)
    silent(here)


def test_with_the_ledger_lost_an_answer_to_the_only_offer_counts(here):
    note(here, "/client offer fee 900 EUR | leave")
    here.json("sync", "web")
    reply(here, TITLE, "1", "2026-03-05T12:30+00:00")
    here.lose_ledger()
    here.json("sync", "web")
    assert "On 5 March you chose: Do it for 900 EUR more, same date." in described(here, TITLE)
    silent(here)


class TestALabel:
    """A label that says the number, set by the client: read by the list that stood there when it was put on."""

    def put(self, here: JiraOffice, label: str, moment: str, *, verb: str = "add", by_us: bool = False) -> None:
        at(here, moment)
        number = issues(here)[TITLE]["id"]
        change = {"labels": [{verb: label}]}
        if by_us:
            here.jira("PUT", f"issue/{number}", update=change)
            return
        given: dict[str, Any] = {"headers": {"Authorization": f"Bearer {TOKEN}"}}
        given = {"auth": (CLIENT, TOKEN)} if here.cloud else given
        where = f"{here.sandbox.jira_url}/rest/api/2/issue/{number}"
        requests.put(where, json={"update": change}, timeout=10, **given).raise_for_status()

    def test_it_chooses_and_taken_off_in_time_it_is_undone(self, here):
        offer(here, "--fee", "900 EUR", "--leave")
        here.json("sync", "web")
        self.put(here, "choice-1", "2026-03-05T12:30+00:00")
        here.json("sync", "web")
        assert "On 5 March you chose: Do it for 900 EUR more, same date." in described(here, TITLE)
        silent(here)
        self.put(here, "choice-1", "2026-03-05T13:30+00:00", verb="remove")
        here.json("sync", "web")
        assert register(here)["WEB-3"]["state"] == "offered"
        silent(here)

    def test_set_on_the_list_before_it_is_no_answer_to_the_one_that_was_on_its_way(self, here):
        offer(here, "--date", "2026-03-31", "--fee", "900 EUR", "--leave")
        here.json("sync", "web")
        at(here, "2026-03-05T12:00+00:00")
        offer(here, "--fee", "1200 EUR", "--leave")  # now 1 is the fee
        self.put(here, "choice-1", "2026-03-05T12:30+00:00")  # the client still read: 1 is the new date
        at(here, "2026-03-05T13:00+00:00")
        here.json("sync", "web")
        assert register(here)["WEB-3"]["state"] == "offered"
        assert RENEWED in described(here, TITLE)
        at(here, "2026-03-05T14:00+00:00")
        assert here.json("sync", "web")["status"] == "unchanged"
        self.put(here, "choice-1", "2026-03-05T15:00+00:00", verb="remove")
        self.put(here, "choice-1", "2026-03-05T15:10+00:00")  # of the new list
        here.json("sync", "web")
        assert "On 5 March you chose: Do it for 1200 EUR more, same date." in described(here, TITLE)

    def test_of_the_minutes_in_which_the_list_changed_it_is_asked_back(self, here):
        offer(here, "--date", "2026-03-31", "--fee", "900 EUR", "--leave")
        here.json("sync", "web")
        at(here, "2026-03-05T12:00+00:00")
        offer(here, "--fee", "1200 EUR", "--leave")
        here.json("sync", "web")
        self.put(here, "choice-2", "2026-03-05T12:05+00:00")
        told = here.run("sync", "web").stdout
        assert register(here)["WEB-3"]["state"] == "offered"
        assert CROSSED in described(here, TITLE)
        assert "may have crossed" in told
        at(here, "2026-03-05T13:00+00:00")
        assert here.json("sync", "web")["status"] == "unchanged"
        reply(here, TITLE, "2", "2026-03-05T14:00+00:00")  # the later one holds
        here.json("sync", "web")
        assert "On 5 March you chose: Leave it for now." in described(here, TITLE)

    def test_it_is_later_than_a_reply_or_earlier(self, here):
        offer(here, "--fee", "900 EUR", "--leave")
        here.json("sync", "web")
        reply(here, TITLE, "1", "2026-03-05T12:00+00:00")
        here.json("sync", "web")
        self.put(here, "choice-2", "2026-03-05T13:00+00:00")
        here.json("sync", "web")
        assert "you chose: Leave it for now." in described(here, TITLE)
        reply(here, TITLE, "1", "2026-03-05T14:00+00:00")
        here.json("sync", "web")
        assert "you chose: Do it for 900 EUR more, same date." in described(here, TITLE)

    def test_two_are_asked_again(self, here):
        offer(here, "--fee", "900 EUR", "--leave")
        here.json("sync", "web")
        self.put(here, "choice-1", "2026-03-05T12:30+00:00")
        self.put(here, "choice-2", "2026-03-05T12:31+00:00")
        here.json("sync", "web")
        assert "More than one choice is marked." in described(here, TITLE)
        silent(here)

    def test_one_of_the_teams_chooses_nothing(self, here):
        offer(here, "--fee", "900 EUR", "--leave")
        here.json("sync", "web")
        self.put(here, "choice-1", "2026-03-05T12:30+00:00", by_us=True)
        here.json("sync", "web")
        assert register(here)["WEB-3"]["state"] == "offered"

    def test_a_named_deciders_counts_and_nobody_elses(self, here):
        config = here.config.read_text()
        here.config.write_text(config.replace('agreed = "2026-02-01"', 'agreed = "2026-02-01"\ndeciders = ["Boss"]'))
        offer(here, "--fee", "900 EUR", "--leave")
        here.json("sync", "web")
        self.put(here, "choice-1", "2026-03-05T12:30+00:00")
        here.json("sync", "web")
        assert "It counts as soon as somebody who decides" in described(here, TITLE)
        here.config.write_text(
            config.replace('agreed = "2026-02-01"', f'agreed = "2026-02-01"\ndeciders = ["{CLIENT}"]')
        )
        here.json("sync", "web")
        assert register(here)["WEB-3"]["choice"] == "fee"

    def test_it_costs_no_question(self, here):
        """The search tells since when a label stands there."""
        offer(here, "--fee", "900 EUR", "--leave")
        here.json("sync", "web")
        usual = self.asked(here)
        self.put(here, "choice-1", "2026-03-05T12:30+00:00")
        here.json("sync", "web")
        assert self.asked(here) == usual

    def asked(self, here: JiraOffice) -> int:
        here.sandbox.requests.clear()
        here.json("sync", "web")
        return len(here.sandbox.requests)


def note(here: JiraOffice, text: str) -> None:
    """The team writes on the task."""
    here.jira("POST", "issue/WEB-3/comment", body=text)
