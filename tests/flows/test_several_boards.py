"""One project, two boards in two languages: each is a board of its own, and a person's word counts for both."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.ledger.records import EntryKind
from trackerbridge.ledger.steering import steering_entry
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Steering, SteeringKind
from trackerbridge.trackers.trello.connector import TrelloConnector

SECOND = "c1ient01"
FURTHER = f"""
[projects.site.boards.ro]
connection = "boards"
board = "{SECOND}"
select = "all"
language = "ro"
"""
ONE = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board(), empty_board(SECOND))
    made.configure(ONE + FURTHER)
    return made


def lists_of(here: Office, board: str) -> list[str]:
    return [each["name"] for each in here.tracker("GET", f"boards/{board}/lists")]


def synced(here: Office, *words: str) -> dict[str, str]:
    result = here.run("sync", *words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return {one["project"]: one["status"] for one in json.loads(result.stdout)["projects"]}


def test_each_board_speaks_its_language_and_the_second_sync_is_silent(here):
    assert synced(here, "site", "--force") == {"site": "ok", "site/ro": "ok"}
    assert "In progress" in lists_of(here, CLIENT_BOARD)
    assert "În lucru" in lists_of(here, SECOND)
    before = here.writes()
    assert synced(here) == {"site": "unchanged", "site/ro": "unchanged"}
    here.lose_ledger()
    assert synced(here, "site") == {"site": "unchanged", "site/ro": "unchanged"}
    assert here.writes() == before


def test_one_board_alone_may_be_asked_for(here):
    assert synced(here, "site/ro", "--force") == {"site/ro": "ok"}
    assert lists_of(here, CLIENT_BOARD) == []
    assert "În lucru" in here.run("preview", "site/ro").stdout
    assert "In progress" in here.run("preview", "site").stdout


def test_an_audit_speaks_of_the_project_once(here):
    result = here.run("audit", "--format", "json")
    assert [one["project"] for one in json.loads(result.stdout)["projects"]] == ["site"]


def test_a_kept_plan_is_applied_to_exactly_its_boards(here):
    here.run("plan", "site/ro", "--out", here.folder / "ro.plan")
    assert synced(here, "--plan", str(here.folder / "ro.plan")) == {"site/ro": "ok"}
    assert lists_of(here, CLIENT_BOARD) == []


def test_a_persons_word_about_the_project_holds_for_its_boards(here):
    at = datetime(2026, 11, 18, 9, tzinfo=UTC)
    word = Steering(kind=SteeringKind.HOLD, made_at=at, reason="a call")
    with Ledger.open("sqlite:///ledger.db", here.folder) as ledger:
        ledger.remember("site", [steering_entry(word)], at=at)
        assert ledger.memory("site/ro").latest(EntryKind.STEERING) == ledger.memory("site").latest(EntryKind.STEERING)


def test_two_views_on_one_board_are_refused_with_the_line(here):
    here.configure(ONE + FURTHER.replace(SECOND, CLIENT_BOARD))
    result = here.run("plan")
    assert result.exit_code == 2
    assert "is the board of another view of this project" in result.stderr


def test_a_further_board_needs_a_first_one(here):
    here.configure(PROJECT.format(name="site", source=SOURCE) + FURTHER)
    result = here.run("plan")
    assert result.exit_code == 2
    assert "the first one is publish" in result.stderr


def digests(here: Office, *words: str) -> dict[str, str]:
    result = here.run("sync", *words, "--format", "json")
    return {one["project"]: one["digest"] for one in json.loads(result.stdout)["projects"]}


def test_the_teams_flags_are_told_with_the_first_board_alone(here):
    told = digests(here, "site", "--force")
    assert all("The board, for the first time." in text for text in told.values())
    assert "has had no answer" not in told["site/ro"]
    assert "trackerbridge audit" not in told["site/ro"]
    looked_at = told["site/ro"].partition("To look at\n")[2].splitlines()
    assert looked_at
    assert all("is not in the language of" in line for line in looked_at), "which is a matter of that board alone"


def test_words_in_another_language_than_a_further_boards_are_told_with_that_board(here):
    here.configure(ONE + FURTHER + 'glossary = { "Page 1 can be read on a phone" = "Pagina se citește pe telefon" }\n')
    note = "/client next: we open the page on Monday and show it to you"
    here.tracker("POST", f"cards/{team_board()['cards'][0]['id']}/actions/comments", text=note)
    told = digests(here, "site", "--force")
    assert "The note for the client on “Page 1 can be read on a phone” is not in the language" in told["site/ro"]
    assert "is not in the language" not in told["site"]
    assert digests(here, "site")["site/ro"] == "", "each is told once"


def test_a_hold_on_the_project_holds_each_board_and_on_a_board_that_one(here):
    here.run("hold", "site/ro")
    assert synced(here, "site", "--force") == {"site": "ok", "site/ro": "unchanged"}
    here.run("hold", "site/ro", "--off")
    here.run("hold", "site")
    assert synced(here, "site", "--force") == {"site": "unchanged", "site/ro": "unchanged"}
    here.run("hold", "site", "--off")
    assert synced(here, "site", "--force") == {"site": "unchanged", "site/ro": "ok"}


def test_a_project_is_retired_on_each_of_its_boards(here):
    synced(here, "site", "--force")
    assert here.run("retire", "site", "--yes").exit_code == 0
    for board, said in ((CLIENT_BOARD, "This engagement is finished."), (SECOND, "Proiectul s-a încheiat.")):
        [card] = here.tracker("GET", f"boards/{board}/cards", filter="open")
        assert card["name"].startswith(said)
    assert here.run("sync", "site").exit_code == 5
    assert here.run("sync", "site/ro").exit_code == 5
    here.run("retire", "site", "--off")
    assert synced(here, "site") == {"site": "ok", "site/ro": "ok"}


def test_the_sources_are_read_once_and_the_manager_is_told_once_whatever_the_number_of_boards(here, monkeypatch):
    synced(here, "site", "--force")
    here.tracker("PUT", "cards/card0001", due="2026-12-08T16:00:00.000Z")
    here.now = "2026-11-19T10:00+00:00"
    here.sandbox.clock.set(datetime.fromisoformat(here.now))
    here.tracker("PUT", "cards/card0001", due="2026-12-15T16:00:00.000Z")
    here.now = "2026-11-19T17:00+00:00"
    result = json.loads(here.run("sync", "site", "--format", "json").stdout)["projects"]
    [first, second] = [one["urgent"] for one in result]
    assert "nobody has written why" in first
    assert second == ""
    pulls = []
    whole = TrelloConnector.pull
    monkeypatch.setattr(TrelloConnector, "pull", lambda self, *, now: (pulls.append(now), whole(self, now=now))[1])
    assert synced(here, "site") == {"site": "unchanged", "site/ro": "unchanged"}
    assert len(pulls) == 1


def test_each_board_has_promises_of_its_own_and_they_can_be_asked_for(here):
    assert synced(here, "site", "--force") == {"site": "ok", "site/ro": "ok"}
    assert here.run("promises", "add", "send the minutes", "--by", "2026-12-01", "--project", "site/ro").exit_code == 0
    assert "send the minutes" in here.run("promises", "site/ro").stdout
    assert "send the minutes" not in here.run("promises", "site").stdout
    assert "send the minutes" not in here.run("promises").stdout
