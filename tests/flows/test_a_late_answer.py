"""“We will answer by 6 March”, and nobody did: the manager hears it, then the client reads it once, with a new day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.flows.jira_office import JiraOffice
from tests.flows.pairs import Pair, pair
from tests.flows.talk import Talk, begun

LATE = (
    "We said that you would have our answer by 6 March, and you do not have it yet. We are sorry. "
    "You will have it here by 11 March."
)


@pytest.fixture
def face() -> str:
    return "cloud"


@pytest.fixture(params=["Trello to Trello", "Trello to Jira", "Jira to Trello", "Jira to Jira"])
def here(request: pytest.FixtureRequest, jira_office: Callable[..., JiraOffice]) -> Pair:
    """On Thursday, 5 March, the client asked something and read: an answer by the 6th."""
    made = pair(request.param, jira_office)
    assert made.sync("--force")["status"] == "ok"
    made.client_writes(made.work, "Does it take cards?")
    assert made.sync()["status"] == "ok"
    assert made.comments(made.work)[-1] == "We have your message and will answer by 6 March."
    return made


def at(here: Pair, moment: str) -> Pair:
    here.office.now = f"2026-03-{moment}+00:00"
    here.office.sandbox.clock.set(datetime.fromisoformat(here.office.now))
    return here


def late(here: Pair) -> list[str]:
    return [text for text in here.comments(here.work) if "you do not have it yet" in text]


def flagged(here: Pair) -> list[str]:
    found = here.office.json("audit", "web", "--select", "D13")["flags"]
    return [one["message"] for one in found if one["task"]["key"] == here.key]


def notice(here: Pair) -> str:
    return " ".join(str(here.sync().get("urgent", "")).split())


def test_the_manager_hears_it_first_and_the_client_reads_it_once(here):
    morning = at(here, "09T09:30").sync()
    assert "6 March" in morning["digest"]
    assert late(here) == []
    noon = notice(at(here, "09T14:00"))
    assert f"On “{here.work}” the client was to have our answer by 6 March, and has none." in noon
    assert f"If nobody writes, the client reads on 9 March at 17:00: “{LATE}”" in noon
    assert "/client reply:" in noon
    assert late(here) == []
    assert at(here, "09T17:10").sync()["status"] == "ok"
    assert late(here) == [LATE]
    here.silent()
    here.office.lose_ledger()
    here.silent()
    here.office.lose_ledger(beside=True)
    here.sync()
    assert late(here) == [LATE]


@pytest.mark.parametrize("lost", ["", "ledger", "folder"])
def test_the_new_day_is_a_promise_too_and_the_manager_is_told_where_it_is_broken(here, lost):
    at(here, "09T17:10").sync()
    assert flagged(here) == []
    if lost:
        here.office.lose_ledger(beside=lost == "folder")
    at(here, "10T09:30").sync()
    assert flagged(here) == []
    [message] = flagged(at(here, "12T09:30"))
    assert "11 March" in message
    assert "by 11 March, and has none" in notice(at(here, "12T14:00"))
    at(here, "13T09:30").sync()
    assert late(here) == [LATE]
    here.team_writes("/client reply: It does, from Monday on.")
    here.sync()
    at(here, "13T12:00").sync()
    assert flagged(here) == []
    assert here.comments(here.work)[-1] == "It does, from Monday on."
    here.silent()


def test_an_answer_that_came_in_time_for_grace_is_followed_by_nothing(here):
    at(here, "09T16:30").team_writes("/client reply: It does, from Monday on.")
    at(here, "09T17:10").sync()
    assert late(here) == []
    at(here, "10T12:00").sync()
    assert late(here) == []
    here.silent()


def test_our_word_that_a_person_deleted_is_not_written_again(here):
    at(here, "09T17:10").sync()
    here.delete_comment(here.work, LATE)
    here.silent()
    here.office.lose_ledger()
    here.silent()
    here.silent()
    assert late(here) == []


def test_where_the_answer_was_given_otherwise_a_snooze_keeps_it_from_being_said(here):
    at(here, "09T09:30")
    snooze = ("snooze", "D13", "--task", here.key, "--until", "2026-03-20", "--reason", "Answered by phone.")
    said = here.office.run(*snooze)
    assert said.exit_code == 0, said.output
    assert "our answer" not in notice(at(here, "09T14:00"))
    at(here, "09T17:10").sync()
    assert late(here) == []


class TestQuietHours:
    @pytest.fixture
    def talk(self, office: Any) -> Talk:
        """Asked on Wednesday, 11 November: an answer by Thursday, of which grace ends on Friday at 17:00."""
        made = begun(office)
        made.at("2026-11-11T10:00").writes("Where is the map?")
        made.sync()
        assert made.said()[-1] == "We have your message and will answer by 12 November."
        return made

    def test_it_is_not_said_late_on_a_friday(self, talk):
        found = talk.at("2026-11-13T17:15").sync()
        assert [wait["cause"] for wait in found["waits"]] == ["bad-news"]
        assert len(talk.said()) == 2
        assert talk.at("2026-11-16T09:10").sync()["status"] == "ok"
        assert talk.said()[-1].endswith("You will have it here by 18 November.")

    def test_nor_at_night(self, talk):
        found = talk.at("2026-11-13T20:00").sync()
        assert [wait["cause"] for wait in found["waits"]] == ["quiet"]
        assert len(talk.said()) == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ru",
            "Мы обещали ответить не позднее 11 ноября и пока не ответили. Просим прощения. "
            "Ответим здесь не позднее 16 ноября.",
        ),
        (
            "ro",
            "Am promis un răspuns cel târziu pe 11 noiembrie și încă nu l-ați primit. Ne cerem scuze. "
            "Vă răspundem aici cel târziu pe 16 noiembrie.",
        ),
    ],
)
def test_it_is_said_in_the_clients_language(office: Any, language: str, said: str) -> None:
    talk = begun(office)
    config = talk.office.config
    config.write_text(config.read_text().replace('select = "all"', f'select = "all"\nlanguage = "{language}"'))
    talk.writes("Where is the map?")
    talk.sync()
    talk.at("2026-11-12T17:10").sync()
    assert talk.said()[-1] == said
    talk.silent()
