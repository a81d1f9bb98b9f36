"""What the client decided on their board after a word by command: the later of the two holds, with the ledger lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.flows.jira_office import JiraOffice
from tests.flows.test_extras import Weeks, offered
from tests.flows.test_extras import register as register_of
from tests.flows.test_extras import weeks as weeks
from tests.flows.test_extras_in_jira import (
    described,
    extras_of_a_bakery,
    made_for_anna,
    register,
    reply,
    silent,
)

TITLE = "Your choice: A map of the shops"


def test_a_tick_after_a_word_by_command_goes_on_to_hold(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00")
    said = weeks.office.run("changes", "decide", "card0001", "fee", "--by", "Anna", "--on", "2026-11-09")
    assert said.exit_code == 0, said.output
    weeks.sync()
    weeks.at("2026-11-10T15:00").tick("Do it for", done=False)
    weeks.tick("Do it, new date")
    weeks.at("2026-11-10T16:00").sync()
    chosen = "On 10 November you chose: Do it, new date 11 December 2026."
    assert weeks.said().startswith(chosen)
    assert weeks.silent()
    weeks.at("2026-11-13T11:00").tick("Do it, new date", done=False)  # too late to change anything by itself
    weeks.sync()
    assert weeks.said().startswith(chosen)
    assert weeks.silent()
    assert weeks.said().startswith(chosen)
    assert register_of(weeks)[0]["choice"] == "date"


@pytest.fixture
def here(jira_office: Callable[..., JiraOffice]) -> JiraOffice:
    return made_for_anna(jira_office(extras_of_a_bakery()))


def test_a_numbered_reply_after_a_word_by_command_goes_on_to_hold(here: JiraOffice) -> None:
    choices = ("--date", "2026-03-31", "--fee", "900 EUR", "--leave", "--until", "2026-03-12")
    assert here.run("changes", "offer", "WEB-3", *choices).exit_code == 0
    here.json("sync", "web")
    said = here.run("changes", "decide", "WEB-3", "fee", "--by", "Anna", "--on", "2026-03-05")
    assert said.exit_code == 0, said.output
    here.json("sync", "web")
    reply(here, TITLE, "1", "2026-03-06T11:00+00:00")
    here.json("sync", "web")
    assert "On 6 March you chose: Do it, new date 31 March 2026." in described(here, TITLE)
    reply(here, TITLE, "3", "2026-03-09T11:00+00:00")  # in time after the reply, and not after the word
    here.json("sync", "web")
    chosen = "On 9 March you chose: Leave it for now."
    assert chosen in described(here, TITLE)
    silent(here)
    assert chosen in described(here, TITLE)
    assert register(here)["WEB-3"]["choice"] == "leave"
