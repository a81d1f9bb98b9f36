"""Jira issues' JSON, as the API gives it (v2 or v3) or as a file holds it, as a Snapshot. Pure.

Tolerant by design: what is missing is empty, and only what is no issue at all is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from trackerbridge.errors import BadInput
from trackerbridge.model import Completeness, Evidence, Gap, Snapshot, Stage, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.fields import Fields, Role
from trackerbridge.trackers.jira.gaps import gaps_in, notes_on
from trackerbridge.trackers.jira.issues import IssueReader
from trackerbridge.trackers.jira.people import People
from trackerbridge.trackers.jira.statuses import Statuses
from trackerbridge.trackers.jira.values import ident, site_of
from trackerbridge.trackers.values import instant, part, text, unique

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TOLD_BY = {
    Evidence.DUE_DATES: "duedate",
    Evidence.LABELS: "labels",
    Evidence.OWNERS: "assignee",
    Evidence.DESCRIPTIONS: "description",
    Evidence.COMMENTS: "comment",
}


def snapshot_from_issues(
    issues: Iterable[Mapping[str, Any]],
    *,
    source: str,
    asked: str = "",
    stages: StageMap,
    sides: Sides,
    pulled_at: datetime,
    fields: Fields | None = None,
    site: str = "",
    title: str = "",
    gaps: Sequence[Gap] = (),
    notes: Sequence[str] = (),
    secluded: bool = False,
) -> Snapshot:
    """The issues as a snapshot. ``changelog`` and ``fields.comment`` are read from the issues themselves.

    ``source`` is its stable name (:func:`source_of`), ``asked`` the query; ``fields`` says which custom field is what
    (``Fields.of`` or ``Fields.of_answer``); ``site`` is the address people browse at, by default that of the issues'
    own links; ``title`` is by default the projects' names. Gaps beyond those that the issues show are ``gaps``.
    Raises BadInput where something in ``issues`` is no Jira issue.
    """
    once = _each_once(issues)
    fields = fields or Fields()
    statuses = Statuses.seen_in(once, stages)
    people = People(sides)
    people.meet(once)
    reader = IssueReader(fields, statuses, people, people.names, site, source)
    tasks = tuple(reader.task(issue, float(place)) for place, issue in enumerate(_by_rank(once, fields)))
    every_gap = (*gaps, *gaps_in(once))
    return Snapshot(
        source=source,
        part=asked,
        title=title or _title(once) or source,
        tasks=tasks,
        completeness=Completeness(_knowledge(once, tasks, sides), every_gap, (*notes, *notes_on(tasks))),
        pulled_at=pulled_at,
        people=people.all(),
        url=site or site_of_issues(once),
        last_activity=max((task.updated_at for task in tasks if task.updated_at), default=None),
        secluded=secluded,
        labels=tuple(sorted({label for task in tasks for label in task.labels})),
        statuses=statuses.names,
    )


def all_service_desks(issues: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every issue is in a service desk: there a comment can be hidden from the customer (API-FACTS 1.5)."""
    kinds = {text(part(issue, "fields", "project", "projectTypeKey")) for issue in issues}
    return kinds == {"service_desk"}


def source_of(site: str) -> str:
    """The site's name as a source, "jira:acme.example~tools": ids are unique on it, whichever query brought the issue.

    Without a slash, since references put one behind it: "…/jira" would else look like something on "…".
    """
    return f"jira:{site.partition('://')[2].rstrip('/').replace('/', '~')}"


def site_of_issues(issues: Iterable[Mapping[str, Any]]) -> str:
    """The address of the site that issues come from, as their own links have it; empty where none has."""
    return next(filter(None, (site_of(part(issue, "self")) for issue in issues)), "")


def _each_once(issues: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Pages may overlap while the site is worked on: of two versions of an issue the newer counts."""
    once: dict[str, Mapping[str, Any]] = {}
    for issue in issues:
        _must_be_an_issue(issue)
        own = ident(issue.get("id")) or text(issue.get("key"))
        if own not in once or _updated(issue) >= _updated(once[own]):
            once[own] = issue
    return list(once.values())


def _must_be_an_issue(issue: Any) -> None:
    if not isinstance(part(issue, "fields"), Mapping) or not text(part(issue, "key")):
        known = text(part(issue, "key")) or ident(part(issue, "id")) or "one of them"
        raise BadInput(
            f"This is no Jira issue: {known} has no key or no fields.",
            hint="Take the whole answer of Jira's search, asked with fields=*all and expand=changelog.",
        )


def _updated(issue: Mapping[str, Any]) -> datetime:
    return instant(part(issue, "fields", "updated")) or _EPOCH


def _by_rank(issues: Sequence[Mapping[str, Any]], fields: Fields) -> list[Mapping[str, Any]]:
    """As the team ranked them, else as they were made: never the query's order, which one comment may change."""
    return sorted(issues, key=lambda issue: (text(fields.first(issue["fields"], Role.RANK)) or "~", _age(issue)))


def _age(issue: Mapping[str, Any]) -> tuple[int, str]:
    own = ident(issue.get("id"))
    return (int(own) if own.isdecimal() else 0, text(issue.get("key")))


def _knowledge(issues: Sequence[Mapping[str, Any]], tasks: Sequence[Task], sides: Sides) -> frozenset[Evidence]:
    """What these issues can tell at all: what none of them mentions was not asked for, or is not used there."""
    found = {what for what, name in _TOLD_BY.items() if not issues or any(name in issue["fields"] for issue in issues)}
    if not issues or any(isinstance(issue.get("changelog"), Mapping) for issue in issues):
        found.add(Evidence.HISTORY)
    if not tasks or any(task.stage is not Stage.UNKNOWN for task in tasks):
        found.add(Evidence.STAGES)
    if sides.knows_client:
        found.add(Evidence.SIDES)
    return frozenset(found)


def _title(issues: Sequence[Mapping[str, Any]]) -> str:
    """The projects' names, the fullest first, whatever order the issues came in."""
    names = Counter(text(part(issue, "fields", "project", "name")) or _project(issue) for issue in issues)
    return ", ".join(unique(sorted(names, key=lambda name: (-names[name], name))[:3]))


def _project(issue: Mapping[str, Any]) -> str:
    return text(part(issue, "fields", "project", "key")) or text(issue.get("key")).rpartition("-")[0]
