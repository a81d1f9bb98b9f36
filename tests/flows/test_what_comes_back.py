"""What the client writes on their board: carried to the team, acknowledged, answered, each once. On the sandbox."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.flows.office import CLIENT_BOARD
from tests.flows.talk import OLGA, Talk, begun

from trackerbridge.sandbox.credentials import TEAM_MEMBER
from trackerbridge.trackers.trello.writer import TrelloWriter


@pytest.fixture
def talk(office: Any) -> Talk:
    return begun(office)


def test_a_message_is_carried_to_the_team_and_acknowledged_once(talk: Talk) -> None:
    talk.writes("Where is the map?\n@sandbox_team please look")
    assert talk.sync()["applied"] == 2
    (carried,) = talk.carried()
    assert carried.split("\n\nRef. cb")[0] == (
        "Sandbox Client, on the client's board, 10 November 2026:\n\n"
        "> Where is the map?\n> (at) sandbox_team please look"
    )
    assert talk.said()[1:] == ["We have your message and will answer by 11 November."]
    talk.silent()
    talk.writes("And the phone number?")
    assert talk.sync()["applied"] == 1  # the conversation has its acknowledgement
    assert len(talk.carried()) == 2
    talk.silent()


def test_the_teams_reply_goes_out_once_and_closes_the_conversation(talk: Talk) -> None:
    talk.writes("Where is the map?")
    talk.sync()
    reply = talk.team_writes("/client reply: It comes on Friday, below the address.")
    talk.at("2026-11-10T11:00").sync()
    assert talk.said()[-1] == "It comes on Friday, below the address."
    assert len(talk.carried()) == 2  # the carried message and the team's note: nothing came back
    talk.silent()
    talk.office.tracker("PUT", f"actions/{reply}", text="/client reply: It comes on Monday, below the address.")
    talk.sync()
    assert talk.said()[2:] == ["It comes on Monday, below the address."]
    talk.silent()
    talk.at("2026-11-11T10:00").writes("Why Monday?")  # a new conversation
    talk.sync()
    assert talk.said()[-1] == "We have your message and will answer by 12 November."


def test_an_answer_that_is_on_its_way_needs_no_acknowledgement(talk: Talk) -> None:
    talk.writes("Where is the map?")
    talk.team_writes("/client reply: It comes on Friday.")
    talk.sync()
    assert talk.said()[1:] == ["It comes on Friday."]
    talk.silent()


def test_a_person_who_answers_on_the_card_with_our_account_is_the_team(talk: Talk) -> None:
    talk.writes("Where is the map?")
    talk.team_writes("It comes on Friday.", board=CLIENT_BOARD)
    assert talk.sync()["applied"] == 1  # carried; answered already
    talk.silent()
    assert len(talk.carried()) == 1


def test_thanks_and_praise_are_carried_and_not_acknowledged(talk: Talk) -> None:
    talk.writes("Thank you!")
    talk.writes("This looks great, well done!")
    talk.sync()
    assert len(talk.said()) == 2
    assert len(talk.carried()) == 2
    talk.silent()


def test_edits_and_deletions_are_followed(talk: Talk) -> None:
    message = talk.writes("Where is the map?")
    talk.sync()
    talk.client("PUT", f"actions/{message}", text="Where is the big map?")
    assert talk.sync()["applied"] == 1
    (carried,) = talk.carried()
    assert "> Where is the big map?" in carried
    talk.silent()
    talk.client("DELETE", f"actions/{message}")
    assert talk.sync()["applied"] == 1
    (carried,) = talk.carried()
    assert "> Where is the big map?" in carried
    assert "Taken back by the client since." in carried
    talk.silent()


def test_what_was_asked_after_the_team_had_written_its_answer_waits_for_one_of_its_own(talk: Talk) -> None:
    talk.writes("Where is the map?")
    talk.sync()
    talk.at("2026-11-10T11:00").team_writes("/client reply: It comes on Friday.")
    talk.at("2026-11-10T11:10").writes("And the phone number?")
    talk.at("2026-11-10T11:20").sync()
    assert talk.said()[2:] == [
        "And the phone number?", "It comes on Friday.", "We have your message and will answer by 11 November."
    ]  # fmt: skip
    talk.silent()
    talk.at("2026-11-12T15:00").sync()
    assert {flag["code"] for flag in talk.office.json("audit", "site")["flags"]} >= {"R01", "D13"}


def test_more_that_was_asked_in_an_answered_message_waits_anew_and_a_word_put_right_does_not(talk: Talk) -> None:
    message = talk.writes("Where is teh map?")
    talk.sync()
    talk.at("2026-11-10T11:00").team_writes("/client reply: It comes on Friday.")
    talk.sync()
    talk.at("2026-11-10T12:00").client("PUT", f"actions/{message}", text="Where is the map?")
    assert talk.sync()["applied"] == 1  # the carried words
    talk.at("2026-11-10T13:00").client("PUT", f"actions/{message}", text="Where is the map? And the phone number?")
    assert talk.sync()["applied"] == 2
    assert talk.said()[2:] == ["It comes on Friday.", "We have your message and will answer by 11 November."]
    talk.silent()


def test_nobody_waits_for_the_answer_to_what_was_taken_back(talk: Talk) -> None:
    message = talk.writes("Where is the map?")
    talk.sync()
    talk.at("2026-11-10T11:00").client("DELETE", f"actions/{message}")
    talk.sync()
    talk.at("2026-11-12T15:00").sync()
    assert "D13" not in {flag["code"] for flag in talk.office.json("audit", "site")["flags"]}


def test_where_others_than_the_team_read_the_source_the_manager_is_told(office: Any) -> None:
    talk = begun(office, people=(TEAM_MEMBER, OLGA))
    talk.writes("Where is the map?")
    told = "Sandbox Client wrote on the client's card “Page 1 can be read on a phone”: “Where is the map?”"
    assert told in talk.notes()
    assert talk.sync()["applied"] == 1
    assert talk.carried() == []
    assert talk.said()[1:] == ["We have your message and will answer by 11 November."]
    assert told not in talk.notes()
    talk.silent()


def test_what_is_written_on_the_overview_belongs_to_no_task_and_is_told(talk: Talk) -> None:
    overview = "How we work together"
    talk.writes("Who do I call at night?", overview)
    assert "this card shows no task" in talk.notes()
    talk.sync()
    assert talk.said(title=overview)[1:] == ["We have your message and will answer by 11 November."]
    talk.silent()


def test_a_lost_reply_is_settled_by_looking(talk: Talk) -> None:
    talk.writes("Where is the map?")
    faults = talk.office.sandbox.faults
    faults.add({"method": "POST", "path": "/comments$", "nth": 1, "drop": "after"})
    faults.add({"method": "POST", "path": "/comments$", "nth": 1, "drop": "before"})  # of the rest
    talk.office.json("sync", "site", code=6)
    assert len(talk.carried()) == 1
    assert talk.sync()["applied"] == 1
    assert len(talk.said()) == 2
    talk.silent()


def test_what_may_not_leave_is_held_back(talk: Talk) -> None:
    talk.team_writes("/client reply: Ask ivan@acme.example about it.")
    plan = talk.office.json("plan", "site")
    assert [(one["part"], one["task"]) for one in plan["held"]] == [("reply", "card0001")]
    assert talk.sync()["status"] == "unchanged"
    assert talk.said() == []


def test_at_night_the_team_is_told_and_the_client_is_left_in_peace(talk: Talk) -> None:
    talk.at("2026-11-10T21:00").writes("Where is the map?")
    talk.sync()
    assert len(talk.carried()) == 1
    assert len(talk.said()) == 1
    talk.at("2026-11-11T09:05").sync()
    assert talk.said()[1:] == ["We have your message and will answer by 12 November."]
    talk.silent()


def test_a_kept_plan_holds_comments_to_the_letter(talk: Talk) -> None:
    kept = talk.office.folder / "kept.plan"
    message = talk.writes("Where is the map?")
    assert talk.office.run("plan", "site", "--out", kept).exit_code == 0
    talk.client("PUT", f"actions/{message}", text="Where is the big map?")
    before = talk.office.writes()
    assert talk.office.run("sync", "site", "--plan", kept).exit_code == 5
    assert talk.office.writes() == before
    assert talk.office.run("plan", "site", "--out", kept).exit_code == 0
    assert talk.office.json("sync", "--plan", kept)["applied"] == 2
    assert "Where is the big map?" in talk.carried()[0]
    talk.silent()


def test_in_shadow_mode_nothing_is_written_on_either_side_and_nothing_is_forgotten(talk: Talk) -> None:
    live = talk.office.config.read_text()
    talk.writes("Where is the map?")
    talk.office.config.write_text(live + '\nmode = "shadow"\n')
    before = talk.office.writes()
    assert talk.sync()["planned"] == 2
    assert talk.office.writes() == before
    talk.office.config.write_text(live)
    assert talk.sync()["applied"] == 2
    talk.silent()


def test_a_run_that_broke_off_before_it_said_so_says_it_in_the_next(talk: Talk) -> None:
    message = talk.writes("Where is the map?")
    talk.sync()
    talk.client("DELETE", f"actions/{message}")
    talk.office.sandbox.faults.add({"method": "PUT", "path": "/actions/", "nth": 1, "status": 400})
    talk.sync(code=6)
    assert "Taken back" not in talk.carried()[0]
    talk.sync()
    assert "Taken back by the client since." in talk.carried()[0]
    talk.silent()


def test_a_flag_sees_what_the_client_wrote_on_the_board_and_that_it_was_answered(talk: Talk) -> None:
    def flagged() -> set[str]:
        talk.sync()
        found = talk.office.json("audit", "site")["flags"]
        return {flag["code"] for flag in found if flag["task"] and flag["task"]["key"] == "card0001"}

    talk.office.config.write_text(
        talk.office.config.read_text().replace("[projects.site]", '[projects.site]\nclient = ["sandbox_client"]')
    )
    talk.writes("I don't understand what this means.")
    assert "C06" in flagged()
    assert "R01" not in flagged()
    talk.at("2026-11-12T12:00")
    assert "R01" in flagged()
    talk.team_writes("/client reply: The page fits a telephone.")
    assert "R01" not in flagged()


def test_a_target_without_comments_is_skipped_and_the_manager_is_told(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrelloWriter, "capabilities", replace(TrelloWriter.capabilities, replies=False))
    talk.team_writes("/client reply: It comes on Friday.")
    assert "the reply “It comes on Friday.” did not go to the client, since this target has no comments" in talk.notes()
    assert talk.sync()["status"] == "unchanged"


def _reply_edited(talk: Talk) -> None:
    talk.writes("Where is the map?")
    reply = talk.team_writes("/client reply: It comes on Friday.")
    talk.at("2026-11-10T11:00").sync()
    talk.at("2026-11-10T14:00").office.tracker("PUT", f"actions/{reply}", text="/client reply: It comes on Monday.")


def test_with_the_ledger_lost_an_edited_reply_is_followed_as_ever(talk: Talk) -> None:
    _reply_edited(talk)
    talk.office.lose_ledger()
    assert any("known from the files beside the ledger" in note for note in talk.sync()["notes"])
    assert talk.said()[1:] == ["It comes on Monday."]
    talk.silent()


def test_with_the_files_beside_lost_too_an_edited_reply_is_not_posted_again_and_the_manager_is_told(talk: Talk) -> None:
    _reply_edited(talk)
    talk.office.lose_ledger(beside=True)
    told = talk.sync()["notes"]
    assert any("The client reads “It comes on Friday.”, the team wrote “It comes on Monday.”" in note for note in told)
    assert talk.said()[1:] == ["It comes on Friday."]


def test_with_the_ledger_lost_the_manager_is_not_told_again_what_was_acknowledged(office: Any) -> None:
    talk = begun(office, people=(TEAM_MEMBER, OLGA))
    talk.writes("Where is the map?")
    talk.sync()
    talk.office.lose_ledger()
    assert not [note for note in talk.sync()["notes"] if "Where is the map?" in note]
    talk.silent()
