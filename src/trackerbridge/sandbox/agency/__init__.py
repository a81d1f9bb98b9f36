"""The sample agency, Studio Lumen: four clients in three languages, all invented, with a past worth looking at.

Three clients have two Trello boards: the team's, where the work is, and the client's own, still empty. For the fourth
the team works in Jira, and only the client's board is on Trello. The client's people are where the work is too, on
purpose: before they had a board of their own they were invited there, as observers who read and comment, and their
questions are a part of the story. The boards of other clients they do not see.

>>> from datetime import UTC, datetime
>>> agency = build(datetime(2026, 11, 18, 10, 0, tzinfo=UTC))
>>> [board["shortLink"] for board in agency.boards]
['kettleTm', 'kettleCl', 'myataxTm', 'myataxCl', 'cramaxTm', 'cramaxCl', 'alderxCl']
>>> [issue["key"] for issue in agency.jira["issues"]][:2]
['ALDER-1', 'ALDER-2']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.agency import clinic, library, shop, winery
from trackerbridge.sandbox.agency.export import Json, client_export, member_json, site_page, source_export
from trackerbridge.sandbox.agency.settings import config_text
from trackerbridge.sandbox.agency.story import Member, Role, Story
from trackerbridge.sandbox.credentials import CLIENT_TOKEN, JIRA_TOKEN, KEY, READ_ONLY_TOKEN, TEAM_TOKEN

STORIES: tuple[Story, ...] = (shop.STORY, clinic.STORY, winery.STORY, library.STORY)

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
    """All of the sample: boards as Trello exports them (team's and client's in turn), and who may see them.

    ``jira`` is the Jira project of the story that has one, as a page of search results.
    """

    now: datetime
    stories: tuple[Story, ...]
    boards: list[Json]
    jira: Json
    accounts: tuple[Account, ...]

    def config(self, base_url: str) -> str:
        """A complete ``trackerbridge.toml`` for the sandbox at this address."""
        return config_text(self.stories, base_url)

    @property
    def env(self) -> dict[str, str]:
        """The environment variables that the configuration refers to."""
        team = self.accounts[0]
        return {"TRELLO_KEY": team.key, "TRELLO_TOKEN": team.token, "JIRA_TOKEN": JIRA_TOKEN}

    @property
    def on_trello(self) -> tuple[Story, ...]:
        """The stories whose team works on a Trello board."""
        return tuple(story for story in self.stories if not story.key)

    def source(self, project: str) -> Json:
        """The team's board of a project. Raises StopIteration where the team works in Jira."""
        return self._board(self._story(project).links[0])

    def client_board(self, project: str) -> Json:
        """The client's board of a project."""
        return self._board(self._story(project).links[1])

    def _story(self, project: str) -> Story:
        return next(story for story in self.stories if story.name == project)

    def _board(self, link: str) -> Json:
        return next(board for board in self.boards if board["shortLink"] == link)


def build(now: datetime) -> Agency:
    """The agency as it stands at ``now`` (aware). Same day and story, same bytes; nothing is random."""
    people = _everybody(STORIES)
    boards: list[Json] = []
    for place, story in enumerate(STORIES):
        members = {person.name: people[person.name] for person in (*story.members, BRIDGE)}
        if not story.key:
            boards.append(source_export(story, 2 * place + 1, now, members))
        boards.append(client_export(story, 2 * place + 2, now, _who_sees_the_client_board(story, members)))
    return Agency(now, STORIES, boards, site_page(library.STORY, now), _accounts(people, boards))


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
