"""Everything the sandbox's Jira knows. The same state can be served as Cloud and as Data Center."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.clock import SandboxClock
from trackerbridge.sandbox.jira import errors, kinds, moments
from trackerbridge.sandbox.jira.access import Account
from trackerbridge.sandbox.jira.people import MARK, Json, People
from trackerbridge.sandbox.trello.tables import Table

FIRST_ID = 10_000


class JiraState:
    """Issues and what belongs to them, projects, people, tokens: plain Jira-shaped dictionaries.

    An issue is ``{id, key, fields, comments, histories, properties, remote}``, the histories oldest first; people in
    it are ``{"$user": ID}``. Not thread-safe by itself: whoever works on it while a server runs holds ``lock``.
    """

    def __init__(self, clock: SandboxClock | None = None) -> None:
        self.clock = clock or SandboxClock()
        self.lock = RLock()
        self.people = People()
        self.accounts: dict[str, Account] = {}
        self.issues = Table(keys=lambda row: {"project": row["fields"]["project"]["id"]})
        self.projects = Table()
        self.versions = Table("projectId")
        self.components = Table("projectId")
        self.statuses, self.priorities, self.resolutions = Table(), Table(), Table()
        self.issue_types, self.link_types, self.fields = Table(), Table(), Table()
        self.boards = Table()
        self.sprints = Table("originBoardId")
        self.index_delay = 0.0
        """Seconds of the sandbox's clock until search sees a write (API-FACTS 6.24)."""
        self.assumed_fields: set[str] = set()
        """Custom fields that the site begins with: a payload that knows better replaces them."""
        self._keys: dict[str, str] = {}
        self._last: dict[str, int] = {}
        self._past: dict[str, list[tuple[datetime, Json | None]]] = {}
        self._install()

    def _install(self) -> None:
        for identifier, name, category in kinds.STATUSES:
            self.add_status({"id": identifier, "name": name, "statusCategory": kinds.CATEGORIES[category]})
        for identifier, name in kinds.PRIORITIES:
            self.priorities.add({"id": identifier, "name": name, "description": ""})
        for identifier, name in kinds.RESOLUTIONS:
            self.resolutions.add({"id": identifier, "name": name, "description": ""})
        for identifier, name, subtask, level in kinds.ISSUE_TYPES:
            given = {"id": identifier, "name": name, "description": "", "subtask": subtask, "hierarchyLevel": level}
            self.issue_types.add(given)
        for identifier, name, inward, outward in kinds.LINK_TYPES:
            self.link_types.add({"id": identifier, "name": name, "inward": inward, "outward": outward})
        for field in kinds.SYSTEM_FIELDS:
            self.fields.add(kinds.system_field(*field))
        for custom in kinds.CUSTOM_FIELDS:
            self.assumed_fields.add(self.fields.add(kinds.custom_field(*custom))["id"])
        known = credentials
        self.add_account(known.JIRA_EMAIL, known.JIRA_NAME, known.JIRA_TOKEN, "Sandbox Team", admin=True)
        self.add_account(
            known.JIRA_READ_ONLY_EMAIL,
            known.JIRA_READ_ONLY_NAME,
            known.JIRA_READ_ONLY_TOKEN,
            "Sandbox Reader",
            write=False,
        )

    # -- people ----------------------------------------------------------------------------------

    def add_account(
        self, email: str, name: str, token: str, display: str = "", zone: str = "UTC", **rights: Any
    ) -> Account:
        """Let somebody in: ``rights`` are those of :class:`Account`."""
        given = {"name": name, "key": name, "emailAddress": email, "displayName": display or name, "timeZone": zone}
        person = self.people.add(given)
        account = Account(person["accountId"], token, **rights)
        self.accounts[person["accountId"]] = account
        return account

    def account(self, login: str) -> Account | None:
        """An account by e-mail address, user name or account id."""
        person = self.people.get(login)
        return self.accounts.get(person["accountId"]) if person else None

    def account_with(self, token: str) -> Account | None:
        """An account by its token alone."""
        return next((one for one in self.accounts.values() if one.token == token), None)

    # -- making ----------------------------------------------------------------------------------

    def now(self) -> str:
        """The sandbox's time as Jira writes it, in UTC."""
        return moments.write(self.clock.now())

    def saw(self, kind: str, identifier: Any) -> None:
        """Remember an id that is taken."""
        if str(identifier).isdigit():
            self._last[kind] = max(self._last.get(kind, FIRST_ID), int(identifier))

    def new_id(self, kind: str) -> str:
        """A fresh id: the number after the highest taken one."""
        self._last[kind] = self._last.get(kind, FIRST_ID) + 1
        return str(self._last[kind])

    def add_status(self, given: Json) -> Json:
        """A status; one whose category neither this nor an earlier payload tells belongs to none (``undefined``)."""
        known = self.statuses.get(str(given["id"])) or {}
        category = given.get("statusCategory") or known.get("statusCategory") or kinds.CATEGORIES["undefined"]
        return self.statuses.add({"description": "", **given, "statusCategory": category})

    def add_project(self, key: str, name: str = "", **given: Any) -> Json:
        """A project; a known one (by id or key) is completed."""
        identifier = str(given.pop("id", "") or "")
        known = self.projects.get(identifier) or self._project_with_key(key)
        if known is None:
            known = {"id": identifier or self.new_id("project"), "projectTypeKey": "software", "simplified": False}
        self.saw("project", known["id"])
        known |= {"key": key, "name": name or known.get("name") or key, **given}
        return self.projects.add(known)

    def _project_with_key(self, key: str) -> Json | None:
        return next((row for row in self.projects if row["key"] == key), None)

    def add_issue(self, issue: Json) -> Json:
        """Put an issue in, or put it anew; its keys of the past keep leading to it."""
        for part in ("comments", "histories", "remote"):
            issue.setdefault(part, [])
        issue.setdefault("properties", {})
        self.saw("issue", issue["id"])
        prefix, _, number = issue["key"].rpartition("-")
        self.saw_key(prefix, number)
        self._keys[issue["key"].upper()] = issue["id"]
        return self.issues.add(issue)

    def saw_key(self, prefix: str, number: str) -> None:
        """Remember an issue's number, so that the next one is higher."""
        if number.isdigit():
            self._last[f"key {prefix}"] = max(self._last.get(f"key {prefix}", 0), int(number))

    def next_key(self, project: Json) -> str:
        """The next issue key of a project."""
        count = self._last.get(f"key {project['key']}", 0) + 1
        self._last[f"key {project['key']}"] = count
        return f"{project['key']}-{count}"

    def remove_issue(self, issue: Json) -> None:
        """Take an issue out, and what others show of it; its keys lead nowhere from then on."""
        self.issues.remove(issue["id"])
        for other in self.issues:
            for name, ends in (("subtasks", ("",)), ("issuelinks", ("inwardIssue", "outwardIssue"))):
                rows = other["fields"].get(name) or []
                left = [row for row in rows if all(_id_in(row, end) != issue["id"] for end in ends)]
                if len(left) < len(rows):
                    other["fields"][name] = left
            if _id_in(other["fields"], "parent") == issue["id"]:  # what lay in an epic stays, and in none
                del other["fields"]["parent"]
        self._past.pop(issue["id"], None)

    def move(self, reference: str, project: str) -> Json:
        """Move an issue to another project: a new key, while the old one still finds it (API-FACTS 1.8)."""
        issue, target = self.find_issue(reference), self.find_project(project)
        issue["fields"]["project"] = brief_project(target)
        issue["key"] = self.next_key(target)
        return self.add_issue(issue)

    # -- what search sees ------------------------------------------------------------------------

    def before_write(self, issue: Json, *, created: bool = False) -> None:
        """Called before an issue is changed (or once it is made): search shows the old state for a while."""
        if self.index_delay:
            until = self.clock.now() + timedelta(seconds=self.index_delay)
            self._past.setdefault(issue["id"], []).append((until, None if created else copy.deepcopy(issue)))

    def indexed(self, reconcile: Iterable[str] = ()) -> Iterator[Json]:
        """The issues as search sees them; those to reconcile as they are."""
        fresh = set(reconcile)
        for issue in self.issues:
            found = issue if issue["id"] in fresh else self._indexed(issue)
            if found is not None:
                yield found

    def _indexed(self, issue: Json) -> Json | None:
        past = [entry for entry in self._past.get(issue["id"], ()) if entry[0] > self.clock.now()]
        if not past:
            self._past.pop(issue["id"], None)
            return issue
        return past[0][1]

    # -- finding ---------------------------------------------------------------------------------

    def issue(self, reference: str) -> Json | None:
        """An issue by id or by any key it ever had."""
        return self.issues.get(reference) or self.issues.get(self._keys.get(reference.upper(), ""))

    def find_issue(self, reference: str) -> Json:
        """The same; 404 if there is none."""
        found = self.issue(reference)
        if found is None:
            raise errors.no_issue()
        return found

    def find_project(self, reference: str) -> Json:
        """A project by id or key; 404 if there is none."""
        found = self.projects.get(reference) or self._project_with_key(reference.upper())
        if found is None:
            raise errors.no_project(reference)
        return found

    def workflow(self, project: str) -> list[Json]:
        """The statuses of a project: those its issues have or had; where these say nothing, the site's first three."""
        names = {
            item[side]
            for row in self.issues.of("project", project)
            for entry in row["histories"]
            for item in entry["items"]
            if item["field"] == "status"
            for side in ("from", "to")
        }
        names |= {row["fields"]["status"].get("id") for row in self.issues.of("project", project)}
        usual = {identifier for identifier, _, _ in kinds.STATUSES}
        return [row for row in self.statuses if row["id"] in (usual if names <= usual else names)]

    def field(self, reference: str) -> Json | None:
        """A field by id, or by a name that JQL knows."""
        found = self.fields.get(reference)
        if found is not None:
            return found
        wanted = reference.lower()
        return next((row for row in self.fields if wanted in map(str.lower, (*row["clauseNames"], row["name"]))), None)

    def fields_of(self, custom: str) -> list[str]:
        """The ids of the fields of a custom type, e.g. all sprint fields."""
        return [row["id"] for row in self.fields if row.get("schema", {}).get("custom") == custom]


def brief_project(project: Json) -> Json:
    """A project as it stands inside an issue."""
    kept = ("id", "key", "name", "projectTypeKey", "simplified", "projectCategory", "avatarUrls")
    return {name: project[name] for name in kept if name in project}


def mark(user: str | None) -> Json | None:
    """A person as they stand inside the state."""
    return {MARK: user} if user else None


def _id_in(row: Json, name: str) -> str:
    """The id of the issue that a row shows, at this end of a link; empty where it shows none there."""
    shown = (row.get(name) or {}) if name else row
    return str(shown.get("$issue") or shown.get("id") or "")
