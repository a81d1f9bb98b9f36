"""What ``trackerbridge check`` says of a client's Jira project. Refusals become findings."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.trackers.base import Finding
from trackerbridge.trackers.findings import until_refused
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.place import Place, place_in
from trackerbridge.trackers.jira.target import ROLES
from trackerbridge.trackers.values import text

_NOT_LET_IN = 3
_REFUSED = 5
_NEEDED = {
    "CREATE_ISSUES": "create issues",
    "EDIT_ISSUES": "edit issues",
    "TRANSITION_ISSUES": "move issues along the workflow",
    "ADD_COMMENTS": "comment on issues",
}


def check_project(api: JiraApi, project: str, issue_type: str) -> list[Finding]:
    """The findings up to the first refusal, and that one."""
    return until_refused(_findings(api, project, issue_type))


def _findings(api: JiraApi, project: str, issue_type: str) -> Iterator[Finding]:
    place = place_in(api, project, issue_type)
    who = text(api.me().get("displayName")) or text(api.me().get("name"))
    yield Finding(
        ok=True,
        what=f"The client's project {place.key} (“{place.name}”) is seen as {who}; the client reads that name as the "
        "reporter of every card, so an account of the service's own is best.",
    )
    held = api.permissions(*_NEEDED, project=place.key)
    missing = [words for name, words in _NEEDED.items() if not held[name]]
    if missing:
        yield Finding(
            ok=False,
            what=f"The account may not {', '.join(missing)} in {place.key}.",
            hint=f"Give it these permissions in the project {place.key}.",
            exit_code=_NOT_LET_IN,
        )
    yield _visibility(place)
    yield from _shape(place)


def _visibility(place: Place) -> Finding:
    if place.public:
        return Finding(
            ok=False,
            what=f"Anybody on the web can read the project {place.key}, without an account.",
            hint="Take “Anyone on the web” out of its permission to browse; until then nothing is written there.",
            exit_code=_REFUSED,
        )
    return Finding(ok=True, what=f"The project {place.key} cannot be read without an account.")


def _shape(place: Place) -> Iterator[Finding]:
    lists = place.workflow.lists_for(ROLES)
    missing = [role for role in ROLES if f"list:{role}" not in lists]
    yield Finding(
        ok=not missing,
        what=f"Cards are issues of the kind {place.issue_type_name}; the workflow has "
        f"{len(place.workflow.statuses)} statuses"
        + (f", and none that could stand for {', '.join(missing)}." if missing else "."),
        hint="Name statuses under publish.lists, or have an administrator extend the workflow." if missing else "",
        exit_code=_NOT_LET_IN if missing else 0,
    )
    if not place.keeps_due:
        yield Finding(
            ok=True,
            what=f"The due date is not on the screen of {place.key}, so dates stand in the cards' text alone.",
            hint="Have an administrator put “Due date” on the screen.",
        )
