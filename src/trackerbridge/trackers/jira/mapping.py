"""Jira issues' JSON, as the API gives it (v2 or v3) or as a file holds it, as a Snapshot. Pure.

Tolerant by design: what is missing is empty, and only what is no issue at all is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from trackerbridge.errors import BadInput
from trackerbridge.model import Completeness, Evidence, Gap, Snapshot, Stage, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.fields import Fields
from trackerbridge.trackers.jira.gaps import notes_on
from trackerbridge.trackers.jira.issues import IssueReader
from trackerbridge.trackers.jira.survey import Survey, identity, surveyed
from trackerbridge.trackers.jira.values import ident, site_of
from trackerbridge.trackers.values import instant, part, text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def snapshot_from_issues(
    issues: Iterable[Mapping[str, Any]], *, stages: StageMap, sides: Sides, fields: Fields | None = None, **more: Any
) -> Snapshot:
    """The issues as a snapshot. ``changelog`` and ``fields.comment`` are read from the issues themselves.

    ``fields`` says which custom field is what (``Fields.of`` or ``Fields.of_answer``); the rest is that of
    :func:`snapshot_of`. Raises BadInput where something in ``issues`` is no Jira issue.
    """
    once = _each_once(issues)
    survey = surveyed(Survey(stages=stages, sides=sides, fields=fields or Fields()), once)
    return snapshot_of(once, survey, **more)


def snapshot_of(
    issues: Iterable[Mapping[str, Any]],
    survey: Survey,
    *,
    source: str,
    asked: str = "",
    pulled_at: datetime,
    site: str = "",
    title: str = "",
    gaps: Sequence[Gap] = (),
    notes: Sequence[str] = (),
    secluded: bool = False,
    known: Iterable[Task] = (),
) -> Snapshot:
    """Issues, each of them once, as a snapshot, after a survey of them all, and of those that are ``known`` as tasks.

    ``source`` is its stable name (:func:`source_of`), ``asked`` the query; ``site`` is the address people browse at, by
    default that of the issues' own links; ``title`` is by default the projects' names. Gaps beyond those that the
    issues show are ``gaps``.
    """
    statuses, people = survey.statuses, survey.people
    reader = IssueReader(survey.fields, statuses, people, people.names, site, source)
    places = survey.places
    mapped = [_placed(task, float(places[task.id])) for task in known]
    mapped += [reader.task(issue, float(places[identity(issue)])) for issue in issues]
    tasks = tuple(sorted(mapped, key=attrgetter("position")))
    return Snapshot(
        source=source,
        part=asked,
        title=title or survey.title or source,
        tasks=tasks,
        completeness=Completeness(
            _knowledge(survey, tasks), (*gaps, *survey.missing.gaps()), (*notes, *notes_on(tasks))
        ),
        pulled_at=pulled_at,
        people=people.all(),
        url=site or survey.site,
        last_activity=max((task.updated_at for task in tasks if task.updated_at), default=None),
        secluded=secluded,
        labels=tuple(sorted({label for task in tasks for label in task.labels})),
        statuses=statuses.names,
    )


def _placed(task: Task, position: float) -> Task:
    return task if task.position == position else replace(task, position=position)


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
        own = identity(issue)
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


def _knowledge(survey: Survey, tasks: Sequence[Task]) -> frozenset[Evidence]:
    found = set(survey.told)
    if not tasks or any(task.stage is not Stage.UNKNOWN for task in tasks):
        found.add(Evidence.STAGES)
    if survey.knows_client:
        found.add(Evidence.SIDES)
    return frozenset(found)
