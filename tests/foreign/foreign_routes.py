"""The routes of the foreign Trello, and the parameters that each of them knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Route(NamedTuple):
    """``described``: parameters of the official description. ``seen``: known only from recorded traffic and guides."""

    handler: str
    described: str = ""
    seen: str = ""

    @property
    def parameters(self) -> frozenset[str]:
        """All that may be asked for."""
        return frozenset((*self.described.split(), *self.seen.split()))


ROUTES: Mapping[tuple[str, str], Route] = {
    ("GET", "members/{id}"): Route("me", "fields boards tokens"),
    ("GET", "members/{id}/boards"): Route("my_boards", "filter fields lists organization"),
    ("GET", "members/{id}/tokens"): Route("my_tokens", "webhooks"),
    ("GET", "boards/{id}"): Route(
        "get_board",
        "actions cards checklists customFields fields labels lists members memberships organization",
        "labels_limit member_fields card_fields",
    ),
    ("GET", "boards/{id}/cards"): Route(
        "board_cards", seen="filter fields attachments customFieldItems limit before since"
    ),
    ("GET", "boards/{id}/lists"): Route("board_lists", "cards card_fields filter fields"),
    ("GET", "boards/{id}/labels"): Route("board_labels", "fields limit"),
    ("GET", "boards/{id}/members"): Route("board_members", seen="filter fields"),
    ("GET", "boards/{id}/memberships"): Route("board_memberships", "filter member member_fields"),
    ("GET", "boards/{id}/checklists"): Route("board_checklists"),
    ("GET", "boards/{id}/customFields"): Route("board_custom_fields"),
    ("GET", "boards/{id}/actions"): Route(
        "board_actions", "fields filter limit member memberCreator page before since"
    ),
    ("GET", "cards/{id}"): Route("get_card", "fields attachments members checklists customFieldItems"),
    ("GET", "batch"): Route("together", "urls"),
    ("GET", "cards/{id}/actions"): Route(
        "card_actions",
        "filter page",
        "limit before since",
    ),
    ("POST", "cards"): Route("create_card", "name desc pos due start dueComplete idList idMembers idLabels"),
    ("PUT", "cards/{id}"): Route(
        "update_card", "name desc closed idMembers idList idLabels idBoard pos due start dueComplete"
    ),
    ("POST", "cards/{id}/idLabels"): Route("add_label_to_card", "value"),
    ("DELETE", "cards/{id}/idLabels/{idLabel}"): Route("take_label_off_card"),
    ("POST", "lists"): Route("create_list", "name idBoard pos"),
    ("PUT", "lists/{id}"): Route("update_list", "name closed pos"),
    ("POST", "labels"): Route("create_label", "name color idBoard"),
    ("PUT", "labels/{id}"): Route("update_label", "name color"),
}
