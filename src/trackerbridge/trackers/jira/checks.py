"""What ``trackerbridge check`` says of a Jira source. Refusals become findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urlsplit

from trackerbridge.clock import Calendar
from trackerbridge.errors import TrackerRefused
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.sentence import Sentence
from trackerbridge.people import Sides
from trackerbridge.trackers.base import Finding
from trackerbridge.trackers.findings import unnamed, until_refused
from trackerbridge.trackers.jira.api import GATEWAY, JiraApi
from trackerbridge.trackers.jira.comments import comments_of
from trackerbridge.trackers.jira.errors import JqlRefused, NothingThere
from trackerbridge.trackers.jira.fields import Fields, dates_for_clients
from trackerbridge.trackers.jira.jql import projects_of
from trackerbridge.trackers.jira.people import People
from trackerbridge.trackers.jira.seen import must_restrict, must_see_projects, projects_in
from trackerbridge.trackers.jira.values import zone_named
from trackerbridge.trackers.values import objects, part, text, unique

_NOT_LET_IN = 3
_WRONG = 2
_LOOKED_AT = 50
_SKEW = timedelta(minutes=5)
_NOBODYS = "Wrote comments, and is not named as team or client: {who}."


@dataclass(frozen=True)
class Checked:
    """What is to be checked: a query, who is who, when days end, the field of the client's date, team labels."""

    jql: str
    sides: Sides
    calendar: Calendar
    date_field: str = ""
    marks: bool = False


def check_source(api: JiraApi, wanted: Checked) -> list[Finding]:
    """The findings up to the first refusal, and that one."""
    return until_refused(_findings(api, wanted))


def _findings(api: JiraApi, wanted: Checked) -> Iterator[Finding]:
    server = api.server()
    yield from _account(api, server)
    yield from _clocks(api, wanted.calendar)
    yield from _client_date(api, wanted.date_field)
    issues = _looked_at(api, wanted.jql)
    must_see_projects(api, wanted.jql, projects_in(issues))
    yield _query(issues)
    yield from _permissions(api, wanted, issues)
    yield from _people(issues, wanted.sides)
    yield Finding(
        ok=True, what=Sentence("Jira tells its rate limits only when one is met; a run waits then, within its budget.")
    )


def _account(api: JiraApi, server: Mapping[str, Any]) -> Iterator[Finding]:
    me = api.me(anew=True)
    kind = "Cloud" if api.cloud else "Data Center"
    who = text(me.get("displayName")) or text(me.get("name"))
    yield Finding(
        ok=True,
        what=Sentence(
            "Jira {kind} {version} lets us in as {who}.", kind=kind, version=text(server.get("version")), who=who
        ),
    )
    if not api.cloud:
        yield Finding(
            ok=True, what=Sentence("Jira does not tell when a personal access token ends: see your Jira profile.")
        )
        return
    scoped = urlsplit(api.transport.base_url).hostname == GATEWAY
    yield Finding(
        ok=True,
        what=Sentence(
            "The account uses a token with scopes. Jira does not tell when it ends: within a year of being made."
            if scoped
            else "The account uses an API token. Jira does not tell when it ends: within a year of being made."
        ),
        hint=Sentence("Note the day on which it was made, and make a new one in time."),
    )
    if scoped and not api.transport.browse_url:
        yield Finding(
            ok=True,
            what=Sentence("Links to issues go to {site}, since the connection has no browse_url.", site=api.site),
            hint=Sentence("Add {line} to the connection.", line='browse_url = "https://YOURS.atlassian.net"'),
        )


def _clocks(api: JiraApi, calendar: Calendar) -> Iterator[Finding]:
    """Jira's clock beside ours, and the zone in which it reads days in a query (API-FACTS 1.2)."""
    told = api.transport.server_time
    skew = abs(datetime.now(UTC) - told) if told else timedelta(0)
    if skew > _SKEW:
        yield Finding(
            ok=True,
            what=Sentence(
                "This machine's clock and Jira's differ by {minutes} minutes.",
                minutes=f"{skew.total_seconds() / 60:.0f}",
            ),
            hint=Sentence("Set this machine's clock: late and early are judged by it."),
        )
    named = text(api.me().get("timeZone"))
    if named and not _same_days(named, calendar.zone):
        yield Finding(
            ok=True,
            what=Sentence(
                "The account's time zone is {theirs} and the project's {ours}: days in the jql, such as "
                "startOfDay(), are the account's.",
                theirs=named,
                ours=calendar.zone,
            ),
            hint=Sentence("Set the project's time zone in the account's Jira profile, if the query speaks of days."),
        )


def _same_days(named: str, zone: tzinfo) -> bool:
    theirs = zone_named(named)
    if theirs is None:
        return True
    year = datetime.now(UTC).year
    moments = [datetime(year, month, 1, tzinfo=UTC) for month in (1, 4, 7, 10)]
    return all(theirs.utcoffset(moment) == moment.astimezone(zone).utcoffset() for moment in moments)


def _client_date(api: JiraApi, name: str) -> Iterator[Finding]:
    if not name:
        return
    known = Fields.of(api.fields(anew=True))
    if known.called(name):
        yield Finding(ok=True, what=Sentence("The client's date is the field “{name}”.", name=name))
        return
    yield Finding(
        ok=False,
        what=Sentence("This Jira has no field named “{name}”, which dates.client names.", name=name),
        hint=dates_for_clients(api.fields()),
        exit_code=_WRONG,
    )


def _looked_at(api: JiraApi, jql: str) -> Sequence[Mapping[str, Any]]:
    """Some issues of the query: it is understood, and shows who writes there."""
    must_restrict(api, jql)
    asked = ("project", "comment", "creator", "reporter", "assignee")
    try:
        page = api.cloud_page(jql, asked, size=_LOOKED_AT) if api.cloud else api.dc_page(jql, asked, size=_LOOKED_AT)
    except JqlRefused:
        must_see_projects(api, jql)
        raise
    return objects(page.get("issues"))


def _query(issues: Sequence[Mapping[str, Any]]) -> Finding:
    if not issues:
        return Finding(
            ok=True, what=Sentence("The query is understood, and finds nothing yet."), hint=Sentence("Check the jql.")
        )
    keys = unique([text(part(issue, "fields", "project", "key")) for issue in issues])
    return Finding(ok=True, what=Sentence("The query finds issues of {projects}.", projects=", ".join(keys[:10])))


def _permissions(api: JiraApi, wanted: Checked, issues: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    needed = ["BROWSE_PROJECTS", *(["EDIT_ISSUES"] if wanted.marks else [])]
    keys = unique([text(part(issue, "fields", "project", "key")) for issue in issues]) or projects_of(wanted.jql)
    for key in keys[:10]:
        held = _held(api, needed, key)
        if held is None:
            yield Finding(
                ok=True,
                what=Sentence("Jira does not tell what the account may do in the project {project}.", project=key),
            )
            continue
        missing = [name for name in needed if not held[name]]
        if missing:
            yield Finding(
                ok=False,
                what=Sentence(
                    "The account lacks {rights} in the project {project}.", rights=" and ".join(missing), project=key
                ),
                hint=Sentence(
                    "Have a project administrator give it that permission. EDIT_ISSUES is needed for mark_source only."
                    if "EDIT_ISSUES" in missing
                    else "Have a project administrator give it that permission."
                ),
                exit_code=_NOT_LET_IN,
            )
        else:
            yield Finding(
                ok=True,
                what=Sentence(
                    "The account may read and label issues of {project}."
                    if wanted.marks
                    else "The account may read issues of {project}.",
                    project=key,
                ),
            )
    if wanted.marks and issues:
        yield from _label_field(api, text(issues[0].get("key")))


def _held(api: JiraApi, needed: Sequence[str], project: str) -> Mapping[str, bool] | None:
    try:
        return api.permissions(*needed, project=project)
    except (TrackerRefused, NothingThere):
        return None


def _label_field(api: JiraApi, issue: str) -> Iterator[Finding]:
    """Labels can be put only where the field is on the issue's screen (API-FACTS 1.3)."""
    if "labels" not in api.editable(issue):
        yield Finding(
            ok=False,
            what=Sentence(
                "Labels are not on the edit screen of {issue}, so team labels cannot be put there.", issue=issue
            ),
            hint=Sentence("Add the field Labels to the project's edit screen, or set publish.mark_source = false."),
            exit_code=_NOT_LET_IN,
        )


def _people(issues: Sequence[Mapping[str, Any]], sides: Sides) -> Iterator[Finding]:
    people = People(sides)
    authors = (comment.author for issue in issues for comment in comments_of(issue, people) if comment.author)
    yield from unnamed(authors, sides, standing=_NOBODYS)
