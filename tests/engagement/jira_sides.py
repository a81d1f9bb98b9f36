"""The team's project and the client's project on the sandbox's Jira, and what people do there, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

import requests
from tests.engagement.people import JIRA_CLIENT, JIRA_TEAM
from tests.engagement.script import Tongue
from tests.engagement.shown import ShownCard
from tests.trackers.jira.issues import issue

from trackerbridge.client_view.wording import packaged
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.trackers.jira.bodies import text_in

Json = dict[str, Any]
TEAM_STATUSES = {
    "planned": ("10000", "To Do", "new"), "doing": ("3", "In Progress", "indeterminate"),
    "testing": ("10101", "Testing", "indeterminate"), "review": ("10102", "Client review", "indeterminate"),
    "done": ("10001", "Done", "done"), "cancelled": ("10103", "Cancelled", "done"),
}  # fmt: skip
CLIENT_LISTS = {
    "overview": "new", "waiting": "indeterminate", "in_progress": "indeterminate", "testing": "indeterminate",
    "review": "indeterminate", "planned": "new", "done": "done",
}  # fmt: skip
SOURCE = 'connection = "work"\njql = "project = WEB"\ncomment_visibility = "role:Developers"'
TARGET = 'connection = "work"\nproject = "CLIENT"'
ARCHIVED = "tb-archived"


def prepare(state: JiraState, tongue: Tongue) -> None:
    """Both projects: the team's with an inside issue in each status, the client's with an issue of their own."""
    for email, name, token, display in (JIRA_TEAM, JIRA_CLIENT):
        state.add_account(email, name, token, display)
    state.people.get(credentials.JIRA_EMAIL)["displayName"] = "Willow Studio"  # type: ignore[index]
    state.add_project("WEB", "Website")
    state.add_project("CLIENT", tongue.house["board"])
    team = [_seed("WEB", place, f"Backups {place}", status) for place, status in enumerate(TEAM_STATUSES.values(), 1)]
    names = client_statuses(tongue)
    own = _seed("CLIENT", 1, tongue.house["own_card"], names[0])
    walked = [
        {"id": str(900 + place), "created": "2026-09-03T09:00:00.000+0000", "items": [_walk(one, other)]}
        for place, (one, other) in enumerate(zip(names, [*names[1:], names[0]], strict=True))
    ]
    own["changelog"] |= {"histories": walked, "total": len(walked)}
    for identifier, name, category in names:
        state.add_status(_status(identifier, name, category))
    load(state, [*team, own])


def client_statuses(tongue: Tongue) -> list[tuple[str, str, str]]:
    """Where a new issue appears, then a status for each list, by its name; "Done" is everywhere the same status."""
    known = {name.casefold(): (number, name, category) for number, name, category in TEAM_STATUSES.values()}
    lists = packaged(tongue.code)
    own = [
        (f"1020{place}", lists.say(f"lists.{role}"), category)
        for place, (role, category) in enumerate(CLIENT_LISTS.items())
    ]
    return [TEAM_STATUSES["planned"], *(known.get(one[1].casefold(), one) for one in own)]


def _status(identifier: str, name: str, category: str) -> Json:
    ids = {"new": 2, "indeterminate": 4, "done": 3}
    return {"id": identifier, "name": name, "statusCategory": {"id": ids[category], "key": category, "name": category}}


def _walk(one: tuple[str, str, str], other: tuple[str, str, str]) -> Json:
    return {"field": "status", "from": one[0], "fromString": one[1], "to": other[0], "toString": other[1]}


def _seed(project: str, number: int, title: str, status: tuple[str, str, str]) -> Json:
    made: Json = issue(number, summary=title, status=_status(*status), reporter=None)
    base = 10_000 if project == "WEB" else 20_000
    made |= {"id": str(base + number), "key": f"{project}-{number}"}
    made["fields"] |= {"project": {"key": project}, "created": "2026-09-02T09:00:00.000+0000"}
    return made


def ask(sandbox: Sandbox, who: tuple[str, str, str, str], verb: str, path: str, body: Json | None = None) -> Any:
    """What a person does (v2, which both faces speak)."""
    assert sandbox.jira is not None
    given: Json = {"headers": {"Authorization": f"Bearer {who[2]}"}}
    if sandbox.jira.cloud:
        given = {"auth": (who[0], who[2])}
    answer = requests.request(verb, f"{sandbox.jira_url}/rest/api/2/{path}", json=body, timeout=10, **given)
    assert answer.ok, answer.text
    return answer.json() if answer.content else None


class JiraTeam:
    """A person of the team in the team's project."""

    def __init__(self, sandbox: Sandbox, tongue: Tongue) -> None:
        self._sandbox, self._tongue = sandbox, tongue
        self._issues: dict[str, str] = {}

    def _ask(self, verb: str, path: str, body: Json | None = None) -> Any:
        return ask(self._sandbox, JIRA_TEAM, verb, path, body)

    def plan(self, key: str, due: date | None, *labels: str, inside: str = "") -> None:
        fields: Json = {
            "project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": self._tongue.titles.get(key, key),
            "labels": list(labels), "description": inside,
        }  # fmt: skip
        fields |= {"duedate": due.isoformat()} if due else {}
        self._issues[key] = self._ask("POST", "issue", {"fields": fields})["id"]

    def put(self, key: str, stage: str) -> None:
        where = f"issue/{self._issues[key]}/transitions"
        ways = self._ask("GET", where)["transitions"]
        way = next(one["id"] for one in ways if one["to"]["name"] == TEAM_STATUSES[stage][1])
        self._ask("POST", where, {"transition": {"id": way}})

    def move(self, key: str, due: date) -> None:
        self._ask("PUT", f"issue/{self._issues[key]}", {"fields": {"duedate": due.isoformat()}})

    def comment(self, key: str, text: str) -> None:
        self._ask("POST", f"issue/{self._issues[key]}/comment", {"body": text})


class JiraClient:
    """The client in their own project."""

    checklists = False

    def __init__(self, sandbox: Sandbox, tongue: Tongue) -> None:
        self._sandbox = sandbox
        self._lists = {number: name for number, name, _ in client_statuses(tongue)}
        self._lists |= {
            number: packaged(tongue.code).say(f"lists.{role}")
            for number, role in zip(list(self._lists)[1:], CLIENT_LISTS, strict=True)
        }
        self._lists[TEAM_STATUSES["planned"][0]] = tongue.house["own_card"]

    @property
    def _state(self) -> JiraState:
        assert self._sandbox.jira is not None
        return self._sandbox.jira.state

    def _rows(self) -> list[Json]:
        return [row for row in list(self._state.issues) if row["fields"]["project"]["key"] == "CLIENT"]

    def _issue(self, title: str) -> Json:
        return next(row for row in self._rows() if row["fields"]["summary"] == title)

    def _ask(self, verb: str, path: str, body: Json | None = None) -> Any:
        return ask(self._sandbox, JIRA_CLIENT, verb, path, body)

    def comment(self, title: str, text: str) -> None:
        self._ask("POST", f"issue/{self._issue(title)['id']}/comment", {"body": text})

    def choose(self, title: str, line: int, *, on: bool) -> None:
        """A reply with the number; what was chosen is taken back by choosing to talk, or by taking the reply away."""
        if on:
            self.comment(title, str(line + 1))
            return
        row = self._issue(title)
        mine = [one for one in row["comments"] if text_in(one["body"]).strip() == str(line + 1)]
        self._ask("DELETE", f"issue/{row['id']}/comment/{mine[-1]['id']}")

    def put_away(self, title: str) -> None:
        """There is no archive; the label says so, as it does where we put an issue away."""
        body = {"update": {"labels": [{"add": ARCHIVED}]}}
        self._ask("PUT", f"issue/{self._issue(title)['id']}", body)

    def reword(self, title: str, new: str) -> None:
        self._ask("PUT", f"issue/{self._issue(title)['id']}", {"fields": {"summary": new}})

    def call_list(self, old: str, new: str) -> None:
        """A status is an administrator's, and may be called otherwise any day."""
        number = next(number for number, name in self._lists.items() if name == old)
        self._lists[number] = new
        self._state.statuses.get(number)["name"] = new  # type: ignore[index]
        for row in self._rows():
            if row["fields"]["status"]["id"] == number:
                row["fields"]["status"]["name"] = new

    def lists(self) -> list[tuple[str, list[ShownCard]]]:
        """What stands in the project by status: read from the sandbox itself."""
        rows = [row for row in self._rows() if ARCHIVED not in row["fields"]["labels"]]
        return [
            (name, [self._shown(row) for row in rows if row["fields"]["status"]["id"] == number])
            for number, name in self._lists.items()
        ]

    def _shown(self, row: Json) -> ShownCard:
        fields = row["fields"]
        due = fields.get("duedate")
        people = self._state.people
        comments = [
            (str(people.get(one["author"]["$user"])["displayName"]), text_in(one["body"]))  # type: ignore[index]
            for one in row["comments"]
        ]
        return ShownCard(
            key=row["id"], title=fields["summary"], labels=tuple(one.replace("-", " ") for one in fields["labels"]),
            due=date.fromisoformat(due) if due else None, ticked=False, text=text_in(fields["description"]),
            choices=(), comments=tuple(comments),
        )  # fmt: skip
