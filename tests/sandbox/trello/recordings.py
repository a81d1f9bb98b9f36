"""Recorded traffic of the real service: reading it, and building the state that a cassette reveals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Any

from tests.shared_data import DATA

from trackerbridge.sandbox.trello import export, ids, shapes
from trackerbridge.sandbox.trello.state import TrelloState

FILE = DATA / "recordings" / "trello.jsonl"
EXPORTS = DATA / "trello-exports"

Json = dict[str, Any]
KEY, TOKEN = "recordedkey000000000000000000000", "recordedtoken" + "0" * 51


def cassettes() -> dict[str, list[Json]]:
    """All recorded interactions by cassette, in the order of the recording.

    Some cassettes were continued months later, when the boards had changed: each sitting stands for itself.
    """
    found: dict[str, list[Json]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        interaction = json.loads(line)
        day = parsedate_to_datetime(interaction["recorded_at"]).date()
        found.setdefault(f"{interaction['source'].rpartition('#')[0]} of {day}", []).append(interaction)
    return found


# -- what kind of thing a recorded object is ------------------------------------------------------------

_SIGNS: list[tuple[str, set[str]]] = [
    ("notification", {"unread", "idAction"}),
    ("action", {"type", "data", "date", "idMemberCreator"}),
    ("webhook", {"callbackURL"}),
    ("token", {"permissions", "identifier"}),
    ("custom_field", {"modelType", "name", "type"}),
    ("custom_field_item", {"idCustomField", "modelType"}),
    ("checklist", {"checkItems", "idBoard"}),
    ("card", {"idList", "idBoard"}),
    ("label", {"color", "idBoard"}),
    ("organization", {"displayName", "url"}),
    ("board", {"prefs", "labelNames"}),
    ("list", {"idBoard", "pos", "closed"}),
    ("member", {"username", "fullName"}),
    ("check_item", {"state", "name", "pos"}),
    ("attachment", {"bytes", "isUpload"}),
    ("membership", {"idMember", "memberType"}),
]


def kind_of(value: Json) -> str:
    """The kind of a recorded object, by the fields that only this kind has; empty for the rest."""
    return next((kind for kind, signs in _SIGNS if signs <= value.keys()), "")


def objects(value: Any) -> Iterator[tuple[str, Json]]:
    """Every recognisable object inside a body."""
    if isinstance(value, list):
        for item in value:
            yield from objects(item)
    elif isinstance(value, dict):
        kind = kind_of(value)
        if kind and "id" in value:
            yield kind, value
        for item in value.values():
            yield from objects(item)


# -- what a cassette says about the world before it -------------------------------------------------------


class World:
    """Objects by kind and id, the first version that was seen; stubs for what is only named."""

    def __init__(self, until: datetime) -> None:
        self.known: dict[str, dict[str, Json]] = {}
        self.until = until

    def see(self, kind: str, given: Json, *, complete: bool = False) -> None:
        """Remember an object; later versions only add unknown fields. What is made later is not there yet."""
        born = ids.created_at(given["id"])
        if born is not None and born > self.until:
            return
        before = self.known.setdefault(kind, {}).get(given["id"], {})
        self.known[kind][given["id"]] = {**given, **before} if not complete else {**before, **given}

    def read(self, interactions: list[Json], created: set[str], *, own: bool) -> None:
        """Take in what answers reveal, without what they created; only own actions prove a card is still there."""
        for interaction in interactions:
            _, _, *rest = interaction["request"]["path"].split("/")
            for kind, value in objects(interaction["response"]["body"]):
                if value["id"] not in created:
                    self.see(kind, value)
                if kind == "action":
                    self._named(value["data"], created, ("board", "list", "organization", *(["card"] if own else [])))
            self._of_path(rest, interaction["response"]["body"], created)

    def _named(self, data: Json, created: set[str], kinds: tuple[str, ...]) -> None:
        for kind in kinds:
            part = data.get(kind)
            if isinstance(part, dict) and part.get("id") and part["id"] not in created:
                self.see(kind, {**_renamed(kind, part), **_home(kind, data)})

    def _of_path(self, parts: list[str], body: Any, created: set[str]) -> None:
        """Attachments, values and plugin data do not say their card (or say it elsewhere): the path does."""
        if parts[-1] == "moveAllCards":
            for row in body:
                self.see("card", {**row, "idList": parts[1]}, complete=True)
        if parts[0] == "cards" and len(parts) == 2 and "id" in body:
            self.see("card", body)
        if len(parts) < 3 or parts[0] != "cards" or not isinstance(body, list):
            return
        field = {"attachments": "attachments", "customFieldItems": "customFieldItems", "pluginData": "pluginData"}.get(
            parts[2]
        )
        card = self.find("card", parts[1])
        if field and card is not None:
            card[field] = [row for row in body if row["id"] not in created]

    def find(self, kind: str, reference: str) -> Json | None:
        """An object by id, short link or name."""
        rows = self.known.get(kind, {})
        return rows.get(reference) or next(
            (r for r in rows.values() if reference in (r.get("shortLink"), r.get("name"))), None
        )


def _renamed(kind: str, part: Json) -> Json:
    """An action names an organization by its display name."""
    if kind != "organization":
        return part
    return {"id": part["id"], "displayName": part.get("name", "")}


def _home(kind: str, data: Json) -> Json:
    home = {"idBoard": (data.get("board") or {}).get("id")} if kind in ("list", "card") else {}
    if kind == "card":
        home["idList"] = (data.get("list") or {}).get("id")
    return {name: value for name, value in home.items() if value}


def created_ids(interactions: list[Json]) -> set[str]:
    """The ids that the cassette's own POSTs made (and invitations by PUT)."""
    found = set()
    for interaction in interactions:
        request, body = interaction["request"], interaction["response"]["body"]
        parts = request["path"].strip("/").split("/")
        makes = request["method"] == "POST" and parts[-1] not in (
            "idLabels",
            "idMembers",
            "membersVoted",
            "moveAllCards",
        )
        if (
            (makes or (request["method"] == "PUT" and parts[-1] == "members"))
            and isinstance(body, dict)
            and "id" in body
        ):
            found.add(body["id"])
            found |= {item["id"] for item in body.get("checkItems") or []}
            if parts[1] == "boards":
                found |= {row["id"] for row in body.get("lists", [])}
    return found


def _owner(interactions: list[Json]) -> str:
    """Whose token recorded: who ``/members/me`` is."""
    return next(
        str(one["response"]["body"]["id"]) for one in interactions if one["request"]["path"].endswith("/members/me")
    )


def state_for(interactions: list[Json], everything: list[Json]) -> TrelloState:
    """The state before a cassette: what it reveals itself, and for what it only names, what the other cassettes say."""
    created = created_ids(interactions)
    world = World(until=parsedate_to_datetime(interactions[-1]["recorded_at"]) + timedelta(minutes=1))
    world.read(interactions, created, own=True)
    world.read(everything, created, own=False)
    _named_in_requests(world, interactions, created)
    world.known.setdefault("board", {}).setdefault(STUB_BOARD, {"id": STUB_BOARD, "name": "Stub"})
    state = TrelloState()
    owner = _owner(everything)
    _people(state, world, owner)
    _boards(state, world)
    _cards(state, world)
    _rest(state, world, owner)
    return state


_IN_PATHS = {
    "cards": "card",
    "boards": "board",
    "lists": "list",
    "customFields": "custom_field",
    "customField": "custom_field",
}
_IN_BODIES = {"idBoard": "board", "idList": "list", "idCard": "card", "idModel": "board"}
STUB_BOARD, STUB_LIST = "5000000000000000000000b0", "5000000000000000000000be"


def _named_in_requests(world: World, interactions: list[Json], created: set[str]) -> None:
    """What a request names and no answer reveals is there all the same: a stub."""
    for interaction in interactions:
        request = interaction["request"]
        parts = request["path"].strip("/").split("/")[1:]
        body = request["body"] if isinstance(request["body"], dict) else {}
        named = [(_IN_PATHS[a], b) for a, b in pairwise(parts) if a in _IN_PATHS and len(b) == 24]
        named += [(kind, body[name]) for name, kind in _IN_BODIES.items() if body.get(name)]
        for kind, identifier in named:
            if identifier not in created:
                world.see(kind, _stub(kind, identifier, body))


def _stub(kind: str, identifier: str, body: Json) -> Json:
    board = body.get("idBoard") or STUB_BOARD
    extra: dict[str, Json] = {
        "card": {"idBoard": board, "idList": STUB_LIST},
        "list": {"idBoard": board},
        "custom_field": {"idModel": STUB_BOARD, "modelType": "board", "type": "text"},
    }
    return {"id": identifier, "name": "Stub", **extra.get(kind, {})}


def _people(state: TrelloState, world: World, owner: str) -> None:
    people = world.known.get("member", {})
    people.setdefault(owner, {"id": owner, "username": "owner", "fullName": "Owner"})
    for person in people.values():
        state.add_member(person)
    state.add_account(KEY, TOKEN, dict(people[owner]), everywhere=True)
    for row in world.known.get("organization", {}).values():
        memberships = row.get("memberships") or [
            {"id": "5000000000000000000000d0", "idMember": owner, "memberType": "admin"}
        ]
        name = row.get("name", row["id"]).lower().replace(" ", "")
        state.organizations.add(export.organization({**row, "name": name, "memberships": memberships}))


def _boards(state: TrelloState, world: World) -> None:
    boards = world.known.setdefault("board", {})
    for kind, field in (("card", "idBoard"), ("list", "idBoard"), ("label", "idBoard"), ("custom_field", "idModel")):
        for row in world.known.get(kind, {}).values():
            if row.get(field):
                boards.setdefault(row[field], {"id": row[field], "name": "Unnamed"})
    owner = next(iter(state.accounts.values())).member
    for row in boards.values():
        link = row.get("shortLink") or (row.get("shortUrl") or "/").rpartition("/")[2] or None
        entry = {"id": row["id"][:-1] + "f", "idMember": state.accounts[TOKEN].member, "memberType": "admin"}
        base = {"memberships": [{**entry, "unconfirmed": False, "deactivated": False}], "idMemberCreator": owner}
        base["memberships"] += [_membership(person) for person in row.get("members", []) if person["id"] != owner]
        given = {name: value for name, value in row.items() if name not in ("members", "memberships")}
        state.add_board({**base, **given, **({"shortLink": link} if link else {})})


def _membership(person: Json) -> Json:
    return {"id": f"{person['id'][:-1]}d", "idMember": person["id"], "memberType": "normal", "unconfirmed": False}


def _cards(state: TrelloState, world: World) -> None:
    lists = world.known.setdefault("list", {})
    for card in world.known.get("card", {}).values():
        if card.get("idList"):
            lists.setdefault(card["idList"], {"id": card["idList"], "name": "Unnamed", "idBoard": card.get("idBoard")})
    for row in lists.values():
        if row.get("idBoard") in state.boards:
            state.lists.add(shapes.board_list(row))
    for row in world.known.get("label", {}).values():
        state.labels.add(shapes.label(row))
    for row in world.known.get("card", {}).values():
        if row.get("idBoard") in state.boards and row.get("idList") in state.lists:
            people = [person["id"] for person in row.get("members", [])]
            state.add_card(deepcopy({"idMembers": people, **row}))
    for row in state.boards:
        if not state.lists.of("idBoard", row["id"]):
            state.lists.add(shapes.board_list({"id": f"{row['id'][:-1]}e", "idBoard": row["id"], "name": "Stub"}))


def _rest(state: TrelloState, world: World, owner: str) -> None:
    for row in world.known.get("checklist", {}).values():
        items = [shapes.check_item({**item, "idChecklist": row["id"]}) for item in row["checkItems"]]
        state.checklists.add({**row, "checkItems": items})
    boards = {item["idCustomField"]: card["idBoard"] for card in state.cards for item in card["customFieldItems"]}
    for row in world.known.get("custom_field", {}).values():
        row["idModel"] = boards.get(row["id"], row.get("idModel", STUB_BOARD))
        state.custom_fields.add({name: value for name, value in row.items() if name != "limits"})
    for row in world.known.get("action", {}).values():
        state.actions.add({name: value for name, value in row.items() if name not in ("display", "entities")})
    for row in world.known.get("webhook", {}).values():
        state.webhooks.add({**row, "token": TOKEN})
    for row in world.known.get("notification", {}).values():
        state.notifications.add({**row, "idMember": owner})
