"""JQL: what it finds, and what it says to a mistake, in Jira's own words."""

from __future__ import annotations

import pytest
from jira import JIRA
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import NOW, small_site

from trackerbridge.sandbox.clock import parse_instant
from trackerbridge.sandbox.jira import moments
from trackerbridge.sandbox.jira.errors import JiraError
from trackerbridge.sandbox.jira.jql import running
from trackerbridge.sandbox.jira.jql.dates import Moment
from trackerbridge.sandbox.jira.jql.names import Names

ALL = "1 2 3 4"


def found_by(jql: str, zone: str = "Europe/Minsk") -> list[str]:
    """The numbers of the issues that a query finds, in its order."""
    state = small_site()
    account = state.account("team@sandbox.example")
    moment = Moment(parse_instant(NOW), moments.zone_of(zone))
    found = running.understand(jql, Names(state, account), moment).run(state.issues)
    return [row["key"].removeprefix("WEB-") for row in found]


def keys(jql: str, zone: str = "Europe/Minsk") -> str:
    """The same as one text; without ORDER BY by key."""
    found = found_by(jql, zone)
    return " ".join(found if "order by" in jql.lower() else sorted(found))


@pytest.mark.parametrize(
    ("jql", "found"),
    [
        ("project = WEB", ALL),
        ("project = 'Web shop'", ALL),
        ("project in (10100)", ALL),
        ("key = WEB-2", "2"),
        ("key in (WEB-2, WEB-3)", "2 3"),
        ("id = 10304", "4"),
        ("id > 10302", "3 4"),
        ("issuetype = Epic", "1"),
        ("type != Epic", "2 3 4"),
        ("status = 'In Progress'", "2"),
        ("status not in (Done, 3)", "1 4"),
        ("statusCategory = Done", "3"),
        ("statusCategory != done", "1 2 4"),
        ("resolution = Unresolved", "1 2 4"),
        ("resolution is not EMPTY", "3"),
        ("resolution in (Done, EMPTY)", ALL),
        ("priority >= Medium", ALL),
        ("priority > Medium", ""),
        ("assignee = 'Ivan Petrov'", "1 2 4"),
        ("assignee = 'ivan@acme.example'", "1 2 4"),
        ("assignee is EMPTY", "3"),
        ("assignee != 5f0000000000000000000012", "1 2 4"),
        ("reporter = currentUser()", ""),
        ("labels = client", "2"),
        ("labels in (shop, other)", "2"),
        ("labels != client", ""),
        ("labels is EMPTY", "1 3 4"),
        ("component = Mail", "4"),
        ("fixVersion = '1.0'", "2"),
        ("fixVersion in unreleasedVersions()", "2"),
        ("fixVersion in releasedVersions(WEB)", ""),
        ("parent = WEB-1", "2"),
        ("'Epic Link' = WEB-1", "2"),
        ("sprint = 7", "2"),
        ("sprint in openSprints()", "2"),
        ("sprint is EMPTY", "1 3 4"),
        ("'Story point estimate' > 2", "2"),
        ("cf[10016] = 3", "2"),
        ("text ~ basket", "2"),
        ("text ~ friday", "2"),
        ("summary ~ 'pay*'", "3"),
        ("description ~ '\"forgets everything\"'", "2"),
        ("summary !~ basket", "1 3 4"),
        ("description is EMPTY", "1 3 4"),
        ("project = WEB AND (status = Done OR labels = client)", "2 3"),
        ("NOT status = Done && project = WEB", "1 2 4"),
        ("project = WEB and not (status = Done or labels = client)", "1 4"),
        ("status = Done OR status = 'To Do' AND issuetype = Epic", "1 3"),
        ("project = WEB ORDER BY duedate ASC, key DESC", "2 4 3 1"),
        ("project = WEB ORDER BY status, created DESC", "3 2 4 1"),
        ("project = WEB order by created desc", "4 3 2 1"),
    ],
)
def test_what_a_query_finds(jql: str, found: str) -> None:
    assert keys(jql) == found


@pytest.mark.parametrize(
    ("jql", "found"),
    [
        ("due = 2026-11-20", "2"),
        ("due < now()", "2"),
        ("due <= '2026/11/30'", "2 4"),
        ("due >= startOfMonth() AND due <= endOfMonth()", "2 4"),
        ("due > endOfWeek()", "4"),
        ("due < '2w' AND due > '-1d'", "4"),
        ("due is EMPTY", "1 3"),
        ("created >= '2026-11-03'", "3 4"),
        ("created < '2026-11-03 10:00'", "1 2"),
        ("created = '2026-11-03 11:00'", "3"),
        ("updated >= -10d", "4"),
        ("updated >= startOfDay(-10d)", "3 4"),
        ("resolved >= startOfWeek(-1w)", "3"),
        ("resolutiondate is not EMPTY", "3"),
        ("updated > 1794614400000", "4"),
    ],
)
def test_dates_are_read_in_the_zone_of_who_asks(jql: str, found: str) -> None:
    assert keys(jql) == found


def test_the_same_query_finds_something_else_from_another_zone() -> None:
    assert keys("created >= '2026-11-03 10:30' and created < '2026-11-04'", "Europe/Minsk") == "3"
    assert keys("created >= '2026-11-03 10:30' and created < '2026-11-04'", "Europe/Berlin") == ""


@pytest.mark.parametrize(
    ("jql", "message"),
    [
        ("projct = WEB", "Field 'projct' does not exist or you do not have permission to view it."),
        ("project = NOPE", "The value 'NOPE' does not exist for the field 'project'."),
        ("status = Dne", "The value 'Dne' does not exist for the field 'status'."),
        ("assignee = nobody", "The value 'nobody' does not exist for the field 'assignee'."),
        ("key = WEB-99", "An issue with key 'WEB-99' does not exist for field 'key'."),
        ("project ~ WEB", "The operator '~' is not supported by the 'project' field."),
        ("summary = x", "The operator '=' is not supported by the 'summary' field."),
        ("due = someday", "Date value 'someday' for field 'due' is invalid. Valid formats include:"),
        ("due < tomorrow()", "Unable to find JQL function 'tomorrow()'."),
        ("reporter in membersOf(team)", "Unable to find JQL function 'membersOf(team)'."),
        ("project WEB", "Error in the JQL Query: Expecting operator but got 'WEB'."),
        (
            "project =",
            "Error in the JQL Query: Expecting either a value, list or function before the end of the query.",
        ),
        ("project = WEB status = Done", "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'status'."),
        ("(project = WEB", "Error in the JQL Query: Expecting ')' before the end of the query."),
        ("project = WEB AND", "Error in the JQL Query: Expecting a field name at the end of the query."),
        ("summary ~ 'open", "Error in the JQL Query: The quoted string 'open' has not been completed."),
        ("project = WEB ORDER BY nothing", "Field 'nothing' does not exist"),
        ("labels = a+b", "Error in the JQL Query: The character '+' is a reserved JQL character."),
        ("limit = 5", "Error in the JQL Query: 'limit' is a reserved JQL word."),
        ("key = WEB-1 ORDER BY " + ",".join(["key"] * 8), "The maximum number of fields in the ORDER BY clause is 7."),
        ("project in projectsLeadByUser()", "Unable to find JQL function 'projectsLeadByUser()'."),
        ("labels = currentUser()", "Unable to find JQL function 'currentUser()'."),
        ("watcher = currentUser()", "The sandbox does not model searching by the field 'watcher'."),
        ("status WAS Done", "The sandbox does not model the history operator 'WAS'."),
    ],
)
def test_a_mistake_is_told_in_jiras_words(jql: str, message: str) -> None:
    with pytest.raises(JiraError) as refused:
        found_by(jql)
    assert refused.value.status == 400
    assert refused.value.body["errorMessages"][0].startswith(message)


def test_errors_of_a_query_come_with_warnings_and_without_errors(ask: Ask) -> None:
    answer = ask("GET", "/rest/api/3/search/jql", jql="project = NOPE")
    assert answer.status_code == 400
    words = ["The value 'NOPE' does not exist for the field 'project'."]
    assert answer.json() == {"errorMessages": words, "warningMessages": []}


def test_the_library_shows_jiras_words(team: JIRA) -> None:
    with pytest.raises(Exception, match="Field 'projct' does not exist or you do not have permission to view it"):
        team.search_issues("projct = WEB")


def test_queries_are_checked_without_being_run(ask: Ask) -> None:
    queries = ["project = WEB AND labels in (a, b) ORDER BY key DESC", "projct = WEB", "project ="]
    good, unknown, broken = ask("POST", "/rest/api/3/jql/parse", json={"queries": queries}).json()["queries"]
    where = good["structure"]["where"]
    assert (where["operator"], [clause["field"]["name"] for clause in where["clauses"]]) == (
        "and",
        ["project", "labels"],
    )
    assert where["clauses"][1]["operand"] == {"values": [{"value": "a"}, {"value": "b"}]}
    assert good["structure"]["orderBy"] == {"fields": [{"field": {"name": "key"}, "direction": "desc"}]}
    assert "structure" not in unknown
    assert unknown["errors"][0].startswith("Field 'projct' does not exist")
    assert broken["errors"][0].startswith("Error in the JQL Query")
