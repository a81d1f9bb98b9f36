"""Reads the issues of a Jira query: 1,000 of them on Cloud in thirteen requests and those for what a search leaves out.

What the server is, the account, the fields, the issues by pages; then what is still missing: histories longer than
forty entries in bulk, and further comments of the issues that have many.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Settings, SourceConfig
from trackerbridge.errors import UsageError
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.base import Capabilities, Connector, Finding
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.checks import Checked, check_source
from trackerbridge.trackers.jira.errors import JqlRefused
from trackerbridge.trackers.jira.fields import Fields, Role, dates_for_clients
from trackerbridge.trackers.jira.looked import KeptLooks, Looked, Making
from trackerbridge.trackers.jira.mapping import snapshot_of, source_of
from trackerbridge.trackers.jira.reading import QueryReader, Read
from trackerbridge.trackers.jira.seen import must_restrict, must_see_projects
from trackerbridge.trackers.jira.survey import Survey

_ASKED = (
    "summary", "description", "status", "issuetype", "project", "parent", "subtasks", "duedate", "created", "updated",
    "resolution", "resolutiondate", "assignee", "reporter", "creator", "labels", "components", "fixVersions",
    "priority", "issuelinks", "timeoriginalestimate", "comment", "attachment", "archiveddate",
)  # fmt: skip


class JiraConnector(Connector):
    """One Jira query as a source, on Cloud or Data Center."""

    capabilities = Capabilities(reads=True, marks_source=True, history=True, comments=True)

    def __init__(
        self,
        api: JiraApi,
        jql: str,
        *,
        stages: StageMap,
        sides: Sides,
        calendar: Calendar,
        date_field: str = "",
        only_source: bool = True,
        marks: bool = False,
        restricted: bool = False,
    ) -> None:
        """``date_field``: the custom field that holds the client's date; ``marks``: team labels are put on issues.

        ``only_source``: nothing else could have that field. ``restricted``: comments that we write on these issues are
        for a role or a group alone.
        """
        self._api = api
        self._jql = jql
        self._stages = stages
        self._sides = sides
        self._calendar = calendar
        self._date_field = date_field
        self._only_source = only_source
        self._marks = marks
        self._restricted = restricted

    @classmethod
    def from_config(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> JiraConnector:
        """From a source with ``jql``. Raises UsageError without one."""
        if transport is None or not source.jql:
            raise UsageError(
                "A Jira source needs a connection and a query.", hint='Add jql = "project = WEB" to the source.'
            )
        project = settings.project
        kind, _, name = project.dates.client.partition(":")
        return cls(
            JiraApi.on(transport),
            source.jql,
            stages=StageMap.of(project.statuses),
            sides=Sides.of(project.team, project.client),
            calendar=settings.calendar,
            date_field=name.strip() if kind == "field" else "",
            only_source=len(project.sources) == 1,
            marks=bool(project.publish and project.publish.mark_source),
            restricted=bool(source.comment_visibility),
        )

    def pull(self, *, now: datetime) -> Snapshot:
        """Every issue of the query with its whole history and comments.

        Raises NotLetIn for a project that the account cannot see, JqlRefused in Jira's own words for a query it does
        not understand, UsageError where nothing has the field that holds the client's dates.
        """
        self._api.server()
        self._api.me()
        looked = self._looked(self._fields(), now)
        must_see_projects(self._api, self._jql, looked.projects)
        if self._marks:
            self._api.labelled[self._jql] = list(looked.labelled)
        return replace(looked.snapshot, pulled_at=now, may_lag=self._api.cloud)

    def check(self) -> list[Finding]:
        """What Jira this is, who we are there, what we may do, and what the query and the people need."""
        return check_source(
            self._api, Checked(self._jql, self._sides, self._calendar, self._date_field, marks=self._marks)
        )

    def _looked(self, fields: Fields, now: datetime) -> Looked:
        """What the query finds: as it was made of the issues at an earlier look, if nothing is new, else made anew."""
        making = self._making(fields)
        must_restrict(self._api, self._jql)
        reader, kept = QueryReader(self._api, self._jql, making.asked), KeptLooks(self._api.transport.keep, making)
        looked = kept.get(reader.unchanged())
        if looked is None:
            looked = self._made(reader, kept.get(reader.changed()), making, now)
            kept.put(reader.look, looked)
        return looked

    def _making(self, fields: Fields) -> Making:
        return Making(
            account=self._api.transport.identity,
            cloud=self._api.cloud,
            source=source_of(self._api.known_as),
            site=self._api.site,
            jql=self._jql,
            asked=asked_fields(fields, self._date_field),
            fields=fields,
            stages=self._stages,
            sides=self._sides,
            restricted=self._restricted,
            notes=tuple(self._unknown_field(fields)),
        )

    def _made(self, reader: QueryReader, before: Looked | None, making: Making, now: datetime) -> Looked:
        """The issues as tasks. Those of the look ``before`` serve again where they would become the same."""
        found = self._found(reader, making)
        survey, still = found.survey, before.still(found.issues, found.survey) if before else {}
        snapshot = snapshot_of(
            found.issues.without(still),
            survey,
            known=still.values(),
            source=making.source,
            asked=making.jql,
            pulled_at=now,
            site=making.site,
            title="" if found.issues else making.jql,
            gaps=found.gaps,
            notes=[*found.notes, *making.notes],
            secluded=making.restricted or survey.all_service_desks,
        )
        return Looked(snapshot, survey.labelled, survey.projects, survey.statuses.categories)

    def _found(self, reader: QueryReader, making: Making) -> Read:
        """The issues. A query over a project that cannot be seen is refused as if it had a typo, so that is told."""
        try:
            return reader.read(
                lambda: Survey(stages=making.stages, sides=making.sides, fields=making.fields, properties=making.cloud)
            )
        except JqlRefused:
            must_see_projects(self._api, self._jql)
            raise

    def _fields(self) -> Fields:
        """The fields of this Jira, with the one that is configured as new as it may be."""
        known = Fields.of(self._api.fields())
        new = self._date_field and not known.called(self._date_field)
        return Fields.of(self._api.fields(anew=True)) if new else known

    def _unknown_field(self, fields: Fields) -> list[str]:
        if not self._date_field or fields.called(self._date_field):
            return []
        said = f"This Jira has no field named “{self._date_field}”, which dates.client names."
        if self._only_source:  # or every date would silently vanish from the client's board
            raise UsageError(said, hint=dates_for_clients(self._api.fields()))
        return [said]


def asked_fields(fields: Fields, date_field: str = "") -> tuple[str, ...]:
    """What is asked of every issue: the fields that the model knows, by their type, and the one that is configured."""
    own = (role for role in Role if role is not Role.NOISE)
    return (*_ASKED, *fields.ids(*own), *(fields.called(date_field) if date_field else ()))
