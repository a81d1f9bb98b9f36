"""Members as boards and actions show them."""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.sandbox.agency.export.ids import LONG_AGO, Json, object_id
from trackerbridge.sandbox.agency.story import Member, Role


def member_json(member: Member, number: int, username: str) -> Json:
    """A member as a board's ``members`` lists them; the same person has the same id on every board."""
    return {
        "id": object_id(LONG_AGO, "member", number),
        "fullName": member.full_name,
        "username": username,
        "initials": member.initials,
        "activityBlocked": False,
        "avatarHash": None,
        "avatarUrl": None,
        "bio": "",
        "confirmed": True,
        "memberType": "normal",
        "url": f"https://trello.example/u/{username}",
    }


def creator(member: Json) -> Json:
    """A member as an action shows its author."""
    return {key: member[key] for key in ("id", "fullName", "username", "initials", "activityBlocked", "avatarUrl")}


def memberships(members: Sequence[tuple[Json, Role]], number: int) -> list[Json]:
    """Who is what on the agency's board of that number."""
    return [
        {
            "id": object_id(LONG_AGO, "member", place + 1, number + 100),
            "idMember": member["id"],
            "memberType": role.value,
            "unconfirmed": False,
            "deactivated": False,
        }
        for place, (member, role) in enumerate(members)
    ]
