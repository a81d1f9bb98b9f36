"""Every write changes the state and leaves the action that Trello leaves."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sandbox.trello.small_board import ANA, ARCHIVED_CARD, BOARD, CARD, DOING, NOW, OLD, TODO, py_trello
from trello import ResourceUnavailable, TrelloClient

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello import ids

Json = dict[str, Any]
STAMP = NOW.replace("Z", ".000Z")


def send(client: TrelloClient, method: str, path: str, **values: Any) -> Any:
    return client.fetch_json(path, http_method=method, post_args=values)


def feed(client: TrelloClient) -> list[Json]:
    """The board's actions, oldest first."""
    return list(reversed(client.fetch_json(f"/boards/{BOARD}/actions", query_params={"limit": 1000})))


def kinds(client: TrelloClient) -> list[str]:
    return [action["type"] for action in feed(client)]


# -- cards


def test_a_new_card(team: TrelloClient) -> None:
    card = send(team, "POST", "/cards", idList=TODO, name="Poster", desc="Blue", idMembers=ANA["id"])
    assert ids.created_at(card["id"]) == ids.created_at(card["id"][:8] + "0" * 16)
    made = ids.created_at(card["id"])
    assert made is not None
    assert made.isoformat() == "2026-11-02T09:00:00+00:00"
    assert (card["idShort"], card["idBoard"], card["idMembers"]) == (4, BOARD, [ANA["id"]])
    assert (card["attachments"], card["stickers"], card["limits"]) == ([], [], {})
    assert card["url"] == f"https://trello.com/c/{card['shortLink']}/4-poster"
    [action] = feed(team)
    assert action["type"] == "createCard"
    assert action["data"]["card"] == {name: card[name] for name in ("id", "name", "idShort", "shortLink")}
    assert action["memberCreator"]["username"] == "sandbox_team"


def test_where_new_cards_and_lists_land(team: TrelloClient) -> None:
    bottom = send(team, "POST", "/cards", idList=TODO, name="Bottom")["pos"]
    top = send(team, "POST", "/cards", idList=TODO, name="Top", pos="top")["pos"]
    exact = send(team, "POST", "/cards", idList=TODO, name="Exact", pos=1234.5)["pos"]
    assert top < 100 < bottom
    assert exact == 1234.5
    assert send(team, "POST", "/lists", idBoard=BOARD, name="First")["pos"] == 50
    assert send(team, "POST", "/lists", idBoard=BOARD, name="Last", pos="bottom")["pos"] > 300


def test_every_changed_field_leaves_its_old_value(team: TrelloClient) -> None:
    card = send(team, "PUT", f"/cards/{CARD}", due="2026-12-01T10:00:00Z", name="Cover", dueComplete=False)
    assert card["dateLastActivity"] == STAMP
    assert [(action["data"]["old"], action["data"]["list"]["id"]) for action in feed(team)] == [
        ({"due": None}, TODO),
        ({"name": "Front page"}, TODO),
    ]


def test_nothing_changed_leaves_nothing(team: TrelloClient) -> None:
    send(team, "PUT", f"/cards/{CARD}", name="Front page", closed=False)
    assert feed(team) == []


def test_a_move_names_both_lists(team: TrelloClient) -> None:
    card = send(team, "PUT", f"/cards/{CARD}", idList=DOING)
    [action] = feed(team)
    assert action["data"]["old"] == {"idList": TODO}
    assert (action["data"]["listBefore"]["name"], action["data"]["listAfter"]["name"]) == ("To do", "Doing")
    assert "list" not in action["data"]
    assert card["pos"] > 300


def test_archive_and_bring_back(team: TrelloClient) -> None:
    assert send(team, "PUT", f"/cards/{CARD}", closed="true")["closed"] is True
    assert send(team, "PUT", f"/cards/{CARD}", closed=False)["closed"] is False
    assert [action["data"]["old"] for action in feed(team)] == [{"closed": False}, {"closed": True}]


def test_people_on_a_card(team: TrelloClient) -> None:
    assert send(team, "POST", f"/cards/{CARD}/idMembers", value=ANA["id"])[0]["username"] == "ana_popa"
    with pytest.raises(ResourceUnavailable):
        send(team, "POST", f"/cards/{CARD}/idMembers", value=ANA["id"])
    assert send(team, "DELETE", f"/cards/{CARD}/idMembers/{ANA['id']}") == []
    assert kinds(team) == ["addMemberToCard", "removeMemberFromCard"]
    assert feed(team)[0]["member"]["fullName"] == "Ana Popa"


def test_a_deleted_card_takes_its_history_along(team: TrelloClient) -> None:
    send(team, "PUT", f"/cards/{CARD}", name="Cover")
    send(team, "DELETE", f"/cards/{CARD}")
    [action] = feed(team)
    assert (action["type"], action["data"]["card"]) == (
        "deleteCard",
        {"id": CARD, "idShort": 1, "shortLink": "frontPag"},
    )


def test_labels_leave_no_action_but_move_the_last_activity(team: TrelloClient) -> None:
    label = send(team, "POST", f"/cards/{CARD}/labels", name="New", color="sky")
    assert team.fetch_json(f"/cards/{CARD}")["idLabels"] == [label["id"]]
    assert team.fetch_json(f"/cards/{CARD}")["dateLastActivity"] == STAMP
    assert feed(team) == []


def test_a_copy_of_a_card(team: TrelloClient) -> None:
    checklist = send(team, "POST", "/checklists", idCard=CARD, name="Before print")
    send(team, "POST", f"/checklists/{checklist['id']}/checkItems", name="Colours", checked=True)
    copy = send(team, "POST", "/cards", idList=DOING, idCardSource=CARD, name="Second page")
    assert (copy["name"], copy["badges"]["checkItems"], copy["badges"]["checkItemsChecked"]) == ("Second page", 1, 1)
    assert copy["idChecklists"] != [checklist["id"]]
    assert feed(team)[-1]["data"]["cardSource"]["id"] == CARD


def test_to_another_board_and_its_number_there(team: TrelloClient) -> None:
    other = send(team, "POST", "/boards", name="Archive of kiosks")
    card = send(team, "PUT", f"/cards/{CARD}/idBoard", value=other["id"])
    assert (card["idBoard"], card["idShort"], card["idLabels"]) == (other["id"], 1, [])
    assert kinds(team) == ["moveCardFromBoard"]
    lists = team.fetch_json(f"/boards/{other['id']}/lists")
    assert [row["name"] for row in lists] == ["To Do", "Doing", "Done"]
    assert card["idList"] == lists[0]["id"]


# -- lists


def test_lists_change(team: TrelloClient) -> None:
    send(team, "PUT", f"/lists/{TODO}", name="Next", pos="bottom")
    send(team, "PUT", f"/lists/{OLD}/closed", value=False)
    assert [row["name"] for row in team.fetch_json(f"/boards/{BOARD}/lists")] == ["Doing", "Old", "Next"]
    assert [action["data"]["old"] for action in feed(team)] == [{"name": "To do"}, {"pos": 100}, {"closed": True}]


def test_archive_all_and_move_all(team: TrelloClient) -> None:
    assert send(team, "POST", f"/lists/{TODO}/moveAllCards", idBoard=BOARD, idList=DOING)[0]["idList"] == DOING
    assert send(team, "POST", f"/lists/{DOING}/archiveAllCards") == {}
    cards = team.fetch_json(f"/lists/{DOING}/cards", query_params={"filter": "closed"})
    assert {card["id"] for card in cards} == {CARD, ARCHIVED_CARD}


# -- comments


def test_a_comment_written_edited_deleted(team: TrelloClient) -> None:
    comment = send(team, "POST", f"/cards/{CARD}/actions/comments", text="Is it blue?")
    assert comment["display"]["translationKey"] == "action_comment_on_card"
    assert team.fetch_json(f"/cards/{CARD}")["badges"]["comments"] == 1
    edited = send(team, "PUT", f"/actions/{comment['id']}", text="Is it green?")
    assert (edited["data"]["text"], edited["data"]["dateLastEdited"]) == ("Is it green?", STAMP)
    assert send(team, "DELETE", f"/cards/{CARD}/actions/{comment['id']}/comments") == {"_value": None}
    assert team.fetch_json(f"/cards/{CARD}")["badges"]["comments"] == 0


@pytest.mark.parametrize("text", ["", "x" * 16_385])
def test_a_comment_has_one_to_16384_characters(team: TrelloClient, text: str) -> None:
    with pytest.raises(ResourceUnavailable):
        send(team, "POST", f"/cards/{CARD}/actions/comments", text=text)
    assert team.http_service.last.text == "invalid value for text"


def test_nobody_edits_the_comments_of_others(sandbox: Sandbox, team: TrelloClient) -> None:
    comment = send(team, "POST", f"/cards/{CARD}/actions/comments", text="Mine")
    entry = {"id": "690000000000000000000d02", "idMember": credentials.CLIENT_MEMBER["id"], "memberType": "normal"}
    sandbox.state.board(BOARD)["memberships"].append(entry)
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    with pytest.raises(Exception, match="unauthorized permission requested"):
        send(client, "PUT", f"/actions/{comment['id']}", text="Yours")


# -- checklists and custom fields


def test_checklists(team: TrelloClient) -> None:
    checklist = send(team, "POST", f"/cards/{CARD}/checklists", name="Before print")
    item = send(team, "POST", f"/checklists/{checklist['id']}/checkItems", name="Colours", due="2026-11-09")
    assert team.fetch_json(f"/cards/{CARD}")["badges"]["checkItemsEarliestDue"] == "2026-11-09T00:00:00.000Z"
    ticked = send(team, "PUT", f"/cards/{CARD}/checkItem/{item['id']}", state="complete")
    assert ticked["state"] == "complete"
    card = team.fetch_json(f"/cards/{CARD}", query_params={"checklists": "all"})
    assert card["checkItemStates"] == [{"idCheckItem": item["id"], "state": "complete"}]
    assert card["checklists"][0]["checkItems"][0]["name"] == "Colours"
    assert kinds(team) == ["addChecklistToCard", "updateCheckItemStateOnCard"]
    assert send(team, "DELETE", f"/checklists/{checklist['id']}") == {"limits": {}}


def field(client: TrelloClient, kind: str, **more: Any) -> Json:
    found: Json = send(client, "POST", "/customFields", idModel=BOARD, modelType="board", name="F", type=kind, **more)
    return found


@pytest.mark.parametrize(
    ("kind", "written", "stored"),
    [
        ("text", {"text": "A3"}, {"text": "A3"}),
        ("number", {"number": 2}, {"number": "2"}),
        ("checkbox", {"checked": True}, {"checked": "true"}),
        ("date", {"date": "2026-11-09T10:00:00+02:00"}, {"date": "2026-11-09T08:00:00.000Z"}),
    ],
)
def test_custom_field_values_are_strings(team: TrelloClient, kind: str, written: Json, stored: Json) -> None:
    path = f"/cards/{CARD}/customField/{field(team, kind)['id']}/item"
    assert send(team, "PUT", path, value=written)["value"] == stored
    assert [item["value"] for item in team.fetch_json(f"/cards/{CARD}/customFieldItems")] == [stored]
    send(team, "PUT", path, value="", idValue="")
    assert team.fetch_json(f"/cards/{CARD}/customFieldItems") == []


def test_a_list_field_has_an_id_and_no_value(team: TrelloClient) -> None:
    made = field(team, "list", options=[{"value": {"text": "Offset"}}])
    option = made["options"][0]["id"]
    item = send(team, "PUT", f"/cards/{CARD}/customField/{made['id']}/item", idValue=option)
    assert (item["idValue"], "value" in item) == (option, False)


@pytest.mark.parametrize(
    ("kind", "wrong"), [("number", {"number": "two"}), ("text", {"number": 2}), ("date", {"date": "x"})]
)
def test_a_value_of_the_wrong_kind(team: TrelloClient, kind: str, wrong: Json) -> None:
    with pytest.raises(ResourceUnavailable):
        send(team, "PUT", f"/cards/{CARD}/customField/{field(team, kind)['id']}/item", value=wrong)
    assert team.http_service.last.text == "invalid value for value"


# -- boards


def test_a_new_board(team: TrelloClient) -> None:
    board = send(team, "POST", "/boards/", name="Fresh", prefs_permissionLevel="public", defaultLists=False)
    assert (board["prefs"]["permissionLevel"], board["limits"]) == ("public", {})
    labels = team.fetch_json(f"/boards/{board['id']}/labels")
    assert [(label["name"], label["color"]) for label in labels] == [
        ("", color) for color in ("green", "yellow", "orange", "red", "purple", "blue")
    ]
    assert team.fetch_json(f"/boards/{board['id']}/lists") == []


def test_members_of_a_board(team: TrelloClient) -> None:
    guest = credentials.CLIENT_MEMBER["id"]
    answer = send(team, "PUT", f"/boards/{BOARD}/members/{guest}", type="observer")
    assert [entry["memberType"] for entry in answer["memberships"]] == ["admin", "observer"]
    send(team, "DELETE", f"/boards/{BOARD}/members/{guest}")
    people = team.fetch_json(f"/boards/{BOARD}/members")
    assert people == [{"id": ANA["id"], "username": "ana_popa", "fullName": "Ana Popa"}]


def test_preferences_change_one_by_one(team: TrelloClient) -> None:
    board = send(team, "PUT", f"/boards/{BOARD}", **{"prefs/permissionLevel": "public", "labelNames/green": "Yes"})
    assert (board["prefs"]["permissionLevel"], board["prefs"]["voting"]) == ("public", "disabled")
    assert board["labelNames"]["green"] == "Yes"
