"""Reading boards: nesting, pages, filters, batch. API-FACTS section 6, item 15, and sections 3.3 to 3.6."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from tests.sandbox.trello.small_board import (
    ANA,
    ARCHIVED_CARD,
    BOARD,
    CARD,
    DOING,
    HIDDEN_CARD,
    OLD,
    TODO,
    UNKNOWN,
    many_cards,
    py_trello,
    small_board,
)
from trello import ResourceUnavailable, TrelloClient

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello import ids


def cards(client: TrelloClient, **query: object) -> list[str]:
    return [card["id"] for card in client.fetch_json(f"/boards/{BOARD}/cards", query_params=query)]


# -- 15: pages


def test_pages_of_cards_newest_first(sandbox: Sandbox, team: TrelloClient) -> None:
    made = many_cards(2_500)
    sandbox.state.load_export(small_board(cards=made))
    newest_first = sorted((card["id"] for card in made), reverse=True)
    first = cards(team, limit=1000)
    second = cards(team, limit=1000, before=min(first))
    third = cards(team, limit=1000, before=min(second))
    assert [len(page) for page in (first, second, third)] == [1000, 1000, 500]
    assert first + second + third == newest_first
    assert cards(team, limit=1000, before=min(third)) == []


def test_never_more_than_a_thousand(sandbox: Sandbox, team: TrelloClient) -> None:
    made = many_cards(1_001)
    sandbox.state.load_export(small_board(cards=made))
    newest = sorted((card["id"] for card in made), reverse=True)[:1000]
    assert cards(team, filter="all") == newest
    board = team.fetch_json(f"/boards/{BOARD}", query_params={"cards": "all"})
    assert [card["id"] for card in board["cards"]] == newest


def test_without_limit_cards_come_in_board_order(sandbox: Sandbox, team: TrelloClient) -> None:
    made = many_cards(5)
    sandbox.state.load_export(small_board(cards=made))
    assert cards(team) == [card["id"] for card in made]
    assert cards(team, limit=2) == [made[0]["id"], made[1]["id"]]
    assert cards(team, since=made[3]["id"]) == [card["id"] for card in made[:3]]


def test_before_takes_a_date_too(team: TrelloClient) -> None:
    made = ids.created_at(CARD)
    assert made is not None
    assert cards(team, filter="all", before=made.isoformat()) == []
    assert len(cards(team, filter="all", since="2020-01-01")) == 3


def test_fifty_labels_and_fifty_actions_unless_asked_for_more(sandbox: Sandbox, team: TrelloClient) -> None:
    for number in range(60):
        args = {"name": f"L{number}", "color": "null", "idBoard": BOARD}
        team.fetch_json("/labels", http_method="POST", post_args=args)
        team.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args={"name": f"Name {number}"})
    assert len(team.fetch_json(f"/boards/{BOARD}/labels")) == 50
    assert len(team.fetch_json(f"/boards/{BOARD}/labels", query_params={"limit": 1000})) == 62
    assert len(team.fetch_json(f"/boards/{BOARD}/actions")) == 50
    actions = team.fetch_json(f"/boards/{BOARD}/actions", query_params={"limit": 1000})
    assert len(actions) == 60
    assert [action["id"] for action in actions] == sorted((action["id"] for action in actions), reverse=True)


def test_py_trello_sees_fifty_labels(sandbox: Sandbox, team: TrelloClient) -> None:
    labels = [{"id": f"69{number:022x}", "idBoard": BOARD, "name": "", "color": None} for number in range(80)]
    sandbox.state.load_export(small_board(labels=labels))
    assert len(team.get_board(BOARD).get_labels()) == 50


def test_pages_of_actions(sandbox: Sandbox, team: TrelloClient) -> None:
    for number in range(5):
        team.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args={"name": f"Name {number}"})
    first = team.fetch_json(f"/boards/{BOARD}/actions", query_params={"limit": 3})
    rest = team.fetch_json(f"/boards/{BOARD}/actions", query_params={"limit": 3, "before": first[-1]["id"]})
    names = [action["data"]["card"]["name"] for action in [*first, *rest]]
    assert names == [f"Name {number}" for number in (4, 3, 2, 1, 0)]


# -- nesting


def test_a_board_alone(team: TrelloClient) -> None:
    board = team.fetch_json(f"/boards/{BOARD}")
    assert (board["name"], board["shortUrl"]) == ("Kiosk", "https://trello.com/b/kioskBrd")
    assert {"lists", "cards", "actions", "labels", "memberships"}.isdisjoint(board)


def test_everything_nested(team: TrelloClient) -> None:
    query = {
        "lists": "all",
        "cards": "all",
        "labels": "all",
        "members": "all",
        "memberships": "all",
        "customFields": "true",
        "checklists": "all",
        "card_customFieldItems": "true",
        "card_attachments": "true",
        "card_members": "true",
        "card_fields": "name,idList",
        "actions": "all",
        "actions_limit": 1000,
        "fields": "name,prefs,limits",
    }
    board = team.fetch_json(f"/boards/{BOARD}", query_params=query)
    assert [row["name"] for row in board["lists"]] == ["To do", "Doing", "Old"]
    assert sorted(board["cards"][0]) == ["attachments", "customFieldItems", "id", "idList", "members", "name"]
    assert [person["username"] for person in board["members"]] == [ANA["username"]]
    assert board["memberships"][0]["memberType"] == "admin"
    assert board["limits"]["cards"]["openPerBoard"] == {"status": "ok", "disableAt": 5000, "warnAt": 4500}
    assert {"desc", "url"}.isdisjoint(board)
    assert (len(board["cards"]), len(board["labels"]), board["checklists"], board["actions"]) == (3, 2, [], [])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("all", [CARD, ARCHIVED_CARD, HIDDEN_CARD]),
        ("open", [CARD, HIDDEN_CARD]),
        ("visible", [CARD]),
        ("closed", [ARCHIVED_CARD]),
        ("none", []),
    ],
)
def test_a_closed_list_hides_its_cards_from_visible_only(team: TrelloClient, wanted: str, found: list[str]) -> None:
    assert cards(team, filter=wanted) == found
    in_path = team.fetch_json(f"/boards/{BOARD}/cards/{wanted}")
    nested = team.fetch_json(f"/boards/{BOARD}", query_params={"cards": wanted}).get("cards", [])
    assert [card["id"] for card in in_path] == [card["id"] for card in nested] == found


def test_lists_by_filter(team: TrelloClient) -> None:
    by_filter = {
        wanted: [row["id"] for row in team.fetch_json(f"/boards/{BOARD}/lists", query_params={"filter": wanted})]
        for wanted in ("closed", "none")
    }
    assert by_filter == {"closed": [OLD], "none": []}
    with_cards = team.fetch_json(f"/boards/{BOARD}/lists", query_params={"cards": "open", "card_fields": "name"})
    assert with_cards[0]["cards"] == [{"id": CARD, "name": "Front page"}]


def test_cards_of_a_list_with_the_filter_in_the_path(team: TrelloClient) -> None:
    query = {"fields": "name"}
    found = {
        wanted: [card["id"] for card in team.fetch_json(f"/lists/{DOING}/cards/{wanted}", query_params=query)]
        for wanted in ("open", "closed", "all", "none")
    }
    assert found == {"open": [], "closed": [ARCHIVED_CARD], "all": [ARCHIVED_CARD], "none": []}
    with pytest.raises(ResourceUnavailable, match="invalid value for filter"):
        team.fetch_json(f"/lists/{DOING}/cards/visible")


def test_a_card_as_py_trello_fetches_it(team: TrelloClient) -> None:
    query = {"badges": False, "customFieldItems": "true"}
    assert team.fetch_json(f"/cards/{CARD}", query_params=query)["name"] == "Front page"


def test_short_links_work_where_ids_do(team: TrelloClient) -> None:
    assert team.fetch_json("/boards/kioskBrd")["id"] == BOARD
    assert team.fetch_json("/cards/frontPag")["id"] == CARD
    assert team.fetch_json("/cards/frontPag/actions") == []


def test_templates_and_mirrors_keep_their_marks(sandbox: Sandbox, team: TrelloClient) -> None:
    marked = many_cards(2)
    marked[0]["isTemplate"] = True
    marked[1].update(cardRole="mirror", mirrorSourceId=CARD)
    sandbox.state.load_export(small_board(cards=marked))
    found = team.fetch_json(f"/boards/{BOARD}/cards")
    assert [(card["isTemplate"], card["cardRole"], card["mirrorSourceId"]) for card in found] == [
        (True, None, None),
        (False, "mirror", CARD),
    ]


def test_actions_by_kind_and_changed_field(team: TrelloClient) -> None:
    changes = {"name": "Cover page", "due": "2026-12-01T10:00:00Z", "dueComplete": True}
    team.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args=changes)
    comment = {"http_method": "POST", "post_args": {"text": "Done?"}}
    team.fetch_json(f"/cards/{CARD}/actions/comments", **comment)

    def kinds(path: str, **query: object) -> list[str]:
        actions = team.fetch_json(path, query_params=query)
        return [":".join([action["type"], *action["data"].get("old", {})]) for action in actions]

    board = f"/boards/{BOARD}/actions"
    assert kinds(board, filter="updateCard:due,commentCard") == ["commentCard", "updateCard:due"]
    assert kinds(board) == ["commentCard", "updateCard:dueComplete", "updateCard:due", "updateCard:name"]
    assert kinds(f"/cards/{CARD}/actions") == ["commentCard"]
    assert kinds(f"/lists/{TODO}/actions", filter="updateCard") == kinds(board, filter="updateCard")
    assert team.fetch_json(board, query_params={"format": "count"}) == {"_value": 4}


# -- people and tokens


def test_what_a_token_may_do(team: TrelloClient) -> None:
    token = team.fetch_json(f"/tokens/{credentials.READ_ONLY_TOKEN}")
    assert token["idMember"] == credentials.TEAM_MEMBER["id"]
    assert token["dateExpires"] is None
    assert {(p["modelType"], p["read"], p["write"]) for p in token["permissions"]} == {
        ("Member", True, False),
        ("Board", True, False),
        ("Organization", True, False),
    }


def test_whose_boards_are_listed(sandbox: Sandbox, team: TrelloClient) -> None:
    assert [board["name"] for board in team.fetch_json("/members/me/boards")] == ["Kiosk"]
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    assert client.fetch_json("/members/me/boards") == []
    entry = {"id": "690000000000000000000d02", "idMember": credentials.CLIENT_MEMBER["id"], "memberType": "normal"}
    sandbox.state.board(BOARD)["memberships"].append(entry)
    listed = client.fetch_json("/members/me/boards", query_params={"filter": "open", "fields": "name,shortLink"})
    assert listed == [{"id": BOARD, "name": "Kiosk", "shortLink": "kioskBrd"}]


# -- batch


def test_batch(team: TrelloClient) -> None:
    urls = [f"/cards/{CARD}?fields=name", f"/cards/{UNKNOWN}", quote(f"/boards/{BOARD}?fields=name,closed", safe="/?=")]
    answer = team.fetch_json("/batch", query_params={"urls": ",".join(urls)})
    assert answer[0] == {"200": {"id": CARD, "name": "Front page"}}
    assert answer[1]["statusCode"] == 404
    assert answer[2] == {"200": {"id": BOARD, "name": "Kiosk", "closed": False}}


def test_more_than_ten_in_a_batch(team: TrelloClient) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json("/batch", query_params={"urls": ",".join(["/members/me"] * 11)})
    assert (team.http_service.last.status_code, team.http_service.last.text) == (400, "invalid value for urls")
