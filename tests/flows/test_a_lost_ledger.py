"""A ledger that was lost, put back from an old copy, or used twice: nothing doubled, nothing held goes out unasked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.flows.jira_office import JiraOffice
from tests.flows.office import CLIENT_BOARD, Office
from tests.flows.pairs import PAIRS, Pair, pair
from tests.flows.small import team_board, titles

LATER = "2026-03-06T12:00+00:00"  # the pause is over: it lasts eight hours of work
DAY_AFTER = "2026-03-09T12:00+00:00"
PUBLISH_NO_PROMISES = '[projects.web.publish]\npromises = "none"'


@pytest.fixture
def face() -> str:
    return "cloud"


@pytest.fixture(params=PAIRS)
def here(request: pytest.FixtureRequest, jira_office: Callable[..., JiraOffice]) -> Pair:
    made = pair(request.param, jira_office)
    assert made.sync("--force")["status"] == "ok"
    return made


def lose_folder(here: Pair) -> None:
    """As with the machine: what was kept beside the ledger is gone too."""
    here.office.lose_ledger()
    shutil.rmtree(here.office.folder / "ledger.words")
    here.office.forget_looks()


def copy(here: Pair, *, into: str = "copy") -> Path:
    folder = here.office.folder / into
    folder.mkdir()
    for path in here.office.folder.glob("ledger.db*"):
        shutil.copy(path, folder)
    return folder


def put_back(here: Pair, folder: Path) -> None:
    here.office.lose_ledger()
    for path in folder.iterdir():
        shutil.copy(path, here.office.folder)


def stories(here: Pair) -> list[list[str]]:
    """Each promise with its state and all dates that were told."""
    found = json.loads(here.office.run("promises", "web", "--format", "json").stdout)["promises"]
    return sorted([each["ref"], each["state"], *(told["day"] for told in each["told"])] for each in found)


def promised(here: Pair) -> list[list[str]]:
    """Every date that the client was told, by promise."""
    found = json.loads(here.office.run("promises", "web", "--format", "json").stdout)["promises"]
    return sorted([each["ref"], *(told["day"] for told in each["told"])] for each in found)


class TestWhatPeopleSaid:
    def test_a_hold_that_was_said_holds_with_the_ledger_lost(self, here):
        here.adds("A shop window")
        here.office.run("hold", "web", "--reason", "The contract is being signed.")
        here.office.lose_ledger()
        found = here.sync(now=LATER)
        assert (found["status"], [wait["cause"] for wait in found["waits"]]) == ("unchanged", ["hold"])
        assert "known from the files beside the ledger" in " ".join(found["notes"])
        assert "signed" in here.office.run("hold").stdout
        here.office.run("hold", "web", "--off")
        assert here.sync(now=LATER)["status"] == "ok"

    def test_it_can_be_ended_before_any_run_has_found_the_loss(self, here):
        here.adds("A shop window")
        here.office.run("hold", "web")
        here.office.lose_ledger()
        assert "it is ended" in here.office.run("hold").stdout
        assert "goes on" in here.office.run("hold", "web", "--off").stdout
        assert "Nothing of the kind" in here.office.run("hold").stdout
        assert here.sync()["status"] == "ok"

    def test_a_date_that_was_set_stays_told(self, here):
        assert here.office.run("promises", "set", here.key, "2026-04-08", "--reason", "Agreed by phone.").exit_code == 0
        assert here.sync()["status"] == "ok"
        assert here.due(here.work) == "2026-04-08"
        here.office.lose_ledger()
        here.silent()
        assert here.sync(now=DAY_AFTER)["waits"] == []
        assert here.due(here.work) == "2026-04-08"

    def test_a_date_that_was_voided_is_not_told_a_second_time(self, here):
        assert here.office.run("promises", "void", here.key, "--reason", "Told by mistake.").exit_code == 0
        assert here.sync()["status"] == "ok"
        assert here.due(here.work) == "None"
        here.office.lose_ledger()
        here.silent()
        here.silent()
        assert "Told by mistake" in here.office.run("promises", "web", "--format", "json").stdout

    def test_a_promise_that_neither_task_nor_card_carries_is_remembered(self, here):
        office = here.office
        office.config.write_text(office.config.read_text().replace("[projects.web.publish]", PUBLISH_NO_PROMISES))
        for what, by in (("Send the minutes", "20"), ("Call the printer", "12"), ("Choose a colour", "13")):
            added = office.run("promises", "add", what, "--by", f"2026-03-{by}", "--project", "web")
            assert added.exit_code == 0, added.stderr
        set_on = ("set", "promise:send-the-minutes", "2026-03-23", "--reason", "Agreed by phone.", "--project", "web")
        assert office.run("promises", *set_on).exit_code == 0
        assert office.run("promises", "done", "promise:call-the-printer", "--project", "web").exit_code == 0
        void = ("void", "promise:choose-a-colour", "--reason", "A mistake.", "--project", "web")
        assert office.run("promises", *void).exit_code == 0
        told = stories(here)
        here.office.lose_ledger()
        assert "Promises that have no card are forgotten" not in " ".join(here.sync()["notes"])
        assert stories(here) == told
        assert [each[1] for each in told if each[0].startswith("promise:")] == ["early", "void", "open"]
        here.silent()

    def test_where_nobody_knows_what_was_said_nothing_goes_out_before_the_manager_had_time_to_speak(self, here):
        here.adds("A shop window")
        here.office.run("hold", "web")
        lose_folder(here)
        before = here.office.writes()
        found = here.sync(now="2026-03-06T10:00+00:00")
        [wait] = found["waits"]
        assert (found["status"], wait["cause"], wait["until"]) == (
            "unchanged",
            "lost-ledger",
            "2026-03-06T18:00:00+00:00",
        )
        assert "trackerbridge hold web --off" in wait["note"]
        assert "Say again what should hold" in found["digest"]
        assert here.sync("--force", now="2026-03-06T11:00+00:00")["status"] == "unchanged"
        assert here.office.writes() == before
        assert "the project" in here.office.run("hold", now="2026-03-06T11:00+00:00").stdout
        assert here.sync(now=DAY_AFTER)["status"] == "ok"

    def test_the_manager_ends_the_time_to_speak(self, here):
        here.adds("A shop window")
        lose_folder(here)
        assert here.sync(now="2026-03-06T10:00+00:00")["waits"]
        here.office.run("hold", "web", "--off", now="2026-03-06T10:30+00:00")
        assert here.sync(now="2026-03-06T11:00+00:00")["waits"] == []

    def test_nothing_is_told_where_nothing_was_lost(self, here):
        found = here.sync()
        assert not [note for note in found["notes"] if "ledger" in note]


class TestComments:
    """What a person made of our comments is theirs, also once nobody remembers that they are ours."""

    @pytest.fixture
    def acknowledged(self, here: Pair) -> str:
        here.client_writes(here.work, "Does it take cards?")
        assert here.sync()["status"] == "ok"
        [ours] = [text for text in here.comments(here.work) if "We have your message" in text]
        return ours

    def test_an_acknowledgement_that_a_person_deleted_is_not_written_again(self, here, acknowledged):
        here.delete_comment(here.work, acknowledged)
        here.silent()
        here.office.lose_ledger()
        here.silent()
        here.silent()
        assert "We have your message" not in " ".join(here.comments(here.work))

    def test_one_that_a_person_reworded_neither(self, here, acknowledged):
        here.reword_comment(here.work, acknowledged, "We are on it.")
        here.silent()
        here.office.lose_ledger()
        here.silent()
        here.silent()
        assert here.comments(here.work).count("We are on it.") == 1
        assert "We have your message" not in " ".join(here.comments(here.work))

    def test_a_reply_of_the_teams_that_a_person_deleted_stays_away(self, here):
        here.team_writes("/client reply: It does, from Monday on.")
        assert here.sync()["status"] == "ok"
        [ours] = [text for text in here.comments(here.work) if "from Monday on" in text]
        here.delete_comment(here.work, ours)
        here.office.lose_ledger()
        here.silent()
        here.silent()


class TestCards:
    def test_the_last_card_that_the_client_deleted_stays_away(self, here):
        here.adds("A shop window")
        assert here.sync()["status"] == "ok"
        here.delete("A shop window")
        here.office.lose_ledger()
        found = here.sync()
        assert [note for note in found["notes"] if "is not made" in note]
        here.silent()
        assert here.sync(now=DAY_AFTER)["waits"] == []
        assert "A shop window" not in here.titles()

    def test_a_card_whose_whole_description_a_person_replaced_is_known_again(self, here):
        before = here.titles()
        here.rewrites(here.work, "Ask me by phone.")
        here.office.lose_ledger()
        here.silent()
        here.silent()
        assert here.titles() == before
        assert "left as it is" not in " ".join(here.sync()["notes"])

    @pytest.mark.parametrize("lose", [lambda here: here.office.lose_ledger(), lose_folder], ids=["ledger", "folder"])
    def test_a_card_that_the_client_deleted_comes_back_only_where_a_person_says_so(self, here, lose):
        before = here.titles()
        here.delete(here.work)
        lose(here)
        found = here.sync()
        [note] = [note for note in found["notes"] if "is not made" in note]
        assert f"trackerbridge handback {here.key} web" in note
        assert here.work not in here.titles()
        here.silent()
        assert here.sync(now=DAY_AFTER)["waits"] == []
        assert here.work not in here.titles()
        assert here.office.run("handback", here.key, "web", now=DAY_AFTER).exit_code == 0
        assert here.sync(now=DAY_AFTER)["status"] == "ok"
        assert here.titles() == before

    def test_a_new_task_is_told_where_nothing_speaks_against_it(self, here):
        here.adds("A shop window")
        here.office.lose_ledger()
        assert here.sync()["status"] == "ok"
        assert here.titles().count("A shop window") == 1
        here.silent()


class TestAStranger:
    """A card of the client's own bears the title of a new task: nobody knows any more whether it is ours."""

    @pytest.fixture(autouse=True)
    def there(self, here):
        here.writes_a_card("A shop window")
        here.adds("A shop window")
        here.office.lose_ledger()
        [self.note] = [note for note in here.sync()["notes"] if "is not made" in note]
        assert here.titles().count("A shop window") == 1
        self.key = self.note.partition("(")[2].partition(")")[0]

    def test_it_is_ours(self, here):
        command = self.note.partition("If it is: trackerbridge ")[2].partition(". If not")[0].split()
        assert command[:3] == ["handback", self.key, "web"]
        assert here.office.run(*command).exit_code == 0
        assert "is the card of" in " ".join(here.sync()["notes"])
        here.silent()
        assert here.titles().count("A shop window") == 1

    def test_it_is_not(self, here):
        assert here.office.run("handback", self.key, "web").exit_code == 0
        assert here.sync()["status"] == "ok"
        assert here.titles().count("A shop window") == 2
        here.silent()

    def test_nobody_says_anything(self, here):
        here.silent()
        assert here.sync(now=DAY_AFTER)["waits"] == []
        assert here.titles().count("A shop window") == 1

    def test_what_is_named_is_not_there(self, here):
        assert here.office.run("handback", self.key, "web", "--card", "nowhere").exit_code == 0
        assert "is no card nowhere" in " ".join(here.sync()["notes"])
        here.silent()


class TestAnOldCopy:
    def test_no_comment_is_carried_or_answered_twice_and_nothing_told_twice(self, here):
        kept = copy(here)
        here.client_writes(here.work, "Does it take cards?")
        here.moves()
        told = here.sync()["digest"]
        assert "Does it take cards?" in told
        assert here.sync()["status"] == "unchanged"
        put_back(here, kept)
        before = here.office.writes()
        again = here.sync()
        assert (again["status"], here.office.writes()) == ("unchanged", before)
        assert [line for line in again["digest"].splitlines() if line.startswith("- ") and line in told] == []

    def test_nothing_is_doubled_told_twice_or_forgotten(self, here):
        kept = copy(here)
        here.moves()
        here.adds("A shop window")
        assert here.sync(now=LATER)["status"] == "ok"
        assert here.due(here.work) == here.moved
        titles, told = here.titles(), promised(here)
        put_back(here, kept)
        before = here.office.writes()
        found = here.sync(now=LATER)
        assert (found["status"], found["waits"]) == ("unchanged", [])
        assert "written to later than this ledger knows" in " ".join(found["notes"])
        assert here.sync(now=LATER)["notes"] == []
        assert (here.titles(), here.office.writes()) == (titles, before)
        assert here.due(here.work) == here.moved
        assert promised(here) == told

    def test_a_date_that_was_voided_since_stays_so(self, here):
        kept = copy(here)
        here.office.run("promises", "void", here.key, "--reason", "Told by mistake.")
        assert here.sync()["status"] == "ok"
        put_back(here, kept)
        here.silent()
        assert here.due(here.work) == "None"
        assert here.sync(now=DAY_AFTER)["waits"] == []
        assert here.due(here.work) == "None"

    def test_a_hold_that_was_said_since_holds(self, here):
        kept = copy(here)
        here.adds("A shop window")
        assert here.sync()["status"] == "ok"
        here.office.run("hold", "web")
        put_back(here, kept)
        here.adds("Gift cards")
        assert [wait["cause"] for wait in here.sync(now=DAY_AFTER)["waits"]] == ["hold"]

    def test_a_hold_that_was_said_since_holds_also_where_nothing_was_written_since(self, here):
        kept = copy(here)
        here.office.run("hold", "web")
        put_back(here, kept)
        here.adds("Gift cards")
        found = here.sync()
        assert [wait["cause"] for wait in found["waits"]] == ["hold"]
        assert "older copy" in " ".join(found["notes"])
        here.office.run("hold", "web", "--off")
        assert here.sync()["status"] == "ok"

    def test_a_whole_folder_of_then_gives_the_manager_time_to_speak(self, here):
        kept = copy(here)
        shutil.copytree(here.office.folder / "ledger.words", kept / "words")
        here.adds("A shop window")
        assert here.sync()["status"] == "ok"
        here.office.run("hold", "web")
        shutil.rmtree(here.office.folder / "ledger.words")
        shutil.move(kept / "words", here.office.folder / "ledger.words")
        put_back(here, kept)
        here.adds("Gift cards")
        found = here.sync(now="2026-03-06T10:00+00:00")
        assert [wait["cause"] for wait in found["waits"]] == ["lost-ledger"]
        assert here.titles().count("A shop window") == 1


class TestCheck:
    """An old copy of ledger and folder, put back with nothing written since, is seen by the files alone."""

    @pytest.fixture
    def here(self, jira_office: Callable[..., JiraOffice]) -> Pair:
        made = pair("Trello to Trello", jira_office)
        assert made.sync("--force")["status"] == "ok"
        return made

    def said(self, here: Pair) -> str:
        result = here.office.run("check", "web")
        assert result.exit_code == 0, result.output
        return " ".join(result.output.replace("│", " ").split())

    def put_back(self, here: Pair) -> None:
        """A copy of three hours ago; its times are those at which its lines were written."""
        for path in (here.office.folder / "ledger.words").iterdir():
            written = [re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00(?=\"}$|$)", hours_before, line)
                       for line in path.read_text().splitlines()]  # fmt: skip
            path.unlink()
            path.write_text("".join(f"{line}\n" for line in written))

    def test_it_says_up_to_when_words_are_known_until_something_is_written_again(self, here):
        assert "by command is known up to" not in self.said(here)
        self.put_back(here)
        assert "by command is known up to" in self.said(here)
        assert "whatever was said in between (a hold, a snooze, a date) is forgotten" in self.said(here)
        here.adds("A shop window")
        assert here.sync()["status"] == "ok"
        assert "by command is known up to" not in self.said(here)

    def test_so_does_a_word_that_is_said_again(self, here):
        self.put_back(here)
        here.office.run("hold", "web")
        assert "by command is known up to" not in self.said(here)

    def test_nothing_is_said_where_nothing_was_kept(self, here):
        shutil.rmtree(here.office.folder / "ledger.words")
        assert "by command is known up to" not in self.said(here)


def hours_before(found: re.Match[str]) -> str:
    return (datetime.fromisoformat(found.group()) - timedelta(hours=3)).isoformat()


class TestTwoMachines:
    def test_each_with_its_own_ledger_in_turn(self, here, tmp_path):
        """The other one's first run finds our cards; ours then finds that they were written by somebody else."""
        other = tmp_path / "other"
        other.mkdir()
        shutil.copy(here.office.config, other)
        ours = here.office.folder
        here.office.folder = other
        found = here.sync()
        assert found["status"] == "unchanged"
        assert "knows none of the cards" in " ".join(found["notes"])
        here.adds("A shop window")
        here.office.run("hold", "web", "--off")
        assert here.sync()["status"] == "ok"

        here.office.folder = ours
        here.adds("Gift cards")
        found = here.sync()
        assert "another machine writes there" in " ".join(found["notes"])
        assert [wait["cause"] for wait in found["waits"]] == ["lost-ledger"]
        assert len(here.titles()) == len(set(here.titles()))
        assert here.sync(now=DAY_AFTER)["status"] == "ok"
        here.office.folder = other
        assert "another machine writes there" in " ".join(here.sync(now=DAY_AFTER)["notes"])
        assert len(here.titles()) == len(set(here.titles()))


class TestOnTrello:
    """What a board's own history tells."""

    @pytest.fixture
    def board(self, small: Office) -> Office:
        assert small.json("sync", "web", "--force")["status"] == "ok"
        return small

    def card(self, board: Office) -> dict[str, str]:
        found = board.tracker("GET", f"boards/{CLIENT_BOARD}/cards")
        return next(card for card in found if card["name"].startswith("Page 2"))

    def test_an_earlier_text_that_a_person_put_back_was_written_by_nobody_else(self, board):
        before = self.card(board)["desc"]
        board.tracker("PUT", f"cards/{team_board()['cards'][1]['id']}", name="Page 2 can be read on a train")
        assert board.json("sync", "web")["status"] == "ok"
        assert self.card(board)["desc"] != before  # the reference says other things
        board.tracker("PUT", f"cards/{self.card(board)['id']}", desc=before)
        found = board.json("sync", "web")
        assert not [note for note in found["notes"] if "another machine" in note]
        assert found["waits"] == []

    def test_a_card_that_was_moved_to_another_board_stays_there(self, board):
        other = board.tracker("POST", "boards", name="Elsewhere", defaultLists="true")
        there = board.tracker("GET", f"boards/{other['id']}/lists")[0]["id"]
        board.tracker("PUT", f"cards/{self.card(board)['id']}", idBoard=other["id"], idList=there)
        board.lose_ledger()
        assert "is not made" in " ".join(board.json("sync", "web")["notes"])
        assert board.json("sync", "web")["status"] == "unchanged"
        assert not [name for name in titles(board) if name.startswith("Page 2")]

    def test_an_ordinary_run_asks_the_history_nothing(self, board):
        board.sandbox.requests.clear()
        board.json("sync", "web")
        asked = [f"{one.path} {one.params}" for one in board.sandbox.requests]
        assert not [each for each in asked if "updateCard" in each or "deleteCard" in each]
        board.lose_ledger()
        board.json("sync", "web")
        asked = [f"{one.path} {one.params}" for one in board.sandbox.requests]
        assert [each for each in asked if "deleteCard" in each]


class TestOnJira:
    def test_the_run_that_finds_the_loss_asks_about_the_project_once(self, jira_office):
        here = pair("Jira to Jira", jira_office)
        assert here.sync("--force")["status"] == "ok"
        usual = self.asked(here)
        here.office.lose_ledger()
        assert self.asked(here) == usual

    def asked(self, here: Pair) -> list[str]:
        """Which questions about the client's project a run asks."""
        here.office.sandbox.requests.clear()
        here.sync()
        found = [one.path for one in here.office.sandbox.requests if "CLIENT" in one.path]
        assert found
        return found


class TestOnDataCenter:
    @pytest.fixture
    def face(self) -> str:
        return "dc"

    def test_an_issue_that_the_client_deleted(self, jira_office):
        here = pair("Jira to Jira", jira_office)
        assert here.sync("--force")["status"] == "ok"
        here.delete(here.work)
        here.office.lose_ledger()
        assert "is not made" in " ".join(here.sync()["notes"])
        here.silent()
        assert here.work not in here.titles()
