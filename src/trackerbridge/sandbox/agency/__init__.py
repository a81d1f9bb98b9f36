"""The sample agency, Studio Lumen: three clients in three languages, all invented, with a past worth looking at.

Every client has two boards: the team's, where the work is, and the client's own, still empty. The client's people are
on both, on purpose: before they had a board of their own they were invited to the team's as observers, who read and
comment, and their questions there are a part of the story. The boards of other clients they do not see.

>>> from datetime import UTC, datetime
>>> agency = build(datetime(2026, 11, 18, 10, 0, tzinfo=UTC))
>>> [board["shortLink"] for board in agency.boards]
['kettleTm', 'kettleCl', 'myataxTm', 'myataxCl', 'cramaxTm', 'cramaxCl']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trackerbridge.sandbox.agency import clinic, shop, winery
from trackerbridge.sandbox.agency.export import Json, client_export, member_json, source_export
from trackerbridge.sandbox.agency.settings import config_text
from trackerbridge.sandbox.agency.story import Member, Role, Story
from trackerbridge.sandbox.credentials import CLIENT_TOKEN, KEY, READ_ONLY_TOKEN, TEAM_TOKEN

STORIES: tuple[Story, ...] = (shop.STORY, clinic.STORY, winery.STORY)

# Writes come from an account of their own, so that the activity on a client's board shows no person (CLIENT section 7).
BRIDGE = Member("bridge", "Studio Lumen Updates")


@dataclass(frozen=True, slots=True)
class Account:
    """A member who calls the interface, with the sandbox's well-known key and token.

    ``role``: ``team`` reads and writes, ``reader`` is the same person without the write scope, ``client`` is somebody
    of the first client: an observer of the team's board, and a member of the client's. ``boards`` holds the ids of the
    boards that the member is on.
    """

    role: str
    key: str
    token: str
    member: Mapping[str, Any]
    boards: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """All of the sample: boards as Trello exports them (team's and client's in turn), and who may see them."""

    now: datetime
    stories: tuple[Story, ...]
    boards: list[Json]
    accounts: tuple[Account, ...]

    def config(self, base_url: str) -> str:
        """A complete ``trackerbridge.toml`` for the sandbox at this address."""
        return config_text(self.stories, base_url)

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that the configuration refers to."""
        team = self.accounts[0]
        return {"TRELLO_KEY": team.key, "TRELLO_TOKEN": team.token}

    def source(self, project: str) -> Json:
        """The team's board of a project."""
        return self.boards[2 * [story.name for story in self.stories].index(project)]

    def client_board(self, project: str) -> Json:
        """The client's board of a project."""
        return self.boards[2 * [story.name for story in self.stories].index(project) + 1]


def build(now: datetime) -> Agency:
    """The agency as it stands at ``now`` (aware). Same day and story, same bytes; nothing is random."""
    people = _everybody(STORIES)
    boards: list[Json] = []
    for place, story in enumerate(STORIES):
        members = {person.name: people[person.name] for person in (*story.members, BRIDGE)}
        boards.append(source_export(story, 2 * place + 1, now, members))
        boards.append(client_export(story, 2 * place + 2, now, _who_sees_the_client_board(story, members)))
    return Agency(now, STORIES, boards, _accounts(people, boards))


def _everybody(stories: Sequence[Story]) -> dict[str, Json]:
    """Everybody by short name, numbered in the order in which the stories name them."""
    usernames = {BRIDGE.name: "lumen_updates"}
    persons = {BRIDGE.name: BRIDGE}
    for story in stories:
        for person in story.members:
            persons.setdefault(person.name, person)
            firm = story.name if person.role is Role.GUEST else "lumen"
            usernames.setdefault(person.name, f"{person.name}_{firm}")
    return {
        name: member_json(person, number, usernames[name])
        for number, (name, person) in enumerate(persons.items(), start=1)
    }


def _who_sees_the_client_board(story: Story, members: Mapping[str, Json]) -> list[tuple[Json, Role]]:
    clients = [(members[person.name], Role.TEAM) for person in story.members if person.role is Role.GUEST]
    return [(members[story.lead.name], Role.LEAD), (members[BRIDGE.name], Role.TEAM), *clients]


def _accounts(people: Mapping[str, Json], boards: Sequence[Json]) -> tuple[Account, ...]:
    """The bridge's own account on every board, its read-only twin, and the first client of the first project."""
    guest = next(person for person in STORIES[0].members if person.role is Role.GUEST)
    bridge, client, read_write = people[BRIDGE.name], people[guest.name], ("read", "write")
    return (
        Account("team", KEY, TEAM_TOKEN, bridge, _boards_of(bridge, boards), read_write),
        Account("reader", KEY, READ_ONLY_TOKEN, bridge, _boards_of(bridge, boards), ("read",)),
        Account("client", KEY, CLIENT_TOKEN, client, _boards_of(client, boards), read_write),
    )


def _boards_of(member: Json, boards: Sequence[Json]) -> tuple[str, ...]:
    return tuple(
        str(board["id"]) for board in boards if any(one["idMember"] == member["id"] for one in board["memberships"])
    )


__all__ = ["BRIDGE", "STORIES", "Account", "Agency", "build"]
