"""How the foreign Trello answers: one method a route, over the boards that it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.foreign.foreign_state import ME, Json, State, utc

_BASE = ("yellow", "purple", "blue", "red", "green", "orange", "black", "sky", "pink", "lime")
_COLORS = tuple(f"{base}{shade}" for base in _BASE for shade in ("", "_light", "_dark"))
NOT_FOUND = "The requested resource was not found."


class Refusal(Exception):
    """An answer that is no success; text is plain, a mapping is JSON."""

    def __init__(self, status: int, body: str | Json) -> None:
        super().__init__(str(body))
        self.status = status
        self.body = body


@dataclass
class Account:
    """Who a token belongs to, and what it may do."""

    member: Json = field(default_factory=lambda: dict(ME))
    writes: bool = True
    blind_to: set[str] = field(default_factory=set)  # ids of boards it cannot see


class Answers(State):
    """Every route by its own method; what is refused is a :class:`Refusal`."""

    def __init__(self) -> None:
        super().__init__()
        self.nested = True  # False: nothing but its own fields comes with a board
        self.editor = False  # True: descriptions are stored as the rich editor would write them

    def _board(self, account: Account, board: str) -> Json:
        if not re.fullmatch(r"[0-9a-f]{24}|[A-Za-z0-9]{8}", board):
            raise Refusal(400, "invalid id")
        found = next((b for b in self.boards.values() if board in (b["id"], b.get("shortLink"), b.get("alias"))), None)
        if found is None:
            raise Refusal(404, NOT_FOUND)
        if found["id"] in account.blind_to:
            raise Refusal(401, "unauthorized permission requested")
        return found

    def _find(self, account: Account, part: str, wanted: str) -> tuple[Json, Json]:
        for board in self.boards.values():
            for item in board[part]:
                if wanted in (item["id"], item.get("shortLink")):
                    return self._board(account, board.get("alias") or board["id"]), item
        raise Refusal(404, NOT_FOUND)

    def _writable(self, account: Account, board: Json) -> None:
        roles = {m["idMember"]: m.get("memberType") for m in board["memberships"]}
        if roles.get(account.member["id"]) == "observer":
            raise Refusal(401, "unauthorized card permission requested")

    def me(self, account: Account, member: str, fields: str = "all", **_: Any) -> Json:
        self._only_me(member)
        return _fields({**account.member, "memberType": "normal", "idBoards": list(self.boards)}, fields)

    def my_boards(self, account: Account, member: str, fields: str = "all", **_: Any) -> list[Json]:
        self._only_me(member)
        seen = [b for b in self.boards.values() if b["id"] not in account.blind_to]
        return [_fields(_plain(board), fields) for board in seen]

    def my_tokens(self, account: Account, member: str, **_: Any) -> list[Json]:
        self._only_me(member)
        may = [{"idModel": "*", "modelType": "Board", "read": True, "write": account.writes}]
        return [{"id": "60aa000000000000000000f1", "identifier": "foreign", "dateExpires": None, "permissions": may}]

    def _only_me(self, member: str) -> None:
        if member != "me":
            raise Refusal(404, NOT_FOUND)

    def get_board(self, account: Account, board: str, fields: str = "all", **nested: str) -> Json:
        raw = self._board(account, board)
        found = _fields(_plain(raw), fields)
        if not self.nested:
            return found
        for part in ("lists", "labels", "members", "memberships", "checklists", "customFields"):
            if nested.get(part, "none") not in ("none", "false"):
                found[part] = list(raw[part])
        if nested.get("cards") == "all":
            found["cards"] = [_fields(card, nested.get("card_fields", "all")) for card in raw["cards"][:1000]]
        if "labels" in found:
            found["labels"] = found["labels"][: int(nested.get("labels_limit", 50))]
        return found

    def board_cards(self, account: Account, board: str, fields: str = "all", **given: str) -> list[Json]:
        raw = self._board(account, board)
        closed = {each["id"] for each in raw["lists"] if each.get("closed")}
        wanted = [
            c
            for c in raw["cards"]
            if given.get("filter") == "all" or not (c.get("closed") or c.get("idList") in closed)
        ]
        found = [_fields(card, fields) for card in _paged(wanted, given, default=0)]
        for card in found:
            for name in ("attachments", "customFieldItems"):
                if given.get(name) != "true":
                    card.pop(name, None)
        return found

    def board_lists(self, account: Account, board: str, **given: str) -> list[Json]:
        every = self._board(account, board)["lists"]
        return [each for each in every if given.get("filter") == "all" or not each.get("closed")]

    def board_labels(self, account: Account, board: str, limit: str = "50", **_: str) -> list[Json]:
        return list(self._board(account, board)["labels"])[: _number("limit", limit)]

    def board_members(self, account: Account, board: str, **_: str) -> list[Json]:
        return list(self._board(account, board)["members"])

    def board_memberships(self, account: Account, board: str, **_: str) -> list[Json]:
        return list(self._board(account, board)["memberships"])

    def board_checklists(self, account: Account, board: str) -> list[Json]:
        return list(self._board(account, board)["checklists"])

    def board_custom_fields(self, account: Account, board: str) -> list[Json]:
        return list(self._board(account, board)["customFields"])

    def board_actions(self, account: Account, board: str, **given: str) -> list[Json]:
        return _actions(self._board(account, board)["actions"], given.get("filter", "all"), given)

    def card_actions(self, account: Account, card: str, **given: str) -> list[Json]:
        board, found = self._find(account, "cards", card)
        of_card = [a for a in board["actions"] if a["data"].get("card", {}).get("id") == found["id"]]
        return _actions(of_card, given.get("filter", "commentCard,updateCard:idList"), given)

    def get_card(self, account: Account, card: str, fields: str = "all", **_: str) -> Json:
        return _fields(self._find(account, "cards", card)[1], fields)

    def create_card(self, account: Account, idList: str = "", **given: Any) -> Json:
        board, home = self._home(account, idList)
        values = self._values(board, given)
        card = self.add_card(board, idList=home["id"], **values)
        self.note(board, "createCard", card, list={"id": home["id"], "name": home["name"]})
        return {**card, "limits": {}, "attachments": [], "stickers": []}

    def update_card(self, account: Account, card: str, **given: Any) -> Json:
        board, found = self._find(account, "cards", card)
        self._writable(account, board)
        values = self._values(board, given)
        if "idList" in values:
            self._home(account, values["idList"], board)
        for name, value in values.items():
            if (before := found.get(name)) == value:
                continue
            found[name] = value
            if name == "idList":
                names = {each["id"]: each["name"] for each in board["lists"]}
                ends = zip(("listBefore", "listAfter"), (before, value), strict=True)
                moved = {end: {"id": each, "name": names[each]} for end, each in ends}
                self.note(board, "updateCard", found, old={name: before}, **moved)
            else:
                self.note(board, "updateCard", found, old={name: before}, changed={name: value})
        return found

    def _home(self, account: Account, wanted: str, board: Json | None = None) -> tuple[Json, Json]:
        try:
            where, home = self._find(account, "lists", wanted)
        except Refusal:
            raise Refusal(400, "invalid value for idList") from None
        if board is not None and where is not board:
            raise Refusal(400, "invalid value for idList")
        self._writable(account, where)
        return where, home

    def _values(self, board: Json, given: Json) -> Json:
        values = dict(given)
        for name in ("name", "desc"):
            if not isinstance(values.get(name, ""), str) or len(values.get(name, "")) > 16_384:
                raise Refusal(400, f"invalid value for {name}")
        for name in ("closed", "dueComplete"):
            if name in values:
                values[name] = {True: True, False: False, "true": True, "false": False}[values[name]]
        for name in ("due", "start"):
            if name in values:
                values[name] = _instant(name, values[name])
        if "idLabels" in values:
            wanted = values["idLabels"].split(",") if isinstance(values["idLabels"], str) else values["idLabels"]
            values["idLabels"] = [each for each in wanted if each]
            if not {each["id"] for each in board["labels"]} >= set(values["idLabels"]):
                raise Refusal(400, {"message": "Invalid objectId", "error": "ERROR"})
        if self.editor and "desc" in values:
            values["desc"] = edited(values["desc"])
        return values

    def add_label_to_card(self, account: Account, card: str, value: str = "") -> list[str]:
        board, found = self._find(account, "cards", card)
        self._writable(account, board)
        label = next((each for each in board["labels"] if each["id"] == value), None)
        if label is None:
            raise Refusal(400, "invalid value for value")
        if value in found["idLabels"]:
            raise Refusal(400, "that label is already on the card")
        found["idLabels"] = [*found["idLabels"], value]
        self.note(board, "addLabelToCard", found, label={"id": value, "name": label["name"]})
        return list(found["idLabels"])

    def take_label_off_card(self, account: Account, card: str, label: str) -> Json:
        board, found = self._find(account, "cards", card)
        self._writable(account, board)
        if label not in found["idLabels"]:
            raise Refusal(400, "that label is not on the card")
        found["idLabels"] = [each for each in found["idLabels"] if each != label]
        self.note(board, "removeLabelFromCard", found, label={"id": label})
        return {"_value": None}

    def create_list(self, account: Account, name: str = "", idBoard: str = "", pos: Any = "top") -> Json:
        board = self._board(account, idBoard)
        self._writable(account, board)
        if not name or len(name) > 16_384:
            raise Refusal(400, "invalid value for name")
        places = [each.get("pos", 0) for each in board["lists"]] or [0]
        place = max(places) + 65536 if pos == "bottom" else min(places) / 2 if pos == "top" else float(pos)
        made = {"id": self.new_id(), "name": name, "closed": False, "pos": place, "idBoard": board["id"]}
        board["lists"].append(made)
        return {**made, "limits": {}}

    def update_list(self, account: Account, which: str, **given: Any) -> Json:
        board, found = self._find(account, "lists", which)
        self._writable(account, board)
        found.update(given)
        return found

    def create_label(self, account: Account, idBoard: str = "", name: Any = None, color: Any = "?") -> Json:
        board = self._board(account, idBoard)
        self._writable(account, board)
        if name is None or color not in (None, *_COLORS):
            raise Refusal(400, f"invalid value for {'name' if name is None else 'color'}")
        made = {"id": self.new_id(), "idBoard": board["id"], "name": name, "color": color}
        board["labels"].append(made)
        return {**made, "limits": {}}

    def update_label(self, account: Account, which: str, **given: Any) -> Json:
        board, found = self._find(account, "labels", which)
        self._writable(account, board)
        found.update(given)
        return found


def edited(text: str) -> str:
    """A description as the rich editor stores it: other bullets, escaped signs, blank lines between paragraphs."""
    lines = [line.rstrip() for line in text.splitlines()]
    lines = [re.sub(r"^(\s*)[*+] ", r"\1- ", line) for line in lines]
    lines = [re.sub(r"(?<![\\*_])_(?=\w)", r"\\_", line) for line in lines]
    lines = [re.sub(r"(?<=\w)~", r"\\~", line) for line in lines]
    spaced: list[str] = []
    for line in lines:
        if line and spaced and spaced[-1] and not (line.startswith("- ") and spaced[-1].startswith("- ")):
            spaced.append("")
        if line or (spaced and spaced[-1]):
            spaced.append(line)
    return "\n".join(spaced) + "\n"


def _plain(board: Json) -> Json:
    return {name: value for name, value in board.items() if not isinstance(value, list)}


def _fields(item: Json, fields: str) -> Json:
    if fields == "all":
        return dict(item)
    return {"id": item["id"], **{name: item[name] for name in fields.split(",") if name in item}}


def _number(name: str, value: str) -> int:
    if not value.isdigit() or not 0 <= int(value) <= 1000:
        raise Refusal(400, f"invalid value for {name}")
    return int(value)


def _paged(items: list[Json], page: Mapping[str, str], *, default: int) -> list[Json]:
    """Newest first by id where ``limit`` is given or the route has a default; else as they stand."""
    limit = _number("limit", page["limit"]) if "limit" in page else default
    found = sorted(items, key=lambda item: item["id"], reverse=True) if limit else list(items)
    if page.get("before"):
        found = [item for item in found if item["id"] < page["before"]]
    return found[:limit] if limit else found


def _actions(actions: list[Json], wanted: str, page: Mapping[str, str]) -> list[Json]:
    kinds = wanted.split(",")
    return _paged([a for a in actions if wanted == "all" or any(_is(a, kind) for kind in kinds)], page, default=50)


def _is(action: Json, kind: str) -> bool:
    name, _, changed = kind.partition(":")
    return action["type"] == name and (not changed or changed in (action["data"].get("old") or {}))


def _instant(name: str, value: Any) -> str | None:
    if value in (None, "", "null"):
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise Refusal(400, f"invalid value for {name}") from None
    return utc(found if found.tzinfo else found.replace(tzinfo=UTC))
