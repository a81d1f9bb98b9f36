"""What each kind of object looks like when nothing is known but the minimum: the fields of 2020 and later."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from trackerbridge.sandbox.trello.tables import Json

BASE_COLORS = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
COLORS = tuple(f"{color}{shade}" for shade in ("", "_dark", "_light") for color in BASE_COLORS)
"""The thirty label colours; a label may also have none (API-FACTS 3.5)."""

TEXT_LIMIT = 16_384
"""Longest name, description, label name and comment (API-FACTS 3.4)."""

_BOARD_LIMITS = {
    "attachments": {"perBoard": 36_000, "perCard": 1_000},
    "boards": {"totalMembersPerBoard": 1_600},
    "cards": {
        "openPerBoard": 5_000,
        "openPerList": 5_000,
        "totalPerBoard": 2_000_000,
        "totalPerList": 1_000_000,
    },
    "checklists": {"perBoard": 1_800_000, "perCard": 500},
    "checkItems": {"perChecklist": 200},
    "customFields": {"perBoard": 50},
    "customFieldOptions": {"perField": 50},
    "labels": {"perBoard": 1_000},
    "lists": {"openPerBoard": 500, "totalPerBoard": 3_000},
    "stickers": {"perCard": 70},
    "reactions": {"perAction": 900, "uniquePerAction": 17},
}


def limit_entry(disable_at: int, count: int = 0) -> Json:
    """One entry of a limits object; the status follows from the count."""
    warn_at = disable_at * 9 // 10
    status = "disabled" if count >= disable_at else "warning" if count >= warn_at else "ok"
    return {"status": status, "disableAt": disable_at, "warnAt": warn_at}


def default_limits() -> Json:
    """A board's limits as a real board of 2023 had them (API-FACTS 9.4)."""
    return {kind: {name: limit_entry(at) for name, at in entries.items()} for kind, entries in _BOARD_LIMITS.items()}


def card_limits() -> Json:
    """A card's limits object."""
    return {
        kind: {"perCard": limit_entry(_BOARD_LIMITS[kind]["perCard"])}
        for kind in ("attachments", "checklists", "stickers")
    }


_PREFS: Json = {
    "permissionLevel": "private",
    "hideVotes": False,
    "voting": "disabled",
    "comments": "members",
    "invitations": "members",
    "selfJoin": True,
    "cardCovers": True,
    "isTemplate": False,
    "cardAging": "regular",
    "calendarFeedEnabled": False,
    "background": "blue",
    "backgroundImage": None,
    "backgroundImageScaled": None,
    "backgroundTile": False,
    "backgroundBrightness": "dark",
    "backgroundColor": "#0079BF",
    "backgroundBottomColor": "#0079BF",
    "backgroundTopColor": "#0079BF",
    "canBePublic": True,
    "canBeEnterprise": True,
    "canBeOrg": True,
    "canBePrivate": True,
    "canInvite": True,
}

_BOARD: Json = {
    "name": "",
    "desc": "",
    "descData": None,
    "closed": False,
    "dateClosed": None,
    "idOrganization": None,
    "idEnterprise": None,
    "pinned": False,
    "starred": False,
    "subscribed": False,
    "dateLastActivity": None,
    "dateLastView": None,
    "idMemberCreator": None,
    "creationMethod": None,
    "powerUps": [],
    "idTags": [],
    "memberships": [],
    "pluginData": [],
}

_LIST: Json = {"name": "", "closed": False, "pos": 16_384, "subscribed": False, "softLimit": None, "color": None}

_LABEL: Json = {"name": "", "color": None}

_CARD: Json = {
    "address": None,
    "checkItemStates": [],
    "closed": False,
    "coordinates": None,
    "creationMethod": None,
    "dateLastActivity": None,
    "desc": "",
    "descData": None,
    "dueReminder": None,
    "idLabels": [],
    "idMembersVoted": [],
    "idAttachmentCover": None,
    "locationName": None,
    "manualCoverAttachment": False,
    "name": "",
    "pos": 16_384,
    "isTemplate": False,
    "cardRole": None,
    "mirrorSourceId": None,
    "dueComplete": False,
    "due": None,
    "email": None,
    "start": None,
    "staticMapUrl": None,
    "cover": {
        "idAttachment": None,
        "color": None,
        "idUploadedBackground": None,
        "size": "normal",
        "brightness": "light",
        "idPlugin": None,
    },
    "idMembers": [],
    "idChecklists": [],
    "subscribed": False,
    "attachments": [],
    "pluginData": [],
    "customFieldItems": [],
    "stickers": [],
}

_CHECK_ITEM: Json = {
    "state": "incomplete",
    "name": "",
    "nameData": None,
    "pos": 16_384,
    "due": None,
    "dueReminder": None,
    "idMember": None,
}

_MEMBER: Json = {
    "username": "",
    "fullName": "",
    "initials": "",
    "bio": "",
    "bioData": None,
    "confirmed": True,
    "memberType": "normal",
    "activityBlocked": False,
    "avatarHash": None,
    "avatarUrl": None,
    "idEnterprise": None,
    "idEnterprisesDeactivated": [],
    "idMemberReferrer": None,
    "idPremOrgsAdmin": [],
    "nonPublic": {},
    "nonPublicAvailable": True,
    "products": [],
    "status": "disconnected",
}


def _filled(template: Json, given: Json) -> Json:
    row = deepcopy(template)
    row.update({name: value for name, value in given.items() if value is not None or name not in row})
    return row


def board(given: Json) -> Json:
    """A board row: the given fields over the defaults; preferences and label names filled up."""
    row = _filled(_BOARD, given)
    row["prefs"] = {**_PREFS, **(given.get("prefs") or {})}
    row["labelNames"] = {**dict.fromkeys(COLORS, ""), **(given.get("labelNames") or {})}
    row["limits"] = {**default_limits(), **(given.get("limits") or {})}
    return row


def board_list(given: Json) -> Json:
    """A list row."""
    return _filled(_LIST, given)


def label(given: Json) -> Json:
    """A label row."""
    return _filled(_LABEL, {name: given[name] for name in ("id", "idBoard", "name", "color") if name in given})


def card(given: Json) -> Json:
    """A card row. What can be computed (badges, label objects, limits) is not kept."""
    row = _filled(_CARD, given)
    for computed in ("badges", "labels", "limits", "checklists", "members", "actions", "checkItems"):
        row.pop(computed, None)
    return row


def check_item(given: Json) -> Json:
    """A check item row."""
    return _filled(_CHECK_ITEM, given)


def member(given: Json) -> Json:
    """A member row; initials and profile address follow from the names."""
    row = _filled(_MEMBER, given)
    row["initials"] = row["initials"] or "".join(word[0] for word in row["fullName"].split()[:2]).upper()
    row.setdefault("url", f"https://trello.com/u/{row['username']}")
    return row


def slug(name: str) -> str:
    """The readable end of a Trello address."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "-"


def merge_patch(row: Json, changes: dict[str, Any]) -> dict[str, Any]:
    """Put changes into a row; returns the old values of those that differ."""
    old = {name: row.get(name) for name, value in changes.items() if row.get(name) != value}
    row.update(changes)
    return old
