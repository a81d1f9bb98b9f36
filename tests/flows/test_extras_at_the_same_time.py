"""Two things about one extra between two syncs: a choice, and what the team did meanwhile. On the sandbox."""

from __future__ import annotations

import pytest
from tests.flows.test_extras import Weeks, offered, register
from tests.flows.test_extras import weeks as weeks

FEWER = "/client offer date 2026-12-18 | leave | until 2026-11-30"


def told(weeks: Weeks) -> str:
    """What the manager reads of a sync."""
    result = weeks.office.run("sync", "site")
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def finish(weeks: Weeks, page: int) -> None:
    weeks.office.tracker("PUT", f"cards/{weeks.task(page)}", dueComplete="true")


def test_who_ticked_a_line_that_is_offered_no_more_is_told_so(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.at("2026-11-10T12:00").note(1, FEWER)
    assert "the client had marked a choice before the offer changed" in told(weeks)
    assert "Our offer has changed since you chose, so we ask you once more." in weeks.said()
    assert weeks.lines()["No longer offered: Do it for 400 EUR more, same date"] == "complete"
    assert weeks.silent()
    weeks.at("2026-11-11T11:00").tick("Do it, new date 18")
    weeks.sync()
    assert weeks.said().startswith("On 11 November you chose: Do it, new date 18 December 2026.")
    assert weeks.silent()


@pytest.mark.parametrize("how", ["withdrawn", "cancelled"])
def test_what_the_client_chose_while_the_offer_was_taken_back_is_told_to_the_manager(weeks: Weeks, how: str) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    if how == "withdrawn":
        assert weeks.office.run("changes", "withdraw", "card0001").exit_code == 0
    else:
        lists = weeks.office.tracker("POST", "lists", name="Cancelled", idBoard=board(weeks))
        weeks.office.tracker("PUT", f"cards/{weeks.task(1)}", idList=lists["id"])
    said = "the client had marked “Do it for 400 EUR more, same date” on the change request before it was taken back."
    assert said in told(weeks)
    assert weeks.request()["closed"]
    assert said not in told(weeks)


def board(weeks: Weeks) -> str:
    return str(weeks.office.tracker("GET", f"cards/{weeks.task(1)}")["idBoard"])


def test_an_offer_that_was_taken_back_stays_so_with_the_ledger_lost(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.office.run("changes", "withdraw", "card0001")
    weeks.sync()
    assert weeks.silent()
    assert [one["state"] for one in register(weeks)] == ["withdrawn"]


def test_what_is_finished_meanwhile_cannot_be_taken_out_instead(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it instead")
    weeks.at("2026-11-10T12:00")
    finish(weeks, 3)
    assert "which is finished or out already, so this choice is not offered any more." in told(weeks)
    assert "Taken out by agreement" not in weeks.said()
    assert "In exchange" not in weeks.said()
    assert "Our offer has changed since you chose" in weeks.said()
    assert weeks.cards()["Page 3 can be read on a phone"]["desc"].startswith("Ready on")
    assert weeks.silent()


def test_what_was_chosen_before_the_other_work_was_finished_keeps_its_lines(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it, new date")
    weeks.at("2026-11-10T12:00")
    finish(weeks, 3)
    assert "not offered any more" not in told(weeks)
    assert weeks.said().startswith("On 10 November you chose: Do it, new date 11 December 2026.")
    assert not [line for line in weeks.lines() if line.startswith("No longer offered")]
    assert weeks.silent()


def test_what_was_taken_out_and_delivered_all_the_same_is_not_called_taken_out(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it instead")
    weeks.sync()
    assert weeks.said().endswith("Taken out by agreement: “Page 3 can be read on a phone”.")
    weeks.at("2026-11-12T11:00")
    finish(weeks, 3)
    weeks.sync()
    assert weeks.said() == "On 10 November you chose: Do it instead of “Page 3 can be read on a phone”."
    assert weeks.silent()


def test_two_ticks_on_the_last_day_do_not_keep_an_offer_open_for_ever(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-27T11:00").tick("Do it for")
    weeks.tick("Leave it")
    weeks.sync()
    assert "More than one choice is marked." in weeks.said()
    weeks.at("2026-11-30T10:00").sync()
    assert weeks.said().startswith("You asked for: Page 1 can be read on a phone. Our offer was valid until 27 Nov")
    assert weeks.list_of(weeks.request()) == "Done"
    assert weeks.silent()
    weeks.at("2026-12-04T10:00").tick("Leave it", done=False)  # tidied up a week later: nothing is agreed by it
    weeks.sync()
    assert weeks.said().endswith("Please write to us here, and we will tell you what is still possible.")
    assert [one["state"] for one in register(weeks)] == ["expired"]


def test_a_choice_that_was_confirmed_stands_where_a_second_tick_was_never_explained(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-25T11:00").tick("Do it for")
    weeks.sync()
    weeks.at("2026-11-26T11:00").tick("Leave it")
    weeks.sync()
    assert "More than one choice is marked." in weeks.said()
    weeks.at("2026-11-30T10:00").sync()
    assert weeks.said().startswith("On 25 November you chose: Do it for 400 EUR more, same date.")
    assert weeks.said().endswith("Please write to us here, and we will tell you what is still possible.")
    assert weeks.silent()


def test_a_new_offer_after_one_that_was_taken_back_holds_with_the_ledger_lost(weeks: Weeks) -> None:
    for words in (("offer", "card0001", "--leave", "--talk"), ("withdraw", "card0001")):
        weeks.office.run("changes", *words)
        weeks.sync()
    weeks.at("2026-11-10T11:00")
    weeks.office.run("changes", "offer", "card0001", "--fee", "400 EUR", "--leave", "--until", "2026-11-27")
    weeks.sync()
    assert weeks.list_of(weeks.request()) == "Waiting for you"
    assert weeks.silent()


def test_what_was_taken_out_may_be_put_away_by_the_team_and_stays_agreed(weeks: Weeks) -> None:
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it instead")
    weeks.sync()
    weeks.at("2026-11-12T11:00").office.tracker("PUT", f"cards/{weeks.task(3)}", closed="true")
    assert "so this choice is not shown" not in told(weeks)
    assert weeks.said() == (
        "On 10 November you chose: Do it instead of “Page 3 can be read on a phone”.\n\n"
        "Taken out by agreement: “Page 3 can be read on a phone”."
    )
    assert not [line for line in weeks.lines() if line.startswith("No longer offered")]
    assert weeks.silent()
    weeks.office.tracker("DELETE", f"cards/{weeks.task(3)}")
    weeks.office.forget_looks()
    weeks.sync()
    assert weeks.said().endswith("Taken out by agreement: “Page 3 can be read on a phone”.")
    assert weeks.silent()
