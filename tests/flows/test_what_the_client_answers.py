"""What answers a question of ours is thanked for as that, and promised nothing. On the sandbox."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.flows.office import CLIENT_BOARD
from tests.flows.talk import OLGA, Talk, begun
from tests.flows.team_board import SOURCE

from trackerbridge.sandbox.credentials import TEAM_MEMBER

THANKS = "Thank you, we have your answer."
BOTH = "Thank you, we have your answer, and will reply to the rest by 11 November."


@pytest.fixture
def asked(office: Any) -> Talk:
    """The card asks for the languages of the page."""
    talk = begun(office)
    talk.team_writes("/client need: the languages of the page")
    assert talk.at("2026-11-10T10:00").sync()["status"] == "ok"
    return talk.at("2026-11-10T11:00")


def text(talk: Talk) -> str:
    return str(talk.office.tracker("GET", f"cards/{talk.card()}")["desc"])


def digest(talk: Talk) -> str:
    return " ".join(str(talk.sync()["digest"]).split())


def flagged(talk: Talk) -> set[str]:
    return {flag["code"] for flag in talk.office.json("audit", "site")["flags"] if flag["task"]}


def test_an_answer_is_thanked_for_once_and_the_card_asks_no_more(asked: Talk) -> None:
    assert "the languages of the page" in text(asked)
    asked.writes("English and Romanian, please.")
    assert "their answer to what we asked: “English and Romanian, please.”" in digest(asked)
    assert asked.said()[1:] == [THANKS]
    assert "> English and Romanian, please." in asked.carried()[-1]
    assert "the languages of the page" not in text(asked)
    asked.silent()
    asked.at("2026-11-12T15:00").sync()
    assert "R01" not in flagged(asked)  # nothing was asked of us
    asked.writes("The phone number on it is wrong.")  # something else, later
    asked.sync()
    assert asked.said()[-1] == "We have your message and will answer by 13 November."
    asked.silent()


def test_the_time_that_an_answer_took_is_told_with_the_promise_and_as_days(asked: Talk) -> None:
    asked.at("2026-11-12T10:00").writes("English and Romanian, please.")
    assert asked.sync()["status"] == "ok"
    found = json.loads(asked.office.run("promises", "site", "--format", "json").stdout)["promises"]
    [promise] = [one for one in found if one["title"] == "Page 1 can be read on a phone"]
    assert promise["waited"] == [{"since": "2026-11-10", "until": "2026-11-12"}]
    assert "Waiting for the client: 10–12 November 2026." in promise["story"]


def test_an_answer_in_two_messages_is_one_answer(asked: Talk) -> None:
    asked.writes("English, please.")
    asked.at("2026-11-10T11:02").writes("And Romanian.")
    asked.sync()
    assert asked.said()[2:] == [THANKS]
    asked.silent()


@pytest.mark.parametrize(
    "messages", [["English, please. When is it ready?"], ["When is it ready?", "English, please."]], ids=["one", "two"]
)
def test_an_answer_with_a_question_is_thanked_for_and_promised_a_reply(asked: Talk, messages: list[str]) -> None:
    for place, message in enumerate(messages):
        asked.at(f"2026-11-10T11:0{place}").writes(message)
    asked.sync()
    assert asked.said()[len(messages) :] == [BOTH]
    asked.silent()
    asked.at("2026-11-12T15:00").sync()
    assert "R01" in flagged(asked)  # the question waits


def test_a_question_that_waits_already_is_not_promised_a_second_day(asked: Talk) -> None:
    asked.writes("When is it ready?")
    asked.sync()
    asked.at("2026-11-10T12:00").writes("English, please.")
    asked.sync()
    assert asked.said()[-1] == THANKS
    asked.silent()


@pytest.mark.parametrize("words", ["I'll ask Maria and get back to you.", "Whose languages do you mean?"])
def test_what_is_no_answer_yet_is_a_message_like_any_other(asked: Talk, words: str) -> None:
    asked.writes(words)
    asked.sync()
    assert asked.said()[1:] == ["We have your message and will answer by 11 November."]
    assert "the languages of the page" in text(asked)
    asked.silent()


def test_mere_thanks_answer_nothing_and_a_short_yes_does(asked: Talk) -> None:
    asked.writes("Thank you!")
    asked.sync()
    assert len(asked.said()) == 1
    assert "the languages of the page" in text(asked)
    asked.at("2026-11-10T12:00").writes("Yes, approved.")
    asked.sync()
    assert asked.said()[2:] == [THANKS]
    asked.silent()


def test_where_it_cannot_be_carried_the_manager_is_told_of_the_answer(office: Any) -> None:
    talk = begun(office, people=(TEAM_MEMBER, OLGA))
    talk.team_writes("/client need: the languages of the page")
    talk.sync()
    talk.at("2026-11-10T11:00").writes("English and Romanian.")
    assert "Sandbox Client answered on the client's card “Page 1 can be read on a phone”: “English" in talk.notes()


@pytest.mark.parametrize(
    ("language", "thanks"),
    [("ru", "Спасибо, получили ваш ответ."), ("ro", "Mulțumim, am primit răspunsul dumneavoastră.")],
)
def test_thanks_are_in_the_clients_language(office: Any, language: str, thanks: str) -> None:
    talk = begun(office)
    config = talk.office.config
    board = f'board = "{CLIENT_BOARD}"'
    assert board in config.read_text()
    config.write_text(config.read_text().replace(board, f'{board}\nlanguage = "{language}"'))
    talk.team_writes("/client need: the languages of the page")
    talk.sync()
    talk.at("2026-11-10T11:00").writes("English and Romanian.")
    talk.sync()
    assert talk.said()[1:] == [thanks]
    talk.silent()


@pytest.fixture
def stood(office: Any) -> Talk:
    """The work stands in a list of the team's that waits for the client, or that shows them something."""
    talk = begun(office)
    config = talk.office.config
    stages = '\n[projects.site.statuses]\nwaiting = ["Blocked"]\nreview = ["To show"]\n'
    config.write_text(config.read_text() + stages)
    return talk


def put_into(talk: Talk, name: str) -> None:
    board = talk.office.tracker("GET", f"boards/{SOURCE}")["id"]
    new = talk.office.tracker("POST", "lists", name=name, idBoard=board)["id"]
    talk.office.tracker("PUT", f"cards/{talk.card(board=SOURCE)}", idList=new)
    talk.at("2026-11-10T10:00").sync()
    talk.at("2026-11-10T11:00")


def overview(talk: Talk) -> str:
    cards = talk.office.tracker("GET", f"boards/{CLIENT_BOARD}/cards")
    return next(str(card["desc"]) for card in cards if "**Next**" in card["desc"])


def test_what_a_list_asks_is_asked_no_more_once_it_was_answered(stood: Talk) -> None:
    put_into(stood, "Blocked")
    assert "We need your answer here" in text(stood)
    stood.writes("The prices are in the mail of this morning.")
    stood.sync()
    assert stood.said()[1:] == [THANKS]
    assert text(stood).startswith("We are working on this.")
    assert "We need nothing from you at the moment." in overview(stood)
    stood.silent()
    stood.at("2026-11-12T15:00").sync()
    assert flagged(stood).isdisjoint({"R01", "R06", "D13"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Yes, it is as we expected.", [THANKS]),
        ("Looks good, approved!", [THANKS]),
        ("Yes, but the map is missing.", ["We have your message and will answer by 11 November."]),
    ],
)
def test_who_looked_at_what_was_shown_is_not_asked_to_look_again(stood: Talk, words: str, said: list[str]) -> None:
    put_into(stood, "To show")
    assert "Please tell us here whether it is as you expected." in text(stood)
    stood.writes(words)
    stood.sync()
    assert stood.said()[1:] == said
    assert "Please tell us" not in text(stood)
    assert "To look at" not in overview(stood)
    stood.silent()


def test_nobody_waits_for_the_client_where_they_looked_before_the_date(stood: Talk) -> None:
    put_into(stood, "To show")
    stood.writes("Looks good, approved!")
    stood.at("2026-12-02T10:00").sync()  # the date was the day before, and the team has not closed it
    card = stood.office.tracker("GET", f"cards/{stood.card()}", fields="all")
    assert card["desc"].startswith("This is ready for you to look at.\n\nThe date was 1")
    assert [label["name"] for label in card["labels"]] == []
    titles = [one["name"] for one in stood.office.tracker("GET", f"boards/{CLIENT_BOARD}/cards")]
    assert not any("need" in title for title in titles), titles
    stood.silent()


def test_mere_thanks_for_what_was_shown_say_nothing_about_it(stood: Talk) -> None:
    put_into(stood, "To show")
    stood.writes("Thank you!")
    stood.sync()
    assert "Please tell us here whether it is as you expected." in text(stood)


def test_trouble_with_finished_work_is_acknowledged_and_a_remark_is_not(stood: Talk) -> None:
    put_into(stood, "Done")
    stood.writes("We showed it to our guests.")
    stood.sync()
    assert len(stood.said()) == 1
    stood.writes("The phone number is wrong!")
    stood.sync()
    assert stood.said()[2:] == ["We have your message and will answer by 11 November."]
    stood.silent()
