"""The sample agency as a running Trello with a Jira beside it."""

from __future__ import annotations

from datetime import datetime

from trackerbridge.sandbox import agency
from trackerbridge.sandbox.clock import SandboxClock
from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.trello.state import TrelloState


def agency_trackers(sample: agency.Agency, clock: SandboxClock | None = None) -> tuple[TrelloState, JiraSite]:
    """The sample's boards, people and tokens, and its Jira project; both trackers run by the same ``clock``."""
    trello = TrelloState(clock)
    for board in sample.boards:
        trello.load_export(board)
    for account in sample.accounts:
        trello.add_account(account.key, account.token, dict(account.member), account.scopes)
    jira = JiraState(trello.clock)
    load(jira, sample.jira)
    return trello, JiraSite(jira)


def agency_started(now: datetime | None = None) -> tuple[TrelloState, JiraSite]:
    """The sample agency as it stands at ``now`` (aware); the clock stops there.

    Without ``now``: as of this moment, and the clock runs.
    """
    clock = SandboxClock(now)
    return agency_trackers(agency.build(clock.now()), clock)
