"""A Jira project as the client's side: configured from either tracker; what stands there."""

from __future__ import annotations

from typing import Any

from tests.flows.jira_office import JiraOffice, project
from tests.flows.office import PROJECT
from tests.flows.team_board import SOURCE

PUBLISH = """
[projects.{name}.publish]
connection = "work"
project = "CLIENT"
select = "{select}"
{more}
"""


def of_jira(here: JiraOffice, more: str = "") -> str:
    return here.work() + project() + PUBLISH.format(name="web", select="label:client", more=more)


def of_trello(here: JiraOffice, more: str = "") -> str:
    return here.work() + PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", select="all", more=more)


def issues(here: JiraOffice) -> dict[str, dict[str, Any]]:
    """The client's issues by title; none is there twice."""
    rows = [row for row in list(here.state.issues) if row["fields"]["project"]["key"] == "CLIENT"]
    titles = [row["fields"]["summary"] for row in rows]
    assert len(titles) == len(set(titles)), titles
    return dict(zip(titles, rows, strict=True))


def silent(here: JiraOffice, now: str | None = None) -> None:
    before = here.writes()
    outcome = here.json("sync", "web", now=now)
    assert (outcome["status"], outcome["errors"], here.writes() == before) == ("unchanged", [], True)
