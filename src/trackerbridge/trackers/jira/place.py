"""What must be known of a client's project before anything is written there: kind of issue, workflow, who we are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trackerbridge.errors import NotLetIn, TrackerRefused, UsageError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.errors import NotPermitted
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.jira.workflow import Workflow
from trackerbridge.trackers.values import text

_USUAL = ("Task", "Задача", "Sarcină")


@dataclass(frozen=True, slots=True)
class Place:
    """One project. ``issue_type`` is an id; ``keeps_due``: the due date is on its screen."""

    key: str
    name: str
    account: str
    issue_type: str
    issue_type_name: str
    workflow: Workflow
    keeps_due: bool
    public: bool = False


def place_in(api: JiraApi, project: str, issue_type: str) -> Place:
    """Ask Jira.

    Raises NotLetIn where the project cannot be seen or nothing may be made there, UsageError for a kind of issue that
    it does not have.
    """
    me = api.me()
    try:
        found = api.project(project)
    except (TrackerRefused, NotPermitted):
        raise NotLetIn(
            Sentence(
                "The Jira project {project} does not exist, or the account of this token cannot see it.",
                project=project,
            ),
            hint=Sentence("Check publish.project, and give the account the permission to browse that project."),
        ) from None
    kinds = api.may_create(project)
    chosen = _kind(kinds, issue_type, project)
    fields = {text(each.get("fieldId")) or text(each.get("key")) for each in api.may_create(project, chosen[0])}
    return Place(
        key=text(found.get("key")) or project,
        name=text(found.get("name")) or project,
        account=text(me.get("accountId")) or text(me.get("key")) or text(me.get("name")),
        issue_type=chosen[0],
        issue_type_name=chosen[1],
        workflow=Workflow.of(api.project_statuses(project), chosen[0]),
        keeps_due="duedate" in fields,
        public=api.seen_by_strangers(project),
    )


def _kind(kinds: Sequence[Mapping[str, Any]], wanted: str, project: str) -> tuple[str, str]:
    """(id, name) of the kind of issue that a card becomes."""
    named = {text(each.get("name")): ident(each.get("id")) for each in kinds if each.get("subtask") is not True}
    if not named:
        raise NotLetIn(
            Sentence(
                "No issue can be made in the Jira project {project} by the account of this token.", project=project
            ),
            hint=Sentence("Give it the permission to create issues there."),
        )
    if wanted and wanted not in named:
        raise UsageError(
            Sentence(
                "The Jira project {project} has no kind of issue named “{wanted}”.", project=project, wanted=wanted
            ),
            hint=Sentence("publish.issue_type can be {names}.", names=", ".join(named)),
        )
    name = wanted or next((usual for usual in _USUAL if usual in named), next(iter(named)))
    return named[name], name
