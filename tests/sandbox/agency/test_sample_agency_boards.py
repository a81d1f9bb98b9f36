"""The sample agency: boards shaped as Trello exports them, and every kind of past that the demo promises."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from datetime import UTC, datetime

import pytest

from trackerbridge.config.schema import Config
from trackerbridge.sandbox.agency import STORIES, Agency, build
from trackerbridge.sandbox.agency.story import Kind

MOMENTS = [
    datetime(2026, 11, 18, 10, 0, tzinfo=UTC),  # a Wednesday morning
    datetime(2026, 11, 21, 23, 30, tzinfo=UTC),  # a Saturday night
    datetime(2026, 12, 28, 0, 5, tzinfo=UTC),  # between the holidays
    datetime(2027, 3, 29, 8, 0, tzinfo=UTC),  # the Monday after the clocks changed
]
HEX = set("0123456789abcdef")


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda moment: moment.strftime("%a-%d-%b-%H%M"))
def agency(request) -> Agency:
    return build(request.param)


def ids_of(board: dict) -> list[str]:
    things = [
        *board["lists"],
        *board["labels"],
        *board["cards"],
        *board["actions"],
        *board["checklists"],
        *board["customFields"],
    ]
    items = [item for checklist in board["checklists"] for item in checklist["checkItems"]]
    return [thing["id"] for thing in (*things, *items, board)]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_three_clients_in_three_languages_each_with_a_board_of_the_team_and_one_of_their_own(agency):
    spoken = [(story.language, story.country) for story in agency.on_trello]
    assert spoken == [("en", "GB"), ("ru", "MD"), ("ro", "RO")]
    assert len(agency.boards) == 7
    for story in agency.on_trello:
        assert 15 <= len(agency.source(story.name)["cards"]) <= 25
        assert agency.client_board(story.name)["cards"] == []
        assert agency.client_board(story.name)["prefs"]["permissionLevel"] == "private"


def test_ids_are_unique_and_begin_with_the_time_of_creation(agency):
    every = [one for board in agency.boards for one in ids_of(board)]
    assert [one for one, times in Counter(every).items() if times > 1] == []
    assert all(len(one) == 24 and set(one) <= HEX for one in every)
    for board in agency.boards:
        for action in board["actions"]:
            assert int(action["id"][:8], 16) == int(instant(action["date"]).timestamp())


def test_short_links_are_unique_and_do_not_depend_on_the_day(agency):
    links = [thing["shortLink"] for board in agency.boards for thing in (board, *board["cards"])]
    assert len(set(links)) == len(links)
    assert all(len(link) == 8 and link.isalnum() and link.isascii() for link in links)
    tomorrow = build(agency.now.replace(year=2030))
    assert links == [thing["shortLink"] for board in tomorrow.boards for thing in (board, *board["cards"])]


def test_actions_come_newest_first_and_none_lies_in_the_future(agency):
    for board in agency.boards:
        dates = [action["date"] for action in board["actions"]]
        assert dates == sorted(dates, reverse=True)
        assert all(instant(date) < agency.now for date in dates)


def test_everything_that_a_card_refers_to_is_on_its_board(agency):
    for board in agency.boards:
        lists = {one["id"] for one in board["lists"]}
        labels = {one["id"] for one in board["labels"]}
        members = {one["id"] for one in board["members"]}
        checklists = {one["id"] for one in board["checklists"]}
        for card in board["cards"]:
            assert card["idList"] in lists
            assert set(card["idLabels"]) <= labels
            assert set(card["idMembers"]) <= members
            assert set(card["idChecklists"]) <= checklists
        assert {action["idMemberCreator"] for action in board["actions"]} <= members
        assert {membership["idMember"] for membership in board["memberships"]} == members


@pytest.mark.parametrize("field", ["due", "idList", "dueComplete", "closed", "name"])
def test_history_replayed_backwards_from_the_card_meets_itself(agency, field):
    """Every change's ``old`` value is what the change before it wrote, and the last one wrote what the card says."""
    for board in agency.boards:
        current = {card["id"]: card[field] for card in board["cards"]}
        for action in board["actions"]:
            data = action["data"]
            if action["type"] == "updateCard" and field in data["old"]:
                assert data["card"][field] == current[data["card"]["id"]]
                current[data["card"]["id"]] = data["old"][field]


def test_the_same_day_gives_the_same_bytes(agency):
    assert json.dumps(build(agency.now).boards) == json.dumps(agency.boards)


def test_romanian_has_its_comma_below(agency):
    text = json.dumps(agency.boards, ensure_ascii=False)
    assert "ș" in text
    assert "ț" in text
    assert not set("şţŞŢ") & set(text)


def test_the_configuration_is_valid_and_names_the_boards(agency):
    config = Config.model_validate(tomllib.loads(agency.config("http://127.0.0.1:8080")))
    assert config.connections["trello"].url == "http://127.0.0.1:8080"
    for story in agency.on_trello:
        project = config.projects[story.name]
        assert project.publish.language == story.language
        assert project.sources[0].board == agency.source(story.name)["shortLink"]
        assert project.publish.board == agency.client_board(story.name)["shortLink"]


def test_every_reference_of_the_configuration_has_its_variable(agency):
    connections = tomllib.loads(agency.config("http://127.0.0.1:1"))["connections"]
    secrets = [connection[key] for connection in connections.values() for key in ("key", "token") if key in connection]
    assert {secret.removeprefix("env:") for secret in secrets} == set(agency.env)


def test_the_client_sees_the_two_boards_of_their_own_project_and_no_other(agency):
    roles = {account.role: account for account in agency.accounts}
    theirs = (agency.source("kettle"), agency.client_board("kettle"))
    assert roles["client"].boards == tuple(board["id"] for board in theirs)
    assert len(roles["team"].boards) == len(agency.boards)
    assert roles["reader"].scopes == ("read",)


def test_on_the_teams_board_the_clients_people_are_observers_who_comment(agency):
    for story in agency.on_trello:
        board = agency.source(story.name)
        observers = {one["idMember"] for one in board["memberships"] if one["memberType"] == "observer"}
        deeds = {action["type"] for action in board["actions"] if action["idMemberCreator"] in observers}
        assert len(observers) == 2
        assert deeds == {"commentCard"}
        assert board["prefs"]["comments"] == "observers"


KINDS = [
    "healthy work",
    "the date moved once",
    "the date moved twice",
    "reopened",
    "cancelled",
    "answered within the hour",
    "question without an answer",
    "an extra",
    "a bonus",
    "done early",
    "done late",
    "on the day that was promised",
    "overdue",
    "stale",
    "waits for the client",
    "the guard keeps them back",
    "internal",
    "a template",
    "archived",
    "in a closed list",
]
SOMEWHERE = [
    "a title that says nothing",
    "never written",
    "weekend",
    "public holiday",
    "contradictory",
    "about to be due",
    "not begun",
]


ON_A_BOARD_ONLY = ["a template", "archived", "in a closed list"]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
@pytest.mark.parametrize("kind", KINDS)
def test_every_project_holds_every_kind_of_past(story, kind):
    told = any(kind in card.shows for card in story.cards)
    assert told is not (story.key != "" and kind in ON_A_BOARD_ONLY)


@pytest.mark.parametrize("kind", SOMEWHERE)
def test_the_rest_is_held_by_some_project(kind):
    assert any(kind in card.shows for story in STORIES for card in story.cards)


def test_the_words_of_a_card_agree_with_what_happened_to_it():
    for story in STORIES:
        for card in story.cards:
            moves = sum(event.kind is Kind.DATED for event in card.past)
            expected = (
                2 if "moved twice" in card.shows else 1 if "moved once" in card.shows or "reopened" in card.shows else 0
            )
            assert moves == expected, card.title
            assert ("reopened" in card.shows) == any(event.kind is Kind.UNTICKED for event in card.past)
            assert ("archived" in card.shows and "not" not in card.shows) == any(
                event.kind is Kind.ARCHIVED for event in card.past
            )
