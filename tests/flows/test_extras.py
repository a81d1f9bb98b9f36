"""Extras on a client's board over the weeks: choices made, changed, undone and run out. On the sandbox."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
import requests
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.sandbox.credentials import CLIENT_MEMBER, CLIENT_TOKEN, KEY, TEAM_MEMBER

EXTRAS = """
[projects.site.extras]
deciders = ["sandbox_client"]
minutes = "field:Minutes"
"""
CONFIG = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD) + EXTRAS
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
    team["members"] = [dict(TEAM_MEMBER)]
    member = {"id": "5f0000000000000000000f01", "idMember": TEAM_MEMBER["id"], "memberType": "admin"}
    team["memberships"] = [member]
    made = Weeks(office(team, client))
    made.at("2026-11-09T10:00")
    made.office.configure(CONFIG)
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


def previewed(weeks: Weeks) -> dict[str, dict[str, Any]]:
    found = json.loads(weeks.office.run("preview", "site", "--format", "json").stdout)
    return {card["title"]: card for one in found["lists"] for card in one["cards"]}


def test_the_preview_shows_the_choices_and_the_comments_that_the_sync_then_writes(weeks):
    weeks.note(1, OFFER)
    title = "Your choice: Page 1 can be read on a phone"
    promised = previewed(weeks)[title]
    assert "☐ Leave it for now" in weeks.office.run("preview", "site").stdout
    weeks.sync()
    assert [one["name"].replace("\u00a0", " ") for one in promised["choices"]] == list(weeks.lines())
    assert promised["description"] == weeks.request()["desc"]
    weeks.tick("Leave")
    where = f"{weeks.office.sandbox.url}/1/cards/{weeks.request()['id']}/actions/comments"
    requests.post(where, params={"key": KEY, "token": CLIENT_TOKEN, "text": "When?"}, timeout=10).raise_for_status()
    [comment] = previewed(weeks)[title]["comments"]
    weeks.sync()
    found = weeks.office.tracker("GET", f"cards/{weeks.request()['id']}/actions", filter="commentCard")
    assert [one["data"]["text"] for one in found] == [comment, "When?"]
    again = previewed(weeks)[title]
    assert [one["done"] for one in again["choices"]] == [False, False, False, True, False]
    assert again["comments"] == []


def test_a_tick_decides_and_is_confirmed(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.at("2026-11-10T12:00").sync()
    assert weeks.said() == (
        "On 10 November you chose: Do it for 400 EUR more, same date. You can change this until 11 November.\n\n"
        "The date stays as agreed."
    )
    assert weeks.list_of(weeks.request()) == "Done"
    assert weeks.silent()
    weeks.at("2026-11-12T10:00").sync()
    assert "You can change this" not in weeks.said()
    assert weeks.silent()


def test_the_manager_reads_what_was_chosen_and_taken_back_once_each(weeks):
    offered(weeks)
    title = "“Page 1 can be read on a phone”"
    for moment, done, said in (
        ("2026-11-11T10:00", True, "they chose to have it for 400 EUR more, with the date unchanged."),
        ("2026-11-11T12:00", False, "they took their choice back."),
    ):
        weeks.at(moment).tick("Do it for", done=done)
        told = " ".join(weeks.office.run("sync", "site").stdout.split())
        assert f"From the client - {title}: {said}" in told
        assert "From the client" not in weeks.office.run("sync", "site").stdout


def test_a_gift_that_was_told_stays_one_with_the_ledger_lost(weeks):
    assert weeks.office.run("changes", "bonus", "card0002", "--minutes", "30").exit_code == 0
    assert weeks.sync()["status"] == "ok"
    card = weeks.cards()["Page 2 can be read on a phone"]
    assert "A small extra from us, at no cost" in card["desc"]
    assert weeks.silent()
    [extra] = json.loads(weeks.office.run("changes", "site", "--format", "json").stdout)["changes"]
    assert (extra["task"], extra["state"]) == ("card0002", "bonus")


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
    assert weeks.said().startswith("On 10 November you chose: Leave it for now.")


def test_taken_back_within_a_day_it_waits_again(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Leave it")
    weeks.sync()
    weeks.at("2026-11-11T11:00").tick("Leave it", done=False)
    weeks.sync()
    assert weeks.said().startswith("You asked for: ")
    assert weeks.list_of(weeks.request()) == "Waiting for you"
    assert weeks.silent()


NEWER = "/client offer date 2026-12-18 | fee 300 EUR | leave | until 2026-11-30"


@pytest.mark.parametrize("seen", [True, False], ids=["recorded", "not-seen-yet"])
def test_a_tick_on_an_earlier_offer_is_asked_for_once_more(weeks, seen):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    if seen:
        weeks.sync()
    weeks.at("2026-11-10T12:00").note(1, NEWER)
    told = " ".join(weeks.office.run("sync", "site").stdout.split())
    assert "the client had marked a choice before the offer changed" in told
    assert "Our offer has changed since you chose, so we ask you once more." in weeks.said()
    assert weeks.lines()["Do it for 300 EUR more, same date"] == "complete"  # a person's tick stays theirs
    assert weeks.sync()["status"] == "unchanged"
    weeks.at("2026-11-11T11:00").tick("Do it for", done=False)
    weeks.tick("Do it for")
    weeks.sync()
    assert weeks.said().startswith("On 11 November you chose: Do it for 300 EUR more, same date.")


def test_a_tick_between_a_new_offer_and_its_sync_was_set_on_the_words_that_stood_there(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").note(1, NEWER)
    weeks.at("2026-11-10T11:30").tick("Do it, new date")
    weeks.at("2026-11-10T12:00").sync()
    assert weeks.said().startswith("You asked for: ")
    assert "Our offer has changed since you chose" in weeks.said()
    assert weeks.sync()["status"] == "unchanged"


@pytest.mark.parametrize("deciders", ['["sandbox_client"]', '["olga_client"]', "[]"], ids=["theirs", "another", "all"])
@pytest.mark.parametrize("beside", [False, True], ids=["ledger", "folder"])
def test_with_the_ledger_lost_such_a_tick_is_no_answer_to_the_new_offer_either(weeks, deciders, beside):
    """The card says that it asks once more, and so remembers on what the tick was set."""
    weeks.office.configure(CONFIG.replace('["sandbox_client"]', deciders))
    offered(weeks)
    weeks.at("2026-11-10T11:00").note(1, NEWER)
    weeks.at("2026-11-10T11:30").tick("Do it for")
    weeks.at("2026-11-10T12:00").sync()
    before = weeks.said()
    assert "Our offer has changed since you chose" in before
    weeks.office.lose_ledger(beside=beside)
    weeks.sync()
    weeks.office.run("hold", "site", "--off")
    weeks.sync()
    assert (weeks.said(), register(weeks)[0]["state"]) == (before, "offered")
    weeks.at("2026-11-10T15:00").tick("Do it for", done=False)
    weeks.tick("Do it for")  # now on the words that stand there
    weeks.sync()
    chose = "you chose: Do it for 300 EUR more" if "olga" not in deciders else "somebody who decides"
    assert chose in weeks.said()


def test_a_note_that_is_put_right_undoes_no_choice_of_the_same_terms(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.sync()
    [note] = weeks.office.tracker("GET", f"cards/{weeks.task(1)}/actions", filter="commentCard")[-1:]
    weeks.at("2026-11-10T15:00")
    weeks.office.tracker("PUT", f"actions/{note['id']}", text=OFFER.replace("2026-11-27", "2026-11-30"))
    weeks.sync()
    assert weeks.said().startswith("On 10 November you chose: Do it for 400 EUR more, same date.")
    assert weeks.silent()


def test_a_line_that_the_client_rewrote_is_not_taken_for_ours(weeks):
    offered(weeks)
    [item] = [one for one in weeks.request()["checklists"][0]["checkItems"] if one["name"].startswith("Do it for")]
    weeks.office.tracker("PUT", f"cards/{weeks.request()['id']}/checkItem/{item['id']}", name="Do it for 200 EUR")
    weeks.at("2026-11-10T11:00").tick("Do it for")
    told = " ".join(weeks.office.run("sync", "site").stdout.split())
    assert "the client marked a line of their own on the change request: “Do it for 200 EUR”" in told
    assert "A line is marked that says something else than we offered, so nothing is decided yet." in weeks.said()
    assert weeks.list_of(weeks.request()) == "Waiting for you"
    assert weeks.sync()["status"] == "unchanged"


def test_a_list_of_choices_that_somebody_took_away_is_told_once(weeks):
    offered(weeks)
    weeks.office.tracker("DELETE", f"checklists/{weeks.request()['checklists'][0]['id']}")
    weeks.at("2026-11-10T11:00")
    assert "A person took “Your decision” off the card" in " ".join(weeks.office.run("sync", "site").stdout.split())
    assert "A person took" not in weeks.office.run("sync", "site").stdout


def test_an_offer_that_nobody_answered_ends_calmly(weeks):
    offered(weeks)
    weeks.at("2026-11-30T10:00").sync()
    assert weeks.said() == (
        "You asked for: Page 1 can be read on a phone. Our offer was valid until 27 November; the plan "
        "stays as it is. If you still want it, write to us here and we will make a new offer."
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


def test_the_client_may_decide_on_the_phone_and_the_team_may_take_it_back(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00")
    said = weeks.office.run("changes", "decide", "card0001", "fee", "--by", "Anna", "--on", "2026-11-09")
    assert said.stdout == "card0001: fee, decided by Anna on 9 November 2026. The next sync confirms it.\n"
    weeks.sync()
    assert weeks.said().startswith("On 9 November you chose: Do it for 400 EUR more")
    assert weeks.lines()["Do it for 400 EUR more, same date"] == "complete"
    assert weeks.silent()
    weeks.at("2026-11-10T15:00")
    assert weeks.office.run("changes", "undo", "card0001").exit_code == 0
    weeks.sync()
    assert set(weeks.lines().values()) == {"incomplete"}
    assert weeks.said().startswith("You asked for: ")
    assert weeks.silent()


def test_an_offer_by_command_is_the_same_as_a_note_and_survives_a_lost_ledger(weeks):
    run = weeks.office.run(
        "changes", "offer", "card0001", "--date", "2026-12-11", "--fee", "400 EUR", "--instead", "card0003",
        "--leave", "--talk", "--until", "2026-11-27",
    )  # fmt: skip
    assert run.exit_code == 0, run.output
    assert weeks.sync()["status"] == "ok"
    assert len(weeks.lines()) == 5
    assert weeks.silent()
    [record] = register(weeks)
    assert [one["kind"] for one in record["offered"]] == ["date", "fee", "instead", "leave", "talk"]
    assert record["offered"][2]["text"] == "card0003"
    assert (record["state"], record["valid_until"]) == ("offered", "2026-11-27")
    weeks.at("2026-11-10T11:00").tick("Do it instead")
    weeks.sync()
    assert weeks.silent()
    [record] = register(weeks)
    assert (record["state"], record["choice"], record["chosen_on"]) == ("accepted", "instead", "2026-11-10")


def register(weeks: Weeks) -> list[dict[str, Any]]:
    result = weeks.office.run("changes", "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["changes"]
    return found


def test_somebody_who_does_not_decide_is_told_so(weeks):
    weeks.office.configure(CONFIG.replace("sandbox_client", "olga_client"))
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Leave it")
    weeks.sync()
    assert "It counts as soon as somebody who decides on your side has marked it too." in weeks.said()
    assert register(weeks)[0]["state"] == "offered"
    assert weeks.silent()


def test_a_tick_of_the_teams_decides_nothing(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Leave it", token=weeks.office.env["TRELLO_TOKEN"])
    assert weeks.sync()["status"] == "unchanged"
    assert register(weeks)[0]["state"] == "offered"


def test_the_team_turns_something_down_with_another_way(weeks):
    run = weeks.office.run("changes", "refuse", "card0002", "--alternative", "A smaller picture on the first page")
    assert run.exit_code == 0
    weeks.sync()
    assert weeks.said(2) == (
        "You asked for: Page 2 can be read on a phone. We cannot do it in this form.\n\n"
        "What we can do instead: A smaller picture on the first page"
    )
    assert weeks.silent()


def test_an_offer_taken_back_puts_its_card_away(weeks):
    weeks.office.run("changes", "offer", "card0001", "--leave", "--talk")
    weeks.sync()
    assert weeks.office.run("changes", "withdraw", "card0001").exit_code == 0
    weeks.sync()
    assert weeks.request()["closed"]
    assert weeks.sync()["status"] == "unchanged"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("offer", "card0001"), "An offer needs a choice."),
        (("offer", "card0009", "--leave"), "has no task card0009."),
        (("offer", "card0001", "--date", "2026-11-02"), "has passed already."),
        (("offer", "card0001", "--instead", "nothing"), "has no task nothing."),
        (("decide", "card0001", "fee", "--by", "Anna", "--on", "2026-11-09"), "Nothing was offered for card0001"),
        (("undo", "card0001"), "Nothing is decided for card0001."),
    ],
)
def test_a_word_that_cannot_be_kept_is_refused_with_the_way_on(weeks, words, sentence):
    result = weeks.office.run("changes", *words)
    assert result.exit_code == 2, result.output
    assert sentence in " ".join(result.output.split())
    assert register(weeks) == []


def test_every_face_of_the_register(weeks):
    offered(weeks)
    for face in ("table", "markdown", "csv"):
        told = weeks.office.run("changes", "site", "--format", face).stdout
        assert "card0001" in told
        assert "offered" in told


def test_the_summary_names_what_waits_and_what_all_that_was_chosen_does(weeks):
    offered(weeks)
    offered(weeks, 2, "/client offer fee 1 200,50 EUR | leave | until 2026-11-27")
    offered(weeks, 4, "/client offer date 2026-12-18 | leave | until 2026-11-25")
    summary = summary_of(weeks)
    assert "- Your choice: “Page 4 can be read on a phone”, until 25 November" in summary
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.tick("Do it for", page=2)
    weeks.sync()
    summary = summary_of(weeks)
    assert "“Page 1 can be read on a phone”: 400 EUR, same date" in summary
    assert "Extra cost of all the changes: 1 600,50 EUR." in summary
    assert "“Page 4 can be read on a phone”: your choice, until 25 November" in summary


def summary_of(weeks: Weeks) -> str:
    [card] = [card for card in weeks.cards().values() if "Next update" in card["desc"]]
    return str(card["desc"]).replace("\u00a0", " ").replace("\\", "")


def due(weeks: Weeks, page: int = 1) -> str:
    return str(weeks.cards()[f"Page {page} can be read on a phone"]["due"])[:10]


def words(weeks: Weeks, page: int = 1) -> str:
    text = str(weeks.cards()[f"Page {page} can be read on a phone"]["desc"])
    return text.split("Ref.")[0].replace("\u00a0", " ").strip()


def flags(weeks: Weeks, code: str) -> list[dict[str, Any]]:
    result = weeks.office.run("audit", "site", "--select", code, "--format", "json")
    found: list[dict[str, Any]] = json.loads(result.stdout)["projects"][0]["flags"]
    return found


def test_the_date_that_the_client_chose_is_the_date_from_then_on(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it, new date")
    weeks.at("2026-11-10T12:00").sync()
    assert due(weeks) == "2026-12-11"
    assert "The date has moved from 1 to 11 December, as you chose." in words(weeks)
    assert "explain" not in words(weeks)
    assert weeks.silent()
    [flag] = flags(weeks, "D12")
    assert "The client chose 11 December" in flag["message"]
    told = json.loads(weeks.office.run("promises", "site", "--format", "json").stdout)["promises"]
    [promise] = [each for each in told if each["task"] == "card0001"]
    assert (promise["first"], promise["current"], promise["state"]) == ("2026-12-01", "2026-12-11", "open")
    weeks.office.tracker("PUT", f"cards/{weeks.task(1)}", due="2026-12-11T16:00:00.000Z")
    weeks.at("2026-11-11T12:00").sync()
    assert flags(weeks, "D12") == []
    assert due(weeks) == "2026-12-11"


def test_once_the_teams_date_agreed_with_the_choice_a_later_one_is_told_like_any_move(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it, new date")
    weeks.sync()
    for moment, day in (("2026-11-11T10:00", "2026-12-11"), ("2026-11-12T10:00", "2026-12-16")):
        weeks.at(moment).office.tracker("PUT", f"cards/{weeks.task(1)}", due=f"{day}T16:00:00.000Z")
    weeks.sync()
    assert weeks.cards()["Page 1 can be read on a phone"]["due"].startswith("2026-12-11")
    weeks.at("2026-11-16T10:00").sync()  # out of grace
    card = weeks.cards()["Page 1 can be read on a phone"]
    assert card["due"].startswith("2026-12-16")
    assert "The date has moved from 1 to 16 December." in card["desc"].replace("\u00a0", " ")
    assert "11 December" in weeks.said()  # what they chose stays on record
    assert "The date is" not in weeks.said()
    assert weeks.silent()


def test_a_date_that_was_taken_back_gives_way_to_the_one_before(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it, new date")
    weeks.at("2026-11-10T12:00").sync()
    weeks.at("2026-11-11T11:00").tick("Do it, new date", done=False)
    weeks.at("2026-11-11T12:00").sync()
    assert due(weeks) == "2026-12-01"
    assert weeks.sync()["status"] == "unchanged"


def carried(weeks: Weeks, page: int = 1) -> list[str]:
    """What we wrote on the source task, without the references."""
    found = weeks.office.tracker("GET", f"cards/{weeks.task(page)}/actions", filter="commentCard")
    texts = [one["data"]["text"] for one in found if "Ref. cb" in one["data"]["text"]]
    return [text.rpartition("\n\n")[0].replace("\u00a0", " ") for text in texts]


def test_a_decision_goes_to_the_source_task_once_and_follows_what_the_client_does(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.at("2026-11-10T12:00").sync()
    head = "Sandbox Client decided on the client's board, 10 November 2026:"
    assert carried(weeks) == [f"{head}\n\n> Do it for 400 EUR more, same date"]
    assert weeks.silent()
    weeks.at("2026-11-11T11:00").tick("Do it for", done=False)
    weeks.at("2026-11-11T11:30").sync()
    [text] = carried(weeks)
    assert text.endswith("> Do it for 400 EUR more, same date\n\nThis decision was taken back.")
    weeks.at("2026-11-11T12:00").tick("Leave it")
    weeks.at("2026-11-11T12:30").sync()
    assert carried(weeks) == ["Sandbox Client decided on the client's board, 11 November 2026:\n\n> Leave it for now"]
    assert weeks.silent()


def test_where_others_may_read_the_task_the_manager_is_told_instead_once(weeks):
    weeks.office.tracker("PUT", f"boards/{SOURCE}", **{"prefs/permissionLevel": "org"})
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.at("2026-11-10T12:00")
    first = weeks.office.run("sync", "site")
    said = " ".join(first.output.split())
    assert "): the client chose “Do it for 400 EUR more, same date” on 10 November (not carried to the task" in said
    assert "not carried" not in weeks.office.run("sync", "site").output
    assert carried(weeks) == []


def test_no_rule_of_scope_abstains_where_there_is_a_clients_side(weeks):
    weeks.office.configure(CONFIG + 'agreed = "2026-11-02"\n')
    result = weeks.office.run("audit", "site", "--select", "S01,S02,S03,S04,S05,S06,S07,S08,S09", "--format", "json")
    assert json.loads(result.stdout)["projects"][0]["abstained"] == []


@pytest.mark.parametrize(
    ("day", "code", "says"),
    [("2026-11-12", "S04", "has been awaited since 9 November"), ("2026-11-30", "S08", "27 November")],
)
def test_an_offer_that_waits_and_one_that_ran_out_are_flagged(weeks, day, code, says):
    offered(weeks)
    weeks.at(f"{day}T10:00")
    [flag] = flags(weeks, code)
    assert says in flag["message"]


def test_a_talk_that_was_asked_for_is_an_answer_that_we_owe(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Let's talk")
    weeks.sync()
    assert "We will contact you by 12 November; until we have talked, the plan stands." in weeks.said()
    assert weeks.silent()
    assert flags(weeks, "D13") == []
    weeks.at("2026-11-13T11:00")
    [flag] = flags(weeks, "D13")
    assert "12 November" in flag["message"]
    weeks.tick("Do it for")
    weeks.at("2026-11-13T12:00").sync()
    assert "On 13 November you chose: Do it for 400 EUR more" in weeks.said()
    assert flags(weeks, "D13") == []


def test_a_decision_whose_tick_was_taken_off_too_late_stands_also_with_the_ledger_lost(weeks):
    offered(weeks)
    weeks.at("2026-11-10T11:00").tick("Do it for")
    weeks.sync()
    weeks.at("2026-11-13T11:00").tick("Do it for", done=False)
    weeks.sync()
    assert weeks.said().startswith("On 10 November you chose: Do it for 400 EUR more")
    assert weeks.said().endswith("Please write to us here, and we will tell you what is still possible.")
    assert weeks.silent()
    assert register(weeks)[0]["state"] == "accepted"
