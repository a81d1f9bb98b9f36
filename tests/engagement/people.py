"""Who plays: the studio's account, a person of the team, and the client, on Trello and in Jira. All invented."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox import credentials

TEAM = {"id": "5f00000000000000000000b1", "username": "petrov_willow", "fullName": "Ivan Petrov", "initials": "IP"}
CLIENT = {**credentials.CLIENT_MEMBER, "username": "elena_linden", "fullName": "Elena Rusu", "initials": "ER"}
STUDIO = {**credentials.TEAM_MEMBER, "username": "willow_studio", "fullName": "Willow Studio", "initials": "WS"}
TEAM_TOKEN = "storytokenteam" + "0" * 50
CLIENT_TOKEN = credentials.CLIENT_TOKEN
JIRA_TEAM = ("ivan@willow.example", "ivan", "ATATTstoryteam" + "0" * 46, "Ivan Petrov")
JIRA_CLIENT = ("elena@lindenhouse.example", "elena", "ATATTstoryclient" + "0" * 44, "Elena Rusu")


def members(*people: dict[str, Any]) -> dict[str, Any]:
    """The parts of a board's export that say who is on it."""
    ids = [
        {"id": f"5f000000000000000000{place:04d}", "idMember": who["id"], "memberType": "normal"}
        for place, who in enumerate(people)
    ]
    return {"members": [dict(who) for who in people], "memberships": ids}
