"""A Jira project as the client's side: issues are cards, their statuses lists (docs/decisions/0024).

Reads in one search and four questions about the project; a card that the ledger knows and the search does not show is
asked for by itself, so that a search that lags behind (API-FACTS 0.5) never makes a card twice. A status is reached by
a transition of the workflow; nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.errors import PartlyRefused, TrackerRefused, UsageError
from trackerbridge.markup.reference import apart
from trackerbridge.model import Gap
from trackerbridge.model.offer import label_number
from trackerbridge.people import Sides
from trackerbridge.trackers.base import UNSURE, Board, Capabilities, Finding, Writer
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.bodies import body_of
from trackerbridge.trackers.jira.client_checks import check_project
from trackerbridge.trackers.jira.completing import complete_comments, complete_histories
from trackerbridge.trackers.jira.errors import NotPermitted
from trackerbridge.trackers.jira.labels import CARD
from trackerbridge.trackers.jira.place import Place, place_in
from trackerbridge.trackers.jira.recalling import recalled
from trackerbridge.trackers.jira.search import search
from trackerbridge.trackers.jira.target import ARCHIVED, FIELDS, Target
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.jira.walking import MOST_STEPS, next_step
from trackerbridge.trackers.values import part, text

if TYPE_CHECKING:
    from trackerbridge.plan.changes import Change

LONGEST_TITLE = 255
LONGEST_TEXT = 32_767
_FRESH = 50  # the most issues of which a search can be told that they changed a moment ago


class JiraClientWriter(Writer):
    """One project that we write to."""

    capabilities = Capabilities(reads=True, writes=True, history=True, comments=True, replies=True)

    def __init__(self, api: JiraApi, project: str, *, sides: Sides, calendar: Calendar, issue_type: str = "") -> None:
        self._api = api
        self._project = project
        self._sides = sides
        self._calendar = calendar
        self._issue_type = issue_type
        self._known: Mapping[str, datetime] = {}
        self._place: Place | None = None

    @classmethod
    def from_config(cls, settings: Settings, publish: PublishConfig, transport: Transport | None) -> JiraClientWriter:
        """From ``publish`` with a project. Raises UsageError without one."""
        if transport is None or not publish.project:
            raise UsageError(
                "Publishing to Jira needs a connection and a project.", hint='Add project = "KEY" to publish.'
            )
        project = settings.project
        return cls(
            JiraApi.on(transport),
            publish.project,
            sides=Sides.of(project.team, project.client),
            calendar=settings.client_calendar,
            issue_type=publish.issue_type,
        )

    def knowing(self, ids: Mapping[str, datetime]) -> JiraClientWriter:
        """What is ours by the ledger: asked for by itself where the search does not show it."""
        self._known = ids
        return self

    def read(self) -> Board:
        """Every issue of the project, with its comments."""
        place = self._where()
        newest = sorted(filter(str.isdigit, self._known), key=lambda each: self._known[each], reverse=True)
        found = search(self._api, f'project = "{place.key}" ORDER BY created ASC', FIELDS, fresh=newest[:_FRESH])
        issues = [dict(issue) for issue in found.issues]
        issues += self._unseen({ident(issue.get("id")) for issue in issues})
        complete_comments(self._api, issues)
        complete_histories(self._api, [issue for issue in issues if _numbered(issue)])
        if not self._api.cloud:
            issues = [self._with_reference(issue) for issue in issues]
        return self._board(issues, found.gaps)

    def recall(self, board: Board, *, lost: bool) -> Board:
        """With the issues that the search did not show yet, and how many numbers stand for nothing any more."""
        found = recalled(self._api, self._where().key, board, lost=lost)
        issues = [dict(issue) for issue in found.issues]
        complete_comments(self._api, issues)
        complete_histories(self._api, [issue for issue in issues if _numbered(issue)])
        besides = self._board(issues)
        return replace(
            board, cards=(*board.cards, *besides.cards), gone=found.gone,
            labels=tuple({each.id: each for each in (*board.labels, *besides.labels)}.values()),
            members=tuple({each.id: each for each in (*board.members, *besides.members)}.values()),
        )  # fmt: skip

    def _board(self, issues: Sequence[Mapping[str, Any]], gaps: Iterable[Gap] = ()) -> Board:
        place = self._where()
        target = Target(
            site=self._api.site, key=place.key, name=place.name, account=place.account, workflow=place.workflow,
            calendar=self._calendar, keeps_due=place.keeps_due, cloud=self._api.cloud, public=place.public,
        )  # fmt: skip
        return target.board(issues, sides=self._sides, gaps=gaps)

    def check(self) -> list[Finding]:
        """May we write there, who sees it, what the workflow can say."""
        return check_project(self._api, self._project, self._issue_type)

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        """One change. Raises TrackerRefused, before sending, for too long a text or a status that is out of reach."""
        _refuse_long(change)
        issue = change.remote_id or ids.get(change.on or change.ref, "")
        match change.action, change.kind:
            case "create", "card":
                return self._create(change, ids)
            case "create", "comment":
                return self._api.create_comment(ids[change.on], self._comment(change))
            case "update", "comment":
                self._api.change(f"{ids[change.on]}/comment/{change.remote_id}", self._comment(change))
                return change.remote_id
            case "update" | "move", "card":
                self._update(issue, change, ids)
            case ("label" | "unlabel") as action, "card":
                self._set_labels(issue, change, ids, on=action == "label")
            case "archive", "card":
                end = self._where().workflow.end
                self._go(issue, end, self._ways(issue, end), {})
                self._api.change(issue, {"update": {"labels": [{"add": ARCHIVED}]}})
            case "restore", "card":
                self._api.change(issue, {"update": {"labels": [{"remove": ARCHIVED}]}})
            case _:
                raise TrackerRefused(
                    f"Jira's writer cannot {change.action} a {change.kind}.",
                    hint="Report this: the plan should not ask.",
                )
        return issue

    def _where(self) -> Place:
        if self._place is None:
            self._place = place_in(self._api, self._project, self._issue_type)
        return self._place

    def _unseen(self, seen: set[str]) -> list[dict[str, Any]]:
        """Cards of ours that the search did not show: not there yet for it, or moved away, or gone."""
        found = []
        for issue in self._known.keys() - seen:
            try:
                one = dict(self._api.card(issue, (*FIELDS, "project")))
            except (TrackerRefused, NotPermitted):
                continue  # gone
            if text(part(one, "fields", "project", "key")) == self._where().key:
                found.append(one)
        return found

    def _with_reference(self, issue: dict[str, Any]) -> dict[str, Any]:
        """Data Center's search does not tell properties: what the ledger does not know, and we made, is asked for."""
        ours = _author(part(issue, "fields", "reporter")) == self._where().account
        if self._known.get(ident(issue.get("id")), UNSURE) != UNSURE or not ours:
            return issue
        return {**issue, "properties": self._api.card(ident(issue.get("id")), ("summary",)).get("properties")}

    def _create(self, change: Change, ids: Mapping[str, str]) -> str:
        place = self._where()
        if change.list_ref:
            _resolved(change.list_ref, ids)  # new issues all appear at the beginning; a list that is nowhere is refused
        fields = self._fields(change) | {"project": {"key": place.key}, "issuetype": {"id": place.issue_type}}
        if change.label_refs:
            fields["labels"] = _labels(change, ids)
        return self._api.create_issue({"fields": fields, "properties": _properties(change)})

    def _fields(self, change: Change) -> dict[str, Any]:
        """What the change names, as Jira wants it; a status is no field."""
        found: dict[str, Any] = {}
        if "title" in change.fields:
            found["summary"] = str(change.fields["title"].after)
        if "description" in change.fields:
            before, after = (apart(str(one or "")) for one in _both(change, "description"))
            if _words(before[0]) != _words(after[0]):
                found["description"] = body_of(after[0], cloud=self._api.cloud)
        if "due" in change.fields:
            due = change.fields["due"].after
            found["duedate"] = self._calendar.day_of(datetime.fromisoformat(str(due))).isoformat() if due else None
        return found

    def _update(self, issue: str, change: Change, ids: Mapping[str, str]) -> None:
        """Words and dates go out also where the workflow has no way to the status that goes with them."""
        fields, properties = self._fields(change), _properties(change)
        if fields or not change.list_ref:
            self._api.change(issue, {"fields": fields, "properties": properties})
        if not change.list_ref:
            return
        status, besides = _resolved(change.list_ref, ids), {"properties": properties}
        try:
            self._go(issue, status, self._ways(issue, status), besides if properties and not fields else {})
        except TrackerRefused as error:
            if not fields:
                raise
            raise PartlyRefused(error, frozenset({"list"})) from None

    def _ways(self, issue: str, status: str, been: Collection[str] = ()) -> dict[str, str]:
        """The next step towards a status, and the transition that takes it; nothing where the issue stands there."""
        open_ways = {ident(part(each, "to", "id")): ident(each.get("id")) for each in self._api.transitions(issue)}
        if status in open_ways:
            return {status: open_ways[status]}
        here = ident(part(self._api.card(issue, ("status",)), "fields", "status", "id"))
        if here == status:
            return {}
        workflow = self._where().workflow
        if (step := next_step(workflow, here, status, open_ways, been)) and len(been) < MOST_STEPS:
            return {step: open_ways[step]}
        named = next((one.name for one in workflow.statuses if one.id == status), status)
        raise TrackerRefused(
            f"The workflow of {self._where().key} has no way to “{named}” from where this issue stands.",
            hint="Name another status under publish.lists, or have an administrator add the transition.",
        )

    def _go(self, issue: str, status: str, ways: Mapping[str, str], besides: Mapping[str, Any]) -> None:
        """Along the workflow to a status, and then what comes besides: a transition drops properties."""
        been: list[str] = []
        while ways:
            [(step, transition)] = ways.items()
            self._api.change(f"{issue}/transitions", {"transition": {"id": transition}}, post=True)
            been.append(step)
            ways = {} if step == status else self._ways(issue, status, been)
        if besides:
            self._api.change(issue, besides)

    def _set_labels(self, issue: str, change: Change, ids: Mapping[str, str], *, on: bool) -> None:
        verb = "add" if on else "remove"
        self._api.change(issue, {"update": {"labels": [{verb: label} for label in _labels(change, ids)]}})

    def _comment(self, change: Change) -> dict[str, Any]:
        return {"body": body_of(str(change.fields["text"].after), cloud=self._api.cloud)}


def _numbered(issue: Mapping[str, Any]) -> bool:
    """Whether it wears a label that may be a choice: when it was put on tells which list it was read from."""
    labels = part(issue, "fields", "labels")
    return isinstance(labels, list) and any(label_number(text(label)) is not None for label in labels)


def _properties(change: Change) -> list[dict[str, Any]]:
    """The reference that the description carries, as the issue's property."""
    reference = apart(str(change.fields["description"].after))[1] if "description" in change.fields else ""
    return [{"key": CARD, "value": {"ref": reference}}] if reference else []


def _words(text: str) -> list[list[str]]:
    """What a text says, line by line, whatever spaces stand between its words: Data Center's have none that hold."""
    return [line.split() for line in text.splitlines() if line.strip()]


def _both(change: Change, name: str) -> tuple[Any, Any]:
    return change.fields[name].before, change.fields[name].after


def _author(user: Any) -> str:
    return text(part(user, "accountId")) or text(part(user, "key")) or text(part(user, "name"))


def _labels(change: Change, ids: Mapping[str, str]) -> list[str]:
    return [_resolved(ref, ids) for ref in change.label_refs]


def _resolved(ref: str, ids: Mapping[str, str]) -> str:
    try:
        return ids[ref]
    except KeyError:
        raise TrackerRefused(
            f"The project has nothing that stands for {ref}, so what needs it was left out.",
            hint="Name a status of its workflow under publish.lists.",
        ) from None


def _refuse_long(change: Change) -> None:
    for name, most in (("title", LONGEST_TITLE), ("description", LONGEST_TEXT), ("text", LONGEST_TEXT)):
        said = change.fields[name].after if name in change.fields else ""
        if isinstance(said, str) and len(said) > most:
            raise TrackerRefused(
                f"The {name} of {change.ref} has {len(said)} characters, and Jira takes {most}.",
                hint="Shorten it at the source; nothing was sent.",
            )
