"""A small invented board in the shape of an export, and py-trello pointed at a sandbox."""

from __future__ import annotations

from typing import Any

import requests
from trello import TrelloClient

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox

Json = dict[str, Any]
NOW = "2026-11-02T09:00:00Z"
BOARD, TODO, DOING, OLD = (f"6900000000000000000000{end}" for end in ("b0", "10", "11", "12"))
CARD, HIDDEN_CARD, ARCHIVED_CARD = (f"6901000000000000000000{end}" for end in ("c1", "c2", "c3"))
GREEN, NAMELESS = (f"6900000000000000000000{end}" for end in ("e1", "e2"))
ANA: Json = {"id": "6800000000000000000000a1", "username": "ana_popa", "fullName": "Ana Popa", "initials": "AP"}
UNKNOWN = "69ffffffffffffffffffffff"


def small_board(**changes: Any) -> Json:
    """Two open lists and a closed one, three cards, two labels, one person."""
    return {
        "id": BOARD,
        "name": "Kiosk",
        "desc": "",
        "closed": False,
        "shortLink": "kioskBrd",
        "prefs": {"permissionLevel": "private"},
        "memberships": [{"id": "6900000000000000000000d1", "idMember": ANA["id"], "memberType": "admin"}],
        "members": [ANA],
        "lists": [_list(TODO, "To do", 100), _list(DOING, "Doing", 200), _list(OLD, "Old", 300, closed=True)],
        "labels": [
            {"id": GREEN, "idBoard": BOARD, "name": "Client", "color": "green"},
            {"id": NAMELESS, "idBoard": BOARD, "name": "", "color": None},
        ],
        "cards": [
            _card(CARD, "Front page", TODO, 1, shortLink="frontPag"),
            _card(HIDDEN_CARD, "Left over", OLD, 2),
            _card(ARCHIVED_CARD, "Archived", DOING, 3, closed=True),
        ],
        "actions": [],
        "checklists": [],
        **changes,
    }


def _list(identifier: str, name: str, pos: int, *, closed: bool = False) -> Json:
    return {"id": identifier, "idBoard": BOARD, "name": name, "pos": pos, "closed": closed}


def _card(identifier: str, name: str, home: str, number: int, **more: Any) -> Json:
    return {
        "id": identifier,
        "idBoard": BOARD,
        "idList": home,
        "idShort": number,
        "name": name,
        "pos": number * 100,
        "closed": False,
        **more,
    }


def many_cards(count: int, *, prefix: str = "6902") -> list[Json]:
    """So many cards in one list; the later in the list, the older."""
    return [
        _card(f"{prefix}{count - number:020x}", f"Card {number}", TODO, number + 10, shortLink=f"many{number:04d}")
        for number in range(count)
    ]


class ToSandbox(requests.Session):
    """What py-trello takes for ``requests``: Trello's address is the sandbox's; the last answer is kept."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__()
        self._url = sandbox.url
        self.last = requests.Response()

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **options: Any) -> requests.Response:
        """Send it to the sandbox instead."""
        options["timeout"] = 10
        options.setdefault("proxies", {})
        address = str(url).replace("https://api.trello.com", self._url).replace("https://trello.com", self._url)
        self.last = super().request(method, address, *args, **options)
        return self.last


def py_trello(
    sandbox: Sandbox, token: str | None = credentials.TEAM_TOKEN, *, key: str = credentials.KEY, signed: bool = True
) -> TrelloClient:
    """py-trello on the sandbox: ``signed`` uses its OAuth header, else it puts key and token into the query."""
    session = ToSandbox(sandbox)
    if signed:
        return TrelloClient(api_key=key, api_secret="s", token=token, token_secret="t", http_service=session)
    return TrelloClient(api_key=key, api_secret=token, http_service=session)
