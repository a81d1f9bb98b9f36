"""Puts the team's labels on Jira's own issues (``mark_source``), and carries the client's messages to them.

Labels go by verb, so that nobody's label is ever lost, and in the same request the issue's property says which are
ours. Before each write the issue itself is asked: a search may be minutes behind (API-FACTS 0.5).

Every comment that is written there is internal: hidden from a service desk's customers, and restricted to the
configured role or group where there is one; both are said again with every change of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trackerbridge.config.schema import PublishConfig, Settings, SourceConfig
from trackerbridge.errors import TrackerRefused, UsageError
from trackerbridge.model import Comment, Completeness, Gap
from trackerbridge.people import Sides
from trackerbridge.trackers.base import TEAM_LABELS, Board, BoardCard, BoardLabel, Capabilities, Finding, Writer
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.bodies import body_of
from trackerbridge.trackers.jira.client_writer import LONGEST_TEXT, JiraClientWriter
from trackerbridge.trackers.jira.comments import INTERNAL, comments_of
from trackerbridge.trackers.jira.errors import NotPermitted
from trackerbridge.trackers.jira.labels import PREFIX, THEIRS, Labelled
from trackerbridge.trackers.jira.mapping import source_of
from trackerbridge.trackers.jira.people import People
from trackerbridge.trackers.jira.search import search

if TYPE_CHECKING:
    from trackerbridge.plan.changes import Change

_ASKED = ("summary", "labels", "project")


class JiraWriter(Writer):
    """The team's labels on the issues of one query, for one project of ours."""

    capabilities = Capabilities(reads=True, writes=True, marks_source=True, history=True, comments=True)

    def __init__(self, api: JiraApi, jql: str, project: str = "", visibility: str = "") -> None:
        """``project``: its name in the configuration; what another one put on is left to that one.

        ``visibility``: ``role:NAME`` or ``group:NAME``, whose members alone read the comments that we write.
        """
        self._api = api
        self._visibility = visibility
        self._jql = jql
        self._project = project

    @classmethod
    def from_config(cls, settings: Settings, publish: PublishConfig, transport: Transport | None) -> Writer:
        """A client's side on Jira: see :class:`JiraClientWriter`."""
        return JiraClientWriter.from_config(settings, publish, transport)

    @classmethod
    def on_source(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> JiraWriter:
        """For the issues of a source with ``jql``. Raises UsageError without one."""
        if transport is None or not source.jql:
            raise UsageError("A Jira source needs a connection and a query.", hint="Add both to the source.")
        return cls(JiraApi.on(transport), source.jql, settings.name, source.comment_visibility)

    def read(self) -> Board:
        """The issues as cards with their team labels: as this run's pull saw them, or by a look of its own."""
        seen = self._api.labelled.pop(self._jql, None)
        issues, gaps = (seen, ()) if seen is not None else self._look(self._jql)
        left, more = self._left_behind(issues)
        issues, gaps = [self._told(issue) for issue in (*issues, *left)], (*gaps, *more)
        cards = tuple(
            BoardCard(id=each.id, title=each.title, description="", list_id="", label_ids=each.label_ids(self._project))
            for each in issues
        )
        return Board(
            id=source_of(self._api.known_as),
            name=self._jql,
            labels=tuple(_labels(cards)),
            labels_by_name=True,
            cards=cards,
            url=self._api.site,
            completeness=Completeness(gaps=gaps),
        )

    def check(self) -> list[Finding]:
        """Nothing more: the connector's check speaks of labels too."""
        return []

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        """Put one label on an issue or take one off; write a comment or change one of ours. Nothing else."""
        if change.kind == "comment" and change.action == "create":
            return self._api.create_comment(ids[change.on], self._comment(change))
        if change.kind == "comment" and change.action == "update":
            self._api.change(f"{ids[change.on]}/comment/{change.remote_id}", self._comment(change))
            return change.remote_id
        if change.kind != "card" or change.action not in ("label", "unlabel"):
            raise TrackerRefused(
                f"Jira's writer cannot {change.action} a {change.kind}.", hint="Report this: the plan should not ask."
            )
        for ref in change.label_refs:
            self._set(change.remote_id, ids[ref], on=change.action == "label")
        return change.remote_id

    def comments_on(self, remote_id: str) -> tuple[Comment, ...]:
        """Of one issue alone."""
        found = self._api.comments(remote_id)
        return comments_of({"fields": {"comment": {"comments": found}}}, People(Sides()), {})

    def _comment(self, change: Change) -> dict[str, Any]:
        words = str(change.fields["text"].after)
        if len(words) > LONGEST_TEXT:
            raise TrackerRefused(
                f"The text of {change.ref} has {len(words)} characters, and Jira takes {LONGEST_TEXT}.",
                hint="Nothing was sent.",
            )
        kind, _, name = (each.strip() for each in self._visibility.partition(":"))
        restricted = {"visibility": {"type": kind, "value": name}} if name else {}
        return {"body": body_of(words, cloud=self._api.cloud), "properties": [INTERNAL], **restricted}

    def _look(self, jql: str) -> tuple[list[Labelled], tuple[Gap, ...]]:
        self._api.me()
        found = search(self._api, jql, _ASKED)
        return [Labelled.of(issue, told=self._api.cloud) for issue in found.issues], tuple(found.gaps)

    def _left_behind(self, issues: Sequence[Labelled]) -> tuple[list[Labelled], tuple[Gap, ...]]:
        """Issues with team labels that left the query, in its projects: what was put on them comes off again."""
        projects = sorted({issue.project for issue in issues if issue.project})
        if not projects:
            return [], ()
        found, gaps = self._look(f"project in ({_listed(projects)}) AND labels in ({_listed(TEAM_LABELS)})")
        known = {issue.id for issue in issues}
        return [issue for issue in found if issue.id not in known], gaps

    def _told(self, issue: Labelled) -> Labelled:
        """Data Center's search does not tell properties: the few issues that carry a team label are asked.

        One that cannot be looked at any more keeps what it carries.
        """
        if issue.noted is not None or not issue.team_labels:
            return issue
        try:
            return self._api.labels_of(issue.id)
        except (TrackerRefused, NotPermitted):
            return issue

    def _set(self, issue_id: str, label: str, *, on: bool) -> None:
        """As the issue stands now: what is so already is left, and what is not this project's is never taken off."""
        if not label.startswith(PREFIX):
            raise TrackerRefused(f"{label!r} is no label of ours, so it was left alone.", hint="Report this.")
        issue = self._api.labels_of(issue_id)
        ours = issue.put_on_by(self._project)
        if on is (label in issue.labels) or (not on and label not in ours):
            return
        noted = issue.noting(self._project, ours | {label} if on else ours - {label})
        self._api.set_label(issue.id, label, on=on, noted=noted, quietly=self._api.may_be_quiet(issue.project))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _labels(cards: Iterable[BoardCard]) -> Iterable[BoardLabel]:
    worn = {label for card in cards for label in card.label_ids}
    for label in sorted(worn):
        yield BoardLabel(label, label.removeprefix(THEIRS), removable=not label.startswith(THEIRS))
