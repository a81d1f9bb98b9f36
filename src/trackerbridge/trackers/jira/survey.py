"""What issues tell only together: their order, who is in them, what their statuses mean, what is missing. Pure.

Each issue is seen once, in any order, and need not stay: so a query of any size is mapped with one issue at hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from trackerbridge.model import Evidence
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.fields import Fields, Role
from trackerbridge.trackers.jira.gaps import Missing
from trackerbridge.trackers.jira.labels import Labelled
from trackerbridge.trackers.jira.people import People
from trackerbridge.trackers.jira.statuses import Seen, Statuses
from trackerbridge.trackers.jira.values import ident, project_names, site_of
from trackerbridge.trackers.values import part, text, unique

_TOLD_BY = {
    "duedate": Evidence.DUE_DATES,
    "labels": Evidence.LABELS,
    "assignee": Evidence.OWNERS,
    "description": Evidence.DESCRIPTIONS,
    "comment": Evidence.COMMENTS,
}
_TITLED = 3  # projects in a title


class Survey:
    """A look at every issue of a source before the first is mapped."""

    def __init__(self, *, stages: StageMap, sides: Sides, fields: Fields, properties: bool = False) -> None:
        """``properties``: the answers tell those of the issues that have any (:meth:`Labelled.of`)."""
        self.people = People(sides)
        self.missing = Missing()
        self.site = ""  # as the first of the issues' own links has it
        self.fields = fields
        self._properties = properties
        self._labelled: list[Labelled] = []
        self.knows_client = sides.knows_client
        self._stages = stages
        self._statuses = Seen()
        self._names: Counter[str] = Counter()
        self._called: set[str] = set()
        self._kinds: set[str] = set()
        self._told: set[Evidence] = set()
        self._ranks: list[tuple[str, int, str, str]] = []

    def take(self, issue: Mapping[str, Any]) -> None:
        """Look at one more."""
        fields = issue["fields"]
        self.people.meet_in(issue)
        self.missing.take(issue)
        self._statuses.take(issue)
        project = fields.get("project")
        self._names[text(part(project, "name")) or _project(issue)] += 1
        self._called.update(project_names(project))
        self._kinds.add(text(part(project, "projectTypeKey")))
        self._told.update(what for name, what in _TOLD_BY.items() if name in fields)
        if isinstance(issue.get("changelog"), dict):
            self._told.add(Evidence.HISTORY)
        self._ranks.append(self._rank(issue))
        self._labelled.append(Labelled.of(issue, told=self._properties))
        self.site = self.site or site_of(issue.get("self"))

    def _rank(self, issue: Mapping[str, Any]) -> tuple[str, int, str, str]:
        """As the team ranked them, else as they were made: never the query's order, which one comment may change."""
        own = ident(issue.get("id"))
        rank = text(self.fields.first(issue["fields"], Role.RANK)) or "~"
        return rank, int(own) if own.isdecimal() else 0, text(issue.get("key")), identity(issue)

    @property
    def places(self) -> dict[str, int]:
        """Where each issue stands among all, by :func:`identity`."""
        return {own: place for place, (_, _, _, own) in enumerate(sorted(self._ranks))}

    @property
    def labelled(self) -> tuple[Labelled, ...]:
        """The issues as their labels stand, in the order in which they were made."""
        return tuple(sorted(self._labelled, key=lambda each: (len(each.id), each.id)))

    @property
    def statuses(self) -> Statuses:
        """What the statuses mean."""
        return self._statuses.read_by(self._stages)

    @property
    def title(self) -> str:
        """The projects' names, the fullest first, whatever order the issues came in."""
        names = self._names
        return ", ".join(unique(sorted(names, key=lambda name: (-names[name], name))[:_TITLED]))

    @property
    def projects(self) -> tuple[str, ...]:
        """What the issues' projects may be called in a query."""
        return tuple(sorted(self._called))

    @property
    def all_service_desks(self) -> bool:
        """Whether every issue is in a service desk: there a comment can be hidden from the customer (API-FACTS 1.5)."""
        return self._kinds == {"service_desk"}

    @property
    def told(self) -> frozenset[Evidence]:
        """What the issues can tell: what none of them mentions was not asked for, or is not used there."""
        return frozenset(self._told) if self._ranks else frozenset((*_TOLD_BY.values(), Evidence.HISTORY))


def surveyed(survey: Survey, issues: Iterable[Mapping[str, Any]]) -> Survey:
    """The survey, after a look at all of these."""
    for issue in issues:
        survey.take(issue)
    return survey


def identity(issue: Mapping[str, Any]) -> str:
    """What no other issue of the site has."""
    return ident(issue.get("id")) or text(issue.get("key"))


def _project(issue: Mapping[str, Any]) -> str:
    return text(part(issue, "fields", "project", "key")) or text(issue.get("key")).rpartition("-")[0]
