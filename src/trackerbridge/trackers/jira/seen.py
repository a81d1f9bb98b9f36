"""Whether the projects of a query can be seen at all: what cannot must never pass for an empty source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trackerbridge.errors import NotLetIn, TrackerRefused, UsageError
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.jira.api import PAGE, JiraApi
from trackerbridge.trackers.jira.errors import NAME_A_PROJECT, NothingThere, NotPermitted
from trackerbridge.trackers.jira.jql import may_be_key, projects_of, without_order
from trackerbridge.trackers.jira.values import project_names
from trackerbridge.trackers.values import part, text

_MOST_NAMED = 20


def must_restrict(api: JiraApi, jql: str) -> None:
    """Raise UsageError for a query that restricts nothing: Cloud refuses it itself, Data Center sends all it has."""
    if not api.cloud and not without_order(jql):
        raise UsageError(
            "The jql of the source restricts nothing, so all that this Jira holds would be read.", hint=NAME_A_PROJECT
        )


def projects_in(issues: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What the projects of these issues may be called in a query."""
    return tuple(sorted({name for issue in issues for name in project_names(part(issue, "fields", "project"))}))


def must_see_projects(api: JiraApi, jql: str, seen: Iterable[str] = ()) -> None:
    """Raise NotLetIn for a project that the query names and the account cannot see.

    ``seen``: what projects are called of which issues came, so that they are not asked for.
    """
    came = {name.casefold() for name in seen}
    for name in projects_of(jql):
        if name.casefold() not in came and not _is_seen(api, name):
            raise _not_visible(api, name)


def _is_seen(api: JiraApi, name: str) -> bool:
    if may_be_key(name):
        try:
            api.project(name)
            return True
        except (TrackerRefused, NotPermitted, NothingThere):
            pass
    seen = _visible(api)
    found = any(name.casefold() == other.casefold() for project in seen for other in project_names(project))
    whole = 0 < len(seen) < PAGE
    return found or not (whole or may_be_key(name))  # of a list that may be cut, a mere name proves nothing


def _visible(api: JiraApi) -> list[Mapping[str, Any]]:
    """The projects that can be seen, as far as Jira lists them."""
    try:
        return api.projects()
    except (TrackerRefused, NotPermitted, NothingThere):
        return []


def _not_visible(api: JiraApi, name: str) -> NotLetIn:
    who = text(api.me().get("displayName")) or text(api.me().get("name")) or Sentence("of this token")
    keys = [f"{text(project.get('key'))} ({text(project.get('name'))})" for project in _visible(api)]
    more = Sentence(" and {n} more", n=len(keys) - _MOST_NAMED) if len(keys) > _MOST_NAMED else ""
    named = Sentence(
        "Projects it can see: {names}{more}. Name one of these in jql, or give the account the permission to "
        "browse it.",
        names=", ".join(keys[:_MOST_NAMED]), more=more,
    )  # fmt: skip
    none = Sentence("It can see no project at all: give the account the permission to browse it.")
    return NotLetIn(
        Sentence("The Jira project {name} does not exist, or the account {who} cannot see it.", name=name, who=who),
        hint=named if keys else none,
    )
