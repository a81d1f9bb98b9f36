"""Extras on a client's board over the weeks: choices made, changed, undone and run out. On the sandbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import requests
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.test_refusals import SOURCE, team_board

from trackerbridge.sandbox.credentials import CLIENT_MEMBER, CLIENT_TOKEN, KEY

EXTRAS = """
[projects.site.extras]
deciders = ["sandbox_client"]
minutes = "field:Minutes"
"""
OFFER = "/client offer date 2026-12-11 | fee 400 EUR | instead card0003 | leave | talk | until 2026-11-27"
STRANGER = {"id": "5f00000000000000000000d2", "username": "olga_client", "fullName": "Olga Client", "initials": "OC"}
STRANGER_TOKEN = "sandboxtokenolga" + "0" * 48


class Weeks:
    """The office, its client, and the days as they pass."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def at(self, moment: str) -> Weeks:
        """From now on it is this moment, for everybody."""
        self.office.now = f"{moment}+00:00"
        self.office.sandbox.clock.set(datetime.fromisoformat(self.office.now))
        return self

    def sync(self, *words: str) -> dict[str, Any]:
        return self.office.json("sync", "site", *words)

    def cards(self) -> dict[str, dict[str, Any]]:
        found = self.office.tracker("GET", f"boards/{CLIENT_BOARD}/cards", checklists="all", filter="all")
        return {card["name"]: card for card in found}

    def request(self, page: int = 1) -> dict[str, Any]:
        """The change request card for a page."""
        return self.cards()[f"Your choice: Page {page} can be read on a phone"]

    def said(self, page: int = 1) -> str:
        return str(self.request(page)["desc"]).split("Ref.")[0].replace("\u00a0", " ").replace("\\", "").strip()

    def lines(self, page: int = 1) -> dict[str, str]:
        [checklist] = self.request(page)["checklists"]
        return {item["name"].replace("\u00a0", " "): item["state"] for item in checklist["checkItems"]}

    def list_of(self, card: dict[str, Any]) -> str:
        lists = {one["id"]: one["name"] for one in self.office.tracker("GET", f"boards/{CLIENT_BOARD}/lists")}
        return str(lists[card["idList"]])

    def tick(self, start: str, *, page: int = 1, done: bool = True, token: str = CLIENT_TOKEN) -> None:
        """Somebody of the client ticks the line that begins so, or takes the tick off."""
        card = self.request(page)
        [item] = [one for one in card["checklists"][0]["checkItems"] if one["name"].startswith(start)]
        state = "complete" if done else "incomplete"
        where = f"{self.office.sandbox.url}/1/cards/{card['id']}/checkItem/{item['id']}"
        answer = requests.put(where, params={"key": KEY, "token": token, "state": state}, timeout=10)
        answer.raise_for_status()

    def task(self, page: int) -> str:
        return f"5f0c00000000000000002{page:03d}"

    def note(self, page: int, text: str) -> None:
        self.office.tracker("POST", f"cards/{self.task(page)}/actions/comments", text=text)

    def silent(self) -> bool:
        """A second sync writes nothing, nor does one with the ledger lost."""
        before = self.office.writes()
        assert self.sync()["status"] == "unchanged"
        self.office.lose_ledger()
        assert self.sync()["status"] == "unchanged", self.office.writes()[len(before) :]
        assert self.sync()["status"] == "unchanged"
        return self.office.writes() == before


@pytest.fixture
def weeks(office) -> Weeks:
    client = empty_board()
    people = [CLIENT_MEMBER, STRANGER]
    client["members"] = [dict(one) for one in people]
    client["memberships"] = [
        {"id": f"5f0000000000000000000e{n:02d}", "idMember": one["id"], "memberType": "normal"}
        for n, one in enumerate(people)
    ]
    team = team_board(5)
    made = Weeks(office(team, client))
    made.at("2026-11-09T10:00")
    made.office.configure(
        PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD) + EXTRAS
    )
    assert made.sync("--force")["status"] == "ok"
    return made


def offered(weeks: Weeks, page: int = 1, text: str = OFFER) -> None:
    weeks.note(page, text)
    assert weeks.sync()["status"] == "ok"


def test_an_offer_becomes_a_card_with_just_the_choices_that_were_offered(weeks):
    offered(weeks)
    card = weeks.request()
    assert weeks.list_of(card) == "Waiting for you"
    assert weeks.said() == (
        "You asked for: Page 1 can be read on a phone. It goes beyond what we agreed, so the choice is yours. "
        "Valid until 27 November; until then the plan stands.\n\n"
        "**What it affects**\n\n"
        "- Date: 11 December instead of 1 December\n"
        "- Cost: 400 EUR more, with the date unchanged\n"
        "- In exchange, taken out: “Page 3 can be read on a phone”\n\n"
        "All other dates stay as agreed.\n\n"
        "Please tick one line under “Your decision”."
    )
    assert list(weeks.lines()) == [
        "Do it, new date 11 December 2026",
        "Do it for 400 EUR more, same date",
        "Do it instead of “Page 3 can be read on a phone”",
        "Leave it for now",
        "Let's talk first",
    ]
    assert weeks.silent()


def test_a_tick_decides_and_is_confirmed(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.at("2026-11-10T12:00").sync()
    assert weeks.said() == (
        "You chose on 10 November: Do it for 400 EUR more, same date. You can change this until 11 November.\n\n"
        "The date stays as agreed."
    )
    assert weeks.list_of(weeks.request()) == "Done"
    assert weeks.silent()
    weeks.at("2026-11-12T10:00").sync()
    assert "You can change this" not in weeks.said()
    assert weeks.silent()


def test_two_ticks_are_asked_again(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.tick("Leave it")
    weeks.at("2026-11-10T12:00").sync()
    assert "More than one choice is marked." in weeks.said()
    assert weeks.list_of(weeks.request()) == "Waiting for you"
    assert weeks.silent()
    weeks.at("2026-11-10T13:00").tick("Do it for", done=False)
    weeks.sync()
    assert weeks.said().startswith("You chose on 10 November: Leave it for now.")


def test_taken_back_within_a_day_it_waits_again(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Leave it")
    weeks.sync()
    weeks.at("2026-11-11T11:00").tick("Leave it", done=False)
    weeks.sync()
    assert weeks.said().startswith("You asked for: ")
    assert weeks.list_of(weeks.request()) == "Waiting for you"
    assert weeks.silent()


def test_an_offer_that_nobody_answered_ends_calmly(weeks):
    offered(weeks)
    weeks.at("2026-11-30T10:00").sync()
    assert weeks.said() == (
        "You asked for: Page 1 can be read on a phone. Our offer was valid until 27 November and has ended; the plan "
        "stays as it is. If you still want it, write to us here and we will make a new one."
    )
    assert weeks.silent()


def test_something_else_goes_out_by_agreement(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it instead")
    weeks.at("2026-11-10T12:00").sync()
    swapped = weeks.cards()["Page 3 can be read on a phone"]
    assert swapped["desc"].replace("\u00a0", " ").startswith("Taken out by agreement on 10 November.")
    assert weeks.list_of(swapped) == "Done"
    assert weeks.silent()
