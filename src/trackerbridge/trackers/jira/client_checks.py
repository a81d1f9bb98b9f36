"""What ``trackerbridge check`` says of a client's Jira project. Refusals become findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trackerbridge.model.sentence import Sentence
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
        what=Sentence(
            "The client's project {project} (“{name}”) is seen as {who}; the client reads that name as the "
            "reporter of every card, so an account of the service's own is best.",
            project=place.key,
            name=place.name,
            who=who,
        ),
    )
    held = api.permissions(*_NEEDED, project=place.key)
    missing = [words for name, words in _NEEDED.items() if not held[name]]
    if missing:
        yield Finding(
            ok=False,
            what=Sentence("The account may not {rights} in {project}.", rights=_together(missing), project=place.key),
            hint=Sentence("Give it these permissions in the project {project}.", project=place.key),
            exit_code=_NOT_LET_IN,
        )
    yield _visibility(place)
    yield from _shape(place)


def _visibility(place: Place) -> Finding:
    if place.public:
        return Finding(
            ok=False,
            what=Sentence("Anybody on the web can read the project {project}, without an account.", project=place.key),
            hint=Sentence(
                "Take “Anyone on the web” out of its permission to browse; until then nothing is written there."
            ),
            exit_code=_REFUSED,
        )
    return Finding(
        ok=True, what=Sentence("The project {project} cannot be read without an account.", project=place.key)
    )


def _shape(place: Place) -> Iterator[Finding]:
    lists = place.workflow.lists_for(ROLES)
    missing = [role for role in ROLES if f"list:{role}" not in lists]
    kind, n = place.issue_type_name, len(place.workflow.statuses)
    if missing:
        yield Finding(
            ok=False,
            what=Sentence(
                "Cards are issues of the kind {kind}; the workflow has {n} statuses, and none that could "
                "stand for {lists}.",
                kind=kind,
                n=n,
                lists=", ".join(missing),
            ),
            hint=Sentence("Name statuses under publish.lists, or have an administrator extend the workflow."),
            exit_code=_NOT_LET_IN,
        )
    else:
        yield Finding(
            ok=True,
            what=Sentence("Cards are issues of the kind {kind}; the workflow has {n} statuses.", kind=kind, n=n),
        )
    if not place.keeps_due:
        yield Finding(
            ok=True,
            what=Sentence(
                "The due date is not on the screen of {project}, so dates stand in the cards' text alone.",
                project=place.key,
            ),
            hint=Sentence("Have an administrator put “Due date” on the screen."),
        )


def _together(rights: Sequence[str]) -> Sentence:
    said, *others = map(Sentence, rights)
    for one in others:
        said = Sentence("{said}, {other}", said=said, other=one)
    return said
