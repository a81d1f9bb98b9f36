"""The fields that the sandbox can search, by the names JQL has for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import errors, kinds, sprints, texts
from trackerbridge.sandbox.jira.access import Account
from trackerbridge.sandbox.jira.jql.matching import Choice, Instant, Kind, Number, Prose, no_value
from trackerbridge.sandbox.jira.jql.tree import Function, Operand
from trackerbridge.sandbox.jira.people import MARK, Json
from trackerbridge.sandbox.jira.state import JiraState

PROSE = {"summary": "summary", "description": "description", "environment": "environment"}
DATES = {
    "created": "created",
    "createddate": "created",
    "updated": "updated",
    "updateddate": "updated",
    "due": "duedate",
    "duedate": "duedate",
    "resolved": "resolutiondate",
    "resolutiondate": "resolutiondate",
    "statuscategorychangeddate": "statuscategorychangedate",
}
USERS = ("assignee", "reporter", "creator")
ENTITIES = {
    "issuetype": ("issuetype", "issue_types"),
    "type": ("issuetype", "issue_types"),
    "status": ("status", "statuses"),
    "priority": ("priority", "priorities"),
    "resolution": ("resolution", "resolutions"),
}
LISTS = {
    "component": ("components", "components"),
    "fixversion": ("fixVersions", "versions"),
    "affectedversion": ("versions", "versions"),
}

_NOT_MODELLED = """
approvals attachments category filter hierarchylevel issuelinktype lastviewed level originalestimate
remainingestimate request request-type savedfilter searchrequest timespent updatedby voter votes watcher watchers
worklogauthor worklogcomment worklogdate workratio
"""
NOT_MODELLED = frozenset(_NOT_MODELLED.split())
"""Fields that Jira searches and the sandbox says it does not."""


def plain_value(operand: Operand, _field: str = "") -> set[str]:
    """A value that stands for itself; no function of Jira's gives one."""
    if isinstance(operand, Function):
        raise errors.jql(f"Unable to find JQL function '{operand.text}'.")
    return {operand.text}


def tokens_of(value: Any) -> set[str]:
    """Ids and names of an entity, or of a list of them, in small letters."""
    rows = value if isinstance(value, list) else [value]
    found: set[str] = set()
    for row in rows:
        if isinstance(row, dict):
            found |= {
                str(row[name]).lower() for name in ("id", "name", "key", "value") if row.get(name) not in (None, "")
            }
        elif row not in (None, ""):
            found.add(str(row).lower())
    return found


@dataclass(frozen=True)
class Names:
    """The fields of a state, as one account sees them."""

    state: JiraState
    account: Account | None
    anonymous_words: bool = False
    """Whether nobody asks: Jira adds that anonymous users cannot view the value."""

    def kind(self, name: str) -> Kind:
        """How a field is searched; 400 in Jira's words for one that is not there."""
        wanted = name.lower()
        for find in (self._plain, self._entity, self._special, self._custom):
            found = find(wanted)
            if found is not None:
                return found
        if wanted in NOT_MODELLED or self.state.field(name) is not None:
            raise errors.jql(f"The sandbox does not model searching by the field '{name}'.")
        raise errors.jql(f"Field '{name}' does not exist or you do not have permission to view it.")

    # -- plain values ------------------------------------------------------------------------------

    def _plain(self, name: str) -> Kind | None:
        if name in DATES:
            field = DATES[name]
            return Instant(lambda row: row["fields"].get(field))
        if name in PROSE:
            return Prose(lambda row: [texts.as_plain(row["fields"].get(PROSE[name]))])
        if name == "comment":
            return Prose(_comments)
        if name == "text":
            return Prose(lambda row: [*(texts.as_plain(row["fields"].get(one)) for one in PROSE), *_comments(row)])
        if name == "labels":
            return Choice(lambda row: tokens_of(row["fields"].get("labels")), plain_value)
        return None

    # -- people, statuses, versions … --------------------------------------------------------------

    def _entity(self, name: str) -> Kind | None:
        if name in USERS:
            return Choice(lambda row: _people(row["fields"].get(name)), self._person)
        if name in ENTITIES:
            field, table = ENTITIES[name]
            rank = self._priority_rank if name == "priority" else None
            return Choice(
                lambda row: tokens_of(row["fields"].get(field)), self._one_of(getattr(self.state, table)), rank
            )
        if name in LISTS:
            field, table = LISTS[name]
            return Choice(lambda row: tokens_of(row["fields"].get(field)), self._one_of(getattr(self.state, table)))
        if name == "statuscategory":
            known = [{**row, "id": str(row["id"])} for row in kinds.CATEGORIES.values()]
            return Choice(lambda row: tokens_of(row["fields"]["status"].get("statusCategory")), self._one_of(known))
        return None

    def _one_of(self, rows: Iterable[Json]) -> Callable[[Operand, str], set[str]]:
        def resolve(operand: Operand, field: str) -> set[str]:
            if isinstance(operand, Function):
                return self._versions(operand)
            wanted = operand.text.lower()
            if not any(wanted in tokens_of(row) for row in rows):
                raise no_value(operand, field)
            return {wanted}

        return resolve

    def _versions(self, function: Function) -> set[str]:
        wanted = {"releasedversions": True, "unreleasedversions": False}.get(function.name.lower())
        if wanted is None:
            raise errors.jql(f"Unable to find JQL function '{function.text}'.")
        within = {
            row["id"] for row in self.state.projects if row["key"] in function.arguments or not function.arguments
        }
        rows = [row for row in self.state.versions if row["projectId"] in within]
        return {row["id"] for row in rows if bool(row.get("released")) == wanted}

    def _priority_rank(self, token: str) -> float:
        order = list(self.state.priorities)
        return next((float(-place) for place, row in enumerate(order) if token in tokens_of(row)), float("-inf"))

    def _person(self, operand: Operand, field: str) -> set[str]:
        if isinstance(operand, Function):
            if operand.name.lower() != "currentuser":
                raise errors.jql(f"Unable to find JQL function '{operand.text}'.")
            return {self.account.user} if self.account else set()
        found = self.state.people.named(operand.text)
        if not found:
            raise no_value(operand, field)
        return set(found)

    # -- projects, keys, parents, sprints -------------------------------------------------------------

    def _special(self, name: str) -> Kind | None:
        if name == "project":
            return Choice(lambda row: tokens_of(row["fields"]["project"]), self._project)
        if name in ("key", "issuekey", "issue", "id"):
            return Choice(lambda row: {row["id"]}, self._issue, float)
        if name in ("parent", "epic link", "parentepic"):
            return Choice(self._parents, self._issue)
        if name == "sprint":
            return Choice(self._sprints_of, self._sprint)
        return None

    def _project(self, operand: Operand, field: str) -> set[str]:
        (wanted,) = (value.lower() for value in plain_value(operand))
        for row in self.state.projects:
            if wanted in tokens_of(row) and self.account is not None and self.account.sees_project(row["key"]):
                return {row["id"].lower()}
        if not self.anonymous_words:
            raise no_value(operand, field)
        missing = f"The value '{operand.text}' does not exist for the field '{field}'"
        raise errors.jql(f"{missing} or it cannot be viewed by anonymous users.")

    def _issue(self, operand: Operand, field: str) -> set[str]:
        if isinstance(operand, Function):
            return self._linked(operand)
        row = self.state.issue(operand.text)
        if row is None and operand.text.isdigit():
            return {operand.text}
        if row is None:
            raise errors.jql(f"An issue with key '{operand.text}' does not exist for field '{field}'.")
        return {row["id"]}

    def _linked(self, function: Function) -> set[str]:
        if function.name.lower() != "linkedissues" or not function.arguments:
            raise errors.jql(f"Unable to find JQL function '{function.text}'.")
        row = self.state.find_issue(function.arguments[0])
        ends = [link.get("inwardIssue") or link.get("outwardIssue") for link in row["fields"].get("issuelinks") or []]
        return {str(end.get("$issue") or end.get("id")) for end in ends if end}

    def _parents(self, row: Json) -> set[str]:
        parent = row["fields"].get("parent") or {}
        found = {str(parent.get("$issue") or parent.get("id"))} if parent else set()
        for field in self.state.fields_of(kinds.EPIC_LINK):
            epic = self.state.issue(str(row["fields"].get(field) or ""))
            found |= {epic["id"]} if epic else set()
        return found

    def _sprints_of(self, row: Json) -> set[str]:
        fields = self.state.fields_of(kinds.SPRINT)
        inside = [sprints.as_object(one) for name in fields for one in row["fields"].get(name) or []]
        return {str(one["id"]) for one in inside if isinstance(one, dict)}

    def _sprint(self, operand: Operand, field: str) -> set[str]:
        if isinstance(operand, Function):
            state = {"opensprints": "active", "closedsprints": "closed", "futuresprints": "future"}
            wanted = state.get(operand.name.lower())
            if wanted is None:
                raise errors.jql(f"Unable to find JQL function '{operand.text}'.")
            return {row["id"] for row in self.state.sprints if row.get("state") == wanted}
        found = {row["id"] for row in self.state.sprints if operand.text.lower() in tokens_of(row)}
        if not found:
            raise no_value(operand, field)
        return found

    # -- custom fields ---------------------------------------------------------------------------------

    def _custom(self, name: str) -> Kind | None:
        row = self.state.field(name)
        if row is None or not row["custom"]:
            return None
        field, custom = row["id"], str(row["schema"].get("custom", ""))
        if custom in (kinds.SPRINT, kinds.EPIC_LINK):
            return self._special("sprint" if custom == kinds.SPRINT else "epic link")
        if custom in (kinds.DATE, kinds.DATETIME):
            return Instant(lambda issue: issue["fields"].get(field))
        if row["schema"]["type"] == "number":
            return Number(lambda issue: issue["fields"].get(field))
        if custom in (kinds.TEXTAREA, kinds.TEXTFIELD):
            return Prose(lambda issue: [texts.as_plain(issue["fields"].get(field))])
        return Choice(lambda issue: tokens_of(issue["fields"].get(field)), plain_value)


def _people(value: Any) -> set[str]:
    return {str(value[MARK]).lower()} if isinstance(value, dict) and MARK in value else set()


def _comments(row: Json) -> list[str]:
    return [texts.as_plain(comment["body"]) for comment in row["comments"]]
