"""The smaller routes, each by what it does to the state."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sandbox.trello.small_board import ANA, BOARD, CARD, DOING, GREEN, TODO, UNKNOWN, py_trello, small_board
from trello import ResourceUnavailable, TrelloClient, Unauthorized

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox

Json = dict[str, Any]


def get(client: TrelloClient, path: str, **query: Any) -> Any:
    return client.fetch_json(path, query_params=query)


def send(client: TrelloClient, method: str, path: str, **values: Any) -> Any:
    return client.fetch_json(path, http_method=method, post_args=None if method == "GET" else values)


def refusal(client: TrelloClient, method: str, path: str, **values: Any) -> str:
    with pytest.raises(ResourceUnavailable):
        send(client, method, path, **values)
    return str(client.http_service.last.text)


# -- search


def test_search_finds_every_word_in_name_or_description(team: TrelloClient) -> None:
    send(team, "PUT", f"/cards/{CARD}", desc="With the new logo")
    found = get(team, "/search", query="front LOGO", card_fields="name", modelTypes="cards,boards")
    assert [card["name"] for card in found["cards"]] == ["Front page"]
    assert found["boards"] == []
    assert [board["name"] for board in get(team, "/search", query="kiosk")["boards"]] == ["Kiosk"]
    assert get(team, "/search", query="page", idBoards=BOARD, cards_page=1)["cards"] == []
    assert len(get(team, "/search", query="page", idBoards="mine")["cards"]) == 1


def test_search_gives_ten_unless_asked_for_more(team: TrelloClient) -> None:
    for number in range(12):
        send(team, "POST", "/cards", idList=TODO, name=f"Poster {number}")
    assert len(get(team, "/search", query="poster")["cards"]) == 10
    assert len(get(team, "/search", query="poster", cards_limit=1000)["cards"]) == 12
    assert len(get(team, "/search", query="poster", cards_page=1)["cards"]) == 2


def test_search_needs_a_query(team: TrelloClient) -> None:
    assert refusal(team, "GET", "/search") == "invalid value for query"


# -- lists


def test_one_field_of_a_list(team: TrelloClient) -> None:
    assert send(team, "PUT", f"/lists/{TODO}/name", value="Next")["name"] == "Next"
    assert refusal(team, "PUT", f"/lists/{TODO}/colour", value="red") == "invalid value for field"
    assert refusal(team, "PUT", f"/lists/{TODO}/name", value="") == "invalid value for value"


def test_a_list_moves_with_its_cards(team: TrelloClient) -> None:
    other = send(team, "POST", "/boards", name="Archive", defaultLists=False)["id"]
    assert send(team, "PUT", f"/lists/{TODO}/idBoard", value=other)["idBoard"] == other
    assert get(team, f"/cards/{CARD}")["idBoard"] == other
    assert [row["id"] for row in get(team, f"/boards/{other}/lists")] == [TODO]
    assert get(team, f"/lists/{TODO}/board")["name"] == "Archive"
    assert get(team, f"/boards/{other}/actions")[0]["data"]["boardSource"]["name"] == "Kiosk"


def test_a_list_made_below_its_board(team: TrelloClient) -> None:
    assert send(team, "POST", f"/boards/{BOARD}/lists", name="Later", pos="bottom")["idBoard"] == BOARD
    assert refusal(team, "POST", "/lists", name="Later", idBoard=UNKNOWN) == "invalid value for idBoard"
    assert refusal(team, "GET", f"/boards/{BOARD}/lists/odd") == "invalid value for filter"


# -- labels


def test_labels_below_their_board_and_by_field(team: TrelloClient) -> None:
    label = send(team, "POST", f"/boards/{BOARD}/labels", name="New", color="sky_light")
    assert send(team, "PUT", f"/labels/{label['id']}/color", value="null")["color"] is None
    assert refusal(team, "PUT", f"/labels/{label['id']}/color", value="mauve") == "invalid value for value"
    assert refusal(team, "PUT", f"/labels/{label['id']}/size", value="1") == "invalid value for field"
    assert get(team, f"/labels/{label['id']}", fields="name") == {"id": label["id"], "name": "New"}
    assert refusal(team, "POST", "/labels", name="x", color="null", idBoard=UNKNOWN) == "invalid value for idBoard"


def test_a_label_that_is_not_on_the_card(team: TrelloClient) -> None:
    assert refusal(team, "DELETE", f"/cards/{CARD}/idLabels/{GREEN}") == "The requested resource was not found."


# -- cards


def test_one_field_of_a_card(team: TrelloClient) -> None:
    assert send(team, "PUT", f"/cards/{CARD}/due", value="2026-12-01T10:00:00Z")["due"] == "2026-12-01T10:00:00.000Z"
    assert refusal(team, "PUT", f"/cards/{CARD}/due", value="soon") == "invalid value for value"
    assert refusal(team, "PUT", f"/cards/{CARD}/title", value="x") == "invalid value for field"
    assert refusal(team, "PUT", f"/cards/{CARD}/name") == "invalid value for value"
    assert refusal(team, "PUT", f"/cards/{CARD}", idBoard=UNKNOWN) == "invalid value for idBoard"


def test_where_a_card_is(team: TrelloClient) -> None:
    assert get(team, f"/cards/{CARD}/list")["name"] == "To do"
    assert get(team, f"/cards/{CARD}/board", fields="name") == {"id": BOARD, "name": "Kiosk"}
    card = get(team, f"/cards/{CARD}", board="true", list="true", board_fields="name", fields="name")
    assert (card["board"]["name"], card["list"]["id"]) == ("Kiosk", TODO)
    assert get(team, f"/boards/{BOARD}/cards/{CARD}")["name"] == "Front page"


def test_labels_and_people_are_replaced_as_sets(team: TrelloClient) -> None:
    card = send(team, "PUT", f"/cards/{CARD}", idLabels=[GREEN], idMembers=ANA["id"])
    assert (card["idLabels"], card["idMembers"]) == ([GREEN], [ANA["id"]])
    assert get(team, f"/cards/{CARD}/members", fields="username") == [{"id": ANA["id"], "username": "ana_popa"}]
    assert [row["id"] for row in get(team, f"/members/{ANA['id']}/cards")] == [CARD]
    assert send(team, "PUT", f"/cards/{CARD}", idLabels="", idMembers=[])["idLabels"] == []


def test_votes(team: TrelloClient) -> None:
    votes = f"/cards/{CARD}/membersVoted"
    assert refusal(team, "DELETE", f"{votes}/{ANA['id']}") == "member has not voted on the card"
    assert send(team, "POST", votes, value=ANA["id"]) == {"_value": None}
    assert refusal(team, "POST", votes, value=ANA["id"]) == "member has already voted on the card"
    assert refusal(team, "POST", votes, value=UNKNOWN) == "invalid value for value"
    card = get(team, f"/cards/{CARD}", membersVoted="true", memberVoted_fields="username")
    assert card["membersVoted"] == [{"id": ANA["id"], "username": "ana_popa"}]


def test_attachments(team: TrelloClient) -> None:
    made = send(team, "POST", f"/cards/{CARD}/attachments", url="https://files.example/a.pdf", setCover=True)
    assert (made["name"], made["isUpload"]) == ("https://files.example/a.pdf", False)
    card = get(team, f"/cards/{CARD}", attachments="true", attachment_fields="name")
    assert card["attachments"] == [{"id": made["id"], "name": made["name"]}]
    assert card["idAttachmentCover"] == made["id"]
    path = f"/cards/{CARD}/attachments/{made['id']}"
    assert get(team, path, fields="url") == {"id": made["id"], "url": "https://files.example/a.pdf"}
    assert send(team, "DELETE", path) == {"limits": {}}
    assert refusal(team, "GET", path) == "The requested resource was not found."
    assert refusal(team, "POST", f"/cards/{CARD}/attachments") == "invalid value for url"


def test_a_new_card_with_an_address(team: TrelloClient) -> None:
    card = send(team, "POST", "/cards", idList=TODO, name="x", urlSource="https://files.example/b")
    assert card["attachments"][0]["url"] == "https://files.example/b"


# -- checklists


@pytest.fixture
def checklist(team: TrelloClient) -> Json:
    made: Json = send(team, "POST", "/checklists", idCard=CARD, name="Before print")
    made["item"] = send(team, "POST", f"/checklists/{made['id']}/checkItems", name="Colours")["id"]
    return made


def test_a_checklist_by_its_own_routes(team: TrelloClient, checklist: Json) -> None:
    path = f"/checklists/{checklist['id']}"
    assert get(team, f"{path}/name") == {"_value": "Before print"}
    assert get(team, f"{path}/board", fields="name")["name"] == "Kiosk"
    assert [card["id"] for card in get(team, f"{path}/cards")] == [CARD]
    assert [item["id"] for item in get(team, f"{path}/checkItems")] == [checklist["item"]]
    assert get(team, f"{path}/checkItems/{checklist['item']}", fields="name")["name"] == "Colours"
    assert get(team, path, checkItems="none", fields="name") == {"id": checklist["id"], "name": "Before print"}
    assert [row["id"] for row in get(team, f"/boards/{BOARD}/checklists")] == [checklist["id"]]


def test_checklists_of_a_board_with_chosen_fields(team: TrelloClient, checklist: Json) -> None:
    item = {"id": checklist["item"], "name": "Colours"}
    found = get(team, f"/boards/{BOARD}/checklists", fields="name", checkItem_fields="name")
    assert found == [{"id": checklist["id"], "name": "Before print", "checkItems": [item]}]
    assert "checkItems" not in get(team, f"/boards/{BOARD}/checklists", checkItems="none")[0]
    assert len(get(team, f"/boards/{BOARD}/checklists")[0]["checkItems"][0]) > len(item)  # what is kept stays whole


def test_a_checklist_changes(team: TrelloClient, checklist: Json) -> None:
    path = f"/checklists/{checklist['id']}"
    assert send(team, "PUT", path, name="Print", pos="top")["name"] == "Print"
    assert send(team, "PUT", f"{path}/name", value="Printing")["name"] == "Printing"
    assert refusal(team, "PUT", f"{path}/idBoard", value=BOARD) == "invalid value for field"
    assert send(team, "DELETE", f"/cards/{CARD}/checklists/{checklist['id']}") == {"limits": {}}
    assert get(team, f"/cards/{CARD}/checklists") == []
    assert refusal(team, "POST", "/checklists", idCard=UNKNOWN) == "invalid value for idCard"


def test_an_item_changes_and_goes(team: TrelloClient, checklist: Json) -> None:
    path = f"/cards/{CARD}/checkItem/{checklist['item']}"
    second = send(team, "POST", f"/checklists/{checklist['id']}/checkItems", name="Fonts")["id"]
    send(team, "PUT", path, pos="bottom", name="Colours and ink", due="2026-11-09T10:00:00Z")
    items = get(team, f"/cards/{CARD}/checklists")[0]["checkItems"]
    assert [item["name"] for item in items] == ["Fonts", "Colours and ink"]
    assert get(team, path, fields="due")["due"] == "2026-11-09T10:00:00.000Z"
    send(team, "PUT", path, state="complete")
    states = get(team, f"/cards/{CARD}/checkItemStates")
    assert states == [{"idCheckItem": checklist["item"], "state": "complete"}]
    assert send(team, "DELETE", path) == {"limits": {}}
    assert send(team, "DELETE", f"/checklists/{checklist['id']}/checkItems/{second}") == {"limits": {}}
    assert get(team, f"/checklists/{checklist['id']}")["checkItems"] == []
    assert refusal(team, "GET", path) == "The requested resource was not found."
    gone = f"/checklists/{checklist['id']}/checkItems/{second}"
    assert refusal(team, "GET", gone) == "The requested resource was not found."


def test_a_copied_checklist_has_items_of_its_own(team: TrelloClient, checklist: Json) -> None:
    copy = send(team, "POST", f"/cards/{CARD}/checklists", idChecklistSource=checklist["id"])
    assert (copy["name"], copy["checkItems"][0]["name"]) == ("Before print", "Colours")
    assert copy["checkItems"][0]["id"] != checklist["item"]
    assert copy["pos"] > checklist["pos"]


def test_a_full_checklist(sandbox: Sandbox, team: TrelloClient, checklist: Json) -> None:
    row = sandbox.state.checklists.get(checklist["id"])
    assert row is not None
    row["checkItems"] = row["checkItems"] * 200
    refusal(team, "POST", f"/checklists/{checklist['id']}/checkItems", name="One more")
    assert team.http_service.last.status_code == 403


# -- custom fields


def field(client: TrelloClient, kind: str, **more: Any) -> Json:
    made: Json = send(client, "POST", "/customFields", idModel=BOARD, modelType="board", name="F", type=kind, **more)
    return made


def test_a_custom_field_changes_and_goes(team: TrelloClient) -> None:
    made = field(team, "text")
    path = f"/customFields/{made['id']}"
    changed = send(team, "PUT", path, **{"name": "Size", "pos": "top", "display/cardFront": False})
    assert (changed["name"], changed["display"]) == ("Size", {"cardFront": False})
    assert get(team, path, fields="name") == {"id": made["id"], "name": "Size"}
    send(team, "PUT", f"/cards/{CARD}/customField/{made['id']}/item", value={"text": "A3"})
    board = get(team, f"/boards/{BOARD}", customFields="true", cards="open", card_customFieldItems="true")
    assert board["customFields"][0]["name"] == "Size"
    assert board["cards"][0]["customFieldItems"][0]["value"] == {"text": "A3"}
    assert send(team, "DELETE", path) == {"limits": {}}
    assert get(team, f"/cards/{CARD}/customFieldItems") == []
    assert refusal(team, "POST", "/customFields", idModel=UNKNOWN, modelType="board", name="F", type="text") == (
        "invalid value for idModel"
    )


def test_options_of_a_list_field(team: TrelloClient) -> None:
    path = f"/customFields/{field(team, 'list', options=['Offset'])['id']}/options"
    made = send(team, "POST", path, value={"text": "Digital"})
    assert [option["value"]["text"] for option in get(team, path)] == ["Offset", "Digital"]
    assert get(team, f"{path}/{made['id']}")["_id"] == made["id"]
    assert send(team, "DELETE", f"{path}/{made['id']}") == {"limits": {}}
    assert refusal(team, "GET", f"{path}/{made['id']}") == "The requested resource was not found."
    assert refusal(team, "POST", path) == "invalid value for value"


def test_a_field_of_another_board(team: TrelloClient) -> None:
    other = send(team, "POST", "/boards", name="Other")["id"]
    made = send(team, "POST", "/customFields", idModel=other, modelType="board", name="F", type="text")
    path = f"/cards/{CARD}/customField/{made['id']}/item"
    assert refusal(team, "PUT", path, value={"text": "x"}) == "invalid value for idCustomField"


# -- boards, people, organizations


def test_members_by_invitation_and_role(team: TrelloClient) -> None:
    guest = send(team, "PUT", f"/boards/{BOARD}/members", email="guest@client.example", fullName="Gus Guest")
    assert (guest["memberType"], guest["confirmed"]) == ("ghost", False)
    [_, entry] = get(team, f"/boards/{BOARD}/memberships", member="true")
    assert (entry["memberType"], entry["member"]["fullName"]) == ("normal", "Gus Guest")
    changed = send(team, "PUT", f"/boards/{BOARD}/memberships/{entry['id']}", type="admin")
    assert changed["memberType"] == "admin"
    admins = get(team, f"/boards/{BOARD}/memberships", filter="admins")
    assert len(admins) == 2
    assert get(team, f"/boards/{BOARD}/members", filter="normal") == []
    assert refusal(team, "PUT", f"/boards/{BOARD}/memberships/{UNKNOWN}", type="admin")


@pytest.mark.parametrize(("wanted", "count"), [("me", 0), ("normal", 0), ("admin", 1), ("deactivated", 0), ("all", 1)])
def test_nested_memberships(team: TrelloClient, wanted: str, count: int) -> None:
    assert len(get(team, f"/boards/{BOARD}", memberships=wanted).get("memberships", [])) == count


def test_a_board_goes(team: TrelloClient) -> None:
    assert send(team, "DELETE", f"/boards/{BOARD}") == {"_value": None}
    for path in (f"/boards/{BOARD}", "/boards/kioskBrd", f"/cards/{CARD}", f"/lists/{TODO}"):
        assert refusal(team, "GET", path) == "The requested resource was not found."


def test_boards_of_a_person_by_filter(sandbox: Sandbox, team: TrelloClient) -> None:
    send(team, "POST", "/boards", name="Public one", prefs_permissionLevel="public")
    send(team, "PUT", f"/boards/{BOARD}", closed=True)

    def names(wanted: str) -> list[str]:
        return [board["name"] for board in get(team, "/members/me/boards", filter=wanted)]

    assert (names("open"), names("closed"), names("public")) == (["Public one"], ["Kiosk"], ["Public one"])
    assert names("closed,public") == ["Kiosk", "Public one"]
    assert refusal(team, "GET", "/members/me/boards?filter=odd") == "invalid value for filter"
    with_lists = get(team, "/members/me/boards", filter="public", lists="open", organization="true")
    assert (len(with_lists[0]["lists"]), with_lists[0]["organization"]) == (3, None)


def test_people(team: TrelloClient) -> None:
    assert get(team, "/members/ana_popa", fields="fullName") == {"id": ANA["id"], "fullName": "Ana Popa"}
    assert get(team, "/members/me/username") == {"_value": "sandbox_team"}
    boards = get(team, "/members/ana_popa", boards="all", board_fields="name", fields="username")["boards"]
    assert boards == [{"id": BOARD, "name": "Kiosk"}]
    assert send(team, "PUT", "/members/me", fullName="Team Sandbox")["fullName"] == "Team Sandbox"
    with pytest.raises(Unauthorized):
        send(team, "PUT", "/members/ana_popa", fullName="Not me")
    assert refusal(team, "GET", "/members/nobody") == "The requested resource was not found."


def test_what_a_person_did(team: TrelloClient) -> None:
    send(team, "PUT", f"/cards/{CARD}", name="Cover")
    [action] = get(team, "/members/me/actions")
    assert action["type"] == "updateCard"
    assert get(team, f"/actions/{action['id']}/card", fields="name")["name"] == "Cover"
    assert get(team, f"/actions/{action['id']}/board", fields="name")["name"] == "Kiosk"
    assert get(team, f"/actions/{action['id']}/list", fields="name")["name"] == "To do"
    assert get(team, f"/actions/{action['id']}/memberCreator")["username"] == "sandbox_team"
    assert get(team, f"/actions/{action['id']}/type") == {"_value": "updateCard"}
    whole = get(team, f"/actions/{action['id']}", entities="true")
    assert whole["display"]["translationKey"] == "action_update_card"
    assert refusal(team, "PUT", f"/actions/{action['id']}", text="x") == "invalid value for action"


def test_organizations(team: TrelloClient) -> None:
    made = send(team, "POST", "/organizations", displayName="Print Shop")
    board = send(team, "POST", "/boards", name="Shop", idOrganization=made["id"])["id"]
    path = "/organizations/printshop"
    assert [row["id"] for row in get(team, f"{path}/boards", fields="name", filter="open")] == [board]
    assert get(team, f"{path}/displayName") == {"_value": "Print Shop"}
    assert len(get(team, f"{path}/memberships")) == 1
    assert get(team, "/members/me/organizations", fields="name") == [{"id": made["id"], "name": "printshop"}]
    assert get(team, "/members/me", organizations="all", fields="username")["organizations"][0]["id"] == made["id"]
    assert (
        get(team, f"/boards/{board}", organization="true", organization_fields="name")["organization"]["id"]
        == made["id"]
    )
    send(team, "PUT", path, **{"desc": "Posters", "prefs/permissionLevel": "public"})
    assert [a["type"] for a in get(team, f"{path}/actions")] == ["updateOrganization"] * 2 + ["createOrganization"]
    assert send(team, "DELETE", path) == {"_value": None}
    assert get(team, f"/boards/{board}")["idOrganization"] is None
    assert refusal(team, "POST", "/boards", name="x", idOrganization=made["id"]) == "invalid value for idOrganization"


def test_boards_in_the_organization_of_others(sandbox: Sandbox) -> None:
    sandbox.state.load_export(small_board(idOrganization="690000000000000000000f01"))
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    with pytest.raises(Unauthorized, match="unauthorized organization"):
        send(client, "POST", "/boards", name="Mine", idOrganization="690000000000000000000f01")


# -- tokens, webhooks, notifications


def test_ones_own_tokens(team: TrelloClient) -> None:
    tokens = get(team, "/members/me/tokens", webhooks="true")
    assert sorted(token["permissions"][0]["write"] for token in tokens) == [False, True]
    assert [token["webhooks"] for token in tokens] == [[], []]
    assert get(team, f"/tokens/{credentials.CLIENT_TOKEN}/member", fields="username")["username"] == "sandbox_client"
    with pytest.raises(Unauthorized):
        get(team, "/members/ana_popa/tokens")


def test_webhooks(sandbox: Sandbox, team: TrelloClient) -> None:
    hook = send(team, "POST", "/webhooks", callbackURL="https://hooks.example/x", idModel=BOARD)
    assert get(team, f"/tokens/{credentials.TEAM_TOKEN}/webhooks") == [hook]
    assert get(team, f"/tokens/{credentials.TEAM_TOKEN}", webhooks="true")["webhooks"] == [hook]
    assert send(team, "PUT", f"/webhooks/{hook['id']}", active=False)["active"] is False
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    with pytest.raises(Unauthorized):
        get(client, f"/webhooks/{hook['id']}")
    assert send(team, "DELETE", f"/webhooks/{hook['id']}") == {"_value": None}
    assert refusal(team, "POST", "/webhooks", callbackURL="ftp://x", idModel=BOARD) == "invalid value for callbackURL"


def test_notifications(sandbox: Sandbox, team: TrelloClient) -> None:
    own = {"id": "690300000000000000000001", "type": "commentCard", "unread": True, "idMemberCreator": ANA["id"]}
    row = {
        **own,
        "date": "2026-11-01T09:00:00.000Z",
        "idMember": credentials.TEAM_MEMBER["id"],
        "data": {"card": {"id": CARD}},
    }
    sandbox.state.notifications.add(row)
    [seen] = get(team, "/members/me/notifications")
    assert (seen["unread"], seen["memberCreator"]["username"], "idMember" in seen) == (True, "ana_popa", False)
    assert send(team, "POST", f"/cards/{CARD}/markAssociatedNotificationsRead") == {"_value": None}
    assert get(team, f"/notifications/{row['id']}", fields="unread")["unread"] is False
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    with pytest.raises(Unauthorized):
        get(client, f"/notifications/{row['id']}")
    with pytest.raises(Unauthorized):
        get(client, "/members/sandbox_team/notifications")


def test_what_a_card_has_none_of(team: TrelloClient) -> None:
    for part in ("pluginData", "stickers", "membersVoted", "attachments"):
        assert get(team, f"/cards/{CARD}/{part}") == []
    assert get(team, f"/boards/{BOARD}/boardPlugins") == []


def test_moving_to_a_list_that_is_not_there(team: TrelloClient) -> None:
    assert refusal(team, "PUT", f"/cards/{CARD}", idList=UNKNOWN) == "invalid value for idList"
    assert send(team, "PUT", f"/cards/{CARD}", pos="top", idList=DOING)["pos"] < 300
